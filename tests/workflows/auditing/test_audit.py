"""The audit of a survey: files read again, answers of the checklist, and how both read."""

import datetime as dt
import json
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import pytest

from cxdna.errors import Problems, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import VoiceItem, VoiceKept
from cxdna.voice.audit.audit import audit_of
from cxdna.voice.audit.checks import ASKED, BY_ID, CHECKS
from cxdna.voice.audit.model import Audit, Found
from cxdna.voice.counts.engine import Limits, Opened
from cxdna.voice.counts.engines import engine
from cxdna.voice.model import Checked, Fielded
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Columns, Scale, Survey, SurveyQuestion
from cxdna.workflows.auditing.answer import AnswerAsk, find_check, keep_answer, read_answer
from cxdna.workflows.auditing.audit import audit_survey, audits_of
from cxdna.workflows.auditing.lines import audit_json, audit_lines
from cxdna.workflows.auditing.read_again import Reader, folders_of
from cxdna.workflows.surveys.digest import digest_of
from cxdna.workflows.surveys.hand import voice_of
from tests.voice.award.year import answers, file_of
from tests.workflows.kept import NOW, TODAY

ONE = Survey(
    id="relations",
    title="Relations",
    columns=Columns(event_date="event", answer_date="answered", respondent="who", seconds="took"),
    questions=tuple(
        SurveyQuestion(id=name, text="How was it?", about="satisfaction", scale=Scale(low=1, high=5), column=name)
        for name in ("a", "b", "c", "d")
    ),
)
HEAD = "event,answered,who,took,a,b,c,d"


def rows(count: int) -> str:
    lines = (f"2025-03-{at % 28 + 1:02},2025-04-{at % 28 + 1:02},p{at},60,5,4,5,4" for at in range(count))
    return "\n".join((HEAD, *lines)) + "\n"


class Here:
    """A workspace with one file that was counted."""

    def __init__(self, folder: Path, text: str | None = None) -> None:
        self.folder = folder
        self.path = folder / "2025.csv"
        self.path.write_text(rows(40) if text is None else text, encoding="utf-8")
        self.store = MemoryStore()
        self.keep(ONE, file_of(answers(), sha256=digest_of(self.path), place="2025.csv"))

    def keep(self, *items: VoiceItem) -> None:
        self.store.add(*(VoiceKept(item=one, at=NOW) for one in items))

    @property
    def fielded(self) -> Fielded:
        return voice_of(self.store).surveys[0]

    def audit(self, *named: Path, read: bool = True) -> Audit:
        reader = Reader(engine=engine("duckdb"), limits=Limits(threads=1), folders=folders_of(self.folder, self.folder))
        return audit_survey(self.store, voice_of(self.store), self.fielded, reader if read else None, named)


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path)


def test_there_are_thirty_checks_each_with_threshold_and_place() -> None:
    assert [one.number for one in CHECKS] == list(range(1, 31))
    assert len(BY_ID) == 30
    for one in CHECKS:
        assert one.detector
        assert one.threshold
        assert one.computed or one.asked, f"{one.id} is neither computed nor asked"


def test_the_file_is_read_again_where_it_lay(here: Here) -> None:
    found = here.audit()
    assert found.unread == ()
    assert found.read == (f"2025.csv (SHA-256 {digest_of(here.path)})",)
    assert found.of("careless").result == "clear"
    assert found.of("duplicates").result == "clear"
    assert found.of("invitations").result == "not proved"


def test_a_file_that_was_changed_is_not_taken_for_the_one_that_was_counted(here: Here) -> None:
    here.path.write_text(rows(39), encoding="utf-8")
    found = here.audit()
    assert found.read == ()
    assert "was changed since it was counted" in found.unread[0]
    assert found.of("careless").result == found.of("duplicates").result == "not proved"
    with pytest.raises(UserError, match="was changed since it was counted"):
        here.audit(here.path)


def test_a_file_that_is_gone_is_named_and_can_lie_elsewhere(here: Here, tmp_path: Path) -> None:
    elsewhere = tmp_path / "archive"
    elsewhere.mkdir()
    moved = here.path.rename(elsewhere / "old.csv")
    assert here.audit().unread == ("2025.csv: it is not where it was counted; name it with --file",)
    assert here.audit(moved).of("careless").result == "clear"
    other = tmp_path / "other.csv"
    other.write_text(rows(3), encoding="utf-8")
    with pytest.raises(UserError, match="is none of the files that were counted"):
        here.audit(other)


def test_rows_that_are_no_rows_are_passed_over_and_told(tmp_path: Path) -> None:
    found = Here(tmp_path, rows(40) + "2025-03-01,2025-04-01\n").audit()
    assert found.read[0].endswith(", without 1 row that cannot be read")
    assert found.of("careless").result == "clear"


class Exhausted:
    """An engine that has no memory left."""

    name = "exhausted"

    def open(self, source: Source, limits: Limits) -> AbstractContextManager[Opened]:
        raise UserError(f"{source.path.name} needs more than {limits.memory}", "give more with --memory")


def test_an_engine_that_fails_leaves_the_rest_of_the_audit_whole(here: Here) -> None:
    reader = Reader(engine=Exhausted(), limits=Limits(memory="1MB"), folders=(here.folder,))
    found = audit_survey(here.store, voice_of(here.store), here.fielded, reader)
    assert found.unread == ("2025.csv: 2025.csv needs more than 1MB; give more with --memory",)
    assert found.of("careless").result == "not proved"
    assert found.of("leading_words").result == "clear"


def test_without_a_reader_files_are_left_alone(here: Here) -> None:
    found = here.audit(read=False)
    assert found.unread == ("2025.csv: it was not asked for",)
    assert audits_of(here.store, voice_of(here.store), None) == {"relations": found}


def test_a_file_that_was_replaced_by_one_with_fewer_rows_is_found(here: Here) -> None:
    first = file_of(answers(), "first.csv", withdrawn=True, added=dt.date(2026, 1, 2), sha256="cd" * 32)
    here.keep(first, file_of(answers(satisfied={5: 3}), sha256=digest_of(here.path), place="2025.csv"))
    assert here.audit().of("late_deletion").result == "finding"


def test_versions_are_compared_by_what_was_asked(here: Here) -> None:
    retitled = msgspec.structs.replace(ONE, title="Relations, new", conducted_by="Bureau")
    here.keep(retitled)
    assert here.audit(read=False).of("changed_rules").result == "clear"


def answered(name: str, answer: str, evidence: str = "folder 7") -> Checked:
    return read_answer(AnswerAsk(name, answer, evidence), "relations", [one.id for one in ASKED], TODAY)


@pytest.mark.parametrize(
    ("computed", "answer", "evidence", "result"),
    [
        (None, None, "", "not proved"),
        (None, "yes", "folder 7", "clear"),
        (None, "yes", "", "not proved"),
        (None, "partly", "folder 7", "remark"),
        (None, "no", "", "finding"),
        (None, "not_applicable", "", "not applicable"),
        ("not proved", "yes", "folder 7", "clear"),
        ("finding", "yes", "folder 7", "finding"),
        ("finding", "not_applicable", "folder 7", "finding"),
        ("clear", "no", "", "finding"),
        ("clear", "partly", "folder 7", "clear"),
    ],
)
def test_what_a_file_shows_weighs_more_than_an_answer(
    computed: str | None, answer: str | None, evidence: str, result: str
) -> None:
    found = [Found(check="timing", result=computed, found="as computed")] if computed else []  # type: ignore[arg-type]
    said = [answered("timing", answer, evidence)] if answer else []
    fielded = Fielded(ONE, (file_of(answers()),))
    outcome = audit_of(fielded, found, said, read=("x",)).of("timing")
    assert outcome.result == result
    assert outcome.evidence == evidence


@pytest.mark.parametrize("name", ["late_deletion", "duplicates", "exclusions", "invitations"])
@pytest.mark.parametrize(
    ("answer", "evidence", "result"),
    [
        ("yes", "log of deletions, folder 7", "remark"),
        ("yes", "", "finding"),
        ("partly", "folder 7", "finding"),
        ("not_applicable", "folder 7", "finding"),
        ("no", "folder 7", "finding"),
    ],
)
def test_a_finding_that_somebody_can_explain_becomes_a_remark_and_never_clear(
    name: str, answer: str, evidence: str, result: str
) -> None:
    found = [Found(check=name, result="finding", found="as computed")]
    fielded = Fielded(ONE, (file_of(answers()),))
    outcome = audit_of(fielded, found, [answered(name, answer, evidence)], read=("x",)).of(name)
    assert outcome.result == result
    if result == "remark":
        assert outcome.found == f"as computed; answered: yes, with a reason for it: {evidence}"
    gap = Found(check=name, result="not proved", found="and a gap")
    assert audit_of(fielded, [*found, gap], [answered(name, "yes")], read=("x",)).of(name).result == "remark"


def test_findings_that_can_be_explained_are_asked_about(here: Here) -> None:
    found = here.audit()
    explained = [
        msgspec.structs.replace(one, result="finding" if one.check.id == "late_deletion" else "clear")
        for one in found.outcomes
    ]
    lines = list(audit_lines(ONE, msgspec.structs.replace(found, outcomes=tuple(explained))))
    assert lines[-2:] == [
        "1 finding may have a good reason; with evidence of it each becomes a remark.",
        'Next:  cxdna survey answer relations late_deletion yes --evidence "WHERE IT LIES"',
    ]


def test_an_answer_of_another_survey_settles_nothing() -> None:
    other = msgspec.structs.replace(answered("begging", "yes"), about="another")
    fielded = Fielded(ONE, (file_of(answers()),))
    assert audit_of(fielded, (), [other]).of("begging").result == "not proved"


def test_a_check_is_found_by_name_and_number() -> None:
    assert find_check("18").id == find_check("Begging").id == "begging"
    with pytest.raises(UserError, match="the survey or its files show it"):
        find_check("30")
    with pytest.raises(UserError, match="did you mean 'begging'"):
        find_check("beging")


def test_an_answer_is_kept_once(here: Here) -> None:
    said = answered("begging", "Yes")
    assert keep_answer(here.store, said, NOW)
    assert not keep_answer(here.store, said, NOW)
    assert here.audit(read=False).of("begging").result == "clear"
    assert keep_answer(here.store, answered("begging", "n"), NOW)
    assert here.audit(read=False).of("begging").result == "finding"
    with pytest.raises(Problems, match="'perhaps' is no answer"):
        answered("begging", "perhaps")


def test_the_audit_reads_as_lines_and_as_json(here: Here) -> None:
    found = here.audit()
    lines = list(audit_lines(ONE, found))
    assert lines[0] == (
        "Audit of survey relations: Relations (the whole file, all months: January 2025 to December 2025)"
    )
    assert json.loads(audit_json(ONE, found, TODAY))["audit"]["covers"].startswith("the whole file, all months")
    assert lines[1].startswith("30 checks: ")
    assert sum(line.startswith("      Threshold: ") for line in lines) == len(
        found.results("finding", "remark", "not proved")
    )
    assert lines[-1].startswith("Next:  cxdna survey answer relations ")
    text = audit_json(ONE, found, TODAY)
    assert json.loads(text)["format"] == "cxdna-survey-audit/1"
    assert "p11" not in text + "\n".join(lines), "no person is named"

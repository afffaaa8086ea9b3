"""Answers of a file taken into the store: all or none, and only once."""

from pathlib import Path

import msgspec
import pytest

from cxdna import resources
from cxdna.answers.model import Answer, Mode
from cxdna.definitions.load import load_questionnaire
from cxdna.errors import Problems, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Person, Recorded
from cxdna.workflows.answering.assess import keep, sit_down
from cxdna.workflows.answering.take_file import Taken, take_answers
from cxdna.workflows.answering.who import people_called, someone_known
from cxdna.workflows.current import Current
from tests.workflows.interviewing import MOMENT, closing, drawing, opened

VERSION = load_questionnaire("pulse", resources.roots())[1].version
HEAD = f"""\
kind: answers
organisation: {{name: Alder, sector: banking, employees: 380, country: GB, time_zone: Europe/London, currency: GBP,
  languages: [en], channels: [phone], business_model: consumers}}
assessment: {{id: a, title: A, questionnaire: pulse, questionnaire_version: "{VERSION}", date: 2026-11-20}}
"""
PEOPLE = """\
respondents:
  - {id: anna, name: Anna Lee, role: Head of service, group: Leaders}
  - {id: ben, name: Ben Roe, role: Adviser, group: Front line}
"""
SHEETS = """\
sheets:
  - respondent: anna
    answers: {q1.1: 3, q1.2: {value: 2, comment: so so}}
  - respondent: ben
    answers: {q1.1: dont_know, q1.2: {not_applicable: no meeting}}
"""
WHOLE = HEAD + PEOPLE + SHEETS
CHANCE = drawing()


def pulse(folder: Path, mode: Mode = "named", store: MemoryStore | None = None) -> Current:
    book, asked = load_questionnaire("pulse", resources.roots())
    return opened(asked, book, mode=mode, store=store, folder=folder)


def take(now: Current, text: str, name: str = "answers.yaml") -> Taken:
    now.workspace.folder.mkdir(exist_ok=True)
    path = now.workspace.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return take_answers(now, path, at=MOMENT, chance=CHANCE)


@pytest.fixture
def now(tmp_path: Path) -> Current:
    return pulse(tmp_path / "alder")


def held(now: Current, name: str) -> dict[str, Answer]:
    (person,) = people_called(now, name)
    return dict(sit_down(now, someone_known(now, person)).interview.said)


def test_everything_is_taken_in_once(now: Current) -> None:
    assert take(now, WHOLE) == Taken(people=2, answers=4, evidence=0, targets_left=0)
    assert held(now, "Anna Lee") == {"q1.1": Answer(value=3), "q1.2": Answer(value=2, comment="so so")}
    assert held(now, "ben roe")["q1.2"] == Answer(not_applicable="no meeting")
    assert {one.source for one in now.store.answers("a_2026")} == {"file"}
    assert [sheet.group for sheet in now.store.sheets("a_2026")] == ["Leaders", "Front line"]
    before = now.store.answers("a_2026"), now.store.people()
    assert take(now, WHOLE) == Taken(people=2, answers=0, evidence=0, targets_left=0)
    assert (now.store.answers("a_2026"), now.store.people()) == before


def test_a_mended_file_adds_what_was_mended_and_back_again(now: Current) -> None:
    take(now, WHOLE)
    assert take(now, WHOLE.replace("q1.1: 3", "q1.1: 4")).answers == 1
    assert held(now, "Anna Lee")["q1.1"] == Answer(value=4)
    assert take(now, WHOLE).answers == 1
    assert held(now, "Anna Lee")["q1.1"] == Answer(value=3)


def test_the_same_file_does_not_undo_what_was_answered_since(now: Current) -> None:
    take(now, WHOLE)
    sitting = sit_down(now, someone_known(now, people_called(now, "Anna Lee")[0]))
    keep(sitting, now.questionnaire.questions[0], Answer(value=5), key="k", at=MOMENT)
    assert take(now, WHOLE).answers == 0
    assert held(now, "Anna Lee")["q1.1"] == Answer(value=5)


def test_an_answer_after_the_last_round_holds(now: Current) -> None:
    take(now, WHOLE)
    (anna,) = people_called(now, "Anna Lee")
    later = Recorded(
        assessment="a_2026", sheet=anna.id, question="q1.1", said=Answer(value=1), key="r2", source="web", round=2
    )
    now.store.add(later)
    take(now, WHOLE.replace("q1.1: 3", "q1.1: 4"))
    assert held(now, "Anna Lee")["q1.1"] == Answer(value=4)


def test_known_people_are_known_again_with_their_new_role(now: Current) -> None:
    now.store.add(Person(id="p_11111111", name="anna  LEE", role="Adviser", group="Front line", salt="0" * 32))
    take(now, WHOLE)
    (anna,) = people_called(now, "Anna Lee")
    assert (anna.id, anna.role, anna.group, anna.salt) == ("p_11111111", "Head of service", "Leaders", "0" * 32)


def test_two_of_one_name_are_told_apart_by_role(now: Current) -> None:
    text = WHOLE.replace("Ben Roe", "Anna Lee")
    take(now, text)
    assert len(people_called(now, "Anna Lee")) == 2
    assert take(now, text).answers == 0
    with pytest.raises(Problems, match=r"answers.yaml:7: 'Anna Lee' stands here twice with the role 'Head of service'"):
        take(now, text.replace("role: Adviser", "role: Head of service"))


EVIDENCE = """\
evidence:
  - {id: E1, kind: policy, title: Charter, date: 2026-01-15, file: charter.txt, covers: [q1.1]}
"""


def test_evidence_comes_along_with_its_file(now: Current) -> None:
    charter = now.workspace.folder.parent / "charter.txt"
    charter.write_text("We answer.", encoding="utf-8")
    assert take(now, HEAD + PEOPLE + EVIDENCE + SHEETS).evidence == 1
    (kept,) = now.store.evidence("a_2026")
    assert (now.workspace.folder / kept.record.file).read_text("utf-8") == "We answer."
    assert len(kept.record.sha256) == 64
    assert take(now, HEAD + PEOPLE + EVIDENCE + SHEETS).evidence == 0
    mended = EVIDENCE.replace("01-15", "02-15")
    assert take(now, HEAD + PEOPLE + mended + SHEETS).evidence == 1
    with pytest.raises(Problems, match="'E1' is 'Charter' in this assessment"):
        take(now, HEAD + PEOPLE + EVIDENCE.replace("Charter", "Log") + SHEETS)
    charter.unlink()
    with pytest.raises(Problems, match=r"answers.yaml:9: there is no file"):
        take(now, HEAD + PEOPLE + EVIDENCE + SHEETS)


def test_a_file_that_changed_since_it_was_recorded_is_refused(now: Current) -> None:
    (now.workspace.folder.parent / "charter.txt").write_text("We answer.", encoding="utf-8")
    record = EVIDENCE.replace("file: charter.txt", f"file: charter.txt, sha256: {'a' * 64}")
    with pytest.raises(Problems, match="is not what it was"):
        take(now, HEAD + PEOPLE + record + SHEETS)


def test_all_that_is_wrong_is_told_and_nothing_is_taken(now: Current) -> None:
    text = WHOLE.replace("name: Alder,", "name: Birch,").replace("q1.1: 3", "q1.1: 7").replace("q1.2: {v", "q9.9: {v")
    with pytest.raises(Problems) as caught:
        take(now, text)
    assert [(one.line, one.what) for one in caught.value.problems] == [
        (2, "these are answers of 'Birch', and this workspace is of 'Alder'"),
        (10, "7 is no answer to q1.1"),
        (10, "the questionnaire has no question 'q9.9'"),
    ]
    assert not now.store.answers("a_2026")
    assert not now.store.people()


@pytest.mark.parametrize("text", ["", "kind: answers\n", "respondents: [\n"])
def test_what_is_no_answers_file(now: Current, text: str) -> None:
    with pytest.raises(Problems):
        take(now, text)


def test_answers_to_another_questionnaire_are_one_problem(now: Current) -> None:
    with pytest.raises(Problems, match="cxdna assessment new --questionnaire full") as caught:
        take(now, WHOLE.replace("questionnaire: pulse", "questionnaire: full"))
    assert len(caught.value.problems) == 1


def test_a_closed_assessment_takes_none(now: Current) -> None:
    closed = msgspec.structs.replace(now, closing=closing()[1])
    with pytest.raises(UserError, match="was closed on"):
        take(closed, WHOLE)


def test_an_anonymous_assessment_takes_drawn_ids_only_and_keeps_no_name(tmp_path: Path) -> None:
    now = pulse(tmp_path / "alder", "anonymous")
    with pytest.raises(Problems, match="'anna' could be somebody's name") as caught:
        take(now, WHOLE)
    assert len(caught.value.problems) == 2
    drawn = WHOLE.replace("id: anna", "id: s_0123456789abcdef").replace(
        "respondent: anna", "respondent: s_0123456789abcdef"
    )
    drawn = drawn.replace("id: ben", "id: s_fedcba9876543210").replace(
        "respondent: ben", "respondent: s_fedcba9876543210"
    )
    assert take(now, drawn).answers == 4
    assert take(now, drawn).answers == 0
    assert not now.store.people()
    assert "Lee" not in repr(vars(now.store))
    assert {one.at for one in now.store.answers("a_2026")} == {None}


@pytest.mark.parametrize("lead", ["../secret.pdf", "/etc/hostname", "inside/../../secret.pdf", "link.pdf"])
def test_evidence_that_does_not_lie_beside_the_file_is_not_copied(now: Current, lead: str) -> None:
    now.workspace.folder.mkdir()
    (now.workspace.folder.parent / "handed_in").mkdir()
    (now.workspace.folder.parent / "secret.pdf").write_bytes(b"secret")
    (now.workspace.folder.parent / "handed_in" / "link.pdf").symlink_to(now.workspace.folder.parent / "secret.pdf")
    record = f"evidence:\n  - {{id: e, kind: policy, title: T, date: 2026-01-01, file: {lead}}}\n"
    with pytest.raises(Problems, match="does not lie beside the answers file"):
        take(now, HEAD + PEOPLE + record + SHEETS, "handed_in/answers.yaml")
    assert not now.workspace.evidence.exists()

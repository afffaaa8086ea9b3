"""Evidence noted, listed, checked, withdrawn and taken over."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.model import Answer, EvidenceChange, Restatement
from cxdna.definitions.model import Playbook
from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Evidence
from cxdna.scores.evidence import fresh_until, judge
from cxdna.store.latest import evidence_that_holds
from cxdna.store.memory import MemoryStore
from cxdna.store.model import EvidenceKept, Record, RestatementKept
from cxdna.workflows.current import Current, gather, look_at
from cxdna.workflows.evidence import check as evidence_check
from cxdna.workflows.evidence.alike import new_id
from cxdna.workflows.evidence.change import confirm_evidence, withdraw_evidence
from cxdna.workflows.evidence.check import EvidenceCheck, check_json, check_kept, check_lines
from cxdna.workflows.evidence.covers import cover_lines, find_covered, find_kind, kind_lines, split_covers
from cxdna.workflows.evidence.listing import added_lines, evidence_json, list_evidence, list_lines
from cxdna.workflows.evidence.record import record_evidence
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.life.open import open_assessment
from cxdna.workspace.evidence_files import hash_file
from tests.workflows.kept import NOW, TODAY, again, answer, answer_all, ask, closed, offer, opened_in


@pytest.fixture
def now(tmp_path: Path) -> Current:
    return opened_in(tmp_path / "alder")


@pytest.fixture
def charter(tmp_path: Path) -> Path:
    path = tmp_path / "charter.pdf"
    path.write_bytes(b"charter")
    return path


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    return opened_in(tmp_path_factory.mktemp("playbook") / "alder").playbook


def records(now: Current) -> tuple[Evidence, ...]:
    return tuple(kept.record for kept in evidence_that_holds(now.store.evidence(now.assessment.id)))


def test_a_record_has_everything_that_was_said(now: Current, charter: Path) -> None:
    given_all = offer(
        file=charter,
        link="https://example.org/charter",
        owner=" Ann Lee ",
        source="Board",
        periods=2,
        verified_by="Ben",
        valid_months=6,
        covers=("q1.1", "governance", "q1.1"),
    )
    record = record_evidence(now, given_all, today=TODAY)
    assert record == Evidence(
        id="mandate_board",
        kind="policy",
        title="Mandate of the board",
        date=dt.date(2026, 1, 15),
        owner="Ann Lee",
        source="Board",
        link="https://example.org/charter",
        file=record.file,
        sha256=record.sha256,
        covers=("q1.1", "governance"),
        periods=2,
        valid_months=6,
        verified_by="Ben",
    )
    assert (now.workspace.folder / record.file).read_bytes() == b"charter"
    assert records(now) == (record,)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "the evidence has no title; say what it is in a few words: Charter of the customer board"),
        ({"title": "x" * 201}, "the title has 201 characters, and 200 fit; shorten it"),
        ({"title": "a\nb"}, "the title holds a line break or a sign that does not print; write it on one line"),
        ({"owner": "a\x1b[31mb"}, "the owner holds a line break or a sign that does not print"),
        ({"verified_by": "x" * 201}, "the name of who looked at it has 201 characters, and 200 fit; shorten it"),
        ({"link": "file:///etc/passwd"}, "'file:///etc/passwd' is no web address; start it with https://, or give"),
        ({"link": "javascript:alert(1)"}, "'javascript:alert(1)' is no web address"),
        ({"kind": "polcy"}, "the playbook knows no kind of evidence 'polcy'; did you mean 'policy'?"),
        ({"date": dt.date(2026, 12, 1)}, "1 December 2026 is still to come; give the date of the evidence itself, or"),
        ({"covers": ()}, "nothing says what this is evidence of; name the questions or parts that it covers"),
        (
            {"covers": ("q1.9",)},
            "'Mandate of the board' covers 'q1.9', which is neither a question nor a part; did you",
        ),
        ({"periods": 0}, "the number of periods cannot be 0; give a whole number from 1 to 1,000"),
        ({"valid_months": 121}, "the number of months it stays valid cannot be 121; give a whole number from 1 to 120"),
        ({"file": Path("nowhere.pdf")}, "there is no file nowhere.pdf; look at its name and folder"),
    ],
)
def test_what_cannot_be_noted_is_explained(changes: dict[str, Any], says: str, now: Current) -> None:
    with pytest.raises(Problems) as error:
        record_evidence(now, offer(**changes), today=TODAY)
    assert str(error.value).startswith(says)
    assert len(error.value.problems) == 1
    assert records(now) == ()


def test_all_problems_are_told_at_once_and_nothing_is_copied(now: Current, charter: Path) -> None:
    wrong = offer(title="", kind="x", link="y", covers=("z",), periods=0, file=charter)
    with pytest.raises(Problems) as error:
        record_evidence(now, wrong, today=TODAY)
    assert len(error.value.problems) == 5
    assert not now.workspace.evidence.exists()


def test_a_closed_assessment_takes_nothing_in(now: Current, charter: Path) -> None:
    with pytest.raises(
        UserError, match="closed on 28 November 2026 and does not change any more; correct it with: cxdna asse"
    ):
        record_evidence(closed(now), offer(file=charter), today=TODAY)
    assert not now.workspace.evidence.exists()


def test_the_same_thing_again_adds_to_the_record(now: Current, charter: Path) -> None:
    first = record_evidence(now, offer(owner="Ann"), today=TODAY)
    second = record_evidence(now, offer(title="mandate of  THE board", covers=("q1.2",), file=charter), today=TODAY)
    assert second.id == first.id
    assert second.covers == ("q1.1", "q1.2")
    assert second.owner == "Ann"
    assert second.file
    assert record_evidence(now, offer(file=charter), today=TODAY) == second
    assert records(now) == (second,)
    assert len(now.store.evidence(now.assessment.id)) == 2


@pytest.mark.parametrize(
    "changes", [{"kind": "record"}, {"date": TODAY}, {"link": "https://example.org/2"}, {"title": "Mandate"}]
)
def test_another_thing_is_another_record(changes: dict[str, Any], now: Current) -> None:
    first = record_evidence(now, offer(link="https://example.org/1"), today=TODAY)
    second = record_evidence(now, offer(**changes), today=TODAY)
    assert records(now) == (first, second)
    assert first.id != second.id


def test_the_same_title_with_another_file_is_another_record(now: Current, charter: Path) -> None:
    record_evidence(now, offer(file=charter), today=TODAY)
    charter.write_bytes(b"another")
    assert record_evidence(now, offer(file=charter), today=TODAY).id == "mandate_board_2"
    assert len(records(now)) == 2


@pytest.mark.parametrize(
    ("title", "taken", "own"),
    [
        ("Charter of the customer board, signed", (), "charter_customer_board"),
        ("The", (), "the"),
        ("2026 figures", (), "evidence_2026_figures"),
        ("\u0414\u043e\u0433\u043e\u0432\u043e\u0440", (), "evidence"),
        ("\u0414\u043e\u0433\u043e\u0432\u043e\u0440", ("Evidence", "evidence_2"), "evidence_3"),
        ("Gesch\u00e4ftsbericht", (), "geschaftsbericht"),
        ("x" * 200, (), "x" * 32),
    ],
)
def test_ids_are_short_words_of_the_title(title: str, taken: tuple[str, ...], own: str) -> None:
    assert new_id(title, taken) == own


@given(title=st.text(max_size=200), taken=st.sets(st.sampled_from(["evidence", "a", "A_2", "evidence_2"])))
def test_every_title_gives_an_id_that_is_free(title: str, taken: set[str]) -> None:
    own = new_id(title, taken)
    assert own.casefold() not in {one.casefold() for one in taken}
    msgspec.convert({"id": own, "kind": "policy", "title": "x", "date": "2026-01-01"}, Evidence)


class Crowded(MemoryStore):
    """Somebody else takes the same id just before us."""

    theirs: EvidenceKept | None = None

    def add(self, *records: Record) -> tuple[int, ...]:
        if self.theirs and isinstance(records[0], EvidenceKept):
            theirs, self.theirs = self.theirs, None
            super().add(theirs)
        return super().add(*records)


def test_two_at_the_same_moment_lose_nothing(now: Current) -> None:
    store = Crowded()
    store.add(now.assessment)
    crowded = msgspec.structs.replace(now, store=store)
    theirs = Evidence(id="mandate_board", kind="record", title="Mandate: board!", date=TODAY, covers=("q1.2",))
    store.theirs = EvidenceKept(assessment=now.assessment.id, record=theirs)
    ours = record_evidence(crowded, offer(), today=TODAY)
    assert ours.id == "mandate_board_2"
    assert records(crowded) == (theirs, ours)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_two_said_of_one_thing_at_the_same_moment_is_one_record(now: Current, withdrawn: bool) -> None:
    store = Crowded()
    store.add(now.assessment)
    crowded = msgspec.structs.replace(now, store=store)
    same = offer()
    theirs = Evidence(
        id="mandate_board", kind=same.kind, title=same.title, date=same.date, covers=("q1.2",), owner="Ann Lee"
    )
    store.theirs = EvidenceKept(assessment=now.assessment.id, record=theirs, withdrawn=withdrawn)
    record_evidence(crowded, same, today=TODAY)
    both = msgspec.structs.replace(theirs, covers=("q1.2", "q1.1"))
    assert records(crowded) == (() if withdrawn else (both,))


def test_what_two_said_alike_at_the_same_moment_is_kept_as_it_is(now: Current) -> None:
    store = Crowded()
    store.add(now.assessment)
    crowded = msgspec.structs.replace(now, store=store)
    same = offer()
    theirs = Evidence(id="mandate_board", kind=same.kind, title=same.title, date=same.date, covers=same.covers)
    store.theirs = EvidenceKept(assessment=now.assessment.id, record=theirs)
    record_evidence(crowded, same, today=TODAY)
    assert records(crowded) == (theirs,)
    assert len(store.evidence(now.assessment.id)) == 2


def test_an_id_of_another_year_is_not_used_again(now: Current) -> None:
    record_evidence(now, offer(), today=TODAY)
    following = open_assessment(
        now.store,
        now.workspace,
        title="",
        questionnaire="pulse",
        mode="named",
        basis="as_answered",
        today=TODAY,
    )
    later = look_at(now.workspace, now.store, following.id)
    assert record_evidence(later, offer(kind="plan"), today=TODAY).id == "mandate_board_2"


@given(
    date=st.dates(dt.date(2020, 1, 1), TODAY),
    valid=st.none() | st.integers(1, 120),
    kind=st.sampled_from(["policy", "record", "plan"]),
    later=st.integers(0, 3000),
)
def test_a_record_counts_to_its_last_day_and_not_after(
    date: dt.date, valid: int | None, kind: str, later: int, playbook: Playbook
) -> None:
    record = Evidence(id="a", kind=kind, title="A", date=date, valid_months=valid)
    own = next(one for one in playbook.evidence.kinds if one.id == kind)
    day = date + dt.timedelta(days=later)
    assert judge(record, playbook.evidence, day).counts is (day <= fresh_until(record, own))


# Listed


def test_the_list_says_what_counts_and_what_does_not(now: Current, charter: Path) -> None:
    record_evidence(now, offer(file=charter, owner="Ann Lee", source="Board", verified_by="Ben"), today=TODAY)
    record_evidence(
        now, offer(title="Old minutes", kind="record", date=dt.date(2024, 1, 1), covers=("governance",)), today=TODAY
    )
    text = "\n".join(list_lines(list_evidence(now, TODAY), now))
    assert text.startswith(
        "Alder Energy: evidence of Assessment 2026, on 28 November 2026\n2 records, of which 1 counts\n"
    )
    assert "mandate_board  Mandate of the board\n  Policy, mandate or rule, 15 January 2026, 10 months old\n" in text
    assert "  Counts as document, until 15 January 2028\n  For: q1.1\n  At: evidence/charter-" in text
    assert "  Kept by Ann Lee, from Board, looked at by Ben\n" in text
    assert (
        "  Does not count: too old: 34 months, this kind counts for 12\n  For: governance\n  No file and no link\n"
        in text
    )
    assert text.endswith("Next:  cxdna evidence check   whether files are there and unchanged")


def test_an_empty_list_says_how_to_begin(now: Current) -> None:
    assert list(list_lines(list_evidence(now, TODAY), now))[1:] == ["No records.", "", "Next:  cxdna evidence add"]


def test_the_list_of_a_component_has_what_supports_it(now: Current) -> None:
    for title, covers in (("a1", "q1.1"), ("b1", "governance"), ("c1", "measure"), ("d1", "act"), ("e1", "q5.1")):
        record_evidence(now, offer(title=title, covers=(covers,)), today=TODAY)

    def of(part: str) -> list[str]:
        return [row.id for row in list_evidence(now, TODAY, part).records]

    assert of("governance") == ["a1", "b1", "c1"]
    assert of("measure") == ["a1", "b1", "c1"]
    assert of("act") == ["d1"]
    assert of(now.playbook.id) == ["a1", "b1", "c1", "d1", "e1"]


def test_what_an_answer_cites_is_covered_where_names_are_known(now: Current) -> None:
    record = record_evidence(now, offer(), today=TODAY)
    answer(now, ask(now, 1), {"q5.1": Answer(value=3, evidence=(record.id,))})
    assert list_evidence(now, TODAY).records[0].covers == ("q1.1", "q5.1")


def test_a_confidential_list_says_nothing_about_who_answered(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "alder", mode="confidential")
    record = record_evidence(now, offer(owner="Person 1", verified_by="Person 9"), today=TODAY)
    answer(now, ask(now, 1), {"q5.1": Answer(value=3, evidence=(record.id,))})
    (row,) = list_evidence(now, TODAY).records
    assert (row.covers, row.owner, row.verified_by) == (("q1.1",), "", "Person 9")


def test_the_list_as_json(now: Current) -> None:
    record_evidence(now, offer(), today=TODAY)
    found = json.loads(evidence_json(list_evidence(now, TODAY)))
    assert found["format"] == "cxdna-evidence/1"
    assert found["records"][0]["fresh_until"] == "2028-01-15"
    assert list(found) == ["format", "assessment", "until", "component", "records", "waiting"]


def test_what_was_added_is_said(now: Current, charter: Path) -> None:
    record = record_evidence(now, offer(), today=TODAY)
    assert list(added_lines(now, record, TODAY)) == [
        "Noted: Policy, mandate or rule, 15 January 2026, as mandate_board.",
        "Counts as document, until 15 January 2028.",
        "For: q1.1.",
        "It has no file and no link yet, so nobody can look at it.",
        "Next:  cxdna status",
    ]
    record = record_evidence(now, offer(file=charter), today=TODAY)
    assert f"Copied to {record.file}." in list(added_lines(now, record, TODAY))


# Checked


def matters(checked: EvidenceCheck) -> list[str]:
    return [one.matter for one in checked.found]


def test_nothing_is_wrong_with_good_evidence(now: Current, charter: Path) -> None:
    record_evidence(now, offer(file=charter), today=TODAY)
    checked = check_kept(now, TODAY)
    assert (checked.right, checked.records, checked.hashed, checked.found) == (True, 1, 1, ())
    assert list(check_lines(checked, now))[-1] == "Nothing is wrong."


def remove(now: Current, record: Evidence) -> None:
    (now.workspace.folder / record.file).unlink()


def change(now: Current, record: Evidence) -> None:
    with (now.workspace.folder / record.file).open("ab") as file:
        file.write(b"!")


def replace_by_folder(now: Current, record: Evidence) -> None:
    remove(now, record)
    (now.workspace.folder / record.file).mkdir()


def lead_out(now: Current, record: Evidence) -> None:
    outside = msgspec.structs.replace(record, file="../charter.pdf")
    now.store.add(EvidenceKept(assessment=now.assessment.id, record=outside))


def cover_nothing(now: Current, record: Evidence) -> None:
    now.store.add(EvidenceKept(assessment=now.assessment.id, record=msgspec.structs.replace(record, covers=())))


def grow_old(now: Current, record: Evidence) -> None:
    old = msgspec.structs.replace(record, date=dt.date(2024, 11, 27))
    now.store.add(EvidenceKept(assessment=now.assessment.id, record=old))


def unknown_kind(now: Current, record: Evidence) -> None:
    now.store.add(EvidenceKept(assessment=now.assessment.id, record=msgspec.structs.replace(record, kind="rumour")))


def stray(now: Current, record: Evidence) -> None:
    del record
    (now.workspace.evidence / "stray.pdf").write_bytes(b"x")


@pytest.mark.parametrize(
    ("spoil", "matter", "says"),
    [
        (remove, "file_missing", "its file is missing: evidence/charter-"),
        (replace_by_folder, "file_missing", "its file is missing: evidence/charter-"),
        (change, "file_changed", "its file was changed after it was kept: evidence/charter-"),
        (lead_out, "file_outside", "it names ../charter.pdf, which is not in this workspace and was not opened"),
        (cover_nothing, "covers_nothing", "it covers no question and no part"),
        (grow_old, "too_old", "too old: it counted until 27 November 2026"),
        (unknown_kind, "does_not_count", "it does not count: the playbook knows no kind of evidence 'rumour'"),
        (stray, "file_unknown", "evidence/stray.pdf: no record names this file"),
    ],
)
def test_what_is_wrong_is_named(
    spoil: Callable[[Current, Evidence], None], matter: str, says: str, now: Current, charter: Path
) -> None:
    record = record_evidence(now, offer(file=charter), today=TODAY)
    spoil(now, record)
    checked = check_kept(now, TODAY)
    assert not checked.right
    assert matters(checked) == [matter]
    text = "\n".join(check_lines(checked, now))
    assert says in text
    assert "    To do: " in text
    assert text.endswith("1 thing is wrong.")
    assert json.loads(check_json(checked))["found"][0]["matter"] == matter


def test_a_record_that_nobody_can_look_at_is_named(now: Current) -> None:
    record_evidence(now, offer(), today=TODAY)
    assert matters(check_kept(now, TODAY)) == ["nowhere"]


def test_what_will_be_too_old_is_coming_up_and_not_wrong(now: Current) -> None:
    link = "https://example.org/1"
    record_evidence(now, offer(link=link, date=dt.date(2025, 2, 27), kind="plan"), today=TODAY)
    record_evidence(now, offer(link=link, date=dt.date(2026, 2, 27), kind="plan"), today=TODAY)
    record_evidence(now, offer(link=link, date=dt.date(2026, 2, 28), kind="plan"), today=TODAY)
    checked = check_kept(now, TODAY)
    assert [(one.record, one.matter) for one in checked.found] == [
        ("mandate_board", "too_old"),
        ("mandate_board_2", "soon_too_old"),
    ]
    assert not any(one.wrong for one in checked.found if one.matter == "soon_too_old")


def test_what_an_interrupted_copy_left_is_not_wrong(now: Current) -> None:
    now.workspace.evidence.mkdir()
    (now.workspace.evidence / ".incoming.0a1b2c3d.part").write_bytes(b"half")
    checked = check_kept(now, TODAY)
    assert (checked.right, matters(checked)) == (True, ["copy_unfinished"])


def test_the_file_of_a_withdrawn_record_is_still_known(now: Current, charter: Path) -> None:
    record = record_evidence(now, offer(file=charter), today=TODAY)
    withdraw_evidence(now, record.id, "not ours", at=NOW, today=TODAY)
    assert check_kept(now, TODAY).found == ()


def test_a_file_that_may_not_be_read_is_named(now: Current, charter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_evidence(now, offer(file=charter), today=TODAY)

    def locked(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(evidence_check, "hash_file", locked)
    (found,) = check_kept(now, TODAY).found
    assert (found.matter, found.do) == ("file_unreadable", "ask its owner for the right to read it")


def test_in_a_closed_assessment_age_counts_to_its_closing(now: Current, charter: Path) -> None:
    answer_all(now, ask(now, 1), 3)
    record_evidence(now, offer(kind="plan", date=dt.date(2025, 12, 1), file=charter), today=TODAY)
    assert matters(check_kept(now, TODAY)) == ["soon_too_old"]
    close_assessment(now, date=TODAY, by="Ann")
    later = dt.date(2028, 1, 1)
    assert check_kept(again(now), later).found == ()
    found = list_evidence(again(now), later)
    assert (found.until, found.records[0].counts) == (TODAY, True)
    assert list(list_lines(found, again(now)))[-1] == "Correct one with:  cxdna assessment restate"


def test_files_of_other_years_and_of_corrections_belong_to_somebody(now: Current, charter: Path) -> None:
    answer_all(now, ask(now, 1), 3)
    record = record_evidence(now, offer(file=charter), today=TODAY)
    close_assessment(now, date=TODAY, by="Ann")
    (now.workspace.evidence / "new.pdf").write_bytes(b"new")
    assert matters(check_kept(again(now), TODAY)) == ["file_unknown"]
    new = msgspec.structs.replace(record, file="evidence/new.pdf", sha256=hash_file(now.workspace.evidence / "new.pdf"))
    change = EvidenceChange(evidence=record.id, old=record, new=new)
    restatement = Restatement(number=1, date=TODAY, by="Ann", reason="The wrong file", change=change)
    now.store.add(RestatementKept(assessment=now.assessment.id, restatement=restatement))
    assert check_kept(again(now), TODAY).found == ()
    assert list_evidence(again(now), TODAY).records[0].file == "evidence/new.pdf"


# Withdrawn and taken over


def test_withdrawing_says_why_in_the_log(now: Current) -> None:
    record = record_evidence(now, offer(), today=TODAY)
    assert withdraw_evidence(now, "Mandate_Board", " not ours ", at=NOW, today=TODAY) == record
    assert records(now) == ()
    (entry,) = now.store.log()
    assert (entry.what, entry.at) == ("evidence withdrawn", NOW)
    assert entry.text == "assessment_2026: mandate_board (Mandate of the board): not ours"


@pytest.mark.parametrize(
    ("record_id", "why", "says"),
    [
        ("mandate", "x", "there is no record of evidence 'mandate'; did you mean 'mandate_board'?"),
        ("mandate_board", " ", "the reason is missing; say why it is withdrawn, with --why"),
        ("mandate_board", "a\nb", "the reason holds a line break or a sign that does not print"),
        ("mandate_board", "x" * 401, "the reason has 401 characters, and 400 fit; shorten it"),
    ],
)
def test_what_cannot_be_withdrawn_is_explained(record_id: str, why: str, says: str, now: Current) -> None:
    record_evidence(now, offer(), today=TODAY)
    with pytest.raises(UserError) as error:
        withdraw_evidence(now, record_id, why, at=NOW, today=TODAY)
    assert str(error.value).startswith(says)
    assert len(records(now)) == 1
    assert now.store.log() == ()


@pytest.fixture
def following(now: Current, charter: Path) -> Current:
    """Return an assessment after one with evidence."""
    record_evidence(now, offer(file=charter), today=TODAY)
    record_evidence(now, offer(title="Old plan", kind="plan", date=dt.date(2025, 1, 1)), today=TODAY)
    answer_all(now, ask(now, 1), 3)
    opened = open_assessment(
        now.store,
        now.workspace,
        title="Next",
        questionnaire="pulse",
        mode="named",
        basis="as_answered",
        today=TODAY,
        previous=now.assessment,
    )
    return look_at(now.workspace, now.store, opened.id)


def test_evidence_of_the_assessment_before_is_offered_and_taken_over(following: Current) -> None:
    assert gather(following, TODAY).evidence == ()
    text = "\n".join(list_lines(list_evidence(following, TODAY), following))
    assert "to be looked at again" in text
    assert "  mandate_board  Mandate of the board: 10 months old\n" in text
    assert "  old_plan  Old plan: 22 months old; too old unless it was made again (--date)\n" in text
    kept = confirm_evidence(following, "MANDATE_board", today=TODAY)
    assert kept.confirmed == TODAY
    found = list_evidence(again(following), TODAY)
    assert [one.record.id for one in found.waiting] == ["old_plan"]
    assert "From the assessment before; looked at again on 28 November 2026" in "\n".join(list_lines(found, following))
    confirm_evidence(following, "old_plan", today=TODAY, date=dt.date(2026, 11, 1))
    rows = list_evidence(following, TODAY).records
    assert [(row.id, row.counts) for row in rows] == [("mandate_board", True), ("old_plan", True)]


def test_what_is_not_true_any_more_is_withdrawn_and_not_offered_again(following: Current) -> None:
    withdraw_evidence(following, "old_plan", "there is none any more", at=NOW, today=TODAY)
    assert [one.record.id for one in list_evidence(following, TODAY).waiting] == ["mandate_board"]
    assert gather(following, TODAY).evidence == ()


def test_what_cannot_be_confirmed_is_explained(following: Current, charter: Path) -> None:
    def says(record_id: str, date: dt.date | None = None) -> str:
        with pytest.raises(UserError) as error:
            confirm_evidence(following, record_id, today=TODAY, date=date)
        return str(error.value)

    assert says("mandat_board") == "there is no record of evidence 'mandat_board'; did you mean 'mandate_board'?"
    assert "still to come" in says("old_plan", dt.date(2026, 12, 1))
    record_evidence(following, offer(title="New"), today=TODAY)
    assert says("new") == "'new' was noted in this assessment; nothing is to do"
    (kept,) = following.workspace.evidence.iterdir()
    kept.write_bytes(b"changed")
    assert says("mandate_board").startswith("the file of 'mandate_board' was changed after it was kept: evidence/")
    kept.unlink()
    assert says("mandate_board").startswith("the file of 'mandate_board' is missing: evidence/")
    kept.write_bytes(charter.read_bytes())
    confirm_evidence(following, "mandate_board", today=TODAY)
    assert says("mandate_board") == "'mandate_board' was looked at again on 28 November 2026; nothing is to do"


def test_where_nothing_waits_that_is_said(now: Current) -> None:
    with pytest.raises(UserError, match="no evidence of an earlier assessment waits to be looked at again"):
        confirm_evidence(now, "mandate_board", today=TODAY)


# Words for kinds and cover


def test_kinds_and_cover_are_found_however_they_are_written(now: Current) -> None:
    assert find_kind(now.playbook, "POLICY") == find_kind(now.playbook, " Policy, mandate or  rule") == "policy"
    for word in ("q1.1", "Q1.1", "1.1", now.questionnaire.questions[0].practice):
        assert find_covered(now.playbook, now.questionnaire, word) == "q1.1"
    assert find_covered(now.playbook, now.questionnaire, "Win-back") == "win_back"
    assert split_covers(["q1.1, governance", "q1.1,", " "]) == ("q1.1", "governance")


def test_unknown_kinds_and_cover_are_explained(now: Current) -> None:
    with pytest.raises(UserError, match=r"no kind of evidence 'zzz'; known: policy, plan, record"):
        find_kind(now.playbook, "zzz")
    with pytest.raises(UserError, match="no question and no part 'governnce' to cover; did you mean 'governance'"):
        find_covered(now.playbook, now.questionnaire, "governnce")
    with pytest.raises(UserError, match="list what there is with: cxdna evidence add --covers"):
        find_covered(now.playbook, now.questionnaire, "whole")


def test_lists_name_everything(now: Current) -> None:
    assert next(kind_lines(now.playbook)).endswith("Policy, mandate or rule: counts as document, for 24 months")
    text = "\n".join(cover_lines(now.playbook, now.questionnaire))
    assert all(f"  {question.id}  {question.practice}" in text for question in now.questionnaire.questions)
    assert "  measure  Measure\n    governance  Governance\n      q1.1  " in text

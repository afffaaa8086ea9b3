"""Collecting: all forms are checked before anything is kept, the same forms again add nothing, order never matters."""

import datetime as dt
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from openpyxl import Workbook, load_workbook

from cxdna.answers.forms import model
from cxdna.answers.forms.merge import Conflict
from cxdna.answers.model import DONT_KNOW, Answer, Mode
from cxdna.errors import Problems, StorageError, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import LogEntry, Record, Recorded
from cxdna.workflows.current import Current
from cxdna.workflows.forms.collect import Handling, collect
from cxdna.workflows.forms.conflicts import Choices, Stopped, conflict_lines, prompt
from cxdna.workflows.forms.invite import invited_lines
from cxdna.workflows.forms.report import collected_lines
from cxdna.workflows.status.lines import people_table
from cxdna.workflows.status.look import status_of
from tests.conftest import Run
from tests.workflows.forming import LIST, fill, forms_of, kept, paths, pulse, rows_of, sheet_of, taken
from tests.workflows.interviewing import MOMENT, closing, opened
from tests.workspace.making import Here

HOUR = dt.timedelta(hours=1)
RELEASE = {
    "answer": 2,
    "title": "Release note of the history",
    "kind": "Record of work done",
    "date": dt.date(2026, 2, 11),
    "where": "Change log",
}


def everything(now: Current) -> tuple[object, ...]:
    return (now.store.answers("a_2026"), now.store.evidence("a_2026"))


def what_holds(now: Current) -> object:
    records = sorted((kept.record for kept in now.store.evidence("a_2026")), key=lambda record: record.id)
    return kept(now), records


def refused(now: Current, files: Sequence[Path], rule: str | None = None) -> str:
    before = everything(now)
    with pytest.raises(Problems) as caught:
        taken(now, files, rule)
    assert everything(now) == before
    return str(caught.value)


def test_answers_and_evidence_are_kept_at_once(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(
        anna,
        {
            "q1.1": 3,
            "q1.2": "Don't know",
            "q2.1": {"answer": "Not applicable", "comment": "One group"},
            "q3.3": RELEASE,
        },
    )
    fill(ben, {"q1.1": {"comment": "Not sure yet"}})
    found = taken(now, [Path(invited.folder)])
    sheet = sheet_of(now, "Anna Lee")
    assert kept(now, sheet) == {
        (sheet, "q1.1"): Answer(value=3.0),
        (sheet, "q1.2"): Answer(value=DONT_KNOW),
        (sheet, "q2.1"): Answer(not_applicable="One group"),
        (sheet, "q3.3"): Answer(value=2.0, evidence=("release_note_history",)),
    }
    (record,) = [one.record for one in now.store.evidence("a_2026")]
    assert (record.kind, record.source, record.covers) == ("record", "Change log", ("q3.3",))
    assert kept(now)[sheet_of(now, "Ben Roy"), "q1.1"] == Answer(comment="Not sure yet")
    assert {(one.source, one.at) for one in now.store.answers("a_2026")} == {("form", MOMENT - HOUR)}
    assert (found.new, found.known, found.evidence, found.done, found.asked) == (5, 0, 1, 0, 2)
    assert [(one.name, one.answered, one.asked) for one in found.missing] == [("Anna Lee", 4, 23), ("Ben Roy", 0, 23)]


def test_the_same_forms_again_add_nothing(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(anna, {"q1.1": 3, "q3.3": RELEASE})
    fill(ben, {"q1.1": 2, "q3.3": {**RELEASE, "where": "Another place"}})
    taken(now, [anna, ben])
    before = everything(now)
    for files in ([anna, ben], [ben, anna], [anna], [ben], [Path(invited.folder)], [anna, anna, Path(invited.folder)]):
        found = taken(now, files)
        assert (found.new, found.evidence) == (0, 0)
        assert everything(now) == before


def test_what_was_answered_at_the_terminal_since_stays(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna = fill(paths(invited)[0], {"q1.1": 3})
    taken(now, [anna])
    sheet = sheet_of(now, "Anna Lee")
    later = Recorded(
        assessment="a_2026",
        sheet=sheet,
        question="q1.1",
        said=Answer(value=4),
        key="k",
        source="terminal",
        at=MOMENT + HOUR,
    )
    now.store.add(later)
    assert taken(now, [anna]).new == 0
    assert kept(now)[sheet, "q1.1"].value == 4
    anew = fill(anna, {}, saved=MOMENT + 2 * HOUR)
    said = refused(now, [anew])
    assert "3 contradicts the answer stored at the terminal on 28 November 2026: 4; decide for all with" in said
    assert "newest (what was saved last) or stored (what is there already) or form (what the form says)" in said
    assert "keep one form" not in said
    assert taken(now, [anew], "newest").new == 1
    assert kept(now)[sheet, "q1.1"].value == 3


def test_two_forms_of_one_person(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    first = fill(form, {"q1.1": 3, "q1.2": 2}, to=tmp_path / "first.xlsx", saved=MOMENT - 3 * HOUR)
    same = fill(form, {"q1.1": 3, "q2.1": 4}, to=tmp_path / "same.xlsx", saved=MOMENT - 2 * HOUR)
    other = fill(form, {"q1.1": 1}, to=tmp_path / "other.xlsx", saved=MOMENT - HOUR)
    said = refused(now, [first, same, other])
    assert f"same.xlsx: cell D5 of 'Questions': 3 contradicts {other} (cell D5 of 'Questions': 1)" in said
    assert "keep one form, or decide for all with --on-conflict newest (what was saved last), or one by one" in said
    assert "1 contradicts" not in said
    assert taken(now, [first, same]).new == 3
    found = taken(now, [first, same, other], "newest")
    assert (found.new, found.settled) == (1, 1)
    text = "\n".join(collected_lines(found, tmp_path))
    assert "1 contradiction was settled by the rule 'newest':\n  Anna Lee, 'One executive is accountable" in text
    assert "': the answer in other.xlsx holds: 1\n" in text
    sheet = sheet_of(now, "Anna Lee")
    assert {question: one.value for (_, question), one in kept(now, sheet).items()} == {"q1.1": 1, "q1.2": 2, "q2.1": 4}
    before = everything(now)
    taken(now, [first, same, other], "newest")
    assert everything(now) == before


def test_merging_in_any_order_is_the_same(tmp_path: Path) -> None:
    people = "Name,Role,Parts\nAnna Lee,Boss,measure\nBen Roy,Clerk,measure\n"
    now, invited = forms_of(tmp_path, people)
    anna, ben = paths(invited)
    files = [
        fill(anna, {"q1.1": 3, "q3.3": RELEASE}, to=tmp_path / "a.xlsx", saved=MOMENT - 3 * HOUR),
        fill(anna, {"q1.1": 2, "q1.2": 2}, to=tmp_path / "b.xlsx", saved=MOMENT - 2 * HOUR),
        fill(ben, {"q1.1": {**RELEASE, "title": "Release note of history"}, "q3.3": RELEASE}, to=tmp_path / "c.xlsx"),
    ]
    outcomes = []
    for order in permutations(files):
        report = refused(now, order)
        fresh, _ = forms_of(tmp_path, people)
        taken(fresh, order, "newest")
        outcomes.append((report, what_holds(fresh)))
    assert all(one == outcomes[0] for one in outcomes)


def test_everything_wrong_in_all_forms_is_told_before_anything_is_kept(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(anna, {"q1.1": 9, "q1.2": {"answer": "n/a"}})
    fill(ben, {"q1.1": 2, "q3.3": {"answer": 2, "title": "Half"}})
    (tmp_path / "in").mkdir()
    for file in (anna, ben):
        file.rename(tmp_path / "in" / file.name)
    (tmp_path / "in" / "renamed.xlsx").write_bytes(b"%PDF-1.7")
    (tmp_path / "in" / "old.xls").write_bytes(b"x")
    (tmp_path / "in" / "~$open.xlsx").write_bytes(b"x")
    (tmp_path / "in" / "notes.txt").write_text("x")
    (tmp_path / "in" / "my answers.docx").write_bytes(b"PK")
    (tmp_path / "in" / "late ones").mkdir()
    other = Workbook()
    other.save(tmp_path / "in" / "budget.xlsx")
    said = refused(now, [tmp_path / "in", tmp_path / "nowhere.xlsx"])
    for part in (
        "alder-anna-lee.xlsx: cell D5 of 'Questions': '9' is not on the list",
        "alder-anna-lee.xlsx: cell E6 of 'Questions': not applicable needs a reason",
        "alder-ben-roy.xlsx: cell G11 of 'Questions': the evidence is half given: its kind and its date missing",
        "renamed.xlsx: is not an .xlsx workbook: it is a PDF",
        "old.xls: is not an .xlsx workbook but a .xls file",
        "budget.xlsx: is not a form of cxdna",
        "nowhere.xlsx: is not there",
        "my answers.docx: is a Word document and was not taken; if it has answers, ask for the workbook",
        "notes.txt: is not a workbook and was not taken",
        "late ones: is a folder, which was not looked into",
    ):
        assert part in said
    assert said.count("\n") == 9
    found = taken(now, [tmp_path / "in"], skip_bad=True)
    assert (found.new, len(found.left_out), found.left_alone) == (1, 6, ("late ones", "my answers.docx", "notes.txt"))
    text = "\n".join(collected_lines(found, tmp_path))
    assert "Left out (6 problems):" in text
    assert text.startswith("Read 2 forms: 1 new answer.")
    assert "budget.xlsx: is not a form of cxdna" in text
    assert "budget.xlsx  " not in text
    assert "Not taken (3 files):" in text
    assert "\n  my answers.docx: is a Word document and was not taken" in text


def test_a_folder_without_a_form_says_what_is_in_it(tmp_path: Path) -> None:
    now, _ = forms_of(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "answers.docx").write_bytes(b"PK")
    said = refused(now, [tmp_path / "in"])
    assert "in: holds no form (.xlsx)" in said
    assert "answers.docx: is a Word document and was not taken" in said


@pytest.mark.parametrize("address", ["anna@example.org", ""])
def test_the_list_is_named_where_it_has_addresses(address: str, tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, f"Name,Role,E-mail\nAnna,Boss,{address}\n")
    found = taken(now, [Path(invited.folder)])
    assert found.list == (invited.list if address else "")
    said = "E-mail addresses stand only there"
    assert (said in "\n".join(invited_lines(invited, tmp_path))) is bool(address)


def test_a_list_that_cannot_be_read_is_not_said_to_hold_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,E-mail\nAnna,Boss,anna@example.org\n")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == ".csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert taken(now, [Path(invited.folder)]).list == ""


def test_a_form_of_another_assessment_and_of_nobody(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    for form, cell, value in ((anna, "B3", "a_2025"), (ben, "B4", "p_none")):
        book = load_workbook(form, rich_text=True)
        book[model.KEPT][cell] = value
        book.save(form)
    said = refused(now, [anna, ben])
    assert "is a form of the assessment 'a_2025', not of 'a_2026'" in said
    assert "belongs to nobody who was invited" in said


@pytest.mark.parametrize("what", ["import", "restored", "upgrade"])
def test_forms_are_taken_where_their_assessment_was_brought(what: str, tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = fill(paths(invited)[0], {"q1.1": 3})
    settings = msgspec.structs.replace(now.workspace.settings, id="ws_new")
    there = msgspec.structs.replace(now, workspace=msgspec.structs.replace(now.workspace, settings=settings))
    assert "is a form of another workspace" in refused(there, [form])
    there.store.add(LogEntry(at=MOMENT, what=what, text="a_2026 from export.json"))
    if what == "upgrade":
        assert "is a form of another workspace" in refused(there, [form])
    else:
        assert taken(there, [form]).new == 1


def test_a_form_that_another_program_saved_without_looks(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    filled = fill(
        paths(invited)[0],
        {"q1.1": "3", "q1.2": "3.0", "q2.1": "3 - Defined", "q3.3": {**RELEASE, "date": "2026-02-11"}},
    )
    plain = Workbook()
    plain.remove(plain["Sheet"])
    for sheet in reversed(load_workbook(filled).worksheets):
        copy = plain.create_sheet(f"{sheet.title} - Table 1")
        for row in sheet.iter_rows(values_only=True):
            copy.append(row)
    plain.save(tmp_path / "My answers (2).xlsx")
    taken(now, [tmp_path / "My answers (2).xlsx"])
    sheet_id = sheet_of(now, "Anna Lee")
    assert [kept(now)[sheet_id, question].value for question in ("q1.1", "q1.2", "q2.1", "q3.3")] == [3, 3, 3, 2]
    assert len(now.store.evidence("a_2026")) == 1


def test_an_edited_question_is_named_with_its_cell(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    fill(form, {"q1.1": 3}, change=lambda sheet: sheet.cell(rows_of(sheet)["q1.1"], model.TEXT, "Is it good?"))
    assert "cell B5 of 'Questions': the question or its levels were edited in the form" in refused(now, [form])


def test_evidence_that_two_name_is_one_record(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(anna, {"q3.3": RELEASE})
    fill(ben, {"q1.1": {**RELEASE, "answer": "", "title": "Release  note of the History"}})
    found = taken(now, [anna, ben])
    (record,) = [one.record for one in now.store.evidence("a_2026")]
    assert set(record.covers) == {"q3.3", "q1.1"}
    assert (found.evidence, found.new) == (1, 1)


def test_conflicts_can_be_asked_about(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    taken(now, [fill(form, {"q1.1": 3}, to=tmp_path / "a.xlsx", saved=MOMENT - 2 * HOUR)])
    later = fill(form, {"q1.1": 2}, to=tmp_path / "b.xlsx")
    asked: list[list[str]] = []

    def answer(text: str) -> Handling:
        def decide(conflict: Conflict) -> int | None:
            asked.append(list(conflict_lines(now, conflict)))
            return Choices().read(text, conflict)

        return Handling(ask=decide)

    before = everything(now)
    with pytest.raises(Stopped):
        collect(now, [later], answer("q"), MOMENT)
    for unclear in ("", "2", "a", "1 0", "\u00b2"):
        with pytest.raises(Problems):
            collect(now, [later], answer(unclear), MOMENT)
    assert collect(now, [later], answer("0"), MOMENT).settled == 1
    assert everything(now) == before
    collect(now, [later], answer("1"), MOMENT)
    assert kept(now)[sheet_of(now, "Anna Lee"), "q1.1"].value == 2
    assert asked[0] == [
        "Anna Lee: One executive is accountable for customer experience, in writing",
        "  0  as stored from a form on 28 November 2026: 3",
        f"  1  {later}, cell D5 of 'Questions', saved 28 November 2026 08:00: 2",
    ]


def test_one_choice_settles_all_that_remain_of_a_person(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    three = {"q1.1": 3, "q1.2": 3, "q2.1": 3}
    for form, name in ((anna, "anna"), (ben, "ben")):
        taken(now, [fill(form, three, to=tmp_path / f"{name}.xlsx", saved=MOMENT - 2 * HOUR)])
    again = [
        fill(form, dict.fromkeys(three, 1), to=tmp_path / f"{name}.xlsx")
        for form, name in ((anna, "anna again"), (ben, "ben again"))
    ]
    choices, asked = Choices(), []

    def decide(conflict: Conflict) -> int | None:
        if (known := choices.known(conflict)) is not None:
            return known
        asked.append(prompt(now, conflict))
        return choices.read("1a" if len(asked) == 1 else "0 A", conflict)

    found = collect(now, again, Handling(ask=decide), MOMENT)
    assert (len(asked), found.settled) == (2, 6)
    assert "1a for 1 in all that remain of" in asked[0]
    assert "q to stop and keep nothing" in asked[0]
    values = {name: {kept(now)[sheet_of(now, name), one].value for one in three} for name in ("Anna Lee", "Ben Roy")}
    assert sorted(map(str, values.values())) == ["{1.0}", "{3.0}"]
    text = "\n".join(collected_lines(found, tmp_path))
    assert "6 contradictions were settled as you chose:" in text
    assert text.count("the answer that was stored holds: 3") == 3


def test_very_many_settlements_are_not_all_told(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    asked = [one.id for one in now.questionnaire.questions if one.id != "q2.2"]
    files = [
        fill(form, dict.fromkeys(asked, at), to=tmp_path / f"{at}.xlsx", saved=MOMENT - at * HOUR) for at in (1, 2)
    ]
    lines = list(collected_lines(taken(now, files, "newest"), tmp_path))
    assert "  and 3 more" in lines
    assert len([line for line in lines if "holds" in line]) == 20


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_where_answers_are_not_shown_conflicts_do_not_show_them(mode: str, tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, mode=mode)  # type: ignore[arg-type]
    form = paths(invited)[0]
    files = [fill(form, {"q1.1": value}, to=tmp_path / f"{name}.xlsx") for name, value in (("a", 4), ("b", 2))]
    said = refused(now, files)
    assert "a.xlsx: cell D5 of 'Questions' contradicts" in said
    assert ("if two people filled in copies of one form" in said) is (mode == "anonymous")
    assert ": 4" not in said
    assert ": 2" not in said
    files.append(fill(form, {"q1.1": 5}, to=tmp_path / "c.xlsx", saved=MOMENT + HOUR))
    text = "\n".join(collected_lines(taken(now, files, "newest"), tmp_path))
    assert "the answer in c.xlsx holds\n" in text
    assert ("Anna Lee, 'One exec" in text) is (mode == "confidential")


def test_anonymous_answers_have_no_time_and_nobody_is_named(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, mode="anonymous")
    found = taken(now, [fill(paths(invited)[0], {"q1.1": 4})])
    assert {one.at for one in now.store.answers("a_2026")} == {None}
    assert (found.missing, found.asked, found.done) == ((), 2, 0)
    text = "\n".join(collected_lines(found, tmp_path))
    assert "nobody knows whose, so remind everybody" in text


def test_a_round_that_goes_on_is_gone_on_with(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    sheet = sheet_of(now, "Anna Lee")
    said = Recorded(
        assessment="a_2026",
        sheet=sheet,
        question="q1.1",
        said=Answer(value=4),
        key="k",
        source="web",
        round=2,
        at=MOMENT,
    )
    now.store.add(said)
    taken(now, [fill(paths(invited)[0], {"q1.1": 2})], "form")
    assert kept(now)[sheet, "q1.1"].value == 2


def test_everybody_is_done(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,Components\nAnna,Boss,Governance\n")
    found = taken(now, [fill(paths(invited)[0], {"q1.1": 4, "q1.2": 4})])
    lines = list(collected_lines(found, tmp_path))
    assert lines[0] == "Read 1 form: 2 new answers."
    assert lines[1] == "  alder-anna.xlsx  Anna: all 2 answered"
    assert lines[-2:] == ["Everybody is done: 1 person.", "Next:  cxdna status"]


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_whoever_left_questions_empty_on_purpose_is_through(mode: Mode, tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,Components\nAnna,Boss,Governance\n", mode=mode)
    form = fill(paths(invited)[0], {"q1.1": 4})
    once = taken(now, [form])
    lines = list(collected_lines(once, tmp_path))
    assert any("once more with --done" in line for line in lines)
    assert (once.done, once.forms[0].handed_in) == (0, False)
    handed_in = (collect(now, [form], Handling(final=True), MOMENT) for _ in range(2))
    for found in handed_in:
        assert (found.done, found.new, found.forms[0].handed_in) == (1, 0, True)
        lines = list(collected_lines(found, tmp_path))
        assert "1 of 2 answered, 1 left blank on purpose" in lines[1]
        assert lines[-2] == "Everybody is done: 1 person."
    log = now.store.log()
    assert len([entry for entry in log if entry.what == "handed in"]) == 1
    assert all(entry.at != MOMENT for entry in log if entry.what == "handed in") == (mode == "anonymous")
    table = people_table(status_of(now, MOMENT.date()))
    assert [row.cells[-1] for row in table.rows] == ([] if mode == "anonymous" else ["handed in, 1 left blank"])


def test_an_empty_form_is_not_handed_in(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,Components\nAnna,Boss,Governance\n")
    assert collect(now, paths(invited), Handling(final=True), MOMENT).done == 0


def test_twenty_forms_come_back_and_merge(tmp_path: Path) -> None:
    people = "Name,Role,Group,Parts\n" + "".join(f"Person {at:02},R{at},G{at % 4},measure\n" for at in range(20))
    now, invited = forms_of(tmp_path, people)
    measure = [
        one.id for one in now.questionnaire.questions if one.id[:3] in {"q1.", "q2.", "q3."} and one.id != "q2.2"
    ]
    assert len(measure) == 5
    for at, form in enumerate(paths(invited)):
        fill(form, {question: 1 + (at + nth) % 5 for nth, question in enumerate(measure)})
    found = taken(now, [Path(invited.folder)])
    assert (found.new, found.done, found.asked, found.missing) == (20 * 5, 20, 20, ())
    assert len(kept(now)) == 20 * 5
    for at, written in enumerate(invited.forms):
        assert kept(now)[sheet_of(now, written.name), "q1.1"].value == 1 + at % 5


class FullStore(MemoryStore):
    """A store on a disk that is full as soon as answers come; evidence alone would still fit."""

    def add(self, *records: Record) -> tuple[int, ...]:
        if any(isinstance(record, Recorded) for record in records):
            raise StorageError("the disk is full")
        return super().add(*records)


def test_when_the_store_fails_nothing_is_kept(tmp_path: Path) -> None:
    book, asked = pulse()
    now, invited = forms_of(tmp_path, now=opened(asked, book, folder=tmp_path, store=FullStore()))
    fill(paths(invited)[0], {"q1.1": 3, "q3.3": RELEASE})
    with pytest.raises(StorageError, match="the disk is full"):
        taken(now, [Path(invited.folder)])
    assert everything(now) == ((), ())


def test_far_too_many_problems_are_not_all_told(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    fill(form, {question.id: 9 for question in now.questionnaire.questions if question.id != "q2.2"})
    copies = [form.with_stem(f"copy {at}") for at in range(10)]
    for copy in copies:
        copy.write_bytes(form.read_bytes())
    said = refused(now, copies)
    assert said.count("\n") == 200
    assert "more problems follow; mend these first" in said
    rows = [int(row) for row in re.findall(r"copy 0.xlsx: cell D(\d+)", said)]
    assert len(rows) > 20
    assert rows == sorted(rows)


def test_what_cannot_be_collected(tmp_path: Path) -> None:
    now, _ = forms_of(tmp_path, LIST)
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problems, match=r"holds no form \(.xlsx\)"):
        taken(now, [tmp_path / "empty"])
    closed = msgspec.structs.replace(now, closing=closing()[1])
    with pytest.raises(UserError, match="was closed on"):
        taken(closed, [tmp_path])


INIT = "init . --yes --name Alder --sector utilities --employees 380 --country GB --business-model consumers"
INIT += " --channels phone --key-accounts n --time-zone Europe/London --currency GBP --languages en --regulated n"


@pytest.fixture
def workspace(run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace in which Anna was invited to two questions and has answered one of them in two ways."""
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    (tmp_path / "people.csv").write_text("Name,Role,Components\nAnna Lee,Boss,Governance\n", encoding="utf-8")
    assert run_cxdna(*INIT.split()).returncode == 0
    done = run_cxdna("invite", "people.csv", "--by", "2026-12-12", "--out", "forms")
    assert done.returncode == 0, done.stderr
    assert "Wrote 1 form to forms, back by 12 December 2026" in done.stdout
    form = tmp_path / "forms" / "alder-anna-lee.xlsx"
    for name, value in (("a", 4), ("b", 2)):
        fill(form, {"q1.1": value}, to=tmp_path / f"{name}.xlsx")
    return tmp_path


def test_the_command_stops_where_nobody_can_be_asked(workspace: Path, run_cxdna: Run) -> None:
    del workspace
    done = run_cxdna("collect", "a.xlsx", "b.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("1 problem: nothing was written.\n")
    assert "a.xlsx: cell D5 of 'Questions': 4 contradicts b.xlsx (cell D5 of 'Questions': 2)" in done.stderr
    report = json.loads(run_cxdna("collect", "b.xlsx", "forms", "--json").stdout)
    assert (report["format"], report["new"], report["known"]) == ("cxdna-collect/1", 1, 0)
    invited = json.loads(run_cxdna("invite", "people.csv", "--json").stdout)
    assert (invited["format"], invited["known"]) == ("cxdna-invite/1", 1)
    assert json.loads(run_cxdna("invite", "--json").stdout)["kept"] == ["alder-anna-lee.xlsx"]


def test_forms_that_are_out_are_taken_in_a_workspace_made_of_an_export(workspace: Path, run_cxdna: Run) -> None:
    assert run_cxdna("export", "e.json").returncode == 0
    moved = str(workspace.with_name(f"{workspace.name}-moved"))
    assert run_cxdna("import", "e.json", "--new", moved).returncode == 0
    done = run_cxdna("collect", "b.xlsx", "--workspace", moved)
    assert done.stdout.startswith("Read 1 form: 1 new answer."), done.stderr


@pytest.mark.parametrize(
    ("typed", "code", "last"),
    [
        ("7//1a/", 0, {"q1.1": 4, "q1.2": 4}),
        ("", 1, {}),
        (None, 130, {}),
    ],
    ids=["all", "no more input", "interrupted"],
)
def test_each_contradiction_is_asked_about(
    typed: str | None,
    code: int,
    last: dict[str, float],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    for name, value in (("a", 4), ("b", 2)):
        fill(form, {"q1.1": value, "q1.2": value}, to=tmp_path / f"{name}.xlsx")

    class Interrupted(io.StringIO):
        def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    @contextmanager
    def here_it_is(_: object) -> Iterator[Current]:
        yield now

    monkeypatch.setattr("cxdna.workflows.current.current", here_it_is)
    monkeypatch.setattr(sys, "stdin", Interrupted() if typed is None else io.StringIO(typed.replace("/", "\n")))
    done = Here(capsys, monkeypatch)("collect", "a.xlsx", "b.xlsx", "--on-conflict", "ask", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    values = {question: answer.value for (_, question), answer in kept(now).items()}
    assert values == last
    assert done.stdout.count("Which holds?") == (3 if code == 0 else 1)
    assert ("'7' is none of them.\n" in done.stdout) is (code == 0)
    assert ("Nothing was typed.\n" in done.stdout) is (code == 0)
    assert ("Stopped: nothing was kept." in done.stdout) is (code != 0)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of POSIX")
@pytest.mark.parametrize(("typed", "code"), [(("7", "", "2"), 0), (("q",), 1), (("\x03",), 130)], ids=repr)
def test_the_command_asks_on_a_terminal(typed: tuple[str, ...], code: int, workspace: Path) -> None:
    import pexpect

    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "60", "PYTHONUTF8": "1"}
    command = ["-m", "cxdna", "collect", "a.xlsx", "b.xlsx"]
    talk = pexpect.spawn(
        sys.executable, command, cwd=str(workspace), env=environment, encoding="utf-8", timeout=300, dimensions=(40, 60)
    )
    for one in typed:
        talk.expect("Which holds")
        talk.expect("nothing: ")
        talk.sendline(one)
    talk.expect("1 contradiction was settled as you chose" if code == 0 else "Stopped: nothing was kept")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == code

"""An amount means one thing at every door, and a change of it is answered with what it was."""

from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from cxdna.definitions.model import Kpi
from cxdna.errors import Problems
from cxdna.organisation.model import Decision
from cxdna.plan.model import KpiFigure
from cxdna.workflows.planning.edit.files import taken_lines
from tests.workflows.planning.edit.plans import TODAY, Planning, small

UNCLEAR = "'4.500' is 4500 for some and 4.50 for others; write 4500 or 4.50"


@pytest.fixture
def made(tmp_path: Path) -> Planning:
    return small(tmp_path)


def edited(made: Planning, old: str, new: str) -> Path:
    path = made.text()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return path


def filled(made: Planning, sheet: str, head: str, row: int, value: object) -> Path:
    path = made.workbook()
    book = load_workbook(path)
    (cell,) = [one for one in book[sheet][1] if one.value == head]
    book[sheet].cell(row, cell.column).value = value
    book.save(path)
    return path


def refused(made: Planning, path: Path) -> list[str]:
    before = made.records
    with pytest.raises(Problems) as found:
        made.take(path)
    assert made.records == before
    return [one.what + "; " + one.do for one in found.value.problems]


@pytest.mark.parametrize(("old", "new"), [("cost: 12500", "cost: 4.500"), ("cost: 0.1", "cost: 4.500")])
def test_three_decimals_in_the_text_are_refused_with_their_line(made: Planning, old: str, new: str) -> None:
    path = edited(made, old, new)
    with pytest.raises(Problems) as found:
        made.take(path)
    (one,) = found.value.problems
    assert f"{one.what}; {one.do}" == UNCLEAR
    assert path.read_text(encoding="utf-8").split("\n")[one.line - 1].strip().startswith(new)


def of_money(made: Planning) -> Kpi:
    return next(one for one in made.library.kpis.values() if one.unit == "money")


def test_figures_in_money_are_read_as_strictly(made: Planning) -> None:
    kpi = of_money(made)
    made.note(KpiFigure(kpi=kpi.id, figure="baseline", value=4000, on=TODAY))
    assert refused(made, edited(made, "value: 4000", "value: 4.500")) == [UNCLEAR]
    assert refused(made, filled(made, "KPIs", "Value", 4, "4.500")) == ["KPIs!C4: " + UNCLEAR]


def test_text_in_cells_is_read_as_on_the_command_line(made: Planning) -> None:
    assert refused(made, filled(made, "Actions", "Cost", 2, "4.500")) == ["Actions!M2: " + UNCLEAR]
    made.take(filled(made, "Actions", "Cost", 2, "GBP 19,500"))
    assert made.plan.action("a1").cost == 19500
    made.take(filled(made, "Actions", "Cost", 2, 4.5))
    assert made.plan.action("a1").cost == 4.5


def test_an_amount_with_three_decimals_that_stands_is_no_hindrance(made: Planning) -> None:
    made.change("a1", cost=4.125)
    path = made.text()
    assert "cost: 4.1250" in path.read_text(encoding="utf-8")
    assert not made.take(path).anything


def test_every_change_is_answered_with_what_it_was(made: Planning) -> None:
    path = edited(made, "cost: 12500", "cost: 4.50")
    lines = list(taken_lines(made.take(path)))
    assert lines[:2] == ["Changed: a1, One plan form with five gates", "  cost: GBP 4.50 (was GBP 12,500)"]
    assert "a1: Take care: the cost is 2,778 times less than before." in lines
    path = edited(made, "value: 12.5", "value: 13")
    (figure,) = made.take(path).figure_words
    assert figure.endswith(" by 31 December 2027)")
    assert " (was 12.5" in figure
    path = edited(made, "cost: 0.1", "cost: 20")
    lines = list(taken_lines(made.take(path)))
    assert lines[0] == "d1: Take care: the cost is 200 times more than before."
    assert lines[1:3] == ["Changed: d1, Name one executive", "  cost: GBP 20 (was GBP 0.10)"]


def test_what_was_decided_stays_and_days_that_are_past_are_refused(made: Planning) -> None:
    late = Decision(id="d2", what="Fund it", outcome="taken", closed=TODAY)
    made.ask_for(late)
    told = refused(made, edited(made, 'what: "Fund it"', 'what: "Fund all"'))
    do = "put it back as it was, and ask again with a new decision, which has no id"
    assert told == [f"d2 was closed on 1 March 2027, and stays as it is; {do}"]
    assert refused(made, edited(made, "by: 2027-04-01", "by: 2027-02-28")) == [
        "28 February 2027 has gone by; give a day from 1 March 2027 on"
    ]
    assert refused(made, edited(made, '"on": 2027-12-31', '"on": 2027-02-28')) == [
        "28 February 2027 has gone by; give a day from 1 March 2027 on"
    ]
    assert made.plan.decisions[1] == msgspec.structs.replace(late)


def test_all_that_is_wrong_is_told_in_one_go(made: Planning) -> None:
    path = made.text()
    text = path.read_text(encoding="utf-8")
    (name,) = {one.kpi for one in made.plan.figures}
    for old, new in (
        ("priority: 2 ", "priority: second "),
        (f"  - kpi: {name}\n    figure: target", "  - kpi: nosuch_kpi\n    figure: target"),
        ("status: proposed", "status: done"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    told = refused(made, path)
    assert len(told) == 3
    assert [one.split(";")[0] for one in told if "priority" not in one] == [
        "it is proposed, and only what was agreed can be done",
        "there is no KPI 'nosuch_kpi'",
    ]


def test_a_bad_day_in_the_workbook_hides_nothing(made: Planning) -> None:
    path = filled(made, "Actions", "Due", 3, "soon")
    book = load_workbook(path)
    (cell,) = [one for one in book["Actions"][1] if one.value == "Status"]
    book["Actions"].cell(2, cell.column).value = "done"
    book.save(path)
    told = refused(made, path)
    assert [one.partition(": ")[2].split(";")[0] for one in told] == [
        "it is proposed, and only what was agreed can be done",
        "'soon' is no date",
    ]


def test_an_action_without_its_row_is_told_once(made: Planning) -> None:
    path = made.workbook()
    book = load_workbook(path)
    for at in range(1, book["Actions"].max_column + 1):
        book["Actions"].cell(2, at).value = None
    for at in range(1, book["Actions"].max_column + 1):
        if book["Actions"].cell(1, at).value == "Comes after":
            book["Actions"].cell(3, at).value = None
    book.save(path)
    what = "Tasks!A2: a1 has no row on the sheet 'Actions' any more, but 3 tasks and milestones"
    assert refused(made, path) == [f"{what}; delete those rows too, or put its row back"]

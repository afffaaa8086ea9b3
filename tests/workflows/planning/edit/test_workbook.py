"""What people change in the workbook of a plan is taken as they meant it; what is wrong is named by sheet and cell."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cxdna.errors import Problems
from cxdna.workflows.planning.edit.columns import COLUMNS
from tests.workflows.planning.edit.plans import TODAY, Planning, small


@pytest.fixture
def made(tmp_path: Path) -> Planning:
    return small(tmp_path)


def edited(made: Planning, change: Callable[[Workbook], object]) -> Path:
    path = made.workbook()
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def put(sheet: Worksheet, head: str, row: int, value: object) -> str:
    """Fill in a cell under a head and return how it is called."""
    (cell,) = [one for one in sheet[1] if one.value == head]
    sheet.cell(row, cell.column).value = value
    return f"{sheet.title}!{cell.column_letter}{row}"


def refused(made: Planning, path: Path) -> list[str]:
    before = made.records
    with pytest.raises(Problems) as found:
        made.take(path)
    assert made.records == before
    return [str(one).removeprefix(f"{path}: ") for one in found.value.problems]


def first_free(sheet: Worksheet, head: str) -> int:
    (cell,) = [one for one in sheet[1] if one.value == head]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, cell.column).value is None)


def test_every_sheet_is_there_with_filters_lists_and_locked_ids(made: Planning) -> None:
    book = load_workbook(made.workbook())
    assert book.sheetnames == [*COLUMNS, "How to fill in", "cxdna", "Lists"]
    for name, columns in COLUMNS.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == [column.head for column in columns]
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes
        assert sheet.protection.sheet
        for at, column in enumerate(columns, 1):
            assert sheet.cell(2, at).protection.locked == column.locked
    listed = {
        str(one.sqref).split(":")[0] for one in book["Actions"].data_validations.dataValidation if one.type == "list"
    }
    heads = {cell.coordinate[:-1] + "2": cell.value for cell in book["Actions"][1]}
    assert {heads[one] for one in listed} == {"Status", "Effort", "KPI", "The cause is", "Kind", "Trigger"}
    cells = {book["Actions"].cell(1, at).value: book["Actions"].cell(2, at) for at in range(1, 20)}
    assert isinstance(cells["Start"].value, dt.datetime)
    assert (cells["Cost"].value, cells["Cost"].number_format) == (12500, "#,##0.00")


def test_nothing_in_it_is_a_formula(made: Planning) -> None:
    made.change("a1", title="=1+1", problem="+cmd|' /C calc'!A0", owner="@x")
    with zipfile.ZipFile(io.BytesIO(made.workbook().read_bytes())) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > len(COLUMNS)
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_what_was_changed_in_cells_is_taken(made: Planning) -> None:
    def change(book: Workbook) -> None:
        put(book["Actions"], "Owner", 2, "Jan Smits")
        put(book["Actions"], "Due", 2, dt.date(2027, 4, 1))
        put(book["Actions"], "Cost", 2, 9000.5)
        put(book["Actions"], "Risk", 3, "One.\nTwo.")
        put(book["Actions"], "KPI", 3, "decisions carried out on time")
        put(book["Actions"], "Comes after", 4, "a1; a2")
        put(book["Tasks"], "Done", 2, dt.date(2027, 2, 25))
        put(book["Decisions"], "Outcome", 2, "declined")
        put(book["KPIs"], "Value", 2, 8)
        put(book["KPIs"], "Day", 2, dt.date(2027, 2, 20))

    taken = made.take(edited(made, change))
    first, second, third = made.plan.actions
    assert (first.owner, first.due, first.cost) == ("Jan Smits", dt.date(2027, 4, 1), 9000.5)
    assert [one.done for one in first.tasks] == [dt.date(2027, 2, 25), dt.date(2027, 2, 20)]
    assert (second.risk, second.kpi, third.needs) == ("One.\nTwo.", "decision_closure", ("a1", "a2"))
    assert (made.plan.decisions[0].outcome, made.plan.decisions[0].closed) == ("declined", TODAY)
    assert (taken.figures, made.plan.figures[-1].value) == (1, 8)


def test_new_rows_are_new_and_find_their_action_by_its_title(made: Planning) -> None:
    def change(book: Workbook) -> None:
        row = first_free(book["Actions"], "Title")
        put(book["Actions"], "Title", row, "Ours")
        put(book["Actions"], "Priority", row, 4)
        task = first_free(book["Tasks"], "Task")
        put(book["Tasks"], "Action", task, "ours")
        put(book["Tasks"], "Task", task, "Begin")
        put(book["Milestones"], "Action", task, "A2")
        put(book["Milestones"], "Milestone", task, "Half way")
        put(book["Milestones"], "Due", task, dt.date(2027, 4, 1))
        put(book["Decisions"], "What is to be decided", 3, "Pay for it")

    path = edited(made, change)
    taken = made.take(path)
    assert [(one.id, one.title) for one in taken.added] == [("a4", "Ours")]
    assert [one.what for one in made.plan.action("a4").tasks] == ["Begin"]
    assert [one.what for one in made.plan.action("a2").milestones] == ["Half way"]
    assert [one.id for one in made.plan.decisions] == ["d1", "d2"]
    assert not made.take(path).anything


def test_a_row_that_was_emptied_is_an_action_that_is_missing(made: Planning) -> None:
    def change(book: Workbook) -> None:
        for cell in book["Actions"][4][1:]:
            cell.value = None

    path = edited(made, change)
    assert "'a3' is missing in the file" in refused(made, path)[0]
    assert [one.id for one in made.take(path, drop=lambda _: "They go").dropped] == ["a3"]


def test_columns_may_stand_elsewhere_and_what_is_gone_stays(made: Planning) -> None:
    def change(book: Workbook) -> None:
        book["Actions"].delete_cols(17, 5)
        book["Actions"].insert_rows(1)
        del book["KPIs"]

    assert not made.take(edited(made, change)).anything


def test_everything_that_is_wrong_is_named_by_its_cell(made: Planning) -> None:
    wrong: dict[str, str] = {}

    def change(book: Workbook) -> None:
        wrong[put(book["Actions"], "Status", 2, "started")] = "'started' is none of the list"
        wrong[put(book["Actions"], "Due", 3, "3/4/2027")] = "'3/4/2027' is 3 April 2027 for some"
        wrong[put(book["Actions"], "Review", 3, True)] = "'True' is no date"
        wrong[put(book["Actions"], "Progress (%)", 4, 140)] = "'progress' must be a whole number from 0 to 100"
        wrong[put(book["Actions"], "Cost", 4, "dear")] = "'dear' is no number"
        wrong[put(book["Actions"], "Title", 4, None)] = "this must not be empty"
        wrong[put(book["Actions"], "Owner", 4, "x" * 201)] = "'owner' "
        wrong[put(book["Tasks"], "Action", 2, "a9")] = "there is no action 'a9'"
        wrong[put(book["KPIs"], "KPI", 3, "No such KPI")] = "there is no KPI 'No such KPI'"
        wrong[put(book["Decisions"], "By when", 2, "soon")] = "'soon' is no date"

    told = refused(made, edited(made, change))
    for cell, what in wrong.items():
        assert [one for one in told if one.startswith(f"{cell}: {what}")], (cell, what, told)
    assert len(told) == len(wrong)


def test_what_does_not_agree_is_named_by_its_cell(made: Planning) -> None:
    wrong: list[str] = []

    def change(book: Workbook) -> None:
        wrong.append(put(book["Actions"], "Comes after", 2, "a2"))
        wrong.append(put(book["Actions"], "Status", 3, "agreed"))
        wrong.append(put(book["Milestones"], "Due", 2, dt.date(2029, 1, 1)))

    told = refused(made, edited(made, change))
    assert sorted(one.split(": ")[0] for one in told) == sorted(wrong)


def test_other_workbooks_are_refused(made: Planning, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    (told,) = refused(made, path)
    assert told.startswith("is not the workbook of a plan; take the workbook that cxdna plan edit --xlsx wrote")


def test_a_head_that_nobody_knows_is_told(made: Planning) -> None:
    def change(book: Workbook) -> None:
        book["Actions"]["C1"].value = "Name"

    assert refused(made, edited(made, change))[0].startswith("Actions!C1: no column of the plan is headed 'Name'")

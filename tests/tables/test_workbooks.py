"""Workbooks out and in again: the same values, and no cell that a program would take for a formula."""

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.table import Table

from cxdna.errors import Problems, StorageError
from cxdna.tables.inert import inert, starts_formula
from cxdna.tables.layout import Book, Cell, Choice, Line, Look, Page
from cxdna.tables.model import letters
from cxdna.tables.read_table import read_table
from cxdna.tables.read_workbook import read_workbook, workbook_from
from cxdna.tables.write_csv import csv_bytes
from cxdna.tables.write_workbook import workbook_bytes
from tests.tables.workbooks import people, text_cell

MADE = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
NAMED = Path("book.xlsx")
# What XML cannot hold at all is left out: lone halves of pairs.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FORMULA = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t=", " =", "\r=", "\uff1d", "\uff20"]), TEXT)


def book(*cells: Cell, **fields: object) -> Book:
    page = Page(name="One", widths=(10,), lines=(Line(tuple(cells)),), **fields)  # type: ignore[arg-type]
    return Book(title="t", author="a", created=MADE, pages=(page,))


def read_again(made: Book) -> tuple[object, ...]:
    (grid,) = workbook_from(NAMED, workbook_bytes(made)).grids
    return grid.rows[0] if grid.rows else ()


@given(st.lists(TEXT | FORMULA, min_size=1, max_size=5))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    made = workbook_bytes(book(*(Cell(text) for text in texts), Cell("end")))
    (grid,) = workbook_from(NAMED, made).grids
    assert [one.replace("\r\n", "\n") for one in map(str, grid.rows[0][:-1])] == [
        one.replace("\r\n", "\n") for one in texts
    ]
    sheet = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_numbers_dates_and_pieces_come_back() -> None:
    cells = (
        Cell(3),
        Cell(2.5),
        Cell(dt.date(2026, 1, 15), Look(number_format="yyyy-mm-dd")),
        Cell((("a", True), ("b", False))),
    )
    assert read_again(book(*cells)) == (3, 2.5, dt.date(2026, 1, 15), "ab")


def test_the_same_book_gives_the_same_bytes() -> None:
    assert workbook_bytes(book(Cell("a"), Cell(1))) == workbook_bytes(book(Cell("a"), Cell(1)))


def test_a_text_that_looks_like_a_formula_stays_one_when_it_is_entered_again(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook_bytes(book(Cell("=1+1"), Cell("plain"))))
    sheet = load_workbook(file)["One"]
    assert [cell.quotePrefix for cell in sheet[1]] == [True, False]
    assert [cell.data_type for cell in sheet[1]] == ["s", "s"]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "\n@"]
)
def test_formulas_are_seen_however_they_start(start: str) -> None:
    assert starts_formula(f"{start}1")
    assert inert(f"{start}1").startswith("'")


@given(st.lists(st.lists(TEXT | FORMULA, min_size=2, max_size=2), min_size=1, max_size=4))
def test_no_value_or_header_of_a_csv_file_is_a_formula(rows: list[list[str]]) -> None:
    content = csv_bytes(rows[0], rows[1:]).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(content, newline="")))
    assert not any(starts_formula(value) for row in back for value in row)
    plain = [[value.replace("\0", "") for value in row] for row in rows]
    assert [[value.removeprefix("'") for value in row] for row in back] == [
        [value.removeprefix("'") for value in row] for row in plain
    ]


def test_protection_choices_and_hidden_pages_are_there(tmp_path: Path) -> None:
    long = ("Policy, mandate or rule", "Another")
    page = Page(
        name="Ask",
        widths=(10, 20),
        lines=(Line((Cell("Title"),), merged=2), Line((Cell("fixed"), Cell("", Look(open=True))), height=30)),
        choices=(
            Choice(row=2, column=2, options=("1", "2"), hint="h", error="e"),
            Choice(row=2, column=1, options=long),
        ),
        hidden_columns=(1,),
        frozen=(1, 0),
        protected=True,
        landscape=True,
        printed_columns=2,
    )
    kept = Page(name="kept", widths=(5,), lines=(Line((Cell("x"),)),), hidden=True)
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook_bytes(Book(title="t", author="a", created=MADE, pages=(page, kept))))
    opened = load_workbook(file)
    sheet = opened["Ask"]
    assert sheet.protection.sheet
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (True, False)
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"B2": '"1,2"', "A2": "Lists!$A$1:$A$2"}
    assert [cell.value for cell in opened["Lists"]["A"]] == list(long)
    assert [one.sheet_state for one in opened] == ["visible", "hidden", "hidden"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden


def test_what_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="a cell holds 32,767 characters"):
        workbook_bytes(book(Cell("x" * 32_768)))


def test_a_formula_counts_as_its_result_and_one_without_is_named(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    cells = (
        '<c r="A3" t="str"><f>"Tom"&amp;""</f><v>Tom</v></c><c r="B3"><f>1+1</f><v>2</v></c>'
        '</row><row r="4"><c r="A4"><f>1+1</f></c><c r="B4" t="e"><v>#REF!</v></c>'
    )
    file.write_bytes(people(f'<row r="3">{cells}</row>'))
    (grid,) = read_workbook(file).grids
    assert grid.rows[2] == ("Tom", 2)
    assert grid.broken == {(4, 1): "holds a formula without a result", (4, 2): "shows #REF!"}
    assert grid.cell(4, 1) == "cell A4 of 'People'"


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(people(f'<row r="7">{text_cell("B7", "x")}</row>'))
    table = read_table(file)
    assert (table.sheet, table.headers) == ("People", ("Name", "Role"))
    assert [(row.number, row.values) for row in table.rows] == [(2, ("Ruth Okafor", "Head of service")), (7, ("", "x"))]
    assert str(table.problem(7, 1, "is wrong")) == f"{file}: cell B7 of 'People': is wrong"


def test_a_sheet_without_anything_is_told(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(workbook_bytes(book(Cell(""))))
    with pytest.raises(Problems, match="is empty"):
        read_table(file)


def test_columns_have_the_letters_that_programs_show() -> None:
    assert [letters(at) for at in (1, 26, 27, 52, 703, 16384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]


def test_charts_comments_tables_and_empty_pages_are_passed_over(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "People"
    for row in (("Name", "Role"), ("Ruth", "Head"), ("Tom", "Boss")):
        sheet.append(row)
    sheet["A2"].comment = Comment("a note", "somebody")
    sheet.add_table(Table(displayName="List", ref="A1:B3"))
    sheet.conditional_formatting.add("A1:XFD1048576", CellIsRule(operator="equal", formula=["1"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "D2")
    made.create_chartsheet("Chart").add_chart(BarChart())
    made.create_sheet("Empty")
    file = tmp_path / "people.xlsx"
    made.save(file)
    assert [grid.name for grid in read_workbook(file).grids] == ["People", "Empty"]
    assert [row.values for row in read_table(file).rows] == [("Ruth", "Head"), ("Tom", "Boss")]


def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problems, match="is a folder; name a file in it"):
        read_workbook(tmp_path)
    for path, expected, says in (
        (tmp_path / "form.xlsx", StorageError, "form.xlsx could not be read: Permission denied"),
        (tmp_path, Problems, "is a folder; name a file in it"),  # as Windows says it
    ):

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", refuse)
            with pytest.raises(expected, match=says):
                read_workbook(path)

"""Workbooks with several sheets: columns with lists, limits and filters go out, sheets come back by their names."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cxdna.errors import Problems
from cxdna.tables.layout import Book, Cell, Choice, Limit, Line, Page
from cxdna.tables.read_table import sheets_of
from cxdna.tables.read_workbook import workbook_from
from cxdna.tables.write_workbook import workbook_bytes

MADE = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
DAY = dt.date(2027, 1, 31)


def page(name: str, *rows: tuple[str | float | dt.date, ...], **fields: object) -> Page:
    lines = tuple(Line(tuple(Cell(value) for value in row)) for row in rows)
    return Page(name=name, widths=(10, 10, 10), lines=lines, **fields)  # type: ignore[arg-type]


def book(*pages: Page) -> bytes:
    return workbook_bytes(Book(title="t", author="a", created=MADE, pages=pages))


def test_a_column_has_its_list_its_limits_and_its_filter(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = page(
        "One",
        ("Word", "Day", "Share"),
        ("a", DAY, 5),
        ("b", DAY, 6),
        choices=(Choice(row=2, last_row=9, column=1, options=("a", "b"), error="No."),),
        limits=(
            Limit(row=2, last_row=9, column=2, low=DAY, high=dt.date(2028, 1, 1), error="No day."),
            Limit(row=2, last_row=9, column=3, low=0, high=100, whole=True, error="No share."),
        ),
        filtered=1,
        protected=True,
    )
    path.write_bytes(book(made))
    sheet = load_workbook(path)["One"]
    rules = {
        str(one.sqref): (one.type, one.formula1, one.formula2, one.error)
        for one in sheet.data_validations.dataValidation
    }
    assert rules == {
        "A2:A9": ("list", '"a,b"', None, "No."),
        "B2:B9": ("date", "46418", "46753", "No day."),
        "C2:C9": ("whole", "0", "100", "No share."),
    }
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter  # said to be locked, and is not


def test_sheets_are_found_by_name_in_the_order_that_is_asked_for() -> None:
    content = book(
        page("How", ("Read this",)), page("Two", ("A", "B"), (1, 2)), page("one", ("C",), ("x",)), page("Bare")
    )
    found = sheets_of(workbook_from(Path("book.xlsx"), content), ["One", "Two", "Bare", "None"])
    assert list(found) == ["One", "Two"]
    assert found["One"].sheet == "one"
    assert [row.values for row in found["Two"].rows] == [(1, 2)]
    assert found["Two"].place(2, 1) == "cell B2 of 'Two'"


def test_what_is_wrong_with_the_shape_of_any_sheet_is_told_at_once() -> None:
    content = book(page("One", ("A", "A"), (1, 2)), page("Two", ("A", ""), (1, 2)))
    with pytest.raises(Problems) as found:
        sheets_of(workbook_from(Path("book.xlsx"), content), ["One", "Two"])
    told = [one.what for one in found.value.problems]
    assert told == [
        "sheet 'One': columns A and B are both headed 'A'",
        "sheet 'Two': row 2 has a value in column B, which has no header",
    ]

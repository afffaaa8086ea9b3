"""A plan -> the workbook that people fill in: a sheet for each kind of thing, drop-downs, and how to fill it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import ceil
from typing import Any, Final

import msgspec

from cxdna.plan.model import Action, PlanFile
from cxdna.tables.layout import Book, Cell, Choice, Limit, Line, Look, Page
from cxdna.workflows.planning.edit.columns import (
    ACTIONS,
    COLUMNS,
    DECISIONS,
    FORMAT,
    HOW,
    KEPT,
    KEPT_ROWS,
    KPIS,
    MILESTONES,
    SPARE,
    TASKS,
    TITLE,
    Column,
    kpi_words,
)
from cxdna.workflows.planning.edit.model import Names

FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Spreadsheet programs count days from here alike; an earlier one stands as text."""
_LAST_DAY: Final = dt.date(2199, 12, 31)
_MOST: Final = 1e15
_GRID: Final = "#9aa5a6"
_HEAD: Final = Look(bold=True, colour="#ffffff", fill="#0f5c63", border=_GRID, middle=True)
_LOCKED: Final = Look(border=_GRID, middle=True, fill="#eef1f1", colour="#4a4a4a")
# A text format keeps what is typed as it is: no program makes a formula, a number or a date of it.
_LOOKS: Final = {
    "date": Look(border=_GRID, middle=True, open=True, number_format="yyyy-mm-dd"),
    "money": Look(border=_GRID, middle=True, open=True, align="right", number_format="#,##0.00"),
    "number": Look(border=_GRID, middle=True, open=True, align="right"),
    "whole": Look(border=_GRID, middle=True, open=True, align="right", number_format="0"),
}
_LOCKED_DATE: Final = msgspec.structs.replace(_LOCKED, number_format="yyyy-mm-dd")
_TEXT: Final = Look(border=_GRID, middle=True, open=True, number_format="@")
_LINE_HEIGHT: Final = 13.0
_MOST_LINES: Final = 8
_WHOLE_RANGES: Final = {"priority": (1, 10_000), "progress": (0, 100)}
_FROZEN: Final = {ACTIONS: 3, TASKS: 3, MILESTONES: 3, KPIS: 1, DECISIONS: 2}


def lay_out(file: PlanFile, names: Names, heading: str, created: dt.datetime) -> Book:
    """Return the workbook of a plan; `created` is the moment it says it was made."""
    words = kpi_words(names.kpis)
    titles = {action.id: action.title for action in file.actions}
    rows: dict[str, list[dict[str, Any]]] = {
        ACTIONS: [_fields(action, COLUMNS[ACTIONS]) | {"": _wanted(action, names)} for action in file.actions],
        TASKS: [_part(action.id, titles, one, TASKS) for action in file.actions for one in action.tasks],
        MILESTONES: [_part(action.id, titles, one, MILESTONES) for action in file.actions for one in action.milestones],
        KPIS: [_fields(one, COLUMNS[KPIS]) for one in file.kpis],
        DECISIONS: [_fields(one, COLUMNS[DECISIONS]) for one in file.decisions],
    }
    pages = [_page(name, rows[name], words) for name in COLUMNS]
    return Book(title=heading, author="cxdna", created=created, pages=(*pages, _how(heading, names), _kept(file)))


def value_at(value: object, field: str) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return the value of a field: `owner`, `customers.problem`."""
    return reduce(getattr, field.split("."), value)


def _fields(value: object, columns: Sequence[Column]) -> dict[str, Any]:
    return {column.field: value_at(value, column.field) for column in columns if column.field}


def _wanted(action: Action, names: Names) -> str:
    """Return what the gates of a proposed action still want."""
    lacking = [gate for gate in names.gates.get(action.id, ()) if not gate.passed]
    return (
        "\n".join(f"{gate.number} {gate.name}: {gate.says}" for gate in lacking) if action.status == "proposed" else ""
    )


def _part(action: str, titles: Mapping[str, str], value: object, sheet: str) -> dict[str, Any]:
    own = [column for column in COLUMNS[sheet] if column.field != "action"]
    return {"action": action, "": titles[action], **_fields(value, own)}


def _page(name: str, rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Page:
    columns = COLUMNS[name]
    lines = [Line(tuple(Cell(column.head, _HEAD) for column in columns), height=2 * _LINE_HEIGHT + 6)]
    lines += [_line(row, columns, words) for row in rows]
    lines += [Line(tuple(Cell("", _look(column)) for column in columns))] * SPARE[name]
    return Page(
        name=name,
        widths=tuple(column.width for column in columns),
        lines=tuple(lines),
        choices=tuple(_choices(columns, len(lines), words)),
        limits=tuple(_limits(columns, len(lines))),
        filtered=1,
        frozen=(1, _FROZEN[name]),
        protected=True,
        landscape=True,
    )


def _line(row: Mapping[str, Any], columns: Sequence[Column], words: Mapping[str, str]) -> Line:
    cells = tuple(Cell(in_cell(row[column.field], column, words), _look(column)) for column in columns)
    lines = max(_lines_of(cell.value, column.width) for cell, column in zip(cells, columns, strict=True))
    return Line(cells, height=min(lines, _MOST_LINES) * _LINE_HEIGHT + 5)


def _lines_of(value: object, width: float) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(line) / (width * 1.05))) for line in value.split("\n"))


def _look(column: Column) -> Look:
    if column.locked:
        return _LOCKED_DATE if column.holds == "date" else _LOCKED
    return _LOOKS.get(column.holds, _TEXT)


def in_cell(value: Any, column: Column, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - as above
    """Return a value as it stands in a cell: text, a number or a date, "" for none."""
    made: Any = "" if value is None else value
    if column.holds == "choice":
        made = next((word for word, meant in column.options.items() if meant == value), made)
    elif column.holds == "kpi":
        made = words.get(made, made)
    elif column.holds == "kpis":
        made = "; ".join(words.get(one, one) for one in value)
    elif column.holds == "list":
        made = ", ".join(value)
    elif isinstance(value, dt.date) and value < FIRST_DAY:
        made = value.isoformat()
    return made


def _choices(columns: Sequence[Column], last: int, words: Mapping[str, str]) -> Iterator[Choice]:
    for at, column in enumerate(columns, 1):
        options = tuple(sorted(words.values(), key=str.casefold)) if column.holds == "kpi" else tuple(column.options)
        if options:
            error = "Choose from the list, or leave it empty."
            yield Choice(row=2, last_row=last, column=at, options=options, error=error)


def _limits(columns: Sequence[Column], last: int) -> Iterator[Limit]:
    for at, column in enumerate(columns, 1):
        if column.locked:
            continue
        if column.holds == "date":
            error = "Write a day, such as 2027-01-31, or leave it empty."
            yield Limit(row=2, last_row=last, column=at, low=FIRST_DAY, high=_LAST_DAY, error=error)
        elif column.holds == "whole":
            lowest, highest = _WHOLE_RANGES[column.field]
            error = f"Write a whole number from {lowest:,} to {highest:,}."
            yield Limit(row=2, last_row=last, column=at, low=lowest, high=highest, whole=True, error=error)
        elif column.holds in {"money", "number"}:
            low = 0 if column.holds == "money" else -_MOST
            yield Limit(
                row=2, last_row=last, column=at, low=low, high=_MOST, error="Write a number, or leave it empty."
            )


def _how(heading: str, names: Names) -> Page:
    lines = [Line((Cell(heading, Look(bold=True, size=12, colour="#0f5c63", wrap=False)),), height=24), Line()]
    for at, text in enumerate(_steps(names), 1):
        height = _lines_of(text, 100) * 15.0 + 4
        lines.append(Line((Cell(at, Look(bold=True)), Cell(text, Look(size=11))), height=height, merged=1))
    lines.append(Line())
    for sheet, columns in COLUMNS.items():
        lines.append(Line((None, Cell(f"Sheet {sheet}", Look(bold=True, size=12, colour="#0f5c63"))), height=20))
        for column in columns:
            if column.head != TITLE and (says := _says(column, names.currency)):
                pieces = ((f"{column.head}: ", True), (says, False))
                lines.append(Line((None, Cell(pieces))))
    return Page(name=HOW, widths=(4, 110), lines=tuple(lines), protected=True, printed_columns=2)


def _says(column: Column, currency: str) -> str:
    listed = f"One of: {', '.join(column.options)}." if column.options else ""
    return " ".join(text for text in (column.says.replace("the organisation's currency", currency), listed) if text)


def _steps(names: Names) -> Iterator[str]:
    yield "Change what stands in the white cells of the sheets. Grey cells are made by cxdna and stay as they are."
    yield "What is new goes into an empty row below the others: actions, tasks, milestones, figures, decisions."
    yield "An action that is not to be done: empty its whole row. It is asked once more before it is dropped."
    yield "Tasks and milestones name their action by its id (a1), or a new action by its title."
    yield f"Days are dates (2027-01-31), amounts are numbers in {names.currency}."
    yield "A new line in a cell: Alt and Enter (Ctrl and Enter in LibreOffice)."
    yield (
        "Save the workbook (.xlsx) and take it back with: cxdna plan edit --from FILE. All of it is checked first: "
        "what is wrong is named by its sheet and cell, and nothing is taken until all is right."
    )


def _kept(file: PlanFile) -> Page:
    rows = zip(KEPT_ROWS, (FORMAT, file.assessment, str(file.after or 0)), strict=True)
    lines = tuple(Line((Cell(name, Look(wrap=False)), Cell(value, Look(wrap=False)))) for name, value in rows)
    return Page(name=KEPT, widths=(16, 40), lines=lines, hidden=True, protected=True)

"""Forms that are filled in without a spreadsheet program: the laid-out workbook with other values in its cells."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from cxdna.answers.forms import model
from cxdna.answers.forms.lay_out import lay_out
from cxdna.answers.forms.model import Asked, Filled, Form, Head
from cxdna.answers.forms.read_back import Expected, read_back
from cxdna.definitions.model import Option, Playbook, Question
from cxdna.tables.layout import Book, Cell, Line
from cxdna.tables.read_workbook import workbook_from
from cxdna.tables.write_workbook import workbook_bytes
from tests.scores.building import playbook, question

MADE = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
SAVED = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 28)
BOOK: Playbook = playbook()
OPTIONS = (Option(id="none", text="None", value=1), Option(id="some", text="Some, in part", value=3))
ASKED: tuple[Question, ...] = (question("q1"), question("q2"), question("q3", options=OPTIONS))
HEAD = Head(workspace="w_1", assessment="a_2026", sheet="p_1", questionnaire="asked", version="1.0", content="0")
Row = Mapping[int, str | float | dt.date]


def form(**fields: object) -> Form:
    given: dict[str, object] = {
        "head": HEAD,
        "organisation": "Alder",
        "title": "CX 2026",
        "mode": "named",
        "asked": tuple(Asked(question=one, part="A") for one in ASKED),
        "levels": BOOK.levels,
        "kinds": BOOK.evidence.kinds,
        "time": "about 5 minutes",
        "name": "Ruth Okafor",
        "role": "Head of service",
        **fields,
    }
    return Form(**given)  # type: ignore[arg-type]


def filled_in(made: Form, rows: Mapping[str, Row]) -> Book:
    """Return the workbook of a form with values in the columns of some questions."""
    book = lay_out(made, MADE)
    start, questions, kept = book.pages
    lines = [_line(line, rows) for line in questions.lines]
    return msgspec.structs.replace(book, pages=(start, msgspec.structs.replace(questions, lines=tuple(lines)), kept))


def _line(line: Line, rows: Mapping[str, Row]) -> Line:
    if len(line.cells) < model.QUESTION_ID:
        return line
    cells = list(line.cells)
    cell = cells[model.QUESTION_ID - 1]
    for column, value in rows.get(str(cell.value) if cell else "", {}).items():
        before = cells[column - 1]
        cells[column - 1] = Cell(value, before.look) if before else Cell(value)
    return msgspec.structs.replace(line, cells=tuple(cells))


def expected(**fields: object) -> Expected:
    given: dict[str, object] = {
        "head": HEAD,
        "sheets": frozenset({"p_1", "p_2"}),
        "questions": {one.id: one for one in ASKED},
        "levels": BOOK.levels,
        "kinds": BOOK.evidence.kinds,
        "today": TODAY,
        **fields,
    }
    return Expected(**given)  # type: ignore[arg-type]


def back(book: Book, wanted: Expected | None = None) -> Filled:
    """Return what a workbook says after it went through a file."""
    return read_back(workbook_from(Path("form.xlsx"), workbook_bytes(book)), wanted or expected(), SAVED)


def there_and_back(rows: Mapping[str, Row]) -> Filled:
    return back(filled_in(form(), rows))

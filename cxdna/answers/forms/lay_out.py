"""A form -> the workbook that a person gets: a page that says what to do, and one with the questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from cxdna.answers.forms import model
from cxdna.answers.forms.lay_out_start import BAND, TITLE, height_of, lay_out_start
from cxdna.answers.forms.model import Asked, Form, spans
from cxdna.answers.forms.texts import answers_offered, hash_of, levels_text, plain, question_text
from cxdna.statistics.display import long_date
from cxdna.tables.layout import Book, Cell, Choice, Line, Look, Page

WIDTHS: Final = (4.5, 34.0, 52.0, 13.0, 24.0, 22.0, 17.0, 11.0, 11.0, 18.0, 10.0, 18.0)
SHOWN: Final = 10
_HEADER_ROWS: Final = 3
_LINE_HEIGHT: Final = 13.5

_INK: Final = "#1a1a1a"
_GRID: Final = "#9aa5a6"
_INPUT: Final = "#fff6d6"

_PLAIN: Final = Look(size=11)
_HEAD: Final = Look(bold=True, colour="#ffffff", fill=BAND, border=_GRID, middle=True)
_FILL_IN: Final = Look(bold=True, colour=_INK, fill="#f0d264", border=_GRID, middle=True)
_PART: Final = Look(bold=True, size=11, colour=BAND, fill="#e3eeee", border=_GRID, middle=True)
_ASKED: Final = Look(border=_GRID)
_NUMBER: Final = Look(border=_GRID, align="center", bold=True)
_OPEN: Final = Look(fill=_INPUT, border=_GRID, open=True)
_ANSWER: Final = Look(fill=_INPUT, border=_GRID, open=True, align="center", bold=True, size=12)
# A text format keeps what is typed as it is: no program makes a formula, a number or a date of it.
_WORDS: Final = Look(fill=_INPUT, border=_GRID, open=True, number_format="@")
_DATE: Final = Look(fill=_INPUT, border=_GRID, open=True, number_format="yyyy-mm-dd")

_HEADINGS: Final = (
    Cell("No.", _HEAD),
    Cell("Question, and why it matters", _HEAD),
    Cell("What each level looks like", _HEAD),
    Cell("Fill in:\nyour answer", _FILL_IN),
    Cell("Fill in: comment, or why it is not applicable", _FILL_IN),
    Cell("Fill in, if there is any: evidence, what it is", _FILL_IN),
    Cell("Kind of evidence\n(choose)", _FILL_IN),
    Cell("Date of the evidence", _FILL_IN),
    Cell("If figures: how many periods", _FILL_IN),
    Cell("Where it is\n(place or link)", _FILL_IN),
    Cell(model.HEADERS[model.QUESTION_ID], _HEAD),
    Cell(model.HEADERS[model.TEXT_HASH], _HEAD),
)


def lay_out(form: Form, created: dt.datetime) -> Book:
    """Return the workbook of a form; `created` is the day it says it was made."""
    return Book(
        title=f"{form.title}: questions",
        author=form.organisation,
        created=created,
        pages=(lay_out_start(form), _questions(form), _kept(form)),
    )


def _questions(form: Form) -> Page:
    lines = [
        Line((Cell(f"{form.organisation}: {form.title}", TITLE),), height=24, merged=SHOWN),
        Line((Cell(_hint(form), _PLAIN),), height=18, merged=SHOWN),
        Line(_HEADINGS, height=44),
    ]
    choices: list[Choice] = []
    kinds = tuple(kind.name for kind in form.kinds)
    for span in spans(form.asked):
        lines.append(Line((Cell(f"{span.part}: {span.words}", _PART),), height=19, merged=SHOWN))
        for number in range(span.first, span.last + 1):
            asked = form.asked[number - 1]
            lines.append(_line(form, asked, number))
            choices += _choices(form, asked, len(lines), kinds)
    return Page(
        name=model.QUESTIONS,
        widths=WIDTHS,
        lines=tuple(lines),
        choices=tuple(choices),
        hidden_columns=(model.QUESTION_ID, model.TEXT_HASH),
        # Number and question stay in view: with all columns a form is wider than a small screen.
        frozen=(_HEADER_ROWS, model.TEXT),
        protected=True,
        landscape=True,
        printed_columns=SHOWN,
        footing=" · ".join(filter(None, (f"{form.organisation}: {form.title}", form.name))),
    )


def _hint(form: Form) -> str:
    by = f" Please send it back by {long_date(form.by)}." if form.by else ""
    return f"Fill in the columns headed 'Fill in'; each answer has a list to choose from.{by}"


def _line(form: Form, asked: Asked, number: int) -> Line:
    question, levels = question_text(asked), levels_text(asked.question, form.levels)
    label = f"{number}\n\nanswered" if asked.answered else str(number)
    height = height_of(((plain(question), WIDTHS[1]), (plain(levels), WIDTHS[2])), _LINE_HEIGHT) + 8
    looks = (_ANSWER, _WORDS, _WORDS, _OPEN, _DATE, _OPEN, _WORDS)  # in the order of the columns
    empty = (Cell("", look) for look in looks)
    label_look = Look(border=_GRID, align="center", size=7) if asked.answered else _NUMBER
    cells = (Cell(label, label_look), Cell(question, _ASKED), Cell(levels, _ASKED), *empty)
    kept = (Cell(asked.question.id, _ASKED), Cell(hash_of(asked, form.levels), _ASKED))
    return Line((*cells, *kept), height=height)


def _choices(form: Form, asked: Asked, row: int, kinds: tuple[str, ...]) -> Iterator[Choice]:
    offered = answers_offered(asked.question, form.levels)
    levels = f"{offered[0]} to {offered[-3]}"
    yield Choice(
        row=row,
        column=model.ANSWER,
        options=offered,
        title="Your answer",
        hint=f"{levels}, Don't know, or Not applicable (then say why in the next column)",
        error=f"Choose {levels}, Don't know or Not applicable.",
    )
    error = "Choose a kind from the list, or leave it empty when you name no evidence."
    yield Choice(row=row, column=model.KIND, options=kinds, error=error)


def _kept(form: Form) -> Page:
    head = form.head
    rows = (
        ("cxdna form", head.format),
        ("workspace", head.workspace),
        ("assessment", head.assessment),
        ("sheet", head.sheet),
        ("questionnaire", head.questionnaire),
        ("version", head.version),
        ("content", head.content),
    )
    lines = tuple(Line((Cell(name, Look(wrap=False)), Cell(value, Look(wrap=False)))) for name, value in rows)
    return Page(name=model.KEPT, widths=(16.0, 70.0), lines=lines, hidden=True, protected=True)

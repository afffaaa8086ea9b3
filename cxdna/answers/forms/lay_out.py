"""A form -> the workbook that a person gets: a page that says what to do, and one with the questions."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from cxdna.answers.forms import model
from cxdna.answers.forms.model import Asked, Form
from cxdna.answers.forms.texts import answers_offered, hash_of, levels_text, plain, question_text
from cxdna.privacy.suppress import MINIMUM_FOR_WORDS
from cxdna.statistics.display import counted, long_date
from cxdna.tables.layout import Book, Cell, Choice, Line, Look, Page

WIDTHS: Final = (4.5, 34.0, 52.0, 13.0, 24.0, 22.0, 17.0, 11.0, 11.0, 18.0, 10.0, 18.0)
SHOWN: Final = 10
_START_WIDTHS: Final = (4.0, 100.0)
_HEADER_ROWS: Final = 3
_LINE_HEIGHT: Final = 13.5
_HIGHEST: Final = 400.0
_TALLER_LINE: Final = 17.0
# A column is as wide as so many digits, and a line of text holds a few more letters.
_CHARACTERS: Final = 1.1

_INK: Final = "#1a1a1a"
_BAND: Final = "#0f5c63"
_GRID: Final = "#9aa5a6"
_INPUT: Final = "#fff6d6"

_TITLE: Final = Look(bold=True, size=16, colour=_BAND)
_PLAIN: Final = Look(size=11)
_HEAD: Final = Look(bold=True, colour="#ffffff", fill=_BAND, border=_GRID, middle=True)
_FILL_IN: Final = Look(bold=True, colour=_INK, fill="#f0d264", border=_GRID, middle=True)
_PART: Final = Look(bold=True, size=11, colour=_BAND, fill="#e3eeee", border=_GRID, middle=True)
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
        pages=(_start(form), _questions(form), _kept(form)),
    )


def _start(form: Form) -> Page:
    lines = [Line((Cell(f"{form.organisation}: {form.title}", _TITLE),), height=26, merged=2), Line()]
    lines.append(Line((Cell(_whose(form), Look(bold=True, size=12)),), height=18, merged=2))
    lines.append(Line())
    for at, text in enumerate(_steps(form), 1):
        height = _height(((text, _START_WIDTHS[1]),), _TALLER_LINE) + 6
        lines.append(Line((Cell(str(at), Look(bold=True, size=11)), Cell(text, _PLAIN)), height=height))
    lines.append(Line())
    for text in _notes(form):
        height = _height(((text, sum(_START_WIDTHS)),), _TALLER_LINE) + 4
        lines.append(Line((Cell(text, Look(colour="#4a4a4a")),), height=height, merged=2))
    return Page(
        name=model.START, widths=_START_WIDTHS, lines=tuple(lines), protected=True, landscape=True, printed_columns=2
    )


def _whose(form: Form) -> str:
    if form.mode == "anonymous":
        return f"For anybody in the group {form.group}. Nobody knows who fills in this form: do not write your name."
    return f"For {form.name}, {form.role}"


def _steps(form: Form) -> Iterator[str]:
    """Yield what to do, in five lines."""
    questions = counted(len(form.asked), "question")
    sheet = f"sheet '{model.QUESTIONS}' (its tab is at the bottom)"
    yield f"Go to the {sheet}. There are {questions}; they take {form.time}. Save and go on later as you like."
    yield (
        "For each question, choose the level that describes what happens today, not what is planned. "
        "Only the cells headed 'Fill in' (yellow) are yours to fill in."
    )
    yield (
        "If you do not know, choose 'Don't know': that is a good answer. If a question cannot apply, choose "
        "'Not applicable' and write why beside it."
    )
    yield (
        "If there is something an auditor could look at, name it under evidence: what it is, its kind, its date and "
        "where it is; of figures also how many periods they show (4 for a year of quarters). If not, leave that empty."
    )
    to = f" to {form.send_to}" if form.send_to else " to the person you got it from"
    by = f" by {long_date(form.by)}" if form.by else ""
    yield f"Save the file as it is (an Excel workbook, .xlsx) and send it back{to}{by}."


def _notes(form: Form) -> Iterator[str]:
    if form.mode == "named":
        yield "Who sees it: your answers are kept with your name, and documents may say who answered what."
    elif form.mode == "confidential":
        yield (
            "Who sees it: whoever collects the forms. No document says who answered what, and results of few people "
            "are not shown."
        )
    else:
        yield (
            "Who sees it: answers are kept without a name and without a time. Your spreadsheet program may write your "
            "name into the properties of the file; cxdna does not read it. Results of few people are not shown."
        )
    if form.mode != "named":
        yield (
            "Your words: what you write as a comment or reason may be printed word for word, without a name, where "
            f"at least {MINIMUM_FOR_WORDS} people answered the question. What you write about evidence is shown as you "
            "wrote it. Write so that nobody knows you by your words."
        )
    if any(asked.condition for asked in form.asked):
        yield "Some questions begin with 'Only if': leave them empty where that is not so."
    if any(asked.answered for asked in form.asked):
        yield "Questions marked 'answered' have an answer of yours already. Leave them empty to keep it."


def _questions(form: Form) -> Page:
    lines = [
        Line((Cell(f"{form.organisation}: {form.title}", _TITLE),), height=24, merged=SHOWN),
        Line((Cell(_hint(form), _PLAIN),), height=18, merged=SHOWN),
        Line(_HEADINGS, height=44),
    ]
    choices: list[Choice] = []
    number = 0
    kinds = tuple(kind.name for kind in form.kinds)
    for part, asked_there in groupby(form.asked, key=lambda asked: asked.part):
        lines.append(Line((Cell(part, _PART),), height=19, merged=SHOWN))
        for asked in asked_there:
            number += 1
            lines.append(_line(form, asked, number))
            choices += _choices(form, asked, len(lines), kinds)
    return Page(
        name=model.QUESTIONS,
        widths=WIDTHS,
        lines=tuple(lines),
        choices=tuple(choices),
        hidden_columns=(model.QUESTION_ID, model.TEXT_HASH),
        frozen=(_HEADER_ROWS, 0),
        protected=True,
        landscape=True,
        printed_columns=SHOWN,
    )


def _hint(form: Form) -> str:
    by = f" Please send it back by {long_date(form.by)}." if form.by else ""
    return f"Fill in the columns headed 'Fill in'; each answer has a list to choose from.{by}"


def _line(form: Form, asked: Asked, number: int) -> Line:
    question, levels = question_text(asked), levels_text(asked.question, form.levels)
    label = f"{number}\n\nanswered" if asked.answered else str(number)
    height = _height(((plain(question), WIDTHS[1]), (plain(levels), WIDTHS[2])), _LINE_HEIGHT) + 8
    looks = (_ANSWER, _WORDS, _WORDS, _OPEN, _DATE, _OPEN, _WORDS)  # in the order of the columns
    empty = (Cell("", look) for look in looks)
    label_look = Look(border=_GRID, align="center", size=7) if asked.answered else _NUMBER
    cells = (Cell(label, label_look), Cell(question, _ASKED), Cell(levels, _ASKED), *empty)
    kept = (Cell(asked.question.id, _ASKED), Cell(hash_of(asked, form.levels), _ASKED))
    return Line((*cells, *kept), height=height)


def _height(texts: tuple[tuple[str, float], ...], line: float) -> float:
    """Return the height at which texts of these widths can be read whole; programs do not work it out themselves."""
    most = 1
    for text, width in texts:
        own = sum(max(1, len(textwrap.wrap(part, int(width * _CHARACTERS)))) for part in text.split("\n"))
        most = max(most, own)
    return min(most * line, _HIGHEST)


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

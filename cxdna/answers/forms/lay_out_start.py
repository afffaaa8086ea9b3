"""The first sheet of a form: whose it is, what to do, what is in it and who sees it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from cxdna.answers.forms import model
from cxdna.answers.forms.model import Form, spans
from cxdna.privacy.suppress import MINIMUM_FOR_WORDS
from cxdna.statistics.display import counted, long_date
from cxdna.tables.layout import Cell, Line, Look, Page

BAND: Final = "#0f5c63"
TITLE: Final = Look(bold=True, size=16, colour=BAND)
_PLAIN: Final = Look(size=11)
_WIDTHS: Final = (4.0, 100.0)
_HIGHEST: Final = 400.0
_TALLER_LINE: Final = 17.0
# A column is as wide as so many digits, and a line of text holds a few more letters.
_CHARACTERS: Final = 1.1
_LONG: Final = 30
"""From so many questions on the sheet lists where each component stands."""


def lay_out_start(form: Form) -> Page:
    """Return the first sheet of a form."""
    lines = [Line((Cell(f"{form.organisation}: {form.title}", TITLE),), height=26, merged=2), Line()]
    lines.append(Line((Cell(_whose(form), Look(bold=True, size=12)),), height=18, merged=2))
    lines.append(Line())
    for at, text in enumerate(_steps(form), 1):
        height = height_of(((text, _WIDTHS[1]),), _TALLER_LINE) + 6
        lines.append(Line((Cell(str(at), Look(bold=True, size=11)), Cell(text, _PLAIN)), height=height))
    lines.append(Line())
    if len(form.asked) > _LONG:
        lines.append(Line((Cell("What is in it", Look(bold=True, size=11)),), height=18, merged=2))
        listed = (Cell(f"{span.part}: {span.words}", _PLAIN) for span in spans(form.asked))
        lines += [*(Line((Cell("", _PLAIN), one), height=_TALLER_LINE) for one in listed), Line()]
    for text in _notes(form):
        height = height_of(((text, sum(_WIDTHS)),), _TALLER_LINE) + 4
        lines.append(Line((Cell(text, Look(colour="#4a4a4a")),), height=height, merged=2))
    return Page(name=model.START, widths=_WIDTHS, lines=tuple(lines), protected=True, landscape=True, printed_columns=2)


def _whose(form: Form) -> str:
    if form.mode == "anonymous":
        return f"For anybody in the group {form.group}. Nobody knows who fills in this form: do not write your name."
    return f"For {form.name}, {form.role}"


def _steps(form: Form) -> Iterator[str]:
    """Yield what to do, in five lines."""
    one = len(form.asked) == 1
    questions = "is 1 question; it takes" if one else f"are {counted(len(form.asked), 'question')}; they take"
    sheet = f"sheet '{model.QUESTIONS}' (its tab is at the bottom)"
    yield f"Go to the {sheet}. There {questions} {form.time}. Save and go on later as you like."
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
    if form.by_role:
        yield (
            "Why these questions: they are those about which people in your role usually know most; colleagues get the "
            "others. You need not find out what you do not know."
        )
    if any(asked.condition for asked in form.asked):
        yield "Some questions begin with 'Only if': leave them empty where that is not so."
    if any(asked.answered for asked in form.asked):
        yield "Questions marked 'answered' have an answer of yours already. Leave them empty to keep it."


def height_of(texts: tuple[tuple[str, float], ...], line: float) -> float:
    """Return the height at which texts of these widths can be read whole; programs do not work it out themselves."""
    most = 1
    for text, width in texts:
        own = sum(max(1, len(textwrap.wrap(part, int(width * _CHARACTERS)))) for part in text.split("\n"))
        most = max(most, own)
    return min(most * line, _HIGHEST)

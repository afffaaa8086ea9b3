"""A workbook that came back -> the answers in it, each checked and with its place; nothing is believed unread."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from cxdna.answers.forms import model
from cxdna.answers.forms.form_row import FormRow
from cxdna.answers.forms.model import Asked, Filled, Given, Head
from cxdna.answers.forms.read_answer import NOT_APPLICABLE, read_answer, said
from cxdna.answers.forms.read_evidence import read_evidence
from cxdna.answers.forms.texts import levels_text, plain, question_text, text_hash
from cxdna.answers.model import Answer
from cxdna.answers.typed import LONGEST_COMMENT, LONGEST_REASON
from cxdna.definitions.model import EvidenceKind, Level, Question
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, UserError
from cxdna.tables.model import Grid, Workbook

_FARTHEST_HEADER: Final = 50
_NO_FORM: Final = "hand in the form that cxdna invite wrote; the hidden sheet 'cxdna' must stay in it"
_KEPT_ROWS: Final = {
    "cxdna form": "format",
    "workspace": "workspace",
    "assessment": "assessment",
    "sheet": "sheet",
    "questionnaire": "questionnaire",
    "version": "version",
    "content": "content",
}


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What forms of this assessment have to be: their head but for the sheet, the sheets there are, and the lists.

    `forgotten` are the sheets of people who asked to be forgotten: nothing more is taken from them. `moved` says that
    the assessment came here from another workspace, whose forms are of it as well: sheets have ids by chance, so one
    that is known here is the same.
    """

    head: Head
    sheets: frozenset[str]
    moved: bool = False
    forgotten: frozenset[str] = frozenset()
    questions: Mapping[str, Question]
    levels: tuple[Level, ...]
    kinds: tuple[EvidenceKind, ...]
    today: dt.date


def read_back(book: Workbook, expected: Expected, saved: dt.datetime) -> Filled:
    """Return what a form says, with every problem in it. `saved` stands for the time where the file tells none."""
    file = str(book.path)
    head = head_in(book)
    found = _find_questions(book)
    if head is None or found is None:
        return Filled(file=file, head=head, problems=(Problem(file, 0, "is not a form of cxdna", _NO_FORM),))
    wrong = tuple(Problem(file, 0, what, do) for what, do in _wrong_head(head, expected))
    if wrong:
        return Filled(file=file, head=head, problems=wrong)
    return _Reader(file, found, book.saved or saved, expected).read(head)


def head_in(book: Workbook) -> Head | None:
    """Return what a workbook says it belongs to, wherever the sheet with it stands now."""
    for grid in book.grids:
        kept: dict[str, str] = {}
        for row in grid.rows[:_FARTHEST_HEADER]:
            for at, value in enumerate(row[:-1]):
                if isinstance(value, str) and value.strip() in _KEPT_ROWS:
                    kept[_KEPT_ROWS[value.strip()]] = said(row[at + 1])
                    break
        if kept.keys() == set(_KEPT_ROWS.values()):
            return Head(**kept)
    return None


class _Found(NamedTuple):
    """The sheet with the questions, the row of its header, and by how much columns were moved."""

    grid: Grid
    header: int
    moved: int


def _find_questions(book: Workbook) -> _Found | None:
    """Return where the questions stand; the sheet may have been renamed, and rows and columns put before them."""
    for grid in book.grids:
        for number, row in enumerate(grid.rows[:_FARTHEST_HEADER], 1):
            for column, value in enumerate(row, 1):
                if value == model.HEADERS[model.QUESTION_ID]:
                    return _Found(grid, number, column - model.QUESTION_ID)
    return None


def _wrong_head(head: Head, expected: Expected) -> Iterator[tuple[str, str]]:
    ours = expected.head
    if head.format != ours.format:
        do = "make the forms again with: cxdna invite, or bring cxdna up to date"
        yield f"is a form of another version of cxdna (shape {shortened(head.format)}, here {ours.format})", do
    elif head.workspace != ours.workspace and not (expected.moved and head.sheet in expected.sheets):
        do = "collect it where it was made, or bring its assessment here first: cxdna export there, cxdna import here"
        yield "is a form of another workspace", do
    elif head.assessment != ours.assessment:
        do = f"collect it with: --assessment {shortened(head.assessment)}"
        yield f"is a form of the assessment '{shortened(head.assessment)}', not of '{ours.assessment}'", do
    elif (head.questionnaire, head.version) != (ours.questionnaire, ours.version):
        theirs, own = (f"'{shortened(one.questionnaire)}' {shortened(one.version)}" for one in (head, ours))
        yield f"asks {theirs}, and this assessment asks {own}", "make the form again with: cxdna invite"
    elif head.sheet in expected.forgotten:
        yield "is of somebody who was forgotten since", "delete it, so that their words are gone here as well"
    elif head.sheet not in expected.sheets:
        what = "belongs to nobody who was invited, or its hidden sheet was changed"
        yield what, "make the form again with: cxdna invite"


class _Reader:
    """Reads the rows of one form."""

    def __init__(self, file: str, found: _Found, saved: dt.datetime, expected: Expected) -> None:
        self.file, self.saved, self.expected = file, saved, expected
        self.grid, self.header, self.moved = found
        self.problems: list[Problem] = []
        self.rows: dict[str, FormRow] = {}

    def read(self, head: Head) -> Filled:
        """Return the whole form."""
        given: list[Given] = []
        blank: list[str] = []
        for number in range(self.header + 1, len(self.grid.rows) + 1):
            row = FormRow(self.file, self.grid, number, self.moved, self.problems)
            question = self._question(row)
            if question is None:
                continue
            answered = self._given(row, question, head.sheet)
            if answered is not None:
                given.append(answered)
            if answered is None or (answered.said.value is None and answered.said.not_applicable is None):
                blank.append(question.id)
        return Filled(file=self.file, head=head, given=tuple(given), blank=tuple(blank), problems=tuple(self.problems))

    def _question(self, row: FormRow) -> Question | None:
        """Return the question a row asks, None for rows that ask none; what was filled in beside none is told."""
        name = row.text(model.QUESTION_ID)
        question = self.expected.questions.get(name)
        if question is None:
            if row.is_filled and name:
                known = meant(name, self.expected.questions)
                row.wrong(model.ANSWER, f"answers a question '{shortened(name)}' that is not asked", known)
            elif row.is_filled:
                row.wrong(model.ANSWER, "stands beside no question", "write it beside the question it answers")
            return None
        before = self.rows.setdefault(name, row)
        if before is row:
            return question
        if not row.is_filled:
            return None
        if before.is_filled:
            what = f"answers the question of row {before.number} a second time"
            row.wrong(model.ANSWER, what, "keep one of the two rows")
            return None
        self.rows[name] = row
        return question

    def _given(self, row: FormRow, question: Question, sheet: str) -> Given | None:
        """Return what was filled in; None for nothing, and for what cannot be taken, which is noted."""
        if not row.is_filled:
            return None
        noted = len(self.problems)
        row.tell_broken()
        self._check_question(row, question)
        answer = self._answer(row, question)
        evidence = read_evidence(row, self.expected.kinds, self.expected.today)
        if len(self.problems) > noted or answer is None:
            return None
        return Given(
            file=self.file,
            cell=row.cell(model.ANSWER),
            row=row.number,
            saved=self.saved,
            sheet=sheet,
            question=question.id,
            said=answer,
            evidence=evidence,
        )

    def _check_question(self, row: FormRow, question: Question) -> None:
        shown = [row.text(column) for column in (model.TEXT, model.LEVELS)]
        if text_hash(*shown) != row.text(model.TEXT_HASH):
            changed = "the question or its levels were edited in the form, so it answers something else"
            row.wrong(model.TEXT, changed, "answer it in a form as it was sent; edited texts do not count")
        elif not self._is_asked(question, *shown):
            changed = "the questionnaire asks this in other words since the form was made"
            row.wrong(model.TEXT, changed, "make the form again with: cxdna invite")

    def _is_asked(self, question: Question, text: str, levels: str) -> bool:
        """Tell whether a form's texts are those of the questionnaire; a condition may stand before the question."""
        asked = plain(question_text(Asked(question=question, part="")))
        described = plain(levels_text(question, self.expected.levels))
        return _flat(text).endswith(_flat(asked)) and _flat(levels) == _flat(described)

    def _answer(self, row: FormRow, question: Question) -> Answer | None:
        try:
            value = read_answer(row.value(model.ANSWER), question, self.expected.levels)
        except UserError as error:
            row.wrong(model.ANSWER, error.what, error.do)
            return None
        comment = row.text(model.COMMENT)
        if value == NOT_APPLICABLE:
            if not re.search(r"[^\W\d_]", comment):
                do = "say in a few words why it does not apply"
                row.wrong(model.COMMENT, "not applicable needs a reason", do)
                return None
            row.check_text(model.COMMENT, comment, LONGEST_REASON)
            return Answer(not_applicable=comment)
        row.check_text(model.COMMENT, comment, LONGEST_COMMENT)
        return Answer(value=value, comment=comment)


def _flat(text: str) -> str:
    return " ".join(text.split())

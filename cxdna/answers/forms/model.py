"""What a form asks, and what comes back in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Final

import msgspec

from cxdna.answers.model import Answer, Mode
from cxdna.definitions.model import EvidenceKind, Level, Question
from cxdna.errors import Problem

FORMAT: Final = "2"
"""Number of the shape of forms; it stands in each, and changes with the columns: they are read by their places."""
QUESTIONS: Final = "Questions"
START: Final = "Start here"
KEPT: Final = "cxdna"
"""The hidden sheet on which a form says what it belongs to."""

NUMBER, TEXT, LEVELS, ANSWER, COMMENT, TITLE, KIND, DATE, PERIODS, WHERE, QUESTION_ID, TEXT_HASH = range(1, 13)
"""Columns of the questions sheet. A form that was laid out anew is read by its hidden header all the same."""
HEADERS: Final = {QUESTION_ID: "cxdna:question", TEXT_HASH: "cxdna:text"}


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a form belongs to; `content` is the SHA-256 of the questionnaire that it was made from."""

    workspace: str
    assessment: str
    sheet: str
    questionnaire: str
    version: str
    content: str
    format: str = FORMAT


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question as it stands in a form: `part` names the component, `condition` says when it is to be answered."""

    question: Question
    part: str
    condition: str = ""
    answered: bool = False


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands in one form. `name` and `role` are "" where nobody may know whose it is.

    `by_role` says that the questions were chosen one by one because they name the role.
    """

    head: Head
    organisation: str
    title: str
    mode: Mode
    asked: tuple[Asked, ...]
    levels: tuple[Level, ...]
    kinds: tuple[EvidenceKind, ...]
    time: str
    name: str = ""
    role: str = ""
    group: str = ""
    by: dt.date | None = None
    send_to: str = ""
    by_role: bool = False


class Span(msgspec.Struct, frozen=True):
    """Questions of one component that follow each other in a form, by their numbers in it."""

    part: str
    first: int
    last: int

    @property
    def words(self) -> str:
        """The numbers in words: questions 1 to 10."""
        return f"question {self.first}" if self.first == self.last else f"questions {self.first} to {self.last}"


def spans(asked: Sequence[Asked]) -> tuple[Span, ...]:
    """Return where each component stands in a form."""
    found: list[Span] = []
    for part, there in groupby(asked, key=lambda one: one.part):
        first = found[-1].last + 1 if found else 1
        found.append(Span(part, first, first + len(tuple(there)) - 1))
    return tuple(found)


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence as a form names it; `kind` is the id of one of the playbook's, `periods` how many figures show."""

    title: str
    kind: str
    date: dt.date
    periods: int = 1
    link: str = ""
    source: str = ""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a form with its place; an answer with neither value nor reason is a comment alone.

    `saved` is when the form was last saved; evidence may stand without an answer.
    """

    file: str
    cell: str
    row: int = 0
    saved: dt.datetime
    sheet: str
    question: str
    said: Answer
    evidence: tuple[Named, ...] = ()


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A form that came back. `blank` are the questions in it that have no answer; `problems` what cannot be taken."""

    file: str
    head: Head | None
    given: tuple[Given, ...] = ()
    blank: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

"""What a workspace knows of its customers' voice: surveys with their files, windows, training, checklists, awards."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cxdna.organisation.model import ONE_LINE, Id, Line
from cxdna.voice.counts.model import Cell, Counts, Returned
from cxdna.voice.survey.model import Month, Survey, SurveyQuestion, Window


class SurveyFile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="file"):
    """A file of answers that was counted; the answers themselves stay in it.

    `place` is where it lay, as it was typed; `survey_hash` the SHA-256 of the survey's canonical JSON by which it was
    counted; `why` the reason for which it was withdrawn.
    """

    survey: Id
    sha256: str
    name: str
    place: str
    added: dt.date
    by: str = ""
    survey_hash: str
    counts: Counts
    withdrawn: bool = False
    why: str = ""


class Training(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="training"):
    """A training or certificate of a person; `expires` is its last day, None where it does not run out."""

    id: Id
    person: Line
    curriculum: Line
    date: dt.date
    expires: dt.date | None = None
    customer_facing: bool = True
    note: str = ""
    withdrawn: bool = False


class Facing(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="facing"):
    """How many of the organisation's people deal with customers, counted on a day."""

    people: Annotated[int, Meta(ge=0, le=10_000_000)]
    on: dt.date


class Checked(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="checked"):
    """An answer to a line of a checklist, of the survey audit or of award readiness, for a survey or year.

    `about` is what it is checked for: the id of a survey, or a year as text.
    """

    about: str
    check: Id
    answer: Literal["yes", "partly", "no", "not_applicable"]
    evidence: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    note: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    by: str = ""
    on: dt.date


class AwardYear(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="award_year"):
    """A year whose results were awarded: the year of the data, and the year in which the award was given."""

    data_year: int
    award_year: int
    unit: str = ""
    note: str = ""
    withdrawn: bool = False


class Effect(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="effect"):
    """By which index, and over which months before and after, the effect of a corrective action is told.

    The months are the first and the last, such as 202601 and 202603; what they come to is reckoned when it is shown.
    """

    assessment: Id
    action: Id
    survey: Id
    question: Id
    cut: tuple[tuple[str, str], ...] = ()
    before: tuple[Month, Month]
    after: tuple[Month, Month]
    on: dt.date
    by: str = ""
    withdrawn: bool = False


class Misread(msgspec.Struct, frozen=True):
    """A file that was counted on another scale, where it lay, and what changed: 'satisfied' from 1 to 5 to 1 to 10."""

    name: str
    place: str
    changes: tuple[str, ...]


class Fielded(msgspec.Struct, frozen=True):
    """A survey with the files that were counted for it, the earliest first; withdrawn ones are not among them.

    `misread` are those of them whose scores the survey, as it is now, takes for others.
    """

    survey: Survey
    files: tuple[SurveyFile, ...]
    misread: tuple[Misread, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all files."""
        return tuple(cell for file in self.files for cell in file.counts.cells)

    @property
    def returned(self) -> tuple[Returned, ...]:
        """What became of invitations, of all files."""
        return tuple(one for file in self.files for one in file.counts.returned)

    def question(self, name: str) -> SurveyQuestion:
        """Return a question by its id. Raises KeyError."""
        return {one.id: one for one in self.survey.questions}[name]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, as it holds."""

    surveys: tuple[Fielded, ...] = ()
    windows: tuple[Window, ...] = ()
    training: tuple[Training, ...] = ()
    facing: Facing | None = None
    checked: tuple[Checked, ...] = ()
    award_years: tuple[AwardYear, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def of_customers(self) -> tuple[Fielded, ...]:
        """The surveys that customers answered; no other makes an index."""
        return tuple(one for one in self.surveys if one.survey.asks == "customers")

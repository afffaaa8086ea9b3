"""Counts: how many answers of each score, and their weights, in each cell of the declared cuts."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.organisation.model import Id
from cxdna.voice.survey.model import Disposition, Month

Standing: TypeAlias = Literal["counted", "late", "excluded", "staff", "no_answer", "unusable"]
"""Whether an answer counts: only `counted` makes an index.

`late` came after the time that the survey sets, `excluded` and `staff` are left out by its rules, `no_answer` is an
empty score, and `unusable` is what was skipped because it could not be read.
"""
MILLION: Final = 1_000_000
"""Weights are whole millionths, so that sums of them are exact in every engine."""
NO_MONTH: Final[Month] = 0


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """Answers to a question in a month and wave that are alike in a cut, have one score, and stand alike.

    `cut` names the dimensions and their values, () for all together. `level` is the score on the question's own scale,
    None where there is none. `weight` is the sum of the weights in millionths, `squares` that of their squares in
    millionths of millionths; without weights each answer weighs one.
    """

    question: str
    month: Month
    wave: str
    standing: Standing
    cut: tuple[tuple[str, str], ...]
    level: int | None
    n: int
    weight: int
    squares: int


class Returned(msgspec.Struct, frozen=True, array_like=True):
    """What became of invitations in a wave."""

    wave: str
    disposition: Disposition
    n: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """All that is counted in one file.

    `rows` are those of the file without its header; `first` and `last` the days of the earliest and latest event.
    `revenues` are what accounts bring in a year, exactly as the file writes them, the largest where rows differ.
    `left_out` are groupings that were not counted, as they have more than 5,000 groups, and `notes` say so.
    """

    rows: int
    cells: tuple[Cell, ...]
    returned: tuple[Returned, ...] = ()
    revenues: tuple[tuple[str, str], ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    left_out: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One customer's answers to a survey on one occasion, as triggers look at them.

    `key` is the SHA-256 of who said it when, so that the same answer raises an alert once; `scores` are on each
    question's own scale, `before` those of the same customer's last answer, where the file has one.
    """

    key: str
    survey: Id
    event: dt.date | None
    scores: dict[str, int]
    before: dict[str, int] = {}
    account: str = ""
    role: str = ""
    tier: str = ""
    key_account: bool = False
    category: str = ""
    country: str = ""
    unit: str = ""
    comment: str = ""
    consent: bool = False

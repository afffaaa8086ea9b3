"""What stands in an answer cell, however a program saved it: 3, 3.0, "3", "3,0", "3 - Defined", "n/a"."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from cxdna.answers.model import DONT_KNOW
from cxdna.answers.typed import choices
from cxdna.definitions.model import Level, Question
from cxdna.definitions.wording import listed, number, shortened
from cxdna.errors import UserError
from cxdna.organisation.read_date import read_date
from cxdna.tables.model import Value

NOT_APPLICABLE: Final = "not_applicable"
_DONT_KNOW: Final = frozenset({"don't know", "dont know", "don't-know", "dont_know", "do not know"})
_NOT_APPLICABLE: Final = frozenset({"na", "n/a", "n.a.", "not applicable", "not_applicable", "not-applicable"})
_KEY: Final = re.compile(
    r"(?:level )?(-?\d+(?:[.,]\d+)?)(?:\s*[-\u2013\u2014:.)]\s*(\D.*)|\s+([^\W\d_].*))?", re.DOTALL
)
_CUT: Final = ("...", "\N{HORIZONTAL ELLIPSIS}")
_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(20_000, 110_000)
"""Days since the epoch of spreadsheet programs that are dates of our time, from 1954 to 2201."""


def said(value: Value) -> str:
    """Return what a cell says as text: a number as a person writes it, lines ended alike, no space around it."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return number(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def read_answer(value: Value, question: Question, levels: Sequence[Level]) -> float | str | None:
    """Return a level, the id of an option, dont_know or not_applicable; None for an empty cell.

    What the list offers is taken in whatever way a program saved it, and nothing is guessed: "4 or so" is no 4.
    Raises `UserError` for what is on no list.
    """
    text = " ".join(unicodedata.normalize("NFKC", said(value)).split())
    if not text:
        return None
    folded = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if folded in _DONT_KNOW:
        return DONT_KNOW
    if folded in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    offered = choices(question, levels)
    names = {level.value: level.name for level in levels}
    found = None if isinstance(value, bool) else _KEY.fullmatch(folded)
    key, more = (number(float(found[1].replace(",", "."))), found[2] or found[3] or "") if found else (None, "")
    for name, described, meant in offered:
        texts = [_plain(described), _plain(names[meant])] if meant in names else [_plain(described)]
        if (key == name and (not more or _is_any(more, texts))) or _plain(folded) in {texts[0], str(meant).casefold()}:
            return meant
    keys = listed(name for name, _, _ in offered)
    raise UserError(f"'{shortened(text)}' is not on the list", f"choose {keys}, Don't know or Not applicable")


def _plain(text: str) -> str:
    """Return a text as it is compared: in whatever letters, and with or without its full stop."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).removesuffix(".")


def _is_any(more: str, texts: Sequence[str]) -> bool:
    """Tell whether what follows a number says what the number stands for; a program may have cut it short."""
    if more.endswith(_CUT):
        begun = more.rstrip(".\N{HORIZONTAL ELLIPSIS} ")
        return bool(begun) and any(text.startswith(begun) for text in texts)
    return _plain(more) in texts


def read_day(value: Value) -> dt.date:
    """Return a date, also where the program that saved it left only its number. Raises `UserError` for none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS:
        return _EPOCH + dt.timedelta(days=int(value))
    return read_date(said(value))

"""What somebody would show an auditor, typed in one line -> title, date, kind and link, as far as they stand in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.definitions.model import EvidenceKind
from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.organisation.read_date import read_date
from cxdna.statistics.display import long_date, long_month

LONGEST_TITLE: Final = 200
MOST_PERIODS: Final = 1000

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w-])\d{4}-\d{1,2}-\d{1,2}(?![\w-])",
        r"(?<![\w./])\d{1,2}([./-])\s?\d{1,2}\1\s?\d{4}(?![\w/])",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ .-]*(?:of )?{_MONTH}[ .,-]*\d{{4}}\b",
        rf"\b{_MONTH}[ .]*\d{{1,2}}(?:st|nd|rd|th)?[ ,]+\d{{4}}\b",
        rf"\b{_MONTH}[ .,-]*\d{{4}}\b",
        r"(?<![\w-])\d{4}-\d{1,2}(?![\w-])",
        r"(?<![\w./-])\d{1,2}/\d{4}(?![\w/])",
    )
)
_YEAR: Final = re.compile(r"(?<![\w./-])(?:19|20)\d{2}(?![\w/-])")
_MONTH_ONLY: Final = re.compile(rf"{_MONTH}[ .,-]*\d{{4}}|\d{{4}}-\d{{1,2}}|\d{{1,2}}/\d{{4}}", re.IGNORECASE)
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_TRAILING: Final = frozenset(
    {"agreed", "and", "approved", "as", "at", "by", "date", "dated", "from", "held", "in", "issued", "of", "on"}
    | {"published", "signed", "since", "the", "updated", "written"}
)
_LETTERS: Final = re.compile(r"[^\W\d_].*[^\W\d_]")
_CLASS_WORDS: Final = {
    "independent_check": "audit audited auditor auditors certificate certification certified assurance inspection "
    "mystery review reviewed independent",
    "outcome": "nps csat retention churn outcome result results satisfaction revenue survey",
    "data": "dashboard dashboards data figure figures kpi kpis metrics number numbers report reports statistics trend "
    "trends scorecard",
    "record": "agenda agendas attendance email emails list log logs minute minutes protocol protocols record records "
    "register tickets training course invitation",
    "document": "agreement charter concept contract design form guide guideline guidelines handbook manual map mandate "
    "persona plan policy procedure process roadmap rule rules standard strategy template terms",
    "testimony": "conversation interview interviews observation observed talk",
}
_PLAIN: Final = frozenset({"of", "or", "and", "by", "in", "only", "over", "someone", "several", "done", "work"})


class Dated(msgspec.Struct, frozen=True):
    """A date, as it reads, and how it counts where it names no day: `January 2026` counts from the first."""

    date: dt.date
    words: str
    counts: str = ""

    @property
    def understood(self) -> str:
        """The date with how it counts."""
        return f"{self.words}, kept as {self.counts}" if self.counts else self.words


class Noted(msgspec.Struct, frozen=True):
    """What stands in the line; `title` is empty, and the rest None or empty, where it says nothing of it."""

    title: str
    dated: Dated | None = None
    kind: str | None = None
    link: str = ""


def read_noted(text: str, kinds: Sequence[EvidenceKind]) -> Noted:
    """Return what a line like `Charter, signed January 2026` says.

    Raises `UserError` for a line without a word, and for a date that can be read in two ways.
    """
    line = " ".join(text.split())
    link = _LINK.search(line)
    rest = line.replace(link[0], " ") if link else line
    found = _date_in(rest)
    title = _title(rest, found)
    if not _LETTERS.search(title):
        if not link and not found:
            raise UserError("that names nothing one could look at", "give a title and a date, or press Enter")
        title = ""
    dated = read_dated(found[0]) if found else None
    return Noted(title, dated, guess_kind(rest, kinds), link[0] if link else "")


def read_periods(text: str) -> int:
    """Return how many periods figures show. Raises `UserError` for what is no such number."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_PERIODS:
        what = f"'{shortened(text)}' is no number of periods" if text else "a number is needed"
        raise UserError(what, "type 4 for a year of quarters, 12 for a year of months")
    return int(text)


def read_dated(text: str) -> Dated:
    """Return a date as it was understood. Raises `UserError` for none."""
    given = text.strip()
    if _YEAR.fullmatch(given):
        first = dt.date(int(given), 1, 1)
        return Dated(first, given, long_date(first))
    date = read_date(given)
    if _MONTH_ONLY.fullmatch(given):
        return Dated(date, long_month(date), long_date(date))
    return Dated(date, long_date(date))


def _date_in(line: str) -> re.Match[str] | None:
    """Return where the date stands: the last one, because a title may have a year of its own."""
    for pattern in (*_DATES, _YEAR):
        found = list(pattern.finditer(line))
        if found:
            return found[-1]
    return None


def _title(line: str, date: re.Match[str] | None) -> str:
    """Return the line without its date and the words that lead up to it."""
    if date is None:
        return line.strip(" ,;:-()")
    before = line[: date.start()].strip(" ,;:-(").split()
    while before and before[-1].strip(",;:()").casefold() in _TRAILING:
        before.pop()
    after = line[date.end() :].strip(" ,;:-)")
    head = " ".join(before).strip(" ,;:-(")
    return " ".join(part for part in (head + ("," if head and after else ""), after) if part)


def guess_kind(text: str, kinds: Sequence[EvidenceKind]) -> str | None:
    """Return the id of the kind that the words of a line point to; None where they point nowhere."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    scored = [(len(words & set(_own_words(kind))), kind.id) for kind in kinds]
    best = max(scored, key=lambda one: one[0], default=(0, None))
    if best[0]:
        return best[1]
    for counts_as, typical in _CLASS_WORDS.items():
        if words & set(typical.split()):
            return next((kind.id for kind in kinds if kind.counts_as == counts_as), None)
    return None


def _own_words(kind: EvidenceKind) -> Iterator[str]:
    for word in re.findall(r"[a-z]+", f"{kind.id.replace('_', ' ')} {kind.name}".casefold()):
        if word not in _PLAIN:
            yield word

"""A year -> whether it is ready for an award, as lines to read and as JSON; always with what kind of check it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from cxdna.errors import UserError
from cxdna.statistics.display import counted, listed
from cxdna.store.port import Store
from cxdna.voice.award.check import readiness
from cxdna.voice.award.measured import entered_in
from cxdna.voice.award.model import SELF_CHECK, WORST_FIRST, Line, Readiness, Verdict
from cxdna.voice.award.score_lines import ADD
from cxdna.workflows.auditing.audit import audits_of
from cxdna.workflows.auditing.read_again import Reader
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.to_json import to_json

FORMAT: Final = "cxdna-award-check/1"
"""Name and number of the shape that `cxdna award check --json` prints: `ReadinessReport`."""
FIRST_YEAR: Final = 1990
_SHOWN: Final[dict[Verdict, str]] = {
    "pass": "pass",
    "pass with remarks": "with remarks",
    "not proved": "NOT PROVED",
    "fail": "FAIL",
}
_HASH: Final = re.compile(r" \(SHA-256 [0-9a-f]{64}\)")
_WIDTH: Final = max(map(len, _SHOWN.values()))


class CheckAsk(NamedTuple):
    """What is checked, as it was typed; without a year it is the last one that is over, without surveys all."""

    year: int | None = None
    unit: str = ""
    strict: bool = False
    categories: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()


class ReadinessReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `about` says what kind of check it is."""

    format: str
    about: str
    today: dt.date
    readiness: Readiness


def check_award(store: Store, ask: CheckAsk, reader: Reader | None, today: dt.date) -> Readiness:
    """Return the verdict on a year; without a reader the survey audit goes without what only files show.

    Raises `UserError` for a year that cannot be, a survey that is not there and a unit that no answer belongs to.
    """
    year = year_meant(ask.year, today)
    voice = voice_of(store)
    surveys = each_named(ask.surveys)
    audits = audits_of(store, entered_in(voice, surveys), reader)
    return readiness(
        voice,
        year,
        unit=ask.unit,
        strict=ask.strict,
        categories=each_named(ask.categories),
        surveys=surveys,
        audits=audits,
        today=today,
    )


def each_named(given: Iterable[str]) -> tuple[str, ...]:
    """Return names that were given one by one or with commas between them, each once."""
    names = (" ".join(name.split()) for one in given for name in one.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def year_meant(year: int | None, today: dt.date) -> int:
    """Return the year that is meant. Raises `UserError` for one that has not begun or is long past."""
    if year is None:
        return today.year - 1
    if not FIRST_YEAR <= year <= today.year:
        raise UserError(f"{year} is no year to check", f"give one from {FIRST_YEAR} to {today.year}")
    return year


def readiness_json(found: Readiness, today: dt.date) -> str:
    """Return the verdict as JSON, for other programs."""
    return to_json(ReadinessReport(format=FORMAT, about=SELF_CHECK, today=today, readiness=found))


def readiness_lines(found: Readiness) -> Iterator[str]:
    """Yield the verdict, each line with its figures, what is missing and its evidence, and what comes next."""
    if not found.surveys:
        yield f"Nothing can be checked for {found.year} yet, as no survey of customers is there: add its answers first."
        yield f"Next:  {ADD}"
        return
    whom = f"unit {found.unit}" if found.unit else "the whole company"
    strict = ", strict: by the lower end of the interval" if found.strict else ""
    yield f"Award readiness for {found.year}, {whom}{strict}: {_SHOWN[found.verdict]}"
    yield f"{_summary(found.lines)}."
    if found.surveys:
        yield f"Entered: {listed(found.surveys)}."
    yield ""
    for line in found.lines:
        yield from _line(line)
    yield ""
    years = listed(map(str, found.award_years)) or "none noted"
    yield f"Award years: {years}; {counted(found.consecutive, 'year')} in a row."
    yield "Distinction for five award years in a row"
    for line in found.distinction:
        yield from _line(line)
    if found.loyalty_zone:
        yield "Loyalty zone"
        for line in found.loyalty_zone:
            yield from _line(line)
    yield ""
    yield from (f"File: {one}" for one in _files(found))
    yield SELF_CHECK
    yield f"Next:  {_next(found)}"


def _summary(lines: tuple[Line, ...]) -> str:
    counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in WORST_FIRST}
    words = {"fail": "fail", "not proved": "not proved", "pass with remarks": "pass with remarks", "pass": "pass"}
    said = ", ".join(f"{n} {words[verdict]}" for verdict, n in counts.items() if n)
    return f"{counted(len(lines), 'line')}: {said}"


def _line(line: Line) -> Iterator[str]:
    yield f"  {_SHOWN[line.verdict]:<{_WIDTH}}  {line.rule}: {line.found}"
    yield from (f"      {name}: {text}" for name, text in line.figures)
    if line.missing:
        yield f"      Missing: {line.missing}"
    if line.command:
        yield f"      Do: {line.command}"
    if line.source:
        yield f"      Evidence: {'; '.join(_short(one) for one in line.source)}"


def _short(source: str) -> str:
    """Return a source without the hash of its file, which is told once."""
    return _HASH.sub("", source)


def _files(found: Readiness) -> Iterator[str]:
    """Yield each file that the lines rest on, with its hash."""
    sources = (one for line in (*found.lines, *found.loyalty_zone) for one in line.source)
    yield from dict.fromkeys(one for one in sources if _HASH.search(one))


def _next(found: Readiness) -> str:
    """Return the command that brings the check on: data that are missing, then the audit, then the checklist."""
    gaps = {line.id: line.command for line in found.lines if line.verdict == "not proved"}
    if ADD in gaps.values():
        return ADD
    if audit := gaps.get("instrument") or gaps.get("responses"):
        return audit
    if not gaps:
        return f"cxdna award report --year {found.year}"
    if window := gaps.get("window"):
        return window
    return f"cxdna award list --year {found.year}"

"""The register of award years: of the company and of its units, with how many there are in a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.errors import Problem, Problems, UserError
from cxdna.statistics.display import counted, listed
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.award.years import IN_A_ROW, award_years, consecutive
from cxdna.voice.model import AwardYear
from cxdna.workflows.awards.check import FIRST_YEAR
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, wrong_text
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.keep import keep
from cxdna.workflows.surveys.to_json import to_json

FORMAT: Final = "cxdna-award-years/1"
"""Name and number of the shape that `cxdna award year list --json` prints: `AwardYears`."""


class InARow(msgspec.Struct, frozen=True, kw_only=True):
    """The award years of the company ("") or of a unit, and the longest run that still goes on."""

    unit: str
    years: tuple[int, ...]
    consecutive: int


class AwardYears(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    format: str
    years: tuple[AwardYear, ...]
    in_a_row: tuple[InARow, ...]


def add_year(store: Store, given: AwardYear, moment: dt.datetime, today: dt.date, by: str = "") -> bool:
    """Note an award year, and who noted it, durably; tell whether it is new. Raises `Problems` with what is wrong."""
    who = " ".join(by.split())
    texts = (
        ("the unit", given.unit, LONGEST_NAME),
        ("the note", given.note, LONGEST_REASON),
        ("--by", who, LONGEST_NAME),
    )
    problems = [Problem("", 0, what, do) for name, text, most in texts for what, do in wrong_text(name, text, most)]
    if not FIRST_YEAR <= given.data_year <= today.year:
        problems.append(Problem("", 0, f"{given.data_year} is no year of data", f"give one up to {today.year}"))
    if not given.data_year <= given.award_year <= today.year + 1:
        do = f"give a year from {given.data_year} to {today.year + 1} with --awarded"
        problems.append(Problem("", 0, f"the results of {given.data_year} cannot be awarded in {given.award_year}", do))
    if problems:
        raise Problems(problems)
    told: list[bool] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = voice_that_holds(read).award_years
        same = next((one for one in held if _key(one) == _key(given)), None)
        told[:] = [same != given]
        kept = msgspec.structs.replace(given, unit=same.unit) if same else given
        return (VoiceKept(item=kept, at=moment, by=who),) if told[0] else ()

    keep(store, make, "award_year")
    return told[0]


def drop_year(store: Store, year: int, unit: str, moment: dt.datetime) -> AwardYear:
    """Take an award year back, durably. Raises `UserError` where it is not noted."""
    told: list[AwardYear] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = voice_that_holds(read).award_years
        found = next((one for one in held if _key(one) == (year, unit.strip().casefold())), None)
        if found is None:
            whom = f" of unit {unit}" if unit else ""
            there = listed(str(one.data_year) for one in held) or "none"
            raise UserError(f"{year} is not noted as an award year{whom}", f"noted are: {there}")
        told[:] = [found]
        return (VoiceKept(item=msgspec.structs.replace(found, withdrawn=True), at=moment),)

    keep(store, make, "award_year")
    return told[0]


def _key(one: AwardYear) -> tuple[int, str]:
    return one.data_year, one.unit.strip().casefold()


def list_years(store: Store) -> AwardYears:
    """Return all award years, the earliest first, and how many there are in a row."""
    held = voice_of(store).award_years
    units = sorted({one.unit for one in held}, key=lambda unit: (unit.casefold(), unit))
    in_a_row = []
    for unit in units:
        years = award_years(held, unit)
        in_a_row.append(InARow(unit=unit, years=years, consecutive=consecutive(years, years[-1])))
    ordered = sorted(held, key=lambda one: (one.unit.casefold(), one.data_year))
    return AwardYears(format=FORMAT, years=tuple(ordered), in_a_row=tuple(in_a_row))


def years_json(found: AwardYears) -> str:
    """Return the register as JSON, for other programs."""
    return to_json(found)


def years_lines(found: AwardYears) -> Iterator[str]:
    """Yield the register, what it comes to, and what comes next."""
    for one in found.years:
        unit = f", unit {one.unit}" if one.unit else ""
        note = f". {one.note}" if one.note else ""
        yield f"{one.data_year}{unit}: awarded in {one.award_year}{note}"
    for each in found.in_a_row:
        whom = f"Unit {each.unit}" if each.unit else "The company"
        enough = f"; five in a row are there, up to {each.years[-1]}" if each.consecutive >= IN_A_ROW else ""
        total = counted(len(each.years), "award year")
        row = f", the last {each.consecutive} in a row" if each.consecutive > 1 else ""
        yield f"{whom}: {total}{row}{enough}."
    if not found.years:
        yield "No award year is noted yet."
    yield "Next:  cxdna award year add YEAR" if not found.years else "Next:  cxdna award check"

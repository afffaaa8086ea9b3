"""An opened file and its survey -> how many answers of each score there are in each cell of the declared cuts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from cxdna.voice.counts.cuts import Cut, cuts_of
from cxdna.voice.counts.engine import TABLE, Opened
from cxdna.voice.counts.grouping import KEYS, blocks_of, counting, days, mask_of, sums
from cxdna.voice.counts.model import MILLION, Cell, Counts, Returned
from cxdna.voice.counts.sql import Reading, dimensions, judged, reading, rows
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey

MOST_GROUPS: Final = 5_000
_LOOKED_AT: Final = 50_000
_NO_LEVEL: Final = -1_000
_LEFT_OUT: Final = frozenset({"excluded", "staff"})


def count(opened: Opened, survey: Survey, source: Source) -> Counts:
    """Return all that is counted, by one question to the engine and a look at the start of the file.

    Raises `Problems` where the file cannot be read and `UserError` where memory does not suffice. Cells that cannot be
    read are counted as unusable; `source.problems` tells where they stand.
    """
    read = reading(survey, source, opened.kinds)
    wanted, values = cuts_of(survey), _values(opened, read)
    crowded = {name for name, number in values.items() if number > MOST_GROUPS}
    cuts = tuple(cut for cut in wanted if crowded.isdisjoint(cut))
    tally = _Tally(read, cuts)
    tally.add(opened.rows(counting(read, cuts, blocks_of(read, cuts, values))))
    left_out = tuple(cut for cut in wanted if cut not in cuts or cut in tally.crowded)
    outcomes = _outcomes(opened, read) if read.long else ((*key, n) for key, n in tally.outcomes.items())
    if asked := days(read):
        tally.days.update(day for found in opened.rows(asked) for day in found if day)
    return Counts(
        rows=tally.rows,
        cells=tuple(tally.cells()),
        returned=() if survey.columns.disposition is None else _returned(outcomes),
        revenues=tuple((name, f"{value.normalize():f}") for name, value in sorted(tally.revenues.items()) if name),
        first=min(tally.days, default=None),
        last=max(tally.days, default=None),
        left_out=left_out,
        notes=tuple(f"not counted by {' and '.join(cut)}: more than {MOST_GROUPS:,} groups" for cut in left_out),
    )


def _values(opened: Opened, read: Reading) -> dict[str, int]:
    """Return how many values each dimension has at the start of the file: too many are seen before they cost memory."""
    columns = dimensions(read)
    if not columns:
        return {}
    chosen = ", ".join(f"{value} AS {name}" for name, value in columns.items())
    counts = ", ".join(f"count(DISTINCT {name})" for name in columns)
    start = f"SELECT {chosen} FROM {TABLE} LIMIT {_LOOKED_AT}"  # noqa: S608 - texts of users come as literals
    (found,) = opened.rows(f"SELECT {counts} FROM ({start}) AS start")  # noqa: S608 - as above
    return dict(zip(read.survey.dimensions, (max(1, int(number)) for number in found), strict=True))


class _Tally:
    """Adds up the rows that an engine gives, which come in any order."""

    def __init__(self, read: Reading, cuts: Sequence[Cut]) -> None:
        names = read.survey.dimensions
        self._long = read.long
        self._cuts = {mask_of(read, cuts, cut): cut for cut in cuts}
        self._places = {cut: [(name, len(KEYS) + names.index(name)) for name in cut] for cut in cuts}
        self._sums = {name: len(KEYS) + len(names) + at for at, name in enumerate(sums(read))}
        self._found: dict[tuple[Any, ...], list[int]] = {}
        self._groups: dict[Cut, set[Any]] = {cut: set() for cut in cuts}
        self.crowded: set[Cut] = set()
        self.rows = 0
        self.days: set[dt.date] = set()
        self.outcomes: dict[tuple[str, str], int] = {}
        self.revenues: dict[str, Decimal] = {}

    def add(self, found: Iterable[tuple[Any, ...]]) -> None:
        """Add the groups."""
        number, weights, squares = (self._sums.get(name, 0) for name in ("n", "weights", "squares"))
        for row in found:
            cut = self._cuts[row[0]]
            n = int(row[number])
            if not cut:
                self._all_together(row, n)
            standing = row[5]
            if not standing or cut in self.crowded:
                continue
            place = tuple([(name, row[at]) for name, at in self._places[cut]])
            if cut:
                self._in_group(cut, place, row)
            key = (len(place), place, row[2], row[3], row[4], standing, _NO_LEVEL if row[6] is None else row[6])
            added = [n, int(row[weights] or 0), int(row[squares] or 0)] if weights else [n, n * MILLION, n * MILLION**2]
            before = self._found.get(key)
            self._found[key] = [a + b for a, b in zip(added, before, strict=True)] if before else added

    def _all_together(self, row: tuple[Any, ...], n: int) -> None:
        _, asked, _, _, wave, standing, _, outcome = row[: len(KEYS)]
        if self._long or asked == 1:
            self.rows += n
            if outcome != "?" and standing not in _LEFT_OUT:
                key = (wave, outcome or "unknown")
                self.outcomes[key] = self.outcomes.get(key, 0) + n
        if standing not in _LEFT_OUT:
            days_told = (row[self._sums[name]] for name in ("first_day", "last_day") if name in self._sums)
            self.days.update(day for day in days_told if day)

    def _in_group(self, cut: Cut, place: tuple[tuple[str, str], ...], row: tuple[Any, ...]) -> None:
        groups = self._groups[cut]
        groups.add(place)
        if len(groups) > MOST_GROUPS:
            self.crowded.add(cut)
        if cut == ("account",) and "revenue" in self._sums and (amount := row[self._sums["revenue"]]) is not None:
            name = place[0][1]
            self.revenues[name] = max(amount, self.revenues.get(name, amount))

    def cells(self) -> Iterator[Cell]:
        """Yield the cells, in the same order whatever the engine."""
        for key, (n, weight, squares) in sorted(self._found.items()):
            _, place, question, month, wave, standing, level = key
            if not self.crowded or tuple(name for name, _ in place) not in self.crowded:
                found = None if level == _NO_LEVEL else level
                yield Cell(question, month, wave, standing, place, found, n, weight, squares)


def _outcomes(opened: Opened, read: Reading) -> Iterator[tuple[str, str, int]]:
    """Yield what became of invitations where each row is one answer: an invitation is a respondent and an event."""
    columns = read.survey.columns
    if columns.disposition is None:
        return
    stood = judged(read, rows(read, {"who": read.plain(columns.respondent)}), ("who",))
    who = "concat_ws(chr(31), who, coalesce(CAST(event AS STRING), ''))"
    each = "count(*)" if columns.respondent is None else f"count(DISTINCT {who})"
    sql = (
        "SELECT wave, CASE WHEN outcome = '' THEN 'unknown' ELSE outcome END AS became, "  # noqa: S608 - names are ours
        f"{each} FROM ({stood}) AS stood "
        "WHERE outcome <> '?' AND standing NOT IN ('excluded', 'staff') GROUP BY 1, 2"
    )
    yield from ((wave, became, int(n)) for wave, became, n in opened.rows(sql))


def _returned(outcomes: Iterable[tuple[str, str, int]]) -> tuple[Returned, ...]:
    return tuple(msgspec.convert(one, Returned) for one in sorted(outcomes))

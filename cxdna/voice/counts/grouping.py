"""A file that is read -> the SQL that counts it at the declared cuts, and what its columns mean.

Rows are grouped by what their cells say, and only then is it told how they stand: whatever the file, there are few
groups. All cuts come from one pass over the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Final

from cxdna.voice.counts.cuts import Cut
from cxdna.voice.counts.sql import Reading, dimensions, each_question, judged, money, rows

KEYS: Final = ("mask", "asked", "question", "month", "wave", "standing", "level", "outcome")
"""The first columns; those of the dimensions come behind them, then `sums`."""
_MOST_TOGETHER: Final = 1_000
"""As long as the scores of all questions make no more combinations, a row is grouped once, not once for each."""
_MOST_IN_BLOCK: Final = 60
_PACKED: Final = (("s", 1_000_000, 1_000), ("q", 1_000, 1), ("left_out", 4, 0), ("flaw", 4, 0), ("month", 1_000_000, 0))
"""Whole numbers that go into one, which is hashed for each cut: name, how many there may be, what makes the least 0."""


def sums(read: Reading) -> tuple[str, ...]:
    """Return the names of what is added up."""
    weights = ("weights", "squares") if read.survey.columns.weight else ()
    return ("n", *_days(read), *weights, *money(read))


def _days(read: Reading) -> dict[str, str]:
    """Return how first and last day are told beside the counts; of a Parquet file `days` asks, which costs a fifth."""
    return {} if read.source.format == "parquet" else {"first_day": "min(event)", "last_day": "max(event)"}


def days(read: Reading) -> str | None:
    """Return a SELECT of the first and last day of an event, where `counting` does not tell them."""
    if _days(read):
        return None
    kept = "WHERE left_out = 0" if read.survey.exclude else ""
    return f"SELECT min(event), max(event) FROM ({rows(read)}) AS read_rows {kept}"  # noqa: S608 - texts of users come as literals


def blocks_of(read: Reading, cuts: Sequence[Cut], values: Mapping[str, int]) -> tuple[Cut, ...]:
    """Return the groupings of rows from which all cuts can be made: dimensions with few values go together in one.

    Fewer passes over the rows: what they give is grouped again, which costs little. `values` tells how many values a
    dimension has at the start of the file; cuts are the same whatever it says.
    """
    known = {name for cut in cuts for name in cut}
    together: list[str] = []
    for name in sorted(known & {*values}, key=lambda one: (values[one], read.survey.dimensions.index(one))):
        if prod(values[one] for one in (*together, name)) <= _MOST_IN_BLOCK:
            together.append(name)
    blocks = [tuple(together), *(cut for cut in cuts if not {*cut} <= {*together})]
    return tuple(block for block in blocks if not any({*block} < {*other} for other in blocks[1:]))


def counting(read: Reading, cuts: Sequence[Cut], blocks: Sequence[Cut]) -> str:
    """Return the SELECT: `KEYS`, dimensions, `sums`.

    `mask` tells by its bits which dimensions a group puts together, `asked` is the place of the question.
    """
    extras = money(read)
    combinations = prod(one.scale.high - one.scale.low + 3 for one in read.survey.questions)
    if read.long:
        select = _grouped(read, rows(read, extras), ("q", "s"), blocks)
    elif combinations <= _MOST_TOGETHER:
        scores = [f"s{at}" for at, _ in enumerate(read.survey.questions, 1)]
        select = each_question(read, _grouped(read, rows(read, extras), scores, blocks))
    else:
        select = _grouped(read, each_question(read, rows(read, extras)), ("q", "s"), blocks)
    return _at_cuts(read, judged(read, select, ("block", *sums(read))), cuts, blocks)


_SUMS: Final = {"first_day": "min", "last_day": "max", "revenue": "max"}


def _at_cuts(read: Reading, select: str, cuts: Sequence[Cut], blocks: Sequence[Cut]) -> str:
    """Return the cells of all cuts, each from the first block of groups that knows its dimensions."""
    by = _by(read)
    source = {cut: next(at for at, block in enumerate(blocks) if {*cut} <= {*block}) for cut in cuts}
    keys = ["block", *KEYS[1:]]
    sets = ", ".join(f"({', '.join([*keys, *(by[name] for name in cut)])})" for cut in cuts)
    used = {name for cut in cuts for name in cut}
    shown = {"mask": _mask(read, cuts), **{key: key for key in keys}}
    shown |= {by[name]: by[name] if name in used else "''" for name in by}
    shown |= {name: f"{_SUMS.get(name, 'sum')}({name})" for name in sums(read)}
    made = f"SELECT {_as(shown)} FROM ({select}) AS stood GROUP BY GROUPING SETS ({sets})"  # noqa: S608 - names are ours
    # Each cut was made of each block; those of the wrong block are left out.
    right = " OR ".join(f"mask = {mask_of(read, cuts, cut)} AND block = {at}" for cut, at in source.items())
    chosen = ", ".join([*KEYS, *by.values(), *sums(read)])
    return f"SELECT {chosen} FROM ({made}) AS made WHERE {right}"  # noqa: S608 - as above


def _by(read: Reading) -> dict[str, str]:
    return dict(zip(read.survey.dimensions, dimensions(read), strict=True))


def _bits(read: Reading, cuts: Sequence[Cut]) -> dict[str, int]:
    used = {name for cut in cuts for name in cut}
    return {name: 1 << at for at, name in enumerate(read.survey.dimensions) if name in used}


def _mask(read: Reading, cuts: Sequence[Cut]) -> str:
    by = _by(read)
    return " + ".join(f"CAST(grouping({by[name]}) AS BIGINT) * {bit}" for name, bit in _bits(read, cuts).items()) or "0"


def mask_of(read: Reading, cuts: Sequence[Cut], cut: Cut) -> int:
    """Return the mask of the groups of a cut."""
    return sum(bit for name, bit in _bits(read, cuts).items() if name not in cut)


def _grouped(read: Reading, select: str, scores: Sequence[str], blocks: Sequence[Cut]) -> str:
    """Return the groups of all blocks, with the columns of the rows that they are made of."""
    survey, by = read.survey, _by(read)
    numbers = {"month", "flaw", *(["left_out"] if survey.exclude else []), *({"q", "s"} & {*scores})}
    keys = [*(name for name in scores if name not in numbers)]
    keys += ["named_wave"] if survey.columns.wave else []
    keys += ["outcome"] if survey.columns.disposition else []
    used = {name for block in blocks for name in block}
    block = " ".join(f"WHEN {mask_of(read, blocks, one)} THEN {at}" for at, one in enumerate(blocks))
    chosen = {name: name for name in keys} | {by[name]: by[name] if name in used else "''" for name in by}
    chosen |= {"cell": "cell", "block": f"CASE {_mask(read, blocks)} {block} END", **_added(read)}
    sets = [["cell", *keys, *(by[name] for name in one)] for one in blocks]
    packed = f"SELECT *, {_pack(numbers)} AS cell FROM ({select}) AS read_rows"  # noqa: S608 - names are ours
    written = ", ".join(f"({', '.join(names)})" for names in sets)
    groups = f"SELECT {_as(chosen)} FROM ({packed}) AS packed_rows GROUP BY GROUPING SETS ({written})"  # noqa: S608 - as above
    shown = {name: name for name in chosen if name != "cell"} | _unpack(numbers)
    shown |= {"event": "CAST(NULL AS DATE)", "answered": "CAST(NULL AS DATE)", "weight": "CAST(NULL AS BIGINT)"}
    return f"SELECT {_as(shown)} FROM ({groups}) AS packed_groups"  # noqa: S608 - as above


def _added(read: Reading) -> dict[str, str]:
    number = "CAST(weight AS DECIMAL(19, 0))"  # the product has 38 digits, as many as there can be
    found = {"n": "count(*)", **_days(read)}
    # Added up as decimals: whole numbers of an engine may run over.
    found |= {"weights": f"sum({number})", "squares": f"sum({number} * {number})"} if read.survey.columns.weight else {}
    return found | ({"revenue": "max(revenue)"} if money(read) else {})


def _pack(numbers: set[str]) -> str:
    terms, size = [], 1
    for name, most, shift in _PACKED:
        if name in numbers:
            terms.append(f"(CAST({name} AS BIGINT) + {shift}) * {size}")
            size *= most
    return " + ".join(terms)


def _unpack(numbers: set[str]) -> dict[str, str]:
    """Return each number again. What is divided can be divided without a rest, so halves of engines do not differ."""
    found, size = {}, 1
    for name, most, shift in _PACKED:
        if name in numbers:
            rest = f"cell % {size * most}"
            found[name] = f"(CAST(({rest} - cell % {size}) / {size} AS INTEGER) - {shift})"
            size *= most
    return found


def _as(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{value} AS {name}" for name, value in columns.items())

"""Which groups have to stay hidden, so that nobody finds out what fewer than five said, also by what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import combinations

import msgspec

from cxdna.privacy.suppress import suppress
from cxdna.voice.indices.cells import Cut, canonical, in_span, shelf_of
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.model import Fielded


def hidden(index: Index) -> Index:
    """Return an index of which nothing is told; `n` stays for reckoning and is not for display."""
    return msgspec.structs.replace(
        index,
        hidden=True,
        effective_n=Fraction(0),
        word="no score",
        levels=(),
        images=(),
        own=None,
        value=None,
        interval=None,
        top_two=None,
        bottom_two=None,
        nps=None,
        easy=None,
    )


def as_shown(index: Index) -> Index:
    """Return an index as it may be printed: of one that is hidden, not even how many answered."""
    if not index.hidden:
        return index
    nothing = dict.fromkeys(("n", "late", "left_out", "excluded", "staff", "unusable", "no_answer", "unplaced"), 0)
    return msgspec.structs.replace(index, accounts=None, **nothing)


def hide_small(points: Sequence[Index]) -> tuple[Index, ...]:
    """Return indices that add up to a whole, such as waves, without those that must stay hidden.

    Besides those of 1 to 4 answers as many others as it takes: the index of the whole would give the small ones away.
    """
    cells = suppress({str(at): one.n for at, one in enumerate(points)}).cells
    return tuple(hidden(one) if cells[str(at)] is None else one for at, one in enumerate(points))


def may_be_shown(fielded: Fielded, question: str, span: Span, cut: Cut) -> bool:
    """Tell whether a group is not hidden: by its size, by that of another beside it, or as part of one that is.

    All answers together are no group, and always may be.
    """
    return all(
        canonical(part) not in hidden_at(fielded, question, span, tuple(name for name, _ in part))
        for size in range(1, len(cut) + 1)
        for part in combinations(cut, size)
        if size == len(cut) or shelf_of(fielded, question, (name for name, _ in part))
    )


def hidden_at(fielded: Fielded, question: str, span: Span, dimensions: Sequence[str]) -> AbstractSet[Cut]:
    """Return the groups of a grouping that stay hidden: in each line of its table, until none gives another away.

    A group that is alone in its line is known from the line's total and hides no other: then all are hidden.
    """
    sizes = {
        cut: n
        for cut, cells in shelf_of(fielded, question, dimensions).items()
        if (n := sum(cell.n for cell in cells if cell.standing == "counted" and in_span(cell, span)))
    }
    lines = [line for name in dimensions for line in _lines(sizes, name)]
    away: set[Cut] = set()
    while True:
        found = away.union(*(_hidden_in(line, sizes, away) for line in lines))
        if found == away:
            alone = any(len(line) == 1 and found.issuperset(line.values()) for line in lines)
            known = alone and len(dimensions) > 1
            return sizes.keys() if known else found
        away = found


def _lines(sizes: Iterable[Cut], name: str) -> Iterable[Mapping[str, Cut]]:
    """Return the groups that differ in one dimension only, by its values: they add up to a group that may be known."""
    lines: dict[Cut, dict[str, Cut]] = {}
    for cut in sizes:
        rest = tuple(pair for pair in cut if pair[0] != name)
        lines.setdefault(rest, {})[dict(cut)[name]] = cut
    return lines.values()


def _hidden_in(line: Mapping[str, Cut], sizes: Mapping[Cut, int], away: AbstractSet[Cut]) -> AbstractSet[Cut]:
    """Return the groups of a line that stay hidden where some are hidden already."""
    counts = {value: sizes[cut] for value, cut in line.items()}
    shown = suppress(counts, [value for value, cut in line.items() if cut in away]).cells
    return {cut for value, cut in line.items() if shown[value] is None}

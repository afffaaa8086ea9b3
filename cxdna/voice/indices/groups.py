"""A question by groups, as they may be shown, and which of them differ from all others by more than chance."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Final

from cxdna.privacy.suppress import suppress
from cxdna.statistics.compare import holm, welch
from cxdna.voice.indices.cells import in_span, question_of, require_cut, shelf_of
from cxdna.voice.indices.images import distribution_of
from cxdna.voice.indices.index import FEWEST_OF_INDEX, index_of
from cxdna.voice.indices.model import Comparison, Group, Groups, Index, Span, Weighting
from cxdna.voice.indices.weigh import Images, mean_of, on_one_grid
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Asks

NEVER_RANKED: Final = {
    "country": "Countries are not ranked: people in different countries use the same scale differently, so raw scores "
    "tell more about habit than about service."
}
CHANCE: Final = 0.05


def groups_of(  # noqa: PLR0913 - as index_of, with the dimension in place of the cut
    fielded: Fielded,
    question: str,
    span: Span,
    dimension: str,
    weighting: Weighting = "answers",
    *,
    asks: Asks = "customers",
) -> Groups:
    """Return the index of each group that answered, by name, those not stated last; small groups are hidden.

    With them so many others that nothing follows from the total. Raises `UserError` as `index_of` does.
    """
    question_of(fielded, question)
    require_cut(fielded.survey, (dimension,))
    sizes = {
        value: sum(cell.n for cell in cells if cell.standing == "counted" and in_span(cell, span))
        for ((_, value),), cells in shelf_of(fielded, question, (dimension,)).items()
    }
    shown = suppress({value: n for value, n in sizes.items() if n}).cells
    groups = tuple(
        Group(
            value,
            n,
            None if n is None else index_of(fielded, question, span, ((dimension, value),), weighting, asks=asks),
        )
        for value, n in sorted(shown.items(), key=lambda one: (not one[0], one[0].casefold(), one[0]))
    )
    whole = index_of(fielded, question, span, (), weighting, asks=asks)
    return Groups(dimension, groups, NEVER_RANKED.get(dimension, ""), whole)


def compare_groups(groups: Groups) -> tuple[Comparison, ...]:
    """Return how each group that has an index differs from all other answers; nothing where groups are not ranked.

    Compared are answers that weigh one, 30 or more on both sides. Many groups are tested at once: p is adjusted so that
    a difference by chance among them is no likelier than 5%.
    Sources: Welch 1947, Holm 1979.
    """
    if groups.no_ranking or groups.whole is None:
        return ()
    pairs = [
        (group.value, distribution_of(group.index), _others(groups.whole, group.index))
        for group in groups.groups
        if group.index is not None and min(group.index.n, groups.whole.n - group.index.n) >= FEWEST_OF_INDEX
    ]
    tested = [welch(*on_one_grid(own, others)[1]) for _, own, others in pairs]
    adjusted = iter(holm([one.p for one in tested if one is not None]))
    return tuple(
        _comparison(value, mean_of(own) - mean_of(others), None if test is None else next(adjusted))
        for (value, own, others), test in zip(pairs, tested, strict=True)
    )


def _comparison(value: str, difference: Fraction, p: float | None) -> Comparison:
    if p is None or p >= CHANCE:
        return Comparison(value, difference, p, "none")
    return Comparison(value, difference, p, "higher" if difference > 0 else "lower")


def _others(whole: Index, group: Index) -> Images:
    """Return the answers of everybody else."""
    rest = Counter(dict(distribution_of(whole)))
    rest.subtract(dict(distribution_of(group)))
    return sorted((image, n) for image, n in rest.items() if n)

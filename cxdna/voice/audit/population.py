"""Who answered against all customers there are, and what the index would be if each group had answered by its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.privacy.suppress import suppress
from cxdna.statistics.compare import holm, same_distribution
from cxdna.statistics.display import counted, percent, shown, signed
from cxdna.statistics.sample import krejcie_morgan
from cxdna.voice.audit.model import Found, Result
from cxdna.voice.audit.waves import ENOUGH
from cxdna.voice.indices.cells import in_span, shelf_of
from cxdna.voice.indices.hide import may_be_shown
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded
from cxdna.voice.survey.grammar import folded

BY_CHANCE: Final = 0.01
MATTERS: Final = Fraction(5, 100)
"""With many answers any difference is more than chance; from this on it matters."""
FEWEST_EXPECTED: Final = 5
"""Smaller expected numbers make chi-square say too much: such groups are tested together."""
_MOST_TOLD: Final = 3


def population(fielded: Fielded, span: Span) -> Iterator[Found]:
    """Yield whether who answered is like the population that the survey states, by each dimension it states it by.

    Chi-square by the question with the most answers, adjusted by Holm for several dimensions; with it how the indices
    would be with each group at its share of the population. Nothing where no population is stated. Sources: Pearson
    1900; Holm 1979; the size that a population calls for by Krejcie and Morgan 1970.
    """
    tested: dict[str, float] = {}
    mixes: dict[str, Mapping[str, int]] = {}
    for name, groups in fielded.survey.population.items():
        mixes[name], stray = _answered(fielded, span, name, groups)
        p = _p_of(mixes[name], groups)
        if p is None:
            text = f"by {name}, too few answers to compare them with the population"
            yield Found(check="coverage", result="not proved", found=text)
        else:
            tested[name] = p
        if stray:
            text = f"answers name groups by {name} that the population does not have: compare how they are written"
            yield Found(check="coverage", result="remark", found=text)
    for (name, mix), p in zip(((name, mixes[name]) for name in tested), holm(list(tested.values())), strict=True):
        yield _judged(fielded, span, name, mix, p)


def _answered(
    fielded: Fielded, span: Span, dimension: str, groups: Mapping[str, int]
) -> tuple[Mapping[str, int], bool]:
    """Return the answers of each group of the population, and whether there are others that are in none of them."""
    written = {folded(value): value for value, n in groups.items() if n}
    found = Counter(dict.fromkeys(written.values(), 0))
    stray = False
    for ((_, value),), cells in shelf_of(fielded, _most_answered(fielded), (dimension,)).items():
        n = sum(cell.n for cell in cells if cell.standing == "counted" and in_span(cell, span))
        if n and value:
            known = written.get(folded(value))
            stray = stray or known is None
            if known is not None:
                found[known] += n
    return found, stray


def _most_answered(fielded: Fielded) -> str:
    """Return the question that most customers answered: each of them counts once then."""
    sizes: Counter[str] = Counter()
    for cell in fielded.cells:
        if cell.standing == "counted" and not cell.cut:
            sizes[cell.question] += cell.n
    return max((one.id for one in fielded.survey.questions), key=lambda name: sizes[name])


def _p_of(mix: Mapping[str, int], groups: Mapping[str, int]) -> float | None:
    n, everybody = sum(mix.values()), sum(groups.values())
    if n < ENOUGH or not everybody:
        return None
    observed: list[int] = []
    shares: list[Fraction] = []
    small, share_of_small = 0, Fraction(0)
    for name, count in mix.items():
        share = Fraction(groups[name], everybody)
        if share * n < FEWEST_EXPECTED:
            small, share_of_small = small + count, share_of_small + share
        else:
            observed.append(count)
            shares.append(share)
    if share_of_small:
        observed.append(small)
        shares.append(share_of_small)
    test = same_distribution(observed, shares)
    return None if test is None else test.p


def _judged(fielded: Fielded, span: Span, name: str, mix: Mapping[str, int], p: float) -> Found:
    groups = fielded.survey.population[name]
    figures = (
        (f"like the population by {name}, p", "under 0.001" if p < 0.001 else shown(Fraction(p), 3)),  # noqa: PLR2004 - the last digit that is shown
        *_size(sum(mix.values()), sum(groups.values())),
        *_weighted(fielded, span, name, groups),
    )
    if p >= BY_CHANCE:
        text = f"who answered is like the population by {name}"
        return Found(check="coverage", result="clear", found=text, figures=figures)
    where = tuple(_differ_most(name, mix, groups))
    most = _difference(mix, groups)
    result: Result = "finding" if most >= MATTERS else "remark"
    differs = "" if most >= MATTERS else f", though no share differs by {percent(MATTERS).rstrip('%')} points"
    text = f"who answered is not like the population by {name}{differs}"
    return Found(check="coverage", result=result, found=text, figures=figures, where=where)


def _difference(mix: Mapping[str, int], groups: Mapping[str, int]) -> Fraction:
    """Return by how much the share of a group among answers and among customers differs at most."""
    n, everybody = sum(mix.values()), sum(groups.values())
    return max(abs(Fraction(count, n) - Fraction(groups[name], everybody)) for name, count in mix.items())


def _size(answered: int, population: int) -> Iterator[tuple[str, str]]:
    needed = f"{krejcie_morgan(population):,} answers; {answered:,} are there"
    yield f"{counted(population, 'customer')} call for, to know a share to 5 points either way", needed


def _differ_most(name: str, mix: Mapping[str, int], groups: Mapping[str, int]) -> Iterator[str]:
    """Yield the groups whose shares differ most, of those that may be shown."""
    n, everybody = sum(mix.values()), sum(groups.values())
    told = {value: count for value, count in suppress(mix).cells.items() if count is not None}
    pairs = {value: (Fraction(count, n), Fraction(groups[value], everybody)) for value, count in told.items()}
    for value in sorted(pairs, key=lambda one: (-abs(pairs[one][0] - pairs[one][1]), one))[:_MOST_TOLD]:
        answers, customers = pairs[value]
        yield f"{name} '{value}': {percent(answers)} of the answers, {percent(customers)} of the customers"


def _weighted(fielded: Fielded, span: Span, dimension: str, groups: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each core index with the groups at their shares of the population, beside the one of all answers.

    Groups without an index, or that may not be shown, are left out, and it is said how much of the population is in.
    """
    for question in fielded.survey.questions:
        if question.about not in {"satisfaction", "recommendation"}:
            continue
        try:
            raw = index_of(fielded, question.id, span).value
            values = dict(_values(fielded, question.id, span, dimension))
        except UserError:
            continue  # scales that cannot be mixed are told by another check
        sizes = {value: n for value, n in groups.items() if folded(value) in values}
        inside, everybody = sum(sizes.values()), sum(groups.values())
        if raw is None or not inside:
            continue
        mean = sum((n * values[folded(value)] for value, n in sizes.items()), Fraction(0)) / inside
        part = "" if inside == everybody else f", from groups with {percent(Fraction(inside, everybody))} of customers"
        said = f"{shown(mean, 2)} in place of {shown(raw, 2)} ({signed(mean - raw, 2)}){part}"
        yield f"{question.id} with each {dimension} at its share of the population", said


def _values(fielded: Fielded, question: str, span: Span, dimension: str) -> Iterator[tuple[str, Fraction]]:
    for cut in shelf_of(fielded, question, (dimension,)):
        if cut[0][1] and may_be_shown(fielded, question, span, cut):
            value = index_of(fielded, question, span, cut).value
            if value is not None:
                yield folded(cut[0][1]), value

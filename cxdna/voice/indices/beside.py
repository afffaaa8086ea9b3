"""Months that somebody types, held against other months: their difference must not tell what 1 to 4 people said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from cxdna.errors import UserError
from cxdna.privacy.suppress import MINIMUM, suppress
from cxdna.voice.counts.model import NO_MONTH, Cell
from cxdna.voice.indices.cells import cells_at, in_span, shelf_of
from cxdna.voice.indices.hide import hidden_at
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.waves import span_of, wave_months, wave_of, whole_span
from cxdna.voice.model import Fielded

Held: TypeAlias = Counter[tuple[str, int]]
"""How many answers count, by wave and month."""


def refuse_few_beside(fielded: Fielded, questions: Iterable[str], span: Span, dimension: str | None = None) -> None:
    """Raise `UserError`, with months that can be taken, where what few said follows from these and other months.

    Whatever months are allowed, what they and the waves tell together is told of five answers or more: a wave that is
    hidden, and those that are hidden with it, lie within the months all together or not at all, and no wave is cut
    then; else one may be cut where each of its months has five answers. The same holds for each group of a dimension.
    """
    for question in questions:
        told = next(_told(fielded, question, span, dimension), None)
        if told is None:
            continue
        what = f"{span.label} and other months together would tell what fewer than five people answered to {told}"
        raise UserError(what, f"take {_instead(fielded, question, span, dimension)}, or a window: --window NAME")


def _told(fielded: Fielded, question: str, span: Span, dimension: str | None) -> Iterator[str]:
    """Yield of whom too much would be told."""
    if _tells(_held(fielded, cells_at(fielded, question, ())), span):
        yield question
    if dimension is None:
        return
    shelf = shelf_of(fielded, question, (dimension,))
    away = hidden_at(fielded, question, whole_span(fielded), (dimension,))
    there = {cut for cut, cells in shelf.items() if any(_counts(one, span) for one in cells)}
    together: Held = Counter()
    for cut, cells in shelf.items():
        if cut in away:
            together += _held(fielded, cells)
        elif _tells(_held(fielded, cells), span):
            yield f"{question} in {dimension} '{dict(cut)[dimension]}'"
    # Groups that are hidden over all months must stay so, and with the same others: their sum is known.
    if _tells(together, span) or hidden_at(fielded, question, span, (dimension,)) != away & there:
        yield f"{question} by {dimension}"


def _counts(cell: Cell, span: Span) -> bool:
    return cell.standing == "counted" and cell.n > 0 and in_span(cell, span)


def _held(fielded: Fielded, cells: Iterable[Cell]) -> Held:
    survey, found = fielded.survey, Counter[tuple[str, int]]()
    for one in cells:
        if one.standing == "counted" and one.n and one.month != NO_MONTH:
            wave = one.wave if survey.columns.wave else wave_of(one.month, survey.waves)
            found[wave, one.month] += one.n
    return found


def _tells(held: Held, span: Span) -> bool:
    """Tell whether these months leave out, or pick, one to four answers of what is told otherwise."""
    inside = {key for key in held if span.first <= key[1] <= span.last}
    if len(inside) in {0, len(held)} or held.total() < MINIMUM:
        return False
    waves: Counter[str] = Counter()
    for (wave, _), n in held.items():
        waves[wave] += n
    hidden = suppress(waves).hidden
    away = {key for key in held if key[0] in hidden}
    cut = {wave for wave, _ in inside} & {wave for wave, _ in held.keys() - inside}
    if away:
        return bool(cut) or away & inside not in (set(), away)
    return any(wave in cut and n < MINIMUM for (wave, _), n in held.items())


def _instead(fielded: Fielded, question: str, span: Span, dimension: str | None) -> str:
    """Return months around these that can be taken: those of whole waves, else all."""
    rule = fielded.survey.waves
    around = span_of(wave_months(span.first, rule)[0], wave_months(span.last, rule)[1])
    if next(_told(fielded, question, around, dimension), None) is None:
        return f"whole waves, {around.label}"
    return "all months, without --from and --to"

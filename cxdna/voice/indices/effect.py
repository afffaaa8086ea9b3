"""What an index did from before a corrective action to after it."""

from __future__ import annotations

from fractions import Fraction

from cxdna.errors import UserError
from cxdna.statistics.display import listed, shown, signed
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.differ import Difference, change_of_best, change_of_nps, difference_of, scale_changes
from cxdna.voice.indices.groups import CHANCE
from cxdna.voice.indices.hide import hidden, may_be_shown
from cxdna.voice.indices.index import FEWEST_OF_INDEX, index_of
from cxdna.voice.indices.model import EffectFound, Index, Span
from cxdna.voice.indices.say import chance_in_words
from cxdna.voice.indices.waves import span_of
from cxdna.voice.model import Effect, Fielded


def effect_of(fielded: Fielded, effect: Effect) -> EffectFound:
    """Return an index before and after, and whether they differ by more than chance.

    Raises `UserError` for months that overlap or run backwards, and as `index_of` does.
    """
    if not effect.before[0] <= effect.before[1] < effect.after[0] <= effect.after[1]:
        what = f"the months before and after action {effect.action} are not one after the other"
        raise UserError(what, "give the first and last month before it, then those after it")
    before, after = (_side(fielded, effect, span_of(*months)) for months in (effect.before, effect.after))
    found = difference_of(before, after)
    words = _few(before, after) if found is None else _in_words(before, after, found)
    if scale_changes((before, after)):
        words += " The scale changed in between: part of the difference may come from that."
    return EffectFound(
        before=before,
        after=after,
        difference=None if found is None else found.points,
        interval=None if found is None else found.interval,
        p=None if found is None else found.p,
        words=words,
        top_two=change_of_best(before, after),
        nps=change_of_nps(before, after),
    )


def _side(fielded: Fielded, effect: Effect, span: Span) -> Index:
    index = index_of(fielded, effect.question, span, effect.cut)
    return index if may_be_shown(fielded, effect.question, span, effect.cut) else hidden(index)


def _few(before: Index, after: Index) -> str:
    away = listed(one.span.label for one in (before, after) if one.hidden)
    if away:
        return f"Not told: fewer than five answers in {away}, in this group or in one that would follow from it."
    few = listed(one.span.label for one in (before, after) if one.value is None)
    return f"Not told: under {FEWEST_OF_INDEX} answers in {few}."


def _in_words(before: Index, after: Index, found: Difference) -> str:
    said = f"From {shown(before.value, 2)} to {shown(after.value, 2)}: {signed(found.points, 2)} points"
    if found.p is None or found.interval is None:
        return f"{said}; nothing tells it from chance, as all answers are alike."
    said += f" ({_ends(found.interval)} with {found.interval.confidence:.0%} confidence)"
    if found.p >= CHANCE:
        return f"{said}, which may be chance ({chance_in_words(found.p)})."
    return f"{said}, more than chance ({chance_in_words(found.p)}); that the action caused it is not shown by this."


def _ends(interval: Interval) -> str:
    return f"{signed(Fraction(interval.low), 2)} to {signed(Fraction(interval.high), 2)}"

"""What customers say before and after an action, by the indices and months that were named for it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from cxdna.errors import UserError
from cxdna.voice.indices.model import EffectFound, Index
from cxdna.voice.indices.months import months_in_words
from cxdna.voice.model import Effect, Voice


class EffectNow(msgspec.Struct, frozen=True, kw_only=True):
    """An index before and after an action: `asked` is the question's wording, `trouble` why nothing can be told.

    Of an index that is hidden, as fewer than five answered, the number of answers is left out (0) as well.
    """

    effect: Effect
    asked: str
    found: EffectFound | None
    trouble: str = ""


def effects_now(voice: Voice, assessment: str, action: str | None = None) -> tuple[EffectNow, ...]:
    """Return the effects that are told of the actions of an assessment, or of one of them, as they are by now."""
    meant = (one for one in voice.effects if one.assessment == assessment and action in {None, one.action})
    return tuple(effect_now(voice, one) for one in meant)


def effect_now(voice: Voice, effect: Effect) -> EffectNow:
    """Return what an index did from before an action to after it."""
    fielded = next((one for one in voice.surveys if one.survey.id == effect.survey), None)
    if fielded is None:
        return EffectNow(effect=effect, asked="", found=None, trouble=f"survey {effect.survey} is not here any more")
    asked = next((one.text for one in fielded.survey.questions if one.id == effect.question), "")
    # Heavy: a plan without effects needs none of the mathematics of surveys.
    from cxdna.voice.indices.effect import effect_of  # noqa: PLC0415 - see above

    try:
        found = effect_of(fielded, effect)
    except UserError as error:
        return EffectNow(effect=effect, asked=asked, found=None, trouble=error.what)
    found = replace(found, before=_as_shown(found.before), after=_as_shown(found.after))
    return EffectNow(effect=effect, asked=asked, found=found)


def _as_shown(index: Index) -> Index:
    return replace(index, n=0) if index.hidden else index


def effect_words(one: EffectNow) -> str:
    """Return what an index did, in a sentence or two; an answer of fewer than five is not among it."""
    if one.found is None:
        return f"Cannot be told: {one.trouble}."
    return one.found.words


def effect_months(one: EffectNow) -> str:
    """Return which index it is, and which months are compared: care, satisfaction; October to December 2025 with ..."""
    effect = one.effect
    cut = "".join(f", {value}" for _, value in effect.cut)
    before, after = months_in_words(*effect.before), months_in_words(*effect.after)
    return f"{effect.survey}, {effect.question}{cut}; {before} with {after}"


def effect_lines(effects: tuple[EffectNow, ...]) -> Iterator[str]:
    """Yield each effect in two lines."""
    for one in effects:
        yield f"{effect_months(one)}"
        yield f"  {effect_words(one)}"

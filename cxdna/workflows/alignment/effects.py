"""The effect of an action with customers: an index before it and after it, with a test, attached to the action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.effect_now import EffectNow, effect_lines, effect_now, effects_now
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKept
from cxdna.voice.indices.beside import refuse_few_beside
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.indices.months import months_in_words
from cxdna.voice.model import Effect, Fielded, Voice
from cxdna.voice.survey.model import Month
from cxdna.workflows.one_line import LONGEST_NAME, one_line
from cxdna.workflows.planning.action_name import find_any
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.keep import keep
from cxdna.workflows.surveys.read_month import read_month

FORMAT: Final = "cxdna-effects/1"
"""Name and number of the shape that `cxdna effect list --json` prints: `EffectList`."""
MONTHS: Final = "write the first and the last month: 2025-10..2025-12"


class EffectAsk(NamedTuple):
    """An effect as it was typed; `before` and `after` are months with two dots between."""

    action: str
    before: str
    after: str
    survey: str | None = None
    question: str | None = None
    category: str | None = None
    by: str = ""


class EffectSide(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two indices that are compared; `n` is null where fewer than five answered."""

    first: Month
    last: Month
    n: int | None
    index: Index | None


class ListedEffect(msgspec.Struct, frozen=True, kw_only=True):
    """An effect with what it comes to: the difference in points of 1 to 5 with its interval and two-sided p."""

    effect: Effect
    asked: str
    title: str
    before: EffectSide | None
    after: EffectSide | None
    difference: Fraction | None
    low: float | None
    high: float | None
    p: float | None
    words: str


class EffectList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    format: str
    assessment: str
    today: dt.date
    effects: tuple[ListedEffect, ...]


def add_effect(here: Planned, ask: EffectAsk, moment: dt.datetime) -> EffectNow:
    """Attach an index before and after to an action, durably, and return what it comes to.

    One that is there for the same question takes the new months. Raises `UserError` and `Problems`.
    """
    action = find_any(here.kept, ask.action)
    if action.dropped:
        raise UserError(f"{action.action.id} was dropped", f"bring it back with: cxdna plan add {action.action.id}")
    before, after = _spans(ask)
    made: list[EffectNow] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        voice = voice_that_holds(read)
        fielded = _of_customers(voice, ask.survey)
        effect = Effect(
            assessment=here.now.assessment.id,
            action=action.action.id,
            survey=fielded.survey.id,
            question=_question(fielded, ask.question),
            cut=_cut(fielded, ask.category),
            before=before,
            after=after,
            on=here.today,
            by=one_line(ask.by, "--by", LONGEST_NAME),
        )
        for first, last in (before, after):
            span = Span(first, last, months_in_words(first, last))
            refuse_few_beside(fielded, [effect.question], span, effect.cut[0][0] if effect.cut else None)
        made[:] = [effect_now(voice, effect)]
        if made[0].trouble:
            raise UserError(made[0].trouble, "choose other months, or another question")
        there = [one for one in voice.effects if _same(one, effect)]
        if there and (there[0].before, there[0].after) == (before, after):
            return ()
        return (VoiceKept(item=effect, at=moment, by=effect.by),)

    keep(here.now.store, make, "survey", "file", "effect")
    return made[0]


def drop_effect(here: Planned, ask: EffectAsk, moment: dt.datetime) -> tuple[Effect, ...]:
    """Take the effects of an action back, durably: of one survey, question and category where these are named."""
    action = find_any(here.kept, ask.action).action.id
    gone: list[Effect] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = [
            one
            for one in voice_that_holds(read).effects
            if (one.assessment, one.action) == (here.now.assessment.id, action)
            and ask.survey in {None, one.survey}
            and ask.question in {None, one.question}
            and (ask.category is None or ("category", ask.category) in one.cut)
        ]
        if not held:
            raise UserError(f"no such effect is told of {action}", "see them all with: cxdna effect list")
        gone[:] = held
        return [VoiceKept(item=msgspec.structs.replace(one, withdrawn=True), at=moment) for one in held]

    keep(here.now.store, make, "effect")
    return tuple(gone)


def _same(one: Effect, other: Effect) -> bool:
    return all(
        getattr(one, name) == getattr(other, name) for name in ("assessment", "action", "survey", "question", "cut")
    )


def _spans(ask: EffectAsk) -> tuple[tuple[Month, Month], tuple[Month, Month]]:
    problems: list[Problem] = []
    found: list[tuple[Month, Month]] = []
    for option, text in (("--before", ask.before), ("--after", ask.after)):
        try:
            found.append(_months(option, text))
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
    if problems:
        raise Problems(problems)
    before, after = found
    if before[1] >= after[0]:
        raise UserError("the months after the action do not come after those before it", "give later ones to --after")
    return before, after


def _months(option: str, text: str) -> tuple[Month, Month]:
    first, dots, last = text.partition("..")
    if not first.strip() or (dots and not last.strip()):
        raise UserError(f"{option} '{shortened(text)}' is no span of months", MONTHS)
    try:
        span = read_month(first.strip()), read_month((last if dots else first).strip())
    except UserError as error:
        raise UserError(f"{option} '{shortened(text)}': {error.what}", MONTHS) from None
    if span[1] < span[0]:
        raise UserError(f"{option} '{shortened(text)}' ends before it begins", MONTHS)
    return span


def _of_customers(voice: Voice, name: str | None) -> Fielded:
    fielded = survey_meant(voice, name)
    if fielded.survey.asks != "customers":
        others = [one.survey.id for one in voice.of_customers]
        do = f"name one that customers answered: {', '.join(others)}" if others else "add one that customers answered"
        raise UserError(f"survey {fielded.survey.id} asks staff, and what they say is no effect with customers", do)
    return fielded


def _question(fielded: Fielded, name: str | None) -> str:
    known = [one.id for one in fielded.survey.questions]
    if name is None:
        if len(known) > 1:
            raise UserError("nothing says which question is looked at", f"give --question: {', '.join(known)}")
        return known[0]
    for one in known:
        if one.casefold() == name.strip().casefold():
            return one
    raise UserError(f"survey {fielded.survey.id} has no question '{shortened(name)}'", meant(name, known))


def _cut(fielded: Fielded, category: str | None) -> tuple[tuple[str, str], ...]:
    if category is None:
        return ()
    known = sorted({value for cell in fielded.cells for name, value in cell.cut if name == "category" and value})
    for one in known:
        if one.casefold() == category.strip().casefold():
            return (("category", one),)
    if not known:
        raise UserError(f"survey {fielded.survey.id} has no categories", "leave --category out")
    raise UserError(f"survey {fielded.survey.id} has no category '{shortened(category)}'", meant(category, known))


def list_effects(here: Planned) -> EffectList:
    """Return all effects that are told of the actions of an assessment, as they are by now."""
    assessment = here.now.assessment.id
    titles = {name: one.action.title for name, one in here.kept.items()}
    found = effects_now(voice_of(here.now.store), assessment)
    return EffectList(
        format=FORMAT,
        assessment=assessment,
        today=here.today,
        effects=tuple(_listed(one, titles.get(one.effect.action, "")) for one in found),
    )


def _listed(one: EffectNow, title: str) -> ListedEffect:
    found = one.found
    interval = found.interval if found else None
    return ListedEffect(
        effect=one.effect,
        asked=one.asked,
        title=title,
        before=_side(one.effect.before, found.before) if found else None,
        after=_side(one.effect.after, found.after) if found else None,
        difference=found.difference if found else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        p=found.p if found else None,
        words=found.words if found else one.trouble,
    )


def _side(months: tuple[Month, Month], index: Index) -> EffectSide:
    hidden = index.hidden
    return EffectSide(first=months[0], last=months[1], n=None if hidden else index.n, index=None if hidden else index)


def effects_json(found: EffectList) -> str:
    """Return effects as JSON, for other programs."""
    return as_json(found)


def added_lines(one: EffectNow, title: str) -> Iterator[str]:
    """Yield what was attached, what it comes to, and what comes next."""
    yield f"Attached to {one.effect.action} ({title}):"
    yield from (f"  {line}" for line in effect_lines((one,)))
    yield f"Next:  cxdna plan show {one.effect.action}"


def list_lines(here: Planned) -> Iterator[str]:
    """Yield all effects by action, and what comes next."""
    found = effects_now(voice_of(here.now.store), here.now.assessment.id)
    if not found:
        yield "No effect is told of any action yet."
        yield "Next:  cxdna effect add ACTION --question Q --before 2025-10..2025-12 --after 2026-04..2026-06"
        return
    for action in dict.fromkeys(one.effect.action for one in found):
        kept = here.kept.get(action)
        yield f"{action}  {kept.action.title if kept else 'not in the plan any more'}"
        own = tuple(one for one in found if one.effect.action == action)
        yield from (f"  {line}" for line in effect_lines(own))
    yield f"Next:  cxdna plan show {found[0].effect.action}"

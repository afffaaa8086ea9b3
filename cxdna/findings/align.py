"""An assessment beside what customers and staff say: paired items, parts as customers see them, where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from msgspec.structs import replace

from cxdna.errors import UserError
from cxdna.findings.choose_span import NO_ANSWERS, answered, choose_span, no_answers, year_of
from cxdna.findings.model import Alignment, Heard, Item, Level, PerceptionGap, Side
from cxdna.findings.see_parts import parts_heard, unbacked
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.model import Assessed
from cxdna.statistics.interval import Interval, mean_interval
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.indices.differ import difference_of
from cxdna.voice.indices.groups import groups_of
from cxdna.voice.indices.images import distribution_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.indices.months import month_of
from cxdna.voice.indices.trend import trend_of
from cxdna.voice.indices.waves import waves_of
from cxdna.voice.indices.weigh import mean_of, variance_of
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Month, SurveyQuestion

CLEAR: Final = Fraction(1, 2)
"""From so many points of 1 to 5 on a difference is worth an action, where it is more than chance as well."""
CONFIDENCE: Final = 0.95
HIDDEN: Final = f"fewer than {MINIMUM} answered"
FEW: Final = "fewer than 30 answered: no score"


def align(assessed: Assessed, voice: Voice, span: Span | None = None) -> Alignment | None:
    """Return the assessment beside the surveys, over a span of months or the one that `choose_span` finds.

    None where no customer answered. Only customers' answers make an index; staff stand beside them, item by item.
    """
    day = month_of(assessed.answers.assessment.date)
    months = span or choose_span(voice, assessed.answers.assessment.date)
    if months is None:
        return None
    within = Months(months, until=max(day, months.last), is_asked_for=span is not None)
    untold: list[tuple[str, str]] = []
    heard = tuple(_heard(assessed, voice, within, untold))
    if not heard and not untold:
        return None
    items = tuple(sorted(_items(assessed, voice, within, heard), key=_order))
    mostly = _mostly(heard, months)
    parts = parts_heard(assessed, heard, mostly)
    return Alignment(
        span=mostly,
        heard=heard,
        items=items,
        parts=parts,
        unbacked=unbacked(assessed, parts, _silent(assessed, voice, within, heard, untold)),
        perception=tuple(sorted(_perception(items), key=lambda one: -one.difference)),
        untold=(*untold, *_unheard(voice, within, heard, untold)),
    )


class Months(NamedTuple):
    """The months that are told, the last that may be told instead, and whether they were asked for by name."""

    span: Span
    until: Month
    is_asked_for: bool

    def of(self, fielded: Fielded) -> Span | None:
        """Return the months of a survey: where none were asked for, one without answers in them has its own year.

        Staff have it always, as they are asked once a year.
        """
        if not self.is_asked_for:
            return year_of(fielded, self.span, self.until)
        return self.span if fielded.survey.asks == "customers" else year_of(fielded, self.span)


def _mostly(heard: Sequence[Heard], months: Span) -> Span:
    """Return the months that are told, or those of the question with most answers where these have none at all."""
    if not heard or any(one.index.span == months for one in heard):
        return months
    return max(heard, key=lambda one: one.index.n).index.span


def _heard(assessed: Assessed, voice: Voice, within: Months, untold: list[tuple[str, str]]) -> Iterator[Heard]:
    """Yield every question that customers answered in these months; what cannot be told goes to `untold`."""
    for fielded in voice.of_customers:
        span = within.of(fielded)
        for question in fielded.survey.questions if span else ():
            try:
                found = _one_heard(assessed, fielded, question, span or within.span)
            except UserError as error:
                # Such as a scale that changed within the months: the others can be told all the same.
                untold.append((f"{fielded.survey.id}/{question.id}", error.what))
                continue
            if found.index.n:
                yield found


def _unheard(
    voice: Voice, within: Months, heard: Sequence[Heard], untold: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the surveys of customers that have answers, but none in the months that were asked for."""
    told = {one.survey for one in heard} | {name.partition("/")[0] for name, _ in untold}
    for fielded in voice.of_customers:
        names = [one.id for one in fielded.survey.questions]
        if fielded.survey.id not in told and answered(fielded, within.until):
            yield fielded.survey.id, no_answers(fielded, names, within.until)


def _silent(
    assessed: Assessed, voice: Voice, within: Months, heard: Sequence[Heard], untold: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Return why nothing is heard of parts of which customers are asked all the same."""
    told, why = {one.key for one in heard}, dict(untold)
    found: dict[str, str] = {}
    for fielded in voice.of_customers:
        asked: dict[str, list[str]] = {}
        for question in fielded.survey.questions:
            for part in _parts_of(assessed, question):
                asked.setdefault(part, []).append(question.id)
        for part, names in asked.items():
            keys = [f"{fielded.survey.id}/{name}" for name in names]
            if told & set(keys):
                continue
            mixed = next((why[key] for key in keys if key in why), None)
            nothing = no_answers(fielded, names, within.until)
            # Of several surveys the one that was answered once says more than one that never was.
            if part not in found or nothing != NO_ANSWERS:
                asked_for = f"what customers are asked of it has {nothing}"
                found[part] = f"what customers said of it cannot be told: {mixed}" if mixed else asked_for
    return found


def _one_heard(assessed: Assessed, fielded: Fielded, question: SurveyQuestion, span: Span) -> Heard:
    # What came in after the span is no part of the course: a report on a closed assessment does not change by it.
    waves = waves_of(fielded, question.id, Span(NO_MONTH, span.last, ""))
    grouped = "category" in fielded.survey.dimensions
    return Heard(
        survey=fielded.survey.id,
        title=fielded.survey.title,
        question=question.id,
        text=question.text,
        item=question.item or f"{fielded.survey.id}/{question.id}",
        parts=_parts_of(assessed, question),
        index=index_of(fielded, question.id, span),
        trend=trend_of(waves, fielded, question.id) if len(waves) > 1 else None,
        categories=groups_of(fielded, question.id, span, "category") if grouped else None,
    )


def _parts_of(assessed: Assessed, question: SurveyQuestion) -> tuple[str, ...]:
    """Return the parts whose index a question is: those it names, or else those of the practices it answers."""
    known = {part.id for part in assessed.scores.parts}
    asked = {one.id: one.part for one in assessed.questionnaire.questions}
    named = question.parts or [asked[one] for one in question.practices if one in asked]
    return tuple(dict.fromkeys(one for one in named if one in known))


def _items(assessed: Assessed, voice: Voice, within: Months, heard: Sequence[Heard]) -> Iterator[Item]:
    """Yield each item that customers were asked for and that stands beside staff or the assessment.

    Where customers are asked for one in several surveys, the question with the most answers speaks for it: those of
    different surveys are different customers, and a mean over both would be nobody's. One that was answered in the
    months that are told goes before one that has months of its own.
    """
    leading: dict[str, Heard] = {}
    for one in sorted(heard, key=lambda each: (each.index.span != within.span, -each.index.n)):
        leading.setdefault(one.item, one)
    staff = _staff(voice, within)
    for name, one in leading.items():
        customers, levels = _customers(one.index, one), _levels(assessed, voice, one)
        side, of_staff = staff.get(name, (None, None))
        if (side is None or side.hidden == NO_ANSWERS) and not levels:
            continue
        apart = difference_of(of_staff, one.index, CONFIDENCE) if of_staff else None
        yield Item(
            id=name,
            text=one.text,
            about=one.index.about,
            customers=customers,
            staff=side,
            levels=levels,
            parts=one.parts,
            gap=apart.points if apart else None,
            interval=apart.interval if apart else None,
            apart=_apart(levels, customers.value),
        )


def _order(item: Item) -> tuple[bool, Fraction, str]:
    """Put the items that customers see furthest below others first; those that cannot be told come last."""
    apart = [one for one in (-item.gap if item.gap is not None else None, item.apart) if one is not None]
    return not apart, -max(apart, default=Fraction(0)), item.id


def _apart(levels: Sequence[Level], customers: Fraction | None) -> Fraction | None:
    said = [one.as_answered for one in levels if one.as_answered is not None]
    return sum(said, Fraction(0)) / len(said) - customers if said and customers is not None else None


def _customers(index: Index, one: Heard) -> Side:
    if index.hidden:
        return Side(survey=one.survey, question=one.question, span=index.span, n=None, hidden=HIDDEN)
    return Side(
        survey=one.survey,
        question=one.question,
        span=index.span,
        n=index.n,
        value=index.value,
        interval=index.interval,
        word=index.word,
        hidden="" if index.value is not None else FEW,
    )


def _staff(voice: Voice, within: Months) -> dict[str, tuple[Side, Index | None]]:
    """Return what staff say of each item, from the survey in which most of them did, with its answers.

    Where they are asked for it and none answered in these months, that is said, without an index.
    """
    found: dict[str, tuple[Side, Index | None]] = {}
    for fielded in voice.surveys:
        if fielded.survey.asks != "staff":
            continue
        months = within.of(fielded)
        for question in fielded.survey.questions:
            if question.item is None:
                continue
            side, index = _one_of_staff(fielded, question.id, months, within)
            before = found[question.item][1] if question.item in found else None
            if before is None or (index and index.n > before.n):
                found[question.item] = (side, index)
    return found


def _one_of_staff(fielded: Fielded, question: str, months: Span | None, within: Months) -> tuple[Side, Index | None]:
    nothing = Side(survey=fielded.survey.id, question=question, span=months or within.span, n=0)
    if months is not None:
        try:
            index = index_of(fielded, question, months, asks="staff")
        except UserError as error:
            return replace(nothing, hidden=f"cannot be told: {error.what}"), None
        if index.n:
            return _of_staff(fielded, index)
    return replace(nothing, hidden=no_answers(fielded, (question,), within.until)), None


def _of_staff(fielded: Fielded, index: Index) -> tuple[Side, Index]:
    """Return what staff say: a mean from five of them on, as it awards nothing, and is no index."""
    survey, question = fielded.survey.id, index.question
    if index.hidden:
        return Side(survey=survey, question=question, span=index.span, n=None, hidden=HIDDEN), index
    images = distribution_of(index)
    mean, variance = mean_of(images), variance_of(images)
    interval = mean_interval(mean, variance, index.n, CONFIDENCE) if variance else None
    side = Side(
        survey=survey,
        question=question,
        span=index.span,
        n=index.n,
        value=mean,
        interval=interval,
        word=index.word,
    )
    return side, replace(index, value=mean)


def _levels(assessed: Assessed, voice: Voice, one: Heard) -> tuple[Level, ...]:
    """Return what the assessment says of an item: its practices, or where none is named the parts it belongs to."""
    fielded = next(each for each in voice.of_customers if each.survey.id == one.survey)
    practices = fielded.question(one.question).practices
    asked = {each.id: each.score for each in assessed.scores.questions}
    parts = {each.id: each.score for each in assessed.scores.parts}
    found = [(name, asked[name]) for name in practices if name in asked]
    found = found or [(name, parts[name]) for name in one.parts]
    return tuple(Level(name, score.as_answered, score.as_shown) for name, score in found)


def _perception(items: Sequence[Item]) -> Iterator[PerceptionGap]:
    """Yield the items that staff, or the assessment where staff were not asked, see clearly better than customers.

    Clearly: by half a point and more, and beyond what chance would do.
    """
    for item in items:
        value, interval = item.customers.value, item.customers.interval
        closes = tuple(one.id for one in item.levels) or item.parts
        if value is None:
            continue
        if item.staff is not None and item.staff.value is not None:
            above = item.staff.value - value
            if above >= CLEAR and item.interval is not None and item.interval.high < 0:
                yield _gap(item, value, item.staff.value, item.interval, closes)
        elif item.apart is not None and interval is not None:
            level = value + item.apart
            if item.apart >= CLEAR and interval.high < level:
                yield _gap(item, value, level, None, closes)


def _gap(
    item: Item, customers: Fraction, others: Fraction, interval: Interval | None, closes: tuple[str, ...]
) -> PerceptionGap:
    return PerceptionGap(
        id=f"perception:{item.id}",
        item=item.id,
        text=item.text,
        seen_by="staff" if interval else "assessment",
        customers=customers,
        others=others,
        difference=others - customers,
        interval=Interval(-interval.high, -interval.low, interval.confidence) if interval else None,
        closes=closes,
    )

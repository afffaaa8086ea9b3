"""The assessment beside what staff and customers say: who sees what better, and which claims nothing stands behind."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents.data.customers import CustomersData, customers_data
from cxdna.documents.wording.customers import ends, index_text
from cxdna.errors import UserError
from cxdna.findings.align import align
from cxdna.findings.choose_span import span_of_window
from cxdna.findings.model import Alignment, Item, PerceptionGap, Side
from cxdna.findings.see_parts import high_from
from cxdna.scores.model import Assessed
from cxdna.scores.words import level_words
from cxdna.statistics.display import NO_NUMBER, counted, listed, shown, signed
from cxdna.statistics.exact import exact
from cxdna.voice.indices.beside import refuse_few_beside
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import months_in_words
from cxdna.workflows.score import as_json
from cxdna.workflows.subject import Subject
from cxdna.workflows.surveys.read_month import read_month
from cxdna.workflows.surveys.windows import window_meant

FORMAT: Final = "cxdna-align/1"
"""Name and number of the shape that `cxdna align --json` prints: `AlignReport`."""
NO_SURVEY: Final = "add what customers said with: cxdna survey add FILE"
OTHER_QUANTITY: Final = (
    "We: the level as answered, and as shown by evidence in brackets. It is a step of described practice, and they are "
    "means of what people feel: what lies between them is no distance, and says only what to look at first."
)


class InPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which actions of the plan close what a perception gap belongs to."""

    perception: str
    actions: tuple[str, ...]


class AlignReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: `customers` as in `data.json`, and which actions of the plan answer the gaps."""

    format: str
    assessment: str
    customers: CustomersData
    in_plan: tuple[InPlan, ...]


class Looked(msgspec.Struct, frozen=True):
    """What was found, with what it was asked of."""

    subject: Subject
    alignment: Alignment


def look(subject: Subject, window: str | None = None, first: str | None = None, last: str | None = None) -> Looked:
    """Return the assessment beside its surveys, over a window, or months, or those that stand for themselves.

    Raises `UserError` where no customer was surveyed, or for months that are none.
    """
    if not subject.voice.of_customers:
        raise UserError("no survey of customers is here yet", NO_SURVEY)
    span = _span(subject, window, first, last)
    found = align(subject.now, subject.voice, span)
    if found is None:
        when = f" from {months_in_words(span.first, span.last)}" if span else " up to the date of the assessment"
        raise UserError(f"no answer of a customer is{when}", "name other months with --from and --to")
    return Looked(subject, found)


def _span(subject: Subject, window: str | None, first: str | None, last: str | None) -> Span | None:
    if window is not None:
        if first or last:
            raise UserError("both a window and months are named", "leave one of them out")
        return span_of_window(window_meant(subject.voice, window))
    if not first and not last:
        return None
    if not first or not last:
        raise UserError("one of the two months is missing", "give both: --from 2026-01 --to 2026-12")
    begin, end = read_month(first), read_month(last)
    if end < begin:
        raise UserError("the last month comes before the first", "give the earlier one to --from")
    span = Span(begin, end, months_in_words(begin, end))
    for one in subject.voice.surveys:
        refuse_few_beside(one, (question.id for question in one.survey.questions), span)
    return span


def align_json(found: Looked) -> str:
    """Return it as JSON, for other programs."""
    return as_json(
        AlignReport(
            format=FORMAT,
            assessment=found.subject.now.answers.assessment.id,
            customers=customers_data(found.alignment, found.subject.now.scores),
            in_plan=tuple(
                InPlan(perception=one.id, actions=_actions(found.subject, one)) for one in found.alignment.perception
            ),
        )
    )


def _actions(subject: Subject, gap: PerceptionGap) -> tuple[str, ...]:
    return tuple(one.id for one in subject.plan.actions if set(gap.closes) & set(one.closes))


def align_lines(found: Looked) -> Iterator[str]:
    """Yield what stands beside each other, the gaps, the parts in three values, and the claims without results."""
    alignment, subject = found.alignment, found.subject
    head = subject.now.answers.assessment
    yield f"{head.title}, beside what customers said in {_called(alignment.span)}"
    yield from _other_months(alignment)
    yield ""
    yield from _items(alignment)
    yield from _perception(found)
    yield from _parts(found)
    yield from _unbacked(alignment, subject.now)
    for name, why in alignment.untold:
        yield f"Not told: {name}: {why}"
    yield f"Next:  {_next(found)}"


def _other_months(alignment: Alignment) -> Iterator[str]:
    """Yield the surveys that stand beside months of their own, as they have no answers in the others."""
    own = {one.survey: (one.title, one.index.span) for one in alignment.heard if one.index.span != alignment.span}
    for title, span in own.values():
        yield f"{title} has no answers in these months: what it says is of {_called(span)}"
    staff = {one.staff.survey: one.staff.span for one in alignment.items if one.staff and one.staff.n != 0}
    for survey, span in staff.items():
        if span != alignment.span:
            yield f"Staff ({survey}) were asked in other months: what they say is of {_called(span)}"


def _called(span: Span) -> str:
    return span.label or months_in_words(span.first, span.last)


def _items(alignment: Alignment) -> Iterator[str]:
    if not alignment.items:
        yield "No question of customers is paired with staff or with a practice yet."
        yield "Pair them in the survey's file: `item:` with a staff survey, `practices:` with the questionnaire."
        yield ""
        return
    yield "We say, staff say, customers say (what customers see furthest below others first)"
    for one in alignment.items:
        which = f" ({listed(level.id for level in one.levels)})" if one.levels else ""
        yield f"  {one.text}{which}"
        yield f"    {'; '.join(_views(one))}"
        if one.gap is not None:
            sure = ""
            if one.interval is not None:
                low, high = exact(one.interval.low), exact(one.interval.high)
                sure = f" ({signed(low, 2)} to {signed(high, 2)} with 95% confidence)"
            yield f"    Customers less staff: {signed(one.gap, 2)}{sure}"
    yield f"  {OTHER_QUANTITY}"
    yield ""


def _views(item: Item) -> Iterator[str]:
    if item.levels:
        yield f"we {_mean([one.as_answered for one in item.levels])} ({_mean([one.as_shown for one in item.levels])})"
    yield f"staff {_side(item.staff)}"
    yield f"customers {_side(item.customers)}"


def _mean(values: list[Fraction | None]) -> str:
    known = [one for one in values if one is not None]
    return shown(sum(known, Fraction(0)) / len(known)) if known else NO_NUMBER


def _side(side: Side | None) -> str:
    if side is None:
        return "not asked"
    if side.value is None or side.n is None:
        return side.hidden
    within = f", {ends(side.interval)}" if side.interval else ""
    word = ", indicative" if side.word == "indicative" else ""
    return f"{index_text(side.value)} ({counted(side.n, 'answer')}{within}{word})"


def _perception(found: Looked) -> Iterator[str]:
    gaps = found.alignment.perception
    if not gaps:
        return
    yield "Seen clearly better inside than by customers (half a point and more, beyond chance)"
    for one in gaps:
        who = "staff" if one.seen_by == "staff" else "the assessment, by its level,"
        actions = _actions(found.subject, one)
        plan = f"in the plan: {listed(actions)}" if actions else "no action of the plan answers it"
        yield f"  {one.id}  {one.text}: {who} {shown(one.others, 2)}, customers {index_text(one.customers)}; {plan}"
        if not actions and one.closes:
            yield f'    cxdna plan add "What is to be done" --closes {one.closes[0]}'
    yield ""


def _parts(found: Looked) -> Iterator[str]:
    alignment, scores = found.alignment, found.subject.now.scores
    if not alignment.parts:
        return
    yield "As answered, as shown by evidence, as customers see it"
    for one in alignment.parts:
        part = scores.part(one.part)
        seen = "no score" if one.value is None else index_text(one.value)
        within = f" ({ends(one.interval)})" if one.interval else ""
        rest = f", {counted(one.n, 'answer')} to {listed(one.of)}" if one.n is not None else ", kept confidential"
        word = ", indicative" if one.word == "indicative" else ""
        answered, proved = shown(part.score.as_answered), shown(part.score.as_shown)
        yield f"  {part.name}: {answered}, {proved}, {seen}{within}{word}{rest}"
        if one.left_out:
            why = "as they ask for something else, or have too few answers, or none in these months"
            yield f"    Left out, {why}: {listed(one.left_out)}"
    yield ""


def _unbacked(alignment: Alignment, now: Assessed) -> Iterator[str]:
    if not alignment.unbacked:
        return
    yield f"Answers at {level_words(high_from(now.playbook))} or higher without a result with customers behind them"
    for one in alignment.unbacked:
        yield f"  {now.scores.part(one.part).name}: {listed(one.questions)}; {one.reason}"
    yield ""


def _next(found: Looked) -> str:
    gap = next((one for one in found.alignment.perception if not _actions(found.subject, one) and one.closes), None)
    if gap is not None:
        return f'cxdna plan add "What is to be done" --closes {gap.closes[0]}'
    return "cxdna report"

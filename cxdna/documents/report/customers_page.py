"""What customers say: their index, its categories, and how customers, staff and the assessment see the same things."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents import whiskers
from cxdna.documents.draft import in_words
from cxdna.documents.material import Material, anchor, question_number
from cxdna.documents.report.model import CustomerBox, CustomersPage, IndexRow, ItemRow
from cxdna.documents.wording import customers as words
from cxdna.findings.model import Alignment, Heard, Item, Side
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.model import PartScore
from cxdna.statistics.display import NO_NUMBER, counted, listed, percent, shown, signed
from cxdna.statistics.exact import exact
from cxdna.statistics.response import Dispositions, rates
from cxdna.voice.indices.groups import compare_groups
from cxdna.voice.indices.model import Group, Index, Span
from cxdna.voice.indices.rescale import THRESHOLD
from cxdna.voice.indices.say import NOT_STATED, nps_in_words
from cxdna.voice.model import Fielded

WIDTH, ITEM_WIDTH, PART_WIDTH = 150.0, 190.0, 150.0
MOST_INDICES: Final = 8
MOST_ITEMS: Final = 10
MOST_CATEGORIES: Final = 10
HIDDEN: Final = "kept confidential"
APART: Final = {"higher": "higher", "lower": "lower", "none": "not clearly apart"}
"""What is said of a category beside all other answers; p is adjusted for how many are looked at."""
ON_THE_AXIS: Final = tuple(Fraction(level) for level in (1, 5))
"""The ladder whose levels may stand on the axis of the index, though they are another quantity."""
INDEX: Final = (
    "The index is the ScoreBoard Index (SBI): the mean of the five levels from 1 to 5, each weighed by how many gave "
    "it; other scales are placed on 1 to 5 by their ends. Satisfaction and recommendation are never mixed. Bars: 95% "
    "confidence; dashed: the mark of 4.0. Under 30 answers there is no score, under 100 it is indicative. The name is "
    "its owners'; this report has no connection with them."
)
THREE: Final = (
    "Staff and customers: means on 1 to 5, and the gap is customers less staff with its 95% interval. Assessment: the "
    "level as answered, and as shown by evidence in brackets. It is a described step of practice, no mean of feelings: "
    "what lies between it and customers is no distance, and says only what to look at first."
)


def customers_page(material: Material) -> CustomersPage | None:
    """Make the page on what customers say; None where no customer was surveyed."""
    alignment = material.alignment
    if alignment is None or not alignment.heard:
        return None
    rows, items = _ranked(alignment), alignment.items
    first = next(iter(rows))
    categories = first.categories.groups if first.categories else ()
    apart = {one.value: APART[one.apart] for one in compare_groups(first.categories)} if first.categories else {}
    shown_categories = [one for one in categories if one.index is not None][:MOST_CATEGORIES]
    return CustomersPage(
        headline=material.say("customers.headline", words.customers_headline(alignment)),
        deck=material.say("customers.deck", words.customers_deck(alignment)),
        axis=whiskers.index_axis(WIDTH),
        rows=tuple(_index_rows(rows, alignment.span)),
        category_of=f"{words.RATED[first.index.about].capitalize()} by category{_own_months(first, alignment.span)}",
        categories=tuple(_category_row(one, apart.get(one.value, "")) for one in shown_categories),
        item_axis=whiskers.index_axis(ITEM_WIDTH),
        items=tuple(_item_row(material, one) for one in items[:MOST_ITEMS]),
        with_staff=any(one.staff is not None for one in items),
        level_drawn=_level_on_axis(material),
        notes=tuple(_notes(material, alignment, rows, categories)),
        index_note=INDEX,
        items_note=THREE if items else "",
    )


def _own_months(one: Heard, span: Span) -> str:
    return "" if one.index.span == span else f", {words.months_text(one.index.span)}"


def _several(rows: list[Heard]) -> bool:
    return len({one.survey for one in rows}) > 1


def _ranked(alignment: Alignment) -> list[Heard]:
    """Return what customers were asked: what speaks for satisfaction and recommendation first, then as it was asked."""
    leading = [words.leading(alignment, about) for about in ("satisfaction", "recommendation")]
    first = [one for one in leading if one is not None]
    order = {"satisfaction": 0, "recommendation": 1, "effort": 2, "other": 3}
    rest = sorted((one for one in alignment.heard if one not in first), key=lambda one: order[one.index.about])
    return [*first, *rest]


def _heading(one: Heard, span: Span) -> str:
    """Return the title of a survey, with its months where these are not those of the page."""
    own = one.index.span
    if own == span:
        return one.title
    return f"{one.title}: {words.months_text(own)}, as it has no answers in {words.months_text(span)}"


def _index_rows(rows: list[Heard], span: Span) -> Iterator[IndexRow]:
    """Yield the first questions; those of several surveys stand under the names of these."""
    kept, before = rows[:MOST_INDICES], ""
    surveys = list(dict.fromkeys(one.survey for one in kept))
    for one in sorted(kept, key=lambda one: surveys.index(one.survey)):
        row = _row(one.text, _kind(one), one.index, words.trend_text(one))
        heading = _heading(one, span) if _several(rows) and one.survey != before else ""
        before = one.survey
        yield msgspec.structs.replace(row, heading=heading)


def _kind(one: Heard) -> str:
    """Return what a question is about, where its wording may not say it."""
    return "" if one.index.about == "other" else words.RATED[one.index.about]


def _category_row(group: Group, apart: str) -> IndexRow:
    name = group.value or NOT_STATED
    if group.index is None:
        return IndexRow(name=name, about="", chart=None, alt="", value=HIDDEN)
    return _row(name, "", group.index, apart)


def _row(name: str, about: str, index: Index, trend: str, width: float = WIDTH) -> IndexRow:
    if index.hidden:
        return IndexRow(name=name, about=about, chart=None, alt="", value=HIDDEN, n=f"under {MINIMUM}", trend="")
    drawn = whiskers.whisker(index.value, index.interval, width=width)
    value = words.index_text(index.value) if index.value is not None else index.word
    interval = words.ends(index.interval) if index.interval and index.value is not None else ""
    return IndexRow(
        name=name,
        about=about,
        chart=drawn if index.value is not None else None,
        alt=f"{name}: {value}{f', {interval} with 95% confidence' if interval else ''}, {counted(index.n, 'answer')}",
        value=value,
        interval=interval,
        n=f"{index.n:,}",
        word="" if index.word != "indicative" else index.word,
        is_below=index.value is not None and index.value < THRESHOLD,
        top=percent(index.top_two.share) if index.top_two else NO_NUMBER,
        bottom=percent(index.bottom_two.share) if index.bottom_two else NO_NUMBER,
        trend=trend,
    )


def _level_on_axis(material: Material) -> bool:
    return (material.levels[0], material.levels[-1]) == ON_THE_AXIS


def _item_row(material: Material, item: Item) -> ItemRow:
    answered = [one.as_answered for one in item.levels if one.as_answered is not None]
    level = sum(answered, Fraction(0)) / len(answered) if answered else None
    staff = item.staff.value if item.staff else None
    said = item.customers
    clear = any(one.item == item.id for one in (material.findings.perception))
    return ItemRow(
        text=item.text,
        which=listed(_called(material, one.id) for one in item.levels),
        anchor=anchor(item.levels[0].id) if item.levels else "",
        chart=whiskers.trio(
            said.value,
            said.interval,
            staff=staff,
            level=level if _level_on_axis(material) else None,
            width=ITEM_WIDTH,
        ),
        alt=(
            f"{item.text}: customers {_value(said)}, staff {_value(item.staff)}, assessment {shown(level)}"
            + (f"; customers less staff {signed(item.gap, 2)}" if item.gap is not None else "")
        ),
        level=shown(level),
        proved=shown(_mean([one.as_shown for one in item.levels])),
        staff=_value(item.staff),
        staff_n=_count(item.staff),
        customers=_value(said),
        customers_n=_count(said),
        gap=signed(item.gap, 2) if item.gap is not None else NO_NUMBER,
        gap_interval=_signed_ends(item),
        is_clear=clear,
    )


def _mean(values: list[Fraction | None]) -> Fraction | None:
    known = [one for one in values if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _called(material: Material, name: str) -> str:
    return question_number(name) if name in material.questions else material.label(name)


def _value(side: Side | None) -> str:
    if side is None:
        return NO_NUMBER
    if side.n == 0:
        return "no answers"
    return words.index_text(side.value) if side.value is not None else HIDDEN if side.n is None else "no score"


def _count(side: Side | None) -> str:
    return f"{side.n:,}" if side is not None and side.n else ""


def _signed_ends(item: Item) -> str:
    if item.interval is None:
        return ""
    return f"{signed(exact(item.interval.low), 2)} to {signed(exact(item.interval.high), 2)}"


def _notes(material: Material, alignment: Alignment, rows: list[Heard], categories: tuple[Group, ...]) -> Iterator[str]:
    """Yield on how many of those asked it rests, what was left out, what is hidden and why, and what else there is."""
    for fielded in material.voice.of_customers:
        if any(one.survey == fielded.survey.id for one in rows):
            own = next(one.index.span for one in rows if one.survey == fielded.survey.id)
            yield _response(fielded, own, several=_several(rows))
    yield from (said for one in rows if (said := nps_in_words(one.index)))
    index = rows[0].index
    left = [
        f"{counted(count, 'answer')} {what}"
        for count, what in (
            (index.late, "too late to count"),
            (index.left_out, "left out by the rules of the survey"),
            (index.no_answer, "without a score"),
        )
        if count
    ]
    if left:
        yield f"Not in the index: {listed(left)}."
    if kept := [one.value or NOT_STATED for one in categories if one.index is None]:
        yield (
            f"Kept confidential: {listed(kept)}, with fewer than {in_words(MINIMUM)} answers, or as they would give "
            "away one that has."
        )
    if more := sum(one.index is not None for one in categories) - MOST_CATEGORIES:
        yield from [f"{_more(more, 'category is', 'categories are')} in the data beside this report."] * (more > 0)
    yield from _staff_notes(material, alignment)
    if len(rows) > MOST_INDICES:
        yield f"{_more(len(rows) - MOST_INDICES, 'question is', 'questions are')} in the data beside this report."
    if len(alignment.items) > MOST_ITEMS:
        yield f"Of {len(alignment.items)} paired things those that customers see furthest below others are shown."
    for name, why in alignment.untold:
        yield f"{_title(material, name)} is left out: {why}."


def _staff_notes(material: Material, alignment: Alignment) -> Iterator[str]:
    """Yield which surveys of staff stand beside customers, of which months, and which have no answers to tell."""
    sides = [one.staff for one in alignment.items if one.staff]
    others = sorted({_title(material, one.survey) for one in sides if one.n != 0})
    spans = {words.months_text(one.span) for one in sides if one.n != 0} - {words.months_text(alignment.span)}
    if others:
        yield f"Staff: {listed(others)}{f', {listed(sorted(spans))}' if spans else ''}."
    for survey, why in sorted({(one.survey, one.hidden) for one in sides if one.n == 0}):
        yield f"Staff, {_title(material, survey)}: {why}."


def _more(n: int, one: str, many: str) -> str:
    return f"{in_words(n).capitalize()} more {one if n == 1 else many}"


def _title(material: Material, survey: str) -> str:
    return next((one.survey.title for one in material.voice.surveys if one.survey.id == survey), survey)


def _response(fielded: Fielded, span: Span, *, several: bool) -> str:
    """Say how many of those asked answered, who ran the survey, and what cannot be known of the others."""
    survey = fielded.survey
    waves = {one.wave for one in fielded.cells if one.standing == "counted" and span.first <= one.month <= span.last}
    found: dict[str, int] = {}
    for one in fielded.returned:
        if one.wave in waves:
            found[one.disposition] = found.get(one.disposition, 0) + one.n
    name = f"{survey.title}: " if several else ""
    ran = f" Run by {survey.conducted_by}." if survey.conducted_by else ""
    rate = rates(Dispositions(**found)).rr1 if found else None
    if rate is None:
        said = "it is not known how many were asked, so nobody can say how those differ who did not answer."
    else:
        asked = counted(sum(found.values()), "invitation")
        said = f"{percent(rate)} of {asked} in its waves were answered in full; what the others think is not known."
    return name + (said if name else said[:1].upper() + said[1:]) + ran


def customer_box(material: Material, part: PartScore) -> CustomerBox | None:
    """Make what stands on a part's page of its customers: their value, the index that should move with it, the claims.

    None where no customer was surveyed, and where there is nothing to say.
    """
    alignment = material.alignment
    if alignment is None:
        return None
    voice, flag = alignment.part(part.id), words.unbacked_line(material, part)
    if voice is None and flag is None:
        return None
    rows = tuple(
        _row(
            one.text,
            f"{_kind(one)}{_own_months(one, alignment.span)}".lstrip(", "),
            one.index,
            words.trend_text(one),
            PART_WIDTH,
        )
        for one in alignment.of_part(part.id)
    )
    # Of a single question its row says all that the sentence would.
    is_told = voice is not None and voice.value is not None and len(rows) == len(voice.of) == 1
    return CustomerBox(
        says=material.say(f"component.{part.id}.customers", words.part_seen(part, voice))
        if voice and not is_told
        else None,
        axis=whiskers.index_axis(PART_WIDTH),
        rows=rows,
        flag=material.say(f"component.{part.id}.unbacked", flag) if flag else None,
    )


def as_customers_see(material: Material, part: PartScore) -> str:
    """Return the third value of a part for the profile; empty where customers are asked nothing that belongs to it."""
    voice = material.alignment.part(part.id) if material.alignment else None
    if voice is None:
        return ""
    return words.index_text(voice.value) if voice.value is not None else NO_NUMBER

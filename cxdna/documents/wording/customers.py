"""Sentences about what customers say: the strip, the headline of their page, and the pages of components."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from cxdna.documents.draft import Claim, Draft, draft, in_words, joined
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.wording import facts
from cxdna.documents.wording.outlook import cell
from cxdna.findings.model import Alignment, Heard, Item, PartVoice
from cxdna.findings.see_parts import high_from
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, listed, shown
from cxdna.statistics.interval import Interval
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.indices.months import months_in_words
from cxdna.voice.indices.rescale import THRESHOLD
from cxdna.voice.indices.say import within_scale
from cxdna.voice.indices.trend import WAVES_OF_TREND
from cxdna.voice.survey.model import About

PLACES: Final = 2
"""An index is printed to two places; more only where fewer would put it on the other side of the mark."""
MOST_PLACES: Final = 10
MOST_NAMED: Final = 3
OVERALL: Final[tuple[About, ...]] = ("satisfaction", "recommendation")
"""What has an index of its own; the two are never mixed."""
RATED: Final[dict[About, str]] = {
    "satisfaction": "satisfaction",
    "recommendation": "recommendation",
    "effort": "ease",
    "other": "what they were asked",
}
TRENDS: Final = {"rising": "rising", "falling": "falling", "none": "no trend"}


def index_text(value: Fraction) -> str:
    """Return an index to two places, or to as many as it takes to be seen below the mark of good results."""
    places = PLACES
    while value < THRESHOLD and shown(value, places) == shown(THRESHOLD, places) and places < MOST_PLACES:
        places += 1
    return shown(value, places)


def months_text(span: Span) -> str:
    """Return the months of a span as readers know them, not by the name of a window: 2026, April to September 2026."""
    if span.first == span.last == NO_MONTH:
        return span.label
    if span.first % 100 == 1 and span.last == span.first + 11:
        return str(span.first // 100)
    return months_in_words(span.first, span.last)


def ends(interval: Interval) -> str:
    """Return an interval as far as it lies on the scale: 4.18 to 4.24."""
    low, high = within_scale(interval)
    return f"{shown(low, PLACES)} to {shown(high, PLACES)}"


def leading(alignment: Alignment, about: About) -> Heard | None:
    """Return the question that speaks for satisfaction or recommendation.

    The first about it in the survey with the most answers: an overall question is asked first, or alone. One that was
    asked in the months of the report goes before one that stands with others.
    """
    asked = [one for one in alignment.heard if one.index.about == about]
    asked = [one for one in asked if one.index.span == alignment.span] or asked
    if not asked:
        return None
    most: dict[str, int] = {}
    for one in asked:
        most[one.survey] = max(most.get(one.survey, 0), one.index.n)
    survey = max(most, key=lambda name: most[name])
    return next(one for one in asked if one.survey == survey)


def clear_gaps(alignment: Alignment) -> tuple[Item, ...]:
    """Return the paired items that staff see clearly better than customers do."""
    found = {one.item for one in alignment.perception if one.seen_by == "staff"}
    return tuple(one for one in alignment.items if one.id in found)


def compared(alignment: Alignment) -> tuple[Item, ...]:
    """Return the items of which both staff and customers may be told."""
    return tuple(one for one in alignment.items if one.gap is not None)


def in_the_strip(material: Material) -> Draft:
    """Draft the customer index for the foot of the answer page: 4.21 (4.18 to 4.24), 3,480 answers, 2026."""
    alignment = material.alignment
    one = _first(alignment) if alignment else None
    if one is None:
        return cell("index", "{said}", {"said": facts.words("no_index", (), "not measured")})
    claims = {"n": _answers(one), "span": _span(one)}
    if one.index.value is None:
        return cell("index", "{word}: {n}, {span}", {"word": _word(one), **claims})
    claims = {"value": _value(one), **claims}
    pattern = "{value}"
    if one.index.interval is not None:
        claims["interval"] = _interval(one)
        pattern += " ({interval})"
    if one.index.word == "indicative":
        claims["word"] = _word(one)
        pattern += ", {word}"
    if one.index.about != "satisfaction":
        claims["about"] = _about(one)
        pattern += ", {about}"
    return cell("index", pattern + ", {n}, {span}", _ordered(claims, pattern + "{n}{span}"))


def _ordered(claims: dict[str, Claim], pattern: str) -> dict[str, Claim]:
    """Return claims in the order in which a pattern names them."""
    return dict(sorted(claims.items(), key=lambda one: pattern.index("{" + one[0] + "}")))


def _first(alignment: Alignment) -> Heard | None:
    return leading(alignment, "satisfaction") or leading(alignment, "recommendation") or next(iter(alignment.heard))


def customers_headline(alignment: Alignment) -> Draft:
    """Draft the headline: where satisfaction and recommendation stand, and whether staff see it as customers do."""
    asked = [one for about in OVERALL if (one := leading(alignment, about)) is not None]
    # Questions about neither may be all there is: the first then stands for none but itself.
    pieces = [*_stand(asked or [alignment.heard[0]]), *_seen_apart(alignment)]
    return Draft(
        text="; ".join(one.text if at == 0 else one.text[:1].lower() + one.text[1:] for at, one in enumerate(pieces)),
        rule="+".join(one.rule for one in pieces),
        claims=tuple(claim for one in pieces for claim in one.claims),
    )


def _stand(asked: Sequence[Heard]) -> Iterator[Draft]:
    """Yield where indices stand against the mark; two that stand alike in one sentence."""
    if len(asked) == len(OVERALL) and len({_stands_how(one.index) for one in asked}) == 1 and asked[0].index.value:
        first, second = asked
        claims = {
            "about": _about(first),
            "value": _value(first),
            "also": _about(second),
            "other": _value(second),
            "side": facts.words("customer_mark", [one.key for one in asked], _stands_how(first.index)),
        }
        yield draft("customers-stand", "{about} at {value} and {also} at {other} stand {side}", claims)
        return
    for one in asked:
        if one.index.value is None:
            claims = {"about": _about(one), "word": _word(one), "n": _answers(one)}
            yield draft("customers-no-score", "{about} has {word}: {n}", claims)
            continue
        side = facts.words("customer_mark", (one.key,), _stands_how(one.index))
        claims = {"about": _about(one), "value": _value(one), "side": side}
        yield draft("customers-stand", "{about} at {value} stands {side}", claims)


def _about(one: Heard) -> Claim:
    return facts.words("customer_about", (one.key,), RATED[one.index.about])


def _stands_how(index: Index) -> str:
    """Return on which side of the mark an index stands, and how sure that is."""
    value, interval, mark = index.value or Fraction(0), index.interval, shown(THRESHOLD)
    few = ", indicative only" if index.word == "indicative" else ""
    if value == THRESHOLD:
        return f"at {mark}{few}"
    sure = interval is not None and (interval.low > THRESHOLD if value > THRESHOLD else interval.high < THRESHOLD)
    return f"{'above' if value > THRESHOLD else 'below'} {mark}{few}" + ("" if sure else ", within the margin of error")


def _seen_apart(alignment: Alignment) -> list[Draft]:
    both, clear = compared(alignment), clear_gaps(alignment)
    if not both:
        return []
    ids = [one.id for one in clear]
    if len(both) == 1:
        only = facts.count("customer_gaps", ids, "the one thing asked of both")
        verb = "see" if ids else "do not see"
        return [draft("seen-apart", f"staff {verb} {{count}} clearly better than customers do", {"count": only})]
    count = facts.count("customer_gaps", ids, f"{in_words(len(ids)) if ids else 'none'} of {in_words(len(both))}")
    return [draft("seen-apart", "staff see {count} things clearly better than customers do", {"count": count})]


def customers_deck(alignment: Alignment) -> Draft:
    """Draft the line under the headline: on how many answers, how sure, and the widest gap."""
    one = _first(alignment)
    if one is None:
        return Draft(text="", rule="nobody-asked")
    claims = {"n": _answers(one), "about": _about(one)}
    pattern = "{n} on {about}, {span}"
    claims["span"] = _span(one)
    if one.index.interval is not None:
        claims["interval"] = _interval(one)
        pattern += "; the index lies within {interval} with 95% confidence"
    return joined(draft("customers-rest-on", pattern + ".", claims), _widest(alignment), rule="customers-deck")


def _widest(alignment: Alignment) -> Draft:
    """Draft the widest gap between staff and customers that is more than chance."""
    gaps = [one for one in alignment.perception if one.seen_by == "staff"]
    if not gaps:
        return Draft(text="", rule="no-gap-seen")
    one = gaps[0]
    claims = {
        "item": facts.words(
            "customer_widest", (one.item,), f"\N{LEFT SINGLE QUOTATION MARK}{one.text}\N{RIGHT SINGLE QUOTATION MARK}"
        ),
        "staff": Claim(kind="staff_value", of=(one.item,), said=shown(one.others, PLACES)),
        "customers": Claim(kind="item_value", of=(one.item,), said=index_text(one.customers)),
    }
    return draft("widest-gap", "staff and customers are furthest apart on {item}: {staff} and {customers}.", claims)


def part_seen(part: PartScore, voice: PartVoice) -> Draft:
    """Draft the third value of a part: as customers see it, with on what it rests."""
    if voice.n is None:
        kept = facts.words("part_no_score", (part.id,), f"fewer than {in_words(MINIMUM)} answers, kept confidential")
        return draft("part-not-seen", "as customers see it: {few}.", {"few": kept})
    claims = {"n": facts.count("part_answers", voice.of, counted(voice.n, "answer"))}
    if voice.value is None:
        few = facts.words("part_no_score", (part.id,), "no score")
        return draft("part-not-seen", "as customers see it: {few}, {n}.", {"few": few, **claims})
    value = Claim(kind="part_seen", of=(part.id,), said=index_text(voice.value))
    pattern, said = "{value} as customers see it", {"value": value}
    if voice.interval is not None:
        said["interval"] = facts.words("part_interval", (part.id,), ends(voice.interval))
        pattern += " ({interval})"
    if voice.word == "indicative":
        said["word"] = facts.words("part_word", (part.id,), "indicative")
        pattern += ", {word}"
    pattern += ": {n} to {count}"
    said |= claims
    count, more = len(voice.of), len(voice.left_out)
    asked = counted(count, "question") if not more else f"{count} of {counted(count + more, 'question')}"
    said["count"] = facts.count("part_questions", (part.id, *voice.of), asked)
    if more:
        pattern += "; the rest ask for something else, or have too few answers"
    return draft("part-seen", pattern + ".", said)


def unbacked_line(material: Material, part: PartScore) -> Draft | None:
    """Draft which answers at the upper levels no result with customers stands behind; None where there are none."""
    found = next((one for one in material.findings.unbacked if one.part == part.id), None)
    if found is None:
        return None
    numbers = [question_number(one) for one in found.questions]
    few = len(numbers) <= MOST_NAMED
    said = listed(numbers) if few else f"{in_words(len(numbers))} answers"
    claims = {
        "which": facts.count("unbacked", found.questions, said),
        "level": facts.words("unbacked_from", (), f"level {level_label(high_from(material.playbook))}"),
        "why": facts.words("unbacked_why", (part.id,), found.reason),
    }
    verb = "stands" if len(numbers) == 1 else "stand"
    pattern = f"{{which}}, at {{level}} or higher, {verb} without a result with customers: {{why}}."
    return draft("unbacked", pattern, claims)


def trend_text(one: Heard) -> str:
    """Return what can be said of the course of an index: rising, falling, no trend, or too few waves to say."""
    waves = [point for point in one.trend.points if point.value is not None] if one.trend else []
    if one.trend is None or len(waves) < 2:  # noqa: PLR2004 - one wave has no course
        return "one wave"
    if one.trend.claim == "none" and len(waves) < WAVES_OF_TREND:
        return f"too few waves ({len(waves)})"
    return f"{TRENDS[one.trend.claim]} ({len(waves)}\N{NO-BREAK SPACE}waves)"


def _value(one: Heard) -> Claim:
    return Claim(kind="customer_index", of=(one.key,), said=index_text(one.index.value or Fraction(0)))


def _interval(one: Heard) -> Claim:
    interval = one.index.interval
    return facts.words("customer_interval", (one.key,), ends(interval) if interval else "")


def _answers(one: Heard) -> Claim:
    n = one.index.n
    said = f"fewer than {in_words(MINIMUM)} answers" if n < MINIMUM else counted(n, "answer")
    return facts.words("customer_answers", (one.key,), said)


def _span(one: Heard) -> Claim:
    return facts.words("customer_span", (one.key,), months_text(one.index.span))


def _word(one: Heard) -> Claim:
    return facts.words("customer_word", (one.key,), one.index.word)

"""Page 2: both indices, each with all that is needed to judge it, what is best, what holds back, who answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cxdna.documents import index_charts
from cxdna.documents.charts import text_width
from cxdna.documents.draft import Draft
from cxdna.documents.index_report import said, time_words, wording
from cxdna.documents.index_report.material import MAIN, IndexMaterial, Measured
from cxdna.documents.index_report.model import Answer, Card, Fact, Point
from cxdna.documents.index_report.verdict import (
    MOST_POINTS,
    WORDS,
    Standout,
    best,
    compared,
    holding_back,
    verdict,
)
from cxdna.documents.survey_names import NAMES
from cxdna.statistics.display import counted, percent
from cxdna.statistics.response import Rates
from cxdna.voice.indices.model import Groups, Index
from cxdna.voice.indices.rescale import THRESHOLD

TITLE, TITLE_SIZE = 286.0, 12.6
"""Pixels that the title of a group that stands out has on its line, and its size."""
WIDTH: Final = 305.0
"""Pixels of the charts of a card."""
INDEX_MEANS: Final = (
    "Index means the ScoreBoard Index (SBI): the weighted mean of answers on five levels, 1 to 5. Satisfaction and "
    "recommendation have one each; they are never put together."
)
ASIDE: Final = (("late", "Late"), ("excluded", "Excluded"), ("staff", "Own staff"), ("no_answer", "No answer"))


def answer_page(material: IndexMaterial, rates: Rates | None) -> Answer:
    """Return page 2; `rates` are those of the response, None where nobody knows how many were asked."""
    missing = [NAMES[about].lower() for about in MAIN if material.lead(about) is None]
    n = said.answers_of(max((one.index for one in material.leads or material.measured), key=lambda one: one.n))
    asked = material.fielded.survey
    return Answer(
        headline=wording.headline(material),
        deck=f"{asked.title}, {material.span.label}: {n} count. {INDEX_MEANS}",
        axis=index_charts.index_axis(WIDTH),
        cards=tuple(card(material, one) for one in material.leads),
        missing=f"No question of this survey asks for {' or '.join(missing)}: it has no index." if missing else "",
        holds=_points(material, best),
        holds_back=_points(material, holding_back),
        no_holds=_none(material, "No {word} is higher than all other answers by more than chance."),
        no_holds_back=_none(material, "No {word} is lower than all other answers, or under 4.0, by more than chance."),
        rule=_rule(material),
        strip=_strip(material, rates),
        note=(
            "Dot: the index, hollow under 100 answers. Bar: 95% interval. Dashed line: 4.0, compared unrounded. Strip: "
            "share of answers from worst to best; of scales with other steps, the scores whose image on 1 to 5 is "
            "nearest."
        ),
    )


def card(material: IndexMaterial, one: Measured) -> Card:
    """Return what there is to say of one index."""
    index, name = one.index, said.name_of(material, one)
    has = index.value is not None
    return Card(
        name=name,
        asks=one.question.text,
        number=said.value(index.value) if has else "",
        word=_word(index),
        interval=_interval(index),
        spot=index_charts.spot(index.value, index.interval, index.word, THRESHOLD, width=WIDTH, height=18)
        if has
        else None,
        spot_alt=spot_alt(name, index),
        strip=index_charts.distribution(index, material.look.ramp, width=WIDTH, height=18),
        strip_alt=strip_alt(name, index),
        key=index_charts.key(index, material.look.ramp, width=WIDTH),
        facts=facts(index),
        trend=time_words.trend(one),
        anchor=said.anchor(one.question.id),
    )


def facts(index: Index) -> tuple[Fact, ...]:
    """Return the figures beside an index: boxes, and what its scale allows besides."""
    top, worst = said.boxes(index)
    found = [Fact(top, said.share(index.top_two)), Fact(worst, said.share(index.bottom_two))]
    if index.nps is not None:
        found.append(Fact("Net promoter score", said.nps(index.nps)))
    if index.easy is not None:
        found.append(Fact("Found it easy", said.share(index.easy)))
    return tuple(found) if index.top_two else ()


def spot_alt(name: str, index: Index) -> str:
    """Return the message of a dot with its interval."""
    if index.value is None:
        return f"{name}: no score, {said.answers_of(index)}"
    low, high = said.ends(index.interval)
    reach = f", 95% interval {low} to {high}" if low else ""
    return f"{name}: {said.value(index.value)} on 1 to 5{reach}; {WORDS[verdict(index)]}"


def strip_alt(name: str, index: Index) -> str:
    """Return the message of a strip: how many gave each score."""
    return f"{name}, {said.answers_of(index)}: {said.numbers(index)}"


def _word(index: Index) -> str:
    if index.hidden:
        return "not shown: fewer than five answers"
    if index.value is None:
        return f"no score: {said.answers_of(index)}, and it takes 30"
    return f"{said.answers_of(index)}: {index.word}"


def _interval(index: Index) -> str:
    if index.value is None:
        return ""
    if index.interval is None:
        return "no interval: all answers are alike"
    return f"95% interval {said.between(index.interval)}"


def _points(material: IndexMaterial, named: Callable[[Groups], tuple[Standout, ...]]) -> tuple[Point, ...]:
    found = []
    for one in material.leads:
        groups = compared(one)
        for point in named(groups)[:MOST_POINTS] if groups else ():
            of = f": {said.name_of(material, one).lower()}"
            title = said.short_group(point.group, TITLE - text_width(of, TITLE_SIZE), TITLE_SIZE)
            found.append(Point(title + of, wording.group(one, groups, point) if groups else Draft("", "")))
    return tuple(found)


def _none(material: IndexMaterial, pattern: str) -> str:
    groups = next((found for one in material.leads if (found := compared(one))), None)
    if groups is None:
        return "No groups have scores that could be compared."
    word, _ = said.dimension(groups.dimension)
    return pattern.format(word=word)


def _rule(material: IndexMaterial) -> str:
    return wording.best_rule(next((found for one in material.leads if (found := compared(one))), None))


def _strip(material: IndexMaterial, rates: Rates | None) -> tuple[Fact, ...]:
    """Return who answered and what does not count, of the first question on page 2."""
    first = (material.leads or material.measured)[0]
    standing = material.standing(first.question.id)
    rate = percent(rates.rr1) if rates and rates.rr1 is not None else "not known"
    audit = material.audit
    findings = sum(one.result == "finding" for one in audit.outcomes) if audit else 0
    return (
        Fact("Answers that count", said.n_of(first.index)),
        *(Fact(name, f"{standing.get(key, 0):,}") for key, name in ASIDE),  # type: ignore[call-overload]  # keys are standings
        Fact("Response rate (RR1)", rate),
        Fact("Survey audit", counted(findings, "finding") if audit else "not made"),
    )

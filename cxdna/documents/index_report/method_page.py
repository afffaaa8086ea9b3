"""How the indices were reckoned, from which files and windows, and the rarer figures in the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.documents import index_charts
from cxdna.documents.index_report import said
from cxdna.documents.index_report.answer_page import spot_alt, strip_alt
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.model import Appendix, Fact, Method, Row, WeightRow
from cxdna.documents.index_report.question_pages import SPOT, STRIP
from cxdna.documents.index_report.verdict import MARKS, verdict
from cxdna.statistics.display import counted, long_date
from cxdna.voice.indices.model import Index, Weighting
from cxdna.voice.indices.rescale import FIVE, THRESHOLD, from_five, same_scale
from cxdna.voice.survey.model import EffortRule, Scale
from cxdna.voice.windows import months_in_words

WEIGHTINGS: Final[dict[Weighting, str]] = {
    "answers": "every answer alike",
    "weights": "by the weights of the file",
    "accounts": "every account alike",
    "revenue": "by what accounts bring in a year",
}
ALIKE: Final = (
    "Only the index and its interval are weighed: best and worst scores, the distribution and the net promoter score "
    "are those of all answers alike."
)
EFFORT: Final[dict[EffortRule, str]] = {
    "agree_5_to_7": "5, 6 and 7 of seven count as easy",
    "agree_6_to_7": "6 and 7 of seven count as easy",
}
RULES: Final = (
    Fact(
        "Index",
        "The ScoreBoard Index (SBI): each answer counts as its level from 1 to 5, and the index is their mean, exact "
        "from the number of answers at each level. Each question has its own; satisfaction and recommendation are "
        "never put together.",
    ),
    Fact(
        "Other scales",
        "A straight line through the ends of both scales: 1 + 4 x (score - lowest) / (highest - lowest), turned round "
        "where low is good. It is a convention: people answer scales of other lengths a little differently.",
    ),
    Fact(
        "4.0",
        "What an index is held against. Values are compared before rounding, so 3.998 is under it although it is "
        "shown as 4.00.",
    ),
    Fact(
        "Interval",
        "Student's t interval of the mean, 95%: of a hundred such intervals, about 95 hold the value that all "
        "customers together would give. Where it reaches over an end of the scale it stops there. Shares have "
        "Wilson's interval.",
    ),
    Fact(
        "Few answers",
        "Under 30 answers no score is shown, under 100 it is called indicative, from 100 on it is reported.",
    ),
    Fact(
        "Clearly",
        "A group is clearly above or under 4.0 when its whole interval is. Nothing is said of groups against each "
        "other that their intervals do not carry.",
    ),
    Fact(
        "Trend",
        "Claimed from five waves on by the Mann-Kendall test, or by a test on the answers themselves; four quarters "
        "can never prove one. Single waves stand out when they lie outside the limits of a chart of individual values.",
    ),
    Fact(
        "Hiding",
        "Groups of fewer than five answers are hidden, and so many more that these cannot be reckoned from the rest. "
        "What customers wrote is never shown, neither here nor in the files beside this report.",
    ),
    Fact(
        "Which answers",
        "An answer belongs to the month of the event that it is about, not of the day on which it was given.",
    ),
    Fact(
        "A known error",
        "The worked example that the field has published is wrong: 18, 14, 3, 3 and 2 answers from best to worst make "
        "163 points over 40 answers, 4.075, shown as 4.08; it prints 4.28.",
    ),
)
CONVENTIONS: Final = (
    Fact(
        "Net promoter score",
        "Only where recommendation is asked from 0 to 10: the share of 9 and 10 less that of 0 to 6, in points from "
        "\N{MINUS SIGN}100 to +100, with the adjusted Wald interval. It is never reckoned from an index, nor an index "
        "from it.",
    ),
    Fact(
        "Best and worst scores",
        "Top two and bottom two are shares of all answers to the question; on scales of three points it is one each. "
        "As the distribution and the net promoter score they count every answer alike, whatever the weighting of an "
        "index.",
    ),
    Fact(
        "Weighting",
        "The index of this report weighs every answer alike. By account each account weighs the same however many of "
        "its people answered; by revenue each weighs what it brings in a year. The effective number says how many "
        "equally weighted answers would be as sure (Kish).",
    ),
    Fact("Response rates", "By the standard definitions of opinion research (AAPOR), which name them RR1 to RR6."),
)
LIMITS: Final = (
    (
        "The index tells what those think who answered. What the others think is not in it; the page on response says "
        "how much that could matter."
    ),
    (
        "An interval allows for chance in who answered, not for a survey that steers its answers: for that there is "
        "the audit."
    ),
    (
        "ScoreBoard Index, Net Promoter and the names of awards belong to others. They are used to say what is meant; "
        "this report is not affiliated with, and not approved by, any of them."
    ),
    "Sentences are drafted by stated rules from the figures beside them; they are nobody's opinion.",
)


def appendix(material: IndexMaterial) -> Appendix:
    """Return the other weightings, the conventions, and every question in one table."""
    rows = tuple(row for one in material.measured for row in _weights(material, one))
    not_weighed = [why for one in material.measured for why in one.not_weighed]
    return Appendix(
        weights=rows,
        no_weights=" ".join(dict.fromkeys([*([ALIKE] if rows else []), *not_weighed]))
        if rows or not_weighed
        else "The files have neither weights nor accounts by which answers could weigh differently.",
        conventions=(*CONVENTIONS, *_effort(material)),
    )


def _effort(material: IndexMaterial) -> Iterator[Fact]:
    rules = {one.question.effort_rule for one in material.measured if one.question.about == "effort"}
    if rules:
        yield Fact(
            "Ease", f"The share of answers that found it easy; {' or '.join(EFFORT[one] for one in sorted(rules))}."
        )


def _weights(material: IndexMaterial, one: Measured) -> Iterator[WeightRow]:
    if not one.others:
        return
    name = said.name_of(material, one)
    for index in (one.index, *one.others):
        yield WeightRow(
            name=name,
            weighting=WEIGHTINGS[index.weighting],
            value=said.value(index.value) if index.value is not None else "no score",
            interval=said.between(index.interval) if index.value is not None else "",
            n=_basis(index),
            effective=f"{said.number(index.effective_n)}",
        )


def _basis(index: Index) -> str:
    accounts = f", {counted(index.accounts, 'account')}" if index.accounts else ""
    return f"{said.answers_of(index)}{accounts}"


def every_question(material: IndexMaterial) -> tuple[Row, ...]:
    """Return all questions in one table; the first ones have pages that it points to."""
    return tuple(_question(material, one) for one in material.measured)


def _question(material: IndexMaterial, one: Measured) -> Row:
    index, name = one.index, said.name_of(material, one)
    has = index.value is not None
    paged = one in material.paged
    return Row(
        name=f"{name}: {one.question.text}" if name != one.question.text else name,
        anchor=said.anchor(one.question.id) if paged else "",
        spot=index_charts.spot(index.value, index.interval, index.word, THRESHOLD, width=SPOT),
        spot_alt=spot_alt(name, index),
        value=said.value(index.value),
        interval=said.between(index.interval) if has else "no score",
        n=said.n_of(index),
        strip=index_charts.distribution(index, material.look.ramp, width=STRIP),
        strip_alt=strip_alt(name, index),
        mark=MARKS[verdict(index)],
    )


def method(material: IndexMaterial) -> Method:
    """Return the page on method."""
    conducted = material.fielded.survey.conducted_by
    engine = material.engine or "an SQL engine in one grouped query; DuckDB and Spark give the same whole numbers"
    who = f"The survey is run by {conducted}" if conducted else "The survey file does not say who runs the survey"
    independent = (
        "which is independent of those who are rated"
        if material.fielded.survey.independent
        else "not stated to be independent of those who are rated"
    )
    return Method(
        headline="How the indices were reckoned, and how to check them",
        rules=(
            *RULES,
            Fact(
                "Which months",
                f"{material.span.label}: {material.why}. Waves before and after stand on the pages over time.",
            ),
            Fact("Counting", f"Answers were counted by {engine}. All that follows is reckoned in exact fractions."),
            Fact("Who runs it", f"{who}, {independent}." if conducted else f"{who}."),
        ),
        scales=tuple(row for one in material.measured for row in _scales(material, one)),
        windows=tuple(
            (
                one.name,
                months_in_words(one.first, one.last),
                one.purpose,
                f"{long_date(one.fixed)}{f', {one.by}' if one.by else ''}",
            )
            for one in material.windows
        ),
        no_windows="" if material.windows else "No window was fixed for this survey.",
        files=tuple(
            (one.name, f"{one.counts.rows:,}", f"{long_date(one.added)}{f', {one.by}' if one.by else ''}", one.sha256)
            for one in material.fielded.files
        ),
        hidden=tuple(_hidden(material)),
        limits=(*material.remarks, *_bridges(material), *LIMITS),
    )


def _scales(material: IndexMaterial, one: Measured) -> Iterator[tuple[str, str, str, str]]:
    """Yield the scale of a question, and those that it had before."""
    name = said.name_of(material, one)
    yield (name, *_scale(one.question.scale, ""))
    for earlier in one.question.earlier:
        yield (name, *_scale(earlier.scale, f", until {earlier.until}"))


def _scale(scale: Scale, until: str) -> tuple[str, str, str]:
    own = "taken as it is" if same_scale(scale, FIVE) else "by the straight line"
    return (f"{said.scale(scale)}{until}", own, said.number(from_five(THRESHOLD, scale)))


def _bridges(material: IndexMaterial) -> Iterator[str]:
    """Yield how scales that changed were compared."""
    for one in material.measured:
        if one.question.bridge:
            yield f"{said.name_of(material, one)} changed its scale. How the two were compared: {one.question.bridge}"


def _hidden(material: IndexMaterial) -> Iterator[str]:
    """Yield how many groups are hidden, by dimension."""
    found: dict[str, int] = {}
    for one in material.measured:
        for groups in one.groups:
            away = sum(group.index is None for group in groups.groups)
            found[groups.dimension] = max(found.get(groups.dimension, 0), away)
    told = {name: n for name, n in found.items() if n}
    if not told:
        yield "No group is hidden: each that is shown has five answers or more."
    for name, n in told.items():
        word, many = said.dimension(name)
        yield f"{counted(n, word, many)} hidden, so that nobody can find out what fewer than five customers said."

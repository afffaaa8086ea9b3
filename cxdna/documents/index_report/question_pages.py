"""A page for each question: all its scores, then its groups, each with number, interval and distribution."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents import index_charts
from cxdna.documents.index_charts import Spot
from cxdna.documents.index_report import said, wording
from cxdna.documents.index_report.answer_page import facts, spot_alt, strip_alt
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.model import Fact, QuestionPage, Row, ScoreColumn, Table
from cxdna.documents.index_report.verdict import MARKS, UNRANKED, verdict
from cxdna.statistics.display import NO_NUMBER, percent
from cxdna.voice.indices.model import Group, Groups, Index
from cxdna.voice.indices.rescale import FIVE, THRESHOLD, from_five, same_scale

SPOT, STRIP, WIDE = 152.0, 122.0, 640.0
"""Pixels of a dot with its axis, of a strip, and of the strip of a whole question."""
NOT_RANKED: Final = {
    "country": (
        "Countries stand in alphabetical order and are not ranked: people in different countries use the same scale "
        "differently, so a higher number need not mean happier customers."
    ),
    "language": (
        "Languages stand in alphabetical order and are not ranked: a scale in another language is another scale."
    ),
}
BRIEF: Final = 8
"""Lines of groups up to which a question leaves room for another on its page."""
MOST_GROUPS: Final = 40
"""Groups of a dimension that are printed; all of them stand in the workbook."""


def question_pages(material: IndexMaterial) -> tuple[QuestionPage, ...]:
    """Return the pages of questions, those on satisfaction and recommendation first."""
    pages = material.paged
    return tuple(_page(material, one, at, len(pages)) for at, one in enumerate(pages, 1))


def _page(material: IndexMaterial, one: Measured, at: int, of: int) -> QuestionPage:
    index, name = one.index, said.name_of(material, one)
    tables = tuple(_table(material, groups) for groups in one.groups if groups.groups)
    return QuestionPage(
        anchor=said.anchor(one.question.id),
        eyebrow=f"Question {at} of {of} \N{MIDDLE DOT} {name}" if of > 1 else name,
        headline=wording.question_headline(material, one),
        deck=f"\N{LEFT DOUBLE QUOTATION MARK}{one.question.text}\N{RIGHT DOUBLE QUOTATION MARK} "
        f"Scale {said.scale(index.scale)}{_image(index)}.",
        strip=index_charts.distribution(index, material.look.ramp, width=WIDE, height=26),
        strip_alt=strip_alt(name, index),
        columns=tuple(_columns(index)),
        columns_caption=f"{name}: {said.answers_of(index)} by score, from worst to best",
        facts=_facts(index),
        key=index_charts.key(index, material.look.ramp, width=STRIP),
        key_alt=_key_alt(index),
        tables=tables,
        is_brief=sum(len(one.rows) + 1 for one in tables) <= BRIEF,
        nothing=""
        if tables
        else "The survey file names no column by which these answers could be divided into groups.",
    )


def _image(index: Index) -> str:
    """Return what 4.0 is on another scale."""
    if index.images:
        return "; it was asked on another scale before, and answers stand at their image on 1 to 5"
    if same_scale(index.scale, FIVE):
        return ""
    return f"; 4.0 is {said.number(from_five(THRESHOLD, index.scale))} on it"


def _facts(index: Index) -> tuple[Fact, ...]:
    found = [Fact("Index", said.value(index.value) if index.value is not None else "no score")]
    if index.value is not None:
        found.append(Fact("95% interval", said.between(index.interval)))
    if index.own is not None and index.value is not None and not same_scale(index.scale, FIVE):
        found.append(Fact("Mean on its own scale", said.value(index.own)))
    return (*found, *facts(index))


def _columns(index: Index) -> Iterator[ScoreColumn]:
    if index.hidden or index.images:
        return
    ordered = index.levels if index.scale.direction == "high_is_good" else tuple(reversed(index.levels))
    for score, n in ordered:
        share = percent(Fraction(n, index.n)) if index.n else NO_NUMBER
        yield ScoreColumn(str(score), index.scale.anchors.get(str(score), ""), f"{n:,}", share)


def _table(material: IndexMaterial, groups: Groups) -> Table:
    word, _ = said.dimension(groups.dimension)
    shown = groups.groups[:MOST_GROUPS]
    rows = tuple(row(material, group, ranked=groups.dimension not in UNRANKED) for group in shown)
    return Table(
        caption=f"By {word}",
        rows=rows,
        notes=tuple(_notes(groups, len(shown))),
    )


def _key_alt(index: Index) -> str:
    bands = index_charts.bands(FIVE if index.images else index.scale)
    return f"Scores from worst to best: {', '.join(one.label for one in bands)}"


def row(material: IndexMaterial, group: Group, *, ranked: bool) -> Row:
    """Return a group in one line; the mark says on which side of 4.0 its whole interval lies."""
    index = group.index
    if index is None:
        return Row(name=said.group(group.value), says=said.HIDDEN)
    has = index.value is not None
    return Row(
        name=said.group(group.value),
        spot=_spot(index, ranked=ranked),
        spot_alt=spot_alt(said.group(group.value), index),
        value=said.value(index.value),
        interval=said.between(index.interval) if has else "no score",
        n=said.n_of(index),
        strip=index_charts.distribution(index, material.look.ramp, width=STRIP),
        strip_alt=strip_alt(said.group(group.value), index),
        mark=MARKS[verdict(index)] if ranked else "",
    )


def _spot(index: Index, *, ranked: bool) -> Spot:
    """Return the dot of a group; of countries none is coloured, as that would rank them."""
    drawn = index_charts.spot(index.value, index.interval, index.word, THRESHOLD, width=SPOT)
    return drawn if ranked else msgspec.structs.replace(drawn, under=False)


def _notes(groups: Groups, shown: int) -> Iterator[str]:
    if groups.dimension in UNRANKED or groups.no_ranking:
        yield NOT_RANKED.get(groups.dimension) or groups.no_ranking
    hidden = sum(one.index is None for one in groups.groups)
    if hidden:
        word, many = said.dimension(groups.dimension)
        which = f"{hidden} {many} are" if hidden > 1 else f"One {word} is"
        yield f"{which} hidden so that nobody can find out what fewer than five customers said."
    if len(groups.groups) > shown:
        yield f"The first {shown} of {len(groups.groups)} are printed; the workbook has all."

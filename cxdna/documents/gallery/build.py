"""Make every picture from the pages of the report, so that figures and words are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cxdna.documents import charts
from cxdna.documents.compose import FELL, GRID, INK, QUIET
from cxdna.documents.gallery.forecast import forecast
from cxdna.documents.gallery.frame import framed, lines_of
from cxdna.documents.gallery.legend import Key, legend
from cxdna.documents.gallery.model import MARGIN, WIDTH, Box, Drawn, Mark, Picture, Stroke, Words
from cxdna.documents.material import Material
from cxdna.documents.plan.timeline_page import timeline_page
from cxdna.documents.report.model import HeatCell, ReportView

SHADE: Final = "#fbf1ec"
ROW, GROUP = 20.0, 24.0
SHRUNK: Final = (WIDTH - 2 * MARGIN) / WIDTH
"""The timeline is as wide as a page: it is drawn a little smaller, so that it has the margins of the others."""
AROUND_RADAR: Final = 14.0
"""Pixels above and below the labels of a radar in which nothing is drawn."""
RIGHT: Final = WIDTH - MARGIN


def build(material: Material, view: ReportView) -> tuple[Picture, ...]:
    """Return every picture that this assessment has something to show for, in the order of the report."""
    source = " \N{MIDDLE DOT} ".join(
        text for text in (view.organisation, material.answers.assessment.title, view.footer) if text
    )
    accent = material.look.accent
    found = (
        _phases(view, source, accent),
        _profile(view, source, accent),
        _heatmap(view, source),
        _disputed(view, source),
        _slope(view, source),
        forecast(material, source),
        *_timeline(material, source),
        _radar(material, view, source),
    )
    return tuple(one for one in found if one is not None)


def _keys(view: ReportView) -> list[Key]:
    before = view.profile.before
    first = [Key("ring", f"{before} where it rests on the same questions")] if before else []
    return [
        *first,
        Key("dot", view.answer.now),
        Key("bar", "target"),
        Key("triangle", "as shown by evidence where it differs"),
    ]


def _rule(y: float, colour: str = GRID, width: float = 0.8) -> Stroke:
    return Stroke(path=f"M{MARGIN} {y:.1f}H{RIGHT}", colour=colour, width=width)


def _phases(view: ReportView, source: str, accent: str) -> Picture:
    page = view.answer
    start, ends = 200.0, (RIGHT - 46, RIGHT)
    marks: list[Mark] = [Drawn(kind="axis", x=start, y=0, chart=page.axis)]
    heads = (page.now, "Change") if page.before else (page.now,)
    marks += [_number(x, 20, head, quiet=True) for x, head in zip(ends, heads, strict=False)]
    y = page.axis.height + 4
    marks.append(_rule(y, INK))
    for row in page.phases:
        marks += [
            Words(x=MARGIN, y=y + 18, text=charts.shortened(row.name, start - MARGIN - 8, 11), size=11, strong=True),
            Drawn(kind="track", x=start, y=y + 2, chart=row.track),
            _number(ends[0], y + 18, row.now, strong=True),
        ]
        if page.before:
            marks.append(_number(ends[1], y + 18, row.change, colour=FELL if row.fell else ""))
        y += 28
        marks.append(_rule(y))
    return framed(
        "phases",
        title=page.headline.current,
        texts=(page.headline,),
        under=f"{page.number} {page.scale}" + (f" \N{MIDDLE DOT} {page.level}" if page.level else ""),
        says="; ".join(row.alt for row in page.phases),
        marks=marks,
        height=y,
        legend=legend(_keys(view), accent),
        notes=["Change on comparable questions, taken before rounding."] if page.before else [],
        source=source,
    )


def _number(  # noqa: PLR0913 - how a number looks
    x: float, y: float, text: str, *, strong: bool = False, quiet: bool = False, colour: str = ""
) -> Words:
    return Words(
        x=x,
        y=y,
        text=text,
        size=8.5 if quiet else 10,
        strong=strong,
        anchor="end",
        colour=QUIET if quiet else colour,
    )


def _profile(view: ReportView, source: str, accent: str) -> Picture:
    page = view.profile
    start = 196.0
    columns = [("As", "answered"), ("As", "shown"), ("", "Target"), ("", "Gap"), ("Share", "of gaps")]
    ends = [458.0, 500.0, 536.0, 572.0, RIGHT]
    marks: list[Mark] = [Drawn(kind="axis", x=start, y=0, chart=page.axis)]
    for x, (first, second) in zip(ends, columns, strict=True):
        marks += [_number(x, 10, first, quiet=True), _number(x, 20, second, quiet=True)]
    y = max(page.axis.height, 24.0) + 3
    marks.append(_rule(y, INK))
    for row in page.rows:
        height = GROUP if row.is_group else ROW
        if row.shaded:
            marks.append(Box(x=MARGIN, y=round(y, 1), width=WIDTH - 2 * MARGIN, height=height, fill=SHADE))
        base = round(y + height - 6, 1)
        name = charts.shortened(row.name, start - MARGIN - 10, 10)
        marks.append(Words(x=MARGIN + 4, y=base, text=name, size=10, strong=row.is_group))
        if row.track:
            marks.append(Drawn(kind="track", x=start, y=round(y + 1, 1), chart=row.track))
        figures = (row.as_answered, row.as_shown, row.target, row.gap, row.share)
        marks += [
            _number(x, base, text, strong=row.is_group or x == ends[0]) for x, text in zip(ends, figures, strict=True)
        ]
        y += height
        marks.append(_rule(y, QUIET if row.is_group else GRID))
    return framed(
        "profile",
        title=page.headline.current,
        under=page.deck.current,
        texts=(page.headline, page.deck),
        says="; ".join(row.alt for row in page.rows),
        marks=marks,
        height=y,
        legend=legend([*_keys(view), Key("shade", "the largest gaps")], accent, SHADE),
        source=source,
    )


def _heatmap(view: ReportView, source: str) -> Picture | None:
    page = view.disagreement
    if page is None or not page.rows:
        return None
    start, end = 190.0, RIGHT - 44
    step = (end - start) / len(page.groups)
    heads = [lines_of(group, step - 6, 9)[:3] for group in page.groups]
    deep = max(len(lines) for lines in heads)
    marks: list[Mark] = []
    for at, lines in enumerate(heads):
        marks += [
            Words(
                x=round(start + step * (at + 0.5), 1),
                y=11.0 * (deep - len(lines) + number + 1),
                text=line,
                size=9,
                anchor="middle",
                colour=QUIET,
            )
            for number, line in enumerate(lines)
        ]
    marks.append(_number(RIGHT, 11.0 * deep, "Range", quiet=True))
    y = 11.0 * deep + 5
    for row in page.rows:
        name = charts.shortened(row.name, start - MARGIN - 8, 10)
        marks.append(Words(x=MARGIN, y=y + 13, text=name, size=10, strong=row.is_group))
        for at, cell in enumerate(row.cells):
            marks += _cell(cell, start + step * at, y, step)
        marks.append(_number(RIGHT, y + 13, row.span, strong=row.wide, colour=FELL if row.wide else ""))
        y += ROW
    return framed(
        "heatmap",
        title=page.headline.current,
        under=page.deck.current,
        texts=(page.headline, page.deck),
        says=f"Score by role group: {'; '.join(page.groups)}. "
        + "; ".join(f"{row.name}: {', '.join(cell.words or cell.text for cell in row.cells)}" for row in page.rows),
        marks=marks,
        height=y,
        notes=[page.note],
        source=source,
    )


def _cell(cell: HeatCell, x: float, y: float, step: float) -> Sequence[Mark]:
    return (
        Box(x=round(x + 1, 1), y=y + 0.5, width=round(step - 2, 1), height=ROW - 1, fill=cell.fill),
        Words(x=round(x + step / 2, 1), y=y + 13.5, text=cell.text, strong=True, anchor="middle", colour=cell.ink),
    )


def _disputed(view: ReportView, source: str) -> Picture | None:
    page = view.disagreement
    if page is None or not page.disputed:
        return None
    marks: list[Mark] = [
        Words(x=300, y=10, text="Answers by level", size=8.5, colour=QUIET),
        _number(460, 10, "Spread", quiet=True),
        Words(x=480, y=10, text="Why", size=8.5, colour=QUIET),
        _rule(15, INK),
    ]
    y = 15.0
    for row in page.disputed:
        why = lines_of(row.reason, RIGHT - 480, 9)
        practice = lines_of(f"{row.number}  {row.practice}", 270, 10)
        height = max(36.0, 12.0 * max(len(why), len(practice)) + 10)
        marks += [
            *(Words(x=MARGIN, y=y + 16 + 12 * at, text=line, size=10) for at, line in enumerate(practice)),
            Drawn(kind="strip", x=300, y=y + 5, chart=row.strip),
            _number(460, y + 16, row.spread),
            *(Words(x=480, y=y + 16 + 12 * at, text=line, size=9) for at, line in enumerate(why)),
        ]
        y += height
        marks.append(_rule(y))
    return framed(
        "disputed",
        title="To be talked about before anyone acts on them",
        under=page.headline.current,
        texts=(page.headline,),
        says="; ".join(f"{row.practice}: {row.alt}" for row in page.disputed),
        marks=marks,
        height=y,
        notes=["Spread: the mean distance of the answers from their mean, in levels"],
        source=source,
    )


def _slope(view: ReportView, source: str) -> Picture | None:
    page = view.change
    if page is None or page.slope is None:
        return None
    x = (WIDTH - page.slope.width) / 2
    marks: list[Mark] = [
        Words(x=x + page.slope.left, y=8, text=page.before, size=10, strong=True, anchor="end"),
        Words(x=x + page.slope.right, y=8, text=page.now, size=10, strong=True),
        Drawn(kind="slope", x=x, y=12, chart=page.slope),
    ]
    moved = [row for row in page.rows if not row.is_group]
    return framed(
        "change",
        title=page.headline.current,
        under=page.deck.current,
        texts=(page.headline, page.deck, page.panel),
        says="; ".join(f"{row.name}: {row.before} to {row.now}, {row.change}" for row in moved),
        marks=marks,
        height=page.slope.height + 12,
        notes=[f"{page.before} to {page.now} on comparable questions; broken lines fall", page.panel.current],
        source=source,
    )


def _timeline(material: Material, source: str) -> Iterator[Picture]:
    """Yield the timeline, in several pictures where there are too many actions for one."""
    page = timeline_page(material)
    if page is None:
        return
    keys = [
        Key("diamond", "milestone, filled once it is reached"),
        Key("triangle", "review"),
        Key("arrow", "what comes first; heavy where dates do not fit"),
        *([Key("today", "today")] if material.today else []),
    ]
    for at, (piece, says) in enumerate(page.pieces, 1):
        yield framed(
            "timeline" if at == 1 else f"timeline-{at}",
            title=page.headline.current,
            texts=(page.headline,),
            under=f"Part {at} of {len(page.pieces)}" if len(page.pieces) > 1 else "",
            says=says,
            marks=[Drawn(kind="timeline", x=(WIDTH - piece.width * SHRUNK) / 2, y=0, chart=piece, scale=SHRUNK)],
            height=piece.height * SHRUNK,
            legend=legend(keys, material.look.accent),
            source=source,
        )


def _radar(material: Material, view: ReportView, source: str) -> Picture | None:
    chart = view.appendix.radar
    if chart is None:
        return None
    before = [Key("dashes", view.profile.before)] if chart.before else []
    keys = [Key("line", view.answer.now), *before, *([Key("dots", "target")] if chart.target else [])]
    return framed(
        "radar",
        title=view.answer.headline.current,
        texts=(view.answer.headline,),
        under=f"Score of each {material.playbook.tiers[-1].lower()}",
        says="; ".join(row.alt for row in view.profile.rows if not row.is_group),
        marks=[Drawn(kind="radar", x=(WIDTH - chart.width) / 2, y=-AROUND_RADAR, chart=chart)],
        height=chart.height - 2 * AROUND_RADAR,
        legend=legend(keys, material.look.accent),
        source=source,
    )

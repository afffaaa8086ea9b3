"""What is around every picture: the headline above, the legend and the source below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cxdna.documents import charts
from cxdna.documents.compose import GRID, INK, QUIET
from cxdna.documents.draft import Draft
from cxdna.documents.gallery.model import MARGIN, WIDTH, Mark, Picture, Stroke, Words

TITLE_SIZE, TITLE_LINE = 15.0, 19.0
NOTE_SIZE, NOTE_LINE = 9.0, 12.5
SOURCE_SIZE: Final = 8.0
_SERIF: Final = 1.08
"""The serif face is so much wider than the sans, for which widths are known."""
_CHART_TOP: Final = 10.0
_MOST_LINES: Final = 12


def lines_of(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit the room."""
    lines: list[str] = []
    for word in text.split():
        if lines and charts.text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(charts.shortened(word, room, size))
    return tuple(lines[:_MOST_LINES])


def framed(  # noqa: PLR0913 - what stands around a picture, each named
    name: str,
    *,
    title: str,
    under: str,
    says: str,
    marks: Sequence[Mark],
    height: float,
    legend: tuple[Sequence[Mark], float] = ((), 0.0),
    notes: Sequence[str] = (),
    source: str,
    texts: Sequence[Draft] = (),
) -> Picture:
    """Return a picture; `marks` are drawn in a space of that height between headline and notes, from y = 0 on.

    `texts` are those in it that people may write.
    """
    room = WIDTH - 2 * MARGIN
    y = MARGIN + TITLE_SIZE
    around: list[Mark] = []
    for line in lines_of(title, room / _SERIF, TITLE_SIZE):
        around.append(Words(x=MARGIN, y=y, text=line, size=TITLE_SIZE, strong=True, serif=True, colour=INK))
        y += TITLE_LINE
    for line in lines_of(under, room, 10):
        around.append(Words(x=MARGIN, y=y, text=line, size=10, colour=QUIET))
        y += 14
    top = y - 6 + _CHART_TOP
    below, deep = legend
    y = top + height + 18 + deep
    for note in notes:
        for line in lines_of(note, room, NOTE_SIZE):
            around.append(Words(x=MARGIN, y=y, text=line, size=NOTE_SIZE, colour=QUIET))
            y += NOTE_LINE
    around.append(Stroke(path=f"M{MARGIN} {y - 2:.1f}H{WIDTH - MARGIN}", colour=GRID, width=0.8))
    y += 9
    for line in lines_of(source, room, SOURCE_SIZE):
        around.append(Words(x=MARGIN, y=y, text=line, size=SOURCE_SIZE, colour=QUIET))
        y += 11
    return Picture(
        name=name,
        title=title,
        says=says,
        height=round(y + 4, 1),
        around=tuple(around),
        marks=tuple(marks),
        top=round(top, 1),
        legend=tuple(below),
        legend_top=round(top + height + 18, 1),
        redrafted=any(one.state == "stale" for one in texts),
    )

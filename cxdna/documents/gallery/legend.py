"""The signs of a chart in a line below it, drawn as they are in the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from cxdna.documents import charts
from cxdna.documents.compose import FELL, INK, QUIET
from cxdna.documents.gallery.model import MARGIN, WIDTH, Mark, Stroke, Words

Sign = Literal["ring", "dot", "bar", "triangle", "line", "dashes", "dots", "shade", "diamond", "arrow", "today"]

SIZE: Final = 9.0
LINE: Final = 14.0
_GAP: Final = 16.0
_WIDTHS: Final[dict[Sign, float]] = {
    "line": 18,
    "dashes": 18,
    "dots": 18,
    "bar": 4,
    "today": 4,
    "arrow": 18,
    "shade": 12,
}
_DASHES: Final[dict[Sign, str]] = {"dashes": "6 3", "dots": "2 2.5"}


class Key(NamedTuple):
    """A sign and what it stands for."""

    sign: Sign
    text: str


def legend(keys: Sequence[Key], accent: str, shade: str = "") -> tuple[list[Mark], float]:
    """Return the legend from y = 0 on, in as many lines as it needs, and how high it is."""
    marks: list[Mark] = []
    x, y = MARGIN, 0.0
    for sign, text in keys:
        wide = _WIDTHS.get(sign, 9.0)
        needs = wide + 5 + charts.text_width(text, SIZE)
        if x > MARGIN and x + needs > WIDTH - MARGIN:
            x, y = MARGIN, y + LINE
        marks += [
            _sign(sign, x, y - 3.2, accent, shade),
            Words(x=round(x + wide + 5, 1), y=y, text=text, size=SIZE, colour=QUIET),
        ]
        x = round(x + needs + _GAP, 1)
    return marks, y + LINE if keys else 0.0


def _sign(sign: Sign, x: float, y: float, accent: str, shade: str) -> Stroke:  # noqa: PLR0911 - one for each sign
    y = round(y, 1)
    if sign in {"ring", "dot"}:
        fill = accent if sign == "dot" else "#ffffff"
        return Stroke(
            path=f"M{x + 0.6} {y}a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0", colour=accent, width=1.5, fill=fill
        )
    if sign == "bar":
        return Stroke(path=f"M{x + 2} {y - 5}v10", colour=INK, width=2)
    if sign == "triangle":
        return Stroke(path=f"M{x + 4} {y - 3}l3.2 5h-6.4z", colour=INK, width=1, fill="#ffffff")
    if sign == "diamond":
        return Stroke(path=f"M{x} {y}l4.2 -4.2l4.2 4.2l-4.2 4.2z", colour=INK, width=1.2, fill="#ffffff")
    if sign == "arrow":
        return Stroke(path=f"M{x} {y}h16m-4.5 -2.6l4.5 2.6l-4.5 2.6", colour=QUIET, width=1.2)
    if sign == "today":
        return Stroke(path=f"M{x + 2} {y - 6}v12", colour=FELL, width=1.4, dash="4 2")
    if sign == "shade":
        return Stroke(path=f"M{x} {y - 4}h12v8h-12z", colour=shade, fill=shade)
    return Stroke(
        path=f"M{x} {y}h18",
        colour={"line": accent, "dashes": QUIET}.get(sign, INK),
        width=2 if sign == "line" else 1.3,
        dash=_DASHES.get(sign, ""),
    )

"""A picture: what is drawn where, in pixels of a sheet 640 wide; all pictures are shown half as large again."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from cxdna.documents.charts import AxisHeader, Radar, Slope, Strip, Track
from cxdna.documents.timeline import Timeline

WIDTH: Final = 640.0
SCALE: Final = 1.5
MARGIN: Final = 20.0

Anchor = Literal["start", "middle", "end"]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float = 10
    strong: bool = False
    serif: bool = False
    anchor: Anchor = "start"
    colour: str = ""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A line along a path; with `dash` broken, with `fill` closed."""

    path: str
    colour: str
    width: float = 1
    dash: str = ""
    fill: str = "none"


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A chart of the documents, drawn by the same macro as there, at a place of the picture and that much larger."""

    kind: Literal["track", "axis", "strip", "slope", "radar", "timeline"]
    x: float
    y: float
    chart: Track | AxisHeader | Strip | Slope | Radar | Timeline
    scale: float = 1


Mark = Words | Box | Stroke | Drawn


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A chart with its headline, its legend and its source; `says` is its message in words.

    `around` is what stands around the chart; the `marks` of the chart count from `top` on, those of its `legend` from
    `legend_top`. `redrafted` tells that a draft stands where somebody wrote a text over other figures: a picture goes
    its own way, without the colophon that would say so.
    """

    name: str
    title: str
    says: str
    height: float
    around: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    top: float
    legend: tuple[Mark, ...] = ()
    legend_top: float = 0
    width: float = WIDTH
    redrafted: bool = False

    @property
    def shown_width(self) -> int:
        """How wide it is shown."""
        return round(self.width * SCALE)

    @property
    def shown_height(self) -> int:
        """How high it is shown."""
        return round(self.height * SCALE)

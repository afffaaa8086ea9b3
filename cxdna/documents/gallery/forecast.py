"""The forecast as a picture: where the whole stands at the end of each quarter, by the plan."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final

from cxdna.documents import charts
from cxdna.documents.compose import GRID, INK, QUIET
from cxdna.documents.gallery.frame import framed
from cxdna.documents.gallery.model import MARGIN, WIDTH, Box, Mark, Picture, Stroke, Words
from cxdna.documents.material import Material, level_label
from cxdna.documents.wording.outlook import expected, outlook
from cxdna.plan.forecast import condition
from cxdna.plan.model import ForecastStep
from cxdna.statistics.display import short_month, shown

_LEFT, _RIGHT = 96.0, WIDTH - 76
_HEIGHT: Final = 190.0
_BASE: Final = _HEIGHT - 34
_LEAST: Final = 62.0
"""A quarter needs so many pixels for its name; where there are more quarters, only some are named."""
_VALUE: Final = 26.0
"""Pixels that a value needs."""


def forecast(material: Material, source: str) -> Picture | None:
    """Return the picture; None where no action has a day, or the whole has no score."""
    found = outlook(material) if material.plan.actions else None
    if found is None or not found.steps:
        return None
    values = [found.now, *(step.whole for step in found.steps)]
    xs = [round(_LEFT + (_RIGHT - _LEFT) * at / (len(values) - 1), 1) for at in range(len(values))]
    ys = [_height(material, value) for value in values]
    target = material.scores.whole.target
    marks: list[Mark] = [*_levels(material), *_target(material, target)]
    marks += _line(material.look.accent, xs, ys)
    every = max(1, math.ceil(_LEAST / ((_RIGHT - _LEFT) / (len(values) - 1))))
    for at, x in enumerate(xs):
        if at == len(xs) - 1 or (at % every == 0 and len(xs) - 1 - at >= every):
            marks += _under(x, "Now" if at == 0 else "", found.steps[at - 1] if at else None, material)
    marks += _said(xs, ys, [shown(value) for value in values])
    words = [f"now {shown(found.now)}", *(f"{step.label} {shown(step.whole)}" for step in found.steps)]
    if target is not None:
        words.append(f"target {shown(target)}")
    return framed(
        "forecast",
        title=f"Where the plan leads: {expected(material).text}",
        under=f"Score of the whole at the end of each quarter, {condition(material.plan.actions)}",
        says="; ".join(words),
        marks=marks,
        height=_HEIGHT,
        notes=["An action counts when it is due: it lifts what it closes to its level, and the scores roll up again."],
        source=source,
    )


def _height(material: Material, value: Fraction) -> float:
    return charts.place(value, material.levels[0], material.levels[-1], _BASE, 14)


def _levels(material: Material) -> list[Mark]:
    marks: list[Mark] = []
    for level, name in zip(material.levels, material.level_names, strict=True):
        y = _height(material, level)
        label = charts.shortened(f"{level_label(level)} {name}", _LEFT - MARGIN - 24, 9)
        marks += [
            Stroke(path=f"M{_LEFT - 16} {y}H{_RIGHT + 16}", colour=GRID, width=0.8),
            Words(x=MARGIN, y=y + 3, text=label, size=9, colour=QUIET),
        ]
    return marks


def _target(material: Material, target: Fraction | None) -> list[Mark]:
    if target is None:
        return []
    y = _height(material, target)
    return [
        Stroke(path=f"M{_LEFT - 16} {y}H{_RIGHT + 16}", colour=INK, width=1.2, dash="2 2.5"),
        Words(x=_RIGHT + 20, y=y + 3, text=f"target {shown(target)}", size=9),
    ]


def _line(accent: str, xs: list[float], ys: list[float]) -> list[Mark]:
    """Return a line that steps up where actions end: between two quarters nothing is known."""
    path = f"M{xs[0]} {ys[0]}" + "".join(f"H{x}V{y}" for x, y in zip(xs[1:], ys[1:], strict=True))
    return [
        Stroke(path=path, colour=accent, width=2.2),
        *(
            Box(x=round(x - 3.5, 1), y=round(y - 3.5, 1), width=7, height=7, fill=accent)
            for x, y in zip(xs, ys, strict=True)
        ),
    ]


def _said(xs: list[float], ys: list[float], texts: list[str]) -> list[Mark]:
    """Return the first and the last value and those that differ from the one said before, where there is room."""
    marks: list[Mark] = []
    before = ("", -_LEAST)
    for at, (x, y, text) in enumerate(zip(xs, ys, texts, strict=True)):
        ends = at in {0, len(xs) - 1}
        if ends or (text != before[0] and min(x - before[1], xs[-1] - x) >= _VALUE):
            before = (text, x)
            marks += [
                Box(x=round(x - _VALUE / 2, 1), y=round(y - 20, 1), width=_VALUE, height=13, fill="#ffffff"),
                Words(x=x, y=round(y - 9, 1), text=text, size=11, strong=ends, anchor="middle"),
            ]
    return marks


def _under(x: float, word: str, step: ForecastStep | None, material: Material) -> list[Mark]:
    lines = (word, short_month(material.scores.date)) if step is None else tuple(_two(step.label))
    return [
        Words(x=x, y=_BASE + 16 + 11 * at, text=line, size=9, anchor="middle", colour=QUIET)
        for at, line in enumerate(lines)
    ]


def _two(label: str) -> list[str]:
    """Break a quarter's label before its year."""
    first, _, year = label.rpartition(" ")
    return [first, year]

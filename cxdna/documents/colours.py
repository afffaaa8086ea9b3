"""Colours from one accent: contrast as WCAG 2.2 counts it, the nearest that can be read, and a ramp of levels.

Lightness and hue are those of OKLab (Ottosson 2020), so that steps look evenly spaced and differ in grey as well.
"""

from __future__ import annotations

import math
import re

import msgspec

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE = "#ffffff"
INK = "#1b2430"
DEFAULT_ACCENT = "#0f5c63"
TEXT_CONTRAST = 4.5
ROUNDING = 1e-4

LIGHTNESS = (0.9268, 0.8311, 0.7124, 0.5225, 0.3751)
CHROMA = (0.155, 0.506, 0.869, 1.049, 0.858)
"""Lightness of the five steps, and their colourfulness as a share of the accent's: those of the design's own ramp."""


class Step(msgspec.Struct, frozen=True):
    """One step of a ramp: a colour, and the colour of text on it (contrast of at least 4.5 to 1)."""

    background: str
    text: str


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB's own numbers


def _encoded(linear: float) -> int:
    share = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055  # noqa: PLR2004  # the same
    return math.floor(share * 255 + 0.5)


def _channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of `#rrggbb` as shares of light, 0 to 1."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma and hue (radians)."""
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _colour(lightness: float, chroma: float, hue: float) -> str:
    """Return `#rrggbb`, as colourful as a screen can show it at that lightness."""
    light = (0.0, 0.0, 0.0)
    for hundredth in range(100, -1, -2):
        a, b = chroma * hundredth / 100 * math.cos(hue), chroma * hundredth / 100 * math.sin(hue)
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        light = (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
        if all(-ROUNDING <= channel <= 1 + ROUNDING for channel in light):
            break
    return "#" + "".join(f"{_encoded(min(max(channel, 0.0), 1.0)):02x}" for channel in light)


def readable(accent: str) -> str:
    """Return the accent, or the nearest darker colour of its hue that can be read as text on white (4.5 to 1)."""
    lightness, chroma, hue = _oklch(accent)
    colour = accent.lower()
    while contrast(colour, WHITE) < TEXT_CONTRAST:
        lightness -= 0.004
        colour = _colour(lightness, chroma, hue)
    return colour


def text_on(background: str) -> str:
    """Return ink or white, whichever can be read better."""
    return max((INK, WHITE), key=lambda text: contrast(text, background))


def _between(anchors: tuple[float, ...], position: float) -> float:
    before = min(int(position), len(anchors) - 2)
    return anchors[before] + (anchors[before + 1] - anchors[before]) * (position - before)


def ramp(accent: str, levels: int = 5) -> tuple[Step, ...]:
    """Return one step for each level, from light to dark, in the accent's hue; every text on it can be read."""
    _, accent_chroma, hue = _oklch(accent)
    steps = []
    for level in range(levels):
        position = level * (len(LIGHTNESS) - 1) / max(levels - 1, 1)
        lightness, chroma = _between(LIGHTNESS, position), accent_chroma * _between(CHROMA, position)
        background = _colour(lightness, chroma, hue)
        while contrast(text := text_on(background), background) < TEXT_CONTRAST:
            lightness += 0.004 if text == INK else -0.004
            background = _colour(lightness, chroma, hue)
        steps.append(Step(background, text))
    return tuple(steps)

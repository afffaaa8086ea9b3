"""Colours: contrast by WCAG, the design's own ramp, and legible ramps from any accent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdna.documents.colours import WHITE, contrast, luminance, ramp, readable

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == 21
    assert contrast(WHITE, WHITE) == 1
    assert round(contrast("#767676", WHITE), 2) == 4.54, "the lightest grey that passes, as known from WCAG's own tools"
    assert round(contrast("#777777", WHITE), 2) == 4.48


def test_the_default_accent_gives_the_ramp_of_the_design() -> None:
    design = ("#dfe9ea", "#aecfd1", "#74aeb2", "#2b767c", "#0b4a50")
    for step, wanted in zip(ramp("#0f5c63"), design, strict=True):
        assert all(
            abs(one - other) <= 2 for one, other in zip(channels(step.background), channels(wanted), strict=True)
        )


@given(ANY_COLOUR)
def test_any_colour_has_a_darker_one_that_can_be_read(colour: str) -> None:
    found = readable(colour)
    assert contrast(found, WHITE) >= 4.5
    assert luminance(found) <= luminance(colour)
    assert (found == colour) == (contrast(colour, WHITE) >= 4.5)


@given(ANY_COLOUR, st.integers(1, 10))
def test_any_accent_gives_levels_that_differ_in_grey_and_carry_text(colour: str, levels: int) -> None:
    steps = ramp(readable(colour), levels)
    greys = [luminance(step.background) for step in steps]
    assert len(steps) == levels
    assert greys == sorted(greys, reverse=True)
    assert len(set(greys)) == levels
    assert all(contrast(step.text, step.background) >= 4.5 for step in steps)

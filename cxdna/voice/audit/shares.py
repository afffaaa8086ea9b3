"""Shares beside thresholds: with so many decimals that 5.27% does not read as the 5% that it is over."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from cxdna.statistics.display import percent, rounded, shown

_MOST_PLACES: Final = 3


def beside(share: Fraction, *limits: Fraction) -> str:
    """Return a share from 0 to 1 in per cent: whole, or with decimals where it would read as a limit that it is not."""
    whole = rounded(share * 100, 0)
    if share in limits or all(rounded(limit * 100, 0) != whole for limit in limits):
        return percent(share)
    places = next((at for at in range(1, _MOST_PLACES) if rounded(share * 100, at) != whole), _MOST_PLACES)
    return f"{shown(share * 100, places)}%"

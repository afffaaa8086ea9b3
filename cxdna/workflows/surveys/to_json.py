"""What was reckoned, as JSON for other programs: fractions exact and rounded, as every command prints them.

Light, where `workflows.score` would bring all that assessments need.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cxdna.statistics.display import rounded

PLACES = 4
"""An NPS or a share is told on 0 to 1: two places would be whole per cents only."""


def to_json(report: msgspec.Struct) -> str:
    """Return a struct as indented JSON: {"exact": "163/40", "rounded": 4.075}."""
    return msgspec.json.format(msgspec.json.encode(report, enc_hook=_number), indent=2).decode()


def _number(value: Fraction) -> object:
    return {"exact": str(value), "rounded": float(rounded(value, PLACES))}

"""What questions of surveys are called where readers know no ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdna.voice.survey.model import About

NAMES: Final[Mapping[About, str]] = {
    "satisfaction": "Satisfaction",
    "recommendation": "Recommendation",
    "effort": "Ease",
}
"""What questions measure that have a name in all surveys; others are called by their ids."""


def in_blanks(name: str) -> str:
    """Return an id with blanks between its words."""
    return " ".join(name.replace("_", " ").split()) or name

"""Whether an assessment of a workspace still stands open."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.answers.model import ClosingNote


def is_open(closings: Sequence[ClosingNote]) -> bool:
    """Tell whether figures may still change: not closed yet, or opened again since."""
    return not closings or closings[-1].reopened_on is not None

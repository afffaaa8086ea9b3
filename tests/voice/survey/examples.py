"""The example surveys, by what they show."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent / "examples"
VALID = tuple(sorted((EXAMPLES / "valid").glob("*.yaml")))
INVALID = tuple(sorted((EXAMPLES / "invalid").glob("*.yaml")))

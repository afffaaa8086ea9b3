"""The example definition files, by what they show."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "definitions"
SMALL = EXAMPLES / "valid" / "small"
VALID = tuple(sorted(path for path in (EXAMPLES / "valid").iterdir() if path.is_dir()))
VALID_FILES = tuple(sorted((EXAMPLES / "valid").rglob("*.yaml")))
INVALID = tuple(sorted(path for path in (EXAMPLES / "invalid").iterdir() if path.is_dir() or path.suffix == ".yaml"))

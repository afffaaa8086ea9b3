"""The engines by name."""

from __future__ import annotations

from typing import Literal

from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Engine
from cxdna.voice.counts.spark import Spark


def engine(name: Literal["duckdb", "spark"]) -> Engine:
    """Return the engine of that name; nothing is loaded before it opens a file."""
    return DuckDB() if name == "duckdb" else Spark()

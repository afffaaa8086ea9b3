"""What counting may use: what was typed, else what the environment says, else what the engine takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

from cxdna.errors import Problem, Problems, UserError
from cxdna.voice.counts.engine import Limits, memory_of

MEMORY: Final = "CXDNA_SURVEY_MEMORY"
AUDIT_MEMORY: Final = "CXDNA_SURVEY_AUDIT_MEMORY"
THREADS: Final = "CXDNA_SURVEY_THREADS"
TEMPORARY: Final = "CXDNA_SURVEY_TEMPORARY"
_MOST_THREADS: Final = 256
"""More than any machine's processors only wait for each other."""


class Counting(NamedTuple):
    """How a file is counted, as it was typed."""

    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str | None = None
    memory: str | None = None
    threads: str | None = None
    temporary: Path | None = None


def limits_of(said: Counting, environment: Mapping[str, str]) -> Limits:
    """Return the limits of an engine. Raises `Problems` with everything that cannot be."""
    problems: list[Problem] = []
    memory, of_memory = _first((said.memory, "--memory"), MEMORY, environment)
    try:
        memory_of(Limits(memory=memory))
    except UserError as error:
        problems.append(Problem("", 0, f"{of_memory}: {error.what}", error.do))
    threads, of_threads = _first((said.threads, "--threads"), THREADS, environment)
    if threads and not (threads.isdecimal() and 1 <= int(threads) <= _MOST_THREADS):
        what = f"{of_threads} is '{threads}', which is no number of threads"
        problems.append(Problem("", 0, what, f"give a whole number from 1 to {_MOST_THREADS}"))
    named = str(said.temporary) if said.temporary else None
    temporary, of_temporary = _first((named, "--temporary"), TEMPORARY, environment)
    if temporary and not Path(temporary).is_dir():
        what = f"{of_temporary} is '{temporary}', which is no folder"
        problems.append(Problem("", 0, what, "make it, or name one that is there"))
    if said.master and said.engine != "spark":
        problems.append(Problem("", 0, "--master names a Spark cluster", "add --engine spark"))
    if problems:
        raise Problems(problems)
    return Limits(
        memory=memory,
        temporary=Path(temporary) if temporary else None,
        threads=int(threads) if threads else None,
        master=said.master,
    )


def limits_of_audit(said: Counting, environment: Mapping[str, str]) -> Limits:
    """Return the limits of an audit, which looks at single answers: its memory is set apart. Raises as `limits_of`."""
    return limits_of(said._replace(memory=said.memory or environment.get(AUDIT_MEMORY)), environment)


def _first(said: tuple[str | None, str], name: str, environment: Mapping[str, str]) -> tuple[str | None, str]:
    """Return what was typed, or what a variable says, with what it is called."""
    typed, option = said
    return (typed.strip(), option) if typed else (environment.get(name, "").strip() or None, name)

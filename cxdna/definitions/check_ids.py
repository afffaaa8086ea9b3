"""Ids that are the same, or would be to someone who does not look at capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cxdna.definitions.document import Document, Where
from cxdna.errors import Problem

Named = tuple[Document, Where, str]
"""A file, the path to an id in it, and the id."""


def check_ids(named: Iterable[Named], noun: str) -> Iterator[Problem]:
    """Yield a problem at each id that an earlier one equals after case folding, naming both lines."""
    first: dict[str, Named] = {}
    for document, where, name in named:
        before, where_before, earlier = first.setdefault(name.casefold(), (document, where, name))
        if (before, where_before) == (document, where):
            continue
        line, line_before = document.marks.line(where), before.marks.line(where_before)
        lines = f"lines {line_before}, {line}" if before is document else f"the other is at {before.path}:{line_before}"
        if name == earlier:
            yield document.problem(where, f"{noun} '{name}' is there twice ({lines})", "give one another id")
        else:
            what = f"{noun} '{name}' and {noun} '{earlier}' differ in capitals only ({lines})"
            yield document.problem(where, what, "give one another id")

"""How much room an action's page has: a row or two that would go over the page are kept on it by setting it closer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cxdna.documents.breaking import lines_in
from cxdna.documents.milestone_bar import MilestoneBar
from cxdna.documents.plan.model import Field, Line

ROOM: Final = 668.0
"""Points between the margins of the lower of the two papers, US Letter, less what rounding may take."""
TITLE_WIDTH, TITLE_LINE, SMALL_TITLE = 478.0, 22.8, 0.79
HEAD: Final = 61.0
"""Points of the line above the title, of the strip of facts, and of the space between."""
TEXT_WIDTH: Final = 244.0
LINE, ROW = 11.8, 6.2
CLOSE: Final = 0.86
"""What the fields take of their room when they are set closer."""


def setting(title: str, *, is_long: bool, bar: MilestoneBar | None, fields: Sequence[Field]) -> str:
    """Return how an action is set: in two columns, in two that are closer, or stacked where neither fits a page."""
    size = 15 if is_long else 19
    head = HEAD + TITLE_LINE * (SMALL_TITLE if is_long else 1) * lines_in(title, TITLE_WIDTH, size)
    head += bar.height * 0.75 + 14 if bar else 17
    body = sum(map(_height, fields))
    if head + body <= ROOM:
        return "beside"
    return "tightly" if head + body * CLOSE <= ROOM else "stacked"


def _height(field: Field) -> float:
    lines = lines_in(field.text.text, TEXT_WIDTH, 9) if field.text and field.text.text else 0
    return ROW + sum(1.5 + LINE * _lines(line) for line in field.lines) + LINE * lines


def _lines(line: Line) -> int:
    return lines_in(
        f"{line.lead}{line.ref.id if line.ref else ''} {line.text} ({line.quiet}) {line.late}", TEXT_WIDTH, 9
    )

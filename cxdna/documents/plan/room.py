"""How an action's page is set: what it holds stays on one page wherever there is room for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cxdna.documents.breaking import lines_in
from cxdna.documents.milestone_bar import MilestoneBar
from cxdna.documents.plan.model import Field, GateLine, KpiBox, Line

ROOM: Final = 668.0
"""Points between the margins of the lower of the two papers, US Letter, less what rounding may take."""
TITLE_WIDTH, TITLE_LINE, SMALL_TITLE = 478.0, 22.8, 0.79
HEAD: Final = 61.0
"""Points of the line above the title, of the strip of facts, and of the space between."""
TEXT_WIDTH, WIDE_TEXT = 244.0, 398.0
"""Points that the texts of fields are wide: beside the outcome, and above it."""
LINE, ROW = 11.8, 6.2
CLOSE: Final = 0.86
"""What the fields take of their room when they are set closer."""
HALF: Final = 226.0
"""Points that outcome and gates are wide where they stand side by side, beneath the fields."""
ASIDE_HEAD, ASIDE_LINE, COURSE, SIGNATURE = 18.0, 12.4, 72.0, 38.0
"""Points of their heads, of a line, of the drawing of what was measured, and of the place to sign."""


COUNTER, WATCHED = "Counter-KPI, to keep it honest", "Also watched"


def setting(title: str, *, is_long: bool, bar: MilestoneBar | None, fields: Sequence[Field], beneath: float) -> str:
    """Return how an action is set: in two columns, closer, or with outcome and gates `beneath`, so many points high.

    Where that takes more than a page, steps run in; what fits no page like that either goes over it.
    """
    size = 15 if is_long else 19
    head = HEAD + TITLE_LINE * (SMALL_TITLE if is_long else 1) * lines_in(title, TITLE_WIDTH, size)
    head += bar.height * 0.75 + 14 if bar else 17
    body = sum(_height(one, TEXT_WIDTH) for one in fields)
    if head + body <= ROOM:
        return "beside"
    if head + body * CLOSE <= ROOM:
        return "tightly"
    wide = sum(_height(one, WIDE_TEXT) for one in fields)
    if head + wide + beneath <= ROOM:
        return "stacked"
    return "stacked tightly" if head + wide * CLOSE + beneath <= ROOM else "stacked tightly running"


def aside_height(kpi: KpiBox | None, gates: Sequence[GateLine], facts: Iterable[str]) -> float:
    """Return about how many points outcome and gates take side by side; `facts` are the lines below the gates."""
    judged = ASIDE_HEAD
    if kpi is not None:
        facts_of = [f"{one.label}  {one.value}" for one in kpi.facts]
        labelled = [f"{COUNTER}  {kpi.counter}" if kpi.counter else "", f"{WATCHED}  {kpi.more}" if kpi.more else ""]
        judged += _lines_of([f"Outcome: {kpi.name}", kpi.about, *facts_of, *labelled])
        judged += COURSE if kpi.course else 0
    said = [f"  {one.name} open: {one.says}" for one in gates if one.says]
    return max(judged, ASIDE_HEAD + _lines_of([*said, "passed", *facts]) + SIGNATURE)


def _lines_of(texts: Iterable[str]) -> float:
    return sum(ASIDE_LINE * lines_in(text, HALF, 8.9) + 2 for text in texts if text)


def _height(field: Field, width: float) -> float:
    lines = lines_in(field.text.text, width, 9) if field.text and field.text.text else 0
    return ROW + sum(1.5 + LINE * _lines(line, width) for line in field.lines) + LINE * lines


def _lines(line: Line, width: float) -> int:
    return lines_in(f"{line.lead}{line.ref.id if line.ref else ''} {line.text} ({line.quiet}) {line.late}", width, 9)

"""How much room the answer page has: it stays one page, on the lower of the two papers, whatever people write on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cxdna.documents.breaking import lines_of
from cxdna.documents.draft import Draft
from cxdna.documents.report.model import DecisionRow, Move, Point, StripCell

ROOM: Final = 686.0
"""Points between the margins of US Letter, and the 12 that its wider lines save."""
SETTINGS: Final = {"": 1.0, "close": 0.91, "dense": 0.82}
"""How a page may be set, and what the same texts then take of the room."""
EYEBROW: Final = 19.0
NUMBER: Final = 50.0
HEAD: Final = 46.0
"""Points of a caption with the head of its table, or of a heading with its space."""
NOTE: Final = 19.0
LINE: Final = 12.4
CELL_LINE: Final = 11.4


def above(
    headline: Draft, lines: Sequence[str], level: str, parts: Sequence[str], columns: Sequence[Sequence[Point]]
) -> float:
    """Return about how many points everything takes that stands above the decisions."""
    left = NUMBER + 15 * lines_of(level, 28) + sum(LINE * lines_of(line, 36) + 3 for line in lines)
    right = 31 + sum(max(24, 8 + LINE * lines_of(name, 11)) for name in parts) + 2 * LINE
    points = max(sum(map(_point, column)) for column in columns)
    return EYEBROW + 23 * lines_of(headline.printed, 49) + 6 + max(left, right) + HEAD / 2 + points + 4


def below(strip: Sequence[StripCell]) -> float:
    """Return about how many points the strip takes."""
    wide, narrow = strip[:2], strip[2:]
    return 34 + LINE * max(
        *(lines_of(cell.says.printed, 35) for cell in wide), *(lines_of(cell.says.printed, 17) for cell in narrow)
    )


def setting(needed: float) -> str:
    """Return the widest setting in which so many points fit; the closest where they fit in none."""
    return next((name for name, share in SETTINGS.items() if needed * share <= ROOM), "dense")


def fitting(rows: Sequence[DecisionRow], room: float) -> int:
    """Return how many decisions there is room for, from the first on: one at least."""
    left = room - HEAD
    for count, row in enumerate(rows):
        left -= _decision(row)
        if left < (NOTE if count + 1 < len(rows) else 0):
            return max(count, 1)
    return len(rows)


def decisions(rows: Sequence[DecisionRow]) -> float:
    """Return about how many points the table of decisions takes."""
    return HEAD + sum(map(_decision, rows)) if rows else 0.0


def moves(rows: Sequence[Move]) -> float:
    """Return about how many points the table of drafted decisions takes."""
    texts = [(f"{row.title.printed} ({row.lifts}; {row.needs})", row.because.printed) for row in rows]
    return (
        HEAD + sum(6 + CELL_LINE * max(lines_of(first, 46), lines_of(why, 50)) for first, why in texts) if rows else 0.0
    )


def _point(point: Point) -> float:
    title = f"{point.title.printed} {point.rests_on}".rstrip()
    return 13.2 * lines_of(title, 48) + LINE * lines_of(point.text.printed, 58) + 4


def _decision(row: DecisionRow) -> float:
    return 6 + CELL_LINE * max(
        lines_of(row.what, 38), lines_of(row.if_not, 41), lines_of(row.who, 17), lines_of(row.cost, 12)
    )

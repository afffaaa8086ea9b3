"""What was made, in lines for whoever asked: the file, and what it is for, in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from cxdna.statistics.display import counted

PURPOSES: Final = {
    "workbook.xlsx": "scores, answers, findings and plan, to sort and filter",
    "calendar.ics": "everything that is due, for a calendar",
    "data.json": "everything, for other programs",
}
"""What the files beside the documents are for."""
FOLDERS: Final = {"calendars": ("calendar, of one person", "calendars, one for each person")}
"""What the files of a folder are for, one of them and several."""
GAP: Final = "    "


def beside(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each file with what it is for; those of a folder in one line."""
    inside: Counter[str] = Counter()
    rows: dict[str, str] = {}
    for name in names:
        folder, slash, _ = name.rpartition("/")
        inside[folder] += 1
        if slash:
            one, several = FOLDERS.get(folder, ("file", "files"))
            rows[folder] = counted(inside[folder], one, several)
        else:
            rows[name] = PURPOSES.get(name, "")
    return tuple(rows.items())


def aligned(rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return rows of a file and what it is, the second column under itself."""
    width = max((len(first) for first, _ in rows), default=0)
    return tuple(f"{first:{width}}{GAP}{second}".rstrip() for first, second in rows)

"""How many answers of a file stand how, and in which months they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from cxdna.statistics.display import counted, listed
from cxdna.voice.counts.model import Counts, Standing
from cxdna.voice.model import SurveyFile
from cxdna.voice.survey.model import Month

WORDS: Final[Mapping[Standing, str]] = {
    "counted": "count",
    "late": "came too late",
    "excluded": "are excluded",
    "staff": "are of own staff",
    "no_answer": "have no score",
    "unusable": "cannot be read",
}
"""How scores stand, in words after their number."""


def standings_of(counts: Counts) -> Counter[Standing]:
    """Return how many answers of a file stand how."""
    found: Counter[Standing] = Counter()
    for cell in counts.cells:
        if not cell.cut:
            found[cell.standing] += cell.n
    return found


def standings_in_words(counts: Counts) -> str:
    """Return how many scores stand how: 9,800 scores count, 120 came too late and 40 are excluded."""
    return listed(_each(counts)) or "no scores"


def _each(counts: Counts) -> Iterator[str]:
    found = standings_of(counts)
    for standing, words in WORDS.items():
        n = found[standing]
        if standing == "counted":
            yield f"{counted(n, 'score')} {'counts' if n == 1 else words}"
        elif standing == "no_answer" and n:
            yield f"{counted(n, 'question')} {'has' if n == 1 else 'have'} none"
        elif n:
            yield f"{n:,} {_for_one(words) if n == 1 else words}"


def _for_one(words: str) -> str:
    return f"is {words[4:]}" if words.startswith("are ") else words


def rows_in_words(counts: Counts) -> str:
    """Return how many rows a file has, and how many invitations customers answered where it tells: 80 rows."""
    answered = sum(one.n for one in counts.returned if one.disposition in {"complete", "partial"})
    said = f", {counted(answered, 'invitation')} answered" if counts.returned else ""
    return f"{counted(counts.rows, 'row')}{said}"


def months_of(file: SurveyFile) -> frozenset[Month]:
    """Return the months that have answers which count."""
    return frozenset(cell.month for cell in file.counts.cells if cell.standing == "counted" and not cell.cut)


def waves_in(file: SurveyFile) -> tuple[str, ...]:
    """Return the waves that have answers which count, in the order of their months."""
    found = {(cell.month, cell.wave) for cell in file.counts.cells if cell.standing == "counted" and not cell.cut}
    return tuple(dict.fromkeys(wave for _, wave in sorted(found) if wave))

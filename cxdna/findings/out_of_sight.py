"""Evidence that counts although nobody can look at it: it names neither file, link, owner nor source."""

from __future__ import annotations

from collections.abc import Iterable

from cxdna.organisation.model import Evidence
from cxdna.scores.model import Scores
from cxdna.statistics.display import counted


def out_of_sight(scores: Scores, evidence: Iterable[Evidence]) -> int:
    """Return how many records count for some question and name no place and nobody who has them."""
    counting = {use.id for question in scores.questions for use in question.verdict.uses if use.counts}
    nowhere = {one.id for one in evidence if not (one.file or one.link or one.owner or one.source)}
    return len(counting & nowhere)


def out_of_sight_words(count: int) -> str:
    """Return what to say of such records; "" where there are none."""
    if not count:
        return ""
    them = "it" if count == 1 else "them"
    records = f"{counted(count, 'record')} {'counts' if count == 1 else 'count'}"
    name = "names" if count == 1 else "name"
    return f"{records} that {name} neither file, link, owner nor source: nobody can look at {them} yet"

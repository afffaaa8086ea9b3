"""The second page of the summary while there is no plan: every part with its gap, and what to do next in it."""

from __future__ import annotations

from typing import Final

from cxdna.documents import charts
from cxdna.documents.draft import in_words
from cxdna.documents.material import Material, question_number
from cxdna.documents.report.whole_pages import POINTS, part_track, track_alt, waits_for
from cxdna.documents.summary.model import NextPage, NextRow
from cxdna.documents.wording import whole as words
from cxdna.documents.wording.moved import plural
from cxdna.documents.wording.outlook import cut
from cxdna.plan.match import match
from cxdna.scores.model import PartScore
from cxdna.statistics.display import shown

MOST: Final = 14
"""How many parts one page has room for."""
LONGEST_NAME: Final = 42
LONGEST_TEXT: Final = 84
"""How much of a name and of an action's title a row has room for."""
WIDTH: Final = 150.0


def next_page(material: Material) -> NextPage:
    """Return the page: all parts in the order of the playbook, or those with the largest gaps where they are many."""
    noun = material.playbook.tiers[-1]
    largest = [gap.part for gap in material.findings.gaps]
    kept = set((largest + [part.id for part in material.leaves if part.id not in largest])[:MOST])
    left = len(material.leaves) - len(kept)
    named = set(largest[:POINTS])
    return NextPage(
        headline=material.say("profile.headline", words.gap_share(material)),
        deck=material.say("profile.deck", words.profile_deck(material)),
        noun=noun,
        axis=charts.axis_header(material.levels, material.level_names, width=WIDTH),
        rows=tuple(_row(material, part, shaded=part.id in named) for part in material.leaves if part.id in kept),
        note=_note(left, noun.lower()),
    )


def _note(left: int, noun: str) -> str:
    first = (
        "Shaded: the largest weighted gaps. There is no plan yet: what to do next is drafted from the action library."
    )
    if not left:
        return first
    more = f"{in_words(left)} more {noun if left == 1 else plural(noun)}"
    return f"{first} {more[:1].upper()}{more[1:]}, with the smallest gaps or none, stand in the full report."


def _row(material: Material, part: PartScore, *, shaded: bool) -> NextRow:
    todo, why = _todo(material, part)
    return NextRow(
        name=cut(material.label(part.id), LONGEST_NAME),
        shaded=shaded,
        track=part_track(material, part, WIDTH),
        alt=track_alt(material, part),
        now=shown(material.value(part)),
        target=shown(part.target),
        gap=shown(part.gap),
        next=todo,
        why=why,
    )


def _todo(material: Material, part: PartScore) -> tuple[str, str]:
    """Return what to do first in a part and who does it, those that can start at once before those that must wait."""
    if part.gap is None:
        return "", "no score yet"
    if not part.gap:
        return "", "the target is met"
    ready = sorted(match(part, material.scores, material.actions), key=lambda one: bool(one.waits_for))
    if not ready:
        return "", "the library has no action for this gap"
    first = ready[0]
    waits = waits_for(material, first)
    about = question_number(first.question) if first.question else ""
    facts = (about, first.action.owner_role, waits)
    return cut(first.action.title, LONGEST_TEXT), cut("; ".join(text for text in facts if text), LONGEST_TEXT)

"""An assessment as it may leave the workspace, when nobody is to know who said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from cxdna.answers.model import AnswerChange, AnswersFile, AnswerSheet, ClosingNote, EvidenceChange, Restatement
from cxdna.organisation.model import Evidence, Respondent
from cxdna.privacy.suppress import Suppressed, suppress
from cxdna.scores.model import Assessed
from cxdna.statistics.display import listed

SOMEBODY: Final = "Somebody"
"""The name of a person who is not named."""
ALL_GROUPS: Final = "All role groups together"
OTHER_GROUPS: Final = "Other role groups together"
NOT_SHOWN: Final = "Not shown: it may name somebody who answered"
_LONGEST: Final = 60


def protect(assessed: Assessed) -> Assessed:
    """Return what every output may show; a named assessment as it is.

    What people answered is left to the scores, which show it signed by nobody (see `scores.veil`). There are as many
    people left as answered, each without a name, an id of their own or answers, in role groups that may be counted;
    groups that may not are put together, and fewer than five people are one. Evidence, corrections and why it was
    opened again name nobody who answered. Protecting twice changes nothing.
    """
    answers = assessed.answers
    if answers.assessment.mode == "named":
        return assessed
    people = tuple(_people(answers))
    names = _names_of(answers.respondents)
    kept = replace(
        answers,
        respondents=people,
        sheets=tuple(AnswerSheet(respondent=person.id, answers={}) for person in people),
        evidence=tuple(_unnamed(record, names) for record in answers.evidence),
        restatements=tuple(_unsigned(one, names) for one in answers.restatements),
    )
    return replace(assessed, answers=kept, closings=unsigned_notes(assessed.closings, answers.respondents))


def unsigned_notes(notes: Iterable[ClosingNote], people: Collection[Respondent]) -> tuple[ClosingNote, ...]:
    """Return what may be shown of the closings of an assessment in which nobody is to know who of these said what."""
    names = _names_of(people)
    return tuple(
        replace(
            one,
            reopened_why=NOT_SHOWN if _names(one.reopened_why, names) else one.reopened_why,
            corrections=tuple(_unsigned(made, names) for made in one.corrections or ()) or UNSET,
        )
        for one in notes
    )


def group_sizes(answers: AnswersFile) -> Suppressed:
    """Return how many people of each role group answered, as far as that may be shown; named assessments show all."""
    answered = {sheet.respondent for sheet in answers.sheets}
    counts = Counter(person.group for person in answers.respondents if person.id in answered)
    if answers.assessment.mode == "named":
        return Suppressed(counts.total(), dict(counts))
    return suppress(dict.fromkeys((person.group for person in answers.respondents), 0) | counts)


def _people(answers: AnswersFile) -> Iterator[Respondent]:
    sizes = group_sizes(answers)
    groups = [(group, count) for group, count in sizes.cells.items() if count]
    hidden = [group for group, count in sizes.cells.items() if count is None]
    if sizes.total is None:
        groups = [(ALL_GROUPS, 1)]
    elif hidden:
        rest = sizes.total - sum(count for _, count in groups)
        groups.append((_together(hidden) if groups else ALL_GROUPS, rest))
    number = 0
    for group, count in groups:
        for _ in range(count):
            number += 1
            yield Respondent(id=f"somebody_{number}", name=SOMEBODY, role=SOMEBODY, group=group)


def _together(groups: Collection[str]) -> str:
    name = f"{listed(groups)} together"
    return name if len(name) <= _LONGEST else OTHER_GROUPS


def _unnamed(record: Evidence, names: Collection[str]) -> Evidence:
    """Return a record of evidence that is not kept or seen by somebody who answered: they will have cited it."""
    owner, seen_by = ("" if _names(one, names) else one for one in (record.owner, record.verified_by))
    return replace(record, owner=owner, verified_by=seen_by)


def _unsigned(one: Restatement, names: Collection[str]) -> Restatement:
    change, reason = one.change, NOT_SHOWN if _names(one.reason, names) else one.reason
    if isinstance(change, AnswerChange):
        change = replace(change, respondent=SOMEBODY, old=None, new=None)
    elif isinstance(change, EvidenceChange):
        old, new = (record and _unnamed(record, names) for record in (change.old, change.new))
        change = replace(change, old=old, new=new)
    return replace(one, change=change, reason=reason)


def _names_of(people: Collection[Respondent]) -> frozenset[str]:
    """Return what names people; a name that was forgotten may stand in any text, so that all are taken to hold it."""
    names = {person.name.casefold() for person in people if not person.seal} - {SOMEBODY.casefold()}
    return frozenset(names | {"" for person in people if person.seal})


def _names(text: str, names: Collection[str]) -> bool:
    folded = text.casefold()
    return bool(text) and any(name in folded for name in names)

"""Scores and findings in the lines and columns that `cxdna score` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cxdna.answers.closing import is_open
from cxdna.documents.wording.aims import parts_come_to
from cxdna.documents.wording.grounds import FEW, answers_of, people_of, who_answered
from cxdna.findings.model import Change, Findings
from cxdna.findings.out_of_sight import out_of_sight, out_of_sight_words
from cxdna.findings.pair import comparable_words
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.fingerprint import fingerprint, short
from cxdna.scores.model import Assessed, PartScore
from cxdna.scores.words import number
from cxdna.statistics.display import NO_NUMBER, counted, listed, long_date, shown, signed
from cxdna.statistics.exact import exact

MOST_NAMED = 5


class Row(msgspec.Struct, frozen=True):
    """One part: its tier (0 is the whole), its name and a cell for each column."""

    tier: int
    name: str
    cells: tuple[str, ...]


class ScoreTable(msgspec.Struct, frozen=True):
    """What is printed: a heading, a table, and what to know about it. The last column is text, the others numbers."""

    heading: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def tabulate(assessed: Assessed, findings: Findings, path: Path | None) -> ScoreTable:
    """Return the table of an assessment; `path` is the answers file it is in, None where it lives in a workspace."""
    scores, change = assessed.scores, findings.change
    columns = ("Answered", "Shown", "Target", "Gap", *(("Change",) if change else ()), "Scored", "Level")
    return ScoreTable(
        heading=tuple(_heading(assessed, in_workspace=path is None)),
        columns=columns,
        rows=tuple(_row(part, change) for part in (scores.whole, *scores.parts)),
        notes=tuple(_notes(assessed, findings, path)),
    )


def _heading(assessed: Assessed, *, in_workspace: bool) -> Iterator[str]:
    scores, head = assessed.scores, assessed.answers.assessment
    state = f"closed {long_date(head.date)}"
    if in_workspace and is_open(assessed.closings):
        state = f"not closed: figures of {long_date(head.date)}"
    yield f"{assessed.answers.organisation.name}: {head.title}, {state}"
    whole = scores.whole.coverage
    ground = f"{who_answered(scores.respondents)}; {whole.scored} of {whole.asked} questions scored"
    left = [
        f"{count} {what}"
        for count, what in (
            (whole.not_applicable, "not applicable"),
            (whole.unanswered, "not answered"),
            (whole.hidden, "not asked"),
            (whole.withheld, "kept confidential"),
        )
        if count
    ]
    yield ", ".join([ground, *left])
    if scores.whole.level:
        yield f"Overall {shown(scores.whole.score.on(scores.basis))}: {scores.whole.level.words}"
    basis = "what people answered" if scores.basis == "as_answered" else "what evidence shows"
    yield f"Answered: what people said. Shown: as far as evidence goes. Gap and level rest on {basis}."
    yield "Gaps and changes are worked out before rounding."
    if head.mode != "named":
        yield f"{head.mode.capitalize()}: what fewer than {MINIMUM} people answered is not shown and not counted."


def _row(part: PartScore, change: Change | None) -> Row:
    moved: tuple[str, ...] = ()
    if change:
        found = change.whole if part.tier == 0 else next(one for one in change.parts if one.part == part.id)
        moved = (signed(found.change),)
    cells = (
        shown(part.score.as_answered),
        shown(part.score.as_shown),
        shown(part.target),
        shown(part.gap),
        *moved,
        f"{part.coverage.scored}/{part.coverage.asked}",
        part.level.completed.name if part.level else NO_NUMBER,
    )
    return Row(part.tier, part.name if part.tier else "Overall", cells)


def _notes(assessed: Assessed, findings: Findings, path: Path | None) -> Iterator[str]:
    scores = assessed.scores
    yield from _weakest(assessed)
    if findings.gaps:
        named = (f"{scores.part(gap.part).name} {shown(gap.gap)}" for gap in findings.gaps[:3])
        yield f"Largest gaps, weighted: {listed(named)}"
    yield from _evidence(assessed, len(findings.claims))
    if findings.disputed:
        yield f"To talk about: {_named([one.question for one in findings.disputed])}"
    if findings.open_ground:
        yield f"Without a number: {_named([one.question for one in findings.open_ground])}"
    if findings.change:
        yield from _change(findings.change)
    if scores.silent:
        people = {one.id: one.name for one in assessed.answers.respondents}
        yield f"Asked and did not answer: {_named([people[one] for one in scores.silent])}"
    if parts := parts_come_to(scores, assessed.playbook, assessed.questionnaire, assessed.answers.targets):
        own = f"Overall target {shown(scores.whole.target)} as set for the whole"
        yield f"{own}; those of its parts come to {shown(parts)}"
    if aside := [one.id for one in scores.questions if one.set_aside and one.state == "hidden"]:
        yield f"Answered although not asked of this organisation; kept, not counted: {_named(aside)}"
    before = sum(len(note.corrections or ()) for note in assessed.closings)
    if restated := len(assessed.answers.restatements) + before:
        yield f"Corrected after closing: {counted(restated, 'time')}; the report lists what, why and by whom"
    yield f"Fingerprint of answers, definitions and rules: {short(fingerprint(assessed))}"
    if path is not None:
        yield "A workspace that keeps these answers has another: it goes over sealed names, with chance in the seals"
    worst = findings.gaps[0].part if findings.gaps else scores.whole.id
    file = "" if path is None else f' "{path}"' if " " in str(path) else f" {path}"
    yield f"Next:  cxdna why {worst}{file}   how that score comes about"
    yield f"       cxdna report{file}   the report as PDF"


def _evidence(assessed: Assessed, lacking: int) -> Iterator[str]:
    scores = assessed.scores
    without = exact(assessed.playbook.evidence.without)
    answered = [one.score.as_answered for one in scores.questions if one.score.as_answered is not None]
    above = sum(value > without for value in answered)
    if above:
        claims = counted(above, "question stands", "questions stand")
        yield f"{claims} above level {number(without)}; without the evidence for their level: {lacking}"
    if unseen := out_of_sight_words(out_of_sight(scores, assessed.answers.evidence)):
        yield unseen


def _weakest(assessed: Assessed) -> Iterator[str]:
    """Follow the weakest link from the whole down to the part that holds questions."""
    scores = assessed.scores
    chain: list[PartScore] = []
    part = scores.whole
    while part.children and part.weakest:
        part = scores.part(part.weakest)
        chain.append(part)
    if chain:
        named = [f"{one.name} {shown(one.score.on(scores.basis))}" for one in chain]
        yield f"Weakest: {', in it '.join(named)}{_few(assessed, chain[-1])}"


def _few(assessed: Assessed, part: PartScore) -> str:
    """Say on how few people's answers a part rests; nothing where they are enough, or not named."""
    named = assessed.answers.assessment.mode == "named"
    people = people_of(assessed.scores, part) if named else 0
    return f" (rests on {answers_of(people)})" if 0 < people < FEW else ""


def _change(change: Change) -> Iterator[str]:
    whole, panel = change.whole, change.panel
    same = comparable_words(len(change.comparable), change.asked)
    moved = f"{shown(whole.before)} to {shown(whole.now)}, {signed(whole.change)}; " if change.comparable else ""
    yield f"Since {long_date(change.earlier_date)}: {moved}{same}"
    if panel.whole:
        yield f"The same among the {panel.people} who answered both times: {signed(panel.whole.change)}"
    elif panel.people is None:
        yield f"People who answered both times: {panel.kept}"
    else:
        both = counted(panel.people, "person", "people")
        yield f"{both} answered both times: too few to tell a change of minds from a change of people"


def _named(names: list[str]) -> str:
    shown_names, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    return f"{', '.join(shown_names)} and {more} more" if more > 0 else listed(shown_names)

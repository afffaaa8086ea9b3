"""Questions that nobody answered, or where nobody is to know who answered what, that nobody was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.answers.interview import parts_within
from cxdna.answers.model import DONT_KNOW
from cxdna.answers.visible import visible
from cxdna.definitions.model import Question
from cxdna.scores.model import Scores
from cxdna.statistics.display import counted
from cxdna.store.latest import answers_that_hold, is_answer
from cxdna.workflows.answering.count_roles import who_know
from cxdna.workflows.current import Current

_MOST_PARTS: Final = 4


class Without(msgspec.Struct, frozen=True):
    """A component with the questions in it that nobody answered, and how many it asks."""

    part: str
    name: str
    questions: tuple[str, ...]
    asked: int


class Unanswered(msgspec.Struct, frozen=True):
    """How many of the questions `asked` nobody answered, where they stand, and roles that know about them.

    `only_dont_know` counts those that were answered by don't know alone. Unless everybody is named, `count` has those
    that nobody was asked, which no answer changes, and `only_dont_know` is 0.
    """

    count: int
    asked: int
    only_dont_know: int
    parts: tuple[Without, ...]
    roles: tuple[str, ...]


def unanswered(now: Current, scores: Scores) -> Unanswered:
    """Return the questions that nobody answered; don't know and not applicable are answers."""
    if now.assessment.mode == "named":
        shown = {one.id for one in scores.questions if one.state != "hidden"}
        asked = [one for one in now.questionnaire.questions if one.id in shown]
        held = answers_that_hold(now.store.answers(now.assessment.id))
        done = {question for (_, question), one in held.items() if is_answer(one)}
        known = {question for (_, question), one in held.items() if is_answer(one) and one.said.value != DONT_KNOW}
    else:
        asked = list(visible(now.questionnaire, now.workspace.settings.organisation, {}))
        known = done = _put_to_somebody(now, asked)
    left = [one for one in asked if one.id not in done]
    doubted = sum(one.id in done - known for one in asked)
    return Unanswered(len(left), len(asked), doubted, tuple(_by_part(now, asked, left)), tuple(who_know(left)))


def _put_to_somebody(now: Current, asked: Sequence[Question]) -> set[str]:
    sheets = now.store.sheets(now.assessment.id)
    if not all(one.parts for one in sheets):
        return {one.id for one in asked}
    named = {part for one in sheets for part in one.parts}
    within = parts_within(now.playbook, named)
    return {one.id for one in asked if one.id in named or one.part in within}


def _by_part(now: Current, asked: Sequence[Question], left: Sequence[Question]) -> Iterator[Without]:
    for part, _ in now.playbook.walk():
        own = tuple(one.id for one in left if one.part == part.id)
        if own:
            yield Without(part.id, part.name, own, sum(one.part == part.id for one in asked))


def unanswered_lines(found: Unanswered, *, named: bool, everything: bool) -> Iterator[str]:
    """Yield how many questions nobody answered and where, the largest gaps first; with everything, which they are."""
    if not found.count:
        return
    what = "Nobody answered" if named else "Nobody was asked"
    were = "was" if found.only_dont_know == 1 else "were"
    doubted = f"; {found.only_dont_know} more {were} answered by don't know alone" if found.only_dont_know else ""
    yield f"{what} {found.count} of {counted(found.asked, 'question')}{doubted}"
    parts = sorted(found.parts, key=lambda one: -len(one.questions))
    if everything:
        yield from (f"  {_told(one)}: {', '.join(one.questions)}" for one in parts)
    else:
        few = parts[:_MOST_PARTS]
        rest = len(parts) - len(few)
        more = f"; and in {counted(rest, 'more component')}: cxdna status --all" if rest else ""
        yield f"  {', '.join(map(_told, few))}{more}"
    yield ""


def _told(one: Without) -> str:
    return f"{one.name} {len(one.questions)} of {one.asked}"

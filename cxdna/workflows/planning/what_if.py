"""What the scores would be if some questions or parts stood at other levels: before and after, by the same rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.answers.model import Basis
from cxdna.definitions.model import Question
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import plain
from cxdna.plan.model import Action
from cxdna.plan.texts import named
from cxdna.scores.ladder import ladder
from cxdna.scores.model import Assessed
from cxdna.scores.suppose import Ground, ground, suppose
from cxdna.scores.words import level_words, number
from cxdna.statistics.display import NO_NUMBER, listed, shown, signed
from cxdna.statistics.exact import exact
from cxdna.workflows.find_part import find_part
from cxdna.workflows.score import as_json
from cxdna.workflows.tabulate import Row, ScoreTable
from cxdna.workflows.targets import find_level

FORMAT: Final = "cxdna-what-if/1"
"""Name and number of the shape that `cxdna what-if --json` prints: `WhatIf`."""
_HOW: Final = "write it as QUESTION=LEVEL, for example: q7.2=3"


class Supposition(msgspec.Struct, frozen=True):
    """One question or part that is supposed to stand at another level; `before` is None where it has no score."""

    id: str
    name: str
    before: Fraction | None
    level: Fraction


class Moved(msgspec.Struct, frozen=True):
    """The whole (tier 0) or a part, before and after, with the level completed in words ("" without a score)."""

    part: str
    name: str
    tier: int
    before: Fraction | None
    after: Fraction | None
    change: Fraction | None
    level_before: str
    level_after: str


class WhatIf(msgspec.Struct, frozen=True):
    """What `--json` prints; everything on the basis of the assessment."""

    format: str
    organisation: str
    assessment: str
    basis: Basis
    supposed: tuple[Supposition, ...]
    parts: tuple[Moved, ...]


def what_if(assessed: Assessed, words: Sequence[str]) -> WhatIf:
    """Return what the words suppose and what comes of it. Raises `Problems` with everything that is wrong in them."""
    scores = assessed.scores
    given = ground(scores, assessed.playbook, assessed.questionnaire)
    levels = _read(assessed, given, words)
    parts = {name: level for name, level in levels.items() if not given.is_question(name)}
    after = suppose(given, {name: level for name, level in levels.items() if name not in parts}, parts)
    asked = {one.id: one for one in assessed.questionnaire.questions}
    steps = ladder(assessed.playbook)
    moved = []
    for part in (scores.whole, *scores.parts):
        was, then = part.score.on(scores.basis), after[part.id]
        words_of = ["" if value is None else steps.reached(value).completed.name for value in (was, then)]
        change = None if was is None or then is None else then - was
        moved.append(Moved(part.id, _name(assessed, part.id), part.tier, was, then, change, *words_of))
    return WhatIf(
        format=FORMAT,
        organisation=assessed.answers.organisation.name,
        assessment=assessed.answers.assessment.id,
        basis=scores.basis,
        supposed=tuple(
            Supposition(
                name, asked[name].practice if name in asked else _name(assessed, name), given.standing(name), to
            )
            for name, to in levels.items()
        ),
        parts=tuple(moved),
    )


def _name(assessed: Assessed, part: str) -> str:
    whole = assessed.scores.whole
    return "Overall" if part == whole.id else assessed.scores.part(part).name


def _read(assessed: Assessed, given: Ground, words: Sequence[str]) -> dict[str, Fraction]:
    levels: dict[str, Fraction] = {}
    problems: list[Problem] = []
    for word in words:
        try:
            name, level = _supposition(assessed, given, word)
        except Problems as several:
            problems += several.problems
            continue
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
            continue
        if levels.setdefault(name, level) != level:
            what = f"{name} is supposed to be at {number(levels[name])} and at {number(level)}"
            problems.append(Problem("", 0, what, "leave one of them out"))
    problems += _one_inside_another(assessed, given, levels)
    if problems:
        raise Problems(problems)
    return levels


def _supposition(assessed: Assessed, given: Ground, word: str) -> tuple[str, Fraction]:
    """Return what is supposed. Raises `Problems`, `UserError`."""
    subject, sign, level = (one.strip() for one in word.rpartition("="))
    if not sign or not subject or not level:
        raise UserError(f"'{shortened(word)}' supposes nothing", _HOW)
    problems: list[Problem] = []
    name, value = "", Fraction(0)
    try:
        name = _subject(assessed, subject)
    except UserError as error:
        problems.append(Problem("", 0, error.what, error.do))
    try:
        value = exact(find_level(assessed.playbook, level))
    except UserError as error:
        problems.append(Problem("", 0, error.what, error.do))
    if not problems and name == assessed.playbook.id:
        problems.append(
            Problem("", 0, "the whole is what comes of its parts", "suppose a level for a part or question")
        )
    if not problems and given.is_question(name):
        problems += _flaws(assessed, given, name, value)
    if problems:
        raise Problems(problems)
    return name, value


def _flaws(assessed: Assessed, given: Ground, name: str, value: Fraction) -> Iterator[Problem]:
    if assessed.scores.question(name).state == "hidden":
        yield Problem("", 0, f"{name} is not asked of this organisation", "leave it out")
    lowest = min(one.lowest for node in given.nodes for one in node.own if one.question.id == name)
    highest = given.highest[name]
    if not lowest <= value <= highest:
        what = f"the answers to {name} go from {number(lowest)} to {number(highest)}, and not to {number(value)}"
        yield Problem("", 0, what, "suppose a level between them")


def _subject(assessed: Assessed, word: str) -> str:
    """Return the id of the question or part that is meant: by its id (7.2 is q7.2), or its name or the start of it."""
    questions = {one.id for one in assessed.scores.questions}
    asked = [one for one in assessed.questionnaire.questions if one.id in questions]
    wanted = word.casefold()
    for one in asked:
        if wanted in {one.id.casefold(), one.id.casefold().removeprefix("q")}:
            return one.id
    begun = _begun(asked, word)
    try:
        part = find_part(assessed.playbook, word)
    except UserError as error:
        if len(begun) == 1:
            return begun[0]
        if begun:
            raise UserError(f"'{shortened(word)}' may be {' or '.join(begun)}", "give its number") from None
        if error.what.startswith("the playbook has no part"):
            do = meant(word, [*(one.id for one in asked), *(part.name for part, _ in assessed.playbook.walk())])
            raise UserError(f"there is no part and no question '{shortened(word)}'", do) from None
        raise
    return part


def _begun(asked: Sequence[Question], word: str) -> list[str]:
    wanted = plain(word)
    same = [one.id for one in asked if plain(one.practice) == wanted]
    return same or [one.id for one in asked if wanted and plain(one.practice).startswith(wanted)]


def _one_inside_another(assessed: Assessed, given: Ground, levels: Mapping[str, Fraction]) -> Iterator[Problem]:
    asked = {one.id: one for one in assessed.questionnaire.questions}
    for name in levels:
        for part in sorted(given.above[name] & levels.keys()):
            what = (
                f"{named(assessed.scores, asked, name)} lies in {assessed.scores.part(part).name}, and both are given"
            )
            yield Problem("", 0, what, "leave one of them out: a part that is given a level has it, whatever is in it")


def what_if_json(found: WhatIf) -> str:
    """Return it as JSON, for other programs."""
    return as_json(found)


def tabulate_what_if(found: WhatIf, actions: Sequence[Action] = (), *, everything: bool = False) -> ScoreTable:
    """Return before and after in lines and columns: the whole and the parts that move, or all of them.

    `actions` are those of the plan, for what comes next.
    """
    rows = [one for one in found.parts if everything or one.tier == 0 or one.change != 0]
    still = len(found.parts) - len(rows)
    basis = "as answered" if found.basis == "as_answered" else "as shown by evidence"
    return ScoreTable(
        heading=(
            f"{found.organisation}: what if, {basis}; changes are worked out before rounding",
            *(f"  {_from(one)}" for one in found.supposed),
        ),
        columns=("Now", "Then", "Change", "Level"),
        rows=tuple(
            Row(one.tier, one.name, (shown(one.before, 2), shown(one.after, 2), signed(one.change, 2), _level(one)))
            for one in rows
        ),
        notes=(*_notes(found, still), f"Nothing was changed. Next:  {_next(found, actions)}"),
    )


def _from(one: Supposition) -> str:
    before = shown(one.before) if one.before is not None else "no score"
    where = one.name if one.name.casefold() == one.id.replace("_", " ").casefold() else f"{one.name} ({one.id})"
    return f"{where}: {before}, then {level_words(one.level)}"


def _level(one: Moved) -> str:
    if one.level_before == one.level_after:
        return one.level_after or NO_NUMBER
    return f"{one.level_before or 'none'} to {one.level_after or 'none'}"


def _notes(found: WhatIf, still: int) -> Iterator[str]:
    moved = [one for one in found.parts if one.level_before != one.level_after]
    for said, names in (
        ("Up to another level", [one.name for one in moved if one.change is None or one.change > 0]),
        ("Down to another level", [one.name for one in moved if one.change is not None and one.change < 0]),
    ):
        if names:
            yield f"{said}: {listed(names)}."
    if not moved:
        yield "No part completes another level by it."
    if still:
        yield f"The other {still} parts stay where they are." if still > 1 else "The other part stays where it is."


def _next(found: WhatIf, actions: Sequence[Action]) -> str:
    """Return the command that comes next: the first action that closes what is supposed, the plan, or a draft."""
    supposed = {one.id for one in found.supposed}
    for one in actions:
        if supposed & set(one.closes):
            return f"cxdna plan show {one.id}"
    return "cxdna plan list" if actions else "cxdna plan draft"

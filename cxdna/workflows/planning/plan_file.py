"""The file of a plan -> what it says, with the line of everything in it; what is wrong is told all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from cxdna.definitions.document import Branch, Data, Document, Flaw, Marks, Tree, Where
from cxdna.definitions.fit import Fitted, beside_unreadable, fit_leniently
from cxdna.definitions.model import Kpi
from cxdna.definitions.read import read_leniently
from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.check import Flaw as ActionFlaw
from cxdna.plan.figures import read_figure
from cxdna.plan.file import slot
from cxdna.plan.model import KpiFigure, PlanFile
from cxdna.plan.numbering import ACTIONS, DECISIONS, last_number


class Spot(NamedTuple):
    """A place in a plan: of an `action` or a `decision` by its id, a `figure` by its number from 0 on, or the `head`.

    `field` is as in the model: `owner`, `milestones.2.due`; "" is the whole.
    """

    of: str
    key: str
    field: str = ""


Look: TypeAlias = Callable[[PlanFile], Iterable[Flaw]]
"""Finds what is wrong with a file beside its shape, each with its path."""
_LISTS: Final = {"action": "actions", "decision": "decisions", "figure": "kpis"}
_ALWAYS: Final = ("priority", "kind", "trigger", "cause_is", "status", "progress")
_NUMBERED: Final = {"actions": ACTIONS, "decisions": DECISIONS}


def read_plan_file(path: Path, look: Look) -> PlanFile:
    """Return the file of a plan that stands by itself. Raises `Problems` with every line that is wrong."""
    file, _, problems = read_parts(path, {})
    problems += beside(file, problems, look)
    if problems or file is None:
        raise Problems(problems)
    return file.value


def unsaid(file: Fitted[PlanFile]) -> dict[str, frozenset[str]]:
    """Return by action the fields that always hold something and of which the file says nothing: they stay."""
    return {
        action.id: frozenset(field for field in _ALWAYS if not file.document.has(("actions", at, field)))
        for at, action in enumerate(file.value.actions)
    }


def flaw_in_file(file: PlanFile, flaw: ActionFlaw) -> Flaw:
    """Return what is wrong with an action, with its path into the file."""
    return where_in(file, Spot("action", flaw.action, flaw.field)), flaw.what, flaw.do


def _repeated(file: PlanFile) -> Iterator[Flaw]:
    """Yield decisions with one id, and figures that say two things of one."""
    seen: set[tuple[str, ...]] = set()
    for at, decision in enumerate(file.decisions):
        if (decision.id,) in seen:
            yield ("decisions", at, "id"), f"there are two decisions '{decision.id}'", "give one of them another id"
        seen.add((decision.id,))
    for at, figure in enumerate(file.kpis):
        if slot(figure) in seen:
            yield ("kpis", at), *second_figure(figure)
        seen.add(slot(figure))


def second_figure(figure: KpiFigure) -> tuple[str, str]:
    """Return what is wrong with a figure that says again what another says, and what to do."""
    which = {"baseline": "a baseline", "target": "a target", "actual": f"a figure of {figure.on}"}[figure.figure]
    return f"'{figure.kpi}' has {which} already, further up", "keep the one that holds"


def read_parts(
    path: Path, last: Mapping[str, int], kpis: Mapping[str, Kpi] | None = None
) -> tuple[Fitted[PlanFile] | None, frozenset[str], list[Problem]]:
    """Return the file as far as it fits, the ids that blocks without one were given, and what does not fit.

    With `kpis` their figures of money are read as strictly as costs.
    """
    reading = read_leniently(path)
    if reading.document is None:
        return None, frozenset(), list(reading.problems)
    document, given = _prepared(reading.document, last)
    fitting = fit_leniently(document, (PlanFile,))
    unreadable = {problem.line for problem in reading.problems}
    problems = [*reading.problems, *(one for one in fitting.problems if one.line not in unreadable)]
    problems += _unclear_amounts(reading.document, kpis or {})
    file = fitting.file
    return beside_unreadable(file, unreadable) if file and unreadable else file, given, problems


def _unclear_amounts(document: Document, kpis: Mapping[str, Kpi]) -> Iterator[Problem]:
    """Yield amounts of money that are thousands to some: 4.500 is refused wherever somebody may write it."""
    for key, field in (("actions", "cost"), ("decisions", "cost"), ("kpis", "value")):
        blocks = document.data.get(key) if isinstance(document.data, dict) else None
        for at, block in enumerate(blocks if isinstance(blocks, list) else ()):
            if not isinstance(block, dict) or (key == "kpis" and not _is_money(block.get("kpi"), kpis)):
                continue
            written = document.marks.in_thousands((key, at, field)) if field in block else ""
            try:
                read_figure(written or "0", "money")
            except UserError as error:
                yield document.problem((key, at, field), error.what, error.do)


def _is_money(name: Data, kpis: Mapping[str, Kpi]) -> bool:
    return isinstance(name, str) and name in kpis and kpis[name].unit == "money"


def beside(file: Fitted[PlanFile] | None, problems: Sequence[Problem], look: Look) -> list[Problem]:
    """Return what is wrong beside the shape of a file, without what may only follow from a shape that is wrong."""
    if file is None:
        return []
    told = {place_of(problem) for problem in problems}
    flaws = [flaw for flaw in (*_repeated(file.value), *look(file.value)) if file.lost.whole or "needs" not in flaw[0]]
    return [problem for problem in file.tell(flaws) if place_of(problem) not in told]


def place_of(problem: Problem) -> tuple[int, str]:
    """Return the line of a problem, or the cell, which what is wrong there begins with."""
    return problem.line, "" if problem.line else problem.what.partition(": ")[0]


def _prepared(document: Document, last: Mapping[str, int]) -> tuple[Document, frozenset[str]]:
    """Return the document with ids for blocks that have none, and without fields of blocks that hold nothing."""
    data, root = document.data, document.marks.root
    if not isinstance(data, dict) or not isinstance(root, Branch) or not isinstance(root.below, dict):
        return document, frozenset()
    made, below = dict(data), dict(root.below)
    given: set[str] = set()
    for key in _LISTS.values():
        listed, marks = data.get(key), below[key][1] if key in below else 0
        if listed is None and key in made:
            del made[key]
        if not isinstance(listed, list) or not isinstance(marks, Branch) or not isinstance(marks.below, list):
            continue
        blocks, places = [], []
        letter = _NUMBERED.get(key, "")
        number = last.get(letter)
        if number is not None:
            number = max(number, last_number(letter, _ids(listed)))
        for block, place in zip(listed, marks.below, strict=True):
            full = _without_nothing(block)
            if number is not None and isinstance(full, dict) and "id" not in full and isinstance(place, Branch):
                number += 1
                full, place = _with_id(full, place, f"{letter}{number}")  # noqa: PLW2901 - the same block
                given.add(str(full["id"]))
            blocks.append(full)
            places.append(place)
        made[key] = blocks
        below[key] = (below[key][0], Branch(marks.at, places))
    return msgspec.structs.replace(document, data=made, marks=Marks(Branch(root.at, below))), frozenset(given)


def _ids(blocks: Iterable[Data]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, dict) and isinstance(name := block.get("id"), str):
            yield name


def _without_nothing(block: Data) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(block, dict):
        return {key: _without_nothing(value) for key, value in block.items() if value is not None}
    return [_without_nothing(one) for one in block] if isinstance(block, list) else block


def _with_id(block: dict[str, Data], place: Branch, name: str) -> tuple[dict[str, Data], Tree]:
    below = place.below if isinstance(place.below, dict) else {}
    return {"id": name, **block}, Branch(place.at, {"id": (place.at, place.at), **below})


def where_in(file: PlanFile, spot: Spot) -> Where:
    """Return the path to a spot; of what is not in the file, that of the list in which it would stand."""
    steps: tuple[str | int, ...] = tuple(
        int(one) - 1 if one.isdecimal() else one for one in spot.field.split(".") if one
    )
    if spot.of == "head":
        return steps
    key = _LISTS[spot.of]
    if spot.of == "figure":
        return (key, int(spot.key), *steps)
    ids = [one.id for one in file.actions] if spot.of == "action" else [one.id for one in file.decisions]
    at = [place for place, one in enumerate(ids) if one == spot.key]
    return (key, at[-1], *steps) if at else (key,)

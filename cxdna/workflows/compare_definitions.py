"""What changed between two states of definition files, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from cxdna import resources
from cxdna.definitions.diff import Changed, Diff, Differences, FieldChange, Succeeded, diff
from cxdna.definitions.diff_state import Kind
from cxdna.definitions.fit import fit_any
from cxdna.definitions.model import DEFINITIONS, Definition
from cxdna.definitions.read import read
from cxdna.definitions.schema import kind_of
from cxdna.definitions.wording import number
from cxdna.errors import Problem, Problems, UserError
from cxdna.findings.pair import comparable_words
from cxdna.statistics.display import listed

SHAPE: Final = "cxdna-definitions-diff/1"
"""Name of the shape that `cxdna definitions diff --json` prints."""
_HEADINGS: Final[dict[Kind, str]] = {
    "playbook": "Playbooks",
    "part": "Parts",
    "questionnaire": "Questionnaires",
    "question": "Questions",
    "kpi": "KPIs",
    "action": "Actions",
}
_HOLDS: Final = {"playbook": "a playbook", "questionnaire": "a questionnaire", "kpis": "KPIs", "actions": "actions"}
_INDENT: Final = "  "


def compare_definitions(old: Path, new: Path) -> Diff:
    """Return what changed from one file or folder to another.

    Files have to fit what they say they are; whether they agree with each other is not looked at. Raises `Problems`
    with all that is wrong in both, `UserError` for a folder without definition files and for two of different kinds.
    """
    problems: list[Problem] = []
    before, now = _read(old, problems), _read(new, problems)
    if problems:
        raise Problems(problems)
    held = [{kind_of(type(one)) for one in side} for side in (before, now)]
    if held[0].isdisjoint(held[1]):
        # All of one would be gone and all of the other new: whoever asks for that has named the wrong file.
        was, is_ = (listed(word for kind, word in _HOLDS.items() if kind in side) for side in held)
        raise UserError(f"{old} holds {was}, and {new} holds {is_}", "name what it was and what it is of the same kind")
    return diff(before, now)


def _read(path: Path, problems: list[Problem]) -> list[Definition]:
    found: list[Definition] = []
    for one in resources.definitions_at(path):
        try:
            found.append(fit_any(read(one), DEFINITIONS))
        except Problems as wrong:
            problems += wrong.problems
    return found


def diff_lines(found: Diff) -> Iterator[str]:
    """Yield the differences as people read them; the last line says how many questions can be compared."""
    if found.empty:
        yield "Nothing changed."
    for kind, heading in _HEADINGS.items():
        lines = list(_of_kind(found.kinds[kind], found.succeeded if kind == "question" else ()))
        if lines:
            yield heading
            yield from lines
            yield ""
    if found.asked:
        yield _comparable(found)


def _comparable(found: Diff) -> str:
    how = (
        f": {found.same} asked as before, {found.carried_over} by answers that carry over" if found.carried_over else ""
    )
    return f"{comparable_words(found.comparable, found.asked)}{how}."


def _of_kind(found: Differences, succeeded: tuple[Succeeded, ...]) -> Iterator[str]:
    stands = {one.question: one for one in succeeded}
    gone: dict[str, list[str]] = {}
    for one in succeeded:
        for name in one.earlier:
            gone.setdefault(name, []).append(one.question)
    for entry in found.added:
        yield f"{_INDENT}new      {entry.id}  {entry.name}"
        if entry.id in stands:
            yield f"{_INDENT * 2}{_stands_for(stands[entry.id])}"
    for entry in found.removed:
        yield f"{_INDENT}gone     {entry.id}  {entry.name}"
        if entry.id in gone:
            yield f"{_INDENT * 2}now {listed(gone[entry.id])}"
    for changed in found.changed:
        yield from _changed(changed)


def _stands_for(one: Succeeded) -> str:
    answers = "earlier answers carry over" if one.carry_over else "earlier answers do not carry over"
    return f"{one.by} {listed(one.earlier)}; {answers}: {one.reason}"


def _changed(changed: Changed) -> Iterator[str]:
    yield f"{_INDENT}changed  {changed.id}  {changed.name}"
    for field in changed.fields:
        yield from _field(field)


def _field(field: FieldChange) -> Iterator[str]:
    yield f"{_INDENT * 2}{field.field}"
    yield f"{_INDENT * 3}was: {_said(field.old)}"
    yield f"{_INDENT * 3}is:  {_said(field.new)}"


def _said(value: Any) -> str:  # noqa: ANN401 - plain data
    """Return plain data on one line, as people write it."""
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_said(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return " | ".join(map(_said, value))
    return " ".join(str(value).split())


def diff_json(found: Diff) -> str:
    """Return the differences as JSON, with the name of its shape."""
    shape = {
        "format": SHAPE,
        **{f"{kind}s": differences for kind, differences in found.kinds.items()},
        "succeeded": found.succeeded,
        "asked": found.asked,
        "comparable": found.comparable,
        "same": found.same,
        "carried_over": found.carried_over,
    }
    return msgspec.json.format(msgspec.json.encode(shape)).decode()

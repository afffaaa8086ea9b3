"""One thing that does not fit, anywhere in files that are right: nothing else is told of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxdna.answers.check import problems_in
from cxdna.answers.model import AnswersFile
from cxdna.definitions.check import Pool, check
from cxdna.definitions.document import Document, Where
from cxdna.definitions.fit import Fitted, fit_any, fit_leniently
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import DEFINITIONS, Playbook
from cxdna.definitions.read import read
from tests.definitions.examples import EXAMPLES, SMALL

ANSWERS = EXAMPLES.parent / "answers"
FILES = tuple(sorted(SMALL.rglob("*.yaml")))

pytestmark = pytest.mark.untraced


def places(data: Any, where: Where = ()) -> Iterator[Where]:
    if where:
        yield where
    steps: Any = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for step in steps:
        yield from places(data[step], (*where, step))


def misfits(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield the document with each value replaced by one that never fits, and with each key renamed."""
    for where in places(document.data):
        for change in ("replaced", "renamed") if isinstance(where[-1], str) else ("replaced",):
            changed: Any = msgspec.structs.replace(
                document, data=copy.deepcopy(document.data), marks=copy.deepcopy(document.marks)
            )
            data, tree = changed.data, changed.marks.root
            for step in where[:-1]:
                data = data[step]
                tree = tree.below[step][1] if isinstance(tree.below, dict) else tree.below[step]
            if change == "replaced":
                data[where[-1]] = {"nonsense": [1]}
            else:
                data[f"{where[-1]}_"], tree.below[f"{where[-1]}_"] = data.pop(where[-1]), tree.below.pop(where[-1])
            yield f"{change} {where}", changed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_misfit_in_a_definition_is_told_alone(path: Path) -> None:
    others = [Fitted(one, fit_any(one, DEFINITIONS)) for one in map(read, FILES) if one.path != path]
    looked_at, noise = 0, []
    for name, document in misfits(read(path)):
        file = fit_leniently(document, DEFINITIONS).file
        # Without a step of the ladder the playbook is not looked at: check_definitions takes care of that.
        if file and not (isinstance(file.value, Playbook) and file.lost.may_hold("", "levels")):
            looked_at += 1
            noise += [(name, str(problem)) for problem in check(Pool([file, *others]))]
    assert looked_at > 15
    assert not noise


@pytest.mark.parametrize("name", ["full", "targets"])
def test_a_misfit_in_answers_is_told_alone(name: str) -> None:
    playbook, questionnaire = load_questionnaire("short", [ANSWERS])
    looked_at, noise = 0, []
    for change, document in misfits(read(ANSWERS / "valid" / f"{name}.yaml")):
        fitting = fit_leniently(document, (AnswersFile,))
        # Any text may stand for a question: a renamed one fits, and is told of for what it is.
        if fitting.file and fitting.problems:
            looked_at += 1
            noise += [(change, str(problem)) for problem in problems_in(fitting.file, playbook, questionnaire)]
    assert looked_at > 30
    assert not noise

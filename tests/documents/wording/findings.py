"""Findings as example files state them in short -> the assessment that has them, and the texts drafted from it."""

import copy
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cxdna.documents.draft import Draft
from cxdna.documents.places import texts_of
from cxdna.documents.report.build import build
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from tests.documents.wording.recompute import Yaml, load
from tests.documents.wording.sets import (
    BOTH_TIMES,
    ROOT,
    Case,
    before,
    levels,
    now,
    only,
    proved,
    with_basis,
    with_groups,
    with_mode,
    with_targets,
)

FOLDER = ROOT / "tests" / "examples" / "wording"
FILES = sorted((FOLDER / "findings").glob("*.yaml"))


def case_of(facts: Yaml) -> Case:
    """Return the answers of a finding: everyone gives the two questions of each component the levels stated for it."""
    made = _answers(now(), facts["now"])
    if "others" in facts:
        _others(made, facts["others"], facts["groups"][0])
    made["evidence"] = []
    if facts.get("evidence") == "for everything":
        proved(made)
    with_targets(made, **facts.get("targets", {}))
    for target in made["targets"]:
        if "by" in facts:
            target["by"] = facts["by"]
    with_basis(made, facts.get("basis", "as_answered"))
    if "people" in facts:
        only(made, BOTH_TIMES[: facts["people"]])
    if "groups" in facts:
        with_groups(made, *facts["groups"])
    if "mode" in facts:
        with_mode(made, facts["mode"])
    if "before" not in facts:
        return Case(made)
    earlier = _answers(before(), facts["before"])
    if "people_before" in facts:
        only(earlier, BOTH_TIMES[: facts["people_before"]])
    return Case(made, earlier)


def _answers(answers: Yaml, stated: Yaml) -> Yaml:
    by_component = {part: tuple(pair) for part, pair in stated.items() if part != "rest"}
    return levels(answers, by_component, tuple(stated["rest"]))


def _others(answers: Yaml, stated: Yaml, first: int) -> None:
    """Have everybody from a place in the list of people on say something else."""
    apart = copy.deepcopy(answers)
    levels(apart, {part: tuple(pair) for part, pair in stated.items()}, (3, 3))
    answers["sheets"] = [*answers["sheets"][:first], *apart["sheets"][first:]]


@cache
def drafted(file: Path) -> dict[str, Draft]:
    """Return the text that is drafted for each place from the findings of a file."""
    with TemporaryDirectory() as folder:
        now_file, before_file = case_of(load(file)["facts"]).write(Path(folder))
        request = Request(answers=now_file, previous=before_file, out=Path(folder) / "out", date=dt.date(2026, 11, 28))
        return {draft.place: draft for draft in texts_of(build(assemble(request)))}


def pairs() -> Iterator[tuple[Path, str, str, list[Yaml]]]:
    """Yield each pair of the example files: file, place, the sentence drafted there, and those to be refused."""
    for file in FILES:
        for text in load(file)["texts"]:
            yield file, text["place"], text["drafted"], text["refused"]

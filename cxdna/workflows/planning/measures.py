"""KPIs and action templates alone, sooner than a whole library: what a plan is drafted from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.definitions.check import Pool, check
from cxdna.definitions.fit import Fitted, fit_any
from cxdna.definitions.model import (
    DEFINITIONS,
    ActionLibrary,
    ActionTemplate,
    Definition,
    Kpi,
    KpiLibrary,
    Playbook,
    Questionnaire,
)
from cxdna.definitions.read import read
from cxdna.definitions.schema import kind_of
from cxdna.errors import Problem, Problems

# A file that does not say it in its first lines is read to the end, so that nothing is overlooked.
_SAYS: Final = re.compile(rb"^(kind|playbook):[ \t]*[\"']?([\w.-]+)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_FIRST_BYTES: Final = 4096


class Measures(msgspec.Struct, frozen=True):
    """The KPIs by their id and the action templates of a playbook."""

    kpis: Mapping[str, Kpi]
    actions: tuple[ActionTemplate, ...]


def load_measures(roots: Sequence[Path], name: str, playbook: Playbook | None) -> Measures:
    """Return KPIs and templates of the playbook of that name; of two with the same id that of the earlier root holds.

    They are checked against `playbook`, where it is given, and not against questionnaires, which are not read. Raises
    `Problems`.
    """
    problems: list[Problem] = []
    by_root: list[list[Fitted[Definition]]] = []
    for root in roots:
        by_root.append([])
        for path in _libraries(root, name):
            try:
                document = read(path)
                file: Fitted[Definition] = Fitted(document, fit_any(document, DEFINITIONS))
            except Problems as found:
                problems += found.problems
                continue
            if isinstance(file.value, KpiLibrary | ActionLibrary) and file.value.playbook == name:
                by_root[-1].append(file)
    problems = problems or list(_flaws(by_root, playbook))
    if problems:
        raise Problems(problems)
    return _measures([file.value for files in by_root for file in files])


def _libraries(root: Path, name: str) -> Iterator[Path]:
    """Yield the files of a root that may hold KPIs or templates of the playbook, by what their first lines say."""
    for path in resources.definition_files(root):
        with path.open("rb") as file:
            start = file.read(_FIRST_BYTES)
        said = {key: value.decode() for key, value in reversed(_SAYS.findall(start))}
        kind, playbook = said.get(b"kind"), said.get(b"playbook", name)
        if kind not in {kind_of(Playbook), kind_of(Questionnaire)} and playbook == name:
            yield path


def _flaws(by_root: Sequence[Sequence[Fitted[Definition]]], playbook: Playbook | None) -> Iterator[Problem]:
    unread = {kind_of(Questionnaire), *(() if playbook else (kind_of(Playbook),))}
    for index, own in enumerate(by_root):
        others = [file for files in (*by_root[:index], *by_root[index + 1 :]) for file in files]
        if playbook and own:  # only what is checked is looked up in its document
            others.append(Fitted(own[0].document, playbook))
        yield from check(Pool(own, others, unread))


def _measures(values: Sequence[Definition]) -> Measures:
    kpis: dict[str, Kpi] = {}
    actions: dict[str, ActionTemplate] = {}
    for value in values:
        if isinstance(value, KpiLibrary):
            kpis = {**{one.id: one for one in value.kpis}, **kpis}
        elif isinstance(value, ActionLibrary):
            actions = {**{one.id: one for one in value.actions}, **actions}
    return Measures(kpis, tuple(actions.values()))

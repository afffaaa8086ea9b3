"""Definition files -> the library that all later stages work with, checked as a whole, with hashes of what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from cxdna import resources
from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.definitions.check import Pool, check, playbook_of
from cxdna.definitions.document import Data
from cxdna.definitions.fit import Fitted, fit, fit_any
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
from cxdna.definitions.newest import version_order
from cxdna.definitions.read import Reading, read, read_leniently
from cxdna.definitions.schema import kind_of
from cxdna.definitions.wording import meant
from cxdna.errors import Problem, Problems, UserError

N = TypeVar("N", Playbook, Questionnaire)


class Source(msgspec.Struct, frozen=True):
    """A file that went into a library: the SHA-256 of its bytes, and of what it says however it is written."""

    path: Path
    kind: str
    version: str
    sha256: str
    content: str


class Library(msgspec.Struct, frozen=True):
    """A playbook with all that belongs to it."""

    playbook: Playbook
    questionnaires: Mapping[str, Questionnaire]
    kpis: Mapping[str, Kpi]
    actions: tuple[ActionTemplate, ...]
    sources: tuple[Source, ...]


def content_hash(definition: msgspec.Struct) -> str:
    """Return the SHA-256 of the canonical JSON of a definition."""
    return sha256_of(canonical(definition))


def load_library(roots: Sequence[Path], playbook: str | None = None) -> Library:
    """Return the playbook and all that belongs to it; of two with the same id that of the earlier root holds.

    Which playbook need not be said where the first root that has any has only one. Raises `Problems`, `UserError`.
    """
    by_root = _read_all(roots)
    name = playbook or _only_playbook(by_root)
    by_root = _of_playbook(by_root, name)
    problems: list[Problem] = []
    for index, own in enumerate(by_root):
        others = [file for files in (*by_root[:index], *by_root[index + 1 :]) for file in files]
        problems += check(Pool(own, others))
    if problems:
        raise _told(problems, roots)
    return _library([file for files in by_root for file in files], name)


def load_questionnaire(
    name: str, roots: Sequence[Path], version: str | None = None, playbook_version: str | None = None
) -> tuple[Playbook, Questionnaire]:
    """Return a questionnaire and its playbook, both checked, reading no other file if they are named after their ids.

    Where the version that is wanted is not there, the first of that id is returned. Raises `Problems`, `UserError`.
    """
    questionnaire = _find(Questionnaire, "questionnaires", name, roots, version)
    playbook = _find(Playbook, "playbook", questionnaire.value.playbook, roots, playbook_version)
    problems = list(check(Pool((playbook, questionnaire))))
    if problems:
        raise _told(problems, roots)
    return playbook.value, questionnaire.value


def playbook_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of the playbooks in a folder, leaving out files that cannot be read."""
    return tuple(dict.fromkeys(str(said.get("id")) for _, said in _readings(Playbook, "playbook", "", (root,))))


def _read_all(roots: Sequence[Path]) -> list[list[Fitted[Definition]]]:
    problems: list[Problem] = []
    by_root: list[list[Fitted[Definition]]] = []
    for root in roots:
        by_root.append([])
        for path in resources.definition_files(root):
            try:
                document = read(path)
                by_root[-1].append(Fitted(document, fit_any(document, DEFINITIONS)))
            except Problems as found:
                problems += found.problems
    if problems:
        raise _told(problems, roots)
    return by_root


def _told(problems: Sequence[Problem], roots: Sequence[Path]) -> Problems:
    """Return problems with the command that names all there are: reading stops where it cannot go on."""
    own = (root for root in roots if any(Path(one.file).is_relative_to(root) for one in problems))
    root = next(own, None)
    where = f" {root}" if root and root != resources.shipped() else ""
    return Problems(problems, f"all that is wrong is told by: cxdna definitions check{where}")


def _of_playbook(by_root: Sequence[Sequence[Fitted[Definition]]], name: str) -> list[list[Fitted[Definition]]]:
    """Return the files of one playbook; of playbooks and questionnaires with the same id, those of the first root.

    Of several versions there, the newest. Two of one version in one root are a mistake, which the check tells.
    """
    seen: set[tuple[str, str]] = set()
    kept: list[list[Fitted[Definition]]] = []
    for files in by_root:
        newest: dict[tuple[str, str], tuple[int, ...]] = {}
        for file in files:
            if isinstance(file.value, Playbook | Questionnaire):
                newest[_key(file.value)] = max(newest.get(_key(file.value), ()), version_order(file.value.version))
        kept.append([file for file in files if playbook_of(file.value) == name and _stays(file.value, seen, newest)])
        seen |= newest.keys()
    return kept


def _stays(
    value: Definition, seen: Collection[tuple[str, str]], newest: Mapping[tuple[str, str], tuple[int, ...]]
) -> bool:
    if not isinstance(value, Playbook | Questionnaire):
        return True
    return _key(value) not in seen and version_order(value.version) == newest[_key(value)]


def _key(value: Playbook | Questionnaire) -> tuple[str, str]:
    return kind_of(type(value)), value.id


def _only_playbook(by_root: Sequence[Sequence[Fitted[Definition]]]) -> str:
    for files in by_root:
        names = list(dict.fromkeys(file.value.id for file in files if isinstance(file.value, Playbook)))
        if len(names) > 1:
            raise UserError(f"there are {len(names)} playbooks: {', '.join(names)}", "say which")
        if names:
            return names[0]
    raise UserError("there is no playbook", "put one into the folder 'playbook'")


def _library(files: Sequence[Fitted[Definition]], name: str) -> Library:
    playbooks = [file.value for file in files if isinstance(file.value, Playbook)]
    if not playbooks:
        raise UserError(f"there is no playbook '{name}'")
    questionnaires: dict[str, Questionnaire] = {}
    kpis: dict[str, Kpi] = {}
    actions: dict[str, ActionTemplate] = {}
    for file in files:
        value = file.value
        if isinstance(value, Questionnaire):
            questionnaires[value.id] = value
        elif isinstance(value, KpiLibrary):
            kpis |= {kpi.id: kpi for kpi in value.kpis if kpi.id not in kpis}
        elif isinstance(value, ActionLibrary):
            actions |= {action.id: action for action in value.actions if action.id not in actions}
    return Library(playbooks[0], questionnaires, kpis, tuple(actions.values()), tuple(map(_source, files)))


def _source(file: Fitted[Definition]) -> Source:
    value, document = file.value, file.document
    return Source(document.path, kind_of(type(value)), value.version, document.sha256, content_hash(value))


def _find(kind: type[N], folder: str, name: str, roots: Sequence[Path], version: str | None) -> Fitted[N]:
    """Return the first file of an id with the version that is wanted, or else the first file of that id."""
    known: list[str] = []
    first: Reading | None = None
    for reading, said in _readings(kind, folder, name, roots):
        known.append(str(said.get("id")))
        if said.get("id") != name:
            continue
        if version is None or said.get("version") == version:
            return _fitted(reading, kind, roots)
        first = first or reading
    if first:
        return _fitted(first, kind, roots)
    raise UserError(f"there is no {kind_of(kind)} '{name}'", meant(name, known))


def _readings(
    kind: type[N], folder: str, name: str, roots: Sequence[Path]
) -> Iterator[tuple[Reading, Mapping[str, Data]]]:
    """Yield every file of a kind with what it says, in each root the one named after the id first."""
    for root in roots:
        for path in sorted(resources.yaml_files(root / folder), key=lambda path: path.stem != name):
            reading = read_leniently(path)
            data = reading.document.data if reading.document else None
            if isinstance(data, dict) and data.get("kind") == kind_of(kind):
                yield reading, data
            elif path.stem == name and reading.problems:
                raise _told(reading.problems, roots)


def _fitted(reading: Reading, kind: type[N], roots: Sequence[Path]) -> Fitted[N]:
    if reading.document is None or reading.problems:
        raise _told(reading.problems, roots)
    try:
        return Fitted(reading.document, fit(reading.document, kind))
    except Problems as found:
        raise _told(found.problems, roots) from None

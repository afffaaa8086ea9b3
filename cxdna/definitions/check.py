"""All definition files together: everything in which they do not agree with themselves and with each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from cxdna.definitions.check_ids import Named, check_ids
from cxdna.definitions.check_libraries import Known, check_actions, check_kpis
from cxdna.definitions.check_playbook import check_playbook
from cxdna.definitions.check_questionnaire import check_questionnaire
from cxdna.definitions.document import Document
from cxdna.definitions.fit import Fitted
from cxdna.definitions.lost import NOTHING_LOST
from cxdna.definitions.model import ActionLibrary, Definition, KpiLibrary, Playbook, Questionnaire
from cxdna.definitions.schema import kind_of
from cxdna.definitions.wording import meant
from cxdna.errors import Problem

D = TypeVar("D", bound=Definition)


class Pool(msgspec.Struct, frozen=True):
    """Files that are checked (`own`), files they may refer to, and the kinds of which a file could not be read.

    What is not found is no problem where a broken file may hold it.
    """

    own: Sequence[Fitted[Definition]]
    others: Sequence[Fitted[Definition]] = ()
    broken: Collection[str] = ()

    def of(self, kind: type[D], playbook: str | None = None) -> Iterator[Fitted[D]]:
        """Yield the files of a kind, of one playbook if that is named; those that are checked come first."""
        for file in (*self.own, *self.others):
            value = file.value
            if isinstance(value, kind) and playbook in {None, playbook_of(value)}:
                yield Fitted(file.document, value, file.lost)


def playbook_of(value: Definition) -> str:
    """Return the id of the playbook that a definition belongs to."""
    return value.id if isinstance(value, Playbook) else value.playbook


def check(pool: Pool) -> Iterator[Problem]:
    """Yield every problem of the files that are checked."""
    for file in pool.own:
        yield from _check_file(file, pool)
    for noun, kind in (("playbook", Playbook), ("questionnaire", Questionnaire)):
        yield from _check_names(noun, list(_named(pool.own, kind)))
    for name in dict.fromkeys(playbook_of(file.value) for file in pool.own):
        own = [file for file in pool.own if playbook_of(file.value) == name]
        yield from check_ids(_entries(own, KpiLibrary, "kpis"), "KPI")
        yield from check_ids(_entries(own, ActionLibrary, "actions"), "action")


def _check_file(file: Fitted[Definition], pool: Pool) -> Iterator[Problem]:
    document, value, lost = file.document, file.value, file.lost
    if isinstance(value, Playbook):
        yield from check_playbook(Fitted(document, value, lost))
        return
    found = _playbook_in(pool, value.playbook)
    playbook = found.value if found else None
    if playbook is None and kind_of(Playbook) not in pool.broken:
        playbooks = {one.value.id for one in pool.of(Playbook)}
        yield document.problem(
            ("playbook",), f"there is no playbook '{value.playbook}'", meant(value.playbook, sorted(playbooks))
        )
    if isinstance(value, Questionnaire):
        yield from check_questionnaire(Fitted(document, value, lost), playbook, found.lost if found else NOTHING_LOST)
    elif isinstance(value, KpiLibrary):
        yield from check_kpis(Fitted(document, value, lost), known_in(pool, value.playbook))
    else:
        yield from check_actions(Fitted(document, value, lost), known_in(pool, value.playbook))


def _playbook_in(pool: Pool, name: str) -> Fitted[Playbook] | None:
    return next(pool.of(Playbook, name), None)


def known_in(pool: Pool, name: str) -> Known:
    """Return what may be named by whatever belongs to the playbook of that name."""
    found = _playbook_in(pool, name)
    playbook = found.value if found else None
    files = [file for file in (*pool.own, *pool.others) if playbook_of(file.value) == name]
    questions = {one.id: one.part for file in pool.of(Questionnaire, name) for one in file.value.questions}
    kpis = {kpi.id for file in pool.of(KpiLibrary, name) for kpi in file.value.kpis}
    return Known(
        playbook=playbook,
        # An unknown playbook is told of by itself; nothing else is known of it then.
        questions=questions if playbook and kind_of(Questionnaire) not in pool.broken else None,
        kpis=sorted(kpis) if playbook and kind_of(KpiLibrary) not in pool.broken else None,
        lost=[file.lost for file in files if not file.lost.whole],
    )


def _named(files: Iterable[Fitted[Definition]], kind: type[Playbook | Questionnaire]) -> Iterator[tuple[Named, str]]:
    for file in files:
        if isinstance(file.value, kind):
            yield (file.document, ("id",), file.value.id), file.value.version


def _check_names(noun: str, files: Sequence[tuple[Named, str]]) -> Iterator[Problem]:
    """Yield ids that differ in capitals only, and the same id with the same version; an id may have many versions."""
    by_id: dict[str, list[Named]] = {}
    by_version: dict[tuple[str, str], list[Named]] = {}
    for named, version in files:
        by_id.setdefault(named[2], []).append(named)
        by_version.setdefault((named[2], version), []).append(named)
    yield from check_ids((same[0] for same in by_id.values()), noun)
    for same in by_version.values():
        yield from check_ids(same, noun)


def _entries(files: Iterable[Fitted[Definition]], kind: type[Definition], field: str) -> Iterator[Named]:
    for file in files:
        if isinstance(file.value, kind):
            for index, entry in enumerate(getattr(file.value, field)):
                yield file.document, (field, index, "id"), entry.id


def check_first_line(document: Document, kind: str) -> Iterator[Problem]:
    """Yield a problem where editors are not told which schema a file follows."""
    start, end = "# yaml-language-server: $schema=", f"{kind}.schema.json"
    if not (document.first_line.startswith(start) and document.first_line.rstrip().endswith(end)):
        what = "the first line does not name the schema, so that no editor can help"
        yield Problem(str(document.path), 1, what, f"start the file with '{start}PATH/{end}'")

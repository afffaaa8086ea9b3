"""Where a person's name still stands after they were forgotten: what belongs to others, and what was handed out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna.statistics.display import long_date
from cxdna.store.model import Assessment
from cxdna.store.port import Store
from cxdna.voice.counts.model import Counts
from cxdna.voice.model import SurveyFile
from cxdna.workspace.lock import LOCK
from cxdna.workspace.model import DATABASE, Workspace

_TEXTS: Final = frozenset({".yaml", ".yml", ".json", ".csv", ".txt", ".md", ".html", ".ics"})
_MOST_BYTES: Final = 50_000_000
_OF_OTHERS: Final = ("evidence/", "branding/")
_INSIDE: Final = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOCK})


class Trace(msgspec.Struct, frozen=True):
    """A place where the name stands, or may stand where `certain` is False.

    `stays` tells a record, which nothing changes any more, from a file.
    """

    place: str
    certain: bool = True
    stays: bool = False


def traces(workspace: Workspace, store: Store, name: str) -> Iterator[Trace]:
    """Yield every place in records and files that holds the name, and every file that cannot be looked into."""
    pattern = _pattern(name)
    for assessment in store.assessments():
        for place, text in _texts(store, assessment):
            if pattern.search(_plain(text)):
                yield Trace(f"{assessment.id}: {place}", stays=True)
    for place, text in _voice_texts(store):
        if pattern.search(_plain(text)):
            yield Trace(place, stays=True)
    yield from _log(store, pattern)
    yield from _files(workspace, pattern)


def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name in either order, with any spaces: Priya Raman, Raman, Priya."""
    words = [re.escape(word) for word in _plain(name).split()]
    orders = [r"\W+".join(words)]
    if len(words) > 1:
        orders.append(r"\W+".join([words[-1], *words[:-1]]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(orders)})(?!\w)")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _texts(store: Store, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Yield each text of an assessment that is not the forgotten person's own, with what it is."""
    for field in ("title", "scope", "prepared_for", "prepared_by", "setting"):
        yield f"the assessment's {field.replace('_', ' ')}", getattr(assessment, field)
    for noted in store.evidence(assessment.id):
        for field in ("title", "owner", "source", "link", "file", "verified_by"):
            yield f"evidence {noted.record.id}, {field.replace('_', ' ')}", getattr(noted.record, field)
    for set_to in store.targets(assessment.id):
        yield f"target of {set_to.target.part}, set by", set_to.target.set_by
        yield f"target of {set_to.target.part}, why", set_to.target.why
    for one in store.answers(assessment.id):
        yield f"a comment of someone else on {one.question}", f"{one.said.comment} {one.said.not_applicable or ''}"
    for closing in store.closings(assessment.id):
        yield f"closing {closing.number}, by", closing.by
        kept = store.snapshot(closing.answers)
        yield f"closing {closing.number}, what it keeps for good", kept.body.decode() if kept else ""
    for reopening in store.reopenings(assessment.id):
        yield f"reopening of {long_date(reopening.date)}", f"{reopening.by} {reopening.reason}"
    for restated in store.restatements(assessment.id):
        yield f"restatement {restated.restatement.number}", msgspec.json.encode(restated.restatement).decode()
    yield from _plan_texts(store, assessment.id)


def _plan_texts(store: Store, assessment: str) -> Iterator[tuple[str, str]]:
    """Yield each text of what goes on after closing: the plan with every state it had, and the words of documents."""
    for drafted in store.plans(assessment):
        yield "the plan's list of owners", _all(drafted.head.owners)
    for kept in store.actions(assessment):
        place = f"action {kept.action.id} of the plan"
        for one in (kept.action, kept.drafted):
            if one is not None:
                yield f"{place}, owner", one.owner
                yield f"{place}, agreed by", one.agreed_by
                yield f"{place}, tasks", _all(one.tasks)
                yield f"{place}, what it says", _all(msgspec.structs.replace(one, owner="", agreed_by="", tasks=()))
        yield f"{place}, who changed it and why", f"{kept.by}\n{kept.why}"
    for asked in store.decisions(assessment):
        yield f"decision {asked.decision.id}", _all(asked.decision)
    for noted in store.kpi_figures(assessment):
        yield f"{noted.figure.figure} of {noted.figure.kpi}", _all(noted.figure)
    for written in store.written(assessment):
        yield f"the words at {written.written.place}", f"{written.written.text}\n{written.written.by}"


def _voice_texts(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each text of what customers' voice keeps of people: who was trained, who owns an alert, who noted what."""
    for kept in store.voice():
        item, place = kept.item, f"{kept.kind.replace('_', ' ')} {kept.key}"
        if isinstance(item, SurveyFile):  # its counts hold accounts and groups, and may be large
            item, place = msgspec.structs.replace(item, counts=Counts(rows=0, cells=())), f"survey file {item.name}"
        yield place, f"{_all(item)}\n{kept.by}"


def _all(data: object) -> str:
    """Return every text in some data, one after the other."""
    return "\n".join(_leaves(msgspec.to_builtins(data)))


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from (*_leaves(key), *_leaves(value))
    elif isinstance(data, Sequence):
        for one in data:
            yield from _leaves(one)


def _log(store: Store, pattern: re.Pattern[str]) -> Iterator[Trace]:
    for entry in store.log():
        if pattern.search(_plain(entry.text)):
            yield Trace(f"the workspace's log of {long_date(entry.at.date())}", stays=True)


def _files(workspace: Workspace, pattern: re.Pattern[str]) -> Iterator[Trace]:
    """Yield files of the workspace: those whose name or text holds the name, and those made of answers."""
    for path in sorted(workspace.folder.rglob("*")):
        name = path.relative_to(workspace.folder).as_posix()
        if name in _INSIDE or not path.is_file() or path.is_symlink():
            continue
        words = _plain(re.sub(r"[_.-]+", " ", path.stem))
        if pattern.search(words) or _holds(path, pattern):
            yield Trace(name)
        elif not name.startswith(_OF_OTHERS) and path.suffix not in _TEXTS:
            yield Trace(name, certain=False)


def _holds(path: Path, pattern: re.Pattern[str]) -> bool:
    try:
        if path.suffix not in _TEXTS or path.stat().st_size > _MOST_BYTES:
            return False
        return pattern.search(_plain(path.read_text(encoding="utf-8", errors="replace"))) is not None
    except OSError:
        return False

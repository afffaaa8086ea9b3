"""Two copies of one assessment beside each other: exactly what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from cxdna.statistics.display import counted
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.records import FOLLOWING
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.verification.difference import Difference, differences, in_words, told
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workflows.verification.state import names_in, said_words

_LISTS: Final = ("people", "sheets", "answers", "evidence", "targets", "closings", "reopenings", "restatements")
_MADE: Final = frozenset({"checksum", "format", "now", "snapshots", *_LISTS, *FOLLOWING})


def compare(
    here: Export | SharedExport, other: Export | SharedExport, name: str, *, grown: bool = False
) -> Iterator[Finding]:
    """Yield everything in which a file differs from another copy.

    With `grown` the other copy may have gone on: what was recorded there later is no difference.
    """
    what = f"Compared with {name}"
    found = list(_compared(here, other, grown=grown))
    yield from (differs(what, text) for text in found if text)
    if not found:
        same = "everything in this file is" if type(here) is type(other) else "the lines of its fingerprint are"
        yield verified(what, f"{same} the same there")
    if isinstance(here, Export) and isinstance(other, Export) and grown:
        more = sum(len(_list(other, one)) - len(_list(here, one)) for one in (*_LISTS, *FOLLOWING))
        if more > 0:
            yield unverified(what, f"{counted(more, 'record')} came in there after this file was made")


def _compared(here: Export | SharedExport, other: Export | SharedExport, *, grown: bool) -> Iterator[str]:
    if isinstance(here, Export) and isinstance(other, Export):
        yield from _private(here, other, grown=grown)
        return
    if type(here) is type(other):
        yield from told(differences(_plain(other, {"checksum"}), _plain(here, {"checksum"})))
        return
    for was, now in zip(_prints(other), _prints(here), strict=False):
        if was != now:
            yield f"{now[0]} has the hash {now[1][:8]} here and {was[1][:8]} there"


def _prints(one: Export | SharedExport) -> list[tuple[str, str]]:
    lines = one.now.prints if isinstance(one, Export) else one.prints
    return [(line.of, line.value) for line in lines]


def _private(here: Export, other: Export, *, grown: bool) -> Iterator[str]:
    yield from told(differences(_plain(other, _MADE), _plain(here, _MADE)))
    called = names_in(other)
    yield from _answers(here, other, called, grown=grown)
    confidential = "confidential" in {here.assessment.mode, other.assessment.mode}
    for field in (*_LISTS, *FOLLOWING):
        if field != "answers":
            shows = field != "restatements" or not confidential
            yield from _records(field, _list(here, field), _list(other, field), grown=grown, shows=shows)
    yield from _snapshots(here, other, grown=grown)
    if not grown:
        yield from told(differences(msgspec.to_builtins(other.now), msgspec.to_builtins(here.now), ("now",)))


def _list(one: Export, field: str) -> Sequence[Any]:
    """Return a list of an export; of a shape that did not have it, an empty one."""
    found: Sequence[Any] | msgspec.UnsetType = getattr(one, field)
    return () if found is msgspec.UNSET else found


def _plain(one: msgspec.Struct, without: set[str] | frozenset[str]) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(one))
    return {key: value for key, value in made.items() if key not in without}


def _answers(here: Export, other: Export, called: Any, *, grown: bool) -> Iterator[str]:  # noqa: ANN401 - a function
    shows = "confidential" not in {here.assessment.mode, other.assessment.mode}
    ours, theirs = ({one.key: one for one in export.answers} for export in (here, other))
    for key in dict.fromkeys((*theirs, *ours)):
        mine, stored = ours.get(key), theirs.get(key)
        if mine is None and stored is not None:
            if not grown:
                yield f"{stored.question} of {called(stored.sheet)}: an answer there is missing in this file"
        elif mine is not None and stored is None:
            yield f"{mine.question} of {called(mine.sheet)}: an answer in this file is not there"
        elif mine is not None and stored is not None and _bare(mine) != _bare(stored):
            place = f"{stored.question} of {called(stored.sheet)}"
            was, now = said_words(stored.said), said_words(mine.said)
            if was != now:
                yield f"{place}: stored {was}, in this file {now}" if shows else f"{place}: the answer is another"
            else:
                yield from (_where(place, one, shows=shows) for one in differences(_bare(stored), _bare(mine)))


def _where(place: str, one: Difference, *, shows: bool) -> str:
    field = ".".join(one.path)
    return f"{place}: {field} was {one.was}, in this file {one.now}" if shows else f"{place}: {field} is another"


def _bare(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record without its place in the file, which others that come in between change."""
    made = msgspec.to_builtins(record)
    made.pop("seq", None)
    return dict(made)


def _records(field: str, here: Sequence[Any], other: Sequence[Any], *, grown: bool, shows: bool) -> Iterator[str]:
    """Yield what differs in lists of one kind, matched by id or else by their place, which nothing ever takes."""
    ours, theirs = _named(here), _named(other)
    for name in dict.fromkeys((*theirs, *ours)):
        label = f"{field}.{name}"
        if name not in ours:
            if not grown:
                yield f"{label} is missing in this file"
        elif name not in theirs:
            yield f"{label} in this file is not there"
        else:
            yield from told(differences(theirs[name], ours[name], (field, name)), shows=shows)


def _named(records: Sequence[Any]) -> Mapping[str, Any]:
    bare = [_bare(one) for one in records]
    return {str(one.get("id", at)): one for at, one in enumerate(bare, start=1)}


def _snapshots(here: Export, other: Export, *, grown: bool) -> Iterator[str]:
    ours, theirs = ({one.sha256: one for one in export.snapshots} for export in (here, other))
    kept = {sha for one in here.closings for sha in (one.playbook, one.questionnaire, one.answers, one.scores)}
    for sha256 in ours.keys() & theirs.keys():
        kind = theirs[sha256].kind  # what they hold is checked against the hash, and told there
        if ours[sha256].kind != kind or ours[sha256].format != theirs[sha256].format:
            yield f"snapshot {sha256[:8]} has another kind or shape: {in_words(ours[sha256].kind)}"
    for sha256 in sorted(ours.keys() - theirs.keys()):
        if sha256 in kept or not grown:
            yield f"snapshot {sha256[:8]} ({ours[sha256].kind}) in this file is not there"
    for sha256 in sorted(theirs.keys() - ours.keys()):
        if not grown:
            yield f"snapshot {sha256[:8]} ({theirs[sha256].kind}) is missing in this file"

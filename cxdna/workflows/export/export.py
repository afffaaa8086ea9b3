"""An assessment -> its export: everything of it in one readable file, private or to be shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from cxdna.answers.model import AnswersFile
from cxdna.answers.restate import as_closed
from cxdna.answers.seal import sealed
from cxdna.definitions.canonical import canonical, canonical_data, sha256_of
from cxdna.definitions.load import content_hash
from cxdna.scores.fingerprint import over, restatement_prints
from cxdna.scores.score import RULE_VERSION
from cxdna.store.model import Closing, Snapshot
from cxdna.workflows.current import Current, gather
from cxdna.workflows.export.model import FORMAT, Export, ExportedSnapshot, Format, Now, Print
from cxdna.workflows.export.records import Event, events_of, exported, head_of, kinds_in, people_of, sheets_of
from cxdna.workflows.life.snapshots import Bodies, bodies_of, snapshots_of

X = TypeVar("X", bound=msgspec.Struct)


def export(now: Current, today: dt.date, shape: Format = FORMAT) -> Export:
    """Return all of an assessment that the shape has room for; while it is open, evidence age counts to today."""
    store, name = now.store, now.assessment.id
    answers = gather(now, today)
    rules = now.closing.rule_version if now.closing else RULE_VERSION
    bodies = bodies_of(now.playbook, now.questionnaire, answers, rules) if answers.sheets else None
    definitions = (canonical(now.playbook), canonical(now.questionnaire))
    events = events_of(store, now.assessment, shape)
    closed = [one for one in events if isinstance(one, Closing)]
    kept = [snapshot for closing in closed for snapshot in _kept_with(now, closing)]
    current = snapshots_of(bodies or Bodies(*definitions, b"", b""))
    prints = prints_of(now, answers) if bodies else ()
    hashes = tuple(map(sha256_of, bodies or ()))
    made = Export(
        format=shape,
        edition="private",
        organisation=answers.organisation,
        assessment=head_of(now.assessment),
        now=Now(
            as_of=answers.assessment.date,
            rule_version=rules,
            playbook=sha256_of(definitions[0]),
            questionnaire=sha256_of(definitions[1]),
            answers=hashes[2] if hashes else "",
            scores=hashes[3] if hashes else "",
            prints=prints,
            fingerprint=over(one.value for one in prints) if prints else "",
        ),
        people=people_of(store, name),
        sheets=sheets_of(store, name),
        snapshots=tuple(_exported_snapshots((*kept, *(one for one in current if one.body)))),
        checksum="",
        **_lists(events, shape),
    )
    return finished(made)


def _lists(events: Iterable[Event], shape: Format) -> dict[str, Any]:
    """Return the events by the field of the export in which they stand."""
    kinds = kinds_in(shape)
    found: dict[str, list[Any]] = {one.field: [] for one in kinds.values()}
    for event in events:
        kind = kinds[type(event)]
        found[kind.field].append(exported(kind.said, event))
    return {field: tuple(those) for field, those in found.items()}


def _kept_with(now: Current, closing: Closing) -> list[Snapshot]:
    """Return the snapshots of a closing that are there; verify tells of those that are not."""
    wanted = (closing.playbook, closing.questionnaire, closing.answers, closing.scores)
    return [found for found in map(now.store.snapshot, wanted) if found is not None]


def _exported_snapshots(snapshots: Iterable[Snapshot]) -> Iterable[ExportedSnapshot]:
    order = ("playbook", "questionnaire", "answers", "scores")
    unique = {snapshot.sha256: snapshot for snapshot in snapshots}
    for one in sorted(unique.values(), key=lambda snapshot: (order.index(snapshot.kind), snapshot.sha256)):
        yield ExportedSnapshot(sha256=one.sha256, kind=one.kind, format=one.format, body=msgspec.Raw(one.body))


def prints_of(now: Current, answers: AnswersFile) -> tuple[Print, ...]:
    """Return the lines of the fingerprint of an assessment with these answers, as closed and with each restatement."""
    book, asked = now.playbook, now.questionnaire
    return (
        Print("Answers", content_hash(sealed(as_closed(answers)))),
        Print(f"Questionnaire {asked.id} {asked.version}", content_hash(asked)),
        Print(f"Playbook {book.id} {book.version}", content_hash(book)),
        Print("Scoring rules", now.closing.rule_version if now.closing else RULE_VERSION),
        *(Print(of, value) for of, value in restatement_prints(answers)),
    )


def finished(made: X) -> X:
    """Return an export as it reads when it was written once, with its checksum: a level 3 is 3.0 there."""
    read = msgspec.json.decode(msgspec.json.encode(made), type=type(made))
    return msgspec.structs.replace(read, checksum=checksum_of(read))


def checksum_of(made: msgspec.Struct) -> str:
    """Return the SHA-256 over all of an export but the checksum itself."""
    data = msgspec.json.decode(msgspec.json.encode(made))
    data["checksum"] = ""
    return sha256_of(canonical_data(data))


def written(made: msgspec.Struct) -> bytes:
    """Return an export as the bytes of its file: indented, with a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"

"""An export -> an assessment in a workspace: whole and as it was, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.definitions.load import content_hash, load_questionnaire
from cxdna.errors import Problem, Problems, UserError
from cxdna.store.model import Closing, LogEntry, Person, Snapshot
from cxdna.store.port import Store
from cxdna.workflows.current import look_at, opened
from cxdna.workflows.export.export import export, written
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.read import decode_export, read_bytes
from cxdna.workflows.export.records import assessment_in, events_in, people_in, sheets_in
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.one_line import printable
from cxdna.workflows.taking_in.check import check_contents
from cxdna.workflows.verification.compare import compare
from cxdna.workflows.verification.files import check_files
from cxdna.workflows.verification.model import Finding
from cxdna.workflows.verification.state import Contents, contents_of, standing_in
from cxdna.workflows.verification.verify import own_findings
from cxdna.workflows.where import Where
from cxdna.workspace.model import Workspace

MOST_TOLD: Final = 12


class Imported(msgspec.Struct, frozen=True):
    """What came in, `added` unless it was there; `missing` names files of evidence that are not here or differ."""

    assessment: str
    title: str
    added: bool
    people: int
    answers: int
    closed: bool
    missing: tuple[str, ...]


def import_export(path: Path, where: Where, moment: dt.datetime) -> Imported:
    """Take an export into a workspace. Raises `UserError` or `Problems` with everything against it, `StorageError`."""
    given = given_by(path)
    refuse_unsound(given)
    with opened(where) as (workspace, store):
        added = bring_in(workspace, store, given, moment)
        return imported(given.found, workspace, added=added)


class Given(msgspec.Struct, frozen=True):
    """A private export as it was read, with its bytes and the name of its file."""

    found: Export
    raw: bytes
    name: str


def given_by(path: Path) -> Given:
    """Return the private export in a file. Raises `UserError` for anything else, `StorageError`."""
    raw = read_bytes(path)
    found = decode_export(raw, str(path))
    if isinstance(found, SharedExport):
        raise UserError(
            f"{path} is a shared export: it leaves out what an assessment needs to go on",
            "import the private one (cxdna export without --shared), or look at this one with: cxdna verify",
        )
    return Given(found, raw, str(path))


def imported(found: Export, workspace: Workspace, *, added: bool) -> Imported:
    """Return what there is to say about an import."""
    return Imported(
        assessment=found.assessment.id,
        title=found.assessment.title,
        added=added,
        people=len(found.sheets),
        answers=len(found.answers),
        closed=standing_in(found) is not None,
        missing=tuple(_missing(found, workspace)),
    )


def refuse_unsound(given: Given) -> None:
    """Raise `Problems` with everything in which a file does not agree with itself or with its definitions."""
    findings = own_findings(given.found, given.raw)
    wrong = [Problem(given.name, 0, _said(one)) for one in findings if one.state == "differs"]
    unknown = [one for one in findings if one.state == "unverified" and one.what.startswith("Snapshot")]
    if unknown:
        raise UserError(f"{given.name}: {_said(unknown[0])}", "use the version of cxdna that made it, or a newer one")
    problems = wrong or list(check_contents(contents_of(given.found), given.name))
    if problems:
        raise Problems(problems)


def _said(one: Finding) -> str:
    return f"{one.what}: {one.why}" if one.why else one.what


def bring_in(workspace: Workspace, store: Store, given: Given, moment: dt.datetime) -> bool:
    """Add a sound export to a store; return False where the same is there already. Raises `UserError`, `Problems`."""
    found, name = given.found, given.name
    head = found.assessment
    if head.id in {one.id for one in store.assessments()}:
        here = export(look_at(workspace, store, head.id), found.now.as_of, found.format)
        if written(here) == given.raw:
            return False
        raise Problems(_others_here(given, here))
    _refuse_elsewhere(workspace, found, name)
    people = tuple(_new_people(store, found, name))
    snapshots = tuple(_snapshots(found, contents_of(found)))
    events = (msgspec.structs.replace(one, seq=0) for one in events_in(found))
    note = LogEntry(at=moment, what="import", text=f"{head.id} from {Path(name).name}")
    store.add(assessment_in(found), *people, *sheets_in(found), *snapshots, *events, note)
    return True


def _others_here(given: Given, here: Export) -> Iterator[Problem]:
    """Yield that there is another assessment of that id, and in what it differs."""
    name = given.name
    yield Problem(
        name,
        0,
        f"another assessment '{here.assessment.id}' is in this workspace",
        f"give it a workspace of its own with: cxdna import {name} --new FOLDER",
    )
    differences = [one.why for one in compare(given.found, here, "the workspace") if one.state == "differs"]
    yield from (Problem(name, 0, one) for one in differences[:MOST_TOLD])
    if len(differences) > MOST_TOLD:
        yield Problem(
            name,
            0,
            f"there is more: {len(differences) - MOST_TOLD} more things differ",
            f"cxdna verify {name} tells all",
        )


def _refuse_elsewhere(workspace: Workspace, found: Export, name: str) -> None:
    """Raise `UserError` for an export of another organisation, or one that would score otherwise here."""
    here, there = workspace.settings.organisation, found.organisation
    if here.name != there.name:
        raise UserError(
            f"{name} is of '{printable(there.name)}', and this workspace is of '{here.name}'",
            f"go to the right workspace, or give it one of its own with: cxdna import {name} --new FOLDER",
        )
    if standing_in(found) is not None:
        return
    fields = [field.name for field in msgspec.structs.fields(here)]
    differing = [field for field in fields if here.value_of(field) != there.value_of(field)]
    if differing:
        raise UserError(
            f"{name} is still open, and was made where the organisation is described otherwise: {', '.join(differing)}",
            "make the settings in cxdna.yaml the same, then import again",
        )
    _refuse_other_definitions(workspace, found, name)


def _refuse_other_definitions(workspace: Workspace, found: Export, name: str) -> None:
    head = found.assessment
    try:
        playbook, questionnaire = load_questionnaire(
            head.questionnaire,
            resources.roots(workspace.folder),
            head.questionnaire_version,
            head.playbook_version,
        )
        same = (content_hash(playbook), content_hash(questionnaire)) == (found.now.playbook, found.now.questionnaire)
    except UserError:
        same = False
    if not same:
        raise UserError(
            f"{name} is still open, and its questionnaire '{head.questionnaire}' {head.questionnaire_version} "
            f"or its playbook '{head.playbook}' {head.playbook_version} is another one here",
            "put both files into the folders questionnaires and playbook of this workspace, then import again",
        )


def _new_people(store: Store, found: Export, name: str) -> Iterator[Person]:
    """Yield the people whom the workspace does not know. Raises `UserError` for one who is somebody else here."""
    known = {person.id: person for person in store.people()}
    for person in people_in(found):
        here = known.get(person.id)
        if here is None:
            yield person
        elif here.forgotten and not person.forgotten:
            raise UserError(
                f"{name} names {person.id}, who was forgotten here on {here.forgotten}",
                "get an export from where the person was forgotten, too",
            )
        elif person.forgotten and not here.forgotten:
            raise UserError(
                f"{person.id} was forgotten on {person.forgotten} in {name}, and not here",
                f"forget the person here first: cxdna people forget {person.id}",
            )
        elif (here.name, here.salt) != (person.name, person.salt):
            raise UserError(
                f"{person.id} is another person in {name} than in this workspace",
                "import it into a workspace of its own",
            )


def _snapshots(found: Export, contents: Contents) -> Iterator[Snapshot]:
    """Yield the snapshots that a closing needs; the others are made anew whenever they are wanted."""
    closings = [one for one in events_in(found) if isinstance(one, Closing)]
    wanted = {sha for one in closings for sha in (one.playbook, one.questionnaire, one.answers, one.scores)}
    for one in found.snapshots:
        if one.sha256 in wanted:
            yield Snapshot(sha256=one.sha256, kind=one.kind, body=contents.bodies[one.sha256], format=one.format)


def _missing(found: Export, workspace: Workspace) -> Iterator[str]:
    records = [one.record for one in found.evidence]
    yield from (f"{one.what}: {one.why}" for one in check_files(records, workspace.folder) if one.state != "verified")

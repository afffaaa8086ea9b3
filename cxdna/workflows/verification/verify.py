"""An export, an archive or a workspace -> what in it agrees, what differs and what could not be verified."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.definitions.load import load_questionnaire
from cxdna.errors import CxdnaError, StorageError, UserError
from cxdna.organisation.model import Evidence
from cxdna.scores.fingerprint import short
from cxdna.store.model import Closing
from cxdna.workflows.export.model import Export, ExportedSnapshot
from cxdna.workflows.export.records import events_in
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.score import as_json
from cxdna.workflows.verification.closings import check_closing
from cxdna.workflows.verification.compare import compare
from cxdna.workflows.verification.files import check_files
from cxdna.workflows.verification.form import check_form, check_structure
from cxdna.workflows.verification.load import Loaded, load, load_workspace
from cxdna.workflows.verification.model import FORMAT, Finding, Verdict, differs, unverified, verified
from cxdna.workflows.verification.now import check_now, known_prints
from cxdna.workflows.verification.restated import check_reopenings, check_restatements, check_seals
from cxdna.workflows.verification.shared import check_shared, shared_prints
from cxdna.workflows.verification.snapshots import Original, bodies_in, check_snapshots
from cxdna.workflows.verification.state import Contents, contents_of
from cxdna.workflows.where import Where

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{8,64}")
NOT_COVERED: Final = (
    "when it was opened, when and how answers came in, when evidence of the assessment before was looked at again, "
    "when somebody was forgotten, answers and records that were replaced, who was asked about which parts, roles in "
    "anonymous assessments, who closed it or opened it again and why, who corrected what before it was opened again, "
    "what it followed, and what goes on after closing (the plan with its actions, decisions and figures of KPIs, and "
    "the words written in documents): compare with another copy (--against FILE)"
)
NOT_COVERED_SHARED: Final = (
    "who closed it or opened it again, when and why, and closings before the last: compare with another copy"
)


def verify(
    path: Path, where: Where, moment: dt.datetime, *, fingerprint: str | None = None, against: Path | None = None
) -> Verdict:
    """Return everything that can be said about a file, an archive or a workspace, and about it beside another copy.

    Raises `UserError` for what is none of these or a fingerprint that is none, `StorageError`.
    """
    given = None if fingerprint is None else _given(fingerprint)
    loaded = load(path, where, moment)
    others, unopened = _others(loaded, where, moment, against)
    found = [*loaded.trouble, *unopened, *_own(loaded, _original(where, [other for other, _ in others], loaded.folder))]
    found += check_files(_evidence(loaded.found), loaded.folder, *(other.folder for other, _ in others))
    if given is not None:
        found.append(_check_given(loaded, given))
    for other, grown in others:
        found += compare(loaded.found, other.found, other.name, grown=grown)
    left = NOT_COVERED if isinstance(loaded.found, Export) else NOT_COVERED_SHARED
    found.append(unverified("What no fingerprint covers", left))
    return _verdict(loaded, found)


def _given(text: str) -> str:
    plain = "".join(text.split()).lower()
    if not _FINGERPRINT.fullmatch(plain):
        raise UserError(
            f"'{text[:80]}' is no fingerprint", "give its 64 digits (0-9, a-f), or at least the first eight"
        )
    return plain


def _own(loaded: Loaded, original: Original) -> Iterator[Finding]:
    """Yield what can be said about a file by itself."""
    found = loaded.found
    if not loaded.is_workspace:
        yield from check_form(loaded.raw, found)
    if loaded.is_archive:
        yield unverified("The printed pages", "only the data inside the archive were looked at; compare both yourself")
    yield from check_snapshots(found.snapshots, original, found.assessment.mode)
    if isinstance(found, SharedExport):
        yield from check_shared(found)
    else:
        yield from _contents(found, original)


def own_findings(found: Export, raw: bytes) -> tuple[Finding, ...]:
    """Return whether a private export agrees with itself."""
    nothing: Original = lambda _: None  # noqa: E731 - the type says more than a name would
    return (
        *check_form(raw, found),
        *check_snapshots(found.snapshots, nothing, found.assessment.mode),
        *_contents(found, nothing),
    )


def _contents(found: Export, original: Original) -> Iterator[Finding]:
    structure = list(check_structure(found))
    yield from structure
    if any(one.state == "differs" for one in structure):
        yield unverified("Answers, scores and fingerprints", "the records do not fit together")
    else:
        yield from _records(_mended(found, original))


def _mended(found: Export, original: Original) -> Contents:
    """Return the contents with the originals of snapshots that differ, so that the rest can be looked at as well."""
    contents = contents_of(found)
    missing = [one for one in found.snapshots if one.sha256 not in contents.bodies]
    originals = {one.sha256: body for one in missing if (body := original(one)) is not None}
    return Contents(found, contents.bodies | originals)


def _records(contents: Contents) -> Iterator[Finding]:
    for event in events_in(contents.export):
        if isinstance(event, Closing):
            yield from check_closing(contents, event)
    yield from check_restatements(contents)
    yield from check_reopenings(contents.export)
    yield from check_seals(contents)
    yield from check_now(contents)


def _evidence(found: Export | SharedExport) -> tuple[Evidence, ...]:
    if isinstance(found, Export):
        return tuple(one.record for one in found.evidence)
    return found.answers.evidence if found.answers else found.evidence


def _check_given(loaded: Loaded, given: str) -> Finding:
    """Return whether a fingerprint that was kept elsewhere is one that the assessment has or had."""
    found = loaded.found
    known = list(known_prints(contents_of(found)) if isinstance(found, Export) else shared_prints(found))
    what = "The fingerprint given"
    for value, of in known:
        if value and value.startswith(given):
            part = "" if len(given) == len(value) else f", as far as its {len(given)} digits go"
            return verified(what, f"{short(value)} is that of {of}{part}{_gone_on(loaded, value)}")
    here = ", ".join(f"{short(value)} of {of}" for value, of in known if value) or "none"
    return differs(what, f"{short(given)} was given; in this file: {here}")


def _gone_on(loaded: Loaded, value: str) -> str:
    """Return that an assessment was changed openly since it had a fingerprint: that stands for no later figure."""
    now = _fingerprint(loaded)
    return "" if now in {value, ""} else f"; it was changed since, and what holds now has {short(now)}"


def _fingerprint(loaded: Loaded) -> str:
    found = loaded.found
    return found.now.fingerprint if isinstance(found, Export) else found.fingerprint


def _others(
    loaded: Loaded, where: Where, moment: dt.datetime, against: Path | None
) -> tuple[list[tuple[Loaded, bool]], list[Finding]]:
    """Return other copies of the assessment: the one named, and that of the workspace around, which may have gone on.

    A workspace around that cannot be opened keeps nobody from verifying a file; it is told of.
    """
    name = loaded.found.assessment.id
    copies = [] if against is None else [(load(against, where._replace(assessment=name), moment), False)]
    if loaded.is_workspace:
        return copies, []
    try:
        around = load_workspace(where, moment, name)
    except UserError:
        if where.workspace is not None:
            raise
        return copies, []  # no workspace around, or one without this assessment: nothing to compare with
    except StorageError as problem:
        return copies, [unverified("Compared with the workspace around", str(problem))]
    same = around.found.organisation.name == loaded.found.organisation.name
    if same and (isinstance(loaded.found, Export) or loaded.found.closed):
        copies.append((around, True))
    return copies, []


def _original(where: Where, others: Iterable[Loaded], folder: Path) -> Original:
    """Return what finds the original of a snapshot: in other copies, in the workspace, and in what cxdna brings."""
    bodies: dict[str, bytes] = {}
    for other in others:
        bodies |= bodies_in(other.found.snapshots)

    def original(one: ExportedSnapshot) -> bytes | None:
        if one.sha256 not in bodies and one.kind in {"playbook", "questionnaire"}:
            for body in _shipped(one, (folder, where.here)):
                bodies[sha256_of(body)] = body
        return bodies.get(one.sha256)

    return original


def _shipped(one: ExportedSnapshot, folders: Iterable[Path]) -> Iterator[bytes]:
    """Yield definitions of the id and version of a snapshot that lie around or come with cxdna."""
    said = msgspec.json.decode(one.body)
    if not isinstance(said, dict) or one.kind not in {"playbook", "questionnaire"}:
        return
    for folder in folders:
        for name in _names(one, said):
            try:
                playbook, questionnaire = load_questionnaire(name, resources.roots(folder), _text(said, "version"))
            except CxdnaError:
                continue
            yield canonical(questionnaire)
            yield canonical(playbook)


def _names(one: ExportedSnapshot, said: dict[str, object]) -> Iterator[str]:
    """Yield questionnaires to look at: the one itself, or for a playbook all that come with cxdna."""
    if one.kind == "questionnaire":
        yield _text(said, "id") or ""
        return
    for path in resources.yaml_files(resources.shipped() / "questionnaires"):
        yield path.stem


def _text(said: dict[str, object], key: str) -> str | None:
    value = said.get(key)
    return value if isinstance(value, str) else None


def _verdict(loaded: Loaded, findings: list[Finding]) -> Verdict:
    found = loaded.found
    return Verdict(
        format=FORMAT,
        file=loaded.name,
        assessment=found.assessment.id,
        title=found.assessment.title,
        fingerprint=_fingerprint(loaded),
        agrees=not any(one.state == "differs" for one in findings),
        complete=not any(one.state == "unverified" for one in findings),
        findings=tuple(findings),
    )


def verdict_json(verdict: Verdict) -> str:
    """Return a verdict as JSON, for other programs."""
    return as_json(verdict)

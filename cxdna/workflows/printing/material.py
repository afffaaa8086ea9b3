"""What documents are made of: an answers file or the assessment of a workspace, its plan, words and brand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.answers.restate import as_closed, restated
from cxdna.definitions.load import load_library
from cxdna.documents.brand import Branding, load_brands
from cxdna.documents.colours import ramp
from cxdna.documents.draft import in_words
from cxdna.documents.material import Look, Material, leaf_numbers
from cxdna.errors import UserError
from cxdna.findings.compare import compare
from cxdna.findings.find import find
from cxdna.findings.model import Alignment
from cxdna.scores.fingerprint import fingerprint, fingerprints, short
from cxdna.scores.model import Assessed, Scores
from cxdna.scores.protect import protect
from cxdna.scores.score import score
from cxdna.voice.model import Voice
from cxdna.workflows.branding import brand_files, in_workspace
from cxdna.workflows.printing.make_room import place_for
from cxdna.workflows.printing.model import OUT, Desk, Request
from cxdna.workflows.subject import Followed, Subject, of_file, of_workspace, workspace_of
from cxdna.workflows.where import Where
from cxdna.workspace.model import Workspace

MOST_TAKEN_BACK: Final = 6
"""So many corrections are taken back to find the figures a text was written over; each takes a third of a second."""


def lay_out(request: Request, templates: Path) -> Desk:
    """Return everything that documents are made of. Raises `Problems`, `UserError`, `StorageError`."""
    home = _home(request)
    branding = load_brands(brand_files(request.brand or in_workspace(home), request.user_settings))
    subject, beside = _subject(request)
    origin = home.settings.id if home else ""
    assessment, siblings = subject.now.answers.assessment.id, subject.assessments
    usual = place_for(home, siblings, assessment) if home else OUT

    def assemble(now: Assessed) -> Material:
        return _assembled(msgspec.structs.replace(subject, now=now), beside, request, branding, origin)

    return Desk(
        material=assemble(subject.now),
        branding=branding,
        templates=templates,
        out=request.out or usual,
        here=request.where.here.resolve() if home and request.where else None,
        export=subject.export,
        concern=subject.concern,
        earlier=lambda: map(assemble, _before_corrections(subject.now)),
        room_for=assessment if home and request.out is None and usual == home.out else "",
        assessments=siblings,
    )


def _before_corrections(now: Assessed) -> Iterator[Assessed]:
    """Yield the assessment as it was before its last correction, before the one before that, and so on.

    Only where everybody may know who said what: what one answer moves would tell what it was.
    """
    if now.answers.assessment.mode != "named":
        return
    corrections, closed = now.answers.restatements, as_closed(now.answers)
    for count in range(len(corrections) - 1, max(len(corrections) - MOST_TAKEN_BACK, 0) - 1, -1):
        answers = restated(closed, corrections[:count])
        scores = score(now.playbook, now.questionnaire, answers)
        yield msgspec.structs.replace(now, answers=answers, scores=scores)


def _home(request: Request) -> Workspace | None:
    """Return the workspace that a request is about; None where it names an answers file."""
    return workspace_of(request.where) if request.answers is None and request.where else None


def _assembled(subject: Subject, beside: Path, request: Request, branding: Branding, origin: str) -> Material:
    now, before = subject.now, subject.before
    library = load_library(resources.roots(beside), now.playbook.id)
    alignment = _alignment(now, subject.heard)
    change = compare(now, before) if before else None
    whole = fingerprint(now)
    shown = protect(now)
    return Material(
        answers=shown.answers,
        playbook=now.playbook,
        questionnaire=now.questionnaire,
        kpis=tuple(library.kpis.values()),
        actions=library.actions,
        scores=now.scores,
        findings=find(now.scores, now.playbook, now.questionnaire, change, alignment),
        look=_look(branding, now),
        client=branding.client_name or now.answers.organisation.name,
        consultant=branding.consultant_name,
        confidentiality=branding.confidentiality or "Confidential",
        fingerprint=short(whole),
        fingerprints=_prints(now, before, whole),
        created=request.date or now.answers.assessment.date,
        groups=_groups(now),
        questions={question.id: question for question in now.questionnaire.questions},
        numbers=leaf_numbers(now.playbook),
        definitions={part.id: part for part, _ in now.playbook.walk()},
        closings=shown.closings,
        in_workspace=subject.file is None,
        plan=subject.plan,
        before_plan=subject.before_plan,
        written={one.place: one for one in subject.written},
        currency=now.answers.organisation.currency,
        origin=origin,
        today=subject.today,
        voice=subject.voice,
        alignment=alignment,
    )


def _alignment(now: Assessed, voice: Voice) -> Alignment | None:
    """Return the assessment beside its surveys; the mathematics of these is loaded where there are any alone."""
    if not voice.of_customers:
        return None
    from cxdna.findings.align import align  # noqa: PLC0415 - heavy: for reports with surveys alone

    return align(now, voice)


def _subject(request: Request) -> tuple[Subject, Path]:
    """Return what the report is about, and the folder whose own definitions go before those that cxdna brings."""
    if request.answers is not None:
        if request.archive:
            raise UserError(
                "an archive carries the export of an assessment, which a file of answers alone does not have",
                "take the answers into a workspace (cxdna init, then cxdna assess --answers FILE), and name no file",
            )
        where = request.where or Where(request.answers.parent, {})
        followed = Followed(request.plan, request.previous_plan, request.words)
        return of_file(request.answers, request.previous, where, followed), request.answers.parent
    if request.where is None or request.moment is None:
        raise ValueError("a report is about an answers file, or about a workspace at some moment")
    home = workspace_of(request.where)
    return of_workspace(request.where, request.moment, request.previous, with_export=request.archive), home.folder


def _look(branding: Branding, now: Assessed) -> Look:
    steps = branding.levels
    if len(steps) != len(now.playbook.levels):
        steps = ramp(branding.accent, len(now.playbook.levels))
    return Look(accent=branding.accent, ramp=tuple((step.background, step.text) for step in steps))


def _groups(now: Assessed) -> tuple[tuple[str, Scores], ...]:
    groups = []
    for group in dict.fromkeys(person.group for person in now.answers.respondents):
        scores = score(now.playbook, now.questionnaire, now.answers, only_group=group)
        if scores.respondents != 0:
            groups.append((group, scores))
    return tuple(groups)


def _prints(now: Assessed, before: Assessed | None, whole: str) -> tuple[tuple[str, str], ...]:
    own = fingerprints(now)
    earlier = (("Answers of the earlier assessment", dict(fingerprints(before))["Answers"]),) if before else ()
    return ((f"Assessment (over the next {in_words(len(own))})", whole), *own, *earlier)

"""From the counts of a survey to the customer index report as PDF and HTML, its workbook and its data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import msgspec

from cxdna.documents.index_report.build import build
from cxdna.documents.index_report.data import gather
from cxdna.documents.index_report.material import IndexMaterial
from cxdna.documents.index_report.measure import measure
from cxdna.documents.index_report.workbook import build as build_workbook
from cxdna.documents.pdf import Renderer
from cxdna.errors import UserError
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.voice.indices.waves import whole_span
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.windows import flaws_of
from cxdna.workflows.auditing.audit import audit_survey
from cxdna.workflows.auditing.read_again import Reader
from cxdna.workflows.current import local_day, opened
from cxdna.workflows.printing.index_months import IndexAsk, months_meant
from cxdna.workflows.printing.model import Document, Made
from cxdna.workflows.printing.voice_press import VoiceDesk, VoiceRequest, desk_in, print_voice, with_remarks
from cxdna.workflows.surveys.changed import changed_lines
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.to_json import to_json
from cxdna.workspace.model import Workspace

Reading = Callable[[Workspace], Reader | None]
"""What reads the files of a workspace again for the audit; None where they are not to be read."""


def make_index_report(
    request: VoiceRequest,
    ask: IndexAsk,
    environment: Mapping[str, str],
    reading: Reading,
    printer: Renderer | None = None,
) -> Made:
    """Make customer-index-SURVEY, or -SURVEY-WINDOW, -YEAR or -all, as PDF, HTML, XLSX and JSON in the folder given.

    Raises `Problems`, `UserError` (for a survey of staff too: only customers' answers make an index), `StorageError`.
    """
    with opened(request.where) as (home, store):
        today = local_day(home, request.moment)
        voice = voice_of(store)
        fielded = survey_meant(voice, ask.survey)
        _refuse(fielded)
        audit = audit_survey(store, voice, fielded, reading(home))
    desk = desk_in(home, request, today)
    material = material_of(desk, home.settings.organisation.name, fielded, voice, ask, today)
    material = msgspec.structs.replace(material, audit=audit)
    made = print_index(desk, material, environment, request, printer, _of(ask))
    return with_remarks(made, changed_lines(home, (fielded,)))


def print_index(  # noqa: PLR0913, PLR0917 - as print_voice
    desk: VoiceDesk,
    material: IndexMaterial,
    environment: Mapping[str, str],
    request: VoiceRequest,
    printer: Renderer | None = None,
    of: str = "",
) -> Made:
    """Make all files of a report from what it is made of; `of` names the months where they were asked for."""
    view, name = build(material), f"customer-index-{material.fielded.survey.id}{f'-{of}' if of else ''}"
    document = Document(name, "index_report/index.html", view, view.answer.headline.text)
    beside = (
        (f"{name}.xlsx", workbook_bytes(build_workbook(material)), "for people who calculate"),
        (f"{name}.json", f"{to_json(gather(material))}\n".encode(), "for other programs"),
    )
    return print_voice(desk, document, environment, request, beside, printer)


def material_of(  # noqa: PLR0913, PLR0917 - what a report is made of, each from somewhere else
    desk: VoiceDesk, organisation: str, fielded: Fielded, voice: Voice, ask: IndexAsk, today: dt.date
) -> IndexMaterial:
    """Return what the report of a survey is made of. Raises `UserError` for months without answers."""
    span, why, window = months_meant(voice, fielded, ask, desk.created)
    measured = measure(fielded, span)
    if not any(one.index.n for one in measured):
        what = f"survey {fielded.survey.id} has no answers that count in {span.label}"
        raise UserError(what, f"its answers are of {whole_span(fielded).label}")
    of_survey = tuple(one for one in voice.windows if one.survey in {None, fielded.survey.id})
    remarks = [flaw.what for flaw in flaws_of(window, voice, today)] if window else []
    return IndexMaterial(
        client=desk.branding.client_name or organisation,
        consultant=desk.branding.consultant_name,
        confidentiality=desk.confidentiality,
        look=desk.look,
        fielded=fielded,
        span=span,
        measured=measured,
        today=desk.created,
        why=why,
        window=window,
        windows=of_survey,
        remarks=tuple(f"{one[:1].upper()}{one[1:]}." for one in remarks),
    )


def _of(ask: IndexAsk) -> str:
    """Return what stands behind the names of files, so that one report does not replace that of other months."""
    return ask.window.strip().lower() if ask.window else str(ask.year or ("all" if ask.everything else ""))


def _refuse(fielded: Fielded) -> None:
    if fielded.survey.asks != "customers":
        what = f"survey {fielded.survey.id} asks staff, and only what customers answer makes an index"
        raise UserError(what, "name a survey of customers")
    if not fielded.files:
        raise UserError(f"survey {fielded.survey.id} has no answers yet", "take a file in: cxdna survey add FILE")

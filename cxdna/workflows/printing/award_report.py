"""From the verdict on a year to the award readiness report as PDF and HTML, with the verdict as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cxdna.documents.award_report.build import build
from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.pdf import Renderer
from cxdna.voice.award.check import readiness
from cxdna.voice.award.measured import entered_in
from cxdna.workflows.auditing.audit import audits_of
from cxdna.workflows.awards.check import CheckAsk, each_named, readiness_json, year_meant
from cxdna.workflows.current import local_day, opened
from cxdna.workflows.printing.index_report import Reading
from cxdna.workflows.printing.model import Document, Made
from cxdna.workflows.printing.voice_press import VoiceDesk, VoiceRequest, desk_in, print_voice, with_remarks
from cxdna.workflows.surveys.changed import changed_lines
from cxdna.workflows.surveys.hand import voice_of

_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")


def make_award_report(
    request: VoiceRequest,
    ask: CheckAsk,
    environment: Mapping[str, str],
    reading: Reading,
    printer: Renderer | None = None,
) -> Made:
    """Make award-readiness-YEAR as PDF, HTML and JSON in the folder asked for; of a unit its name stands behind it.

    Raises `Problems`, `UserError` for a year that cannot be and a unit that no answer belongs to, `StorageError`.
    """
    with opened(request.where) as (home, store):
        today = local_day(home, request.moment)
        year, voice = year_meant(ask.year, today), voice_of(store)
        surveys, categories = each_named(ask.surveys), each_named(ask.categories)
        audits = audits_of(store, entered_in(voice, surveys), reading(home))
    desk = desk_in(home, request, today)
    found = readiness(
        voice,
        year,
        unit=ask.unit,
        strict=ask.strict,
        categories=categories,
        surveys=surveys,
        audits=audits,
        today=today,
    )
    material = AwardMaterial(
        client=desk.branding.client_name or home.settings.organisation.name,
        consultant=desk.branding.consultant_name,
        confidentiality=desk.confidentiality,
        look=desk.look,
        readiness=found,
        voice=voice,
        today=desk.created,
        audits=audits,
    )
    made = print_award(desk, material, environment, request, printer)
    return with_remarks(made, changed_lines(home, voice.surveys))


def print_award(
    desk: VoiceDesk,
    material: AwardMaterial,
    environment: Mapping[str, str],
    request: VoiceRequest,
    printer: Renderer | None = None,
) -> Made:
    """Make all files of a report from what it is made of."""
    view, found = build(material), material.readiness
    unit = _NO_NAME.sub("-", found.unit).strip("-").lower()
    name = f"award-readiness-{found.year}{f'-{unit}' if unit else ''}"
    document = Document(name, "award_report/award.html", view, view.answer.headline.text)
    data = f"{readiness_json(found, material.today)}\n".encode()
    return print_voice(desk, document, environment, request, ((f"{name}.json", data, "for other programs"),), printer)

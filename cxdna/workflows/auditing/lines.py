"""The audit of a survey as lines to read and as JSON; no line names a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.statistics.display import counted
from cxdna.voice.audit.checks import CAN_BE_EXPLAINED, CHECKS
from cxdna.voice.audit.model import Area, Audit, Outcome, Result
from cxdna.voice.survey.model import Survey
from cxdna.workflows.auditing.read_again import unread_lines
from cxdna.workflows.surveys.to_json import to_json

FORMAT: Final = "cxdna-survey-audit/1"
"""Name and number of the shape that `cxdna survey audit --json` prints: `AuditReport`."""
AREAS: Final[dict[Area, str]] = {
    "design": "Design of the questionnaire",
    "frame": "Who could be asked",
    "fieldwork": "Fieldwork",
    "data": "Data",
}
WORDS: Final[dict[Result, str]] = {
    "clear": "clear",
    "remark": "remark",
    "finding": "FINDING",
    "not proved": "not proved",
    "not applicable": "does not apply",
}
_COUNTED: Final[dict[Result, tuple[str, str]]] = {
    "finding": ("finding", "findings"),
    "not proved": ("not proved", "not proved"),
    "remark": ("remark", "remarks"),
    "clear": ("clear", "clear"),
    "not applicable": ("does not apply", "do not apply"),
}
_WIDTH: Final = max(map(len, WORDS.values()))


class AuditReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    format: str
    today: dt.date
    title: str
    audit: Audit


def audit_json(survey: Survey, audit: Audit, today: dt.date) -> str:
    """Return an audit as JSON, for other programs."""
    return to_json(AuditReport(format=FORMAT, today=today, title=survey.title, audit=audit))


def audit_lines(survey: Survey, audit: Audit) -> Iterator[str]:
    """Yield an audit: a summary, the checks by area with figures and places, files, and what comes next."""
    covers = f" ({audit.covers})" if audit.covers else ""
    yield f"Audit of survey {survey.id}: {survey.title}{covers}"
    yield f"{len(CHECKS)} checks: {_summary(audit)}."
    for area, title in AREAS.items():
        yield ""
        yield title
        for outcome in audit.outcomes:
            if outcome.check.area == area:
                yield from _lines(outcome)
    yield ""
    yield from (f"Read again: {one}." for one in audit.read)
    yield from unread_lines(audit.unread)
    yield from _next(survey, audit)


def _summary(audit: Audit) -> str:
    parts = ((len(audit.results(result)), words) for result, words in _COUNTED.items())
    return ", ".join(counted(n, *words) for n, words in parts if n)


def _lines(outcome: Outcome) -> Iterator[str]:
    check = outcome.check
    yield f"  {check.number:>2}  {WORDS[outcome.result]:<{_WIDTH}}  {check.title}: {outcome.found}"
    if outcome.result in {"finding", "remark", "not proved"}:
        yield f"      Threshold: {check.threshold}"
    yield from (f"      {place}" for place in outcome.where)
    yield from (f"      {name}: {text}" for name, text in outcome.figures if text)
    if outcome.evidence:
        yield f"      Evidence: {outcome.evidence}" + (f" ({outcome.by})" if outcome.by else "")


def _next(survey: Survey, audit: Audit) -> Iterator[str]:
    open_ones = [one for one in audit.results("not proved") if one.check.asked]
    findings = [one for one in audit.results("finding") if one.check.id in CAN_BE_EXPLAINED and not one.evidence]
    if not open_ones and not findings:
        yield "Next:  cxdna award check"
        return
    check = (*open_ones, *findings)[0].check
    if open_ones:
        yield f"{counted(len(open_ones), 'check')} can be answered with evidence. The next: {check.asked}"
    if findings:
        yield f"{counted(len(findings), 'finding')} may have a good reason; with evidence of it each becomes a remark."
    yield f'Next:  cxdna survey answer {survey.id} {check.id} yes --evidence "WHERE IT LIES"'

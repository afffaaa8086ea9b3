"""What detectors found and what people answered, check by check: the audit of a survey."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from cxdna.statistics.display import long_month
from cxdna.voice.audit.alike_within import alike_within
from cxdna.voice.audit.changed import changes
from cxdna.voice.audit.channels import channel_scores
from cxdna.voice.audit.checks import CAN_BE_EXPLAINED, CHECKS
from cxdna.voice.audit.counted import from_counts
from cxdna.voice.audit.instrument import instrument
from cxdna.voice.audit.model import Audit, Check, Found, Outcome, Result, worst
from cxdna.voice.audit.population import population
from cxdna.voice.audit.response import response
from cxdna.voice.audit.rounding import rounding
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Checked, Fielded, SurveyFile
from cxdna.voice.survey.model import Survey, Window

NOT_READ = {
    "invitations": "the files were not read again, so invitations of each employee were not compared",
    "timing": "the files were not read again, so early and late answers were not compared",
    "duplicates": "the files were not read again, so answers that were given twice were not looked for",
    "careless": "the files were not read again, so answers without reading were not looked for",
}
"""What is said of checks that only files can show."""


def computed_from_counts(
    fielded: Fielded,
    windows: Sequence[Window] = (),
    withdrawn: Sequence[SurveyFile] = (),
    versions: Mapping[str, Survey] | None = None,
) -> tuple[Found, ...]:
    """Return all that survey and counts show without reading its files again.

    `windows` are all that were fixed, `withdrawn` the files that were counted once and are not any more, `versions` the
    states that surveys had, by their hashes: what was asked can be compared then.
    """
    span = _whole(fielded)
    return (
        *instrument(fielded),
        *from_counts(fielded, windows),
        *changes(fielded, withdrawn, versions or {}),
        *channel_scores(fielded, span),
        response(fielded, span),
        *population(fielded, span),
        *alike_within(fielded, span),
        rounding(fielded, span),
    )


def _whole(fielded: Fielded) -> Span:
    months = [cell.month for cell in fielded.cells if cell.month != NO_MONTH]
    return Span(min(months), max(months), "all months") if months else Span(NO_MONTH, NO_MONTH, "all months")


def audit_of(
    fielded: Fielded,
    computed: Iterable[Found],
    checked: Iterable[Checked],
    *,
    read: tuple[str, ...] = (),
    unread: tuple[str, ...] = (),
) -> Audit:
    """Return the outcome of every check: what was found, weighed with what the checklist of this survey answers.

    An answer settles what was not proved, and a no makes a finding. Against a finding a yes helps only where there may
    be a good reason for it: with evidence it makes a remark of it, never less. Without evidence it proves nothing.
    """
    answers = {one.check: one for one in checked if one.about == fielded.survey.id}
    by_check: dict[str, list[Found]] = {}
    for one in computed:
        by_check.setdefault(one.check, []).append(one)
    for name, text in NOT_READ.items():
        if name not in by_check or (name == "duplicates" and not read):
            by_check.setdefault(name, []).append(Found(check=name, result="not proved", found=text))
    outcomes = tuple(_outcome(check, by_check.get(check.id, ()), answers) for check in CHECKS)
    return Audit(survey=fielded.survey.id, covers=_covers(fielded), outcomes=outcomes, read=read, unread=unread)


def _covers(fielded: Fielded) -> str:
    """Return in words which months an audit looks at."""
    span, files = _whole(fielded), "all files" if len(fielded.files) > 1 else "the whole file"
    if span.first == NO_MONTH:
        return f"{files}, all months"
    first, last = (long_month(dt.date(month // 100, month % 100, 1)) for month in (span.first, span.last))
    return f"{files}, all months: {first if first == last else f'{first} to {last}'}"


def _outcome(check: Check, found: Sequence[Found], answers: Mapping[str, Checked]) -> Outcome:
    answer = answers.get(check.id)
    results = [one.result for one in found]
    texts = [one.found for one in found]
    if answer is None:
        if not found:
            results.append("not proved")
            texts.append("nobody has answered this yet")
    else:
        said, text = _said(answer)
        open_ones = [at for at, one in enumerate(results) if one == "not proved"]
        if said == "finding" or open_ones or not found:
            for at in open_ones:
                results[at] = said
            results.append(said)
        texts.append(text)
        if said == "clear" and "finding" in results and check.id in CAN_BE_EXPLAINED:
            results = ["remark" if one == "finding" else one for one in results]
            texts[-1] = f"{text}, with a reason for it: {answer.evidence}"
    return Outcome(
        check=check,
        result=worst(tuple(results)),
        found="; ".join(texts),
        figures=tuple(figure for one in found for figure in one.figures),
        where=tuple(place for one in found for place in one.where),
        evidence=answer.evidence if answer else "",
        by=answer.by if answer else "",
    )


def _said(answer: Checked) -> tuple[Result, str]:
    """Return what an answer of the checklist comes to, and how it reads."""
    if answer.answer == "no":
        return "finding", "answered: no"
    if answer.answer == "not_applicable":
        return "not applicable", "answered: does not apply"
    if not answer.evidence:
        return "not proved", f"answered: {answer.answer}, without evidence"
    return ("clear", "answered: yes") if answer.answer == "yes" else ("remark", "answered: partly")

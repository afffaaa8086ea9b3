"""Make the whole award readiness report from the verdict for a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from cxdna.documents.award_report import said, wording
from cxdna.documents.award_report.evidence import Registers, line_row, printed, registers_of
from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.award_report.model import (
    Answer,
    AuditPart,
    AwardView,
    Count,
    Cover,
    LineRow,
    Obstacle,
    SignOff,
    Years,
)
from cxdna.documents.frame import Contents
from cxdna.documents.index_report.model import Fact
from cxdna.documents.index_report.response_page import outcomes_of, quiet_of
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import counted, listed
from cxdna.voice.audit.model import Result
from cxdna.voice.award.model import SELF_CHECK, Line

NAME: Final = "award readiness report"
MOST_OBSTACLES: Final = 6
"""Lines that stand in the way that page 2 has room for; all of them stand on the pages after it."""
LINE, LINE_SIZE = 612.0, 11.6
"""Pixels that the text of such a line has, on one line of page 2, and its size."""
TITLE, TITLE_SIZE = 510.0, 12.6
MOST_REMARKS, REMARK = 3, 1000.0
"""Remarks that page 2 has room for, and pixels that each may take: four lines of half a page."""
COVERS: Final = (
    "It covers every line with its verdict, figures and sources. Whoever makes this report again from the same files, "
    "windows and answers gets the same; it changes when one of them does."
)
SIGNATURES: Final = (
    ("Prepared the self-check", "the lines, their figures, and what is missing"),
    ("Answers for the data", "files of answers complete and as customers gave them; nothing chosen afterwards"),
    ("Audited, independent of those who are rated", "the instrument and the responses, for accuracy and bias"),
    ("Sponsor", "that the report may be handed to the body that gives the award"),
)
LIMITS: Final = (
    (
        "Rules of awards change, and their bodies read them as they see fit. The lines here are those that such awards "
        "have in common; what the body asks for goes before."
    ),
    "A gap in the data is not proved. It neither passes nor fails, however good the index looks.",
    (
        "4.0 is compared unrounded. An interval that reaches under 4.0 passes with a remark, and does not pass where "
        "the strict reading was asked for."
    ),
    "Names of awards and indices belong to others. They are used to say what is meant.",
)


def build(material: AwardMaterial) -> AwardView:
    """Return every page of the report as data."""
    found, registers = material.readiness, registers_of(material)
    rows = _rows(found.lines, "line", registers)
    audits = tuple(_audit(material, name) for name in material.audits)
    unit = f", {found.unit}" if found.unit else ""
    return AwardView(
        title=f"{material.client}{unit}: {NAME} {found.year}",
        subject=f"Whether the results of {found.year} are ready for a customer award: a self-check",
        organisation=material.client,
        document=f"Award readiness {found.year}{unit} \N{MIDDLE DOT} self-check",
        footer=_footer(material),
        language="en",
        created=f"{material.today.isoformat()}T00:00:00+00:00",
        contents=_contents(has_audits=bool(audits)),
        self_check=SELF_CHECK,
        cover=_cover(material),
        answer=_answer(material, rows),
        lines=rows,
        lines_headline=wording.lines_headline(found.lines),
        registers=printed(material, registers),
        years=_years(material, registers),
        audits=audits,
        no_audits=""
        if audits
        else "No survey of the year was audited; the lines that ask for an audit are not proved.",
        sign_off=SignOff(
            headline="Who signs for what",
            signatures=SIGNATURES,
            fingerprint=material.fingerprint,
            covers=COVERS,
            limits=LIMITS,
        ),
    )


def _footer(material: AwardMaterial) -> str:
    pieces = (material.confidentiality, said.day(material), f"fingerprint {short(material.fingerprint)}")
    return f"{SELF_CHECK} " + " \N{MIDDLE DOT} ".join(pieces)


def _rows(lines: Sequence[Line], place: str, registers: Registers) -> tuple[LineRow, ...]:
    return tuple(line_row(one, str(at), f"{place}-{at}", registers) for at, one in enumerate(lines, 1))


def _cover(material: AwardMaterial) -> Cover:
    found = material.readiness
    facts = (
        Fact("Prepared by", material.consultant),
        Fact("Year", f"{found.year}, January to December"),
        Fact("Covers", said.whom(material)),
        Fact(
            "Reading",
            "strict: the lower end of the interval counts as well" if found.strict else "the index itself, unrounded",
        ),
        Fact("Surveys entered" if material.not_entered else "Surveys", said.some(said.entered(material))),
        Fact("Not entered", said.some(material.not_entered)),
        Fact("Made", said.day(material)),
        Fact("Fingerprint", f"{short(material.fingerprint)} (what it covers: page of signatures)"),
    )
    return Cover(
        kind="Award readiness \N{MIDDLE DOT} self-check",
        organisation=material.client,
        mark=said.MARKS[found.verdict],
        answer=wording.headline(material),
        says=SELF_CHECK,
        facts=tuple(one for one in facts if one.value),
    )


def _answer(material: AwardMaterial, rows: tuple[LineRow, ...]) -> Answer:
    found = material.readiness
    counts = Counter(one.verdict for one in found.lines)
    open_ones = [row for name in ("fail", "not proved") for row in rows if row.mark == said.MARKS[name]]
    more = len(open_ones) - MOST_OBSTACLES
    return Answer(
        headline=wording.headline(material),
        deck=f"Checked for {said.whom(material)}, on {said.day(material)}.{_entered(material)} {SELF_CHECK}",
        mark=said.MARKS[found.verdict],
        counts=tuple(Count(said.MARKS[name], str(counts[name])) for name in said.MARKS),
        obstacles=tuple(_obstacle(row) for row in open_ones[:MOST_OBSTACLES]),
        more=f"{counted(more, 'further line')} {'stands' if more == 1 else 'stand'} in the way, on the next pages."
        if more > 0
        else "",
        clear="" if open_ones else "No line fails, and none is left unproved.",
        remarks=_remarks(rows),
        strip=_strip(material),
        means=tuple((said.MARKS[name], said.MEANS[name]) for name in said.MARKS),
    )


def _entered(material: AwardMaterial) -> str:
    """Say which surveys are entered where not all of them are."""
    if not material.not_entered:
        return ""
    return f" Entered: {said.some(said.entered(material))}; not entered: {said.some(material.not_entered)}."


def _remarks(rows: tuple[LineRow, ...]) -> tuple[str, ...]:
    found = [f"{row.number} {row.rule}: {row.found}" for row in rows if row.mark == said.MARKS["pass with remarks"]]
    more = len(found) - MOST_REMARKS
    told = [said.cut(text, REMARK, TITLE_SIZE) for text in found[:MOST_REMARKS]]
    return (*told, f"{counted(more, 'more line')} with remarks, on the next pages.") if more > 0 else tuple(told)


def _obstacle(row: LineRow) -> Obstacle:
    settles = said.cut(f"To settle it: {row.missing}", LINE, LINE_SIZE) if row.missing else ""
    found = said.cut(said.telling(row.found), LINE, LINE_SIZE)
    return Obstacle(row.mark, f"{row.number} {said.cut(row.rule, TITLE, TITLE_SIZE)}", found, settles, row.anchor)


def _strip(material: AwardMaterial) -> tuple[Fact, ...]:
    found = material.readiness
    held = sum(one.verdict == "pass" for one in found.loyalty_zone)
    zone = f"{held} of {counted(len(found.loyalty_zone), 'question')}" if found.loyalty_zone else "nothing measured"
    distinction = Counter(one.verdict for one in found.distinction)
    return (
        Fact("Award years", str(len(found.award_years)) if found.award_years else "none yet"),
        Fact("In a row", str(found.consecutive)),
        Fact("Distinction for five years", f"{distinction['pass']} of {counted(len(found.distinction), 'line')} met"),
        Fact("In the loyalty zone", zone),
    )


def _years(material: AwardMaterial, registers: Registers) -> Years:
    found = material.readiness
    years = [one for one in material.voice.award_years if not one.withdrawn and one.unit in {"", found.unit}]
    return Years(
        headline=wording.years_headline(material),
        years=tuple(
            (str(one.data_year), str(one.award_year), one.note or one.unit)
            for one in sorted(years, key=lambda one: one.data_year)
        ),
        no_years="" if years else "No year is recorded whose results were awarded.",
        distinction=_rows(found.distinction, "distinction", registers),
        loyalty=_rows(found.loyalty_zone, "loyalty", registers),
    )


def _audit(material: AwardMaterial, survey: str) -> AuditPart:
    audit = material.audits[survey]
    title = {one.survey.id: one.survey.title for one in material.voice.surveys}.get(survey, survey)
    results = Counter(one.result for one in audit.outcomes)
    told = [f"{results[name]} {word}" for name, word in AUDIT_WORDS.items() if results[name]]
    return AuditPart(
        anchor=f"audit-{survey.lower()}",
        title=title,
        deck=f"{counted(len(audit.outcomes), 'check')}: {listed(told)}.",
        outcomes=outcomes_of(audit, said.questions(material, survey)),
        quiet=quiet_of(audit),
    )


AUDIT_WORDS: Final[dict[Result, str]] = {
    "finding": "with a finding",
    "remark": "with a remark",
    "not proved": "not proved",
    "clear": "clear",
    "not applicable": "not applicable",
}


def _contents(*, has_audits: bool) -> tuple[Contents, ...]:
    return (
        Contents("answer", "The answer on one page", 1),
        Contents("lines", "The lines, one by one", 1),
        Contents("evidence", "Evidence: from line to source", 1),
        Contents("years", "Award years, distinction, loyalty zone", 1),
        Contents("audits", "Survey audits" if has_audits else "Survey audits (none)", 1),
        Contents("sign-off", "Sign-off", 1),
    )

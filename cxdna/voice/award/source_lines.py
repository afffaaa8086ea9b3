"""Lines on where answers come from: customers only, what the survey audit found, and what the checklist says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cxdna.statistics.display import counted, listed, long_date
from cxdna.voice.audit.model import Area, Audit, Outcome
from cxdna.voice.award.checklist import CHECKLIST
from cxdna.voice.award.measured import Year
from cxdna.voice.award.model import Asked, Line, Verdict
from cxdna.voice.award.score_lines import sources_of, worst_of
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.model import Checked, Fielded, Voice

_AREAS: Final[Mapping[str, tuple[Area, ...]]] = {"instrument": ("design", "frame"), "responses": ("fieldwork", "data")}
_RULES: Final = {
    "instrument": "The instrument was audited: wording, scales, and who could be asked",
    "responses": "The responses were audited: fieldwork and data",
}
_IN_FILE: Final = frozenset({"customers_only", "categories_apply"})
"""Lines of the checklist that stand within a line on the data."""


def answers_for(voice: Voice, year: int) -> Mapping[str, Checked]:
    """Return what the checklist says for a year, by line."""
    return {one.check: one for one in voice.checked if one.about == str(year)}


def source_lines(voice: Voice, year: Year, audits: Mapping[str, Audit]) -> Iterator[Line]:
    """Yield the lines on sources, audits and the checklist."""
    answers = answers_for(voice, year.year)
    yield _customers_only(voice, year, answers.get("customers_only"))
    surveys = tuple(dict.fromkeys(one.fielded.survey.id for one in year.measured))
    for name in _AREAS:
        yield _audited(name, surveys, audits)
    for asked in CHECKLIST:
        if asked.id not in _IN_FILE:
            yield checklist_line(asked, answers.get(asked.id), year.year)


def proved(answer: Checked | None) -> bool:
    """Tell whether an answer is a yes that names its evidence."""
    return answer is not None and answer.answer == "yes" and bool(answer.evidence)


def checklist_line(asked: Asked, answer: Checked | None, year: int) -> Line:
    """Return a line of the checklist as it was answered; without evidence it proves nothing."""
    verdict, found = _answered(answer)
    is_open = verdict == "not proved"
    return Line(
        id=asked.id,
        rule=asked.rule,
        found=found,
        verdict=verdict,
        missing=asked.evidence if is_open else "",
        command=answer_command(asked.id, year) if is_open else "",
        source=_source(answer),
    )


def answer_command(line: str, year: int) -> str:
    """Return what answers a line of the checklist."""
    return f'cxdna award answer {line} yes --year {year} --evidence "WHERE IT LIES"'


def _answered(answer: Checked | None) -> tuple[Verdict, str]:
    if answer is None:
        return "not proved", "nobody has answered this"
    if answer.answer == "no":
        return "fail", "answered: no"
    if not answer.evidence:
        return "not proved", f"answered: {answer.answer.replace('_', ' ')}, without evidence"
    if answer.answer == "yes":
        return "pass", "answered: yes"
    return "pass with remarks", f"answered: {answer.answer.replace('_', ' ')}"


def _source(answer: Checked | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    by = f"answered by {answer.by}" if answer.by else "answered"
    said = f"{by} on {long_date(answer.on)}"
    return (f"{answer.evidence}, {said}" if answer.evidence else said,)


def _customers_only(voice: Voice, year: Year, answer: Checked | None) -> Line:
    surveys = {one.fielded.survey.id: one.fielded for one in year.measured}
    staff = sum(_staff(one, year) for one in surveys.values())
    without_rule = [name for name, one in surveys.items() if not any(rule.staff for rule in one.survey.exclude)]
    nobody = [name for name, one in surveys.items() if not one.survey.conducted_by]
    verdict: Verdict = "pass"
    said = [f"{counted(staff, 'answer')} of staff left out" if staff else "no answer of staff was found"]
    if nobody or not all(one.survey.independent for one in surveys.values()):
        verdict = "pass with remarks"
        said.append("who ran it is not stated" if nobody else "not run by somebody independent, which is allowed")
    if answer is not None and answer.answer == "no":
        verdict = "fail"
        said.append("answered: staff or partners could answer")
    elif answer is not None and answer.answer == "partly" and not without_rule:
        verdict = "pass with remarks"
        said.append("answered: made sure in part only")
    elif (without_rule or not surveys) and not proved(answer):
        verdict = "not proved"
        said.append(f"no rule tells staff from customers in {listed(without_rule)}" if without_rule else "no answers")
    missing = "a rule that tells staff from customers in the data, or a proof that only customers could answer"
    internal = sum(one.survey.asks == "staff" for one in voice.surveys)
    run = tuple((f"{name}: run by", one.survey.conducted_by or "not stated") for name, one in surveys.items())
    return Line(
        id="customers_only",
        rule="Only customers' answers count",
        found="; ".join(said),
        verdict=verdict,
        figures=(("answers of staff left out", f"{staff:,}"), ("surveys of staff kept apart", str(internal)), *run),
        missing=missing if verdict == "not proved" else "",
        command=answer_command("customers_only", year.year) if verdict == "not proved" else "",
        source=(*sources_of(year.measured), *_source(answer)),
    )


def _staff(fielded: Fielded, year: Year) -> int:
    """Return the answers of staff; those without a date may be of any year and are counted."""
    return sum(
        cell.n
        for cell in fielded.cells
        if cell.standing == "staff"
        and not cell.cut
        and (cell.month == NO_MONTH or year.span.first <= cell.month <= year.span.last)
    )


def _audited(name: str, surveys: Sequence[str], audits: Mapping[str, Audit]) -> Line:
    """Return what the audits of the surveys of the year come to, in one of the two areas."""
    missing = [one for one in surveys if one not in audits]
    outcomes = [
        (survey, outcome)
        for survey in surveys
        if survey in audits
        for outcome in audits[survey].outcomes
        if outcome.check.area in _AREAS[name]
    ]
    verdict = worst_of(_weigh(outcome) for _, outcome in outcomes) if not missing else "not proved"
    counts = {
        result: sum(outcome.result == result for _, outcome in outcomes)
        for result in ("clear", "remark", "finding", "not proved", "not applicable")
    }
    found = [f"{survey}: {outcome.check.title} ({outcome.result})" for survey, outcome in outcomes if _tells(outcome)]
    not_proved = {survey: outcome.check for survey, outcome in reversed(outcomes) if outcome.result == "not proved"}
    titles = dict.fromkeys(outcome.check.title for _, outcome in outcomes if outcome.result == "not proved")
    do = f"checks of the survey audit that are open: {'; '.join(titles)}" if titles else "an audit of each survey"
    open_survey = next(iter((*missing, *reversed(not_proved))), "")
    return Line(
        id=name,
        rule=_RULES[name],
        found="; ".join(found) or ("nothing was found" if outcomes else "no survey of the year was audited"),
        verdict=verdict,
        figures=tuple((result, str(n)) for result, n in counts.items()),
        missing=do if verdict == "not proved" else "",
        command=f"cxdna survey audit {open_survey}".rstrip() if verdict == "not proved" else "",
        source=tuple(f"survey audit of {one}" for one in surveys if one in audits),
    )


def _tells(outcome: Outcome) -> bool:
    return outcome.result in {"finding", "remark"}


def _weigh(outcome: Outcome) -> Verdict:
    """Return what an outcome is to an award: a grave finding fails, a gap is not proved unless it hardly matters."""
    if outcome.result == "finding":
        return "fail" if outcome.check.severity == "high" else "pass with remarks"
    if outcome.result == "not proved":
        return "pass with remarks" if outcome.check.severity == "low" else "not proved"
    return "pass with remarks" if outcome.result == "remark" else "pass"

"""Who answered, who did not, what was left out and why, and what the survey audit found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from cxdna.documents.draft import Draft
from cxdna.documents.index_report import response_words, said
from cxdna.documents.index_report.material import IndexMaterial
from cxdna.documents.index_report.model import Fact, Outcome, Response, StandingRow
from cxdna.errors import capital
from cxdna.statistics.display import counted, listed, percent
from cxdna.statistics.response import Dispositions, Rates, rates
from cxdna.voice.audit.model import Audit, Result
from cxdna.voice.audit.model import Outcome as Checked
from cxdna.voice.indices.waves import whole_span
from cxdna.voice.survey.model import Disposition

SIGNS: Final[dict[Result, tuple[str, str]]] = {
    "finding": ("\N{BLACK DIAMOND}", "finding"),
    "remark": ("\N{WHITE UP-POINTING TRIANGLE}", "remark"),
    "not proved": ("?", "not proved"),
    "clear": ("\N{CHECK MARK}", "clear"),
    "not applicable": ("\N{EN DASH}", "does not apply"),
}
"""A shape and a word for each result; findings first."""
MANY: Final[dict[Result, str]] = {"finding": "findings", "remark": "remarks", "not applicable": "do not apply"}
"""The words of several where they differ."""
FATES: Final[dict[Disposition, str]] = {
    "complete": "Answered in full",
    "partial": "Answered in part",
    "refused": "Refused or broke off",
    "no_contact": "Never reached",
    "other": "Could not take part",
    "unknown": "Not known whether they belong",
}
RATES: Final = (
    ("rr1", "RR1", "full answers of all who were asked"),
    ("rr2", "RR2", "full and partial answers of all who were asked"),
    ("rr5", "RR5", "full answers of those known to belong to the survey"),
    ("rr6", "RR6", "full and partial answers of those known to belong to the survey"),
    ("coop1", "COOP1", "full answers of those who were reached"),
    ("ref1", "REF1", "refusals of all who were asked"),
    ("con1", "CON1", "reached of all who were asked"),
)
NO_RATES: Final = (
    "No response rate can be given: the survey file names no column that tells what became of each invitation. Without "
    "it nobody can say how many kept silent, nor how far they could turn the index."
)
DECK: Final = (
    "Only answers of customers that arrived in time count. All others are counted apart, here, and are in no index."
)


MOST_TOLD: Final = 260
"""Characters of figures beside what a check found; the data have all of them."""
ALIKE: Final = 3
"""So many checks that nobody has answered are told in one sentence."""


def rates_of(material: IndexMaterial) -> Rates | None:
    """Return the response rates of the waves in the span; None where nothing is known of invitations."""
    found = fates_of(material)
    if not found:
        return None
    return rates(Dispositions(**{str(name): n for name, n in found.items()}))


def fates_of(material: IndexMaterial) -> dict[Disposition, int]:
    """Return what became of the invitations of the waves in the span; nothing where nobody knows."""
    waves = material.waves
    found: Counter[Disposition] = Counter()
    for one in material.fielded.returned:
        if one.wave in waves:
            found[one.disposition] += one.n
    return dict(found) if found.total() else {}


def response_page(material: IndexMaterial) -> Response:
    """Return who answered and what the audit found."""
    found = rates_of(material)
    results = Counter(one.result for one in material.audit.outcomes) if material.audit else Counter[Result]()
    turns = [response_words.turns(material, one, found) for one in material.leads] if found else []
    return Response(
        headline=response_words.response(material, found),
        deck=DECK,
        standing=tuple(_standing(material)),
        left_out=_left_out(material),
        outcomes=tuple(Fact(FATES[name], f"{n:,}") for name in FATES if (n := fates_of(material).get(name, 0))),
        rates=_rates(found),
        no_rates="" if found else NO_RATES,
        break_even=tuple(one for one in turns if one is not None),
        audit_headline=response_words.audit({str(name): n for name, n in results.items()})
        if material.audit
        else Draft("The survey has not been audited", "audit.none"),
        audit_deck=f"{_audit_deck(results)} {_audited(material)}".strip() if material.audit else "",
        audit=outcomes_of(material.audit, _called(material)) if material.audit else (),
        quiet=quiet_of(material.audit) if material.audit else "",
        no_audit=""
        if material.audit
        else "Nobody has looked yet for signs that answers were steered, chosen or made up.",
    )


def _called(material: IndexMaterial) -> dict[str, str]:
    return {one.question.id: said.name_of(material, one) for one in material.measured}


def _audited(material: IndexMaterial) -> str:
    """Say that the audit is of all months, where the report is of some of them."""
    months = {cell.month for cell in material.fielded.cells if cell.month}
    if all(material.span.first <= month <= material.span.last for month in months):
        return ""
    whole = whole_span(material.fielded).label
    return f"The audit looks at all answers that were taken in, {whole}, not only at those of {material.span.label}."


def _standing(material: IndexMaterial) -> list[StandingRow]:
    rows = []
    for one in material.measured:
        found = material.standing(one.question.id)
        rows.append(
            StandingRow(
                name=said.name_of(material, one),
                counted=said.n_of(one.index),
                late=f"{found.get('late', 0):,}",
                excluded=f"{found.get('excluded', 0):,}",
                staff=f"{found.get('staff', 0):,}",
                no_answer=f"{found.get('no_answer', 0):,}",
                unusable=f"{found.get('unusable', 0):,}",
            )
        )
    return rows


def _left_out(material: IndexMaterial) -> tuple[Fact, ...]:
    """Return by which rules answers are left out, as the survey file states them."""
    survey = material.fielded.survey
    found = []
    if survey.late_after_days is not None:
        found.append(Fact("Late", f"given more than {counted(survey.late_after_days, 'day')} after the event"))
    else:
        found.append(Fact("Late", "the survey sets no time after which answers are late"))
    found += [
        Fact("Own staff" if one.staff else "Excluded", f"{one.reason} ({one.column}: {said.named(list(one.values))})")
        for one in survey.exclude
    ]
    return tuple(found)


def _rates(found: Rates | None) -> tuple[tuple[str, str, str], ...]:
    if found is None:
        return ()
    told = ((label, means, getattr(found, name)) for name, label, means in RATES)
    return tuple((label, means, percent(value)) for label, means, value in told if isinstance(value, Fraction))


def outcomes_of(audit: Audit, called: Mapping[str, str]) -> tuple[Outcome, ...]:
    """Return what is not clear, findings first, then remarks, then what is not proved, each by number.

    `called` says by what names readers know questions.
    Lines that nobody has answered yet, alike in all but their title, stand in the sentence beneath.
    """
    order: list[Result] = list(SIGNS)
    alike = {one.check.number for one in _unanswered(audit)}
    told = [one for one in audit.outcomes if one.result in order[:3] and one.check.number not in alike]
    return tuple(
        Outcome(
            number=str(one.check.number),
            title=one.check.title,
            sign=SIGNS[one.result][0],
            word=SIGNS[one.result][1],
            result=one.result.replace(" ", "_"),
            found=_sentence(said.plain_ids(one.found, called)),
            more=_sentence(_more(one, called)),
        )
        for one in sorted(told, key=lambda one: (order.index(one.result), one.check.number))
    )


def _unanswered(audit: Audit) -> list[Checked]:
    """Return the checks that are not proved for the one reason that most of them have, where three or more have it."""
    reasons = Counter(one.found for one in audit.outcomes if one.result == "not proved" and not one.figures)
    reason, n = reasons.most_common(1)[0] if reasons else ("", 0)
    if n < ALIKE or "answered" not in reason:
        return []
    return [one for one in audit.outcomes if one.result == "not proved" and one.found == reason and not one.figures]


def _sentence(text: str) -> str:
    """Return a text as a sentence; a letter that stands for a figure, as p does, stays small."""
    begun = text if text[1:2] == ":" else capital(text)
    return f"{begun}{'' if text.endswith(('.', '!', '?')) else '.'}" if text else ""


def _more(one: Checked, called: Mapping[str, str]) -> str:
    """Return figures, places and evidence of a check, as far as there is room."""
    figures = (f"{name}: {value}" for name, value in one.figures)
    told = [said.plain_ids(text, called) for text in (*figures, *one.where)]
    kept, room = 0, MOST_TOLD
    while kept < len(told) and room > 0:
        room -= len(told[kept])
        kept += 1
    more = [f"and {len(told) - kept} more"] if kept < len(told) else []
    return "; ".join([*told[:kept], *more, *filter(None, [one.evidence])])


def quiet_of(audit: Audit) -> str:
    """Return which checks nobody has answered, which are clear and which do not apply."""
    pieces, unanswered = [], _unanswered(audit)
    if unanswered:
        names = "; ".join(f"{one.check.number} {one.check.title}" for one in unanswered)
        pieces.append(f"Not proved, as nobody has answered it yet: {names}.")
    for result, words in (("clear", "Clear"), ("not applicable", "Does not apply")):
        titles = [f"{one.check.number} {one.check.title}" for one in audit.outcomes if one.result == result]
        if titles:
            pieces.append(f"{words}: {'; '.join(titles)}.")
    return " ".join(pieces)


def _word(result: Result, n: int) -> str:
    return MANY.get(result, SIGNS[result][1]) if n > 1 else SIGNS[result][1]


def _audit_deck(results: Counter[Result]) -> str:
    told = [f"{results[name]} {_word(name, results[name])}" for name in SIGNS if results[name]]
    return (
        f"{results.total()} checks: {listed(told)}. Findings come first; not proved means that nobody has shown it yet."
    )

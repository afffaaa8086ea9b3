"""Why a score is what it is: its equation, as a sentence that can be redone with a pencil."""

from __future__ import annotations

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.wording import facts
from cxdna.scores.derive import capped, equation, middle
from cxdna.scores.ladder import ladder
from cxdna.scores.model import PartScore
from cxdna.statistics.display import listed, shown
from cxdna.statistics.exact import exact


def why_this_score(material: Material, part: PartScore) -> tuple[tuple[str, Draft], ...]:
    """Draft both values of a part as equations, each under its name, and which answers evidence does not carry."""
    lines = _lines(material, part)
    return tuple(zip(("answered", "shown"), lines, strict=True)) if lines else ()


def _lines(material: Material, part: PartScore) -> tuple[Draft, ...]:
    steps = ladder(material.playbook)
    answered = equation(part.derivation_as_answered, steps)
    if not answered:
        return ()
    lines = [
        draft(
            "as-answered",
            "As answered: {equation}.",
            {"equation": Claim(kind="equation_answered", of=(part.id,), said=answered)},
        )
    ]
    short = [
        one
        for one in material.findings.claims
        if one.question in part.questions and material.scores.question(one.question).state == "scored"
    ]
    shown_by = equation(part.derivation_as_shown, steps)
    if not short:
        said = f"the same, as {_why_the_same(material, part)}." if shown_by == answered else f"{shown_by}."
        kind = "shown_same" if shown_by == answered else "equation_shown"
        lines.append(
            draft("as-shown", "As shown by evidence: {said}", {"said": Claim(kind=kind, of=(part.id,), said=said)})
        )
        return tuple(lines)
    reasons = "; ".join(f"{question_number(one.question)} ({one.reason})" for one in short)
    lines.append(
        draft(
            "as-shown-short",
            "As shown by evidence: {equation}. {count}: {reasons}.",
            {
                "equation": Claim(kind="equation_shown", of=(part.id,), said=shown_by),
                "count": facts.count(
                    "claims_in_part",
                    [one.question for one in short],
                    "One answer is not carried"
                    if len(short) == 1
                    else f"{in_words(len(short)).capitalize()} answers are not carried",
                ),
                "reasons": Claim(kind="claim_reasons", of=tuple(one.question for one in short), said=reasons),
            },
        )
    )
    return tuple(lines)


def _why_the_same(material: Material, part: PartScore) -> str:
    without = exact(material.playbook.evidence.without)
    numbers = (material.scores.question(one).score.as_answered for one in part.questions)
    if all(number <= without for number in numbers if number is not None):
        return f"evidence is needed only above level {level_label(without)}"
    return "evidence carries every answer"


def worked_example(material: Material) -> tuple[str, tuple[str, ...]]:
    """Return one derivation in full, of the part with the largest gap, from the answers to the score."""
    scored = [part for part in material.leaves if material.value(part) is not None]
    if not scored:
        return "", ()
    first = material.findings.gaps[0].part if material.findings.gaps else scored[0].id
    part = material.scores.part(first)
    steps = ladder(material.playbook)
    lines = []
    for term in part.derivation_as_answered.terms:
        question = material.scores.question(term.id)
        if not question.numbers:
            lines.append(f"{question_number(term.id)}: {level_label(term.value)}, {term.note}")
            continue
        line = f"{question_number(term.id)} in order: {middle(question.numbers)}"
        if question.score.as_shown != question.score.as_answered:
            line += f"; as shown by evidence: {capped(question)}"
        lines.append(line)
    lines.append(f"{part.name} as answered: {equation(part.derivation_as_answered, steps)}")
    lines.append(f"{part.name} as shown by evidence: {equation(part.derivation_as_shown, steps)}")
    if part.gap and part.target is not None:
        basis = "as answered" if material.scores.basis == "as_answered" else "as shown by evidence"
        lines.append(
            f"Gap {basis}: {shown(part.target)} \N{MINUS SIGN} {shown(material.value(part), 2)} = {shown(part.gap, 2)}"
        )
    if part.above:
        phase = material.scores.part(part.above[-1])
        names = listed(term.name for term in phase.derivation_as_answered.terms)
        lines.append(f"{phase.name}, of {names}: {equation(phase.derivation_as_answered, steps)}")
    lines.append(f"Overall: {equation(material.scores.whole.derivation_as_answered, steps)}")
    return f"One derivation worked: {part.name}", tuple(lines)

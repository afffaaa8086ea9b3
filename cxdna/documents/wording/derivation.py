"""Why a score is what it is: a sentence that can be redone with a pencil; the equation stands in the appendix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.wording import facts
from cxdna.scores.derive import capped, equation, middle
from cxdna.scores.ladder import ladder
from cxdna.scores.model import Derivation, PartScore
from cxdna.statistics.display import listed, shown
from cxdna.statistics.exact import exact

MEANS = {
    "mean": "the mean of",
    "weighted_mean": "the mean of",
    "median": "the median of",
    "minimum": "the lowest of",
    "maximum": "the highest of",
}
"""Methods that a sentence can tell: those in which equal terms play equal parts."""


def why_this_score(material: Material, part: PartScore) -> tuple[tuple[str, Draft], ...]:
    """Draft how both values of a part come about, each under its name, and which answers evidence does not carry."""
    lines = _lines(material, part)
    return tuple(zip(("answered", "shown"), lines, strict=True)) if lines else ()


def _lines(material: Material, part: PartScore) -> tuple[Draft, ...]:
    if part.derivation_as_answered.result is None:
        return ()
    answered = _told(material, part.derivation_as_answered, "derived_answered", "equation_answered", part.id)
    lines = [draft("as-answered", "As answered: {told}.", {"told": answered})]
    short = [
        one
        for one in part.questions
        if any(claim.question == one for claim in material.findings.claims)
        and material.scores.question(one).state == "scored"
    ]
    shown_by = _told(material, part.derivation_as_shown, "derived_shown", "equation_shown", part.id)
    if not short:
        if shown_by.said == answered.said:
            shown_by = facts.words("shown_same", (part.id,), f"the same, as {_why_the_same(material, part)}")
        return (*lines, draft("as-shown", "As shown by evidence: {said}.", {"said": shown_by}))
    claims = {
        "told": shown_by,
        "count": facts.count(
            "claims_in_part",
            short,
            "One answer is not carried"
            if len(short) == 1
            else f"{in_words(len(short)).capitalize()} answers are not carried",
        ),
        "reasons": facts.words("claim_needs", short, _needs(material, short)),
    }
    return (*lines, draft("as-shown-short", "As shown by evidence: {told}. {count}: {reasons}.", claims))


def _told(material: Material, derivation: Derivation, told: str, written: str, part: str) -> Claim:
    """Return a score with how many practices stand at which level; an equation where their weights or order count."""
    terms = derivation.terms
    weights_differ = derivation.method == "weighted_mean" and len({term.weight for term in terms}) > 1
    if derivation.method not in MEANS or weights_differ or not terms:
        return facts.words(written, (part,), equation(derivation, ladder(material.playbook)))
    counts = Counter(term.value for term in terms)
    groups = [
        f"{in_words(count)}{' practice' + 's' * (count > 1) if not at else ''} at {level_label(value)}"
        for at, (value, count) in enumerate(sorted(counts.items()))
    ]
    means = f"{MEANS[derivation.method]} " if len(terms) > 1 else ""
    return facts.words(told, (part,), f"{shown(derivation.result, 2)}, {means}{listed(groups)}")


def _needs(material: Material, questions: Sequence[str]) -> str:
    """Return what evidence is missing, each need once with the questions that need it."""
    needs: dict[str, list[str]] = {}
    for one in questions:
        needs.setdefault(material.scores.question(one).verdict.next_needs, []).append(question_number(one))
    return "; ".join(f"{listed(numbers)} ({need})" for need, numbers in needs.items())


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

"""Sentences about one phase or one component."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from cxdna.documents.draft import Claim, Draft, draft, every, joined
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.wording import facts
from cxdna.documents.wording.grounds import question_rests_on
from cxdna.documents.wording.moved import moved, plural, scored, since
from cxdna.scores.model import Coverage, PartScore, QuestionScore
from cxdna.statistics.display import counted, shown
from cxdna.statistics.exact import exact

KINDS = {
    "highest": "highest_practice",
    "lowest": "lowest_practice",
    "the one practice scored": "one_practice",
}
"""Under which kind of claim a practice is named."""
POINTS_BACK: Final = frozenset(
    {"such", "this", "that", "these", "those", "it", "its", "they", "them", "their", "he", "his", "she", "her", "both"}
)
"""What a text begins with that rests on the words before it: alone it says nothing."""


def level_text(material: Material, question: QuestionScore) -> str:
    """Return the text of the last level (or option) that a question's score has completed, without its full stop."""
    value = material.value(question)
    return "" if value is None else _reached(material, question, value).rstrip(".")


def _reached(material: Material, question: QuestionScore, value: Fraction) -> str:
    asked = material.questions[question.id]
    if asked.levels:
        steps = list(zip(material.levels, asked.levels, strict=True))
    else:
        steps = sorted((exact(option.value), option.text) for option in asked.options)
    return ([text for level, text in steps if level <= value] or [steps[0][1]])[-1]


def uncapitalised(text: str) -> str:
    """Return a sentence as it stands after a colon; a first word with inner capitals keeps its form."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first != first.capitalize() else text[:1].lower() + text[1:]


def known_questions(material: Material, part: PartScore) -> list[QuestionScore]:
    """Return the questions of a part that have a score, in the order of the questionnaire."""
    found = (material.scores.question(one) for one in part.questions)
    return [question for question in found if material.value(question) is not None]


def lowest(material: Material, part: PartScore) -> QuestionScore | None:
    """Return the lowest question of a part, the first of equals."""
    return min(known_questions(material, part), key=lambda one: _value(material, one), default=None)


def highest(material: Material, part: PartScore) -> QuestionScore | None:
    """Return the highest question of a part; of equals the one that evidence shows highest, then the first."""

    def height(one: QuestionScore) -> tuple[Fraction, Fraction]:
        proved = one.score.as_shown
        return _value(material, one), material.levels[0] if proved is None else proved

    return max(known_questions(material, part), key=height, default=None)


def _value(material: Material, question: QuestionScore) -> Fraction:
    value = material.value(question)
    if value is None:
        msg = f"{question.id} has no score"
        raise ValueError(msg)
    return value


def no_score(part: PartScore) -> Draft:
    """Draft that a part has no score."""
    claims = {"part": facts.name(part.id, part.name), "none": facts.words("no_value", (part.id,), "has no score")}
    return draft("no-score", "{part} {none}", claims)


def component_headline(material: Material, part: PartScore) -> Draft:
    """Draft a component's headline: where it stands, in the words of the practice that decides it.

    Below its target that is the lowest practice; at or above it, the highest.
    """
    value = material.value(part)
    if value is None:
        return no_score(part)
    below = bool(part.gap)
    question = lowest(material, part) if below else highest(material, part)
    claims = {"part": facts.name(part.id, part.name), "score": facts.score(part.id, value)}
    if question is None:
        return draft("component-score", "{part}: {score}", claims)
    which = "lowest" if below else "highest"
    pattern = "{part} {score}"
    alone = stands_alone(level_text(material, question))
    if not alone or _is_at_the_bottom(material, question):
        said = f"{which} at level {level_label(_value(material, question))}"
        claims["at"] = facts.words(f"{which}_at", (part.id, question.id), said)
        pattern += ", {at}"
    if alone:
        said, kind = uncapitalised(level_text(material, question)), f"level_text_of_{which}"
        pattern += ": {text}"
    else:
        said, kind = material.questions[question.id].practice, f"practice_of_{which}"
        pattern += " in the practice \N{LEFT SINGLE QUOTATION MARK}{text}\N{RIGHT SINGLE QUOTATION MARK}"
    claims["text"] = Claim(kind=kind, of=(part.id, question.id), said=said)
    claims["number"] = Claim(kind="question_number", of=(question.id,), said=question_number(question.id))
    if proved := _proved_below(material, question, as_quoted=True):
        claims["proved"] = proved
        return draft("component-in-its-own-words", pattern + " ({number}; {proved})", claims)
    return draft("component-in-its-own-words", pattern + " ({number})", claims)


def stands_alone(text: str) -> bool:
    """Tell whether the text of a level can be understood without the question that it answers."""
    return text.split(" ", 1)[0].strip(",;:.").lower() not in POINTS_BACK


def _is_at_the_bottom(material: Material, question: QuestionScore) -> bool:
    """Tell whether a question has completed the first level alone, the text of which may read like praise."""
    asked = material.questions[question.id]
    lowest = min((exact(option.value) for option in asked.options), default=material.levels[0])
    return _reached(material, question, _value(material, question)) == _reached(material, question, lowest)


def _proved_below(material: Material, question: QuestionScore, *, as_quoted: bool) -> Claim | None:
    """Return how far evidence reaches, where an answer that is quoted stands above it; None where it does not.

    `as_quoted`: only where the level whose text is quoted is not reached either.
    """
    answered, proved = question.score.as_answered, question.score.as_shown
    if material.scores.basis != "as_answered" or answered is None or proved is None or proved >= answered:
        return None
    if as_quoted and _reached(material, question, proved) == _reached(material, question, answered):
        return None
    return facts.words("proved_below", (question.id,), f"evidence shows {level_label(proved)}")


def component_deck(material: Material, part: PartScore) -> Draft:
    """Draft the line under a component's headline: both values, target, gap and last time."""
    if material.value(part) is None:
        why = facts.words("no_score", (part.id,), _why_no_score(part.coverage))
        return draft("why-no-score", "{why}.", {"why": why})
    claims = {
        "answered": facts.score(part.id, part.score.as_answered, "score_answered"),
        "shown": facts.score(part.id, part.score.as_shown, "score_shown"),
        "target": facts.score(part.id, part.target, "target"),
    }
    pattern = "{answered} as answered, {shown} as shown by evidence; target {target}"
    if part.gap:
        claims["gap"] = facts.score(part.id, part.gap, "gap")
        pattern += ", gap {gap}"
    else:
        claims["gap"] = facts.words("met", (part.id,), "met")
        pattern += ", {gap}"
    change = material.change_of(part.id)
    if change is not None and change.change is not None:
        count = facts.words("comparable_in_part", (part.id,), counted(change.questions, "comparable question"))
        told, about = since(material, part, count, aside=True)
        pattern, claims = f"{pattern}; {told}", claims | about
    return draft("component-deck", pattern + ".", claims)


def _why_no_score(coverage: Coverage) -> str:
    if coverage.asked == coverage.not_applicable:
        return "none of its questions applies to this organisation"
    if coverage.scored:
        return "it has no score until every question that applies has a number"
    if coverage.withheld:
        return "its questions have too few answers to be shown"
    if coverage.not_applicable:
        return "nobody gave a number to those of its questions that apply"
    return "its questions apply, but nobody gave a number"


def practice_points(material: Material, part: PartScore) -> tuple[Draft, Draft]:
    """Draft the highest and the lowest practice of a part; where all stand alike, one sentence says so."""
    high, low = highest(material, part), lowest(material, part)
    if high is None or low is None or _value(material, high) > _value(material, low):
        return practice_point(material, high, "highest"), practice_point(material, low, "lowest")
    known = known_questions(material, part)
    if len(known) == 1:
        return practice_point(material, high, "the one practice scored"), Draft(text="", rule="no-practice")
    some = " that have a score" if len(known) < part.coverage.asked else ""
    ids = [one.id for one in known]
    alike = draft(
        "practices-alike",
        "{all} at {score}",
        {
            "all": facts.count("practices_equal", ids, f"{every(len(known))} practices{some} stand"),
            "score": Claim(kind="question_score", of=(high.id,), said=level_label(_value(material, high))),
        },
    )
    return alike, Draft(text="", rule="no-practice")


def practice_point(material: Material, question: QuestionScore | None, which: str) -> Draft:
    """Draft one practice with its number and score: the highest or the lowest of a part, or one of several such."""
    if question is None:
        return Draft(text="", rule="no-practice")
    value = _value(material, question)
    part = material.scores.part(question.part)
    alike = sum(_value(material, one) == value for one in known_questions(material, part))
    claims = {
        "which": facts.words(KINDS[which], (part.id, question.id), which if alike == 1 else f"one of the {which}"),
        "text": _quoted(material, question),
        "number": Claim(kind="question_number", of=(question.id,), said=question_number(question.id)),
        "score": Claim(kind="question_score", of=(question.id,), said=level_label(value)),
    }
    pattern = "{which}: {text} ({number}, at {score}"
    if few := question_rests_on(material, question):
        claims["few"] = facts.words("question_rests_on", (question.id,), few)
        pattern += "; {few}"
    if proved := _proved_below(material, question, as_quoted=False):
        claims["proved"] = proved
        pattern += "; {proved}"
    return draft("practice", pattern + ")", claims)


def _quoted(material: Material, question: QuestionScore) -> Claim:
    text = level_text(material, question)
    if stands_alone(text):
        return Claim(kind="level_text", of=(question.id,), said=uncapitalised(text))
    return Claim(kind="practice", of=(question.id,), said=uncapitalised(material.questions[question.id].practice))


def point_title(material: Material, part: PartScore, *, with_gap: bool) -> Draft:
    """Draft the title of a point on the answer page: name, score, and gap or change."""
    claims = {"part": facts.name(part.id, part.name), "score": facts.score(part.id, material.value(part))}
    pattern = "{part} {score}"
    if with_gap:
        claims["gap"] = facts.score(part.id, part.gap, "gap")
        pattern += ", gap {gap}"
    change = material.change_of(part.id)
    if change is not None and change.change is not None:
        claims["change"] = moved(part.id, change.change)
        pattern += ", {change}"
        if change.questions < part.coverage.asked:
            said = counted(change.questions, "comparable question")
            claims["count"] = facts.words("comparable_in_part", (part.id,), said)
            pattern += " on {count}"
    return draft("point", pattern, claims)


def phase_headline(material: Material, part: PartScore) -> Draft:
    """Draft a phase's headline: its score, its strongest and its weakest component."""
    children = [material.scores.part(child) for child in part.children]
    known = scored(material, children)
    value = material.value(part)
    if value is None or not known:
        return no_score(part)
    claims = {"part": facts.name(part.id, part.name), "score": facts.score(part.id, value)}
    high, low = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    if len(known) == 1 and len(children) > 1:
        only = facts.words("only_child", (part.id, high[0].id), f"only {high[0].name} has a score")
        return draft("phase-of-one", "{part} {score}: {only}", claims | {"only": only})
    if shown(high[1]) == shown(low[1]):
        noun = material.playbook.tiers[part.tier].lower()
        some = " that have a score" if len(known) < len(children) else ""
        said = f"{every(len(known))} {plural(noun)}{some} stand" if len(known) > 1 else f"its one {noun} stands"
        claims["all"] = facts.count("children_equal", [one.id for one, _ in known], said)
        claims["each"] = facts.score(high[0].id, high[1])
        return draft("phase-equal", "{part} {score}: {all} at {each}", claims)
    claims |= {
        "bottom": facts.words("lowest_child", (part.id, low[0].id), low[0].name),
        "low": facts.score(low[0].id, low[1]),
        "top": facts.words("highest_child", (part.id, high[0].id), high[0].name),
        "high": facts.score(high[0].id, high[1]),
    }
    return draft("phase-extremes", "{part} {score}: from {bottom} at {low} to {top} at {high}", claims)


def phase_deck(material: Material, part: PartScore) -> Draft:
    """Draft the line under a phase's headline."""
    if material.value(part) is None:
        return Draft(text="", rule="no-score")
    level = part.level.words if part.level else ""
    first = draft(
        "level-of-phase",
        "{level}.",
        {"level": facts.words("level", (part.id,), level)},
    )
    return joined(first, component_deck(material, part), rule="phase-deck")

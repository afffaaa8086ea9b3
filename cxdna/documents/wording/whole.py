"""Sentences about the whole: cover, answer page and profile."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Draft, draft, in_words, joined
from cxdna.documents.material import Material, level_label
from cxdna.documents.wording import facts
from cxdna.documents.wording.moved import (
    BESIDE_LAST_TIME,
    change_headline,
    is_partial,
    on_comparable,
    only_fallen,
    plural,
    rose_and_fell,
    scored,
    trend,
)
from cxdna.findings.model import Gap
from cxdna.plan.match import Match
from cxdna.plan.model import Action
from cxdna.scores.model import PartScore

MOST_NAMED = 3
"""A headline names at most so many parts; more are counted."""


def nothing_scored(material: Material) -> Draft:
    """Draft why the whole has no score."""
    said = "the whole has no score"
    coverage = material.scores.whole.coverage
    if not coverage.scored and coverage.withheld:
        said = "nothing can be shown yet: no question has enough answers"
    elif not coverage.scored:
        said = "nothing can be scored yet: no question has a number"
    elif material.playbook.policies.unanswered == "blocks":
        said += " until every question that applies has a number"
    return draft("nothing-scored", "{why}", {"why": facts.words("nothing_scored", (), said)})


def cover_answer(material: Material) -> Draft:
    """Draft the one-sentence answer of the cover."""
    whole = material.scores.whole
    value = material.value(whole)
    if value is None:
        return nothing_scored(material)
    partial = is_partial(material)
    said = "" if partial else BESIDE_LAST_TIME.get(trend(material), "")
    first = draft(
        "level-of-whole",
        "{score} of {top}{trend}.",
        {
            "score": facts.score(whole.id, value),
            "top": facts.words("top_level", (), level_label(material.levels[-1])),
            "trend": facts.words("trend", (whole.id,), said),
        },
    )
    change = material.findings.change
    if partial and change is not None and trend(material):
        second = change_headline(material, change)
    elif fell := only_fallen(material):
        second = on_comparable(material, fell)
    else:
        second = gap_share(material, name_them=False)
    return joined(first, Draft(text=second.text + ".", rule=second.rule, claims=second.claims))


def gap_share(material: Material, *, name_them: bool = True) -> Draft:
    """Draft how much of the gap the largest gaps hold together.

    Of equal gaps either all are among the largest or none; where more are equal than can be named, they are counted.
    """
    gaps = material.findings.gaps
    noun = material.playbook.tiers[-1].lower()
    if not scored(material, material.leaves):
        return nothing_scored(material)
    if not gaps:
        below = [part for part in material.leaves if part.gap is None]
        said = f"every {noun}{' that has a score' if below else ''} meets its target"
        return draft("no-gap", "{all}", {"all": facts.words("no_gap", (), said)})
    top, equal = _largest(gaps)
    ids = [gap.part for gap in top]
    share = sum((gap.share for gap in top), Fraction(0))
    claims = {"count": facts.count("largest_gaps", ids, _counted(len(ids), noun))}
    # Where no other has a gap, a share would say what the count says already.
    claims["share"] = facts.words("whole_gap", ids, "the whole gap") if share == 1 else facts.share(ids, share)
    pattern = "{count} {share}" + ("" if share == 1 else " of the gap") + ("" if name_them else " to target")
    if equal:
        claims["equal"] = facts.words("equal_gaps", ids, "in equal parts")
        return draft("gap-share", pattern + ", {equal}", claims)
    if name_them:
        claims["names"] = facts.names([(gap.part, material.scores.part(gap.part).name) for gap in top])
        pattern += ": {names}"
    return draft("gap-share", pattern, claims)


def _largest(gaps: Sequence[Gap]) -> tuple[tuple[Gap, ...], bool]:
    """Return the largest gaps, and whether they are all equal and too many to be named."""
    if len(gaps) <= MOST_NAMED:
        return tuple(gaps), False
    next_one = gaps[MOST_NAMED].share
    larger = tuple(gap for gap in gaps[:MOST_NAMED] if gap.share > next_one)
    return (larger, False) if larger else (tuple(gap for gap in gaps if gap.share == next_one), True)


def _counted(count: int, noun: str) -> str:
    return f"one {noun} holds" if count == 1 else f"{in_words(count)} {plural(noun)} hold"


def decision(material: Material, part: PartScore, one: Match) -> tuple[Draft, Draft]:
    """Draft a decision to take, and the reason for it: why the question is asked, or what its part is for."""
    question = material.questions.get(one.question or "")
    about, why = (question.id, question.why) if question else (part.id, material.definitions[part.id].aim)
    title = facts.words("action_title", (one.action.id,), one.action.title)
    reason = facts.words("action_because", (about,), why)
    return draft("decision", "{title}", {"title": title}), draft("decision-why", "{reason}", {"reason": reason})


def planned_decision(material: Material, action: Action) -> tuple[Draft, Draft]:
    """Draft a decision on an action of the plan, and the reason for it: the first of what it closes that tells one."""
    title = facts.words("planned_title", (action.id,), action.title)
    drafted = draft("decision-planned", "{title}", {"title": title})
    for about in action.closes:
        question, part = material.questions.get(about), material.definitions.get(about)
        why = question.why if question else part.aim if part else ""
        if why:
            reason = facts.words("action_because", (about,), why)
            return drafted, draft("decision-why", "{reason}", {"reason": reason})
    return drafted, Draft(text="", rule="no-reason")


def profile_deck(material: Material) -> Draft:
    """Draft the line under the headline of the profile: what rose, what fell, what evidence shows."""
    return joined(rose_and_fell(material), _evidence_beside_answers(material), rule="profile-deck")


def _evidence_beside_answers(material: Material) -> Draft:
    whole = material.scores.whole
    if whole.score.as_answered is None:
        return Draft(text="", rule="no-score")
    return draft(
        "evidence-beside-answers",
        "Evidence shows {shown} where people answered {answered}{claims}.",
        {
            "shown": facts.score(whole.id, whole.score.as_shown, "score_shown"),
            "answered": facts.score(whole.id, whole.score.as_answered, "score_answered"),
            "claims": facts.words("claims", [one.question for one in material.findings.claims], _unproved(material)),
        },
    )


def _unproved(material: Material) -> str:
    claims = len(material.findings.claims)
    if not claims:
        return ""
    if claims == 1:
        return "; the answer to one question stands above what can be shown"
    return f"; the answers to {in_words(claims)} questions stand above what can be shown"

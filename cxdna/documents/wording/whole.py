"""Sentences about the whole: cover, answer page and profile."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Draft, draft, every, in_words, joined
from cxdna.documents.material import Material, level_label
from cxdna.documents.wording import facts
from cxdna.documents.wording.moved import (
    BESIDE_LAST_TIME,
    change_headline,
    is_partial,
    moved,
    on_comparable,
    only_fallen,
    plural,
    rose_and_fell,
    scored,
    trend,
)
from cxdna.findings.model import Gap
from cxdna.plan.match import Match
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, long_date, shown

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
    claims = {
        "count": facts.count("largest_gaps", ids, _counted(len(ids), noun)),
        "share": facts.share(ids, sum((gap.share for gap in top), Fraction(0))),
    }
    pattern = "{count} {share} of the gap" + ("" if name_them else " to target")
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


def answer_headline(material: Material) -> Draft:
    """Draft the headline of the answer page."""
    alone = only_fallen(material)
    if alone and material.findings.gaps:
        fell = on_comparable(material, alone)
        largest = largest_gap(material)
        return Draft(
            text=f"{fell.text}; {largest.text[:1].lower()}{largest.text[1:]}",
            rule=f"{fell.rule}+{largest.rule}",
            claims=fell.claims + largest.claims,
        )
    return extremes(material)


def largest_gap(material: Material) -> Draft:
    """Draft where the largest gap is, or the largest share of it where another gap is larger and weighs less."""
    gaps = material.findings.gaps
    tied = [gap for gap in gaps if gap.share == gaps[0].share]
    widest = max(gap.gap for gap in gaps)
    plain = {gap.part for gap in gaps if gap.gap == widest} == {gap.part for gap in tied}
    ids = [gap.part for gap in tied]
    one, several = ("gap is", "gaps are") if plain else ("share of the gap is", "shares of the gap are")
    if len(tied) > MOST_NAMED:
        said = f"the {in_words(len(tied))} largest {several} equal"
    else:
        named = facts.names([(gap.part, material.scores.part(gap.part).name) for gap in tied]).said
        said = f"the largest {one if len(tied) == 1 else several} in {named}"
    return draft("largest-gap", "{most}", {"most": facts.words("most_gap", ids, said)})


def extremes(material: Material) -> Draft:
    """Draft which parts stand highest and which lowest, by what the reader sees: what prints alike stands alike."""
    known = scored(material, material.leaves)
    noun = material.playbook.tiers[-1].lower()
    if not known:
        return nothing_scored(material)
    high = max(value for _, value in known)
    low = min(value for _, value in known)
    if shown(high) == shown(low):
        ids = [part.id for part, _ in known]
        rest = " that have a score" if len(ids) < len(material.leaves) else ""
        said = f"{every(len(ids))} {plural(noun)}{rest} stand"
        if len(ids) == 1:
            said = f"the only {noun} that has a score stands" if rest else f"the only {noun} stands"
        return draft(
            "all-equal",
            "{all} at {score}",
            {"all": facts.count("all_equal", ids, said), "score": facts.score(ids[0], high)},
        )
    top = [part for part, value in known if shown(value) == shown(high)]
    bottom = [part for part, value in known if shown(value) == shown(low)]
    return draft(
        "extremes",
        "{top} at {high}; {bottom} at {low}",
        {
            "top": facts.words("highest", [part.id for part in top], _extreme("strongest", top, noun)),
            "high": facts.score(top[0].id, high),
            "bottom": facts.words("lowest", [part.id for part in bottom], _extreme("weakest", bottom, noun)),
            "low": facts.score(bottom[0].id, low),
        },
    )


def _extreme(which: str, parts: Sequence[PartScore], noun: str) -> str:
    if len(parts) == 1:
        return f"the {which} {noun} is {parts[0].name}"
    if len(parts) <= MOST_NAMED:
        return f"the {which} {plural(noun)} are {facts.names([(part.id, part.name) for part in parts]).said}"
    return f"the {in_words(len(parts))} {which} {plural(noun)} stand"


def answer_lines(material: Material) -> tuple[tuple[str, Draft], ...]:
    """Draft the lines under the overall number, each with the name of what it is about."""
    lines = (
        ("last_time", _last_time(material)),
        ("target", _target_line(material)),
        ("other_value", _other_value(material)),
        ("weakest_link", _weakest_link(material)),
    )
    return tuple((name, line) for name, line in lines if line is not None)


def _last_time(material: Material) -> Draft | None:
    whole = material.scores.whole
    earlier, change = material.earlier(whole.id), material.change_of(whole.id)
    if earlier is None or change is None:
        return None
    claims = {
        "before": facts.score(whole.id, earlier, "score_before"),
        "label": facts.words("label_before", (), material.before),
    }
    if change.change is None:
        claims["none"] = facts.words("nothing_comparable", (), "no question can be compared")
        return draft("last-time", "{before} in {label}; {none}", claims)
    claims["change"] = moved(whole.id, change.change)
    claims["count"] = facts.words("comparable", (), counted(change.questions, "comparable question"))
    return draft("last-time", "{before} in {label}, {change} on {count}", claims)


def _other_value(material: Material) -> Draft | None:
    whole, basis = material.scores.whole, material.scores.basis
    other = whole.score.as_shown if basis == "as_answered" else whole.score.as_answered
    if other is None:
        return None
    claims = {"value": facts.score(whole.id, other, "score_other")}
    if basis == "as_answered":
        return draft("other-value", "{value} as shown by evidence", claims)
    claims["basis"] = facts.words("basis", (), "what evidence shows")
    return draft("other-value", "{value} as answered; this report rests on {basis}", claims)


def _weakest_link(material: Material) -> Draft | None:
    """Draft the lowest parts that hold questions; None where all print alike and none is the weakest."""
    known = scored(material, material.leaves)
    if len({shown(value) for _, value in known}) < 2:  # noqa: PLR2004 - one of one is not the weakest
        return None
    noun = material.playbook.tiers[-1].lower()
    low = min(value for _, value in known)
    parts = [part for part, value in known if shown(value) == shown(low)]
    ids = [part.id for part in parts]
    score = facts.score(ids[0], low)
    if len(parts) > MOST_NAMED:
        weakest = facts.words("lowest_leaf", ids, f"weakest links: {in_words(len(ids))} {plural(noun)}")
        return draft("weakest-link", "{weakest} at {score}", {"weakest": weakest, "score": score})
    named = facts.names([(part.id, part.name) for part in parts]).said
    start, end = ("weakest link", "") if len(parts) == 1 else ("weakest links", " each")
    weakest = facts.words("lowest_leaf", ids, f"{start}: {named}")
    return draft("weakest-link", "{weakest}, {score}" + end, {"weakest": weakest, "score": score})


def _target_line(material: Material) -> Draft:
    whole = material.scores.whole
    claims = {"target": facts.score(whole.id, whole.target, "target")}
    if whole.target_by is None:
        return draft("target", "target {target}", claims)
    claims["by"] = facts.words("target_by", (whole.id,), long_date(whole.target_by))
    return draft("target", "target {target} by {by}", claims)


def decision(material: Material, part: PartScore, one: Match) -> tuple[Draft, Draft]:
    """Draft a decision to take, and the reason for it: why the question is asked, or what its part is for."""
    question = material.questions.get(one.question or "")
    about, why = (question.id, question.why) if question else (part.id, material.definitions[part.id].aim)
    title = facts.words("action_title", (one.action.id,), one.action.title)
    reason = facts.words("action_because", (about,), why)
    return draft("decision", "{title}", {"title": title}), draft("decision-why", "{reason}", {"reason": reason})


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

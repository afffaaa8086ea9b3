"""Claims about scores, targets and gaps of parts, about the highest and the lowest, and about practices."""

import re
from collections.abc import Callable
from fractions import Fraction

from cxdna.documents.draft import Claim
from tests.documents.wording.display import (
    listed,
    long_date,
    lowered,
    number_of,
    percent,
    short,
    shown,
    worded,
)
from tests.documents.wording.facts import Facts, extreme
from tests.documents.wording.kinds import MOST_NAMED, every, exactly, kind, noun, of_nothing, one, plural


@kind("name")
def _name(facts: Facts, claim: Claim) -> str:
    return facts.name(one(claim))


@kind("score")
def _score(facts: Facts, claim: Claim) -> str:
    return shown(facts.value(one(claim)))


@kind("score_answered")
def _score_answered(facts: Facts, claim: Claim) -> str:
    return shown(facts.scored.values["as_answered"][one(claim)])


@kind("score_shown")
def _score_shown(facts: Facts, claim: Claim) -> str:
    return shown(facts.scored.values["as_shown"][one(claim)])


@kind("score_other")
def _score_other(facts: Facts, claim: Claim) -> str:
    other = "as_shown" if facts.basis == "as_answered" else "as_answered"
    return shown(facts.scored.values[other][one(claim)])


@kind("score_before")
def _score_before(facts: Facts, claim: Claim) -> str:
    part = one(claim)
    if facts.moved(part) is not None:
        assert facts.before_on_the_same(part) is not None, "a change beside it rests on other questions"
    return shown(facts.before_on_its_own(part))


@kind("target")
def _target(facts: Facts, claim: Claim) -> str:
    return shown(facts.target(one(claim)))


@kind("target_by")
def _target_by(facts: Facts, claim: Claim) -> str:
    by = facts.scored.targets[one(claim)][1]
    assert by is not None, "no date was set"
    return long_date(by)


@kind("target_of_its_own")
def _target_of_its_own(facts: Facts, claim: Claim) -> str:
    assert facts.scored.targets[one(claim)][2], "it is what its parts come to"
    return "set for the whole"


@kind("target_of_parts")
def _target_of_parts(facts: Facts, claim: Claim) -> str:
    come_to = facts.targets_come_to(one(claim))
    assert shown(come_to) != shown(facts.target(one(claim))), "it is what the whole is to come to"
    return shown(come_to)


@kind("gap")
def _gap(facts: Facts, claim: Claim) -> str:
    gap = facts.gap(one(claim))
    assert gap, "there is no gap"
    return shown(gap)


@kind("met")
def _met(facts: Facts, claim: Claim) -> str:
    assert facts.gap(one(claim)) == 0, "the target is not met"
    return "met"


@kind("level")
def _level(facts: Facts, claim: Claim) -> str:
    value = facts.value(one(claim))
    assert value is not None, "there is no score"
    return facts.book.level_words(value)


@kind("top_level")
def _top_level(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    return short(facts.book.levels[-1])


@kind("basis")
def _basis(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.basis == "as_shown", "the report rests on what people answered"
    return "what evidence shows"


@kind("no_value")
def _no_value(facts: Facts, claim: Claim) -> str:
    assert facts.value(one(claim)) is None, "there is a score"
    return "has no score"


@kind("no_score")
def _no_score(facts: Facts, claim: Claim) -> str:
    assert facts.value(one(claim)) is None, "there is a score"
    states = [state for state in facts.states(one(claim)) if state != "hidden"]
    if "scored" in states:
        assert facts.book.blocks, "a question has a number"
        return "it has no score until every question that applies has a number"
    if {"unanswered", "withheld"}.isdisjoint(states):
        return "none of its questions applies to this organisation"
    if "withheld" in states:
        return "its questions have too few answers to be shown"
    if "not_applicable" in states:
        return "nobody gave a number to those of its questions that apply"
    return "its questions apply, but nobody gave a number"


@kind("nothing_scored")
def _nothing_scored(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.value(facts.book.whole.id) is None, "the whole has a score"
    if "scored" not in facts.states(facts.book.whole.id) and facts.scored.withheld:
        return "nothing can be shown yet: no question has enough answers"
    if "scored" not in facts.states(facts.book.whole.id):
        return "nothing can be scored yet: no question has a number"
    assert facts.book.blocks
    return "the whole has no score until every question that applies has a number"


@kind("largest_gaps")
def _largest_gaps(facts: Facts, claim: Claim) -> str:
    inside = {facts.gaps[part] for part in claim.of}
    outside = {share for part, share in facts.gaps.items() if part not in claim.of}
    assert len(set(claim.of)) == len(claim.of)
    assert not outside or min(inside) > max(outside), "a gap that is left out is as large as one that is counted"
    assert len(claim.of) <= MOST_NAMED or len(inside) == 1, "more than three gaps, and they are not equal"
    return f"one {noun(facts)} holds" if len(claim.of) == 1 else f"{worded(len(claim.of))} {plural(noun(facts))} hold"


@kind("gap_share")
def _gap_share(facts: Facts, claim: Claim) -> str:
    return percent(sum((facts.gaps[part] for part in claim.of), Fraction(0)))


@kind("whole_gap")
def _whole_gap(facts: Facts, claim: Claim) -> str:
    held = sum((facts.gaps[part] for part in claim.of), Fraction(0))
    assert held == 1, f"others have a gap as well: these hold {percent(held)}"
    return "the whole gap"


@kind("equal_gaps")
def _equal_gaps(facts: Facts, claim: Claim) -> str:
    assert len({facts.gaps[part] for part in claim.of}) == 1, "they are not equal"
    return "in equal parts"


@kind("names")
def _names(facts: Facts, claim: Claim) -> str:
    return listed([facts.name(part) for part in claim.of])


@kind("no_gap")
def _no_gap(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    gaps = [facts.gap(part) for part in facts.leaves]
    assert not any(gaps), "there is a gap"
    assert set(gaps) != {None}, "nothing has a score"
    return f"every {noun(facts)}{' that has a score' if None in gaps else ''} meets its target"


@kind("most_gap")
def _most_gap(facts: Facts, claim: Claim) -> str:
    most = max(facts.gaps.values())
    parts = exactly(claim, [part for part, share in facts.gaps.items() if share == most])
    widest = max(facts.gap(part) or 0 for part in facts.gaps)
    same = {part for part in facts.gaps if facts.gap(part) == widest} == set(parts)
    what = ("gap is", "gaps are") if same else ("share of the gap is", "shares of the gap are")
    if len(parts) > MOST_NAMED:
        return f"the {worded(len(parts))} largest {what[1]} equal"
    return f"the largest {what[len(parts) > 1]} in {listed([facts.name(part) for part in claim.of])}"


def _end(facts: Facts, claim: Claim, which: str, end: Callable[..., Fraction]) -> str:
    parts = exactly(claim, extreme(facts.known(facts.leaves), end))
    assert len(parts) < len(facts.known(facts.leaves)), "all stand alike"
    if len(parts) == 1:
        return f"the {which} {noun(facts)} is {facts.name(parts[0])}"
    if len(parts) <= MOST_NAMED:
        return f"the {which} {plural(noun(facts))} are {listed([facts.name(part) for part in parts])}"
    return f"the {worded(len(parts))} {which} {plural(noun(facts))} stand"


@kind("highest")
def _highest(facts: Facts, claim: Claim) -> str:
    assert set(claim.of) <= set(facts.strengths), "it is no strength by the rule of what holds"
    return _end(facts, claim, "strongest", max)


@kind("highest_scores")
def _highest_scores(facts: Facts, claim: Claim) -> str:
    parts = exactly(claim, extreme(facts.known(facts.leaves), max))
    assert facts.strengths, "nothing is a strength"
    assert not set(parts) <= set(facts.strengths), "they are strengths"
    many = len(parts) > MOST_NAMED
    named = f"{worded(len(parts))} {plural(noun(facts))}" if many else listed([facts.name(part) for part in claim.of])
    return f"{named} {'scores' if len(parts) == 1 else 'score'} highest"


@kind("no_strength")
def _no_strength(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert not facts.strengths, f"{facts.strengths} are"
    return f"no {noun(facts)} stands high enough to be called a strength"


@kind("part_rests_on")
def _part_rests_on(facts: Facts, claim: Claim) -> str:
    return facts.part_rests_on(one(claim))


@kind("question_rests_on")
def _question_rests_on(facts: Facts, claim: Claim) -> str:
    return facts.question_rests_on(one(claim))


@kind("lowest")
def _lowest(facts: Facts, claim: Claim) -> str:
    return _end(facts, claim, "weakest", min)


@kind("lowest_leaf")
def _lowest_leaf(facts: Facts, claim: Claim) -> str:
    known = facts.known(facts.leaves)
    parts = exactly(claim, extreme(known, min))
    assert len(parts) < len(known), "all stand alike"
    if len(parts) > MOST_NAMED:
        return f"weakest links: {worded(len(parts))} {plural(noun(facts))}"
    return f"weakest {plural('link', len(parts))}: {listed([facts.name(part) for part in parts])}"


@kind("all_equal")
def _all_equal(facts: Facts, claim: Claim) -> str:
    known = facts.known(facts.leaves)
    parts = exactly(claim, list(known))
    assert len({shown(value) for value in known.values()}) == 1, "they are not equal"
    some = " that have a score" if len(parts) < len(facts.leaves) else ""
    if len(parts) == 1:
        return f"the only {noun(facts)} that has a score stands" if some else f"the only {noun(facts)} stands"
    return f"{every(len(parts))} {plural(noun(facts))}{some} stand"


def _children(facts: Facts, part: str) -> dict[str, Fraction]:
    return facts.known(facts.book.nodes[part].children)


@kind("children_equal")
def _children_equal(facts: Facts, claim: Claim) -> str:
    node = facts.book.nodes[claim.of[0]]
    above = facts.book.nodes[node.above[-1]]
    known = _children(facts, above.id)
    exactly(claim, list(known))
    assert len({shown(value) for value in known.values()}) == 1, "they are not equal"
    what = facts.book.tiers[node.tier - 1].lower()
    if len(known) == 1:
        assert len(above.children) == 1
        return f"its one {what} stands"
    some = " that have a score" if len(known) < len(above.children) else ""
    return f"{every(len(known))} {plural(what)}{some} stand"


@kind("only_child")
def _only_child(facts: Facts, claim: Claim) -> str:
    part, child = claim.of
    assert list(_children(facts, part)) == [child], "it is not the only one"
    assert len(facts.book.nodes[part].children) > 1
    return f"only {facts.name(child)} has a score"


@kind("highest_child")
def _highest_child(facts: Facts, claim: Claim) -> str:
    part, child = claim.of
    assert child in extreme(_children(facts, part), max), "another one is higher"
    return facts.name(child)


@kind("lowest_child")
def _lowest_child(facts: Facts, claim: Claim) -> str:
    part, child = claim.of
    assert child in extreme(_children(facts, part), min), "another one is lower"
    return facts.name(child)


def _practice(facts: Facts, claim: Claim, end: Callable[..., Fraction], which: str) -> str:
    part, question = claim.of
    practices = facts.practices(part)
    ends = [one for one, value in practices.items() if value == end(practices.values())]
    assert question in ends, "another practice is further out"
    return which if len(ends) == 1 else f"one of the {which}"


@kind("highest_practice")
def _strongest_practice(facts: Facts, claim: Claim) -> str:
    return _practice(facts, claim, max, "highest")


@kind("lowest_practice")
def _weakest_practice(facts: Facts, claim: Claim) -> str:
    return _practice(facts, claim, min, "lowest")


@kind("one_practice")
def _one_practice(facts: Facts, claim: Claim) -> str:
    part, question = claim.of
    assert list(facts.practices(part)) == [question], "it is not the only one"
    return "the one practice scored"


@kind("practices_equal")
def _practices_equal(facts: Facts, claim: Claim) -> str:
    part = facts.question(claim.of[0]).part
    practices = facts.practices(part)
    exactly(claim, list(practices))
    assert len(set(practices.values())) == 1, "they are not equal"
    asked = [state for state in facts.states(part) if state != "hidden"]
    some = " that have a score" if len(practices) < len(asked) else ""
    return f"{every(len(practices))} practices{some} stand"


# What a text begins with that says nothing without the words before it.
POINTS_BACK = re.compile(r"(such|this|that|these|those|it|its|they|them|their|he|his|she|her|both)\b", re.IGNORECASE)


@kind("level_text")
def _level_text(facts: Facts, claim: Claim) -> str:
    text = facts.level_text(one(claim))
    assert not POINTS_BACK.match(text), "it says nothing by itself"
    return lowered(text)


@kind("practice")
def _practice_instead(facts: Facts, claim: Claim) -> str:
    assert POINTS_BACK.match(facts.level_text(one(claim))), "the text of its level says enough by itself"
    return lowered(facts.question(one(claim)).practice)


@kind("practice_of_lowest", "practice_of_highest")
def _practice_of_end(facts: Facts, claim: Claim) -> str:
    part, question = claim.of
    _which(facts, part, question, claim.kind.removeprefix("practice_of_"))
    assert POINTS_BACK.match(facts.level_text(question)), "the text of its level says enough by itself"
    return facts.question(question).practice


@kind("lowest_at", "highest_at")
def _at(facts: Facts, claim: Claim) -> str:
    part, question = claim.of
    which = claim.kind.removesuffix("_at")
    value = _which(facts, part, question, which)
    assert POINTS_BACK.match(facts.level_text(question)) or value < facts.book.levels[1], "its text can stand alone"
    return f"{which} at level {short(value)}"


def _which(facts: Facts, part: str, question: str, which: str) -> Fraction:
    """Require that a practice speaks for its part, as the lowest or the highest; return its score."""
    assert bool(facts.gap(part)) is (which == "lowest"), "the other end speaks for it"
    value = facts.value(question)
    ends = {"lowest": min, "highest": max}
    assert value == ends[which](facts.practices(part).values()), "another practice is further out"
    assert value is not None
    return value


@kind("level_text_of_lowest")
def _level_text_of_lowest(facts: Facts, claim: Claim) -> str:
    part, question = claim.of
    assert not POINTS_BACK.match(facts.level_text(question)), "it says nothing by itself"
    assert facts.gap(part), "its target is met: the highest practice speaks for it"
    assert facts.value(question) == min(facts.practices(part).values()), "another practice is lower"
    return lowered(facts.level_text(question))


@kind("level_text_of_highest")
def _level_text_of_highest(facts: Facts, claim: Claim) -> str:
    part, question = claim.of
    assert not POINTS_BACK.match(facts.level_text(question)), "it says nothing by itself"
    assert not facts.gap(part), "its target is not met: the lowest practice speaks for it"
    assert facts.value(question) == max(facts.practices(part).values()), "another practice is higher"
    return lowered(facts.level_text(question))


@kind("question_number")
def _question_number(facts: Facts, claim: Claim) -> str:
    return number_of(facts.question(one(claim)).id)


@kind("question_score")
def _question_score(facts: Facts, claim: Claim) -> str:
    value = facts.value(one(claim))
    assert value is not None, "there is no score"
    return short(value)

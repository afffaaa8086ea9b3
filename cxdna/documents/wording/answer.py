"""Sentences of the answer page: its headline, and the lines under the overall number."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Draft, draft, every, in_words
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.documents.wording.aims import parts_come_to
from cxdna.documents.wording.grounds import part_rests_on
from cxdna.documents.wording.moved import on_comparable, only_fallen, plural, scored, since
from cxdna.documents.wording.whole import MOST_NAMED, nothing_scored
from cxdna.findings.find import STRENGTHS, TOP_GAPS
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, long_date, shown


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
    weakest = draft(
        "weakest",
        "{bottom} at {low}",
        {
            "bottom": facts.words("lowest", [part.id for part in bottom], _extreme("weakest", bottom, noun)),
            "low": facts.score(bottom[0].id, low),
        },
    )
    strongest = _strongest(material, top, high, noun)
    return Draft(
        text=f"{strongest.text}; {weakest.text[:1].lower()}{weakest.text[1:]}",
        rule=f"{strongest.rule}+{weakest.rule}",
        claims=strongest.claims + weakest.claims,
    )


def _strongest(material: Material, top: Sequence[PartScore], high: Fraction, noun: str) -> Draft:
    """Draft what stands highest: called strong only where it is a strength by the rule of `What holds` beside it."""
    ids = [part.id for part in top]
    score = facts.score(ids[0], high)
    if not material.findings.strengths:
        none = facts.words("no_strength", (), f"no {noun} stands high enough to be called a strength")
        return draft("no-strength", "{none}", {"none": none})
    if all(is_strength(material, part) for part in top):
        said = _extreme("strongest", top, noun)
        return draft("strongest", "{top} at {high}", {"top": facts.words("highest", ids, said), "high": score})
    # High and yet a large gap, as more is asked of it: no strength, and nothing is strong that stands lower.
    named = facts.names([(part.id, part.name) for part in top]).said
    said = named if len(top) <= MOST_NAMED else f"{in_words(len(top))} {plural(noun)}"
    said += " scores highest" if len(top) == 1 else " score highest"
    return draft("highest-scores", "{top}, at {high}", {"top": facts.words("highest_scores", ids, said), "high": score})


def is_strength(material: Material, part: PartScore) -> bool:
    """Tell whether a part is a strength: named among what holds, or left out there for want of room alone."""
    held = material.findings.strengths
    if any(one.part == part.id for one in held):
        return True
    value, levels = material.value(part), material.levels
    if len(held) < STRENGTHS or value is None or shown(value) != shown(held[-1].score):
        return False
    enough = value >= levels[1] and (not part.gap or value >= levels[len(levels) // 2])
    return enough and all(gap.part != part.id for gap in material.findings.gaps[:TOP_GAPS])


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
    if change.change is None:
        none = facts.words("nothing_comparable", (), "no question can be compared")
        claims = {
            "before": facts.score(whole.id, earlier, "score_before"),
            "label": facts.words("label_before", (), material.before),
            "none": none,
        }
        return draft("last-time", "{before} in {label}; {none}", claims)
    count = facts.words("comparable", (), counted(change.questions, "comparable question"))
    return draft("last-time", *since(material, whole, count))


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
    claims = {"weakest": facts.words("lowest_leaf", ids, f"{start}: {named}"), "score": score}
    if len(parts) == 1 and (few := part_rests_on(material, parts[0])):
        claims["few"] = facts.words("part_rests_on", ids, few)
        end = ", {few}"
    return draft("weakest-link", "{weakest}, {score}" + end, claims)


def _target_line(material: Material) -> Draft:
    whole = material.scores.whole
    claims = {"target": facts.score(whole.id, whole.target, "target")}
    pattern = "target {target}"
    if whole.target_by is not None:
        claims["by"] = facts.words("target_by", (whole.id,), long_date(whole.target_by))
        pattern += " by {by}"
    parts = parts_come_to(material.scores, material.playbook, material.questionnaire, material.answers.targets)
    if parts is not None:
        claims["own"] = facts.words("target_of_its_own", (whole.id,), "set for the whole")
        claims["parts"] = facts.score(whole.id, parts, "target_of_parts")
        pattern += ", {own}; those of its parts come to {parts}"
    return draft("target", pattern, claims)

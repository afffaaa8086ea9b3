"""Sentences about the whole: cover, answer page and profile."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Claim, Draft, draft, every, in_words, joined
from cxdna.documents.material import Material, level_label
from cxdna.documents.wording import facts
from cxdna.findings.model import Gap
from cxdna.plan.match import Match
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, long_date, rounded, shown

MOST_NAMED = 3
"""A headline names at most so many parts; more are counted."""
BESIDE_LAST_TIME = {
    "up": ", higher than last time",
    "down": ", lower than last time",
    "same": ", the same as last time",
}
"""Two assessments are two points: they tell higher from lower, and of no course that goes on."""


def plural(noun: str) -> str:
    """Return the plural of a tier's name."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def direction(change: Fraction | None) -> str:
    """Return up, down or same by what the reader sees: a change that rounds to nothing is none."""
    if change is None:
        return ""
    seen = rounded(change)
    return "up" if seen > 0 else "down" if seen < 0 else "same"


def scored(material: Material, parts: Sequence[PartScore]) -> list[tuple[PartScore, Fraction]]:
    """Return the parts that have a score, with it."""
    return [(part, value) for part in parts if (value := material.value(part)) is not None]


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
    said = BESIDE_LAST_TIME.get(_trend(material), "")
    first = draft(
        "level-of-whole",
        "{score} of {top}{trend}.",
        {
            "score": facts.score(whole.id, value),
            "top": facts.words("top_level", (), level_label(material.levels[-1])),
            "trend": facts.words("trend", (whole.id,), said),
        },
    )
    second = only_fallen(material) or gap_share(material, name_them=False)
    return joined(first, Draft(text=second.text + ".", rule=second.rule, claims=second.claims))


def _trend(material: Material) -> str:
    """Return which way the whole goes; nothing where too little is comparable, or the same people say otherwise.

    At least half of the questions scored now must be comparable, and where enough people answered both times, the
    change among them must not point the other way.
    """
    whole, change = material.scores.whole, material.findings.change
    if change is None or 2 * len(change.comparable) < whole.coverage.scored:
        return ""
    way = direction(change.whole.change)
    among_the_same = direction(change.panel.whole.change) if change.panel.whole else ""
    return "" if {way, among_the_same} == {"up", "down"} else way


def only_fallen(material: Material) -> Draft | None:
    """Draft that one part of the outermost tier alone fell, when it is so and all that have a score were compared."""
    changes = [(part, material.change_of(part.id)) for part in material.top]
    known = [(part, change) for part, change in changes if change is not None and change.change is not None]
    fallen = [part for part, change in known if direction(change.change) == "down"]
    if len(fallen) != 1 or len(known) < 2:  # noqa: PLR2004 - "the only one" of one says nothing
        return None
    if len(known) < len(scored(material, material.top)):
        return None
    return draft(
        "only-one-fell",
        "{part} is {only}",
        {
            "part": facts.name(fallen[0].id, fallen[0].name),
            "only": facts.words(
                "only_fallen", (fallen[0].id,), f"the only {material.playbook.tiers[0].lower()} that fell"
            ),
        },
    )


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
    fell = only_fallen(material)
    if fell and material.findings.gaps:
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


def moved(part_id: str, change: Fraction) -> Claim:
    """Return a change with its sign, or that there is none to be seen."""
    if direction(change) == "same":
        return facts.words("unchanged", (part_id,), "unchanged")
    return facts.change(part_id, change)


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


def rose_and_fell(material: Material) -> Draft:
    """Draft how many of the parts that hold questions rose, fell and stayed."""
    noun = material.playbook.tiers[-1].lower()
    ways: dict[str, list[str]] = {"up": [], "down": [], "same": [], "": []}
    for part in material.leaves:
        change = material.change_of(part.id)
        ways[direction(change.change if change else None)].append(part.id)
    up, down, same, unknown = ways.values()
    if not (up or down or same):
        return Draft(text="", rule="nothing-comparable")
    claims = {
        "up": facts.count("rose", up, _count_of(len(up), noun)),
        "down": facts.count("fell", down, in_words(len(down)) if down else "none"),
        "same": facts.count("stayed", same, in_words(len(same)) if same else "none"),
    }
    pattern = "{up} rose, {down} fell and {same} stayed the same on comparable questions"
    if unknown:
        claims["unknown"] = facts.count("not_compared", unknown)
        pattern += "; {unknown} cannot be compared"
    return draft("rose-and-fell", pattern + ".", claims)


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


def _count_of(count: int, noun: str) -> str:
    return f"{in_words(count)} {noun if count < 2 else plural(noun)}"  # noqa: PLR2004 - no component, one component


def _unproved(material: Material) -> str:
    claims = len(material.findings.claims)
    if not claims:
        return ""
    if claims == 1:
        return "; the answer to one question stands above what can be shown"
    return f"; the answers to {in_words(claims)} questions stand above what can be shown"

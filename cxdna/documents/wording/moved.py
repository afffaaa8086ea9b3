"""Sentences about what moved since last time: like is compared with like, and said to be no more than it is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.findings.model import Change
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, rounded, shown

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


def moved(part_id: str, change: Fraction) -> Claim:
    """Return a change with its sign, or that there is none to be seen."""
    if direction(change) == "same":
        return facts.words("unchanged", (part_id,), "unchanged")
    return facts.change(part_id, change)


def since(material: Material, part: PartScore, count: Claim, *, aside: bool = False) -> tuple[str, dict[str, Claim]]:
    """Return how a part changed, as a pattern with its claims; the part must have a change, and `count` says on what.

    The earlier score stands beside the change only where both rest on the same questions; else the scores of then and
    now on the questions that are compared do. `aside` puts the change in brackets behind the earlier score.
    """
    change = material.change_of(part.id)
    if change is None or change.change is None:
        msg = f"{part.id} has no change"
        raise ValueError(msg)
    claims = {"change": moved(part.id, change.change), "count": count}
    label = facts.words("label_before", (), material.before)
    earlier = material.start_of_arrow(part.id)
    if earlier is not None:
        claims = {"before": facts.score(part.id, earlier, "score_before"), "label": label, **claims}
        return (
            "{before} in {label} ({change} on {count})" if aside else "{before} in {label}, {change} on {count}"
        ), claims
    claims |= {
        "before": facts.score(part.id, change.before, "comparable_before"),
        "label": label,
        "now": facts.score(part.id, change.now, "comparable_now"),
    }
    return "{change} on {count}: {before} in {label}, {now} now", claims


def trend(material: Material) -> str:
    """Return which way the whole goes, by what is comparable; nothing where the people who answered both times differ.

    Where enough people answered both times, the change among them must not point the other way.
    """
    change = material.findings.change
    if change is None:
        return ""
    way = direction(change.whole.change)
    among_the_same = direction(change.panel.whole.change) if change.panel.whole else ""
    return "" if {way, among_the_same} == {"up", "down"} else way


def is_partial(material: Material) -> bool:
    """Tell whether some of the questions asked now, but not all, can be compared: a sentence then says on how many."""
    change = material.findings.change
    return change is not None and 0 < len(change.comparable) < change.asked


def on_comparable(material: Material, drafted: Draft) -> Draft:
    """Return a sentence about change, with the number of questions it rests on before it where these are not all."""
    change = material.findings.change
    if change is None or not is_partial(material):
        return drafted
    base = facts.words("comparable", (), f"{len(change.comparable)} of {counted(change.asked, 'question')}")
    first = draft("on-comparable", "on the {count} that can be compared", {"count": base})
    # A sentence that starts with the name of a part keeps its capital.
    starts = drafted.claims[0].kind == "name" if drafted.claims else False
    rest = drafted.text if starts else drafted.text[:1].lower() + drafted.text[1:]
    return Draft(
        text=f"{first.text}, {rest}", rule=f"{first.rule}+{drafted.rule}", claims=first.claims + drafted.claims
    )


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


def change_headline(material: Material, change: Change) -> Draft:
    """Draft the headline of the page on change: the whole, and what fell."""
    if change.whole.change is None:
        none = facts.words("nothing_comparable", (), "no question can be compared with last time")
        return draft("nothing-comparable", "{none}", {"none": none})
    first = _whole_moved(material, change)
    fell = only_fallen(material)
    if fell is None:
        return on_comparable(material, first)
    both = Draft(text=f"{first.text}; {fell.text}", rule=f"{first.rule}+{fell.rule}", claims=first.claims + fell.claims)
    return on_comparable(material, both)


def _whole_moved(material: Material, change: Change) -> Draft:
    """Draft how the whole moved; rounding must not make it rise from a number to the same number."""
    whole, moved_by = change.whole, change.whole.change or Fraction(0)
    part, alike, way = material.scores.whole.id, shown(whole.before) == shown(whole.now), direction(moved_by)
    before, now = facts.score(part, whole.before, "comparable_before"), facts.score(part, whole.now, "comparable_now")
    if way == "same":
        verb = facts.words("trend_verb", (part,), "stayed" if alike else "hardly changed")
        if alike:
            return draft("whole-stayed", "the score {verb} at {now}", {"verb": verb, "now": now})
        pattern = "the score {verb}, from {before} to {now}"
        return draft("whole-moved", pattern, {"verb": verb, "before": before, "now": now})
    verb = facts.words("trend_verb", (part,), {"up": "rose", "down": "fell"}[way])
    if alike:
        by = facts.score(part, abs(moved_by), "moved_by")
        return draft("whole-moved", "the score {verb} by {by} to {now}", {"verb": verb, "by": by, "now": now})
    return draft("whole-moved", "the score {verb} from {before} to {now}", {"verb": verb, "before": before, "now": now})


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


def _count_of(count: int, noun: str) -> str:
    return f"{in_words(count)} {noun if count < 2 else plural(noun)}"  # noqa: PLR2004 - no component, one component

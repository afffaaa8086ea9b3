"""The figures under a sentence, told one by one to whoever writes a text of their own in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from cxdna.documents.draft import Claim, Draft, in_words
from cxdna.documents.material import Material, question_number
from cxdna.statistics.display import listed

_DIGIT: Final = re.compile(r"[0-9]")
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,:][0-9]+)*%?")
_THOUSANDS: Final = re.compile(r",(?=[0-9]{3}(?![0-9]))")
MOST_NAMED: Final = 6
"""Of more parts or questions the first are named."""

_CALLED: Final[Mapping[str, str]] = {
    "score": "score",
    "score_answered": "as answered",
    "score_shown": "as shown by evidence",
    "score_before": "last time",
    "comparable_before": "last time, on comparable questions",
    "comparable_now": "now, on comparable questions",
    "moved_by": "moved by",
    "change": "change on comparable questions",
    "unchanged": "change on comparable questions",
    "target_of_parts": "targets of the parts come to",
    "panel_change": "change among those who answered both times",
    "target": "target",
    "target_by": "target by",
    "gap": "gap",
    "met": "target",
    "gap_share": "share of the whole gap",
    "question_score": "score",
    "group_score": "score",
    "group_span": "range between role groups",
    "equation_answered": "as answered",
    "equation_shown": "as shown by evidence",
    "claim_needs": "not carried by evidence",
    "top_level": "highest level",
    "label_before": "last time was",
    "comparable": "compared on",
    "comparable_in_part": "compared on",
    "lowest_at": "stands",
    "highest_at": "stands",
    "group_shared": "compared on",
    "group_people": "answered by",
    "customer_index": "customer index",
    "customer_interval": "95% interval",
    "customer_answers": "rests on",
    "customer_mark": "stands",
    "customer_span": "months",
    "staff_value": "staff",
    "item_value": "customers",
    "part_seen": "as customers see it",
    "part_interval": "95% interval",
    "part_answers": "rests on",
    "part_questions": "asked by",
    "unbacked_from": "answered at",
    "unbacked_why": "result with customers",
}
"""What a claim of a kind is the figure of; others with a figure in them are called by their kind."""
_COUNTS: Final[Mapping[str, str]] = {
    "largest_gaps": "largest gaps",
    "most_gap": "largest gap",
    "only_fallen": "the only one that fell",
    "rose": "rose",
    "fell": "fell",
    "stayed": "stayed",
    "not_compared": "not compared",
    "claims": "answers above what can be shown",
    "claims_in_part": "answers that evidence does not carry",
    "highest": "highest",
    "highest_scores": "highest",
    "lowest": "lowest",
    "lowest_leaf": "lowest",
    "highest_child": "highest",
    "lowest_child": "lowest",
    "highest_practice": "highest practice",
    "lowest_practice": "lowest practice",
    "level_text_of_highest": "highest practice",
    "level_text_of_lowest": "lowest practice",
    "practice_of_highest": "highest practice",
    "practice_of_lowest": "lowest practice",
    "one_practice": "the one practice scored",
    "disputed": "disputed",
    "customer_gaps": "seen better by staff",
    "unbacked": "without a result with customers",
}
"""Claims that say which parts or questions, and so how many."""
_MEANS_NOTHING_ALONE: Final = frozenset(
    {"name", "names", "question_number", "level_text", "practice", "action_title", "planned_title", "action_because"}
)


def figures_of(drafted: Draft, material: Material) -> str:
    """Return the figures that a draft rests on: `Corrective action: score 1.5, target 4.0, gap 2.5`."""
    groups: dict[str, list[str]] = {}
    for claim in drafted.claims:
        for about, said in _told(claim, material):
            group = groups.setdefault(about, [])
            if said not in group:
                group.append(said)
    return "; ".join(f"{about}: {', '.join(said)}" if about else ", ".join(said) for about, said in groups.items())


def difference(then: Draft, now: Draft, material: Material) -> tuple[str, str]:
    """Return the figures of an earlier draft that are others now, and those that stand for them: both "" for none."""
    return figures_of(_without(then, now), material), figures_of(_without(now, then), material)


def _without(drafted: Draft, other: Draft) -> Draft:
    same = set(other.claims)
    return msgspec.structs.replace(drafted, claims=tuple(claim for claim in drafted.claims if claim not in same))


def _told(claim: Claim, material: Material) -> Iterator[tuple[str, str]]:
    if claim.kind in _COUNTS:
        if claim.of:
            names = [_name(one, material) for one in _about(claim)]
            yield "", f"{_COUNTS[claim.kind]}: {_listed(names)}"
        return
    if claim.kind in _MEANS_NOTHING_ALONE or not claim.said.strip():
        return
    called = _called(claim, material)
    if called:
        named = claim.of if claim.kind == "gap_share" else claim.of[:1]
        yield _listed([_name(one, material) for one in named]), f"{called} {claim.said.rstrip('.')}"


def _called(claim: Claim, material: Material) -> str:
    if claim.kind == "group_score":
        return f"score of {claim.of[-1]}"
    if claim.kind == "score_other":
        return "as shown by evidence" if material.scores.basis == "as_answered" else "as answered"
    return _CALLED.get(claim.kind, claim.kind.replace("_", " ") if _DIGIT.search(claim.said) else "")


def _about(claim: Claim) -> tuple[str, ...]:
    """Return what a claim names: where it says which of a part's it is, that one and not the part."""
    of_one = claim.kind.endswith(("_child", "_practice")) or claim.kind.startswith(("level_text", "practice_of_"))
    return claim.of[-1:] if of_one else claim.of


def _listed(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {in_words(len(names) - MOST_NAMED)} more"


def _name(about: str, material: Material) -> str:
    if about in material.definitions:
        return material.definitions[about].name
    if about == material.scores.whole.id:
        return "Overall"
    return f"question {question_number(about)}" if about in material.questions else about


def unfounded(text: str, drafted: Draft) -> tuple[str, ...]:
    """Return the numbers of a text that stand neither in the draft nor in what it claims, in the order of the text."""
    known = {number for said in (drafted.text, *(claim.said for claim in drafted.claims)) for number in _numbers(said)}
    return tuple(dict.fromkeys(number for number in _numbers(text) if number not in known))


def _numbers(text: str) -> list[str]:
    """Return the numbers of a text as their value is written shortest: 2.50 and 2,5 are 2.5, and 4.0 is 4."""
    return [_shortest(number) for number in _NUMBER.findall(_THOUSANDS.sub("", text))]


def _shortest(number: str) -> str:
    digits, sign = (number[:-1], "%") if number.endswith("%") else (number, "")
    digits = digits.replace(",", ".")
    whole, dot, rest = digits.partition(".")
    if rest.isdigit():
        rest = rest.rstrip("0")
        digits = f"{whole}{dot}{rest}" if rest else whole
    return digits + sign

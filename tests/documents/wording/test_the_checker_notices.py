"""The checks of this folder can fail: a digit, a word or a claim that is changed is noticed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from cxdna.documents.draft import Claim, Draft
from cxdna.documents.report.model import ReportView
from tests.documents.wording.display import WORDS
from tests.documents.wording.drafts import WATCHED, astray, drafts_in, faults, in_part, pages, placed
from tests.documents.wording.printed import pairs
from tests.documents.wording.test_every_claim import named

Path = tuple[str | int, ...]

NOT_COMPARED = {
    "AxisHeader.height": "geometry",
    "Contents.level": "geometry",
    "HeatCell.ink": "a colour that the tests of colours answer for",
    "Ladder.height": "geometry",
    "Ladder.width": "geometry",
    "LadderMark.row": "geometry",
    "LevelWords.ink": "a colour that the tests of colours answer for",
    "OnAPage.is_close": "geometry",
    "PhasePart.good": "quoted from the playbook",
    "QuestionText.proof": "quoted from the questionnaire",
    "Radar.before": "geometry",
    "Radar.height": "geometry",
    "Radar.now": "geometry",
    "Radar.rings": "geometry",
    "Radar.target": "geometry",
    "Radar.width": "geometry",
    "Slope.height": "geometry",
    "Slope.width": "geometry",
    "SlopeLine.label_before": "geometry",
    "SlopeLine.label_now": "geometry",
    "Strip.base": "geometry",
    "Strip.height": "geometry",
    "Strip.width": "geometry",
    "Track.height": "geometry",
    "Fact.label": "fingerprints, and names of definitions with their version",
}
"""Fields with a digit in them that the numbers beside the sentences are not compared with, each with the reason."""


def next_digit(text: str) -> str:
    """Return the text with its first digit changed."""
    return re.sub(r"[0-9]", lambda found: str((int(found.group()) + 1) % 10), text, count=1)


def next_word(text: str) -> str:
    """Return the text with its first number word changed."""
    words = dict(zip(WORDS, (*WORDS[1:], WORDS[0]), strict=True)) | {
        "both": "all three",
        "every": "no",
        "all": "not all",
    }
    return re.sub(rf"\b({'|'.join(words)})\b", lambda found: words[found.group()], text, count=1)


def other_way(text: str) -> str:
    """Return the text with its first word of direction or rank turned round."""
    pairs_of_words = (("rose", "fell"), ("higher", "lower"), ("strongest", "weakest"), ("largest", "smallest"))
    words = dict(pairs_of_words) | {high: low for low, high in pairs_of_words} | {"only": "first", "most": "least"}
    return re.sub(rf"\b({'|'.join(words)})\b", lambda found: words[found.group()], text, count=1)


def changed(draft: Draft, at: int, change: Callable[[str], str]) -> Draft | None:
    """Return a sentence with one claim changed, in the claim and in the text; None where the change changes nothing."""
    start, end, claim = placed(draft)[at]
    said = change(claim.said)
    if said == claim.said:
        return None
    claims = tuple(replace(claim, said=said) if one is claim else one for one in draft.claims)
    text = change(draft.text[start:end])
    return replace(draft, text=draft.text[:start] + text + draft.text[end:], claims=claims)


@pytest.mark.parametrize("change", [next_digit, next_word, other_way])
def test_a_changed_claim_is_noticed(change: Callable[[str], str]) -> None:
    facts, tried, missed = named("planned")[1], 0, []
    for draft in drafts_in(named("planned")[0]):
        for at in range(len(placed(draft))):
            wrong = changed(draft, at, change)
            if wrong is not None:
                tried += 1
                missed += [] if faults(facts, wrong) else [wrong.text]
    assert tried > 10
    assert not missed, "\n".join(missed)


def test_a_number_that_no_claim_covers_is_noticed() -> None:
    facts, tried, missed = named("planned")[1], 0, []
    for draft in drafts_in(named("planned")[0]):
        for start, end, claim in placed(draft):
            if WATCHED.search(draft.text[start:end]):
                tried += 1
                without = replace(draft, claims=tuple(one for one in draft.claims if one is not claim))
                missed += [] if faults(facts, without) else [f"{draft.text} without {claim.kind}"]
    assert tried > 100
    assert not missed, "\n".join(missed)


def test_a_claim_of_another_part_is_noticed() -> None:
    view, facts = named("planned")
    tried, missed = 0, []
    for about, draft in pages(view, facts):
        for claim in draft.claims:
            if claim.of and claim.of[-1] in facts.leaves:
                tried += 1
                neighbour = facts.leaves[facts.leaves.index(claim.of[-1]) - 3]
                wrong = replace(claim, of=(*claim.of[:-1], neighbour))
                instead = replace(draft, claims=tuple(wrong if one is claim else one for one in draft.claims))
                missed += [] if faults(facts, instead) + astray(about, instead) else [f"{draft.text}: {wrong}"]
    assert tried > 100
    assert not missed, "\n".join(missed)


NEXT_LEVEL = (
    "the main systems are joined under a written rule on identity and consent, and front-line staff use the view"
)
FALSE: dict[str, tuple[str, list[tuple[str, str, str]], str]] = {
    "a second phase that fell": (
        "Analyze is the only phase that fell",
        [("name", "analyze", "Analyze"), ("only_fallen", "analyze", "the only phase that fell")],
        "the files say ['act']",
    ),
    "the next level, not the one completed": (
        f"Strongest: {NEXT_LEVEL}",
        [("highest_practice", "technologies q3.3", "highest"), ("level_text", "q3.3", NEXT_LEVEL)],
        "not 'some teams can look into a second system or join records by hand'",
    ),
    "a share that is not the sum": (
        "Two components hold 51% of the gap: Corrective action and Change management",
        [
            ("largest_gaps", "corrective_action change_management", "two components hold"),
            ("gap_share", "corrective_action change_management", "51%"),
            ("names", "corrective_action change_management", "Corrective action and Change management"),
        ],
        "says '51%', not '38%'",
    ),
    "numbers in each other's place": (
        "Measure 2.9: from Technologies at 4.0 to Governance at 2.3",
        [
            ("name", "measure", "Measure"),
            ("score", "measure", "2.9"),
            ("lowest_child", "measure technologies", "Technologies"),
            ("score", "governance", "4.0"),
            ("highest_child", "measure governance", "Governance"),
            ("score", "technologies", "2.3"),
        ],
        "score ('governance',) follows lowest_child ('measure', 'technologies')",
    ),
    "one of three that are as weak": (
        "Weakest link: Corrective action, 1.5",
        [
            ("lowest_leaf", "corrective_action", "weakest link: Corrective action"),
            ("score", "corrective_action", "1.5"),
        ],
        "the files say ['corrective_action', 'change_management', 'win_back']",
    ),
    "a direction outside of the claim": (
        "The score rose to 2.4",
        [("comparable_now", "cxdna", "2.4")],
        "'The score rose to ' between the start and comparable_now states something",
    ),
    "a claim that is not in the text": (
        "The whole stands at 2.4",
        [("score", "cxdna", "2.4"), ("target", "cxdna", "3.3")],
        "'3.3' (target) is not in the text",
    ),
    "a kind that nothing recomputes": (
        "2.0 in all",
        [("guessed", "cxdna", "2.0 in all")],
        "nothing recomputes claims of kind guessed",
    ),
    "a text without a claim": ("Things are better", [], "text without a claim"),
    "a doubled word": (
        "Governance Governance",
        [("name", "governance", "Governance"), ("name", "governance", "Governance")],
        "'Governance Governance' is no English",
    ),
    "a wrong plural": (
        "In one components",
        [("score", "cxdna", "In one components")],
        "'one components' is no English",
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_sentence_is_noticed(name: str) -> None:
    text, claims, reason = FALSE[name]
    made = tuple(Claim(kind=kind, of=tuple(of.split()), said=said) for kind, of, said in claims)
    found = faults(named("planned")[1], Draft(text=text, rule="false", claims=made))
    assert reason in "\n".join(found)


@pytest.mark.parametrize("kinds", [{"comparable"}, {"comparable_in_part"}])
def test_a_change_that_does_not_say_on_how_many_questions_it_rests_is_noticed(kinds: set[str]) -> None:
    view, facts = named("questions changed")
    assert 0 < len(facts.comparable) < facts.asked
    tried, missed = 0, []
    for draft in drafts_in(view):
        kept = tuple(claim for claim in draft.claims if claim.kind not in kinds)
        moved = [claim for claim in kept if claim.kind in {"trend_verb", "only_fallen", "change"}]
        if len(kept) < len(draft.claims) and any(in_part(facts, claim.of[0]) for claim in moved):
            tried += 1
            assert not faults(facts, draft)
            found = "\n".join(faults(facts, replace(draft, claims=kept)))
            missed += [] if " rests" in found else [draft.text]
    assert tried > 1
    assert not missed, "\n".join(missed)


def fields(value: object, path: Path = (), owner: str = "") -> Iterator[tuple[str, Path]]:
    """Yield every text with a digit and every whole number or truth of a view, outside of its sentences."""
    if isinstance(value, msgspec.Struct) and not isinstance(value, Draft):
        for name in value.__struct_fields__:
            yield from fields(getattr(value, name), (*path, name), f"{type(value).__name__}.{name}")
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from fields(one, (*path, at), owner)
    elif isinstance(value, int) or (isinstance(value, str) and re.search(r"[0-9]", value)):
        yield owner, path


def put(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return a view with one value in it changed."""
    if not path:
        return change(value)
    first, *rest = path
    if isinstance(first, int):
        return (*value[:first], put(value[first], tuple(rest), change), *value[first + 1 :])
    return replace(value, **{first: put(getattr(value, first), tuple(rest), change)})


def other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else next_digit(value)


def noticed(view: ReportView, path: Path) -> bool:
    facts = named("planned")[1]
    try:
        return any(printed != recomputed for _, printed, recomputed in pairs(put(view, path, other), facts))
    except (KeyError, ValueError, StopIteration):
        return True


def test_a_changed_number_beside_the_sentences_is_noticed() -> None:
    view = named("planned")[0]
    found: dict[str, list[Path]] = {}
    for owner, path in fields(view):
        found.setdefault(owner, []).append(path)
    missed = {owner for owner, paths in found.items() if not noticed(view, paths[len(paths) // 2])}
    # Of the labels of facts only those of the fingerprints have digits that are not compared.
    assert missed - {"Fact.label"} == NOT_COMPARED.keys() - {"Fact.label"}
    assert len(found) > 80

"""Words that claim more than a finding can show, by the lexicon of the example files."""

import re
from functools import cache
from typing import NamedTuple

from cxdna.documents.draft import Draft
from tests.documents.wording.findings import FOLDER
from tests.documents.wording.recompute import load
from tests.documents.wording.sets import PLAYBOOK

QUOTING = frozenset(
    {
        "level_text",
        "level_text_of_lowest",
        "level_text_of_highest",
        "dispute_about",
        "action_title",
        "planned_title",
        "action_because",
    }
    | {"practice", "practice_of_lowest", "practice_of_highest"}
    | {"claim_needs", "earlier_title", "earlier_title_cut", "group"}
)
"""Kinds of claims that give a text of playbook, questionnaire, library, evidence or people as it stands there."""
NAMES = sorted((str(part["name"]) for phase in PLAYBOOK["parts"] for part in (phase, *phase["parts"])), key=len)


class Rule(NamedTuple):
    """What no drafted sentence says, and why."""

    words: re.Pattern[str]
    because: str


@cache
def lexicon() -> dict[str, Rule]:
    """Return the rules of the lexicon by their id."""
    return {
        rule["id"]: Rule(re.compile(rf"\b(?:{rule['words']})(?!\w)", re.IGNORECASE), rule["because"])
        for rule in load(FOLDER / "lexicon.yaml")["rules"]
    }


def own_words(draft: Draft) -> str:
    """Return a drafted sentence without what it quotes."""
    text = draft.text
    for claim in draft.claims:
        if claim.kind in QUOTING and claim.said:
            start = text.lower().find(claim.said.lower())
            assert start >= 0, f"{claim.said} is not in {text}"
            text = text[:start] + text[start + len(claim.said) :]
    return text


def overclaims(text: str) -> list[str]:
    """Return the ids of the rules that a text breaks; names of parts are no words of ours."""
    for name in reversed(NAMES):
        text = re.sub(rf"\b{re.escape(name)}\b", "\N{BULLET}", text)
    return [name for name, rule in lexicon().items() if rule.words.search(text)]

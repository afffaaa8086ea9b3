"""Nothing drafted claims more than its finding: example findings with their sentences, and sentences to be refused."""

from itertools import chain
from pathlib import Path

import pytest

from tests.documents.wording.drafts import drafts_in
from tests.documents.wording.findings import FILES, drafted, pairs
from tests.documents.wording.overclaims import lexicon, overclaims, own_words
from tests.documents.wording.recompute import load
from tests.documents.wording.sets import CASES
from tests.documents.wording.test_every_claim import EVERY_KIND, named

PAIRS = list(pairs())
REFUSED = [(one["says"], one["because"]) for *_, refused in PAIRS for one in refused]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_finding_is_said_in_these_words(file: Path) -> None:
    stated = {text["place"]: text["drafted"] for text in load(file)["texts"]}
    made = {place: draft.text for place, draft in drafted(file).items() if place in stated}
    assert made == stated


@pytest.mark.parametrize(("says", "because"), REFUSED)
def test_what_claims_more_is_refused_for_its_reason(says: str, because: str) -> None:
    assert because in overclaims(says)


def test_no_draft_claims_more() -> None:
    texts = chain.from_iterable(drafted(file).values() for file in FILES)
    others = chain.from_iterable(drafts_in(named(name)[0]) for name in EVERY_KIND)
    found = {own_words(draft): broken for draft in (*texts, *others) if (broken := overclaims(own_words(draft)))}
    assert not found


def test_the_set_is_large_enough_and_every_rule_is_used() -> None:
    assert len(PAIRS) >= 40
    assert len({(file, place) for file, place, *_ in PAIRS}) == len(PAIRS)
    assert all(refused for *_, refused in PAIRS)
    assert {because for _, because in REFUSED} == lexicon().keys()
    assert set(EVERY_KIND) <= CASES.keys()


@pytest.mark.parametrize("rule", lexicon())
def test_a_draft_with_a_word_too_many_is_refused(rule: str) -> None:
    words = {says for says, because in REFUSED if because == rule}
    drafts = [draft for file in FILES[:2] for draft in drafted(file).values()]
    for word in words:
        found = lexicon()[rule].words.search(word)
        assert found
        assert all(rule in overclaims(f"{own_words(draft)} {found.group()}") for draft in drafts)

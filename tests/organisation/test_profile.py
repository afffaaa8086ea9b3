"""What a profile does not say is not written either, and conditions read it as no."""

from __future__ import annotations

import msgspec
import pytest

from cxdna.answers.model import AnswersFile
from cxdna.answers.visible import holds
from cxdna.definitions.canonical import canonical
from cxdna.definitions.fit import fit
from cxdna.definitions.load import content_hash
from cxdna.definitions.model import Condition
from cxdna.definitions.read import read
from cxdna.organisation.model import Profile
from tests.conftest import ROOT
from tests.scores.building import profile

# Written down before `several_countries` came: closings of then are verified by them.
HASHES = {
    "least": "87a002a7c62dee969fe6a9e9b18acd65ff86d39bde5a2052d2b5a9c6b0eb814d",
    "full": "fe440a7fa8aeb09543371c9dbc48ebd614eca6a0deec33de8ad0a80c331eae59",
}


@pytest.mark.parametrize("name", HASHES)
def test_answers_of_before_keep_their_hash(name: str) -> None:
    answers = fit(read(ROOT / "tests" / "examples" / "answers" / "valid" / f"{name}.yaml"), AnswersFile)
    assert content_hash(answers) == HASHES[name]
    said = msgspec.structs.replace(answers.organisation, several_countries=False)
    assert content_hash(msgspec.structs.replace(answers, organisation=said)) != HASHES[name], "saying no is saying it"


@pytest.mark.parametrize("said", [msgspec.UNSET, False, True])
def test_what_is_said_of_countries_is_read_back_as_it_was_said(said: bool | msgspec.UnsetType) -> None:
    one = profile(several_countries=said)
    assert msgspec.json.decode(canonical(one), type=Profile) == one
    assert (b"several_countries" in canonical(one)) == (said is not msgspec.UNSET)


def test_nothing_said_of_countries_is_no() -> None:
    is_in = Condition(profile="several_countries", equals=True)
    is_not = Condition(profile="several_countries", equals=False)
    given = Condition(profile="several_countries", answered=True)
    for one, several in ((profile(), False), (profile(several_countries=True), True)):
        assert holds(is_in, one, {}) is several
        assert holds(is_not, one, {}) is not several
        assert holds(given, one, {})
    assert profile().value_of("several_countries") is False
    assert profile().value_of("colour") is None

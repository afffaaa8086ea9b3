"""A fingerprint outlives forgetting and restating, comes out the same from what was kept, and gives nothing away."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given

from cxdna.answers.model import Answer, AnswerChange, Restatement
from cxdna.answers.restate import restated
from cxdna.answers.seal import FORGOTTEN_NAME, FORGOTTEN_ROLE, seal_of_person, sealed_restatement
from cxdna.definitions.canonical import canonical, canonical_data, canonical_result, sha256_of
from cxdna.definitions.load import content_hash
from cxdna.scores.fingerprint import fingerprint, fingerprint_as_closed, fingerprints
from cxdna.scores.model import Assessed
from cxdna.scores.score import score
from tests.scores.building import CLOSING, answers, playbook, question, questionnaire
from tests.scores.drawing import Case, cases

SALT = "0123456789abcdef" * 2


def assessed(*, salt: str = SALT) -> Assessed:
    book, asked = playbook(), questionnaire(question("q1"), question("q2"))
    said = answers({"q1": Answer(value=3, comment="Mine"), "q2": 2}, {"q1": 4})
    people = tuple(msgspec.structs.replace(one, salt=salt) for one in said.respondents)
    said = msgspec.structs.replace(said, respondents=people)
    return Assessed(book, asked, said, score(book, asked, said))


def changed(one: Assessed, old: float, new: float) -> Assessed:
    change = AnswerChange(respondent="p2", question="q1", old=Answer(value=old), new=Answer(value=new))
    number = len(one.answers.restatements) + 1
    restatement = Restatement(number=number, date=CLOSING, by="Ann Lee", reason="Typing error", change=change)
    return msgspec.structs.replace(one, answers=restated(one.answers, [restatement]))


def test_a_restatement_changes_it_and_leaves_that_of_the_closing() -> None:
    closed = assessed()
    once, twice = changed(closed, 4, 5), changed(changed(closed, 4, 5), 5, 4)
    assert len({fingerprint(one) for one in (closed, once, twice)}) == 3
    assert fingerprint_as_closed(once) == fingerprint_as_closed(twice) == fingerprint(closed)
    assert [name for name, _ in fingerprints(twice)][4:] == ["Restatement 1", "Restatement 2"]


def test_forgetting_changes_nothing() -> None:
    one = changed(assessed(), 4, 5)
    people = tuple(
        msgspec.structs.replace(person, name=FORGOTTEN_NAME, role=FORGOTTEN_ROLE, salt="", seal=seal_of_person(person))
        if person.id == "p2"
        else person
        for person in one.answers.respondents
    )
    forgotten = msgspec.structs.replace(one, answers=msgspec.structs.replace(one.answers, respondents=people))
    assert fingerprints(forgotten) == fingerprints(one)


def test_the_line_of_a_restatement_cannot_be_found_by_trying_out_who_and_what() -> None:
    one = changed(assessed(), 4, 5)
    line = dict(fingerprints(one))["Restatement 1"]
    known = one.answers.restatements[0]
    tried = {
        sha256_of(canonical(sealed_restatement(msgspec.structs.replace(known, change=guess), {})))
        for person in ("p1", "p2")
        for old in range(1, 6)
        for new in range(1, 6)
        for guess in [AnswerChange(respondent=person, question="q1", old=Answer(value=old), new=Answer(value=new))]
    }
    assert line not in tried
    assert line != dict(fingerprints(changed(assessed(salt="f" * 32), 4, 5)))["Restatement 1"]


@given(cases())
def test_what_was_kept_and_read_back_has_the_same_hash(case: Case) -> None:
    for value in case:
        body = canonical(value)
        again = msgspec.json.decode(body, type=type(value))
        assert canonical(again) == body
        assert canonical_data(msgspec.json.decode(body)) == body
        assert content_hash(again) == content_hash(value) == sha256_of(body)


def test_what_has_no_one_way_to_be_written_is_never_hashed() -> None:
    class Result(msgspec.Struct):
        share: object

    assert canonical_result(Result(Fraction(11, 6))) == b'{"share":"11/6"}'
    with pytest.raises(TypeError, match="complex has no canonical form"):
        canonical_result(Result(1j))

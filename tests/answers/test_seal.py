"""Seals stand for names and words, cannot be guessed without the chance in them, and outlive what they stand for."""

import msgspec

from cxdna.answers.model import Answer, AnswerChange, AnswersFile, Restatement
from cxdna.answers.seal import (
    FORGOTTEN_NAME,
    FORGOTTEN_ROLE,
    seal_of_person,
    seal_of_words,
    sealed,
    sealed_restatement,
    without_words,
)
from cxdna.definitions.load import content_hash
from tests.scores.building import CLOSING, answers

SALT = "0123456789abcdef" * 2
SAID = Answer(value=3, comment="We count them each month.")
AWAY = Answer(not_applicable="No field service")


def file(**people: str) -> AnswersFile:
    made = answers({"q1": SAID, "q2": AWAY}, {"q1": 2})
    salted = tuple(msgspec.structs.replace(one, salt=people.get(one.id, "")) for one in made.respondents)
    return msgspec.structs.replace(made, respondents=salted)


def test_sealed_answers_hold_neither_names_nor_words_nor_chance() -> None:
    text = msgspec.json.encode(sealed(file(p1=SALT))).decode()
    for secret in ("Somebody", "each month", "No field service", SALT):
        assert secret not in text


def test_a_seal_depends_on_chance_name_role_question_and_words() -> None:
    person = file(p1=SALT).respondents[0]
    others = [
        msgspec.structs.replace(person, salt="f" * 32),
        msgspec.structs.replace(person, name="Other"),
        msgspec.structs.replace(person, role="Other"),
    ]
    assert len({seal_of_person(one) for one in (person, *others)}) == 4
    words = [
        seal_of_words(SAID, "q1", SALT),
        seal_of_words(SAID, "q2", SALT),
        seal_of_words(SAID, "q1", "f" * 32),
        seal_of_words(AWAY, "q1", SALT),
        seal_of_words(Answer(value=3, comment="No field service"), "q1", SALT),
    ]
    assert len(set(words)) == 5
    assert seal_of_words(Answer(value=3), "q1", SALT) == ""


def test_what_was_forgotten_seals_to_the_same() -> None:
    whole = file(p1=SALT)
    first = whole.respondents[0]
    gone = msgspec.structs.replace(first, name=FORGOTTEN_NAME, role=FORGOTTEN_ROLE, salt="", seal=seal_of_person(first))
    said = {"q1": without_words(SAID, "q1", SALT), "q2": without_words(AWAY, "q2", SALT)}
    kept = msgspec.structs.replace(
        whole,
        respondents=(gone, *whole.respondents[1:]),
        sheets=(msgspec.structs.replace(whole.sheets[0], answers={**said}), *whole.sheets[1:]),
    )
    assert "each month" not in msgspec.json.encode(kept).decode()
    assert sealed(kept) == sealed(whole)
    assert sealed(sealed(whole)) == sealed(whole)


def test_the_order_in_a_file_and_the_way_a_level_is_written_do_not_matter() -> None:
    whole = file(p1=SALT)
    turned = msgspec.structs.replace(whole, respondents=whole.respondents[::-1], sheets=whole.sheets[::-1])
    assert content_hash(sealed(turned)) == content_hash(sealed(whole))
    as_float = answers({"q1": SAID, "q2": AWAY}, {"q1": 2.0})
    assert content_hash(sealed(as_float)) == content_hash(sealed(file()))


def test_a_sealed_restatement_keeps_values_and_drops_words() -> None:
    change = AnswerChange(respondent="p1", question="q2", old=AWAY, new=Answer(value=4, comment="It is done now"))
    one = Restatement(number=1, date=CLOSING, by="Ann Lee", reason="Typing error", change=change)
    text = msgspec.json.encode(sealed_restatement(one, {"p1": SALT})).decode()
    assert '"value":4' in text
    assert "Typing error" in text
    assert "It is done now" not in text
    assert "No field service" not in text

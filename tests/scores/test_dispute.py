"""When people should talk: limits by Burke and Dunlap 2002, two people, two camps."""

import pytest

from cxdna.scores.model import Dispute, QuestionScore
from cxdna.scores.score import score
from tests.scores.building import answers, f, levels, playbook, question, questionnaire


def scored(*said: float, scale: tuple[float, ...] = (1, 2, 3, 4, 5)) -> QuestionScore:
    book = playbook(levels=levels(*scale), default_target=scale[1])
    asked = questionnaire(question("q", levels=tuple(f"Level {value}" for value in scale)))
    return score(book, asked, answers(*({"q": one} for one in said))).question("q")


def found(one: QuestionScore) -> list[tuple[str, str]]:
    return [(dispute.kind, dispute.advice) for dispute in one.disputes]


@pytest.mark.parametrize(
    ("said", "spread", "disputes"),
    [
        ((3,), None, []),
        ((3, 3), "0", []),
        ((2, 3), "1/2", []),
        ((2, 4), "1", [("spread", "discuss")]),
        ((1, 5), "2", [("spread", "discuss")]),
        ((4, 4, 5, 4, 3), "2/5", []),
        # 0.8 exactly is still agreement, the next value up is not.
        ((2, 3, 3, 3, 5), "18/25", []),
        ((2, 2, 4, 4, 3), "4/5", []),
        ((2, 3, 4, 5), "1", [("spread", "discuss")]),
        # 1.2 exactly is talked about, more is answered again.
        ((1, 2, 3, 4, 5), "6/5", [("spread", "discuss")]),
        ((1, 1, 2, 3, 4, 5, 5), "10/7", [("spread", "answer_again")]),
        ((1, 1, 5, 5), "2", [("two_camps", "answer_again"), ("spread", "answer_again")]),
        # Two camps may lie close to their mean: nine at 3 and three at 5.
        ((3,) * 9 + (5,) * 3, "3/4", [("two_camps", "answer_again")]),
        # Two of twelve are not a quarter; one of three is one person.
        ((3,) * 10 + (5,) * 2, "5/9", []),
        ((3,) * 7 + (5,) * 2, "56/81", []),
        ((2, 2, 4), "8/9", [("spread", "discuss")]),
        # Somebody stands between them.
        ((2, 2, 3, 4, 4), "4/5", []),
    ],
)
def test_disputes(said: tuple[int, ...], spread: str | None, disputes: list[tuple[str, str]]) -> None:
    one = scored(*said)
    assert one.spread == (None if spread is None else f(spread))
    assert found(one) == disputes


def test_reasons_say_who_stands_where() -> None:
    assert scored(1, 1, 5, 5).disputes == (
        Dispute("two_camps", "two camps: 2 at 1 or lower, 2 at 5 or higher, nobody between", "answer_again"),
        Dispute(
            "spread",
            "answers from 1 to 5, on average 2.00 levels from their mean; more than 1.2 means answering again",
            "answer_again",
        ),
    )
    assert scored(2, 4).disputes[0].reason == "two people, 2 levels apart: 2 and 4"
    assert scored(2, 3, 4, 5).disputes[0].reason == (
        "answers from 2 to 5, on average 1.00 levels from their mean; more than 0.8 means talking about it"
    )


def test_limits_are_expressed_on_the_length_of_the_scale() -> None:
    hundred = (0, 25, 50, 75, 100)
    assert scored(25, 50, 50, 50, 100, scale=hundred).spread == f("18/25")
    assert found(scored(25, 50, scale=hundred)) == []
    assert found(scored(25, 75, scale=hundred)) == [("spread", "discuss")]
    assert found(scored(25, 25, 50, 50, scale=hundred)) == []
    assert found(scored(25, 25, 75, 75, scale=hundred)) == [("two_camps", "answer_again"), ("spread", "discuss")]
    # 7 levels: 1.2 is agreement.
    assert found(scored(2, 3, 4, 5, 6, scale=(1, 2, 3, 4, 5, 6, 7))) == []

"""What is written out can be redone with a pencil: every step between two signs of equality comes to the same."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given

from cxdna.scores.derive import capped, equation, middle
from cxdna.scores.ladder import ladder
from cxdna.scores.score import score
from cxdna.scores.words import level_words, number
from cxdna.statistics.display import shown
from tests.scores.building import answers, f, playbook, question, questionnaire
from tests.scores.drawing import Case, cases

OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def reckon(text: str) -> Fraction:
    """Return what a person would reckon from numbers, signs and brackets."""

    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](of(node.left), of(node.right))
        assert isinstance(node, ast.Constant), text
        return Fraction(str(node.value))

    plain = text.replace("\N{MULTIPLICATION SIGN}", "*").replace("\N{MINUS SIGN}", "-")
    return of(ast.parse(plain.strip(), mode="eval").body)


def steps(written: str) -> list[str]:
    """Return the steps that are sums; the row of a median and the words of a sum are none."""
    return [one for one in re.split(r" = |; | points, .* possible", written) if re.fullmatch(r"[-−+×/(). 0-9]+", one)]


@given(cases())
def test_every_step_comes_to_the_same(case: Case) -> None:
    scores = score(*case)
    for part in (scores.whole, *scores.parts):
        for made in (part.derivation_as_answered, part.derivation_as_shown):
            written = equation(made, ladder(case.book))
            if made.result is None:
                assert not written
                continue
            assert shown(made.result, 2) in written
            if made.method in {"mean", "weighted_mean", "median"}:
                *exact, last = steps(written)
                assert {reckon(one) for one in exact} <= {made.result}
                assert last == shown(made.result, 2)
            if made.method == "sum" and " + " in written and made.possible and made.possible[0] < made.possible[1]:
                assert reckon(steps(written)[-2]) == made.result


@pytest.mark.parametrize(
    ("values", "written"),
    [
        (["3"], "[3] = 3.00"),
        (["3", "1"], "[1], [3] = (1 + 3) / 2 = 4 / 2 = 2.00"),
        (["1", "3", "2"], "1, [2], 3 = 2.00"),
        (["5/2", "1", "2", "3"], "1, [2], [2.5], 3 = (2 + 2.5) / 2 = 4.5 / 2 = 2.25"),
    ],
)
def test_the_middle_stands_in_brackets(values: list[str], written: str) -> None:
    assert middle([f(value) for value in values]) == written


def test_evidence_is_written_as_the_lower_of_two() -> None:
    result = score(playbook(), questionnaire(question("q"), question("r")), answers({"q": 3}))
    assert capped(result.question("q")) == "lower of 3 and 2 = 2.00"
    assert capped(result.question("r")) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3", "3"),
        ("5/2", "2.5"),
        ("9/4", "2.25"),
        ("11/6", "11/6"),
        ("1/8", "1/8"),
        ("1/100", "0.01"),
        ("-1/2", "−0.5"),
        ("-3", "−3"),
        ("-1/3", "−1/3"),
        ("0", "0"),
    ],
)
def test_numbers_are_written_as_by_hand(value: str, text: str) -> None:
    assert number(f(value)) == text
    assert level_words(f(value)) == f"level {text}"

"""Claims about evidence, and equations worked out from the text."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

from cxdna.documents.draft import Claim
from tests.documents.wording.display import MINUS, by_hand, listed, number_of, short, shown, worded
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import exactly, kind, one, plural


@kind("claims")
def _claims(facts: Facts, claim: Claim) -> str:
    count = len(exactly(claim, facts.claims))
    if not count:
        return ""
    answers = "the answer to one question stands" if count == 1 else f"the answers to {worded(count)} questions stand"
    return f"; {answers} above what can be shown"


def _short_of_proof(facts: Facts, part: str) -> list[str]:
    return [question for question in facts.claims if question in facts.scored.inside(part)]


@kind("claims_in_part")
def _claims_in_part(facts: Facts, claim: Claim) -> str:
    part = facts.question(claim.of[0]).part
    count = len(exactly(claim, _short_of_proof(facts, part)))
    return "One answer is not carried" if count == 1 else f"{worded(count).capitalize()} answers are not carried"


@kind("claim_needs")
def _claim_needs(facts: Facts, claim: Claim) -> str:
    exactly(claim, _short_of_proof(facts, facts.question(claim.of[0]).part))
    needs = {one: facts.scored.next_needs(one) for one in claim.of}
    assert all(needs.values()), "nothing is missing"
    groups = {need: listed([number_of(one) for one in claim.of if needs[one] == need]) for need in needs.values()}
    return "; ".join(f"{numbers} ({need})" for need, numbers in groups.items())


@kind("proved_below")
def _proved_below(facts: Facts, claim: Claim) -> str:
    answered, proved = (facts.scored.values[basis][one(claim)] for basis in ("as_answered", "as_shown"))
    assert facts.basis == "as_answered", "the report rests on what evidence shows"
    assert answered is not None
    assert proved is not None
    assert proved < answered, "evidence carries the answer"
    return f"evidence shows {short(proved)}"


@kind("shown_same")
def _shown_same(facts: Facts, claim: Claim) -> str:
    assert not _short_of_proof(facts, one(claim)), "evidence does not carry every answer"
    given = (facts.scored.values["as_answered"].get(question) for question in facts.scored.inside(one(claim)))
    if all(value <= facts.book.without for value in given if value is not None):
        return f"the same, as evidence is needed only above level {short(facts.book.without)}"
    return "the same, as evidence carries every answer"


@kind("derived_answered")
def _derived_answered(facts: Facts, claim: Claim) -> str:
    return _derived(facts, one(claim), "as_answered")


@kind("derived_shown")
def _derived_shown(facts: Facts, claim: Claim) -> str:
    return _derived(facts, one(claim), "as_shown")


def _derived(facts: Facts, part: str, basis: str) -> str:
    """Return the score of a part with how many of its practices stand at which level."""
    found = facts.scored.values[basis]
    numbers = {one: number for one in facts.scored.inside(part) if (number := found[one]) is not None}
    assert len({facts.question(one).weight for one in numbers}) == 1 or facts.book.nodes[part].method == "mean", (
        "the weights are not equal"
    )
    stand = list(numbers.values())
    groups = [f"{worded(stand.count(level))} at {short(level)}" for level in sorted(set(stand))]
    lowest = stand.count(min(stand))
    groups[0] = groups[0].replace(" at ", f" {plural('practice', lowest)} at ", 1)
    return f"{shown(found[part], 2)}, {'the mean of ' * (len(stand) > 1)}{listed(groups)}"


@kind("equation_answered")
def _equation_answered(facts: Facts, claim: Claim) -> str:
    check_equation(facts, one(claim), "as_answered", claim.said)
    return claim.said


@kind("equation_shown")
def _equation_shown(facts: Facts, claim: Claim) -> str:
    check_equation(facts, one(claim), "as_shown", claim.said)
    return claim.said


OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked_out(expression: str) -> Fraction:
    """Return what an expression of a derivation comes to, exactly."""

    def walk(node: ast.expr) -> Fraction:
        if isinstance(node, ast.Constant):
            return Fraction(str(node.value))
        assert isinstance(node, ast.BinOp), f"{expression} is no sum"
        return OPERATIONS[type(node.op)](walk(node.left), walk(node.right))

    return walk(ast.parse(expression.replace("\u00d7", "*").replace(MINUS, "-"), mode="eval").body)


def check_equation(facts: Facts, part: str, basis: str, equation: str) -> None:
    """Require that every side of an equation comes to the score of the part, and the first is made of its terms."""
    value = facts.scored.values[basis][part]
    assert value is not None, "there is no score"
    *sides, result = equation.split(" = ")
    assert sides, "there is nothing to follow"
    assert [worked_out(side) for side in sides] == [value] * len(sides), f"{equation}: not all sides are {value}"
    assert result == shown(value, 2)
    node = facts.book.nodes[part]
    inside = {one: facts.scored.values[basis][one] for one in node.children or facts.scored.inside(part)}
    terms = {one: number for one, number in inside.items() if number is not None}
    weights = {one: facts.book.nodes[one].weight if node.children else facts.question(one).weight for one in terms}
    written = [by_hand(number) for number in terms.values()]
    if node.method == "weighted_mean":
        written = [f"{by_hand(terms[one])} \u00d7 {by_hand(weights[one])}" for one in terms if weights[one]]
    numbers = re.sub(r"[()]", "", sides[0].rsplit(" / ", 1)[0]).split(" + ")
    assert numbers == written, f"{equation} is not made of {written}"

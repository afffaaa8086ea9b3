"""Playbooks, questionnaires and answers drawn by chance, for tests that hold for all of them.

Drawn as few long lists rather than as many small things: that is what makes a few hundred of them affordable.
"""

from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st

from cxdna.answers.model import Answer, AnswersFile, Basis
from cxdna.definitions.model import Method, Part, Playbook, Policies, Question, Questionnaire
from cxdna.scores.evidence import months_later
from tests.scores.building import (
    CLOSING,
    Said,
    answers,
    evidence,
    not_applicable,
    options,
    playbook,
    question,
    questionnaire,
)

Shape = tuple[Any, ...]
METHODS: tuple[Method, ...] = get_args(Method)
BASES: tuple[Basis, ...] = get_args(Basis)
KINDS = ("policy", "minutes", "figures", "audit", "survey", "interview")
LEAF: Shape = ()
SHAPES: tuple[Shape, ...] = (
    (LEAF,),
    (LEAF, LEAF, LEAF),
    ((LEAF, LEAF), LEAF),
    ((LEAF, LEAF), (LEAF, LEAF), (LEAF,)),
    (((LEAF, LEAF), LEAF), (LEAF, (LEAF,))),
)
METHOD = st.none() | st.sampled_from(METHODS)
WEIGHT = st.sampled_from([0, 0.1, 0.5, 1, 1.5, 3, 7])
TARGET = st.sampled_from([None, None, 2, 3, 3.5, 4.5])
OFFERED = st.sampled_from([None, None, None, (1, 5), (1, 2.5, 4), (2, 4), (3,), (3, 3)])
CITED = (("E0",), ("E0", "E1", "E2"), ("E3", "E4"), ())
POLICIES = st.builds(
    Policies,
    not_applicable=st.sampled_from(["left_out", "counts_as_lowest", "counts_as_target"]),
    unanswered=st.sampled_from(["left_out", "left_out", "counts_as_lowest", "blocks"]),
)


class Case(NamedTuple):
    """Everything that one assessment rests on."""

    book: Playbook
    asked: Questionnaire
    given: AnswersFile


def leaves(book: Playbook) -> list[str]:
    return [part.id for part, _ in book.walk() if not part.parts]


def _size(shape: Shape) -> int:
    return sum(1 + _size(one) for one in shape)


def _parts(shape: Shape, fields: list[tuple[Method | None, float, float | None]], name: str = "p") -> tuple[Part, ...]:
    """Return the parts of a shape; each takes the next fields, and its name says where it stands."""
    parts = []
    for index, inner in enumerate(shape):
        own = f"{name}{index}"
        method, weight, target = fields.pop()
        below = _parts(inner, fields, own)
        parts.append(Part(id=own, name=own, aim="Aim", method=method, weight=weight, target=target, parts=below))
    return tuple(parts)


def _question(index: int, part: str, weight: float, tests: int | None, offered: tuple[float, ...] | None) -> Question:
    fields: dict[str, Any] = {"weight": weight, "tests_level": tests}
    if offered:
        fields["options"] = options(**{f"o{at}": value for at, value in enumerate(offered)})
    return question(f"q{index}", part, **fields)


def _said(asked: Question, code: int) -> Said | None:
    """Return what a number from 0 to 15 stands for as an answer to this question; None for no answer."""
    if code >= 12:
        return (None, "dont_know", not_applicable(), None)[code - 12]
    said = asked.options[code % len(asked.options)].id if asked.options else code % 5 + 1
    return Answer(value=said, evidence=CITED[code % 4]) if code % 3 == 0 else said


@st.composite
def cases(draw: st.DrawFn, policies: st.SearchStrategy[Policies] = POLICIES, people: int = 5) -> Case:
    """Draw an assessment without conditions: everybody is asked everything."""
    shape = draw(st.sampled_from(SHAPES))
    size = _size(shape)
    fields = draw(st.lists(st.tuples(METHOD, WEIGHT, TARGET), min_size=size, max_size=size))
    book = playbook(*_parts(shape, fields), method=draw(st.sampled_from(METHODS)), policies=draw(policies))
    ends = leaves(book)
    tests = st.sampled_from([None, None, 1, 2, 3, 4, 5])
    drawn = draw(st.lists(st.tuples(st.sampled_from(ends), WEIGHT, tests, OFFERED), min_size=1, max_size=8))
    asked = questionnaire(*(_question(index, *one) for index, one in enumerate(drawn)))
    rows = st.lists(st.integers(0, 15), min_size=len(drawn), max_size=len(drawn))
    sheets = []
    for row in draw(st.lists(rows, min_size=1, max_size=people)):
        sheet = {one.id: _said(one, code) for one, code in zip(asked.questions, row, strict=True)}
        sheets.append({name: said for name, said in sheet.items() if said is not None})
    covers = st.sampled_from([(), *((one,) for one in ends), *((one.id,) for one in asked.questions)])
    record = st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(1, 5), covers)
    records = [
        evidence(f"E{at}", kind, months_later(CLOSING, -months), periods=periods, covers=covered)
        for at, (kind, months, periods, covered) in enumerate(draw(st.lists(record, min_size=5, max_size=5)))
    ]
    return Case(book, asked, answers(*sheets, records=records, basis=draw(st.sampled_from(BASES))))

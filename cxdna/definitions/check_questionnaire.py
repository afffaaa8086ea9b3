"""Everything in which a questionnaire does not agree with itself or its playbook."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.definitions.check_condition import check_condition
from cxdna.definitions.check_ids import check_ids
from cxdna.definitions.check_ladder import off_ladder, off_scale
from cxdna.definitions.check_order import check_order
from cxdna.definitions.check_succession import check_succession
from cxdna.definitions.check_weights import check_weights
from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.lost import NOTHING_LOST, Lost
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.definitions.placing import Place, places
from cxdna.definitions.wording import listed, meant
from cxdna.errors import Problem
from cxdna.statistics.display import counted

# How answers files say "I don't know".
_RESERVED = "dont_know"


def check_questionnaire(
    file: Fitted[Questionnaire], playbook: Playbook | None, playbook_lost: Lost = NOTHING_LOST
) -> Iterator[Problem]:
    """Yield every problem; without playbook, those that can be told without it."""
    document, questionnaire = file.document, file.value
    questions = questionnaire.questions
    # Whether a question has an option cannot be told where options were left out.
    unsure = {where[1] for where in file.lost.places if where[:1] == ("questions",) and len(where) > 1}
    by_id = {question.id: question for index, question in enumerate(questions) if index not in unsure}
    for index, question in enumerate(questions):
        yield from file.tell(_check_question(question, ("questions", index), playbook))
        if question.when:
            yield from file.tell(check_condition(question.when, ("questions", index, "when"), playbook, by_id))
        options = [
            (document, ("questions", index, "options", i, "id"), one.id) for i, one in enumerate(question.options)
        ]
        yield from check_ids(options, "option")
    yield from file.tell(check_order(questions, file.lost))
    yield from file.tell(check_succession(questions))
    yield from check_ids(((document, ("questions", i, "id"), one.id) for i, one in enumerate(questions)), "question")
    if playbook:
        yield from file.tell(_check_parts(file, playbook, playbook_lost))


def _check_question(question: Question, where: Where, playbook: Playbook | None) -> Iterator[Flaw]:
    if bool(question.levels) == bool(question.options):
        both = "both 'levels' and 'options'" if question.levels else "neither 'levels' nor 'options'"
        yield where, f"question '{question.id}' has {both}", "give one of them"
    yield from _blank(question, where)
    if question.neighbour and question.neighbour.question == question.id:
        what = f"question '{question.id}' is its own neighbour"
        yield (*where, "neighbour", "question"), what, "name the question that it is most easily mistaken for"
    for index, option in enumerate(question.options):
        place = (*where, "options", index)
        if playbook:
            yield from off_scale(playbook, (*place, "value"), option.value)
        if option.id == _RESERVED:
            yield (*place, "id"), f"'{_RESERVED}' means that someone does not know", "give the option another id"
    if playbook and question.levels and len(question.levels) != len(playbook.levels):
        texts = counted(len(question.levels), "text", "texts")
        yield (
            (*where, "levels"),
            f"'levels' has {texts}, the playbook has {len(playbook.levels)} levels",
            "write one for each",
        )


def _blank(question: Question, where: Where) -> Iterator[Flaw]:
    """Yield the texts that people are to read and that hold nothing but spaces."""
    texts = [
        *(((name,), getattr(question, name)) for name in ("practice", "text", "why", "proof")),
        *((("levels", at), text) for at, text in enumerate(question.levels)),
        *((("options", at, "text"), option.text) for at, option in enumerate(question.options)),
    ]
    for place, text in texts:
        if not text.strip():
            yield (*where, *place), f"question '{question.id}' has a text without a word in '{place[0]}'", "write it"


def _check_parts(file: Fitted[Questionnaire], playbook: Playbook, playbook_lost: Lost) -> Iterator[Flaw]:
    found = {place.part.id: place for place in places(playbook)}
    holds: dict[str, list[tuple[Where, float]]] = {name: [] for name, place in found.items() if not place.part.parts}
    for index, question in enumerate(file.value.questions):
        where = ("questions", index)
        if question.part in holds:
            holds[question.part].append((where, question.weight))
        if question.part in found or not playbook_lost.may_hold(question.part, "parts"):
            for flaw in _check_place(question, where, found, playbook):
                # Whether it has an effect is for the method to say, which may have been left out.
                if playbook_lost.whole or flaw[0][-1] != "tests_level":
                    yield flaw
    if not (file.lost.whole and playbook_lost.whole):
        # Where questions were left out, or the method of a part may have been, none of this can be told.
        return
    for name, children in holds.items():
        if not children:
            yield ("questions",), f"part '{name}' has no question", "ask one at least"
        yield from check_weights(file.document, (f"part '{name}'", ("questions",)), found[name].method, children)


def _check_place(question: Question, where: Where, found: dict[str, Place], playbook: Playbook) -> Iterator[Flaw]:
    place = found.get(question.part)
    if question.id in found or question.id == playbook.id:
        yield (*where, "id"), f"'{question.id}' is a part of the playbook, too", "give the question another id"
    if place is None:
        yield (*where, "part"), f"the playbook has no part '{question.part}'", meant(question.part, found)
        return
    if place.part.parts:
        inside = [part.id for part in place.part.parts]
        what = f"part '{question.part}' holds parts, not questions"
        yield (*where, "part"), what, f"choose one of {listed(inside)}"
    if question.tests_level is None:
        return
    if place.method == "cumulative_gate":
        yield from off_ladder(playbook, (*where, "tests_level"), question.tests_level)
    else:
        what = f"'tests_level' has no effect: part '{question.part}' takes the {place.method.replace('_', ' ')}"
        yield (*where, "tests_level"), what, "delete it, or choose cumulative_gate there"

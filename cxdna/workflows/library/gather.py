"""The entries of a library, each with what the others say of it and with the words it is found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.model import ActionTemplate, Kpi, Question
from cxdna.definitions.same_question import asks_the_same
from cxdna.organisation.match import plain
from cxdna.plan.look_up import COST_WORDS, evidence_of
from cxdna.workflows.library.condition_words import condition_words
from cxdna.workflows.library.model import (
    ActionEntry,
    AnswerText,
    Base,
    Entry,
    Kind,
    KpiEntry,
    Move,
    Named,
    NeighbourOf,
    QuestionEntry,
)


class Sought(msgspec.Struct, frozen=True):
    """An entry as it is looked for: what it is called, the parts it belongs to (the first lists it), and its words."""

    entry: Entry
    name: str
    parts: tuple[str, ...]
    words: str


class Shelves:
    """A library with its cross-references, made once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.parts = {part.id: Named(part.id, part.name) for part, _ in library.playbook.walk()}

    def of(self, kind: Kind) -> list[Sought]:
        """Return all entries of a kind, those of a component together, in the order of the playbook."""
        made = {"questions": self._questions, "kpis": self._kpis, "actions": self._actions}[kind]()
        order = {part: at for at, part in enumerate(self.parts)}
        return sorted(made, key=lambda one: order.get(one.parts[0], len(order)) if one.parts else len(order))

    @cached_property
    def _asked(self) -> dict[str, Question]:
        """Return every question by its id; of several wordings that of the longest questionnaire."""
        found: dict[str, Question] = {}
        for one, _ in self._wordings:
            found.setdefault(one.id, one)
        return found

    @cached_property
    def _wordings(self) -> list[tuple[Question, tuple[str, ...]]]:
        """Return every question with the questionnaires that ask it: once where all ask it in the same words."""
        longest = sorted(self._library.questionnaires.values(), key=lambda one: (-len(one.questions), one.id))
        found: dict[str, list[tuple[Question, list[str]]]] = {}
        for questionnaire in longest:
            for question in questionnaire.questions:
                wordings = found.setdefault(question.id, [])
                same = next((names for one, names in wordings if asks_the_same(one, question)), None)
                if same is None:
                    wordings.append((question, [questionnaire.name]))
                else:
                    same.append(questionnaire.name)
        return [(question, tuple(names)) for wordings in found.values() for question, names in wordings]

    def _practices(self, ids: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(one, self._asked[one].practice if one in self._asked else "") for one in ids)

    def _kpi_names(self, ids: Iterable[str]) -> tuple[Named, ...]:
        known = self._library.kpis
        return tuple(Named(one, known[one].name if one in known else "") for one in ids)

    def _moves(self, actions: Iterable[ActionTemplate]) -> tuple[Move, ...]:
        moves = [Move(one.id, one.title, one.from_level, one.to_level, one.question is None) for one in actions]
        return tuple(sorted(moves, key=lambda one: (one.from_level, one.to_level, one.whole_part)))

    def _questions(self) -> Iterator[Sought]:
        names = {one.value: one.name for one in self._library.playbook.levels}
        for question, questionnaires in self._wordings:
            lifting = [one for one in self._library.actions if one.question == question.id or one.part == question.part]
            neighbour = question.neighbour
            entry = QuestionEntry(
                id=question.id,
                part=self.parts[question.part],
                questionnaires=questionnaires,
                practice=question.practice,
                text=_line(question.text),
                why=_line(question.why),
                levels=tuple(_answers(question, names)),
                proof=_line(question.proof),
                ask=question.ask,
                weight=question.weight,
                asked_where=condition_words(question.when) if question.when else "",
                neighbour=NeighbourOf(self._practices([neighbour.question])[0], _line(neighbour.differs))
                if neighbour
                else None,
                succeeds=question.succeeds or None,
                kpis=self._kpi_names(one.id for one in self._library.kpis.values() if question.id in one.questions),
                actions=self._moves(lifting),
            )
            yield Sought(entry, question.practice, (question.part,), self._words(question, (question.part,)))

    def _kpis(self) -> Iterator[Sought]:
        for kpi in self._library.kpis.values():
            homes = (*kpi.parts, *(self._asked[one].part for one in kpi.questions if one in self._asked))
            parts = tuple(dict.fromkeys(one for one in homes if one in self.parts))
            entry = KpiEntry(
                id=kpi.id,
                name=kpi.name,
                also=kpi.also,
                definition=_line(kpi.definition),
                unit=kpi.unit,
                formula=_line(kpi.formula),
                symbols=kpi.symbols,
                where=kpi.where,
                direction=kpi.direction,
                cadence=kpi.cadence,
                source=kpi.source,
                pitfalls=tuple(map(_line, kpi.pitfalls)),
                counter=self._kpi_names([kpi.counter])[0],
                parts=tuple(self.parts[one] for one in parts),
                questions=self._practices(kpi.questions),
                actions=self._moves(one for one in self._library.actions if kpi.id in one.kpis),
            )
            yield Sought(entry, kpi.name, parts, self._words(kpi, parts))

    def _actions(self) -> Iterator[Sought]:
        for one in self._library.actions:
            part = one.part or (self._asked[one.question].part if one.question in self._asked else "")
            parts = (part,) if part in self.parts else ()
            yield Sought(self._action(one, part), one.title, parts, self._words(one, parts))

    def _action(self, one: ActionTemplate, part: str) -> ActionEntry:
        serves = [one.question] if one.question else [each.id for each in self._asked.values() if each.part == part]
        return ActionEntry(
            id=one.id,
            title=one.title,
            part=self.parts.get(part, Named(part, "")),
            question=self._practices([one.question])[0] if one.question else None,
            from_level=one.from_level,
            to_level=one.to_level,
            what=_line(one.what),
            steps=tuple(map(_line, one.steps)),
            deliverable=_line(one.deliverable),
            owner_role=one.owner_role,
            supporting_roles=one.supporting_roles,
            weeks=one.weeks,
            effort=one.effort,
            cost=one.cost,
            cost_words=COST_WORDS[one.cost] if one.cost else "",
            requires=tuple(Base(self.parts.get(each.part, Named(each.part, "")), each.at) for each in one.requires),
            preconditions=tuple(map(_line, one.preconditions)),
            risk=_line(one.risk),
            kpis=self._kpi_names(one.kpis),
            evidence=evidence_of(one, self._library.playbook.evidence.kinds),
            check=_line(one.check),
            serves=self._practices(serves),
        )

    def _words(self, definition: Question | Kpi | ActionTemplate, parts: Iterable[str]) -> str:
        """Return every word of an entry and the names of its parts, as they are searched."""
        names = (self.parts[one].name for one in parts)
        return plain(" ".join([*_texts(msgspec.to_builtins(definition)), *names]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _answers(question: Question, names: Mapping[float, str]) -> Iterator[AnswerText]:
    for value, text in zip(sorted(names), question.levels, strict=False):
        yield AnswerText(value, names[value], _line(text))
    for option in question.options:
        yield AnswerText(option.value, option.id, _line(option.text))


def _texts(value: object) -> Iterator[str]:
    """Yield every text in lists and mappings, the ids of others among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)

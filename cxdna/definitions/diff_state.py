"""Definitions as what is compared of them: by kind and id what each thing is called and says, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import msgspec

from cxdna.definitions.check_across import FREE
from cxdna.definitions.model import ActionLibrary, Definition, KpiLibrary, Playbook, Question, Questionnaire
from cxdna.definitions.newest import version_order

Kind: TypeAlias = Literal["playbook", "part", "questionnaire", "question", "kpi", "action"]
KINDS: Final[tuple[Kind, ...]] = ("playbook", "part", "questionnaire", "question", "kpi", "action")
Key: TypeAlias = tuple[str, str]
"""The playbook something belongs to, and its id there."""
Said: TypeAlias = Mapping[str, Any]


class Thing(msgspec.Struct, frozen=True):
    """What is compared: its name, and what it says. `settled` is what each questionnaire settles of a question."""

    name: str
    said: Said
    settled: Mapping[str, Said] = {}
    asks: frozenset[str] = frozenset()


class State(msgspec.Struct, frozen=True):
    """All things by kind and key, the questions among them, and the ladder of each playbook."""

    things: dict[Kind, dict[Key, Thing]]
    questions: dict[Key, Question]
    ladders: dict[str, tuple[float, ...]]


def state_of(definitions: Sequence[Definition]) -> State:
    """Return what is compared of definitions, the same whatever their order and that of their entries.

    Of several versions of a playbook or questionnaire it is the newest. Libraries add to each other.
    """
    state = State({kind: {} for kind in KINDS}, {}, {})
    for one in _newest(definitions):
        if isinstance(one, Playbook):
            _add_playbook(one, state)
        else:
            _add_questionnaire(one, state)
    for library in definitions:
        if isinstance(library, KpiLibrary):
            for kpi in library.kpis:
                state.things["kpi"].setdefault((library.playbook, kpi.id), Thing(kpi.name, _plain(kpi)))
        elif isinstance(library, ActionLibrary):
            for action in library.actions:
                state.things["action"].setdefault((library.playbook, action.id), Thing(action.title, _plain(action)))
    return state


def _newest(definitions: Sequence[Definition]) -> list[Playbook | Questionnaire]:
    best: dict[tuple[str, str, str], Playbook | Questionnaire] = {}
    for one in definitions:
        if isinstance(one, Playbook | Questionnaire):
            key = ("", one.id, "") if isinstance(one, Playbook) else (one.playbook, one.id, "asks")
            before = best.setdefault(key, one)
            if version_order(one.version) > version_order(before.version):
                best[key] = one
    return [best[key] for key in sorted(best)]


def _add_playbook(playbook: Playbook, state: State) -> None:
    state.things["playbook"][playbook.id, playbook.id] = Thing(playbook.name, _plain(playbook, "parts"))
    state.ladders[playbook.id] = tuple(level.value for level in playbook.levels)
    for part, above in playbook.walk():
        within = {"within": above[-1].id if above else playbook.id}
        state.things["part"][playbook.id, part.id] = Thing(part.name, {**_plain(part, "parts"), **within})


def _add_questionnaire(questionnaire: Questionnaire, state: State) -> None:
    playbook, name = questionnaire.playbook, questionnaire.id
    asks = frozenset(question.id for question in questionnaire.questions)
    thing = Thing(questionnaire.name, _plain(questionnaire, "questions"), asks=asks)
    state.things["questionnaire"][playbook, name] = thing
    for question in questionnaire.questions:
        key, said = (playbook, question.id), _plain(question)
        state.questions.setdefault(key, question)
        first = state.things["question"].get(key)
        settled = {field: said[field] for field in FREE & said.keys()}
        state.things["question"][key] = Thing(
            name=first.name if first else question.practice,
            said=first.said if first else {field: one for field, one in said.items() if field not in FREE},
            settled={**(first.settled if first else {}), name: settled},
        )


def _plain(value: msgspec.Struct, *without: str) -> dict[str, Any]:
    """Return what a struct says as plain data, without what it leaves open and where its lines are broken."""
    data: dict[str, Any] = _said(msgspec.to_builtins(value))
    return {field: one for field, one in data.items() if field not in {"id", "kind", *without}}


def _said(data: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(data, dict):
        return {key: _said(one) for key, one in data.items() if one is not None}
    if isinstance(data, str):
        return " ".join(data.split())
    return [_said(one) for one in data] if isinstance(data, list | tuple) else data

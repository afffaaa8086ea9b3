"""Everything in which KPIs and action templates do not agree with each other or with what they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import msgspec

from cxdna.definitions.check_ladder import off_ladder
from cxdna.definitions.check_symbols import check_symbols
from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.lost import Lost
from cxdna.definitions.model import ActionLibrary, ActionTemplate, Kpi, KpiLibrary, Playbook
from cxdna.definitions.wording import meant, number
from cxdna.errors import Problem

_NOUNS: Final = {"KPI": "kpis", "part": "parts", "question": "questions", "kind of evidence": "kinds"}


class Known(msgspec.Struct, frozen=True):
    """What a library may name; None where that cannot be told because a file that says it is broken.

    `questions` are those of all questionnaires of the playbook, with the part each belongs to.
    """

    playbook: Playbook | None
    questions: Mapping[str, str] | None
    kpis: Collection[str] | None
    lost: Collection[Lost] = ()

    @property
    def parts(self) -> Collection[str] | None:
        """The ids of all parts."""
        return None if self.playbook is None else [part.id for part, _ in self.playbook.walk()]

    @property
    def kinds(self) -> Collection[str] | None:
        """The ids of all kinds of evidence; None also where the playbook may have lost some."""
        if self.playbook is None or any(where[:1] == ("evidence",) for lost in self.lost for where in lost.places):
            return None
        return [kind.id for kind in self.playbook.evidence.kinds]

    def unknown(self, noun: str, named: Iterable[tuple[Where, str]]) -> Iterator[Flaw]:
        """Yield what is named and not there, unless it may have been left out of a file that does not fit."""
        # Each is looked up by its name, as what the others hold is not needed and takes time to gather.
        known: Collection[str] | None = getattr(self, _NOUNS[noun])
        key = f"{noun.lower()}s"
        if known is None:
            return
        for where, name in named:
            if name not in known and not any(lost.may_hold(name, key) for lost in self.lost):
                yield where, f"there is no {noun} '{name}'", meant(name, known)


def check_kpis(file: Fitted[KpiLibrary], known: Known) -> Iterator[Problem]:
    """Yield every problem of a KPI library."""
    for index, kpi in enumerate(file.value.kpis):
        yield from file.tell(_check_kpi(kpi, ("kpis", index), known))


def check_actions(file: Fitted[ActionLibrary], known: Known) -> Iterator[Problem]:
    """Yield every problem of a library of action templates."""
    for index, action in enumerate(file.value.actions):
        yield from file.tell(_check_action(action, ("actions", index), known))


def _check_kpi(kpi: Kpi, where: Where, known: Known) -> Iterator[Flaw]:
    if kpi.counter == kpi.id:
        what = f"KPI '{kpi.id}' is its own counter"
        yield (*where, "counter"), what, "name the KPI that suffers when this one is improved by harm elsewhere"
    yield from known.unknown("KPI", [((*where, "counter"), kpi.counter)])
    yield from known.unknown("part", _each((*where, "parts"), kpi.parts))
    yield from known.unknown("question", _each((*where, "questions"), kpi.questions))
    yield from check_symbols(kpi, where)


def _check_action(action: ActionTemplate, where: Where, known: Known) -> Iterator[Flaw]:
    if (action.question is None) == (action.part is None):
        both = "neither 'question' nor 'part'" if action.part is None else "both 'question' and 'part'"
        yield where, f"action '{action.id}' has {both}", "name the one it lifts"
    if action.from_level >= action.to_level:
        what = f"action '{action.id}' leads from {number(action.from_level)} to {number(action.to_level)}"
        yield (*where, "to_level"), what, "an action leads upwards"
    if known.playbook is not None:
        yield from off_ladder(known.playbook, (*where, "from_level"), action.from_level)
        yield from off_ladder(known.playbook, (*where, "to_level"), action.to_level)
    if action.part is not None:
        yield from known.unknown("part", [((*where, "part"), action.part)])
    if action.question is not None:
        yield from known.unknown("question", [((*where, "question"), action.question)])
    yield from known.unknown("KPI", _each((*where, "kpis"), action.kpis))
    produced = [((*where, "evidence", index, "kind"), one.kind) for index, one in enumerate(action.evidence)]
    yield from known.unknown("kind of evidence", produced)
    yield from _check_requirements(action, (*where, "requires"), known)


def _check_requirements(action: ActionTemplate, where: Where, known: Known) -> Iterator[Flaw]:
    own = action.part if action.question is None else (known.questions or {}).get(action.question)
    for index, requirement in enumerate(action.requires):
        place = (*where, index)
        yield from known.unknown("part", [((*place, "part"), requirement.part)])
        if known.playbook is not None:
            yield from off_ladder(known.playbook, (*place, "at"), requirement.at)
        if requirement.part == own and requirement.at >= action.to_level:
            what = f"action '{action.id}' requires '{own}' at {number(requirement.at)}, where it only leads itself"
            yield (*place, "at"), what, f"require less than {number(action.to_level)}"


def _each(where: Where, names: Iterable[str]) -> Iterator[tuple[Where, str]]:
    return (((*where, index), name) for index, name in enumerate(names))

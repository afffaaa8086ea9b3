"""What a plan leads to, worked out anew from the files: which actions count, and where the scores stand by a day."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.documents.wording.recompute import Node, Question, Scored, Yaml, exact


class Raised(Scored):
    """The scores once questions and parts were raised; nothing is lowered, and what has no score gets none."""

    def __init__(self, raised: Mapping[str, Fraction], basis: str, *given: Any) -> None:
        self.raised, self.basis = raised, basis
        super().__init__(*given)

    def _score_question(self, question: Question) -> None:
        super()._score_question(question)
        self._raise(question.id)

    def _combined(self, node: Node, basis: str) -> Fraction | None:
        value = super()._combined(node, basis)
        if basis == self.basis and value is not None and node.id in self.raised:
            return max(value, self.raised[node.id])
        return value

    def _raise(self, one: str) -> None:
        value = self.values[self.basis][one]
        if value is not None and one in self.raised:
            self.values[self.basis][one] = max(value, self.raised[one])


class Ahead:
    """A plan and the scores that it starts from."""

    def __init__(self, plan: Yaml, scored: Scored, basis: str, questions: Sequence[Question]) -> None:
        self.plan, self.scored, self.basis, self.questions = plan, scored, basis, questions
        self.actions: list[Yaml] = sorted(plan.get("actions", ()), key=lambda one: one["priority"])
        agreed = [one for one in self.actions if one.get("status", "proposed") != "proposed"]
        self.any_agreed = bool(agreed)
        self.counting = agreed or self.actions
        self.dated = [one for one in self.counting if "due" in one]
        self._known: dict[dt.date, Scored] = {}

    @property
    def quarters(self) -> list[dt.date]:
        """Return the last day of each quarter in which an action that counts is due."""
        return sorted({quarter_end(one["due"]) for one in self.dated})

    def by(self, until: dt.date) -> Scored:
        """Return where the scores stand once everything is done that is due by a day."""
        if until not in self._known:
            self._known[until] = self._by(until)
        return self._known[until]

    def _by(self, until: dt.date) -> Scored:
        raised: dict[str, Fraction] = {}
        for one in self.dated:
            if one["due"] <= until and "to_level" in one:
                for name in self._raises(one):
                    raised[name] = max(raised.get(name, Fraction(-1000)), exact(one["to_level"]))
        return Raised(raised, self.basis, self.scored.answers, self.scored.book, self.questions)

    def whole(self, until: dt.date) -> Fraction:
        value = self.by(until).values[self.basis][self.scored.book.whole.id]
        assert value is not None
        return value

    def _raises(self, action: Yaml) -> list[str]:
        """Return what an action raises of what it closes: of two that lie in each other the one named first.

        Where a part is named before some of its questions and others in it stand below the level, too, the named ones.
        """
        chosen: list[str] = []
        closes, level = action.get("closes", ()), exact(action["to_level"])
        for name in closes:
            if any(name in self._above(one) or one in self._above(name) or one == name for one in chosen):
                continue
            inside = self.scored.inside(name) if name in self.scored.book.nodes else []
            named = [one for one in closes if one in inside]
            values = [self.scored.values[self.basis][one] for one in inside if one not in named]
            others = any(value is not None and value < level for value in values)
            chosen += named if named and others else [name]
        return chosen

    def _above(self, name: str) -> set[str]:
        nodes = self.scored.book.nodes
        if name in nodes:
            return {*nodes[name].above, self.scored.book.whole.id} - {name}
        part = self.scored.questions[name].part
        return {part, *nodes[part].above, self.scored.book.whole.id}


def quarter_end(day: dt.date) -> dt.date:
    month = -(-day.month // 3) * 3
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])

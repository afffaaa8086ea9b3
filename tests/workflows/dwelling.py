"""A workspace folder whose store is in memory, with an assessment that twelve people answered."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxdna.answers.model import Answer, AnswerChange, Change, Mode, Restatement, TargetChange
from cxdna.organisation.model import Target
from cxdna.store.model import Recorded, Reopening, RestatementKept
from cxdna.store.port import Store
from cxdna.workflows.where import Where
from cxdna.workspace.model import SETTINGS, Workspace
from cxdna.workspace.settings import settings_text
from tests.workflows.living import DAY, Living

SIZES = {"Heads": 7, "Engineers": 3, "Office": 2}
LATER = dt.date(2026, 12, 3)
MOMENT = dt.datetime(2026, 12, 10, 9, 0, tzinfo=dt.UTC)


class Dwelling(Living):
    """A workspace in which names, ids and remarks are such that they stand nowhere by chance."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode = "named") -> None:
        super().__init__(folder, mode)
        folder.mkdir(exist_ok=True)
        (folder / SETTINGS).write_text(settings_text(self.workspace.settings), encoding="utf-8")
        monkeypatch.setattr("cxdna.workflows.current.open_store", self._opened)
        self.where = Where(folder, {})

    @contextmanager
    def _opened(self, _workspace: Workspace, _environment: Mapping[str, str]) -> Iterator[Store]:
        yield self.store

    @property
    def people(self) -> list[tuple[str, str, str, str]]:
        groups = [group for group, size in SIZES.items() for _ in range(size)]
        anonymous = self.now.assessment.mode == "anonymous"
        return [
            (f"s_{at:012x}beef" if anonymous else f"p_beef{at:04x}", f"Canary Bird{at:02}", f"Roleholder{at:02}", group)
            for at, group in enumerate(groups)
        ]

    def said_by_all(self) -> "Dwelling":
        """Have everybody answer; of every four questions the second has four answers, the third seven with remarks."""
        now, people = self.now, self.people
        anonymous = now.assessment.mode == "anonymous"
        for person in people:
            if anonymous:
                self.ask_anonymous(person[0], group=person[3])
            else:
                self.ask(person)
        self.store.add(
            *(
                Recorded(
                    assessment=self.id,
                    sheet=person,
                    question=question.id,
                    said=self._answer(place, at),
                    key=f"{question.id}-{person}",
                    source="terminal",
                    at=None if anonymous else MOMENT,
                )
                for place, question in enumerate(now.questionnaire.questions)
                for at, (person, *_) in enumerate(people)
                if at < (12, 4, 7, 12)[place % 4]
            )
        )
        return self

    @staticmethod
    def _answer(place: int, at: int) -> Answer:
        if place % 4 == 3 and at == 11:
            return Answer(not_applicable=f"Canaryreason{place:02}")
        remark = f"Canaryremark{place:02}{at:02}" if at % 3 == 0 else ""
        return Answer(value=float(1 + (at * 5 + place) % 4), comment=remark)

    def restated(self) -> "Dwelling":
        """Correct an answer and a target of the closed assessment."""
        question, (person, name, *_) = self.now.questionnaire.questions[0], self.people[3]
        held = self._answer(0, 3)
        answer = AnswerChange(respondent=person, question=question.id, old=held, new=Answer(value=2.0))
        target = TargetChange(part=question.part, new=Target(part=question.part, level=4))
        # Where nobody knows who answered, nobody can know that this is one of them.
        reader = "Somebody" if self.now.assessment.mode == "anonymous" else name
        made: list[tuple[Change, str]] = [(answer, f"{reader} read it wrong"), (target, "Agreed late")]
        for number, (change, why) in enumerate(made, 1):
            one = Restatement(number=number, date=LATER, by="Ann Lee", reason=why, change=change)
            self.store.add(RestatementKept(assessment=self.id, restatement=one))
        return self

    def closed_twice(self) -> "Dwelling":
        self.close()
        self.store.add(Reopening(assessment=self.id, date=LATER, by="Bo Ek", reason="A form came late"))
        self.close(dt.date(2026, 12, 4))
        return self


__all__ = ["DAY", "LATER", "MOMENT", "SIZES", "Dwelling"]

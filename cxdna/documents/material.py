"""What documents are made of, with the look-ups that every page needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

import msgspec

from cxdna.answers.closing import is_open
from cxdna.answers.model import AnswersFile, ClosingNote
from cxdna.definitions.model import ActionTemplate, Kpi, Part, Playbook, Question, Questionnaire
from cxdna.documents.draft import Draft
from cxdna.documents.written import stands
from cxdna.findings.model import Alignment, Findings, PartChange
from cxdna.organisation.model import Written
from cxdna.plan.model import Plan
from cxdna.scores.model import PartScore, QuestionScore, Scores
from cxdna.statistics.display import rounded, short_month, shown
from cxdna.statistics.exact import exact
from cxdna.voice.model import Voice


class Look(msgspec.Struct, frozen=True):
    """Colours of the document: the accent and, for each level, its fill with an ink that can be read on it."""

    accent: str
    ramp: tuple[tuple[str, str], ...]


class Material(msgspec.Struct, frozen=True):
    """One assessment with everything said about it, as far as it may be shown: see `scores.protect`.

    `in_workspace` tells an assessment that is open until it is closed, and `closings` each time it was, from an answers
    file, which is what it is. `before_plan` is the plan of the assessment it is compared with, `written` what people
    wrote by the place where it stands. `origin` is the id of the workspace, "" for answers files. `today` is the day by
    which what is overdue is told; None where no day is known. `voice` is what the workspace knows of its customers, and
    `alignment` the assessment beside it; None where no customer was surveyed.
    """

    answers: AnswersFile
    playbook: Playbook
    questionnaire: Questionnaire
    kpis: tuple[Kpi, ...]
    actions: tuple[ActionTemplate, ...]
    scores: Scores
    findings: Findings
    look: Look
    client: str
    consultant: str
    confidentiality: str
    fingerprint: str
    fingerprints: tuple[tuple[str, str], ...]
    created: dt.date
    groups: tuple[tuple[str, Scores], ...]
    questions: Mapping[str, Question]
    numbers: Mapping[str, str]
    definitions: Mapping[str, Part]
    closings: tuple[ClosingNote, ...] = ()
    in_workspace: bool = False
    plan: Plan = Plan()
    before_plan: Plan | None = None
    written: Mapping[str, Written] = {}
    currency: str = ""
    origin: str = ""
    today: dt.date | None = None
    voice: Voice = Voice()
    alignment: Alignment | None = None

    def say(self, place: str, drafted: Draft) -> Draft:
        """Return what stands at a place: what people wrote there, or else the draft."""
        return stands(place, drafted, self.written.get(place))

    @property
    def named(self) -> bool:
        """Whether the report may say who answered what."""
        return self.answers.assessment.mode == "named"

    @property
    def is_open(self) -> bool:
        """Whether figures may still change."""
        return self.in_workspace and is_open(self.closings)

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """The ladder's values, exact, lowest first."""
        return tuple(exact(level.value) for level in self.playbook.levels)

    @property
    def level_names(self) -> tuple[str, ...]:
        """The ladder's names."""
        return tuple(level.name for level in self.playbook.levels)

    @property
    def leaves(self) -> tuple[PartScore, ...]:
        """The parts that hold questions, in the order of the playbook."""
        return tuple(part for part in self.scores.parts if not self.definitions[part.id].parts)

    @property
    def top(self) -> tuple[PartScore, ...]:
        """The parts of the outermost tier."""
        return tuple(part for part in self.scores.parts if part.tier == 1)

    @property
    def now(self) -> str:
        """What this assessment is called in tables: its year, with the month where both fall in one year."""
        return self._called(self.scores.date)

    @property
    def before(self) -> str:
        """What the earlier assessment is called in tables."""
        return self._called(self.findings.change.earlier_date) if self.findings.change else ""

    def _called(self, date: dt.date) -> str:
        change = self.findings.change
        same_year = change is not None and change.earlier_date.year == self.scores.date.year
        return short_month(date) if same_year else str(date.year)

    def value(self, part: PartScore | QuestionScore) -> Fraction | None:
        """Return a score on the basis of the assessment."""
        return part.score.on(self.scores.basis)

    def earlier(self, part_id: str) -> Fraction | None:
        """Return what the earlier assessment scored for a part, on its own questions."""
        change = self.findings.change
        if change is None:
            return None
        if part_id == self.scores.whole.id:
            return change.earlier_whole
        return dict(change.earlier_parts).get(part_id)

    def start_of_arrow(self, part_id: str) -> Fraction | None:
        """Return the earlier score where both assessments rest on the same questions; else no arrow can be drawn.

        Between scores on different questions an arrow could point up beside a change, on comparable ones, that fell.
        """
        earlier, change = self.earlier(part_id), self.change_of(part_id)
        if change is None or change.before != earlier or change.now != self.value(self.scores.part(part_id)):
            return None
        return earlier

    def change_of(self, part_id: str) -> PartChange | None:
        """Return the change of a part on comparable questions."""
        change = self.findings.change
        if change is None:
            return None
        if part_id == self.scores.whole.id:
            return change.whole
        return next((one for one in change.parts if one.part == part_id), None)

    def label(self, part_id: str) -> str:
        """Return a part's number and name as the report writes them: 7 Corrective action."""
        number = self.numbers.get(part_id, "")
        name = self.scores.part(part_id).name
        return f"{number} {name}" if number else name


def question_number(question_id: str) -> str:
    """Return a question id as people read it: q7.2 is shown as 7.2, other ids as they are."""
    tail = question_id[1:]
    return tail if question_id[:1] == "q" and tail.replace(".", "").isdigit() else question_id


def leaf_numbers(playbook: Playbook) -> dict[str, str]:
    """Number the parts that hold questions through the whole playbook, in its order."""
    leaves = [part.id for part, _ in playbook.walk() if not part.parts]
    return {part_id: str(index) for index, part_id in enumerate(leaves, start=1)}


def anchor(part_or_question: str) -> str:
    """Return the name a link points to."""
    return "at-" + part_or_question.lower()


def action_anchor(action: str) -> str:
    """Return the name a link to an action of the plan points to; a question may have the same id."""
    return "action-" + action.lower()


def level_label(value: Fraction) -> str:
    """Return a level's number as short as it can be written: 3, or 2.5."""
    return shown(value, 0) if value.denominator == 1 else str(rounded(value, 1))

"""One person at the questionnaire: where they are, what they said, and each answer kept before the next question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import msgspec

from cxdna.answers.interview import Interview, parts_within
from cxdna.answers.model import Answer, AnswerChange
from cxdna.definitions.model import Question
from cxdna.errors import UserError
from cxdna.organisation.model import Evidence
from cxdna.statistics.display import listed, long_date
from cxdna.store.latest import answers_that_hold, evidence_that_holds, is_answer, standing_closing
from cxdna.store.model import Recorded
from cxdna.workflows.answering.who import Who
from cxdna.workflows.current import Current
from cxdna.workflows.find_part import find_part


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """One person and how far they are.

    `rounds` has the round of the answers that are there, by question; `earlier` what the same person said in the
    assessment before; `given` names the questions answered since they sat down.
    """

    now: Current
    who: Who
    interview: Interview
    rounds: Mapping[str, int]
    earlier: Mapping[str, Answer]
    given: frozenset[str] = frozenset()

    def may_show(self, question: str) -> bool:
        """Tell whether an answer that is there may be shown to whoever sits at the terminal.

        A name is no proof of who that is: in a confidential assessment what was answered earlier, or in a form, stays
        hidden. An anonymous sheet is opened by its code, which nobody else has.
        """
        return self.now.assessment.mode != "confidential" or question in self.given

    def whole(self) -> Sitting:
        """Return where the person is among all questions they were asked, of every component."""
        return msgspec.structs.replace(sit_down(self.now, self.who), given=self.given)


def must_be_open(now: Current) -> None:
    """Raise `UserError` when the assessment was closed."""
    if now.closing is not None:
        raise UserError(
            f"the assessment '{now.assessment.id}' was closed on {long_date(now.closing.date)}",
            "correct an answer with: cxdna assessment restate, or start the next one with: cxdna assessment new",
        )


def must_ask(now: Current, questionnaire: str | None) -> None:
    """Raise `UserError` when somebody wants another questionnaire than the assessment has."""
    if questionnaire not in {None, now.questionnaire.id}:
        raise UserError(
            f"the assessment '{now.assessment.id}' asks '{now.questionnaire.id}', and all its answers are to that",
            f"leave --questionnaire out, or start another with: cxdna assessment new --questionnaire {questionnaire}",
        )


def sit_down(now: Current, who: Who, component: str | None = None) -> Sitting:
    """Return where somebody is: at the start, or where they left off; `component` narrows it to one part.

    Raises `UserError` for a part the person was not asked about.
    """
    recorded = now.store.answers(now.assessment.id, who.sheet.id) if who.stored else ()
    held = {question: one for (_, question), one in answers_that_hold(recorded).items()}
    last = max((one for one in held.values() if is_answer(one)), key=lambda one: one.seq, default=None)
    interview = Interview(
        playbook=now.playbook,
        questionnaire=now.questionnaire,
        profile=now.workspace.settings.organisation,
        said={question: one.said for question, one in held.items()},
        parts=_parts(now, who.sheet.parts, component),
        at=last.question if last else None,
    )
    return Sitting(
        now=now,
        who=who,
        interview=interview,
        rounds={question: one.round for question, one in held.items()},
        earlier=_earlier(now, who),
    )


def _parts(now: Current, invited: Collection[str], component: str | None) -> frozenset[str]:
    if component is None:
        return frozenset(invited)
    wanted = parts_within(now.playbook, {find_part(now.playbook, component)})
    if not invited:
        return wanted
    within = parts_within(now.playbook, invited)
    single = {one.id: one.part for one in now.questionnaire.questions if one.id in invited}
    both = (wanted & within) | {question for question, part in single.items() if part in wanted}
    if not both:
        raise UserError(
            f"you were not asked about '{component}'; you were asked about {listed(_names(now, invited))}",
            "name it behind you on the list of people, in the column Components, and invite again: cxdna invite LIST",
        )
    return both


def _names(now: Current, invited: Collection[str]) -> list[str]:
    """Return the names of the components that somebody is asked about, in whole or single questions."""
    about = parts_within(now.playbook, invited) | {one.part for one in now.questionnaire.questions if one.id in invited}
    return [part.name for part, _ in now.playbook.walk() if part.id in about and not part.parts]


def widen(now: Current, who: Who, component: str) -> tuple[Who, tuple[str, ...]]:
    """Return who answers, also asked about a part of which nothing they were asked is left, and what they were asked.

    It is so where everybody is named: elsewhere who is asked what stays as it was sent. No names where nothing changes.
    """
    part, invited = find_part(now.playbook, component), who.sheet.parts
    if now.assessment.mode != "named" or not invited:
        return who, ()
    wanted = parts_within(now.playbook, {part})
    asked = {one.id for one in now.questionnaire.questions if one.part in wanted}
    within = parts_within(now.playbook, invited)
    if wanted <= within or ((wanted & within or asked & set(invited)) and sit_down(now, who, part).interview.left):
        return who, ()
    sheet = msgspec.structs.replace(who.sheet, parts=(*invited, part))
    return msgspec.structs.replace(who, sheet=sheet, widened=True), tuple(_names(now, invited))


def _earlier(now: Current, who: Who) -> Mapping[str, Answer]:
    """Return what the same person said in the assessment before, as far as it may be told; corrections count."""
    previous = now.assessment.previous
    modes = {one.id: one.mode for one in now.store.assessments()}
    # A name typed at a terminal does not open what was said in confidence.
    if previous is None or who.person is None or modes.get(previous) != "named":
        return {}
    recorded = now.store.answers(previous, who.person.id)
    said = {question: one.said for (_, question), one in answers_that_hold(recorded).items() if is_answer(one)}
    closing = standing_closing(now.store.closings(previous), now.store.reopenings(previous))
    for kept in now.store.restatements(previous):
        change = kept.restatement.change
        if closing is None or kept.seq < closing.seq:
            continue  # it went into the records when the assessment was opened again
        if isinstance(change, AnswerChange) and change.respondent == who.person.id:
            said.pop(change.question, None)
            if change.new is not None:
                said[change.question] = change.new
    return said


def keep(
    sitting: Sitting,
    question: Question,
    said: Answer,
    *,
    key: str,
    at: dt.datetime,
) -> Sitting:
    """Keep an answer, or a comment noted before one; it is durable when this returns.

    With the first answer somebody's sheet is made. Sending it again under the same key adds nothing. Raises
    `StorageError` when it could not be kept, `UserError` when the assessment was closed meanwhile.
    """
    now, who = sitting.now, sitting.who
    held_in = sitting.rounds.get(question.id, 1)
    recorded = Recorded(
        assessment=now.assessment.id,
        sheet=who.sheet.id,
        question=question.id,
        said=said,
        key=key,
        source="terminal",
        round=held_in,
        at=None if now.assessment.mode == "anonymous" else at,
    )
    if who.stored:
        now.store.add(*((who.sheet,) if who.widened else ()), recorded)
    else:
        now.store.add(*((who.person,) if who.person else ()), who.sheet, recorded)
    interview = msgspec.structs.replace(
        sitting.interview,
        said={**sitting.interview.said, question.id: said},
        at=question.id,
        skipped=sitting.interview.skipped - {question.id},
    )
    return msgspec.structs.replace(
        sitting,
        who=msgspec.structs.replace(who, stored=True, widened=False),
        interview=interview,
        rounds={**sitting.rounds, question.id: held_in},
        given=sitting.given | {question.id},
    )


def evidence_for(now: Current, question: str) -> tuple[Evidence, ...]:
    """Return the evidence noted for one question."""
    kept = evidence_that_holds(now.store.evidence(now.assessment.id))
    return tuple(one.record for one in kept if question in one.record.covers)

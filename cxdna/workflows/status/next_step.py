"""The one step that comes next in an assessment."""

from __future__ import annotations

import msgspec

from cxdna.answers.interview import minutes
from cxdna.answers.visible import visible
from cxdna.statistics.display import counted, listed
from cxdna.workflows.answering.who import invited
from cxdna.workflows.current import Current
from cxdna.workflows.status.people import People
from cxdna.workflows.status.unanswered import Unanswered


class NextStep(msgspec.Struct, frozen=True):
    """A command and why it is next."""

    command: str
    why: str


class Matters(msgspec.Struct, frozen=True):
    """What is to be seen to before the closing.

    `lacking` counts questions without the evidence for their answer, `disputes` those to talk about, `waiting` records
    of the assessment before that nobody has looked at again.
    """

    unanswered: Unanswered
    lacking: int
    disputes: int
    waiting: int


def next_step(now: Current, people: People, matters: Matters) -> NextStep:
    """Return the next step: first the answers, then the evidence, then the closing, at last the report."""
    if now.closing:
        return NextStep("cxdna report", "the assessment is closed")
    if people.asked == people.not_started or people.under_way or people.not_started:
        return _of_answers(now, people)
    if people.asked == 1:
        return NextStep("cxdna invite", "forms for colleagues: one person is a sketch, not a verdict")
    if matters.unanswered.count:
        return _ask_somebody(now, matters)
    return _of_evidence(matters)


def _of_evidence(matters: Matters) -> NextStep:
    """Return the step that is left when everything is answered."""
    lacking, disputes, waiting = matters.lacking, matters.disputes, matters.waiting
    if waiting:
        records = counted(waiting, "record")
        verb = "waits" if waiting == 1 else "wait"
        return NextStep("cxdna evidence list", f"{records} of the assessment before {verb} to be looked at again")
    if lacking:
        questions = counted(lacking, "question")
        verb = "is" if lacking == 1 else "are"
        why = f"{questions} {verb} answered above what evidence shows; when no more is to come: cxdna assessment close"
        return NextStep("cxdna evidence add", why)
    talk = f"; talk about {counted(disputes, 'question')} first" if disputes else ""
    return NextStep("cxdna assessment close", f"everybody has answered{talk}")


def _ask_somebody(now: Current, matters: Matters) -> NextStep:
    """Return that somebody is to be asked what nobody answered, and how to go on without."""
    without = matters.unanswered
    said = "answered" if now.assessment.mode == "named" else "was asked"
    know = f" who know, such as {listed(without.roles)}" if without.roles else ""
    way = "cxdna evidence add" if matters.lacking else "cxdna assessment close"
    return NextStep(
        "cxdna invite LIST",
        f"nobody {said} {without.count} of {counted(without.asked, 'question')}: list people{know}, or answer "
        f"yourself: cxdna assess; or go on without: {way}",
    )


def _of_answers(now: Current, people: People) -> NextStep:
    """Return the step that brings the answers that are missing: by forms where these are out, else at the terminal."""
    if not people.asked and invited(now):
        return NextStep("cxdna collect FOLDER", "forms are out and none is back; put into one folder what comes back")
    if not people.asked:
        asked = len(visible(now.questionnaire, now.workspace.settings.organisation, {}))
        effort = f"{counted(asked, 'question')}, {minutes(asked, now.questionnaire.seconds_a_question)}"
        return NextStep("cxdna assess", f"nobody has answered yet ({effort}); forms for colleagues: cxdna invite")
    open_still = people.under_way + people.not_started
    if people.asked == 1 and not invited(now):
        left = sum(one.asked - one.answered for one in people.persons)
        time = (
            f"{minutes(left, now.questionnaire.seconds_a_question)} left" if left else "one person is not through yet"
        )
        return NextStep("cxdna assess", time)
    names = counted(open_still, "person is", "people are")
    if people.not_started == people.asked and not invited(now):
        return NextStep("cxdna invite", f"forms for the {people.asked} people of last time; or: cxdna assess")
    put = "put the forms that come back into one folder"
    if people.not_started:
        return NextStep("cxdna collect FOLDER", f"{names} not done; {put}")
    missing = counted(sum(one.asked - one.answered for one in people.persons), "answer")
    lack = f", {missing} missing" if people.persons else ""
    return NextStep("cxdna collect FOLDER", f"{names} not done{lack}; {put}, or go on without: cxdna assessment close")

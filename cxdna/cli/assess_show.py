"""A question on a terminal: where one is, what is asked, why, and what each answer means."""

from __future__ import annotations

from typing import Final, TypeAlias

from cxdna.answers.interview import Interview, place, progress, shift, time_left
from cxdna.answers.typed import KEYS, choices, said_in_words, span
from cxdna.cli.ask import TOGETHER, say, width
from cxdna.definitions.model import Playbook, Question
from cxdna.definitions.wording import number
from cxdna.errors import StorageError, full_stop
from cxdna.statistics.display import counted, listed, short_month
from cxdna.workflows.answering.assess import Sitting, evidence_for

_NOT_APPLICABLE = {
    "left_out": "it is left out of the score",
    "counts_as_lowest": "it counts as the lowest level",
    "counts_as_target": "it counts as if it were at its target",
}


_LONG: Final = 40
"""From so many questions on it is said with each component how much is left, and where in it one is."""
Place: TypeAlias = tuple[str, ...]
"""Names of the parts a question stands in, outermost first."""


def show_question(sitting: Sitting, question: Question, before: Place | None) -> Place:
    """Print a question with what was answered and noted before, and return its place, to be handed in next time.

    With each new phase, and of many questions with each new component, it is said how much is left.
    """
    interview, playbook = sitting.interview, sitting.now.playbook
    names = _names(playbook, question)
    long = len(interview.asked) > _LONG
    say()
    if before is not None and before != names and (long or before[0] != names[0]) and interview.left:
        say(
            f"{len(interview.left)} left, {time_left(interview)}."
            + (_done_there(interview, before[-1]) if long else "")
        )
        say()
    within = " ({} of {})".format(*_place_in_part(interview, question)) if long else ""
    _heading(names, within, "{} of {}".format(*place(interview, question.id)))
    say(question.text, bold=True)
    say(f"Why: {question.why}")
    for key, text, _ in choices(question, playbook.levels):
        say(f"  {key}  {text}", hang=len(key) + 2)
    _given(sitting, question)
    say(f"{TOGETHER}· ".join(one.replace(" ", TOGETHER) for one in (span(question, playbook.levels), *KEYS)))
    return names


def _names(playbook: Playbook, question: Question) -> Place:
    """Return the names of the parts a question stands in, outermost first."""
    for part, above in playbook.walk():
        if part.id == question.part:
            return tuple(one.name for one in (*above, part))
    return (question.part,)


def _place_in_part(interview: Interview, question: Question) -> tuple[int, int]:
    order = [one.id for one in interview.asked if one.part == question.part]
    return order.index(question.id) + 1, len(order)


def _done_there(interview: Interview, name: str) -> str:
    """Return how far the component is that somebody comes from, in words: Governance: all 10 answered."""
    for _, one, done, of in progress(interview):
        if one == name:
            return f" {name}: {f'all {of}' if done == of else f'{done} of {of}'} answered."
    return ""


def _heading(names: Place, within: str, count: str) -> None:
    left = " · ".join((names[0].upper(), *names[1:])) + within
    columns = width()
    if len(left) + len(count) + 2 > columns:
        say(left)
        say(count)
    else:
        say(left + count.rjust(columns - len(left)))


def _given(sitting: Sitting, question: Question) -> None:
    """Print what the person answered and noted before."""
    held = sitting.interview.said.get(question.id)
    if held is not None and not sitting.may_show(question.id):
        answered = "answered" if sitting.interview.is_answered(question.id) else "commented"
        say(f"Already {answered}; in a confidential assessment that stays hidden. Enter keeps it.")
    elif held is not None and sitting.interview.is_answered(question.id):
        words = said_in_words(held, question, sitting.now.playbook.levels)
        say(f"Your answer: {words}. Enter keeps it.")
    if held is not None and held.comment and sitting.may_show(question.id):
        say(f"Your comment: {held.comment}", hang=2)
    noted = evidence_for(sitting.now, question.id)
    if noted:
        say(f"Evidence noted: {listed(f'{one.title} ({short_month(one.date)})' for one in noted)}.", hang=2)


def show_help(sitting: Sitting, question: Question) -> None:
    """Print what proves an answer, who may know it, and what each key does."""
    playbook = sitting.now.playbook
    say(f"What proves it: {question.proof}", hang=2)
    say(f"Who may know: {', '.join(question.ask)}.", hang=2)
    policy = _NOT_APPLICABLE[playbook.policies.not_applicable]
    without = number(playbook.evidence.without)
    for key, text in (
        (span(question, playbook.levels), "choose the highest one that is fully true today, not what is planned."),
        ("d", "you don't know. It counts neither high nor low; the result says how many did not know."),
        ("n", f"it does not apply to your organisation. Say why; {policy}."),
        ("e", f"note what an auditor could look at. Answers above {without} count as shown only with evidence."),
        ("c", "say something in your own words, before or after you answer."),
        ("b", "the question before; your answers stay until you change them."),
        ("s", "pass over; you are asked again at the end."),
        ("g", "go to another component; g next leaves the rest of this one for later."),
        ("q", "leave. Every answer that was saved stays saved."),
    ):
        say(f"  {key}  {text}", hang=len(key) + 2)


def say_shift(earlier: Interview, later: Interview) -> None:
    """Say which questions an answer took away or brought."""
    change = shift(earlier, later)
    if change.gone:
        verb = "does" if change.gone == 1 else "do"
        kept = f" {counted(change.set_aside, 'answer')} to them kept, not counted." if change.set_aside else ""
        say(f"{counted(change.gone, 'question')} {verb} not apply any more.{kept}")
    if change.come:
        verb = "applies" if change.come == 1 else "apply"
        say(f"{counted(change.come, 'more question', 'more questions')} {verb} now.")


def say_not_kept(what: str, error: StorageError) -> None:
    """Say that something was not kept and why: Answer NOT saved: the disk is full."""
    why = str(error).removeprefix("nothing was saved: ")
    say(f"{what}: {why}{full_stop(why)}", bold=True)

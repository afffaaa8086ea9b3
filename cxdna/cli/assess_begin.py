"""The frame of a questionnaire: who answers, where they are, and what is said when they leave."""

from __future__ import annotations

import shlex
from pathlib import Path

from cxdna.answers.interview import Interview, time_left
from cxdna.cli.ask import TOGETHER, Ended, line, say, sentence
from cxdna.cli.assess_part import ask_part
from cxdna.cli.assess_signals import ending_in_order
from cxdna.cli.assess_talk import Talk
from cxdna.cli.assess_which import choose_questions
from cxdna.cli.assess_who import Said, who_answers
from cxdna.cli.where import chance, now
from cxdna.definitions.model import Question
from cxdna.errors import EXIT_DONE, EXIT_INTERRUPTED, UserError
from cxdna.statistics.display import counted, listed
from cxdna.workflows.answering.assess import Sitting, must_ask, must_be_open, sit_down, widen
from cxdna.workflows.answering.result import next_step, own_result, result_lines
from cxdna.workflows.answering.take_file import take_answers
from cxdna.workflows.answering.who import Who, begun, is_known, the_only_one
from cxdna.workflows.current import Current, current, local_day
from cxdna.workflows.find_part import find_part
from cxdna.workflows.where import Where


def take_file(place: Where, answers: Path, questionnaire: str | None) -> None:
    """Take the answers of a file into the assessment and say what was new."""
    with current(place) as open_one:
        must_ask(open_one, questionnaire)
        taken = take_answers(open_one, answers, at=now(), chance=chance)
    if taken.answers or taken.evidence:
        records = f" and {counted(taken.evidence, 'evidence record')}" if taken.evidence else ""
        of = counted(taken.people, "person", "people")
        say(f"Taken from {answers}: {counted(taken.answers, 'answer')} of {of}{records}.")
    else:
        say(f"Everything in {answers} was there already: nothing was added.")
    if taken.targets_left:
        say("Targets are not taken from a file; set them with:  cxdna target set")
    say("Next:  cxdna status")


def ask_all(place: Where, said: Said, component: str | None, questionnaire: str | None) -> int:
    """Ask one person until all is answered or they leave; return the exit code."""
    with current(place) as open_one, ending_in_order():
        must_be_open(open_one)
        must_ask(open_one, questionnaire)
        try:
            sitting = _begin(open_one, said, component)
        except Ended:
            say("Nothing was answered.")
            return EXIT_DONE
        except KeyboardInterrupt:
            say()
            say("Nothing was answered.")
            return EXIT_INTERRUPTED
        return _hold(Talk(sitting, now, chance), place, component)


def _begin(open_one: Current, said: Said, component: str | None) -> Sitting:
    """Find out who answers and say how much is to be answered."""
    if component is not None:
        find_part(open_one.playbook, component)
    who = who_answers(open_one, said, chance)
    who = choose_questions(open_one, who) if component is None else _widened(open_one, who, component)
    sitting = sit_down(open_one, who, component)
    interview, known = sitting.interview, begun(open_one, who)
    if who.person is not None and known:
        say(f"You go on as {who.person.name}, {who.sheet.role}. Somebody else:  cxdna assess --respondent NAME")
    elif who.person is not None and is_known(open_one, who.person):
        say(f"You answer as {who.person.name}, {who.sheet.role}. Another of that name:  give --role as well")
    if not interview.asked:
        raise UserError("none of these questions applies to this organisation", "see what does: cxdna assess")
    if not interview.left:
        say(f"Welcome back. {_all(interview)}.")
    elif known:
        say(f"Welcome back. {len(interview.left)} left, {time_left(interview)}.")
    else:
        say(
            f"{counted(len(interview.left), 'question')}, {time_left(interview)}. Leave any time: each answer is saved."
        )
        _promise(open_one)
    if who.code and not who.stored:
        say(f"Your sheet: {who.code}; with it you can go on later:  cxdna assess --sheet {who.code}", hang=2)
    return sitting


def _widened(open_one: Current, who: Who, component: str) -> Who:
    """Return who answers, also asked about a component nobody asked them about; that it is so is said."""
    wider, before = widen(open_one, who, component)
    if before:
        name = next(part.name for part, _ in open_one.playbook.walk() if part.id == wider.sheet.parts[-1])
        say(f"You were asked about {listed(before)}; with the first answer you are asked about all of {name}, too.")
    return wider


def _all(interview: Interview) -> str:
    asked = len(interview.asked)
    return "The one question is answered" if asked == 1 else f"All {asked} questions are answered"


def _promise(open_one: Current) -> None:
    """Say what becomes of the answers where that is not that everybody sees them."""
    if open_one.assessment.mode == "confidential":
        say("Confidential: no document and no list shows what one person answered.")
    elif open_one.assessment.mode == "anonymous":
        say("Anonymous: neither your name nor the time is kept. Write no names into comments.")


def _hold(talk: Talk, place: Where, component: str | None) -> int:
    """Hold the conversation and say how it ended."""
    try:
        if talk.interview.left:
            talk.go_on()
        else:
            _look_again(talk)
        _finish(talk, place, component)
    except Ended:
        _leave(talk, place)
        return EXIT_DONE
    except KeyboardInterrupt:
        say()
        _leave(talk, place)
        return EXIT_INTERRUPTED
    return EXIT_DONE


def _look_again(talk: Talk) -> None:
    """Let somebody who has answered all look at it once more, or change something."""
    while True:
        keys = ("g go to a component", "b back to the last question", "Enter: the result", "q leave")
        say(f"{TOGETHER}· ".join(key.replace(" ", TOGETHER) for key in keys))
        text = line("> ").casefold()
        if not text:
            return
        if text == "q":
            raise Ended
        to: Question | None = None
        if text == "b":
            to = talk.interview.asked[-1]
        elif text == "g" or text.startswith("g "):
            to = ask_part(talk.interview, text[1:].strip())
        else:
            say(sentence(UserError(f"'{text}' is none of these")))
        if to is not None:
            talk.go_on(to)
            return


def _leave(talk: Talk, place: Where) -> None:
    interview, command = talk.interview, _command(place, talk.sitting)
    if not interview.left:
        say(f"{_all(interview)} and saved. Look again with:  {command}")
    elif interview.done:
        say(f"{interview.done} of {len(interview.asked)} saved. Go on with:  {command}")
    else:
        say(f"Nothing was answered. Begin with:  {command}" if not talk.sitting.who.code else "Nothing was answered.")


def _finish(talk: Talk, place: Where, component: str | None) -> None:
    """Say what the answers come to, or what is left."""
    sitting = talk.sitting
    if talk.interview.left:
        _leave(talk, place)
        return
    say()
    everything = sitting if component is None else sitting.whole()
    left = everything.interview.left
    if left:
        say(f"This part is answered. {len(left)} left elsewhere, {time_left(everything.interview)}.")
        say(f"Next:  {_command(place, everything)}")
        return
    if not all(sitting.may_show(question.id) for question in everything.interview.asked):
        say("All answered. Scores are shown once the assessment is closed.")
        say("Next:  cxdna status")
        return
    result = own_result(everything, local_day(sitting.now.workspace, now()))
    for text in result_lines(result):
        say(text, hang=2)
    say(next_step(sitting.now, result))


def _command(place: Where, sitting: Sitting) -> str:
    """Return the command that goes on here: no option is named that is not needed."""
    words = ["cxdna", "assess"]
    who = sitting.who
    if who.code:
        words += ["--sheet", who.code]
    elif who.person is not None and not _is_the_only_one(sitting):
        words += ["--respondent", who.person.name]
    if place.assessment is not None:
        words += ["--assessment", place.assessment]
    if place.workspace is not None:
        words += ["--workspace", str(place.workspace)]
    return shlex.join(words)


def _is_the_only_one(sitting: Sitting) -> bool:
    """Tell whether the command alone finds this person again."""
    only = the_only_one(sitting.now)
    return only is not None and only == sitting.who.person and bool(sitting.interview.left)

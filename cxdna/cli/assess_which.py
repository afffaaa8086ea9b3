"""Which of many questions somebody new answers: all of them, those for their role, or some components."""

from __future__ import annotations

import re

import msgspec

from cxdna.answers.interview import Interview, minutes, progress
from cxdna.cli.ask import TOGETHER, Ended, say, until_right
from cxdna.cli.assess_keys import HELP, LEAVE
from cxdna.cli.assess_part import find_one, list_parts
from cxdna.errors import UserError
from cxdna.statistics.display import counted
from cxdna.workflows.answering.assess import sit_down
from cxdna.workflows.answering.by_role import is_long, of_role
from cxdna.workflows.answering.who import Who
from cxdna.workflows.current import Current

_ALL = frozenset({"", "a", "all"})
_ROLE = frozenset({"r", "role", "mine"})


def choose_questions(now: Current, who: Who) -> Who:
    """Return who answers, with what they chose to be asked; it is asked once, of people nobody invited.

    Of a short questionnaire everybody is asked all, and so it is where answers are kept apart. Raises `Ended`.
    """
    if who.stored or who.sheet.parts or now.assessment.mode != "named" or not is_long(now.questionnaire):
        return who
    interview = sit_down(now, who).interview
    by_role = of_role(now, who.sheet.role)
    own = tuple(question.id for question in interview.asked if question.id in by_role)
    say(_how_much(interview, len(own)))
    mine = ("r those for your role",) if own else ()
    ways = ("Enter: all of them", *mine, "numbers or names of components", "? explains and lists them", "q leaves")
    say(f"{TOGETHER}· ".join(way.replace(" ", TOGETHER) for way in ways))

    def read(text: str) -> tuple[str, ...]:
        return _read(text, interview, own)

    parts = until_right("Which do you answer", read)
    return msgspec.structs.replace(who, sheet=msgspec.structs.replace(who.sheet, parts=parts))


def _how_much(interview: Interview, own: int) -> str:
    asked, seconds = len(interview.asked), interview.questionnaire.seconds_a_question
    whole = f"{counted(asked, 'question')}, {minutes(asked, seconds)}"
    if not own:
        return f"{whole}."
    verb = "names" if own == 1 else "name"
    return f"{whole}; {own} of them {verb} your role, {minutes(own, seconds)}."


def _read(text: str, interview: Interview, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is to be asked, () for all. Raises `Ended`, or `UserError`, after `?` with the components listed."""
    if text.casefold() in _ALL:
        return ()
    if text.casefold() in _ROLE and own:
        return own
    if text.casefold() in LEAVE:
        raise Ended
    parts = progress(interview)
    if text.casefold() in HELP:
        say("What you choose is asked, one question at a time; the rest is left to colleagues. More of it later:")
        say("  cxdna assess --respondent NAME --component PART")
        list_parts(parts)
        raise UserError("type numbers or names with commas between: 1, 4")
    return tuple(dict.fromkeys(find_one(parts, word.strip()) for word in re.split(r"[,;]", text) if word.strip()))

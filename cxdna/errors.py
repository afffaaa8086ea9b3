"""What can go wrong, for whom, and the exit code each kind ends with.

Three kinds: the user's (`UserError`, `Problems`), the machine's (`MissingOnMachine`, `StorageError`) and ours (any
other exception). Only `cli` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

EXIT_DONE = 0
EXIT_ANSWER_IS_NO = 1
EXIT_BAD_INPUT = 2
EXIT_STORAGE = 3
EXIT_MISSING_ON_MACHINE = 4
EXIT_OUR_BUG = 70
EXIT_INTERRUPTED = 130
NOTHING_WRITTEN: Final = "nothing was written"


# A comma with a space after it begins a further clause; in quotes of a command there is none.
_COMMAND: Final = re.compile(
    r"(?:^|[:;(] |\bthen  ?|\bor  ?)(?:cxdna|pip|pipx|sudo|apt-get|dnf|brew|\S*python\S* -m) (?:[^:;,]|,(?! ))*$"
)


def full_stop(text: str) -> str:
    """Return what ends a sentence: nothing where it has its sign, or ends in a command, which is copied and pasted."""
    return "" if text.endswith((".", "!", "?")) or _COMMAND.search(text.rsplit("\n", 1)[-1]) else "."


# Ids such as a1, d2 or on_time_closure, and paths, are written as they are typed.
_AS_IT_IS: Final = re.compile(r"\S*[/\\.]\S*|[A-Za-z]+[0-9_]\w*\W?")


def capital(text: str) -> str:
    """Return a text as a sentence begins; a path or an id at its start stays as it is."""
    return text if _AS_IT_IS.fullmatch(text.split(" ", 1)[0]) else text[:1].upper() + text[1:]


# Neither msgspec nor dataclasses: errors are loaded before any command is known, and bare Typer loads neither.
class Problem(NamedTuple):
    """One thing that is wrong: where it stands, what it is and what to do about it.

    `row` is that of a table, for the order of problems alone: `what` names its cell.
    """

    file: str
    line: int
    what: str
    do: str = ""
    row: int = 0

    def __str__(self) -> str:
        """Read as `file:line: what is wrong; what to do`; parts that are not known are left out."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return f"{where}{self.what}" + (f"; {self.do}" if self.do else "")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of file, line and row, each once."""
    return sorted(set(problems), key=lambda one: (one.file, one.line, one.row, one.what, one.do))


class CxdnaError(Exception):
    """A failure that is explained to the person at the keyboard."""

    exit_code = EXIT_OUR_BUG


class UserError(CxdnaError):
    """One thing that the user can mend: what is wrong and what to do."""

    exit_code = EXIT_BAD_INPUT

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(f"{what}; {do}" if do else what)
        self.what = what
        self.do = do


class Problems(UserError):
    """Everything that is wrong with the input, all at once, in the order of file and line.

    `ending` is what that comes to; "" says nothing of it.
    """

    def __init__(self, problems: Iterable[Problem], ending: str = NOTHING_WRITTEN) -> None:
        self.problems, self.ending = tuple(in_order(problems)), ending
        if not self.problems:
            msg = "Problems was raised with nothing in it"
            raise ValueError(msg)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class StorageError(CxdnaError):
    """Something could not be read from or written to disk: nothing was changed."""

    exit_code = EXIT_STORAGE


class MissingOnMachine(CxdnaError):
    """A library or program that this machine lacks, with the one command that brings it."""

    exit_code = EXIT_MISSING_ON_MACHINE

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what}; {do}")
        self.what = what
        self.do = do

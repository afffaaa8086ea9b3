"""What can go wrong, for whom, and the exit code each kind ends with.

Three kinds: the user's (`UserError`, `Problems`), the machine's (`MissingOnMachine`, `StorageError`) and ours (any
other exception). Only `cli` prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

EXIT_DONE = 0
EXIT_ANSWER_IS_NO = 1
EXIT_BAD_INPUT = 2
EXIT_STORAGE = 3
EXIT_MISSING_ON_MACHINE = 4
EXIT_OUR_BUG = 70
EXIT_INTERRUPTED = 130


# Neither msgspec nor dataclasses: errors are loaded before any command is known, and bare Typer loads neither.
class Problem(NamedTuple):
    """One thing that is wrong: where it stands, what it is and what to do about it."""

    file: str
    line: int
    what: str
    do: str = ""

    def __str__(self) -> str:
        """Read as `file:line: what is wrong; what to do`; parts that are not known are left out."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return f"{where}{self.what}" + (f"; {self.do}" if self.do else "")


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
    """Everything that is wrong with the input, all at once, in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
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

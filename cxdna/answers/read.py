"""An answers file -> its struct, with the lines of everything in it."""

from __future__ import annotations

from pathlib import Path

from cxdna.answers.model import AnswersFile
from cxdna.definitions.fit import Fitted, Fitting, beside_unreadable, fit_leniently
from cxdna.definitions.read import read_leniently
from cxdna.errors import Problems


def read_answers(path: Path) -> Fitted[AnswersFile]:
    """Return what an answers file holds. Raises `Problems` with all that is wrong with its writing and its fields.

    Whether it agrees with its questionnaire is for `check` to say.
    """
    found = read_answers_leniently(path)
    if found.problems or found.file is None:
        raise Problems(found.problems)
    return found.file


def read_answers_leniently(path: Path) -> Fitting[AnswersFile]:
    """Return all that is wrong with the writing and the fields of an answers file, and what it holds without that."""
    reading = read_leniently(path)
    if reading.document is None:
        return Fitting(None, reading.problems)
    fitting = fit_leniently(reading.document, (AnswersFile,))
    if not reading.problems:
        return fitting
    # What stands on a line that could not be read is told once.
    told = {problem.line for problem in reading.problems}
    problems = (*reading.problems, *(problem for problem in fitting.problems if problem.line not in told))
    file = fitting.file
    return Fitting(beside_unreadable(file, told) if file else None, problems)

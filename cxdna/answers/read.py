"""An answers file -> its struct, with the lines of everything in it."""

from __future__ import annotations

from pathlib import Path

from cxdna.answers.model import AnswersFile
from cxdna.definitions.fit import Fitted, fit
from cxdna.definitions.read import read_leniently
from cxdna.errors import Problems


def read_answers(path: Path) -> Fitted[AnswersFile]:
    """Return what an answers file holds. Raises `Problems` with all that is wrong with its writing and its fields.

    Whether it agrees with its questionnaire is for `check` to say.
    """
    reading = read_leniently(path)
    if reading.document is None:
        raise Problems(reading.problems)
    try:
        answers = fit(reading.document, AnswersFile)
    except Problems as misfits:
        # What stands on a line that could not be read is told once.
        told = {problem.line for problem in reading.problems}
        more = [problem for problem in misfits.problems if problem.line not in told]
        raise Problems([*reading.problems, *more]) from None
    if reading.problems:
        raise Problems(reading.problems)
    return Fitted(reading.document, answers)

"""A survey's file -> the survey, or everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from cxdna.definitions.fit import fit_leniently
from cxdna.definitions.read import Reading, read_leniently
from cxdna.errors import Problems, in_order
from cxdna.voice.survey.check import flaws
from cxdna.voice.survey.model import Survey


def read_survey(path: Path) -> Survey:
    """Return the survey that a YAML file states. Raises `Problems` with all that is wrong, each with its line."""
    return survey_from(read_leniently(path))


def survey_from(reading: Reading) -> Survey:
    """Return the survey of a file that was read. Raises `Problems`."""
    if reading.document is None:
        raise Problems(reading.problems)
    fitting = fit_leniently(reading.document, (Survey,))
    problems = [*reading.problems, *fitting.problems]
    if fitting.file is not None:
        problems += fitting.file.tell(flaws(fitting.file.value))
    if problems or fitting.file is None:
        raise Problems(in_order(problems))
    return fitting.file.value

"""The file of rules -> what raises alerts, or everything that is wrong with it and its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from cxdna.alerts.check import flaws
from cxdna.alerts.model import AlertRules
from cxdna.definitions.fit import beside_unreadable, fit_leniently
from cxdna.definitions.read import read_leniently
from cxdna.errors import Problems
from cxdna.voice.survey.model import Survey


def read_rules(path: Path, surveys: Sequence[Survey] = (), parts: Collection[str] = ()) -> AlertRules:
    """Return the rules. Raises `Problems` with every line that is wrong, also for a file that is not there.

    Questions are looked up in the surveys and components among the parts, where there are any.
    """
    reading = read_leniently(path)
    if reading.document is None:
        raise Problems(reading.problems)
    fitting = fit_leniently(reading.document, (AlertRules,))
    unreadable = {problem.line for problem in reading.problems}
    problems = [*reading.problems, *(one for one in fitting.problems if one.line not in unreadable)]
    if fitting.file:
        file = beside_unreadable(fitting.file, unreadable) if unreadable else fitting.file
        told = {problem.line for problem in problems}
        found = file.tell(flaws(file.value, file.document, surveys, parts))
        problems += [problem for problem in found if problem.line not in told]
    if problems or fitting.file is None:
        raise Problems(problems)
    return fitting.file.value

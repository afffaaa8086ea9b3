"""Everything in which an answers file does not agree with itself, its questionnaire or its playbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cxdna.answers.check_evidence import check_evidence
from cxdna.answers.check_sheets import check_sheets
from cxdna.answers.model import AnswersFile
from cxdna.definitions.check_ids import check_ids
from cxdna.definitions.check_profile import check_profile
from cxdna.definitions.document import MOST_PROBLEMS, Document, Flaw, Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.definitions.wording import number, suggesting
from cxdna.errors import Problem, Problems


def check(file: Fitted[AnswersFile], playbook: Playbook, questionnaire: Questionnaire) -> AnswersFile:
    """Return the answers when nothing is wrong with them. Raises `Problems` with all that is, each with its line.

    A file for another questionnaire is wrong in every line: after the first so many there is no more to learn.
    """
    found = problems_in(file, playbook, questionnaire)
    # What stands on a line that could not be read is told once.
    more = (problem for problem in found if problem.line not in file.lost.unreadable)
    problems = list(islice(more, MOST_PROBLEMS + 1))
    if len(problems) > MOST_PROBLEMS:
        last = max(problems[:-1])
        problems[-1] = Problem(last.file, last.line, "more problems follow", "mend these first")
    if problems:
        raise Problems(problems)
    return file.value


def problems_in(file: Fitted[AnswersFile], playbook: Playbook, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Yield every problem. An answer that a condition hides from its person is none: it is kept and not counted."""
    document, answers = file.document, file.value
    flaws: tuple[Iterable[Flaw], ...] = (
        _check_head(answers, playbook, questionnaire),
        check_profile(answers.organisation),
        _check_targets(answers, playbook),
        check_evidence(answers, playbook, questionnaire),
        check_sheets(answers, playbook, questionnaire, file.lost),
    )
    for group in flaws:
        yield from file.tell(group)
    people, records = enumerate(answers.respondents), enumerate(answers.evidence)
    yield from check_ids(((document, ("respondents", i, "id"), one.id) for i, one in people), "respondent")
    yield from check_ids(((document, ("evidence", i, "id"), one.id) for i, one in records), "evidence record")
    targets = [(("targets", i, "part"), one.part) for i, one in enumerate(answers.targets)]
    sheets = [(("sheets", i, "respondent"), one.respondent) for i, one in enumerate(answers.sheets)]
    yield from file.tell(_twice(document, targets, "targets"))
    yield from file.tell(_twice(document, sheets, "sheets"))


def _twice(document: Document, named: Iterable[tuple[Where, str]], what: str) -> Iterator[Flaw]:
    first: dict[str, Where] = {}
    for where, name in named:
        before = first.setdefault(name, where)
        if before != where:
            lines = f"lines {document.marks.line(before)}, {document.marks.line(where)}"
            yield where, f"'{name}' has two {what} ({lines})", "keep one"


def _check_head(answers: AnswersFile, playbook: Playbook, questionnaire: Questionnaire) -> Iterator[Flaw]:
    asked, here = answers.assessment.questionnaire_version, questionnaire.version
    if asked != here:
        what = f"these answers are for version {asked} of '{questionnaire.id}', but version {here} is here"
        do = f"put version {asked} into a folder 'questionnaires' beside this file, or answer {here}"
        yield ("assessment", "questionnaire_version"), what, do
    scored_by, here = answers.assessment.playbook_version, playbook.version
    if scored_by not in {None, here}:
        what = f"these answers are for version {scored_by} of playbook '{playbook.id}', but version {here} is here"
        do = f"put version {scored_by} into a folder 'playbook' beside this file, or write {here}"
        yield ("assessment", "playbook_version"), what, do


def _check_targets(answers: AnswersFile, playbook: Playbook) -> Iterator[Flaw]:
    parts = [playbook.id, *(part.id for part, _ in playbook.walk())]
    values = [level.value for level in playbook.levels]
    nearest = suggesting(parts)
    for index, target in enumerate(answers.targets):
        where = ("targets", index)
        if target.part not in parts:
            yield (*where, "part"), f"the playbook has no part '{target.part}'", nearest(target.part)
        if not min(values) <= target.level <= max(values):
            scale = f"from {number(min(values))} to {number(max(values))}"
            yield (*where, "level"), f"a target of {number(target.level)} is off the scale", f"give a level {scale}"

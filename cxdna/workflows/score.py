"""An answers file -> its scores and findings, with what they were asked by."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.answers.check import check
from cxdna.answers.model import AnswersFile, AssessmentHead
from cxdna.answers.read import read_answers_leniently
from cxdna.definitions.fit import Fitted
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Level, Playbook, Questionnaire
from cxdna.errors import Problem, Problems, UserError
from cxdna.findings.compare import compare
from cxdna.findings.find import find
from cxdna.findings.model import Findings
from cxdna.scores.fingerprint import fingerprint
from cxdna.scores.model import Assessed, Scores
from cxdna.scores.score import score
from cxdna.statistics.display import long_date, rounded

FORMAT: Final = "cxdna-score/1"
"""Name and number of the shape that `cxdna score --json` prints: `ScoreReport`. It changes with the shape."""


class ScoreReport(msgspec.Struct, frozen=True):
    """What `--json` prints. Every number that was worked out stands as `{"exact": "11/6", "rounded": 1.83}`."""

    format: str
    organisation: str
    assessment: AssessmentHead
    fingerprint: str
    levels: tuple[Level, ...]
    scores: Scores
    findings: Findings


def score_file(path: Path, roots: Sequence[Path] | None = None) -> Assessed:
    """Return the scores of an answers file with its playbook, its questionnaire and its answers.

    Questionnaire and playbook are looked for in `roots`: beside the answers file and then in what cxdna brings along,
    unless others are given. Raises `Problems` with every line that is wrong, or `UserError`.
    """
    found = read_answers_leniently(path)
    problems = list(found.problems)
    if found.file is None:
        raise Problems(problems)
    try:
        playbook, questionnaire = _asked_by(found.file, resources.roots(path.parent) if roots is None else roots)
        answers = check(found.file, playbook, questionnaire)
    except UserError as error:
        if not problems:
            raise
        raise Problems([*problems, *_problems_of(error)]) from None
    if problems:
        raise Problems(problems)
    return Assessed(playbook, questionnaire, answers, score(playbook, questionnaire, answers))


def score_files(
    now: Path, before: Path | None, roots: Sequence[Path] | None = None
) -> tuple[Assessed, Assessed | None]:
    """Return the scores of an answers file and of an earlier one, if there is one.

    Raises `Problems` with every line that is wrong in either, or `UserError`.
    """
    scored: list[Assessed] = []
    errors: list[UserError] = []
    for path in (now, before) if before else (now,):
        try:
            scored.append(score_file(path, roots))
        except UserError as error:
            errors.append(error)
    if len(errors) > 1:
        raise Problems(problem for error in errors for problem in _problems_of(error))
    if errors:
        raise errors[0]
    return scored[0], scored[1] if before else None


def _problems_of(error: UserError) -> Sequence[Problem]:
    return error.problems if isinstance(error, Problems) else (Problem("", 0, error.what, error.do),)


def _asked_by(file: Fitted[AnswersFile], roots: Sequence[Path]) -> tuple[Playbook, Questionnaire]:
    head = file.value.assessment
    name = head.questionnaire
    try:
        return load_questionnaire(name, roots, head.questionnaire_version, head.playbook_version)
    except Problems:
        raise
    except UserError as error:
        if f"questionnaire '{name}'" not in error.what:
            raise
        where = ("assessment", "questionnaire")
        raise Problems([file.document.problem(where, error.what, error.do)]) from error


def find_in(now: Assessed, before: Assessed | None = None) -> Findings:
    """Return all findings, with the change where there is an earlier assessment."""
    return find(now.scores, now.playbook, now.questionnaire, compare(now, before) if before else None)


def refuse_not_earlier(now: Assessed, before: Assessed) -> None:
    """Raise `UserError` where a file named as the earlier assessment is not earlier, or of another organisation.

    Those of a workspace need no such check: each says which one it follows, be it opened on the day the other was
    closed.
    """
    if before.answers.organisation.name != now.answers.organisation.name:
        theirs, ours = before.answers.organisation.name, now.answers.organisation.name
        raise UserError(
            f"the earlier assessment is of '{theirs}' and this one of '{ours}'", "write the same name in both files"
        )
    if before.answers.assessment.date >= now.answers.assessment.date:
        later, earlier = now.answers.assessment, before.answers.assessment
        days = f"{long_date(earlier.date)}, which is not before {long_date(later.date)}"
        raise UserError(
            f"the earlier assessment '{earlier.title}' is dated {days}",
            "give the later file first and the earlier one with --previous",
        )


def score_json(assessed: Assessed, findings: Findings) -> str:
    """Return scores and findings as JSON, for other programs."""
    answers = assessed.answers
    report = ScoreReport(
        format=FORMAT,
        organisation=answers.organisation.name,
        assessment=answers.assessment,
        fingerprint=fingerprint(assessed),
        levels=assessed.playbook.levels,
        scores=assessed.scores,
        findings=findings,
    )
    return as_json(report)


def as_json(report: msgspec.Struct) -> str:
    """Return a struct as indented JSON, fractions exact and rounded."""
    return msgspec.json.format(msgspec.json.encode(report, enc_hook=_number), indent=2).decode()


def _number(value: Fraction) -> object:
    return {"exact": str(value), "rounded": float(rounded(value, 2))}

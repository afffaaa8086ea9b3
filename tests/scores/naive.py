"""The scoring rules once more, written as plainly as they are said and sharing no code with the package."""

import statistics
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from cxdna.answers.model import Answer, AnswersFile
from cxdna.definitions.model import Part, Playbook, Question, Questionnaire


class Row(NamedTuple):
    """One number that counts in a part."""

    number: Fraction
    weight: Fraction
    low: Fraction
    high: Fraction
    tests: Fraction | None


class Result(NamedTuple):
    """What a part comes to: its score, its points and their range, and whether it is withheld."""

    score: Fraction | None
    points: Fraction | None
    low: Fraction
    high: Fraction
    blocked: bool


class Assessment(NamedTuple):
    """What is scored: as answered, or up to what evidence supports for each question."""

    playbook: Playbook
    questionnaire: Questionnaire
    answers: AnswersFile
    supports: Mapping[str, Fraction] | None

    @property
    def scale(self) -> list[Fraction]:
        return sorted(frac(level.value) for level in self.playbook.levels)


def frac(number: float) -> Fraction:
    return Fraction(str(number))


def naive(assessment: Assessment) -> dict[str, Fraction | None]:
    """Return the score of every part; for answers without conditions and with the playbook's targets."""
    book = assessment.playbook
    whole = Part(id=book.id, name="All", aim="All", method=book.method, parts=book.parts)
    results: dict[str, Result] = {}
    climb(assessment, whole, book.method, frac(book.default_target), results)
    return {name: result.score for name, result in results.items()}


def climb(assessment: Assessment, part: Part, method: str, target: Fraction, results: dict[str, Result]) -> Result:
    method = part.method or method
    target = target if part.target is None else frac(part.target)
    scale = assessment.scale
    rows: list[Row] = []
    blocked = False
    silent: set[Fraction] = set()
    for child in part.parts:
        below = climb(assessment, child, method, target, results)
        blocked = blocked or below.blocked
        if below.score is not None and method == "sum" and below.points is not None:
            rows.append(Row(below.points, frac(child.weight), below.low, below.high, None))
        elif below.score is not None:
            rows.append(Row(below.score, frac(child.weight), scale[0], scale[-1], None))
    for question in assessment.questionnaire.questions:
        if question.part == part.id:
            row = row_of(assessment, question, target, method)
            blocked = blocked or row == "blocks"
            rows += [row] if isinstance(row, Row) else []
            if row == "unanswered" and question.tests_level is not None:
                silent.add(frac(question.tests_level))
    if method in {"weighted_mean", "sum"}:
        rows = [row for row in rows if row.weight]
    results[part.id] = Result(None, None, scale[0], scale[-1], blocked)
    if rows and not blocked:
        results[part.id] = combined(method, rows, scale, silent)
    return results[part.id]


def row_of(assessment: Assessment, question: Question, target: Fraction, method: str) -> Row | str:
    """Return the row of a question, or why it has none: left_out, unanswered or blocks."""
    values = [frac(option.value) for option in question.options] or assessment.scale
    said = [sheet.answers[question.id] for sheet in assessment.answers.sheets if question.id in sheet.answers]
    away = 0 < len(said) <= 2 * sum(isinstance(one, Answer) and one.not_applicable is not None for one in said)
    plain = [one.value if isinstance(one, Answer) else one for one in said]
    of_options = {option.id: frac(option.value) for option in question.options}
    numbers = [
        of_options[one] if isinstance(one, str) else frac(one) for one in plain if one not in {None, "dont_know"}
    ]
    policies = assessment.playbook.policies
    what = policies.not_applicable if away else policies.unanswered
    if numbers:
        number = Fraction(statistics.median(numbers))
        if assessment.supports is not None:
            number = min(number, assessment.supports[question.id])
            # Points never fall below those of the lowest option.
            number = max(number, min(values)) if method == "sum" else number
    elif what == "counts_as_lowest":
        number = min(values)
    elif what == "counts_as_target":
        number = sorted([min(values), target, max(values)])[1]
    else:
        return "unanswered" if what == "left_out" and not away else what
    tests = None if question.tests_level is None else frac(question.tests_level)
    return Row(number, frac(question.weight), min(values), max(values), tests)


def combined(method: str, rows: list[Row], scale: list[Fraction], silent: set[Fraction]) -> Result:
    numbers = [row.number for row in rows]
    if method == "sum":
        points = total([row.number * row.weight for row in rows])
        low, high = total([row.low * row.weight for row in rows]), total([row.high * row.weight for row in rows])
        along = (points - low) / (high - low) if high != low else Fraction(0)
        return Result(scale[0] + along * (scale[-1] - scale[0]), points, low, high, blocked=False)
    if method == "mean":
        score = Fraction(statistics.mean(numbers))
    elif method == "median":
        score = Fraction(statistics.median(numbers))
    elif method == "weighted_mean":
        score = total([row.number * row.weight for row in rows]) / total([row.weight for row in rows])
    elif method == "cumulative_gate":
        score = gate(rows, scale, silent)
    else:
        score = min(numbers) if method == "minimum" else max(numbers)
    return Result(score, None, scale[0], scale[-1], blocked=False)


def gate(rows: list[Row], scale: list[Fraction], silent: set[Fraction]) -> Fraction:
    """Return the highest level at which something is tested while nothing fails there or below; the lowest at least.

    A level fails too where all the questions of its own are silent.
    """
    mute = {level for level in silent if level not in [row.tests for row in rows]}
    tested = {level: [row for row in rows if row.tests in {None, level}] for level in scale}
    failed = [level for level in scale if level in mute or any(row.number < level for row in tested[level])]
    return max([scale[0], *(level for level in scale if tested[level] and all(level < one for one in failed))])


def total(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))

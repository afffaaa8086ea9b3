"""The line on categories: each that applies is at 4.0 or above, with enough answers, small groups hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cxdna.statistics.display import counted, listed
from cxdna.voice.award.measured import CORE, Core, Measured, Year, cut_of, figure_of, measure
from cxdna.voice.award.model import Line, Verdict
from cxdna.voice.award.score_lines import judge, sources_of, worst_of
from cxdna.voice.award.source_lines import answer_command, proved
from cxdna.voice.indices.cells import in_span, shelf_of
from cxdna.voice.model import Checked

DIMENSION = "category"


class _Judged(msgspec.Struct, frozen=True):
    """A category of a question, with the verdict on it; `measured` is None where it has no answers.

    `question` names survey and question, or what was asked for where there is none.
    """

    core: Core
    category: str
    question: str
    verdict: Verdict
    said: str
    figure: str
    measured: Measured | None


def category_line(year: Year, named: Sequence[str], answer: Checked | None, *, strict: bool) -> Line:
    """Return the line on categories: of those named, or where none are, of those in the data.

    `answer` is what the checklist says of whether they are all that apply: a yes needs evidence, a no fails the line.
    """
    applies = proved(answer)
    rule = "Each category that applies at 4.0 or above, for satisfaction and for recommendation"
    names = tuple(named) or tuple(sorted(_in_data(year)))
    if not names:
        return Line(
            id="categories",
            rule=rule,
            found="no answer names a category",
            verdict="not proved",
            missing="the category of each answer: no column of the files is named for it in the survey",
        )
    judged = [one for core in CORE for name in names for one in _judged(year, core, name, strict=strict)]
    told = [f"{one.category}, {one.question}: {one.said}" for one in judged if one.said]
    verdict = worst_of([*(one.verdict for one in judged), _coverage(answer, named=bool(named))])
    if answer is not None and answer.answer in {"no", "partly"}:
        told.append(f"answered that they are {'not' if answer.answer == 'no' else 'only in part'} all that apply")
    elif not named and not applies:
        told.append("the categories are those of the data: whether others apply was not said")
    return Line(
        id="categories",
        rule=rule,
        found="; ".join((f"{counted(len(names), 'category', 'categories')}: {listed(names)}", *told)),
        verdict=verdict,
        figures=tuple((f"{one.category}, {one.question}", one.figure) for one in judged),
        missing=_missing(judged, named=bool(named) or applies, verdict=verdict),
        command="" if named or applies or verdict == "not proved" else answer_command("categories_apply", year.year),
        source=sources_of(one.measured for one in judged if one.measured),
    )


def _coverage(answer: Checked | None, *, named: bool) -> Verdict:
    """Return the best that a line on categories can be by whether they are known to be all that apply."""
    if answer is not None and answer.answer == "no":
        return "fail"
    partly = answer is not None and answer.answer == "partly"
    return "pass" if proved(answer) or (named and not partly) else "pass with remarks"


def _missing(judged: Sequence[_Judged], *, named: bool, verdict: Verdict) -> str:
    if verdict == "not proved":
        gaps = [f"{one.category} ({one.core})" for one in judged if one.verdict == "not proved"]
        return f"answers enough to judge {listed(gaps)}"
    return "" if named else "whether these are all categories that apply to the organisation"


def _in_data(year: Year) -> set[str]:
    """Return the categories that answers of the year name."""
    return {category for one in year.measured for category in _sizes(one, year) if category}


def _sizes(measured: Measured, year: Year) -> dict[str, int]:
    """Return how many answers of the year each category has, within the unit where one is meant."""
    found: dict[str, int] = {}
    dimensions = (*(name for name, _ in measured.cut), DIMENSION)
    for cut, cells in shelf_of(measured.fielded, measured.question.id, dimensions).items():
        n = sum(cell.n for cell in cells if cell.standing == "counted" and in_span(cell, year.span))
        if n and set(measured.cut) <= set(cut):
            found[dict(cut)[DIMENSION]] = n
    return found


def _judged(year: Year, core: Core, category: str, *, strict: bool) -> Iterator[_Judged]:
    """Yield the verdict on a category for each question about something; one where nothing was measured."""
    wanted = _folded(category)
    measured = year.about(core)
    told = False
    for one in measured:
        sizes = _sizes(one, year)
        name = next((name for name in sizes if _folded(name) == wanted), None)
        own = not sizes and wanted in {_folded(one.fielded.survey.id), _folded(one.fielded.survey.title)}
        if name is None and not own:
            continue
        told = True
        found = one if name is None else measure(one.fielded, one.question, year.span, cut_of(year.unit, category=name))
        verdict, said = judge(found, strict=strict, over=year.over)
        yield _Judged(core, category, one.name, verdict, said, figure_of(found)[1], found)
    if not told:
        yield _Judged(core, category, core, "not proved", _nothing(measured, year), "no answers", None)


def _nothing(measured: Sequence[Measured], year: Year) -> str:
    """Return why a category has no answers: it has none, or within the unit they are not counted by it."""
    if year.unit and measured and not any(_sizes(one, year) for one in measured):
        return (
            "answers are not counted by unit and category together: name [category, unit] under `cuts:` of the survey"
        )
    return "no answers"


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()

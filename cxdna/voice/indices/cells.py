"""The cells of a survey by question and cut, and answers of them by scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import msgspec

from cxdna.errors import UserError
from cxdna.statistics.display import counted, listed
from cxdna.voice.counts.model import Cell
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.rescale import same_scale, scale_in, scores_of
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import Scale, Survey, SurveyQuestion

Cut: TypeAlias = tuple[tuple[str, str], ...]
Shelf: TypeAlias = Mapping[Cut, tuple[Cell, ...]]
"""The cells of one question at one grouping, by the groups; cuts are in the order of their dimensions' names."""


class Mass(msgspec.Struct):
    """Answers that are alike: their number, and the sums of their weights and squared weights, in millionths."""

    n: int = 0
    weight: int = 0
    squares: int = 0


class Part(msgspec.Struct, frozen=True):
    """Answers on one scale, by score, each score of the scale among them."""

    scale: Scale
    levels: Mapping[int, Mass]

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum(mass.n for mass in self.levels.values())


def in_span(cell: Cell, span: Span) -> bool:
    """Tell whether a cell belongs to the months, and the wave, of a span."""
    return span.first <= cell.month <= span.last and span.wave in {None, cell.wave}


def canonical(cut: Cut) -> Cut:
    """Return a cut in the one order by which it is looked up."""
    return tuple(sorted(cut))


def cells_at(fielded: Fielded, question: str, cut: Cut) -> tuple[Cell, ...]:
    """Return the cells of one question in one group, of all files."""
    return shelf_of(fielded, question, tuple(name for name, _ in cut)).get(canonical(cut), ())


def shelf_of(fielded: Fielded, question: str, dimensions: Iterable[str]) -> Shelf:
    """Return the cells of a question at a grouping, by group; () groups all together."""
    return _shelves(_Files(fielded.files)).get((question, tuple(sorted(dimensions))), {})


def question_of(fielded: Fielded, question: str) -> SurveyQuestion:
    """Return a question of a survey. Raises `UserError` that names those there are."""
    survey = fielded.survey
    for one in survey.questions:
        if one.id == question:
            return one
    names = listed(one.id for one in survey.questions)
    raise UserError(f"survey {survey.id} has no question {question}", f"its questions are {names}")


def require_cut(survey: Survey, dimensions: Iterable[str]) -> None:
    """Raise `UserError` that names the groupings there are where answers are not counted by these."""
    asked = tuple(dimensions)
    known = [(), *((name,) for name in survey.dimensions), *(tuple(sorted(cut)) for cut in survey.cuts)]
    if tuple(sorted(asked)) in known:
        return
    names = [*survey.dimensions, *(" with ".join(cut) for cut in survey.cuts)]
    there = f"they are counted by {listed(names)}" if names else "they are counted all together only"
    do = f"{there}; name the column, or the grouping under `cuts:`, in its file and add its files again"
    raise UserError(f"the answers of survey {survey.id} are not counted by {' with '.join(asked)}", do)


def parts_of(question: SurveyQuestion, cells: Iterable[Cell]) -> tuple[Part, ...]:
    """Return the answers that count by scale, in the order in which the scales come in time.

    Raises `UserError` for scores that the scale of their month does not have: the survey changed since its files were
    counted.
    """
    found: list[Part] = []
    for cell in sorted((one for one in cells if one.standing == "counted"), key=lambda one: one.month):
        scale = scale_in(question, cell.month)
        part = next((one for one in found if same_scale(one.scale, scale)), None)
        if part is None:
            part = Part(scale, {score: Mass() for score in scores_of(scale)})
            found.append(part)
        mass = None if cell.level is None else part.levels.get(cell.level)
        if mass is None:
            there = f"the scale of question {question.id} is {scale.low} to {scale.high}"
            what = f"{counted(cell.n, 'answer has', 'answers have')} the score {cell.level}, and {there}"
            raise UserError(what, "correct the scale in the survey file, then add its files again")
        mass.n, mass.weight, mass.squares = mass.n + cell.n, mass.weight + cell.weight, mass.squares + cell.squares
    return tuple(part for part in found if part.n)


def require_one_scale(fielded: Fielded, question: SurveyQuestion, span: Span, parts: tuple[Part, ...]) -> None:
    """Raise `UserError` where a span holds answers on several scales, and nothing compares them on the same people."""
    if len(parts) < 2 or question.bridge:  # noqa: PLR2004 - two scales are what cannot be mixed
        return
    scales = listed(f"{part.scale.low} to {part.scale.high}" for part in parts)
    if all(part.scale.low == parts[0].scale.low and part.scale.high == parts[0].scale.high for part in parts):
        scales += ", which changed direction"
    changes = listed(f"after {one.until}" for one in question.earlier)
    raise UserError(
        f"question {question.id} of survey {fielded.survey.id} was asked on different scales in {span.label}: {scales}",
        f"take months on one side of the change ({changes}), or say under `bridge:` of the question, in the survey "
        "file, how the scales were compared on the same people",
    )


class _Files:
    """Files as a key of the memory below, by identity: to hash all their cells would take as long as to sort them."""

    __slots__ = ("files",)

    def __init__(self, files: tuple[SurveyFile, ...]) -> None:
        self.files = files

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Files) and self.files is other.files

    def __hash__(self) -> int:
        return id(self.files)

    def __iter__(self) -> Iterator[Cell]:
        return chain.from_iterable(file.counts.cells for file in self.files)


# A report asks for hundreds of indices of the same files, each of which would look at every cell.
@lru_cache(maxsize=8)
def _shelves(files: _Files) -> Mapping[tuple[str, tuple[str, ...]], Shelf]:
    """Return all cells by question and grouping, then by group."""
    found: dict[tuple[str, tuple[str, ...]], dict[Cut, list[Cell]]] = {}
    for cell in files:
        cut = canonical(cell.cut)
        shelf = found.setdefault((cell.question, tuple(name for name, _ in cut)), {})
        shelf.setdefault(cut, []).append(cell)
    return {key: {cut: tuple(cells) for cut, cells in shelf.items()} for key, shelf in found.items()}

"""One row of a form that came back: what stands in its cells, and what is wrong with them."""

from __future__ import annotations

from typing import Final

from cxdna.answers.forms import model
from cxdna.answers.forms.read_answer import said
from cxdna.errors import Problem
from cxdna.organisation.plain_text import is_readable
from cxdna.tables.model import Grid, Value

_TO_FILL_IN: Final = range(model.ANSWER, model.WHERE + 1)


class FormRow:
    """A row with its number; its columns count from where the header of the form stands now, `moved` beside its place.

    Problems with cells are noted in `problems`, which the rows of a form share.
    """

    def __init__(self, file: str, grid: Grid, number: int, moved: int, problems: list[Problem]) -> None:
        self.file, self.grid, self.number, self.moved, self.problems = file, grid, number, moved, problems

    def value(self, column: int) -> Value:
        """Return what stands in a column of the form."""
        return self.grid.at(self.number, column + self.moved)

    def text(self, column: int) -> str:
        """Return what a column says as text."""
        return said(self.value(column))

    def line(self, column: int) -> str:
        """Return what a column says on one line."""
        return " ".join(self.text(column).split())

    def cell(self, column: int) -> str:
        """Return how a message names a cell."""
        return self.grid.cell(self.number, column + self.moved)

    @property
    def broken(self) -> tuple[int, ...]:
        """The columns that are to be filled in and whose value cannot be told."""
        return tuple(at for at in _TO_FILL_IN if (self.number, at + self.moved) in self.grid.broken)

    @property
    def is_filled(self) -> bool:
        """Whether anything was filled in."""
        return any(self.text(at) for at in _TO_FILL_IN) or bool(self.broken)

    def tell_broken(self) -> None:
        """Note the columns whose value cannot be told."""
        for column in self.broken:
            self.wrong(column, self.grid.broken[self.number, column + self.moved], "write the value itself")

    def wrong(self, column: int, what: str, do: str = "") -> None:
        """Note a problem with a cell."""
        self.problems.append(Problem(self.file, 0, f"{self.cell(column)}: {what}", do, self.number))

    def check_text(self, column: int, text: str, limit: int) -> None:
        """Note a text that records cannot hold: too long, or with signs that do not print."""
        if len(text) > limit:
            self.wrong(column, f"has {len(text):,} characters, and {limit:,} fit", "say it shorter")
        if not is_readable(text, lines=True):
            self.wrong(column, "holds a sign that does not print", "type it again")

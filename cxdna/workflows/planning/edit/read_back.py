"""The workbook of a plan that people filled in -> what it says, with the cell of everything in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from cxdna.definitions.document import Data, Document, Marks, Where
from cxdna.definitions.fit import fit_leniently
from cxdna.definitions.model import Kpi, Unit
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.figures import read_cost, read_figure
from cxdna.plan.file import figures_that_hold, slot
from cxdna.plan.model import KpiFigure, Plan, PlanFile
from cxdna.statistics.display import counted
from cxdna.tables.model import Grid, Table, Value, Workbook, letters
from cxdna.tables.read_table import sheets_of
from cxdna.tables.read_workbook import read_workbook
from cxdna.workflows.planning.edit.columns import (
    ACTIONS,
    COLUMNS,
    DECISIONS,
    FORMAT,
    KEPT_ROWS,
    KPIS,
    MILESTONES,
    TASKS,
    Column,
    kpi_words,
)
from cxdna.workflows.planning.edit.lay_out import value_at
from cxdna.workflows.planning.edit.model import Edited
from cxdna.workflows.planning.edit.read_cell import READ, alike, chosen, folded, plain, text_of
from cxdna.workflows.planning.edit.read_text import lost_of, teller
from cxdna.workflows.planning.plan_file import Look, beside, unsaid

S = TypeVar("S", bound=msgspec.Struct)

_FARTHEST: Final = 20
_NOT_OURS: Final = "take the workbook that cxdna plan edit --xlsx wrote; its hidden sheet 'cxdna' must stay in it"
_LISTS: Final = {KPIS: "kpis", DECISIONS: "decisions"}
_PARTS: Final = {TASKS: "tasks", MILESTONES: "milestones"}
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_MISSING: Final = re.compile(r"'(\w+)' is missing")
_APART: Final = re.compile(r"[,;\s]+")


class Known(NamedTuple):
    """What cells may name: KPIs by their ids, and the organisation's currency."""

    kpis: Mapping[str, Kpi]
    currency: str


class CellDocument(Document, frozen=True):
    """What a workbook says in the shape of a plan's file; problems name sheet and cell."""

    cells: Mapping[Where, tuple[str, int, int]]

    def problem(self, where: Where, what: str, do: str = "") -> Problem:
        """Return a problem that names the cell of a value, or of the row that it stands in."""
        missing = _MISSING.fullmatch(what)
        if missing and (*where, missing[1]) in self.cells:
            where, what = (*where, missing[1]), "this must not be empty"
        for end in range(len(where), 0, -1):
            place = self.cells.get(where[:end])
            if place is not None:
                sheet, row, column = place
                return Problem(str(self.path), 0, f"{sheet}!{letters(column)}{row}: {what}", do, row)
        return Problem(str(self.path), 0, what, do)


def read_back(path: Path, look: Look, last: Mapping[str, int], known: Known, plan_at: Callable[[int], Plan]) -> Edited:
    """Return what the workbook of a plan says; arguments are as in `read_text`, and so is what is wrong in it.

    `plan_at` returns the plan as it was after the record of an order number: what the workbook has no column for is
    taken from there, and what only lost digits or signs in it counts as it was. Raises `Problems` where nothing can be
    told of the rest, `StorageError`.
    """
    book = read_workbook(path)
    after, assessment = _kept(book)
    base = plan_at(after)
    reader = _Reader(path, sheets_of(book, COLUMNS), {**last}, known, {one.id for one in base.actions})
    document = reader.read(assessment, after)
    fitting = fit_leniently(document, (PlanFile,))
    problems = [*reader.problems, *fitting.problems]
    problems += beside(fitting.file, problems, look) if problems else ()
    if fitting.file is None:
        raise Problems(problems)
    rest = fitting.file
    file, seen = rest.value, reader.columns
    actions = {one.id: one for one in (*base.actions, *base.dropped)}
    decisions = {one.id: one for one in base.decisions}
    figures = figures_that_hold(base.figures)
    wrote = tuple(_as_it_was(one, actions.get(one.id), seen[ACTIONS] | seen["parts"]) for one in file.actions)
    return Edited(
        file=str(path),
        assessment=assessment,
        after=after,
        actions=wrote,
        decisions=tuple(_as_it_was(one, decisions.get(one.id), seen[DECISIONS]) for one in file.decisions)
        if DECISIONS in reader.sheets
        else base.decisions,
        figures=tuple(_same_figure(one, figures.get(slot(one))) for one in file.kpis)
        if KPIS in reader.sheets
        else tuple(figures.values()),
        new=frozenset(reader.given),
        unsaid=unsaid(rest),
        tell=teller(rest),
        problems=tuple(problems),
        lost=lost_of(rest, reader.unread),
    )


def _kept(book: Workbook) -> tuple[int, str]:
    """Return the order number after which a workbook was written, and its assessment."""
    path = book.path
    for grid in book.grids:
        found = _rows_of(grid)
        if KEPT_ROWS[0] not in found:
            continue
        if found[KEPT_ROWS[0]] != FORMAT:
            do = "write it anew with: cxdna plan edit --xlsx, or bring cxdna up to date"
            raise Problems([Problem(str(path), 0, "is the workbook of another version of cxdna", do)])
        after = found.get("after", "")
        if after.isdecimal() and found.get("assessment"):
            return int(after), found["assessment"]
    raise Problems([Problem(str(path), 0, "is not the workbook of a plan", _NOT_OURS)])


def _rows_of(grid: Grid) -> dict[str, str]:
    rows = [row for row in grid.rows[:_FARTHEST] if len(row) > 1]
    return {str(row[0]).strip(): plain(row[1]) for row in rows if str(row[0]).strip() in KEPT_ROWS}


class _Reader:
    """Reads the sheets; what cannot be read is left out of the document and told."""

    def __init__(
        self, path: Path, sheets: Mapping[str, Table], last: dict[str, int], known: Known, there: Collection[str]
    ) -> None:
        self.path, self.sheets, self.last = path, sheets, last
        self.units = {name: kpi.unit for name, kpi in known.kpis.items()}
        self.currency, self.there = known.currency, there
        self.unread: set[Where] = set()
        """The values of which it is told what is wrong with them: they are not what people meant."""
        self.strays: dict[str, list[tuple[str, int, int, str]]] = {}
        """Tasks and milestones of actions that are not there, by the action: sheet, row, column, its name as given."""
        self.problems: list[Problem] = []
        self.cells: dict[Where, tuple[str, int, int]] = {}
        self.given: set[str] = set()
        self.columns: dict[str, set[str]] = {name: set() for name in (*COLUMNS, "parts")}
        self.names = kpi_words(known.kpis)
        self.kpis = {folded(word): kpi for kpi, word in self.names.items()}
        self.kpis |= {kpi.casefold(): kpi for kpi in known.kpis}

    def read(self, assessment: str, after: int) -> CellDocument:
        """Return what the sheets say as the data of a plan's file."""
        data: dict[str, Any] = {"kind": "plan", "assessment": assessment, "after": after}
        if ACTIONS not in self.sheets:
            raise Problems([Problem(str(self.path), 0, f"the sheet '{ACTIONS}' is missing or empty", _NOT_OURS)])
        actions = data["actions"] = self._blocks(ACTIONS, "actions", "a")
        data["kpis"] = self._blocks(KPIS, "kpis")
        data["decisions"] = self._blocks(DECISIONS, "decisions", "d")
        for sheet, key in _PARTS.items():
            if sheet in self.sheets:
                self.columns["parts"].add(key)
                self._parts(sheet, key, actions)
        self._tell_strays()
        return CellDocument(path=self.path, data=data, marks=Marks(0), sha256="", first_line="", cells=self.cells)

    def _blocks(self, sheet: str, key: str, letter: str = "") -> list[dict[str, Data]]:
        """Return the rows of a sheet in which something stands; those without an id get one."""
        blocks: list[dict[str, Data]] = []
        for number, found in self._rows(sheet):
            said = {field: value for field, (value, _) in found.items() if field != "id"}
            if all(value == "" for value in said.values()):
                continue
            where = (key, len(blocks))
            block = self._block(sheet, number, where, found)
            if letter and "id" not in block:
                self.last[letter] += 1
                block["id"] = f"{letter}{self.last[letter]}"
                self.given.add(str(block["id"]))
            blocks.append(block)
        return blocks

    def _parts(self, sheet: str, key: str, actions: list[dict[str, Any]]) -> None:
        """Put tasks or milestones into the actions that they name."""
        by_name = {str(action["id"]).casefold(): at for at, action in enumerate(actions)}
        by_title: dict[str, int] = {}
        for at, action in enumerate(actions):
            by_title.setdefault(folded(action.get("title", "")), at)
        for action in actions:
            action[key] = []
        for number, found in self._rows(sheet):
            own = {field: value for field, value in found.items() if field != "action"}
            if all(value == "" for value, _ in own.values()):
                continue
            name, column = found.get("action", ("", 1))
            at = by_name.get(folded(name), by_title.get(folded(name), -1))
            if at < 0:
                self.strays.setdefault(folded(name), []).append((sheet, number, column, str(name)))
                continue
            listed_parts = actions[at][key]
            listed_parts.append(self._block(sheet, number, ("actions", at, key, len(listed_parts)), own))

    def _tell_strays(self) -> None:
        """Tell each action once that has tasks or milestones and is not there."""
        for name, rows in self.strays.items():
            sheet, number, column, given = rows[0]
            do = f"name the id of an action on the sheet '{ACTIONS}', or the title of a new one"
            what = f"there is no action '{shortened(given)}'" if name else "the action is missing"
            more = f", and {counted(len(rows) - 1, 'more row')} like it" if len(rows) > 1 else ""
            if name in {one.casefold() for one in self.there}:
                parts = counted(len(rows), "task or milestone", "tasks and milestones")
                what = f"{name} has no row on the sheet '{ACTIONS}' any more, but {parts}"
                more, do = "", f"delete {'that row' if len(rows) == 1 else 'those rows'} too, or put its row back"
            self._wrong(sheet, number, column, what + more, do)

    def _rows(self, sheet: str) -> list[tuple[int, dict[str, tuple[Value, int]]]]:
        """Return each row by its number: what stands in the column of each field, and which column that is."""
        table = self.sheets.get(sheet)
        if table is None:
            return []
        by_head = {column.head.casefold(): column for column in COLUMNS[sheet]}
        known = {at: by_head[head.casefold()] for at, head in enumerate(table.headers) if head.casefold() in by_head}
        self.columns[sheet] |= {column.field.split(".")[0] for column in known.values()}
        for at, head in enumerate(table.headers):
            if at not in known:
                what = f"no column of the plan is headed '{shortened(head)}'"
                self._wrong(sheet, 1, table.columns[at], what, "put the heading back, or delete the column")
        rows = []
        for row in table.rows:
            own = {at: column for at, column in known.items() if column.field}
            found = {column.field: (row.values[at], table.columns[at]) for at, column in own.items()}
            for place, column in [(table.columns[at], column) for at, column in own.items()]:
                if why := table.broken.get((row.number, place)):
                    self._wrong(sheet, row.number, place, f"the cell {why}", "type the value itself")
                    found[column.field] = ("", place)
            rows.append((row.number, found))
        return rows

    def _block(self, sheet: str, number: int, where: Where, found: Mapping[str, tuple[Value, int]]) -> dict[str, Any]:
        block: dict[str, Any] = {}
        self.cells[where] = (sheet, number, min(at for _, at in found.values()))
        columns = {column.field: column for column in COLUMNS[sheet]}
        unit = self.units.get(self.kpis.get(folded(found["kpi"][0]), "")) if sheet == KPIS and "kpi" in found else None
        for field, (value, at) in found.items():
            steps = field.split(".")
            self.cells[(*where, *steps)] = (sheet, number, at)
            if isinstance(value, str) and not value.strip():
                continue
            try:
                read = self._value(value, columns[field], unit)
            except UserError as error:
                self._wrong(sheet, number, at, error.what, error.do)
                self.unread.add((*where, *steps))
                continue
            holder = block
            for step in steps[:-1]:
                holder = holder.setdefault(step, {})
            holder[steps[-1]] = read
        self._stand_in(block, sheet, found)
        return block

    def _stand_in(self, block: dict[str, Any], sheet: str, found: Mapping[str, tuple[Value, int]]) -> None:
        """Put something in the place of what could not be read and must be there: it is told already."""
        needed = {KPIS: {"kpi": "kpi", "figure": "actual", "on": "2000-01-01"}, MILESTONES: {"due": "2000-01-01"}}
        for field, value in needed.get(sheet, {}).items():
            if field not in block and field in found and found[field][0] != "":
                block[field] = value

    def _value(self, value: Value, column: Column, unit: Unit | None) -> Any:  # noqa: ANN401 - whatever a file holds
        """Return the value of a cell as a file would have it; `unit` is that of the KPI. Raises `UserError`."""
        if isinstance(value, str) and (column.holds == "money" or (column.field == "value" and unit)):
            # As on the command line: no door may take 4.500 for another amount than the others.
            return read_figure(value, unit, self.currency) if unit else read_cost(value, self.currency)
        read = READ.get(column.holds)
        if read is not None:
            return read(value)
        text = text_of(value)
        if column.holds == "choice":
            return chosen(text, column)
        if column.holds == "kpi":
            return self._kpi(text)
        if column.holds == "kpis":
            return [self._kpi(one) for one in text.split(";") if one.strip()]
        return [one for one in _APART.split(text) if one] if column.holds == "list" else text

    def _kpi(self, text: str) -> str:
        """Return the id of a KPI by its name or id; an id that is in no library stays what it is, and is told later."""
        known = self.kpis.get(folded(text))
        if known is None and not _ID.fullmatch(text.strip()):
            near = meant(text, self.names.values())
            do = near if near.startswith("did you mean") else "choose one from the list of the cell"
            raise UserError(f"there is no KPI '{shortened(text)}'", do)
        return known or text.strip()

    def _wrong(self, sheet: str, row: int, column: int, what: str, do: str) -> None:
        self.problems.append(Problem(str(self.path), 0, f"{sheet}!{letters(column)}{row}: {what}", do, row))


def _as_it_was(wrote: S, base: S | None, columns: set[str]) -> S:
    """Return what was read, with the fields that no column holds, or that only look otherwise, as they were."""
    if base is None:
        return wrote
    kept = {
        field: value_at(base, field)
        for field in wrote.__struct_fields__
        if field not in columns or alike(getattr(wrote, field), getattr(base, field))
    }
    return msgspec.structs.replace(wrote, **kept)


def _same_figure(wrote: KpiFigure, base: KpiFigure | None) -> KpiFigure:
    return base if base is not None and alike(wrote, base) else wrote

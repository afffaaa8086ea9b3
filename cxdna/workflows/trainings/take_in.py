"""A list of trainings, as CSV or XLSX -> the trainings on it, with everything wrong in it named by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from cxdna.definitions.wording import listed, shortened
from cxdna.errors import Problem, Problems
from cxdna.organisation.match import plain
from cxdna.tables.model import Row, Table
from cxdna.tables.read_table import read_table
from cxdna.voice.model import Training
from cxdna.workflows.trainings.register import TrainingAsk, look_at

_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"person", "name", "full name", "employee", "who", "participant", "attendee"}),
    "curriculum": frozenset({"curriculum", "training", "course", "certificate", "certification", "title", "what"}),
    "date": frozenset({"date", "held", "held on", "completed", "completed on", "passed", "passed on", "day"}),
    "expires": frozenset({"expires", "expires on", "expiry", "expiry date", "valid until", "valid to", "until"}),
    "facing": frozenset({"customer facing", "facing", "deals with customers", "front office"}),
    "note": frozenset({"note", "notes", "remark", "remarks", "comment"}),
}
_NEEDED: Final = ("person", "curriculum", "date")
_NO: Final = frozenset({"no", "n", "false", "0", "back office", "back"})
_YES: Final = frozenset({"", "yes", "y", "true", "1", "front office", "front"})


class TrainingList(msgspec.Struct, frozen=True):
    """A list without a mistake, and what was detected about the file."""

    trainings: tuple[Training, ...]
    notes: tuple[str, ...]


def read_trainings(path: Path, today: dt.date, encoding: str | None = None) -> TrainingList:
    """Return the trainings on a list. Raises `Problems` with every cell that is wrong, `StorageError`."""
    table = read_table(path, encoding)
    columns = _columns(table)
    problems: list[Problem] = []
    found = [
        one
        for row in table.rows
        if any(map(_text, row.values)) and (one := _read(table, columns, row, today, problems))
    ]
    if not found and not problems:
        problems = [Problem(str(path), 0, "names nobody", "give it a row for each training: person, curriculum, date")]
    if problems:
        raise Problems(problems)
    return TrainingList(tuple(found), table.notes)


def _columns(table: Table) -> dict[str, int]:
    """Return where each kind of column stands. Raises `Problems` where one is missing or there twice."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for at, header in enumerate(table.headers):
        kind = next((kind for kind, names in _COLUMNS.items() if plain(header) in names), None)
        if kind is None:
            continue
        if kind in found:
            what = f"'{table.headers[found[kind]]}' and '{header}' may both be the {kind}"
            problems.append(Problem(str(table.path), 0, what, "rename or delete one of the two columns"))
        found.setdefault(kind, at)
    missing = [kind for kind in _NEEDED if kind not in found]
    if missing:
        what = f"has no column for {listed(missing)}; its header says: {listed(table.headers)}"
        problems.append(Problem(str(table.path), 0, shortened(what, 300), "head the columns Person, Curriculum, Date"))
    if problems:
        raise Problems(problems)
    return found


def _read(
    table: Table, columns: Mapping[str, int], row: Row, today: dt.date, problems: list[Problem]
) -> Training | None:
    """Return the training in a row; None after noting what is wrong with it."""
    before = len(problems)
    said = {kind: _cell(table, columns, row, kind, problems) for kind in _COLUMNS}
    facing = plain(said["facing"])
    if facing not in _NO | _YES:
        what = f"'{shortened(said['facing'])}' does not say whether the person deals with customers"
        problems.append(table.problem(row.number, columns["facing"], what, "write yes or no"))
    ask = TrainingAsk(
        said["person"], said["curriculum"], said["date"], said["expires"], facing not in _NO, said["note"]
    )
    training, flaws = look_at(ask, today)
    problems += [table.problem(row.number, columns[flaw.field], flaw.what, flaw.do) for flaw in flaws]
    return training if len(problems) == before else None


def _cell(table: Table, columns: Mapping[str, int], row: Row, kind: str, problems: list[Problem]) -> str:
    if kind not in columns:
        return ""
    at = columns[kind]
    if broken := table.broken.get((row.number, table.columns[at])):
        problems.append(table.problem(row.number, at, broken, "write the value itself"))
    return _text(row.values[at])


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())

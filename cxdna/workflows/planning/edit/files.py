"""The files in which a plan is edited: written for people, and taken back, whichever of the two kinds they are."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cxdna.definitions.decode import MAX_BYTES
from cxdna.definitions.document import Flaw
from cxdna.definitions.load import Library
from cxdna.documents.outfile import write_whole
from cxdna.errors import Problems, StorageError, UserError
from cxdna.plan.check import flaws
from cxdna.plan.file import plan_file
from cxdna.plan.model import PlanFile
from cxdna.statistics.display import counted, listed, long_date
from cxdna.store.model import Following
from cxdna.tables.guard import is_zip
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.planning.edit.lay_out import lay_out
from cxdna.workflows.planning.edit.model import Change, Edited, Taken
from cxdna.workflows.planning.edit.names import names_of
from cxdna.workflows.planning.edit.read_back import Known, read_back
from cxdna.workflows.planning.edit.read_text import read_text
from cxdna.workflows.planning.edit.take_back import take_back
from cxdna.workflows.planning.edit.taking import Handling, asking_once, last_numbers, plan_after
from cxdna.workflows.planning.edit.write_text import edit_text
from cxdna.workflows.planning.keep import keep_together, newest
from cxdna.workflows.planning.open import Planned, library_of, read_again
from cxdna.workflows.planning.plan_file import flaw_in_file
from cxdna.workflows.score import as_json
from cxdna.workspace.model import Workspace
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.settings import SCHEMAS

TEXT: Final = "plan-edit.yaml"
"""The file in a workspace in which somebody edits its plan."""
WORKBOOK: Final = "plan-edit.xlsx"
_SCHEMA: Final = "plan.schema.json"


def text_place(workspace: Workspace) -> Path:
    """Return where the plan of a workspace is edited as text."""
    return workspace.folder / TEXT


def workbook_place(workspace: Workspace) -> Path:
    """Return where the workbook goes unless another place is named."""
    return workspace.out / WORKBOOK


def text_of(here: Planned, out: Path) -> str:
    """Return the plan as text that people edit, for a place. Raises `UserError` where there is no plan."""
    _refuse_empty(here)
    workspace = here.now.workspace
    write_schemas(workspace.folder)
    here, file = _file(here)
    return edit_text(file, names_of(here, library_of(here.now)), _heading(here), _schema_from(out, workspace))


def write_text(here: Planned, out: Path) -> None:
    """Write the plan as text that people edit. Raises `UserError` where there is no plan, `StorageError`."""
    content = text_of(here, out).encode()
    if len(content) > MAX_BYTES:
        raise UserError("the plan is too long for one text file", "edit it as a workbook: cxdna plan edit --xlsx")
    write_whole(content, out)


def write_workbook(here: Planned, out: Path, moment: dt.datetime) -> None:
    """Write the plan as a workbook. Raises `UserError` where there is no plan, `StorageError`."""
    _refuse_empty(here)
    here, file = _file(here)
    book = lay_out(file, names_of(here, library_of(here.now)), _heading(here), moment)
    if out.resolve() == workbook_place(here.now.workspace).resolve():
        out.parent.mkdir(exist_ok=True)
    write_whole(workbook_bytes(book), out)


def _file(here: Planned) -> tuple[Planned, PlanFile]:
    """Return the plan as it stands, and its file; the file never says that it is newer than what stands in it."""
    after = newest(here)
    here = read_again(here)
    return here, plan_file(here.plan, here.now.assessment.id, after)


def refuse_untaken(here: Planned, out: Path, moment: dt.datetime) -> None:
    """Raise `UserError` for a file that is there already, unless it is one of this plan and all in it was taken."""
    if not out.exists():
        return
    try:
        untaken = take_file(here, out, Handling(try_only=True), moment).anything
    except Problems:
        untaken = True
    if untaken:
        raise UserError(
            f"{out} is there already, and what stands in it was not taken",
            f"take it with: cxdna plan edit --from {out}, name another file with --to, or write over it with --replace",
        )


def _heading(here: Planned) -> str:
    name = here.now.workspace.settings.organisation.name
    return f"{name}: the corrective action plan of {here.now.assessment.title}. Written on {long_date(here.today)}."


def _refuse_empty(here: Planned) -> None:
    if not here.plan.actions and here.plan.head is None:
        raise UserError(
            "there is no plan yet",
            "draft one with: cxdna plan draft --start DATE, or begin with an action of your own: cxdna plan add",
        )


def _schema_from(out: Path, workspace: Workspace) -> str:
    """Return the path from a file to the schema that helps an editor with it; "" where there is none."""
    try:
        path = os.path.relpath(workspace.folder.resolve() / SCHEMAS / _SCHEMA, out.resolve().parent)
    except ValueError:  # another drive
        return ""
    return path.replace(os.sep, "/")


def take_file(here: Planned, path: Path, handling: Handling, moment: dt.datetime) -> Taken:
    """Take back a file, text or workbook, durably and all of it in one go.

    Where somebody else changes the plan in the same moment, the file is looked at once more beside what they wrote.
    Raises `Problems` with everything that is wrong: nothing is kept then.
    """
    library, handling = library_of(here.now), asking_once(handling)
    taken: list[Taken] = []

    def make(now: Planned) -> Sequence[Following]:
        records, told = take_back(now, _read(now, path, library), library, handling, moment)
        taken[:] = [told]
        return () if handling.try_only else records

    keep_together(here, make)
    return taken[0]


def _read(here: Planned, path: Path, library: Library) -> Edited:
    def look(file: PlanFile) -> Iterator[Flaw]:
        found = flaws(file.actions, library, here.now.playbook, here.now.questionnaire)
        yield from (flaw_in_file(file, one) for one in found)

    if _is_workbook(path):
        names = Known(library.kpis, here.now.workspace.settings.organisation.currency)
        return read_back(path, look, last_numbers(here), names, lambda seq: plan_after(here, seq))
    return read_text(path, look, last_numbers(here), library.kpis)


def _is_workbook(path: Path) -> bool:
    """Tell a workbook by its name, or by how it begins."""
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}:
        return True
    try:
        with path.open("rb") as file:
            return is_zip(file.read(4))
    except OSError:
        return False  # reading it tells why


def discard(workspace: Workspace) -> bool:
    """Throw away the text that is being edited; tell whether there was any. Raises `StorageError`."""
    try:
        text_place(workspace).unlink()
    except FileNotFoundError:
        return False
    except OSError as problem:
        raise StorageError(f"{text_place(workspace)} could not be deleted: {problem.strerror or problem}") from problem
    return True


def taken_json(taken: Taken) -> str:
    """Return what was taken as JSON, for other programs."""
    return as_json(taken)


def taken_lines(taken: Taken) -> Iterator[str]:
    """Yield what was taken, and what comes next."""
    if not taken.anything:
        yield "Nothing was changed."
    yield from _changes(taken.changed)
    yield from (f"New: {one.id}, {one.title}" for one in taken.added)
    yield from (f"Dropped: {one.id}, {one.title}" for one in taken.dropped)
    yield from (f"{one.id} stays in the plan: {one.title}" for one in taken.kept)
    yield from taken.notes
    yield from _changes(taken.decisions)
    yield from (f"New decision: {one.id}, {one.title}" for one in taken.new_decisions)
    if taken.figures:
        yield f"{counted(taken.figures, 'figure')} of KPIs noted:"
        yield from (f"  {one}" for one in taken.figure_words)
    if taken.figures_left_out:
        stay = "it stays" if taken.figures_left_out == 1 else "they stay"
        yield f"{counted(taken.figures_left_out, 'figure')} left out of the file: {stay}, as none is ever deleted."
    if taken.head:
        yield f"What the plan is drafted with: {listed(map(_word, taken.head))}. It counts when it is drafted again."
    yield "Next:  cxdna plan list"


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    for one in changes:
        yield f"Changed: {one.id}, {one.title}"
        yield from (f"  {words}" for words in one.words)


def _word(field: str) -> str:
    return field.replace("_", " ")

"""An invented organisation as a workspace, with everything that is handed over, in a folder of the user's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from cxdna.errors import UserError
from cxdna.workflows.demo.build import MOMENT, WORKSPACE, build_workspace
from cxdna.workflows.demo.files import YEARS, copy_files, unwritable
from cxdna.workflows.demo.hand_over import hand_over
from cxdna.workflows.printing.everything import make_everything
from cxdna.workflows.printing.model import Request
from cxdna.workflows.where import Where
from cxdna.workspace.find import around
from cxdna.workspace.model import SETTINGS
from cxdna.workspace.settings import read_settings

ANSWERS: Final = f"answers-{YEARS[-1]}.yaml"


class Demo(msgspec.Struct, frozen=True):
    """What was made; `complete` is False where this machine cannot print PDFs."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    complete: bool


def make_demo(folder: Path, environment: Mapping[str, str]) -> Demo:
    """Make the example's workspace in the folder, and its documents in `out/` below.

    What is there is kept: files that differ, and the workspace with all that somebody did in it. Raises `Problems`,
    `StorageError`, and `UserError` where the folder is a workspace of something else or lies in one.
    """
    again, left_out = _is_there(folder), tuple[str, ...]()
    if not again:
        _make(folder)
        left_out = build_workspace(folder, environment)
    kept = copy_files(folder)
    request = Request(where=Where(Path(), environment, folder), moment=MOMENT)
    made = make_everything(request, environment)
    heard = tuple(hand_over(folder, environment))
    about = "Alderbrook Heating, an invented company, with two yearly assessments and an agreed plan"
    about += ", and what its customers say" if heard else ""
    lines = [
        f"{'There is' if again else 'Made'} {folder}/: {about}.",
        f"  {made.headline}.",
        "",
        *(f"  {line}" for line in made.lines),
        *(f"  {line}" for one in heard for line in one.lines),
        f"  {folder / ANSWERS}    twelve people's answers, to look at and to copy from",
    ]
    if again:
        lines.append("The workspace was there already: what was done in it is kept, the documents are made anew.")
    if kept:
        lines.append(f"Kept as they were, as they differ from the example: {', '.join(kept)}")
    lines += [
        "",
        f"Go on in it:               cd {folder}, then  cxdna plan status",
        *["What its customers say:    cxdna survey score service, and  cxdna alerts list"] * bool(heard),
        f"See how a score is made:   cxdna why corrective_action {folder / ANSWERS}",
        "Your own organisation:     cxdna init",
    ]
    warnings = (*left_out, *made.warnings, *(warning for one in heard for warning in one.warnings))
    return Demo(tuple(lines), warnings, complete=made.complete and all(one.complete for one in heard))


def _is_there(folder: Path) -> bool:
    """Tell whether the demo's workspace is in the folder. Raises `UserError` for a folder in which it cannot be."""
    if (folder / SETTINGS).is_file():
        settings = read_settings(folder)
        if settings.id != WORKSPACE:
            raise UserError(
                f"{folder} is the workspace of {settings.organisation.name}", "choose another folder: cxdna demo FOLDER"
            )
        return True
    outer = around(folder.absolute())
    if outer:
        raise UserError(
            f"the folder {folder} lies in the workspace {outer}, and a command given there could mean either",
            "go to a folder outside of it, or name one: cxdna demo FOLDER",
        )
    return False


def _make(folder: Path) -> None:
    """Look whether the folder can be there at all, before anything is worked out."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise unwritable(folder, problem) from problem

"""Words changed in a file: where it lies, what is recorded of it, and what is said about that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna.documents.outfile import write_whole
from cxdna.documents.places import place_of
from cxdna.errors import UserError
from cxdna.organisation.model import Written
from cxdna.statistics.display import counted
from cxdna.store.model import WrittenKept
from cxdna.workflows.current import current, local_day
from cxdna.workflows.one_line import LONGEST_NAME, one_line
from cxdna.workflows.printing.model import Request
from cxdna.workflows.subject import workspace_of
from cxdna.workflows.wording.model import Only, Words
from cxdna.workflows.wording.write_out import chosen_of, words_text
from cxdna.workspace.model import Workspace

EDIT_FILE: Final = "words-edit.yaml"
"""In the workspace while it is edited, and after, as long as something is wrong in it."""


def file_for_people(words: Words, request: Request, only: Only | None) -> str:
    """Return the file of words that people change. Raises `UserError` where no text is in that state."""
    chosen = chosen_of(words, only)
    if only and not chosen:
        raise UserError(f"no text of this assessment is {only}", "see what is written with: cxdna report edit --list")
    _, today = home(request)
    head = words.material.answers.assessment
    return words_text(words, chosen, title=f"{words.material.client}: words of {head.title}", schema="", today=today)


def home(request: Request) -> tuple[Workspace, dt.date]:
    """Return the workspace in which words are edited, and the day it is there."""
    if request.where is None or request.moment is None:
        raise ValueError("words are edited in a workspace, at some moment")
    workspace = workspace_of(request.where)
    return workspace, local_day(workspace, request.moment)


def write_new(text: str, path: Path) -> None:
    """Write a file that is not there yet. Raises `UserError` where one is, as people may have worked on it."""
    if path.exists():
        raise UserError(f"{path} is there already", "name another file, or take that one back with --from")
    write_whole(text.encode(), path)


def record(request: Request, words: Words, written: Sequence[Written]) -> None:
    """Keep what was written, durably. Raises `StorageError`."""
    if not written or request.where is None:
        return
    name = words.material.answers.assessment.id
    with current(request.where._replace(assessment=name)) as here:
        here.store.add(*(WrittenKept(assessment=here.assessment.id, written=one) for one in written))


def signed(written: Sequence[Written], by: str) -> tuple[Written, ...]:
    """Return the texts with who wrote them. Raises `UserError` for a name that no line can hold."""
    name = one_line(by, "--by", LONGEST_NAME)
    return tuple(msgspec.structs.replace(one, by=name) for one in written) if name else tuple(written)


def recorded_lines(words: Words, written: Sequence[Written], *, held: bool = False) -> Iterator[str]:
    """Yield what was recorded; `held` where texts were said to hold as they are."""
    if not written:
        yield "Nothing is new: every text stays as it was."
        return
    for one in written:
        did = "Back to the draft" if not one.text else "Still holds" if held else "Written"
        yield f"{did}: {place_of(one.place, words.material).words}"
    own = sum(bool(one.text) for one in written)
    if own and not held:
        yield f"{counted(own, 'text')} of your own: {'it is' if own == 1 else 'they are'} printed from now on."
    yield "Next:  cxdna report"

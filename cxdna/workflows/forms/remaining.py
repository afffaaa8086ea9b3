"""Everybody in an assessment who has not finished -> the forms that they lack; a form that is there stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from cxdna.answers.forms.model import Form
from cxdna.answers.forms.read_back import head_in
from cxdna.errors import Problems, UserError
from cxdna.store.model import Person, Sheet
from cxdna.tables.read_workbook import read_workbook
from cxdna.workflows.current import Current
from cxdna.workflows.forms.files import LIST, stem_of
from cxdna.workflows.status.people import people_so_far

_GIVE_A_LIST: Final = "give a list with the columns Name and Role: cxdna invite people.xlsx"


def not_finished(now: Current) -> list[tuple[Sheet, Person]]:
    """Return who was asked and is not done, with their sheets.

    Raises `UserError` where nobody is known by name, nobody is there yet, or everybody is done.
    """
    if now.assessment.mode == "anonymous":
        raise UserError("an anonymous assessment knows nobody who could be invited", _GIVE_A_LIST)
    people = {person.id: person for person in now.store.people() if person.forgotten is None}
    sheets = {sheet.id: sheet for sheet in now.store.sheets(now.assessment.id) if sheet.person in people}
    if not sheets:
        raise UserError("nobody is in this assessment yet", _GIVE_A_LIST)
    open_still = [one.sheet for one in people_so_far(now).persons if one.stage != "done" and one.sheet in sheets]
    if not open_still:
        raise UserError("everybody in this assessment is done", f"look at: cxdna status; for others {_GIVE_A_LIST}")
    return [(sheets[one], people[sheets[one].person or ""]) for one in open_still]


def names_for(now: Current, folder: Path, forms: Sequence[Form]) -> list[tuple[str, bool]]:
    """Return a file name for each form, and whether their form is there already under it."""
    named: dict[str, bool] = {}
    for form in forms:
        for name in _candidates(stem_of(now, form)):
            there = (folder / name).exists()
            if name not in named and (not there or _is_form_of(folder / name, form)):
                named[name] = there
                break
    return list(named.items())


def _candidates(stem: str) -> Iterator[str]:
    yield f"{stem}.xlsx"
    yield from (f"{stem}-{at}.xlsx" for at in count(2))


def _is_form_of(path: Path, form: Form) -> bool:
    try:
        head = head_in(read_workbook(path))
    except Problems:
        return False
    return head is not None and (head.assessment, head.sheet) == (form.head.assessment, form.head.sheet)


def free_list(folder: Path) -> str:
    """Return a name for the list that is not taken: the one that is there may hold the e-mail addresses."""
    stem = LIST.removesuffix(".csv")
    names = (LIST if at == 1 else f"{stem}-{at}.csv" for at in count(1))
    return next(name for name in names if not (folder / name).exists())

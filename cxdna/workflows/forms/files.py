"""Forms -> files with names that people can read, and the list for mail merge beside them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.forms import model
from cxdna.answers.forms.lay_out import lay_out
from cxdna.answers.forms.model import Form
from cxdna.documents.outfile import write_whole
from cxdna.errors import Problem, Problems, StorageError
from cxdna.statistics.display import long_date
from cxdna.tables.read_workbook import read_workbook
from cxdna.tables.write_csv import csv_bytes
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.current import Current
from cxdna.workflows.forms.people import Invitee, group_or_everyone

LIST: Final = "invitations.csv"
_LISTS: Final = re.compile(r"invitations(-\d+)?\.csv")
_LONGEST_NAME: Final = 40
_LONGEST_FIRST: Final = 24


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One form that was written; name and role are "" where nobody knows whose it is."""

    file: str
    name: str
    role: str
    group: str
    questions: int
    time: str


def is_list(name: str) -> bool:
    """Tell whether a file is named like the list for mail merge."""
    return _LISTS.fullmatch(name) is not None


def slug(text: str, longest: int) -> str:
    """Return a text as a part of a file name that every system takes: letters of any script, digits and hyphens."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else "-" for sign in unicodedata.normalize("NFKC", plain).lower())
    return "-".join(word for word in words.split("-") if word)[:longest].strip("-")


def file_names(now: Current, forms: Sequence[Form]) -> list[str]:
    """Return a file name for each form: alder-ruth-okafor.xlsx, or where nobody knows whose, alder-leaders-01.xlsx."""
    taken: set[str] = set()
    names: list[str] = []
    numbers: dict[str, int] = {}
    for form in forms:
        if now.assessment.mode == "anonymous":
            numbers[form.group] = numbers.get(form.group, 0) + 1
            stem = f"{_first(now)}-{slug(form.group, _LONGEST_NAME) or 'group'}-{numbers[form.group]:02}"
        else:
            stem = stem_of(now, form)
        own = next(one for at in count(1) if (one := stem if at == 1 else f"{stem}-{at}") not in taken)
        taken.add(own)
        names.append(f"{own}.xlsx")
    return names


def stem_of(now: Current, form: Form) -> str:
    """Return what the name of a person's form begins with: alder-ruth-okafor."""
    return f"{_first(now)}-{slug(form.name, _LONGEST_NAME) or 'form'}"


def _first(now: Current) -> str:
    return slug(now.workspace.settings.organisation.name.split()[0], _LONGEST_FIRST) or "form"


def mail_merge(
    now: Current, people: Sequence[Invitee], written: Sequence[Written], emails: Sequence[str], by: dt.date | None
) -> bytes:
    """Return the list of who is to get which form; where nobody may know, only who is to get one of which group."""
    due = long_date(by) if by else ""
    if now.assessment.mode == "anonymous":
        of = {one.group: one for one in written}
        rows = [
            (one.name, one.email, group, str(of[group].questions), of[group].time, due)
            for one in people
            for group in (group_or_everyone(one.group),)
        ]
        return csv_bytes(("Name", "E-mail", "Any form of group", "Questions", "Time", "By"), rows)
    named = [
        (one.name, email, one.role, one.file, str(one.questions), one.time, due)
        for one, email in zip(written, emails, strict=True)
    ]
    return csv_bytes(("Name", "E-mail", "Role", "File", "Questions", "Time", "By"), named)


def has_addresses(place: Path) -> bool:
    """Tell whether a list for mail merge holds an e-mail address; one that a person changed may hold them anywhere."""
    try:
        return b"@" in place.read_bytes()
    except OSError:
        return False


def refuse_filled(paths: Sequence[Path]) -> None:
    """Raise `Problems` for files that writing would destroy: forms that somebody filled in, and what is no form."""
    problems = [
        Problem(str(path), 0, "is there already and was filled in, or is something else", "collect it, or use --out")
        for path in paths
        if path.exists() and not _is_blank_form(path)
    ]
    if problems:
        raise Problems(problems)


def _is_blank_form(path: Path) -> bool:
    try:
        book = read_workbook(path)
    except Problems:
        return False
    for grid in book.grids:
        header = next((at for at, row in enumerate(grid.rows) if model.HEADERS[model.QUESTION_ID] in row), None)
        if header is not None:
            inputs = slice(model.ANSWER - 1, model.WHERE)
            return not any(value != "" for row in grid.rows[header + 1 :] for value in row[inputs])
    return False


def write_all(place: Path, forms: Sequence[tuple[str, Form]], merge: bytes, created: dt.date) -> Callable[[], None]:
    """Write all forms and beside them, at `place`, the list; return what takes those away that were not there before.

    When one cannot be written, the new ones that were are taken away. Raises `StorageError`.
    """
    folder = place.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"{folder} could not be made: {problem.strerror or problem}") from problem
    new: list[Path] = []

    def take_away() -> None:
        for path in new:
            path.unlink(missing_ok=True)

    made = dt.datetime.combine(created, dt.time(), dt.UTC)
    try:
        for name, form in forms:
            path = folder / name
            there = path.exists()
            write_whole(workbook_bytes(lay_out(form, made)), path)
            if not there:
                new.append(path)
        there = place.exists()
        write_whole(merge, place)
        if not there:
            new.append(place)
    except BaseException:
        take_away()
        raise
    return take_away

"""What was handed in, as files and folders -> the forms among it, read, each with its problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.forms.model import Filled
from cxdna.answers.forms.read_back import Expected, read_back
from cxdna.errors import Problem, Problems, StorageError
from cxdna.tables.read_workbook import read_workbook
from cxdna.workflows.current import Current
from cxdna.workflows.forms.files import is_list
from cxdna.workflows.forms.fill_in import head_of

# What a spreadsheet program may have made of a form.
_OTHER: Final = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".xltx"})
_SENT: Final = {
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "a text document",
    ".rtf": "a text document",
    ".pages": "a text document",
    ".pdf": "a PDF",
    ".csv": "a CSV file",
    ".zip": "a packed folder",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".png": "a picture",
    ".heic": "a picture",
    ".eml": "an e-mail",
    ".msg": "an e-mail",
}
# Left beside a file that is open in a program.
_LOCKS: Final = ("~$", ".")


class Files(msgspec.Struct, frozen=True):
    """The files to read as forms, what is wrong with others, and those in folders that are left alone."""

    forms: tuple[Path, ...]
    problems: tuple[Problem, ...]
    left_alone: tuple[Path, ...]


def form_files(paths: Sequence[Path]) -> Files:
    """Return the forms among files and folders, each once, in the order of their names.

    In a folder every workbook counts, and its folders are not looked into; a file that is named is always read.
    """
    forms: dict[Path, Path] = {}
    problems: list[Problem] = []
    left: list[Path] = []
    for path in paths:
        if not path.exists():
            problems.append(Problem(str(path), 0, "is not there", "check the name and the folder"))
        elif not path.is_dir():
            forms.setdefault(path.resolve(), path)
        else:
            for file in _inside(path):
                ending = file.suffix.lower()
                if file.is_dir():
                    left.append(file)
                elif ending == ".xlsx":
                    forms.setdefault(file.resolve(), file)
                elif ending in _OTHER:
                    what = f"is not an .xlsx workbook but a {ending} file"
                    problems.append(Problem(str(file), 0, what, "open it and save it as .xlsx (Excel workbook)"))
                elif not is_list(file.name):
                    left.append(file)
    if not forms and not problems:
        names = ", ".join(map(str, paths))
        problems.append(Problem(names, 0, "holds no form (.xlsx)", "put the forms that came back into it"))
        problems += not_taken(left)
    return Files(tuple(sorted(forms.values(), key=str)), tuple(problems), tuple(sorted(left)))


def not_taken(left: Sequence[Path]) -> Iterator[Problem]:
    """Yield for each file that is left alone what it is."""
    for path in left:
        if path.is_dir():
            yield Problem(
                str(path), 0, "is a folder, which was not looked into", f"collect it, too: cxdna collect {path}"
            )
        elif path.suffix.lower() == ".zip":
            yield Problem(str(path), 0, "is a packed folder", "unpack it, and collect the forms in it")
        else:
            what = _SENT.get(path.suffix.lower(), "not a workbook")
            yield Problem(str(path), 0, f"is {what} and was not taken", "if it has answers, ask for the workbook")


def _inside(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as problem:
        raise StorageError(f"{folder} could not be read: {problem.strerror or problem}") from problem
    yield from (entry for entry in entries if not entry.name.startswith(_LOCKS))


def expected(now: Current, today: dt.date) -> Expected:
    """Return what forms of the assessment have to be."""
    gone = {person.id for person in now.store.people() if person.forgotten}
    sheets = now.store.sheets(now.assessment.id)
    return Expected(
        head=head_of(now, ""),
        sheets=frozenset(sheet.id for sheet in sheets),
        moved=_came_from_elsewhere(now),
        forgotten=frozenset(sheet.id for sheet in sheets if sheet.person in gone),
        questions={question.id: question for question in now.questionnaire.questions},
        levels=now.playbook.levels,
        kinds=now.playbook.evidence.kinds,
        today=today,
    )


def _came_from_elsewhere(now: Current) -> bool:
    """Tell whether the assessment was imported, or its workspace restored, which may have given it another id."""
    start = f"{now.assessment.id} from "
    return any(
        one.what == "restored" or (one.what == "import" and one.text.startswith(start)) for one in now.store.log()
    )


def read_forms(now: Current, paths: Sequence[Path], today: dt.date) -> tuple[Filled, ...]:
    """Return what every form says. A file that is no workbook is a form with that problem."""
    wanted = expected(now, today)
    made = dt.datetime.combine(now.assessment.opened, dt.time(), dt.UTC)
    return tuple(_read(path, wanted, made) for path in paths)


def _read(path: Path, wanted: Expected, made: dt.datetime) -> Filled:
    try:
        book = read_workbook(path)
    except Problems as problems:
        return Filled(file=str(path), head=None, problems=problems.problems)
    if book.saved == made:  # the program that saved it left the time at which cxdna made it
        book = msgspec.structs.replace(book, saved=None)
    return read_back(book, wanted, dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC))

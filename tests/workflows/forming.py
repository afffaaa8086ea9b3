"""People who get forms, and fill them in with a spreadsheet program."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cxdna import resources
from cxdna.answers.forms import model
from cxdna.answers.model import Answer, Mode
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.store.latest import answers_that_hold
from cxdna.tables.model import letters
from cxdna.workflows.current import Current
from cxdna.workflows.forms.collect import Handling, collect
from cxdna.workflows.forms.invite import Invited, Wish, invite
from cxdna.workflows.forms.report import Collected
from tests.workflows.interviewing import MOMENT, drawing, opened

LIST = "Name,Role,Group\nAnna Lee,Boss,Leaders\nBen Roy,Clerk,Front line\n"
SHEET = "xl/worksheets/sheet2.xml"
CELLS = {
    "answer": model.ANSWER,
    "comment": model.COMMENT,
    "title": model.TITLE,
    "kind": model.KIND,
    "date": model.DATE,
    "periods": model.PERIODS,
    "where": model.WHERE,
}


@cache
def pulse() -> tuple[Playbook, Questionnaire]:
    return load_questionnaire("pulse", resources.roots())


def forms_of(
    folder: Path,
    people: str = LIST,
    *,
    mode: Mode = "named",
    now: Current | None = None,
    chance: Callable[[int], str] | None = None,
) -> tuple[Current, Invited]:
    """Invite people to the short questionnaire and return the assessment and what was written."""
    book, asked = pulse()
    here = now or opened(asked, book, mode=mode, folder=folder)
    names = folder / "people.csv"
    names.write_text(people, encoding="utf-8")
    return here, invite(here, Wish(people=names), MOMENT, chance or drawing())


def paths(invited: Invited) -> list[Path]:
    return [Path(invited.folder) / form.file for form in invited.forms]


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """Return the row of each question."""
    return {
        str(sheet.cell(row, model.QUESTION_ID).value): row
        for row in range(4, sheet.max_row + 1)
        if sheet.cell(row, model.QUESTION_ID).value
    }


def fill(
    form: Path,
    answers: Mapping[str, object],
    to: Path | None = None,
    saved: dt.datetime | None = None,
    change: Callable[[Worksheet], object] | None = None,
) -> Path:
    """Fill in a form and save it: a level, or a mapping of the columns that are filled in.

    Cells are put into the sheet as a program writes them, which is much faster than to load and save it with one, as
    `change` does afterwards.
    """
    target = to or form
    parts = _parts(form)
    rows = _rows(parts)
    sheet = parts[SHEET].decode()
    for question, said in answers.items():
        for name, value in (said if isinstance(said, Mapping) else {"answer": said}).items():
            sheet = _with_cell(sheet, f"{letters(CELLS[name])}{rows[question]}", value)
    core = parts["docProps/core.xml"].decode()
    moment = f"{saved or MOMENT - dt.timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>"
    changed: dict[str, str | bytes] = {
        SHEET: sheet,
        "docProps/core.xml": re.sub(r"[^>]*</dcterms:modified>", moment, core),
    }
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, body in (parts | changed).items():
            archive.writestr(name, body)
    if change:
        book = load_workbook(target, rich_text=True)
        change(book[model.QUESTIONS])
        book.save(target)
    return target


def questions_of(form: Path) -> list[str]:
    """Return the ids of the questions that a form asks."""
    return [one for one in _rows(_parts(form)) if one not in model.HEADERS.values()]


def _parts(form: Path) -> dict[str, bytes]:
    with ZipFile(form) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rows(parts: Mapping[str, bytes]) -> dict[str, int]:
    """Return the row of each question by the shared text in its hidden column."""
    texts = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.DOTALL)
    column = letters(model.QUESTION_ID)
    cells = re.findall(rf'<c r="{column}(\d+)"[^>]*><v>(\d+)</v>', parts[SHEET].decode())
    return {re.sub("<.*?>", "", texts[int(text)]): int(row) for row, text in cells}


def _with_cell(sheet: str, place: str, value: object) -> str:
    if isinstance(value, dt.date):
        value = (value - dt.date(1899, 12, 30)).days
    text = f'<is><t xml:space="preserve">{escape(str(value))}</t></is>'
    kind, inside = (' t="inlineStr"', text) if isinstance(value, str) else ("", f"<v>{value}</v>")
    pattern = rf'<c r="{place}"( s="\d+")?(?: t="\w+")?\s*(?:/>|>.*?</c>)'
    done, count = re.subn(pattern, lambda found: f'<c r="{place}"{found[1] or ""}{kind}>{inside}</c>', sheet)
    assert count == 1, place
    return done


def taken(now: Current, files: Sequence[Path], rule: str | None = None, *, skip_bad: bool = False) -> Collected:
    return collect(now, files, Handling(rule=rule, skip_bad=skip_bad), MOMENT)  # type: ignore[arg-type]


def kept(now: Current, sheet: str | None = None) -> dict[tuple[str, str], Answer]:
    return {place: one.said for place, one in answers_that_hold(now.store.answers(now.assessment.id, sheet)).items()}


def sheet_of(now: Current, name: str) -> str:
    return next(person.id for person in now.store.people() if person.name == name)

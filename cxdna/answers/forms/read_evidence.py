"""The evidence that a row of a form names, one piece or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from cxdna.answers.forms import model
from cxdna.answers.forms.form_row import FormRow
from cxdna.answers.forms.model import Named
from cxdna.answers.forms.read_answer import read_day
from cxdna.answers.noted import guess_kind, read_periods
from cxdna.definitions.model import EvidenceKind
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.statistics.display import listed, long_date

_LONGEST_LINE: Final = 200
_LONGEST_LINK: Final = 2000


def read_evidence(row: FormRow, kinds: Sequence[EvidenceKind], today: dt.date) -> tuple[Named, ...]:
    """Return the evidence that a row names; none, with the problem noted, where it cannot be taken."""
    title, kind, where = (row.line(at) for at in (model.TITLE, model.KIND, model.WHERE))
    if not (title or kind or where or row.text(model.DATE) or row.text(model.PERIODS)):
        return ()
    noted = len(row.problems)
    lacking = [
        (column, name)
        for column, name in ((model.TITLE, "what it is"), (model.KIND, "its kind"), (model.DATE, "its date"))
        if not row.text(column)
    ]
    if lacking:
        names = listed(name for _, name in lacking)
        row.wrong(lacking[0][0], f"the evidence is half given: {names} missing", _advice(title, kind, kinds))
    link = bool(re.fullmatch(r"https?://\S+", where, re.IGNORECASE))
    row.check_text(model.TITLE, title, _LONGEST_LINE)
    row.check_text(model.WHERE, where, _LONGEST_LINK if link else _LONGEST_LINE)
    kind_id, date, periods = _kind(row, kind, kinds), _day(row, today), _periods(row)
    if date is None or len(row.problems) > noted:
        return ()
    link_to, source = (where, "") if link else ("", where)
    return (Named(title=title, kind=kind_id, date=date, periods=periods, link=link_to, source=source),)


def _advice(title: str, kind: str, kinds: Sequence[EvidenceKind]) -> str:
    guess = None if kind or not title else guess_kind(title, kinds)
    name = next((one.name for one in kinds if one.id == guess), None)
    return f"give it, perhaps the kind '{name}'" if name else "give it, or empty the other cells of the evidence"


def _kind(row: FormRow, kind: str, kinds: Sequence[EvidenceKind]) -> str:
    wanted = kind.casefold()
    for one in kinds:
        if wanted in {one.id.casefold(), one.name.casefold()}:
            return one.id
    if kind:
        known = meant(kind, [one.name for one in kinds])
        row.wrong(model.KIND, f"there is no kind of evidence '{shortened(kind)}'", known)
    return ""


def _day(row: FormRow, today: dt.date) -> dt.date | None:
    if not row.text(model.DATE):
        return None
    try:
        day = read_day(row.value(model.DATE))
    except UserError as error:
        row.wrong(model.DATE, error.what, error.do)
        return None
    if day > today:
        row.wrong(model.DATE, f"{long_date(day)} is still to come", "give the date of the evidence itself")
        return None
    return day


def _periods(row: FormRow) -> int:
    """Return how many periods figures show; an empty cell stands for one."""
    text = row.text(model.PERIODS)
    if not text:
        return 1
    try:
        return read_periods(text)
    except UserError as error:
        row.wrong(model.PERIODS, error.what, error.do)
        return 1

"""Corrections after closing: made, and taken back to see the answers as they were closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, AnswersFile, AnswerSheet, EvidenceChange, Restatement
from cxdna.organisation.model import Evidence, Target

R = TypeVar("R", Evidence, Target)


def as_closed(answers: AnswersFile) -> AnswersFile:
    """Return the answers as they stood before any restatement, with no restatement in them."""
    before = answers
    for restatement in reversed(answers.restatements):
        before = _put(before, restatement, back=True)
    return msgspec.structs.replace(before, restatements=())


def restated(answers: AnswersFile, restatements: Iterable[Restatement]) -> AnswersFile:
    """Return the answers after more restatements, which are noted in them in their order."""
    after = answers
    for restatement in restatements:
        after = msgspec.structs.replace(
            _put(after, restatement, back=False), restatements=(*after.restatements, restatement)
        )
    return after


def _put(answers: AnswersFile, restatement: Restatement, *, back: bool) -> AnswersFile:
    change = restatement.change
    if isinstance(change, AnswerChange):
        return msgspec.structs.replace(answers, sheets=_with_answer(answers.sheets, change, back=back))
    if isinstance(change, EvidenceChange):
        record = change.old if back else change.new
        records = _replaced(answers.evidence, [one.id for one in answers.evidence], change.evidence, record)
        return msgspec.structs.replace(answers, evidence=records)
    target = change.old if back else change.new
    targets = _replaced(answers.targets, [one.part for one in answers.targets], change.part, target)
    return msgspec.structs.replace(answers, targets=targets)


def _with_answer(sheets: tuple[AnswerSheet, ...], change: AnswerChange, *, back: bool) -> tuple[AnswerSheet, ...]:
    """Return the sheets with one answer changed; who had answered nothing before gets a sheet, and loses it again."""
    said, before = (change.old, change.new) if back else (change.new, change.old)
    if change.respondent not in {sheet.respondent for sheet in sheets}:
        return (
            sheets
            if said is None
            else (*sheets, _changed(AnswerSheet(respondent=change.respondent, answers={}), change, said))
        )
    changed = (_changed(sheet, change, said) if sheet.respondent == change.respondent else sheet for sheet in sheets)
    emptied = said is None and before is not None
    return tuple(sheet for sheet in changed if sheet.answers or not (emptied and sheet.respondent == change.respondent))


def _changed(sheet: AnswerSheet, change: AnswerChange, said: Answer | None) -> AnswerSheet:
    kept: dict[str, float | str | Answer] = {key: in_full(value) for key, value in sheet.answers.items()}
    if said is None:
        kept.pop(change.question, None)
    else:
        kept[change.question] = said
    return AnswerSheet(respondent=sheet.respondent, answers=kept)


def _replaced(records: tuple[R, ...], keys: list[str], key: str, new: R | None) -> tuple[R, ...]:
    if key not in keys:
        return records if new is None else records + (new,)  # noqa: RUF005 - unpacking loses the type of the records
    swapped = (new if own == key else record for own, record in zip(keys, records, strict=True))
    return tuple(record for record in swapped if record is not None)

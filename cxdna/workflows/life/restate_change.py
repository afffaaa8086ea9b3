"""What somebody wants corrected in a closed assessment -> the change, checked against its playbook and questions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

from cxdna.answers.check_evidence import record_check
from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, AnswersFile, EvidenceChange, TargetChange
from cxdna.answers.seal import WITHHELD
from cxdna.answers.typed import choices, read_reason, read_typed, said_in_words
from cxdna.definitions.model import Question
from cxdna.definitions.wording import meant, number, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import match
from cxdna.organisation.model import Evidence, Respondent, Target
from cxdna.statistics.display import counted, listed, long_date
from cxdna.workflows.current import Current
from cxdna.workflows.find_part import find_part
from cxdna.workflows.targets import find_level

_NOT_APPLICABLE: Final = re.compile(r"(?:n|na|n/a|not[ _]applicable)(?:[\s:,]+(.*))?", re.IGNORECASE | re.DOTALL)


class AnswerAsk(msgspec.Struct, frozen=True):
    """An answer: whose (name or id), to which question, and what it is now as it would be typed at the question."""

    respondent: str
    question: str
    answer: str


class EvidenceAsk(msgspec.Struct, frozen=True):
    """A record of evidence: withdrawn, or with what is given here instead of what it said."""

    evidence: str
    withdraw: bool = False
    date: dt.date | None = None
    periods: int | None = None
    covers: tuple[str, ...] = ()


class TargetAsk(msgspec.Struct, frozen=True):
    """A target: of which part (id or name), and which level (number or name)."""

    part: str
    level: str


Ask: TypeAlias = AnswerAsk | EvidenceAsk | TargetAsk
Change: TypeAlias = AnswerChange | EvidenceChange | TargetChange


def change_asked(now: Current, before: AnswersFile, ask: Ask) -> Change:
    """Return the change. Raises `UserError` for what is not there, is no answer, or changes nothing."""
    if isinstance(ask, AnswerAsk):
        change: Change = _answer(now, before, ask)
    elif isinstance(ask, EvidenceAsk):
        change = _evidence(now, before, ask)
    else:
        change = _target(now, before, ask)
    # Of a confidential answer that would tell what it is: whoever tries all levels, and agrees to none, would know.
    tells = isinstance(change, AnswerChange) and now.assessment.mode == "confidential"
    if change.old == change.new and not tells:
        raise UserError("that is what it says already", "nothing is to be corrected")
    return change


def _answer(now: Current, before: AnswersFile, ask: AnswerAsk) -> AnswerChange:
    person = _person(now, before.respondents, ask.respondent)
    question = find_question(now, ask.question)
    sheet = next((sheet for sheet in before.sheets if sheet.respondent == person.id), None)
    given = sheet.answers.get(question.id) if sheet else None
    old = None if given is None else in_full(given)
    new = _said(ask.answer, question, now)
    if person.seal and new.not_applicable is not None:
        # Beside somebody who was forgotten no words are kept; the correction has its own reason.
        new = msgspec.structs.replace(new, not_applicable=WITHHELD)
    if old is not None:
        # Evidence and comment stay as they are; a comment that was sealed stays sealed.
        words = old.seal if old.not_applicable is None and new.not_applicable is None else ""
        new = msgspec.structs.replace(new, evidence=old.evidence, comment=old.comment, seal=words)
    return AnswerChange(respondent=person.id, question=question.id, old=old, new=new)


def _said(text: str, question: Question, now: Current) -> Answer:
    """Return an answer as it is typed at the question; `n/a REASON` and `not applicable: REASON` do as well."""
    if found := _NOT_APPLICABLE.fullmatch(text.strip()):
        return Answer(not_applicable=read_reason(found[1] or ""))
    try:
        value = read_typed(text, question, now.playbook.levels).value
    except UserError:  # it speaks to whoever has the question before them
        value = None
    if value is None:
        keys = [key for key, _, _ in choices(question, now.playbook.levels)]
        what = "the number of an option" if question.options else "a level"
        do = f"give {what} from {keys[0]} to {keys[-1]}, dont_know, or 'n/a' with the reason"
        raise UserError(f"'{shortened(text)}' is no answer to {question.id}", do)
    return Answer(value=value)


def find_question(now: Current, name: str) -> Question:
    """Return a question by its id. Raises `UserError` with the nearest there is."""
    for question in now.questionnaire.questions:
        if question.id.casefold() == name.strip().casefold():
            return question
    raise UserError(
        f"the questionnaire has no question '{shortened(name)}'",
        meant(name, [question.id for question in now.questionnaire.questions]),
    )


def _person(now: Current, people: Sequence[Respondent], name: str) -> Respondent:
    """Return who is meant: in a named assessment by name or id, else by the id of the sheet, which names nobody."""
    wanted = " ".join(name.split()).casefold()
    by_id = [one for one in people if one.id.casefold() == wanted]
    if by_id:
        return by_id[0]
    if now.assessment.mode != "named":
        raise UserError(
            f"this assessment is {now.assessment.mode}, and there is no sheet '{shortened(name)}'",
            "name the sheet by its id, not the person (cxdna export lists the ids)",
        )
    found = [one for one in people if one.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        ids = listed(f"{one.id} ({one.role})" for one in found)
        raise UserError(f"{counted(len(found), 'person')} are called '{shortened(name)}'", f"name one by id: {ids}")
    meant_name = match(name, list(dict.fromkeys(one.name for one in people)), "person")
    return _person(now, people, meant_name)


def _evidence(now: Current, before: AnswersFile, ask: EvidenceAsk) -> EvidenceChange:
    wanted = ask.evidence.strip().casefold()
    old = next((record for record in before.evidence if record.id.casefold() == wanted), None)
    if old is None:
        raise UserError(
            f"there is no record of evidence '{shortened(ask.evidence)}'",
            meant(ask.evidence, [record.id for record in before.evidence]) or "this assessment has none",
        )
    if ask.withdraw:
        if ask.date or ask.periods or ask.covers:
            raise UserError("it cannot be withdrawn and changed at once", "give --withdraw alone")
        return EvidenceChange(evidence=old.id, old=old)
    if not (ask.date or ask.periods or ask.covers):
        raise UserError("nothing says what is wrong with the record", "give --withdraw, --date, --periods or --covers")
    new = msgspec.structs.replace(
        old, date=ask.date or old.date, periods=ask.periods or old.periods, covers=ask.covers or old.covers
    )
    if flaws := list(record_check(now.playbook, now.questionnaire, before.assessment.date)(new)):
        raise Problems(Problem("", 0, what, do) for _, what, do in flaws)
    return EvidenceChange(evidence=old.id, old=old, new=new)


def _target(now: Current, before: AnswersFile, ask: TargetAsk) -> TargetChange:
    part, level = find_part(now.playbook, ask.part), float(find_level(now.playbook, ask.level))
    old = next((target for target in before.targets if target.part == part), None)
    new = Target(part=part, level=level) if old is None else msgspec.structs.replace(old, level=level)
    return TargetChange(part=part, old=old, new=new)


def told(now: Current, before: AnswersFile, change: Change) -> tuple[str, str, str]:
    """Return what is changed, what it was and what it is now, in words; in confidential assessments not what it was."""
    if isinstance(change, AnswerChange):
        question = find_question(now, change.question)
        levels = now.playbook.levels
        old, new = (said_in_words(one, question, levels) if one else "no answer" for one in (change.old, change.new))
        if now.assessment.mode == "confidential":
            old = "an answer that is confidential"
        return f"{change.question} of {called(now, before, change.respondent)}", old, new
    if isinstance(change, EvidenceChange):
        title = next(one.title for one in (change.old, change.new) if one)
        return f"Evidence {change.evidence} ({title})", record_words(change.old), record_words(change.new)
    names = {part.id: part.name for part, _ in now.playbook.walk()}
    old, new = (number(one.level) if one else "not set" for one in (change.old, change.new))
    return f"Target of {names.get(change.part, 'the whole')}", old, new


def called(now: Current, answers: AnswersFile, respondent: str) -> str:
    """Return what to call somebody: by name in a named assessment only."""
    if now.assessment.mode != "named":
        return f"sheet {respondent}"
    return next((one.name for one in answers.respondents if one.id == respondent), respondent)


def record_words(record: Evidence | None) -> str:
    """Return what a correction of evidence may change, in words."""
    if record is None:
        return "withdrawn"
    periods = f", {counted(record.periods, 'period')}" if record.periods > 1 else ""
    return f"dated {long_date(record.date)}{periods}, covers {listed(record.covers) or 'nothing by itself'}"

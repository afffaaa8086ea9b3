"""An answers file -> the answers of its people in the store, without asking; the same file again adds nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.check import problems_in
from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswersFile
from cxdna.answers.read import read_answers_leniently
from cxdna.definitions.document import MOST_PROBLEMS, Where
from cxdna.definitions.fit import Fitted
from cxdna.errors import Problem, Problems, UserError, in_order
from cxdna.organisation.model import Evidence, Respondent
from cxdna.store.latest import answers_that_hold, evidence_that_holds
from cxdna.store.model import EvidenceKept, Person, Record, Recorded, Sheet
from cxdna.workflows.answering.assess import must_be_open
from cxdna.workflows.answering.who import folded
from cxdna.workflows.current import Current
from cxdna.workspace.evidence_files import keep_file

_NAMELESS: Final = re.compile(r"s_[0-9a-f]{16}")


class Taken(msgspec.Struct, frozen=True):
    """What was new in a file: answers and evidence records, and how many people it holds answers of."""

    people: int
    answers: int
    evidence: int
    targets_left: int


def take_answers(now: Current, path: Path, *, at: dt.datetime, chance: Callable[[int], str]) -> Taken:
    """Keep the answers of a file, all or none, and the evidence in it.

    Raises `Problems` with all that is wrong in the file, `UserError` for a closed assessment, `StorageError`.
    """
    must_be_open(now)
    file = _checked(now, path)
    held = {one.record.id: one.record for one in evidence_that_holds(now.store.evidence(now.assessment.id))}
    evidence = tuple(_new_evidence(now, file, path.parent, held))
    who = _people(now, file.value, chance)
    records = tuple(_records(now, file.value, who, at))
    if records or evidence:
        now.store.add(*evidence, *records)
    return Taken(
        people=len(file.value.sheets),
        answers=sum(isinstance(one, Recorded) for one in records),
        evidence=len(evidence),
        targets_left=len(file.value.targets),
    )


def _checked(now: Current, path: Path) -> Fitted[AnswersFile]:
    """Return a file that is right in itself and belongs here."""
    found = read_answers_leniently(path)
    problems = list(found.problems)
    if found.file is None:
        raise Problems(problems)
    file = found.file
    foreign = tuple(_foreign(now, file))
    problems += foreign
    if not any(problem.what.startswith("these are answers to") for problem in foreign):
        lost = file.lost.unreadable
        problems += (one for one in problems_in(file, now.playbook, now.questionnaire) if one.line not in lost)
    if problems:
        raise Problems(in_order(problems)[: MOST_PROBLEMS + 1])
    return file


def _foreign(now: Current, file: Fitted[AnswersFile]) -> Iterator[Problem]:
    """Yield what does not belong into this assessment."""
    head, theirs, ours = file.value.assessment, file.value.organisation.name, now.workspace.settings.organisation.name
    tell = file.document.problem
    if folded(theirs) != folded(ours):
        what = f"these are answers of '{theirs}', and this workspace is of '{ours}'"
        yield tell(("organisation", "name"), what, "look for the workspace they belong to, or mend the name")
    if head.questionnaire != now.questionnaire.id:
        what = f"these are answers to '{head.questionnaire}', and '{now.assessment.id}' asks '{now.questionnaire.id}'"
        do = f"start one for them: cxdna assessment new --questionnaire {head.questionnaire}"
        yield tell(("assessment", "questionnaire"), what, do)
    if now.assessment.mode != "anonymous":
        first: dict[tuple[str, str], str] = {}
        for index, one in enumerate(file.value.respondents):
            if first.setdefault((folded(one.name), folded(one.role)), one.id) != one.id:
                what = f"'{one.name}' stands here twice with the role '{one.role}'"
                yield tell(("respondents", index, "name"), what, "keep one, or tell the two apart by their roles")
    else:
        for index, one in enumerate(file.value.respondents):
            if not _NAMELESS.fullmatch(one.id):
                what = f"'{one.id}' could be somebody's name, and nobody must be told in an anonymous assessment"
                do = "give each respondent an id of s_ and 16 of the signs 0-9 and a-f, drawn by chance"
                yield tell(("respondents", index, "id"), what, do)


def _new_evidence(
    now: Current, file: Fitted[AnswersFile], folder: Path, held: Mapping[str, Evidence]
) -> Iterator[EvidenceKept]:
    """Yield the records that are not there yet, their files copied into the workspace.

    Raises `Problems` for every file that cannot be taken in and every id that stands for something else here.
    """
    problems: list[Problem] = []
    found: list[EvidenceKept] = []
    for index, record in enumerate(file.value.evidence):
        there, where = held.get(record.id), ("evidence", index)
        if there is not None and folded(there.title) != folded(record.title):
            what = f"the evidence '{record.id}' is '{there.title}' in this assessment"
            problems.append(file.document.problem((*where, "id"), what, "give this record another id"))
            continue
        try:
            kept = _with_file(now, record, folder)
        except UserError as error:
            problems.append(file.document.problem((*where, "file"), error.what, error.do))
            continue
        if kept != there:
            found.append(EvidenceKept(assessment=now.assessment.id, record=kept))
    if problems:
        raise Problems(problems)
    yield from found


def _with_file(now: Current, record: Evidence, folder: Path) -> Evidence:
    if not record.file:
        return record
    source = folder / record.file
    try:
        beside = source.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads back to itself
        beside = False
    if not beside:
        raise UserError(f"{record.file} does not lie beside the answers file", "copy it there and write its name alone")
    kept = keep_file(source, now.workspace)
    if record.sha256 and record.sha256 != kept.sha256:
        raise UserError(f"{record.file} is not what it was when it was recorded", "take out sha256 if it is meant")
    return msgspec.structs.replace(record, file=kept.path, sha256=kept.sha256)


def _people(now: Current, file: AnswersFile, chance: Callable[[int], str]) -> Mapping[str, tuple[Person | None, Sheet]]:
    """Return person and sheet for each respondent; who is known by id or name is that person, others are new."""
    if now.assessment.mode == "anonymous":
        assessment = now.assessment.id
        return {
            one.id: (None, Sheet(assessment=assessment, id=one.id, person=None, role="", group=one.group))
            for one in file.respondents
        }
    sheets = {sheet.id: sheet for sheet in now.store.sheets(now.assessment.id)}
    twice = Counter(folded(one.name) for one in file.respondents)
    known = [one for one in now.store.people() if one.forgotten is None]
    who: dict[str, tuple[Person | None, Sheet]] = {}
    for one in file.respondents:
        there = _known(one, known, alone=twice[folded(one.name)] == 1)
        person = Person(
            id=there.id if there else f"p_{chance(4)}",
            name=there.name if there else one.name,
            role=one.role,
            group=one.group,
            salt=there.salt if there else chance(16),
        )
        sheet = sheets.get(person.id) or Sheet(
            assessment=now.assessment.id, id=person.id, person=person.id, role=one.role, group=one.group
        )
        who[one.id] = person, msgspec.structs.replace(sheet, role=one.role, group=one.group)
    return who


def _known(one: Respondent, known: list[Person], *, alone: bool) -> Person | None:
    """Return the person a respondent is; several of one name are told apart by role."""
    by_name = [person for person in known if folded(person.name) == folded(one.name)]
    by_role = [person for person in by_name if folded(person.role) == folded(one.role)]
    by_id = [person for person in by_name if person.id == one.id]
    return next(iter(by_id or by_role or (by_name if alone and len(by_name) == 1 else [])), None)


def _records(
    now: Current, file: AnswersFile, who: Mapping[str, tuple[Person | None, Sheet]], at: dt.datetime
) -> Iterator[Record]:
    """Yield people, sheets and answers that are new or changed."""
    people = {one.id: one for one in now.store.people()}
    sheets = {one.id: one for one in now.store.sheets(now.assessment.id)}
    recorded = now.store.answers(now.assessment.id)
    rounds = {place: one.round for place, one in answers_that_hold(recorded).items()}
    from_files = {(one.sheet, one.question): one.said for one in recorded if one.source == "file"}
    times = Counter((one.sheet, one.question) for one in recorded)
    for given in file.sheets:
        person, sheet = who[given.respondent]
        if person is not None and people.get(person.id) != person:
            yield person
        if sheets.get(sheet.id) != sheet:
            yield sheet
        for question, said in given.answers.items():
            place, answer = (sheet.id, question), in_full(said)
            if from_files.get(place) == answer:
                continue
            yield Recorded(
                assessment=now.assessment.id,
                sheet=sheet.id,
                question=question,
                said=answer,
                key=_key(now, place, times[place], answer),
                source="file",
                round=rounds.get(place, 1),
                at=None if now.assessment.mode == "anonymous" else at,
            )


def _key(now: Current, place: Where, earlier: int, answer: Answer) -> str:
    """Return the key of an answer: the same for the same answer sent again, another once something came between."""
    digest = hashlib.sha256(msgspec.json.encode((now.assessment.id, place, earlier, answer)))
    return f"f_{digest.hexdigest()[:32]}"

"""What the records of an export come to, today and at each closing, worked out anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswersFile
from cxdna.answers.restate import restated
from cxdna.answers.seal import sealed
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.definitions.wording import number
from cxdna.store.latest import standing_closing
from cxdna.store.model import Closing, EvidenceKept, Recorded, Reopening, RestatementKept, TargetKept
from cxdna.workflows.current import Records, assemble
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.records import assessment_in, events_in, people_in, sheets_in
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.snapshots import bodies_in


class Contents(msgspec.Struct, frozen=True):
    """An export with its snapshots by their real hash, whatever the file says that it is."""

    export: Export
    bodies: dict[str, bytes]

    def body(self, sha256: str) -> bytes | None:
        """Return the snapshot of a hash, where there is one whose content has it."""
        return self.bodies.get(sha256)

    def playbook(self, sha256: str) -> Playbook:
        """Return a playbook. Raises KeyError where it is not there, `msgspec.ValidationError` where it is none."""
        return msgspec.json.decode(self.bodies[sha256], type=Playbook)

    def questionnaire(self, sha256: str) -> Questionnaire:
        """Return a questionnaire. Raises KeyError where it is not there, `msgspec.ValidationError` where it is none."""
        return msgspec.json.decode(self.bodies[sha256], type=Questionnaire)

    def answers(self, sha256: str) -> AnswersFile:
        """Return sealed answers. Raises KeyError where there are none, `msgspec.ValidationError` for something else."""
        return msgspec.json.decode(self.bodies[sha256], type=AnswersFile)


def contents_of(export: Export) -> Contents:
    """Return an export with its snapshots by the hash of what they hold."""
    return Contents(export, bodies_in(export.snapshots))


def standing_in(export: Export) -> Closing | None:
    """Return the closing that stands."""
    events = events_in(export)
    closings = [one for one in events if isinstance(one, Closing)]
    return standing_closing(closings, [one for one in events if isinstance(one, Reopening)])


def recorded_by(contents: Contents, closing: Closing | None) -> AnswersFile:
    """Return the answers as recorded until a closing (None: until now), before any restatement of it.

    The profile is that of the closing. Raises KeyError and `msgspec.ValidationError` where a snapshot is missing.
    """
    export = contents.export
    events = [one for one in events_in(export) if closing is None or one.seq < closing.seq]
    records = Records(
        people=people_in(export),
        sheets=sheets_in(export),
        answers=[one for one in events if isinstance(one, Recorded)],
        evidence=[one for one in events if isinstance(one, EvidenceKept)],
        targets=[one for one in events if isinstance(one, TargetKept)],
    )
    profile = contents.answers(closing.answers).organisation if closing else export.organisation
    asked = contents.questionnaire(closing.questionnaire if closing else export.now.questionnaire)
    date = closing.date if closing else export.now.as_of
    return assemble(records, assessment_in(export), profile, date, [question.id for question in asked.questions])


def answers_now(contents: Contents) -> AnswersFile:
    """Return the answers of today, restatements of the closing that stands included. Raises as `recorded_by`."""
    export = contents.export
    closing = standing_in(export)
    since = [
        one.restatement
        for one in events_in(export)
        if isinstance(one, RestatementKept) and closing is not None and one.seq > closing.seq
    ]
    return restated(recorded_by(contents, closing), since)


def names_in(export: Export) -> Callable[[str], str]:
    """Return what to call a sheet: by the person's name in a named assessment only."""
    names = {one.id: one.name for one in export.people} if export.assessment.mode == "named" else {}
    return lambda sheet: names.get(sheet, f"sheet {sheet}")


def answers_differences(export: Export, was: AnswersFile, here: AnswersFile, *, people: bool = True) -> Iterator[str]:
    """Yield where sealed answers of a closing and those that the records come to differ, in words.

    Without `people`, who was asked is not looked at: more may have been asked since.
    """
    called, shows = names_in(export), export.assessment.mode != "confidential"
    before, after = (_by_place(one) for one in (was, here))
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place), after.get(place)
        if old != new:
            yield f"{place[1]} of {called(place[0])}: {_how(old, new, shows=shows)}"
    if people:
        yield from _people(was, here, called)
    for field in ("organisation", "assessment", "evidence", "targets"):
        stored, found = (msgspec.to_builtins(getattr(one, field)) for one in (was, here))
        yield from told(differences(stored, found, (field,)))


def _by_place(answers: AnswersFile) -> dict[tuple[str, str], Answer]:
    return {
        (one.respondent, question): in_full(said) for one in answers.sheets for question, said in one.answers.items()
    }


def _how(old: Answer | None, new: Answer | None, *, shows: bool) -> str:
    was, now = (said_words(one) for one in (old, new))
    if was != now:
        return f"closed with {was}, in this file {now}" if shows else "not what it was closed with"
    if old and new and old.seal != new.seal:
        return "the comment or reason is not the one it was closed with"
    return "the evidence cited is not what it was closed with"


def said_words(said: Answer | None) -> str:
    """Return an answer in a word."""
    if said is None:
        return "no answer"
    if said.not_applicable is not None:
        return "not applicable"
    return number(said.value) if isinstance(said.value, int | float) else str(said.value)


def _people(was: AnswersFile, here: AnswersFile, called: Callable[[str], str]) -> Iterator[str]:
    before, after = ({one.id: one for one in answers.respondents} for answers in (was, here))
    for person in dict.fromkeys((*before, *after)):
        old, new = before.get(person), after.get(person)
        if old is None or new is None:
            then, here_ = ("asked" if one else "not asked" for one in (old, new))
            yield f"{called(person)} was {then} when it was closed, in this file {here_}"
        elif old.seal != new.seal:
            yield f"name or role of {called(person)} is not the one it was closed with"
        elif old.group != new.group:
            yield f"role group of {called(person)} was '{old.group}', in this file '{new.group}'"


def sealed_now(answers: AnswersFile) -> AnswersFile:
    """Return answers as they are kept."""
    return msgspec.json.decode(msgspec.json.encode(sealed(answers)), type=AnswersFile)

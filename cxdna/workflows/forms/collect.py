"""Forms that came back -> answers and evidence in the store: all forms are checked first, then all is kept at once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.forms.merge import Decide, Place, Rule, Standing, Taken, by_rule, merge, undecided
from cxdna.answers.forms.model import Given
from cxdna.answers.model import Answer
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems, in_order
from cxdna.store.latest import answers_that_hold
from cxdna.store.model import Recorded
from cxdna.workflows.answering.assess import must_be_open
from cxdna.workflows.current import Current, local_day
from cxdna.workflows.evidence.alike import keep_records
from cxdna.workflows.forms.conflicts import conflict_problems, settlements
from cxdna.workflows.forms.evidence import EvidenceTaken, take_evidence
from cxdna.workflows.forms.read_files import form_files, not_taken, read_forms
from cxdna.workflows.forms.report import Collected, form_read, list_of, missing, told
from cxdna.workflows.status.handed_in import hand_in, handed_in
from cxdna.workflows.status.people import people_so_far

RULES: Final = ("newest", "stored", "form", "ask")
"""What may decide between answers that contradict each other; to ask is for whoever calls."""

_MOST_TOLD: Final = 200


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """How to go about it: what decides conflicts, and whether what is wrong is left out and the rest taken.

    With `final`, whoever handed in one of these forms is through: what is empty in it was left so on purpose.
    """

    rule: Rule | None = None
    ask: Decide | None = None
    skip_bad: bool = False
    final: bool = False


def collect(now: Current, paths: Sequence[Path], handling: Handling, moment: dt.datetime) -> Collected:
    """Merge forms into the open assessment and return what came of it.

    Raises `Problems` with everything that is wrong in any form and every conflict nobody decided; nothing is kept then.
    An answer is kept under a key made of sheet, question and content: the same forms again add nothing.
    """
    must_be_open(now)
    files = form_files(paths)
    forms = read_forms(now, files.forms, local_day(now.workspace, moment))
    wrong = [*files.problems, *(problem for form in forms for problem in form.problems)]
    stops = bool(wrong) and not handling.skip_bad
    recorded = now.store.answers(now.assessment.id)
    held = answers_that_hold(recorded)
    given = [one for form in forms for one in form.given]
    standing = {place: _standing(one) for place, one in held.items()}
    merged = merge(given, standing, _earlier(recorded, held), undecided if stops else _decide(handling))
    conflicts = conflict_problems(now, merged.unsettled)
    if stops or (conflicts and not handling.skip_bad):
        raise Problems(_first([*wrong, *conflicts, *not_taken(files.left_alone)]))
    evidence = take_evidence(now, merged.taken)
    answers = _answers(now, merged.taken, evidence, moment)
    renamed = keep_records(now, evidence.records, evidence.seen, *answers)
    if renamed:
        now.store.add(*_citing_anew(answers, renamed))
    if handling.final:
        hand_in(now, (form.head.sheet for form in forms if form.head and form.given and not form.problems), moment)
    people = people_so_far(now)
    names, through = _names(now), handed_in(now)
    return Collected(
        assessment=now.assessment.id,
        forms=tuple(form_read(now, form, names, through) for form in forms if form.head is not None),
        new=len(answers),
        known=_count(given) - len(answers),
        evidence=evidence.new,
        settled=len(merged.settled),
        settlements=settlements(now, merged.settled),
        rule=handling.rule if handling.ask is None and handling.rule else "",
        left_out=told([*wrong, *conflicts, *_withdrawn(evidence)]),
        left_alone=tuple(path.name for path in files.left_alone),
        not_taken=told(list(not_taken(files.left_alone))),
        asked=people.asked,
        done=people.done,
        missing=missing(people),
        list=list_of(now),
    )


def _first(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return as many problems as somebody may want to read; forms of another kind are wrong in every row."""
    ordered = in_order(problems)
    if len(ordered) <= _MOST_TOLD:
        return ordered
    last = ordered[_MOST_TOLD - 1]
    return [*ordered[:_MOST_TOLD], Problem(last.file, 0, "more problems follow", "mend these first", last.row)]


def _names(now: Current) -> dict[str, str]:
    """Return the name of the person each sheet belongs to, where that is known."""
    people = {person.id: person.name for person in now.store.people()}
    return {one.id: people.get(one.person or "", "") for one in now.store.sheets(now.assessment.id)}


def _decide(handling: Handling) -> Decide:
    if handling.ask is not None:
        return handling.ask
    return by_rule(handling.rule) if handling.rule else undecided


def _standing(one: Recorded) -> Standing:
    return Standing(said=one.said, at=one.at, source=one.source, round=one.round, seq=one.seq)


def _earlier(recorded: Iterable[Recorded], held: Mapping[Place, Recorded]) -> dict[Place, list[Standing]]:
    """Return what was taken from forms before and does not hold any more."""
    earlier: dict[Place, list[Standing]] = {}
    for one in recorded:
        if one.source == "form" and held[one.sheet, one.question].seq != one.seq:
            earlier.setdefault((one.sheet, one.question), []).append(_standing(one))
    return earlier


def _count(given: Iterable[Given]) -> int:
    """Return how many answers forms hold; the same one in two forms counts once."""
    return len({(one.sheet, one.question) for one in given if one.said != Answer()})


def _answers(now: Current, taken: Sequence[Taken], evidence: EvidenceTaken, moment: dt.datetime) -> list[Recorded]:
    """Return the answers that say something new, each in the round of the one it goes on from."""
    nobody_knows = now.assessment.mode == "anonymous"
    new: list[Recorded] = []
    for one in taken:
        before = one.standing
        cited = evidence.cited.get((one.sheet, one.question), ())
        if before and _unchanged(before.said, one.said):
            cited = tuple(dict.fromkeys((*before.said.evidence, *cited)))
        said = msgspec.structs.replace(one.said, evidence=cited)
        if said in {Answer(), Answer(evidence=cited)} or (before and before.said == said):
            continue
        new.append(
            Recorded(
                assessment=now.assessment.id,
                sheet=one.sheet,
                question=one.question,
                said=said,
                key=_key(one, said),
                source="form",
                round=before.round if before else 1,
                # Somebody answered when they saved the form; a clock that goes fast does not make that later than now.
                at=None if nobody_knows else min(one.saved, moment),
            )
        )
    return new


def _citing_anew(answers: Sequence[Recorded], renamed: Mapping[str, str]) -> Iterator[Recorded]:
    """Yield answers that cite evidence which had to take another id, because somebody took its own at that moment."""
    for one in answers:
        if not renamed.keys().isdisjoint(one.said.evidence):
            cited = tuple(renamed.get(record, record) for record in one.said.evidence)
            key = f"{one.key}:{hashlib.sha256(msgspec.json.encode(cited)).hexdigest()[:16]}"
            yield msgspec.structs.replace(one, said=msgspec.structs.replace(one.said, evidence=cited), key=key)


def _withdrawn(evidence: EvidenceTaken) -> Iterator[Problem]:
    for title in evidence.withdrawn:
        what = f"the evidence '{shortened(title)}' was withdrawn, so forms do not bring it back"
        yield Problem("", 0, what, "if it counts again, note it with: cxdna evidence add")


def _unchanged(before: Answer, said: Answer) -> bool:
    return (before.value, before.not_applicable) == (said.value, said.not_applicable)


def _key(one: Taken, said: Answer) -> str:
    """Return the key of an answer; it goes on from the one that holds, so what is said again later is kept again."""
    after = one.standing.seq if one.standing else 0
    content = msgspec.json.encode([one.sheet, one.question, said, after])
    return f"form:{hashlib.sha256(content).hexdigest()}"

"""When the assessment was closed, opened again and corrected, for cover, foot and appendix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.answers.model import Answer, AnswerChange, EvidenceChange, Restatement
from cxdna.documents import since
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.report.model import ClosingRow, Fact, RestatementRow
from cxdna.organisation.model import Evidence, Target
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import long_date
from cxdna.statistics.exact import exact

OPEN: Final = "Not closed: figures may still change"
CLOSINGS: Final = "closings"
"""Where the closings and corrections stand in the appendix."""
_VERIFY: Final = "(how to verify: in the chapter on method)"


def in_the_foot(material: Material) -> str:
    """Return what the foot of each page says of the assessment's state."""
    date = long_date(material.answers.assessment.date)
    if material.is_open:
        return f"{OPEN}, as of {date}"
    return f"closed {date} \N{MIDDLE DOT} fingerprint {material.fingerprint}"


def on_the_cover(material: Material) -> Iterator[Fact]:
    """Yield what the cover says of closing, of earlier closings and of corrections."""
    date = long_date(material.answers.assessment.date)
    if material.is_open:
        yield Fact("State", f"{OPEN}. They are those of {date}.")
    elif not material.closings:
        yield Fact("Closed", f"{date}, fingerprint {material.fingerprint} {_VERIFY}")
    else:
        last = material.closings[-1]
        by = f" by {last.by}" if last.by else ""
        print_ = f"fingerprint {short(last.fingerprint)}"
        if material.answers.restatements:
            print_ += f", with the corrections since {material.fingerprint}"
        yield Fact("Closed", f"{long_date(last.date)}{by}, {print_} {_VERIFY}")
    if before := since.closed_before(material):
        yield Fact("Closed before", before, CLOSINGS)
    if corrected := since.restated(material):
        yield Fact("Restated", corrected, CLOSINGS)


def closings(material: Material) -> tuple[ClosingRow, ...]:
    """Return every closing, where there were several or the last does not stand."""
    if not any(note.reopened_on for note in material.closings):
        return ()
    return tuple(
        ClosingRow(
            closed=long_date(note.date) + (f" by {note.by}" if note.by else ""),
            fingerprint=note.fingerprint,
            then=since.opened_again(note) if note.reopened_on else "stands",
        )
        for note in material.closings
    )


def restatements(material: Material) -> tuple[RestatementRow, ...]:
    """Return every correction after a closing, in its order; those that became part of it say which closing."""
    rows = [
        _row(material, one, f", to closing {note.number} of {long_date(note.date)}")
        for note in material.closings
        for one in note.corrections or ()
    ]
    return (*rows, *(_row(material, one) for one in material.answers.restatements))


def _row(material: Material, one: Restatement, to: str = "") -> RestatementRow:
    what, old, new = _change(material, one)
    return RestatementRow(
        number=str(one.number),
        what=what,
        old=old,
        new=new,
        why=one.reason,
        who=f"{one.by}, {long_date(one.date)}{to}",
    )


def _change(material: Material, one: Restatement) -> tuple[str, str, str]:
    change = one.change
    if isinstance(change, AnswerChange):
        # A correction to an earlier closing may be of a question that was taken out since.
        asked = material.questions.get(change.question)
        where = f"{question_number(change.question)} {asked.practice if asked else ''}".rstrip()
        if not material.named:
            return f"One answer to {where}", "kept confidential", "kept confidential"
        names = {person.id: person.name for person in material.answers.respondents}
        who = names.get(change.respondent, change.respondent)
        return f"{who}'s answer to {where}", _answer(change.old), _answer(change.new)
    if isinstance(change, EvidenceChange):
        return f"Evidence {change.evidence}", _record(change.old), _record(change.new)
    part = material.definitions.get(change.part)
    name = part.name if part else material.scores.whole.name
    return f"Target of {name}", _target(change.old), _target(change.new)


def _answer(said: Answer | None) -> str:
    if said is None:
        return "no answer"
    if said.not_applicable is not None:
        return f"not applicable: {said.not_applicable}"
    if isinstance(said.value, str):
        return said.value.replace("_", " ")
    text = level_label(exact(said.value)) if said.value is not None else "no level"
    cited = f", with evidence {', '.join(said.evidence)}" if said.evidence else ""
    return text + cited + (f', "{said.comment}"' if said.comment else "")


def _record(record: Evidence | None) -> str:
    return "none" if record is None else f"{record.title}, {long_date(record.date)}"


def _target(target: Target | None) -> str:
    if target is None:
        return "none of its own"
    by = f" by {long_date(target.by)}" if target.by else ""
    return f"level {level_label(exact(target.level))}{by}"

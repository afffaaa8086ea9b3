"""What came of collecting forms: by form, what was settled and left out, who is missing, and what is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.forms.model import Filled
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, in_order
from cxdna.statistics.display import counted
from cxdna.workflows.current import Current
from cxdna.workflows.forms.conflicts import Settlement
from cxdna.workflows.forms.files import LIST, has_addresses
from cxdna.workflows.one_line import printable
from cxdna.workflows.status.people import People, Progress
from cxdna.workflows.where import near

FORMAT: Final = "cxdna-collect/1"
"""Name and number of the shape that `cxdna collect --json` prints: `Collected`."""

_FEW: Final = 3
_MOST_SETTLED: Final = 20


class Told(msgspec.Struct, frozen=True):
    """A problem, for other programs."""

    file: str
    what: str
    do: str


class FormRead(msgspec.Struct, frozen=True, kw_only=True):
    """One form: whose it is ("" where nobody knows), how many answers it holds and which questions it leaves open.

    `handed_in` says that these were left open on purpose.
    """

    file: str
    name: str
    answered: int
    open_questions: tuple[str, ...]
    accepted: bool
    handed_in: bool = False


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was asked and is not done."""

    name: str
    role: str
    answered: int
    asked: int


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `new` answers were kept now; those `known` were there already, in the same words."""

    format: str = FORMAT
    assessment: str
    forms: tuple[FormRead, ...]
    new: int
    known: int
    evidence: int
    settled: int
    settlements: tuple[Settlement, ...] = ()
    rule: str = ""
    left_out: tuple[Told, ...]
    left_alone: tuple[str, ...]
    not_taken: tuple[Told, ...] = ()
    asked: int
    done: int
    missing: tuple[Missing, ...]
    list: str


def form_read(now: Current, form: Filled, names: dict[str, str], handed_in: frozenset[str] = frozenset()) -> FormRead:
    """Return what a form came to; questions are named by the practice they ask about, sheets handed in by their ids."""
    practices = {question.id: question.practice for question in now.questionnaire.questions}
    answers = [one for one in form.given if one.said.value is not None or one.said.not_applicable is not None]
    return FormRead(
        file=form.file,
        name=names.get(form.head.sheet, "") if form.head else "",
        answered=len(answers),
        open_questions=tuple(practices[question] for question in form.blank),
        accepted=not form.problems,
        handed_in=form.head is not None and form.head.sheet in handed_in,
    )


def told(problems: Sequence[Problem]) -> tuple[Told, ...]:
    """Return problems for other programs, in their order, each once."""
    return tuple(Told(one.file, one.what, one.do) for one in in_order(problems))


def missing(people: People) -> tuple[Missing, ...]:
    """Return who is not done, where it is known who that is."""
    return tuple(_missing(one) for one in people.persons if one.stage != "done")


def _missing(one: Progress) -> Missing:
    return Missing(name=one.name, role=one.role, answered=one.answered, asked=one.asked)


def list_of(now: Current) -> str:
    """Return where the list with the e-mail addresses lies, "" where there is none in its usual place."""
    place: Path = now.workspace.out / "forms" / now.assessment.id / LIST
    return str(place) if place.is_file() and has_addresses(place) else ""


def collected_lines(collected: Collected, here: Path) -> Iterator[str]:
    """Yield what happened, by form, and the next step; paths are told as they are typed from here.

    Names of files are anybody's: no sign in them steers a terminal.
    """
    yield from map(printable, _lines(collected, here))


def _lines(collected: Collected, here: Path) -> Iterator[str]:
    count = counted(len(collected.forms), "form")
    yield f"Read {count}: {counted(collected.new, 'new answer')}{_known(collected)}{_evidence(collected)}."
    for form in collected.forms:
        yield from _form(form)
    yield from _settled(collected)
    if collected.left_out:
        yield f"Left out ({counted(len(collected.left_out), 'problem')}):"
        yield from (f"  {Problem(one.file, 0, one.what, one.do)}" for one in collected.left_out)
    if collected.not_taken:
        yield f"Not taken ({counted(len(collected.not_taken), 'file')}):"
        yield from (f"  {Problem(Path(one.file).name, 0, one.what, one.do)}" for one in collected.not_taken)
    yield ""
    yield from _who_is_missing(collected, here)


def _settled(collected: Collected) -> Iterator[str]:
    if not collected.settled:
        return
    how = f"by the rule '{collected.rule}'" if collected.rule else "as you chose"
    yield f"{counted(collected.settled, 'contradiction was', 'contradictions were')} settled {how}:"
    for one in collected.settlements[:_MOST_SETTLED]:
        whose = f"{one.name}, " if one.name else ""
        place = f"in {Path(one.file).name}" if one.file else "that was stored"
        what = f"the answer {place} holds" + (f": {one.answer}" if one.answer else "")
        yield f"  {whose}'{shortened(one.practice, 100)}': {what}"
    if len(collected.settlements) > _MOST_SETTLED:
        yield f"  and {len(collected.settlements) - _MOST_SETTLED} more"


def _known(collected: Collected) -> str:
    return f", {collected.known:,} known already" if collected.known else ""


def _evidence(collected: Collected) -> str:
    if not collected.evidence:
        return ""
    return f", {counted(collected.evidence, 'new piece of evidence', 'new pieces of evidence')}"


def _form(form: FormRead) -> Iterator[str]:
    whose = f"{form.name}: " if form.name else ""
    name = Path(form.file).name
    if not form.answered:
        yield f"  {name}  {whose}{'nothing answered' if form.accepted else 'nothing taken'}"
    elif form.open_questions:
        total = form.answered + len(form.open_questions)
        names = f": {'; '.join(form.open_questions)}" if len(form.open_questions) <= _FEW else ""
        left = "left blank on purpose" if form.handed_in else "open"
        yield f"  {name}  {whose}{form.answered} of {total} answered, {len(form.open_questions)} {left}{names}"
    else:
        yield f"  {name}  {whose}all {form.answered} answered"


def _who_is_missing(collected: Collected, here: Path) -> Iterator[str]:
    open_still = collected.asked - collected.done
    if not open_still:
        yield f"Everybody is done: {counted(collected.asked, 'person', 'people')}."
        yield "Next:  cxdna status"
        return
    yield f"{collected.done} of {counted(collected.asked, 'person is', 'people are')} done. Not yet:"
    for one in collected.missing:
        yield f"  {one.name}, {one.role}: {one.answered} of {one.asked} answered"
    if not collected.missing:
        yield f"  {counted(open_still, 'form')}; nobody knows whose, so remind everybody"
    if any(form.answered and form.open_questions and not form.handed_in for form in collected.forms):
        yield "Who left questions empty on purpose is through: collect such forms once more with --done"
    if collected.list:
        yield f"Their e-mail addresses are in {near(Path(collected.list), here)}"
    yield "Next:  remind them, and collect again when more forms are there; how it stands:  cxdna status"

"""A list of people -> one form a person and a list for mail merge; in an anonymous assessment, forms without a name."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from cxdna.answers.forms.model import Form
from cxdna.errors import Problem, Problems, UserError, full_stop
from cxdna.organisation.read_date import read_date
from cxdna.statistics.display import counted, listed, long_date
from cxdna.store.model import LogEntry, Person, Record, Sheet
from cxdna.workflows.answering.assess import must_be_open
from cxdna.workflows.answering.by_role import of_role
from cxdna.workflows.answering.who import folded
from cxdna.workflows.current import Current
from cxdna.workflows.forms.files import LIST, Written, file_names, mail_merge, refuse_filled, write_all
from cxdna.workflows.forms.fill_in import form_for
from cxdna.workflows.forms.notes import (
    asked_of_nobody,
    questions_with_few,
    roles_unnamed,
    roles_with_few,
    small_groups,
    without_group,
)
from cxdna.workflows.forms.people import Invitee, PeopleList, group_or_everyone, read_people
from cxdna.workflows.forms.remaining import free_list, names_for, not_finished
from cxdna.workflows.where import near

FORMAT: Final = "cxdna-invite/1"
"""Name and number of the shape that `cxdna invite --json` prints: `Invited`."""
_FEWER_ROLES: Final = Fraction(5, 4)


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """What was written, and who is new. `forms` are in the order of the list, in anonymous mode by group.

    `kept` names forms that were there already and stayed as they are, `addresses` counts those on the list.
    """

    format: str = FORMAT
    assessment: str
    mode: str
    folder: str
    list: str
    by: dt.date | None
    new: int
    known: int
    forms: tuple[Written, ...]
    notes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    addresses: int = 0


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the list, where forms go (None: the workspace's place), and by when they are to be back.

    Without a list everybody in the assessment is invited who has not finished.
    """

    people: Path | None = None
    out: Path | None = None
    by: dt.date | None = None
    encoding: str | None = None
    more: bool = False


def invite(now: Current, wish: Wish, moment: dt.datetime, chance: Callable[[int], str]) -> Invited:
    """Write the forms and keep who was asked. Raises `Problems` with all that is wrong before anything is written.

    People who are known are recognised by name and role and keep their id. The forms are written first: when the
    store then fails, they are taken away again.
    """
    must_be_open(now)
    folder = wish.out or now.workspace.out / "forms" / now.assessment.id
    if wish.people is None:
        return _invite_again(now, folder, wish, moment)
    people = read_people(wish.people, now.playbook, wish.encoding)
    make = _nameless if now.assessment.mode == "anonymous" else _by_name
    sheets, records, notes, new = make(now, people, wish, chance)
    forms = [form_for(now, sheet, person, wish.by) for sheet, person, _ in sheets]
    _refuse_empty(forms, str(wish.people))
    if now.assessment.mode != "anonymous":
        notes += [*roles_unnamed(now, people.people), *roles_with_few(now, people.people, forms)]
    names = file_names(now, forms)
    refuse_filled([folder / name for name in names])
    emails = [invitee.email if invitee else "" for _, _, invitee in sheets]
    written = [_written(name, form) for form, name in zip(forms, names, strict=True)]
    merge = mail_merge(now, people.people, written, emails, wish.by)
    batch = _Batch(folder / LIST, list(zip(names, forms, strict=True)), merge)
    _write(now, batch, records, moment)
    return Invited(
        assessment=now.assessment.id,
        mode=now.assessment.mode,
        folder=str(folder),
        list=str(folder / LIST),
        by=wish.by,
        new=new,
        known=len(sheets) - new,
        forms=tuple(written),
        notes=(*people.notes, *notes),
        addresses=sum(bool(one.email) for one in people.people),
    )


def _invite_again(now: Current, folder: Path, wish: Wish, moment: dt.datetime) -> Invited:
    """Write a form for everybody who has not finished and has none yet; sheets and people stay as they are."""
    left = not_finished(now)
    forms = [form_for(now, sheet, person, wish.by) for sheet, person in left]
    _refuse_empty(forms, "")
    named = [(name, form, there) for form, (name, there) in zip(forms, names_for(now, folder, forms), strict=True)]
    new = [(name, form) for name, form, there in named if not there]
    written = [_written(name, form) for name, form in new]
    place = folder / free_list(folder)
    if new:
        merge = mail_merge(now, (), written, [""] * len(new), wish.by)
        _write(now, _Batch(place, new, merge), (), moment)
    people = {person.id: person for _, person in left}
    return Invited(
        assessment=now.assessment.id,
        mode=now.assessment.mode,
        folder=str(folder),
        list=str(place) if new else "",
        by=wish.by,
        new=0,
        known=len(new),
        forms=tuple(written),
        notes=tuple(_of_groups(now, now.store.sheets(now.assessment.id), people)),
        kept=tuple(name for name, _, there in named if there),
    )


def _written(name: str, form: Form) -> Written:
    return Written(
        file=name, name=form.name, role=form.role, group=form.group, questions=len(form.asked), time=form.time
    )


class _Batch(NamedTuple):
    """Where the list goes, the forms beside it, and the list."""

    place: Path
    forms: list[tuple[str, Form]]
    merge: bytes


def _write(now: Current, batch: _Batch, records: Sequence[Record], moment: dt.datetime) -> None:
    """Write the forms and keep the records; when the store fails, the forms are taken away again."""
    taking_away = write_all(*batch, now.assessment.opened)
    what = counted(len(batch.forms), "form was written", "forms were written")
    entry = LogEntry(at=moment, what="invited", text=f"{now.assessment.id}: {what}")
    try:
        now.store.add(*records, entry)
    except BaseException:
        taking_away()
        raise


_Made = tuple[list[tuple[Sheet, Person | None, Invitee | None]], list[Record], list[str], int]


def _by_name(now: Current, people: PeopleList, _: Wish, chance: Callable[[int], str]) -> _Made:
    """Return the sheets of people, known ones recognised, with the records that are new or changed."""
    there = {sheet.person: sheet for sheet in now.store.sheets(now.assessment.id)}
    known: dict[str, list[Person]] = {}
    for one in now.store.people():
        if one.forgotten is None:
            known.setdefault(folded(one.name), []).append(one)
    namesakes = Counter(folded(one.name) for one in people.people)
    ids = {one.id for one in now.store.people()}
    made: list[tuple[Sheet, Person | None, Invitee | None]] = []
    records: list[Record] = []
    notes: list[str] = []
    new = 0
    for invitee in people.people:
        person = _recognised(known.get(folded(invitee.name), ()), invitee, alone=namesakes[folded(invitee.name)] == 1)
        before = person
        if person is None:
            own_id = _unused(ids, chance)
            person = Person(
                id=own_id, name=invitee.name, role=invitee.role, group=group_or_everyone(invitee.group), salt=chance(16)
            )
            new += 1
        else:
            if folded(person.role) != folded(invitee.role):
                notes.append(f"{person.name} was {person.role} and is now {invitee.role}")
            group = invitee.group or person.group
            person = msgspec.structs.replace(person, role=invitee.role, group=group)
        sheet = _sheet(now, invitee, person, there.get(person.id))
        records += [record for record, old in ((person, before), (sheet, there.get(person.id))) if record != old]
        made.append((sheet, person, invitee))
    everybody = {**there, **{sheet.person: sheet for sheet, _, _ in made}}
    people_now = {one.id: one for one in (*now.store.people(), *(person for _, person, _ in made if person))}
    notes += _of_groups(now, everybody.values(), people_now)
    return made, records, notes, new


def _of_groups(now: Current, sheets: Iterable[Sheet], people: Mapping[str, Person]) -> Iterator[str]:
    """Yield what there is to say about the groups of an assessment in which people are known."""
    every = list(sheets)
    if now.assessment.mode == "confidential":
        yield from small_groups(Counter(sheet.group for sheet in every))
    yield from questions_with_few(now, every)
    yield from asked_of_nobody(now, every)
    yield from without_group(every, people)


def _recognised(known: Sequence[Person], invitee: Invitee, *, alone: bool) -> Person | None:
    """Return who is meant: somebody of that name and role, or the only one of that name.

    Raises `UserError` where several of that name are known and none has the role: nobody is doubled by a guess.
    """
    same_role = [one for one in known if folded(one.role) == folded(invitee.role)]
    if same_role:
        return same_role[0]
    if len(known) == 1 and alone:
        return known[0]
    if known:
        roles = listed(one.role for one in known)
        raise UserError(
            f"row {invitee.row}: '{invitee.name}' may be somebody who is known already ({roles}), or somebody new",
            "give the role by which they are known, or tell them apart in the name: Anna Berg (sales)",
        )
    return None


def _unused(ids: set[str], chance: Callable[[int], str]) -> str:
    while (own := f"p_{chance(4)}") in ids:
        continue
    ids.add(own)
    return own


def _sheet(now: Current, invitee: Invitee, person: Person, there: Sheet | None) -> Sheet:
    parts = of_role(now, invitee.role) if invitee.parts is None else invitee.parts
    return Sheet(
        assessment=now.assessment.id,
        id=there.id if there else person.id,
        person=person.id,
        role=person.role,
        group=person.group,
        parts=parts,
    )


def _nameless(now: Current, people: PeopleList, wish: Wish, chance: Callable[[int], str]) -> _Made:
    """Return as many sheets a group as it has people; nothing on them says whose they are."""
    out = Counter(sheet.group for sheet in now.store.sheets(now.assessment.id))
    if out and not wish.more:
        groups = listed(f"{group} {count}" for group, count in sorted(out.items()))
        raise UserError(
            f"this anonymous assessment has {counted(out.total(), 'sheet')} already ({groups}), and nobody can tell "
            "who has one",
            "list only people who have none yet and say so with --more, so that nobody answers twice",
        )
    groups_of: dict[str, list[Invitee]] = {}
    for one in people.people:
        groups_of.setdefault(group_or_everyone(one.group), []).append(one)
    made: list[tuple[Sheet, Person | None, Invitee | None]] = []
    notes = list(small_groups({group: len(members) + out[group] for group, members in groups_of.items()}))
    for group, members in sorted(groups_of.items()):
        # Whoever is asked about other things than the rest of their group would be known by their form.
        asked = (
            tuple(dict.fromkeys(part for one in members for part in one.parts or ()))
            if all(one.parts for one in members)
            else ()
        )
        if len({one.parts or () for one in members}) > 1:
            notes.append(f"everybody in {group} gets the same questions, or forms would tell whose they are")
        made += [(_sheet_of(now, group, asked, chance), None, None) for _ in members]
    notes += questions_with_few(now, [*now.store.sheets(now.assessment.id), *(sheet for sheet, _, _ in made)])
    made.sort(key=lambda one: (one[0].group, one[0].id))  # by chance within a group, as the ids are
    return made, [sheet for sheet, _, _ in made], notes, len(made)


def _sheet_of(now: Current, group: str, parts: tuple[str, ...], chance: Callable[[int], str]) -> Sheet:
    return Sheet(assessment=now.assessment.id, id=f"s_{chance(8)}", person=None, role="", group=group, parts=parts)


def _refuse_empty(forms: Sequence[Form], people: str) -> None:
    empty = [form for form in forms if not form.asked]
    if empty:
        raise Problems(
            Problem(people, 0, f"{form.name or form.group} would be asked nothing", "name other components")
            for form in empty
        )


def read_by(text: str | None, today: dt.date) -> dt.date | None:
    """Return the day by which forms are to be back. Raises `UserError` for no date and for one that is over."""
    if text is None:
        return None
    day = read_date(text, month_end=True)
    if day < today:
        raise UserError(f"{long_date(day)} is over", "give a day that is still to come")
    return day


def invited_lines(invited: Invited, here: Path) -> Iterator[str]:
    """Yield what happened, and the next step; paths are told as they are typed from here."""
    by = f", back by {long_date(invited.by)}" if invited.by else ""
    if not invited.forms:
        forms = counted(len(invited.kept), "person who is not done has a form", "people who are not done have forms")
        yield f"{forms} in {near(Path(invited.folder), here)} already, so nothing was written."
        yield from (f"Note: {note}{full_stop(note)}" for note in invited.notes)
        yield "Next:  send them; when forms come back, put them into one folder: cxdna collect FOLDER"
        return
    yield f"Wrote {counted(len(invited.forms), 'form')} to {near(Path(invited.folder), here)}{by}"
    if invited.mode == "anonymous":
        for group, count in sorted(Counter(form.group for form in invited.forms).items()):
            numbers = [form for form in invited.forms if form.group == group]
            yield f"  {group}: {counted(count, 'form')}, {counted(numbers[0].questions, 'question')}, {numbers[0].time}"
        yield ""
        yield (
            "Nobody knows who fills in which form, and that is how it must stay: give each person any form of their "
            "group, do not note which, and let the forms come back on a way that names nobody (a shared folder, a box)."
        )
    else:
        for form in invited.forms:
            yield f"  {form.file}  {form.name}, {form.role}: {counted(form.questions, 'question')}, {form.time}"
        if invited.kept:
            yield f"There already, and left as they are: {', '.join(invited.kept)}"
        yield from _by_role(invited.forms)
        yield ""
        known = f"{counted(invited.known, 'person is', 'people are')} known from before. " if invited.known else ""
        yield f"{known}Answers that are there already are not shown in the forms; leaving a question empty keeps them."
    for note in invited.notes:
        yield f"Note: {note}{full_stop(note)}"
    addresses = " E-mail addresses stand only there; cxdna keeps none." if invited.addresses else ""
    yield f"For mail merge: {near(Path(invited.list), here)}.{addresses}"
    yield "Next:  send them; when forms come back, put them into one folder: cxdna collect FOLDER"


def _by_role(forms: Sequence[Written]) -> Iterator[str]:
    """Yield how many questions each role gets, where roles have several people."""
    roles: dict[str, list[Written]] = {}
    for form in forms:
        roles.setdefault(folded(form.role), []).append(form)
    if len(roles) * _FEWER_ROLES > len(forms):
        return  # it would say the list above once more
    yield "By role:"
    for one in roles.values():
        numbers = sorted({form.questions for form in one})
        asked = counted(numbers[0], "question") if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]} questions"
        yield f"  {one[0].role}, {counted(len(one), 'person', 'people')}: {asked}"

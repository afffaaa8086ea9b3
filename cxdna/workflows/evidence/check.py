"""Whether the evidence of an assessment still holds: age, files, hashes, and what belongs to nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Literal

import msgspec

from cxdna.answers.model import EvidenceChange
from cxdna.organisation.model import Evidence
from cxdna.scores.evidence import fresh_until, judge, months_later
from cxdna.statistics.display import counted, long_date
from cxdna.workflows.current import Current, gather
from cxdna.workflows.evidence.listing import age_counts_to, cited_by, kind_of_record
from cxdna.workflows.score import as_json
from cxdna.workspace.evidence_files import files_kept, hash_file, is_unfinished, kept_place

FORMAT: Final = "cxdna-evidence-check/1"
"""Name and number of the shape that `cxdna evidence check --json` prints: `EvidenceCheck`."""
SOON_MONTHS: Final = 3
PLACES: Final = "--file or --link"
_HASHED_AT_ONCE: Final = 50_000_000
"""Bytes that are hashed beside other work: what is more would keep people waiting."""
_AGAIN: Final = "add it again with the same title, kind and date, and"

Matter = Literal[
    "too_old",
    "does_not_count",
    "soon_too_old",
    "file_missing",
    "file_changed",
    "file_unreadable",
    "file_outside",
    "nowhere",
    "covers_nothing",
    "file_unknown",
    "copy_unfinished",
]


class Found(msgspec.Struct, frozen=True):
    """One thing about a record, or about a file that no record names; `wrong` is False for what is only coming up."""

    matter: Matter
    record: str
    title: str
    file: str
    what: str
    do: str
    wrong: bool = True


class EvidenceCheck(msgspec.Struct, frozen=True):
    """What `--json` prints; `right` when nothing is wrong, whatever is coming up."""

    format: str
    assessment: str
    until: dt.date
    right: bool
    records: int
    hashed: int
    found: tuple[Found, ...]


def check_kept(now: Current, today: dt.date) -> EvidenceCheck:
    """Return everything that is wrong with the evidence, or soon will be; every file is hashed again."""
    until = age_counts_to(now, today)
    records, cited = gather(now, today).evidence, cited_by(now, today)
    found: list[Found] = []
    for record in records:
        found += (*_of_file(now, record), *_of_use(now, record, until, cited=record.id in cited))
        found += soon_too_old(now, [record], today)
    found += _of_nobody(now)
    return EvidenceCheck(
        format=FORMAT,
        assessment=now.assessment.id,
        until=until,
        right=not any(one.wrong for one in found),
        records=len(records),
        hashed=sum(bool(record.file) for record in records),
        found=tuple(found),
    )


def _of_file(now: Current, record: Evidence) -> Iterator[Found]:
    """Yield what is wrong with the file of a record: it must be there, readable, and as it was."""
    if not record.file:
        if not record.link:
            what = "neither a file nor a link: nobody can look at it"
            yield _about(record, "nowhere", what, f"{_AGAIN} {PLACES}")
        return
    place = kept_place(now.workspace.folder, record.file)
    again = f"put it back from a backup, or {_AGAIN} --file"
    if place is None:
        what = f"it names {record.file}, which is not in this workspace and was not opened"
        yield _about(record, "file_outside", what, again)
    elif not place.is_file():
        yield _about(record, "file_missing", f"its file is missing: {record.file}", again)
    elif record.sha256 and (now_is := _hash(place)) != record.sha256:
        if now_is is None:
            yield _about(
                record,
                "file_unreadable",
                f"its file may not be read: {record.file}",
                "ask its owner for the right to read it",
            )
        else:
            what = f"its file was changed after it was kept: {record.file} is now {now_is[:8]}, was {record.sha256[:8]}"
            yield _about(record, "file_changed", what, again)


def files_concern(now: Current, today: dt.date) -> str:
    """Return one line on files that are missing or were changed since they were noted; "" where all are as they were.

    Of many megabytes only whether they are there is looked at, as hashing them would take long.
    """
    records = [one for one in gather(now, today).evidence if one.file]
    places = {one.file: kept_place(now.workspace.folder, one.file) for one in records}
    there = [place for place in places.values() if place is not None and place.is_file()]
    small = sum(place.stat().st_size for place in there) <= _HASHED_AT_ONCE
    gone = {one.file: "is missing" for one in records if places[one.file] not in there}
    changed = {
        one.file: "was changed since it was noted"
        for one in records
        if small and one.sha256 and one.file not in gone and _hash(places[one.file] or Path()) != one.sha256
    }
    found = {**gone, **changed}
    if not found:
        return ""
    file, what = next(iter(found.items()))
    more = f", and {counted(len(found) - 1, 'more file')} missing or changed" if len(found) > 1 else ""
    return f"evidence: {PurePosixPath(file).name} {what}{more}: cxdna evidence check"


def _hash(place: Path) -> str | None:
    try:
        return hash_file(place)
    except OSError:
        return None


def _of_use(now: Current, record: Evidence, until: dt.date, *, cited: bool) -> Iterator[Found]:
    """Yield why a record supports nothing: too old, too little, or for no question."""
    use, kind = judge(record, now.playbook.evidence, until), kind_of_record(now.playbook, record)
    if kind is not None and fresh_until(record, kind) < until:
        ended = long_date(fresh_until(record, kind))
        what = f"too old: it counted until {ended}"
        yield _about(record, "too_old", what, f"add what is newer, or: cxdna evidence withdraw {record.id}")
    elif not use.counts:
        do = f"{_AGAIN} --periods" if kind and kind.counts_as == "data" else "look at its kind and date"
        yield _about(record, "does_not_count", f"it does not count: {use.reason}", do)
    known = {*(part.id for part, _ in now.playbook.walk()), *(one.id for one in now.questionnaire.questions)}
    if not cited and known.isdisjoint(record.covers):
        do = f"cite it in an answer, or {_AGAIN} --covers"
        yield _about(record, "covers_nothing", "it covers no question and no part", do)


def soon_too_old(now: Current, records: Iterable[Evidence], today: dt.date) -> Iterator[Found]:
    """Yield records that count today and will not within three months; in a closed assessment that matters no more."""
    if now.closing:
        return
    for record in records:
        kind = kind_of_record(now.playbook, record)
        if kind is None or not judge(record, now.playbook.evidence, today).counts:
            continue
        last = fresh_until(record, kind)
        if last < months_later(today, SOON_MONTHS):
            what, do = f"it counts until {long_date(last)}, then it is too old", "have its successor ready by then"
            yield _about(record, "soon_too_old", what, do, wrong=False)


def _about(record: Evidence, matter: Matter, what: str, do: str, *, wrong: bool = True) -> Found:
    return Found(matter, record.id, record.title, record.file, what, do, wrong)


def _of_nobody(now: Current) -> Iterator[Found]:
    """Yield files in the evidence folder that no record of any assessment names, in whatever state."""
    named = _named(now)
    for path in files_kept(now.workspace):
        if path in named:
            continue
        if is_unfinished(path):
            what, do = "an interrupted copy left this behind", "delete it unless something is being added right now"
            yield Found("copy_unfinished", "", "", path, what, do, wrong=False)
        else:
            yield Found(
                "file_unknown", "", "", path, "no record names this file", "add it as evidence, or move it away"
            )


def _named(now: Current) -> set[str]:
    """Return the path of every file that a record of any assessment has or had, restated ones included."""
    store = now.store
    assessments = [one.id for one in store.assessments()]
    records: list[Evidence | None] = [kept.record for one in assessments for kept in store.evidence(one)]
    for one in assessments:
        changes = [kept.restatement.change for kept in store.restatements(one)]
        records += [
            state for change in changes if isinstance(change, EvidenceChange) for state in (change.old, change.new)
        ]
    return {record.file for record in records if record is not None}


def check_json(checked: EvidenceCheck) -> str:
    """Return what was found as JSON, for other programs."""
    return as_json(checked)


def check_lines(checked: EvidenceCheck, now: Current) -> Iterator[str]:
    """Yield what was found, each with what to do; what is wrong first."""
    name, title = now.workspace.settings.organisation.name, now.assessment.title
    yield f"{name}: evidence of {title}, age counted to {long_date(checked.until)}"
    files = counted(checked.hashed, "file")
    yield f"{counted(checked.records, 'record')} looked at, {files} hashed again"
    for heading, group in (
        ("Wrong", [one for one in checked.found if one.wrong]),
        ("Coming up", [one for one in checked.found if not one.wrong]),
    ):
        if group:
            yield ""
            yield f"{heading}:"
            yield from (line for one in group for line in _told(one))
    yield ""
    if checked.right:
        yield "Nothing is wrong." if checked.records else "There is no evidence yet. Next:  cxdna evidence add"
    else:
        yield f"{counted(sum(one.wrong for one in checked.found), 'thing is', 'things are')} wrong."


def _told(one: Found) -> Iterator[str]:
    yield f"  {one.record} ({one.title}): {one.what}" if one.record else f"  {one.file}: {one.what}"
    yield f"    To do: {one.do}"

"""What was found in a library, in the lines that a terminal shows: a list by component, or one entry in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.model import Unit
from cxdna.definitions.wording import number
from cxdna.plan.figures import CADENCE_WORDS, DIRECTION_WORDS, UNIT_WORDS
from cxdna.statistics.display import counted
from cxdna.workflows.library.entry_lines import action_lines, kpi_lines, question_lines
from cxdna.workflows.library.look import MANY, ONE
from cxdna.workflows.library.model import ActionEntry, Entry, Group, KpiEntry, LibraryList

_MEASURED: Final[dict[Unit, str]] = {"index": "an index", "ratio": "a ratio", "count": "a count"}


def found_lines(found: LibraryList, *, in_full: bool) -> Iterator[str]:
    """Yield what was found: in full what was asked for by name, or is the only one; else one or two lines each."""
    entries = found.entries
    if not entries:
        yield from _nothing(found)
    elif in_full or len(entries) == 1:
        for at, entry in enumerate(entries):
            if at:
                yield ""
                yield ""
            yield from entry_lines(entry)
    else:
        yield from _list(found)


def _list(found: LibraryList) -> Iterator[str]:
    count, of = len(found.entries), counted(found.of, ONE[found.kind], MANY[found.kind])
    narrowed = f" {found.sought}" if found.sought else ""
    yield f"{found.playbook.name} {found.version}: {f'{count} of {of}' if count < found.of else of}{narrowed}"
    for group in found.groups:
        yield ""
        yield group.part.name if group.part else "Of no component"
        yield from _group(group)
    yield ""
    yield f"Next:  cxdna library {found.kind} {found.entries[0].id}   one in full"
    if not found.sought:
        yield f'       cxdna library {found.kind} --component NAME, or --search "WORDS"   fewer of them'


def _group(group: Group) -> Iterator[str]:
    for entry in group.entries:
        if isinstance(entry, KpiEntry):
            yield f"  {entry.id}: {entry.name}"
            yield f"    {measured(entry)}; kept honest by {entry.counter.id}"
        elif isinstance(entry, ActionEntry):
            steps = f"level {number(entry.from_level)} to {number(entry.to_level)}"
            yield f"  {entry.id}: {entry.title}"
            yield f"    {entry.question.id if entry.question else 'all of it'}, {steps}; {work(entry)}"
        else:
            yield f"  {entry.id}  {entry.practice}"
            if entry.asked_where:
                yield f"    asked where {entry.asked_where}"


def measured(kpi: KpiEntry) -> str:
    """Return in what a KPI is measured, which way it should go and how often."""
    unit = _MEASURED.get(kpi.unit, f"in {UNIT_WORDS[kpi.unit]}")
    return f"{unit}, {DIRECTION_WORDS[kpi.direction]}, {CADENCE_WORDS[kpi.cadence]}"


def work(action: ActionEntry) -> str:
    """Return who does an action, and how much it is."""
    return f"{action.owner_role}, {counted(action.weeks, 'week')}, {action.effort} effort"


def _nothing(found: LibraryList) -> Iterator[str]:
    if not found.of:
        yield f"{found.playbook.name} {found.version} has no {MANY[found.kind]}."
        return
    yield f"There is no {ONE[found.kind]} {found.sought}."
    parts = ", ".join(f"{name} {count}" for name, count in found.by_part)
    yield f"There {'is' if found.of == 1 else 'are'} {counted(found.of, ONE[found.kind], MANY[found.kind])}: {parts}"
    yield f"Next:  cxdna library {found.kind}   all of them"


def entry_lines(entry: Entry) -> Iterator[str]:
    """Yield everything of one entry."""
    if isinstance(entry, KpiEntry):
        yield from kpi_lines(entry, measured(entry))
    elif isinstance(entry, ActionEntry):
        yield from action_lines(entry, work(entry))
    else:
        yield from question_lines(entry)

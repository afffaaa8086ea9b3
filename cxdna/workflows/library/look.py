"""Look something up in the libraries: those of the workspace before those that cxdna brings along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from cxdna import resources
from cxdna.definitions.load import Library, load_library, playbook_ids
from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import meant, number, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import meant_by, plain
from cxdna.statistics.display import listed
from cxdna.workflows.current import current
from cxdna.workflows.find_part import find_part
from cxdna.workflows.library.gather import Shelves, Sought
from cxdna.workflows.library.model import ActionEntry, Entry, Filters, Group, Kind, LibraryList, Named
from cxdna.workflows.score import as_json
from cxdna.workflows.targets import find_level
from cxdna.workflows.where import Where
from cxdna.workspace.find import around, find

FORMAT: Final = "cxdna-library/1"
"""Name and number of the shape that `cxdna library --json` prints."""
ONE: Final[dict[Kind, str]] = {"questions": "question", "kpis": "KPI", "actions": "action"}
MANY: Final[dict[Kind, str]] = {"questions": "questions", "kpis": "KPIs", "actions": "actions"}
MOST_NAMED: Final = 8


def libraries_of(where: Where) -> Library:
    """Return the libraries of the workspace that is meant; outside of one those that cxdna brings along.

    Where the workspace has a playbook of its own, they are those of the playbook that the assessment at hand goes by.
    """
    if where.workspace is None and around(where.here) is None:
        return load_library(resources.roots())
    folder = find(where.here, where.workspace).folder
    # Only then is there a choice, and the records are worth the time it takes to open them.
    return load_library(resources.roots(folder), _playbook_at_hand(where) if playbook_ids(folder) else None)


def _playbook_at_hand(where: Where) -> str:
    with current(where) as now:
        return now.playbook.id


def look(library: Library, kind: Kind, filters: Filters = Filters()) -> LibraryList:  # noqa: B008 - frozen
    """Return the entries of a kind that pass the filters. Raises `UserError` and `Problems` for names of nothing."""
    shelves = Shelves(library)
    every = shelves.of(kind)
    chosen = _named(every, kind, filters.ids) if filters.ids else every
    sieves = list(_sieves(library.playbook, filters))
    for _, passes in sieves:
        chosen = [one for one in chosen if passes(one)]
    return LibraryList(
        kind=kind,
        playbook=Named(library.playbook.id, library.playbook.name),
        version=library.playbook.version,
        of=len(every),
        by_part=tuple((_title(group), len(group.entries)) for group in _groups(every, shelves)),
        sought=" ".join(said for said, _ in sieves),
        groups=_groups(chosen, shelves),
    )


def _sieves(playbook: Playbook, filters: Filters) -> Iterator[tuple[str, Callable[[Sought], bool]]]:
    """Yield what a list is narrowed down by: in words, and what passes."""
    if filters.component is not None:
        part = find_part(playbook, filters.component)
        inside = _inside(playbook, part)
        names = {one.id: one.name for one, _ in playbook.walk()}
        yield f"for {names.get(part, playbook.name)}", lambda one: not inside.isdisjoint(one.parts)
    if filters.from_level is not None:
        level = find_level(playbook, filters.from_level)
        yield f"from level {number(level)} on", lambda one: _leads_on(one.entry, level)
    if filters.search is not None:
        words = plain(filters.search).split()
        if not words:
            raise UserError(f"'{shortened(filters.search)}' has no word in it", "give the words to look for")
        said = f"with '{shortened(filters.search)}' in it"
        yield said, lambda one: all(f" {word}" in f" {one.words}" for word in words)


def _leads_on(entry: Entry, level: float) -> bool:
    return isinstance(entry, ActionEntry) and entry.from_level <= level < entry.to_level


def _title(group: Group) -> str:
    return group.part.name if group.part else "no component"


def _groups(chosen: Iterable[Sought], shelves: Shelves) -> tuple[Group, ...]:
    by_part: dict[str, list[Sought]] = {}
    for one in chosen:
        by_part.setdefault(one.parts[0] if one.parts else "", []).append(one)
    return tuple(Group(shelves.parts.get(part), tuple(one.entry for one in own)) for part, own in by_part.items())


def _inside(playbook: Playbook, part: str) -> set[str]:
    """Return a part and everything in it; of the whole, every part."""
    return {one.id for one, above in playbook.walk() if part in {playbook.id, one.id, *(each.id for each in above)}}


def _named(every: Sequence[Sought], kind: Kind, words: Iterable[str]) -> list[Sought]:
    """Return the entries that are named, in the order of the library. Raises for all names that are none at once."""
    found: set[str] = set()
    problems: list[Problem] = []
    for word in words:
        try:
            found.add(_find(every, kind, word))
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
    if problems:
        if len(problems) == 1:
            raise UserError(problems[0].what, problems[0].do)
        raise Problems(problems, "nothing was looked up")
    return [one for one in every if one.entry.id in found]


def _find(every: Sequence[Sought], kind: Kind, word: str) -> str:
    """Return the id that is meant by an id, a name or the start of one; of a question its number is enough."""
    names: dict[str, str] = {}
    for one in every:
        names.setdefault(plain(one.name), one.entry.id)
        if kind == "questions":
            names.setdefault(plain(one.entry.id.removeprefix("q")), one.entry.id)
    names |= {plain(one.entry.id): one.entry.id for one in every}
    found = meant_by(word, names)
    if len(found) == 1:
        return found[0]
    if found:
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        which = ", ".join(found[:MOST_NAMED]) if more else listed(found)
        raise UserError(f"'{shortened(word)}' may be {which}{more}", "give more of it")
    near = meant(word, [*(one.entry.id for one in every), *(one.name for one in every)])
    do = near if near.startswith("did you mean") else f"list what there is with: cxdna library {kind}"
    raise UserError(f"the library has no {ONE[kind]} '{shortened(word)}'", do)


class _Printed(msgspec.Struct, frozen=True, kw_only=True):
    format: str
    kind: Kind
    playbook: str
    version: str
    of: int
    entries: tuple[object, ...]


def library_json(found: LibraryList) -> str:
    """Return what was found as JSON, for other programs."""
    return as_json(
        _Printed(
            format=FORMAT,
            kind=found.kind,
            playbook=found.playbook.id,
            version=found.version,
            of=found.of,
            entries=found.entries,
        )
    )

"""A document that does not fit -> the rest of it that does, for what else is wrong with the file.

Data and marks are cut alike: a path into the rest leads to the line in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import msgspec

from cxdna.definitions.describe import branches, resolved
from cxdna.definitions.document import MOST_PROBLEMS, Branch, Data, Document, Marks, Tree, Where
from cxdna.definitions.explain_fit import Misfit, misfits
from cxdna.definitions.lost import Lost
from cxdna.definitions.schema import Schema, schema_of

T = TypeVar("T", bound=msgspec.Struct)

# A field goes, then what needs it, then what needs that: deeper than this little of the file is left.
_ROUNDS: Final = 8
# Other files and the lines of messages go by these: none can be made up.
_NAMING: Final = frozenset({"id", "kind", "playbook", "questionnaire"})
# Each form of text that a file's head asks for is met by one of these.
_TEXTS: Final = ("x", "XX", 3 * "X", "en", "1")


class Rest(msgspec.Struct, frozen=True):
    """What is left of a document, and what it lacks."""

    document: Document
    lost: Lost


def prune(document: Document, kind: type[T], convert: Callable[[Document], T | None]) -> tuple[T, Rest] | None:
    """Return what fits without the smallest things that do not; None where a part that the file needs is among them."""
    root, shears = schema_of(kind), _Shears(document)
    rest = Rest(document, Lost())
    for _ in range(_ROUNDS):
        found = {(one.where, one.missing): one for one in misfits(rest.document, root)}
        if not 0 < len(found) < MOST_PROBLEMS or not all(shears.cut(one, root) for one in found.values()):
            return None
        rest = shears.rest()
        value = convert(rest.document)
        if value is not None:
            return value, rest
    return None


class _Shears:
    """Gathers what to leave out of a document, as paths into the file, and cuts it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cuts: set[Where] = set()
        self._fills: dict[Where, Data] = {}
        # For each list of the rest that lost entries, where each of the others stands in the file.
        self._stayed: dict[Where, list[int]] = {}
        self._begin()

    def _begin(self) -> None:
        paths = (*self._cuts, *self._fills)
        self._touched = {path[:end] for path in paths for end in range(len(path))}
        self._stayed = {}
        self._places: set[Where] = set()
        self._stand_ins: set[Where] = set()
        self._ids: set[str] = set()
        self._lists: set[str] = set()

    def cut(self, misfit: Misfit, root: Schema) -> bool:
        """Take note of what to do about a misfit of the rest; return False where nothing can be done."""
        where = self._in_file(misfit.where)
        if misfit.missing is None or any(isinstance(step, int) for step in where):
            self._cuts.add(where)
            return bool(where)
        place = (*where, misfit.missing)
        given = _at(self._document.data, place)
        # What is missing at the top of the file is most of it.
        made = None if misfit.missing in _NAMING or not (where or given) else _stand_in(misfit.schema, root, given)
        self._fills[place] = made
        return made is not None

    def rest(self) -> Rest:
        """Return the document without what was noted."""
        self._begin()
        data, tree = self._copy(self._document.data, self._document.marks.root, (), ())
        lost = Lost(frozenset(self._places), frozenset(self._stand_ins), frozenset(self._ids), frozenset(self._lists))
        return Rest(msgspec.structs.replace(self._document, data=data, marks=Marks(tree)), lost)

    def _in_file(self, where: Where) -> Where:
        steps: list[str | int] = []
        for end, step in enumerate(where):
            stayed = self._stayed.get(where[:end])
            steps.append(stayed[step] if stayed is not None and isinstance(step, int) else step)
        return tuple(steps)

    def _copy(self, data: Data, tree: Tree, old: Where, new: Where) -> tuple[Data, Tree]:
        """Return data and marks without what is cut; `old` is their path in the file, `new` that in the rest."""
        if old not in self._touched or not isinstance(tree, Branch):
            return data, tree
        if isinstance(data, list) and isinstance(tree.below, list):
            items: list[Data] = []
            marks: list[Tree] = []
            stayed: list[int] = []
            for index, item in enumerate(data):
                if (*old, index) in self._cuts:
                    self._leave(item, old, new)
                    continue
                kept, mark = self._copy(item, tree.below[index], (*old, index), (*new, len(items)))
                items.append(kept)
                marks.append(mark)
                stayed.append(index)
            self._stayed[new] = stayed
            return items, Branch(tree.at, marks)
        if isinstance(data, dict) and isinstance(tree.below, dict):
            return self._copy_mapping(data, tree.at, tree.below, (old, new))
        return data, tree

    def _copy_mapping(
        self, data: dict[str, Data], at: int, below: dict[str, tuple[int, Tree]], paths: tuple[Where, Where]
    ) -> tuple[Data, Tree]:
        old, new = paths
        entries: dict[str, Data] = {}
        marks: dict[str, tuple[int, Tree]] = {}
        for key, value in data.items():
            if (*old, key) in self._cuts:
                self._leave(value, (*old, key), new)
                continue
            kept, mark = self._copy(value, below[key][1], (*old, key), (*new, key))
            if kept == [] and value:
                # A list of which nothing is left says something else than the one in the file.
                self._places.add(new)
                continue
            entries[key] = kept
            marks[key] = (below[key][0], mark)
        for place, value in self._fills.items():
            if place[:-1] == old:
                entries[str(place[-1])] = value
                self._stand_ins.add((*new, place[-1]))
                self._places.add(new)
        return entries, Branch(at, marks)

    def _leave(self, data: Data, old: Where, new: Where) -> None:
        """Take note of what goes: under `old` in the file, from the container at `new` in the rest."""
        self._places.add(new)
        # Elsewhere lists under the same keys hold ids that refer to others.
        holds_ids = len(old) == 1 or {step for step in old if isinstance(step, str)} == {"parts"}
        items = data if isinstance(data, list) else [data]
        if holds_ids and not all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in items):
            self._lists.add(str(old[-1]))
        pending = [data]
        while pending:
            value = pending.pop()
            if isinstance(value, list):
                pending += value
            elif isinstance(value, dict):
                if "id" in value:
                    self._ids.add(str(value["id"]))
                pending += value.values()


def _at(data: Data, where: Where) -> Data:
    for step in where:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        else:
            return None
    return data


def _stand_in(schema: Schema, root: Schema, given: Data) -> Data:
    """Return a value that fits a field of a file's head, near what is given if that is one value; None for none."""
    branch = branches(resolved(schema, root), root)[0]
    if branch.get("type") == "array":
        one = _stand_in(branch["items"], root, None)
        return None if one is None else [one]
    if "enum" in branch:
        return str(branch["enum"][0])
    if branch.get("format") == "date":
        return "9999-12-31"
    plain: dict[str, Data] = {
        "string": next(_fitting(branch, given), None),
        "integer": branch.get("minimum", 1),
        "number": branch.get("minimum", 1),
        "boolean": False,
    }
    return plain.get(branch.get("type", ""))


def _fitting(schema: Schema, given: Data) -> Iterator[str]:
    own = () if given is None or isinstance(given, list | dict) else (str(given),)
    for text in (*own, *_TEXTS):
        fits = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
        if fits and re.search(schema.get("pattern", ""), text):
            yield text

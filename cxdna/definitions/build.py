"""Parse events -> plain data with marks, one event at a time and never by recursion.

What is wrong is noted, and building goes on wherever the structure stays sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cxdna.definitions.decode import named
from cxdna.definitions.document import COLUMN_BITS, MAX_DEPTH, MOST_PROBLEMS, Branch, Data, Place, Tree
from cxdna.definitions.resolve import SUSPECT_STARTS, Unclear, resolve, resolve_key
from cxdna.definitions.wording import shortened
from cxdna.organisation.plain_text import CONTROLS

MAX_EVENTS: Final = 200_000
_YAML_TAG: Final = "tag:yaml.org,2002:"
# Escapes can bring in what `decode` refuses as it stands; a carriage return by itself is half a line break.
_UNSEEN: Final = re.compile(f"[{CONTROLS}]|\r(?!\n)")
# Where a point stands between thousands, this is a whole number; YAML takes it for one with three decimals.
_THOUSANDS: Final = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
# The types of PyYAML let an event be without marks; the events of a loader have them.
_Event: TypeAlias = Any
# Stands in for a key that cannot be one, so that the rest of the file can be looked at; no key can hold this.
_NO_KEY: Final = "\0"


class Stopped(Exception):
    """Reading had to end at this place."""

    def __init__(self, event: _Event, what: str, do: str) -> None:
        super().__init__(what)
        self.place: Place = (event.start_mark.line + 1, what, do)


class _Mapping:
    """A mapping that is being filled; `key` is the one whose value comes next."""

    __slots__ = ("entries", "key", "key_at", "marks")

    def __init__(self) -> None:
        self.entries: dict[str, Data] = {}
        self.marks: dict[str, tuple[int, Tree]] = {}
        self.key: str | None = None
        self.key_at = 0

    def put(self, value: Data, tree: Tree) -> None:
        if self.key is not None and self.key != _NO_KEY:
            self.entries[self.key] = value
            self.marks[self.key] = (self.key_at, tree)
        self.key = None


class _Sequence:
    """A list that is being filled."""

    __slots__ = ("items", "marks")

    def __init__(self) -> None:
        self.items: list[Data] = []
        self.marks: list[Tree] = []

    def put(self, value: Data, tree: Tree) -> None:
        self.items.append(value)
        self.marks.append(tree)


class Builder:
    """Builds the first document of a stream; afterwards `data`, `tree` and `places` hold what came out of it.

    `thousands` has, by its mark, each number as it is written that means thousands to some.
    """

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.thousands: dict[int, str] = {}
        # The stream counts as a list that the document is put into.
        self._stream = _Sequence()
        self._here: _Mapping | _Sequence = self._stream
        self._above: list[_Mapping | _Sequence] = []

    @property
    def data(self) -> Data:
        """What the document says; None where there is none."""
        return self._stream.items[0] if self._stream.items else None

    @property
    def tree(self) -> Tree:
        """The marks of the document."""
        return self._stream.marks[0] if self._stream.marks else 0

    def feed(self, events: Iterator[Any]) -> tuple[int, int] | None:
        """Build from the events up to the end of the document; return where it ends, as character and line (from 0).

        Raises `Stopped` where going on would be of no use.
        """
        for count, event in enumerate(events):
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event, _Mapping() if kind is MappingStartEvent else _Sequence())
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._here = self._above.pop()
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentEndEvent:
                return event.end_mark.index, event.end_mark.line
            if count > MAX_EVENTS:
                raise Stopped(event, f"more than {MAX_EVENTS:,} keys and values", "split the file")
        return None

    def _scalar(self, event: _Event) -> None:
        mark = event.start_mark
        at: int = mark.line << COLUMN_BITS | mark.column
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        here = self._here
        if type(here) is _Mapping and here.key is None:
            self._key(here, event, at)
            return
        value: Data = event.value
        if not event.style:
            if event.value[:1] in SUSPECT_STARTS:
                value = self._resolved(event)
                if type(value) is float and _THOUSANDS.fullmatch(event.value):
                    self.thousands[at] = event.value
        elif event.style == '"' and (unseen := _UNSEEN.search(event.value)):
            self._refuse(event, f"text holds {named(unseen[0])}", "delete the escape that makes it")
        here.put(value, at)

    def _resolved(self, event: _Event) -> Data:
        try:
            return resolve(event.value)
        except Unclear as unclear:
            self._refuse(event, str(unclear))
            return str(event.value)

    def _key(self, here: _Mapping, event: _Event, at: int) -> None:
        key: str = event.value
        if key[:1] in SUSPECT_STARTS and not event.style:
            try:
                key = resolve_key(key)
            except Unclear as unclear:
                self._refuse(event, str(unclear))
                key = _NO_KEY
        elif event.style == '"' and (unseen := _UNSEEN.search(key)):
            self._refuse(event, f"a key holds {named(unseen[0])}", "delete the escape that makes it")
            key = _NO_KEY
        if key in here.entries:
            first, second = (here.marks[key][0] >> COLUMN_BITS) + 1, event.start_mark.line + 1
            lines = f"lines {first}, {second}" if first != second else f"line {first}"
            self._refuse(event, f"'{shortened(key)}' given twice ({lines})", "delete one")
        here.key = key
        here.key_at = at

    def _open(self, event: _Event, new: _Mapping | _Sequence) -> None:
        if len(self._above) >= MAX_DEPTH:
            raise Stopped(event, f"nesting deeper than {MAX_DEPTH}", "check the brackets and the indentation")
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        here = self._here
        if type(here) is _Mapping and here.key is None:
            self._refuse(event, "a list or mapping cannot be a key", "put text that starts with '{' or '[' in quotes")
            here.key = _NO_KEY
        else:
            at: int = event.start_mark.line << COLUMN_BITS | event.start_mark.column
            here.put(new.entries if isinstance(new, _Mapping) else new.items, Branch(at, new.marks))
        self._above.append(here)
        self._here = new

    def _alias(self, event: _Event) -> None:
        self._refuse(event, "aliases are not allowed", "write the value out; put text that starts with '*' in quotes")
        here = self._here
        if type(here) is _Mapping and here.key is None:
            here.key = _NO_KEY
        else:
            here.put(None, event.start_mark.line << COLUMN_BITS | event.start_mark.column)

    def _refuse_properties(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse(event, "anchors are not allowed", "delete it; put text that starts with '&' in quotes")
        if event.tag is not None:
            tag = shortened(event.tag.replace(_YAML_TAG, "!!"))
            self._refuse(event, f"tag not allowed: {tag}", "delete it; put text that starts with '!' in quotes")

    def _refuse(self, event: _Event, what: str, do: str = "") -> None:
        if len(self.places) >= MOST_PROBLEMS:
            raise Stopped(event, "more problems follow", "mend these first")
        self.places.append((event.start_mark.line + 1, what, do))

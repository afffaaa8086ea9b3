"""One YAML file -> a document, or everything that is wrong with how it is written.

An iterative builder over parse events. `yaml.load` and `yaml.compose` are never used: composing crashes the process on
100 kB of brackets, and loading expands aliases, keeps the last of two equal keys and turns `no` into false.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import yaml

from cxdna.definitions.build import Builder, Stopped
from cxdna.definitions.decode import MAX_BYTES, Undecodable, decode, lines_of
from cxdna.definitions.document import Document, Marks, Place
from cxdna.definitions.explain_syntax import explain_syntax
from cxdna.errors import Problem, Problems

# Directives are refused before the parser sees them: it compares each %TAG with all before it.
_DIRECTIVE: Final = re.compile(r"(?:[ ]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%")
# libyaml where PyYAML was built with it; the slow reader gives the same events.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Reading(msgspec.Struct, frozen=True):
    """What came out of a file: a document where its structure is sound, and the problems of its writing.

    With problems beside it a document serves to look for more of them, and for nothing else. `kind` is what the file
    says it is, if it says so before reading has to stop.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    kind: str | None = None


def read(path: Path) -> Document:
    """Return what the file says. Raises `Problems` with all that is wrong with its writing."""
    reading = read_leniently(path)
    if reading.problems or reading.document is None:
        raise Problems(reading.problems)
    return reading.document


def read_leniently(path: Path) -> Reading:
    """Return what the file says, as far as it can be told, and all that is wrong with its writing."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Reading(None, (Problem(str(path), 0, "there is no such file"),))
    except OSError as error:
        why = (error.strerror or "the system gives no reason").lower()
        return Reading(None, (Problem(str(path), 0, f"the file cannot be read: {why}"),))
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Reading:
    """Return what the bytes say; `path` is where they are from, for messages only."""
    try:
        text = decode(raw)
    except Undecodable as error:
        return Reading(None, _problems(error.places, path))
    builder = Builder()
    stopped = list(_build(builder, text))
    problems = _problems([*builder.places, *stopped], path)
    said = builder.data.get("kind") if isinstance(builder.data, dict) else None
    kind = said if isinstance(said, str) else None
    if stopped:
        return Reading(None, problems, kind)
    first_line = text.split("\n", 1)[0].rstrip("\r")
    digest = hashlib.sha256(raw).hexdigest()
    return Reading(
        Document(path, builder.data, Marks(builder.tree, builder.thousands), digest, first_line), problems, kind
    )


def _build(builder: Builder, text: str) -> Iterator[Place]:
    """Feed the events of the text to the builder; yield what stopped it, if anything did."""
    directive = _DIRECTIVE.match(text)
    if directive:
        yield len(lines_of(directive[0])), "a line cannot start with '%'", "delete it"
        return
    loader = _LOADER(text)
    try:
        end = builder.feed(iter(loader.get_event, None))
    except Stopped as stop:
        yield stop.place
    except yaml.YAMLError as error:
        yield explain_syntax(error, lines_of(text))
    else:
        if end:
            yield from _second_document(text, *end)
    finally:
        loader.dispose()


def _second_document(text: str, end: int, line: int) -> Iterator[Place]:
    """Yield where more follows the first document, which ends at that character and line (from 0).

    Looked for in the text: asked for more events, the parser would read whatever follows.
    """
    for number, rest in enumerate(lines_of(text[end:]), start=line + 1):
        if rest.split("#", 1)[0].strip() not in {"", "..."}:
            yield number, "a second document starts here", "keep one document in a file"
            return


def _problems(places: list[Place], path: Path) -> tuple[Problem, ...]:
    return tuple(Problem(str(path), *place) for place in sorted(places))

"""Data -> YAML as people read and write it: what `read` makes of the text is what went in.

Long text becomes a folded block, in which nobody has to think of quotes, colons or hashes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

WIDTH: Final = 100
LONGEST_LINE: Final = 72
"""Text of more characters than this becomes a block."""
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_MEANS_MORE: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})
_NO_BLOCK: Final = re.compile(
    r"[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
_BREAK: Final = re.compile(r"(?<=\S) (?=\S)")
_ESCAPED: Final = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff", "\x7f": "\\u007f"}


def entry(key: str, value: object, indent: int = 0, note: str = "") -> list[str]:
    """Return the lines of `key: value`, with a note as a comment behind or, where there is no room, above.

    `value` is text, a number, a truth value, a date, None, or a list or mapping of such; no list in a list.
    """
    start = " " * indent
    name = scalar(key)
    if isinstance(value, str) and _is_block(value):
        first = f"{start}{name}: >-"
        body = _folded(value, indent + 2)
    elif isinstance(value, Mapping) and value:
        first, body = f"{start}{name}:", mapping(value, indent + 2)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        first, body = _listed(name, value, indent)
    else:
        first, body = f"{start}{name}: {scalar(value)}", []
    if not note:
        return [first, *body]
    if len(first) + len(note) + 4 <= WIDTH:
        return [f"{first}  # {note}", *body]
    return [f"{start}# {note}", first, *body]


def block(key: str, text: str, indent: int = 0) -> list[str]:
    """Return `key: >-` with the text below, short as it may be, so that it can be changed without a thought of quotes.

    Text that no block can hold stands in quotes.
    """
    if not text or not _fits_block(text):
        return entry(key, text, indent)
    return [f"{' ' * indent}{scalar(key)}: >-", *_folded(text, indent + 2)]


def mapping(value: Mapping[str, object], indent: int = 0) -> list[str]:
    """Return the lines of a mapping."""
    return [line for key, one in value.items() for line in entry(str(key), one, indent)]


def scalar(value: object) -> str:
    """Return a value that takes no line of its own; text that could be read as something else stands in quotes."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _MEANS_MORE
        return value if plain else _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping | Sequence):
        return "{}" if isinstance(value, Mapping) else "[]"
    return "null" if value is None else repr(value)


def _listed(name: str, value: Sequence[object], indent: int) -> tuple[str, list[str]]:
    """Return a list on one line where that is short, else an item a line."""
    start = " " * indent
    if not any(isinstance(one, Mapping | list | tuple) or (isinstance(one, str) and _is_block(one)) for one in value):
        line = f"{start}{name}: [{', '.join(map(scalar, value))}]"
        if len(line) <= WIDTH:
            return line, []
    body: list[str] = []
    for one in value:
        body += item(one, indent + 2)
    return f"{start}{name}:", body


def item(value: object, indent: int = 0) -> list[str]:
    """Return the lines of an item of a list."""
    start = " " * indent
    if isinstance(value, Mapping) and value:
        first, *rest = mapping(value, indent + 2)
        return [f"{start}- {first.lstrip(' ')}", *rest]
    if isinstance(value, str) and _is_block(value):
        return [f"{start}- >-", *_folded(value, indent + 2)]
    return [f"{start}- {scalar(value)}"]


def _is_block(text: str) -> bool:
    """Tell text that a block can hold: without spaces at either end of a line, and without signs that break lines."""
    return (len(text) > LONGEST_LINE or "\n" in text) and _fits_block(text)


def _fits_block(text: str) -> bool:
    return (
        not _NO_BLOCK.search(text)
        and all(line == line.strip() for line in text.split("\n"))
        and bool(text.strip("\n") == text)
    )


def _folded(text: str, indent: int) -> list[str]:
    """Return the lines of a folded block: a break in the text is an empty line more."""
    start = " " * indent
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        lines += [start + line for line in _wrapped(paragraph, WIDTH - indent)]
    return lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    """Break at single spaces alone: those are what folding puts back."""
    if not paragraph:
        return []
    lines, line = [], ""
    for piece in _BREAK.split(paragraph):
        if line and len(line) + 1 + len(piece) > width:
            lines.append(line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, line]


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(_ESCAPED.get(sign, sign) for sign in quoted)

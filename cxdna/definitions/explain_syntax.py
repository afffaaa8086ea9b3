"""Syntax errors of YAML in the words of someone who writes questionnaires, not parsers.

PyYAML has two sets of texts, libyaml's and its own. The table below covers both; what is in neither becomes one general
sentence, so that no text of a parser reaches a person.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from yaml import YAMLError
from yaml.error import Mark, MarkedYAMLError

from cxdna.definitions.document import MAX_DEPTH, Place


class _Sentence(NamedTuple):
    """How one kind of error is told; `opened` points at where the thing began instead of where reading stopped."""

    found: re.Pattern[str]
    what: str
    do: str
    opened: bool = False


def _told(found: str, what: str, do: str, *, opened: bool = False) -> _Sentence:
    return _Sentence(re.compile(found), what, do, opened)


_QUOTE: Final = "put the text in quotes"
# Matched in this order against "context; problem".
_SENTENCES: Final = (
    # libyaml's own limit is a thousand brackets in a row; it looks ahead that far before it reports the first.
    _told(r"nesting", f"nesting deeper than {MAX_DEPTH}", "check the brackets and the indentation"),
    _told(r"unexpected (end of stream|document)", "a quote is opened here and never closed", "close it", opened=True),
    _told(
        r"escape|hexdecimal|hexadecimal",
        "'\\' starts an escape that YAML does not know",
        "use single quotes, or write '\\\\'",
    ),
    _told(
        r"flow sequence",
        "the list opened with '[' here is not closed or lacks a comma",
        "add ',' or ']'",
        opened=True,
    ),
    _told(
        r"flow mapping",
        "what is opened with '{' here is not closed or lacks a comma",
        "add ',' or '}'; text that starts with '{' needs quotes",
        opened=True,
    ),
    _told(
        r"simple key; could not find",
        "this line has no ':'",
        "write 'key: value'; indent text that goes on",
        opened=True,
    ),
    _told(
        r"mapping values are not allowed",
        "a ':' where none can stand",
        "check the indentation and the line above; text with ': ' in it needs quotes",
    ),
    _told(
        r"(sequence )?entries are not allowed", "a '-' where none can stand", "start the list on the line below its key"
    ),
    _told(r"plain scalar", "a ':' where none can stand", _QUOTE),
    _told(r"mapping keys are not allowed", "a '?' where none can stand", _QUOTE),
    _told(r"alias|anchor", "text cannot start with '*' or '&'", _QUOTE),
    _told(r"\btag\b", "text cannot start with '!'", _QUOTE),
    _told(r"block scalar", "text after '|' or '>' starts on the next line, indented", "move it there"),
    _told(r"directive|%YAML|%TAG", "a line cannot start with '%'", "delete it or put it in quotes"),
    _told(
        r"block (collection|sequence)",
        "this line does not fit the list above it",
        "check its indentation; each entry starts with '- '",
    ),
    _told(r"block mapping", "this line does not fit the lines above it", "check its indentation"),
    _told(r"node content", "a ',', ']' or '}' where none can stand", f"delete it or {_QUOTE}"),
    _told(r"document start", "a second document starts here", "keep one document in a file"),
)
_GENERAL: Final = ("this cannot be read as YAML", "check indentation, quotes and brackets here and in the line above")
_KEY_EXPECTED: Final = re.compile(r"block mapping")
_IN_BRACKETS: Final = re.compile(r"flow node")
_NO_START: Final = re.compile(r"cannot start any token")


def explain_syntax(error: YAMLError, lines: list[str]) -> Place:
    """Return the line (from 1), what is wrong and what to do."""
    if not isinstance(error, MarkedYAMLError):
        return 1, *_GENERAL
    said = f"{error.context or ''}; {error.problem or ''}"
    here = error.problem_mark or error.context_mark
    if _NO_START.search(said):
        return _line(here, lines), f"text cannot start with '{_character(here, lines)}'", _QUOTE
    if _KEY_EXPECTED.search(said) and _goes_on(here, lines):
        return _line(here, lines), "text goes on after a closing quote or bracket", "put quotes around all of it"
    if _IN_BRACKETS.search(said) and here and _line(here, lines) < here.line + 1:
        return _line(here, lines), "the file ends inside a list or mapping that was opened", "add ']' or '}'"
    for sentence in _SENTENCES:
        if sentence.found.search(said):
            mark = (error.context_mark or here) if sentence.opened else here
            return _line(mark, lines), sentence.what, sentence.do
    return _line(here, lines), *_GENERAL


def _line(mark: Mark | None, lines: list[str]) -> int:
    """Return the line of a mark; one past the last line that holds anything is that line."""
    last = len(lines)
    while last > 1 and not lines[last - 1].strip():
        last -= 1
    return min(mark.line + 1, last) if mark else 1


def _goes_on(mark: Mark | None, lines: list[str]) -> bool:
    """Return whether the mark stands behind other text in its line."""
    return mark is not None and mark.line < len(lines) and bool(lines[mark.line][: mark.column].strip())


def _character(mark: Mark | None, lines: list[str]) -> str:
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    return line[mark.column] if mark and mark.column < len(line) else "this character"

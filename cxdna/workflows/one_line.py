"""What somebody gives as a name or a reason -> one line that records and documents can hold."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.errors import UserError
from cxdna.organisation.plain_text import is_readable

LONGEST_REASON = 400
LONGEST_NAME = 200


def one_line(text: str, option: str, most: int) -> str:
    """Return a text on one line. Raises `UserError` for one that is too long or holds a sign that does not print."""
    line = " ".join(text.split())
    if len(line) > most:
        raise UserError(f"{option} has {len(line):,} characters, and {most:,} fit", "say it shorter")
    if not is_readable(line):
        raise UserError(f"{option} holds a sign that does not print", "write plain text")
    return line


def wrong_text(name: str, text: str, most: int) -> Iterator[tuple[str, str]]:
    """Yield what keeps a text from standing on one line of a document, and what to do; `name` says which text it is."""
    if len(text) > most:
        yield f"{name} has {len(text):,} characters, and {most:,} fit", "shorten it"
    if not is_readable(text):
        yield f"{name} holds a line break or a sign that does not print", "write it on one line, as plain text"


def printable(text: str) -> str:
    """Return text of a file that anybody may have made, without signs that would steer a terminal."""
    return "".join(sign if is_readable(sign) else "\N{REPLACEMENT CHARACTER}" for sign in text)

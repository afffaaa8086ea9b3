"""The keys of a question work where something is asked beside it, too: leave, back to it, comment, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cxdna.cli.ask import Ended, line, say

LEAVE: Final = frozenset({"q", "quit"})
BACK: Final = frozenset({"b", "back"})
COMMENT: Final = frozenset({"c", "comment"})
SKIP: Final = frozenset({"s", "skip"})
HELP: Final = frozenset({"?", "help"})


class Back(Exception):
    """Somebody wants to see the question again."""


class Beside:
    """Asks beside a question; `comment` asks for a comment and keeps it, and is None where one is asked for already."""

    def __init__(self, comment: Callable[[], object] | None = None) -> None:
        self._comment = comment

    def line(self, prompt: str, *helps: str) -> str:
        """Return what is typed that is no key; `helps` is said before the keys. Raises `Ended`, `Back`."""
        while True:
            text = line(prompt)
            key = text.casefold()
            if key in LEAVE:
                raise Ended
            if key in BACK:
                raise Back
            if key in HELP:
                self.help(*helps)
            elif key in COMMENT and self._comment:
                self._comment()
            else:
                return text

    def help(self, *helps: str) -> None:
        """Say what is wanted here, and what the keys do."""
        for text in helps:
            say(text, hang=2)
        comment = "c writes a comment, " if self._comment else ""
        say(f"{comment}b goes back to the question, q leaves; every answer that was saved stays saved.")

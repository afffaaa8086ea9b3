"""Which component to go to: asked by number or name, with how many of its questions are answered."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.answers.interview import Interview, entry, progress
from cxdna.cli.ask import line, say, sentence
from cxdna.definitions.model import Question
from cxdna.definitions.wording import meant
from cxdna.errors import UserError


def ask_part(interview: Interview, more: str = "") -> Question | None:
    """Ask for a component, or take the one named, and return where to go in; None to stay. Raises `Ended`."""
    parts = progress(interview)
    if not more:
        _list(parts)
    while True:
        given = more or line("Number or name (Enter: stay here): ")
        more = ""
        if not given:
            return None
        found = [
            part
            for at, (part, name, _, _) in enumerate(parts, start=1)
            if given == str(at) or name.casefold().startswith(given.casefold())
        ]
        if len(found) == 1:
            return entry(interview, found[0])
        what = f"'{given}' may be several" if found else f"'{given}' is none of them"
        say(sentence(UserError(what, meant(given, [name for _, name, _, _ in parts]))))


def _list(parts: Sequence[tuple[str, str, int, int]]) -> None:
    longest = max(len(name) for _, name, _, _ in parts)
    for at, (_, name, done, of) in enumerate(parts, start=1):
        say(f"  {at:>{len(str(len(parts)))}}  {name:<{longest}}  {done} of {of}")

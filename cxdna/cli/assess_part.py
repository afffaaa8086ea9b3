"""Which component to go to: asked by number or name, with how many of its questions are answered."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.answers.interview import Interview, entry, progress
from cxdna.cli.ask import Ended, line, say, sentence
from cxdna.cli.assess_keys import BACK, LEAVE
from cxdna.definitions.model import Question
from cxdna.definitions.wording import meant
from cxdna.errors import UserError

_NEXT = frozenset({"n", "next", "+"})
Line = tuple[str, str, int, int]
"""Id and name of a component, how many of its questions are answered and of how many."""


def ask_part(interview: Interview, more: str = "", here: str = "") -> Question | None:
    """Ask for a component, or take the one named, and return where to go in; None to stay. Raises `Ended`.

    A phase stands for its first component that has questions left.

    `here` is the component somebody is in, from which `next` counts.
    """
    parts = progress(interview)
    if not more:
        list_parts(parts, here)
    while True:
        given = more or line("Number or name (n: next, Enter: stay here): ")
        more = ""
        if not given or given.casefold() in BACK:
            return None
        if given.casefold() in LEAVE:
            raise Ended
        if given == "?":
            list_parts(parts, here)
            continue
        try:
            return entry(interview, _phase(interview, given) or _found(parts, given, here))
        except UserError as error:
            say(sentence(error))


def _found(parts: Sequence[Line], given: str, here: str) -> str:
    try:
        return find_one(parts, given)
    except UserError:
        if given.casefold() not in _NEXT:
            raise
        return _after(parts, here)


def _phase(interview: Interview, given: str) -> str:
    """Return the id of what holds several components and is called this; "" where nothing is."""
    above = {one.id: one.name for _, ancestors in interview.playbook.walk() for one in ancestors}
    return next((part for part, name in above.items() if given.casefold() in {part.casefold(), name.casefold()}), "")


def _after(parts: Sequence[Line], here: str) -> str:
    """Return the next component that has questions without an answer, after the last one from the first on."""
    at = next((place for place, one in enumerate(parts) if one[0] == here), -1)
    for part, _, done, of in (*parts[at + 1 :], *parts[: max(at, 0)]):
        if done < of:
            return part
    raise UserError("no other component has questions left")


def find_one(parts: Sequence[Line], given: str) -> str:
    """Return the id of the component that a number or the start of a name means. Raises `UserError` for none."""
    found = [
        part
        for at, (part, name, _, _) in enumerate(parts, start=1)
        if given == str(at) or name.casefold().startswith(given.casefold())
    ]
    if len(found) == 1:
        return found[0]
    what = f"'{given}' may be several" if found else f"'{given}' is none of them"
    raise UserError(what, meant(given, [name for _, name, _, _ in parts]))


def list_parts(parts: Sequence[Line], here: str = "") -> None:
    """Print the components with their numbers, and which one somebody is in."""
    longest = max(len(name) for _, name, _, _ in parts)
    for at, (part, name, done, of) in enumerate(parts, start=1):
        mark = "   you are here" if part == here else ""
        say(f"  {at:>{len(str(len(parts)))}}  {name:<{longest}}  {done} of {of}{mark}")

"""What a person types, understood kindly: the word, a part of it, its number in a list, or another name for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from cxdna.errors import UserError

_APART: Final = re.compile(r"[^\w]+|_")
_MOST_LISTED: Final = 8


def words_of(name: str) -> str:
    """Return how a name of ours reads: energy and utilities."""
    return name.replace("_", " ")


def match(text: str, choices: Sequence[str], what: str, others: Mapping[str, str] | None = None) -> str:
    """Return the choice that is meant; `others` are further names (in small letters) and what they stand for.

    Raises `UserError` that lists the candidates where there are several, and the nearest ones where there is none.
    """
    wanted = plain(text)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(choices):
        return choices[int(wanted) - 1]
    named = {plain(choice): choice for choice in choices} | {plain(name): to for name, to in (others or {}).items()}
    if wanted in named:
        return named[wanted]
    for fits in (_starts, _has_word, _has_start):
        found = list(dict.fromkeys(choice for name, choice in named.items() if wanted and fits(name, wanted)))
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError(f"'{_short(text)}' could be {_listed(found)}", "write more of it")
    if not text.strip():
        raise UserError(f"the {what} is missing", "? lists what there is")
    raise UserError(f"there is no {what} '{_short(text)}'", _nearest(wanted, named))


def meant_by(word: str, names: Mapping[str, str]) -> list[str]:
    """Return what a word may mean, each once: what has this very name, else all whose name begins with it.

    `names` are plain names with what they stand for.
    """
    wanted = plain(word)
    if wanted in names:
        return [names[wanted]]
    return list(dict.fromkeys(names[name] for name in names if wanted and name.startswith(wanted)))


def _starts(name: str, wanted: str) -> bool:
    return name.startswith(wanted)


def _has_word(name: str, wanted: str) -> bool:
    return f" {wanted} " in f" {name} "


def _has_start(name: str, wanted: str) -> bool:
    return any(word.startswith(wanted) for word in name.split())


def plain(text: str) -> str:
    """Return text in small letters without accents and signs: whoever types Reunion means Réunion."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(_APART.sub(" ", bare.replace("&", " and ")).casefold().split())


def _short(text: str) -> str:
    line = " ".join(text[:80].split())
    return line if len(line) <= 40 else line[:39] + "\N{HORIZONTAL ELLIPSIS}"  # noqa: PLR2004 - a readable length


def _listed(found: Sequence[str]) -> str:
    names = [words_of(name) for name in found]
    if len(names) > _MOST_LISTED:
        return f"{', '.join(names[:_MOST_LISTED])} and {len(names) - _MOST_LISTED} more"
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _nearest(wanted: str, named: Mapping[str, str]) -> str:
    import difflib  # noqa: PLC0415 - on the way to an error only

    by_word = {word: choice for name, choice in named.items() for word in name.split() if len(word) > len("and")}
    known = {**by_word, **named}
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    return f"did you mean {words_of(known[near[0]])}?" if near else "? lists what there is"

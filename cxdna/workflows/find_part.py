"""Which part of the playbook is meant by what somebody calls it."""

from __future__ import annotations

from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.statistics.display import listed


def find_part(playbook: Playbook, word: str) -> str:
    """Return the id of the part, or of the whole, that is meant by its id, its name or the start of its name.

    Raises `UserError` where none is, with the nearest there is, or more than one.
    """
    names = part_names(playbook)
    given = _plain(word)
    if given in names:
        return names[given]
    begun = {names[name]: name for name in names if given and name.startswith(given)}
    if len(begun) == 1:
        return next(iter(begun))
    titles = {part.id: part.name for part, _ in playbook.walk()}
    if begun:
        which = listed(titles.get(part, "the whole") for part in begun)
        raise UserError(f"'{shortened(word)}' may be {which}", "give more of the name")
    near = meant(word, [*titles, *titles.values(), "whole"])
    do = near if near.startswith("did you mean") else f"known: {', '.join(['whole', *titles])}"
    raise UserError(f"the playbook has no part '{shortened(word)}'", do)


def part_names(playbook: Playbook) -> dict[str, str]:
    """Return the id of each part, and of the whole, by what people may call it: in small letters, words apart."""
    names = {"whole": playbook.id, "overall": playbook.id, _plain(playbook.name): playbook.id}
    for part, _ in playbook.walk():
        names.setdefault(_plain(part.name), part.id)
    names |= {_plain(part.id): part.id for part, _ in playbook.walk()}
    return {**names, _plain(playbook.id): playbook.id}


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())

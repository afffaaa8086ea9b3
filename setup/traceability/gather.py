"""docs/traceability.yaml -> what it says, checked against the project: nothing is missing and nothing leads nowhere."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.fit import fit
from cxdna.definitions.read import read
from cxdna.errors import Problems
from setup.traceability.model import NUMBERS, Item, Traceability
from setup.traceability.refer import Finder, Nowhere, Place

FILE: Final = "docs/traceability.yaml"


class Traced(msgspec.Struct, frozen=True):
    """What the file says, and what stands at each place that it names."""

    said: Traceability
    places: dict[str, Place]


def gather(root: Path, numbers: Collection[int | str] = NUMBERS) -> Traced:
    """Return what the file of a project says, with what stands at each place. Raises `Problems` with all of them."""
    document = read(root / FILE)
    said = fit(document, Traceability)
    finder = Finder(root)
    flaws = [*_numbers(said, numbers), *_idle(said)]
    for where, item in _items(said):
        flaws += [*_reasons(where, item, said), *_lost(where, item, finder)]
    if flaws:
        raise Problems([document.problem(*flaw) for flaw in flaws])
    references = {reference for _, item in _items(said) for reference in item.lives}
    return Traced(said, {reference: finder.find(reference) for reference in references})


def _items(said: Traceability) -> Iterator[tuple[Where, Item]]:
    for at, section in enumerate(said.sections):
        for number, item in enumerate(section.items):
            yield ("sections", at, "items", number), item


def _numbers(said: Traceability, numbers: Collection[int | str]) -> Iterator[Flaw]:
    seen: set[int | str] = set()
    for where, item in _items(said):
        if item.number in seen:
            yield (*where, "number"), f"item {item.number} is there twice", "keep one of them"
        elif item.number not in numbers:
            yield (*where, "number"), f"there is no item {item.number}", "delete it"
        seen.add(item.number)
    missing = [str(number) for number in numbers if number not in seen]
    if missing:
        yield ("sections",), f"missing: item {', '.join(missing)}", "say where it lives, or what is to come"


def _reasons(where: Where, item: Item, said: Traceability) -> Iterator[Flaw]:
    if not (item.lives or item.to_come or item.leaves_out):
        do = "name a place under 'lives', a later work under 'to_come', or a reason under 'leaves_out'"
        yield where, f"item {item.number} has neither a place nor a reason", do
    if item.lives and not item.does:
        yield where, f"item {item.number} does not say what the software does with it", "add 'does'"
    if item.lacks and not item.lives:
        yield (*where, "lacks"), f"nothing of item {item.number} is there that could lack a part", "use 'leaves_out'"
    for work in item.to_come:
        if work not in said.later:
            do = f"choose from: {', '.join(said.later)}"
            yield (*where, "to_come", work), f"item {item.number} waits for '{work}', which is no later work", do


def _lost(where: Where, item: Item, finder: Finder) -> Iterator[Flaw]:
    for at, reference in enumerate(item.lives):
        try:
            finder.find(reference)
        except Nowhere as error:
            yield (*where, "lives", at), f"item {item.number}: {error}", "name where it is now"
        if reference in item.lives[:at]:
            yield (*where, "lives", at), f"item {item.number} names '{reference}' twice", "keep one of them"


def _idle(said: Traceability) -> Iterator[Flaw]:
    wanted = {work for _, item in _items(said) for work in item.to_come}
    for work in said.later:
        if work not in wanted:
            yield ("later", work), f"no item waits for '{work}'", "delete it"

"""How the texts of a document came about: how many are drafted by rule, which were written, by whom, and over what."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec

from cxdna.documents.draft import Draft, in_words
from cxdna.documents.frame import Frame
from cxdna.documents.material import Material
from cxdna.documents.places import place_of, texts_of
from cxdna.statistics.display import counted, listed, long_date

DRAFTED: Final = (
    "Drafted means that stated rules put a text together from the figures beside it; it is nobody's opinion. "
    "Written means that whoever is named chose the words."
)
CHANGED: Final = "The figures under it have changed since"
SAME: Final = "The figures under it are the same"


class WrittenText(msgspec.Struct, frozen=True):
    """A text that somebody wrote; `anchor` is the page it stands on, empty where the document has no such page."""

    place: str
    anchor: str
    who: str
    state: str
    stale: bool


class Colophon(msgspec.Struct, frozen=True):
    """What a document says at its end about its own words."""

    says: str = ""
    means: str = ""
    texts: tuple[WrittenText, ...] = ()


def colophon(view: Frame, material: Material) -> Colophon:
    """Make the colophon of a document from everything that stands in it."""
    texts = list({draft.place: draft for draft in texts_of(view)}.values())
    written = [draft for draft in texts if draft.state != "drafted"]
    anchors = {entry.anchor for entry in view.contents} | {"cover"} & set(view.__struct_fields__)
    return Colophon(
        says=_says(texts, written),
        means=DRAFTED,
        texts=tuple(_written(draft, anchors, material) for draft in written),
    )


def _written(draft: Draft, anchors: set[str], material: Material) -> WrittenText:
    place, stale = place_of(draft.place, material), draft.state == "stale"
    kept = material.written.get(draft.place)
    on = long_date(kept.on) if kept and kept.on else ""
    return WrittenText(
        place=place.words,
        anchor=place.anchor if place.anchor in anchors else "",
        who=", ".join(text for text in (draft.by or "No name given", on) if text),
        state=CHANGED if stale else SAME,
        stale=stale,
    )


def _says(texts: list[Draft], written: list[Draft]) -> str:
    drafted = len(texts) - len(written)
    if not texts:
        return "This document has no text that is drafted by rule."
    if not written:
        count = f"All {len(texts)} texts" if len(texts) > 1 else "The one text"
        return (
            f"{count} of this document that could be written by a person {'are' if len(texts) > 1 else 'is'} drafted."
        )
    by = Counter(draft.by for draft in written)
    people = [f"{in_words(count)} by {name}" for name, count in by.items() if name]
    if nameless := by[""]:
        people.append(f"{in_words(nameless)} without a name")
    said = f"Of {counted(len(texts), 'text')} in this document, {drafted} {_are(drafted)} drafted and {len(written)}"
    said += f" {'was' if len(written) == 1 else 'were'} written: {listed(people)}."
    stale = sum(draft.state == "stale" for draft in written)
    if stale:
        which = "it" if len(written) == 1 else "all of them" if stale == len(written) else f"{in_words(stale)} of them"
        said += f" The figures under {which} have changed since."
    return said


def _are(count: int) -> str:
    return "is" if count == 1 else "are"

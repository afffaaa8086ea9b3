"""What people wrote in documents: one line a text on screen, everything as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.definitions.wording import shortened
from cxdna.documents.draft import in_words
from cxdna.documents.material import Material
from cxdna.documents.places import place_of
from cxdna.documents.wording.told import figures_of
from cxdna.statistics.display import counted
from cxdna.workflows.one_line import printable
from cxdna.workflows.score import as_json
from cxdna.workflows.wording.model import FORMAT, Listed, Listing, Only, Text, Words
from cxdna.workflows.wording.write_out import chosen_of

_LINE = 70


def list_texts(words: Words, only: Only | None) -> Listing:
    """Return what people wrote; with `only`, the texts in that state alone, which may be those that are drafted."""
    chosen = chosen_of(words, only or "written")
    texts = [_listed(one, words.material) for one in chosen]
    if only in {None, "written"}:
        texts += [
            Listed(
                place=one.place,
                where=place_of(one.place, words.material).words,
                state="absent",
                text=one.text,
                draft="",
                figures="",
                by=one.by,
                on=one.on.isoformat() if one.on else "",
            )
            for one in words.elsewhere
        ]
    return Listing(FORMAT, words.material.answers.assessment.id, tuple(texts))


def _listed(one: Text, material: Material) -> Listed:
    written = one.kept if one.stands.state != "drafted" else None
    return Listed(
        place=one.place,
        where=one.where.words,
        state=one.stands.state,
        text=one.stands.text,
        draft=one.drafted.text,
        figures=figures_of(one.drafted, material),
        by=written.by if written else "",
        on=written.on.isoformat() if written and written.on else "",
    )


def listing_json(listing: Listing) -> str:
    """Return the listing as JSON, for other programs."""
    return as_json(listing)


def listing_lines(words: Words, listing: Listing, only: Only | None) -> Iterator[str]:
    """Yield a line for each text, then how many there are of each kind and what to do next."""
    width = max((len(one.place) for one in listing.texts), default=0)
    for one in listing.texts:
        yield f"{one.place.ljust(width)}  {_says(one)}{printable(shortened(one.text, _LINE))}"
    states = [one.stands.state for one in words.texts]
    stale, written = states.count("stale"), len(states) - states.count("drafted")
    said = f"{counted(len(states), 'text')}: {states.count('drafted')} drafted, {written} written"
    if written:
        said += f", {stale or 'none'} of them over figures that have changed since"
    yield said + "."
    if words.elsewhere:
        count = len(words.elsewhere)
        yield (
            f"{in_words(count).capitalize()} more {'is' if count == 1 else 'are'} kept for places that no document has "
            "now; should a place come back, so does its text."
        )
    if stale:
        yield "Next:  cxdna report edit --only stale, or, where a text still holds:  cxdna report edit --keep PLACE"
    elif only is None:
        yield "Next:  cxdna report edit" if not written else "Next:  cxdna report"


def _says(one: Listed) -> str:
    if one.state == "drafted":
        return ""
    by = f"{printable(one.by)}: " if one.by else ""
    words = {"stale": "STALE  ", "absent": "no place now  "}
    return f"{words.get(one.state, '')}{by}"

"""What to say of people's words when documents are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cxdna.definitions.wording import meant, shortened
from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.material import Material
from cxdna.documents.places import CHAPTERS, place_of, texts_of
from cxdna.documents.wording.told import difference, figures_of, unfounded
from cxdna.statistics.display import listed
from cxdna.workflows.one_line import printable

_ONLY_IN_THE_PLAN: Final = "plan.sign_off.headline"
MOST_TOLD: Final = 8
"""Of more stale texts the others are named alone."""


def notes_on_words(
    views: Sequence[Frame], material: Material, earlier: Iterable[Sequence[Frame]] = ()
) -> Iterator[str]:
    """Yield what to say on making documents: texts over figures that have changed, and texts that stand nowhere.

    `earlier` are the views as they were before corrections, made only where a text is stale.
    """
    texts = {draft.place: draft for view in views for draft in texts_of(view)}
    stale = [draft for draft in texts.values() if draft.state == "stale"]
    if stale:
        yield from _stale(stale, _written_over(stale, earlier), material)
    yield from _too_long(texts, material)
    made = {name.split(".", 1)[0] for name in texts}
    if _ONLY_IN_THE_PLAN not in texts:
        made.discard("plan")  # report and summary have its page alone
    for name in sorted(material.written.keys() - texts.keys()):
        chapter, place = name.split(".", 1)[0], printable(shortened(name))
        if chapter in made:
            hint = meant(name, list(texts))
            guess = f"; {hint}" if hint.startswith("did you") else ""
            yield f"A text was written for '{place}', where none stands now{guess}"
        elif chapter not in CHAPTERS:
            yield f"A text was written for '{place}', a place that no document has"


def _stale(stale: Sequence[Draft], then: Mapping[str, Draft], material: Material) -> Iterator[str]:
    for one in stale[:MOST_TOLD]:
        yield f"{one.place} ({place_of(one.place, material).words}) {_what_changed(one, then, material)}"
    if more := stale[MOST_TOLD:]:
        places = ", ".join(one.place for one in more)
        yield f"And so {_were(len(more))} written over figures that have changed since: {places}"
    if material.in_workspace:
        yield "Texts over figures that have changed are marked in the documents: cxdna report edit --only stale"


def _were(count: int) -> str:
    return "was one more" if count == 1 else f"were {count} more"


def _what_changed(text: Draft, then: Mapping[str, Draft], material: Material) -> str:
    """Say the figures that a text was written over, and what they are now.

    Of figures that were written over only a seal is kept. Where no earlier state of the assessment has that seal, the
    numbers in the text that are under it no more are what is left of them.
    """
    now = text.instead_of or text
    if text.place in then:
        old, new = difference(then[text.place], now, material)
        if old and new:
            return f"was written when its figures were: {old}; they are now: {new}"
        return f"was written when the draft said: {then[text.place].text} It says now: {now.text}"
    figures = figures_of(now, material)
    says = unfounded(text.text, now)
    are = f"they are now: {figures}" if figures else f"the draft says now: {now.text}"
    return f"was written when its figures were others{f', and says {listed(says)}' if says else ''}; {are}"


def _written_over(stale: Sequence[Draft], earlier: Iterable[Sequence[Frame]]) -> dict[str, Draft]:
    """Return, by place, the drafts over which stale texts were written, as far as an earlier state had them."""
    found: dict[str, Draft] = {}
    missing = {one.place for one in stale}
    for views in earlier:
        for draft in texts_of(views):
            if draft.place in missing and draft.state == "written" and draft.instead_of:
                found[draft.place] = draft.instead_of
        missing -= found.keys()
        if not missing:
            break
    return found


def _too_long(texts: Mapping[str, Draft], material: Material) -> Iterator[str]:
    """Yield the texts of files that do not fit their place; in a workspace none is taken in."""
    for name, draft in texts.items():
        place = place_of(name, material)
        most = max(place.most, len((draft.instead_of or draft).text))
        if draft.instead_of and len(draft.text) > most:
            yield f"{place.words}: the text has {len(draft.text):,} characters, and its place has room for {most:,}"

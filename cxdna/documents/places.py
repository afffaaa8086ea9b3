"""Where a text of its own stands in a document: in words, on which page, and how long it may be there.

Names of places are kept with what people write, so a name means the same text for ever. They name the part, action or
question that a text is about, never its place in a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from cxdna.documents.draft import Draft
from cxdna.documents.material import Material, anchor


class Place(msgspec.Struct, frozen=True):
    """Where a text stands.

    `words` say it to people, `anchor` is the page (empty where that is not known), `most` how many characters the
    layout has room for.
    """

    words: str
    anchor: str
    most: int


CHAPTERS: Final = frozenset(
    {"cover", "answer", "profile", "disagreement", "change", "customers", "phase", "component", "plan", "summary"}
)
"""How names of places begin, in whichever document."""
HEADLINE, DECK, LINE, TITLE, POINT, PARAGRAPH = 220, 480, 90, 80, 320, 900
TOP, BESIDE, REASON, CELL = 180, 170, 140, 60
"""On the answer page its headline, a point, the reason of a decision and a narrow cell of the strip.

With every text as long as it may be, the answer stays one page.
"""

_FIXED: Final[Mapping[str, Place]] = {
    "cover.answer": Place("Cover, the answer in a sentence", "cover", HEADLINE),
    "answer.headline": Place("The answer on one page, headline", "answer", TOP),
    "answer.last_time": Place("The answer on one page, line on last time", "answer", LINE),
    "answer.target": Place("The answer on one page, line on the target", "answer", LINE),
    "answer.other_value": Place("The answer on one page, line on evidence", "answer", LINE),
    "answer.weakest_link": Place("The answer on one page, line on the weakest link", "answer", LINE),
    "answer.decided": Place("The answer on one page, strip, last time's decisions", "answer", LINE),
    "answer.forecast": Place("The answer on one page, strip, where the plan leads", "answer", LINE),
    "answer.index": Place("The answer on one page, strip, customer index", "answer", CELL),
    "answer.benchmark": Place("The answer on one page, strip, benchmark", "answer", CELL),
    "profile.headline": Place("Profile, headline", "profile", HEADLINE),
    "profile.deck": Place("Profile, line under the headline", "profile", DECK),
    "disagreement.headline": Place("Where people disagree, headline", "disagreement", HEADLINE),
    "disagreement.deck": Place("Where people disagree, line under the headline", "disagreement", DECK),
    "change.headline": Place("What changed, headline", "change", HEADLINE),
    "change.deck": Place("What changed, line under the headline", "change", DECK),
    "change.panel": Place("What changed, those who answered both times", "change", DECK),
    "customers.headline": Place("What customers say, headline", "customers", HEADLINE),
    "customers.deck": Place("What customers say, line under the headline", "customers", DECK),
    "plan.headline": Place("The plan on a page, headline", "plan", HEADLINE),
    "plan.deck": Place("The plan on a page, line under the headline", "plan", DECK),
    "plan.timeline.headline": Place("Timeline of the plan, headline", "timeline", HEADLINE),
    "plan.calendar.headline": Place("Calendar of the plan, headline", "calendar", HEADLINE),
    "plan.unnamed.headline": Place("What nobody has promised yet, headline", "unnamed", HEADLINE),
    "plan.sign_off.headline": Place("Sign-off of the plan, headline", "sign-off", HEADLINE),
}
_KINDS: Final[Mapping[str, Mapping[str, tuple[str, int]]]] = {
    "answer.holds.": {"title": ("what holds, title of {}", TITLE), "text": ("what holds, {}", BESIDE)},
    "answer.holds_back.": {"title": ("what holds back, title of {}", TITLE), "text": ("what holds back, {}", BESIDE)},
    "answer.decision.": {"title": ("decision '{}'", LINE), "why": ("why '{}'", REASON)},
    "plan.owner.": {"headline": ("headline", HEADLINE)},
    "phase.": {"headline": ("headline", HEADLINE), "deck": ("line under the headline", DECK)},
    "component.": {
        "headline": ("headline", HEADLINE),
        "deck": ("line under the headline", DECK),
        "strongest": ("the strongest practice", POINT),
        "weakest": ("the weakest practice", POINT),
        "customers": ("as customers see it", POINT),
        "unbacked": ("answers without results behind them", POINT),
        "why.answered": ("why this score, as answered", PARAGRAPH),
        "why.shown": ("why this score, as shown by evidence", PARAGRAPH),
    },
}
"""By how a name begins and ends; between the two stands the id of what the text is about."""
_ENDS: Final[Mapping[str, int]] = {"headline": HEADLINE, "deck": DECK, "title": TITLE, "line": LINE, "why": POINT}


def place_of(name: str, material: Material) -> Place:
    """Return where the text of a place stands; of a name that no list has, what its words tell."""
    if name in _FIXED:
        return _FIXED[name]
    for start in sorted(_KINDS, key=len, reverse=True):
        for end, (words, most) in _KINDS[start].items():
            about = name.removeprefix(start).removesuffix(f".{end}")
            if name == f"{start}{about}.{end}":
                return _about(start, end, about, words, most, material)
    first, *rest = name.split(".")
    spoken = " ".join(rest).replace("_", " ")
    said = f"{first[:1].upper()}{first[1:]}, {spoken}" if rest else first[:1].upper() + first[1:]
    return Place(said, first, _ENDS.get(rest[-1] if rest else "", POINT))


def _about(start: str, end: str, about: str, words: str, most: int, material: Material) -> Place:  # noqa: PLR0913, PLR0917 - the pieces of a name
    if start == "answer.decision.":
        titles = {one.id: one.title for one in material.actions} | {one.id: one.title for one in material.plan.actions}
        title = titles.get(about, about)
        return Place(f"The answer on one page, {words.format(title)}", "answer", most)
    if start == "plan.owner.":
        return Place(f"Promised by {about}, {words}", "", most)
    part = material.definitions.get(about)
    name = part.name if part else about
    if start.startswith("answer."):
        return Place(f"The answer on one page, {words.format(name)}", "answer", most)
    if start == "phase.":
        return Place(f"Opener of {name}, {words}", f"{anchor(about)}-opener", most)
    if end in {"strongest", "weakest"}:
        leaf = next((one for one in material.scores.parts if one.id == about), None)
        opener = leaf.above[0] if leaf and leaf.above else about
        phase = material.definitions.get(opener)
        said = f"Opener of {phase.name if phase else opener}, {words} of {name}"
        return Place(said, f"{anchor(opener)}-opener", most)
    return Place(f"{name}, {words}", anchor(about), most)


def texts_of(view: object) -> Iterator[Draft]:
    """Yield every text that stands in a view at a place of its own, in the order of its pages; no empty ones."""
    if isinstance(view, Draft):
        if view.place and view.text:
            yield view
    elif isinstance(view, msgspec.Struct):
        for field in view.__struct_fields__:
            yield from texts_of(getattr(view, field))
    elif isinstance(view, tuple | list):
        for one in view:
            yield from texts_of(one)

"""Make the whole plan document from one assessment."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cxdna.documents.breaking import lines_in
from cxdna.documents.colophon import colophon
from cxdna.documents.frame import Contents
from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.action_pages import action_pages
from cxdna.documents.plan.calendar_page import calendar_page
from cxdna.documents.plan.cover_page import cover
from cxdna.documents.plan.model import ActionPage, Orientation, OwnerPage, PlanView, Sign, UnnamedPage
from cxdna.documents.plan.on_a_page import on_a_page
from cxdna.documents.plan.owner_pages import owner_pages, unnamed_page
from cxdna.documents.plan.people import people
from cxdna.documents.plan.sign_off import sign_off
from cxdna.documents.plan.timeline_page import timeline_page
from cxdna.plan.fingerprint import fingerprint
from cxdna.plan.follow import STATUS_WORDS
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import long_date

NAME = "corrective action plan"
ROOM = 598.0
"""Points that the contents have on the lower of the two papers, US Letter."""
LISTED, ENTRY, LINE = 195.0, 3.6, 11.3
"""Points that a line of the contents has beside its page number, what an entry takes, and each of its lines."""
MEANINGS = {
    "proposed": "drafted or added, nobody has agreed to it yet",
    "agreed": "passed the five gates; not begun",
    "in_progress": "begun, with how far it is in per cent",
    "blocked": "cannot go on; its page says why",
    "done": "the work is finished, not yet verified",
}
WORDS = (
    Sign("", "Five gates", "problem, owner, KPI, deadline, review: all five before an action is agreed"),
    Sign("", "Level", "where a practice stands on the ladder of the assessment, and where it should"),
    Sign("", "Overdue", "agreed, not done, and its day has gone by"),
    Sign("", f"[{said.NOT_STATED}]", "nobody has said it yet; it is no oversight of the print"),
)


def build(material: Material) -> PlanView:
    """Return every page of the plan as data."""
    found = people(material)
    head = material.answers.assessment
    actions, owners = action_pages(material), owner_pages(material, found)
    unnamed = unnamed_page(material, found)
    page, timeline, calendar = on_a_page(material, pages=True), timeline_page(material), calendar_page(material)
    view = PlanView(
        title=f"{material.client}: {NAME}",
        subject=f"What {material.client} does about the findings of {head.title}",
        organisation=material.client,
        document=f"{head.title} \N{MIDDLE DOT} {NAME}",
        footer=_footer(material),
        language="en",
        created=f"{material.created.isoformat()}T00:00:00+00:00",
        contents=_contents(
            actions,
            owners,
            unnamed,
            has_page=page is not None,
            has_timeline=timeline is not None,
            has_calendar=calendar is not None,
        ),
        cover=cover(material, found, NAME),
        page=page,
        orientation=Orientation(
            signs=tuple(Sign(said.SIGNS[one], STATUS_WORDS[one], MEANINGS[one]) for one in said.SIGNS), words=WORDS
        ),
        timeline=timeline,
        actions=actions,
        owners=owners,
        unnamed=unnamed,
        calendar=calendar,
        sign_off=sign_off(material, found),
    )
    return msgspec.structs.replace(view, colophon=colophon(view, material))


def _footer(material: Material) -> str:
    whole = fingerprint(material.plan)
    as_of = f"as of {long_date(material.today)}" if material.today else ""
    print_ = f"what is agreed: fingerprint {short(whole)}" if whole else "nothing agreed yet"
    return " \N{MIDDLE DOT} ".join(piece for piece in (material.confidentiality, as_of, print_) if piece)


def _contents(  # noqa: PLR0913 - an entry for each part of the document
    actions: tuple[ActionPage, ...],
    owners: tuple[OwnerPage, ...],
    unnamed: UnnamedPage | None,
    *,
    has_page: bool,
    has_timeline: bool,
    has_calendar: bool,
) -> tuple[Contents, ...]:
    """Return the contents; actions, and then people, stand in it one by one as long as they fit on its page."""
    promised = owners[0].anchor if owners else "unnamed"
    wholes = {
        "plan": ("plan", "The plan on a page", has_page),
        "reading": ("reading", "How to read this plan", True),
        "timeline": ("timeline", "Timeline", has_timeline),
        "actions": (actions[0].ref.anchor if actions else "", "Actions", bool(actions)),
        "people": (promised, "What each person has promised", bool(owners or unnamed)),
        "calendar": ("calendar", "Calendar", has_calendar),
        "sign-off": ("sign-off", "Sign-off and method", True),
        "colophon": ("colophon", "Colophon", True),
    }
    room = ROOM - (ENTRY + LINE) * len(wholes)
    below: dict[str, list[Contents]] = {}
    listed = [Contents(one.ref.anchor, f"{one.ref.id} {one.title}", 2) for one in actions]
    named = [Contents(one.anchor, one.name, 2) for one in owners]
    named += [Contents("unnamed", "Nobody named yet", 2)] if unnamed else []
    if _height(listed) <= room:
        below["actions"] = listed
        room -= _height(listed)
    if _height(named) <= room:
        below["people"] = named
    return tuple(
        entry
        for key, (anchor, title, is_there) in wholes.items()
        if is_there
        for entry in (Contents(anchor, title, 1), *below.get(key, ()))
    )


def _height(entries: Sequence[Contents]) -> float:
    return sum(ENTRY + LINE * lines_in(one.title, LISTED, 8.8) for one in entries)

"""Events -> iCalendar files (RFC 5545), one for all and one for each person; the same events give the same bytes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from cxdna.documents.calendar.model import Event
from cxdna.documents.same_name import PLAIN, folded

PRODUCT: Final = "-//cxdna//cxdna//EN"
_A_WEEK_BEFORE: Final = dt.timedelta(days=-7, hours=9)
"""From midnight of the day: nine in the morning, a week before."""
_LONGEST_NAME: Final = 60
# Names that Windows keeps for devices, whatever ending a file has.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_STATUS: Final = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}


def calendar_bytes(events: Sequence[Event], name: str, made: dt.datetime) -> bytes:
    """Return a calendar of whole days that block nobody's time; `made` has a time zone.

    Raises ValueError where there are no events, as no calendar may be empty.
    """
    from icalendar import Calendar  # noqa: PLC0415 - a fifth of a second: not for --help

    if not events:
        raise ValueError("a calendar holds at least one event")
    calendar: Any = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("name", name)  # RFC 7986; the next is what most programs read
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event, made))
    return bytes(calendar.to_ical())


def _component(event: Event, made: dt.datetime) -> Any:  # noqa: ANN401 - made by a library that is loaded late
    from icalendar import Alarm  # noqa: PLC0415 - as above
    from icalendar import Event as Component  # noqa: PLC0415 - the same

    component: Any = Component()
    component.add("uid", event.uid)
    component.add("dtstamp", made)
    component.add("sequence", event.times)
    component.add("dtstart", event.on)
    component.add("dtend", event.on + dt.timedelta(days=1))
    component.add("summary", event.summary)
    component.add("description", event.description)
    component.add("categories", [event.kind])
    component.add("status", _STATUS.get(event.state, "CONFIRMED"))
    component.add("transp", "TRANSPARENT")
    if event.state in {"tentative", "confirmed"}:
        alarm: Any = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.summary)
        alarm.add("trigger", _A_WEEK_BEFORE)
        component.add_component(alarm)
    return component


def by_person(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return the events of each person, people in the order of their names.

    Names that differ by capitals, accents or spaces alone are one person, called as they are called most often.
    """
    found: dict[str, list[Event]] = {}
    given = list(events)
    called = _called(given)
    for event in given:
        for person in dict.fromkeys(map(folded, event.who)):
            found.setdefault(called[person][0], []).append(event)
    return {person: found[person] for person in sorted(found)}


def alike(events: Iterable[Event]) -> tuple[tuple[str, ...], ...]:
    """Return the names that were taken for those of one person, that of the calendar first."""
    return tuple(sorted(names for names in _called(events).values() if len(names) > 1))


def _called(events: Iterable[Event]) -> dict[str, tuple[str, ...]]:
    """Return the ways in which each person is called, what is written most often first."""
    counts = Counter(" ".join(person.split()) for event in events for person in event.who)
    names: dict[str, list[str]] = {}
    for name in sorted(counts, key=lambda one: (-counts[one], one)):
        names.setdefault(folded(name), []).append(name)
    return {key: tuple(own) for key, own in names.items()}


def is_of(content: bytes, family: str) -> bool:
    """Tell whether a file is a calendar that was made here, of which all events belong to one assessment."""
    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    names = [line.removeprefix(b"UID:") for line in lines if line.startswith(b"UID:")]
    made = lines[:1] == [b"BEGIN:VCALENDAR"] and b"PRODID:" + PRODUCT.encode() in lines
    return made and bool(names) and all(name.startswith(family.encode()) for name in names)


def file_names(people: Iterable[str]) -> dict[str, str]:
    """Return a file name of plain letters for each person, no two alike, without its ending."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        plain = unicodedata.normalize("NFKD", person.translate(PLAIN)).encode("ascii", "ignore").decode().lower()
        start = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "person"
        start = f"{start}-calendar" if _DEVICES.fullmatch(start) else start
        name, number = start, 1
        while name in taken:
            number += 1
            name = f"{start}-{number}"
        taken.add(name)
        names[person] = name
    return names

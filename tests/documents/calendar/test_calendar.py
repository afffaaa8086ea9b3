"""Calendars: every day of a plan, known again when they are made anew, and readable by every calendar program."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cxdna.documents.brand import Brand, load_brand
from cxdna.documents.calendar.gather import events
from cxdna.documents.calendar.model import Event
from cxdna.documents.calendar.write import alike, by_person, calendar_bytes, file_names
from cxdna.documents.material import Material
from cxdna.plan.model import Plan
from cxdna.workflows.printing.beside import written
from cxdna.workflows.printing.calendar import calendar, remove_old
from cxdna.workflows.printing.model import Desk
from tests.documents.planned import a_plan, example, replace, with_plan

MADE = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def read(found: tuple[Event, ...]) -> list[Any]:
    return list(Calendar.from_ical(calendar_bytes(found, "Plan", MADE)).walk("VEVENT"))


def days_of(plan: Plan) -> list[dt.date]:
    """Return every day on which a plan says that something is due, in order."""
    actions = [*plan.actions, *plan.dropped]
    days = [day for one in actions for day in (one.due, one.review) if day]
    days += [one.due for action in actions for one in action.milestones]
    days += [one.due for action in actions for one in action.tasks if one.due]
    return sorted([*days, *(one.by for one in plan.decisions if one.by)])


@pytest.mark.parametrize("made", [example, with_plan], ids=["example", "everything"])
def test_every_day_of_the_plan_is_a_whole_day_of_its_own(made: Callable[[], Material]) -> None:
    material = made()
    found = read(tuple(one for one in events(material) if one.kind != "Baseline"))
    assert sorted(one["DTSTART"].dt for one in found) == days_of(material.plan)
    assert all(one["DTEND"].dt - one["DTSTART"].dt == dt.timedelta(1) for one in found)
    assert all(type(one["DTSTART"].dt) is dt.date and one["DTSTART"].params["VALUE"] == "DATE" for one in found)
    assert len({one["UID"] for one in found}) == len(found)
    assert all(one["TRANSP"] == "TRANSPARENT" for one in found)


def test_what_is_written_is_read_back() -> None:
    found = events(with_plan())
    for event, component in zip(found, read(found), strict=True):
        said = [component[name] for name in ("UID", "SUMMARY", "DESCRIPTION", "SEQUENCE")]
        assert said == [event.uid, event.summary, event.description, event.times]


def test_lines_are_folded_where_no_character_is_cut() -> None:
    content = calendar_bytes(events(with_plan()), "Größer, 日本語", MADE)
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert any(line.startswith(b" ") for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") or not line for line in lines)


def test_the_same_things_are_known_again_after_the_plan_has_changed() -> None:
    other = [replace(one.milestones[0], what="New words") for one in a_plan().actions]
    later = [
        replace(one, title="Another", due=dt.date(2027, 5, 5), milestones=(milestone,))
        for one, milestone in zip(a_plan().actions, other, strict=True)
    ]
    before = events(with_plan(noted={"a1": 1, "d1": 1}))
    after = events(with_plan(actions=tuple(later), noted={"a1": 2, "d1": 1}))
    assert {one.uid for one in before} <= {one.uid for one in after}
    counts = [{one.uid: one.times for one in found} for found in (before, after)]
    grown = {uid for uid, times in counts[0].items() if counts[1][uid] > times}
    assert grown == {uid for uid in counts[0] if ".a1." in uid}
    again = events(with_plan(noted={"a1": 1, "d1": 1}))
    assert calendar_bytes(before, "Plan", MADE) == calendar_bytes(again, "Plan", MADE)


def test_another_workspace_or_assessment_has_other_events() -> None:
    first, second = (events(replace(with_plan(), origin=origin)) for origin in ("w_one", "w_two"))
    assert not {one.uid for one in first} & {one.uid for one in second}
    assert not any("Alderbrook" in one.uid or "w_one" in one.uid for one in first)


def test_what_is_open_reminds_a_week_before_and_nothing_else_does() -> None:
    found = events(with_plan())
    for event, component in zip(found, read(found), strict=True):
        alarms = component.walk("VALARM")
        assert bool(alarms) == (event.state in {"tentative", "confirmed"}), event.summary
        for alarm in alarms:
            rings = dt.datetime.combine(event.on, dt.time()) + alarm["TRIGGER"].dt
            assert rings == dt.datetime.combine(event.on - dt.timedelta(7), dt.time(9))
    states = {event.uid.split(".", 2)[2].removesuffix("@cxdna"): event.state for event in found}
    assert (states["a1.due"], states["a1.review"], states["a4.due"]) == ("done", "confirmed", "confirmed")
    assert (states["a5.due"], states["a6.due"]) == ("tentative", "cancelled")
    assert (states["d1.decision"], states["d2.decision"]) == ("confirmed", "done")


def test_dropped_actions_leave_the_calendar() -> None:
    found = [one for one in read(events(with_plan())) if ".a6." in one["UID"]]
    assert len(found) == 4
    assert {str(one["STATUS"]) for one in found} == {"CANCELLED"}


def test_a_baseline_is_told_once() -> None:
    material = with_plan()
    on = material.plan.figures[0].on
    baselines = [one for one in events(material) if one.kind == "Baseline"]
    assert [(one.on, one.who) for one in baselines] == [(on, ("Ruth Okafor", "Jürgen Weiß", "Mei Lin"))]
    said = replace(material.plan.actions[0].milestones[0], due=on)
    actions = (replace(material.plan.actions[0], milestones=(said,)), *material.plan.actions[1:])
    assert not [one for one in events(with_plan(actions=actions)) if one.kind == "Baseline"]


def test_each_person_has_what_is_theirs() -> None:
    found = events(with_plan())
    people = by_person(found)
    assert list(people) == sorted({"Ruth Okafor", "Jürgen Weiß", "Mei Lin", "Board", "Zoë Łukasz"})
    assert {one.uid for own in people.values() for one in own} == {one.uid for one in found if one.who}
    assert {one.kind for one in people["Zoë Łukasz"]} == {"Task"}
    assert any("Decide: Give her a budget" in one.summary for one in people["Board"])


def test_no_calendar_is_empty() -> None:
    assert events(replace(example(), plan=Plan())) == ()
    with pytest.raises(ValueError, match="at least one"):
        calendar_bytes((), "Plan", MADE)


def test_names_of_files() -> None:
    people = [
        "Jürgen Weiß",
        "Jurgen Weiss",
        "jürgen weiß",
        "../../etc/passwd",
        "CON",
        "青空",
        "Łukasz Ødegård",
        "!!",
        "",
    ]
    assert list(file_names(people).values()) == [
        "jurgen-weiss",
        "jurgen-weiss-2",
        "jurgen-weiss-3",
        "etc-passwd",
        "con-calendar",
        "person",
        "lukasz-odegard",
        "person-2",
        "person-3",
    ]


@given(st.lists(st.text(max_size=120), unique=True, max_size=12))
def test_names_of_files_are_plain_and_no_two_alike(people: list[str]) -> None:
    names = list(file_names(people).values())
    assert len({name.casefold() for name in names}) == len(people)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert all(len(name) < 80 for name in names)


def called(*names: str) -> Material:
    """Return a plan whose actions belong to people of these names, one after another."""
    given = a_plan().actions[: len(names)]
    made = tuple(replace(one, owner=name) for one, name in zip(given, names, strict=True))
    return with_plan(actions=made, decisions=())


def test_one_person_has_one_calendar_however_their_name_is_written() -> None:
    found = events(called("Zoë Łukasz", "ZOE  LUKASZ", "Zoë Łukasz", "Zoé Lukas"))
    people = by_person(found)
    assert "Zoë Łukasz" in people
    assert "Zoé Lukas" in people
    assert not {"ZOE  LUKASZ", "ZOE LUKASZ"} & set(people)
    assert len({one.uid for one in people["Zoë Łukasz"]}) == len(people["Zoë Łukasz"])
    assert alike(found) == (("Zoë Łukasz", "ZOE LUKASZ"),)
    assert alike(events(with_plan())) == ()


def test_calendars_of_people_who_have_none_any_more_go_and_nothing_else_does(tmp_path: Path) -> None:
    def desk(material: Material) -> Desk:
        return Desk(
            material=material, branding=load_brand(Brand(), tmp_path), templates=tmp_path, out=tmp_path / "reports"
        )

    def made(material: Material) -> tuple[str, ...]:
        files = calendar(desk(material))
        written(desk(material), files)
        return remove_old(desk(material), files)

    folder = tmp_path / "reports" / "calendars"
    assert made(with_plan()) == ()
    before = {path.name for path in folder.iterdir()}
    others = {
        "own.ics": b"BEGIN:VCALENDAR\r\nPRODID:-//cxdna//cxdna//EN\r\nEND:VCALENDAR\r\n",
        "else.ics": calendar_bytes(events(with_plan()), "Plan", MADE).replace(b"-//cxdna//cxdna//EN", b"-//Other//EN"),
        "last-year.ics": calendar_bytes(events(replace(with_plan(), origin="w_other")), "Plan", MADE),
        "notes.txt": b"Call Ruth",
    }
    for name, content in others.items():
        (folder / name).write_bytes(content)
    (said,) = made(called("Jürgen Weiß", "Jürgen Weiß"))
    after = {path.name for path in folder.iterdir()}
    assert "mei-lin.ics" in before - after
    assert set(others) < after
    assert "jurgen-weiss.ics" in after
    assert "calendars/mei-lin.ics" in said
    assert made(called("Jürgen Weiß", "Jürgen Weiß")) == ()

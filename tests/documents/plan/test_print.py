"""The plans of all cases as they are printed: whole, legible, well built, on pages that are filled."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents import pdf_checks
from tests.documents.plan import plans
from tests.documents.plan.conftest import FORTY, SEEN, Printed
from tests.documents.report.layout import (
    collisions,
    fullness,
    half_empty,
    lonely_headings,
    off_the_page,
    pictures,
    pieces,
    tables,
)
from tests.documents.report.markup import drawings
from tests.documents.report.test_content import named_places
from tests.documents.report.test_extremes import NOTHING
from tests.documents.report.variants import INJECTED, JAPANESE
from tests.verapdf.harness import Verdict

FIELDS = re.compile("Until then|Needs first")
"""Names of fields that every action has once."""


@pytest.fixture(params=SEEN)
def one(request: pytest.FixtureRequest, printed: dict[str, Printed]) -> Printed:
    return printed[request.param]


def test_no_word_leaves_its_page_or_covers_another(one: Printed) -> None:
    pages = one.sheets
    assert sum(len(page.words) for page in pages) > 300
    assert not off_the_page(pages)
    assert not collisions(pages)


def test_no_label_of_a_drawing_covers_another_or_is_cut_off(printed: dict[str, Printed]) -> None:
    counts = {}
    for name, one in printed.items():
        found = drawings(one.page)
        counts[name] = len(found)
        assert [(drawing.alt, drawing.problems) for drawing in found if drawing.problems] == [], name
    assert counts[FORTY] > 8
    assert counts["worked on"] > 12


def test_nothing_is_said_of_the_program_that_made_it(one: Printed) -> None:
    for page in one.sheets:
        assert not NOTHING.search(page.text)
    assert not NOTHING.search(one.page.text)


def test_headings_stay_with_their_text_and_rows_with_their_head(printed: dict[str, Printed]) -> None:
    assert not lonely_headings(pieces(printed["forty actions with long names"].pdf))
    for name in ("worked on", "only drafted", "as long as may be"):
        assert not lonely_headings(pieces(printed[name].pdf)), name
        assert not pdf_checks.problems(printed[name].pdf), name
        headless = [table for table in tables(printed[name].pdf) if not table.columns and table.page > 1]
        # Fields of an action have their names beside them; every other table has a head on each of its pages.
        actions = _pages_of_actions(printed[name])
        assert not [table for table in headless if table.page not in actions], name


def _pages_of_actions(one: Printed) -> set[int]:
    """Return the pages from each action's first to the one before the next part."""
    places = named_places(one.pdf)
    first = min(page for name, page in places.items() if name.startswith("action-"))
    after = min(page for name, page in places.items() if name.startswith(("owner-", "unnamed")))
    return set(range(first, after))


@pytest.mark.parametrize("name", ["worked on", "only drafted"])
def test_no_page_is_half_empty_but_at_the_end_of_a_part(printed: dict[str, Printed], name: str, tmp_path: Path) -> None:
    one = printed[name]
    heights = [sheet.height for sheet in one.sheets]
    filled = [
        fullness(picture, height) for picture, height in zip(pictures(one.pdf, tmp_path, 36), heights, strict=True)
    ]
    places = named_places(one.pdf)
    links = [link.attributes["href"].removeprefix("#") for link in one.page.one("reading").all("a")]
    starts = {places[name] for name in links}
    assert len(links) > 10
    assert len(filled) > 8
    assert not half_empty(filled, starts), filled


def test_the_plan_on_a_page_takes_one_page(printed: dict[str, Printed]) -> None:
    seen = [name for name, one in printed.items() if "THE PLAN ON A PAGE" in one.sheets[1].text]
    assert seen == [name for name in SEEN if name != "no actions"]
    for name in seen:
        assert "ORIENTATION How to read this plan" in printed[name].sheets[2].text, name


@pytest.mark.parametrize("name", ["worked on", "only drafted"])
def test_an_action_takes_one_page_and_is_signed_for_at_its_end(printed: dict[str, Printed], name: str) -> None:
    one = printed[name]
    places = named_places(one.pdf)
    starts = sorted(page for place, page in places.items() if place.startswith("action-"))
    after = min(page for place, page in places.items() if place.startswith(("owner-", "unnamed")))
    assert len(starts) == sum(section.attributes["id"].startswith("action-") for section in one.page.all("section")) > 2
    assert starts == list(range(starts[0], after)), "no action goes over its page"
    for section in one.page.all("section"):
        if section.attributes["id"].startswith("action-"):
            assert section.text.index("What happens") < section.text.index("Signature of")


def test_parts_stand_in_their_order_and_each_owner_has_pages_of_their_own(printed: dict[str, Printed]) -> None:
    places = named_places(printed["worked on"].pdf)
    order = [places[name] for name in ("plan", "reading", "timeline", "action-a1", "owner-1", "unnamed", "calendar")]
    assert order == sorted(set(order))
    assert places["calendar"] < places["sign-off"]
    people = {name: page for name, page in places.items() if name.startswith("owner-")}
    sign = {name for name in people if not printed["worked on"].page.one(name).text.startswith("The part of")}
    owners = [people[name] for name in sign]
    assert len(owners) == len(set(owners)) > 1
    assert len(people) > len(owners)
    assert all(page > max(owners) for name, page in people.items() if name not in sign), "parts alone share pages"
    for page in owners:
        text = printed["worked on"].sheets[page - 1].text
        assert text.count("HAS PROMISED") + text.count("IS ASKED FOR") + text.count("THE PART OF") == 1


def test_links_lead_to_actions_and_bookmarks_to_parts(printed: dict[str, Printed]) -> None:
    pdf = printed["worked on"].pdf
    targets = {link.target for link in pdf_checks.links(pdf)}
    assert {f"#action-{one.id}" for one in plans.worked_on().actions} <= targets
    titles = [mark.title.replace("\N{NO-BREAK SPACE}", " ") for mark in pdf_checks.bookmarks(pdf)]
    wanted = [one.title for one in plans.worked_on().actions]
    assert [title for title in titles if title in wanted] == wanted
    assert len(titles) > 15


def test_a_place_stands_once_in_the_page_and_every_link_finds_one(one: Printed) -> None:
    ids = [node.attributes["id"] for node in one.page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    asked = {node.attributes["href"].removeprefix("#") for node in one.page.all("a")}
    assert asked <= set(ids)


def test_no_text_is_printed_twice(one: Printed) -> None:
    named = [head.text for head in one.page.all("th")]
    printed = Counter(label for sheet in one.sheets for label in FIELDS.findall(sheet.text))
    assert printed == {label: named.count(label) for label in FIELDS.pattern.split("|") if label in named}


def test_what_looks_like_code_is_printed_as_it_is(printed: dict[str, Printed]) -> None:
    one = printed["what looks like code"]
    assert INJECTED in one.page.text
    assert not [node for node in one.page.walk() if "onerror" in node.attributes]
    assert "49" not in one.page.one("calendar").text
    assert "<img src=x onerror=alert(1)> {{7*7}}" in " ".join(sheet.text for sheet in one.sheets)


def test_other_scripts_are_printed(printed: dict[str, Printed]) -> None:
    assert JAPANESE in printed["Japanese"].sheets[1].text.replace(" ", "")


def test_what_is_missing_is_said_and_no_hole(printed: dict[str, Printed]) -> None:
    page = printed["one action"].page
    text = page.one("action-a1").text
    assert text.count("not stated yet") > 10
    assert "Still lacks: problem, owner, KPI, deadline and review" in text
    empty = [
        cell
        for section in page.all("section")
        if section.attributes["id"].startswith("action-")
        for cell in section.all("td", "dd")
        if not cell.text
    ]
    assert not empty


def test_all_of_them_are_pdf_ua(
    printed: dict[str, Printed], verapdf: Callable[..., list[Verdict]], tmp_path: Path
) -> None:
    files = {
        name: Path(shutil.copyfile(one.pdf, tmp_path / f"{at}.pdf")) for at, (name, one) in enumerate(printed.items())
    }
    verdicts = dict(zip(files, verapdf(list(files.values()), flavour="0"), strict=True))
    assert {name: verdict.profiles for name, verdict in verdicts.items() if set(verdict.profiles) != {"PDF/UA-1"}} == {}
    failures = {name: verdict.failures for name, verdict in verdicts.items() if not verdict.compliant}
    # A machine without any font for a script cannot print it as PDF/UA.
    assert set(failures) <= {"Japanese"}, failures


def test_money_on_paper_carries_its_currency(printed: dict[str, Printed]) -> None:
    text = printed["worked on"].page.one("plan").text
    assert re.search(r"GBP 30,500", text)
    assert not re.search(r"(?<!GBP )\b30,500", text)

"""What a browser makes of the HTML edition: accessibility rules, keys, narrow screens, printing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.documents.report.conftest import Report

pytestmark = [pytest.mark.untraced, pytest.mark.xdist_group("browser")]  # started once, by one worker

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
QUIET = ("background-networking", "component-update", "gpu", "quic", "sync")
WIDTHS = (320, 768, 1280)


def chromium() -> str:
    """Return the path of a Chromium; skip where there is none, but never in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if found is None:
        why = "there is no Chromium or Chrome: install chromium (Debian) or Google Chrome"
        if os.environ.get("CI") == "true":
            pytest.fail(f"the HTML edition must be looked at in CI: {why}", pytrace=False)
        pytest.skip(why)
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests; its profile is new and goes with it."""
    path = chromium()
    with sync_playwright() as playwright:
        arguments = ["--no-first-run", *(f"--disable-{what}" for what in QUIET)]
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_browser_ci_fails_and_another_machine_says_so(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    with pytest.raises(outcome, match="install chromium"):
        chromium()


class Opened(NamedTuple):
    """The report in a window, with what it asked for and complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def opened(browser: Browser, example: Report) -> Iterator[Opened]:
    """Open the report as a reader does, with its own policy in force."""
    page = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="light").new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(example.html.as_uri())
    page.evaluate("document.fonts.ready")
    yield Opened(page, requests, complaints)
    page.context.close()


@pytest.fixture(scope="module")
def examined(browser: Browser, example: Report) -> Iterator[Page]:
    """Open the report with its policy set aside, so that a script of ours may look at it."""
    page = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="light", bypass_csp=True).new_page()
    page.goto(example.html.as_uri())
    yield page
    page.context.close()


def at_width(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 800})
    return page


def test_it_asks_for_nothing_and_nothing_fails(opened: Opened, example: Report) -> None:
    asked = [url for url in opened.requests if not url.startswith("data:")]
    assert asked == [example.html.as_uri()]
    assert opened.complaints == []


def test_its_own_typefaces_are_loaded(opened: Opened) -> None:
    loaded = opened.page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replace(/\"/g, '') + ' ' + f.weight)"
    )
    assert {"Source Sans 3 400", "Source Sans 3 600", "Source Serif 4 600"} <= set(loaded)


def violations(page: Page) -> list[str]:
    """Return every violation of any of axe's rules with the first element that it is seen in."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    response = Axe().run(page, options=options).response
    assert response["testEngine"]["name"] == "axe-core"
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {one['nodes'][0]['html']}" for one in response["violations"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(examined: Page, width: int) -> None:
    assert violations(at_width(examined, width)) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_the_summary_and_it_does_not_scroll_sideways(
    browser: Browser, demo: Path, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True).new_page()
    page.goto((demo / "out" / "summary.html").as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><h3>x</h3><img src='data:,'><p style='color:#aaa'>pale</p></body></html>")
    found = " ".join(violations(page))
    page.close()
    for rule in ("image-alt", "html-has-lang", "color-contrast"):
        assert rule in found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_width_makes_the_page_scroll_sideways(opened: Opened, width: int) -> None:
    page = at_width(opened.page, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut_off = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(e => !e.closest(".scroll, svg") && e.clientWidth
        && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert cut_off == []


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_are_legible_and_stand_where_they_belong(opened: Opened, width: int) -> None:
    page = at_width(opened.page, width)
    shrunk = page.evaluate(
        """() => [...document.querySelectorAll("svg")]
        .map(e => e.getBoundingClientRect().width / e.viewBox.baseVal.width).filter(scale => scale < 0.95)"""
    )
    assert shrunk == []
    ladders = page.evaluate(
        """() => [...document.querySelectorAll(".steps + svg")].map(e => [e, e.previousElementSibling].map(
        one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]))"""
    )
    assert len(ladders) == 12
    for (left, right), (first, last) in ladders:
        assert abs(left - first) < 5
        assert abs(right - last) < 5
    aside = page.evaluate(
        """() => [...document.querySelectorAll("thead svg")].flatMap(axis =>
        [...axis.closest("table").querySelectorAll("tbody svg")].map(row =>
        row.getBoundingClientRect().left - axis.getBoundingClientRect().left))"""
    )
    of_customers = 8 + 5 + 7 + 7
    assert len(aside) == 4 + 12 + 12 + 4 + of_customers, "questions, categories, things, and those of components"
    assert max(map(abs, aside)) < 1, "a row stands under the axis of its column"


def test_what_is_too_wide_scrolls_in_a_place_that_keys_reach(examined: Page) -> None:
    page = at_width(examined, 320)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(e => e.scrollWidth > e.clientWidth + 1
        && ["auto", "scroll"].includes(getComputedStyle(e).overflowX)).map(e => [e.tabIndex, e.ariaLabel || ""])"""
    )
    assert len(wide) > 30
    assert all(index == 0 and name for index, name in wide)
    page.locator("#profile .scroll").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#profile .scroll').scrollLeft > 0")
    box = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert box != "none", "who goes by keys sees where they are"


def test_the_first_key_shows_the_way_past_the_cover(browser: Browser, example: Report) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(example.html.as_uri())
    skip = page.locator("a.skip")
    hidden = skip.bounding_box()
    assert hidden
    assert hidden["x"] + hidden["width"] < 0
    page.keyboard.press("Tab")
    shown = skip.bounding_box()
    assert shown
    assert shown["x"] >= 0
    assert shown["y"] >= 0
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_keys_reach_every_link_and_region_in_the_order_of_the_page(opened: Opened) -> None:
    order = opened.page.evaluate(
        "[...document.querySelectorAll('a[href], [tabindex]')].map(e => e.tabIndex)",
    )
    assert len(order) > 80
    assert set(order) == {0}


def test_it_prints_from_the_browser(opened: Opened) -> None:
    printed = opened.page.pdf(format="A4", tagged=True)
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") > 25

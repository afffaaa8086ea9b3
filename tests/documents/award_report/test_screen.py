"""What a browser makes of the HTML edition of award reports: accessibility rules, narrow screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.documents.index_report.conftest import Printed
from tests.documents.report.test_browser import QUIET, at_width, chromium, violations

pytestmark = [pytest.mark.untraced, pytest.mark.xdist_group("browser")]  # started by the worker that has one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        arguments = ["--no-first-run", *(f"--disable-{what}" for what in QUIET)]
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="module", params=["open"])
def page(request: pytest.FixtureRequest, browser: Browser, printed: dict[str, Printed]) -> Iterator[Page]:
    opened = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True).new_page()
    opened.goto(printed[request.param].html.as_uri())
    yield opened
    opened.context.close()


def test_axe_finds_nothing(page: Page) -> None:
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_width_makes_the_page_scroll_sideways(page: Page, width: int) -> None:
    assert at_width(page, width).evaluate("document.documentElement.scrollWidth") <= width

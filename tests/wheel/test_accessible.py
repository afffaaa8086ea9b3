"""The HTML edition in a browser: no violation of axe's rules of any impact, wide and narrow, light and dark."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, ViewportSize, sync_playwright

from tests.wheel.conftest import Demonstration

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one worker
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# No sandbox: CI runs as root. The rest keeps Chromium from calling home; the pages are files.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium or Chrome of this machine; nothing is downloaded. In CI there must be one."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=program, channel=None if program else "chrome", args=SWITCHES
            )
        except Error as problem:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium on this machine: {problem.message.splitlines()[0]}")
        yield started
        started.close()


def violations(browser: Browser, page: Path, width: int, scheme: Any) -> tuple[list[str], int, int]:
    """Return what axe finds wrong, how many rules were looked at, and how wide the page gets."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=900), color_scheme=scheme)
    try:
        tab = context.new_page()
        tab.goto(page.as_uri())
        found = Axe().run(tab).response
        wide: int = tab.evaluate("document.documentElement.scrollWidth")
    finally:
        context.close()
    wrong = [f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:200]}" for rule in found["violations"]]
    return wrong, len(found["passes"]), wide


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_report_breaks_no_rule(demonstration: Demonstration, browser: Browser, width: int, scheme: str) -> None:
    wrong, looked_at, wide = violations(browser, demonstration.html, width, scheme)
    assert not wrong
    assert looked_at > 20, "axe found next to nothing to look at"
    assert wide == width, "the page scrolls sideways"


def test_a_broken_page_is_noticed(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "broken.html"
    page.write_text('<html><body><img src="a.png"><p style="width:2000px">x</p></body></html>', encoding="utf-8")
    wrong, _, wide = violations(browser, page, 320, "light")
    assert {"image-alt", "html-has-lang", "document-title"} <= {text.split()[0] for text in wrong}
    assert wide > 320

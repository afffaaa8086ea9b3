"""The HTML edition as a file: whole, alone, well built. What a browser makes of it is in test_browser.py."""

from __future__ import annotations

import re

import pytest

from tests.documents.report.conftest import Report
from tests.documents.report.markup import Node, drawings, read_text

NAMESPACES = ("http://www.w3.org/2000/svg",)
FETCHING = frozenset(
    {"src", "srcset", "href", "xlink:href", "action", "data", "poster", "background", "cite", "ping", "formaction"}
)


@pytest.fixture(scope="module")
def page(example: Report) -> Node:
    return example.page


def outside(page: Node) -> list[str]:
    """Return everything that would be fetched from elsewhere."""
    found = [
        f"{node.tag} {name} {value[:60]}"
        for node in page.walk()
        for name, value in node.attributes.items()
        if name in FETCHING and not value.startswith(("#", "data:"))
    ]
    styles = [kid for node in page.all("style") for kid in node.kids if isinstance(kid, str)]
    styles += [node.attributes["style"] for node in page.walk() if "style" in node.attributes]
    return found + [asked for style in styles for asked in re.findall(r"@import[^;]*|url\((?!\"?data:)[^)]*\)", style)]


def test_it_asks_nobody_for_anything(example: Report, page: Node) -> None:
    assert not outside(page)
    text = example.html.read_text("utf-8")
    assert len(page.all("style")) == 1
    assert "data:font/woff2;base64," in text
    assert not page.all("script", "iframe", "object", "embed", "link", "base")
    addresses = set(re.findall(r"https?://[^\"'\s<>)]*", text))
    assert addresses <= set(NAMESPACES)
    (policy,) = (node for node in page.all("meta") if node.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"].startswith("default-src 'none';")


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="https://example.com/a.png">',
        '<a href="//example.com">x</a>',
        '<link href="style.css">',
        "<style>@import 'a.css';</style>",
        '<p style="background: url(a.png)">x</p>',
    ],
)
def test_what_would_be_fetched_is_found(asking: str) -> None:
    assert len(outside(read_text(asking))) == 1


def test_names_of_places_are_there_once_and_every_link_has_one(page: Node) -> None:
    names = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(names) == len(set(names)) > 60
    assert {link.attributes["href"].removeprefix("#") for link in page.all("a")} <= set(names)


def test_it_says_its_language_title_and_width(page: Node) -> None:
    assert [node.attributes["lang"] for node in page.all("html")] == ["en"]
    assert page.all("title")[0].text == "Alderbrook Heating: CX maturity assessment 2026, full report"
    metas = {node.attributes.get("name"): node.attributes.get("content") for node in page.all("meta")}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["dcterms.created"] == "2026-11-20T00:00:00+00:00"


def test_every_head_of_a_column_or_row_says_which(page: Node) -> None:
    heads = page.all("th")
    assert len(heads) > 300
    assert {node.attributes.get("scope") for node in heads} == {"col", "row", "rowgroup"}
    tables = page.all("table")
    assert all(table.all("th") for table in tables)
    without_caption = [table for table in tables if not table.all("caption")]
    under_headings = 1 + 2 + 1 + 4 + 1
    assert len(without_caption) <= under_headings, "cover, answer and strip, profile, openers, the plan's quarters"


def test_every_wide_table_scrolls_in_a_region_that_keys_reach(page: Node) -> None:
    regions = [node for node in page.walk() if "scroll" in node.classes]
    assert len(regions) > 40
    for node in regions:
        assert node.attributes["tabindex"] == "0"
        assert node.attributes["aria-label"]
        assert node.attributes["role"] in {"group", "region"}


def test_the_first_thing_that_keys_reach_leads_past_the_cover(page: Node) -> None:
    first = next(node for node in page.walk() if node.tag == "a" or "tabindex" in node.attributes)
    assert first.attributes["href"] == "#main"
    assert page.one("main").tag == "main"


def test_charts_have_words_and_their_labels_keep_apart(page: Node) -> None:
    found = drawings(page)
    assert len(found) > 60
    assert sum(len(drawing.labels) for drawing in found) > 200
    assert [(drawing.alt, drawing.problems) for drawing in found if drawing.problems] == []

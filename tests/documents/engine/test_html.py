"""The HTML edition stands alone: every byte that it needs is in it, and its policy forbids asking for more."""

from __future__ import annotations

import base64
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cxdna.documents.html import POLICY, NotSelfContained, inline_style, self_contained, write_html
from cxdna.errors import StorageError
from tests.documents.engine.conftest import SVG

PAGE = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{}</body></html>'
LOADS = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "cite", "manifest"}


class Requests(HTMLParser):
    """Collects what a browser would fetch, run or send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policies: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(values["content"])
        elif tag in {"script", "link", "base", "iframe", "object", "embed", "form"} or "http-equiv" in values:
            self.found.append(tag)
        self.found += [name for name in values if name.startswith("on")]
        self.found += [values[name] for name in LOADS & values.keys() if not values[name].startswith("data:")]


def requests(page: str) -> Requests:
    parser = Requests()
    parser.feed(page)
    return parser


def test_everything_is_inside(fonts: Path) -> None:
    body = '<img src="logo:client" alt="A"><img src="chart:a" alt="B"><p>in a text: src=&#34;logo:x&#34;</p>'
    images = {"logo:client": b"\x89PNG\r\n\x1a\n", "chart:a": SVG}
    page = self_contained(PAGE.format(body), ["p{color:red}"], images, fonts)
    seen = requests(page)
    assert seen.policies == [POLICY]
    assert not seen.found
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}"' in page
    assert page.index("Content-Security-Policy") < page.index("<title>") < page.index("<style>")
    assert page.index('<meta charset="utf-8">') < 100, "browsers look for it in the first 1024 bytes"
    assert page.count('<meta charset="utf-8">') == 1


def test_a_page_that_asks_for_something_is_noticed() -> None:
    for body in (
        '<img src="x.png">',
        "<script>1</script>",
        '<a onclick="x()">',
        '<link rel="stylesheet" href="x.css">',
    ):
        assert requests(PAGE.format(body)).found


def test_a_charset_of_the_page_is_kept_alone(fonts: Path) -> None:
    page = self_contained(PAGE.replace("<title>", '<meta charset="utf-8"><title>').format(""), [], {}, fonts)
    assert page.count("charset=") == 1


@pytest.mark.parametrize(
    "style",
    [
        "@import 'x.css'",
        "p{background:url(x.png)}",
        "p{background: url( 'chart:a' )}",
        "</STYLE><script>",
        'a{b:url("x")}',
    ],
)
def test_a_style_sheet_that_asks_for_a_file_is_refused(fonts: Path, style: str) -> None:
    with pytest.raises(NotSelfContained):
        inline_style([style], fonts)


def test_what_is_not_there_is_refused(fonts: Path) -> None:
    with pytest.raises(NotSelfContained, match="chart:b: nothing of that name"):
        self_contained(PAGE.format('<img src="chart:b" alt="x">'), [], {}, fonts)
    with pytest.raises(NotSelfContained, match="no <head>"):
        self_contained("<p>x</p>", [], {}, fonts)
    assert "url(#a)" in inline_style(["p{clip-path:url(#a)} q{background:url(data:image/png;base64,x)}"], fonts)


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    write_html("<p>ü</p>", out)
    write_html("<p>é</p>", out)
    assert out.read_bytes() == "<p>é</p>".encode()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match="could not be"):
        write_html("x", tmp_path / "folder")
    with pytest.raises(StorageError, match="there is no folder"):
        write_html("x", tmp_path / "none" / "x.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "x.html"]

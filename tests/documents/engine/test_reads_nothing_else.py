"""A PDF reads nothing but what it was handed: twelve routes, and some more, to a file and to a server."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint

from cxdna.documents.fetch import Fetcher, NotAllowed
from cxdna.documents.pdf import Renderer
from cxdna.errors import UserError
from tests.documents import pdf_checks
from tests.documents.engine.conftest import SECRET, SVG, Canary, make_job

# {at} is the folder of the canary, as a file: or http: address.
ROUTES = {
    "img": '<img src="{at}/c.svg" alt="x">',
    "link": '<link rel="stylesheet" href="{at}/c.css">',
    "import": '<style>@import url("{at}/c.css");</style>',
    "font-face": '<style>@font-face{{font-family:"X";src:url("{at}/c.txt")}} p{{font-family:X}}</style><p>x</p>',
    "attachment of the page": '<link rel="attachment" href="{at}/c.txt">',
    "attachment of a link": '<a rel="attachment" href="{at}/c.txt">x</a>',
    "svg image": '<svg width="9" height="9"><title>x</title><image width="9" height="9" href="{at}/c.svg"/></svg>',
    "svg use": '<svg width="9" height="9"><title>x</title><use href="{at}/c.svg#a"/></svg>',
    "object": '<object data="{at}/c.svg" type="image/svg+xml"></object>',
    "embed": '<embed src="{at}/c.svg" type="image/svg+xml">',
    "base": '<base href="{at}/"><img src="c.svg" alt="x">',
    "redirect": '<img src="{at}/redirect" alt="x">',
    "background": '<p style="background:url({at}/c.svg)">x</p>',
    "list mark": '<ul style="list-style-image:url({at}/c.svg)"><li>x</li></ul>',
    "text made by style": '<style>p::before{{content:url("{at}/c.svg")}}</style><p>x</p>',
    "colour profile": '<style>@color-profile --x{{src:url("{at}/c.txt");components:c,m,y,k}}</style>',
}
FOLLOWED_BY_NOBODY = {"svg use"}  # WeasyPrint looks for the target in the same picture only


def everything_left(folder: Path) -> bytes:
    return b"".join(pdf_checks.everything(file) for file in folder.iterdir())


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_nothing_outside_is_read(renderer: Renderer, canary: Canary, tmp_path: Path, route: str, scheme: str) -> None:
    out = tmp_path / "out" / "x.pdf"
    out.parent.mkdir()
    job = make_job(ROUTES[route].format(at=canary.folder.as_uri() if scheme == "file" else canary.address))
    if route in FOLLOWED_BY_NOBODY:
        renderer.render(job, out)
    else:
        with pytest.raises(UserError, match="reads nothing but what it was handed"):
            renderer.render(job, out)
        assert not list(out.parent.iterdir())
    assert SECRET not in everything_left(out.parent)
    assert not canary.requests


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in FOLLOWED_BY_NOBODY])
def test_weasyprint_alone_takes_every_one_of_these_routes(canary: Canary, route: str) -> None:
    weasyprint.HTML(string=make_job(ROUTES[route].format(at=canary.address)).html).write_pdf()
    assert canary.requests, "this route leads nowhere: the test above shows nothing"


OTHER_ADDRESSES = {
    "data of a user": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    "ftp": "ftp://127.0.0.1/c.svg",
    "secure": "https://127.0.0.1/c.svg",
    "link-local": "http://169.254.169.254/latest/meta-data",
    "share": "file://server/share/c.svg",
    "share as Windows writes it": r"\\server\share\c.svg",
    "drive": "C:/c.svg",
    "above the templates": "template:../c.svg",
    "above, in disguise": "template:%2e%2e/c.svg",
    "absolute": "template:/etc/passwd",
    "hidden": "template:.git/config.css",
    "another kind of file": "template:shared/page.html",
    "not handed over": "chart:other",
    "a name with a path": "chart:../c",
    "an address as a name": "logo:http://127.0.0.1/",
    "relative": "c.svg",
}


@pytest.mark.parametrize("address", OTHER_ADDRESSES.values(), ids=OTHER_ADDRESSES.keys())
def test_no_other_address_means_anything(renderer: Renderer, canary: Canary, address: str) -> None:
    out = canary.folder / "x.pdf"
    job = make_job(
        f'<img src="{address}" alt="x">', folders=(str(canary.folder),), images={"http:x": SVG, "chart:a": SVG}
    )
    with pytest.raises(UserError):
        renderer.render(job, out)
    assert not out.exists()


def test_a_link_out_of_the_templates_is_refused(renderer: Renderer, canary: Canary, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "in.svg").write_bytes(SVG)
    (templates / "out.svg").symlink_to(canary.folder / "c.svg")
    (templates / "away").symlink_to(canary.folder)
    job = make_job('<img src="template:in.svg" alt="x">', folders=(str(templates),))
    assert renderer.render(job, tmp_path / "in.pdf").pages == 1
    for address in ("template:out.svg", "template:away/c.svg"):
        with pytest.raises(UserError, match="is a link"):
            renderer.render(make_job(f'<img src="{address}" alt="x">', folders=(str(templates),)), tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    "inside",
    [
        '<image width="9" height="9" href="{at}/c.svg"/>',
        '<style>@import url("{at}/c.css");</style>',
        '<style>@font-face{{font-family:"Y";src:url("{at}/c.txt")}}</style>',
    ],
)
def test_a_chart_reads_nothing_either(renderer: Renderer, canary: Canary, tmp_path: Path, inside: str) -> None:
    out = tmp_path / "out" / "x.pdf"
    out.parent.mkdir()
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside.format(at=canary.address)}</svg>'
    job = make_job('<img src="chart:a" alt="x">', images={"chart:a": picture.encode()})
    try:
        renderer.render(job, out)
    except UserError:
        assert not list(out.parent.iterdir())
    assert SECRET not in everything_left(out.parent)
    assert not canary.requests


@pytest.mark.parametrize("content", [b"GIF89a", b"%!PS-Adobe-3.0 EPSF-3.0", b"RIFF\0\0\0\0WEBP", SECRET, b""])
def test_a_picture_of_another_kind_is_refused(renderer: Renderer, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="neither PNG, JPEG nor SVG"):
        renderer.render(make_job('<img src="logo:a" alt="x">', images={"logo:a": content}), tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


def test_a_bomb_of_entities_is_refused_at_once(renderer: Renderer, tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>'
    bomb = f'<?xml version="1.0"?><!DOCTYPE svg [{entities}]>{picture}'
    with pytest.raises(UserError):
        renderer.render(
            make_job('<img src="chart:a" alt="x">', images={"chart:a": bomb.encode()}), tmp_path / "x.pdf", 10
        )
    assert not list(tmp_path.iterdir())


def test_templates_are_looked_for_in_each_folder_and_nothing_is_opened_otherwise(tmp_path: Path) -> None:
    own, ours = tmp_path / "own", tmp_path / "ours"
    for folder in (own, ours):
        folder.mkdir()
    (ours / "a.css").write_text("p{}")
    fetcher = Fetcher({}, [own, ours])
    assert fetcher("template:a.css").read() == b"p{}"
    for address in ("template:b.css", "x" * 200):
        with pytest.raises(NotAllowed):
            fetcher(address)
    with pytest.raises(NotAllowed):
        fetcher.open((ours / "a.css").as_uri())
    assert fetcher.refused[0] == "template:b.css: no such file among the templates"
    assert len(fetcher.refused[1]) < 200

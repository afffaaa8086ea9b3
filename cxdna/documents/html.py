"""The HTML edition: one file that carries its style, typefaces, logos and charts, and asks nobody for anything."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cxdna.documents.fonts import web_faces
from cxdna.documents.outfile import write_whole

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
CHARSET = re.compile(r"<meta\s+charset=", re.IGNORECASE)
IMAGE = re.compile(r'(?<=\ssrc=")(?:chart|logo|asset):[^"]*(?=")')
STYLE_END = re.compile(r"</style", re.IGNORECASE)
FETCHED = re.compile(r"@import|url\(\s*['\"]?(?!data:|#|['\"])", re.IGNORECASE)


class NotSelfContained(Exception):
    """A page or a style sheet of ours that cannot stand alone: the text says what it asks for."""


def inline_style(styles: Sequence[str], fonts: Path) -> str:
    """Return what stands in the one `<style>` of the page: our typefaces as base64, then the style sheets."""
    for style in styles:
        found = STYLE_END.search(style) or FETCHED.search(style)
        if found:
            raise NotSelfContained(f"a style sheet asks for a file or ends its element: {style[found.start() :][:60]}")
    return "\n".join([web_faces(fonts), *styles])


def self_contained(page: str, styles: Sequence[str], images: Mapping[str, bytes], fonts: Path) -> str:
    """Return the page with everything in it that it needs.

    `page` is a whole document; `images` are those of the job, PNG, JPEG or SVG by the address that `<img src>` has. Our
    policy forbids scripts and every request, whatever else the page may say; one of the page's own is kept as well.
    """
    head, head_end = HEAD.search(page), HEAD_END.search(page)
    if head is None or head_end is None:
        raise NotSelfContained("the page has no <head>")
    charset = "" if CHARSET.search(page, head.end(), head_end.start()) else '<meta charset="utf-8">'
    policy = f'{charset}<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    style = f"<style>{inline_style(styles, fonts)}</style>"
    body = IMAGE.sub(lambda match: _data_address(match[0], images), page[head_end.start() :])
    return "".join((page[: head.end()], policy, page[head.end() : head_end.start()], style, body))


def _data_address(url: str, images: Mapping[str, bytes]) -> str:
    if url not in images:
        raise NotSelfContained(f"{url}: nothing of that name was handed over")
    content = images[url]
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg" if content.startswith(b"\xff\xd8") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def write_html(page: str, out: Path) -> None:
    """Write the page as UTF-8, whole or not at all; raise `StorageError`."""
    write_whole(page.encode("utf-8"), out)

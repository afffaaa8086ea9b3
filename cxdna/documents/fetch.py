"""What a document may read while it is printed: what it was handed, and files of the templates. Nothing else.

Addresses are names, not places: `chart:profile`, `logo:client`, `asset:NAME` are looked up in a dictionary, and
`template:shared/print.css` below the folders of the templates. There is no way from here to the network: this fetcher
opens no connection and no other scheme means anything to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

HANDED = re.compile(r"(?:chart|logo|asset):[A-Za-z0-9][A-Za-z0-9._-]*")
TEMPLATE = re.compile(r"template:((?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*)(\.[a-z0-9]+)")
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".woff2": "font/woff2"}
LONGEST_SHOWN = 120


class NotAllowed(Exception):
    """An address that a document may not read, and why."""


def image_type(content: bytes) -> str:
    """Return the media type of an image by its first bytes; empty for anything but PNG, JPEG and SVG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    start = content[:200].lstrip()
    return "image/svg+xml" if start.startswith((b"<svg", b"<?xml")) else ""


def look_up(url: str, images: Mapping[str, bytes], folders: Sequence[Path]) -> tuple[bytes, str]:
    """Return what stands at an address, and its media type; raise `NotAllowed` for everything that is not ours."""
    if HANDED.fullmatch(url):
        if url not in images:
            raise NotAllowed(f"{url}: nothing of that name was handed over")
        if not (kind := image_type(images[url])):
            raise NotAllowed(f"{url}: neither PNG, JPEG nor SVG")
        return images[url], kind
    if (match := TEMPLATE.fullmatch(url)) and match[2] in TYPES:
        return _template_file(match[1] + match[2], folders).read_bytes(), TYPES[match[2]]
    shown = url if len(url) <= LONGEST_SHOWN else url[:LONGEST_SHOWN] + "…"
    raise NotAllowed(f"{shown}: a document reads nothing but what it was handed")


def _template_file(name: str, folders: Sequence[Path]) -> Path:
    """Return the first file of that name; a link that leads out of its folder is refused, not skipped."""
    for folder in folders:
        inside = folder.resolve()
        file = (inside / name).resolve()
        if file != inside / name:
            raise NotAllowed(f"template:{name}: is a link")
        if file.is_file():
            return file
    raise NotAllowed(f"template:{name}: no such file among the templates")


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """WeasyPrint's way to anything outside the HTML; remembers what it refused.

    What it refuses is fatal to WeasyPrint, with one exception: drawing an SVG swallows every error. Whoever renders
    looks at `refused` before a file is kept.
    """

    def __init__(self, images: Mapping[str, bytes], folders: Sequence[Path]) -> None:
        # The base class would build handlers for http, ftp, file and data, and on newer Pythons load certificates; it
        # is left without any, so even a call that went round `fetch` could open nothing.
        self._fail_on_errors = True
        self._images = images
        self._folders = folders
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at the address, or raise."""
        del headers
        try:
            content, kind = look_up(url, self._images, self._folders)
        except (NotAllowed, OSError) as problem:
            self.refused.append(str(problem))
            raise
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def open(self, url: object, data: object = None, timeout: object = None) -> URLFetcherResponse:
        """Refuse the base class's second way in."""
        del data, timeout
        raise NotAllowed(f"{url}: not opened")

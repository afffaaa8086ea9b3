"""What the tests of the rendering engine share: one process that renders, a job to change, and a canary to look for."""

from __future__ import annotations

import datetime as dt
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cxdna.documents.job import Job
from cxdna.documents.pdf import Renderer, start_renderer
from tests.verapdf.fixture import verapdf

__all__ = ["verapdf"]

STYLE = """
body { font: 400 10pt "Source Sans 3"; } b, th { font-weight: 600; }
h1, h2 { font: 600 16pt "Source Serif 4"; } a { color: #0f5c63; }
"""
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
    b'<text y="15" font-family="Source Sans 3">9</text></svg>'
)
CREATED = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
SECRET = b"canary-4f1d77"


@pytest.fixture(scope="session")
def fonts(root: Path) -> Path:
    return root / "templates" / "shared" / "fonts"


@pytest.fixture(scope="session")
def environment(root: Path) -> dict[str, str]:
    """Return the environment, with the cache of fonts where tests may write."""
    return {**os.environ, "XDG_CACHE_HOME": str(root / ".cache")}


@pytest.fixture(scope="session")
def renderer(fonts: Path, environment: dict[str, str]) -> Iterator[Renderer]:
    """Return one process for all tests that do not end it; it lives on after each refusal."""
    with start_renderer(fonts, environment) as process:
        yield process


def make_job(body: str, **changes: Any) -> Job:
    """Return a job for an HTML body with a heading."""
    html = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>Report</h1>{body}</body></html>'
    given: dict[str, Any] = {"html": html, "title": "Report", "lang": "en", "created": CREATED, "styles": (STYLE,)}
    return Job(**{**given, **changes})


class Canary(NamedTuple):
    """Something that must not be read: files outside of the templates, and a server that counts who comes."""

    folder: Path
    address: str
    requests: list[str]


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    folder = tmp_path / "outside"
    folder.mkdir()
    contents = {
        "c.svg": b'<svg xmlns="http://www.w3.org/2000/svg" id="a" width="99" height="9"><desc>'
        + SECRET
        + b"</desc></svg>",
        "c.css": b'body::before { content: "' + SECRET + b'" }',
        "c.txt": SECRET,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            if self.path.startswith("/redirect"):
                self.send_response(302)
                self.send_header("Location", "/c.svg")
                self.end_headers()
                return
            content = contents.get(self.path.lstrip("/").partition("#")[0], SECRET)
            self.send_response(200)
            self.send_header("Content-Type", {"s": "text/css", "g": "image/svg+xml"}.get(self.path[-1], "text/plain"))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Canary(folder, f"http://127.0.0.1:{server.server_port}", requests)
    server.shutdown()
    thread.join()
    server.server_close()

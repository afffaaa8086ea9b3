"""The example's report, made once for all tests that look at it, whichever worker they run in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from cxdna.workflows.demo.build import MOMENT
from cxdna.workflows.demo.make import make_demo
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import make_report
from cxdna.workflows.where import Where
from tests.documents.report.layout import load, pictures
from tests.documents.report.markup import Node, read_page
from tests.verapdf.fixture import verapdf

__all__ = ["verapdf"]

Once = Callable[[str, Callable[[Path], object]], Path]


class Report(NamedTuple):
    """Both editions of a report."""

    pdf: Path
    html: Path

    @property
    def page(self) -> Node:
        """The HTML edition, read."""
        return read_page(self.html)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that has a folder filled by the first worker that asks for it; the others wait."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        folder, lock, done = base / name, base / f"{name}.lock", base / f"{name}.done"
        while not done.exists():
            try:
                lock.mkdir()
            except FileExistsError:
                time.sleep(0.05)
                continue
            try:
                if not done.exists():
                    folder.mkdir(exist_ok=True)
                    fill(folder)
                    done.touch()
            finally:
                lock.rmdir()
        return folder

    return filled


@pytest.fixture(scope="session")
def demo(once: Once) -> Path:
    """Return the folder that `cxdna demo` makes."""

    def fill(folder: Path) -> None:
        assert make_demo(folder, os.environ).complete, "this machine cannot print PDFs: `cxdna doctor` says why"

    return once("demo", fill)


@pytest.fixture(scope="session")
def example(demo: Path) -> Report:
    """Return the example's report as the demo makes it: A4."""
    return Report(demo / "out" / "report.pdf", demo / "out" / "report.html")


@pytest.fixture(scope="session")
def letter(demo: Path, once: Once) -> Report:
    """Return the example's report on US Letter."""

    def fill(folder: Path) -> None:
        where = Where(demo, os.environ, demo)
        request = Request(where=where, moment=MOMENT, out=folder, paper="Letter")
        assert make_report(request, os.environ).pdf

    folder = once("letter", fill)
    return Report(folder / "report.pdf", folder / "report.html")


@pytest.fixture(scope="session")
def example_pictures(example: Report, once: Once) -> list[Image.Image]:
    """Return the pages of the example's report on A4 as pictures."""
    folder = once("pictures", lambda empty: pictures(example.pdf, empty))
    return [load(path) for path in sorted(folder.iterdir())]

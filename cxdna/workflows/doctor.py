"""Is everything here that cxdna needs? Looks, prints a test page, says what each thing is for and what brings it."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
import sys
import tempfile
import zoneinfo
from collections.abc import Mapping
from pathlib import Path

import msgspec

from cxdna import __version__
from cxdna.documents.fonts import missing_files, system_configurations
from cxdna.documents.glyphs import font_to_install
from cxdna.documents.job import FontUse, Job
from cxdna.documents.pango import install_command, this_family
from cxdna.documents.pdf import Renderer, RenderingBroke, start_renderer
from cxdna.errors import CxdnaError, MissingOnMachine
from cxdna.workspace.place import concern

OLDEST_PYTHON = (3, 11)
PACKAGES = ("typer", "PyYAML", "msgspec", "jsonschema", "Jinja2", "WeasyPrint")
ZONE = "Europe/Berlin"
PRINT_LIMIT = 60.0

NAMES = {
    "Latin": "Łucja Nguyễn",
    "Greek": "Ελένη",
    "Cyrillic": "Анна",
    "Arabic": "محمد",
    "Hebrew": "שרה",
    "Thai": "สมชาย",
    "Devanagari": "प्रिया",
    "Bengali": "অমিত",
    "Tamil": "கமல்",
    "Georgian": "ნინო",
    "Armenian": "Անի",
    "Japanese": "田中ひろし",
    "Chinese": "王小明",
    "Korean": "김민준",
}
"""A name in each script that people of a company may have."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: whether it is there, what was found, what it is for, and what brings it.

    What is not needed may be missing: the main job runs without it.
    """

    name: str
    ok: bool
    needed: bool
    found: str
    purpose: str
    do: str = ""


def examine(fonts: Path, folder: Path, environment: Mapping[str, str]) -> list[Check]:
    """Return every check; `fonts` is `templates/shared/fonts`, `folder` where the user works."""
    with start_renderer(fonts, environment) as renderer:
        first = [_python(), *_packages(), _bundled(fonts), _time_zones(), _may_write(folder), _place(folder)]
        return [*first, *_printing(renderer, fonts), *_system_fonts(environment)]


def healthy(checks: list[Check]) -> bool:
    """Tell whether everything that is needed is there."""
    return all(check.ok for check in checks if check.needed)


def _python() -> Check:
    return Check(
        name="Python",
        ok=sys.version_info >= OLDEST_PYTHON,
        needed=True,
        found=f"{platform.python_version()} at {sys.executable}",
        purpose="runs cxdna",
        do="install Python 3.11 or newer",
    )


def _packages() -> list[Check]:
    found: dict[str, str] = {}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    missing = [package for package in PACKAGES if package not in found]
    return [
        Check(name="cxdna", ok=True, needed=True, found=__version__, purpose="this program"),
        Check(
            name="Python packages",
            ok=not missing,
            needed=True,
            found=", ".join(f"{name} {version}" for name, version in found.items()),
            purpose="what cxdna is built on",
            do=f"{sys.executable} -m pip install {' '.join(missing)}" if missing else "",
        ),
    ]


def _bundled(fonts: Path) -> Check:
    missing = missing_files(fonts)
    return Check(
        name="bundled typefaces",
        ok=not missing,
        needed=True,
        found="Source Sans 3 and Source Serif 4" if not missing else f"without {', '.join(missing)}",
        purpose="the same look on every machine",
        do=f"{sys.executable} -m pip install --force-reinstall cxdna" if missing else "",
    )


def _time_zones() -> Check:
    try:
        zoneinfo.ZoneInfo(ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        found = ""
    else:
        found = f"{ZONE} is known"
    return Check(
        name="time zones",
        ok=bool(found),
        needed=True,
        found=found or f"{ZONE} is not known",
        purpose="dates and deadlines",
        do="" if found else f"{sys.executable} -m pip install tzdata",
    )


def _may_write(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            problem = ""
    except OSError as error:
        problem = str(error.strerror or error)
    return Check(
        name="this folder",
        ok=not problem,
        needed=True,
        found=f"{folder} can be written" if not problem else f"{folder}: {problem}",
        purpose="documents are put here",
        do="" if not problem else "go to a folder of your own",
    )


def _place(folder: Path) -> Check:
    worry = concern(folder)
    return Check(
        name="place of this folder",
        ok=worry is None,
        needed=False,
        found="on this computer alone" if worry is None else worry,
        purpose="a workspace, whose database is in use",
        do="" if worry is None else "make workspaces in a folder of this computer alone",
    )


def _printing(renderer: Renderer, fonts: Path) -> list[Check]:
    """Load what prints, and print: what is then missing on the page is known, not guessed."""
    purpose = "makes PDFs; without it documents come as HTML"
    try:
        ready = renderer.ready(PRINT_LIMIT)
    except MissingOnMachine as absent:
        return [Check(name="Pango", ok=False, needed=True, found=absent.what, purpose=purpose, do=absent.do)]
    except (CxdnaError, RenderingBroke) as problem:
        advice = "run `cxdna doctor --debug` and send what it says"
        return [Check(name="Pango", ok=False, needed=True, found=str(problem), purpose=purpose, do=advice)]
    subset = Check(
        name="HarfBuzz subset",
        ok=ready.subset,
        needed=False,
        found="there" if ready.subset else "not there: PDFs take 1.4 times as long",
        purpose="puts only the letters that are used into a PDF",
        do="" if ready.subset else install_command(),
    )
    found = f"{ready.pango}, with WeasyPrint {ready.weasyprint}"
    return [
        Check(name="Pango", ok=True, needed=True, found=found, purpose=purpose),
        subset,
        *_test_page(renderer, fonts),
    ]


def _test_page(renderer: Renderer, fonts: Path) -> list[Check]:
    lines = "".join(f"<p>{name}</p>" for name in NAMES.values())
    html = f'<html lang="en"><head><title>Test</title></head><body><h1>Test</h1>{lines}</body></html>'
    style = 'body{font:400 11pt "Source Sans 3"}h1{font:600 20pt "Source Serif 4"}'
    job = Job(html=html, title="Test", lang="en", created=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), styles=(style,))
    uses: tuple[FontUse, ...] = ()
    try:
        with tempfile.TemporaryDirectory(prefix="cxdna-") as folder:
            uses = renderer.render(job, Path(folder, "test.pdf"), PRINT_LIMIT).fonts
            problem = ""
    except (CxdnaError, RenderingBroke) as error:
        problem = str(error)
    ours = sorted({f"{use.family} {use.weight}" for use in uses if use.bundled})
    page = Check(
        name="test page",
        ok=not problem and len(ours) > 1,
        needed=True,
        found=problem or f"printed with {' and '.join(ours)}",
        purpose="the whole way from text to PDF",
        do="" if ours else f"check that {fonts} can be read, and run `cxdna doctor` again",
    )
    return [page, *(_script(name, text, uses) for name, text in NAMES.items() if not problem)]


def _script(name: str, text: str, uses: tuple[FontUse, ...]) -> Check:
    missing = {character for use in uses for character in use.missing if character in text}
    families = sorted({use.family for use in uses if set(text) & set(use.characters) - {" "}})
    return Check(
        name=f"{name} letters",
        ok=not missing,
        needed=False,
        found=f"{text} prints in {', '.join(families)}" if not missing else f"{text} prints as boxes",
        purpose=f"names in {name} script",
        do=font_to_install(name, this_family()) if missing else "",
    )


def _system_fonts(environment: Mapping[str, str]) -> list[Check]:
    """Look for the system's own list of fonts; macOS and Windows need none."""
    if sys.platform in {"win32", "darwin"}:
        return []
    files = [file for file in system_configurations(environment) if Path(file).is_file()]
    return [
        Check(
            name="fontconfig",
            ok=bool(files),
            needed=False,
            found=", ".join(files) or "no fonts.conf: the fonts of this system are not known",
            purpose="fonts for letters that the bundled typefaces lack",
            do="" if files else f"install fontconfig with the same program as in: {install_command()}",
        )
    ]

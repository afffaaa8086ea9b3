"""The brands that documents are printed with: the client's in the workspace, the consultant's own for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from cxdna.definitions.fit import fit
from cxdna.definitions.read import parse, read
from cxdna.definitions.write import scalar
from cxdna.documents.brand import BRAND, FIELDS, Brand, BrandFile, holds, load_brand
from cxdna.documents.colours import DEFAULT_ACCENT
from cxdna.documents.outfile import write_whole
from cxdna.documents.pictures import LARGEST_FILE, PNG_START, Unusable, check
from cxdna.errors import Problem, Problems, StorageError
from cxdna.workspace.model import Workspace

SHAPE: Final = "cxdna-brand/1"
"""Name of the shape that `cxdna brand show --json` prints."""
_CLIENTS: Final = ("client_name", "client_logo")
_NAMES: Final = {
    "consultant_name": "Consultant",
    "consultant_logo": "Consultant's logo",
    "client_name": "Client",
    "client_logo": "Client's logo",
    "accent": "Accent",
    "confidentiality": "At the foot",
}
_BEGINNING: Final = """\
# How documents look{for_all}: names, logos (PNG or JPEG beside this file), one accent colour, the line at the foot.
kind: brand
"""


class Held(msgspec.Struct, frozen=True):
    """One thing that a brand says: what holds, and where it stands ("" where nothing says it and this is used)."""

    field: str
    value: str
    file: str


def brand_files(workspaces: Path | None, settings: Path | None) -> list[BrandFile]:
    """Return the brand files that are there, what holds first: the workspace's, then that of whoever asks.

    Raises `Problems` for a file that does not fit, and for a client in what is for all workspaces.
    """
    files = [_read(workspaces)] if workspaces else []
    mine = settings / BRAND if settings else None
    if mine and mine.is_file():
        own = _read(mine)
        wrong = [field for field in _CLIENTS if getattr(own.brand, field) is not None]
        if wrong:
            do = "write it into the workspace's own: cxdna brand set"
            what = "stands in the brand for all workspaces"
            raise Problems(Problem(own.file, 0, f"{field} {what}", do) for field in wrong)
        files.append(own)
    return files


def _read(path: Path) -> BrandFile:
    return BrandFile(fit(read(path), Brand), path.parent, str(path))


def in_workspace(home: Workspace | None) -> Path | None:
    """Return the brand file of a workspace, if it has one."""
    brand = home.branding / BRAND if home else None
    return brand if brand and brand.is_file() else None


def what_holds(home: Workspace | None, settings: Path) -> tuple[Held, ...]:
    """Return everything a brand may say, and where what holds is from. Raises `Problems`."""
    held = holds(brand_files(in_workspace(home), settings))
    instead = {
        "client_name": home.settings.organisation.name if home else "",
        "accent": DEFAULT_ACCENT,
        "confidentiality": "Confidential",
    }
    return tuple(
        Held(field, *(held[field][0], held[field][1].file))
        if field in held
        else Held(field, instead.get(field, ""), "")
        for field in FIELDS
    )


def describe(held: tuple[Held, ...]) -> list[tuple[str, str, str]]:
    """Return what holds in words: what it is, what it says, and where that is from."""
    return [(_NAMES[one.field], one.value or "none", one.file or _unsaid(one)) for one in held]


def _unsaid(one: Held) -> str:
    if not one.value:
        return ""
    return "as the workspace names it" if one.field == "client_name" else "unless a brand says otherwise"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said from now on; None leaves it as it is, "" takes it out."""

    name: str | None = None
    logo: Path | None = None
    accent: str | None = None
    confidentiality: str | None = None
    no_logo: bool = False


def set_brand(folder: Path, whose: str, change: Change) -> Path:
    """Write the brand file of a folder anew, with the logo beside it, and return its path; `whose`: consultant, client.

    What people wrote beside it stays. Raises `Problems` for everything that is wrong, before anything is written, and
    `StorageError`.
    """
    path = folder / BRAND
    before = path.read_text(encoding="utf-8") if path.is_file() else _BEGINNING.format(for_all=_for_all(whose))
    problems: list[Problem] = []
    logo = _logo(change.logo, problems)
    wanted: dict[str, str | None] = {
        f"{whose}_name": change.name,
        f"{whose}_logo": "" if change.no_logo else f"{whose}.{_ending(logo)}" if logo else None,
        "accent": change.accent,
        "confidentiality": change.confidentiality,
    }
    if change.accent:
        problems += _colour(change.accent)
    if problems:
        raise Problems(problems)
    text = _rewritten(before, {field: value for field, value in wanted.items() if value is not None})
    brand = _fitting(text, path)
    if not logo:
        load_brand(brand, folder, file=str(path))
    _keep(folder, path, text, {f"{whose}.{_ending(logo)}": logo} if logo else {})
    return path


def _for_all(whose: str) -> str:
    return " in all workspaces, unless a workspace's own says otherwise" if whose == "consultant" else ""


def _colour(accent: str) -> list[Problem]:
    try:
        load_brand(Brand(accent=accent), Path())
    except Problems as wrong:
        return [Problem("", 0, problem.what, problem.do) for problem in wrong.problems]
    return []


def _logo(path: Path | None, problems: list[Problem]) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        check(content)
    except Unusable as unusable:
        problems.append(Problem(str(path), 0, f"the logo {unusable.what}", unusable.do))
    except FileNotFoundError:
        problems.append(Problem(str(path), 0, "there is no such file", "name a PNG or JPEG"))
    except OSError as error:
        problems.append(Problem(str(path), 0, f"the file cannot be read: {error.strerror}"))
    else:
        return content
    return None


def _ending(logo: bytes | None) -> str:
    return "png" if logo and logo.startswith(PNG_START) else "jpg"


def _rewritten(text: str, wanted: Mapping[str, str]) -> str:
    """Return the text with other values; a line that the file offers as a comment is taken, all else stays."""
    lines = text.splitlines()
    for field, value in wanted.items():
        line = f"{field}: {scalar(value)}"
        there = [at for at, one in enumerate(lines) if re.match(rf"{field}\s*:", one)]
        offered = [at for at, one in enumerate(lines) if re.match(rf"#\s*{field}\s*:", one)]
        if there:
            lines[there[0] : there[0] + 1] = [line] if value else []
        elif value and offered:
            lines[offered[0]] = line
        elif value:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _fitting(text: str, path: Path) -> Brand:
    reading = parse(text.encode(), path)
    if reading.problems or reading.document is None:
        raise Problems(reading.problems)
    return fit(reading.document, Brand)


def _keep(folder: Path, path: Path, text: str, logos: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"the folder {folder} cannot be made: {problem.strerror}") from problem
    for name, content in logos.items():
        write_whole(content, folder / name)
    write_whole(text.encode(), path)

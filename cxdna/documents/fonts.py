"""The three bundled typefaces: where they lie, how fontconfig is told of them, and how an HTML page carries them.

Faces for print are full TrueType files; faces for the screen are small WOFF2 files of Latin letters. Style sheets name
the families `Source Sans 3` (400, 600) and `Source Serif 4` (600).
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec

LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
LATIN_EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)


class Face(msgspec.Struct, frozen=True):
    """One typeface: family and weight as style sheets name them, its files, and its version as fontconfig counts it."""

    family: str
    weight: int
    print_file: str
    web_name: str
    version: int


FACES = (
    Face("Source Sans 3", 400, "SourceSans3-Regular.ttf", "source-sans-3-{}-400-normal.woff2", 200015),
    Face("Source Sans 3", 600, "SourceSans3-Semibold.ttf", "source-sans-3-{}-600-normal.woff2", 200015),
    Face("Source Serif 4", 600, "SourceSerif4-Semibold.ttf", "source-serif-4-{}-600-normal.woff2", 262471),
)


def missing_files(fonts: Path) -> list[str]:
    """Return the bundled files that are not in the folder `templates/shared/fonts`."""
    print_files = [fonts / "print" / face.print_file for face in FACES]
    web_files = [fonts / "web" / face.web_name.format(part) for face in FACES for part in ("latin", "latin-ext")]
    return [str(file.relative_to(fonts)) for file in (*print_files, *web_files) if not file.is_file()]


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return the folder where fontconfig keeps what it found out about fonts; empty when there is no home."""
    if platform == "win32":
        return _joined(PureWindowsPath, environment.get("LOCALAPPDATA", ""), "cxdna", "fontconfig")
    home = environment.get("HOME", "")
    if platform == "darwin":
        return _joined(PurePosixPath, home, "Library", "Caches", "cxdna", "fontconfig")
    caches = environment.get("XDG_CACHE_HOME", "") or _joined(PurePosixPath, home, ".cache")
    return _joined(PurePosixPath, caches, "cxdna", "fontconfig")


def _joined(kind: type[PurePosixPath | PureWindowsPath], start: str, *parts: str) -> str:
    return str(kind(start, *parts)) if start else ""


def system_configurations(environment: Mapping[str, str], platform: str = sys.platform) -> tuple[str, ...]:
    """Return where this system's own fontconfig files may lie; what the user has set goes before the usual places."""
    if named := environment.get("FONTCONFIG_FILE"):
        return (named,)
    folders = [environment["FONTCONFIG_PATH"]] if environment.get("FONTCONFIG_PATH") else []
    if platform == "win32":
        folders += [r"C:\msys64\ucrt64\etc\fonts", r"C:\msys64\mingw64\etc\fonts"]
        return tuple(str(PureWindowsPath(folder, "fonts.conf")) for folder in folders[:1])
    if platform == "darwin":
        folders += ["/opt/homebrew/etc/fonts", "/usr/local/etc/fonts", "/opt/local/etc/fonts"]
    else:
        folders += ["/etc/fonts", "/usr/local/etc/fonts"]
    return tuple(str(PurePosixPath(folder, "fonts.conf")) for folder in folders)


FOLDERS_OF_SYSTEM = {
    "win32": ("WINDOWSFONTDIR", "WINDOWSUSERFONTDIR"),
    "darwin": ("/System/Library/Fonts", "/System/Library/AssetsV2", "/Library/Fonts", "~/Library/Fonts"),
}
"""Where fonts lie that no configuration file names: neither macOS nor Windows brings fontconfig."""


def configuration(fonts: Path, environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """Return a fontconfig file that knows the bundled faces first and the system's fonts as fallback.

    A copy of one of our families that the system has in another version must not win: fontconfig prefers the newest
    unless the version asked for is named.
    """
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">', "<fontconfig>"]
    lines.append(f"<dir>{escape(str((fonts / 'print').resolve()))}</dir>")
    if cache := cache_folder(environment, platform):
        lines.append(f"<cachedir>{escape(cache)}</cachedir>")
    for family, version in dict.fromkeys((face.family, face.version) for face in FACES):
        lines.append(
            f'<match target="pattern"><test name="family"><string>{family}</string></test>'
            f'<edit name="fontversion" mode="assign"><int>{version}</int></edit></match>'
        )
    lines += [f"<dir>{folder}</dir>" for folder in FOLDERS_OF_SYSTEM.get(platform, ())]
    for file in system_configurations(environment, platform):
        lines.append(f'<include ignore_missing="yes">{escape(file)}</include>')
    return "\n".join([*lines, "</fontconfig>", ""])


def web_faces(fonts: Path) -> str:
    """Return the `@font-face` rules of an HTML page that carries its typefaces with it, as base64."""
    rules = []
    for face in FACES:
        for part, letters in (("latin", LATIN), ("latin-ext", LATIN_EXTENDED)):
            content = base64.b64encode((fonts / "web" / face.web_name.format(part)).read_bytes()).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:swap;'
                f'src:url(data:font/woff2;base64,{content}) format("woff2");unicode-range:{letters}}}'
            )
    return "\n".join(rules)

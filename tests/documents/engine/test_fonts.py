"""The bundled faces: what is told of them is so, and no copy of the system's takes their place."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from cxdna.documents.fonts import FACES, cache_folder, configuration, missing_files, system_configurations, web_faces
from cxdna.documents.pdf import render_pdf
from tests.documents.engine.conftest import make_job


def test_every_face_is_what_the_table_says(fonts: Path) -> None:
    assert not missing_files(fonts)
    for face in FACES:
        font = TTFont(fonts / "print" / face.print_file)
        assert round(font["head"].fontRevision * 65536) == face.version
        assert font["OS/2"].usWeightClass == face.weight
        assert font["name"].getBestFamilyName() == face.family
        assert font["OS/2"].fsType == 0, "may be embedded in any document"
        assert "glyf" in font, "a TrueType file is subset faster than one with PostScript outlines"


def test_no_other_face_is_bundled(fonts: Path) -> None:
    assert {file.name for file in (fonts / "print").iterdir()} == {face.print_file for face in FACES}
    assert len(list((fonts / "web").iterdir())) == 2 * len(FACES)


@pytest.mark.parametrize("signs", ["▲▼●■→←↑↓↗↘✓", "−×÷≥≤≠≈…–—‘’“”•·§©®™€£¥½¼¾‰", "ÀÿŁłŐőŠšŢțİığ", "ΑΩαω", "АЯая"])
def test_signs_that_documents_use_are_in_the_face_for_text(fonts: Path, signs: str) -> None:
    for face in FACES[:2]:
        known = TTFont(fonts / "print" / face.print_file).getBestCmap()
        assert not [sign for sign in signs if ord(sign) not in known]


def test_licences_travel_with_the_faces(fonts: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in fonts.glob("LICENSE-*")]
    assert len(texts) == 3
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts)
    read_me = (fonts / "README.md").read_text(encoding="utf-8")
    assert all(face.print_file in read_me for face in FACES)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "print/SourceSans3-Regular.ttf" in [name.replace("\\", "/") for name in missing_files(tmp_path)]


def test_a_newer_copy_of_the_system_is_not_taken(fonts: Path, environment: dict[str, str], tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    for face in FACES:
        font = TTFont(fonts / "print" / face.print_file)
        font["head"].fontRevision = 99.0
        font.save(copies / face.print_file)
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{copies}</dir></fontconfig>")
    environment = {**environment, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "XDG_CACHE_HOME": str(tmp_path)}
    rendered = render_pdf(make_job("<p>a <b>b</b></p>"), tmp_path / "x.pdf", fonts, environment)
    assert len(rendered.fonts) == 3
    assert all(use.bundled for use in rendered.fonts)


@pytest.mark.parametrize(
    ("platform", "environment", "cache", "files"),
    [
        (
            "linux",
            {"HOME": "/h"},
            "/h/.cache/cxdna/fontconfig",
            ("/etc/fonts/fonts.conf", "/usr/local/etc/fonts/fonts.conf"),
        ),
        ("linux", {"XDG_CACHE_HOME": "/x", "FONTCONFIG_FILE": "/f"}, "/x/cxdna/fontconfig", ("/f",)),
        (
            "linux",
            {"FONTCONFIG_PATH": "/p"},
            "",
            ("/p/fonts.conf", "/etc/fonts/fonts.conf", "/usr/local/etc/fonts/fonts.conf"),
        ),
        (
            "darwin",
            {"HOME": "/h"},
            "/h/Library/Caches/cxdna/fontconfig",
            tuple(f"{place}/etc/fonts/fonts.conf" for place in ("/opt/homebrew", "/usr/local", "/opt/local")),
        ),
        ("win32", {"LOCALAPPDATA": r"C:\L"}, r"C:\L\cxdna\fontconfig", (r"C:\msys64\ucrt64\etc\fonts\fonts.conf",)),
    ],
)
def test_where_each_system_keeps_its_fonts(
    platform: str, environment: dict[str, str], cache: str, files: tuple[str, ...]
) -> None:
    assert cache_folder(environment, platform) == cache
    assert system_configurations(environment, platform) == files


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_configuration_is_well_formed_whatever_the_paths_are(tmp_path: Path, platform: str) -> None:
    xml = configuration(tmp_path / "a & <b>", {"HOME": "/h & <i>", "LOCALAPPDATA": "C:\\&"}, platform)
    tree = ET.fromstring(xml)
    first = tree.findtext("dir")
    assert first
    assert first.endswith(str(Path("a & <b>", "print")))
    assert len(tree.findall("match")) == 2
    assert len(tree.findall("dir")) == {"linux": 1, "darwin": 5, "win32": 3}[platform]


def test_a_page_carries_its_faces(fonts: Path) -> None:
    rules = web_faces(fonts)
    found = re.findall(r'font-family:"([^"]+)";font-weight:(\d+);.*?base64,([A-Za-z0-9+/=]+)', rules)
    assert len(found) == 2 * len(FACES)
    assert {(family, int(weight)) for family, weight, _ in found} == {(face.family, face.weight) for face in FACES}
    assert all(base64.b64decode(content).startswith(b"wOF2") for _, _, content in found)
    assert len(rules) < 200_000

"""Characters that the bundled faces lack: which font they print in, and what to install for those that no font has."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdna.documents.glyphs import by_script, font_to_install, notes
from cxdna.documents.job import FontUse
from cxdna.documents.pdf import start_renderer
from tests.documents.engine.conftest import make_job

THAI, ARABIC, JAPANESE = "สมชาย", "محمد", "田中ひろし"
ONLY_OURS = '<?xml version="1.0"?><fontconfig></fontconfig>'


def use(family: str, characters: str, missing: str = "", *, bundled: bool = False) -> FontUse:
    return FontUse(family=family, weight=400, bundled=bundled, characters=characters, missing=missing)


def test_nothing_is_said_of_our_own_faces() -> None:
    assert not notes([use("Source Sans 3", "abc Ωж", bundled=True)], "en", "debian")


def test_each_script_and_its_fallback_are_named() -> None:
    uses = [use("Noto Sans Thai", THAI + " "), use("Noto Naskh Arabic", ARABIC), use("Noto Sans Thai", THAI)]
    assert notes(uses, "en", "debian", "linux") == [
        "4 characters (Thai: สมชาย) print in the fallback font Noto Sans Thai".replace("4", str(len(set(THAI)))),
        "3 characters (Arabic: محد) print in the fallback font Noto Naskh Arabic",
    ]


def test_what_no_font_has_comes_with_the_package_that_has_it() -> None:
    (note,) = notes([use("Source Sans 3", "abc", "田中ひろし", bundled=True)], "en", "debian", "linux")
    assert note == "Japanese: no font on this machine has 田中ひろし, so the PDF is not PDF/UA; install fonts-noto-cjk"


def test_a_long_list_is_cut_and_one_is_one() -> None:
    (many, one) = notes([use("X", "абвгдежзийк"), use("Y", "★")], "en", "debian", "linux")
    assert many == "11 characters (Cyrillic: абвгдежз…) print in the fallback font X"
    assert one == "1 character (signs: ★) prints in the fallback font Y"


@pytest.mark.parametrize(
    ("text", "lang", "scripts"),
    [
        ("田中ひろし", "en", ["Japanese"]),
        ("王小明", "en", ["Chinese or Japanese"]),
        ("王小明", "zh-Hant", ["Chinese"]),
        ("王小明", "ja", ["Japanese"]),
        ("金 김", "ko", ["Korean"]),
        ("प्रिया", "en", ["Devanagari"]),
        ("\u200f \u00a0\ufeff", "en", []),
        ("a★\uf8ff", "en", ["Latin", "signs"]),
    ],
)
def test_scripts(text: str, lang: str, scripts: list[str]) -> None:
    assert list(by_script(text, lang)) == scripts


@pytest.mark.parametrize(
    ("name", "family", "platform", "advice"),
    [
        ("Thai", "debian", "linux", "install fonts-noto-core"),
        ("Korean", "fedora", "linux", "install google-noto-sans-cjk-fonts"),
        ("signs", "arch", "linux", "install noto-fonts-emoji"),
        ("Thai", "", "linux", "install a Noto font for Thai"),
        ("Japanese", "", "darwin", "install Noto Sans CJK with Font Book"),
        ("Thai", "", "win32", "add the font for Thai in Settings, Optional features"),
    ],
)
def test_advice(name: str, family: str, platform: str, advice: str) -> None:
    assert font_to_install(name, family, platform) == advice


def test_with_our_faces_alone_names_print_as_boxes_and_it_is_said(
    fonts: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "fonts.conf").write_text(ONLY_OURS)
    only_ours = {**environment, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    with start_renderer(fonts, only_ours) as process:
        rendered = process.render(make_job(f"<p>{THAI} {ARABIC} {JAPANESE} Łódź</p>"), tmp_path / "x.pdf")
    assert rendered.warnings == ()
    said = notes(rendered.fonts, "en", "debian", "linux")
    assert [note.partition(":")[0] for note in said] == ["Arabic", "Thai", "Japanese"]
    assert {use.family for use in rendered.fonts} == {"Source Sans 3", "Source Serif 4"}

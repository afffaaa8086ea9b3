"""Which characters of a document the bundled faces lack, what they were printed with instead, and what would help.

What was really printed is known from the finished file, face by face, so nothing is guessed before.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable

from cxdna.documents.job import FontUse

SHOWN = 8

SCRIPTS = {
    "ARABIC": "Arabic",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "BOPOMOFO": "Chinese",
    "CJK": "Chinese or Japanese",
    "CYRILLIC": "Cyrillic",
    "DEVANAGARI": "Devanagari",
    "ETHIOPIC": "Ethiopic",
    "GEORGIAN": "Georgian",
    "GREEK": "Greek",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Gurmukhi",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KANNADA": "Kannada",
    "KATAKANA": "Japanese",
    "KATAKANA-HIRAGANA": "Japanese",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "LATIN": "Latin",
    "MALAYALAM": "Malayalam",
    "MYANMAR": "Burmese",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
}
"""Our name of a script by the first word of a character's Unicode name."""

CJK_SCRIPTS = frozenset({"Chinese", "Chinese or Japanese", "Japanese", "Korean"})
PACKAGES = {
    "debian": ("fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"),
    "fedora": ("google-noto-sans-fonts", "google-noto-sans-cjk-fonts", "google-noto-color-emoji-fonts"),
    "suse": ("noto-sans-fonts", "noto-sans-cjk-fonts", "noto-coloremoji-fonts"),
    "alpine": ("font-noto-all", "font-noto-cjk", "font-noto-emoji"),
    "arch": ("noto-fonts", "noto-fonts-cjk", "noto-fonts-emoji"),
}
"""What to install on a Linux: most scripts; Chinese, Japanese and Korean; signs and emoji."""


def script(character: str) -> str:
    """Return the script of a character as a person would call it; `signs` for what belongs to none."""
    if unicodedata.category(character)[0] in "LM":
        first_word = unicodedata.name(character, "").partition(" ")[0]
        return SCRIPTS.get(first_word, first_word.capitalize() or "unnamed")
    return "signs"


def by_script(characters: Iterable[str], lang: str = "") -> dict[str, str]:
    """Sort characters by script, in the order met; ideographs go to the language that the text seems to be in."""
    sorted_: dict[str, str] = {}
    for character in dict.fromkeys(characters):
        if not character.isspace() and unicodedata.category(character) != "Cf":
            name = script(character)
            sorted_[name] = sorted_.get(name, "") + character
    if ideographs := sorted_.pop("Chinese or Japanese", ""):
        language = lang.partition("-")[0].lower()
        name = (
            "Japanese"
            if language == "ja" or "Japanese" in sorted_
            else {"zh": "Chinese", "ko": "Korean"}.get(language, "Chinese or Japanese")
        )
        sorted_[name] = ideographs + sorted_.get(name, "")
    return sorted_


def font_to_install(script_name: str, family: str, platform: str = sys.platform) -> str:
    """Return what would bring pictures of a script to a system: a package, or in words where to get it."""
    which = 1 if script_name in CJK_SCRIPTS else 2 if script_name == "signs" else 0
    if platform == "win32":
        return f"add the font for {script_name} in Settings, Optional features"
    if platform == "darwin":
        return f"install {('Noto Sans', 'Noto Sans CJK', 'Noto Emoji')[which]} with Font Book"
    packages = PACKAGES.get(family)
    return f"install {packages[which]}" if packages else f"install a Noto font for {script_name}"


def notes(uses: Iterable[FontUse], lang: str, family: str, platform: str = sys.platform) -> list[str]:
    """Return a sentence for each script that was not printed with our faces, and for each that was not printed at all.

    `family` is the Linux family from `pango`, for the name of the package that helps.
    """
    sentences = []
    uses = list(uses)
    all_text = "".join(use.characters + use.missing for use in uses)
    japanese = "Japanese" in by_script(all_text, lang)
    for use in uses:
        if not use.bundled:
            for name, characters in by_script(use.characters, "ja" if japanese else lang).items():
                count = f"{len(characters)} character{'s' if len(characters) > 1 else ''}"
                verb = "print" if len(characters) > 1 else "prints"
                sentences.append(f"{count} ({name}: {_sample(characters)}) {verb} in the fallback font {use.family}")
    for name, characters in by_script("".join(use.missing for use in uses), "ja" if japanese else lang).items():
        advice = font_to_install(name, family, platform)
        what = f"{name}: no font on this machine has {_sample(characters)}, so the PDF is not PDF/UA"
        sentences.append(f"{what}; {advice}")
    return list(dict.fromkeys(sentences))


def _sample(characters: str) -> str:
    return characters if len(characters) <= SHOWN else characters[:SHOWN] + "…"

"""Words by which customers say that they may leave, by language: what a first file of rules looks for in comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cxdna.alerts.model import AlertRules
from cxdna.alerts.words import searched

LEAVING: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        *("cancel*", "terminate", "terminating", "termination", "give notice", "switch provider", "switching provider"),
        *("switch supplier", "other supplier", "another supplier", "other provider", "another provider", "competitor*"),
        *("lawyer*", "solicitor*", "legal action", "refund*", "money back"),
    ),
    "de": (
        *("kündig*", "gekündigt", "vertrag beenden", "anderer anbieter", "anderen anbieter", "anderer lieferant"),
        *("anderen lieferanten", "anbieter wechseln", "anbieterwechsel*", "lieferanten wechseln", "wettbewerber*"),
        *("konkurrenz", "konkurrent*", "anwalt*", "anwält*", "rechtsanwalt*", "rechtsanwält*", "schadensersatz"),
        *("schadenersatz", "rückerstattung*", "geld zurück"),
    ),
    "fr": (
        *("résili*", "annul*", "mettre fin au contrat", "autre fournisseur", "autre prestataire"),
        *("changer de fournisseur", "changer de prestataire", "concurrent", "concurrents", "concurrence", "avocat*"),
        *("rembours*",),
    ),
    "es": (
        *("cancelar", "cancelo", "cancelamos", "cancelación", "cancelaciones", "darme de baja", "darnos de baja"),
        *("dar de baja", "rescindir", "rescisión", "otro proveedor", "cambiar de proveedor", "la competencia"),
        *("competidor*", "abogad*", "reembols*", "devolución del dinero"),
    ),
}
"""Each list is in the words of customers; a star stands for any ending."""


def main_of(language: str) -> str:
    """Return a language without its country or script: de-AT -> de."""
    return language.split("-", maxsplit=1)[0].casefold()


def known_of(languages: Iterable[str]) -> tuple[str, ...]:
    """Return those of some languages in which words are listed here, each once; English where there is none."""
    return tuple(dict.fromkeys(one for each in languages if (one := main_of(each)) in LEAVING)) or ("en",)


def without_words(rules: AlertRules, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the languages in which no trigger looks for a word; none where no trigger looks for any at all.

    A trigger says in which languages its words are; else they are told by the words of the lists here that it has.
    """
    if not any(trigger.words for trigger in rules.triggers):
        return ()
    there = {main_of(one) for trigger in rules.triggers if trigger.words for one in trigger.languages}
    words = {searched(word) for trigger in rules.triggers for word in trigger.words}
    there.update(language for language in LEAVING if words & {*_only_in(language)})
    return tuple(dict.fromkeys(one for each in languages if (one := main_of(each)) not in there))


def _only_in(language: str) -> Iterator[str]:
    """Yield the words, with and without their star, that only this list has."""
    others = {_bare(word) for name, words in LEAVING.items() if name != language for word in words}
    for word in LEAVING[language]:
        if _bare(word) not in others:
            yield from (searched(word), _bare(word))


def _bare(word: str) -> str:
    return searched(word.rstrip("*"))

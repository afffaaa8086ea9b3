"""A drafted sentence and the claims it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec
from markupsafe import Markup

State = Literal["drafted", "written", "stale"]
STALE_SIGN: Final = "\N{NOT EQUAL TO}"
STALE_WORDS: Final = "figures changed since"
"""What stands behind a stale text wherever it is printed; short, as some places are a narrow cell."""


class Claim(msgspec.Struct, frozen=True):
    """One thing a sentence states: what kind of fact, of which parts or questions, and the words that say it.

    `kind` names a fact that can be recomputed from the answers alone: a test does so for every claim of every sentence.
    """

    kind: str
    of: tuple[str, ...]
    said: str


class Draft(msgspec.Struct, frozen=True):
    """A sentence, the rule it was drafted by, and everything it claims.

    `place` names where it stands, unless it is part of another. Where somebody wrote a text of their own, that is the
    text, it claims nothing by our rules, and `instead_of` has the draft; it is stale once what the draft claims is not
    what it was when the text was written.
    """

    text: str
    rule: str
    claims: tuple[Claim, ...] = ()
    place: str = ""
    state: State = "drafted"
    by: str = ""
    instead_of: Draft | None = None

    def __str__(self) -> str:
        """The sentence alone."""
        return self.text

    def __html__(self) -> str:
        """The sentence as every template prints it: a stale one with its mark."""
        return self.marked(self.text)

    def marked(self, said: str) -> Markup:
        """Return the sentence, or another form of it, as markup with the mark of a stale one right behind it."""
        if self.state != "stale":
            return Markup.escape(said)
        return Markup('{} <small class="stale"><span aria-hidden="true">{}</span>\N{NO-BREAK SPACE}{}</small>').format(
            said, STALE_SIGN, STALE_WORDS
        )

    @property
    def printed(self) -> str:
        """The sentence with the mark of a stale one, in letters: what it takes room for."""
        return f"{self.text} {STALE_SIGN} {STALE_WORDS}" if self.state == "stale" else self.text

    @property
    def current(self) -> str:
        """What rests on the figures as they are: the sentence, or where it is stale the draft."""
        return self.instead_of.text if self.state == "stale" and self.instead_of else self.text


def draft(rule: str, pattern: str, claims: Mapping[str, Claim]) -> Draft:
    """Return the sentence that the pattern makes of its claims; numbers enter only through claims."""
    text = pattern.format_map({name: claim.said for name, claim in claims.items()})
    return Draft(text=text[:1].upper() + text[1:], rule=rule, claims=tuple(claims.values()))


def joined(*drafts: Draft, rule: str = "") -> Draft:
    """Return several drafted sentences as one paragraph."""
    kept = [one for one in drafts if one.text]
    return Draft(
        text=" ".join(one.text for one in kept),
        rule=rule or "+".join(one.rule for one in kept),
        claims=tuple(claim for one in kept for claim in one.claims),
    )


NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """Return a small count in words, a larger one in figures."""
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def every(count: int) -> str:
    """Return how one speaks of all of so many: `both`, `all three`."""
    return "both" if count == 2 else f"all {in_words(count)}"  # noqa: PLR2004 - English has a word for two

"""What people wrote in the place of a draft, and whether it still rests on the same figures."""

from __future__ import annotations

import hashlib
import re
from typing import Final

import msgspec

from cxdna.documents.draft import Draft
from cxdna.organisation.model import Written

GROUND_DIGITS: Final = 64
_TEXT_DIGITS: Final = 16
_BLANKS: Final = re.compile(r"[ \t\r\n]+")


def stands(place: str, drafted: Draft, written: Written | None) -> Draft:
    """Return what stands at a place.

    A text of which nobody noted the figures it was written over cannot be told to have aged.
    """
    drafted = msgspec.structs.replace(drafted, place=place)
    if written is None or not written.text or written.text == drafted.text:
        return drafted
    return Draft(
        text=written.text,
        rule="written",
        place=place,
        state="written" if written.over in {"", ground(drafted)} else "stale",
        by=written.by,
        instead_of=drafted,
    )


def ground(drafted: Draft) -> str:
    """Return the SHA-256 of everything a draft claims: the numbers and names under it, not how it puts them.

    Claims are looked at as a set, so that another order of words in the sentence makes no difference.
    """
    claims = sorted({(claim.kind, claim.of, claim.said) for claim in drafted.claims})
    return hashlib.sha256(msgspec.json.encode(claims)).hexdigest()


def one_paragraph(text: str) -> str:
    """Return a text as documents print it: one paragraph, whatever lines it was typed in."""
    return _BLANKS.sub(" ", text).strip(" ")


def mark_of(over: str, text: str) -> str:
    """Return which figures and which text stood at a place, for telling later what was changed."""
    return over + hashlib.sha256(one_paragraph(text).encode()).hexdigest()[:_TEXT_DIGITS]

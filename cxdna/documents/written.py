"""What people wrote in the place of a draft, and whether it still rests on the same figures."""

from __future__ import annotations

import hashlib

import msgspec

from cxdna.documents.draft import Draft
from cxdna.organisation.model import Written


def stands(place: str, drafted: Draft, written: Written | None) -> Draft:
    """Return what stands at a place."""
    drafted = msgspec.structs.replace(drafted, place=place)
    if written is None or not written.text:
        return drafted
    return Draft(
        text=written.text,
        rule="written",
        place=place,
        state="written" if written.over == ground(drafted) else "stale",
        by=written.by,
        instead_of=drafted,
    )


def ground(drafted: Draft) -> str:
    """Return the SHA-256 of everything a draft claims: the numbers and names under it, not how it puts them."""
    claims = [(claim.kind, claim.of, claim.said) for claim in drafted.claims]
    return hashlib.sha256(msgspec.json.encode(claims)).hexdigest()

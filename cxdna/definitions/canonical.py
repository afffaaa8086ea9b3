"""What is said, in the one way in which it is hashed and kept: JSON, keys sorted, defaults written out, no spaces."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import msgspec


def canonical(value: msgspec.Struct) -> bytes:
    """Return a definition or answers as canonical JSON: the same bytes however it was written, read back or kept.

    A 1 that was read from YAML, or is a default, is a float once it was read from JSON; so it goes there and back once.
    """
    written = msgspec.json.encode(value, order="sorted")
    return msgspec.json.encode(msgspec.json.decode(written, type=type(value)), order="sorted")


def canonical_result(value: msgspec.Struct) -> bytes:
    """Return what was worked out as canonical JSON, fractions as text: "11/6"."""
    return msgspec.json.encode(value, order="sorted", enc_hook=_text)


def canonical_data(value: object) -> bytes:
    """Return what was read from JSON as canonical JSON; what was canonical before it was read gets its bytes back."""
    return msgspec.json.encode(value, order="sorted")


def sha256_of(body: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    msg = f"{type(value).__name__} has no canonical form"
    raise TypeError(msg)

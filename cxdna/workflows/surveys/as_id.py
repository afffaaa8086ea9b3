"""What somebody calls a survey or a window -> a name that files and commands can hold."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.organisation.model import Id

LONGEST = 60


def as_id(text: str, of: str) -> str:
    """Return a name as it was typed. Raises `UserError` for one that is too long or holds other signs."""
    name = text.strip()
    try:
        if len(name) <= LONGEST:
            return msgspec.convert(name, Id)
    except msgspec.ValidationError:
        pass
    do = "begin with a letter, and use letters, digits, _ and - only"
    raise UserError(f"'{shortened(text)}' is no name for {of}", do)


def id_of(text: str, otherwise: str) -> str:
    """Return a name made of any text, such as that of a file: `Pulse Q1 (final).csv` is pulse-q1-final."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST].strip("-")
    return name if name[:1].isalpha() else f"{otherwise}-{name}".strip("-")

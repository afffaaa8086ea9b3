"""When two names are one person's: capitals, accents and spaces make no difference."""

from __future__ import annotations

import unicodedata
from typing import Final

# Letters that have no plain letter within them.
PLAIN: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "þ": "th", "ı": "i"}
)


def folded(name: str) -> str:
    """Return a name without capitals, accents and further spaces; other scripts stay as they are."""
    apart = unicodedata.normalize("NFKD", " ".join(name.split()).translate(PLAIN))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()

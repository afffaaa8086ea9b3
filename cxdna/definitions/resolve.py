"""What a plain (unquoted) scalar means, and the ones that two YAML readers would take for different things.

Meanings are those of the YAML 1.2 core schema, less hexadecimal and octal numbers. Whatever a YAML 1.1 reader (PyYAML,
Ruby, Ansible) takes for something else is refused: a file must not mean two things.
"""

from __future__ import annotations

import re
from typing import Final

from cxdna.definitions.document import Scalar
from cxdna.definitions.wording import shortened

_SPELLINGS = (str.lower, str.capitalize, str.upper)
_WORDS: Final[dict[str, Scalar]] = {
    "": None,
    "~": None,
    **{spell("null"): None for spell in _SPELLINGS},
    **{spell("true"): True for spell in _SPELLINGS},
    **{spell("false"): False for spell in _SPELLINGS},
    **{"." + spell("inf"): float("inf") for spell in _SPELLINGS},
    **{"+." + spell("inf"): float("inf") for spell in _SPELLINGS},
    **{"-." + spell("inf"): float("-inf") for spell in _SPELLINGS},
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
}
_TRUTHS: Final[dict[str, str]] = {
    **{spell(word): "true" for word in ("yes", "on", "y") for spell in _SPELLINGS},
    **{spell(word): "false" for word in ("no", "off", "n") for spell in _SPELLINGS},
}
_NUMBER_STARTS: Final = frozenset("+-.0123456789")
SUSPECT_STARTS: Final = _NUMBER_STARTS | {word[:1] for word in (*_WORDS, *_TRUTHS, "<<")}
"""What anything starts with that `resolve` or `resolve_key` might not return as it is."""
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9_]+(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?")
_SIXTIES: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_OTHER_BASE: Final = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+")
_UNDERSCORES: Final = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?")
# Longer ones do not fit 64 bits; as floats they reach the check of their range, however many digits they have.
_WHOLE_DIGITS: Final = 18


class Unclear(ValueError):
    """A plain scalar that means one thing here and another elsewhere; the text says what to do."""


def resolve(text: str) -> Scalar:
    """Return what the plain scalar means. Raises `Unclear`."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        return _number(text)
    if text in _TRUTHS:
        truth = _TRUTHS[text]
        msg = f"'{text}' was read as {truth}: write true or false, or put it in quotes if it is text"
        raise Unclear(msg)
    return text


def resolve_key(text: str) -> str:
    """Return the plain key. Raises `Unclear` for one that is not text to every reader."""
    if text in _TRUTHS:
        msg = f"'{text}' was read as {_TRUTHS[text]}: quote it"
        raise Unclear(msg)
    if text == "<<":
        msg = "merge keys ('<<') are not allowed: write the entries out"
        raise Unclear(msg)
    if text == "":
        msg = "a key is missing before ':'"
        raise Unclear(msg)
    if text not in _WORDS and text[0] not in _NUMBER_STARTS:
        return text
    try:
        value = resolve(text)
    except Unclear:
        value = 0
    if isinstance(value, str):
        return value
    taken = "empty" if value is None else str(value).lower() if isinstance(value, bool) else "a number"
    msg = f"'{text}' was read as {taken}: quote it"
    raise Unclear(msg)


def _number(text: str) -> Scalar:
    if _WHOLE.fullmatch(text):
        return int(text) if len(text) <= _WHOLE_DIGITS else float(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _LEADING_ZERO.fullmatch(text):
        raise Unclear(_unclear(text, "quote it or write it without leading zero"))
    if _SIXTIES.fullmatch(text):
        raise Unclear(_unclear(text, "quote it"))
    if _OTHER_BASE.fullmatch(text) or _UNDERSCORES.fullmatch(text):
        raise Unclear(_unclear(text, "quote it or write it with decimal digits only"))
    return text


def _unclear(text: str, advice: str) -> str:
    return f"'{shortened(text)}' is read as different numbers by different programs: {advice}"

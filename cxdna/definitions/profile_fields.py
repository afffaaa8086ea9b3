"""The fields of an organisation's profile as conditions may test them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final, cast

from msgspec import inspect

from cxdna.definitions.wording import as_advice, meant
from cxdna.organisation.model import Profile

_ANY_OTHER: Final = "\n"


@cache
def profile_fields() -> Mapping[str, inspect.Type]:
    """Return the type of each field by its name."""
    profile = cast("inspect.StructType", inspect.type_info(Profile))
    return {field.name: field.type for field in profile.fields}


def tests_of(field: inspect.Type) -> tuple[str, ...]:
    """Return the tests that fit a field."""
    match _bare(field)[0]:
        case inspect.VarTupleType():
            return ("includes", "answered")
        case inspect.IntType() | inspect.FloatType():
            return ("at_least", "equals", "answered")
        case _:
            return ("equals", "answered")


def never(field: inspect.Type, value: object, advice: str = "") -> str:
    """Return what to do where the field, or an entry of it, can never be this value; nothing where it can."""
    bare, description = _bare(field)
    advice = description or advice
    match bare:
        case inspect.VarTupleType():
            return never(bare.item_type, value, advice)
        case inspect.LiteralType():
            return "" if value in bare.values else meant(str(value), [str(one) for one in bare.values])
        case inspect.BoolType():
            return "" if isinstance(value, bool) else "give true or false"
        case inspect.StrType():
            fits = isinstance(value, str) and (bare.pattern is None or re.search(bare.pattern, value))
            return "" if fits else advice or "give text"
        case _:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
            return "" if fits else "give a number"


def is_list(field: inspect.Type) -> bool:
    """Tell a field that holds several entries."""
    return isinstance(_bare(field)[0], inspect.VarTupleType)


def apart(field: inspect.Type, named: Iterable[str | float]) -> Collection[str | float]:
    """Return the values of a field that is no list, as far as tests that name these values can tell them apart."""
    bare = _bare(field)[0]
    match bare:
        case inspect.LiteralType():
            return [one for one in bare.values if isinstance(one, str | int)]
        case inspect.BoolType():
            return (False, True)
        case inspect.StrType():
            empty = () if bare.min_length or never(field, "") else ("",)
            # No name is the empty text or holds a line break: this stands for all that no test names.
            return (*empty, _ANY_OTHER, *(one for one in named if isinstance(one, str)))
        case _:
            near = (int(one) + step for one in named if not isinstance(one, str) for step in (-1, 0, 1))
            least = bare.ge if isinstance(bare, inspect.IntType) and bare.ge is not None else 0
            return {least, *(one for one in near if one >= least)}


def _bare(field: inspect.Type) -> tuple[inspect.Type, str]:
    """Return the type without what is said about it, and what is said."""
    if isinstance(field, inspect.Metadata):
        return field.type, as_advice(str((field.extra_json_schema or {}).get("description", "")))
    return field, ""

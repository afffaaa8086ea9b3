"""Structs -> JSON Schemas (draft 2020-12): for editors, and for telling all that is wrong with a file."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any, Final

import msgspec

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


_NUMBER: Final = "Number"
_FRACTION: Final[Schema] = {"$ref": f"#/$defs/{_NUMBER}"}
_NUMBER_SCHEMA: Final[Schema] = {
    "description": "A number that was worked out: exact, as a fraction or a whole number, and rounded half up.",
    "type": "object",
    "properties": {
        "exact": {"type": "string", "pattern": "^-?[0-9]+(/[0-9]+)?$"},
        "rounded": {"type": "number", "description": "To two places."},
    },
    "required": ["exact", "rounded"],
    "additionalProperties": False,
}


def kind_of(kind: type[msgspec.Struct]) -> str:
    """Return the word that stands behind `kind:` in files of this struct."""
    return str(kind.__struct_config__.tag)


@cache  # a file that does not fit is asked about more than once
def schema_of(kind: type[msgspec.Struct]) -> Schema:
    """Return the schema of a file that holds this struct, not to be changed; keys in a fixed order."""
    made = msgspec.json.schema(kind, schema_hook=_worked_out)
    definitions: dict[str, Schema] = made["$defs"]
    for definition in definitions.values():
        # The docstring as it stands in the code is indented from its second line on.
        definition["description"] = inspect.cleandoc(definition["description"])
    if f'"{_FRACTION["$ref"]}"' in json.dumps(definitions):
        definitions[_NUMBER] = _NUMBER_SCHEMA
    return {
        "$schema": DRAFT,
        # A name and no address: nothing is ever fetched.
        "$id": f"urn:cxdna:schema:{kind_of(kind)}",
        "title": f"cxdna {kind_of(kind)}",
        "description": definitions[kind.__name__]["description"],
        "$ref": made["$ref"],
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _worked_out(kind: type) -> Schema:
    """Return the schema of what msgspec does not know: numbers that were worked out."""
    if kind is Fraction:
        return dict(_FRACTION)
    raise NotImplementedError(kind)


def schema_files(kinds: Iterable[type[msgspec.Struct]]) -> dict[str, str]:
    """Return the name and text of the schema file of each kind."""
    return {f"{kind_of(kind)}.schema.json": _text(schema_of(kind)) for kind in kinds}


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

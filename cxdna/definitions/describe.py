"""What a JSON Schema asks for and what a file gives instead, as people say it."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite, isnan
from typing import Any, Final

from cxdna.definitions.schema import Schema
from cxdna.definitions.wording import listed, number, shortened

_KINDS: Final = {
    "number": "a number",
    "integer": "a whole number",
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": "lines of 'key: value'",
    "null": "empty",
}


def resolved(schema: Schema, root: Schema) -> Schema:
    """Return the schema that a `$ref` stands for; any other as it is."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def branches(schema: Schema, root: Schema) -> list[Schema]:
    """Return what may stand here; an empty value is never what was meant."""
    made = [resolved(branch, root) for branch in schema.get("anyOf", [schema])]
    return [branch for branch in made if branch.get("type") != "null"]


def describe(schema: Schema, root: Schema) -> str:
    """Return what fits, as it stands behind "must be"."""
    return " or ".join(_describe(branch) for branch in branches(schema, root))


def _describe(schema: Schema) -> str:
    if "enum" in schema:
        return f"one of {listed(map(str, schema['enum']))}"
    if schema.get("format") == "date":
        return "a date such as 2026-11-30"
    kind = schema.get("type", "object")
    return _KINDS[kind] + (_range(schema) if kind in {"number", "integer"} else "")


def _range(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {number(low)} to {number(high)}"
    if low is not None:
        return f" of at least {number(low)}"
    return f" of at most {number(high)}" if high is not None else ""


def shown(value: object) -> str:
    """Return what the file gives, short enough for a message."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        return ".nan" if isnan(value) else "a number too large to hold"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        return _KINDS["object"]
    return _KINDS["array"] if isinstance(value, list) else f"'{shortened(str(value))}'"


def deepest_description(root: Schema, steps: Iterable[str | int]) -> str:
    """Return the description nearest to the end of a path through the schema, of a field and not of a whole struct."""
    node: Any = resolved(root, root)
    found = ""
    for step in steps:
        node = node[step]
        if isinstance(node, dict):
            node = resolved(node, root)
        if isinstance(node, dict) and node.get("type") != "object" and isinstance(node.get("description"), str):
            found = node["description"]
    return found

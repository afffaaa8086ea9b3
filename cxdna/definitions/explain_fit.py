"""Every way in which a document does not fit its struct, in our words, each with its line.

msgspec stops at the first misfit; jsonschema finds all of them over the schema of the same struct.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from math import isfinite
from typing import Any, Final, get_args

import msgspec
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from cxdna.definitions.describe import deepest_description, describe, resolved, shown
from cxdna.definitions.document import MOST_PROBLEMS, Document, Flaw, Where
from cxdna.definitions.resolve import Unclear, resolve
from cxdna.definitions.schema import Schema, schema_of
from cxdna.definitions.wording import as_advice, listed, meant
from cxdna.errors import Problem
from cxdna.organisation.model import ONE_LINE, Id
from cxdna.statistics.display import counted


def _is_number(_: object, value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_whole(_: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


# JSON Schema takes .nan for a number and 3.0 for an integer; msgspec and people do not.
_TYPES: Final = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_whole})
_CHECKER: Final = extend(Draft202012Validator, type_checker=_TYPES)  # type: ignore[no-untyped-call]  # gap in its stubs
_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def explain_fit(document: Document, kind: type[msgspec.Struct], said: str) -> Iterator[Problem]:
    """Yield all that does not fit; `said` is msgspec's word for the first, in case the schema finds nothing."""
    root = schema_of(kind)
    errors = _CHECKER(root, format_checker=FormatChecker(["date"])).iter_errors(document.data)
    count = 0
    for error in islice(errors, MOST_PROBLEMS):
        for where, what, do in _flaws(error, root):
            count += 1
            yield document.problem(where, what, do)
    if not count:
        what, _, path = said.partition(" - at `$")
        where = tuple(int(index) if index else key for key, index in _STEP.findall(path))
        yield document.problem(where, f"this does not fit: {what}")


class Misfit(msgspec.Struct, frozen=True):
    """The place of what does not fit; of a field that is missing, what should hold it, its name and its schema."""

    where: Where
    missing: str | None
    schema: Schema


def misfits(document: Document, root: Schema) -> Iterator[Misfit]:
    """Yield the places of what does not fit, as many as are told of."""
    errors = _CHECKER(root, format_checker=FormatChecker(["date"])).iter_errors(document.data)
    for error in islice(errors, MOST_PROBLEMS):
        yield from _misfits(error, root)


def _misfits(error: ValidationError, root: Schema) -> Iterator[Misfit]:
    inside = _inside(error, root) if error.validator == "anyOf" else None
    if inside is not None:
        for inner in inside:
            yield from _misfits(inner, root)
        return
    fields = _schema(error).get("properties", {})
    absent = [name for name in _wanted(error) if name not in _given(error)] if error.validator == "required" else []
    for name in absent:
        yield Misfit(tuple(error.absolute_path), name, fields.get(name, {}))
    if not absent:
        for where, _, _ in _flaws(error, root):
            yield Misfit(where, None, {})


def _flaws(error: ValidationError, root: Schema) -> Iterator[Flaw]:
    tell = _TELLERS.get(str(error.validator), _tell_kind)
    yield from tell(error, tuple(error.absolute_path), root)


def _tell_missing(error: ValidationError, where: Where, _root: Schema) -> Iterator[Flaw]:
    given = _given(error)
    for name in _wanted(error):
        if name not in given:
            field = _schema(error)["properties"].get(name, {})
            said = _purpose(field)
            yield where, f"'{name}' is missing", f"add it: {as_advice(said)}" if said else "add it"


def _purpose(field: Schema) -> str:
    """Return what a field is for, "" where only its form is told, as of an id that has no sentence of its own."""
    said, pattern = str(field.get("description", "")), field.get("pattern", ONE_LINE)
    form = get_args(Id)[1]
    if pattern == form.pattern:
        return said if said != form.description else ""
    return said if pattern == ONE_LINE else ""


def _tell_unknown(error: ValidationError, where: Where, _root: Schema) -> Iterator[Flaw]:
    given = _given(error)
    known: Schema = _schema(error).get("properties", {})
    for name in given:
        if name not in known:
            yield (*where, name), f"'{name}' is not known here", meant(name, [key for key in known if key not in given])


def _tell_kind(error: ValidationError, where: Where, root: Schema) -> Iterator[Flaw]:
    """Tell what must stand here: of a wrong type and of a number out of range alike."""
    fits = describe(_schema(error), root)
    given = error.instance
    if given is None:
        yield where, f"{_name(where)} is empty", f"it must be {fits}"
    else:
        yield where, f"{_name(where)} must be {fits}, not {shown(given)}", _quotes(fits, given)


def _quotes(fits: str, given: object) -> str:
    """Return what to do where quotes, or the lack of them, are all that is wrong."""
    if fits == "text" and not isinstance(given, list | dict):
        return "put it in quotes"
    try:
        bare = resolve(given) if isinstance(given, str) else None
    except Unclear:
        return ""
    mended = isinstance(bare, int | float) and isinstance(bare, bool) is (fits == "true or false")
    return "delete the quotes" if mended else ""


def _tell_choice(error: ValidationError, where: Where, _root: Schema) -> Iterator[Flaw]:
    known = [str(choice) for choice in _wanted(error)]
    if error.instance is None:
        yield where, f"{_name(where)} is empty", f"choose one of {listed(known)}"
        return
    advice = meant(str(error.instance), known)
    choices = "" if advice.startswith("known") else f" (known: {listed(known)})"
    yield where, f"{_name(where)} cannot be {shown(error.instance)}", advice + choices


def _tell_form(error: ValidationError, where: Where, root: Schema) -> Iterator[Flaw]:
    if _wanted(error) == ONE_LINE:
        yield where, f"{_name(where)} must be on one line", "delete the line breaks in it"
        return
    advice = as_advice(deepest_description(root, error.absolute_schema_path))
    yield where, f"{_name(where)} cannot be {shown(error.instance)}", advice


def _tell_short(error: ValidationError, where: Where, _root: Schema) -> Iterator[Flaw]:
    if not error.instance:
        advice = "write something" if error.validator == "minLength" else "give at least one"
        yield where, f"{_name(where)} is empty", advice
        return
    yield where, f"{_name(where)} has {_size(error)}", f"give at least {_wanted(error)}"


def _tell_long(error: ValidationError, where: Where, _root: Schema) -> Iterator[Flaw]:
    yield where, f"{_name(where)} has {_size(error)}", f"at most {_wanted(error)} fit"


def _size(error: ValidationError) -> str:
    one, many = ("entry", "entries") if str(error.validator).endswith("Items") else ("character", "characters")
    return counted(len(_given(error)), one, many)


def _tell_union(error: ValidationError, where: Where, root: Schema) -> Iterator[Flaw]:
    """Tell what is wrong in the one branch that takes this type of value; where none or several do, what fits."""
    inside = _inside(error, root)
    if inside is None:
        yield from _tell_kind(error, where, root)
        return
    for inner in inside:
        yield from _flaws(inner, root)


def _inside(error: ValidationError, root: Schema) -> list[ValidationError] | None:
    """Return what is wrong in the one branch that takes this type of value; None where none or several do."""
    every = [resolved(branch, root) for branch in _wanted(error)]
    taking = [index for index, branch in enumerate(every) if _takes(branch, error.instance)]
    if len(taking) != 1:
        return None
    return [inner for inner in error.context or () if inner.relative_schema_path[0] == taking[0]]


def _takes(branch: Schema, value: object) -> bool:
    if "enum" in branch:
        return isinstance(value, str)
    return bool(_TYPES.is_type(value, branch["type"]))


def _name(where: Where) -> str:
    """Return how a message calls this place: by its key, or as an entry of a list."""
    last = where[-1] if where else "the file"
    if isinstance(last, str):
        return f"'{last}'"
    return f"entry {last + 1} of '{where[-2]}'" if len(where) > 1 else f"entry {last + 1}"


# jsonschema types these three for errors that are not filled in yet; the ones it hands out are.
def _given(error: ValidationError) -> Any:  # noqa: ANN401 - it is what a file says
    return error.instance


def _wanted(error: ValidationError) -> Any:  # noqa: ANN401 - a number or a list, by the keyword
    return error.validator_value


def _schema(error: ValidationError) -> Schema:
    return error.schema if isinstance(error.schema, dict) else {}


_Teller = Callable[[ValidationError, Where, Schema], Iterator[Flaw]]
_TELLERS: Final[dict[str, _Teller]] = {
    "required": _tell_missing,
    "additionalProperties": _tell_unknown,
    "enum": _tell_choice,
    "pattern": _tell_form,
    "minLength": _tell_short,
    "minItems": _tell_short,
    "maxLength": _tell_long,
    "maxItems": _tell_long,
    "anyOf": _tell_union,
}

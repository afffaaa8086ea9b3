"""A document -> the struct it is meant to be, or everything in which it does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Generic, TypeVar

import msgspec

from cxdna.definitions.describe import shown
from cxdna.definitions.document import Data, Document, Flaw
from cxdna.definitions.lost import NOTHING_LOST, Lost
from cxdna.definitions.schema import kind_of
from cxdna.definitions.wording import listed, meant
from cxdna.errors import Problem, Problems

T = TypeVar("T", bound=msgspec.Struct)
T_co = TypeVar("T_co", bound=msgspec.Struct, covariant=True)


class Fitted(msgspec.Struct, Generic[T_co], frozen=True):
    """A struct with the document that it came from, for the lines of what is found wrong with it later.

    `lost` is what was left out of both because it does not fit.
    """

    document: Document
    value: T_co
    lost: Lost = NOTHING_LOST

    def tell(self, flaws: Iterable[Flaw]) -> Iterator[Problem]:
        """Yield flaws as problems of the file, without those that come from what was left out."""
        for where, what, do in flaws:
            if not self.lost.explains(where):
                yield self.document.problem(where, what, do)


def beside_unreadable(file: Fitted[T], lines: Iterable[int]) -> Fitted[T]:
    """Return a file that has lines which could not be read for what they say."""
    return Fitted(file.document, file.value, msgspec.structs.replace(file.lost, unreadable=frozenset(lines)))


class Fitting(msgspec.Struct, Generic[T_co], frozen=True):
    """How a document fits: all that does not, and what is left without it, if that is enough to look for more."""

    file: Fitted[T_co] | None
    problems: tuple[Problem, ...]


def fit(document: Document, kind: type[T]) -> T:
    """Return what the document holds. Raises `Problems` with every misfit and its line."""
    return fit_any(document, (kind,))


def fit_any(document: Document, kinds: Sequence[type[T]]) -> T:
    """Return what the document holds, of the kind that it names itself. Raises `Problems`."""
    kind = _kind(document, kinds)
    said = "a number is not finite"
    if _finite(document.data):
        try:
            return msgspec.convert(document.data, kind, strict=True)
        except msgspec.ValidationError as error:
            said = str(error)
    # Loads jsonschema, which a file that fits does not need.
    from cxdna.definitions.explain_fit import explain_fit  # noqa: PLC0415

    raise Problems(explain_fit(document, kind, said))


def fit_leniently(document: Document, kinds: Sequence[type[T]]) -> Fitting[T]:
    """Return all that does not fit and the rest of the document; what it holds is for looking for more problems."""
    try:
        return Fitting(Fitted(document, fit_any(document, kinds)), ())
    except Problems as misfits:
        problems = misfits.problems
    try:
        kind = _kind(document, kinds)
    except Problems:
        return Fitting(None, problems)
    # The same: not for a file that fits.
    from cxdna.definitions.prune import prune  # noqa: PLC0415

    pruned = prune(document, kind, lambda rest: _converted(rest, kind))
    return Fitting(Fitted(pruned[1].document, pruned[0], pruned[1].lost) if pruned else None, problems)


def _converted(document: Document, kind: type[T]) -> T | None:
    try:
        return msgspec.convert(document.data, kind, strict=True) if _finite(document.data) else None
    except msgspec.ValidationError:
        return None


def _kind(document: Document, kinds: Sequence[type[T]]) -> type[T]:
    by_name = {kind_of(kind): kind for kind in kinds}
    starts = "start the file with " + " or ".join(f"'kind: {name}'" for name in by_name)
    data = document.data
    if data is None:
        raise Problems([Problem(str(document.path), 1, "the file is empty", starts)])
    if not isinstance(data, dict):
        what = "a list" if isinstance(data, list) else "text without any key"
        raise Problems([document.problem((), f"{what} stands at the top of the file", starts)])
    if "kind" not in data:
        raise Problems([document.problem((), "'kind' is missing", starts)])
    name = data["kind"]
    if not isinstance(name, str) or name not in by_name:
        what = f"'kind' cannot be {shown(name)} here"
        do = meant(str(name), by_name) if len(by_name) > 1 else f"a file of kind '{listed(by_name)}' is needed"
        raise Problems([document.problem(("kind",), what, do)])
    return by_name[name]


def _finite(data: Data) -> bool:
    """Return whether all numbers are finite; msgspec and JSON Schema let those through that are not."""
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, float):
            if not isfinite(value):
                return False
        elif isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return True

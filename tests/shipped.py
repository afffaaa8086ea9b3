"""The definitions that cxdna brings along, read, fitted and checked once for all tests: they are the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from cxdna.definitions import check, fit, read
from cxdna.definitions.document import Document
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Definition
from cxdna.definitions.read import Reading
from cxdna.errors import Problem

T = TypeVar("T", bound=msgspec.Struct)
Files = Sequence[Fitted[Definition]]


class ReadOnce:
    """Remembers what reading, fitting and checking returned for files of these folders, by all that it depends on."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._readings: dict[tuple[Path, bytes], Reading] = {}
        self._documents: dict[int, Document] = {}
        self._fitted: dict[tuple[int, tuple[object, ...]], object] = {}
        self._checked: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Problem]] = {}
        self._parse, self._fit_any, self._check = read.parse, fit.fit_any, check.check

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of what it remembers the results of."""
        patch.setattr("cxdna.definitions.read.parse", self.parse)
        patch.setattr("cxdna.definitions.fit.fit_any", self.fit_any)
        patch.setattr("cxdna.definitions.load.fit_any", self.fit_any)
        patch.setattr("cxdna.definitions.load.check", self.check)

    def parse(self, raw: bytes, path: Path) -> Reading:
        """Read bytes."""
        if path.parent not in self._folders:
            return self._parse(raw, path)
        if (path, raw) not in self._readings:
            reading = self._readings[path, raw] = self._parse(raw, path)
            if reading.document is not None and not reading.problems:
                self._documents[id(reading.document)] = reading.document
        return self._readings[path, raw]

    def fit_any(self, document: Document, kinds: Sequence[type[T]]) -> T:
        """Fit a document; what does not fit is told anew each time."""
        if id(document) not in self._documents:
            return self._fit_any(document, kinds)
        key = (id(document), tuple(kinds))
        if key not in self._fitted:
            self._fitted[key] = self._fit_any(document, kinds)
        fitted: T = self._fitted[key]  # type: ignore[assignment] # the kinds are part of the key
        return fitted

    def check(self, pool: check.Pool) -> Iterator[Problem]:
        """Check files together."""
        own, others = (tuple(id(file.document) for file in files) for files in (pool.own, pool.others))
        if pool.broken or not self._documents.keys() >= {*own, *others}:
            return self._check(pool)
        if (own, others) not in self._checked:
            self._checked[own, others] = list(self._check(pool))
        return iter(self._checked[own, others])

"""The public holidays of one country, from the library `holidays`, without loading those of all others.

`import holidays` takes 110 ms, the most of it for what is not needed here, and its package of countries 200 ms more,
because it loads every one of them. The module of one country and what it rests on take 45 ms, so that alone is loaded:
empty packages stand in for the two meanwhile, and whoever imports `holidays` later gets it whole.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

_LIBRARY: Final = "holidays"
_COUNTRIES: Final = "holidays.countries"


class Holidays(Protocol):
    """What is used of a country's calendar in the library."""

    weekend: set[int]

    def is_working_day(self, key: dt.date) -> bool:
        """Tell a working day; days that are worked on a weekend in place of another are."""

    def get(self, key: dt.date, default: str) -> str:
        """Return the name of the holiday on a day."""


@lru_cache(maxsize=8)
def holidays_of(country: str, region: str) -> tuple[Holidays | None, bool]:
    """Return the calendar of a country, None for one that is not known, and whether it knows the region.

    Names of holidays are English where the library has them in English.
    """
    made = _class_of(country)
    if made is None:
        return None, False
    known = region in {*made.subdivisions, *getattr(made, "subdivisions_aliases", ())}
    own = getattr(made, "default_language", None)
    english = sorted(one for one in getattr(made, "supported_languages", ()) if one.startswith("en"))
    # Always named: the library would take that of the machine, and a plan reads the same everywhere.
    language = own if str(own).startswith("en") or not english else english[0]
    calendar: Holidays = made(subdiv=region if known else None, language=language)
    return calendar, known


def _class_of(country: str) -> Any:  # noqa: ANN401 - a class of a library that is not loaded yet
    """Return the library's class of a country; None where it has none."""
    with _alone():
        for module, (name, code, *_) in import_module(f"{_LIBRARY}.registry").COUNTRIES.items():
            if code == country:
                return getattr(import_module(f"{_COUNTRIES}.{module}"), name)
    return None


@contextmanager
def _alone() -> Iterator[None]:
    """Let modules of the library be imported by themselves; nothing changes where it was imported before."""
    found = PathFinder.find_spec(_LIBRARY)
    folders = list((found.submodule_search_locations if found else None) or ())
    stand_ins = {
        name: _empty(name, [str(Path(folder, *inside)) for folder in folders])
        for name, inside in ((_LIBRARY, ()), (_COUNTRIES, ("countries",)))
        if name not in sys.modules
    }
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _empty(name: str, folders: list[str]) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = folders
    return package

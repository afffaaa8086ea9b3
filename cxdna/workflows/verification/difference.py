"""Where two sets of data differ, as paths that people can find: `parts.governance.weight was 2, is 1`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from cxdna.definitions.wording import number, shortened

MOST: Final = 20
_KEYS: Final = ("id", "key", "sha256", "number", "respondent", "part", "of", "level", "value")


class Difference(NamedTuple):
    """One value that differs, by its path; `was` and `now` in words, "nothing" where there is none."""

    path: tuple[str, ...]
    was: str
    now: str

    def __str__(self) -> str:
        """Read as `parts.governance.weight was 2, is 1`."""
        return f"{'.'.join(self.path) or 'all of it'} was {self.was}, is {self.now}"


def differences(was: object, now: object, path: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield every value that differs between two sets of plain data; entries of lists are matched by their ids."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*was, *now)):
            yield from _entry(was, now, key, path)
    elif (
        isinstance(was, Sequence)
        and isinstance(now, Sequence)
        and not isinstance(was, str)
        and not isinstance(now, str)
    ):
        yield from _lists(was, now, path)
    elif not _same(was, now):
        yield Difference(path, in_words(was), in_words(now))


def _entry(was: Mapping[str, Any], now: Mapping[str, Any], key: str, path: tuple[str, ...]) -> Iterator[Difference]:
    own = (*path, str(key))
    if key in was and key in now:
        yield from differences(was[key], now[key], own)
    else:
        yield Difference(own, *(in_words(one[key]) if key in one else "nothing" for one in (was, now)))


def _lists(was: Sequence[Any], now: Sequence[Any], path: tuple[str, ...]) -> Iterator[Difference]:
    before, after = _by_name(was), _by_name(now)
    yield from differences(before, after, path)
    if before.keys() == after.keys() and list(before) != list(after):
        yield Difference(path, f"in the order {shortened(', '.join(before))}", shortened(", ".join(after)))


def _by_name(entries: Sequence[Any]) -> dict[str, Any]:
    """Return the entries of a list by their ids, or by their place where they have none or share one."""
    names = [_name(entry) for entry in entries]
    if None in names or len(set(names)) < len(names):
        names = [str(at) for at in range(1, len(entries) + 1)]
    return {str(name): entry for name, entry in zip(names, entries, strict=True)}


def _name(entry: object) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    found = next((entry[key] for key in _KEYS if isinstance(entry.get(key), str | int)), None)
    return None if found is None else str(found)


def _same(was: object, now: object) -> bool:
    return was == now and isinstance(was, bool) == isinstance(now, bool)


def in_words(value: object) -> str:
    """Return a value as a message shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str):
        return f"'{shortened(value)}'"
    if isinstance(value, Mapping):
        return f"an entry ({shortened(', '.join(map(str, value)))})" if value else "an empty entry"
    return f"a list of {len(value)}" if isinstance(value, Sequence) else str(value)


def told(found: Iterator[Difference], *, shows: bool = True) -> Iterator[str]:
    """Yield differences in words; after the first so many, that there are more.

    Where it is not to be known who said what, `shows` is False: then they say where, and not what.
    """
    some = list(islice(found, MOST + 1))
    yield from (str(one) if shows else f"{'.'.join(one.path)} is another" for one in some[:MOST])
    if len(some) > MOST:
        yield "and more"

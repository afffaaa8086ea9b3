"""How messages show what stands in a file: shortened, listed, and with the nearest word that is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

LISTED = 25
MOST_COMPARED = 10_000


def shortened(text: str, limit: int = 60) -> str:
    """Return text of a file as a message can show it: on one line and not for ever."""
    line = " ".join(text[: 2 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"


def listed(names: Iterable[str]) -> str:
    """Return names with commas between; after the first so many, how many more there are."""
    every = tuple(names)
    shown = ", ".join(every[:LISTED])
    return f"{shown} and {len(every) - LISTED} more" if len(every) > LISTED else shown


def meant(word: str, known: Collection[str]) -> str:
    """Return what to do about an unknown word: the one probably meant, or those there are."""
    # Loaded on the way to an error message only.
    import difflib  # noqa: PLC0415

    by_folded = {name.casefold(): name for name in reversed(tuple(known))}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{by_folded[near[0]]}'?"
    return _there_are(known)


def _there_are(known: Collection[str]) -> str:
    return f"known: {listed(known)}" if known else ""


def suggesting(known: Collection[str]) -> Callable[[str], str]:
    """Return `meant` for many words: the same slip is looked for once, and after so many comparisons no more is.

    A file with that many unknown words was written for something else, and looking takes a while: a third of a second
    for all comparisons together.
    """
    told: dict[str, str] = {}

    def suggestion(word: str) -> str:
        if word not in told and len(told) * len(known) < MOST_COMPARED:
            told[word] = meant(word, known)
        return told[word] if word in told else _there_are(known)

    return suggestion


def as_advice(description: str) -> str:
    """Return the description of a field as what to do: no full stop, and no capital unless it starts with a name."""
    starts_with_word = description[1:2].islower() or description[1:2] == " "
    return (description[:1].lower() + description[1:] if starts_with_word else description).rstrip(".")


def number(value: float) -> str:
    """Return a number as a person would have written it: 3, not 3.0."""
    return str(int(value)) if float(value).is_integer() else repr(value)

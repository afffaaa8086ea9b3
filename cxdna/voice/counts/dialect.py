"""The SQL that DuckDB and Spark read alike: texts, and the grammar of a survey's cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from cxdna.voice.survey.grammar import BLANKS

_MEANS_SOMETHING: Final = frozenset("'\\$")


def literal(text: str) -> str:
    """Return a text for SQL. What either engine could take for a sign of its own is put in by its number."""
    pieces = [_piece(special, "".join(run)) for special, run in groupby(text, key=_is_special)]
    if len(pieces) == 1 and not _is_special(text[0]):
        return pieces[0]
    return f"concat({', '.join(pieces)})" if pieces else "''"


def _is_special(sign: str) -> bool:
    return sign in _MEANS_SOMETHING or sign < " "


def _piece(special: bool, run: str) -> str:  # noqa: FBT001 - the key of a group
    return ", ".join(f"chr({ord(sign)})" for sign in run) if special else f"'{run}'"


def literals(texts: Iterable[str]) -> str:
    """Return texts as a list, in the order of their letters."""
    return ", ".join(literal(text) for text in sorted(texts))


def trimmed(text: str) -> str:
    """Return a cell without the blanks around it, as `grammar.clean` does."""
    return f"trim(BOTH '{BLANKS}' FROM {text})"


def folded(text: str) -> str:
    """Return a cell as words are compared, as `grammar.folded` does."""
    return f"replace(lower(replace({trimmed(text)}, 'İ', 'i')), 'ς', 'σ')"


def matches(text: str, pattern: str) -> str:
    """Return whether a whole text has the form of a pattern of the grammar; nothing has none."""
    return f"({text} <> '' AND regexp_extract({text}, '^(?:{pattern})$', 0) = {text})"


def case(whens: Iterable[tuple[str, object]], otherwise: object) -> str:
    """Return the first value whose condition holds."""
    pieces = [f"WHEN {condition} THEN {value}" for condition, value in whens]
    return f"CASE {' '.join(pieces)} ELSE {otherwise} END" if pieces else str(otherwise)


def table(rows: Sequence[Sequence[object]], name: str, columns: str) -> str:
    """Return rows as a table that is written out; texts are literals already."""
    return f"(VALUES {', '.join(_row(row) for row in rows)}) AS {name}({columns})"


def _row(row: Sequence[object]) -> str:
    return f"({', '.join(map(str, row))})"


def calendar(order: str) -> str:
    """Return a SELECT of the days of forty years with the text that most files write them as, `text` and `day`.

    To look a text up costs less than to cast it, and it fits exactly or not at all, where casts are lenient.
    """
    written = {
        "year_first": "concat(y.y, '-', m.m, '-', d.d)",
        "day_first": "concat(d.d, '.', m.m, '.', y.y)",
        "month_first": "concat(m.m, '/', d.d, '/', y.y)",
    }[order]
    years, months, days = (_numbers(*span) for span in ((2000, 2039), (1, 12), (1, 31)))
    return (
        f"SELECT {written} AS text, TRY_CAST(concat(y.y, '-', m.m, '-', d.d) AS DATE) AS day "  # noqa: S608 - no text of a user's
        f"FROM {table([*years], 'y', 'y')} CROSS JOIN {table([*months], 'm', 'm')} "
        f"CROSS JOIN {table([*days], 'd', 'd')} "
        "WHERE TRY_CAST(concat(y.y, '-', m.m, '-', d.d) AS DATE) IS NOT NULL"
    )


def _numbers(first: int, last: int) -> Iterator[tuple[str]]:
    yield from ((f"'{number:02}'",) for number in range(first, last + 1))

"""A survey and its file -> the SQL that reads every answer by the rules of `survey.grammar`; one text for all engines.

From the inside out: the cells of a row are read (`rows`), each question of a row becomes an answer (`each_question`),
and how it stands is told (`judged`). Counting groups between the first and the last of these, as there are far fewer
groups than rows; what looks at single answers does not (`answers`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.voice.counts import read_cells
from cxdna.voice.counts.dialect import calendar, case, folded, literal, literals, table
from cxdna.voice.counts.engine import TABLE, Kind, all_text
from cxdna.voice.counts.read_cells import EMPTY, NO_ANSWER, plain_of, text_of
from cxdna.voice.source.model import Source
from cxdna.voice.survey.grammar import NEVER_ANSWERED, disposition_values, score_of
from cxdna.voice.survey.grammar import folded as fold
from cxdna.voice.survey.model import Survey, WaveRule

_ALWAYS: Final = 999_999
TEXTS: Final = ("respondent", "comment", "invited_by", "device", "conducted_by", "consent", "account", "role", "tier")
"""Columns of `answers` besides those of dimensions that hold text, '' where the file has none."""
FIRST_DAY: Final = dt.date(1900, 1, 1)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be read: a survey's file, and what the cells of each column are."""

    survey: Survey
    source: Source
    kinds: tuple[Kind, ...]

    def place(self, header: str | None) -> int | None:
        """Return where a column stands; None where the survey or the file has none."""
        return self.source.columns.index(header) if header in self.source.columns else None

    def cells(self, header: str | None) -> tuple[str, Kind] | None:
        """Return the name of a column in SQL and what it holds."""
        at = self.place(header)
        return None if at is None else (f"c{at}", self.kinds[at])

    def text(self, header: str | None) -> str:
        """Return the cells of a column as they stand, as text."""
        found = self.cells(header)
        return "''" if found is None else text_of(*found)

    def plain(self, header: str | None) -> str:
        """Return the cells of a column as text without outer blanks; '' where there is none."""
        found = self.cells(header)
        return "''" if found is None else plain_of(*found)

    @property
    def long(self) -> bool:
        """Whether each row is one answer."""
        return self.survey.columns.question is not None

    def dimension(self, name: str) -> str | None:
        """Return the header of a dimension."""
        header: str | None = self.survey.segments.get(name) or getattr(self.survey.columns, name, None)
        return header


def reading(survey: Survey, source: Source, kinds: Sequence[Kind] = ()) -> Reading:
    """Return what is to be read; without kinds all cells are text. Raises ValueError where a Parquet file has none."""
    if source.format == "parquet" and not kinds:
        msg = "what the columns of a Parquet file hold is known when it is open: hand over its kinds"
        raise ValueError(msg)
    return Reading(survey=survey, source=source, kinds=tuple(kinds) or all_text(source))


def answers(survey: Survey, source: Source, kinds: Sequence[Kind] = ()) -> str:
    """Return a SELECT of all answers; `kinds` are those of the opened file.

    Its columns: `question` (its id, '' for an unknown one), `level`, `standing`, `event` and `answered` (days), `month`
    (0 for none), `wave`, `weight` (whole millionths), `outcome` of the invitation, `seconds`, `revenue`, `by_0`,
    `by_1`, ... in the order of the survey's dimensions, those of `TEXTS`, `occasion`, which answers have in common that
    were given together: a row of the file, or what a respondent said of one event, and `line`, all cells of the row,
    whether the survey names their columns or not.
    """
    read = reading(survey, source, kinds)
    extras = {name: read.plain(getattr(survey.columns, name)) for name in TEXTS}
    extras |= {"seconds": _amount(read, "seconds"), "revenue": _amount(read, "revenue"), "occasion": _occasion(read)}
    extras["line"] = _joined(map(read.plain, source.columns))
    return judged(read, each_question(read, rows(read, extras)), tuple(extras))


def rows(read: Reading, extras: Mapping[str, str] | None = None) -> str:
    """Return a SELECT of the rows of the file with their cells read, and with more columns by name."""
    columns = {**_scores(read), **_beside(read), **dimensions(read), **(extras or {})}
    return f"SELECT {_as(columns)} FROM ({_with_days(read)}) AS days"  # noqa: S608 - texts of users come as literals


def _as(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{value} AS {name}" for name, value in columns.items())


def _with_days(read: Reading) -> str:
    """Return the rows with the days of event and answer and the weight; texts are looked up in the calendar."""
    columns, joins, more = read.survey.columns, [], {}
    for name, header in (("event", columns.event_date), ("answered", columns.answer_date)):
        found = read.cells(header)
        if found is None:
            more[name] = "CAST(NULL AS DATE)"
            continue
        looked_up = ""
        if found[1] == "text":
            looked_up = f"{name}_days.day"
            order = "year_first" if read.source.typed else read.survey.dates
            joins.append(f"LEFT JOIN ({calendar(order)}) AS {name}_days ON {name}_days.text = {found[0]}")
        more[name] = read_cells.day_of(*found, read.survey, typed=read.source.typed, looked_up=looked_up)
    weight = read.cells(columns.weight)
    if weight:
        more["weight"] = read_cells.weight_of(*weight, read.survey, typed=read.source.typed)
    return f"SELECT {TABLE}.*, {_as(more)} FROM {TABLE} {' '.join(joins)}"  # noqa: S608 - names are ours


def _scores(read: Reading) -> dict[str, str]:
    columns, typed = read.survey.columns, read.source.typed
    if read.long:
        question, score = read.cells(columns.question), read.cells(columns.score)
        return {
            "q": read_cells.question_of(*question, read.survey) if question else "-1",
            "s": read_cells.score_of(*score, read.survey, typed=typed) if score else str(EMPTY),
        }
    found = ((at, read.cells(one.column)) for at, one in enumerate(read.survey.questions, 1))
    return {
        f"s{at}": read_cells.score_of(*cells, read.survey, typed=typed) if cells else str(EMPTY) for at, cells in found
    }


def _beside(read: Reading) -> dict[str, str]:
    """Return what else decides how an answer stands; what the survey does not ask for is left to the constants."""
    columns = read.survey.columns
    found = {"month": "coalesce(year(event) * 100 + month(event), 0)", "flaw": _flaw(read), "event": "event"}
    found["answered"] = "answered"
    if read.survey.exclude:
        found["left_out"] = _left_out(read)
    if columns.wave:
        found["named_wave"] = read.plain(columns.wave)
    if columns.disposition:
        found["outcome"] = _outcome(read)
    if columns.weight:
        found["weight"] = "weight"
    return found


def _flaw(read: Reading) -> str:
    """Return 1 where a date or the weight cannot be read, 2 where an answer came late, else 0."""
    columns = read.survey.columns
    whens: list[tuple[str, object]] = []
    if read.cells(columns.event_date):
        whens.append(("event IS NULL", 1))
    if read.cells(columns.answer_date) and columns.answer_date != columns.event_date:
        # Asked of the few without a day only: CASE goes on with those that the conditions before it left.
        whens.append((f"CASE WHEN answered IS NULL THEN {read.plain(columns.answer_date)} <> '' ELSE 1 = 0 END", 1))
    if read.cells(columns.weight):
        whens.append(("weight IS NULL", 1))
    if read.survey.late_after_days is not None and columns.event_date and columns.answer_date:
        whens.append((f"answered > event + {read.survey.late_after_days}", 2))
    return case(whens, 0)


def _left_out(read: Reading) -> str:
    """Return 1 where a row is excluded, 2 where it is an answer of staff, by the first rule that it fits; else 0."""
    rules = [(one, read.text(one.column)) for one in read.survey.exclude if read.cells(one.column)]
    return case(
        (
            (f"coalesce({folded(text)}, '') IN ({literals({*map(fold, one.values)})})", 2 if one.staff else 1)
            for one, text in rules
        ),
        0,
    )


def _outcome(read: Reading) -> str:
    """Return what became of an invitation: '' for nothing said, '?' for what the survey does not know."""
    text = read.plain(read.survey.columns.disposition)
    names: dict[str, set[str]] = {}
    for value, outcome in disposition_values(read.survey).items():
        names.setdefault(outcome, set()).add(value)
    known = [(f"{folded(text)} IN ({literals(values)})", f"'{outcome}'") for outcome, values in names.items()]
    return case([(f"{text} = ''", "''"), *known], "'?'")


def dimensions(read: Reading) -> dict[str, str]:
    """Return the columns of the dimensions as text, blanks and all."""
    headers = (read.dimension(name) for name in read.survey.dimensions)
    return {f"by_{at}": read.text(header) for at, header in enumerate(headers)}


def _amount(read: Reading, name: str) -> str:
    found = read.cells(getattr(read.survey.columns, name))
    if found is None:
        return "CAST(NULL AS DECIMAL(24, 9))"
    return read_cells.amount_of(*found, read.survey, typed=read.source.typed)


def money(read: Reading) -> dict[str, str]:
    """Return the column of revenues, where there are accounts that it can be added to."""
    columns = read.survey.columns
    return {"revenue": _amount(read, "revenue")} if columns.revenue and columns.account else {}


def _occasion(read: Reading) -> str:
    """Return what answers have in common that were given together."""
    survey = read.survey
    headers = [*(getattr(survey.columns, name) for name in survey.columns.__struct_fields__)]
    headers += [*survey.segments.values(), *(one.column for one in survey.questions)]
    row = _joined(read.plain(header) for header in dict.fromkeys(headers) if read.cells(header))
    if not read.long or survey.columns.respondent is None:
        return row
    who = read.plain(survey.columns.respondent)
    return case([(f"{who} = '' OR event IS NULL", row)], _joined((who, "CAST(event AS STRING)")))


def _joined(texts: Iterable[str]) -> str:
    """Return texts as one, with a sign between them that no file has."""
    return f"concat_ws(chr(31), {', '.join(texts)})"


def each_question(read: Reading, select: str) -> str:
    """Return a SELECT with a row for each question `q` and what its cell of scores holds, `s`."""
    if read.long:
        return select
    places = range(1, len(read.survey.questions) + 1)
    score = case(((f"asked.q = {at}", f"each.s{at}") for at in places[:-1]), f"each.s{places[-1]}")
    asked = table([(at,) for at in places], "asked", "q")
    return f"SELECT each.*, asked.q AS q, {score} AS s FROM ({select}) AS each CROSS JOIN {asked}"  # noqa: S608 - numbers


def judged(read: Reading, select: str, extras: Sequence[str] = ()) -> str:
    """Return a SELECT that tells of each answer, or of each group of answers, its question, level and standing.

    Further columns of the rows are handed on by name. Rows that are no answer at all stand as ''.
    """
    survey, columns = read.survey, read.survey.columns
    wave = "named_wave" if columns.wave else wave_of("month", survey.waves)
    found = {
        "question": "coalesce(scales.id, '')",
        "level": case(
            [("words.code IS NOT NULL", "words.level"), ("s BETWEEN scales.low AND scales.high", "s")], "NULL"
        ),
        "month": "month",
        "wave": wave,
        "outcome": "outcome" if columns.disposition else "''",
        "left_out": "left_out" if survey.exclude else "0",
        "flaw": "flaw",
        "q": "answer.q",
        "s": "s",
        "event": "event",
        "answered": "answered",
        "weight": "weight" if columns.weight else "CAST(1000000 AS BIGINT)",
    }
    found |= {f"by_{at}": _plain_by(at) for at, _ in enumerate(survey.dimensions)}
    found |= {name: name for name in extras if name not in found}
    inner = f"SELECT {_as(found)} FROM ({select}) AS answer {_scales(read)} {_words(read)}"  # noqa: S608 - as above
    kept = {name: name for name in found if name not in {"left_out", "flaw", "q", "s", "level"}}
    kept["level"] = f"CASE WHEN {_STANDING} = 'unusable' THEN CAST(NULL AS INTEGER) ELSE level END"
    return f"SELECT {_as(kept)}, {_STANDING} AS standing, q AS asked FROM ({inner}) AS judged"  # noqa: S608 - as above


_STANDING: Final = case(
    (
        ("left_out = 1", "'excluded'"),
        ("left_out = 2", "'staff'"),
        ("outcome = '?' OR q = 0", "'unusable'"),
        (f"q < 0 AND s = {EMPTY}", "''"),
        ("q < 0", "'unusable'"),
        (f"s IN ({EMPTY}, {NO_ANSWER}) AND outcome IN ({literals(NEVER_ANSWERED)})", "''"),
        (f"s = {EMPTY} OR s = {NO_ANSWER}", "'no_answer'"),
        ("flaw = 1 OR level IS NULL", "'unusable'"),
        ("flaw = 2", "'late'"),
    ),
    "'counted'",
)


def _plain_by(at: int) -> str:
    return plain_of(f"by_{at}", "text")


def _scales(read: Reading) -> str:
    """Return the join with the scale that held for a question in a month; without a month it is the present one."""
    held: list[Sequence[object]] = []
    for at, question in enumerate(read.survey.questions, 1):
        after = 0
        for earlier in question.earlier:
            until = int(earlier.until.replace("-", ""))
            held.append((at, after, until, earlier.scale.low, earlier.scale.high, literal(question.id)))
            after = max(after, until)
        spans = [(-1, _ALWAYS)] if not after else [(-1, 0), (after, _ALWAYS)]
        held += [(at, *span, question.scale.low, question.scale.high, literal(question.id)) for span in spans]
    columns = "q, after, until, low, high, id"
    on = "scales.q = answer.q AND answer.month > scales.after AND answer.month <= scales.until"
    return f"LEFT JOIN (SELECT * FROM {table(held, 'scales', columns)}) AS scales ON {on}"  # noqa: S608 - as above


def _words(read: Reading) -> str:
    """Return the join with the level that the words of an anchor stand for on that scale."""
    survey, words = read.survey, read_cells.words(read.survey)
    meant: list[Sequence[object]] = [(0, 0, 0, 0)]
    for at, question in enumerate(survey.questions, 1):
        untils = [int(earlier.until.replace("-", "")) for earlier in question.earlier]
        spans = [(0, earlier.scale) for earlier in question.earlier[:1]]
        spans += [(until, earlier.scale) for until, earlier in zip(untils, question.earlier[1:], strict=False)]
        spans += [(-1, question.scale), *((until, question.scale) for until in untils[-1:])]
        for after, scale in spans:
            levels = (
                (code, score_of(word, scale, survey.decimal, typed=read.source.typed))
                for code, word in enumerate(words)
            )
            meant += [(at, after, read_cells.WORDS + code, level) for code, level in levels if level is not None]
    on = "words.q = answer.q AND words.after = scales.after AND words.code = answer.s"
    return f"LEFT JOIN (SELECT * FROM {table(meant, 'words', 'q, after, code, level')}) AS words ON {on}"  # noqa: S608 - as above


def wave_of(month: str, rule: WaveRule) -> str:
    """Return the wave that a month belongs to, as `indices.waves.wave_of` names it; '' for no month."""
    text = f"CAST({month} AS STRING)"
    year, place = f"substr({text}, 1, 4)", f"substr({text}, 5, 2)"
    parts = {
        "month": f"concat({year}, '-', {place})",
        "quarter": f"concat({year}, ' Q', {_part(place, 3)})",
        "half_year": f"concat({year}, ' H', {_part(place, 6)})",
        "year": year,
    }
    return case([(f"{month} = 0", "''")], parts[rule])


def _part(place: str, months: int) -> str:
    ends = [(f"{place} <= '{end:02}'", f"'{end // months}'") for end in range(months, 12, months)]
    return case(ends, f"'{12 // months}'")

"""An opened file and its survey -> each customer's answers on one occasion, as triggers of alerts look at them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import msgspec

from cxdna.voice.counts.engine import Opened
from cxdna.voice.counts.model import Reply
from cxdna.voice.counts.sql import FIRST_DAY, answers
from cxdna.voice.source.model import Source
from cxdna.voice.survey.grammar import folded
from cxdna.voice.survey.model import Survey

_YES: Final = frozenset(
    {"yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si", "sí", "s", "sì", "tak", "ano", "sim"}
)
_COLUMNS: Final = (
    "occasion, question, level, event, before, account, role, tier, category, country, comment, consent, respondent, "
    "answered, unit"
)


def replies(opened: Opened, survey: Survey, source: Source, since: dt.date | None = None) -> Iterator[Reply]:
    """Yield what customers said together, in the order of the events, where an answer counts or came late.

    Answers of one row belong together, or, where each row is one answer, those of a respondent about one event. `since`
    leaves out what was answered earlier; scores before it are still the ones that others are compared with. Raises
    `Problems` and `UserError` as `Opened.rows` does.

    A reply's key is made of the survey, who answered, and the days of event and answer; where these come again, of the
    place among them as well, by all cells of the row. So it stays when the survey names one more column, or a cell is
    corrected. Only where nobody is named it is made of the whole row.
    """
    found = opened.rows(_said(survey, answers(survey, source, opened.kinds), since))
    last, place = "", 0
    for occasion, rows in groupby(found, key=lambda row: row[0]):
        held = [*rows]
        whose = _whose(survey, occasion, held[0])
        reply = _reply(survey, held)
        if reply.scores or reply.comment:
            last, place = whose, place + 1 if whose == last else 1
            yield msgspec.structs.replace(reply, key=_key(survey.id, whose, *([str(place)] if place > 1 else [])))


def _whose(survey: Survey, occasion: str, row: Sequence[Any]) -> str:
    """Return what tells a reply from others, whatever else the survey reads of its row."""
    event, respondent, answered = row[3], row[12], row[13]
    if not respondent or survey.columns.question is not None:
        return occasion  # a whole row, or who answered about which event
    return "\x1f".join((respondent, str(event or ""), str(answered or "")))


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _said(survey: Survey, select: str, since: dt.date | None) -> str:
    """Return the SELECT of the answers with what the same respondent last scored on each question."""
    by = {name: f"by_{at}" for at, name in enumerate(survey.dimensions)}
    there = {**by, **{name: name for name in ("account", "role", "tier")}}
    shown = {name: there.get(name, "''") for name in ("account", "role", "tier", "category", "country", "unit")}
    first = f"DATE '{FIRST_DAY.isoformat()}'"
    long = survey.columns.question is not None
    # Where each row is one answer, those that a respondent gave about one event are one reply; else each row is.
    together = "CASE WHEN respondent = '' OR event IS NULL THEN line ELSE occasion END" if long else "line"
    order = f"coalesce(event, {first}), coalesce(answered, {first}), {together}"
    # Only scores are compared with scores: an answer without one between them does not part them.
    before = (
        "CASE WHEN respondent <> '' AND level IS NOT NULL THEN "
        f"lag(level) OVER (PARTITION BY respondent, question, level IS NULL ORDER BY {order}) END"
    )
    wanted = {**{name: name for name in _COLUMNS.split(", ")}, **shown, "occasion": together, "before": before}
    chosen = ", ".join(f"{value} AS {name}" for name, value in wanted.items())
    day = "coalesce(answered, event)"
    inner = (
        f"SELECT {chosen}, asked, {day} AS day FROM ({select}) AS said "  # noqa: S608 - texts of users come as literals
        "WHERE standing IN ('counted', 'late', 'no_answer')"
    )
    recent = f"WHERE day >= DATE '{since.isoformat()}'" if since else ""
    grouped = "" if long else f"respondent, coalesce(answered, {first}), "
    by_event = f"ORDER BY coalesce(event, {first}), {grouped}occasion, asked"
    return f"SELECT {_COLUMNS} FROM ({inner}) AS told {recent} {by_event}"  # noqa: S608 - as above


def _reply(survey: Survey, rows: Sequence[tuple[Any, ...]]) -> Reply:
    event = rows[0][3]
    account, role, tier, category, country = (_first(row[at] for row in rows) for at in range(5, 10))
    comments = dict.fromkeys(row[10] for row in rows if row[10])
    return Reply(
        key="",
        survey=survey.id,
        event=event,
        scores={row[1]: int(row[2]) for row in rows if row[2] is not None},
        before={row[1]: int(row[4]) for row in rows if row[4] is not None},
        account=account,
        role=role,
        tier=tier,
        key_account=bool(tier) and folded(tier) in {folded(one) for one in survey.key_tiers},
        category=category,
        country=country,
        unit=_first(row[14] for row in rows),
        comment="\n".join(comments),
        consent=any(folded(row[11]) in _YES for row in rows),
    )


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")

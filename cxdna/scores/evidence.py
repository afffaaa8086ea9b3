"""The level that the evidence for a question supports: one rule, the playbook's table."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from cxdna.definitions.model import EvidenceKind, EvidenceRule, LevelNeeds, Need
from cxdna.organisation.model import Evidence
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import EvidenceUse, EvidenceVerdict
from cxdna.scores.words import level_words, need_words
from cxdna.statistics.display import counted, listed
from cxdna.statistics.exact import exact


def months_later(date: dt.date, months: int) -> dt.date:
    """Return the same day so many calendar months later, or the last day of a month that is too short."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def age_in_months(date: dt.date, until: dt.date) -> int:
    """Return the whole calendar months between two dates; 0 when the first is the later one."""
    months = (until.year - date.year) * 12 + until.month - date.month
    if months > 0 and months_later(date, months) > until:
        months -= 1
    return max(months, 0)


def fresh_until(record: Evidence, kind: EvidenceKind) -> dt.date:
    """Return the last day on which a record counts: so many months after its date, by its kind or less by itself."""
    return months_later(record.date, min(kind.fresh_months, record.valid_months or kind.fresh_months))


def judge(record: Evidence, rule: EvidenceRule, until: dt.date) -> EvidenceUse:
    """Return whether a record counts on a date: its kind is known, it is fresh, and some level needs what it is.

    Fresh means that its date plus the months of its kind is not before that date; the record's own `valid_months` can
    only shorten this.
    """
    kind = next((kind for kind in rule.kinds if kind.id == record.kind), None)
    if kind is None:
        against = f"the playbook knows no kind of evidence '{record.kind}'"
    else:
        against = _too_old(record, kind, until) or _no_use(kind.counts_as, record.periods, rule)
    counts_as = None if kind is None else kind.counts_as
    words = need_words(Need(of=counts_as, periods=record.periods), bare=True) if counts_as else ""
    return EvidenceUse(
        id=record.id,
        kind=record.kind,
        title=record.title,
        date=record.date,
        age_months=age_in_months(record.date, until),
        counts=not against,
        reason=against or f"counts as {words}",
        kind_name=record.kind if kind is None else kind.name,
        counts_as=counts_as,
        periods=record.periods,
    )


def _too_old(record: Evidence, kind: EvidenceKind, until: dt.date) -> str:
    if record.date > until:
        return "dated after the assessment"
    if fresh_until(record, kind) >= until:
        return ""
    months = min(kind.fresh_months, record.valid_months or kind.fresh_months)
    age = age_in_months(record.date, until)
    whose = "this kind counts" if months == kind.fresh_months else "this record holds"
    return f"too old: {'just over ' if age == months else ''}{counted(age, 'month')}, {whose} for {months}"


def _no_use(of: str, periods: int, rule: EvidenceRule) -> str:
    """Return why fresh evidence of a class still helps no level; "" when it does."""
    needs = [(need.periods, level.level) for level in rule.levels for need in level.needs if need.of == of]
    if not needs:
        return f"no level of the playbook asks for {of.replace('_', ' ')}"
    fewest, level = min(needs)
    if periods < fewest:
        return f"shows {periods} of the {fewest} periods that {level_words(exact(level))} needs"
    return ""


def weigh(uses: Sequence[EvidenceUse], rule: EvidenceRule, ladder: Ladder) -> EvidenceVerdict:
    """Return the highest level that these records support, and what the next one would need.

    Needs are cumulative over the levels of the table and each is met or not by itself: two documents asked for at
    level 4 are two in all. One set of data must show the periods alone. A level of the ladder that the table does not
    list follows the one below it; below the lowest that is listed stands what the rule allows `without` evidence.
    """
    fresh = [use for use in uses if use.counts]
    supports = exact(rule.without)
    for level in sorted(rule.levels, key=lambda one: one.level):
        missing = [need for need in level.needs if not _met(need, fresh)]
        if missing:
            return EvidenceVerdict(supports, _next_needs(level, missing), tuple(uses))
        supports = max(supports, _last_before_next(exact(level.level), rule, ladder))
    return EvidenceVerdict(supports, "", tuple(uses))


def _met(need: Need, fresh: Collection[EvidenceUse]) -> bool:
    return sum(use.counts_as == need.of and use.periods >= need.periods for use in fresh) >= need.count


def _last_before_next(level: Fraction, rule: EvidenceRule, ladder: Ladder) -> Fraction:
    above = min((exact(one.level) for one in rule.levels if exact(one.level) > level), default=None)
    return max([level, *(value for value in ladder.values if above is None or level < value < above)])


def _next_needs(level: LevelNeeds, missing: Sequence[Need]) -> str:
    needed = listed(need_words(need) for need in level.needs)
    text = f"{level_words(exact(level.level))} needs {needed}"
    if len(missing) < len(level.needs):
        text += f"; missing: {listed(need_words(need) for need in missing)}"
    return text


def supporting(records: Iterable[Evidence], question: str, parts: Collection[str], cited: Collection[str]) -> list[int]:
    """Return where the records of a question stand: those its answers cite, and those that cover it or a part above."""
    covered = {question, *parts}
    return [at for at, record in enumerate(records) if record.id in cited or not covered.isdisjoint(record.covers)]

"""Answers of customers raise alerts, which are kept: each answer raises one, however often a file is added."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cxdna.alerts.model import Alert, AlertRules
from cxdna.alerts.raising import raised, since, unless_known
from cxdna.alerts.scope import scope_of
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import alerts_that_hold
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.counts.model import Reply
from cxdna.voice.model import SurveyFile
from cxdna.voice.survey.model import Survey
from cxdna.workflows.alerting.open import surveys_of

_MOST_LINES: Final = 5


def raise_alerts(
    store: Store, rules: AlertRules, replies: Iterable[Reply], now: dt.datetime, today: dt.date | None = None
) -> tuple[Alert, ...]:
    """Keep the alerts that answers raise, durably and all at once, and return them.

    Answers are gone through once. Only what happened from `cxdna.alerts.raising.since` to `today`, the day where the
    organisation is, can raise one. Where somebody else's alerts came in meanwhile, these are numbered on from them, and
    none is kept twice.
    """
    read = store.voice("alert")
    made = raised(replies, rules, alerts_that_hold(read), now, surveys_of(store), today=today)
    while made:
        kept = [VoiceKept(item=one, at=now) for one in made]
        if store.add_after(read[-1].seq if read else 0, *kept) is not None:
            break
        read = store.voice("alert")
        made = unless_known(made, alerts_that_hold(read))
    return made


def raised_lines(alerts: Sequence[Alert]) -> Iterator[str]:
    """Yield what was raised, by trigger, and what comes next; nothing where nothing was."""
    if not alerts:
        return
    risks = sum(one.sort == "risk" for one in alerts)
    chances = len(alerts) - risks
    sorts = [counted(risks, "risk")] * (risks > 0) + [counted(chances, "opportunity", "opportunities")] * (chances > 0)
    yield f"{counted(len(alerts), 'alert')} raised: {' and '.join(sorts)}."
    by_title = Counter(one.title for one in alerts).most_common()
    for title, count in by_title[:_MOST_LINES]:
        yield f"  {title}: {count}"
    if len(by_title) > _MOST_LINES:
        yield f"  and {sum(count for _, count in by_title[_MOST_LINES:])} by other triggers"
    nobody = sum(not one.owner for one in alerts)
    if nobody:
        fit = "fits" if nobody == 1 else "fit"
        yield f"Take care: {nobody} of them {fit} no owner; name one for all the rest in alerts.yaml."
    yield "Next:  cxdna alerts list"


def silence_lines(
    rules: AlertRules | None, file: SurveyFile, now: dt.datetime, surveys: Sequence[Survey]
) -> Iterator[str]:
    """Yield why answers of a file raise no alert, too old or of days to come, and which triggers may be misunderstood.

    Nothing without rules, and for a survey that is not among those of customers.
    """
    if rules is None or not any(one.id == file.survey and one.asks == "customers" for one in surveys):
        return
    counts = file.counts
    answers = sum(cell.n for cell in counts.cells if cell.standing == "counted" and not cell.cut)
    if answers and counts.last is not None and counts.last < since(rules, now):
        are, raises = ("answer is", "raises") if answers == 1 else ("answers are", "raise")
        older = f"{answers:,} {are} older than {counted(rules.newest_days, 'day')} and {raises} no alert"
        yield f"{older}: the last is about {long_date(counts.last)}."
        yield "  To hear of older ones, raise newest_days in alerts.yaml, and add the file again."
    if counts.last is not None and counts.last > now.date():
        yield f"What happens after today raises no alert: the last day in the file is {long_date(counts.last)}."
    for trigger in rules.triggers:
        if scope_of(trigger, surveys).ambiguous:
            yield f"Take care: '{trigger.title}' can be meant on several scales. See: cxdna alerts rules"

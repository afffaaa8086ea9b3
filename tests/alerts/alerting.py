"""Rules, answers and alerts for tests, short to write."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from cxdna.alerts.escalate import hours_of
from cxdna.alerts.model import Alert, AlertRules
from cxdna.alerts.raising import raised
from cxdna.voice.counts.model import Reply
from cxdna.voice.survey.model import Columns, Scale, Survey, SurveyQuestion
from cxdna.worktime.working_days import WorkingDays

NOW = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
"""A Wednesday without a holiday near it."""
DAY = dt.date(2026, 3, 3)
ZONE = "Europe/London"

RULES_YAML = """\
kind: alerts
triggers:
  - {id: low, title: Dissatisfied, sort: risk, question: overall, at_or_below: 2}
  - {id: leaving, title: Speaks of leaving, sort: risk, words: [cancel, switch provider], cause: need_not_met}
  - {id: drop, title: Much worse, sort: risk, question: overall, drop: 2}
  - {id: key, title: Key account slips, sort: risk, at_or_below: 3, key_accounts_only: true, first_step: fast}
  - id: promoter
    title: Would recommend
    sort: opportunity
    question: recommend
    at_or_above: 9
    consent: true
    first_thing: Ask for a reference
escalations:
  - id: usual
    steps:
      - {after_hours: 0, to: owner}
      - {after_hours: 8, to: Head of service}
      - {after_hours: 40, to: Board, until: closed}
  - {id: fast, steps: [{after_hours: 1.5, to: Head of key accounts}]}
owners:
  - {account: Acme, category: field service, owner: Ann Lee}
  - {account: ACME, owner: Bo Ek}
  - {owner: Head of service}
causes:
  - {id: need_not_met, title: The need was not met, part: account_management}
  - {id: process_failed, title: A process did not hold, process: Call routing}
recurring: 3
recurring_days: 90
"""
SURVEY = Survey(
    id="relationship",
    title="Relationship survey",
    columns=Columns(event_date="date", comment="comment", respondent="who"),
    questions=(
        SurveyQuestion(
            id="overall", text="Overall, how satisfied are you?", about="satisfaction", scale=Scale(low=1, high=5)
        ),
        SurveyQuestion(
            id="recommend", text="Would you recommend us?", about="recommendation", scale=Scale(low=0, high=10)
        ),
        SurveyQuestion(
            id="trouble",
            text="How much trouble was it?",
            about="effort",
            scale=Scale(low=1, high=7, direction="low_is_good"),
        ),
    ),
)


def read(text: str, folder: Path, **known: Any) -> AlertRules:
    from cxdna.alerts.read import read_rules

    place = folder / "alerts.yaml"
    place.write_text(text, encoding="utf-8")
    return read_rules(place, **known)


def rules() -> AlertRules:
    from cxdna.definitions.fit import fit
    from cxdna.definitions.read import parse

    document = parse(RULES_YAML.encode(), Path("alerts.yaml")).document
    assert document
    return fit(document, AlertRules)


RULES = rules()
HOURS = hours_of(RULES, WorkingDays("GB", "ENG"), ZONE)


def reply(key: str = "k1", /, **fields: Any) -> Reply:
    """Return an answer that is good, unless something else is said of it."""
    good: dict[str, Any] = {"survey": "relationship", "event": DAY, "scores": {"overall": 5, "recommend": 8}}
    return Reply(key=key, **(good | fields))


def alert(name: str = "a1", **fields: Any) -> Alert:
    (made,) = raised([reply("k" + name, scores={"overall": 1})], RULES, (), NOW, (SURVEY,))
    return msgspec.structs.replace(made, id=name, **fields)

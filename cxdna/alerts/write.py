"""The file of rules as it is first written: for the surveys that there are, each line explained, to be changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cxdna.alerts.leaving import LEAVING, known_of, main_of
from cxdna.statistics.display import listed
from cxdna.voice.survey.model import About, Scale, Survey, SurveyQuestion

_BAD_FIFTH: Final = 4
"""The worst fifth or so of a scale is a bad score: 1 and 2 of 1 to 5, 0 to 2 of 0 to 10."""


class _Asked(NamedTuple):
    """The question of a survey that triggers look at."""

    question: SurveyQuestion
    survey: Survey


def rules_text(surveys: Sequence[Survey] = (), languages: Sequence[str] = ()) -> str:
    """Return the text of a first file of rules; it names the questions of surveys of customers, where there are any.

    With no survey, triggers look at every score as if it were one of 1 to 5. `languages` are those of the customers, in
    which words are looked for.
    """
    return "\n".join(_lines(surveys, languages)) + "\n"


def _lines(surveys: Sequence[Survey], languages: Sequence[str]) -> Iterator[str]:
    yield "# What in a customer's answer calls for somebody to act, whose it is, and what happens while nobody does."
    yield "# Change it here; look at what it does with: cxdna alerts rules"
    yield "kind: alerts"
    yield ""
    yield "# Hours count on working days: weekends and public holidays of the organisation's country are left out."
    yield 'hours: {start: "09:00", end: "17:00"}'
    yield "newest_days: 30  # what happened longer ago raises no alert"
    yield ""
    yield "# All that a trigger names must hold. Scores are those of the question's own scale. An answer raises"
    yield "# one alert, by the first trigger that holds, risks before opportunities: let what weighs most stand first."
    yield "triggers:"
    yield from _triggers(surveys, languages)
    yield ""
    yield "# Steps come after so many working hours since the alert was raised, while it is not taken, or not closed."
    yield from _ESCALATIONS
    yield ""
    yield "# Whose an alert is: the first line of which all that is named fits. Name people."
    yield from _OWNERS
    yield ""
    yield "# What alerts are closed with. A component (part) lets a corrective action find its place in the plan."
    yield from _CAUSES
    yield ""
    yield "# So many answers with alerts of one cause within so many days call for a corrective action."
    yield "recurring: 3"
    yield "recurring_days: 90"


def _triggers(surveys: Sequence[Survey], languages: Sequence[str]) -> Iterator[str]:
    satisfied, recommends = _asked(surveys, "satisfaction"), _asked(surveys, "recommendation")
    first = satisfied or recommends or _asked(surveys, "effort") or _asked(surveys, "other")
    bad = _bad(first.question.scale) if first else "at_or_below: 2"
    worse = _worse(first.question.scale) if first else "at_or_below: 3"
    yield "  - id: key_account_slips"
    yield "    title: A key account is less than satisfied"
    yield "    sort: risk"
    yield from _question(first)
    yield f"    {worse}"
    yield "    key_accounts_only: true  # the tiers that the survey calls key tiers"
    yield "    first_step: key_accounts"
    yield "    first_thing: Let the account manager call today"
    yield "  - id: may_leave"
    yield "    title: A customer speaks of leaving"
    yield "    sort: risk"
    yield from _words(languages)
    yield "    cause: need_not_met"
    yield "  - id: low_score"
    yield "    title: A customer is dissatisfied"
    yield "    sort: risk"
    yield from _question(first)
    yield f"    {bad}"
    yield "    first_thing: Call the customer, listen, and say when you call back"
    yield "  - id: drop"
    yield "    title: A customer rates much worse than last time"
    yield "    sort: risk"
    yield from _question(first)
    yield f"    drop: {_drop(first.question.scale) if first else 2}"
    yield from _opportunity(recommends)


def _words(languages: Sequence[str]) -> Iterator[str]:
    """Yield words by which customers say that they may leave, in their languages, and which of these are missing."""
    known = known_of(languages)
    yield "    # Whole words, in any case; a star stands for any ending. Change them to what your customers write."
    yield f"    languages: [{', '.join(known)}]"
    yield "    words:"
    for name in known:
        yield f"      # {name}"
        yield from (f"      - {word}" for word in LEAVING[name])
    missing = dict.fromkeys(one for each in languages if (one := main_of(each)) not in LEAVING)
    if missing:
        yield f"    # None are given here for {listed(missing)}: add some, and name the language above."


def _opportunity(recommends: _Asked | None) -> Iterator[str]:
    top = _top(recommends.question.scale) if recommends else "at_or_above: 5"
    yield "  - id: promoter"
    yield "    title: A customer would recommend us and may be named"
    yield "    sort: opportunity"
    yield from _question(recommends)
    yield f"    {top}"
    yield "    consent: true  # only of those who may be named as a reference"
    yield "    first_step: opportunities"
    yield "    first_thing: Thank them, and ask for a reference or a referral"


def _asked(surveys: Sequence[Survey], about: About) -> _Asked | None:
    found = (
        _Asked(question, survey)
        for survey in surveys
        if survey.asks == "customers"
        for question in survey.questions
        if question.about == about
    )
    return next(found, None)


def _question(asked: _Asked | None) -> Iterator[str]:
    if asked:
        yield f"    survey: {asked.survey.id}  # limits are scores of its scale; another survey takes its own triggers"
        yield f"    question: {asked.question.id}  # {json.dumps(asked.question.text, ensure_ascii=False)}"


def _bad(scale: Scale) -> str:
    """Return what a bad score is: the worst fifth of the scale, its end among them."""
    return _from_bad_end(scale, (scale.high - scale.low) // _BAD_FIFTH)


def _worse(scale: Scale) -> str:
    """Return what is less than good: up to the middle of the scale."""
    return _from_bad_end(scale, (scale.high - scale.low) // 2)


def _from_bad_end(scale: Scale, points: int) -> str:
    if scale.direction == "high_is_good":
        return f"at_or_below: {scale.low + points}"
    return f"at_or_above: {scale.high - points}"


def _top(scale: Scale) -> str:
    """Return what a very good score is: the best fifth of the scale, on 0 to 10 the two best."""
    points = (scale.high - scale.low) // 10
    if scale.direction == "high_is_good":
        return f"at_or_above: {scale.high - points}"
    return f"at_or_below: {scale.low + points}"


def _drop(scale: Scale) -> int:
    """Return a drop that is no chance: more than a third of the scale."""
    return (scale.high - scale.low) // 3 + 1


_ESCALATIONS: Final = (
    "escalations:",
    "  - id: usual",
    "    steps:",
    "      - {after_hours: 0, to: owner}",
    "      - {after_hours: 8, to: Head of customer experience}  # until somebody takes it; not the owner again",
    "      - {after_hours: 40, to: Managing director, until: closed}",
    "  - id: key_accounts",
    "    steps:",
    "      - {after_hours: 0, to: owner}",
    "      - {after_hours: 2, to: Head of key accounts}",
    "      - {after_hours: 16, to: Managing director, until: closed}",
    "  - id: opportunities",
    "    steps:",
    "      - {after_hours: 0, to: owner}",
    "      - {after_hours: 40, to: Head of sales}",
)
_OWNERS: Final = (
    "owners:",
    "  # - {account: Example Ltd, owner: Ann Lee}",
    "  # - {tier: key, owner: Key account manager}",
    "  # - {category: field service, country: DE, owner: Head of field service}",
    "  - owner: Head of service  # all the rest; stays last",
)
_CAUSES: Final = (
    "causes:",
    "  - {id: need_not_understood, title: The need was not understood, part: account_management}",
    "  - {id: need_not_met, title: The need was understood and not met, part: account_management}",
    "  - {id: loss_of_control, title: The customer lost control of what happens, part: stakeholder_communications}",
    "  - {id: loss_of_self_esteem, title: The customer was not taken seriously, part: employee_engagement}",
    "  - {id: promise_not_kept, title: A promise was not kept, part: stakeholder_communications}",
    "  - {id: process_failed, title: A process did not hold, part: corrective_action}",
    "  - {id: not_ours, title: Nothing that we can change}",
    "  - {id: satisfied, title: A customer is pleased}",
)

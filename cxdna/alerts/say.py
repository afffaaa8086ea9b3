"""What a file of rules does, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from cxdna.alerts.model import AlertRules, Escalation, Ownership, Step, Trigger
from cxdna.alerts.scope import Scope, question_in, scope_of
from cxdna.alerts.words import BEGINS
from cxdna.definitions.wording import listed as named
from cxdna.definitions.wording import number, shortened
from cxdna.statistics.display import counted, listed, percent, shown
from cxdna.voice.survey.model import Survey

_FITS: Final = {
    "account": "of the account {}",
    "role": "from a {}",
    "tier": "of the tier {}",
    "category": "about {}",
    "country": "in {}",
}

FEW: Final = 5
"""Of fewer than these no per cent are told: a count says more."""
_QUARTER: Final = Fraction(1, 4)


def hours_in_words(hours: Fraction) -> str:
    """Return working hours as they read: under a quarter of an hour, 1 working hour, 2.5 working hours."""
    if hours < _QUARTER:
        return "under a quarter of an hour"
    return counted(int(hours), "working hour") if hours.denominator == 1 else f"{shown(hours)} working hours"


def share_in_words(share: Fraction, of: int) -> str:
    """Return a share of so many: 80% of 10; of few a count: 3 of 4."""
    return f"{round(share * of)} of {of}" if of < FEW else f"{percent(share)} of {of:,}"


def in_words(rules: AlertRules, surveys: Sequence[Survey] = ()) -> Iterator[str]:
    """Yield what raises alerts, what happens then, whose they are, and when a cause calls for an action."""
    yield "What raises an alert: an answer raises one, by the first of these that holds, risks before opportunities"
    for trigger in rules.triggers:
        scope = scope_of(trigger, surveys)
        yield f"  {trigger.title} ({trigger.id}, {trigger.sort}): {_when(trigger, scope)}."
        if surveys:
            yield f"    {_where(trigger, scope)}."
        yield f"    {_then(trigger, rules)}"
    yield f"  What happened more than {counted(rules.newest_days, 'day')} ago raises none."
    yield f"What happens while nobody acts, in working hours from {rules.hours.start} to {rules.hours.end}"
    for escalation in rules.escalations:
        yield f"  {escalation.id}: {_escalation(escalation)}."
    yield "Whose they are, by the first that fits"
    yield from (f"  {one.owner}: {_fits(one)}." for one in rules.owners)
    if not rules.owners:
        yield "  Nobody's."
    yield f"What caused them: {named(one.title for one in rules.causes) or 'nothing is named'}."
    yield (
        f"{counted(rules.recurring, 'answer')} with alerts of one cause within {counted(rules.recurring_days, 'day')} "
        "call for a corrective action."
    )


def _where(trigger: Trigger, scope: Scope) -> str:
    """Return which surveys a trigger looks at, with the ends of the scale of its question there."""
    if not scope.looked_at:
        return "It looks at no survey of customers"
    if trigger.question is None:
        return f"In {named(one.id for one in scope.looked_at)}"
    return f"In {named(f'{one.id}{_ends(one, trigger.question)}' for one in scope.looked_at)}"


def _ends(survey: Survey, name: str) -> str:
    question = question_in(survey, name)
    return f" (scores from {question.scale.low} to {question.scale.high})" if question else ""


def _worded(name: str, scope: Scope) -> str:
    """Return a question as it is worded where a trigger looks; its id where that is nowhere, or in several ways."""
    texts = {question.text for one in scope.looked_at if (question := question_in(one, name))}
    return texts.pop() if len(texts) == 1 else name


def _when(trigger: Trigger, scope: Scope) -> str:
    question = trigger.question
    subject = f"the score of ‘{shortened(_worded(question, scope))}’" if question else "any score"
    limits = [
        f"{subject} is {words} {at}"
        for words, at in (("at or below", trigger.at_or_below), ("at or above", trigger.at_or_above))
        if at is not None
    ]
    if trigger.drop is not None:
        limits.append(f"{subject} is {counted(trigger.drop, 'point')} or more worse than the customer's last")
    if trigger.words:
        limits.append(f"the comment has {_or([_worded_as(one) for one in trigger.words])}")
    if trigger.key_accounts_only:
        limits.append("it is a key account")
    if trigger.roles:
        limits.append(f"the customer's role is {_or(trigger.roles)}")
    if trigger.categories:
        limits.append(f"it is about {_or(trigger.categories)}")
    if trigger.consent:
        limits.append("the customer may be named as a reference")
    return listed(limits)


def _worded_as(word: str) -> str:
    """Return a word to look for as it reads; one with a star stands for all that begin so."""
    return f"{word.rstrip().rstrip(BEGINS)}…" if word.rstrip().endswith(BEGINS) else word


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _then(trigger: Trigger, rules: AlertRules) -> str:
    titles = {one.id: one.title for one in rules.causes}
    escalation = trigger.first_step or rules.escalations[0].id
    said = [f"Escalation {escalation}."]
    if trigger.cause:
        said.append(f"Taken to be caused by: {titles.get(trigger.cause, trigger.cause)}.")
    if trigger.first_thing:
        said.append(f"First: {trigger.first_thing.rstrip('.')}.")
    return " ".join(said)


def _escalation(escalation: Escalation) -> str:
    return "; ".join(_step(one) for one in escalation.steps)


def _step(step: Step) -> str:
    when = f"after {number(step.after_hours)} hours" if step.after_hours else "at once"
    waiting = {"taken": ", unless somebody took it", "closed": ", unless it is closed"}[step.until]
    whom = "its owner" if step.to.casefold() == "owner" else step.to
    return f"{when} it goes to {whom}{waiting if step.after_hours else ''}"


def _fits(one: Ownership) -> str:
    said = [words.format(getattr(one, name)) for name, words in _FITS.items() if getattr(one, name)]
    return f"those {' '.join(said)}" if said else "all others"

"""The laws of a file of rules that the shape of its lines does not tell, and what its surveys cannot give it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from cxdna.alerts.escalate import OWNER
from cxdna.alerts.leaving import without_words
from cxdna.alerts.model import AlertRules, Escalation, Ownership, Trigger
from cxdna.alerts.scope import ends, has_limits, question_in, scope_of
from cxdna.alerts.words import searched
from cxdna.definitions.document import Document, Flaw, Where
from cxdna.definitions.wording import listed, meant, number
from cxdna.organisation.match import plain
from cxdna.voice.survey.model import Scale, Survey

_BY_ANSWER: Final = "at_or_below, at_or_above, drop or words"
Need: TypeAlias = Callable[[Survey], bool]
_FITS: Final = tuple(one for one in Ownership.__struct_fields__ if one != "owner")


def flaws(
    rules: AlertRules, document: Document, surveys: Sequence[Survey] = (), parts: Collection[str] = ()
) -> Iterator[Flaw]:
    """Yield everything that is wrong; questions are looked at where there are surveys, components where there are any.

    A question is one of the survey that is named, else of any survey of customers; limits have to be on its scale
    there, and on one scale only.
    """
    for name in ("triggers", "escalations", "causes"):
        yield from _twice(name, [one.id for one in getattr(rules, name)])
    for at, trigger in enumerate(rules.triggers):
        where = ("triggers", at)
        yield from _condition(trigger, where, document)
        yield from _named(trigger, where, rules)
        yield from _looks(trigger, where, surveys)
    for at, escalation in enumerate(rules.escalations):
        yield from _steps(escalation, ("escalations", at))
    yield from _owners(rules.owners)
    for at, cause in enumerate(rules.causes):
        if parts and cause.part is not None and cause.part not in parts:
            yield ("causes", at, "part"), f"the playbook has no component '{cause.part}'", meant(cause.part, parts)
    if rules.hours.end <= rules.hours.start:
        what = f"the working day ends at {rules.hours.end}, and begins at {rules.hours.start}"
        yield ("hours", "end"), what, "let it end later than it begins"


def _twice(name: str, ids: Sequence[str]) -> Iterator[Flaw]:
    for at, one in enumerate(ids):
        if one in ids[:at]:
            yield (name, at, "id"), f"there are two {name} '{one}'", "give one of them another id"


def _condition(trigger: Trigger, where: Where, document: Document) -> Iterator[Flaw]:
    """Yield what keeps a trigger from ever holding, or lets it hold for everybody."""
    if trigger.at_or_below is None and trigger.at_or_above is None and trigger.drop is None and not trigger.words:
        if document.has((*where, "words")):
            yield (*where, "words"), f"'{trigger.id}' looks for no word", "name words, or leave the line out"
        else:
            yield where, f"nothing in an answer raises '{trigger.id}'", f"give it {_BY_ANSWER}"
    for at, word in enumerate(trigger.words):
        if not searched(word):
            yield (*where, "words", at), f"'{word}' has no letter", "name a word as customers write it"
    below, above = trigger.at_or_below, trigger.at_or_above
    if below is not None and above is not None and above > below:
        what = f"no score is at or below {below} and at or above {above}"
        yield (*where, "at_or_above"), what, "keep one of them, or make two triggers"


def _named(trigger: Trigger, where: Where, rules: AlertRules) -> Iterator[Flaw]:
    for field, what, known in (
        ("cause", "cause", rules.causes),
        ("first_step", "escalation", rules.escalations),
    ):
        name, ids = getattr(trigger, field), [one.id for one in known]
        if name is not None and name not in ids:
            yield (*where, field), f"there is no {what} '{name}'", meant(name, ids) or f"add it under {what}s"


def _looks(trigger: Trigger, where: Where, surveys: Sequence[Survey]) -> Iterator[Flaw]:
    """Yield what is wrong with the survey, the question and the limits of a trigger, by what surveys ask."""
    customers = [one for one in surveys if one.asks == "customers"]
    if not customers:
        return
    if trigger.survey is not None and trigger.survey not in {one.id for one in customers}:
        yield from _survey(trigger.survey, where, surveys)
    elif trigger.question is not None:
        yield from _question(trigger, trigger.question, where, customers)


def _survey(name: str, where: Where, surveys: Sequence[Survey]) -> Iterator[Flaw]:
    known = [one.id for one in surveys if one.asks == "customers"]
    if name in {one.id for one in surveys}:
        do = f"name one of customers: {listed(known)}"
        yield (*where, "survey"), f"'{name}' asks staff, whose answers raise no alert", do
    else:
        yield (*where, "survey"), f"there is no survey '{name}'", meant(name, known)


def _question(trigger: Trigger, name: str, where: Where, customers: Sequence[Survey]) -> Iterator[Flaw]:
    scope = scope_of(trigger, customers)
    if not scope.asked:
        own = [one for one in customers if trigger.survey in {None, one.id}]
        who = f"survey '{trigger.survey}' does not ask" if trigger.survey else "no survey of customers asks"
        yield (*where, "question"), f"{who} '{name}'", meant(name, [each.id for one in own for each in one.questions])
    elif not scope.looked_at:
        yield from _off_the_scale(trigger, name, where, scope.asked)
    elif scope.ambiguous:
        goes = listed(f"{one.id} ({_goes(one, name)})" for one in scope.looked_at)
        what = f"the limits of '{trigger.id}' can be meant on several scales of '{name}': {goes}"
        yield where, what, f"say which: add survey: {scope.looked_at[0].id}, and another trigger for the other"


def _off_the_scale(trigger: Trigger, name: str, where: Where, asked: Sequence[Survey]) -> Iterator[Flaw]:
    """Yield the limits that no scale of the question has, each with how its scores go."""
    scales = [question.scale for one in asked if (question := question_in(one, name))]
    low, high = min(one.low for one in scales), max(one.high for one in scales)
    several = len({ends(one) for one in scales}) > 1
    goes = f"scores of '{name}' go from {low} to {high}"
    if several:
        goes = (
            f"scores of '{name}' go {listed(f'{_goes(one, name)} in {one.id}' for one in asked)}: name one with survey:"
        )
    below, above, drop = trigger.at_or_below, trigger.at_or_above, trigger.drop
    if below is not None and not any(one.low <= below < one.high for one in scales):
        held = "no score is ever" if below < low else "every score is"
        yield (*where, "at_or_below"), f"{held} at or below {below}", goes
    if above is not None and not any(one.low < above <= one.high for one in scales):
        held = "no score is ever" if above > high else "every score is"
        yield (*where, "at_or_above"), f"{held} at or above {above}", goes
    if drop is not None and drop > max(one.high - one.low for one in scales):
        yield (*where, "drop"), f"no score is ever worse by {drop}", goes


def _goes(survey: Survey, name: str) -> str:
    question = question_in(survey, name)
    return f"{question.scale.low} to {question.scale.high}" if question else ""


def _steps(escalation: Escalation, where: Where) -> Iterator[Flaw]:
    for at, step in enumerate(escalation.steps):
        if not step.to.strip():
            yield (*where, "steps", at, "to"), "the step tells nobody", "name a role, a person or owner"
        before = escalation.steps[at - 1].after_hours if at else None
        if before is not None and step.after_hours <= before:
            what = f"step {at + 1} comes after {number(step.after_hours)} hours, and the one before after"
            yield (*where, "steps", at, "after_hours"), f"{what} {number(before)}", "let each step come later"


def _owners(owners: Sequence[Ownership]) -> Iterator[Flaw]:
    """Yield lines that never hold, as one before them fits whatever they fit."""
    for at, one in enumerate(owners):
        if not one.owner.strip():
            yield ("owners", at, "owner"), "the line names nobody", "name a person or a role"
        for before, earlier in enumerate(owners[:at]):
            if all(plain(getattr(earlier, name)) in {"", plain(getattr(one, name))} for name in _FITS):
                what = f"this line never holds: line {before + 1} of the owners fits whatever it fits"
                yield ("owners", at), what, "put what is special first, and the owner of all the rest last"
                break


def remarks(rules: AlertRules, surveys: Sequence[Survey], languages: Iterable[str] = ()) -> Iterator[str]:
    """Yield what is not wrong and still keeps alerts from being raised, or from reaching anybody.

    `languages` are those that the organisation's customers are served in.
    """
    watched: set[str] = set()
    for trigger in rules.triggers:
        looked_at = scope_of(trigger, surveys).looked_at
        watched.update(one.id for one in looked_at)
        lacking = [what for what, has in _needs(trigger) if looked_at and not any(map(has, looked_at))]
        for what in lacking:
            yield f"'{trigger.title}' is never raised: no survey that it looks at says {what}."
        if trigger.question is None and has_limits(trigger) and len({ends(one) for one in _scales(looked_at)}) > 1:
            yield f"'{trigger.title}' names no question, and the questions have different scales."
    if silent := without_words(rules, languages):
        yield (
            f"No trigger has words in {listed(silent)}, which customers are served in: such comments raise no alert. "
            f"Add words, and beside them the language ({', '.join(silent)}) under languages."
        )
    yield from _same_person_twice(rules)
    for one in surveys:
        if one.asks == "customers" and one.id not in watched:
            yield f"No trigger looks at survey {one.id}: its answers raise no alert."
    if not any(all(not getattr(one, name) for name in _FITS) for one in rules.owners):
        yield "An alert that fits none of the owners belongs to nobody: end their list with a line that has only owner."
    if not rules.causes:
        yield "No cause is named, and alerts are closed with one: add causes."


def _same_person_twice(rules: AlertRules) -> Iterator[str]:
    """Yield the escalations of which the step after the owner's tells somebody who may be the owner."""
    owners = {plain(one.owner) for one in rules.owners}
    for escalation in rules.escalations:
        for before, after in pairwise(escalation.steps):
            if _is_owner(before.to) and plain(after.to) in owners:
                yield (
                    f"Escalation {escalation.id} tells {after.to} twice in a row where they own the alert: let the "
                    "step after the owner's go to somebody else."
                )


def _is_owner(to: str) -> bool:
    return to.strip().casefold() == OWNER


def _scales(surveys: Sequence[Survey]) -> list[Scale]:
    return [question.scale for survey in surveys for question in survey.questions]


def _needs(trigger: Trigger) -> Iterator[tuple[str, Need]]:
    """Yield what a trigger needs to be told, in words, and what tells whether a survey has it."""
    if trigger.words:
        yield "what the comment is", lambda one: one.columns.comment is not None
    if trigger.consent:
        yield "who may be named as a reference", lambda one: one.columns.consent is not None
    if trigger.roles:
        yield "in which role people answer", lambda one: one.columns.role is not None
    if trigger.categories:
        yield "which category an answer is of", lambda one: one.columns.category is not None
    if trigger.key_accounts_only:
        yield "which accounts are key accounts", lambda one: bool(one.columns.tier and one.key_tiers)
    if trigger.drop is not None:
        yield "who answered, so that a drop could be seen", lambda one: one.columns.respondent is not None

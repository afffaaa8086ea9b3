"""Single answers of customers -> the alerts that they raise: one of each answer, by the most severe trigger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from cxdna.alerts.model import Alert, AlertRules, Ownership, Sort, Trigger
from cxdna.alerts.scope import has_limits, looks_at
from cxdna.alerts.words import searched, words_in
from cxdna.definitions.wording import shortened
from cxdna.organisation.match import plain
from cxdna.statistics.display import counted, listed
from cxdna.voice.counts.model import Reply
from cxdna.voice.survey.model import Survey, SurveyQuestion

LETTER: Final = "a"
_MOST_WORDS: Final = 3
_LONGEST: Final = 200
_MOST_OTHERS: Final = 2
_LONGEST_OTHER: Final = 40


class _Ready(NamedTuple):
    """A trigger with what it looks for made ready once."""

    trigger: Trigger
    words: tuple[tuple[str, str], ...]
    roles: frozenset[str]
    categories: frozenset[str]


class _Hit(NamedTuple):
    """A trigger that holds for an answer, and why."""

    trigger: Trigger
    because: tuple[str, ...]


def since(rules: AlertRules, now: dt.datetime) -> dt.date:
    """Return the first day on which something may have happened that still raises an alert."""
    return now.date() - dt.timedelta(days=rules.newest_days)


def raised(  # noqa: PLR0913 - answers, rules, what there is, and two ways to say when
    replies: Iterable[Reply],
    rules: AlertRules,
    known: Sequence[Alert],
    now: dt.datetime,
    surveys: Sequence[Survey] = (),
    *,
    today: dt.date | None = None,
) -> tuple[Alert, ...]:
    """Return the new alerts, in the order of the answers; `known` are all that there ever were.

    An answer raises one alert: by the first trigger that holds, those of risks before those of opportunities. It raises
    none again, whatever became of that, but a risk after an opportunity, which newer rules may find. A comment with a
    word of a risk raises no opportunity. Answers of staff raise none, nor does what happened too long ago or has its
    day still to come; `today` is the day where the organisation is, left out that of `now`. Surveys tell how questions
    are worded and which end of a scale is good.
    """
    seen, last = _seen(known), _last_number(known)
    ready = sorted(map(_made_ready, rules.triggers), key=lambda one: one.trigger.sort != "risk")
    risky = [pair for one in ready if one.trigger.sort == "risk" for pair in one.words]
    asked = {one.id: one for one in surveys}
    made: list[Alert] = []
    for reply in _fresh(replies, (since(rules, now), today or now.date()), asked.values()):
        comment, survey = searched(reply.comment), asked.get(reply.survey)
        glad = not words_in(comment, risky)
        able = [one for one in ready if glad or one.trigger.sort == "risk"]
        holds = [_Hit(one.trigger, why) for one in able if (why := tuple(_because(one, reply, comment, survey)))]
        if holds and not _is_known(seen, reply.survey, reply.key, holds[0].trigger.sort):
            seen[reply.survey, reply.key] = holds[0].trigger.sort
            made.append(_alert(f"{LETTER}{last + len(made) + 1}", holds, reply, (rules, now)))
    return tuple(made)


def unless_known(made: Sequence[Alert], known: Sequence[Alert]) -> tuple[Alert, ...]:
    """Return new alerts numbered on from others that came meanwhile, without those that are among them."""
    seen, last = _seen(known), _last_number(known)
    new = [one for one in made if not _is_known(seen, one.survey, one.reply, one.sort)]
    return tuple(msgspec.structs.replace(one, id=f"{LETTER}{last + at}") for at, one in enumerate(new, 1))


def _seen(known: Iterable[Alert]) -> dict[tuple[str, str], Sort]:
    """Return what each answer raised: a risk where it raised any."""
    chances_first = sorted(known, key=lambda one: one.sort == "risk")
    return {(one.survey, one.reply): one.sort for one in chances_first}


def _is_known(seen: Mapping[tuple[str, str], Sort], survey: str, reply: str, sort: Sort) -> bool:
    return seen.get((survey, reply)) in {sort, "risk"}


def _last_number(known: Iterable[Alert]) -> int:
    return max((int(one.id[1:]) for one in known if one.id[1:].isdecimal()), default=0)


def owner_of(owners: Sequence[Ownership], reply: Reply) -> str:
    """Return whose an alert is: by the first line of which all that is named fits; "" where none fits."""
    for one in owners:
        named = ("account", "role", "tier", "category", "country")
        if all(plain(getattr(one, name)) in {"", plain(getattr(reply, name))} for name in named):
            return one.owner
    return ""


def _fresh(replies: Iterable[Reply], days: tuple[dt.date, dt.date], surveys: Iterable[Survey]) -> Iterator[Reply]:
    """Yield answers of customers about what happened from the first of two days to the last."""
    staff = {one.id for one in surveys if one.asks != "customers"}
    for one in replies:
        if one.survey not in staff and (one.event is None or days[0] <= one.event <= days[1]):
            yield one


def _made_ready(trigger: Trigger) -> _Ready:
    return _Ready(
        trigger,
        tuple((word, searched(word)) for word in trigger.words),
        frozenset(map(plain, trigger.roles)),
        frozenset(map(plain, trigger.categories)),
    )


def _because(ready: _Ready, reply: Reply, comment: str, survey: Survey | None) -> Iterator[str]:
    """Yield why a trigger holds for an answer; nothing where it does not."""
    trigger = ready.trigger
    if (
        trigger.survey not in {None, reply.survey}
        or (trigger.key_accounts_only and not reply.key_account)
        or (trigger.consent and not reply.consent)
        or (ready.roles and plain(reply.role) not in ready.roles)
        or (ready.categories and plain(reply.category) not in ready.categories)
    ):
        return
    found = words_in(comment, ready.words)
    if ready.words and not found:
        return
    if has_limits(trigger):
        score = _scored(trigger, reply, survey)
        if not score:
            return
        yield score
    if found:
        yield f"the comment has {listed(f'‘{shortened(one, 24)}’' for one in found[:_MOST_WORDS])}"
    if trigger.key_accounts_only:
        yield "a key account"
    if trigger.consent:
        yield "may be named as a reference"


def _scored(trigger: Trigger, reply: Reply, survey: Survey | None) -> str:
    """Return the first score that a trigger looks for, in words; "" where there is none."""
    names = reply.scores if trigger.question is None else [trigger.question]
    questions = {one.id: one for one in survey.questions} if survey else {}
    month = reply.event.year * 100 + reply.event.month if reply.event else None
    for name in names:
        score = reply.scores.get(name)
        # What is outside of a scale is meant on another: a 5 is the best of 5, and the middle of 10.
        if score is None or (survey and not looks_at(trigger, survey, name, month)):
            continue
        question = questions.get(name)
        worse = _worse(score, reply.before.get(name), question)
        low_enough = trigger.at_or_below is None or score <= trigger.at_or_below
        high_enough = trigger.at_or_above is None or score >= trigger.at_or_above
        if low_enough and high_enough and (trigger.drop is None or worse >= trigger.drop):
            called = shortened(question.text if question else name, 70)
            drop = f", {counted(worse, 'point')} worse than the answer before" if trigger.drop is not None else ""
            return f"scored {score} on ‘{called}’{_limits(trigger)}{drop}"
    return ""


def _limits(trigger: Trigger) -> str:
    said = [
        f"{words} {at}"
        for words, at in (("at or below", trigger.at_or_below), ("at or above", trigger.at_or_above))
        if at is not None
    ]
    return f" ({listed(said)})" if said else ""


def _worse(score: int, before: int | None, question: SurveyQuestion | None) -> int:
    """Return by how many points an answer is worse than the one before it; 0 where there is none before it."""
    if before is None:
        return 0
    low_is_good = question is not None and question.scale.direction == "low_is_good"
    return score - before if low_is_good else before - score


def _why(holds: Sequence[_Hit]) -> str:
    """Return why the first trigger holds, and which others do."""
    why = "; ".join(holds[0].because)
    others = [shortened(one.trigger.title.rstrip("."), _LONGEST_OTHER) for one in holds[1:]]
    more = [f"{len(others) - _MOST_OTHERS} more"] * (len(others) > _MOST_OTHERS)
    also = f" Also: {listed([*others[:_MOST_OTHERS], *more])}." if others else ""
    return f"{shortened(f'{why[:1].upper()}{why[1:]}', _LONGEST - len(also) - 1)}.{also}"


def _alert(name: str, holds: Sequence[_Hit], reply: Reply, ground: tuple[AlertRules, dt.datetime]) -> Alert:
    """Return the alert of the first trigger that holds; a cause that it does not assume another may."""
    trigger, (rules, now) = holds[0].trigger, ground
    return Alert(
        id=name,
        trigger=trigger.id,
        sort=trigger.sort,
        title=trigger.title,
        survey=reply.survey,
        reply=reply.key,
        raised=now.astimezone(dt.UTC),
        event=reply.event,
        account=reply.account,
        role=reply.role,
        tier=reply.tier,
        category=reply.category,
        country=reply.country,
        unit=reply.unit,
        key_account=reply.key_account,
        why=_why(holds),
        owner=owner_of(rules.owners, reply),
        escalation=trigger.first_step or rules.escalations[0].id,
        cause=next((one.trigger.cause for one in holds if one.trigger.cause), ""),
    )

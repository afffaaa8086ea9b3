"""Decisions that only those who lead can take: asked for in this report, followed up in the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, get_args

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import match
from cxdna.organisation.model import Decision, Outcome
from cxdna.organisation.read_date import read_date
from cxdna.plan.figures import far_from, read_cost
from cxdna.plan.numbering import DECISIONS, next_ids
from cxdna.statistics.display import counted, long_date, money
from cxdna.store.model import DecisionKept
from cxdna.workflows.current import Current
from cxdna.workflows.one_line import wrong_text
from cxdna.workflows.planning.words import Difference, said, value_words
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-decisions/1"
"""Name and number of the shape that `cxdna decision list --json` prints: `DecisionList`."""
LONGEST: Final = 400
LONGEST_NAME: Final = 200
OUTCOMES: Final[dict[Outcome, str]] = {
    "taken": "taken",
    "declined": "declined",
    "overtaken": "overtaken, nobody has to decide it any more",
}
"""What became of a decision, in words."""
_LABELS: Final = {
    "who": "who decides",
    "by": "by when",
    "if_not": "what happens otherwise",
    "closed": "decided on",
    "note": "what was decided",
}
_OTHER_OUTCOMES: Final = {
    "yes": "taken",
    "decided": "taken",
    "approved": "taken",
    "no": "declined",
    "rejected": "declined",
    "refused": "declined",
    "obsolete": "overtaken",
    "moot": "overtaken",
}


class Ask(NamedTuple):
    """A decision as somebody types it; None for what was left out."""

    what: str | None = None
    who: str | None = None
    by: str | None = None
    cost: str | None = None
    if_not: str | None = None


class Reworded(NamedTuple):
    """A decision before and after a change."""

    before: Decision
    after: Decision


class ListedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of an assessment; `days_late` counts from the day it was asked for by, while it is open."""

    assessment: str
    earlier: bool
    days_late: int
    decision: Decision


class DecisionList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: those of the assessment, and before them those of the earlier one that are still open.

    `closed_before` are those of the earlier one that were closed; `before` is what that assessment is called.
    """

    format: str
    assessment: str
    today: dt.date
    decisions: tuple[ListedDecision, ...]
    before: str = ""
    closed_before: tuple[ListedDecision, ...] = ()


def decisions_that_hold(now: Current, assessment: str | None = None) -> dict[str, Decision]:
    """Return the latest state of each decision of an assessment by its id."""
    name = now.assessment.id if assessment is None else assessment
    return {one.decision.id: one.decision for one in now.store.decisions(name)}


def read_ask(ask: Ask, currency: str, today: dt.date) -> Mapping[str, object]:
    """Return the fields that were given. Raises `Problems` with everything that cannot be, a day that is past too."""
    problems: list[Problem] = []
    fields: dict[str, object] = {}
    for field, name, most in (("what", "what is to be decided", LONGEST), ("who", "who decides", LONGEST_NAME)):
        _take_text(fields, problems, field, (name, getattr(ask, field), most))
    _take_text(fields, problems, "if_not", ("what happens otherwise", ask.if_not, LONGEST))
    if ask.by is not None and ask.by.strip():
        try:
            fields["by"] = read_by(ask.by, today)
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
    if ask.cost is not None and ask.cost.strip():
        try:
            fields["cost"] = read_cost(ask.cost, currency)
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
    if problems:
        raise Problems(problems)
    return fields


def read_by(text: str, today: dt.date) -> dt.date:
    """Return the day by which somebody is to decide. Raises `UserError` for what is no day or past."""
    day = read_date(text, month_end=True)
    if flaw := past(day, today):
        raise UserError(*flaw)
    return day


def past(day: dt.date, today: dt.date) -> tuple[str, str] | None:
    """Return what is wrong with a day by which something is to come when it has gone by, and what to do."""
    return (f"{long_date(day)} has gone by", f"give a day from {long_date(today)} on") if day < today else None


def _take_text(
    fields: dict[str, object], problems: list[Problem], field: str, said: tuple[str, str | None, int]
) -> None:
    name, text, most = said
    if text is None:
        return
    line = text.strip()
    problems += [Problem("", 0, what, do) for what, do in wrong_text(name, line, most)]
    fields[field] = line


def add_decision(now: Current, ask: Ask, today: dt.date) -> Decision:
    """Keep a decision that is asked for, durably, and return it. Raises `Problems` with everything that cannot be."""
    fields = read_ask(ask, now.workspace.settings.organisation.currency, today)
    if not fields.get("what"):
        do = 'say it in a sentence: cxdna decision add "Fund one care centre in the north"'
        raise UserError("nothing says what is to be decided", do)
    while True:
        read = now.store.decisions(now.assessment.id)
        (name,) = next_ids(DECISIONS, (one.decision.id for one in read), 1)
        decision = msgspec.convert({"id": name, **fields}, Decision)
        kept = DecisionKept(assessment=now.assessment.id, decision=decision)
        if now.store.add_after(read[-1].seq if read else 0, kept) is not None:
            return decision


def find_decision(now: Current, name: str) -> Decision:
    """Return a decision by its id. Raises `UserError` with the nearest there is, or where else it is."""
    held = decisions_that_hold(now)
    wanted = name.strip().casefold()
    for one in held.values():
        if one.id.casefold() == wanted:
            return one
    before = now.assessment.previous
    if before and any(one.casefold() == wanted for one in _earlier(now)):
        do = f"it was asked for in the one before: add --assessment {before}"
        raise UserError(f"'{now.assessment.id}' has no decision '{shortened(name)}'", do)
    do = meant(name, held) or "ask for one with: cxdna decision add"
    raise UserError(f"'{now.assessment.id}' has no decision '{shortened(name)}'", do)


def change_decision(now: Current, name: str, ask: Ask, today: dt.date) -> Reworded:
    """Set what is given anew on an open decision, durably, and return how it was and is.

    Raises `Problems` with everything that cannot be, `UserError` for one that is closed: what was decided stays.
    """
    fields = read_ask(ask, now.workspace.settings.organisation.currency, today)
    if not fields:
        raise UserError("nothing says what is to be changed", "give --what, --who, --by, --cost or --if-not")
    if fields.get("what") == "":
        raise UserError("nothing would say what is to be decided", "give it in a sentence")
    before: list[Decision] = []

    def change(found: Decision) -> Decision:
        _refuse_closed(found)
        before[:] = [found]
        return msgspec.structs.replace(found, **fields)

    after = _kept(now, name, change)
    return Reworded(before[0], after)


def _refuse_closed(found: Decision) -> None:
    if found.outcome:
        do = f'ask for it again with: cxdna decision add "{found.what}"'
        raise UserError(f"{found.id} was closed{_on(found.closed)}: {OUTCOMES[found.outcome]}, and stays as it is", do)


def _on(day: dt.date | None) -> str:
    return f" on {long_date(day)}" if day else ""


def close_decision(now: Current, name: str, outcome: str, note: str, today: dt.date) -> Decision:
    """Keep what became of a decision, durably, and return it. Raises `UserError` for one that is closed."""
    if wrong := list(wrong_text("the note", note.strip(), LONGEST)):
        raise Problems(Problem("", 0, what, do) for what, do in wrong)
    became = find_outcome(outcome)

    def close(found: Decision) -> Decision:
        _refuse_closed(found)
        return msgspec.structs.replace(found, outcome=became, closed=today, note=note.strip())

    return _kept(now, name, close)


def _kept(now: Current, name: str, change: Callable[[Decision], Decision]) -> Decision:
    """Change a decision as it stands and keep it; where somebody else was first, it is done again on theirs."""
    while True:
        read = now.store.decisions(now.assessment.id)
        found = find_decision(now, name)
        changed = change(found)
        kept = DecisionKept(assessment=now.assessment.id, decision=changed)
        if changed == found or now.store.add_after(read[-1].seq if read else 0, kept) is not None:
            return changed


def find_outcome(text: str) -> Outcome:
    """Return what became of a decision by its word or one for it. Raises `UserError` for what is none."""
    names: tuple[Outcome, ...] = get_args(Outcome)
    try:
        found = match(text, names, "outcome", _OTHER_OUTCOMES)
    except UserError:
        raise UserError(f"'{shortened(text)}' is no outcome", "give taken, declined or overtaken") from None
    return next(one for one in names if one == found)


def list_decisions(now: Current, today: dt.date) -> DecisionList:
    """Return the decisions of an assessment, and before them those of the earlier one that are still open."""
    before = now.assessment.previous or ""
    every = [_listed(before, one, today, earlier=True) for one in _earlier(now).values()]
    earlier = [one for one in every if one.decision.outcome is None]
    own = [_listed(now.assessment.id, one, today, earlier=False) for one in decisions_that_hold(now).values()]
    return DecisionList(
        format=FORMAT,
        assessment=now.assessment.id,
        today=today,
        decisions=(*earlier, *own),
        before=next((one.title for one in now.store.assessments() if one.id == before), ""),
        closed_before=tuple(one for one in every if one.decision.outcome is not None),
    )


def _earlier(now: Current) -> dict[str, Decision]:
    """Return the decisions of the assessment before, where that is in this workspace."""
    before = now.assessment.previous
    if before is None or before not in {one.id for one in now.store.assessments()}:
        return {}
    return decisions_that_hold(now, before)


def _listed(assessment: str, decision: Decision, today: dt.date, *, earlier: bool) -> ListedDecision:
    is_late = decision.outcome is None and decision.by is not None and decision.by < today
    late = (today - decision.by).days if is_late and decision.by else 0
    return ListedDecision(assessment=assessment, earlier=earlier, days_late=late, decision=decision)


def decisions_json(found: DecisionList) -> str:
    """Return decisions as JSON, for other programs."""
    return as_json(found)


def decision_lines(one: ListedDecision, currency: str) -> Iterator[str]:
    """Yield a decision: what, who, by when, cost, what otherwise, and what became of it."""
    decision = one.decision
    where = f" ({one.assessment})" if one.earlier else ""
    yield f"{decision.id}{where}  {decision.what}"
    who = decision.who or "nobody is named who decides"
    by = f"by {long_date(decision.by)}" if decision.by else "no day is set"
    late = f", {counted(one.days_late, 'day')} late" if one.days_late else ""
    cost = f"; {money(decision.cost, currency)}" if decision.cost is not None else ""
    yield f"  {who}; {by}{late}{cost}"
    if decision.if_not:
        yield f"  If not: {decision.if_not}"
    if decision.outcome:
        yield f"  Closed{_on(decision.closed)}: {OUTCOMES[decision.outcome]}" + (
            f". {decision.note}" if decision.note else ""
        )


def list_lines(found: DecisionList, currency: str) -> Iterator[str]:
    """Yield all decisions: still open from the report before, open, closed, and closed of the report before."""
    groups = (
        ("Asked in the report before, and still open", [one for one in found.decisions if one.earlier]),
        ("Asked in this report", [one for one in found.decisions if not one.earlier and not one.decision.outcome]),
        ("Closed", [one for one in found.decisions if not one.earlier and one.decision.outcome]),
        (_asked_before(found), found.closed_before),
    )
    for heading, decisions in groups:
        if decisions:
            yield heading
            for one in decisions:
                yield from (f"  {line}" for line in decision_lines(one, currency))
            yield ""
    yield from _next_lines(found)


def _asked_before(found: DecisionList) -> str:
    """Return what became of what the report before asked for: Asked in Assessment 2026: 2 taken, 1 declined."""
    outcomes = [one.decision.outcome for one in found.closed_before]
    counts = [f"{outcomes.count(name)} {name}" for name in OUTCOMES if name in outcomes]
    return f"Asked in {found.before}: {', '.join(counts)}"


def _next_lines(found: DecisionList) -> Iterator[str]:
    still_open = [one for one in found.decisions if not one.decision.outcome]
    if not found.decisions:
        yield f"No decision is asked for {'in this report ' if found.closed_before else ''}yet."
        yield "Next:  cxdna decision add"
    elif still_open:
        one = still_open[0]
        where = f" --assessment {one.assessment}" if one.earlier else ""
        yield f"Next:  cxdna decision close {one.decision.id} --outcome taken{where}"
    else:
        yield "Next:  cxdna plan status"


def added_lines(decision: Decision, currency: str) -> Iterator[str]:
    """Yield what was understood and kept, what it lacks, and what comes next."""
    listed = ListedDecision(assessment="", earlier=False, days_late=0, decision=decision)
    yield from decision_lines(listed, currency)
    yield from _lacking(decision)
    yield "Next:  cxdna decision list"


def reworded_lines(reworded: Reworded, currency: str) -> Iterator[str]:
    """Yield what was changed, with how it was, what it still lacks, and what comes next."""
    before, after = reworded
    if before == after:
        yield f"{after.id} says so already: nothing was changed."
    else:
        yield f"{after.id}  {after.what}"
        yield from (f"  {one}" for one in changes_of(before, after, currency))
        if far := far_from(before.cost, after.cost):
            yield f"Take care: the cost is {far}."
    yield from _lacking(after)
    yield "Next:  cxdna decision list"


def changes_of(before: Decision, after: Decision, currency: str) -> Iterator[str]:
    """Yield everything in which a decision differs from how it was, in words."""
    for field in Decision.__struct_fields__:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            words = [value_words(field, one, currency) for one in (old, new)]
            yield said(Difference(field, _LABELS.get(field, field), *words))


def _lacking(decision: Decision) -> Iterator[str]:
    lacking = [
        option
        for option, value in (
            ('--who "NAME"', decision.who),
            ("--by DATE", decision.by),
            ('--if-not "WHAT HAPPENS"', decision.if_not),
        )
        if not value
    ]
    if lacking:
        yield f"Readers will ask for more:  cxdna decision set {decision.id} {' '.join(lacking)}"

"""Actions are agreed when all that are named pass their five gates; else it is said what is missing, and nothing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.check import Flaw, flaws
from cxdna.plan.figures import wrong_way
from cxdna.plan.follow import STATUS_WORDS, is_agreed
from cxdna.plan.gates import gates, remedy
from cxdna.plan.model import Action, Gate
from cxdna.statistics.display import counted, listed, long_date
from cxdna.store.model import ActionKept
from cxdna.workflows.planning.action_name import HOW, find_action
from cxdna.workflows.planning.change import Signed, record, refuse_wrong_words
from cxdna.workflows.planning.keep import States, keep
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json

MOST_SHOWN: Final = 120
"""More of a problem than this is read with `cxdna plan show`."""
FORMAT: Final = "cxdna-plan-agree/1"
"""Name and number of the shape that `cxdna plan agree --json` prints: `Agreement`."""


class GateCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A gate of an action; `mend` is the command that mends it, "" where it is passed."""

    number: int
    name: str
    passed: bool
    says: str
    mend: str


class ActionCheck(msgspec.Struct, frozen=True, kw_only=True):
    """An action with its gates and what else is wrong with it."""

    id: str
    title: str
    passes: bool
    gates: tuple[GateCheck, ...]
    flaws: tuple[str, ...]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at and, where all of it passes and it was not only looked at, agreed.

    `already` are actions that had been agreed before; `waits` says which agreed ones need one that is not.
    """

    format: str
    assessment: str
    agreed: tuple[str, ...]
    by: str
    on: dt.date | None
    checked: tuple[ActionCheck, ...]
    already: tuple[str, ...]
    waits: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether everything that was looked at passes."""
        return all(one.passes for one in self.checked)


def check_actions(here: Planned, library: Library, names: Sequence[str]) -> Agreement:
    """Return the gates of the actions that are named, of all proposed ones where none is. Raises `UserError`."""
    return _checked(here, library, here.kept, names)


def agree(here: Planned, library: Library, names: Sequence[str], signed: Signed) -> Agreement:
    """Agree actions, all proposed ones where none is named: all of them when each passes its five gates, else none.

    Raises `UserError` for a name that is missing or an action that is not there.
    """
    refuse_wrong_words(signed)
    if not signed.by.strip():
        raise UserError("nobody is named who agrees", "say who, with --by NAME; only look with --check")
    found: list[Agreement] = []

    def make(states: States) -> Sequence[ActionKept]:
        checked = _checked(here, library, states, names)
        found[:] = [checked]
        if not checked.passes:
            return ()
        agreed = tuple(one.id for one in checked.checked)
        found[:] = [msgspec.structs.replace(checked, agreed=agreed, by=signed.by, on=here.today if agreed else None)]
        return [record(states[name], _agreed(states[name].action, signed, here.today), signed) for name in agreed]

    keep(here.now.store, here.now.assessment.id, make)
    return found[0]


def _agreed(action: Action, signed: Signed, today: dt.date) -> Action:
    return msgspec.structs.replace(action, status="agreed", agreed=today, agreed_by=signed.by)


def _checked(here: Planned, library: Library, states: States, names: Sequence[str]) -> Agreement:
    meant = _meant(states, names)
    proposed = [action for action in meant if not is_agreed(action)]
    everything = [one.action for one in states.values() if not one.dropped]
    wrong = flaws(everything, library, here.now.playbook, here.now.questionnaire)
    wrong = (*wrong, *(flaw for action in proposed for flaw in _gone_by(action, here, library)))
    checked = [
        ActionCheck(
            id=action.id,
            title=action.title,
            passes=False,
            gates=tuple(_gate(action, gate, here, library) for gate in gates(action, here.plan, library.kpis)),
            flaws=tuple(f"{one.what}; {one.do}" if one.do else one.what for one in wrong if one.action == action.id),
        )
        for action in proposed
    ]
    return Agreement(
        format=FORMAT,
        assessment=here.now.assessment.id,
        agreed=(),
        by="",
        on=None,
        checked=tuple(msgspec.structs.replace(one, passes=_passes(one)) for one in checked),
        already=tuple(action.id for action in meant if is_agreed(action)) if names else (),
        waits=tuple(_waits(proposed, everything)),
    )


def _gone_by(action: Action, here: Planned, library: Library) -> Iterator[Flaw]:
    """Yield what nobody can agree to any more, or to no good: days that are past, a target away from its aim."""
    for field, what, day in (("due", "it is due", action.due), ("review", "its effect is looked at", action.review)):
        if day is not None and day < here.today:
            do = f"give a day ahead: cxdna plan set {action.id} {field} DATE"
            yield Flaw(action.id, field, f"{what} on {long_date(day)}, which has gone by", do)
    kpi = library.kpis.get(action.kpi or "")
    if kpi is None:
        return
    baseline, target = here.plan.figure(kpi.id, "baseline"), here.plan.figure(kpi.id, "target")
    if baseline and baseline.value is None and baseline.on < here.today:
        what = f"the baseline of {kpi.name} was to be measured by {long_date(baseline.on)}, which has gone by"
        yield Flaw(action.id, "kpi", what, f"note it: cxdna kpi set {kpi.id} --baseline VALUE, or --baseline-by DATE")
    if baseline and target and baseline.value is not None and target.value is not None:
        odd = wrong_way(baseline.value, target.value, kpi.direction)
        if odd:
            do = f"give another: cxdna kpi set {kpi.id} --target VALUE --by DATE"
            yield Flaw(action.id, "kpi", f"{kpi.name}: {odd}", do)


def _passes(one: ActionCheck) -> bool:
    return not one.flaws and all(gate.passed for gate in one.gates)


def _gate(action: Action, gate: Gate, here: Planned, library: Library) -> GateCheck:
    mend = remedy(action, gate, here.plan, library.kpis)
    return GateCheck(number=gate.number, name=gate.name, passed=gate.passed, says=gate.says, mend=mend)


def _meant(states: States, names: Sequence[str]) -> list[Action]:
    if not names:
        every = sorted((one.action for one in states.values() if not one.dropped), key=lambda one: one.priority)
        if not every:
            raise UserError("the plan has no action yet", HOW)
        return every
    problems: list[Problem] = []
    found: dict[str, Action] = {}
    for name in names:
        try:
            one = find_action(states, name).action
            found[one.id] = one
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
    if problems:
        raise Problems(problems)
    return list(found.values())


def _waits(proposed: Sequence[Action], everything: Sequence[Action]) -> Iterator[str]:
    by_id = {one.id: one for one in everything}
    named = {one.id for one in proposed}
    for action in proposed:
        for need in action.needs:
            if need in by_id and need not in named and not is_agreed(by_id[need]):
                yield f"{action.id} needs {need} ({by_id[need].title}), which nobody agreed to yet"


def agreement_json(agreement: Agreement) -> str:
    """Return what was looked at and agreed as JSON, for other programs."""
    return as_json(agreement)


def agreement_lines(agreement: Agreement, here: Planned, *, looked_only: bool) -> Iterator[str]:
    """Yield what passes, what is missing for which action with the command that mends it, and what comes next."""
    for name in agreement.already:
        action = here.kept[name].action
        when = f" on {long_date(action.agreed)}" if action.agreed else ""
        by = f" by {action.agreed_by}" if action.agreed_by else ""
        yield f"{name} was agreed{when}{by}: it is {STATUS_WORDS[action.status]}."
    for one in agreement.checked:
        yield from _check_lines(one, at_length=len(agreement.checked) == 1)
        if len(agreement.checked) == 1:
            yield from why_lines(here.kept[one.id].action)
    for told in agreement.waits:
        yield f"Take care: {told}."
    yield from _outcome_lines(agreement, looked_only=looked_only)


def _check_lines(one: ActionCheck, *, at_length: bool) -> Iterator[str]:
    missing = [gate for gate in one.gates if not gate.passed]
    state = "passes all five gates" if one.passes else _lacks(missing, one.flaws)
    yield f"{one.id} {one.title}: {state}"
    for gate in one.gates if at_length else missing:
        mark = "yes" if gate.passed else "no "
        yield f"  {gate.number} {gate.name.ljust(8)}  {mark}  {shortened(gate.says, MOST_SHOWN)}"
        if gate.mend:
            yield f"                   {gate.mend}"
    for flaw in one.flaws:
        yield f"  {flaw}"


def why_lines(action: Action) -> Iterator[str]:
    """Yield an invitation to say why each task matters, where nobody has: people do their part better for it."""
    silent = [at for at, task in enumerate(action.tasks, 1) if not task.why and not task.done]
    if silent:
        one = f"Task {silent[0]} does" if len(silent) == 1 else f"Tasks {listed(map(str, silent))} do"
        which = "No task says" if len(silent) == len(action.tasks) else f"{one} not say"
        yield f"  {which} yet why it matters, and whoever does it does it better for knowing:"
        yield f'    cxdna plan set {action.id} task.{silent[0]}.why "WHAT IT BRINGS TO THE WHOLE"'


def _lacks(missing: Sequence[GateCheck], wrong: Sequence[str]) -> str:
    if not missing:
        return f"passes all five gates, but {counted(len(wrong), 'thing does', 'things do')} not fit"
    names = listed(f"{gate.number} {gate.name.casefold()}" for gate in missing)
    return f"fails {'gate' if len(missing) == 1 else 'gates'} {names}"


def _outcome_lines(agreement: Agreement, *, looked_only: bool) -> Iterator[str]:
    passing = [one.id for one in agreement.checked if one.passes]
    failing = [one.id for one in agreement.checked if not one.passes]
    if agreement.agreed:
        yield f"Agreed by {agreement.by}: {listed(agreement.agreed)}."
        yield "Next:  cxdna plan status, and cxdna plan pdf for everybody's copy"
    elif failing:
        some = "" if looked_only else "Nothing was agreed. "
        yield f"{some}{counted(len(passing), 'action passes', 'actions pass')}, {len(failing)} not yet."
        if passing:
            yield f"Next:  mend these, or agree the others:  cxdna plan agree {' '.join(passing)} --by NAME"
        else:
            yield "Next:  mend these one by one, or all in one file:  cxdna plan edit"
    elif passing:
        yield f"Nothing is missing.  Next:  cxdna plan agree {' '.join(passing)} --by NAME"
    else:
        yield "Nothing is left to agree."
        yield "Next:  cxdna plan status"

"""The five gates an action passes before it is agreed: problem, owner, KPI, deadline and review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdna.definitions.model import Kpi, Unit
from cxdna.plan.figures import figure_words
from cxdna.plan.model import Action, Gate, Plan
from cxdna.statistics.display import counted, long_date

NAMES: Final = ("Problem", "Owner", "KPI", "Deadline", "Review")
"""What the gates are called, in their order."""
FIELDS: Final = {1: "problem", 2: "owner", 3: "kpi", 4: "due", 5: "review"}
"""The field of an action that a gate looks at first, by the number of the gate."""

_NOBODY: Final = frozenset(
    {
        "all",
        "anybody",
        "anyone",
        "ceo",
        "cfo",
        "cio",
        "cmo",
        "coo",
        "cto",
        "cxo",
        "everybody",
        "everyone",
        "hr",
        "it",
        "n/a",
        "na",
        "nobody",
        "none",
        "open",
        "somebody",
        "someone",
        "tba",
        "tbc",
        "tbd",
        "to be agreed",
        "to be confirmed",
        "to be decided",
        "to be defined",
        "to be named",
        "unknown",
        "us",
        "we",
    }
)
_MANY: Final = frozenset(
    {"board", "committee", "council", "department", "division", "management", "office", "staff", "team", "unit"}
)
"""What a name does not end with: many who answer are nobody who does."""
_OFFICES: Final = ("head of ", "director of ", "manager of ", "vice president ")
_TOGETHER: Final = (" and ", " or ", "&", "/", ";", "+")


def gates(action: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> tuple[Gate, ...]:
    """Return the five gates of an action in their order: what stands behind each, or what is missing.

    `plan` has the figures, `kpis` those of the library and the workspace by id. What mends a gate: `remedy`.
    """
    found = (_problem(action), _owner(action, plan), _kpi(action, plan, kpis), _deadline(action), _review(action))
    return tuple(
        Gate(number=number, name=name, passed=passed, says=says)
        for number, (name, (passed, says)) in enumerate(zip(NAMES, found, strict=True), 1)
    )


def passes(action: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> bool:
    """Tell whether all five gates are passed."""
    return all(gate.passed for gate in gates(action, plan, kpis))


def is_person(owner: str, *roles: str) -> bool:
    """Tell whether an owner is a name, as far as a text tells: not empty, not 'tbd' or a team, none of the roles."""
    plain = _plain(owner)
    if not any(sign.isalpha() for sign in plain) or plain in {*_NOBODY, *map(_plain, roles)}:
        return False
    return plain.rsplit(" ", 1)[-1] not in _MANY and not plain.startswith(_OFFICES)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(".?!-")


def remedy(action: Action, gate: Gate, plan: Plan, kpis: Mapping[str, Kpi]) -> str:
    """Return the command that mends a gate which is not passed; "" for one that is."""
    if gate.passed:
        return ""
    change = f"cxdna plan set {action.id}"
    match gate.number:
        case 1:
            return f'{change} problem "WHAT IS WRONG, FOR WHOM"'
        case 2:
            return f'{change} owner "NAME"'
        case 3:
            return _remedy_of_kpi(action, plan, kpis)
        case 4:
            due = "" if action.due else " due DATE"
            first = "" if action.milestones else ' milestone.1 "WHAT IS THERE BY THEN" milestone.1.due DATE'
            return f"{change}{due}{first}"
        case _:
            return f"{change} review DATE"


def _remedy_of_kpi(action: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> str:
    if action.kpi is None or action.kpi not in kpis:
        return f"cxdna plan set {action.id} kpi KPI"
    missing = [
        words
        for figure, words in (("baseline", "--baseline-by DATE"), ("target", "--target VALUE --by DATE"))
        if not _stands(plan, action.kpi, figure)
    ]
    return " ".join(("cxdna kpi set", action.kpi, *missing))


def _stands(plan: Plan, kpi: str, figure: str) -> bool:
    if figure == "baseline":
        return plan.figure(kpi, "baseline") is not None
    target = plan.figure(kpi, "target")
    return target is not None and target.value is not None


def _problem(action: Action) -> tuple[bool, str]:
    text = " ".join(action.problem.split())
    if not any(sign.isalpha() for sign in text) or _plain(text) in _NOBODY:
        return False, "nothing says what is wrong, and for whom"
    return True, text


def _owner(action: Action, plan: Plan) -> tuple[bool, str]:
    owner = " ".join(action.owner.split())
    if is_person(owner, action.owner_role, *(one.owner_role for one in plan.actions)):
        if any(sign in owner.casefold() for sign in _TOGETHER):
            return False, f"one person answers for an action, and '{owner}' are several: the others can have its tasks"
        return True, owner + (f", {action.owner_role}" if action.owner_role else "")
    role = owner or action.owner_role
    if role:
        return False, f"no person is named, only '{role}'"
    return False, "nobody is named who answers for it"


def _kpi(action: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> tuple[bool, str]:
    if action.kpi is None:
        return False, "no KPI is chosen that would show the outcome"
    kpi = kpis.get(action.kpi)
    if kpi is None:
        return False, f"its KPI '{action.kpi}' is in no library"
    lacking = [figure for figure in ("baseline", "target") if not _stands(plan, kpi.id, figure)]
    if lacking:
        return False, f"{kpi.name} has no {' and no '.join(lacking)}"
    return True, f"{kpi.name}: {_baseline(plan, kpi.id, kpi.unit)}, {_target(plan, kpi.id, kpi.unit)}"


def _baseline(plan: Plan, kpi: str, unit: Unit) -> str:
    found = plan.figure(kpi, "baseline")
    if found is None or found.value is None:
        return f"baseline measured by {long_date(found.on)}" if found else ""
    return f"baseline {figure_words(found.value, unit)}"


def _target(plan: Plan, kpi: str, unit: Unit) -> str:
    found = plan.figure(kpi, "target")
    if found is None or found.value is None:
        return ""
    return f"target {figure_words(found.value, unit)} by {long_date(found.on)}"


def _deadline(action: Action) -> tuple[bool, str]:
    if action.due and action.milestones:
        return True, f"due {long_date(action.due)}, {counted(len(action.milestones), 'milestone')}"
    if action.due:
        return False, f"due {long_date(action.due)}, with no milestone on the way"
    return False, "no deadline is set" + ("" if action.milestones else ", and no milestone")


def _review(action: Action) -> tuple[bool, str]:
    if action.review:
        return True, f"its effect is looked at on {long_date(action.review)}"
    return False, "no day is set on which its effect is looked at"

"""Claims about decisions, about what the plan leads to, and about who carries it."""

from collections import Counter
from itertools import pairwise

from cxdna.documents.draft import Claim
from tests.documents.wording.ahead import quarter_end
from tests.documents.wording.display import MONTHS, shown, worded
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import exactly, kind, of_nothing, one, plural

LONGEST_TITLE = 60


@kind("decisions_nobody_asked")
def _nobody_asked(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.earlier is None, "there is an earlier assessment"
    return "none to follow up: no earlier assessment was given"


@kind("decisions_none")
def _none(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.earlier, "there is no earlier assessment"
    assert not facts.decided, "some were recorded"
    return "none recorded"


@kind("earlier_title_cut")
def _earlier_title(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.earlier
    title = str(facts.earlier.answers["assessment"]["title"])
    return title if len(title) <= LONGEST_TITLE else title[: len(claim.said) - 1] + "\u2026"


@kind("decisions_recorded")
def _recorded(facts: Facts, claim: Claim) -> str:
    return str(len(exactly(claim, [one["id"] for one in facts.decided])))


@kind("decisions_taken")
def _taken(facts: Facts, claim: Claim) -> str:
    return str(len(_with(facts, claim, "taken"))) if claim.of else _nobody(facts, claim)


def _nobody(facts: Facts, claim: Claim) -> str:
    _with(facts, claim, "taken")
    return "none"


@kind("decisions_declined", "decisions_overtaken", "decisions_open")
def _other(facts: Facts, claim: Claim) -> str:
    outcome = claim.kind.removeprefix("decisions_")
    ones = _with(facts, claim, None if outcome == "open" else outcome)
    assert ones, "there is none"
    return f"{worded(len(ones))} {'still open' if outcome == 'open' else outcome}"


def _with(facts: Facts, claim: Claim, outcome: str | None) -> list[str]:
    return exactly(claim, [one["id"] for one in facts.decided if one.get("outcome") == outcome])


@kind("no_plan")
def _no_plan(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert not facts.ahead.actions, "there is one"
    return "none: there is no plan yet"


@kind("whole_unscored")
def _unscored(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.ahead.actions
    assert facts.value(facts.book.whole.id) is None, "it has one"
    return "none: the whole has no score"


@kind("nothing_due")
def _nothing_due(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.ahead.actions
    assert not facts.ahead.dated, "something is due"
    return "none: no action has a day by which it is done"


@kind("no_index")
def _no_index(facts: Facts, claim: Claim) -> str:
    del facts
    of_nothing(claim)
    return "not measured"


@kind("no_benchmark")
def _no_benchmark(facts: Facts, claim: Claim) -> str:
    del facts
    of_nothing(claim)
    return "none that can be compared yet"


@kind("forecast_end")
def _forecast_end(facts: Facts, claim: Claim) -> str:
    assert one(claim) == facts.book.whole.id
    return shown(facts.ahead.whole(facts.ahead.quarters[-1]))


@kind("forecast_by")
def _forecast_by(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    last = facts.ahead.quarters[-1]
    return f"{MONTHS[last.month - 1]} {last.year}"


@kind("forecast_counts")
def _forecast_counts(facts: Facts, claim: Claim) -> str:
    count = len(exactly(claim, _dated(facts)))
    state = "agreed" if facts.ahead.any_agreed else "proposed"
    day = " with a due day" if count < len(facts.ahead.counting) else ""
    if state == "agreed":
        return f"the one agreed action{day} holds" if count == 1 else f"the {count} agreed actions{day} hold"
    if count == 1:
        return f"the one proposed action{day} is agreed and holds"
    return f"all {count} proposed actions{day} are agreed and hold"


def _dated(facts: Facts) -> list[str]:
    return [str(one["id"]) for one in facts.ahead.dated]


@kind("plan_counting")
def _counting(facts: Facts, claim: Claim) -> str:
    return worded(len(exactly(claim, _dated(facts))))


@kind("plan_state")
def _state(facts: Facts, claim: Claim) -> str:
    count = len(exactly(claim, _dated(facts)))
    found = {_status(each) for each in facts.ahead.dated}
    noun = plural("action", count)
    if found <= {"agreed"} or found == {"done"} or not facts.ahead.any_agreed:
        return f"{'agreed' if facts.ahead.any_agreed else 'proposed'} {noun}"
    called = (("agreed", {"agreed"}), ("under way", {"in_progress", "blocked"}), ("done", {"done"}))
    words = [word for word, statuses in called if found & statuses]
    every = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"{noun} that {'is' if count == 1 else 'are'} {every}"


@kind("plan_actions")
def _actions(facts: Facts, claim: Claim) -> str:
    return worded(len(exactly(claim, [str(one["id"]) for one in facts.ahead.actions])))


@kind("plan_agreed")
def _agreed(facts: Facts, claim: Claim) -> str:
    agreed = [str(one["id"]) for one in facts.ahead.actions if _status(one) != "proposed"]
    exactly(claim, agreed)
    return worded(len(agreed)) if agreed else "not yet" if len(facts.ahead.actions) == 1 else "none"


@kind("plan_proposed")
def _proposed(facts: Facts, claim: Claim) -> str:
    return worded(len(exactly(claim, [str(one["id"]) for one in facts.ahead.actions if _status(one) == "proposed"])))


@kind("plan_unscored")
def _plan_unscored(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.value(facts.book.whole.id) is None, "it has one"
    return "no score stands yet from which to forecast"


@kind("plan_undated")
def _plan_undated(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert not facts.ahead.dated, "something is due"
    return "no day is set yet by which anything is due"


def _rises(facts: Facts) -> list[tuple[str, str]]:
    """Return what prints before and after each quarter."""
    stands = [facts.value(facts.book.whole.id), *map(facts.ahead.whole, facts.ahead.quarters)]
    return [(shown(before), shown(after)) for before, after in pairwise(stands)]


def _largest(facts: Facts) -> int:
    stands = [facts.value(facts.book.whole.id) or 0, *map(facts.ahead.whole, facts.ahead.quarters)]
    rises = [after - before for before, after in pairwise(stands)]
    assert rises.count(max(rises)) == 1, "several steps are as large"
    return rises.index(max(rises))


@kind("largest_step")
def _largest_step(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    end = facts.ahead.quarters[_largest(facts)]
    return f"{MONTHS[end.month - 3][:3]} to {MONTHS[end.month - 1][:3]} {end.year}"


@kind("step_before", "step_after")
def _step(facts: Facts, claim: Claim) -> str:
    assert one(claim) == facts.book.whole.id
    return _rises(facts)[_largest(facts)][claim.kind == "step_after"]


@kind("step_ends")
def _step_ends(facts: Facts, claim: Claim) -> str:
    end = facts.ahead.quarters[_largest(facts)]
    ends = [str(one["id"]) for one in facts.ahead.dated if quarter_end(one["due"]) == end]
    return worded(len(exactly(claim, ends)))


def _carried(facts: Facts) -> list[tuple[str, int]]:
    return Counter(str(one["owner"]) for one in facts.ahead.actions if one.get("owner")).most_common()


@kind("carries_most")
def _carries_most(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    (name, count), (_, next_count), *_ = _carried(facts)
    assert count > next_count, "somebody else carries as much"
    return name


@kind("carried")
def _carried_count(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    return worded(_carried(facts)[0][1])


@kind("plan_nobody")
def _nobody_named(facts: Facts, claim: Claim) -> str:
    return worded(len(exactly(claim, [str(one["id"]) for one in facts.ahead.actions if not one.get("owner")])))


@kind("plan_nobody_at_all")
def _nobody_at_all(facts: Facts, claim: Claim) -> str:
    exactly(claim, [str(one["id"]) for one in facts.ahead.actions])
    assert not _carried(facts), "somebody is"
    return "nobody is named yet" + (" for any of them" if len(claim.of) > 1 else "")


def _status(action: dict[str, object]) -> str:
    return str(action.get("status", "proposed"))

"""Sentences about the corrective action plan: what it leads to, when most of it comes, who carries it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from cxdna.documents.draft import Claim, Draft, draft, in_words, joined
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.documents.wording.outlook import outlook
from cxdna.plan.follow import is_overdue, overdue_items
from cxdna.plan.forecast import actions_that_count, quarter_end
from cxdna.plan.gates import is_person
from cxdna.plan.model import Action, Forecast, Status
from cxdna.statistics.display import listed, long_month, rounded

STATES: dict[Status, str] = {
    "proposed": "proposed",
    "agreed": "agreed",
    "in_progress": "under way",
    "blocked": "under way",
    "done": "done",
}
"""How far actions are, in a sentence."""
MOST_OF = 2
"""Who carries more than one action in so many is said to carry most."""


def headline(material: Material) -> Draft:
    """Draft where the plan leads, by when and on what condition; it stands at `plan.headline`."""
    return material.say("plan.headline", _headline(material))


def deck(material: Material) -> Draft:
    """Draft what is late, when most of it comes and who carries most of it; it stands at `plan.deck`."""
    return material.say(
        "plan.deck", joined(_late(material), _largest_step(material), _carries_most(material), rule="plan-deck")
    )


def _headline(material: Material) -> Draft:
    actions = material.plan.actions
    if not actions:
        return _plain("plan-none", "plan_none", "no action is planned yet")
    found = outlook(material)
    if found is None:
        return _counted_only(actions, "plan_unscored", "no score stands yet from which to forecast")
    if not found.steps:
        return _counted_only(actions, "plan_undated", "no day is set yet by which anything is due")
    counting = [one for one in actions_that_count(actions) if one.due]
    claims = {
        "count": _count("plan_counting", [one.id for one in counting]),
        "kind": facts.words("plan_state", [one.id for one in counting], _kind(counting)),
        "now": facts.score(material.scores.whole.id, found.now),
        "end": facts.score(material.scores.whole.id, found.end, "forecast_end"),
        "by": facts.words("forecast_by", (), _end_month(found)),
    }
    lead = _lead(found, counting, is_past=material.today is not None and found.steps[-1].until < material.today)
    pattern = lead + _rest(material, counting, claims)
    used = sorted((name for name in claims if f"{{{name}}}" in pattern), key=lambda name: pattern.index(f"{{{name}}}"))
    return draft("plan-headline", pattern, {name: claims[name] for name in used})


def _lead(found: Forecast, counting: list[Action], *, is_past: bool) -> str:
    one = len(counting) == 1
    holds = "it holds" if one else "all hold"
    stays = "the forecast stays at {now}" + (" when rounded" if found.end != found.now else "")
    agreed = counting[0].status != "proposed"
    if all(each.status == "done" for each in counting):
        are = "is" if one else "are"
        if rounded(found.end) == rounded(found.now):
            return "{count} {kind} " + f"{are} done, not yet verified; {stays}"
        return "{count} {kind} " + f"{are} done, not yet verified; {{now}} becomes {{end}} if {holds}"
    if rounded(found.end) == rounded(found.now):
        return "{count} {kind} " + f"{'ends' if one else 'end'} by {{by}}; {stays}"
    if agreed and is_past:
        return "{count} {kind} " + f"{'was' if one else 'were'} to lift {{now}} to {{end}} by {{by}}"
    if agreed:
        return "{count} {kind} " + f"{'lifts' if one else 'lift'} {{now}} to {{end}} by {{by}} if {holds}"
    agreeing = "it is agreed and holds" if one else "all are agreed and hold"
    return "{count} {kind} " + f"would lift {{now}} to {{end}} by {{by}} if {agreeing}"


def _kind(counting: list[Action]) -> str:
    """Return how far actions are, in the words of their statuses: what is blocked is under way."""
    given = {STATES[one.status] for one in counting}
    noun = "action" if len(counting) == 1 else "actions"
    if given <= {"proposed", "agreed"} or given == {"done"}:
        return f"{'agreed' if 'proposed' not in given else 'proposed'} {noun}"
    states = listed(one for one in dict.fromkeys(STATES.values()) if one in given).replace(" and ", " or ")
    return f"{noun} that {'is' if len(counting) == 1 else 'are'} {states}"


def _rest(material: Material, counting: list[Action], claims: dict[str, Claim]) -> str:
    """Add how many are late, or else planned beside what counts, and return how the sentence goes on."""
    late = [one.id for one in counting if material.today and is_overdue(one, material.today)]
    if late:
        claims["late"] = _count("plan_overdue", late)
        return "; {late} " + ("is" if len(late) == 1 else "are") + " overdue"
    others = [one.id for one in material.plan.actions if one.status == "proposed"]
    if not others or counting[0].status == "proposed":
        return ""
    claims["others"] = _count("plan_proposed", others)
    return "; {others} " + ("more is" if len(others) == 1 else "more are") + " proposed"


def _counted_only(actions: tuple[Action, ...], kind: str, why: str) -> Draft:
    agreed = [one.id for one in actions if one.status != "proposed"]
    some = "not yet" if len(actions) == 1 else "none"
    claims = {
        "count": _count("plan_actions", [one.id for one in actions]),
        "agreed": _count("plan_agreed", agreed) if agreed else facts.count("plan_agreed", (), some),
        "why": facts.words(kind, (), why),
    }
    noun = "action is" if len(actions) == 1 else "actions are"
    return draft("plan-counted", "{count} " + noun + " planned, {agreed} agreed; {why}", claims)


def _late(material: Material) -> Draft:
    """Draft how many tasks and milestones are late; nothing where none is. The headline has the actions that are."""
    found = overdue_items(material.plan.actions, material.today) if material.today else ()
    tasks = [one.action for one in found if one.of == "task"]
    stops = [one.action for one in found if one.of == "milestone"]
    if not tasks and not stops:
        return Draft(text="", rule="nothing-late")
    claims, pieces = {}, []
    for name, own in (("task", tasks), ("milestone", stops)):
        if own:
            noun = name if len(own) == 1 else f"{name}s"
            claims[name] = facts.count(f"overdue_{name}s", own, f"{in_words(len(own))} {noun}")
            pieces.append(f"{{{name}}}")
    verb = "is" if len(tasks) + len(stops) == 1 else "are"
    return draft("late", f"{listed(pieces)} {verb} overdue.", claims)


def _largest_step(material: Material) -> Draft:
    """Draft in which quarter the score rises most; nothing where it never rises, or in one step only."""
    found = outlook(material)
    if found is None or len(found.steps) < MOST_OF:
        return Draft(text="", rule="one-step")
    stands = [found.now, *(step.whole for step in found.steps)]
    rises = [after - before for before, after in pairwise(stands)]
    at = max(range(len(rises)), key=lambda index: rises[index])
    if rounded(stands[at]) == rounded(stands[at + 1]) or rises.count(rises[at]) > 1:
        return Draft(text="", rule="no-largest-step")
    step = found.steps[at]
    ends = [
        one.id for one in actions_that_count(material.plan.actions) if one.due and quarter_end(one.due) == step.until
    ]
    claims = {
        "label": facts.words("largest_step", (), step.label),
        "before": facts.score(material.scores.whole.id, stands[at], "step_before"),
        "after": facts.score(material.scores.whole.id, stands[at + 1], "step_after"),
        "count": _count("step_ends", ends),
    }
    rest = "when {count} " + ("action ends." if len(ends) == 1 else "actions end.")
    if rounded(stands[0]) == rounded(stands[at]) and rounded(stands[-1]) == rounded(stands[at + 1]):
        del claims["before"], claims["after"]
        return draft("only-step", "Nearly all of it comes in {label}, " + rest, claims)
    return draft("largest-step", "The largest step is {label}, from {before} to {after}, " + rest, claims)


def _carries_most(material: Material) -> Draft:
    """Draft who carries most actions, where one person has more than any other, and how many nobody carries."""
    held = Counter(" ".join(one.owner.split()) for one in material.plan.actions if is_person(one.owner, one.owner_role))
    nobody = [one.id for one in material.plan.actions if not is_person(one.owner, one.owner_role)]
    said = []
    ranked = held.most_common(2)
    if len(ranked) == MOST_OF and ranked[0][1] > ranked[1][1]:
        name, count = ranked[0]
        claims = {
            "name": facts.words("carries_most", (), name),
            "count": facts.count("carried", (), in_words(count)),
            "all": _count("plan_actions", [one.id for one in material.plan.actions]),
        }
        said.append(draft("carries-most", "{name} carries more than anyone else: {count} of {all}.", claims))
    if nobody:
        every_id = [one.id for one in material.plan.actions]
        claims = {"count": _count("plan_nobody", nobody), "all": _count("plan_actions", every_id)}
        pattern = "{count} of {all} " + ("has" if len(nobody) == 1 else "have") + " nobody named yet."
        if len(every_id) == len(nobody):
            none = "nobody is named yet" + (" for any of them" if len(nobody) > 1 else "")
            claims, pattern = {"nobody": facts.words("plan_nobody_at_all", nobody, none)}, "{nobody}."
        said.append(draft("nobody", pattern, claims))
    return joined(*said, rule="carries") if said else Draft(text="", rule="nobody-most")


def _end_month(found: Forecast) -> str:
    until = found.steps[-1].until
    return long_month(until)


def _count(kind: str, ids: list[str]) -> Claim:
    return facts.count(kind, ids)


def _plain(rule: str, kind: str, said: str) -> Draft:
    return draft(rule, "{said}", {"said": facts.words(kind, (), said)})

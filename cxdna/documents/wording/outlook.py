"""Sentences about what was decided last time and what the plan leads to: the strip at the foot of the answer page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.organisation.model import Decision
from cxdna.plan.forecast import actions_that_count, forecast
from cxdna.plan.model import Action, Forecast
from cxdna.statistics.display import listed, long_month

LONGEST_TITLE: Final = 60
"""The title of the earlier assessment may be longer than its cell of the strip is wide."""


def outlook(material: Material) -> Forecast | None:
    """Return the scores to come by the plan of the assessment; None where the whole has no score."""
    return forecast(material.scores, material.playbook, material.questionnaire, material.plan.actions)


def decided(material: Material) -> Draft:
    """Draft how many of last time's decisions were taken, and what became of the others."""
    change, before = material.findings.change, material.before_plan
    if change is None:
        return _plain("decided", "decisions_nobody_asked", "none to follow up: no earlier assessment was given")
    title = facts.words("earlier_title_cut", (), cut(change.earlier_title, LONGEST_TITLE))
    if before is None or not before.decisions:
        none = facts.words("decisions_none", (), "none recorded")
        return cell("decided", "{none} in {title}", {"none": none, "title": title})
    return _followed_up(before.decisions, title)


def _followed_up(decisions: tuple[Decision, ...], title: Claim) -> Draft:
    taken = [one.id for one in decisions if one.outcome == "taken"]
    said = "none" if not taken else str(len(taken))
    claims = {
        "taken": facts.count("decisions_taken", taken, said),
        "all": facts.count("decisions_recorded", [one.id for one in decisions], str(len(decisions))),
    }
    others = []
    for outcome, name, word in (
        ("declined", "declined", "declined"),
        ("overtaken", "overtaken", "overtaken"),
        (None, "open", "still open"),
    ):
        ids = [one.id for one in decisions if one.outcome == outcome]
        if ids:
            claims[name] = facts.count(f"decisions_{name}", ids, f"{in_words(len(ids))} {word}")
            others.append(f"{{{name}}}")
    pattern = "{taken} of {all} taken" + (f", {listed(others)}" if others else "") + "; asked in {title}"
    return cell("decided", pattern, claims | {"title": title})


def expected(material: Material) -> Draft:
    """Draft where the whole stands once the plan is carried out, and on what condition."""
    actions = material.plan.actions
    if not actions:
        return _plain("expected", "no_plan", "none: there is no plan yet")
    found = outlook(material)
    if found is None:
        return _plain("expected", "whole_unscored", "none: the whole has no score")
    if not found.steps:
        return _plain("expected", "nothing_due", "none: no action has a day by which it is done")
    whole, until = material.scores.whole.id, found.steps[-1].until
    claims = {
        "now": facts.score(whole, found.now),
        "end": facts.score(whole, found.end, "forecast_end"),
        "by": facts.words("forecast_by", (), long_month(until)),
        "actions": condition(actions),
    }
    return cell("expected", "{now} now, {end} by {by} if {actions}", claims)


def condition(actions: tuple[Action, ...]) -> Claim:
    """Return on which actions a forecast counts: those agreed, or all that are proposed where none is.

    One without a due day lifts nothing on any day, so that it is not among them.
    """
    counting = actions_that_count(actions)
    dated = [one.id for one in counting if one.due is not None]
    agreed = any(one.status != "proposed" for one in actions)
    kind, one_of, several = (
        ("agreed", "holds", "hold") if agreed else ("proposed", "is agreed and holds", "are agreed and hold")
    )
    with_day = "" if len(dated) == len(counting) else " with a due day"
    if len(dated) == 1:
        said = f"the one {kind} action{with_day} {one_of}"
    else:
        said = f"{'the' if agreed else 'all'} {len(dated)} {kind} actions{with_day} {several}"
    return facts.count("forecast_counts", dated, said)


def no_benchmark() -> Draft:
    """Draft what is known of others: nothing that could be compared honestly."""
    return _plain("benchmark", "no_benchmark", "none that can be compared yet")


def _plain(rule: str, kind: str, said: str) -> Draft:
    return cell(rule, "{said}", {"said": facts.words(kind, (), said)})


def cell(rule: str, pattern: str, claims: Mapping[str, Claim]) -> Draft:
    """Draft what stands in a cell under its label: it begins small, as it is no sentence."""
    made = draft(rule, pattern, claims)
    return msgspec.structs.replace(made, text=made.text[:1].lower() + made.text[1:])


def cut(text: str, most: int) -> str:
    """Return a text that may be too long for its place, cut after a word where one ends in time."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    kept = head.rpartition(" ")[0] if " " in head[most // 2 :] else head
    return kept.rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"

"""Plans to try the report on: one by hand that half is done, and random ones from a fixed seed."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

from tests.documents.wording.recompute import Yaml, library

ROOT = Path(__file__).resolve().parents[3]
KPIS = [str(one["id"]) for one in library(ROOT, "kpis")]
START = dt.date(2027, 1, 11)
FIGURES = [(kpi, figure) for kpi in KPIS[:8] for figure in ("baseline", "target", "actual")]
STATUSES = ("proposed", "agreed", "in_progress", "blocked", "done")
OUTCOMES = ("taken", "declined", "overtaken")


def action(number: int, closes: list[str], weeks: int | None, **fields: Any) -> Yaml:
    """Return an action that ends so many weeks after the start; without a day where there are none."""
    due = {} if weeks is None else {"due": START + dt.timedelta(weeks=weeks)}
    return {"id": f"a{number}", "title": f"Action number {number}", "closes": closes, "priority": number} | due | fields


def decision(number: int, outcome: str | None = None, **fields: Any) -> Yaml:
    closed = {"outcome": outcome, "closed": dt.date(2026, 3, 2)} if outcome else {}
    return {"id": f"d{number}", "what": f"Decide matter {number}"} | closed | fields


def worked_on() -> Yaml:
    """Return a plan of which some actions are agreed, done and blocked, with KPIs and open decisions."""
    return {
        "kind": "plan",
        "start": START,
        "actions": [
            action(
                1, ["q7.6"], 8, to_level=3, status="done", progress=100, owner="Dana Okafor", cost=9000, kpi=KPIS[0]
            ),
            action(2, ["q9.4", "change_management"], 20, to_level=4, status="in_progress", progress=40, cost=0.5),
            action(3, ["win_back"], 33, to_level=3.5, status="blocked", owner="Dana Okafor", kpi=KPIS[1]),
            action(4, ["q7.2", "q5.1"], 34, to_level=3, status="agreed", owner="Ruth Lee", cost=41000, kpi=KPIS[2]),
            action(5, ["measure"], 60, to_level=4, owner_role="Chief executive"),
            action(6, ["q1.1"], None, to_level=5, kpi=KPIS[3]),
        ],
        "kpis": [
            {"kpi": KPIS[0], "figure": "baseline", "value": 3.9, "on": dt.date(2026, 9, 30), "source": "Survey"},
            {
                "kpi": KPIS[0],
                "figure": "actual",
                "value": 4.1,
                "on": dt.date(2027, 3, 31),
                "period": "first quarter of 2027",
            },
            {"kpi": KPIS[0], "figure": "actual", "value": 4, "on": dt.date(2026, 12, 31)},
            {"kpi": KPIS[0], "figure": "target", "value": 4.5, "on": dt.date(2027, 12, 31)},
            {"kpi": KPIS[1], "figure": "baseline", "on": dt.date(2027, 2, 26)},
        ],
        "decisions": [
            decision(1, who="Board", by=dt.date(2027, 3, 1), cost=1200, if_not="It goes on"),
            decision(2, "taken", who="Chief executive"),
            decision(3, by=dt.date(2027, 1, 15), if_not="Actions stall"),
            decision(4, cost=0),
        ],
    }


def followed_up(*outcomes: str | None) -> Yaml:
    """Return the plan of the assessment before, with decisions of which this became."""
    decisions = [decision(number, outcome) for number, outcome in enumerate(outcomes, 1)]
    return {"kind": "plan", "start": dt.date(2026, 1, 12), "decisions": decisions}


def of_chance(chance: random.Random, names: list[str]) -> Yaml:
    """Return a random plan: of nothing, of proposals alone, or of actions at every status; with or without days."""
    statuses = chance.choice([STATUSES[:1], STATUSES, STATUSES[1:]])
    people = ["Dana Okafor", "Ruth Lee", "Sven Adler", ""][: chance.randint(1, 4)]
    return {
        "kind": "plan",
        "start": START,
        "actions": [_action(chance, number, names, statuses, people) for number in range(1, chance.randint(1, 14))],
        "kpis": [_figure(chance, *one) for one in chance.sample(FIGURES, chance.randint(0, 8))],
        "decisions": [
            decision(number, chance.choice([None, None, *OUTCOMES]), **_terms(chance))
            for number in range(1, chance.randint(1, 8))
        ],
    }


def _action(chance: random.Random, number: int, names: list[str], statuses: tuple[str, ...], people: list[str]) -> Yaml:
    weeks = None if chance.random() < 0.15 else chance.randint(1, 90)
    fields: Yaml = {"status": chance.choice(statuses), "priority": chance.randint(1, 5)}
    if chance.random() < 0.9:
        fields["to_level"] = chance.choice([1, 2, 2.5, 3, 4, 5])
    if owner := chance.choice(people):
        fields["owner"] = owner
    if chance.random() < 0.6:
        fields["cost"] = chance.choice([0, 9.5, 1200, 41000])
    if chance.random() < 0.7:
        fields["kpi"] = chance.choice(KPIS[:8])
    return action(number, chance.sample(names, chance.randint(0, 3)), weeks, **fields)


def _figure(chance: random.Random, kpi: str, figure: str) -> Yaml:
    value = {} if figure == "baseline" and chance.random() < 0.4 else {"value": chance.choice([0, 3.5, 12, 61])}
    on = START + dt.timedelta(days=chance.randint(-200, 400))
    more = {"source": "Service desk"} if chance.random() < 0.5 else {"period": "so far"}
    return {"kpi": kpi, "figure": figure, "on": on} | value | more


def _terms(chance: random.Random) -> Yaml:
    given = {
        "who": "Board",
        "by": START + dt.timedelta(days=chance.randint(0, 300)),
        "cost": 1200,
        "if_not": "It goes on",
    }
    return {key: value for key, value in given.items() if chance.random() < 0.6}

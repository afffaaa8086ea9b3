"""Plans at the edge of what a plan may say, for the answer page, the pages of components and the plan on a page."""

from __future__ import annotations

import datetime as dt

from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, KpiFigure, PlanFile, Status

START = dt.date(2027, 1, 11)
STATUSES: tuple[Status, ...] = ("proposed", "agreed", "in_progress", "blocked", "done")
KPIS = ("repeat_contacts", "customer_index", "closed_on_time")


def long(text: str, most: int, word: str) -> str:
    """Return a text of so many characters, most of it long words."""
    return " ".join([text, *[word] * (most // len(word) + 1)])[:most].strip()


def forty_actions(assessment: str, closes: tuple[str, ...], kpis: tuple[str, ...], word: str) -> PlanFile:
    """Forty actions over three years with long names, and six decisions as long as they may be."""
    actions = tuple(
        Action(
            id=f"a{number}",
            title=long(f"Action {number}", 120, word),
            closes=(closes[number % len(closes)],),
            to_level=3 + number % 3,
            priority=number,
            owner=long(f"Owner {number % 9}", 90, word),
            owner_role="Head of something",
            start=START,
            due=START + dt.timedelta(days=24 * number),
            cost=1000.5 * number,
            kpi=kpis[number % len(kpis)],
            status=STATUSES[number % 5],
            progress=30 if number % 5 == 2 else 0,
        )
        for number in range(1, 41)
    )
    figures = tuple(
        figure
        for kpi in kpis
        for figure in (
            KpiFigure(kpi=kpi, figure="baseline", value=12.5, on=START, period=long("In", 100, word)),
            KpiFigure(kpi=kpi, figure="actual", value=11, on=START, source=long("By", 100, word)),
            KpiFigure(kpi=kpi, figure="target", value=8, on=dt.date(2029, 12, 31)),
        )
    )
    return PlanFile(assessment=assessment, start=START, actions=actions, kpis=figures, decisions=decisions(6, word))


def decisions(count: int, word: str) -> tuple[Decision, ...]:
    """Return open decisions with every text as long as it may be."""
    return tuple(
        Decision(
            id=f"d{number}",
            what=long(f"Decide {number}", 400, word),
            who=long("Board", 200, word),
            by=START + dt.timedelta(days=number),
            cost=1e15,
            if_not=long("Else", 400, word),
        )
        for number in range(1, count + 1)
    )


def of_one_text(assessment: str, closes: tuple[str, ...], text: str) -> PlanFile:
    """One text in every place of a plan that the report prints."""
    return PlanFile(
        assessment=assessment,
        start=START,
        actions=tuple(
            Action(id=f"a{number}", title=text, closes=(one,), owner=text, status="agreed", due=START, cost=1)
            for number, one in enumerate(closes, 1)
        ),
        decisions=(
            Decision(id="d1", what=text, who=text, if_not=text, by=START),
            Decision(id="d2", what=text, who=text, if_not=text, note=text, outcome="taken", closed=START),
        ),
    )

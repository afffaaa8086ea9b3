"""The sheets of a plan's workbook: their columns, what each holds, and how a value stands in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, get_args

from cxdna.definitions.model import Effort, Kpi
from cxdna.organisation.model import Outcome
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import CauseIs, FigureOf, Kind, Trigger

ACTIONS: Final = "Actions"
TASKS: Final = "Tasks"
MILESTONES: Final = "Milestones"
KPIS: Final = "KPIs"
DECISIONS: Final = "Decisions"
HOW: Final = "How to fill in"
KEPT: Final = "cxdna"
"""A hidden sheet that says which plan it is, and of when."""
KEPT_ROWS: Final = ("cxdna plan", "assessment", "after")
FORMAT: Final = "1"
TITLE: Final = "Title of the action"
GATES: Final = "What its gates still want"
"""Heads of columns that only help to read: nothing is taken from them."""

Holds = Literal["id", "line", "words", "date", "whole", "number", "money", "list", "choice", "kpi", "kpis", "action"]


class Column(NamedTuple):
    """A column: the field of the model behind it, its head, how wide it is, what it holds, and a word on it.

    A column that only helps to read has no field. `options` has what a drop-down offers, with what each stands for.
    Columns that are `locked` are not for people.
    """

    field: str
    head: str
    width: float
    holds: Holds
    says: str = ""
    options: Mapping[str, str] = {}
    locked: bool = False


def _words(of: object) -> dict[str, str]:
    return {str(word).replace("_", " "): str(word) for word in get_args(of)}


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    ACTIONS: (
        Column("id", "Id", 6, "id", "Made by cxdna. A new action has none: it gets its own.", locked=True),
        Column("priority", "Priority", 8.5, "whole", "1 comes first."),
        Column("title", "Title", 34, "line"),
        Column(
            "status", "Status", 12, "choice", "An action is agreed with: cxdna plan agree.",
            options={word: status for status, word in STATUS_WORDS.items()},
        ),
        Column("", GATES, 30, "line", "Of a proposed action, before it can be agreed. To read only.", locked=True),
        Column("progress", "Progress (%)", 9.5, "whole", "0 to 100."),
        Column("owner", "Owner", 18, "line", "The one person who answers for it."),
        Column("owner_role", "Role of the owner", 18, "line"),
        Column("start", "Start", 12, "date"),
        Column("due", "Due", 12, "date"),
        Column("review", "Review", 12, "date", "When its effect is looked at."),
        Column("effort", "Effort", 10, "choice", options=_words(Effort)),
        Column("cost", "Cost", 13, "money", "In the organisation's currency."),
        Column("needs", "Comes after", 12, "list", "Ids of actions that come first, with commas between."),
        Column("kpi", "KPI", 24, "kpi", "Its baseline and target show the outcome: sheet KPIs."),
        Column("more_kpis", "Further KPIs", 22, "kpis", "With semicolons between."),
        Column("problem", "Problem", 44, "words", "What is wrong, for whom, since when."),
        Column("containment", "Containment", 34, "words", "What protects customers until the cause is gone."),
        Column("cause", "Cause", 34, "words"),
        Column("cause_is", "The cause is", 11, "choice", options=_words(CauseIs)),
        Column("what", "What is done", 44, "words"),
        Column("deliverable", "Deliverable", 30, "words"),
        Column("proof", "Proof", 34, "words", "What shows with customers that it worked."),
        Column("customers.problem", "Customers on the problem", 30, "words", "What they say of the problem."),
        Column("customers.solution", "Customers on the solution", 30, "words", "What they say before it is made."),
        Column("customers.effect", "Customers on the effect", 30, "words", "What they say after it was made."),
        Column("risk", "Risk", 30, "words"),
        Column("kind", "Kind", 12, "choice", options=_words(Kind)),
        Column("trigger", "Trigger", 16, "choice", "What called for it.", options=_words(Trigger)),
        Column("blocked_by", "Blocked by", 24, "line", "What it waits for, where it is blocked."),
        Column("begun", "Begun", 12, "date"),
        Column("done", "Done", 12, "date", "Done is not verified."),
        Column("note", "Note", 34, "words"),
        Column("closes", "Closes", 22, "list", "Ids of questions or parts, the main one first."),
        Column("from_level", "From level", 8, "number"),
        Column("to_level", "To level", 8, "number"),
        Column("agreed", "Agreed on", 12, "date", "Made by cxdna.", locked=True),
        Column("agreed_by", "Agreed by", 18, "line", "Made by cxdna.", locked=True),
    ),
    TASKS: (
        Column("action", "Action", 10, "action", "The id of the action, or the title of a new one."),
        Column("", TITLE, 34, "line", "To read only.", locked=True),
        Column("what", "Task", 48, "line"),
        Column("assignee", "Assignee", 20, "line", "Left empty: the owner."),
        Column("why", "Why the part matters", 44, "line", "What it contributes to the whole."),
        Column("due", "Due", 12, "date"),
        Column("done", "Done", 12, "date", "The day it was done."),
    ),
    MILESTONES: (
        Column("action", "Action", 10, "action", "The id of the action, or the title of a new one."),
        Column("", TITLE, 34, "line", "To read only.", locked=True),
        Column("what", "Milestone", 48, "line", "What is there to be looked at on that day."),
        Column("due", "Due", 12, "date"),
        Column("done", "Reached", 12, "date", "The day it was reached."),
    ),
    KPIS: (
        Column("kpi", "KPI", 34, "kpi"),
        Column("figure", "Figure", 11, "choice", options=_words(FigureOf)),
        Column("value", "Value", 12, "number", "Empty for a baseline that is still to be measured."),
        Column("on", "Day", 12, "date", "Last day of what was measured, or the day by which it is to be."),
        Column("period", "Period", 24, "line", "What it covers: third quarter of 2026."),
        Column("source", "Source", 24, "line", "System or report it comes from."),
        Column("by", "Who says so", 20, "line"),
    ),
    DECISIONS: (
        Column("id", "Id", 6, "id", "Made by cxdna. A new decision has none: it gets its own.", locked=True),
        Column("what", "What is to be decided", 48, "line"),
        Column("who", "Who decides", 20, "line"),
        Column("by", "By when", 12, "date"),
        Column("cost", "Cost", 13, "money", "In the organisation's currency."),
        Column("if_not", "What happens otherwise", 44, "line"),
        Column("outcome", "Outcome", 12, "choice", "Empty while it is open.", options=_words(Outcome)),
        Column("closed", "Decided on", 12, "date"),
        Column("note", "What was decided", 44, "line"),
    ),
}  # fmt: skip
SPARE: Final = {ACTIONS: 25, TASKS: 60, MILESTONES: 40, KPIS: 40, DECISIONS: 20}
"""Empty rows for what is new."""


def kpi_words(kpis: Mapping[str, Kpi]) -> dict[str, str]:
    """Return what each KPI is called in a cell, by its id: its name, with the id behind where two have one name."""
    names = [kpi.name.casefold() for kpi in kpis.values()]
    twice = {name for name in names if names.count(name) > 1}
    # A semicolon parts KPIs of one cell.
    return {
        kpi.id: f"{kpi.name} ({kpi.id})" if kpi.name.casefold() in twice or ";" in kpi.name else kpi.name
        for kpi in kpis.values()
    }

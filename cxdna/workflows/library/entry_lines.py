"""One question, KPI or action in full, laid out for whoever prepares an assessment or a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cxdna.definitions.wording import number
from cxdna.statistics.display import listed
from cxdna.workflows.library.model import ActionEntry, KpiEntry, Move, Named, QuestionEntry

_SUCCEEDS = {"replaces": "Replaces", "splits": "One of those that share out", "merges": "Merges"}


def question_lines(one: QuestionEntry) -> Iterator[str]:
    """Yield a question: what is asked and why, levels, proof, whom to ask, its neighbour, KPIs and actions."""
    yield f"{one.id}  {one.practice}"
    yield f"{one.part.name}; asked by: {listed(one.questionnaires)}" + (
        f"; weight {number(one.weight)}" if one.weight != 1 else ""
    )
    if one.asked_where:
        yield f"Asked where {one.asked_where}"
    yield from _section("Question", [one.text])
    yield from _section("Why it matters", [one.why])
    yield from _section(
        "Levels", (f"{number(each.value)} {each.name}{_said(each.text, each.name)}" for each in one.levels)
    )
    yield from _section("What proves it", [one.proof])
    yield from _section("Whom to ask", one.ask)
    if one.neighbour:
        yield from _section("What separates it from its neighbour", [_named(one.neighbour.question)])
        yield f"    {one.neighbour.differs}"
    if one.succeeds:
        kept = "earlier answers carry over" if one.succeeds.answers == "carry_over" else "answers start anew"
        yield from _section(
            "Earlier questions",
            [f"{_SUCCEEDS[one.succeeds.by]} {listed(one.succeeds.questions)}; {kept}: {one.succeeds.reason}"],
        )
    yield from _section("KPIs it moves", map(_named, one.kpis), "none")
    yield from _section("Actions that lift it", map(_move, one.actions), "none")


def _said(text: str, name: str) -> str:
    return f": {text}" if text != name else ""


def kpi_lines(one: KpiEntry, measured: str) -> Iterator[str]:
    """Yield a KPI: definition, formula, how it is measured and misleads, what keeps it honest, and what it is for."""
    yield f"{one.id}  {one.name}"
    yield f"{listed(part.name for part in one.parts) or 'Of no component'}; {measured}"
    if one.also:
        yield f"Also called: {', '.join(one.also)}"
    yield from _section("Definition", [one.definition])
    yield from _section("Formula", [one.formula])
    if one.symbols:
        yield f"  {one.symbols}"
        yield from (f"    {symbol}  {text}" for symbol, text in one.where.items())
    if one.source:
        yield from _section("Usual source", [one.source])
    if one.pitfalls:
        yield from _section("Pitfalls", one.pitfalls)
    yield from _section("Kept honest by", [_named(one.counter)])
    yield from _section("Questions it belongs to", map(_named, one.questions), "none")
    yield from _section("Actions that move it", map(_move, one.actions), "none")


def action_lines(one: ActionEntry, work: str) -> Iterator[str]:
    """Yield an action: from where to where, what is done by whom, what it takes and leaves behind, and its check."""
    yield f"{one.id}  {one.title}"
    yield f"{one.part.name}, level {number(one.from_level)} to {number(one.to_level)}; {work}"
    yield from _section("What is done", [one.what])
    yield from _section("Steps", _numbered(one.steps))
    yield from _section("Deliverable", [one.deliverable])
    yield from _section("Owner", [one.owner_role])
    if one.supporting_roles:
        yield f"  with {listed(one.supporting_roles)}"
    if one.cost_words:
        yield from _section("Takes beside people's time", [one.cost_words if one.cost != "time_only" else "nothing"])
    if first := [*(f"{base.part.name} at level {number(base.at)}" for base in one.requires), *one.preconditions]:
        yield from _section("Must be there first", first)
    if one.risk:
        yield from _section("Risk", [one.risk])
    yield from _section("KPIs it moves", map(_named, one.kpis))
    if one.evidence:
        yield from _section("Evidence it leaves behind", (f"{each.what} ({each.kind_name})" for each in one.evidence))
    yield from _section("How its effect is checked with customers", [one.check])
    serves = "Question it lifts" if one.question else f"For all of {one.part.name}"
    yield from _section(serves, map(_named, one.serves), "none is asked")


def _section(title: str, lines: Iterable[str], otherwise: str = "") -> Iterator[str]:
    given = list(lines) or [otherwise]
    yield ""
    yield title
    yield from (f"  {line}" for line in given)


def _numbered(steps: Sequence[str]) -> Iterator[str]:
    return (f"{at} {step}" for at, step in enumerate(steps, 1))


def _named(one: Named) -> str:
    return f"{one.id}: {one.name}" if one.name else one.id


def _move(one: Move) -> str:
    whole = " (for the whole component)" if one.whole_part else ""
    return f"{number(one.from_level)} to {number(one.to_level)}  {one.id}: {one.title}{whole}"

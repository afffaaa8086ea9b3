"""A plan -> the text that people edit: each action a block, with a word beside what a field takes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, get_args

import msgspec

from cxdna.definitions.model import Effort
from cxdna.definitions.write import WIDTH, entry
from cxdna.organisation.model import Decision, Outcome
from cxdna.plan.figures import DIRECTION_WORDS, UNIT_WORDS
from cxdna.plan.gates import FIELDS
from cxdna.plan.model import Action, CauseIs, Kind, KpiFigure, PlanFile, Status, Trigger
from cxdna.statistics.display import shown
from cxdna.workflows.one_line import printable
from cxdna.workflows.planning.edit.model import Names

_HEAD: Final = """\
Change what stands behind the colons, save, and leave the editor. All of it
is checked first: where something is wrong you are told the line, nothing is
taken, and what you typed stays in this file.

  A new action    Copy a block, delete its line 'id' and change the rest.
                  It gets its number by itself.
  Not to be done  Delete the block. You are asked before it is dropped.
  Another order   Change 'priority': 1 comes first. The order in which the
                  blocks stand makes no difference.
  Agreed          With the command  cxdna plan agree a1  and not here. What
                  its five gates still want stands beside the fields.
  Nothing to say  "" for words, null for a day or a number, [] for a list.
                  A line that is left out says the same; only what always
                  holds something, such as 'status', stays as it was.
  Days            Year, month, day: 2027-01-31
  Long words      Below '>-', further in than the key. An empty line there
                  begins a new line of the text.
  A task          - what: Write the form
                    assignee: Jan Smits
                    why: Everybody sees who answers for what
                    due: 2027-02-15
                    done: null
  A milestone     The same with 'what', 'due' and 'done'."""
_HEAD_WIDTH: Final = 76
_RULE: Final = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"


class _Field(NamedTuple):
    """A field of a block: its name, what stands beside it, and whether it stands there when it is empty, too."""

    name: str
    note: str = ""
    always: bool = True


def _choice(of: Any) -> str:  # noqa: ANN401 - a type that lists words
    return ", ".join(get_args(of))


_ACTION: Final = (
    _Field("id", "leave it as it is"),
    _Field("title"),
    _Field("priority", "1 comes first"),
    _Field("status", _choice(Status)),
    _Field("progress", "per cent"),
    _Field("blocked_by", "by what it is blocked", always=False),
    _Field("agreed", "leave it as it is", always=False),
    _Field("agreed_by", always=False),
    _Field("begun", always=False),
    _Field("done", always=False),
    _Field("closes"),
    _Field("from_level", always=False),
    _Field("to_level", always=False),
    _Field("problem", "what is wrong, for whom, since when"),
    _Field("containment", "what protects customers until the cause is gone"),
    _Field("cause"),
    _Field("cause_is", _choice(CauseIs)),
    _Field("kind", _choice(Kind)),
    _Field("trigger", _choice(Trigger)),
    _Field("what", "what is done"),
    _Field("tasks", "one without an assignee is the owner's"),
    _Field("deliverable"),
    _Field("proof", "what shows with customers that it worked"),
    _Field("customers", "what customers say of it"),
    _Field("owner", "the one person who answers for it"),
    _Field("owner_role"),
    _Field("start"),
    _Field("milestones"),
    _Field("due"),
    _Field("review", "when its effect is looked at"),
    _Field("needs", "actions that come first"),
    _Field("waits_for", "parts that must stand at a level first", always=False),
    _Field("effort", _choice(Effort)),
    _Field("cost"),
    _Field("risk"),
    _Field("kpi"),
    _Field("more_kpis", always=False),
    _Field("note"),
    _Field("template", "leave it as it is", always=False),
)
_DECISION: Final = (
    _Field("id", "leave it as it is"),
    _Field("what"),
    _Field("who", "who decides"),
    _Field("by"),
    _Field("cost"),
    _Field("if_not", "what happens otherwise"),
    _Field("outcome", f"{_choice(Outcome)}; null while it is open"),
    _Field("closed", "the day it was decided"),
    _Field("note", "what was decided, in their words"),
)
_FIGURE: Final = tuple(_Field(name) for name in KpiFigure.__struct_fields__)
_THOUSANDS: Final = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def edit_text(file: PlanFile, names: Names, heading: str, schema: str = "") -> str:
    """Return the text; `schema` is the path from it to the schema for editors, "" where there is none."""
    currency = names.currency
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [f"# {line}" for line in textwrap.wrap(_comment(heading), _HEAD_WIDTH)]
    lines.append("#")
    lines += [f"# {line}".rstrip() for line in _HEAD.split("\n")]
    lines += ["", "kind: plan", *_head(file), "", *_actions(file, names, currency)]
    lines += ["", *_kpis(file, names, currency), "", *_decisions(file, currency), "", *_library(names)]
    return "\n".join(lines) + "\n"


def _head(file: PlanFile) -> Iterator[str]:
    yield from entry("assessment", file.assessment)
    if file.after is not None:
        yield from entry("after", file.after, note="made by cxdna, to tell what you changed; leave it as it is")
    if file.start is None:
        return
    yield ""
    yield "# What the plan is drafted with: it counts when it is drafted again."
    yield from entry("start", file.start)
    if file.drafted is not None:
        yield from entry("drafted", file.drafted, note="leave it as it is")
    yield from entry("at_once", file.at_once, note="most actions an owner works on at the same time")
    yield from entry("most", file.most, note="most actions that are drafted")
    yield from entry("owners", file.owners, note="the person behind each role")


def _actions(file: PlanFile, names: Names, currency: str) -> Iterator[str]:
    if not file.actions:
        yield "actions: []"
        return
    titles = {action.id: action.title for action in file.actions}
    yield "actions:"
    for action in file.actions:
        yield ""
        yield _ruled(f"{action.id}  {action.title}")
        yield from _block(action, _ACTION, _action_notes(action, names, titles, currency))


def _ruled(text: str) -> str:
    start = f"  # {_RULE * 2} {_comment(text)} "
    return start + _RULE * max(WIDTH - len(start), 2)


def _action_notes(action: Action, names: Names, titles: dict[str, str], currency: str) -> dict[str, list[str]]:
    """Return what stands above fields of an action, where more is known of them than what the field takes."""
    notes: dict[str, list[str]] = {"closes": [_finding(name, names) for name in action.closes]}
    notes["needs"] = [f"{name}: {titles[name]}" for name in action.needs if name in titles]
    notes["kpi"] = [_kpi(name, names) for name in (action.kpi, *action.more_kpis) if name in names.kpis]
    notes["cost"] = [f"in {currency}"]
    if action.status == "proposed":
        for gate in names.gates.get(action.id, ()):
            if not gate.passed:
                notes.setdefault(FIELDS[gate.number], []).append(f"gate {gate.number}, {gate.name}: {gate.says}")
    return notes


def _finding(name: str, names: Names) -> str:
    stands = names.findings.get(name)
    if stands is None:
        return f"{name}: not known"
    score = f", at {shown(stands.score)}" if stands.score is not None else ""
    target = f", target {shown(stands.target)}" if stands.target is not None else ""
    return f"{name}: {stands.name}{score}{target}"


def _kpi(name: str | None, names: Names) -> str:
    kpi = names.kpis[name or ""]
    return f"{kpi.id}: {kpi.name}, in {UNIT_WORDS[kpi.unit]}, {DIRECTION_WORDS[kpi.direction]}"


def _kpis(file: PlanFile, names: Names, currency: str) -> Iterator[str]:
    yield "# What is measured. A figure that is new is noted beside those there are; none is ever deleted."
    yield f"# figure: baseline, target or actual. value: a number alone, of money in {currency};"
    yield "#   null for a baseline that is still to be measured, by the day in 'on'."
    if not file.kpis:
        yield "kpis: []"
        return
    yield "kpis:"
    last = ""
    for figure in file.kpis:
        if figure.kpi != last and figure.kpi in names.kpis:
            yield f"  # {_comment(_kpi(figure.kpi, names))}"
        last = figure.kpi
        yield from _block(figure, _FIGURE, {})


def _decisions(file: PlanFile, currency: str) -> Iterator[str]:
    yield "# What only those who lead can decide. A new one: copy a block and delete its line 'id'."
    if not file.decisions:
        yield "decisions: []"
        return
    yield "decisions:"
    for decision in file.decisions:
        yield from _block(decision, _DECISION, {"cost": [f"in {currency}"]})


def _library(names: Names) -> Iterator[str]:
    yield "# KPIs to choose from. What each is about: cxdna kpi show ID"
    yield from (f"#   {kpi.id}: {_comment(kpi.name)}" for kpi in names.kpis.values())


def _comment(text: str) -> str:
    """Return a text on one line, without signs for which the whole file could not be read."""
    return printable(" ".join(text.split()))


def _block(value: Action | Decision | KpiFigure, fields: tuple[_Field, ...], notes: dict[str, list[str]]) -> list[str]:
    """Return an item of a list, its fields in an order that reads, each with what is to be said of it."""
    lines: list[str] = []
    for field in fields:
        held = plain(getattr(value, field.name))
        if not field.always and (held is None or held in ("", [])):
            continue
        above = [text for text in notes.get(field.name, ()) if text]
        own = field.note
        if len(above) == 1 and not own:
            own, above = above[0], []
        for text in above:
            lines += textwrap.wrap(
                " ".join(text.split()), WIDTH, initial_indent="    # ", subsequent_indent="    #   ",
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
        lines += entry(field.name, _clear(held), 4, _comment(own))
    at = next(place for place, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[at] = f"  - {lines[at].lstrip()}"
    return lines


class _Clear(float):
    """A number that is written with a fourth decimal, as one with three means thousands to some."""

    def __repr__(self) -> str:
        return f"{float(self)!r}0"


def _clear(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return a number so that it is written in a way that means one number to everybody."""
    return _Clear(value) if isinstance(value, float) and _THOUSANDS.fullmatch(repr(value)) else value


def plain(value: object) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return a value as lists and mappings; whole numbers without a point, and in lists no fields that are empty."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_without_done(plain(one)) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _without_done(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, dict) and value.get("done", "") is None:
        return {name: one for name, one in value.items() if name != "done"}
    return value

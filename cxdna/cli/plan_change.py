"""`cxdna plan set`, `add` and `drop`: people change what was drafted, add to it, and leave out what is not wanted."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, now, where

if TYPE_CHECKING:
    from cxdna.plan.follow import OpenParts
    from cxdna.plan.model import Action
    from cxdna.workflows.planning.change import Close
    from cxdna.workflows.planning.drop import Dropped

ByOption = Annotated[
    str, typer.Option("--by", "--name", metavar="NAME", help="The person who says so, for the history.")
]
WhyOption = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="Why; it stays in the history.", show_default=False)
]


def set_(
    action: Annotated[
        str, typer.Argument(metavar="ID", help="The action, as the list shows it: a1.", show_default=False)
    ],
    pairs: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD VALUE ...",
            help="owner 'Ann Lee' due 2027-03-30 status done task.2.assignee 'Bo Ek' milestone.1.done today; "
            "none empties a field, ? lists the fields.",
            show_default=False,
        ),
    ],
    by: ByOption = "",
    why: WhyOption = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="With status done: its open tasks and milestones are done too.")
    ] = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Set fields of an action, several in one go: owner, deadline, tasks, milestones, status, progress and others."""
    from cxdna.workflows.current import current  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.field_names import field_lines  # noqa: PLC0415 - the same

    if "?" in pairs[:1]:
        _say(field_lines())
        return
    from cxdna.workflows.planning.change import Signed, set_fields, set_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        at = now()
        here, signed = planned(at_work, at), Signed(at, by.strip(), why.strip())
        asks = sys.stdin.isatty() and sys.stdout.isatty()
        close = (lambda *_: True) if yes else ask_whether_done() if asks else None
        outcome = set_fields(here, library_of(at_work), action, pairs, signed, close)
        _say(set_lines(outcome, at_work.workspace.settings.organisation.currency))


def ask_whether_done() -> Close:
    """Return what asks, once, whether the open tasks and milestones of an action that is done are done too."""
    from cxdna.cli.ask import Ended, line, say  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.change import open_words  # noqa: PLC0415 - the same

    said: list[bool] = []

    def ask(action: Action, parts: OpenParts) -> bool:
        if not said:
            say(f"{open_words(action, parts)}.")
            try:
                said.append(line("Are they done too? y or n [n]: ").casefold() in {"y", "yes"})
            except Ended:
                said.append(False)
        return said[0]

    return ask


def add(
    name: Annotated[
        str,
        typer.Argument(
            metavar="TITLE|ID",
            help="A title of your own, an action of the library by id or title, or one that was dropped.",
            show_default=False,
        ),
    ],
    closes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION|PART", help="The gap it closes, by id or name; may be repeated.", show_default=False
        ),
    ] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Who answers for it.", show_default=False)] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="When it starts.", show_default=False)] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When it is due.", show_default=False)] = None,
    review: Annotated[
        str | None, typer.Option(metavar="DATE", help="When its effect is looked at.", show_default=False)
    ] = None,
    problem: Annotated[str | None, typer.Option(metavar="TEXT", help="What is wrong.", show_default=False)] = None,
    kpi: Annotated[
        str | None, typer.Option(metavar="KPI", help="What shows the outcome, by id or name.", show_default=False)
    ] = None,
    to_level: Annotated[
        str | None, typer.Option("--to", metavar="LEVEL", help="The level it leads to.", show_default=False)
    ] = None,
    cost: Annotated[str | None, typer.Option(metavar="AMOUNT", help="What it costs.", show_default=False)] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ASSESSMENT",
            help="Take the action over from the plan of this assessment, by its id there.",
            show_default=False,
        ),
    ] = None,
    by: ByOption = "",
    why: WhyOption = "",
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Add an action: your own, one of the library, one that was dropped, or one of an earlier plan that goes on."""
    from cxdna.workflows.current import current  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.add import Wish, add_action, added_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.change import Signed  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    said = {
        "closes": ", ".join(closes) if closes else None,
        "owner": owner,
        "start": start,
        "due": due,
        "review": review,
        "problem": problem,
        "kpi": kpi,
        "to": to_level,
        "cost": cost,
    }
    pairs = [word for field, value in said.items() if value is not None for word in (field, value)]
    with current(where(workspace, assessment)) as at_work:
        at = now()
        here, signed = planned(at_work, at), Signed(at, by.strip(), why.strip())
        if from_ is not None:
            from cxdna.workflows.planning.take_over import take_over, taken_over_lines  # noqa: PLC0415 - the same

            _say(taken_over_lines(take_over(here, library_of(at_work), Wish(name, pairs), from_, signed)))
            return
        addition = add_action(here, library_of(at_work), Wish(name, pairs), signed)
        _say(added_lines(addition, here.kept.get(addition.action.id)))


def drop(
    actions: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="The actions, as the list shows them: a1 a2.", show_default=False),
    ],
    why: WhyOption = "",
    by: ByOption = "",
    release: Annotated[bool, typer.Option("--release", help="Let actions that need it go on without it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Drop what was agreed as well, without asking.")] = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Drop actions from the plan, with the reason; they can come back, and drafting again leaves them out."""
    from cxdna.workflows.current import current  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.change import Signed  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.drop import drop_actions, dropped_lines, look_at_drop  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        at = now()
        here, signed = planned(at_work, at), Signed(at, by.strip(), why.strip())
        if not yes and why.strip() and not _meant(look_at_drop(here, actions, release=release)):
            typer.echo("Nothing was dropped.")
            return
        _say(dropped_lines(drop_actions(here, actions, signed, release=release)))


def _meant(dropped: Dropped) -> bool:
    """Ask whether actions that were agreed are to go. Raises `Problems` where nobody can be asked."""
    from cxdna.cli.ask import Ended, line  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.drop import promise, refuse_promised  # noqa: PLC0415 - the same

    agreed = [text for one in dropped.actions if (text := promise(one))]
    if not agreed:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        refuse_promised(dropped)
    _say(f"{text}." for text in (*agreed, *dropped.resting))
    try:
        given = line(f"Drop {'it' if len(dropped.actions) == 1 else 'them'} all the same? y or n [n]: ")
    except Ended:
        return False
    return given.casefold() in {"y", "yes"}


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))

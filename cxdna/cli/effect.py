"""`cxdna effect`: what customers said before an action and after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Tell the effect of an action by an index before and after it.", no_args_is_help=True, add_completion=False
)
ActionArgument = Annotated[str, typer.Argument(metavar="ACTION", help="By id or title: a1.", show_default=False)]
SurveyOption = Annotated[
    str | None, typer.Option(metavar="ID", help="The survey; left out: the only one.", show_default=False)
]
QuestionOption = Annotated[
    str | None, typer.Option(metavar="ID", help="The question whose index is looked at.", show_default=False)
]
CategoryOption = Annotated[str | None, typer.Option(metavar="NAME", help="Of one category alone.", show_default=False)]


@app.command()
def add(
    action: ActionArgument,
    before: Annotated[
        str, typer.Option(metavar="MONTHS", help="Months before it: 2025-10..2025-12.", show_default=False)
    ],
    after: Annotated[
        str, typer.Option(metavar="MONTHS", help="Months after it: 2026-04..2026-06.", show_default=False)
    ],
    survey: SurveyOption = None,
    question: QuestionOption = None,
    category: CategoryOption = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="The person who says so.", show_default=False)] = "",
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Attach an index before and after to an action; the same question again takes the new months."""
    from cxdna.workflows.alignment.effects import EffectAsk, add_effect, added_lines  # noqa: PLC0415 - not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    moment = now()
    with current(where(workspace, assessment)) as here:
        plan = planned(here, moment)
        made = add_effect(plan, EffectAsk(action, before, after, survey, question, category, by), moment)
        _say(added_lines(made, plan.kept[made.effect.action].action.title))


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None, assessment: AssessmentOption = None) -> None:
    """Show what customers said before and after each action it is told of."""
    from cxdna.workflows.alignment.effects import effects_json, list_effects, list_lines  # noqa: PLC0415 - not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        plan = planned(here, now())
        if as_json:
            typer.echo(effects_json(list_effects(plan)))
        else:
            _say(list_lines(plan))


@app.command()
def drop(
    action: ActionArgument,
    survey: SurveyOption = None,
    question: QuestionOption = None,
    category: CategoryOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Take back what was attached to an action: all of it, or of one survey, question or category."""
    from cxdna.workflows.alignment.effects import EffectAsk, drop_effect  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    moment = now()
    with current(where(workspace, assessment)) as here:
        gone = drop_effect(planned(here, moment), EffectAsk(action, "", "", survey, question, category), moment)
    count = f"{len(gone)} effect{'' if len(gone) == 1 else 's'}"
    _say((f"Taken back: {count} of {gone[0].action}.", "Next:  cxdna effect list"))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))

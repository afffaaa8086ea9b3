"""What commands that make files of an assessment share: which one it is, and where the files go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdna.cli.where import now, user_settings, where

AnswersArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[ANSWERS]", help="An answers file; left out: the assessment of this workspace.", show_default=False
    ),
]
PreviousOption = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar="FILE",
        help="The answers file of an earlier assessment; left out in a workspace: the one before.",
        show_default=False,
    ),
]
PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        help="The plan beside an answers file; left out in a workspace: its own.",
        show_default=False,
    ),
]
WordsOption = Annotated[
    Path | None,
    typer.Option(
        "--words",
        metavar="FILE",
        help="What people wrote, beside an answers file; left out in a workspace: its own.",
        show_default=False,
    ),
]
BrandOption = Annotated[
    Path | None, typer.Option("--brand", metavar="FILE", help="Left out: the workspace's.", show_default=False)
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Where to; made when missing; left out: out, for an assessment that is not the newest out/ID.",
        show_default=False,
    ),
]


def request(
    answers: Path | None,
    previous: Path | None,
    plan: Path | None,
    out: Path | None,
    workspace: Path | None,
    assessment: str | None,
    **others: Any,  # noqa: ANN401 - other fields of a request
) -> Any:  # noqa: ANN401 - its type would be imported for --help
    """Return what is asked for."""
    from cxdna.errors import UserError  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.model import Request  # noqa: PLC0415 - the same

    beside = (plan, others.get("words"), others.get("previous_plan"))
    if answers is None and any(beside):
        raise UserError(
            "a plan or words as files go with an answers file, and none is named",
            "name the answers file, or leave them out: the workspace has its own",
        )
    if others.get("previous_plan") and previous is None:
        raise UserError(
            "the plan of an earlier assessment is named, and no earlier assessment",
            "name its answers file as well: --previous FILE",
        )
    return Request(
        answers=answers,
        where=where(workspace, assessment),
        moment=now(),
        previous=previous,
        plan=plan,
        out=out,
        user_settings=user_settings(),
        **others,
    )

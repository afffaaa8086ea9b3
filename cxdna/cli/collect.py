"""`cxdna collect`: forms that came back, into the assessment."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO

_STOPPED = "Stopped: nothing was kept. To decide for all at once:  cxdna collect --on-conflict newest"


def collect(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES|FOLDER", help="The forms, or a folder with them.", show_default=False),
    ],
    on_conflict: Annotated[
        Literal["newest", "stored", "form", "ask"] | None,
        typer.Option(
            help="Where answers contradict each other, for all of them: the one saved last, the one that is stored, "
            "the one in the form; or ask about each. Left out: ask on a terminal, else stop and list them.",
            show_default=False,
        ),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out what is wrong, take the rest, and list what was left out.")
    ] = False,
    final: Annotated[
        bool,
        typer.Option(
            "--done", help="Whoever handed these in is through: what is empty in them was left so on purpose."
        ),
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Take in the forms that came back: all are checked, then all is kept, or nothing.

    The same forms again add nothing. Says what was left empty, who is missing, and what is next.
    """
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.forms.collect import Handling, collect  # noqa: PLC0415 - the same
    from cxdna.workflows.forms.conflicts import Stopped  # noqa: PLC0415 - the same
    from cxdna.workflows.forms.report import collected_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.score import as_json as to_json  # noqa: PLC0415 - the same

    asks = on_conflict == "ask" or (on_conflict is None and sys.stdin.isatty() and sys.stdout.isatty() and not as_json)
    with current(where(workspace, assessment)) as here:
        handling = Handling(
            rule=None if on_conflict == "ask" else on_conflict,
            ask=_asking(here) if asks else None,
            skip_bad=skip_bad,
            final=final,
        )
        try:
            collected = collect(here, files, handling, now())
        except Stopped:
            typer.echo(_STOPPED)
            raise typer.Exit(EXIT_ANSWER_IS_NO) from None
    if as_json:
        typer.echo(to_json(collected))
        return
    for line in collected_lines(collected, Path.cwd()):
        typer.echo(wrapped(line))


def _asking(here: Any) -> Callable[[Any], int | None]:  # noqa: ANN401 - its type is heavy: not for --help
    """Return what asks which of several answers holds; to stop there, or to interrupt, keeps nothing."""
    from cxdna.cli.ask import Ended, line  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.forms.conflicts import Choices, Stopped, conflict_lines, prompt  # noqa: PLC0415 - the same
    from cxdna.workflows.one_line import printable  # noqa: PLC0415 - the same

    choices = Choices()

    def decide(conflict: Any) -> int | None:  # noqa: ANN401 - as above
        known = choices.known(conflict)
        if known is not None:
            return known
        for one in conflict_lines(here, conflict):
            typer.echo(wrapped(printable(one)))
        while True:
            try:
                given = line(prompt(here, conflict))
            except Ended:
                raise Stopped from None
            except KeyboardInterrupt:
                typer.echo(f"\n{_STOPPED}")
                raise
            chosen = choices.read(given, conflict)
            if chosen is not None:
                return chosen
            typer.echo(f"'{given}' is none of them." if given else "Nothing was typed.")

    return decide

"""`cxdna alerts list`, `show` and `figures`: what waits for whom, and how well alerts are answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, now, where


def list_(
    every: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
    owner: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only those that somebody owns or has taken.", show_default=False),
    ] = None,
    sort: Annotated[
        Literal["risk", "opportunity"] | None, typer.Option(help="Only risks, or only opportunities.")
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List the alerts that wait for somebody, those that are overdue first."""
    from cxdna.workflows.alerting.listing import alerts_json, list_alerts, list_lines  # noqa: PLC0415 - heavy
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    with alerting(where(workspace)) as here:
        moment = now()
        found = list_alerts(here, moment, closed=every, owner=owner, sort=sort)
        if as_json:
            typer.echo(alerts_json(found))
        else:
            _say(list_lines(here, found, moment))


def show(
    alert: Annotated[str, typer.Argument(metavar="ID", help="The alert, as the list shows it: a1.")],
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show all that is known of one alert."""
    from cxdna.workflows.alerting.listing import alerts_json, one_alert, show_lines  # noqa: PLC0415 - heavy
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    with alerting(where(workspace)) as here:
        found = one_alert(here, alert, now())
        if as_json:
            typer.echo(alerts_json(found))
        else:
            _say(show_lines(here, found))


def figures(as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show how soon alerts are answered, whether customers agree, and which causes come back."""
    from cxdna.workflows.alerting.figures import figure_lines, figures_json, look_at_figures  # noqa: PLC0415 - heavy
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    with alerting(where(workspace)) as here:
        found = look_at_figures(here, now())
    if as_json:
        typer.echo(figures_json(found))
    else:
        _say(figure_lines(found))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))

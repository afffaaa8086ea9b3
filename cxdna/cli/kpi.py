"""`cxdna kpi`: baselines, targets and what was measured since."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Note baselines, targets and figures of KPIs, and see how much of the way is gone.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command("set")
def set_(
    kpi: Annotated[str, typer.Argument(metavar="KPI", help="By id or name: on_time_closure.", show_default=False)],
    baseline: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Where it stood: 62 or 62,5%.", show_default=False)
    ] = None,
    baseline_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Not known yet: measured by then.", show_default=False)
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="VALUE", help="Where it is to go.", show_default=False)] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", "--due", metavar="DATE", help="The day by which the target is to be reached.", show_default=False
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="What was measured since.", show_default=False)
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day of what was measured; left out: today.", show_default=False),
    ] = None,
    period: Annotated[
        str, typer.Option(metavar="TEXT", help="What it covers: third quarter of 2026.", show_default=False)
    ] = "",
    source: Annotated[
        str, typer.Option(metavar="TEXT", help="System or report it comes from.", show_default=False)
    ] = "",
    by_whom: Annotated[
        str, typer.Option("--by-whom", "--name", metavar="NAME", help="The person who says so.", show_default=False)
    ] = "",
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Note a baseline, a target or what was measured, and say what was understood."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.kpi_lines import noted_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.kpis import Words, set_figures, shown_kpi  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    words = Words(baseline, baseline_by, target, by, value, on, period, source, by_whom)
    with current(where(workspace, assessment)) as at_work:
        at, library = now(), library_of(at_work)
        noted = set_figures(planned(at_work, at), library, kpi, words)
        shown = shown_kpi(planned(at_work, at), library, noted.kpi.id)
        for line in noted_lines(noted, shown, at_work.workspace.settings.organisation.currency):
            typer.echo(wrapped(line))


@app.command()
def show(
    kpi: Annotated[
        str | None,
        typer.Argument(metavar="[KPI]", help="By id or name; left out: those of the plan.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that there are to choose from.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show KPIs: baseline, target, newest figure, way to go, what keeps them honest, and which actions use them."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.kpi_lines import show_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.kpis import kpis_json, list_kpis  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        found = list_kpis(planned(at_work, now()), library_of(at_work), kpi, everything=everything)
        currency = at_work.workspace.settings.organisation.currency
    if as_json:
        typer.echo(kpis_json(found))
        return
    for line in show_lines(found, currency, one=kpi is not None):
        typer.echo(wrapped(line))

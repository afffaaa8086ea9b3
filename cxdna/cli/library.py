"""`cxdna library`: the questions, KPIs and actions there are, as consultants read them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, where

app = typer.Typer(
    help="Look up the questions, KPIs, actions and roles that there are, by component or by words.",
    no_args_is_help=True,
    add_completion=False,
)

IdsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID...]", help="One or more, by id or name; left out: all.", show_default=False),
]
ComponentOption = Annotated[
    str | None,
    typer.Option("--component", metavar="NAME", help="Only for this component, by id or name.", show_default=False),
]
SearchOption = Annotated[
    str | None,
    typer.Option(
        "--search",
        metavar="WORDS",
        help="Only what has all of these words in it, or words that begin so.",
        show_default=False,
    ),
]


@app.command()
def questions(
    ids: IdsArgument = None,
    component: ComponentOption = None,
    search: SearchOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show questions: levels, proof, whom to ask, the KPIs they move and the actions that lift them."""
    _show("questions", _Asked(ids, component, search), workspace, as_json=as_json)


@app.command()
def kpis(
    ids: IdsArgument = None,
    component: ComponentOption = None,
    search: SearchOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show KPIs: definition, formula, pitfalls, what keeps them honest, and the actions that move them."""
    _show("kpis", _Asked(ids, component, search), workspace, as_json=as_json)


@app.command()
def actions(
    ids: IdsArgument = None,
    component: ComponentOption = None,
    search: SearchOption = None,
    from_level: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LEVEL", help="Only what leads on from this level: 2 or its name.", show_default=False
        ),
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show actions: steps, roles, weeks, cost, risk, KPIs, evidence, and how their effect is checked."""
    _show("actions", _Asked(ids, component, search, from_level), workspace, as_json=as_json)


@app.command()
def roles(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ROLE...]", help="One or more, in quotes, with their questions; left out: all.", show_default=False
        ),
    ] = None,
    component: ComponentOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show the roles that questions name: how many questions each knows about, and in which components."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.library.look import libraries_of  # noqa: PLC0415 - the same
    from cxdna.workflows.library.roles import role_list_lines, roles_in, roles_json  # noqa: PLC0415 - the same

    found = roles_in(libraries_of(where(workspace)), names or (), component)
    if as_json:
        typer.echo(roles_json(found))
        return
    for line in role_list_lines(found, in_full=bool(names)):
        typer.echo(wrapped(line))


class _Asked(NamedTuple):
    ids: list[str] | None
    component: str | None
    search: str | None
    from_level: str | None = None


def _show(
    kind: Literal["questions", "kpis", "actions"], asked: _Asked, workspace: Path | None, *, as_json: bool
) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.library.lines import found_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.library.look import libraries_of, library_json, look  # noqa: PLC0415 - the same
    from cxdna.workflows.library.model import Filters  # noqa: PLC0415 - the same

    filters = Filters(tuple(asked.ids or ()), asked.component, asked.search, asked.from_level)
    found = look(libraries_of(where(workspace)), kind, filters)
    if as_json:
        typer.echo(library_json(found))
        return
    for line in found_lines(found, in_full=bool(asked.ids)):
        typer.echo(wrapped(line))

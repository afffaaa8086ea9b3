"""`cxdna brand`: whose names, logos and colour documents carry, in this workspace and in all of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, near, user_settings, where

app = typer.Typer(
    help="Set the names, logos and colour of documents: your own once, the client's in each workspace.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def show(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show what documents are printed with, and where each of it is from."""
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.branding import SHAPE, describe, what_holds  # noqa: PLC0415 - the same
    from cxdna.workspace.find import around, find  # noqa: PLC0415 - the same

    here = Path.cwd()
    home = find(here, workspace) if workspace or around(here) else None
    settings = user_settings()
    held = what_holds(home, settings)
    if as_json:
        shape = {"format": SHAPE, "settings": str(settings), "brand": held}
        typer.echo(msgspec.json.format(msgspec.json.encode(shape)).decode())
        return
    lines = describe(held)
    first, second = (max(len(line[at]) for line in lines) for at in (0, 1))
    for what, value, said in lines:
        place = near(Path(said)) if Path(said).is_absolute() else said
        typer.echo(wrapped(f"{what:{first}}  {value:{second}}  {place}".rstrip()))
    typer.echo("")
    if home:
        typer.echo(wrapped("Next:  cxdna brand set --name NAME --logo FILE    the client's, in this workspace"))
        typer.echo(wrapped("       cxdna brand set --mine                     your own, for all workspaces"))
    else:
        typer.echo(wrapped("Next:  cxdna brand set --mine --name NAME --logo FILE    your own, for all workspaces"))


@app.command("set")
def set_(
    mine: Annotated[
        bool, typer.Option("--mine", help="Your own, for all workspaces; left out: the client's, in this workspace.")
    ] = False,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="As it stands on the cover.", show_default=False)
    ] = None,
    logo: Annotated[
        str | None, typer.Option(metavar="FILE", help="A PNG or JPEG; it is copied.", show_default=False)
    ] = None,
    accent: Annotated[
        str | None, typer.Option(metavar="COLOUR", help="One colour, as '#0f5c63'.", show_default=False)
    ] = None,
    confidentiality: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The line at the foot of each page.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Set names, logo, accent and the line at the foot; what you leave out stays, and '' takes something out."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.errors import UserError  # noqa: PLC0415 - the same
    from cxdna.workflows.branding import Change, set_brand  # noqa: PLC0415 - the same
    from cxdna.workspace.find import find  # noqa: PLC0415 - the same

    if mine and workspace is not None:
        raise UserError("both --mine and a workspace are named", "leave one of them out")
    if all(one is None for one in (name, logo, accent, confidentiality)):
        raise UserError("nothing is named to be set", "give --name, --logo, --accent or --confidentiality")
    change = Change(
        name=name,
        logo=Path(logo) if logo else None,
        accent=accent,
        confidentiality=confidentiality,
        no_logo=logo is not None and not logo,
    )
    folder = user_settings() if mine else find(where(workspace).here, workspace).branding
    path = set_brand(folder, "consultant" if mine else "client", change)
    typer.echo(wrapped(f"Written: {near(path)}"))
    typer.echo(wrapped("Next:  cxdna brand show"))

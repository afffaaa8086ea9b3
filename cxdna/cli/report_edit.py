"""`cxdna report edit`: the words of the documents, changed as one text file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, near, now, refuse_no_file, where
from cxdna.errors import EXIT_BAD_INPUT, CxdnaError, Problems, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cxdna.organisation.model import Written
    from cxdna.workflows.printing.model import Request
    from cxdna.workflows.wording.model import Words

Only: TypeAlias = Literal["stale", "written", "drafted"]


def edit(
    only: Annotated[
        Only | None,
        typer.Option(help="Only the texts in this state; a stale one stands over figures that have changed since."),
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who wrote it, for the colophon.", show_default=False)] = "",
    list_: Annotated[
        bool, typer.Option("--list", help="Say which texts are written, and which of them stale.")
    ] = False,
    back: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="Take a text back to its draft; may be given several times."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="Say that a stale text still holds; may be given several times."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the file and change it elsewhere; - prints it.", show_default=False),
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take such a file back.", show_default=False)
    ] = None,
    discard: Annotated[
        bool, typer.Option("--discard", help="Throw away what an earlier edit left in words-edit.yaml.")
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Change drafted texts into your own words, all in one text file, each with the figures under it.

    What you write stays when the report is made again. Where a figure under it changes, it is printed all the same and
    marked as stale: where it stands, in this file, in the colophon, and when documents are made.
    """
    from cxdna.workflows.printing.model import Request  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.wording.gather import gather  # noqa: PLC0415 - the same

    _refuse_several(list_ or as_json, back or keep, to, from_, discard)
    request = Request(where=where(workspace, assessment), moment=now())
    if discard:
        _discard(request)
        return
    words = gather(request)
    if list_ or as_json:
        _list(words, only, as_json=as_json)
    elif back or keep:
        _change_back(request, words, back or [], keep or [], by)
    elif to is not None:
        _write_out(request, words, only, to)
    elif from_ is not None:
        _take_back(request, words, from_, by)
    else:
        _edit(request, words, only, by)


def _refuse_several(*asked: object) -> None:
    if sum(bool(one) for one in asked) > 1:
        raise UserError(
            "several things are asked for at once",
            "give one of --list, --back or --keep, --to, --from and --discard, or none of them to edit",
        )


def _list(words: Words, only: Only | None, *, as_json: bool) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.wording.listing import list_texts, listing_json, listing_lines  # noqa: PLC0415 - the same

    listing = list_texts(words, only)
    if as_json:
        typer.echo(listing_json(listing))
        return
    for line in listing_lines(words, listing, only):
        typer.echo(wrapped(line))


def _change_back(request: Request, words: Words, back: list[str], keep: list[str], by: str) -> None:
    from cxdna.workflows.wording import take_back as taking  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.wording.edit import record, signed  # noqa: PLC0415 - the same

    today = _today(request)
    gone, held = taking.back(words, back, by="", today=today), taking.keep(words, keep, by="", today=today)
    gone, held = signed(gone, by), signed(held, by)
    record(request, words, [*gone, *held])
    if gone:
        _say(words, gone)
    if held:
        _say(words, held, held=True)


def _write_out(request: Request, words: Words, only: Only | None, to: Path) -> None:
    from cxdna.workflows.wording.edit import file_for_people, write_new  # noqa: PLC0415 - heavy: not for --help

    if str(to) == "-":
        typer.echo(file_for_people(words, request, only), nl=False)
        return
    refuse_no_file(to)
    write_new(file_for_people(words, request, only), to)
    typer.echo(f"{near(to)} holds the texts, each with the figures under it.")
    typer.echo(f"Next:  change it, then  cxdna report edit --from {near(to)}")


def _take_back(request: Request, words: Words, path: Path, by: str) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.wording.edit import record, signed  # noqa: PLC0415 - the same
    from cxdna.workflows.wording.take_back import take_back  # noqa: PLC0415 - the same

    taken = take_back(words, path, by="", today=_today(request))
    written = signed(taken.written, by or _asked_who(unsigned=any(one.text and not one.by for one in taken.written)))
    record(request, words, written)
    if path.resolve() == _file(request).resolve():
        path.unlink()
    for warning in taken.warnings:
        typer.echo(wrapped(f"Look again: {warning}.", sys.stderr), err=True)
    _say(words, written)


def _asked_who(*, unsigned: bool) -> str:
    """Return who wrote it, asked for where somebody can be asked; "" for nobody."""
    from cxdna.cli.ask import Ended, line  # noqa: PLC0415 - heavy: not for --help

    if not unsigned or not sys.stdin.isatty():
        return ""
    try:
        return line("Who wrote this? The colophon says so. (Enter: nobody is named) ")
    except Ended:
        return ""


def _edit(request: Request, words: Words, only: Only | None, by: str) -> None:
    """Open the file until it can be taken, or until it is left for later."""
    from cxdna.cli.editor import open_again, open_in_editor  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.wording.edit import file_for_people, write_new  # noqa: PLC0415 - the same
    from cxdna.workflows.wording.gather import gather  # noqa: PLC0415 - the same

    path = _file(request)
    if again := path.exists():
        typer.echo(wrapped(f"Going on with {near(path)}, as it was left. Begin anew with: cxdna report edit --discard"))
    else:
        write_new(file_for_people(words, request, only), path)
    before = path.read_bytes()
    while True:
        try:
            opened = open_in_editor(path)
        except CxdnaError:
            if path.read_bytes() == before and not again:
                path.unlink()
            raise
        if not opened:
            typer.echo(wrapped(f"The texts are in {near(path)}. Change it in an editor, save it, and take it back:"))
            typer.echo(wrapped(f"Next:  cxdna report edit --from {near(path)}"))
            return
        try:
            # Figures may have changed while the file was open: texts are recorded over what they were read with.
            _take_back(request, gather(request), path, by)
        except Problems as problems:
            if not open_again(problems, near(path), "cxdna report edit"):
                raise typer.Exit(EXIT_BAD_INPUT) from None
        else:
            return


def _discard(request: Request) -> None:
    path = _file(request)
    was_there = path.exists()
    path.unlink(missing_ok=True)
    typer.echo(f"{near(path)} is gone; every text is as it was." if was_there else "Nothing is being edited.")
    typer.echo("Next:  cxdna report edit")


def _file(request: Request) -> Path:
    from cxdna.workflows.wording.edit import EDIT_FILE, home  # noqa: PLC0415 - heavy: not for --help

    workspace, _ = home(request)
    return workspace.folder / EDIT_FILE


def _today(request: Request) -> date:
    from cxdna.workflows.wording.edit import home  # noqa: PLC0415 - heavy: not for --help

    return home(request)[1]


def _say(words: Words, written: Sequence[Written], *, held: bool = False) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.wording.edit import recorded_lines  # noqa: PLC0415 - the same

    for line in recorded_lines(words, written, held=held):
        typer.echo(wrapped(line))

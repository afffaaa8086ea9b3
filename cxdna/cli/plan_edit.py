"""`cxdna plan edit`: the plan as one file, changed in an editor or a spreadsheet program, and taken back checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, near, now, refuse_no_file, where
from cxdna.errors import EXIT_BAD_INPUT, Problems, UserError


def edit(
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write a workbook for a spreadsheet program instead of opening an editor.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Only write the file, here; - prints it.", show_default=False),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Only take back a file, text or workbook, that was changed.",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over a file that is there, also where it was not taken.")
    ] = False,
    discard: Annotated[
        bool, typer.Option("--discard", help="Throw away what is being edited and was not taken yet.")
    ] = False,
    drop_missing: Annotated[
        bool, typer.Option("--drop-missing", help="Drop actions that the file leaves out, without asking; with --why.")
    ] = False,
    why: Annotated[
        str,
        typer.Option("--why", metavar="TEXT", help="Why what it leaves out is dropped; it stays in the history."),
    ] = "",
    on_conflict: Annotated[
        Literal["file", "plan"] | None,
        typer.Option(
            help="Where a field was changed in the file and in the plan as well since the file was written: which of "
            "them holds. Left out: both are listed and nothing is taken.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", "--name", metavar="NAME", help="The person who changed it.", show_default=False)
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Open the plan as one text file in your editor, and take it back checked.

    Where something is wrong nothing is taken, and the command again opens the file as you left it.
    """
    from cxdna.workflows.one_line import one_line  # noqa: PLC0415 - heavy: not for --help

    _refuse_both(xlsx=xlsx, to=to, from_=from_, discard=discard)
    place = where(workspace, assessment)
    reason = one_line(why, "the reason", 400)
    if drop_missing and not reason:
        raise UserError("the reason is missing", "say why actions are dropped, with --why")
    how = {"on_conflict": on_conflict, "by": one_line(by, "the name", 200)}
    without_asking = (lambda _actions: reason) if drop_missing else None
    if discard:
        _discard(place)
    elif from_ is not None:
        _say(_taken(place, from_, {**how, "drop": without_asking}), as_json=as_json)
    elif xlsx or to is not None:
        _write(place, to, xlsx=xlsx or (to is not None and to.suffix.lower() == ".xlsx"), replace=replace)
    else:
        _edit(place, {**how, "drop": without_asking or (lambda actions: _ask(actions, reason))}, as_json=as_json)


def _refuse_both(*, xlsx: bool, to: Path | None, from_: Path | None, discard: bool) -> None:
    said = [
        name
        for name, is_said in (("--discard", discard), ("--from", from_ is not None), ("--to", to is not None))
        if is_said
    ]
    if len(said) > 1 or (xlsx and said and said != ["--to"]):
        raise UserError(
            f"{' and '.join([*said, *(['--xlsx'] if xlsx else [])])} do not go together", "name one of them"
        )


def _write(place: Any, to: Path | None, *, xlsx: bool, replace: bool) -> None:  # noqa: ANN401 - its type is heavy
    """Write the file and say how to go on."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.edit import files  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    with current(place) as now_here:
        moment = now()
        here = planned(now_here, moment)
        if to is not None and str(to) == "-" and not xlsx:
            typer.echo(files.text_of(here, files.text_place(now_here.workspace)), nl=False)
            return
        if to is not None:
            refuse_no_file(to, "a workbook cannot be printed" if xlsx and str(to) == "-" else "")
        out = Path(near(to or (files.workbook_place if xlsx else files.text_place)(now_here.workspace)))
        if not replace:
            files.refuse_untaken(here, out, moment)
        if xlsx:
            files.write_workbook(here, out, moment)
        else:
            files.write_text(here, out)
    typer.echo(wrapped(f"Wrote {out}. Change it, save it, and take it back:"))
    typer.echo(wrapped(f"Next:  cxdna plan edit --from {out}"))


def _taken(place: Any, path: Path, how: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
    """Return what was taken from a file; the text that is being edited is gone once it is taken."""
    from cxdna.workflows.current import current  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.edit.files import discard, take_file, text_place  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.edit.taking import Handling  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    with current(place) as here:
        moment = now()
        taken = take_file(planned(here, moment), path, Handling(**how), moment)
        if path.resolve() == text_place(here.workspace).resolve():
            discard(here.workspace)
    return taken


def _edit(place: Any, how: dict[str, Any], *, as_json: bool) -> None:  # noqa: ANN401 - as above
    """Open the text until it can be taken, or until it is left for later."""
    from cxdna.cli.editor import open_again, open_in_editor  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.edit.files import text_place, write_text  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same

    with current(place) as here:
        path = Path(near(text_place(here.workspace)))
        if path.exists():
            typer.echo(wrapped(f"Going on with {path}, as it was left. Begin anew with: cxdna plan edit --discard"))
        else:
            write_text(planned(here, now()), path)
    while True:
        if not open_in_editor(path):
            typer.echo(wrapped(f"The plan is in {path}. Change it in an editor, save it, and take it back:"))
            typer.echo(wrapped(f"Next:  cxdna plan edit --from {path}"))
            return
        try:
            taken = _taken(place, path, how)
        except Problems as problems:
            if not open_again(problems, path, "cxdna plan edit"):
                raise typer.Exit(EXIT_BAD_INPUT) from None
        else:
            _say(taken, as_json=as_json)
            return


def _ask(actions: Sequence[Any], reason: str) -> str:
    """Ask whether actions that are not in the file any more are to be dropped, and why; "" where they stay."""
    from cxdna.cli.ask import Ended, line, until_right  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.one_line import one_line  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.drop import promise  # noqa: PLC0415 - the same

    is_one = len(actions) == 1
    typer.echo("This action is not in the file any more:" if is_one else "These actions are not in the file any more:")
    for action in actions:
        typer.echo(wrapped(f"  {promise(action)}" if promise(action) else f"  {action.id}  {action.title}"))
    try:
        given = line(f"Drop {'it' if is_one else 'them'} from the plan? y or n [n]: ")
        if given.casefold() not in {"y", "yes"}:
            return ""
        return reason or until_right("Why", lambda text: one_line(text, "the reason", 400) or _missing())
    except Ended:
        return ""


def _missing() -> str:
    raise UserError("the reason stays in the history", "say it in a few words")


def _discard(place: Any) -> None:  # noqa: ANN401 - as above
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.edit.files import discard, text_place  # noqa: PLC0415 - the same

    with opened(place) as (workspace, _):
        was_there = discard(workspace)
        path = near(text_place(workspace))
    typer.echo(wrapped(f"{path} is gone; the plan is as it was." if was_there else "Nothing is being edited."))
    typer.echo("Next:  cxdna plan edit")


def _say(taken: Any, *, as_json: bool) -> None:  # noqa: ANN401 - as above
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.edit.files import taken_json, taken_lines  # noqa: PLC0415 - the same

    if as_json:
        typer.echo(taken_json(taken))
        return
    for one in taken_lines(taken):
        typer.echo(wrapped(one))

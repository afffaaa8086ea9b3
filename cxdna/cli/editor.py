"""A file opened in the editor of whoever sits at the terminal, and back here when they are done."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from cxdna.errors import Problems, UserError

_NAMED_BY: Final = ("VISUAL", "EDITOR")
_USUAL: Final = {
    "win32": (("notepad",),),
    "darwin": (("nano",), ("vim",), ("vi",), ("open", "-W", "-n", "-t")),
}
"""What is there on each system, the easiest first; the last of macOS is its own editor, waited for."""
_USUAL_ELSEWHERE: Final = (("sensible-editor",), ("nano",), ("micro",), ("vim",), ("vi",))
# These hand a file to a window that is open already and are done at once, unless they are told to wait.
_WAITS: Final = dict.fromkeys(
    ("code", "code-insiders", "codium", "cursor", "gedit", "mate", "subl", "windsurf", "zed"), "--wait"
) | {"kate": "--block", "gvim": "--nofork", "mvim": "--nofork"}
_SAID: Final = frozenset({"--wait", "-w", "--block", "-b", "--nofork", "-f"})


def open_again(problems: Problems, path: Path | str, command: str) -> bool:
    """Say what is wrong with a file that was edited, and ask whether to open it again or leave it for later."""
    from cxdna.cli.ask import Ended, line  # noqa: PLC0415 - only where something is wrong
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.statistics.display import counted  # noqa: PLC0415 - the same
    from cxdna.workflows.one_line import printable  # noqa: PLC0415 - the same

    for problem in problems.problems:
        typer.echo(wrapped(printable(str(problem))))
    count = counted(len(problems.problems), "problem")
    typer.echo(wrapped(f"{count}: nothing was taken. What you typed is in {path}."))
    try:
        given = line("Enter opens it again, q leaves it for later: ")
    except (Ended, KeyboardInterrupt):
        given = "q"
    if given.casefold() not in {"q", "quit", "n", "no"}:
        return True
    typer.echo(wrapped(f"Go on with:  {command}"))
    typer.echo(wrapped(f"Throw it away with:  {command} --discard"))
    return False


def open_in_editor(path: Path) -> bool:
    """Let people edit a file, and return once they have left the editor.

    The editor is what VISUAL or EDITOR names, with its arguments, else one that the system usually has. False where
    there is no terminal or no editor: nothing was opened. Raises `UserError` where the one that is named is not there,
    and where the editor ends with an error, which is how vim says that nothing is to be taken (`:cq`).
    """
    if not at_terminal():
        return False
    command = editor()
    if command is None:
        return False
    with _left_alone():
        try:
            # What runs is what people named as their editor themselves.
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - as said above
        except OSError as problem:
            raise UserError(
                f"the editor '{command[0]}' could not be started: {problem.strerror}", _name_one()
            ) from None
    if code:
        raise UserError(
            f"the editor '{command[0]}' ended with an error ({code}), so nothing was taken", f"the file is still {path}"
        )
    return True


def at_terminal() -> bool:
    """Tell whether somebody sits at a terminal in which an editor can run."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def editor() -> list[str] | None:
    """Return the command of the editor, None where none is known. Raises `UserError` for one that is not there."""
    for name in _NAMED_BY:
        said = os.environ.get(name, "").strip()
        if said:
            return _waiting(_named(said, name))
    for usual in _USUAL.get(sys.platform, _USUAL_ELSEWHERE):
        if shutil.which(usual[0]):
            return list(usual)
    return None


def _named(said: str, name: str) -> list[str]:
    """Return the command that a variable holds: a program, also one whose path has spaces, or one with arguments."""
    if shutil.which(said):
        return [said]
    try:
        # The rules of a POSIX shell would take the backslashes out of a Windows path.
        parts = shlex.split(said, posix=os.name != "nt")
    except ValueError:
        parts = []
    parts = [part.strip('"') for part in parts] if os.name == "nt" else parts
    if not parts or not shutil.which(parts[0]):
        raise UserError(f"the editor that {name} names is not there: {said}", _name_one())
    return parts


def _name_one() -> str:
    how = "set EDITOR=notepad" if os.name == "nt" else "export EDITOR=nano"
    return f"name one that is, for example: {how}"


def _waiting(command: list[str]) -> list[str]:
    wait = _WAITS.get(Path(command[0]).stem.lower())
    return [*command, wait] if wait and not _SAID.intersection(command) else command


@contextmanager
def _left_alone() -> Iterator[None]:
    """Leave Ctrl-C to the editor, which knows what it means there; a handler of ours is not handed on to it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

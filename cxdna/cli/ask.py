"""Questions on a terminal as plain lines, which a pipe can answer and a screen reader can read.

Nothing here moves the cursor or clears anything: what was said stays where it was said.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Final, TypeVar

import typer

from cxdna.errors import UserError, capital, full_stop

T = TypeVar("T")

WIDEST: Final = 100
NARROWEST: Final = 30
PIPE_WIDTH: Final = 80
TOGETHER: Final = "\N{NO-BREAK SPACE}"
"""Keeps words on one line in `say`, which prints a plain space for it."""
# What arrow keys and the like send where no line editor takes them in.
_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?")


class Ended(Exception):
    """Nobody answers any more."""


def line(prompt: str = "> ") -> str:
    """Return what is typed after a prompt, without spaces around it. Raises `Ended` when input ends."""
    _take_any_byte()
    shown = _wrapped(prompt, 0) + " " if sys.stdout.isatty() and len(prompt) > width() else prompt
    while True:
        sys.stdout.write(shown)
        sys.stdout.flush()
        given = _typed()
        if not given:
            sys.stdout.write("\n")
            raise Ended
        if not sys.stdin.isatty():
            sys.stdout.write("\n")  # nobody pressed Enter where it would show
        if not any("\ud800" <= sign <= "\udfff" for sign in given):
            return _plain(given)
        typer.echo("That was not text in UTF-8, so nothing was taken from it. Type it again.")


def _typed() -> str:
    try:
        return sys.stdin.readline()
    except OSError:  # the terminal is gone, which some systems tell as an error
        return ""


def _take_any_byte() -> None:
    """Let bytes that are no text come in marked, instead of ending the program with what was read before them."""
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")


def _plain(given: str) -> str:
    """Return a line without what keys send that write nothing."""
    shown = _ESCAPES.sub("", given)
    return "".join(sign for sign in shown if sign == "\t" or unicodedata.category(sign) != "Cc").strip()


def until_right(prompt: str, read: Callable[[str], T], default: str = "") -> T:
    """Ask until an answer can be read; what is wrong with one is said. An empty line stands for the default."""
    while True:
        given = line(f"{prompt} [{default}]: " if default else f"{prompt}: ")
        try:
            return read(given or default)
        except UserError as error:
            say(sentence(error))


def sentence(error: Exception) -> str:
    """Return an error as a sentence of its own."""
    text = str(error)
    return capital(text) + full_stop(text)


def width() -> int:
    """Return how many columns text may take."""
    if not sys.stdout.isatty():
        return PIPE_WIDTH
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)


def say(text: str = "", *, hang: int = 0, bold: bool = False) -> None:
    """Print a line of text, on a terminal wrapped to its width and going on `hang` columns further in.

    Bold is for emphasis only: it is left out where colour is not wanted, and nothing is lost.
    """
    shown = (_wrapped(text, hang) if sys.stdout.isatty() else text).replace(TOGETHER, " ")
    typer.secho(shown, bold=True) if bold and _emphasis() else typer.echo(shown)


def _wrapped(text: str, hang: int) -> str:
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return textwrap.fill(
        text.strip(" "),
        width(),
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _emphasis() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

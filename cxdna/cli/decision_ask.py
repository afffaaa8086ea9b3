"""The questions of `cxdna decision add`: what the command line left out is asked for where somebody can answer."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import typer

from cxdna.cli.ask import Ended, line, sentence
from cxdna.cli.wrap import wrapped
from cxdna.errors import UserError
from cxdna.plan.figures import read_cost
from cxdna.workflows.planning.decisions import Ask, read_ask, read_by


def completed(ask: Ask, currency: str, today: dt.date) -> Ask:
    """Return a decision with what was left out asked for. Raises `Problems` for what is wrong on the command line.

    Where nobody can be asked, what was left out stays out.
    """
    read_ask(ask, currency, today)
    if not sys.stdin.isatty():
        return ask
    try:
        any_words = _any(today)
        what = ask.what or _asked("What is to be decided, in a sentence", _needed(any_words))
        return Ask(
            what=what,
            who=_unless(ask.who, "Who decides (Enter: not known yet)", any_words),
            by=_unless(ask.by, "By when (Enter: no day yet)", _or_empty(_day(today))),
            cost=_unless(ask.cost, f"Cost in {currency} (Enter: nothing is said)", _or_empty(_cost(currency))),
            if_not=_unless(ask.if_not, "What happens otherwise (Enter: nothing is said)", any_words),
        )
    except Ended:
        raise UserError("the questions were not answered to the end", "nothing was noted; begin again") from None


def _unless(given: str | None, prompt: str, check: Callable[[str], object]) -> str:
    return _asked(prompt, check) if given is None else given


def _asked(prompt: str, check: Callable[[str], object]) -> str:
    """Ask until the answer can be read, and return it as it was typed."""
    while True:
        text = line(f"{prompt}: ")
        try:
            check(text)
        except UserError as error:
            typer.echo(wrapped(sentence(error)))
        else:
            return text


def _needed(check: Callable[[str], object]) -> Callable[[str], object]:
    def needed(text: str) -> None:
        if not text:
            raise UserError("something is needed here", "type a sentence, or leave with Ctrl-C")
        check(text)

    return needed


def _any(today: dt.date) -> Callable[[str], object]:
    return lambda text: read_ask(Ask(if_not=text), "", today)


def _day(today: dt.date) -> Callable[[str], object]:
    return lambda text: read_by(text, today)


def _or_empty(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: read(text) if text else None


def _cost(currency: str) -> Callable[[str], object]:
    return lambda text: read_cost(text, currency)

"""What is asked when a new assessment follows another: which one, and whether its evidence is still true."""

from __future__ import annotations

import datetime as dt
import sys

import typer

from cxdna.cli.ask import Ended, line, sentence
from cxdna.cli.wrap import wrapped
from cxdna.errors import UserError
from cxdna.organisation.match import match
from cxdna.organisation.read_date import read_date
from cxdna.statistics.display import counted, long_date
from cxdna.store.model import Assessment
from cxdna.store.port import Store
from cxdna.workflows.current import Current
from cxdna.workflows.evidence.carry_over import Offered, decline, offered, take_over
from cxdna.workflows.life.new import newest_closed

WAYS = ("ask", "all-as-dated", "none")


def which_before(store: Store) -> Assessment | None:
    """Return the assessment to follow where none was named: on a terminal it is asked, else there is none."""
    before = newest_closed(store)
    if before is None:
        return None
    if not sys.stdin.isatty():
        typer.echo(wrapped(f"It follows none; there is {before.id}: --from {before.id} takes people and targets over."))
        return None
    typer.echo(wrapped(f"The newest closed assessment is {before.id}: {before.title}."))
    try:
        follows = agreed("Follow it: same people and targets, its evidence offered again? [Y/n] ", "y")
    except Ended:
        raise UserError("nobody answered, so nothing was opened", f"say --from {before.id}, or --from none") from None
    return before if follows else None


def agreed(prompt: str, default: str) -> bool:
    """Return whether the answer is yes; an empty line is the default. What is neither is asked again."""
    while True:
        given = (line(prompt) or default).casefold()
        if given in {"y", "yes", "n", "no"}:
            return given[0] == "y"
        typer.echo("Type y for yes or n for no.")


def read_way(said: str | None) -> str:
    """Return what is done about the evidence of the assessment before. Raises `UserError` for what is no way."""
    if said is not None:
        return match(said, WAYS, "way")
    return "ask" if sys.stdin.isatty() else "none"


def settle_evidence(now: Current, chosen: str, today: dt.date) -> None:
    """Take over, ask about or leave the evidence of the assessment before, and say what became of it."""
    waiting = offered(now, today)
    if not waiting:
        return
    taken = 0
    if chosen == "all-as-dated":
        for one in waiting:
            take_over(now, one.record.id, today=today)
        taken = len(waiting)
    elif chosen == "ask":
        try:
            taken = _ask_each(now, waiting, today)
        except Ended:
            typer.echo("Nobody answers any more: the rest can be confirmed later.")
    if taken:
        typer.echo(f"  {counted(taken, 'record')} of evidence taken over.")
    left = len(offered(now, today))
    if left:
        typer.echo(
            wrapped(
                f"  {counted(left, 'record')} of evidence from {now.assessment.previous} not confirmed: "
                "cxdna evidence list shows them, cxdna evidence confirm takes them over."
            )
        )


def _ask_each(now: Current, waiting: tuple[Offered, ...], today: dt.date) -> int:
    """Ask about each record, and return how many were taken over."""
    typer.echo(f"Evidence of {now.assessment.previous}: is it still true?")
    typer.echo(wrapped("y yes · n no · the date of a newer version · Enter later · q all others later"))
    taken = 0
    for at, one in enumerate(waiting, start=1):
        typer.echo(wrapped(f"{at} of {len(waiting)}  {one.record.title} ({one.record.kind}), {_age(one)}"))
        answer = _ask_one(now, one, today)
        if answer == "q":
            break
        taken += answer == "taken"
    return taken


def _age(one: Offered) -> str:
    age = "from this month" if one.age_months == 0 else f"{counted(one.age_months, 'month')} old"
    return f"{long_date(one.record.date)}, {age}" + ("" if one.fresh else ": too old to count unless it is newer")


def _ask_one(now: Current, one: Offered, today: dt.date) -> str:
    while True:
        given = line("Still true? ").casefold()
        try:
            if given in {"q", "quit"}:
                return "q"
            if given in {"", "s", "skip", "later"}:
                return "later"
            if given in {"n", "no"}:
                decline(now, one.record.id, today=today)
                return "declined"
            date = None if given in {"y", "yes"} else read_date(given)
            take_over(now, one.record.id, today=today, date=date)
        except UserError as error:
            typer.echo(wrapped(sentence(error)))
        else:
            return "taken"

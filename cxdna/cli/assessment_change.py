"""Closing, opening again and restating: what it means is shown first, and asked about."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import NamedTuple

import typer

from cxdna.cli.ask import Ended, line, sentence
from cxdna.cli.assessment_new import agreed
from cxdna.cli.wrap import wrapped
from cxdna.errors import EXIT_ANSWER_IS_NO, UserError
from cxdna.organisation.read_date import read_date
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import long_date, shown
from cxdna.store.model import Assessment
from cxdna.store.port import Store
from cxdna.workflows.current import current, local_day, look_at, opened
from cxdna.workflows.life.close import close_assessment, refuse_closed_or_empty
from cxdna.workflows.life.new import newest_closed
from cxdna.workflows.life.reopen import reopen, told_of_reopening
from cxdna.workflows.life.restate import Proposal, propose, restate
from cxdna.workflows.life.restate_change import AnswerAsk, Ask, EvidenceAsk, TargetAsk
from cxdna.workflows.life.warnings import warnings
from cxdna.workflows.one_line import LONGEST_NAME, one_line
from cxdna.workflows.where import Where


class Asked(NamedTuple):
    """What is to be corrected, as it was typed."""

    respondent: str | None
    question: str | None
    answer: str | None
    evidence: str | None
    withdraw: bool
    date: str | None
    periods: int | None
    covers: tuple[str, ...]
    target: tuple[str, str] | None


def close_now(place: Where, moment: dt.datetime, *, date: str | None, by: str, yes: bool) -> Iterator[str]:
    """Close an assessment after showing what a reader would ask; yield what came of it."""
    with current(place) as here:
        today = local_day(here.workspace, moment)
        day = today if date is None else read_date(date)
        if day > today:
            raise UserError(f"{long_date(day)} is still to come", "close it by today or a day before")
        who = one_line(by, "--by", LONGEST_NAME)
        refuse_closed_or_empty(here, day)
        typer.echo(wrapped(f"{here.assessment.id}: {here.assessment.title}"))
        _show_warnings(warnings(here, day, today))
        who = who or (_asked_who(here.assessment.prepared_by) if not yes else "") or here.assessment.prepared_by
        if not yes:
            typer.echo(wrapped("Afterwards nothing in it changes any more; what was wrong can only be restated."))
            _confirm("Close it? [y/N] ")
        closing = close_assessment(here, date=day, by=who)
        yield f"Closed. Evidence age counts to {long_date(day)}."
        yield f"Fingerprint: {short(closing.fingerprint)}"
        yield closing.fingerprint
        yield "Keep it elsewhere, in minutes or with your auditor: whoever has it can verify this assessment for good."
        yield "Next:  cxdna report --archive, and cxdna export for a copy of everything"


def _asked_who(otherwise: str) -> str:
    """Return who closes it, asked for on a terminal; "" for nobody, or for who prepared it."""
    if not sys.stdin.isatty():
        return ""
    while True:
        try:
            return one_line(
                line(f"Who closes it? (Enter: {otherwise or 'nobody is named'}) "), "the name", LONGEST_NAME
            )
        except UserError as error:
            typer.echo(wrapped(sentence(error)))
        except Ended:
            raise UserError("nobody said yes, so nothing was changed", "begin again") from None


def _show_warnings(told: tuple[str, ...]) -> None:
    if not told:
        typer.echo("Nothing is missing that a reader would ask about.")
        return
    typer.echo("A reader will ask about this:")
    for one in told:
        typer.echo(wrapped(f"  {one}"))


def _confirm(prompt: str) -> None:
    """Go on when the answer is yes; leave with the exit code for no otherwise."""
    try:
        if agreed(prompt, "n"):
            return
    except Ended:
        raise UserError("nobody said yes, so nothing was changed", "give --yes where nobody can be asked") from None
    typer.echo("Nothing was changed.")
    raise typer.Exit(EXIT_ANSWER_IS_NO)


def reopen_now(place: Where, moment: dt.datetime, *, reason: str, by: str, yes: bool) -> Iterator[str]:
    """Open a closed assessment again; yield what came of it."""
    with opened(place) as (workspace, store):
        here = look_at(workspace, store, _closed(store, place))
        told = told_of_reopening(here, by=by, reason=reason)
        if not yes:
            for text in told:
                typer.echo(wrapped(text))
            _confirm("Open it again? [y/N] ")
        reopen(here, by=by, reason=reason, day=local_day(workspace, moment), moment=moment)
        yield f"{here.assessment.id} is open again. Documents say so, with who and why, until it is closed and after."
        yield "Next:  cxdna assess, then cxdna assessment close"


def _closed(store: Store, place: Where) -> str | None:
    """Return the assessment that is meant: the one named, else the newest closed one."""
    if place.assessment is not None:
        return place.assessment
    found: Assessment | None = newest_closed(store)
    return found.id if found else None


def restate_now(place: Where, moment: dt.datetime, asked: Asked, *, reason: str, by: str, yes: bool) -> Iterator[str]:
    """Correct a closed assessment after showing what that does to the scores; yield what came of it."""
    with opened(place) as (workspace, store):
        here = look_at(workspace, store, _closed(store, place))
        proposal = propose(here, _ask(asked), by=by, reason=reason, today=local_day(workspace, moment))
        for text in _proposed(proposal):
            typer.echo(wrapped(text))
        if not yes:
            _confirm("Restate it? It stays, and every document shows it with who and why. [y/N] ")
        made = restate(here, proposal)
        yield f"Restated: correction {made.number} of {here.assessment.id}."
        yield f"Fingerprint now: {short(proposal.fingerprint)}"
        yield proposal.fingerprint
        if here.closing:
            yield f"That of the closing, {short(here.closing.fingerprint)}, can be verified as before."
        yield "Next:  cxdna report"


def _ask(asked: Asked) -> Ask:
    """Return the one thing that is to be corrected. Raises `UserError` for none, several or half of one."""
    answer, others = (asked.respondent, asked.question, asked.answer), asked.withdraw or asked.date or asked.periods
    kinds = [any(one is not None for one in answer), asked.evidence is not None, asked.target is not None]
    if sum(kinds) != 1:
        raise UserError(
            "one thing is restated at a time, and " + ("none was named" if not any(kinds) else "several were named"),
            "give --respondent, --question and --answer; or --evidence; or --target PART LEVEL",
        )
    if (others or asked.covers) and asked.evidence is None:
        raise UserError("only evidence is withdrawn or dated", "name the record with --evidence ID")
    if asked.evidence is not None:
        date = None if asked.date is None else read_date(asked.date)
        return EvidenceAsk(asked.evidence, asked.withdraw, date, asked.periods, asked.covers)
    if asked.target is not None:
        return TargetAsk(*asked.target)
    if asked.respondent is None or asked.question is None or asked.answer is None:
        raise UserError("an answer needs whose it is, to what, and what it is now", "give all three options")
    return AnswerAsk(asked.respondent, asked.question, asked.answer)


_OF = {"as_answered": "Scores, as answered", "as_shown": "Scores, as shown by evidence", "gap": "Gap to the target"}


def _proposed(proposal: Proposal) -> Iterator[str]:
    yield proposal.what
    yield f"  was  {proposal.old}"
    yield f"  is   {proposal.new}"
    if not proposal.effects:
        yield "What that does to the scores is not shown here: it would tell what the answer was."
    width = max((len(one.name) for one in proposal.effects), default=0)
    for of, heading in _OF.items():
        effects = [one for one in proposal.effects if one.of == of]
        if effects:
            yield f"{heading}:"
        for one in effects:
            same = "   (the same)" if one.before == one.after else ""
            yield f"  {one.name.ljust(width)}  {shown(one.before, 2)} -> {shown(one.after, 2)}{same}"

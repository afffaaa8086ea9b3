"""`cxdna assessment`: a further one is opened, looked at, closed, opened again, and corrected after closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, ClosedOption, JsonOption, WorkspaceOption, now, where

app = typer.Typer(help="Open, list, close and correct assessments.", no_args_is_help=True, add_completion=False)

ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether to go on.")]


@app.command()
def new(
    previous: Annotated[
        str | None,
        typer.Option("--from", metavar="ID", help="The one it follows, latest, or none.", show_default=False),
    ] = None,
    title: Annotated[str | None, typer.Option(help="As on the cover.", show_default=False)] = None,
    questionnaire: Annotated[str | None, typer.Option(help="What is asked: pulse.", show_default=False)] = None,
    mode: Annotated[
        str | None, typer.Option(help="named, confidential or anonymous; fixed.", show_default=False)
    ] = None,
    basis: Annotated[str | None, typer.Option(help="as_answered or as_shown; fixed.", show_default=False)] = None,
    scope: Annotated[str | None, typer.Option(help="What it covers.", show_default=False)] = None,
    prepared_for: Annotated[str | None, typer.Option(help="For whom.", show_default=False)] = None,
    prepared_by: Annotated[str | None, typer.Option(help="By whom.", show_default=False)] = None,
    setting: Annotated[str | None, typer.Option(help="How it is held.", show_default=False)] = None,
    evidence: Annotated[
        str | None,
        typer.Option(
            help="Evidence of the one before: ask, all-as-dated (all is still true) or none (confirm it later).",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Open a new assessment; one that follows another takes its people and targets over, and offers its evidence."""
    from cxdna.cli.assessment_new import read_way, settle_evidence, which_before  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import local_day, look_at, opened  # noqa: PLC0415 - the same
    from cxdna.workflows.life.new import Wish, earlier, start, started_lines  # noqa: PLC0415 - the same

    wish = Wish(
        title=title,
        questionnaire=questionnaire,
        mode=mode,
        basis=basis,
        scope=scope,
        prepared_for=prepared_for,
        prepared_by=prepared_by,
        setting=setting,
    )
    way = read_way(evidence)
    with opened(where(workspace)) as (found, store):
        today = local_day(found, now())
        before = which_before(store) if previous is None else earlier(store, previous)
        made = start(store, found, wish, before, today)
        here = look_at(found, store, made.id)
        _say(started_lines(here, before))
        settle_evidence(here, way, today)
        typer.echo("Next:  cxdna assess, or cxdna invite for forms to colleagues")


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the assessments: where each stands, how many answered, and the fingerprint of closed ones."""
    from cxdna.workflows.current import opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.life.listing import assessments_json, list_assessments, list_lines  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (found, store):
        listed = list_assessments(found, store)
    if as_json:
        typer.echo(assessments_json(listed))
        return
    _say(list_lines(listed))


@app.command()
def close(
    date: Annotated[
        str | None, typer.Option(help="To which evidence age counts; left out: today.", show_default=False)
    ] = None,
    by: ByOption = "",
    yes: YesOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Close an assessment for good: it says what a reader would ask, keeps everything, and prints the fingerprint."""
    from cxdna.cli.assessment_change import close_now  # noqa: PLC0415 - heavy: not for --help

    _say(close_now(where(workspace, assessment), now(), date=date, by=by, yes=yes))


@app.command()
def reopen(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays for good.", show_default=False)] = "",
    by: ByOption = "",
    yes: YesOption = False,
    workspace: WorkspaceOption = None,
    assessment: ClosedOption = None,
) -> None:
    """Open a closed assessment again; that it was closed stays, and documents say who opened it and why."""
    from cxdna.cli.assessment_change import reopen_now  # noqa: PLC0415 - heavy: not for --help

    _say(reopen_now(where(workspace, assessment), now(), reason=reason, by=by, yes=yes))


@app.command()
def restate(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is corrected.", show_default=False)] = "",
    by: ByOption = "",
    respondent: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose answer; by id where names are not told.", show_default=False),
    ] = None,
    question: Annotated[str | None, typer.Option(metavar="ID", help="To which question.", show_default=False)] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            metavar="ANSWER", help="What it is now: 3, dont_know, or 'n/a REASON' in quotes.", show_default=False
        ),
    ] = None,
    evidence: Annotated[str | None, typer.Option(metavar="ID", help="Which record.", show_default=False)] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="The record does not count any more.")] = False,
    date: Annotated[str | None, typer.Option(help="Its date is another.", show_default=False)] = None,
    periods: Annotated[int | None, typer.Option(min=1, max=1000, help="Its periods are.", show_default=False)] = None,
    covers: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="It covers this instead; may be repeated.", show_default=False),
    ] = None,
    target: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="PART LEVEL", help="The target of a part is another.", show_default=False),
    ] = None,
    yes: YesOption = False,
    workspace: WorkspaceOption = None,
    assessment: ClosedOption = None,
) -> None:
    """Correct a closed assessment: old and new value, who and why stay, and every document shows them."""
    from cxdna.cli.assessment_change import Asked, restate_now  # noqa: PLC0415 - heavy: not for --help

    asked = Asked(
        respondent=respondent,
        question=question,
        answer=answer,
        evidence=evidence,
        withdraw=withdraw,
        date=date,
        periods=periods,
        covers=tuple(covers or ()),
        target=target,
    )
    _say(restate_now(where(workspace, assessment), now(), asked, reason=reason, by=by, yes=yes))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))

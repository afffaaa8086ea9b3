"""`cxdna survey add`: a file of answers is counted and its counts are kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdna.cli.survey_options import (
    EncodingOption,
    EngineName,
    EngineOption,
    MasterOption,
    MemoryOption,
    SkipBadOption,
    TemporaryOption,
    ThreadsOption,
    say,
    starting,
)
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where

if TYPE_CHECKING:
    from cxdna.alerts.model import Alert
    from cxdna.voice.model import SurveyFile, Voice
    from cxdna.workflows.surveys.choose import AddAsk
    from cxdna.workflows.surveys.limits import Counting


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, Parquet or XLSX.", show_default=False)],
    survey: Annotated[
        str | None,
        typer.Option(
            "--survey", metavar="ID", help="The survey; left out: the one whose columns fit.", show_default=False
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="What was asked and which column says what; left out: surveys/ID.yaml, or a guess.",
            show_default=False,
        ),
    ] = None,
    replaces: Annotated[
        str | None,
        typer.Option("--replaces", metavar="NAME", help="The earlier file whose place it takes.", show_default=False),
    ] = None,
    adds: Annotated[
        bool, typer.Option("--adds", help="Its answers are others, though of months that were counted before.")
    ] = False,
    skip_bad: SkipBadOption = False,
    encoding: EncodingOption = None,
    engine: EngineOption = EngineName.DUCKDB,
    master: MasterOption = None,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    temporary: TemporaryOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take a guess as it is, without asking.")] = False,
    by: Annotated[
        str, typer.Option("--by", "--name", metavar="NAME", help="The person who adds it.", show_default=False)
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Count a file of answers and keep the counts; the answers stay in it. Adding it again adds nothing."""
    from cxdna.workflows.surveys.choose import AddAsk, with_survey  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.limits import Counting  # noqa: PLC0415 - the same

    ask = with_survey(AddAsk(file, survey, mapping, encoding, skip_bad, replaces, adds, by))
    _add(ask, Counting(engine.value, master, memory, threads, temporary), workspace, yes=yes, as_json=as_json)


def _add(ask: AddAsk, counting: Counting, workspace: Path | None, *, yes: bool, as_json: bool) -> None:
    from cxdna.cli.survey_ask import agreed  # noqa: PLC0415 - heavy: not for --help
    from cxdna.voice.counts.engines import engine  # noqa: PLC0415 - the same
    from cxdna.workflows.alerting.open import surveys_of  # noqa: PLC0415 - the same
    from cxdna.workflows.alerting.raise_alerts import silence_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.alerts import alert_lines, raise_from, raise_missed, rules_for  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.choose import choose, with_replaced  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.counting import Counter, source_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.digest import digest_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import voice_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.limits import limits_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.take_in import Work, added_before, take_in  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.taken_lines import next_lines, taken_lines  # noqa: PLC0415 - the same

    limits = limits_of(counting, os.environ)
    with opened(where(workspace)) as (here, store):
        voice = voice_of(store)
        ask, digest = with_replaced(ask, voice), digest_of(ask.file)
        before, rules = added_before(voice, ask, digest), rules_for(here)
        if before is not None and rules is None:
            _tell_before(before, voice, (), as_json=as_json)
            return
        starting(counting.engine)
        with source_of(ask.file, ask.encoding, limits) as (source, folder):
            moment = now()
            work = Work(store, moment, local_day(here, moment), Counter(engine(counting.engine), limits, folder))
            if before is not None:
                _tell_before(before, voice, raise_missed(work, rules, before, source), as_json=as_json)
                return
            chosen = agreed(choose(here, ask, source, voice), source, ask.file, yes=yes, quiet=as_json)
            taken = take_in(work, ask, chosen, source, digest)
            if not as_json:
                say(taken_lines(taken))
            alerts = raise_from(work, rules, chosen.survey, taken.readable or source)
            silent = tuple(silence_lines(rules, taken.file, moment, surveys_of(store)))
    if as_json:
        from cxdna.workflows.surveys.added import added_report  # noqa: PLC0415 - for programs only
        from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same

        typer.echo(to_json(added_report(taken, chosen, alerts)))
    else:
        say(alert_lines(alerts))
        say(silent)
        say(next_lines(chosen.survey, alerts=bool(alerts)))


def _tell_before(before: SurveyFile, voice: Voice, alerts: Sequence[Alert], *, as_json: bool) -> None:
    """Say of a file that it is there already, and which alerts it raised only now."""
    from cxdna.workflows.surveys.hand import survey_meant  # noqa: PLC0415 - heavy: not for --help

    if as_json:
        from cxdna.workflows.surveys.added import before_report  # noqa: PLC0415 - for programs only
        from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same

        typer.echo(to_json(before_report(before, voice, alerts)))
        return
    from cxdna.workflows.surveys.alerts import alert_lines  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.taken_lines import before_lines, next_lines  # noqa: PLC0415 - the same

    say(before_lines(before))
    say(alert_lines(alerts))
    say(next_lines(survey_meant(voice, before.survey).survey, alerts=bool(alerts)))

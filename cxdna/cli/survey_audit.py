"""`cxdna survey audit` and `cxdna survey answer`: thirty checks of a survey, from its files and from a checklist."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.survey_options import (
    ByOption,
    EncodingOption,
    EngineName,
    EngineOption,
    MasterOption,
    MemoryOption,
    SurveyArgument,
    TemporaryOption,
    ThreadsOption,
    say,
)
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO


def audit(
    survey: SurveyArgument = None,
    file: Annotated[
        list[Path] | None,
        typer.Option("--file", metavar="FILE", help="Where a file lies now; it must be the same.", show_default=False),
    ] = None,
    encoding: EncodingOption = None,
    engine: EngineOption = EngineName.DUCKDB,
    master: MasterOption = None,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    temporary: TemporaryOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Check a survey for bias: its wording, its counts, and its files read again. Ends with 1 if there is a finding."""
    from cxdna.voice.counts.engines import engine as engine_named  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.auditing.audit import audit_survey  # noqa: PLC0415 - the same
    from cxdna.workflows.auditing.lines import audit_json, audit_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.auditing.read_again import Reader, folders_of  # noqa: PLC0415 - the same
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import survey_meant, voice_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.limits import Counting, limits_of_audit  # noqa: PLC0415 - the same

    limits = limits_of_audit(Counting(engine.value, master, memory, threads, temporary), os.environ)
    with opened(where(workspace)) as (here, store):
        voice = voice_of(store)
        fielded = survey_meant(voice, survey)
        folders = folders_of(Path.cwd(), here.folder)
        reader = Reader(engine=engine_named(engine.value), limits=limits, folders=folders, encoding=encoding)
        found = audit_survey(store, voice, fielded, reader, file or ())
        if as_json:
            typer.echo(audit_json(fielded.survey, found, local_day(here, now())))
        else:
            say(audit_lines(fielded.survey, found))
    if found.results("finding"):
        raise typer.Exit(EXIT_ANSWER_IS_NO)


def answer(
    survey: Annotated[str, typer.Argument(metavar="SURVEY", help="The survey, by its id.", show_default=False)],
    check: Annotated[
        str, typer.Argument(metavar="CHECK", help="The check, by the audit's name or number.", show_default=False)
    ],
    said: Annotated[
        str, typer.Argument(metavar="ANSWER", help="yes, partly, no or not_applicable.", show_default=False)
    ],
    evidence: Annotated[
        str, typer.Option(metavar="TEXT", help="What shows it, and where that lies.", show_default=False)
    ] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What else to know.", show_default=False)] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Answer a check that no file can show, with evidence."""
    from cxdna.voice.audit.checks import ASKED  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.auditing.answer import (  # noqa: PLC0415 - the same
        AnswerAsk,
        find_check,
        keep_answer,
        kept_lines,
        read_answer,
    )
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import survey_meant, voice_of  # noqa: PLC0415 - the same

    asked = find_check(check)
    with opened(where(workspace)) as (here, store):
        about = survey_meant(voice_of(store), survey).survey.id
        moment = now()
        ask = AnswerAsk(asked.id, said, evidence, note, by)
        checked = read_answer(ask, about, [one.id for one in ASKED], local_day(here, moment))
        new = keep_answer(store, checked, moment)
    say(kept_lines(checked, asked.asked, new=new, needs=asked.detector))
    say((f"Next:  cxdna survey audit {about}",))

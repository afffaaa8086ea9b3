"""Options that commands about surveys share: how a file is counted, which months are meant."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class EngineName(StrEnum):
    """What counts."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class WeightingName(StrEnum):
    """Whom an index weighs alike."""

    ANSWERS = "answers"
    WEIGHTS = "weights"
    ACCOUNTS = "accounts"
    REVENUE = "revenue"


EngineOption = Annotated[EngineName, typer.Option("--engine", help="What counts: in this process, or on Spark.")]
MasterOption = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="The Spark cluster; left out: this machine.", show_default=False),
]
MemoryOption = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="Memory that counting may take: 2GB; left out: what CXDNA_SURVEY_MEMORY says.",
        show_default=False,
    ),
]
ThreadsOption = Annotated[
    str | None,
    typer.Option(
        "--threads",
        metavar="N",
        help="Processors that counting may use; left out: what CXDNA_SURVEY_THREADS says.",
        show_default=False,
    ),
]
TemporaryOption = Annotated[
    Path | None,
    typer.Option(
        "--temporary",
        metavar="FOLDER",
        help="For what does not fit in memory; left out: what CXDNA_SURVEY_TEMPORARY says.",
        show_default=False,
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="How a text file is encoded: utf-8, cp1252.", show_default=False),
]
SkipBadOption = Annotated[
    bool, typer.Option("--skip-bad", help="Count without the cells that cannot be read, and say how many.")
]
QuestionOption = Annotated[
    str | None, typer.Option("--question", metavar="ID", help="Only this question.", show_default=False)
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="MONTH", help="The first month: 2026-01.", show_default=False)
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="MONTH", help="The last month: 2026-03.", show_default=False)
]
WindowOption = Annotated[
    str | None, typer.Option("--window", metavar="NAME", help="The months of a window.", show_default=False)
]
SurveyArgument = Annotated[
    str | None,
    typer.Argument(metavar="[SURVEY]", help="The survey; left out: the only one of customers.", show_default=False),
]
ByOption = Annotated[
    str, typer.Option("--by", "--name", metavar="NAME", help="The person who says so.", show_default=False)
]


def say(lines: Iterable[str]) -> None:
    """Print lines as a terminal shows them best."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))


def starting(engine: str) -> None:
    """Say, beside the output, that Spark is starting: it keeps people waiting without a word."""
    if engine == EngineName.SPARK:
        typer.echo("Spark is starting, which takes up to half a minute ...", err=True)

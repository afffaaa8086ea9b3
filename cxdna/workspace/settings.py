"""The settings file of a workspace: read with all its mistakes named, written so that people can go on from there."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, get_args

from msgspec import UNSET

from cxdna.definitions.check_profile import check_profile
from cxdna.definitions.document import Flaw
from cxdna.definitions.fit import beside_unreadable, fit_leniently
from cxdna.definitions.read import read_leniently
from cxdna.errors import Problems
from cxdna.organisation.model import BusinessModel, Channel, Sector
from cxdna.workspace.model import SETTINGS, Settings

SCHEMAS: Final = "schema"
"""Folder of a workspace with the schemas that help an editor with its files."""
_LEAP_YEAR: Final = 2024
_WIDTH: Final = 100


def read_settings(folder: Path) -> Settings:
    """Return the settings of a workspace. Raises `Problems` with every line that is wrong."""
    reading = read_leniently(folder / SETTINGS)
    if reading.document is None:
        raise Problems(reading.problems)
    fitting = fit_leniently(reading.document, (Settings,))
    unreadable = {problem.line for problem in reading.problems}
    problems = [*reading.problems, *(one for one in fitting.problems if one.line not in unreadable)]
    if fitting.file:
        file = beside_unreadable(fitting.file, unreadable) if unreadable else fitting.file
        told = {problem.line for problem in problems}
        problems += [problem for problem in file.tell(_flaws(file.value)) if problem.line not in told]
    if problems or fitting.file is None:
        raise Problems(problems)
    return fitting.file.value


def fiscal_year_flaw(start: str) -> tuple[str, str] | None:
    """Return what is wrong with a month and day, and what to do; None where a fiscal year can start on it."""
    try:
        dt.date.fromisoformat(f"{_LEAP_YEAR}-{start}")
    except ValueError:
        return f"no year has a day {start}", "give month and day: 04-01"
    return None


def _flaws(settings: Settings) -> Iterator[Flaw]:
    yield from check_profile(settings.organisation)
    if found := fiscal_year_flaw(settings.fiscal_year_start):
        yield ("fiscal_year_start",), *found


def settings_text(settings: Settings) -> str:
    """Return the settings file as it is first written: readable, each line explained."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    profile = settings.organisation
    yield f"# yaml-language-server: $schema={SCHEMAS}/workspace.schema.json"
    yield "# What cxdna knows about this organisation. Change it here: every command reads it afresh."
    yield "# An assessment that is closed keeps the profile it was closed with."
    yield "kind: workspace"
    yield f"format: {_quoted(settings.format)}"
    yield f"id: {settings.id}  # made by cxdna; leave it as it is"
    yield ""
    yield "# Conditions in questionnaires read these lines: they decide which questions are asked."
    yield "organisation:"
    yield f"  name: {_quoted(profile.name)}  # as it should stand on the cover"
    yield from _choices("sector", get_args(Sector))
    yield f"  sector: {profile.sector}"
    yield f"  employees: {profile.employees}  # roughly"
    yield f"  country: {_quoted(profile.country)}  # two letters, ISO 3166-1"
    yield f"  region: {_quoted(profile.region)}  # for holidays: what follows the country in ISO 3166-2 (ENG, BY, CA)"
    yield f"  time_zone: {_quoted(profile.time_zone)}"
    yield f"  currency: {_quoted(profile.currency)}  # three letters, ISO 4217"
    yield f"  languages: [{', '.join(map(_quoted, profile.languages))}]  # that customers are served in"
    yield from _choices("channels", get_args(Channel))
    yield f"  channels: [{', '.join(profile.channels)}]"
    yield from _choices("business_model", get_args(BusinessModel))
    yield f"  business_model: {profile.business_model}  # who the customers are"
    yield f"  key_accounts: {_word(profile.key_accounts)}  # whether some accounts are managed by name"
    yield f"  regulated: {_word(profile.regulated)}  # whether a supervisor sets rules for how customers are treated"
    if profile.several_countries is not UNSET:
        several = _word(profile.several_countries)
        yield f"  several_countries: {several}  # whether customers are served in more than one"
    yield ""
    yield f"fiscal_year_start: {_quoted(settings.fiscal_year_start)}  # month and day"
    yield f"questionnaire: {settings.questionnaire}  # asked in the next assessment unless another is named"
    yield f"evidence_megabytes: {settings.evidence_megabytes}  # largest file that is taken in as evidence"


def _choices(field: str, choices: Iterable[str]) -> Iterator[str]:
    text = f"{field}: {', '.join(choices)}"
    for line in textwrap.wrap(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False):
        yield f"  # {line}"


def _quoted(text: str) -> str:
    """Return text in double quotes, as YAML and JSON read alike: `NO` is a country and no answer."""
    return json.dumps(text, ensure_ascii=False)


def _word(value: object) -> str:
    return "true" if value else "false"

"""A new workspace: its folder with settings, store and first assessment, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from cxdna import resources
from cxdna.answers.excluded import Excluded, excluded
from cxdna.answers.interview import minutes
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.definitions.wording import number
from cxdna.errors import StorageError, UserError
from cxdna.organisation.model import Profile
from cxdna.statistics.display import counted
from cxdna.workflows.init_fields import Draft
from cxdna.workflows.init_questionnaires import offers
from cxdna.workflows.life.open import open_assessment
from cxdna.workspace.find import around, settled
from cxdna.workspace.model import SETTINGS, Settings, Workspace
from cxdna.workspace.open import create_store
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.settings import settings_text
from cxdna.workspace.switch import put

_BRAND: Final = """\
# yaml-language-server: $schema=../schema/brand.schema.json
# How documents look. Take the sign off the lines you want; logos are PNG or JPEG files in this folder.
kind: brand
# client_name: {name}
# client_logo: client.png
# consultant_name: "Your own name, where you assess somebody else"
# consultant_logo: consultant.png
# accent: "#0f5c63"
# confidentiality: "Confidential"
"""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A workspace that was made, and what there is to say about it."""

    workspace: Workspace
    assessment: str
    asked: int
    excluded: tuple[Excluded, ...]
    lines: tuple[str, ...]


def check_place(folder: Path, *, nested: bool = False) -> None:
    """Raise `UserError` where a workspace cannot be made: there is one, the folder is a file, it lies in another."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file", "name a folder: cxdna init FOLDER")
    if (settled(folder) / SETTINGS).is_file():
        raise UserError(f"{folder} is a workspace already", "go on in it with: cxdna assess")
    outer = None if nested else around(folder.absolute())
    if outer:
        raise UserError(
            f"{folder} lies in the workspace {outer}, and a command given there could mean either",
            "choose a folder beside it, or make it all the same with --nested",
        )


def make_workspace(
    folder: Path,
    draft: Draft,
    *,
    environment: Mapping[str, str],
    now: dt.datetime,
    chance: Callable[[int], str],
) -> Made:
    """Make a workspace of what is known and open its first assessment; `title` may be left out of the draft.

    Raises `StorageError` where the disk or the server fails, `UserError` for a questionnaire that is not there.
    """
    settings = Settings(
        id=f"ws_{chance(4)}",
        organisation=Profile(**{name: draft[name] for name in _profile_fields()}),
        fiscal_year_start=draft["fiscal_year_start"],
        questionnaire=draft["questionnaire"],
    )
    workspace = Workspace(folder, settings)
    playbook, questionnaire = load_questionnaire(settings.questionnaire, _roots(folder))
    today = now.astimezone(ZoneInfo(settings.organisation.time_zone)).date()
    opened: list[str] = []

    def fill(target: Path) -> None:
        _write_files(target, settings)
        with create_store(Workspace(target, settings), environment) as store:
            # Questionnaires of its own lie where the workspace will be, not where it is being made.
            place = workspace if folder.is_dir() else Workspace(target, settings)
            assessment = open_assessment(
                store,
                place,
                title=draft.get("title", ""),
                questionnaire=settings.questionnaire,
                mode=draft["mode"],
                basis=draft["basis"],
                today=today,
            )
            opened.append(assessment.id)

    put(folder, fill)
    gone = excluded(questionnaire, settings.organisation)
    lines = _lines(folder, playbook, (questionnaire, gone), settings.organisation)
    asked = len(questionnaire.questions) - len(gone)
    return Made(workspace=workspace, assessment=opened[0], asked=asked, excluded=gone, lines=tuple(lines))


def _profile_fields() -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(Profile))


def _roots(folder: Path) -> tuple[Path, ...]:
    return resources.roots(folder if folder.is_dir() else None)


def _write_files(target: Path, settings: Settings) -> None:
    for name in ("evidence", "branding", "out"):
        (target / name).mkdir()
    write_schemas(target)
    texts = {
        SETTINGS: settings_text(settings),
        "branding/brand.yaml": _BRAND.format(name=msgspec.json.encode(settings.organisation.name).decode()),
    }
    for name, text in texts.items():
        try:
            (target / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as problem:
            raise StorageError(f"{target / name} could not be written: {problem.strerror}") from problem


def _lines(
    folder: Path, playbook: Playbook, asking: tuple[Questionnaire, tuple[Excluded, ...]], profile: Profile
) -> list[str]:
    questionnaire, gone = asking
    here = folder == Path()
    shown = "a workspace in this folder" if here else f"{folder}/"
    asked = len(questionnaire.questions) - len(gone)
    level = next((one.name for one in playbook.levels if one.value == playbook.default_target), "")
    go = "cxdna assess" if here else f"cd {_typed(folder)}, then  cxdna assess"
    effort = f"{counted(asked, 'question')}, {minutes(asked, questionnaire.seconds_a_question)}, leave any time"
    start = f"Targets start at level {number(playbook.default_target)}{f' ({level})' if level else ''}"
    return [
        f"Made {shown}. {_not_asked(len(questionnaire.questions), gone)}",
        f"{start}; change them with:  cxdna target set",
        *_others(folder, questionnaire, profile),
        f"Next:  {go}     {effort}",
    ]


def _others(folder: Path, questionnaire: Questionnaire, profile: Profile) -> Iterator[str]:
    """Yield which other questionnaires there are, how much each asks, and how to begin with it instead."""
    for one in offers(profile, folder):
        if one.id != questionnaire.id:
            yield f"Also there:  {one.id}, {one.effort}:  cxdna assessment new --questionnaire {one.id}"


def _not_asked(count: int, gone: tuple[Excluded, ...]) -> str:
    """Return how many questions do not apply and why: 2 of 24 questions do not apply (no field service)."""
    if not gone:
        return f"All {counted(count, 'question')} apply."
    reasons = dict.fromkeys(" and ".join(one.why) for one in gone)
    verb = "does" if len(gone) == 1 else "do"
    return f"{len(gone)} of {counted(count, 'question')} {verb} not apply ({', '.join(reasons)})."


def _typed(folder: Path) -> str:
    text = str(folder)
    return f'"{text}"' if any(sign.isspace() for sign in text) else text


def known(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """Return what a field holds as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(known, value))
    return str(value).replace("_", " ") if "/" not in str(value) else str(value)

"""Definitions are read once for all of these tests: their workspaces have none of their own."""

from functools import cache

import pytest

from cxdna import resources
from cxdna.definitions.load import Library, load_library, load_questionnaire
from cxdna.definitions.model import Playbook, Questionnaire


@cache
def _library(playbook: str) -> Library:
    return load_library([resources.folder("playbook").parent], playbook)


@cache
def _asked(name: str) -> tuple[Playbook, Questionnaire]:
    return load_questionnaire(name, [resources.folder("playbook").parent])


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdna.workflows.planning.open.load_library", lambda _roots, playbook: _library(playbook))
    monkeypatch.setattr("cxdna.workflows.current.load_questionnaire", lambda name, *_: _asked(name))

"""Snapshots of every released shape are read into the structs of today."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.errors import StorageError
from cxdna.store import snapshots
from cxdna.store.model import SNAPSHOT_FORMAT, Snapshot, SnapshotKind
from cxdna.store.snapshots import is_known, read_snapshot, readable

RELEASED = Path(__file__).resolve().parent / "released"
FORMATS = sorted(int(folder.name.removeprefix("snapshots-")) for folder in RELEASED.glob("snapshots-*"))


def kept(kind: SnapshotKind, number: int = 1) -> Snapshot:
    body = (RELEASED / f"snapshots-{number}" / f"{kind}.json").read_bytes()
    return Snapshot(sha256=hashlib.sha256(body).hexdigest(), kind=kind, body=body, format=number)


def test_every_released_shape_has_its_fixture() -> None:
    assert list(range(1, SNAPSHOT_FORMAT + 1)) == FORMATS
    assert sorted(snapshots.STEPS) == FORMATS[:-1]


@pytest.mark.parametrize("number", FORMATS)
def test_every_released_shape_is_read(number: int) -> None:
    playbook = read_snapshot(kept("playbook", number), Playbook)
    questionnaire = read_snapshot(kept("questionnaire", number), Questionnaire)
    answers = read_snapshot(kept("answers", number), AnswersFile)
    assert playbook.id == questionnaire.playbook == "cxdna"
    assert len(playbook.parts) > 3
    assert len(questionnaire.questions) > 20
    assert len(answers.sheets) > 3
    assert {sheet.respondent for sheet in answers.sheets} <= {person.id for person in answers.respondents}
    assert msgspec.json.decode(readable(kept("scores", number)))


def test_the_newest_shape_is_read_as_it_is() -> None:
    one = kept("answers", SNAPSHOT_FORMAT)
    assert readable(one) is one.body


def test_a_former_shape_is_turned_into_the_newest_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(kind: SnapshotKind, data: Any) -> Any:
        assert kind == "questionnaire"
        return {**data, "name": f"{data['name']}, in shape 2"}

    def again(_: SnapshotKind, data: Any) -> Any:
        return {**data, "name": f"{data['name']} and 3"}

    monkeypatch.setattr(snapshots, "STEPS", {1: renamed, 2: again})
    monkeypatch.setattr(snapshots, "SNAPSHOT_FORMAT", 3)
    one = kept("questionnaire")
    title = msgspec.json.decode(one.body)["name"]
    assert read_snapshot(one, Questionnaire).name == f"{title}, in shape 2 and 3"
    assert one == kept("questionnaire"), "what is kept never changes"


@pytest.mark.parametrize("number", [0, SNAPSHOT_FORMAT + 1, 999])
def test_a_shape_that_is_not_known_yet_is_refused(number: int) -> None:
    newer = msgspec.structs.replace(kept("playbook"), format=number)
    assert not is_known(number)
    with pytest.raises(StorageError, match=f"shape {number}.*install the newer one"):
        readable(newer)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"kind": "playbook"}'])
def test_bytes_that_do_not_fit_are_a_damage(body: bytes) -> None:
    damaged = msgspec.structs.replace(kept("playbook"), body=body)
    with pytest.raises(StorageError, match=r"the playbook that was kept as .* cannot be read"):
        read_snapshot(damaged, Playbook)

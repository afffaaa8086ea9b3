"""A backup is whole or not there, says what is in it, and what is no backup is refused before anything is touched."""

import hashlib
import json
import os
import random
import stat
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cxdna.errors import CxdnaError, StorageError, UserError
from cxdna.workspace import pack as packing
from cxdna.workspace import unpack as unpacking
from cxdna.workspace.find import find
from cxdna.workspace.manifest import MANIFEST, Entry, belongs
from cxdna.workspace.pack import Packed, copy_sqlite, pack
from cxdna.workspace.settings import settings_text
from cxdna.workspace.unpack import opened, unpack
from tests.workspace.making import NOW, SETTINGS, files, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source") / "alder"
    made(folder)
    (folder / "evidence" / "2026").mkdir()
    (folder / "evidence" / "2026" / "Chärter signé.pdf").write_bytes(b"%PDF" + os.urandom(3_000_000))
    (folder / "evidence" / "empty.txt").touch()
    (folder / "questionnaires").mkdir()
    (folder / "questionnaires" / "own.yaml").write_text("kind: questionnaire\n", encoding="utf-8")
    (folder / "out" / "report.pdf").write_bytes(b"made, not kept")
    (folder / "notes.txt").write_text("not ours", encoding="utf-8")
    return folder


def packed(folder: Path, out: Path) -> Packed:
    workspace = find(folder, folder)
    return pack(workspace, out, NOW, partial(copy_sqlite, workspace.database))


@pytest.fixture(scope="module")
def backup(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(folder, tmp_path_factory.mktemp("kept") / "alder.zip").file


def unpacked(file: Path, target: Path) -> dict[str, bytes]:
    target.mkdir()
    with opened(file) as (archive, manifest):
        unpack(archive, manifest, target, file)
    return files(target)


def test_what_comes_out_is_what_went_in(folder: Path, backup: Path, tmp_path: Path) -> None:
    out = unpacked(backup, tmp_path / "new")
    before = {name: body for name, body in files(folder).items() if name.split("/")[0] in {"evidence", "branding"}}
    assert len(before) == 3
    assert {name: out[name] for name in before} == before
    assert out["cxdna.yaml"] == (folder / "cxdna.yaml").read_bytes()
    assert set(out) - set(before) == {"cxdna.yaml", "cxdna.sqlite", "questionnaires/own.yaml"}


def test_the_manifest_says_what_is_in_it(folder: Path, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        told = json.loads(archive.read(MANIFEST))
        for name, entry in told["files"].items():
            body = archive.read(name)
            assert entry == {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
        assert {*told["files"], MANIFEST} == set(archive.namelist())
    assert (told["format"], told["made"], told["organisation"]) == (
        "cxdna-backup/1",
        "2026-11-28T09:00:00Z",
        "Alder Energy",
    )
    assert told["workspace"] == find(folder, folder).settings.id


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_backup_is_for_its_owner(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_links_are_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    link = folder / "evidence" / "secrets"
    link.symlink_to("/etc")
    try:
        done = packed(folder, tmp_path / "a.zip")
    finally:
        link.unlink()
    assert done.left_out == ("evidence/secrets (a link)",)
    assert "evidence/secrets" not in done.manifest.files


def test_a_disk_that_is_full_leaves_no_backup(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "_read_back", full)
    with pytest.raises(StorageError, match=r"no backup was made: .*No space left"):
        packed(folder, tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_writes_something_else_leaves_no_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "digest_of", lambda *_: Entry("0" * 64, 1))
    with pytest.raises(StorageError, match="could not be read back as it was written"):
        packed(folder, tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


Change = Callable[[dict[str, Any], dict[str, bytes]], None]


def forged(backup: Path, out: Path, change: Change, infos: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    """Write a backup again with something changed in its files or its manifest."""
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        bodies = {name: archive.read(name) for name in manifest["files"]}
    change(manifest, bodies)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {**bodies, MANIFEST: json.dumps(manifest).encode()}.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if infos:
                infos(info)
            archive.writestr(info, body)
    return out


def listed(manifest: dict[str, Any], bodies: dict[str, bytes], name: str, body: bytes) -> None:
    bodies[name] = body
    manifest["files"][name] = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}


def adding(name: str, body: bytes = b"x") -> Change:
    return lambda manifest, bodies: listed(manifest, bodies, name, body)


def _unlisted(_: dict[str, Any], bodies: dict[str, bytes]) -> None:
    bodies["evidence/more.pdf"] = b"x"


def _missing(_: dict[str, Any], bodies: dict[str, bytes]) -> None:
    del bodies["evidence/empty.txt"]


def _without_settings(manifest: dict[str, Any], bodies: dict[str, bytes]) -> None:
    del bodies["cxdna.yaml"], manifest["files"]["cxdna.yaml"]


def _changed(_: dict[str, Any], bodies: dict[str, bytes]) -> None:
    bodies["questionnaires/own.yaml"] = b"kind: Questionnaire\n"


def _longer(_: dict[str, Any], bodies: dict[str, bytes]) -> None:
    bodies["cxdna.yaml"] += b"# more\n"


def _newer(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
    manifest |= {"schema": "9999", "cxdna": "9.0"}


def _of_another(manifest: dict[str, Any], bodies: dict[str, bytes]) -> None:
    listed(manifest, bodies, "cxdna.yaml", settings_text(SETTINGS).replace("ws_00000001", "ws_00000002").encode())


def _damaged(manifest: dict[str, Any], bodies: dict[str, bytes]) -> None:
    body = bodies["cxdna.sqlite"]
    listed(manifest, bodies, "cxdna.sqlite", body[: len(body) // 2])


def _text(manifest: dict[str, Any], bodies: dict[str, bytes]) -> None:
    listed(manifest, bodies, "cxdna.sqlite", b"not a database at all\n" * 100)


HOSTILE = {
    "a way out": (adding("evidence/../../x"), "would not stay in the workspace"),
    "an absolute name": (adding("/etc/cron.d/x"), "would not stay in the workspace"),
    "a name of another place": (adding(".ssh/authorized_keys"), "would not stay in the workspace"),
    "a backslash": (adding("evidence\\..\\x"), "would not stay in the workspace"),
    "a drive": (adding("evidence/C:x"), "would not stay in the workspace"),
    "the lock": (adding(".cxdna.lock"), "would not stay in the workspace"),
    "two of one name": (adding("Evidence/EMPTY.txt".replace("Evidence", "evidence")), "is in it twice"),
    "more than the manifest says": (_unlisted, "names other files"),
    "less than the manifest says": (_missing, "names other files"),
    "no settings": (_without_settings, "names other files"),
    "another content": (_changed, "is not what it was"),
    "another size": (_longer, "another size"),
    "a newer version": (_newer, r"made by cxdna 9\.0, which is newer"),
    "settings of another workspace": (_of_another, "belongs to another workspace"),
    "a damaged database": (_damaged, "is damaged|is not a cxdna database"),
    "text for a database": (_text, "is not a cxdna database"),
}


@pytest.mark.parametrize(("change", "told"), HOSTILE.values(), ids=HOSTILE)
def test_what_was_tampered_with_is_refused(backup: Path, tmp_path: Path, change: Change, told: str) -> None:
    file = forged(backup, tmp_path / "a.zip", change)
    with pytest.raises(CxdnaError, match=told):
        unpacked(file, tmp_path / "new")


def test_a_bomb_is_refused_at_once(backup: Path, tmp_path: Path) -> None:
    def bomb(manifest: dict[str, Any], bodies: dict[str, bytes]) -> None:
        listed(manifest, bodies, "evidence/bomb.bin", bytes(120_000_000))
        del bodies["evidence/2026/Chärter signé.pdf"], manifest["files"]["evidence/2026/Chärter signé.pdf"]

    file = forged(backup, tmp_path / "a.zip", bomb)
    started = time.perf_counter()
    with pytest.raises(UserError, match=r"it would grow \d+ times, and 200 is the limit"):
        unpacked(file, tmp_path / "new")
    assert time.perf_counter() - started < 2
    assert not files(tmp_path / "new")


def test_a_link_is_refused(backup: Path, tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        if info.filename == "evidence/empty.txt":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16

    file = forged(backup, tmp_path / "a.zip", lambda *_: None, link)
    with pytest.raises(UserError, match="is a link or a folder and no file"):
        unpacked(file, tmp_path / "new")


def test_what_is_no_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for name, body, told in (
        ("text.zip", b"hello", "damaged or was cut short"),
        ("cut.zip", whole[: len(whole) // 2], "damaged or was cut short"),
        ("empty.zip", b"PK\x05\x06" + bytes(18), "it has no manifest"),
    ):
        (tmp_path / name).write_bytes(body)
        with pytest.raises(CxdnaError, match=told):
            unpacked(tmp_path / name, tmp_path / f"new-{name}")
    with pytest.raises(UserError, match="there is no file"):
        unpacked(tmp_path / "nowhere.zip", tmp_path / "new")


def test_a_flipped_bit_is_noticed_wherever_it_is(
    tmp_path: Path, generated_inputs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "alder"
    made(small)
    whole = packed(small, tmp_path / "a.zip").file.read_bytes()
    chance = random.Random(7)
    noticed = 0
    monkeypatch.setattr(os, "fsync", lambda _: None)  # of files that are thrown away
    for number in range(generated_inputs // 10):
        at = chance.randrange(len(whole))
        file = tmp_path / f"{number}.zip"
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        try:
            out = unpacked(file, tmp_path / str(number))
        except CxdnaError:
            noticed += 1
        else:
            # Times, permissions and other marks of the zip mean nothing here.
            assert out.keys() == unpacked(tmp_path / "a.zip", tmp_path / f"{number}-right").keys()
    assert noticed > generated_inputs // 20


def test_a_disk_without_room_is_told_before_anything_is_written(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "room_for", lambda *_: False)
    with pytest.raises(StorageError, match="has no room for the 3 MB"):
        unpacked(backup, tmp_path / "new")
    assert not files(tmp_path / "new")


def test_names_that_belong() -> None:
    good = ("cxdna.yaml", "cxdna.sqlite", "evidence/a.pdf", "evidence/2026/Ä b.pdf", "templates/report/x.html")
    bad = (
        "",
        ".",
        "evidence",
        "evidence/",
        "evidence//a",
        "evidence/\x00",
        "evidence/a\nb",
        "other/a",
        "cxdna.sqlite-wal",
    )
    assert all(belongs(name) for name in good)
    assert not any(belongs(name) for name in bad)

"""The folder `out` holds the documents of one assessment; making those of another replaces none of them."""

import datetime as dt
import os
from pathlib import Path

import msgspec
import pytest

from cxdna.workflows.printing.beside import Written, make_files
from cxdna.workflows.printing.data import DATA
from cxdna.workflows.printing.make_room import MARK
from cxdna.workflows.printing.model import Request
from tests.workflows.dwelling import MOMENT, Dwelling


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dwelling:
    return Dwelling(tmp_path / "home", monkeypatch).said_by_all()


def data_of(home: Dwelling, assessment: str | None = None, out: Path | None = None) -> Written:
    where = home.where._replace(assessment=assessment)
    return make_files(Request(where=where, moment=MOMENT, out=out), [DATA])


def whose(file: Path) -> str:
    found: str = msgspec.json.decode(file.read_bytes())["assessment"]["id"]
    return found


def closed_and_another(home: Dwelling) -> tuple[str, str]:
    home.close()
    first = home.store.assessments()[0]
    second = home.open(previous=first)
    home.said_by_all()
    return first.id, second.id


def test_documents_of_the_one_before_move_into_its_folder(home: Dwelling) -> None:
    out = home.workspace.out
    assert data_of(home).notes == ()
    (out / "report.pdf").write_bytes(b"%PDF-1.7")
    (out / "charts").mkdir()
    (out / "charts" / "gaps.svg").write_text("<svg/>", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    first, second = closed_and_another(home)
    made = data_of(home)
    assert made.notes == (f"Moved into out/{first}/, as it is of {first}: report.pdf, data.json and charts.",)
    assert (whose(out / first / "data.json"), whose(out / "data.json")) == (first, second)
    assert (out / first / "report.pdf").read_bytes() == b"%PDF-1.7"
    assert (out / first / "charts" / "gaps.svg").is_file()
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (out / "report.pdf").exists()
    assert not (out / "charts").exists()
    assert data_of(home).notes == ()


def test_documents_of_an_older_one_go_into_its_folder(home: Dwelling) -> None:
    first, second = closed_and_another(home)
    out = home.workspace.out
    data_of(home)
    assert data_of(home, first).paths == (out / first / "data.json",)
    assert (whose(out / first / "data.json"), whose(out / "data.json")) == (first, second)


def test_what_nobody_knows_the_assessment_of_is_kept_too(home: Dwelling) -> None:
    data_of(home)
    first, second = closed_and_another(home)
    out = home.workspace.out
    (out / MARK).unlink()
    assert "as it is of an earlier assessment" in data_of(home).notes[0]
    assert (whose(out / "earlier" / "data.json"), whose(out / "data.json")) == (first, second)


def test_a_newer_edition_in_the_folder_stays(home: Dwelling) -> None:
    data_of(home)
    first, _ = closed_and_another(home)
    out = home.workspace.out
    newer = data_of(home, first).paths[0]
    ahead = dt.datetime(2100, 1, 1, tzinfo=dt.UTC).timestamp()
    newer.write_text("newer", encoding="utf-8")
    os.utime(newer, (ahead, ahead))
    assert data_of(home).notes == ()
    assert newer.read_text(encoding="utf-8") == "newer"
    assert whose(out / "data.json") != first


def test_nothing_is_moved_in_a_folder_that_somebody_named(home: Dwelling, tmp_path: Path) -> None:
    data_of(home, out=tmp_path / "there")
    closed_and_another(home)
    assert data_of(home, out=tmp_path / "there").notes == ()
    assert {path.name for path in (tmp_path / "there").iterdir()} == {"data.json"}

"""`cxdna survey report` and `cxdna award report` as they are asked for in a workspace."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from cxdna.store.model import VoiceItem, VoiceKept
from tests.documents.award_report.awards import WINDOW
from tests.documents.index_report import surveys
from tests.workspace.making import Here, made, store_of

MOMENT = dt.datetime(2027, 1, 18, 9, tzinfo=dt.UTC)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("CXDNA_NOW", "2027-01-18T09:00")
    return Here(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the ordinary survey, a survey of staff, and a window."""
    home = made(tmp_path / "alder")
    of = surveys.ordinary().fielded
    staff = msgspec.structs.replace(of.survey, id="staff", title="Staff survey", asks="staff")
    file = msgspec.structs.replace(of.files[0], survey="staff", sha256="1" * 64)
    items: tuple[VoiceItem, ...] = (of.survey, *of.files, WINDOW, staff, file)
    with store_of(home.folder) as store:
        store.add(*(VoiceKept(item=one, at=MOMENT) for one in items))
    return home.folder


def test_a_report_of_a_year_stands_beside_its_workbook_and_data(here: Here, folder: Path) -> None:
    done = here("survey", "report", "after_service", "--year", "2026", "--quick", "--html-only", cwd=folder)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == [f"customer-index-after_service-2026.{kind}" for kind in ("html", "json", "xlsx")]
    told = json.loads((folder / "out" / names[1]).read_text(encoding="utf-8"))
    assert told["span"]["label"] == "January to December 2026"
    assert told["audit"]["survey"] == "after_service"


def test_a_window_gives_its_months_and_its_name(here: Here, folder: Path) -> None:
    done = here("survey", "report", "after_service", "--window", "award-2026", "--quick", "--html-only", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "out" / "customer-index-after_service-award-2026.html").read_text(encoding="utf-8")
    assert "January to December 2026: the window that was asked for, fixed on 10 December 2025 for an award" in page


def _covered(folder: Path, name: str = "customer-index-after_service") -> tuple[str, str]:
    told = json.loads((folder / "out" / f"{name}.json").read_text(encoding="utf-8"))
    page = (folder / "out" / f"{name}.html").read_text(encoding="utf-8")
    cover = page[page.index('<th scope="row">Covers</th><td>') :]
    return told["span"]["label"], cover[len('<th scope="row">Covers</th><td>') : cover.index("</td>")]


def test_without_a_window_the_last_twelve_months_are_told(here: Here, folder: Path) -> None:
    done = here("survey", "report", "after_service", "--quick", "--html-only", cwd=folder)
    assert done.returncode == 0, done.stderr
    span = "February 2026 to January 2027"
    assert _covered(folder) == (span, f"{span}: the last twelve months, as no window is fixed for reports")


def test_the_newest_window_for_reports_is_told_and_all_months_where_they_are_asked_for(
    here: Here, folder: Path
) -> None:
    windows = (
        msgspec.structs.replace(WINDOW, name="spring", purpose="reporting", first=202603, last=202605),
        msgspec.structs.replace(WINDOW, name="autumn", purpose="reporting", first=202609, last=202611),
        msgspec.structs.replace(WINDOW, name="next", purpose="reporting", first=202703, last=202705),
    )
    with store_of(folder) as store:
        store.add(*(VoiceKept(item=one, at=MOMENT) for one in windows))
    assert here("survey", "report", "after_service", "--quick", "--html-only", cwd=folder).returncode == 0
    span = "September to November 2026"
    assert _covered(folder) == (span, f"{span}: the newest window for reports, fixed on 10 December 2025")
    page = (folder / "out" / "customer-index-after_service.html").read_text(encoding="utf-8")
    assert page.count("autumn") == 1, "the name of the window stands in the table of windows only"
    assert here("survey", "report", "after_service", "--all", "--quick", "--html-only", cwd=folder).returncode == 0
    label, why = _covered(folder, "customer-index-after_service-all")
    assert label == "January 2025 to December 2026"
    assert why == f"{label}: every month there is, as was asked for"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("after_service", "--year", "2019"), "no answers that count in January to December 2019"),
        (("after_service", "--year", "2026", "--window", "award-2026"), "give only one of --window and --year"),
        (("after_service", "--year", "2026", "--all"), "give only one of --year and --all"),
        (("after_service", "--window", "nowhere"), "no window"),
        (("staff",), "asks staff"),
        (("nothing",), "no survey"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_reason(
    here: Here, folder: Path, arguments: tuple[str, ...], why: str
) -> None:
    done = here("survey", "report", *arguments, "--quick", "--html-only", cwd=folder)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.split())
    assert not (folder / "out").exists() or not list((folder / "out").iterdir())


def test_a_year_becomes_an_award_report(here: Here, folder: Path) -> None:
    done = here("award", "report", "--year", "2026", "--quick", "--html-only", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "out" / "award-readiness-2026.html").read_text(encoding="utf-8")
    assert "This is a self-check" in page
    told = json.loads((folder / "out" / "award-readiness-2026.json").read_text(encoding="utf-8"))
    assert told["readiness"]["verdict"] in {"fail", "not proved"}

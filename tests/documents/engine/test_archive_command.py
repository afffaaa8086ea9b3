"""`cxdna report --archive`, as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxdna.documents.archive import attached_export
from tests.conftest import Run

INIT = "init . --yes --name Alder --sector utilities --employees 380 --country GB --business-model consumers"
INIT += " --channels phone --key-accounts n --time-zone Europe/London --currency GBP --languages en --regulated n"


@pytest.fixture
def workspace(tmp_path: Path, run_cxdna: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace in which one person has answered three questions."""
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    assert run_cxdna(*INIT.split()).returncode == 0
    typed = "Ann Bell\nHead of service\n2\n3\n\n1\nq\n"
    command = [sys.executable, "-m", "cxdna", "assess"]
    subprocess.run(command, cwd=tmp_path, env=os.environ, input=typed, text=True, capture_output=True, check=True)
    return tmp_path


@pytest.mark.timed
def test_the_archive_holds_the_shared_export_and_verifies(workspace: Path, run_cxdna: Run) -> None:
    made = run_cxdna("report", "--archive")
    assert made.returncode == 0, made.stderr
    assert "report-archive.pdf    the same for the archive, with the shared export inside" in made.stdout
    assert {file.name for file in (workspace / "out").iterdir()} == {
        "assessment.txt",  # whose documents these are
        "report.pdf",
        "report.html",
        "report-archive.pdf",
    }
    archive = workspace / "out" / "report-archive.pdf"
    assert run_cxdna("export", "--shared", "shared.json").returncode == 0
    assert attached_export(archive) == (workspace / "shared.json").read_bytes()
    verified = run_cxdna("verify", archive)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "Everything that could be verified agrees." in verified.stdout
    assert "not verified  The printed pages: only the data inside the archive" in verified.stdout
    refused = run_cxdna("verify", workspace / "out" / "report.pdf")
    assert refused.returncode == 2
    assert "is not an archive of cxdna" in refused.stderr


def test_a_file_of_answers_has_no_archive(root: Path, tmp_path: Path, run_cxdna: Run) -> None:
    refused = run_cxdna("report", "--archive", root / "tests" / "examples" / "alderbrook" / "answers-2026.yaml")
    assert refused.returncode == 2
    assert "take the answers into a workspace (cxdna init, then cxdna assess --answers FILE)" in refused.stderr
    assert not (tmp_path / "out").exists()

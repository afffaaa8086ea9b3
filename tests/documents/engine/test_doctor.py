"""`cxdna doctor`: where everything is there it says so; what is missing comes with its purpose and its command."""

from __future__ import annotations

import importlib.metadata
import json
import os
import zoneinfo
from pathlib import Path

import pytest

from cxdna.documents.job import FontUse
from cxdna.errors import EXIT_DONE, EXIT_MISSING_ON_MACHINE
from cxdna.workflows import doctor
from cxdna.workflows.doctor import NAMES, Check, examine, healthy
from tests.conftest import Run


def named(checks: list[Check], name: str) -> Check:
    (check,) = (check for check in checks if check.name == name)
    return check


def test_a_machine_that_has_everything(fonts: Path, environment: dict[str, str], tmp_path: Path) -> None:
    checks = examine(fonts, tmp_path, environment)
    assert healthy(checks)
    assert named(checks, "test page").found == "printed with Source Sans 3 400 and Source Serif 4 600"
    assert named(checks, "Latin letters").found == f"{NAMES['Latin']} prints in Source Sans 3"
    assert len({check.name for check in checks}) == len(checks)
    assert all(check.ok or check.do for check in checks)
    assert not list(tmp_path.iterdir())


def test_without_pango_the_one_command_is_told(fonts: Path, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    checks = examine(fonts, tmp_path, {**environment, "PYTHONPATH": str(tmp_path)})
    pango = named(checks, "Pango")
    assert (pango.ok, pango.needed, healthy(checks)) == (False, True, False)
    assert "pango" in pango.do.lower()
    assert "without it documents come as HTML" in pango.purpose
    assert not [check for check in checks if check.name == "test page"]


def test_a_library_that_breaks_is_told_too(fonts: Path, environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise SystemError('boom')")
    assert "boom" in named(examine(fonts, tmp_path, {**environment, "PYTHONPATH": str(tmp_path)}), "Pango").found


def test_everything_else_that_may_be_missing(
    tmp_path: Path, fonts: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_package(_: str) -> str:
        raise importlib.metadata.PackageNotFoundError

    def no_zone(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(importlib.metadata, "version", no_package)
    monkeypatch.setattr(zoneinfo, "ZoneInfo", no_zone)
    checks = examine(
        tmp_path / "none", tmp_path / "no-folder", {**environment, "FONTCONFIG_FILE": str(tmp_path / "none")}
    )
    wrong = {check.name: check.do for check in checks if not check.ok and check.needed}
    assert wrong.keys() == {"Python packages", "bundled typefaces", "time zones", "this folder", "test page"}
    assert all(wrong.values())
    assert not named(checks, "fontconfig").ok
    assert fonts.is_dir()


def test_letters_that_print_as_boxes_are_no_reason_to_stop() -> None:
    use = FontUse(family="Source Sans 3", weight=400, bundled=True, characters="abc", missing="김민준")
    check = doctor._script("Korean", "김민준", (use,))
    assert (check.ok, check.needed) == (False, False)
    assert check.found == "김민준 prints as boxes"
    assert "Noto" in check.do or "noto" in check.do or "Settings" in check.do


def test_the_command_prints_it_plainly_and_as_json(run_cxdna: Run) -> None:
    done = run_cxdna("doctor")
    assert done.returncode == EXIT_DONE, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "Everything needed is here."
    assert "ok      Pango: " in done.stdout
    shown = json.loads(run_cxdna("doctor", "--json").stdout)
    assert shown["format"] == "cxdna-doctor/1"
    assert shown["healthy"] is True
    assert set(shown["checks"][0]) == {"name", "ok", "needed", "found", "purpose", "do"}


def test_the_command_says_no_with_its_exit_code(
    run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stub").mkdir()
    (tmp_path / "stub" / "weasyprint.py").write_text("raise OSError('cannot load library')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "stub"), os.environ.get("PYTHONPATH", "")]))
    done = run_cxdna("doctor")
    assert done.returncode == EXIT_MISSING_ON_MACHINE
    assert "MISSING Pango: " in done.stdout
    assert done.stdout.splitlines()[-1] == "Something needed is missing."

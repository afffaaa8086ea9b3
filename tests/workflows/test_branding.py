"""Brands: the client's in the workspace, the consultant's own for all; what the workspace's says goes first."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from cxdna.definitions.fit import fit
from cxdna.definitions.read import read
from cxdna.documents.brand import Brand, BrandFile, Branding, holds, load_brands
from cxdna.errors import Problems
from cxdna.workflows.branding import Change, brand_files, describe, in_workspace, set_brand, what_holds
from cxdna.workflows.printing.beside import at_desk
from cxdna.workflows.printing.model import Request
from cxdna.workspace.model import Workspace
from tests.conftest import Run
from tests.workflows.kept import workspace_in

EXAMPLE = Path(__file__).resolve().parents[2] / "tests" / "examples" / "alderbrook"


def logo(path: Path, kind: str = "PNG") -> Path:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, kind)
    path.write_bytes(content.getvalue())
    return path


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "alder")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings"


def merged(home: Workspace, settings: Path) -> Branding:
    return load_brands(brand_files(in_workspace(home), settings))


def test_tests_never_read_the_settings_of_whoever_runs_them() -> None:
    assert not Path(os.environ["CXDNA_SETTINGS"]).exists()


def test_ones_own_holds_in_every_workspace(home: Workspace, settings: Path, tmp_path: Path) -> None:
    change = Change(name="Lee & Co", logo=logo(tmp_path / "l.png"), accent="#7A1F4D", confidentiality="For the board")
    assert set_brand(settings, "consultant", change) == settings / "brand.yaml"
    found = merged(home, settings)
    assert (found.consultant_name, found.accent, found.confidentiality) == ("Lee & Co", "#7a1f4d", "For the board")
    assert found.consultant_logo is not None
    assert found.consultant_logo.alt == "Logo of Lee & Co"
    assert found.images["logo:consultant"] == (tmp_path / "l.png").read_bytes()


def test_what_the_workspace_says_goes_first(home: Workspace, settings: Path, tmp_path: Path) -> None:
    set_brand(settings, "consultant", Change(name="Lee & Co", accent="#7a1f4d", confidentiality="For the board"))
    set_brand(home.branding, "client", Change(name="Alder", logo=logo(tmp_path / "a.jpg", "JPEG"), accent="#123456"))
    found = merged(home, settings)
    assert (found.client_name, found.consultant_name) == ("Alder", "Lee & Co")
    assert (found.accent, found.confidentiality) == ("#123456", "For the board")
    assert (home.branding / "client.jpg").is_file()
    held = {one.field: (one.value, one.file) for one in what_holds(home, settings)}
    assert held["accent"] == ("#123456", str(home.branding / "brand.yaml"))
    assert held["confidentiality"] == ("For the board", str(settings / "brand.yaml"))
    assert held["consultant_logo"] == ("", "")


def test_a_logo_is_not_printed_for_another_consultant(settings: Path, tmp_path: Path) -> None:
    set_brand(settings, "consultant", Change(name="Lee & Co", logo=logo(tmp_path / "l.png")))
    (own,) = brand_files(None, settings)
    for name, printed in (("Somebody else", False), ("Lee & Co", True), (None, True)):
        first = BrandFile(Brand(consultant_name=name), tmp_path, "theirs")
        assert ("consultant_logo" in holds([first, own])) is printed
        assert (load_brands([first, own]).consultant_logo is not None) is printed


def test_nothing_set_is_the_plain_brand(home: Workspace, settings: Path) -> None:
    assert brand_files(in_workspace(home), settings) == []
    assert merged(home, settings).accent == "#0f5c63"
    told = {what: (value, place) for what, value, place in describe(what_holds(home, settings))}
    assert told["Client"] == ("Alder Energy", "as the workspace names it")
    assert told["Accent"] == ("#0f5c63", "unless a brand says otherwise")
    assert told["Consultant"] == ("none", "")


def test_what_people_wrote_beside_it_stays(settings: Path) -> None:
    settings.mkdir()
    file = settings / "brand.yaml"
    file.write_text(
        '# Ours\nkind: brand\n# accent: "#0f5c63"\nconsultant_name: Lee  # as on the card\n', encoding="utf-8"
    )
    set_brand(settings, "consultant", Change(accent="#123456"))
    assert file.read_text(encoding="utf-8") == (
        '# Ours\nkind: brand\naccent: "#123456"\nconsultant_name: Lee  # as on the card\n'
    )
    set_brand(settings, "consultant", Change(name="", confidentiality='Say: "no" #1'))
    assert fit(read(file), Brand) == Brand(accent="#123456", confidentiality='Say: "no" #1')
    assert "# Ours" in file.read_text(encoding="utf-8")


def test_a_logo_can_be_taken_out(settings: Path, tmp_path: Path) -> None:
    set_brand(settings, "consultant", Change(logo=logo(tmp_path / "l.png")))
    set_brand(settings, "consultant", Change(no_logo=True))
    assert fit(read(settings / "brand.yaml"), Brand) == Brand()


def test_all_that_is_wrong_is_told_and_nothing_written(settings: Path, tmp_path: Path) -> None:
    (tmp_path / "l.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(Problems) as told:
        set_brand(settings, "consultant", Change(logo=tmp_path / "l.svg", accent="#ffee00"))
    assert len(told.value.problems) == 2
    assert "the nearest that can be read" in str(told.value)
    assert "is an SVG" in str(told.value)
    for change, says in (
        (Change(accent="teal"), "is not a colour"),
        (Change(logo=tmp_path / "none.png"), "there is no such file"),
        (Change(name="x" * 201), "200"),
    ):
        with pytest.raises(Problems, match=re.escape(says)):
            set_brand(settings, "consultant", change)
    assert not settings.exists()


def test_a_client_is_no_matter_of_all_workspaces(settings: Path) -> None:
    settings.mkdir()
    (settings / "brand.yaml").write_text("kind: brand\nclient_name: Alder\n", encoding="utf-8")
    with pytest.raises(Problems, match="client_name stands in the brand for all workspaces"):
        brand_files(None, settings)


def test_documents_are_made_with_it(settings: Path, tmp_path: Path) -> None:
    set_brand(settings, "consultant", Change(name="Lee & Co", logo=logo(tmp_path / "l.png"), accent="#7a1f4d"))
    request = Request(answers=EXAMPLE / "answers-2026.yaml", user_settings=settings)
    desk = at_desk(request)
    assert (desk.material.consultant, desk.material.look.accent) == ("Lee & Co", "#7a1f4d")
    assert desk.branding.consultant_logo is not None


def test_commands(run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXDNA_SETTINGS", str(tmp_path / "mine"))
    done = run_cxdna("brand", "set", "--mine", "--name", "Lee & Co", "--logo", logo(tmp_path / "l.png"))
    assert (done.returncode, done.stdout) == (0, "Written: mine/brand.yaml\nNext:  cxdna brand show\n")
    shown = run_cxdna("brand", "show", "--json")
    found = json.loads(shown.stdout)
    assert found["format"] == "cxdna-brand/1"
    held = {one["field"]: one for one in found["brand"]}
    assert held["consultant_name"] == {
        "field": "consultant_name",
        "value": "Lee & Co",
        "file": str(tmp_path / "mine" / "brand.yaml"),
    }

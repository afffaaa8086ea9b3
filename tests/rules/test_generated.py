"""Generated files are what the code says now; the check that says so can say otherwise."""

from pathlib import Path

from tests.conftest import Run

SCHEMAS = "playbook/schema"


def test_the_schemas_are_fresh(root: Path, run_cxdna: Run) -> None:
    assert len(list((root / SCHEMAS).glob("*.schema.json"))) >= 5, "the rule looked at almost nothing"
    done = run_cxdna("definitions", "schema", "--folder", root / SCHEMAS)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}run: cxdna definitions schema --write"


def test_a_stale_schema_is_noticed_and_mended(root: Path, tmp_path: Path, run_cxdna: Run) -> None:
    for file in (root / SCHEMAS).glob("*.schema.json"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "playbook.schema.json").write_text("{}\n", encoding="utf-8")
    (tmp_path / "of-yesterday.schema.json").write_text("{}\n", encoding="utf-8")
    done = run_cxdna("definitions", "schema", "--folder", tmp_path)
    assert done.returncode == 1
    assert "playbook.schema.json" in done.stdout
    assert "of-yesterday.schema.json" in done.stdout
    assert run_cxdna("definitions", "schema", "--write", "--folder", tmp_path).returncode == 0
    assert run_cxdna("definitions", "schema", "--folder", tmp_path).returncode == 0
    assert not (tmp_path / "of-yesterday.schema.json").exists()

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cxdna.definitions.model import DEFINITIONS
from cxdna.definitions.read import read
from cxdna.definitions.schema import kind_of, schema_files, schema_of
from cxdna.workflows.check_definitions import WITH_SCHEMA, schema_folder, stale_schemas, write_schemas
from tests.definitions.examples import VALID_FILES


def test_the_schemas_beside_the_playbook_are_fresh() -> None:
    assert stale_schemas(schema_folder()) == (), "run: cxdna definitions schema --write"
    assert {path.name for path in schema_folder().iterdir()} == {f"{kind_of(kind)}.schema.json" for kind in WITH_SCHEMA}


@pytest.mark.parametrize("kind", WITH_SCHEMA, ids=lambda kind: kind.__name__)
def test_schemas_are_schemas_and_fetch_nothing(kind: type) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:cxdna:schema:{kind_of(kind)}"
    assert schema["title"]
    assert schema["description"]
    text = json.dumps(schema)
    assert text.count('"$ref": "#/$defs/') == text.count('"$ref"')


@pytest.mark.parametrize("path", VALID_FILES, ids=lambda path: path.stem)
def test_what_fits_the_structs_fits_the_schema_that_editors_use(path: Path) -> None:
    data = read(path).data
    assert isinstance(data, dict)
    schema = json.loads(schema_files(DEFINITIONS)[f"{data['kind']}.schema.json"])
    assert list(Draft202012Validator(schema).iter_errors(data)) == []


def test_making_schemas_again_gives_the_same_text() -> None:
    made = schema_files(WITH_SCHEMA)
    schema_of.cache_clear()
    assert made == schema_files(reversed(WITH_SCHEMA))


def test_stale_missing_and_superfluous_schemas_are_found_and_mended(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    assert len(write_schemas(folder)) == len(WITH_SCHEMA)
    assert stale_schemas(folder) == ()
    (folder / "kpis.schema.json").write_text("{}", encoding="utf-8")
    (folder / "actions.schema.json").unlink()
    (folder / "old.schema.json").write_text("{}", encoding="utf-8")
    assert stale_schemas(folder) == ("actions.schema.json", "kpis.schema.json", "old.schema.json")
    assert write_schemas(folder) == ("actions.schema.json", "kpis.schema.json", "old.schema.json")
    assert stale_schemas(folder) == ()

"""What stands beside the index report: data for other programs, the workbook, and the page without a printer."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from cxdna.documents.index_report.data import IndexFile, gather
from cxdna.documents.index_report.workbook import build
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.printing.index_report import print_index
from cxdna.workflows.surveys.to_json import to_json
from tests.documents.index_report import surveys
from tests.documents.index_report.conftest import desk, request_for


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """The data of the ordinary survey."""
    return dict(json.loads(to_json(gather(surveys.ordinary()))))


def _indices(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "levels" in value and "interval" in value:
            yield value
        for one in value.values():
            yield from _indices(one)
    elif isinstance(value, list):
        for one in value:
            yield from _indices(one)


def test_the_data_name_their_format_and_every_field_is_described(data: dict[str, Any]) -> None:
    assert data["format"] == "cxdna-index/1"
    schema = msgspec.json.schema(IndexFile, schema_hook=lambda _: {"type": "object"})
    assert set(schema["$defs"]["IndexFile"]["properties"]) == set(data)
    assert "163/40" in schema["$defs"]["IndexFile"]["description"]


def test_an_index_is_exact_and_never_without_its_number_of_answers(data: dict[str, Any]) -> None:
    found = list(_indices(data))
    assert len(found) > 40
    assert all(one["n"] > 0 and one["levels"] for one in found)
    (small,) = json.loads(to_json(gather(surveys.small())))["questions"]
    assert small["index"]["value"] == {"exact": "163/40", "rounded": 4.075}


def test_hidden_groups_have_no_number_in_any_file() -> None:
    material = surveys.twelve()
    told = json.loads(to_json(gather(material)))
    groups = told["questions"][0]["groups"][0]["groups"]["groups"]
    hidden = [one["value"] for one in groups if one["index"] is None]
    assert len(hidden) >= 2
    assert all(one["n"] is None for one in groups if one["value"] in hidden)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(build(material))))
    rows = [[cell.value for cell in row] for row in book["Groups"].iter_rows(min_row=2)]
    assert all(set(row[3:7]) == {None} and row[7] == "hidden" for row in rows if row[2] in hidden)
    assert sum(row[2] in hidden for row in rows) == 2 * len(hidden)


def test_the_workbook_has_a_sheet_for_everything_that_there_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(build(surveys.ordinary()))))
    assert book.sheetnames == ["Read me", "Questions", "Groups", "Scores", "Waves", "Response", "Audit"]
    heads = [cell.value for cell in book["Questions"][1]]
    values = dict(zip(heads, (cell.value for cell in book["Questions"][3]), strict=True))
    assert values["4.0 on it"] == 7.5
    assert values["From"] < values["Index"] < values["To"]
    assert values["Net promoter score"] is not None
    assert book["Questions"]["F3"].number_format == "0.00"


def test_the_same_survey_gives_the_same_bytes() -> None:
    one, other = (workbook_bytes(build(surveys.small())) for _ in range(2))
    assert one == other


def test_without_a_printer_all_other_files_are_made(tmp_path: Path) -> None:
    asked = msgspec.structs.replace(request_for(tmp_path, letter=False), html_only=True)
    made = print_index(desk(tmp_path), surveys.small(), {}, asked)
    assert made.complete
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json", ".xlsx"]
    assert "Satisfaction at 4.08" in made.headline
    assert len(made.lines) == 3

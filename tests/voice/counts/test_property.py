"""Counts of drawn files are those of a plain second way, whatever stands in the cells."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from cxdna.voice.counts.count import count
from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Limits
from cxdna.voice.survey.model import Survey
from tests.conftest import GENERATED_INPUTS
from tests.voice.counts.files import fielded, write
from tests.voice.counts.plain import cells_of

pytestmark = pytest.mark.untraced


@settings(max_examples=GENERATED_INPUTS or 40)
@given(fielded())
def test_counts_are_those_of_a_plain_second_way(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Survey, list[dict[str, str]]]
) -> None:
    survey, rows = drawn
    file: Path = tmp_path_factory.getbasetemp() / "drawn.csv"
    source = write(file, rows)
    with DuckDB().open(source, Limits(threads=1)) as opened:
        found = count(opened, survey, source)
    assert found.rows == len(rows)
    assert set(found.cells) == set(cells_of(survey, rows))
    assert len(found.cells) == len(set(found.cells))

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from cxdna.errors import MissingOnMachine, Problems
from cxdna.voice.source.open import open_source
from cxdna.voice.source.problems import problems_of
from cxdna.voice.source.read_rows import rows_of
from cxdna.voice.source.sample import samples
from cxdna.voice.survey.model import Columns, Scale, Survey, SurveyQuestion

QUESTION = SurveyQuestion(id="q", text="How was it?", about="satisfaction", column="Score", scale=Scale(low=1, high=5))
SURVEY = Survey(
    id="s",
    title="S",
    decimal=",",
    dates="day_first",
    columns=Columns(event_date="Day", weight="Weight"),
    questions=(QUESTION,),
)


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    path = tmp_path / "answers.parquet"
    first = 'SELECT DATE \'2026-03-31\' AS "Day", 5.0::DOUBLE AS "Score", 0.1::DOUBLE + 0.2 AS "Weight"'
    rest = "SELECT DATE '2026-04-01', 9, 1 UNION ALL SELECT NULL, 4, 1 UNION ALL SELECT NULL, NULL, NULL"
    made = duckdb.sql(f"{first} UNION ALL {rest}")
    assert made is not None
    made.write_parquet(str(path))
    return path


def test_a_parquet_file_is_read_where_it_lies(parquet: Path, tmp_path: Path) -> None:
    with open_source(parquet, None, tmp_path / "copies") as source:
        assert source.readable == parquet
        assert source.format == "parquet"
        assert source.typed
        assert source.columns == ("Day", "Score", "Weight")
        assert next(rows_of(source)) == (1, ["2026-03-31", "5", "0.3"])
        assert samples(source, 2)["Day"] == ("2026-03-31", "")


def test_its_cells_are_read_with_a_point_and_the_year_first_whatever_the_survey_says(
    parquet: Path, tmp_path: Path
) -> None:
    with open_source(parquet, None, tmp_path / "copies") as source:
        assert [one.what for one in problems_of(source, SURVEY)] == [
            "row 2, column Score: 9 is outside the scale from 1 to 5",
            "row 3, column Day: no date stands beside a score",
        ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PAR1 and then nothing", "was cut short"),
        (b"PAR1", "was cut short"),
        (b"PAR1" + b"\xff" * 40 + b"PAR1", "cannot be read"),
        (b"Day,Score\n", "is not a Parquet file"),
    ],
)
def test_a_damaged_one_is_told(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(content)
    with pytest.raises(Problems, match=what), open_source(path, None, tmp_path / "copies"):
        pass


def test_without_the_library_the_command_that_installs_it_is_told(
    parquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingOnMachine, match=r"pip install 'cxdna\[survey\]'"), open_source(parquet, None, tmp_path):
        pass

"""Spark counts the same numbers by the same SQL."""

import random
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdna.errors import MissingOnMachine, Problems, UserError
from cxdna.voice.counts.count import count
from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.replies import replies
from cxdna.voice.counts.spark import Spark
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Columns, Survey
from tests.voice.counts.files import DAYS, SCORES, WEIGHTS, WORDS, questions, rules, source_of, write

pytestmark = pytest.mark.xdist_group("spark")  # started once, by one worker
EARLY, LATER = ["2026-03-31", "1.3.2026", "2026-01-15"], ["2026-04-01", "02.04.2026", "2026-05-05"]
HERE = Limits(master="local[2]", threads=2)
BESIDE = {
    "event_date": "event",
    "answer_date": "answered",
    "respondent": "who",
    "weight": "weight",
    "disposition": "became",
    "account": "account",
    "revenue": "revenue",
    "category": "category",
    "country": "country",
    "unit": "unit",
    "comment": "account",
    "seconds": "revenue",
}
LONG = Survey(
    id="s",
    title="S",
    columns=Columns(**BESIDE, question="question", score="score"),
    cuts=(("country", "category"),),
    late_after_days=30,
    no_answer=("n/a",),
    exclude=rules(),
    dispositions={"complete": ("done",), "refused": ("refused",)},
    questions=questions(changed=True, long=True),
)
WIDE = replace(
    LONG,
    columns=Columns(**BESIDE),
    questions=questions(changed=True, long=False),
    decimal=",",
    dates="day_first",
    waves="half_year",
)


@pytest.fixture(scope="module", autouse=True)
def _java() -> Iterator[None]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which this machine has not")
    with pytest.MonkeyPatch.context() as patch:
        # A short life is not worth the second compiler, nor the collector for large memories.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        interrupted = signal.getsignal(signal.SIGINT)
        yield
        assert signal.getsignal(signal.SIGINT) is interrupted, "an interruption does what it did before"


def rows(number: int) -> list[dict[str, str]]:
    draw = random.Random(6)
    return [
        {
            "who": f"r{draw.randrange(40)}",
            "event": draw.choice([*DAYS, *EARLY * 4]),
            "answered": draw.choice([*DAYS, *LATER * 4]),
            "question": draw.choice(["Overall?", "nps", "NPS ", "", "other"]),
            "score": draw.choice(SCORES),
            "q1": draw.choice(SCORES),
            "q2": draw.choice(SCORES),
            "country": draw.choice(WORDS),
            "category": draw.choice(WORDS),
            "unit": draw.choice(["north", "south"]),
            "account": draw.choice(WORDS),
            "weight": draw.choice(WEIGHTS),
            "revenue": draw.choice(["1000.5", "20", "", "x", "999999999999999.123456789"]),
            "became": draw.choice(["done", "Done", "", "refused", "?"]),
            "kind": draw.choice(["", "test", "Own staff", "real", "it's"]),
        }
        for _ in range(number)
    ]


def same(source: Source, *surveys: Survey) -> None:
    """Count and read on both engines and compare."""
    with DuckDB().open(source, Limits(threads=1)) as opened:
        expected = [(count(opened, one, source), [*replies(opened, one, source)]) for one in surveys]
    with Spark().open(source, HERE) as opened:
        found = [(count(opened, one, source), [*replies(opened, one, source)]) for one in surveys]
    assert found == expected
    for counts, said in expected:
        assert counts.rows > 100
        assert {cell.standing for cell in counts.cells} >= {
            "counted",
            "late",
            "excluded",
            "staff",
            "no_answer",
            "unusable",
        }
        assert counts.returned
        assert counts.revenues
        assert said


def test_a_csv_file_with_a_row_for_each_answer_gives_the_same_counts_and_replies(tmp_path: Path) -> None:
    same(write(tmp_path / "a.csv", rows(600), ";"), LONG)


def test_a_parquet_file_with_a_column_for_each_question_gives_the_same_counts_and_replies(tmp_path: Path) -> None:
    import duckdb

    text = write(tmp_path / "a.csv", rows(600))
    file = tmp_path / "it's [here] 50%25.parquet"
    columns = dict.fromkeys(text.columns, "VARCHAR")
    # A table between: DuckDB hands casts of a CSV file to its reader, which fails where TRY_CAST gives nothing.
    duckdb.sql(f"CREATE OR REPLACE TEMP TABLE told AS FROM read_csv('{text.path}', columns = {columns}, header = true)")
    native = {
        "event": "TRY_CAST(event AS DATE)",
        "answered": "TRY_CAST(answered AS TIMESTAMP)",
        "weight": "TRY_CAST(replace(weight, ',', '.') AS DOUBLE)",
        "revenue": "TRY_CAST(revenue AS DECIMAL(20, 4))",
        "q1": "TRY_CAST(q1 AS INTEGER)",
        "q2": "TRY_CAST(q2 AS DOUBLE)",
    }
    replaced = ", ".join(f"{value} AS {name}" for name, value in native.items())
    typed = duckdb.sql(f"SELECT * REPLACE ({replaced}) FROM told")  # noqa: S608 - ours
    assert typed is not None
    typed.write_parquet(str(file))
    source = Source(path=file, readable=file, format="parquet", columns=text.columns, typed=True)
    same(source, replace(WIDE, decimal="."))


def test_a_row_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("event,q1,q2\n2026-01-01,1,2\n2026-01-01,3\n", encoding="utf-8")
    survey = Survey(
        id="s", title="S", columns=Columns(event_date="event"), questions=questions(changed=False, long=False)
    )
    source = source_of(file, ("event", "q1", "q2"))
    with pytest.raises(Problems, match="rows that cannot be read"), Spark().open(source, HERE) as opened:
        count(opened, survey, source)


@pytest.mark.parametrize("name", ["_a.csv", ".a.csv", "a:b.csv", "a.csv.GZ"])
def test_a_name_with_which_spark_would_read_nothing_is_refused(tmp_path: Path, name: str) -> None:
    source = write(tmp_path / name, rows(1))
    with pytest.raises(UserError, match=r"answers\.csv"), Spark().open(source, HERE):
        pass


def test_without_pyspark_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    source = write(tmp_path / "a.csv", [{"a": "1"}])
    with pytest.raises(MissingOnMachine, match=r"cxdna\[spark\]"), Spark().open(source, HERE):
        pass

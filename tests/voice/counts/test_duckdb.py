"""DuckDB reads one file and no other, forgives no row, and says in words what goes wrong."""

import sys
from pathlib import Path

import pytest

from cxdna.errors import MissingOnMachine, Problems, UserError
from cxdna.voice.counts.dialect import literal
from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Limits
from cxdna.voice.source.model import Source
from cxdna.voice.source.parquet import parquet_columns, parquet_rows
from tests.voice.counts.files import WORDS, source_of, write

ROWS = [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM read_text('{other}')",
        "SELECT * FROM '{other}'",
        "COPY (SELECT 1) TO '{other}'",
        "ATTACH '{other}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('https://localhost/a.csv')",
    ],
)
def test_nothing_but_the_one_file_is_read_or_written(tmp_path: Path, sql: str) -> None:
    import duckdb

    other = tmp_path / "other.csv"
    other.write_text("x\n1\n", encoding="utf-8")
    with DuckDB().open(write(tmp_path / "a.csv", ROWS), Limits()) as opened:
        with pytest.raises((duckdb.Error, UserError)):
            list(opened.rows(sql.format(other=other)))
        assert list(opened.rows("SELECT c0, c1 FROM answers_file")) == [("1", "2")]
    assert other.read_text(encoding="utf-8") == "x\n1\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n3\n", "row 3 has 1 values, header has 2"),
        ("a,b\n1,2\n1,2,3\n", "row 3 has 3 values, header has 2"),
        ('a,b\n"1,2\n3,4\n', "row 2: quote never closed"),
        ('a,b\n"1"x,2\n', "row 2: quote never closed, or something behind a closing quote"),
        ("a,b\n1," + "x" * 1_200_000 + "\n", "row 2 is longer than a row may be"),
    ],
)
def test_a_row_that_is_not_as_it_should_be_is_named(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as raised, DuckDB().open(source_of(file, ("a", "b")), Limits()) as opened:
        list(opened.rows("SELECT max(c0), max(c1) FROM answers_file"))
    (problem,) = raised.value.problems
    assert problem.what.startswith(expected)
    assert problem.file == str(file)


@pytest.mark.parametrize("word", [*WORDS, "it's", "\\", "''", "a\\'b", "\t\n\x01", "${env:HOME}", "-- x", "/* x */"])
def test_a_text_is_itself_in_sql(tmp_path: Path, word: str) -> None:
    with DuckDB().open(write(tmp_path / "a.csv", ROWS), Limits()) as opened:
        assert list(opened.rows(f"SELECT {literal(word)}")) == [(word,)]


def test_headers_never_enter_sql(tmp_path: Path) -> None:
    rows = [{'x"; DROP': "1", "c1": "2", "": "3"}]
    with DuckDB().open(write(tmp_path / "it's.csv", rows), Limits()) as opened:
        assert list(opened.rows("SELECT * FROM answers_file")) == [("1", "2", "3")]


@pytest.mark.parametrize("place", ["c0=7/a.csv", "a*.csv", "a[1]?.csv", "a.gz", "a.zst"])
def test_neither_folders_nor_names_say_what_is_in_a_file(tmp_path: Path, place: str) -> None:
    (tmp_path / "c0=7").mkdir()
    for decoy in ("ab.csv", "a1x.csv"):
        write(tmp_path / decoy, [{"a": "9", "b": "9"}])
    with DuckDB().open(write(tmp_path / place, ROWS), Limits()) as opened:
        assert list(opened.rows("SELECT c0, c1 FROM answers_file")) == [("1", "2")]


@pytest.mark.parametrize("place", ["a=7/x.parquet", "year=2026/x.parquet", "x*.parquet"])
def test_a_folder_by_month_is_no_column_of_a_parquet_file(tmp_path: Path, place: str) -> None:
    import duckdb

    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    beside = tmp_path / "xy.parquet"  # its name fits the pattern
    duckdb.execute(f"COPY (SELECT '1' AS a, '2' AS b) TO '{beside}'")
    beside.rename(file)
    duckdb.execute(f"COPY (SELECT '9' AS c) TO '{beside}'")
    assert (parquet_columns(file), [*parquet_rows(file)]) == (("a", "b"), [["1", "2"]])
    source = Source(path=file, readable=file, format="parquet", columns=("a", "b"), typed=True)
    with DuckDB().open(source, Limits()) as opened:
        assert list(opened.rows("SELECT c0, c1 FROM answers_file")) == [("1", "2")]


def test_too_little_memory_is_told_with_the_settings(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", ROWS)
    little = Limits(memory="8MB", threads=1, temporary=tmp_path)
    with pytest.raises(UserError, match=r"--memory.*--threads.*--temporary"), DuckDB().open(source, little) as opened:
        list(opened.rows("SELECT list(i || 'x') FROM range(3000000) AS t(i)"))
    assert not [*tmp_path.glob("cxdna-*")]


def test_an_amount_of_memory_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="512MB"), DuckDB().open(write(tmp_path / "a.csv", ROWS), Limits(memory="much")):
        pass


def test_without_duckdb_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with (
        pytest.raises(MissingOnMachine, match=r"cxdna\[survey\]"),
        DuckDB().open(write(tmp_path / "a.csv", ROWS), Limits()),
    ):
        pass

"""What is counted: cells, weights, outcomes, revenues and days, and what is left out."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdna.voice.counts.count import MOST_GROUPS, count
from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.model import Cell, Counts, Returned
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Columns, Scale, Survey, SurveyQuestion
from tests.voice.counts.files import write

FIVE = Scale(low=1, high=5)
SAT = SurveyQuestion(id="sat", text="Overall?", about="satisfaction", column="sat", scale=FIVE)
ROWS = [
    {
        "day": "2026-01-05",
        "sat": "5",
        "country": "DE",
        "account": "A1",
        "revenue": "1000.50",
        "w": "0.1",
        "became": "done",
    },
    {"day": "2026-03-31", "sat": "4", "country": "", "account": "A1", "revenue": "1,000", "w": "0.2", "became": "done"},
    {
        "day": "2026-04-01",
        "sat": "",
        "country": "DE",
        "account": "A2",
        "revenue": "20000",
        "w": "1",
        "became": "refused",
    },
]
SURVEY = Survey(id="s", title="S", columns=Columns(event_date="day", country="country"), questions=(SAT,))


def counted(survey: Survey, source: Source) -> Counts:
    with DuckDB().open(source, Limits(threads=1)) as opened:
        return count(opened, survey, source)


def test_cells_hold_all_together_and_each_group_and_what_is_not_stated(tmp_path: Path) -> None:
    found = counted(SURVEY, write(tmp_path / "a.csv", ROWS))
    million = 1_000_000
    one = (1, million, million**2)
    assert found.cells == (
        Cell("sat", 202601, "2026 Q1", "counted", (), 5, *one),
        Cell("sat", 202603, "2026 Q1", "counted", (), 4, *one),
        Cell("sat", 202604, "2026 Q2", "no_answer", (), None, *one),
        Cell("sat", 202603, "2026 Q1", "counted", (("country", ""),), 4, *one),
        Cell("sat", 202601, "2026 Q1", "counted", (("country", "DE"),), 5, *one),
        Cell("sat", 202604, "2026 Q2", "no_answer", (("country", "DE"),), None, *one),
    )
    assert (found.rows, found.first, found.last) == (3, dt.date(2026, 1, 5), dt.date(2026, 4, 1))
    assert [*found.returned, *found.revenues, *found.notes] == []


def test_weights_are_whole_millionths_whose_sums_are_exact(tmp_path: Path) -> None:
    survey = replace(SURVEY, columns=Columns(event_date="day", weight="w"))
    rows = [{**ROWS[0], "w": weight} for weight in ("0.1", "0.2", "0.000001", "1000000")]
    (cell,) = counted(survey, write(tmp_path / "a.csv", rows)).cells
    assert (cell.n, cell.weight) == (4, 1_000_000_300_001)
    assert cell.squares == 100_000**2 + 200_000**2 + 1 + 10**24


def test_outcomes_are_counted_by_row_where_each_question_has_its_column(tmp_path: Path) -> None:
    columns = Columns(event_date="day", disposition="became")
    outcomes = {"complete": ("done",), "refused": ("refused",)}
    other = replace(SAT, id="again")
    survey = replace(SURVEY, columns=columns, dispositions=outcomes, questions=(SAT, other))
    found = counted(survey, write(tmp_path / "a.csv", [*ROWS, {**ROWS[0], "became": ""}]))
    assert found.returned == (
        Returned("2026 Q1", "complete", 2),
        Returned("2026 Q1", "unknown", 1),
        Returned("2026 Q2", "refused", 1),
    )
    assert found.rows == 4


def test_outcomes_are_counted_by_respondent_and_event_where_each_row_is_an_answer(tmp_path: Path) -> None:
    columns = Columns(event_date="day", disposition="became", respondent="who", question="q", score="s")
    questions = (replace(SAT, column=None), replace(SAT, id="again", column=None))
    survey = replace(SURVEY, columns=columns, dispositions={"complete": ("done",)}, questions=questions)
    asked = {"day": "2026-01-05", "s": "5", "became": "done"}
    rows = [{**asked, "who": who, "q": q} for who in ("r1", "r2") for q in ("sat", "again")]
    found = counted(survey, write(tmp_path / "a.csv", rows))
    assert found.returned == (Returned("2026 Q1", "complete", 2),)
    assert found.rows == 4


def test_revenues_are_the_largest_of_an_account_and_exact(tmp_path: Path) -> None:
    survey = replace(SURVEY, columns=Columns(event_date="day", account="account", revenue="revenue"))
    found = counted(survey, write(tmp_path / "a.csv", [*ROWS, {**ROWS[0], "revenue": "999"}]))
    assert found.revenues == (("A1", "1000.5"), ("A2", "20000"))


@pytest.mark.parametrize("at_the_start", [True, False])
def test_more_than_5000_accounts_are_not_counted_each_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_the_start: bool
) -> None:
    if not at_the_start:
        monkeypatch.setattr("cxdna.voice.counts.count._LOOKED_AT", 10)
    survey = replace(SURVEY, columns=Columns(event_date="day", account="account", country="country"))
    rows = [{**ROWS[0], "account": f"A{number}"} for number in range(MOST_GROUPS + 1)]
    found = counted(survey, write(tmp_path / "a.csv", rows))
    assert found.left_out == (("account",),)
    assert found.notes == ("not counted by account: more than 5,000 groups",)
    assert {cell.cut for cell in found.cells} == {(), (("country", "DE"),)}
    fewer = counted(survey, write(tmp_path / "b.csv", rows[1:]))
    assert len({cell.cut for cell in fewer.cells}) == MOST_GROUPS + 2


@pytest.mark.parametrize("most", [1, 1_000_000])
def test_scores_grouped_together_or_each_for_itself_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("cxdna.voice.counts.grouping._MOST_TOGETHER", most)
    survey = replace(SURVEY, questions=(SAT, replace(SAT, id="other", column="w")))
    found = counted(survey, write(tmp_path / "a.csv", [{**row, "w": "2"} for row in ROWS]))
    assert [(c.question, c.level, c.n) for c in found.cells if not c.cut] == [
        ("other", 2, 1), ("other", 2, 1), ("other", 2, 1), ("sat", 5, 1), ("sat", 4, 1), ("sat", None, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("most", [0, 1, 60])
def test_cells_are_the_same_however_rows_are_grouped_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    survey = replace(
        SURVEY, columns=Columns(event_date="day", country="country", account="account"), cuts=(("country", "account"),)
    )
    source = write(tmp_path / "a.csv", ROWS * 3)
    expected = counted(survey, source)
    monkeypatch.setattr("cxdna.voice.counts.grouping._MOST_IN_BLOCK", most)
    assert counted(survey, source) == expected
    assert {len(cell.cut) for cell in expected.cells} == {0, 1, 2}


def test_a_parquet_file_with_days_and_numbers_counts_as_its_text_does(tmp_path: Path) -> None:
    import duckdb

    columns = Columns(event_date="day", country="country", account="account", weight="w", revenue="revenue")
    survey = replace(SURVEY, columns=columns)
    rows = [{**row, "revenue": "12.5"} for row in ROWS]
    text = write(tmp_path / "a.csv", rows)
    for score in ("INTEGER", "DOUBLE", "DECIMAL(4, 2)", "VARCHAR", "UTINYINT", "FLOAT"):
        file = tmp_path / "a.parquet"
        told = duckdb.sql(
            f"SELECT CAST(day AS TIMESTAMP) AS day, CAST(sat AS {score}) AS sat, country, account, "  # noqa: S608 - ours
            "CAST(revenue AS DOUBLE) AS revenue, CAST(w AS DOUBLE) AS w "
            f"FROM read_csv('{text.path}', all_varchar = true)"
        )
        assert told is not None
        told.write_parquet(str(file))
        source = Source(
            path=file,
            readable=file,
            format="parquet",
            columns=("day", "sat", "country", "account", "revenue", "w"),
            typed=True,
        )
        assert counted(survey, source) == counted(survey, text)


def test_an_empty_file_has_no_cells(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", ROWS)
    source.path.write_text(source.path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    found = counted(SURVEY, source)
    assert (found.rows, found.cells, found.first) == (0, (), None)

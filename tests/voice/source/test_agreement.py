"""Rows are read in Python and counted in SQL: both must call the same answers unusable."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdna.voice.counts.count import count
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.engines import engine
from cxdna.voice.source.open import open_source
from cxdna.voice.source.problems import bad_rows
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion

SCORES = [
    "5",
    "1",
    "5.0",
    "5,0",
    " 3 ",
    "+4",
    "05",
    "0",
    "6",
    "9",
    "-1",
    "n/a",
    "N/A",
    "",
    " ",
    "best",
    "BEST ",
    "x",
    "5.5",
    "5 5",
    "1e0",
    "\u00a02",
    "5\u2028",
    "=1",
    "٣",
    "1000000000",
    "--",
]
DAYS = [
    "2026-03-31",
    "2026-03-31T10:00",
    "2026-03-31 10:00",
    "2025-06-30",
    "2025-07-01",
    "2026-02-30",
    "31.3.2026",
    "3/31/2026",
    "1-2-2026",
    "",
    "2026-3-1",
    "2026-03-31x",
    "1899-01-01",
    "2100-01-01",
    "31.3/2026",
    "never",
    " 2026-03-31 ",
    "30.02.2026",
]
WEIGHTS = [
    "1",
    "0",
    "0.5",
    "0,5",
    "",
    "-1",
    "nan",
    "1.1234567",
    "999.999999",
    "1000000.1",
    "1000001",
    ".5",
    "1.",
    " 1 ",
    "1e1",
]
OUTCOMES = ["", "done", "Done ", "complete", "REFUSED", "gone", "-"]
QUESTIONS = ["Q1", "q1", " q1", "other", "", "Q9"]
BASE = Survey(
    id="s",
    title="S",
    columns=Columns(event_date="Day", answer_date="Answered", weight="Weight", disposition="Outcome", account="No"),
    no_answer=("n/a",),
    late_after_days=30,
    exclude=(Exclusion(column="Note", values=("Test", "İ"), reason="test"),),
    dispositions={"partial": ("done",)},
    questions=(
        SurveyQuestion(
            id="q1",
            text="How was it?",
            about="satisfaction",
            column="A",
            scale=Scale(low=1, high=5, anchors={"5": "Best"}),
            earlier=(Earlier(until="2025-06", scale=Scale(low=1, high=10)),),
        ),
        SurveyQuestion(id="other", text="Why?", about="other", column="B", scale=Scale(low=0, high=6)),
    ),
)
LONG = replace(
    BASE,
    columns=replace(BASE.columns, question="A", score="B"),
    questions=tuple(replace(one, column=None) for one in BASE.questions),
)


@pytest.mark.parametrize(
    "survey",
    [BASE, LONG, replace(BASE, decimal=",", dates="day_first"), replace(LONG, dates="month_first")],
    ids=["wide", "long", "day first", "month first"],
)
def test_rows_and_counts_call_the_same_unusable(tmp_path: Path, survey: Survey) -> None:
    chance = random.Random(survey.dates + str(survey is BASE))
    path = tmp_path / "answers.csv"
    first = QUESTIONS if survey.columns.question else SCORES
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["No", "Day", "Answered", "Weight", "Outcome", "Note", "A", "B"])
        for number in range(2, 1_502):
            good = [
                number,
                "2026-03-31" if survey.dates == "year_first" else "3.3.2026",
                "",
                "1",
                "",
                "",
                first[0],
                "5",
            ]
            choices = [
                (1, DAYS),
                (2, DAYS),
                (3, WEIGHTS),
                (4, OUTCOMES),
                (5, ["", "test", "İ", "i"]),
                (6, first),
                (7, SCORES),
            ]
            for at, values in chance.sample(choices, chance.randint(1, 3)):
                good[at] = chance.choice(values)
            writer.writerow(good)
    with open_source(path, None, tmp_path / "copies") as source:
        told = {number for number, _, _ in bad_rows(source, survey)}
        with engine("duckdb").open(source, Limits(threads=1)) as opened:
            cells = count(opened, survey, source).cells
    counted = {int(cell.cut[0][1]) for cell in cells if cell.cut and cell.standing == "unusable"}
    assert len(told) > 200
    assert told == counted

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.definitions.read import parse
from cxdna.voice.survey.check import flaws
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion
from cxdna.voice.survey.read import read_survey, survey_from
from cxdna.voice.survey.write import survey_text
from tests.voice.survey.examples import VALID

ODD = [
    "yes",
    "No",
    "007",
    "1e3",
    "2026-03-31",
    "a: b",
    "# a",
    "- a",
    "'",
    '"',
    "{a}",
    "=1+1",
    "<script>",
    "~",
    " a ",
    "*a",
]
SIGNS = "aÉж '\"#:-&*!%@`{}[]|>,?=~\\0.\u00a0\u200b\U0001f600"
LINES = st.sampled_from(ODD) | st.text(SIGNS, min_size=1, max_size=12)
IDS = st.sampled_from(["no", "y", "on", "a", "B", "a.b-c_d", "null", "x1", "True", "e1", "inf"])
VALUES = st.lists(LINES, min_size=1, max_size=3).map(tuple)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    low = draw(st.integers(-10, 10))
    high = draw(st.integers(low + 1, min(low + 100, 100)))
    scores = draw(st.lists(st.integers(low, high), unique=True, max_size=3))
    direction = draw(st.sampled_from(["high_is_good", "low_is_good"]))
    return Scale(low=low, high=high, direction=direction, anchors={str(one): f"words: {one}" for one in scores})  # type: ignore[arg-type]  # a literal


@st.composite
def questions(draw: st.DrawFn, name: str, column: str) -> SurveyQuestion:
    return SurveyQuestion(
        id=name,
        text=draw(LINES),
        about=draw(st.sampled_from(["satisfaction", "recommendation", "effort", "other"])),
        column=column,
        scale=draw(scales()),
        earlier=tuple(
            Earlier(until=f"2025-0{month}", scale=draw(scales())) for month in range(1, draw(st.integers(1, 3)))
        ),
        bridge=draw(st.just("") | LINES),
        item=draw(st.none() | IDS),
        practices=draw(st.lists(IDS, max_size=2).map(tuple)),
        parts=draw(st.lists(IDS, max_size=2).map(tuple)),
    )


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    headers = draw(st.lists(LINES, min_size=8, max_size=8, unique_by=lambda one: one.casefold()))
    names = draw(st.lists(IDS, min_size=1, max_size=2, unique_by=lambda one: one.casefold()))
    segments = {f"own_{name}": headers[5] for name in names}
    groups = ["country", "account", *segments]
    cuts = draw(st.lists(st.lists(st.sampled_from(groups), min_size=2, max_size=3, unique=True), max_size=1))
    return Survey(
        id=draw(IDS),
        title=draw(LINES),
        asks=draw(st.sampled_from(["customers", "staff"])),
        conducted_by=draw(st.just("") | LINES),
        independent=draw(st.booleans()),
        decimal=draw(st.sampled_from([".", ","])),
        dates=draw(st.sampled_from(["year_first", "day_first", "month_first"])),
        columns=Columns(
            event_date=headers[0],
            answer_date=headers[1],
            country=headers[2],
            account=headers[3],
            disposition=headers[4],
        ),
        segments=segments if draw(st.booleans()) or cuts else {},
        cuts=tuple(map(tuple, cuts)),
        waves=draw(st.sampled_from(["month", "quarter"])),
        late_after_days=draw(st.none() | st.integers(0, 730)),
        no_answer=draw(st.just(()) | VALUES),
        exclude=draw(
            st.just(())
            | st.builds(
                Exclusion,
                column=st.just(headers[3]),
                values=LINES.map(lambda one: (one,)),
                reason=LINES,
                staff=st.booleans(),
            ).map(lambda one: (one,))
        ),
        dispositions=draw(st.just({}) | st.fixed_dictionaries({"refused": VALUES})),
        questions=tuple(draw(questions(name, header)) for name, header in zip(names, headers[6:], strict=False)),
    )


@given(surveys().filter(lambda one: not list(flaws(one))))
def test_what_is_written_is_read_as_the_same_survey(survey: Survey) -> None:
    text = survey_text(survey)
    assert survey_from(parse(text.encode(), Path("survey.yaml"))) == survey


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_written_anew_a_file_says_the_same(path: Path) -> None:
    survey = read_survey(path)
    assert survey_from(parse(survey_text(survey).encode(), path)) == survey


def test_a_file_explains_itself_and_names_its_schema() -> None:
    text = survey_text(read_survey(VALID[0]), "../schema/survey.schema.json")
    assert text.startswith("# yaml-language-server: $schema=../schema/survey.schema.json\n")
    for wanted in ("# The headers of the files", "  # respondent:  # who answered", "# late_after_days: 30  # answers"):
        assert wanted in text

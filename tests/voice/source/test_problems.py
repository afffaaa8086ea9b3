from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdna.errors import Problem
from cxdna.voice.source.columns import fits
from cxdna.voice.source.model import Source
from cxdna.voice.source.open import open_source
from cxdna.voice.source.problems import bad_rows, problems_of, without_bad_rows
from cxdna.voice.source.read_rows import rows_of
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion

SCORE = SurveyQuestion(
    id="overall", text="How was it?", about="satisfaction", column="Score", scale=Scale(low=1, high=5)
)
SURVEY = Survey(
    id="visits",
    title="Visits",
    columns=Columns(event_date="Day", comment="Comment"),
    no_answer=("-",),
    questions=(SCORE,),
)
HEAD = "No,Day,Score,Comment\n"


@contextmanager
def opened(tmp_path: Path, text: str, name: str = "answers.csv") -> Iterator[Source]:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    with open_source(path, None, tmp_path / "copies") as source:
        yield source


def said(problems: Iterator[Problem]) -> list[str]:
    return [f"{one.what}; {one.do}" if one.do else one.what for one in problems]


def found(tmp_path: Path, text: str, survey: Survey = SURVEY) -> list[str]:
    with opened(tmp_path, text) as source:
        return said(problems_of(source, survey))


def test_a_sound_file_has_none(tmp_path: Path) -> None:
    rows = (
        '1,2026-03-31,5,"=HYPERLINK(""x""), +1"\n2,2026-03-31T10:00,-,\n\n3,, ,nothing asked\n4,2026-04-01, 4.0 ,@a\n'
    )
    assert found(tmp_path, HEAD + rows) == []


def test_every_cell_that_cannot_be_read_is_listed_by_row_and_column(tmp_path: Path) -> None:
    rows = '1,2026-03-31,11,"two\nlines"\n2,2026-02-30,"5,0",\n\n3,31.3.2026,n/a,\n4,,4.5,\n5,soon,5,\n'
    assert found(tmp_path, HEAD + rows) == [
        "row 2, column Score: 11 is outside the scale from 1 to 5; correct it, or add it to 'no_answer' of the survey",
        (
            "row 3, column Day: '2026-02-30' is no day that exists, or not written with the year first, as 2026-03-31; "
            "correct it"
        ),
        (
            "row 3, column Score: '5,0' is written with another decimal mark than the survey says; "
            "set decimal: ',' in the survey"
        ),
        (
            "row 5, column Day: '31.3.2026' is not written with the year first, as 2026-03-31; "
            "set dates: day_first in the survey if all dates are written so"
        ),
        (
            "row 5, column Score: 'n/a' is not a number; correct it, or add it to 'no_answer' of the survey, "
            "or to the anchors of its scale"
        ),
        "row 6, column Day: no date stands beside a score; add the day, or delete the row",
        "row 6, column Score: '4.5' is not a whole number; give the score as it was chosen",
        "row 7, column Day: 'soon' is no date; write it with the year first, as 2026-03-31",
    ]


def test_a_problem_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "x.csv").write_text(HEAD + "1,2026-03-31,9,\n", "utf-8")
    with open_source(tmp_path / "below" / ".." / "x.csv", None, tmp_path / "copies") as source:
        (problem,) = problems_of(source, SURVEY)
    assert str(problem).startswith(f"{tmp_path / 'below' / '..' / 'x.csv'}: row 2, column Score: 9 is outside")


@pytest.mark.parametrize(
    ("weight", "what"),
    [
        ("-1", "is negative"),
        ("nan", "is no weight"),
        ("0.1234567", "has more than six decimals"),
        ("2000000", "is larger than 1,000,000"),
        ('"0,5"', "is written with another decimal mark"),
        ("", "no weight stands beside a score"),
    ],
)
def test_bad_weights_are_told(tmp_path: Path, weight: str, what: str) -> None:
    survey = replace(SURVEY, columns=replace(SURVEY.columns, weight="Weight"))
    (one,) = found(
        tmp_path, f"Day,Score,Comment,Weight\n2026-03-31,5,,{weight}\n2026-03-31,,,bad beside no score\n", survey
    )
    assert one.startswith("row 2, column Weight: ")
    assert what in one


def test_unknown_questions_and_outcomes_are_told(tmp_path: Path) -> None:
    columns = Columns(event_date="Day", question="Question", score="Score", disposition="Outcome")
    question = replace(SCORE, column=None, value="Q1")
    survey = replace(SURVEY, columns=columns, dispositions={"refused": ("no thanks",)}, questions=(question,))
    rows = "2026-03-31,q1,5,complete\n2026-03-31,Q2,5,\n2026-03-31,,5,\n,,,No Thanks\n,,,gone fishing\n"
    assert found(tmp_path, "Day,Question,Score,Outcome\n" + rows, survey) == [
        "row 3, column Question: 'Q2' is no question of the survey; known: Q1",
        "row 4, column Question: no question stands beside a score; name the question, or delete the row",
        (
            "row 6, column Outcome: 'gone fishing' is no outcome that the survey knows; "
            "correct it, or add it to 'dispositions' of the survey"
        ),
    ]


def test_excluded_rows_are_not_looked_at(tmp_path: Path) -> None:
    survey = replace(SURVEY, exclude=(Exclusion(column="Comment", values=("Test",), reason="test records"),))
    assert found(tmp_path, HEAD + "1,never,99, TEST\n", survey) == []


def test_a_score_is_held_against_the_scale_of_its_month(tmp_path: Path) -> None:
    earlier = (Earlier(until="2025-12", scale=Scale(low=1, high=10)),)
    survey = replace(SURVEY, questions=(replace(SCORE, earlier=earlier),))
    problems = found(tmp_path, HEAD + "1,2025-12-31,9,\n2,2026-01-01,9,\n3,never,9,\n", survey)
    assert [one.split(":")[0] for one in problems] == ["row 3, column Score", "row 4, column Day"]


def test_ragged_rows_and_cells_that_are_too_long_are_told(tmp_path: Path) -> None:
    rows = f"1,2026-03-31,5\n2,2026-03-31,5,a,b\n3,2026-03-31,99,{'x' * 200_000}\n"
    assert found(tmp_path, HEAD + rows) == [
        "row 2 has 3 values, header has 4; quote values that hold the separator, and leave empty ones empty",
        "row 3 has 5 values, header has 4; quote values that hold the separator, and leave empty ones empty",
        (
            "row 4, column Comment: 200,000 characters in one cell, limit 32,767; "
            "shorten it, or close the quote it starts with"
        ),
    ]


def test_a_quote_that_is_never_closed_is_told_where_it_opens(tmp_path: Path) -> None:
    (one,) = found(tmp_path, HEAD + '1,2026-03-31,5,"never\n2,2026-03-31,5,\n')
    assert one.startswith("row 2: quote never closed")


def test_a_quote_that_takes_the_next_rows_is_told_and_the_rows_after_it_keep_their_numbers(tmp_path: Path) -> None:
    rows = '1,2026-03-31,5,"open\n2,2026-03-31,5,"fine"\n3,2026-03-31,99,\n'
    problems = found(tmp_path, HEAD + rows)
    assert [one.split(";")[0] for one in problems] == [
        "row 2: quote never closed before the next row",
        "row 4, column Score: 99 is outside the scale from 1 to 5",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '1,2026-03-31,5,"open\n2,2026-03-31,4,good"\n',
        '1,2026-03-31,5,"open\r\n2,2026-03-31,4,a\r\n3,2026-03-31,4,good"\r\n',
    ],
)
def test_rows_that_stand_inside_a_cell_are_found(tmp_path: Path, rows: str) -> None:
    with opened(tmp_path, HEAD + rows) as source:
        assert source.suspect
        (one,) = said(problems_of(source, SURVEY))
    assert one.startswith("row 2: quote never closed before the next row, which stands inside column Comment")


def test_a_quote_in_the_middle_of_rows_is_found(tmp_path: Path) -> None:
    rows = '1,"open,2026-03-31,5\n2,good",2026-03-31,4\n'
    assert len(found(tmp_path, "No,Comment,Day,Score\n" + rows)) == 1


@pytest.mark.parametrize("comment", ["Dear all,\nthanks, bye, Bob, really", "5,5,5,5\n", "a\n\nb", "\n", "1\n2,3,4,5"])
def test_comments_of_several_lines_are_comments(tmp_path: Path, comment: str) -> None:
    with opened(tmp_path, f'{HEAD}1,2026-03-31,5,"{comment}"\n') as source:
        assert source.suspect
        assert list(problems_of(source, SURVEY)) == []


def test_the_list_ends_with_how_many_more_there_are(tmp_path: Path) -> None:
    with opened(tmp_path, HEAD + "1,2026-03-31,99,\n" * 25) as source:
        problems = said(problems_of(source, SURVEY, most=10))
    assert len(problems) == 11
    assert problems[-1] == "and 15 more problems of this kind"


def test_columns_that_the_file_lacks_are_told_with_the_nearest_name(tmp_path: Path) -> None:
    with opened(tmp_path, "Day,Scores,Comment\n2026-03-31,5,\n") as source:
        assert said(problems_of(source, SURVEY)) == said(iter(fits(SURVEY, source)))
        assert said(iter(fits(SURVEY, source))) == [
            "has no column 'Score', which the survey names for question 'overall'; did you mean 'Scores'?"
        ]


def test_rows_that_are_none_can_be_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    rows = f'1,2026-03-31,5\n2,2026-03-31,99,\n3,2026-03-31,5,{"x" * 40_000}\n4,2026-03-31,4,"two\nlines"\n'
    with opened(tmp_path, HEAD + rows) as source:
        assert [(number, unreadable) for number, _, unreadable in bad_rows(source, SURVEY)] == [
            (2, True),
            (3, False),
            (4, True),
        ]
        left = without_bad_rows(source, SURVEY, tmp_path / "copies")
        assert [number for number, _ in rows_of(left)] == [3, 5]
        assert [number for number, _, _ in bad_rows(left, SURVEY)] == [3]
        assert left.notes == ("answers.csv: 2 rows left out that cannot be read",)

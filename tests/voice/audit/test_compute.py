"""What single answers of a file show, through the engine."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from cxdna.voice.audit.careless import Alike, Twice, duplicates, speeders
from cxdna.voice.audit.compute import Seen, compute, found_in
from cxdna.voice.audit.funnel import Invited, invitations
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.shares import beside
from cxdna.voice.audit.timing import Answered, timing
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.engines import engine
from cxdna.voice.source.open import open_source
from cxdna.voice.survey.model import Columns, Exclusion, Scale, Survey, SurveyQuestion

FIVE = Scale(low=1, high=5)
WIDE = Survey(
    id="wide",
    title="Wide",
    columns=Columns(
        respondent="who",
        event_date="event",
        answer_date="answer",
        seconds="took",
        comment="said",
        invited_by="agent",
        disposition="became",
        device="ip",
    ),
    dispositions={"complete": ("done",), "no_contact": ("none",)},
    exclude=(Exclusion(column="who", values=("test",), reason="tests"),),
    questions=tuple(
        SurveyQuestion(id=f"q{at}", text="How was it?", about="satisfaction", scale=FIVE, column=f"q{at}")
        for at in range(1, 5)
    ),
)
HEAD = "who,event,answer,took,said,agent,became,ip,q1,q2,q3,q4"
LONG = Survey(
    id="long",
    title="Long",
    columns=Columns(respondent="who", event_date="event", question="question", score="score", device="ip"),
    questions=tuple(
        SurveyQuestion(id=f"q{at}", text="How was it?", about="satisfaction", scale=FIVE) for at in range(1, 5)
    ),
)


def seen(folder: Path, survey: Survey, head: str, rows: Iterable[str]) -> Seen:
    path = folder / "answers.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    with open_source(path, None, folder) as source, engine("duckdb").open(source, Limits(threads=1)) as opened:
        return compute(opened, survey, source)


def row(**given: object) -> str:
    plain: dict[str, object] = dict.fromkeys(HEAD.split(","), "")
    plain |= {"event": "2025-03-01", "answer": "2025-03-02", "became": "done", "q1": 5, "q2": 4, "q3": 5, "q4": 4}
    return ",".join(str(one) for one in (plain | given).values())


def test_rows_with_a_column_for_each_question(tmp_path: Path) -> None:
    rows = [
        row(who="a", took=60, ip="1.1", agent="Ann", said="All went well and on time today as it always has done"),
        row(who="a", took=61, ip="1.1", agent="Ann", said="all went well and on time today as it always has done"),
        row(who="b", took=5.5, ip="1.1", agent="Bob", q1=5, q2=5, q3=5, q4=5),
        row(who="c", took=80, ip="2.2", agent="Bob", q1=3, q2=3, q3=3, q4=3, said="fine"),
        row(who="d", answer="", agent="Bob", became="none", q1="", q2="", q3="", q4=""),
        row(who="test", took=1, ip="1.1", agent="Ann", said="All went well and on time today as it always has done"),
    ]
    found = seen(tmp_path, WIDE, HEAD, rows)
    assert found.employees == {"Ann": Invited(2, 2), "Bob": Invited(3, 2)}
    assert found.alike == Alike(4, 2, 1)
    assert found.seconds == {Fraction(60): 1, Fraction(61): 1, Fraction(5): 1, Fraction(80): 1}
    assert found.repeated == Twice(4, 16)
    assert found.devices == Twice(1, 4)
    assert found.comments == Twice(1, 2)
    assert found.answered is not None
    assert Answered("q1", dt.date(2025, 3, 1), dt.date(2025, 3, 2), 5, 3) in found.answered
    assert sum(one.n for one in found.answered) == 16


def test_a_row_for_each_answer(tmp_path: Path) -> None:
    rows = [
        f"{who},2025-03-01,q{at},{score},{device}"
        for who, device, scores in (("a", "1", "5555"), ("b", "1", "5454"), ("c", "1", "333"), ("d", "2", "3333"))
        for at, score in enumerate(scores, 1)
    ]
    found = seen(tmp_path, LONG, "who,event,question,score,ip", [*rows, "a,2025-03-01,q1,4,1"])
    assert found.alike == Alike(3, 1, 0), "the second answer of a is another score"
    assert found.devices == Twice(1, 4)
    assert found.repeated == Twice(1, 16)
    assert (found.employees, found.seconds, found.answered) == (None, None, None)
    assert found.comments == Twice(None, None)


def test_what_no_column_shows_is_not_proved(tmp_path: Path) -> None:
    survey = Survey(id="bare", title="Bare", columns=Columns(event_date="event"), questions=WIDE.questions[:1])
    found = found_in(survey, [seen(tmp_path, survey, "event,q1", ["2025-03-01,5"])])
    assert {one.result for one in found} == {"not proved"}
    assert {one.check for one in found} == {"invitations", "timing", "careless", "duplicates"}
    assert found_in(survey, ()) == ()


def test_files_are_joined_before_anything_is_judged(tmp_path: Path) -> None:
    one = seen(tmp_path, WIDE, HEAD, [row(who=f"p{at}", took=60, agent="Ann") for at in range(20)])
    found = {each.check: each for each in found_in(WIDE, (one, one)) if each.found.startswith("0%")}
    assert dict(found["careless"].figures)["faster than a third of it"] == "0 of 40"
    employees = next(each for each in found_in(WIDE, (one, one)) if each.check == "invitations")
    assert employees.result == "not proved"
    assert "Ann" not in str(found_in(WIDE, (one, one)))


@pytest.mark.parametrize(
    ("answered", "result", "outside"),
    [((50, 52, 48, 50), "clear", 0), ((50, 52, 48, 85), "finding", 1), ((20, 52, 80, 50), "finding", 2)],
)
def test_employees_outside_of_the_funnel_are_counted_and_not_named(
    answered: tuple[int, ...], result: str, outside: int
) -> None:
    found = invitations([Invited(100, n) for n in answered], dispositions=True)
    assert found.result == result
    assert sum(int(text) for name, text in found.figures if "the limits" in name) == outside


def test_one_of_many_employees_just_outside_may_be_there_by_chance() -> None:
    found = invitations([Invited(100, 50)] * 99 + [Invited(100, 66)], dispositions=True)
    assert (found.result, dict(found.figures)["above the limits"]) == ("remark", "1")


def test_few_invitations_or_none_known_prove_nothing() -> None:
    assert invitations([Invited(100, 50)] * 3, dispositions=False).result == "not proved"
    assert invitations([Invited(5, 5)] * 9, dispositions=True).result == "not proved"


def late(early: Mapping[int, int], last: Mapping[int, int]) -> Found:
    event = dt.date(2025, 3, 1)
    days = {1: early, 5: early, 20: last}
    return timing(
        WIDE.questions[:1],
        [
            Answered("q1", event, event + dt.timedelta(days=day), level, n)
            for day, levels in days.items()
            for level, n in levels.items()
        ],
    )


def test_early_answers_that_differ_from_late_ones() -> None:
    assert late({5: 30, 4: 10}, {5: 30, 4: 10}).result == "clear"
    apart = late({5: 35, 4: 5}, {5: 20, 3: 20})
    assert apart.result == "finding"
    assert apart.found == "early answers to q1 are 0.88 points higher than late ones"
    slightly = late({5: 220, 4: 180}, {5: 180, 4: 220})
    assert slightly.result == "remark"
    assert late({5: 3}, {5: 3}).result == "not proved"


def test_answering_too_fast_is_told_against_the_middle() -> None:
    slow = {Fraction(60): 20, Fraction(90): 19}
    assert speeders(slow).result == "clear"
    assert speeders({**slow, Fraction(19): 1}).result == "remark"
    assert speeders({**slow, Fraction(19): 3}).result == "finding"
    assert speeders({Fraction(60): 20, Fraction(20): 20}).result == "clear", "a third of 40 is below 20"
    assert speeders({Fraction(60): 5}).result == "not proved"


def test_stock_phrases_are_no_long_comments_and_those_that_are_alike_are_a_remark(tmp_path: Path) -> None:
    stock, words = "Everything was fine and thank you very much", "a b c d e f g h i j"
    long = "Zuverlässigkeitsprüfung Wartungsdokumentation Ersatzteillieferung"
    said = [stock] * 6 + [words, words.upper(), long, long, "Everything  was  fine"]
    found = seen(tmp_path, WIDE, HEAD, [row(who=f"w{at}", ip=f"9.{at}", said=one) for at, one in enumerate(said)])
    assert found.comments == Twice(2, 4)
    told = duplicates(Twice(0, 100), Twice(None, None), Twice(50, 100))
    assert (told.result, told.found) == ("remark", "the same long comment: 50")
    assert duplicates(Twice(3, 100), Twice(None, None), Twice(0, 100)).result == "finding"


def test_a_share_that_would_read_as_its_threshold_has_decimals() -> None:
    limit = Fraction(5, 100)
    assert [beside(Fraction(one), limit) for one in ("0.0527", "0.0502", "0.05", "0.0474", "0.0612", "0.0496")] == [
        "5.3%",
        "5.02%",
        "5%",
        "4.7%",
        "6%",
        "4.96%",
    ]

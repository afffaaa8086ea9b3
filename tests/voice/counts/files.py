"""Surveys and files of answers to count, some of them drawn."""

import csv
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion

SCORES: Final = [
    "1",
    "2",
    "3",
    "4",
    "5",
    " 5",
    "5.0",
    "5,0",
    "+4",
    "6",
    "11",
    "10",
    "0",
    "",
    " ",
    "n/a",
    "N/A ",
    "met",
    "Exceeded",
    "x",
    "4.6",
    "1e0",
    "-1",
    "05",
    "5.",
    "²",
]
DAYS: Final = [
    "2025-06-30",
    "2025-07-01",
    "2026-01-31",
    "2026-02-28",
    "2026-02-30",
    "2026-02-03T10:00:00Z",
    "2026-1-2",
    " 2026-03-04 ",
    "2026/03/04",
    "",
    "31.3.2026",
    "3/31/2026",
    "01.02.2026",
    "1-2-2026 10:00",
    "12/13/2025",
    "1999-12-31",
    "1850-01-01",
    "2026-03-04x",
    "20260304",
    "infinity",
    "2026-03-4 ",
]
WEIGHTS: Final = [
    "1",
    "0.5",
    "0,5",
    "0.333333",
    "1000000",
    "1000001",
    "",
    "-1",
    "1e3",
    "0.1234567",
    " 2 ",
    "0",
    "x",
    "999999.999999",
]
WORDS: Final = [
    "DE",
    "FR",
    " DE ",
    "",
    "Côte d'Ivoire",
    'say "hi", now',
    "$HOME \\n",
    "İstanbul ς",
    "null",
    "total",
    "a\u00a0",
    "漢字",
]


MAY_BE_THERE: Final = {
    "answer_date": "answered",
    "weight": "weight",
    "disposition": "became",
    "wave": "wave",
    "category": "category",
    "unit": "unit",
    "account": "account",
    "respondent": "who",
}


def source_of(file: Path, columns: tuple[str, ...], separator: str = ",") -> Source:
    return Source(path=file, readable=file, format="csv", columns=columns, separator=separator)


def write(file: Path, rows: list[dict[str, str]], separator: str = ",") -> Source:
    columns = tuple(rows[0])
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return source_of(file, columns, separator)


@st.composite
def fielded(draw: st.DrawFn) -> tuple[Survey, list[dict[str, str]]]:
    """Draw a survey, long or wide, and rows of a file of it, good and bad."""
    survey = draw(surveys())
    row = st.fixed_dictionaries(
        {
            "who": st.sampled_from(["r1", "r2", "", "R1"]),
            "event": st.sampled_from(DAYS),
            "answered": st.sampled_from(DAYS),
            "question": st.sampled_from(["Overall?", "nps", "NPS ", "overall?", "", "other", "'; DROP"]),
            "score": st.sampled_from(SCORES),
            "q1": st.sampled_from(SCORES),
            "q2": st.sampled_from(SCORES),
            "country": st.sampled_from(WORDS),
            "category": st.sampled_from(WORDS[:4]),
            "unit": st.sampled_from(["north", "south"]),
            "account": st.sampled_from(WORDS),
            "size": st.sampled_from(["small", "large"]),
            "weight": st.sampled_from(WEIGHTS),
            "became": st.sampled_from(["done", "Done", "", "refused", "?"]),
            "wave": st.sampled_from(["spring", " spring", ""]),
            "kind": st.sampled_from(["", "test", "Own staff", "real", "it's"]),
        }
    )
    return survey, draw(st.lists(row, min_size=1, max_size=30))


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    long = draw(st.booleans())
    chosen: dict[str, str] = {"event_date": "event", "country": "country"}
    chosen |= {name: header for name, header in MAY_BE_THERE.items() if draw(st.booleans())}
    if long:
        chosen |= {"question": "question", "score": "score"}
    return Survey(
        id="s",
        title="A survey",
        columns=Columns(**chosen),
        segments={"size": "size"} if draw(st.booleans()) else {},
        cuts=(("country", "category"),) if "category" in chosen and draw(st.booleans()) else (),
        decimal=draw(st.sampled_from([".", ","])),
        dates=draw(st.sampled_from(["year_first", "day_first", "month_first"])),
        waves=draw(st.sampled_from(["month", "quarter", "half_year", "year"])),
        late_after_days=draw(st.sampled_from([0, 30])) if "answer_date" in chosen and draw(st.booleans()) else None,
        no_answer=draw(st.sampled_from([(), ("n/a",), ("n/a", "-1", "x")])),
        exclude=draw(st.sampled_from([(), rules()])),
        dispositions={"complete": ("done",), "refused": ("refused",)} if "disposition" in chosen else {},
        questions=questions(draw(st.booleans()), long=long),
    )


def rules() -> tuple[Exclusion, ...]:
    return (
        Exclusion(column="kind", values=("own staff",), reason="staff", staff=True),
        Exclusion(column="kind", values=("Test", "it's"), reason="test records"),
    )


def questions(changed: bool, *, long: bool) -> tuple[SurveyQuestion, ...]:
    five = Scale(low=1, high=5, anchors={"5": "exceeded", "4": "met", "3": "3"})
    earlier = (Earlier(until="2025-06", scale=Scale(low=1, high=10, anchors={"2": "Met"})),) if changed else ()
    more: dict[str, Any] = {"value": "Overall?"} if long else {"column": "q1"}
    other: dict[str, Any] = {} if long else {"column": "q2"}
    return (
        SurveyQuestion(id="sat", text="Overall?", about="satisfaction", scale=five, earlier=earlier, **more),
        SurveyQuestion(id="nps", text="Recommend?", about="recommendation", scale=Scale(low=0, high=10), **other),
    )

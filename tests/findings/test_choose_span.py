"""Which months of answers stand beside an assessment of 20 November 2026."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from cxdna.findings.choose_span import called, choose_span, year_of
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Window
from tests.findings.voices import fielded, question, voice

DAY = dt.date(2026, 11, 20)


def heard(*months: int) -> Fielded:
    return fielded("care", (question("q"),), {("q", month): {4: 40} for month in months})


def window(name: str, first: int, last: int, **more: Any) -> Window:
    return Window(name=name, purpose=more.pop("purpose", "reporting"), first=first, last=last, fixed=DAY, **more)


@pytest.mark.parametrize(
    ("months", "span"),
    [
        ((202606,), Span(202512, 202611, "Dec 2025 to Nov 2026")),
        ((202511,), Span(202412, 202511, "Dec 2024 to Nov 2025")),
        ((202506, 202612), Span(202407, 202506, "Jul 2024 to Jun 2025")),
        ((202612,), None),
        ((), None),
    ],
)
def test_it_is_the_twelve_months_before_or_those_up_to_the_last_answer(
    months: tuple[int, ...], span: Span | None
) -> None:
    assert choose_span(voice(heard(*months)), DAY) == span


def test_the_newest_window_to_report_on_goes_before() -> None:
    known = (
        window("old", 202501, 202512),
        window("new", 202601, 202612),
        window("next", 202701, 202712),
        window("prize", 202601, 202612, purpose="award"),
        window("theirs", 202607, 202612, survey="another"),
    )
    found = choose_span(voice(heard(202606), windows=known), DAY)
    assert found == Span(202601, 202611, "new so far, Jan 2026 to Nov 2026")


def test_a_window_that_is_fixed_later_does_not_change_it() -> None:
    care, old = heard(202606), window("old", 202501, 202512)
    later = msgspec.structs.replace(window("later", 202607, 202706), fixed=DAY + dt.timedelta(days=1))
    assert choose_span(voice(care, windows=(old, later)), DAY) == Span(202501, 202512, "old, 2025")


def test_staff_are_asked_once_a_year() -> None:
    span = Span(202601, 202603, "first quarter")
    assert year_of(heard(202602), span) == span
    assert year_of(heard(202509), span) == Span(202410, 202509, "Oct 2024 to Sep 2025")
    assert year_of(heard(202604), span) is None
    assert year_of(heard(202604), span, 202611) == Span(202505, 202604, "May 2025 to Apr 2026")
    assert year_of(heard(202602, 202604), span, 202611) == span


def test_months_are_called_in_little_room() -> None:
    assert [called(202601, 202612), called(202603, 202603), called(202601, 202603)] == [
        "2026",
        "Mar 2026",
        "Jan 2026 to Mar 2026",
    ]

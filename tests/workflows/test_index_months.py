"""Which months a customer index report covers where nobody names them, and why."""

from __future__ import annotations

import datetime as dt

import pytest

from cxdna.voice.survey.model import Window
from cxdna.workflows.printing.index_months import IndexAsk, months_meant
from tests.findings.voices import fielded, question, voice

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("last", "fixed", "months", "why"),
    [
        (202611, dt.date(2026, 6, 1), (202607, 202611), "the newest window for reports, fixed on 1 June 2026"),
        (202706, dt.date(2026, 6, 1), (202607, 202611), "the newest window for reports so far, fixed on 1 June 2026"),
        (202611, dt.date(2026, 12, 1), (202512, 202611), "the last twelve months, as no window is fixed for reports"),
    ],
)
def test_a_window_counts_as_far_as_it_has_gone_and_only_once_it_is_fixed(
    last: int, fixed: dt.date, months: tuple[int, int], why: str
) -> None:
    survey = fielded("care", (question("q"),), {("q", month): {4: 40} for month in (202608, 202612)})
    window = Window(name="w", purpose="reporting", first=202607, last=last, fixed=fixed)
    found = months_meant(voice(survey, windows=(window,)), survey, IndexAsk(), TODAY)
    assert ((found.span.first, found.span.last), found.why) == (months, why)

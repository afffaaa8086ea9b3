"""Surveys and counted files, short to write."""

import datetime as dt
from typing import Any

import msgspec

from cxdna.store.memory import MemoryStore
from cxdna.store.model import VoiceItem, VoiceKept
from cxdna.voice.counts.model import MILLION, Cell, Counts, Standing
from cxdna.voice.model import SurveyFile
from cxdna.voice.survey.model import Columns, Scale, Survey, SurveyQuestion

TODAY = dt.date(2026, 11, 28)
MOMENT = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
FIVE = Scale(low=1, high=5)
SATISFIED = SurveyQuestion(id="satisfied", text="How satisfied are you?", about="satisfaction", column="S", scale=FIVE)
RECOMMEND = SurveyQuestion(
    id="recommend", text="Would you recommend us?", about="recommendation", column="R", scale=Scale(low=0, high=10)
)
PRINTED = {1: 2, 2: 3, 3: 3, 4: 14, 5: 18}
"""The example of which the field's literature gets the mean wrong: it is 163/40 = 4.075."""


def survey(identity: str = "pulse", **changes: Any) -> Survey:
    plain = Survey(
        id=identity,
        title="Quarterly pulse",
        columns=Columns(respondent="Id", event_date="Date", category="Category"),
        questions=(SATISFIED,),
    )
    return msgspec.structs.replace(plain, **changes)


def cells(
    month: int, levels: dict[int, int], question: str = "satisfied", standing: Standing = "counted", **cut: str
) -> tuple[Cell, ...]:
    """Return answers of a month by score, all together or in a group."""
    wave = f"{month // 100} Q{(month % 100 + 2) // 3}"
    return tuple(
        Cell(question, month, wave, standing, tuple(cut.items()), level, n, n * MILLION, n * MILLION**2)
        for level, n in levels.items()
    )


def file(name: str, *counted: tuple[Cell, ...], survey: str = "pulse", **changes: Any) -> SurveyFile:
    """Return a file of these answers; its hash follows from its name."""
    found = tuple(cell for some in counted for cell in some)
    plain = SurveyFile(
        survey=survey,
        sha256=name.encode().hex().ljust(64, "0")[:64],
        name=name,
        place=name,
        added=TODAY,
        survey_hash="",
        counts=Counts(rows=sum(cell.n for cell in found if not cell.cut), cells=found),
    )
    return msgspec.structs.replace(plain, **changes)


def stored(*items: VoiceItem) -> MemoryStore:
    """Return a store that holds these."""
    store = MemoryStore()
    store.add(*(VoiceKept(item=one, at=MOMENT) for one in items))
    return store

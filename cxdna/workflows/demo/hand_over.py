"""What is handed over of the example's customers: the report of a survey, and how ready a year is for an award."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.engines import engine
from cxdna.workflows.auditing.read_again import Reader, folders_of
from cxdna.workflows.awards.check import CheckAsk
from cxdna.workflows.current import opened
from cxdna.workflows.demo.build import MOMENT
from cxdna.workflows.demo.hear import AWARD_YEAR, SURVEYS
from cxdna.workflows.printing.award_report import make_award_report
from cxdna.workflows.printing.index_months import IndexAsk
from cxdna.workflows.printing.index_report import make_index_report
from cxdna.workflows.printing.model import Made
from cxdna.workflows.printing.voice_press import VoiceRequest
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.where import Where
from cxdna.workspace.model import Workspace


def hand_over(folder: Path, environment: Mapping[str, str]) -> Iterator[Made]:
    """Make both reports of the workspace in a folder, one after the other; none where its survey is not there."""
    where = Where(Path(), environment, folder)
    with opened(where) as (_, store):
        if not any(one.survey.id == SURVEYS[0] and one.files for one in voice_of(store).surveys):
            return
    request = VoiceRequest(where=where, moment=MOMENT)

    def reading(home: Workspace) -> Reader:
        return Reader(engine=engine("duckdb"), limits=Limits(), folders=folders_of(home.folder, home.folder))

    yield make_index_report(request, IndexAsk(SURVEYS[0]), environment, reading)
    yield make_award_report(request, CheckAsk(AWARD_YEAR, surveys=SURVEYS[:1]), environment, reading)

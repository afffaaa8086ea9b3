"""An alert tells the unit that the file names for its answer."""

import datetime as dt
from pathlib import Path

import msgspec

from cxdna.alerts.raising import raised
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.engines import engine
from cxdna.voice.counts.replies import replies
from cxdna.voice.source.open import open_source
from cxdna.voice.survey.model import Columns
from tests.alerts.alerting import NOW, RULES, SURVEY


def test_the_unit_of_an_answer_comes_with_its_alert(tmp_path: Path) -> None:
    survey = msgspec.structs.replace(
        SURVEY,
        columns=Columns(event_date="date", respondent="who", comment="said", unit="project"),
        questions=(msgspec.structs.replace(SURVEY.questions[0], column="overall"),),
    )
    path = tmp_path / "answers.csv"
    path.write_text("who,date,said,project,overall\na,2026-03-01,We cancel,Pier 9,2\nb,2026-03-02,,,1\n", "utf-8")
    with open_source(path, None, tmp_path) as source, engine("duckdb").open(source, Limits(threads=1)) as opened:
        made = raised(replies(opened, survey, source), RULES, (), NOW, (survey,))
    assert [(one.unit, one.event) for one in made] == [
        ("Pier 9", dt.date(2026, 3, 1)),
        ("", dt.date(2026, 3, 2)),
    ]

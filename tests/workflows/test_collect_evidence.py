"""Evidence that forms bring: its periods, what was withdrawn, who was forgotten, and two who collect at once."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from cxdna.errors import Problems
from cxdna.organisation.model import Evidence
from cxdna.store.latest import evidence_that_holds
from cxdna.store.memory import MemoryStore
from cxdna.store.model import EvidenceKept, Record
from cxdna.workflows.current import Current
from cxdna.workflows.evidence.change import withdraw_evidence
from cxdna.workflows.forms.report import collected_lines
from tests.workflows.forming import fill, forms_of, kept, paths, sheet_of, taken
from tests.workflows.interviewing import MOMENT
from tests.workflows.test_collect import RELEASE, everything


def test_figures_come_with_their_periods_and_a_correction_of_them_stays(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    figures = {"answer": 4, "title": "Results", "kind": "data", "date": dt.date(2026, 1, 1)}
    form = fill(paths(invited)[0], {"q1.1": {**figures, "periods": 4}})
    taken(now, [form])
    (record,) = evidence_that_holds(now.store.evidence("a_2026"))
    assert record.record.periods == 4
    now.store.add(msgspec.structs.replace(record, record=msgspec.structs.replace(record.record, periods=8), seq=0))
    assert taken(now, [form]).evidence == 0
    assert evidence_that_holds(now.store.evidence("a_2026"))[0].record.periods == 8


def test_evidence_that_was_withdrawn_does_not_come_back_by_the_same_form(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = fill(paths(invited)[0], {"q1.1": 3, "q3.3": RELEASE})
    taken(now, [form])
    withdraw_evidence(now, "release_note_history", "Not ours", at=MOMENT, today=MOMENT.date())
    before = everything(now)
    found = taken(now, [form])
    assert (found.new, found.evidence) == (0, 0)
    assert everything(now) == before
    assert "was withdrawn, so forms do not bring it back" in found.left_out[0].what


def test_a_form_of_somebody_who_was_forgotten_adds_nothing(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = fill(paths(invited)[0], {"q1.1": {"answer": 3, "comment": "Anna says so"}})
    now.store.forget(sheet_of(now, "Anna Lee"), MOMENT, {}, {})
    with pytest.raises(Problems, match="is of somebody who was forgotten since"):
        taken(now, [form])
    assert not now.store.answers("a_2026")


class Crowded(MemoryStore):
    """Somebody else adds records just before us."""

    theirs: tuple[Record, ...] = ()

    def add(self, *records: Record) -> tuple[int, ...]:
        theirs, self.theirs = self.theirs, ()
        if theirs:
            super().add(*theirs)
        return super().add(*records)


def crowded(now: Current, *theirs: Record) -> Current:
    """Return the assessment with somebody else at work in the same moment."""
    store = Crowded()
    assessment = now.assessment
    store.add(*now.store.people(), assessment, *now.store.sheets(assessment.id))
    store.theirs = theirs
    return msgspec.structs.replace(now, store=store)


def test_two_who_collect_at_the_same_moment_never_share_an_id(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = fill(paths(invited)[0], {"q3.3": RELEASE})
    other = Evidence(
        id="release_note_history",
        kind="record",
        title="Release note: history!",
        date=dt.date(2026, 5, 1),
        covers=("q1.1",),
    )
    here = crowded(now, EvidenceKept(assessment="a_2026", record=other))
    taken(here, [form])
    theirs, ours = (one.record for one in evidence_that_holds(here.store.evidence("a_2026")))
    assert theirs == other
    assert (ours.id, ours.source, ours.covers) == ("release_note_history_2", "Change log", ("q3.3",))
    assert kept(here)[sheet_of(here, "Anna Lee"), "q3.3"].evidence == ("release_note_history_2",)
    before = everything(here)
    assert taken(here, [form]).new == 0
    assert everything(here) == before


def test_two_who_collect_the_same_evidence_at_the_same_moment_make_one_record(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(anna, {"q3.3": RELEASE})
    fill(ben, {"q1.1": RELEASE})
    here = crowded(now)
    taken(here, [ben])
    (of_ben,) = here.store.evidence("a_2026")
    here = crowded(now, msgspec.structs.replace(of_ben, seq=0))
    taken(here, [anna])
    (record,) = (one.record for one in evidence_that_holds(here.store.evidence("a_2026")))
    assert set(record.covers) == {"q1.1", "q3.3"}


def test_names_of_files_that_would_steer_a_terminal_do_not(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = fill(paths(invited)[0], {"q1.1": 7, "q1.2": 3}, to=tmp_path / "a\x1b[2J.xlsx")
    told = "\n".join(collected_lines(taken(now, [form], skip_bad=True), tmp_path))
    assert "\x1b" not in told
    assert "a\ufffd[2J.xlsx: cell D5" in told

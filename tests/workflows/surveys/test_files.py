"""Files that were taken in: named, overlapping, taken out, listed; and what settings of counting may say."""

from pathlib import Path

import msgspec
import pytest

from cxdna.errors import Problems, UserError
from cxdna.voice.counts.engine import Limits
from cxdna.voice.model import SurveyFile
from cxdna.workflows.surveys.as_id import as_id, id_of
from cxdna.workflows.surveys.drop import DropAsk, drop_file, dropped_lines
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.limits import Counting, limits_of
from cxdna.workflows.surveys.overlap import file_meant, refuse_overlap
from cxdna.workflows.surveys.standing import standings_in_words, waves_in
from cxdna.workflows.surveys.take_in import what_counts
from tests.workflows.surveys.surveying import MOMENT, SATISFIED, cells, file, stored, survey

Q1 = file("q1.csv", cells(202601, {4: 40}), cells(202602, {4: 40}), cells(202603, {0: 1}, standing="late"))


def test_a_file_is_meant_by_name_or_by_the_digits_of_its_hash() -> None:
    other = msgspec.structs.replace(Q1, sha256="ab" * 32)
    assert file_meant((Q1,), "Q1.CSV") is Q1
    assert file_meant((Q1, other), "ababab") is other
    with pytest.raises(
        UserError, match=r"several files are called 'q1.csv': 71312e63 of 28 November 2026 and abababab"
    ):
        file_meant((Q1, other), "q1.csv")
    with pytest.raises(UserError, match=r"no file 'abab' was taken in; there are: q1.csv"):
        file_meant((Q1, other), "abab")


def test_months_that_were_counted_before_would_count_twice() -> None:
    later = file("q2.csv", cells(202603, {4: 40}))
    refuse_overlap((Q1,), later)  # a late answer of March does not count, so it counts once
    again = file("all.csv", cells(202512, {4: 1}), cells(202602, {4: 40}))
    with pytest.raises(UserError, match=r"all.csv has answers of February 2026, which q1.csv .* count twice; .*--adds"):
        refuse_overlap((later, Q1), again)
    undated = file("u.csv", cells(0, {4: 4}))
    with pytest.raises(UserError, match=r"has answers of no date, which u2.csv"):
        refuse_overlap((file("u2.csv", cells(0, {4: 4})),), undated)


def test_a_file_is_taken_out_with_a_reason_that_is_kept() -> None:
    store = stored(survey(), Q1)
    with pytest.raises(UserError, match="nothing says why"):
        drop_file(store, DropAsk("q1.csv", " "), MOMENT)
    lines = list(dropped_lines(drop_file(store, DropAsk("q1.csv", "Sent twice", by="Ann"), MOMENT)))
    assert lines[0] == "Taken out: q1.csv, added on 28 November 2026, with 80 scores of survey 'pulse'."
    assert voice_of(store).surveys == ()
    assert [entry.text for entry in store.log()] == ["q1.csv (71312e63) of survey pulse by Ann: Sent twice"]
    _, gone = (one.item for one in store.voice("file"))
    assert isinstance(gone, SurveyFile)
    assert (gone.counts, gone.withdrawn, gone.why) == (Q1.counts, True, "Sent twice"), "its counts stay, and the reason"
    with pytest.raises(UserError, match="no file was taken in yet"):
        drop_file(store, DropAsk("q1.csv", "Sent twice"), MOMENT)


def test_how_answers_stand_in_words() -> None:
    some = file("a.csv", cells(202601, {4: 1}), cells(202601, {0: 1}, standing="staff"))
    assert standings_in_words(some.counts) == "1 score counts and 1 is of own staff"
    assert standings_in_words(Q1.counts) == "80 scores count and 1 came too late"
    assert waves_in(Q1) == ("2026 Q1",)


def test_wording_makes_no_difference_to_counts_and_scales_do() -> None:
    worded = survey(title="Other", questions=(msgspec.structs.replace(SATISFIED, text="Other", parts=("act",)),))
    assert what_counts(worded) == what_counts(survey())
    scale = msgspec.structs.replace(SATISFIED.scale, high=6)
    assert what_counts(survey(questions=(msgspec.structs.replace(SATISFIED, scale=scale),))) != what_counts(survey())
    assert what_counts(survey(late_after_days=3)) != what_counts(survey())


def test_limits_as_typed_or_from_the_environment(tmp_path: Path) -> None:
    environment = {
        "CXDNA_SURVEY_MEMORY": "512MB",
        "CXDNA_SURVEY_THREADS": "2",
        "CXDNA_SURVEY_TEMPORARY": str(tmp_path),
    }
    assert limits_of(Counting(), {}) == Limits()
    assert limits_of(Counting(), environment) == Limits(memory="512MB", threads=2, temporary=tmp_path)
    assert limits_of(Counting(memory="2GB", threads="1"), environment).memory == "2GB"
    assert limits_of(Counting("spark", "local[2]"), {}) == Limits(master="local[2]")
    with pytest.raises(Problems) as caught:
        limits_of(Counting(master="local", memory="much", threads="0", temporary=tmp_path / "no"), {})
    assert len(caught.value.problems) == 4
    with pytest.raises(Problems, match="CXDNA_SURVEY_MEMORY: '-1' is no amount of memory"):
        limits_of(Counting(), {"CXDNA_SURVEY_MEMORY": "-1"})


def test_names() -> None:
    assert [id_of(text, "survey") for text in ("Pulse Q1 (final)", "2026_q1", "アンケート")] == [
        "pulse-q1-final",
        "survey-2026-q1",
        "survey",
    ]
    assert as_id(" Award_2026 ", "a window") == "Award_2026"
    for wrong in ("", "a b", "../x", "a" * 61):
        with pytest.raises(UserError, match="is no name for a window"):
            as_id(wrong, "a window")

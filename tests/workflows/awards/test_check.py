"""Award readiness as it is asked for, read and handed to other programs."""

import json

import msgspec
import pytest

from cxdna.errors import Problems, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import VoiceItem, VoiceKept
from cxdna.voice.award.checklist import BY_ID
from cxdna.voice.award.model import SELF_CHECK
from cxdna.voice.model import AwardYear
from cxdna.workflows.auditing.answer import AnswerAsk
from cxdna.workflows.awards.answer import (
    answer_line,
    answered_lines,
    checklist_json,
    checklist_lines,
    checklist_of,
)
from cxdna.workflows.awards.check import CheckAsk, check_award, readiness_json, readiness_lines
from cxdna.workflows.awards.years import add_year, drop_year, list_years, years_json, years_lines
from tests.voice.award.year import SURVEY, TODAY, WINDOW, answers, checklist, file_of
from tests.workflows.kept import NOW


def kept(*items: VoiceItem) -> MemoryStore:
    store = MemoryStore()
    store.add(*(VoiceKept(item=one, at=NOW) for one in items))
    return store


def full() -> MemoryStore:
    return kept(SURVEY, file_of(answers()), WINDOW, *checklist())


def test_without_a_year_it_is_the_last_one_that_is_over() -> None:
    assert check_award(full(), CheckAsk(), None, TODAY).year == 2025
    with pytest.raises(UserError, match="2027 is no year to check"):
        check_award(full(), CheckAsk(2027), None, TODAY)


def test_without_the_files_the_audit_proves_nothing_and_so_does_the_year() -> None:
    found = check_award(full(), CheckAsk(2025, categories=("Field service, technical support",)), None, TODAY)
    assert found.verdict == "not proved"
    by_id = {line.id: line.verdict for line in found.lines}
    assert by_id["categories"] == "pass"
    assert by_id["responses"] == by_id["instrument"] == "not proved"


def test_every_output_says_what_kind_of_check_it_is() -> None:
    found = check_award(full(), CheckAsk(), None, TODAY)
    lines = list(readiness_lines(found))
    assert SELF_CHECK in lines
    assert lines[0] == "Award readiness for 2025, the whole company: NOT PROVED"
    assert f"File: 2025.csv (SHA-256 {'ab' * 32})" in lines
    assert "      Evidence: 2025.csv" in lines
    told = json.loads(readiness_json(found, TODAY))
    assert (told["format"], told["about"], told["readiness"]["verdict"]) == (
        "cxdna-award-check/1",
        SELF_CHECK,
        "not proved",
    )


def test_the_next_step_follows_from_what_is_missing() -> None:
    def next_of(store: MemoryStore) -> str:
        return list(readiness_lines(check_award(store, CheckAsk(), None, TODAY)))[-1]

    assert next_of(kept()) == "Next:  cxdna survey add FILE"
    assert next_of(full()) == "Next:  cxdna survey audit relations"
    thin = file_of(answers(satisfied={5: 3}, recommending={5: 3}))
    assert next_of(kept(SURVEY, thin, WINDOW)) == "Next:  cxdna survey audit relations", "no data are missing"


def test_where_there_is_no_survey_what_to_do_first_is_all_that_is_said() -> None:
    store = kept(*checklist())
    assert list(readiness_lines(check_award(store, CheckAsk(2025), None, TODAY))) == [
        "Nothing can be checked for 2025 yet, as no survey of customers is there: add its answers first.",
        "Next:  cxdna survey add FILE",
    ]


def test_one_index_reads_as_one() -> None:
    lines = {line.id: line.found for line in check_award(full(), CheckAsk(), None, TODAY).lines}
    assert lines["satisfaction"].startswith("the index is at 4.0 or above")
    yearly = msgspec.structs.replace(SURVEY, id="yearly", waves="year")
    low = file_of(answers(satisfied={1: 40}), "y.csv", survey="yearly")
    two = check_award(kept(SURVEY, file_of(answers()), yearly, low), CheckAsk(), None, TODAY)
    assert two.lines[0].found.startswith("1 of 2 indices is at 4.0 or above")


def test_only_what_is_entered_is_checked() -> None:
    yearly = msgspec.structs.replace(SURVEY, id="yearly", waves="year")
    store = kept(SURVEY, file_of(answers()), yearly, file_of(answers(months=(5,)), "y.csv", survey="yearly"))
    found = check_award(store, CheckAsk(2025, surveys=("Relations",)), None, TODAY)
    assert found.surveys == ("relations",)
    assert "Entered: relations." in list(readiness_lines(found))
    assert not any(name.startswith("yearly") for line in found.lines for name, _ in line.figures)
    with pytest.raises(UserError, match="there is no survey 'relation'; did you mean 'relations'"):
        check_award(store, CheckAsk(2025, surveys=("relation",)), None, TODAY)
    assert check_award(store, CheckAsk(2025, surveys=("relations, yearly",)), None, TODAY).surveys == (
        "relations",
        "yearly",
    )


def test_a_line_of_the_checklist_is_answered_for_a_year() -> None:
    store = kept()
    given = AnswerAsk("Independent audit", "y", "report of Bureau Nord", by="Ruth")
    found = answer_line(store, given, None, NOW, TODAY)
    assert (found.new, found.checked.about, found.checked.check) == (True, "2025", "independent_audit")
    assert not answer_line(store, given, 2025, NOW, TODAY).new
    lines = list(answered_lines(found))
    assert lines[0].startswith("Noted: Has somebody who is not rated")
    assert lines[1] == "Evidence: report of Bureau Nord."
    bare = list(answered_lines(answer_line(store, AnswerAsk("custody", "yes"), 2024, NOW, TODAY)))
    assert bare[1].startswith("Without evidence it proves nothing")


def test_everything_wrong_with_an_answer_is_told_at_once() -> None:
    with pytest.raises(Problems) as told:
        answer_line(kept(), AnswerAsk("custodi", "not applicable", "x" * 401), 2025, NOW, TODAY)
    assert len(told.value.problems) == 3
    assert "did you mean 'custody'?" in str(told.value)


def test_the_checklist_shows_what_is_open() -> None:
    store = kept(*checklist(custody="", selection="no"))
    found = checklist_of(store, 2025, TODAY)
    lines = list(checklist_lines(found))
    assert lines[0] == f"Checklist for 2025: 1 line open, {len(BY_ID) - 1} answered."
    assert lines[-1].startswith("Next:  cxdna award answer custody yes --year 2025")
    assert any(line.startswith("selection  no, 1 February 2026 by Ruth") for line in lines)
    assert json.loads(checklist_json(found))["format"] == "cxdna-award-checklist/1"
    everything = checklist_of(kept(*checklist()), 2025, TODAY)
    assert list(checklist_lines(everything))[-1] == "Next:  cxdna award check --year 2025"
    bare = tuple(msgspec.structs.replace(one, evidence="") for one in checklist())
    assert "  Answered yes, without evidence: that proves nothing." in list(
        checklist_lines(checklist_of(kept(*bare), 2025, TODAY))
    )


def test_award_years_are_noted_counted_and_taken_back() -> None:
    store = kept()
    for year in range(2020, 2025):
        assert add_year(store, AwardYear(data_year=year, award_year=year + 1), NOW, TODAY, " Ruth  Okafor")
    assert {kept.by for kept in store.voice("award_year")} == {"Ruth Okafor"}
    assert not add_year(store, AwardYear(data_year=2024, award_year=2025), NOW, TODAY)
    add_year(store, AwardYear(data_year=2022, award_year=2023, unit="Harbour"), NOW, TODAY)
    found = list_years(store)
    assert [(one.unit, one.consecutive) for one in found.in_a_row] == [("", 5), ("Harbour", 1)]
    assert "five in a row are there, up to 2024" in "\n".join(years_lines(found))
    assert json.loads(years_json(found))["format"] == "cxdna-award-years/1"
    drop_year(store, 2022, "", NOW)
    assert list_years(store).in_a_row[0].consecutive == 2
    assert "Unit Harbour: 1 award year." in list(years_lines(list_years(store)))
    with pytest.raises(UserError, match="2022 is not noted as an award year"):
        drop_year(store, 2022, "", NOW)
    drop_year(store, 2022, "harbour", NOW)
    assert len(list_years(store).years) == 4


def test_an_award_year_that_cannot_be() -> None:
    with pytest.raises(Problems) as told:
        add_year(kept(), AwardYear(data_year=2030, award_year=2020, note="x" * 401), NOW, TODAY)
    assert len(told.value.problems) == 3
    assert "No award year is noted yet." in list(years_lines(list_years(kept())))

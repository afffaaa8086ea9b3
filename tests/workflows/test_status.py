"""Where an assessment stands, and the one step that comes next."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cxdna.answers.interview import minutes
from cxdna.answers.model import Answer, Mode
from cxdna.errors import UserError
from cxdna.scores.fingerprint import short
from cxdna.store.model import LogEntry
from cxdna.workflows.current import Current, assessed, look_at
from cxdna.workflows.evidence.record import record_evidence
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.life.open import open_assessment
from cxdna.workflows.status.lines import component_table, heading_lines, matter_lines, people_table
from cxdna.workflows.status.look import Status, status_json, status_of
from cxdna.workflows.status.next_step import Matters, next_step
from cxdna.workflows.targets import list_targets
from tests.workflows.kept import NOW, TODAY, again, answer, answer_all, ask, offer, opened_in


def shut(now: Current) -> Current:
    """Close an assessment and return it."""
    close_assessment(again(now), date=TODAY, by="Ann")
    return again(now)


@pytest.fixture
def now(tmp_path: Path) -> Current:
    return opened_in(tmp_path / "alder")


def told(status: Status) -> str:
    """Return everything that is printed."""
    tables = [component_table(status), people_table(status)]
    lines = [line for table in tables for line in (*table.heading, *map(str, table.rows), *table.notes)]
    return "\n".join([*lines, *heading_lines(status), *matter_lines(status)])


def test_before_anybody_answers(now: Current) -> None:
    status = status_of(now, TODAY)
    assert list(heading_lines(status)) == [
        "Alder Energy: Assessment 2026, open since 28 November 2026",
        "Nobody has answered yet.",
    ]
    assert list(matter_lines(status)) == [
        (
            "Next:  cxdna assess   nobody has answered yet (24 questions, about 18 minutes); "
            "forms for colleagues: cxdna invite"
        )
    ]


def test_people_are_as_far_as_they_are(now: Current) -> None:
    ask(now, 1)
    answer(now, ask(now, 2), {"q1.1": 3, "q1.2": "dont_know", "q4.1": Answer(comment="later")})
    answer_all(now, ask(now, 3, parts=("governance",)), 3)
    status = status_of(now, TODAY)
    asked = len(now.questionnaire.questions)
    assert [(one.name, one.stage, one.answered, one.asked) for one in status.people.persons] == [
        ("Person 1", "not_started", 0, asked),
        ("Person 2", "under_way", 2, asked),
        ("Person 3", "done", 2, 2),
    ]
    left = status.people.persons[1].minutes_left
    assert f"about {left} minutes" == minutes(asked - 2, now.questionnaire.seconds_a_question)
    assert (status.people.asked, status.people.done, status.people.under_way, status.people.not_started) == (3, 1, 1, 1)
    assert (status.missing, status.unfinished) == (("Person 1",), ("Person 2",))
    text = told(status)
    assert "3 people: 1 done, 1 under way, 1 not started" in text
    assert "Not started: Person 1" in text
    assert "Not finished: Person 2" in text
    assert people_table(status).rows[1].cells == (f"2 of {asked}", str(left), "under way")


def test_of_very_many_people_those_who_are_not_done_are_listed(now: Current) -> None:
    for number in range(1, 41):
        sheet = ask(now, number, parts=("governance",))
        answer(now, sheet, {"q1.1": 3, "q1.2": 3} if number <= 5 else {})
    table = people_table(status_of(now, TODAY))
    assert len(table.rows) == 30
    assert table.rows[0].name == "Person 6, Head of service"
    assert table.notes == ("And 5 more who are not done; all of them: cxdna status --all",)
    assert "Person 35 and 10 more" not in told(status_of(now, TODAY))
    assert "and 5 more" in told(status_of(now, TODAY))


def test_components_have_their_numbers(now: Current) -> None:
    answer_all(now, ask(now, 1), 4)
    answer(now, ask(now, 2), {"q1.1": 2})
    status = status_of(now, TODAY)
    by_part = {one.part: one for one in status.components}
    governance = by_part["governance"]
    assert governance.answered_by == 2
    assert (governance.as_answered, governance.target, governance.gap) == (Fraction(7, 2), Fraction(3), Fraction(0))
    assert by_part["win_back"].answered_by == 1
    assert next(row for row in component_table(status).rows if row.name == "Governance").cells[0] == "3.5"


def test_what_lacks_evidence_and_what_to_talk_about(now: Current) -> None:
    answer_all(now, ask(now, 1), 2, q1_1=4)
    answer_all(now, ask(now, 2), 2, q1_1=4, q1_2=5)
    status = status_of(now, TODAY)
    assert [one.question for one in status.lacking] == ["q1.1", "q1.2"]
    assert (status.lacking[0].answered, status.lacking[0].supported) == (Fraction(4), Fraction(2))
    assert status.lacking[0].needs.startswith("level 3 needs ")
    assert [(one.question, one.reasons) for one in status.disputes] == [
        ("q1.2", ("two people, 3 levels apart: 2 and 5",))
    ]
    text = told(status)
    practices = {one.id: one.practice for one in now.questionnaire.questions}
    assert f"  q1.1 {practices['q1.1']}: answered 4, shown 2; level 3 needs " in text
    assert f"  q1.2 {practices['q1.2']}: two people, 3 levels apart: 2 and 5" in text


def test_long_lists_are_cut_and_say_so(now: Current) -> None:
    answer_all(now, ask(now, 1), 5)
    status = status_of(now, TODAY)
    count = len(now.questionnaire.questions)
    assert len(status.lacking) == count
    assert f"Answered above what evidence shows: {count}\n" in told(status)
    assert f"  and {count - 8} more; all of them: cxdna status --all" in told(status)
    everything = list(matter_lines(status, everything=True))
    assert sum("; level 3 needs " in line for line in everything) == count
    assert not [line for line in everything if "more; all of them" in line]


def test_evidence_that_grows_too_old_is_named(now: Current) -> None:
    record_evidence(now, offer(kind="plan", date=dt.date(2025, 12, 24)), today=TODAY)
    (soon,) = status_of(now, TODAY).soon_too_old
    assert soon.record == "mandate_board"
    assert "  mandate_board Mandate of the board: it counts until 24 December 2026, then it is too old" in told(
        status_of(now, TODAY)
    )


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_few_answers_are_never_shown_where_nobody_is_to_know(mode: Mode, tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode=mode)
    reason = "We sell nothing online"
    for number in range(4):
        answer_all(now, ask(now, number), 2, q1_1=5, q1_2=Answer(not_applicable=reason))
    status = status_of(now, TODAY)
    assert {(one.as_answered, one.as_shown, one.gap) for one in status.components} == {(None, None, None)}
    assert {one.answered_by for one in status.components} == {None}
    assert not status.lacking
    assert not status.disputes
    assert reason not in told(status) + status_json(status)
    assert "Scores are shown once the assessment is closed" in told(status)
    assert "too few people" in told(status_of(shut(now), TODAY))


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_until_closing_no_figure_moves_with_an_answer(mode: Mode, tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode=mode)
    for number in range(7):
        answer_all(now, ask(now, number), 1 + number % 5)
        assert {one.as_answered for one in status_of(now, TODAY).components} == {None}
        assert {one.score for one in list_targets(now, TODAY).targets} == {None}
        with pytest.raises(UserError, match=f"is {mode}: its figures can be seen once it is closed"):
            assessed(now, TODAY)
    assert status_of(shut(now), TODAY).components[0].as_answered is not None


def test_enough_answers_are_shown_and_reasons_are_not(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode="confidential")
    reason = "We sell nothing online"
    for number in range(10):
        answer_all(now, ask(now, number), 2, q1_1=Answer(not_applicable=reason) if number < 5 else 5)
    status = status_of(shut(now), TODAY)
    assert status.components[0].as_answered is not None
    assert status.components[0].answered_by == 10
    assert reason not in told(status) + status_json(status)


def test_progress_names_people_in_confidential_and_nobody_in_anonymous(tmp_path: Path) -> None:
    confidential = opened_in(tmp_path / "confidential", mode="confidential")
    answer(confidential, ask(confidential, 1), {"q1.1": 3})
    assert "Person 1" in told(status_of(confidential, TODAY))
    anonymous = opened_in(tmp_path / "anonymous", mode="anonymous")
    answer(anonymous, ask(anonymous, 1), {"q1.1": 3})
    status = status_of(anonymous, TODAY)
    assert (status.people.persons, status.missing, status.unfinished) == ((), (), ())
    assert status.people.under_way == 1
    assert "s_0000" not in told(status) + status_json(status)
    assert "1 sheet: 1 under way" in told(status)


def test_status_as_json(now: Current) -> None:
    answer_all(now, ask(now, 1), 3)
    found = json.loads(status_json(status_of(now, TODAY)))
    assert found["format"] == "cxdna-status/1"
    assert found["people"]["persons"][0]["stage"] == "done"
    assert found["components"][0]["as_answered"] == {"exact": "3", "rounded": 3.0}
    assert found["next"]["command"] == "cxdna invite"


# The next step


def step(now: Current) -> str:
    return status_of(now, TODAY).next.command


def test_the_next_step_from_the_first_answer_to_the_closing(now: Current) -> None:
    assert step(now) == "cxdna assess"
    first = ask(now, 1)
    answer(now, first, {"q1.1": 2})
    assert step(now) == "cxdna assess"
    answer_all(now, first, 2)
    assert step(now) == "cxdna invite"
    second = ask(now, 2)
    assert step(now) == "cxdna collect FOLDER"
    answer_all(now, second, 2, q1_1=4)
    assert step(now) == "cxdna evidence add"
    answer(now, second, {"q1.1": 2})
    assert step(now) == "cxdna assessment close"


def test_people_of_last_time_are_invited_before_forms_are_collected(now: Current) -> None:
    ask(now, 1)
    ask(now, 2)
    assert step(now) == "cxdna invite"
    now.store.add(LogEntry(at=NOW, what="invited", text="assessment_2026: 2 forms were written"))
    assert step(now) == "cxdna collect FOLDER"


def test_forms_without_names_are_collected(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode="anonymous")
    assert step(now) == "cxdna assess"
    now.store.add(LogEntry(at=NOW, what="invited", text="another: 2 forms were written"))
    assert step(now) == "cxdna assess"
    now.store.add(LogEntry(at=NOW, what="invited", text="assessment_2026: 2 forms were written"))
    assert step(now) == "cxdna collect FOLDER"


def test_evidence_of_last_time_is_looked_at_before_closing(now: Current) -> None:
    record_evidence(now, offer(), today=TODAY)
    opened = open_assessment(
        now.store,
        now.workspace,
        title="Next",
        questionnaire="pulse",
        mode="named",
        basis="as_answered",
        today=TODAY,
        previous=now.assessment,
    )
    later = look_at(now.workspace, now.store, opened.id)
    for number in (1, 2):
        answer_all(later, ask(later, number), 2)
    status = status_of(later, TODAY)
    assert status.to_confirm == ("mandate_board",)
    assert status.next.command == "cxdna evidence list"
    assert "1 record of the assessment before waits to be looked at again" in told(status)


def test_how_many_questions_can_be_compared_with_the_assessment_before(now: Current) -> None:
    assert status_of(now, TODAY).compared is None
    answer_all(now, ask(now, 1), 2)
    opening: dict[str, Any] = {"questionnaire": "pulse", "mode": "named", "basis": "as_answered", "today": TODAY}
    before = open_assessment(now.store, now.workspace, title="Open", previous=now.assessment, **opening)
    assert status_of(look_at(now.workspace, now.store, before.id), TODAY).compared is None, "it is not closed yet"
    shut(now)
    later = look_at(now.workspace, now.store, before.id)
    status = status_of(later, TODAY)
    asked = status_of(now, TODAY).people.persons[0].asked
    assert status.compared is not None
    assert (status.compared.assessment, status.compared.title) == (now.assessment.id, "Assessment 2026")
    assert status.compared.comparable == status.compared.asked == asked
    line = f"{asked} of {asked} questions are comparable with Assessment 2026, where they have a number both times."
    assert line in told(status)


def test_what_nobody_was_asked_waits_for_somebody_who_knows(now: Current) -> None:
    missing = [one for one in now.questionnaire.questions if one.part != "governance"]
    for number in (1, 2):
        answer(now, ask(now, number, parts=("governance",)), {"q1.1": "dont_know", "q1.2": 4})
    status = status_of(now, TODAY)
    asked = status.unanswered.asked
    assert (status.unanswered.count, status.unanswered.only_dont_know) == (asked - 2, 1)
    assert {q for one in status.unanswered.parts for q in one.questions} <= {one.id for one in missing}
    text = told(status)
    assert f"Nobody answered {asked - 2} of {asked} questions; 1 more was answered by don't know alone\n" in text
    assert "more components: cxdna status --all" in text
    own = [one.id for one in missing if one.part == "win_back"]
    line = f"  Win-back {len(own)} of {len(own)}: {', '.join(own)}"
    assert line in list(matter_lines(status, everything=True))
    assert status.next.command == "cxdna invite LIST"
    assert status.unanswered.roles[0] in status.next.why
    assert status.next.why.endswith("or go on without: cxdna evidence add")
    answer_all(now, ask(now, 3), 2)
    assert "Nobody answered" not in told(status_of(now, TODAY))
    assert step(now) != "cxdna invite LIST"


def test_where_nobody_is_to_be_known_only_what_nobody_was_asked_is_told(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode="confidential")
    sheets = [ask(now, number, parts=("governance",)) for number in range(2)]
    before = status_of(now, TODAY).unanswered
    for sheet in sheets:
        answer(now, sheet, {"q1.1": "dont_know", "q1.2": 3})
    status = status_of(now, TODAY)
    assert status.unanswered == before
    assert (before.asked - before.count, before.only_dont_know) == (2, 0)
    assert f"Nobody was asked {before.count} of {before.asked} questions" in told(status)
    ask(now, 3)
    assert status_of(now, TODAY).unanswered.count == 0


def test_disputes_are_to_be_talked_about_before_closing(now: Current) -> None:
    for number, value in ((1, 1), (2, 3), (3, 2)):
        answer_all(now, ask(now, number), 2, q1_1=value)
    status = status_of(now, TODAY)
    found = next_step(now, status.people, Matters(status.unanswered, lacking=0, disputes=2, waiting=0))
    assert (found.command, found.why) == (
        "cxdna assessment close",
        "everybody has answered; talk about 2 questions first",
    )


def test_after_closing_comes_the_report(now: Current) -> None:
    answer_all(now, ask(now, 1), 4)
    ask(now, 2)
    closing = close_assessment(now, date=TODAY, by="Ann")
    status = status_of(again(now), dt.date(2027, 3, 1))
    assert (status.closed, status.fingerprint, status.next.command) == (TODAY, closing.fingerprint, "cxdna report")
    lines = list(heading_lines(status))
    assert lines[0] == "Alder Energy: Assessment 2026, closed 28 November 2026"
    assert lines[1] == f"Fingerprint: {short(closing.fingerprint)}"
    assert "Not started" not in "\n".join(matter_lines(status))

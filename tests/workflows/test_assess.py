"""A person at the questionnaire: typed, kept, broken off, gone on with."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.interview import following
from cxdna.answers.model import DONT_KNOW, Answer, AnswerChange, Restatement
from cxdna.cli.assess_talk import Refused
from cxdna.definitions.model import Condition
from cxdna.errors import StorageError, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import EvidenceKept, Record, Recorded, Reopening, RestatementKept, Sheet
from cxdna.workflows.answering.assess import keep, must_ask, must_be_open, sit_down
from cxdna.workflows.answering.result import own_result, result_lines
from cxdna.workflows.answering.who import Who, people_called, someone_known, someone_new
from cxdna.workflows.current import Current
from tests.scores.building import f, full_proof, part, playbook, question, questionnaire
from tests.workflows.interviewing import (
    FOUR,
    MOMENT,
    anna,
    assessment,
    closing,
    drawing,
    kept,
    opened,
    talk,
    type_in,
    values,
)

CHANCE = drawing()
TODAY = dt.date(2026, 11, 28)


def answered(now: Current, lines: Sequence[str], who: Who | None = None) -> str:
    printed, _ = type_in(lines, talk(now, who or anna(now), CHANCE).go_on)
    return printed


def again(now: Current) -> Who:
    """Return the one person who is known by now."""
    return someone_known(now, now.store.people()[0])


def test_every_answer_is_kept_before_saved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    now = opened()
    seen: list[int] = []
    monkeypatch.setattr(
        "cxdna.cli.assess_talk.say",
        lambda text="", **_: seen.append(len(now.store.answers("a_2026"))) if text == "Saved." else None,
    )
    answered(now, ["1", "2", "d", "1"])
    assert seen == [1, 2, 3, 4]
    assert values(now) == {"q1": 1, "q2": 2, "q3": DONT_KNOW, "q4": 1}
    assert {one.at for one in now.store.answers("a_2026")} == {MOMENT}


def test_nobody_is_kept_who_did_not_answer() -> None:
    now = opened()
    answered(now, ["?", "q"])
    assert not now.store.people()
    assert not now.store.sheets("a_2026")


def test_wrong_input_is_explained_and_asked_again() -> None:
    now = opened()
    printed = answered(now, ["7", "3.5", "", "b", "1"])
    assert "'7' is no answer here; type 1-5, one of the letters above, or ? for help." in printed
    assert "'3.5' lies between two answers" in printed
    assert "Nothing was typed" in printed
    assert "This is the first question." in printed
    assert values(now) == {"q1": 1}


def test_not_applicable_wants_a_reason() -> None:
    now = opened()
    printed = answered(now, ["n", "", "-", "no vans", "n", "b", "n no shops either"])
    assert printed.count("Not applicable needs a reason") == 2
    assert "Taken back" in printed
    assert kept(now) == {"q1": Answer(not_applicable="no vans"), "q2": Answer(not_applicable="no shops either")}


def test_a_comment_goes_with_the_answer_whenever_it_is_written() -> None:
    now = opened()
    printed = answered(now, ["c", "", "c first words", "1", "b", "c", "better words", "2", "b", "c", "-", ""])
    assert "Your comment so far: first words" in printed
    assert "Comment taken out." in printed
    assert kept(now)["q1"] == Answer(value=2)
    said = [one.said for one in now.store.answers("a_2026")]
    assert said[:3] == [
        Answer(comment="first words"),
        Answer(value=1, comment="first words"),
        Answer(value=1, comment="better words"),
    ]


def test_back_keep_skip_and_go() -> None:
    now = opened()
    printed = answered(now, ["s", "2", "b", "", "g", "9", "1", "1", "1", "2"])
    assert [one.question for one in now.store.answers("a_2026")] == ["q2", "q1", "q3", "q4"]
    assert "Your answer: 2. Enter keeps it." in printed
    assert "is none of them" in printed
    assert "  1  A  1 of 2\n  2  B  0 of 2   you are here\n" in printed


def test_what_was_passed_over_is_asked_again_once() -> None:
    now = opened()
    printed, left = type_in(["s", "1", "s", "1", "s", "1"], talk(now, anna(now), drawing()).go_on)
    assert "2 questions passed over: here they are again." in printed
    assert values(now) == {"q2": 1, "q4": 1, "q3": 1}
    assert not left


HIDING = questionnaire(
    question("q1"),
    question("q2", when=Condition(question="q1", at_least=2)),
    question("q3", "b", when=Condition(question="q1", at_least=2)),
    question("q4", "b"),
)


def test_an_answer_that_hides_questions_says_so_and_their_answers_are_kept() -> None:
    now = opened(HIDING)
    printed = answered(now, ["2", "1", "b", "b", "1", "1"])
    assert "2 more questions apply now." in printed
    assert "2 questions do not apply any more. 1 answer to them kept, not counted." in printed
    assert values(now) == {"q1": 1, "q2": 1, "q4": 1}
    sitting = sit_down(now, again(now))
    assert not sitting.interview.left
    assert own_result(sitting, TODAY).scores.question("q2").set_aside == 1


def test_the_component_alone_is_asked() -> None:
    now = opened()
    printed, left = type_in(["1", "1"], talk(now, anna(now), drawing(), "b").go_on)
    assert values(now) == {"q3": 1, "q4": 1}
    assert "1 of 2" in printed
    assert not left


def test_who_was_invited_to_parts_is_asked_about_these_only() -> None:
    now = opened()
    who = anna(now)
    asked_about = msgspec.structs.replace(who, sheet=msgspec.structs.replace(who.sheet, parts=("b",)))
    assert [one.id for one in sit_down(now, asked_about).interview.asked] == ["q3", "q4"]
    assert [one.id for one in sit_down(now, asked_about, "one").interview.asked] == ["q3", "q4"]
    with pytest.raises(UserError, match="you were asked about B"):
        sit_down(now, asked_about, "a")


def test_only_the_assessments_own_questionnaire_can_be_asked() -> None:
    must_ask(opened(), "asked")
    with pytest.raises(UserError, match="asks 'asked'"):
        must_ask(opened(), "full")


def test_a_closed_assessment_takes_no_answer() -> None:
    now = opened()
    with pytest.raises(UserError, match="restate"):
        must_be_open(msgspec.structs.replace(now, closing=closing()[1]))


def test_closed_meanwhile() -> None:
    now = opened()
    running = talk(now, anna(now), drawing())
    type_in(["1"], running.go_on)
    now.store.add(*closing())
    with pytest.raises(Refused, match="was closed on"):
        type_in(["1"], running.go_on)
    assert values(now) == {"q1": 1}


class FullDisk(MemoryStore):
    """A store that fails for a while, before or after it took the record in."""

    def __init__(self, failing: int, *, after: bool) -> None:
        super().__init__()
        self.failing = failing
        self.after = after

    def add(self, *records: Record) -> tuple[int, ...]:
        if self.failing and any(isinstance(one, Recorded) for one in records):
            self.failing -= 1
            if self.after:
                super().add(*records)
            raise StorageError("the disk is full")
        return super().add(*records)


@pytest.mark.parametrize("after", [False, True], ids=["nothing was written", "it was written and the line broke"])
def test_an_answer_that_was_not_saved_is_offered_again(after: bool) -> None:
    now = opened(store=FullDisk(2, after=after))
    printed = answered(now, ["2", "", "", "1"])
    assert printed.count("Answer NOT saved: the disk is full.") == 2
    assert "Your answer was 2. Enter: try again > " in printed
    assert printed.index("NOT saved") < printed.index("Saved.")
    assert values(now) == {"q1": 2, "q2": 1}
    assert len(now.store.answers("a_2026")) == 2, "the same answer was kept twice"


@pytest.mark.parametrize(("lines", "comments"), [(["c so", "", "", "1"], 1), (["c so", "", "x", "1"], 0)])
def test_a_comment_that_was_not_saved_is_tried_again_or_left_out(lines: list[str], comments: int) -> None:
    now = opened(store=FullDisk(2, after=False))
    printed = answered(now, lines)
    assert printed.count("Answer NOT saved: the disk is full.") == 2
    assert kept(now)["q1"] == Answer(value=1, comment="so" * comments)
    assert printed.count("Comment saved.") == comments


def test_a_comment_goes_along_with_an_answer_that_was_not_saved_yet() -> None:
    now = opened(store=FullDisk(1, after=True))
    answered(now, ["2", "c so", "", "q"])
    assert kept(now) == {"q1": Answer(value=2, comment="so")}


def test_another_answer_may_take_the_place_of_one_that_was_not_saved() -> None:
    now = opened(store=FullDisk(1, after=False))
    answered(now, ["2", "1"])
    assert values(now) == {"q1": 1}


def last_year() -> Current:
    """Return an assessment with one a year before, in which Anna answered q1, q2 and q4."""
    store = MemoryStore()
    store.add(assessment("a_2025", opened=dt.date(2025, 11, 3)))
    before = msgspec.structs.replace(opened(store=store), assessment=store.assessments()[0])
    who = anna(before)
    sheet = msgspec.structs.replace(who.sheet, assessment="a_2025")
    sitting = sit_down(before, msgspec.structs.replace(who, sheet=sheet))
    for at, (asked, value) in enumerate((("q1", 2), ("q2", 1), ("q4", 4))):
        there = next(one for one in FOUR.questions if one.id == asked)
        sitting = keep(sitting, there, Answer(value=value), key=f"k{at}", at=MOMENT)
    return opened(store=store, previous="a_2025")


def test_last_years_answer_is_shown_after_ones_own_and_never_before() -> None:
    now = last_year()
    printed = answered(now, ["1", "a new owner", "1", "1", "c words", "2", ""], again(now))
    first, *rest = printed.split("Last year")
    assert "Saved." in first
    assert " 2: what changed?" in rest[0]
    assert rest[1].startswith(" 1, too.")
    assert rest[2].startswith(" 4: what changed?")
    assert len(rest) == 3
    assert kept(now)["q1"] == Answer(value=1, comment="a new owner")
    assert kept(now)["q4"] == Answer(value=2, comment="words")


def test_nothing_of_last_year_is_shown_on_the_way_to_an_answer() -> None:
    now = last_year()
    printed = answered(now, ["?", "s", "b", "c", "", "g", "", "q"], again(now))
    assert "ast year" not in printed
    assert "ast time" not in printed


def test_last_years_answer_is_told_once() -> None:
    now = last_year()
    printed = answered(now, ["1", "", "b", "3", "later", "b", "2", "q"], again(now))
    assert printed.count("Last year 2: what changed?") == 1


def test_last_years_answer_is_the_restated_one() -> None:
    now = last_year()
    now.store.add(*closing("a_2025"))
    change = AnswerChange(respondent=now.store.people()[0].id, question="q1", old=Answer(value=2), new=Answer(value=5))
    told = Restatement(number=1, date=TODAY, by="Me", reason="Slip", change=change)
    now.store.add(RestatementKept(assessment="a_2025", restatement=told))
    assert "Last year 5: what changed?" in answered(now, ["1", "", "q"], again(now))


def test_an_answer_given_after_a_correction_is_last_years() -> None:
    now = last_year()
    person = now.store.people()[0].id
    now.store.add(*closing("a_2025"))
    change = AnswerChange(respondent=person, question="q1", old=Answer(value=2), new=Answer(value=5))
    told = Restatement(number=1, date=TODAY, by="Me", reason="Slip", change=change)
    newer = Recorded(
        assessment="a_2025", sheet=person, question="q1", said=Answer(value=4), key="newer", source="form", at=MOMENT
    )
    reopening = Reopening(assessment="a_2025", date=TODAY, by="Me", reason="More came in")
    now.store.add(RestatementKept(assessment="a_2025", restatement=told), reopening, newer)
    assert "Last year 4: what changed?" in answered(now, ["1", "", "q"], again(now))


def test_an_older_assessment_is_named_by_its_date() -> None:
    now = last_year()
    later = msgspec.structs.replace(
        now, assessment=msgspec.structs.replace(now.assessment, opened=dt.date(2027, 11, 1))
    )
    assert "Last time, on 3 November 2025, 2: what changed?" in answered(later, ["1", "", "q"], again(now))


def test_nobody_elses_last_year_is_shown() -> None:
    now = last_year()
    ben = someone_new(now, "Ben Lee", "Head of sales", "Everyone", lambda size: "b" * 2 * size)
    assert "Last" not in answered(now, ["1", "1", "1", "1"], ben)


def test_evidence_in_one_line_beside_an_answer(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    printed = answered(now, ["3", "?", "4", "Policy, signed January 2026", "", "b", "4", "1"])
    assert "What proves it: A paper." in printed
    assert "'4' names nothing" not in printed.replace("That names nothing", "")
    assert "That names nothing one could look at" in printed
    assert "Evidence noted: Policy, January 2026." in printed
    assert "Evidence noted: Policy (Jan 2026)." in printed
    assert printed.count("What would you show an auditor?") == 3
    (record,) = [one.record for one in now.store.evidence("a_2026")]
    assert (record.title, record.kind, record.date) == ("Policy", "policy", dt.date(2026, 1, 1))
    assert record.covers == ("q1",)


def test_evidence_asked_for_piece_by_piece(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    file = tmp_path / "our figures.csv"
    file.write_text("1\n", encoding="utf-8")
    lines = [
        "e",
        "Our numbers",
        "tomorrow",
        "2027-01-01",
        "1.10.2026",
        "9",
        "?",
        "",
        "none",
        "4",
        "gone.csv",
        f"'{file}'",
    ]
    printed = answered(now, [*lines, "q"])
    assert "1 January 2027 is still to come" in printed
    assert "Taken as: Our numbers · 1 October 2026 · Figures." in printed
    assert "'none' is no number of periods" in printed
    assert "there is no file" in printed.casefold()
    (record,) = [one.record for one in now.store.evidence("a_2026")]
    assert (record.kind, record.periods, record.date) == ("figures", 4, dt.date(2026, 10, 1))
    assert (tmp_path / record.file).read_text("utf-8") == "1\n"


def test_what_is_missing_or_wrong_in_evidence_is_asked_for(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    (tmp_path / "cxdna.yaml").write_text("", encoding="utf-8")
    link = "https://example.org/charter"
    title = ["e", "4", link, "-", "t" * 201, "Our charter", "1/2/2026", "May 2027", "May 2026", ""]
    place = ["e", "Log, May 2026", "", "~nobody/x", "http://", link]
    printed = answered(now, [*title, *place, "e Minutes of May 2027", "Apr 2026", "policy", "q"])
    assert "That names nothing one could look at" in printed
    assert "A title is needed" in printed
    assert "That has 201 characters" in printed
    assert "for some" in printed
    assert "\n1 May 2027 is still to come;" in printed
    assert "\nMay 2027 is still to come.\n" in printed
    assert [(one.record.title, one.record.kind) for one in now.store.evidence("a_2026")] == [
        ("Our charter", "policy"),
        ("Log", "minutes"),
        ("Minutes", "policy"),
    ]
    assert "is no web address" in printed


class NoRoom(MemoryStore):
    """A store that has no room for evidence the first two times."""

    left = 2

    def add(self, *records: Record) -> tuple[int, ...]:
        if self.left and any(isinstance(one, EvidenceKept) for one in records):
            self.left -= 1
            raise StorageError("the disk is full")
        return super().add(*records)


@pytest.mark.parametrize(("lines", "noted"), [(["", ""], 1), (["", "x"], 0)])
def test_evidence_that_could_not_be_kept_is_tried_again(tmp_path: Path, lines: list[str], noted: int) -> None:
    now = opened(folder=tmp_path, store=NoRoom())
    printed = answered(now, ["e Charter policy, May 2026", "", *lines])
    assert printed.count("Evidence NOT noted: the disk is full.") == 2
    assert len(now.store.evidence("a_2026")) == noted


def test_a_comment_that_is_too_long_is_asked_for_again() -> None:
    now = last_year()
    printed = answered(now, ["c", "x" * 2001, "fits", "1", "y" * 1999, "fits, too"], again(now))
    assert printed.count("2,000 fit") == 2
    assert kept(now)["q1"].comment == "fits fits, too"


@pytest.mark.parametrize("lines", [["e", ""], ["e", "x"], ["e Minutes, May 2026", "x"], ["2", "q"]])
def test_noting_can_be_given_up(lines: list[str], tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    printed = answered(now, lines)
    assert not now.store.evidence("a_2026")
    assert ("Nothing was noted." in printed) == (lines[0] != "2")


def test_who_leaves_at_the_auditors_question_keeps_the_answer(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    _, left = type_in(["4", "q"], talk(now, anna(now), drawing()).go_on)
    assert left
    assert values(now) == {"q1": 4}


def test_whoever_cannot_say_the_date_is_helped_and_may_leave_it(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    printed = answered(now, ["4", "Charter of the board", "", "?", "soon", "x", "1", "q"])
    assert printed.count("Date of 'Charter of the board' (January 2026, 15.1.2026; ? helps, x notes nothing): ") == 4
    assert printed.count("Not known now? x notes nothing; come back to this question later, and e notes it.") == 2
    assert "'soon' is no date" in printed
    assert "Nothing was noted." in printed
    printed, left = type_in(["e Charter", "q"], talk(now, again(now), drawing()).go_on)
    assert (left, "Nothing was noted." in printed) == (True, True)
    assert not now.store.evidence("a_2026")


def test_the_result_says_for_how_many_answers_something_is_noted(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    answered(now, ["4", "Policy, January 2026", "", "4", "later", "4", "later", "1"])
    lines = list(result_lines(own_result(sit_down(now, again(now)), TODAY)))
    assert "3 of 3 answers above 2 lack enough evidence for their level; for 1 some is noted. One " in "\n".join(lines)
    assert lines[-3].startswith("  q1: level 3 needs a document and a record; missing: a record")
    assert lines[-1] == "  All of them:  cxdna status --all"


def test_the_result_at_the_end(tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    answered(now, ["4", "", "2", "3", "later", "1"])
    result = own_result(sit_down(now, again(now)), TODAY)
    assert list(result_lines(result)) == [
        "All answered. As you answered: 2.5.  As your evidence shows: 1.8.",
        "  One 2.5",
        "  Weakest: B (2.0, target 3.0)",
        "2 of 2 answers above 2 lack enough evidence for their level. One person answered: a sketch, not a verdict.",
        "  q1: level 3 needs a document and a record",
        "  q3: level 3 needs a document and a record",
    ]


def test_a_result_without_gaps(tmp_path: Path) -> None:
    records = [EvidenceKept(assessment="a_2026", record=one) for one in full_proof("q1", "q2", "q3", "q4")]
    now = opened(folder=tmp_path)
    now.store.add(*records)
    for name in ("p_0", "p_1", "p_2", "p_3", "p_4"):
        who = someone_new(now, name, "Adviser", "Everyone", lambda size, name=name: name[-1] * 2 * size)  # type: ignore[misc]
        answered(now, ["4", "4", "4", "4"], who)
    lines = list(result_lines(own_result(sit_down(now, again(now)), TODAY)))
    assert lines[2:] == [
        "  Every component you answered is at its target or above.",
        "Evidence carries 4 answers above 2. 5 people answered so far.",
    ]


def test_nothing_but_dont_know_has_no_number() -> None:
    now = opened()
    answered(now, ["d", "d", "d", "n none"])
    lines = list(result_lines(own_result(sit_down(now, again(now)), TODAY)))
    assert lines == [
        "All answered. As you answered: –.  As your evidence shows: –.",
        "No answer is above 2, so none needs evidence. One person answered: a sketch, not a verdict.",
    ]


def test_a_heading_that_is_too_long_takes_two_lines() -> None:
    long = part("a" * 90)
    printed = answered(opened(questionnaire(question("q1", long.id)), playbook(long)), ["q"])
    assert printed.startswith(f"\n{'A' * 90}\n1 of 1\nIs q1 done?\n")


def test_the_result_of_somebody_is_of_nobody_else() -> None:
    now = opened(mode="confidential")
    answered(now, ["1", "1", "1", "1"])
    other = msgspec.structs.replace(anna(now).sheet, id="p_2", person="p_2")
    them = msgspec.structs.replace(again(now).person or pytest.fail("nobody"), id="p_2", name="Ben")
    who = Who(sheet=other, person=them, stored=False)
    answered(now, ["2", "2", "2", "2"], who)
    lines = list(result_lines(own_result(sit_down(now, again(now)), TODAY)))
    assert lines[0].startswith("All answered. As you answered: 1.0.")
    assert lines[-1].endswith("are shown once 5 people have answered and the assessment is closed.")
    assert own_result(sit_down(now, again(now)), TODAY).scores.whole.score.as_answered == f(1)


def test_unanswered_is_not_zero() -> None:
    now = opened()
    answered(now, ["2", "s", "s", "s", "s", "s", "s"])
    assert own_result(sit_down(now, again(now)), TODAY).scores.whole.score.as_answered == f(2)


def test_anonymous_answers_say_nothing_of_who_and_when() -> None:
    now = opened(mode="anonymous")
    sheet = Sheet(assessment="a_2026", id="s_0123456789abcdef", person=None, role="", group="Everyone")
    answered(now, ["1", "2"], Who(sheet=sheet, stored=False, code="k7f2-9qpm"))
    assert not now.store.people()
    assert {one.at for one in now.store.answers("a_2026")} == {None}
    assert now.store.sheets("a_2026") == (sheet,)


# ------------------------------------------------------------------------------------------------------ for any answers

SAID = st.fixed_dictionaries({one: st.sampled_from(["1", "2", "d", "n none"]) for one in ("q1", "q2", "q3", "q4")})
CUTS = st.sets(st.integers(1, 4))


@given(said=SAID, cuts=CUTS)
def test_gone_on_with_is_the_same_as_never_broken_off(said: dict[str, str], cuts: set[int]) -> None:
    whole, broken = opened(HIDING), opened(HIDING)
    running, numbers = talk(whole, anna(whole), drawing()), drawing()
    while (one := following(running.interview)) is not None:
        type_in([said[one.id]], running.go_on)
    started = talk(broken, anna(broken), numbers)
    while (one := following(started.interview)) is not None:
        type_in([said[one.id]], started.go_on)
        if len(broken.store.answers("a_2026")) in cuts:
            started = talk(broken, again(broken), numbers)
    assert [(one.question, one.said) for one in whole.store.answers("a_2026")] == [
        (one.question, one.said) for one in broken.store.answers("a_2026")
    ]


@given(values=st.lists(st.sampled_from([1, 2, 4, None]), min_size=4, max_size=4), order=st.permutations(range(4)))
def test_the_order_of_answering_does_not_matter(values: list[int | None], order: list[int]) -> None:
    scores = []
    for way in (range(4), order):
        now = opened()
        sitting = sit_down(now, anna(now))
        for at in way:
            said = Answer(value=DONT_KNOW if values[at] is None else values[at])
            sitting = keep(sitting, FOUR.questions[at], said, key=f"k{at}", at=MOMENT)
        scores.append(own_result(sitting, TODAY).scores.whole)
    assert scores[0] == scores[1]


KEYS = st.lists(
    st.sampled_from(["1", "2", "d", "n no", "b", "b", "s", "g a", "g b", "", "?", "c so", "x", "7"]), max_size=40
)


@given(keys=KEYS)
def test_whatever_is_typed_what_was_acknowledged_is_there(keys: list[str]) -> None:
    now = opened(HIDING)
    running = talk(now, anna(now), drawing())
    printed, _ = type_in(keys, running.go_on)
    recorded = now.store.answers("a_2026")
    assert len(re.findall(r"^(?:> )?(?:Saved|Comment saved)\.$", printed, re.MULTILINE)) == len(recorded)
    assert dict(running.interview.said) == kept(now)
    for one in recorded:
        if one.said.value is not None or one.said.not_applicable is not None:
            assert running.interview.is_answered(one.question), "an answer went away"


def test_two_of_one_name_are_two_people() -> None:
    now = opened()
    answered(now, ["1"])
    assert len(people_called(now, "anna  lee")) == 1
    assert not people_called(now, "Anna")


KEYS_AFTER_AN_ANSWER = {
    "at the auditor's question": ["4"],
    "at the date": ["4", "Charter of the board"],
    "at the kind": ["4", "Something, May 2026"],
    "at what it is": ["4", "", "b", "e"],
}


@pytest.mark.parametrize("typed", KEYS_AFTER_AN_ANSWER.values(), ids=KEYS_AFTER_AN_ANSWER)
def test_the_keys_of_a_question_work_at_what_is_asked_beside_it(typed: list[str], tmp_path: Path) -> None:
    now = opened(folder=tmp_path)
    printed, left = type_in([*typed, "?", "c", "by and large", "q"], talk(now, anna(now), drawing()).go_on)
    assert left
    assert "c writes a comment, b goes back to the question, q leaves; every answer that was saved" in printed
    assert kept(now)["q1"] == Answer(value=4, comment="by and large")
    assert not now.store.evidence("a_2026")
    assert ("Nothing was noted." in printed) == (typed != ["4"])
    again_now = opened(folder=tmp_path)
    printed = answered(again_now, [*typed, "b", "2", "q"])
    assert printed.count("Is q1 done?") == 2 + ("e" in typed)
    assert values(again_now) == {"q1": 2}


def test_a_reason_is_no_key() -> None:
    now = opened()
    printed = answered(now, ["n", "?", "d", "c", "as it is", "s", "n", "q"])
    assert "What proves it: A paper." in printed
    assert "Not applicable needs a reason" in printed
    assert kept(now) == {"q1": Answer(comment="as it is")}


def test_what_changed_is_no_key() -> None:
    now = last_year()
    printed = answered(now, ["1", "b", "1", "q"], again(now))
    assert printed.count("what changed?") == 1
    assert kept(now)["q1"].comment == ""


def test_a_phase_is_a_place_to_go_to() -> None:
    book = playbook(part("one", part("a")), part("act", part("b")))
    now = opened(book=book)
    printed = answered(now, ["g act", "1", "g one", "g", "q"])
    assert [one.question for one in now.store.answers("a_2026")] == ["q3"]
    assert "ACT · B" in printed

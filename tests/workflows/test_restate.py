"""A closed assessment is corrected: checked, shown with what it does, noted, and part of the records when reopened."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange
from cxdna.errors import UserError
from cxdna.scores.fingerprint import fingerprint, fingerprint_as_closed
from cxdna.workflows.current import assessed, gather
from cxdna.workflows.life.listing import standing_fingerprint
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.life.restate import Proposal, propose, restate
from cxdna.workflows.life.restate_change import AnswerAsk, Ask, EvidenceAsk, TargetAsk
from tests.workflows.living import DAY, MOMENT, PEOPLE, Living

RUTH = PEOPLE[0][0]


def proposal(living: Living, ask: Ask) -> Proposal:
    return propose(living.now, ask, by="Ann Lee", reason="It was typed wrongly", today=DAY)


def said(living: Living, person: str, question: str) -> Answer | None:
    sheets = {sheet.respondent: sheet.answers for sheet in gather(living.now, DAY).sheets}
    found = sheets.get(person, {}).get(question)
    return None if found is None else in_full(found)


def test_an_answer_is_corrected_and_the_effect_is_shown_first(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    closed = living.store.closings(living.id)[0].fingerprint
    made = proposal(living, AnswerAsk("ruth okafor", "Q2.1", "5"))
    assert (made.what, made.old, made.new) == ("q2.1 of Ruth Okafor", "3", "5")
    overall = next(one for one in made.effects if one.name == "Overall" and one.of == "as_answered")
    assert overall.before is not None
    assert overall.after is not None
    assert overall.after > overall.before
    assert made.effects[0].name == "q2.1"
    assert said(living, RUTH, "q2.1") == Answer(value=3), "nothing happens before it is agreed"
    restate(living.now, made)
    assert said(living, RUTH, "q2.1") == Answer(value=5)
    now = assessed(living.now, DAY)
    assert now.scores.whole.score.as_answered == overall.after
    assert fingerprint(now) == made.fingerprint == standing_fingerprint(living.workspace, living.store, living.id)
    assert fingerprint_as_closed(now) == closed
    (noted,) = now.answers.restatements
    assert (noted.by, noted.reason, noted.date) == ("Ann Lee", "It was typed wrongly", DAY)


def test_comment_and_evidence_stay_with_a_corrected_answer(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, proposal(living, AnswerAsk("Ruth Okafor", "q1.2", "2")))
    assert said(living, RUTH, "q1.2") == Answer(value=2, comment="We count it each month.", evidence=("charter",))


@pytest.mark.parametrize(
    "typed", ["n/a It is not done here", "n It is not done here", "not applicable: It is not done here"]
)
def test_an_answer_may_not_apply(tmp_path: Path, typed: str) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, proposal(living, AnswerAsk("Ruth Okafor", "q2.1", typed)))
    found = said(living, RUTH, "q2.1")
    assert found is not None
    assert found.not_applicable == "It is not done here"


def test_who_had_not_answered_can_be_added(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    made = proposal(living, AnswerAsk("Mei Lin", "q1.1", "dont_know"))
    assert (made.old, made.new) == ("no answer", "don't know")
    restate(living.now, made)
    assert said(living, PEOPLE[2][0], "q1.1") == Answer(value="dont_know")


REFUSED: dict[str, tuple[Ask, str]] = {
    "unknown person": (AnswerAsk("Zoe Quinn", "q1.1", "3"), "there is no person 'Zoe Quinn'"),
    "unknown question": (AnswerAsk("Ruth Okafor", "q99", "3"), "has no question 'q99'"),
    "no level": (AnswerAsk("Ruth Okafor", "q1.1", "9"), "to q1.1; give a level from 1 to 5, dont_know, or 'n/a'"),
    "no reason": (AnswerAsk("Ruth Okafor", "q1.1", "n/a"), "not applicable needs a reason"),
    "the same": (AnswerAsk("Ruth Okafor", "q2.1", "3"), "that is what it says already"),
    "unknown record": (EvidenceAsk("carter"), "did you mean 'charter'"),
    "nothing wrong": (EvidenceAsk("charter"), "nothing says what is wrong with the record"),
    "both": (EvidenceAsk("charter", withdraw=True, periods=2), "withdrawn and changed at once"),
    "too late": (EvidenceAsk("charter", date=dt.date(2026, 12, 1)), "after the assessment of 20 November 2026"),
    "unknown part": (TargetAsk("governence", "3"), "the playbook has no part 'governence'"),
    "no target": (TargetAsk("governance", "7"), "off the scale"),
}


@pytest.mark.parametrize(("ask", "said_so"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_correction_is_refused(tmp_path: Path, ask: Ask, said_so: str) -> None:
    living = Living(tmp_path).answered().close()
    with pytest.raises(UserError, match=said_so):
        proposal(living, ask)


def test_an_open_one_is_not_restated_and_a_correction_says_who_and_why(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    ask = TargetAsk("governance", "5")
    with pytest.raises(UserError, match="is open"):
        proposal(living, ask)
    living.close()
    with pytest.raises(UserError, match="says who makes it and why"):
        propose(living.now, ask, by="", reason="Why", today=DAY)
    with pytest.raises(UserError, match="--reason has 500 characters"):
        propose(living.now, ask, by="Ann", reason="x" * 500, today=DAY)


def test_evidence_and_targets_are_corrected(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, proposal(living, EvidenceAsk("charter", date=dt.date(2026, 1, 1), covers=("q1.1",))))
    restate(living.now, proposal(living, EvidenceAsk("minutes", withdraw=True)))
    made = proposal(living, TargetAsk("Governance", "5"))
    gap = next(one for one in made.effects if one.of == "gap" and one.name == "Governance")
    assert gap.before is not None
    assert gap.after == gap.before + Fraction(1)
    restate(living.now, made)
    now = gather(living.now, DAY)
    assert [(one.id, one.date, one.covers) for one in now.evidence] == [("charter", dt.date(2026, 1, 1), ("q1.1",))]
    assert [(one.part, one.level) for one in now.targets] == [("governance", 5)]


def test_two_corrections_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    first, second = (proposal(living, AnswerAsk("Ruth Okafor", "q2.1", level)) for level in ("4", "5"))
    restate(living.now, first)
    with pytest.raises(UserError, match="restated by someone else meanwhile"):
        restate(living.now, second)


def test_what_was_restated_is_part_of_the_records_when_it_is_opened_again(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, proposal(living, AnswerAsk("Ruth Okafor", "q2.1", "5")))
    restate(living.now, proposal(living, AnswerAsk("Ruth Okafor", "q1.1", "5")))
    restate(living.now, proposal(living, EvidenceAsk("minutes", withdraw=True)))
    before = gather(living.now, DAY)
    reopen(living.now, by="Ann", reason="More came", day=DAY, moment=MOMENT)
    after = gather(living.now, DAY)
    assert (after.sheets, after.evidence, after.restatements) == (before.sheets, before.evidence, ())
    living.say(RUTH, "q2.1", 1).close()
    assert said(living, RUTH, "q2.1") == Answer(value=1), "a newer answer is not overwritten by an old correction"
    assert said(living, RUTH, "q1.1") == Answer(value=5)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_where_names_are_not_told_the_sheet_is_named(tmp_path: Path, mode: str) -> None:
    living = Living(tmp_path, "confidential" if mode == "confidential" else "anonymous")
    sheets = [one[0] for one in PEOPLE]
    if mode == "anonymous":
        sheets = [f"s_{at:016x}" for at in range(3)]
        living.ask_anonymous(*sheets)
    else:
        living.ask()
    for sheet in sheets:
        living.say(sheet, "q1.1", 3)
    living.close()
    with pytest.raises(UserError, match="there is no sheet 'Ruth Okafor'"):
        proposal(living, AnswerAsk("Ruth Okafor", "q1.1", "4"))
    made = proposal(living, AnswerAsk(sheets[0], "q1.1", "4"))
    assert made.what == f"q1.1 of sheet {sheets[0]}"
    assert made.old == ("an answer that is confidential" if mode == "confidential" else "3")
    change = made.restatement.change
    assert isinstance(change, AnswerChange)
    if mode == "confidential":
        assert not any(one.name == "q1.1" for one in made.effects)


def test_trying_all_levels_does_not_tell_what_a_confidential_answer_is(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential")
    people = [(f"p_{at:08x}", f"Somebody {at}", "Clerk", "Staff") for at in range(6)]
    for person in people:
        living.ask(person)
        for question in living.now.questionnaire.questions:
            living.say(person[0], question.id, question.options[0].id if question.options else 3)
    living.close()
    assert assessed(living.now, DAY).scores.whole.score.as_answered is not None, "six people are enough to show scores"
    made = [proposal(living, AnswerAsk(people[0][0], "q2.1", level)) for level in "12345"]
    assert {(one.old, one.effects) for one in made} == {("an answer that is confidential", ())}
    restate(living.now, made[2])
    assert living.now.closing is not None

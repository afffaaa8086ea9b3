"""Decisions: asked for in this report, followed up in the next."""

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Decision
from cxdna.store.model import DecisionKept
from cxdna.workflows.current import Current
from cxdna.workflows.planning.decisions import (
    Ask,
    add_decision,
    added_lines,
    change_decision,
    close_decision,
    decisions_json,
    list_decisions,
    list_lines,
    reworded_lines,
)
from tests.workflows.planning.interleaving import interleave
from tests.workflows.planning.planning import TODAY, Planning

FUND = Ask("Fund one care centre", "Board", "March 2027", "£250k", "Complaints go on")


@pytest.fixture
def now(tmp_path: Path) -> Current:
    return Planning(tmp_path / "w").now


def following(now: Current) -> Current:
    """Return the assessment of the year after, in the same workspace."""
    after = msgspec.structs.replace(now.assessment, id="assessment_2027", previous=now.assessment.id, seq=0)
    now.store.add(after)
    return msgspec.structs.replace(now, assessment=after)


def test_what_is_asked_for(now: Current) -> None:
    decision = add_decision(now, FUND, TODAY)
    assert decision == Decision(
        id="d1",
        what="Fund one care centre",
        who="Board",
        by=dt.date(2027, 3, 31),
        cost=250_000,
        if_not="Complaints go on",
    )
    assert add_decision(now, Ask("Merge the hotlines"), TODAY).id == "d2"
    assert [one.decision.id for one in now.store.decisions(now.assessment.id)] == ["d1", "d2"]
    lines = list(added_lines(add_decision(now, Ask("Name an owner", who="Board"), TODAY), "GBP"))
    assert lines[2] == 'Readers will ask for more:  cxdna decision set d3 --by DATE --if-not "WHAT HAPPENS"'


def test_what_is_wrong_is_told_at_once(now: Current) -> None:
    with pytest.raises(Problems) as told:
        add_decision(now, Ask("x" * 401, "y\nz", "soon", "much"), TODAY)
    assert len(told.value.problems) == 4
    with pytest.raises(UserError, match="nothing says what is to be decided"):
        add_decision(now, Ask(), TODAY)
    with pytest.raises(Problems, match="not below nothing"):
        add_decision(now, Ask("Fund it", cost="-5"), TODAY)
    assert now.store.decisions(now.assessment.id) == ()


def test_wording_it_anew(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    changed = change_decision(now, "D1", Ask(who="Eva Brand", by="2027-04-30"), TODAY).after
    assert (changed.what, changed.who, changed.by) == ("Fund one care centre", "Eva Brand", dt.date(2027, 4, 30))
    with pytest.raises(UserError, match="nothing says what is to be changed"):
        change_decision(now, "d1", Ask(), TODAY)
    with pytest.raises(UserError, match="nothing would say"):
        change_decision(now, "d1", Ask(what=" "), TODAY)


def test_a_change_is_answered_with_what_it_was(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    lines = list(reworded_lines(change_decision(now, "d1", Ask(cost="2,500", by="April 2027"), TODAY), "GBP"))
    assert lines[:4] == [
        "d1  Fund one care centre",
        "  by when: 30 April 2027 (was 31 March 2027)",
        "  cost: GBP 2,500 (was GBP 250,000)",
        "Take care: the cost is 100 times less than before.",
    ]
    again = change_decision(now, "d1", Ask(cost="2,500"), TODAY)
    assert next(reworded_lines(again, "GBP")) == "d1 says so already: nothing was changed."


def test_what_was_decided_is_not_rewritten(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    close_decision(now, "d1", "taken", "", TODAY)
    with pytest.raises(UserError) as told:
        change_decision(now, "d1", Ask(cost="5"), TODAY)
    assert told.value.what == "d1 was closed on 1 February 2027: taken, and stays as it is"
    assert told.value.do == 'ask for it again with: cxdna decision add "Fund one care centre"'


def test_a_day_that_is_past_is_refused(now: Current) -> None:
    with pytest.raises(Problems, match="31 January 2027 has gone by; give a day from 1 February 2027 on"):
        add_decision(now, Ask("Fund it", by="2027-01-31"), TODAY)
    add_decision(now, Ask("Fund it", by="2027-02-01"), TODAY)
    with pytest.raises(Problems, match="31 January 2027 has gone by"):
        change_decision(now, "d1", Ask(by="January 2027"), TODAY)


@pytest.mark.parametrize(
    ("word", "outcome"), [("taken", "taken"), ("Yes", "taken"), ("rejected", "declined"), ("over", "overtaken")]
)
def test_what_became_of_it(now: Current, word: str, outcome: str) -> None:
    add_decision(now, FUND, TODAY)
    closed = close_decision(now, "d1", word, "Half of it", TODAY)
    assert (closed.outcome, closed.closed, closed.note) == (outcome, TODAY, "Half of it")
    with pytest.raises(UserError, match="d1 was closed on 1 February 2027"):
        close_decision(now, "d1", "taken", "", TODAY)


def test_an_outcome_that_is_none(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    with pytest.raises(UserError, match="'perhaps' is no outcome; give taken, declined or overtaken"):
        close_decision(now, "d1", "perhaps", "", TODAY)
    with pytest.raises(UserError, match="has no decision 'd7'"):
        close_decision(now, "d7", "taken", "", TODAY)


def test_what_is_open_from_the_report_before_is_followed_up(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    add_decision(now, Ask("Merge the hotlines"), TODAY)
    close_decision(now, "d2", "declined", "", TODAY)
    later = following(now)
    add_decision(later, Ask("Name an owner", by="2028-03-31"), TODAY)
    day = dt.date(2027, 4, 2)
    found = list_decisions(later, day)
    assert [(one.assessment, one.decision.id, one.earlier, one.days_late) for one in found.decisions] == [
        (now.assessment.id, "d1", True, 2),
        ("assessment_2027", "d1", False, 0),
    ]
    lines = list(list_lines(found, "GBP"))
    assert lines[0] == "Asked in the report before, and still open"
    assert lines[1] == f"  d1 ({now.assessment.id})  Fund one care centre"
    assert lines[-1] == f"Next:  cxdna decision close d1 --outcome taken --assessment {now.assessment.id}"
    assert len(json.loads(decisions_json(found))["decisions"]) == 2
    close_decision(now, "d1", "taken", "", day)
    found = list_decisions(later, day)
    assert [one.earlier for one in found.decisions] == [False]
    assert [one.decision.id for one in found.closed_before] == ["d1", "d2"]
    lines = list(list_lines(found, "GBP"))
    assert f"Asked in {now.assessment.title}: 1 taken, 1 declined" in lines
    assert f"  d2 ({now.assessment.id})  Merge the hotlines" in lines


def test_one_of_the_report_before_is_named_with_its_assessment(now: Current) -> None:
    add_decision(now, FUND, TODAY)
    later = following(now)
    with pytest.raises(UserError, match=f"add --assessment {now.assessment.id}"):
        close_decision(later, "d1", "taken", "", TODAY)


def test_two_who_ask_in_the_same_moment_get_a_number_each(now: Current, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = DecisionKept(assessment=now.assessment.id, decision=Decision(id="d1", what="Theirs"))
    interleave(now.store, monkeypatch, theirs)
    assert add_decision(now, Ask("Ours"), TODAY).id == "d2"
    assert {one.decision.id: one.decision.what for one in list_decisions(now, TODAY).decisions} == {
        "d1": "Theirs",
        "d2": "Ours",
    }

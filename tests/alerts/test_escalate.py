"""Where an alert stands by the clock, and what people do with it."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.alerts.change import Ending, Signed, closed, escalated, find_cause, taken
from cxdna.alerts.escalate import due, reached
from cxdna.alerts.model import Alert
from cxdna.errors import Problems, UserError
from tests.alerts.alerting import HOURS, NOW, RULES, ZONE, alert

ANN = Signed("Ann Lee", NOW + dt.timedelta(hours=1), ZONE)
BO = Signed("Bo Ek", NOW + dt.timedelta(hours=2), ZONE)
times = st.timedeltas(dt.timedelta(), dt.timedelta(days=60))
DONE = Ending("need_not_met", "A technician came", "yes")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-03-{text}:00+00:00")


def test_steps_come_by_working_hours_while_nobody_acts() -> None:
    one = alert(owner="Bo Ek")  # raised on Wednesday at ten
    first = due(one, RULES, HOURS, NOW)
    assert (first.step, first.of, first.tell, first.overdue) == (1, 3, ("Bo Ek",), dt.timedelta())
    assert (first.next, first.next_to, first.next_until) == (at("05T10"), "Head of service", "taken")
    later = due(one, RULES, HOURS, at("05T12"))
    assert (later.step, later.tell, later.overdue) == (2, ("Bo Ek", "Head of service"), dt.timedelta(hours=2))
    assert (later.next, later.next_to, later.next_until) == (at("11T10"), "Board", "closed")
    last = due(one, RULES, HOURS, at("11T10"))
    assert (last.step, last.tell[-1], last.overdue, last.next) == (3, "Board", dt.timedelta(hours=32), None)


def test_once_it_is_taken_only_what_waits_for_closing_is_ahead() -> None:
    one = taken(alert(), ANN)
    stands = due(one, RULES, HOURS, at("05T12"))
    assert (stands.step, stands.tell, stands.overdue) == (0, (), dt.timedelta())
    assert (stands.next, stands.next_to) == (at("11T10"), "Board")
    late = due(one, RULES, HOURS, at("11T12"))
    assert (late.step, late.tell, late.overdue) == (3, ("Board",), dt.timedelta(hours=2))


def test_nobody_is_told_of_one_that_is_closed_and_an_owner_may_be_missing() -> None:
    assert due(closed(alert(), RULES, DONE, ANN), RULES, HOURS, at("20T12")).tell == ()
    assert due(alert(owner=""), RULES, HOURS, NOW).tell == ("the owner, whom nobody has named",)
    gone = alert(escalation="gone")
    assert due(gone, RULES, HOURS, NOW).of == 3, "the first escalation stands in"


@given(times, times)
def test_with_time_an_alert_goes_further_and_never_back(passed: dt.timedelta, more: dt.timedelta) -> None:
    earlier = NOW + passed
    later = earlier + more
    for one in (alert(), alert(escalation="fast"), taken(alert(), ANN)):
        before, after = due(one, RULES, HOURS, earlier), due(one, RULES, HOURS, later)
        assert before.step <= after.step
        assert before.overdue <= after.overdue
        assert set(before.tell) <= set(after.tell)
        assert before.next is None or before.next > earlier
        assert bool(before.overdue) <= bool(before.tell)


def test_who_takes_it_first_has_it_and_the_second_is_told() -> None:
    one = taken(alert(), ANN)
    assert (one.state, one.taken, one.taken_by) == ("taken", ANN.at, "Ann Lee")
    with pytest.raises(UserError, match="Ann Lee has a1 already: it was taken on 4 March 2026, 11:00; speak to them"):
        taken(one, BO)
    assert taken(one, Signed("ann  lee", BO.at, ZONE)) == one, "nothing changes"
    handed = taken(one, BO, over=True, issue="Nobody calls back")
    assert (handed.taken_by, handed.taken, handed.issue) == ("Bo Ek", ANN.at, "Nobody calls back")
    with pytest.raises(UserError, match="nothing says who takes a1; name them with --by"):
        taken(alert(), ANN._replace(by=""))


def test_it_goes_further_by_hand_until_no_step_is_left() -> None:
    one = escalated(alert(), RULES, 1, "They threaten to leave", ANN)
    assert (one.escalated, one.escalated_by, one.escalated_at) == (2, "Ann Lee", ANN.at)
    stands = due(taken(one, BO), RULES, HOURS, BO.at)
    assert (stands.step, stands.tell) == (2, ("Head of service",)), "told by hand, it stands also once it is taken"
    assert due(one, RULES, HOURS, ANN.at).next_to == "Board", "who was told by hand is not still to be told"
    again = escalated(one, RULES, 1, "Still", BO)
    assert again.escalated == 3
    with pytest.raises(UserError, match="at its last step already, which tells Board"):
        escalated(again, RULES, 1, "Still", BO)
    with pytest.raises(UserError, match="nothing says why"):
        escalated(alert(), RULES, 1, "", ANN)


def test_by_hand_it_goes_past_the_steps_that_came_before_it_was_taken() -> None:
    one = taken(alert(), ANN)
    assert reached(alert(), RULES, HOURS, NOW) == reached(one, RULES, HOURS, at("06T12")) == 1, "the owner was told"
    late = taken(alert(), Signed("Ann Lee", at("05T12"), ZONE))
    assert reached(late, RULES, HOURS, at("06T12")) == 2
    assert reached(alert(), RULES, HOURS, at("20T12")) == 3


def test_closing_says_what_caused_it_and_what_was_done() -> None:
    one = closed(taken(alert(), ANN), RULES, DONE, BO)
    assert (one.state, one.closed, one.closed_by, one.cause) == ("closed", BO.at, "Bo Ek", "need_not_met")
    assert (one.done, one.customer_agrees, one.taken_by) == ("A technician came", "yes", "Ann Lee")
    implied = closed(alert(cause="process_failed"), RULES, Ending(done="Rang them"), BO)
    assert (implied.taken_by, implied.taken, implied.cause) == ("Bo Ek", BO.at, "process_failed")
    assert closed(taken(alert(), ANN), RULES, DONE, BO._replace(by="")).closed_by == "Ann Lee"


def test_what_is_missing_to_close_it_is_told_at_once() -> None:
    with pytest.raises(Problems) as told:
        closed(alert(), RULES, Ending(), ANN._replace(by=""))
    assert [one.what for one in told.value.problems] == [
        "nobody has taken a1, and nothing says who closes it",
        "nothing says what caused a1",
        "nothing says what was done",
    ]
    with pytest.raises(UserError, match=r"name causes in alerts\.yaml first"):
        closed(alert(), msgspec.structs.replace(RULES, causes=()), DONE, ANN)


@pytest.mark.parametrize(
    "again",
    [
        lambda one: taken(one, BO),
        lambda one: escalated(one, RULES, 0, "Why not", BO),
        lambda one: closed(one, RULES, DONE, BO),
    ],
    ids=["taken", "escalated", "closed"],
)
def test_what_is_closed_stays_closed(again: object) -> None:
    assert callable(again)
    one: Alert = closed(alert(), RULES, DONE, ANN)
    with pytest.raises(
        UserError, match="a1 was closed by Ann Lee on 4 March 2026, 11:00, and stays closed; a new answer"
    ):
        again(one)


def test_a_cause_is_meant_by_id_or_title() -> None:
    assert find_cause(RULES, "need_not_met").id == "need_not_met"
    assert find_cause(RULES, "A process").id == "process_failed"
    with pytest.raises(UserError, match="no cause 'weather'"):
        find_cause(RULES, "weather")
    with pytest.raises(UserError, match="there is no cause 'need_not_mt'; did you mean 'need_not_met'"):
        find_cause(RULES, "need_not_mt")

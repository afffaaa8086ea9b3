"""How alerts are answered, and which causes call for an action."""

import datetime as dt
from fractions import Fraction

import msgspec

from cxdna.alerts.change import Ending, Signed, closed, taken
from cxdna.alerts.figures import causes_of, figures_of
from cxdna.alerts.model import Agrees, Alert
from cxdna.alerts.propose import proposals
from tests.alerts.alerting import HOURS, NOW, RULES, ZONE, alert


def answered(name: str, hours: int) -> Alert:
    """Return an alert that was taken so many hours later, on the day it was raised."""
    return taken(alert(name), Signed("Ann Lee", NOW + dt.timedelta(hours=hours), ZONE))


def ended(name: str, agrees: Agrees, cause: str = "need_not_met", days: int = 0) -> Alert:
    at = NOW - dt.timedelta(days=days)
    made = msgspec.structs.replace(alert(name), raised=at, account=f"Account {name}")
    return closed(made, RULES, Ending(cause, "Rang them", agrees), Signed("Ann Lee", at + dt.timedelta(hours=1), ZONE))


def test_half_were_answered_within_and_so_many_in_time() -> None:
    thursday_evening = dt.datetime(2026, 3, 5, 18, tzinfo=dt.UTC)
    late = msgspec.structs.replace(alert("a4"), owner="")
    alerts = [answered("a1", 1), answered("a2", 2), answered("a3", 6), late]
    found = figures_of(alerts, RULES, HOURS, thursday_evening)
    assert (found.raised, found.open, found.taken, found.answered) == (4, 1, 3, 3)
    assert found.first_response == 2
    assert (found.in_time, found.in_time_of) == (Fraction(3, 4), 4), "what was not answered in its time counts, too"
    assert figures_of(alerts, RULES, HOURS, NOW).in_time_of == 3, "the time of the fourth has not come"
    assert (found.closing, found.agreed, found.asked) == (None, None, 0)


def test_figures_of_nothing_are_none() -> None:
    found = figures_of([], RULES, HOURS, NOW, "risk")
    assert (found.first_response, found.in_time, found.closing, found.agreed) == (None, None, None, None)
    assert figures_of([alert()], RULES, HOURS, NOW, "opportunity").raised == 0


def test_customers_agree_or_not_among_those_who_were_asked() -> None:
    alerts = [ended("a1", "yes"), ended("a2", "no"), ended("a3", "not_asked"), ended("a4", "yes")]
    found = figures_of(alerts, RULES, HOURS, NOW)
    assert (found.agreed, found.asked, found.closed, found.closing) == (Fraction(2, 3), 3, 4, Fraction(1))


def test_a_cause_that_comes_back_calls_for_an_action() -> None:
    alerts = [ended("a1", "yes"), ended("a2", "no", days=89), ended("a3", "yes", days=91)]
    assert proposals(alerts, RULES, NOW) == (), "one of the three is too long ago"
    alerts.append(msgspec.structs.replace(alert("a4"), cause="need_not_met"))
    (found,) = proposals(alerts, RULES, NOW)
    assert (found.cause.id, found.alerts, found.answers, found.assumed) == ("need_not_met", ("a1", "a2", "a4"), 3, 1)
    assert found.accounts == 2
    assert found.problem == (
        "It keeps coming back with customers: The need was not met. 3 answers from 2 accounts raised an alert of this "
        "cause on 3 March 2026 (a1, a2, a4)."
    )
    (figure,) = causes_of(alerts, RULES, NOW)
    assert (figure.answers, figure.lately, figure.closed, figure.comes_back) == (4, 3, 3, True)


def test_an_answer_counts_once_and_what_an_action_answers_counts_no_more() -> None:
    one = ended("a1", "yes")
    again = [msgspec.structs.replace(one, id=f"a{at}", trigger=f"t{at}") for at in range(2, 6)]
    assert proposals([one, *again], RULES, NOW) == ()
    three = [ended(f"a{at}", "yes") for at in range(1, 4)]
    assert proposals([msgspec.structs.replace(item, action="x/a1") for item in three], RULES, NOW) == ()
    later = [ended(f"a{at}", "yes") for at in range(4, 7)]
    (found,) = proposals([*(msgspec.structs.replace(item, action="x/a1") for item in three), *later], RULES, NOW)
    assert found.earlier == ("x/a1",), "it came back though something was done"

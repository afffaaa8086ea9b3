"""Where the gap of an action stands by now."""

import pytest

from cxdna.plan.gap_now import gap_lines, moved, moved_words, spent, spent_line
from cxdna.plan.model import Action
from tests.plan.drafting import scored


def against(*closes: str, **fields: object) -> Action:
    return Action(**{"id": "a1", "title": "Do it", "closes": closes, "from_level": 1, "to_level": 3, **fields})  # type: ignore[arg-type]


def test_what_changed_under_an_action_is_told_with_both_figures() -> None:
    action = against("a1", status="agreed")
    assert moved(action, scored()) is None
    found = moved(action, scored({"a1": 2.0}))
    assert found is not None
    assert moved_words(found) == "rests on figures that changed: a1 was 1.0, is 2.0 now"
    (line,) = gap_lines([found], [])
    assert line.endswith("look whether its problem still holds, then: cxdna plan set a1 from 2")
    assert moved(against("a1", status="done"), scored({"a1": 2.0})) is None
    assert moved(against("a1", from_level=None), scored({"a1": 2.0})) is None
    assert moved(against("q9"), scored()) is None
    assert moved(against("a1", from_level=1.02), scored()) is None, "nobody sees that it changed"


@pytest.mark.parametrize(
    ("action", "levels", "why"),
    [
        (against("a1"), {"a1": 4.0}, "a1 stands at its target"),
        (against("a1", "a2"), {"a1": 4.0, "a2": 3.0}, "a1 and a2 stand at their target"),
        (against("a1", to_level=2), {"a1": 2.0}, "a1 stands at the level it leads to"),
        (against("a"), {"a1": 4.0, "a2": 4.0, "a3": 4.0}, "a stands at its target"),
    ],
)
def test_what_has_nothing_left_to_close_says_so(action: Action, levels: dict[str, float], why: str) -> None:
    found = spent(action, scored(levels))
    assert found is not None
    assert spent_line(found) == (
        f"a1 has nothing left to close: {why}; drop it (cxdna plan drop a1 --why ...) "
        "or name another gap (cxdna plan set a1 closes ...)"
    )


def test_what_has_something_left_or_is_done_or_unknown_is_not_over() -> None:
    high = scored({"a1": 4.0})
    assert spent(against("a1", "a2"), high) is None
    assert spent(against("a1", status="done"), high) is None
    assert spent(against("a1", "q9"), high) is None
    found = spent(against("a1", status="in_progress"), high)
    assert found is not None
    assert "set it done (cxdna plan set a1 status done), drop it" in spent_line(found)


def test_what_customers_complain_of_needs_no_gap() -> None:
    high = scored({"a1": 4.0})
    assert spent(against("a1"), high) is not None
    assert spent(against("a1", trigger="complaint"), high) is None

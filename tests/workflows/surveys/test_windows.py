"""Windows: fixed once, refused where their purpose does not allow them, remarked on where they come late."""

import json

import pytest

from cxdna.errors import Problems, UserError
from cxdna.store.memory import MemoryStore
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.read_month import read_month
from cxdna.workflows.surveys.to_json import to_json
from cxdna.workflows.surveys.windows import (
    Added,
    WindowAsk,
    add_window,
    added_lines,
    list_lines,
    list_windows,
    window_meant,
)
from tests.workflows.surveys.surveying import MOMENT, TODAY, cells, file, stored, survey


def add(store: MemoryStore, name: str = "award-2027", purpose: str = "award", **changes: str) -> Added:
    first, last = changes.pop("first", "2027-01"), changes.pop("last", "December 2027")
    return add_window(store, WindowAsk(name, purpose, first, last, **changes), MOMENT, TODAY)


def test_a_window_is_fixed_once() -> None:
    store = MemoryStore()
    lines = list(added_lines(add(store, by="Ann", note="As the board agreed")))
    fixed = "award-2027  January to December 2027, for an award; fixed on 28 November 2026 by Ann. As the board agreed"
    assert lines == [f"Fixed: {fixed}", "Next:  cxdna award check --year 2027"]
    again = add(store)
    assert again.before
    assert next(added_lines(again)).startswith("Fixed already, nothing added: award-2027")
    with pytest.raises(UserError, match=r"window award-2027 was fixed on 28 November 2026: .* another name"):
        add(store, "AWARD-2027", first="2028-01", last="2028-12")
    assert len(store.voice()) == 1
    assert json.loads(to_json(list_windows(store, TODAY)))["windows"][0]["first"] == 202701
    assert window_meant(voice_of(store), "Award-2027").last == 202712


def test_a_late_one_is_remarked_on() -> None:
    store = stored(survey(), file("q1.csv", cells(202601, {4: 40})))
    added = add(store, "spring", "reporting", first="2026-01", last="2026-03", survey="PULSE")
    assert added.window.survey == "pulse"
    assert len(added.remarks) == 1
    lines = list(added_lines(added))
    assert lines[1].startswith(
        "Take care: window spring was fixed late, on 28 November 2026, when answers of its months"
    )
    assert lines[-1] == "Next:  cxdna survey score pulse --window spring"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"purpose": "award", "last": "2027-11"}, "an award is about a whole calendar year"),
        ({"purpose": "reporting", "last": "2027-02"}, "three months or more"),
        ({"purpose": "rewards"}, "'rewards' is no purpose; did you mean 'award'"),
        ({"name": "2027 award"}, "'2027 award' is no name for a window; begin with a letter"),
        ({"survey": "nosuch"}, "there is no survey 'nosuch'"),
        ({"first": "soon"}, "give a month: 2026-03 or March 2026"),
        ({"last": "2026-12"}, "ends before it begins"),
    ],
)
def test_what_is_refused(changes: dict[str, str], says: str) -> None:
    store = stored(survey(), file("q1.csv", cells(202601, {4: 40})))
    before = store.voice()
    with pytest.raises(UserError, match=says):
        add(store, **changes)
    assert store.voice() == before


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Problems) as caught:
        add(MemoryStore(), first="2027-02", last="2027-03")
    assert all(problem.do for problem in caught.value.problems)


def test_none_yet() -> None:
    assert next(list_lines(list_windows(MemoryStore(), TODAY))) == "No window is fixed yet."
    with pytest.raises(UserError, match="there is no window 'x'; fix one with: cxdna survey window add NAME"):
        window_meant(voice_of(MemoryStore()), "x")


def test_months() -> None:
    assert [read_month(text) for text in ("2026-03", "March 2026", "2026-03-31")] == [202603] * 3

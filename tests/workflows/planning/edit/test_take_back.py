"""What people change in the text of a plan is taken as they meant it, or not at all, with every reason and its line."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxdna import resources
from cxdna.definitions.load import load_library
from cxdna.errors import Problems
from cxdna.plan.model import Action, KpiFigure, Milestone
from cxdna.store.model import ActionKept
from cxdna.workflows.planning.edit.files import write_text
from tests.workflows.planning.edit.plans import MOMENT, TODAY, Planning, small
from tests.workflows.planning.interleaving import interleave, stop_after_one_write

LIBRARY = load_library(resources.roots())
FIRST, SECOND = list(LIBRARY.kpis)[:2]
"""The KPIs of the small plan, as the library orders them."""
PUT_BACK = "put it back, or say that what is missing is dropped: --drop-missing --why TEXT"
CHANGED = "since then it was changed by Bo Ek to 'Mei Lin'; write the same, or have yours hold with: --on-conflict file"


@pytest.fixture
def made(tmp_path: Path) -> Planning:
    return small(tmp_path)


def edited(made: Planning, *changes: tuple[str, str]) -> Path:
    """Return the text with each first part replaced once by the second."""
    path = made.text()
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def refused(made: Planning, path: Path, **handling: object) -> list[str]:
    """Return what is wrong, once it is sure that nothing was kept."""
    before = made.records
    with pytest.raises(Problems) as found:
        made.take(path, **handling)
    assert made.records == before
    return [str(one).removeprefix(f"{path}:") for one in found.value.problems]


def line_of(path: Path, start: str, after: str = "") -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    begin = next(at for at, line in enumerate(lines) if after in line)
    return next(at for at, line in enumerate(lines, 1) if at > begin and line.strip().startswith(start))


def block(made: Planning, name: str) -> str:
    """Return the lines of an action with the line above it."""
    text = made.text().read_text(encoding="utf-8")
    start = text.index(f"  # \N{BOX DRAWINGS LIGHT HORIZONTAL}\N{BOX DRAWINGS LIGHT HORIZONTAL} {name} ")
    end = min(
        at
        for at in (text.find("\n\n  # \N{BOX DRAWINGS LIGHT HORIZONTAL}", start), text.index("\n\n# What is measured"))
        if at > 0
    )
    return text[start : end + 1]


def test_what_was_changed_is_recorded_and_nothing_else(made: Planning) -> None:
    drafted = made.plan.action("a1")
    made.store.add(ActionKept(assessment=made.id, action=drafted, drafted=drafted, at=MOMENT))
    count = made.records
    path = edited(
        made, ('owner: "Ruth Okafor"', 'owner: "Jan Smits"'), ('risk: ""', "risk: |-\n      One.\n      Two.")
    )
    taken = made.take(path, by="Ann Lee")
    assert [(one.id, one.fields) for one in taken.changed] == [("a1", ("owner", "risk"))]
    assert made.records == count + 1
    kept = made.store.actions(made.id)[-1]
    assert (kept.action.owner, kept.action.risk, kept.by) == ("Jan Smits", "One.\nTwo.", "Ann Lee")
    assert kept.drafted == drafted
    assert msgspec.structs.replace(kept.action, owner=drafted.owner, risk="") == drafted


def test_an_empty_line_and_a_line_left_out_say_nothing_but_choices_stay(made: Planning) -> None:
    made.change("a2", priority=7, trigger="audit")
    path = edited(
        made,
        ("    due: 2027-05-03", "    due:"),
        ("    priority: 7  # 1 comes first\n", ""),
        ("    trigger: audit\n", ""),
        ('title: "Root-cause training"', "title: Training"),
        ("    needs: [a1]  # actions that come first\n", ""),
    )  # fmt: skip
    made.take(path)
    after = made.plan.action("a2")
    assert (after.title, after.due, after.needs, after.priority, after.trigger) == ("Training", None, (), 7, "audit")


def test_a_block_without_an_id_is_a_new_action_once(made: Planning) -> None:
    made.hold(Action(id="a7", title="Dropped long ago")).drop("a7")
    copied = block(made, "a2").replace("  - id: a2  # leave it as it is\n    title", "  - title")
    path = edited(made, ("\n# What is measured", copied.replace("Root-cause", "Second") + "\n# What is measured"))
    taken = made.take(path)
    assert [(one.id, one.title) for one in taken.added] == [("a8", "Second training")]
    assert made.plan.action("a8").needs == ("a1",)
    count = made.records
    assert not made.take(path).anything
    assert made.records == count


def test_an_action_that_is_left_out_goes_only_when_that_is_meant(made: Planning) -> None:
    path = edited(made, (block(made, "a3"), ""))
    line = line_of(path, "actions:")
    assert refused(made, path) == [
        f"{line}: 'a3' is missing in the file: - Ask lost customers: why?; {PUT_BACK}",
    ]
    asked: list[str] = []

    def no(actions: list[Action]) -> str:
        asked.extend(one.id for one in actions)
        return ""

    assert [one.id for one in made.take(path, drop=no).kept] == ["a3"]
    assert asked == ["a3"]
    assert [one.id for one in made.take(path, drop=lambda _: "They go").dropped] == ["a3"]
    assert [one.id for one in made.plan.dropped] == ["a3"]
    assert made.plan.dropped[0].title == "- Ask lost customers: why?"


def test_an_action_that_another_needs_does_not_go(made: Planning) -> None:
    path = edited(made, (block(made, "a1"), ""))
    (told,) = refused(made, path, drop=lambda _: "They go")
    assert "'a2' needs a1, and the file leaves that out" in told
    assert told.startswith(f"{line_of(path, 'needs', 'id: a2')}: ")


def test_what_changed_elsewhere_stays_where_people_left_it(made: Planning) -> None:
    path = edited(made, ("review: 2027-06-30", "review: 2027-07-30"))
    made.change("a1", owner="Mei Lin").change("a2", title="Training for all").hold(Action(id="a4", title="New one"))
    made.take(path)
    after = made.plan.action("a1")
    assert (after.owner, after.review) == ("Mei Lin", dt.date(2027, 7, 30))
    assert made.plan.action("a2").title == "Training for all"
    assert made.plan.action("a4").title == "New one"


def test_one_field_changed_twice_names_both_and_takes_nothing(made: Planning) -> None:
    path = edited(made, ('owner: "Ruth Okafor"', 'owner: "Jan Smits"'), ("review: 2027-06-30", "review: 2027-07-30"))
    made.change("a1", owner="Mei Lin")
    assert refused(made, path) == [
        f"{line_of(path, 'owner:', 'id: a1')}: you wrote 'Jan Smits', and {CHANGED}",
    ]
    made.take(path, on_conflict="plan")
    assert (made.plan.action("a1").owner, made.plan.action("a1").review) == ("Mei Lin", dt.date(2027, 7, 30))
    made.take(path, on_conflict="file")
    assert made.plan.action("a1").owner == "Jan Smits"


def test_an_action_dropped_meanwhile_comes_back_only_when_that_is_meant(made: Planning) -> None:
    path = edited(made, ("# none so far", "Few answer"))
    made.drop("a3")
    assert "since then it was dropped by Bo Ek" in refused(made, path)[0]
    assert not made.take(path, on_conflict="plan").anything
    made.take(path, on_conflict="file")
    assert made.plan.action("a3").risk == "Few answer"


def test_an_action_dropped_meanwhile_and_left_alone_stays_dropped(made: Planning) -> None:
    path = made.text()
    made.drop("a3")
    assert not made.take(path).anything


def test_only_gates_make_an_action_agreed(made: Planning) -> None:
    path = edited(made, ("status: proposed", "status: agreed"))
    (told,) = refused(made, path)
    assert told.startswith(f"{line_of(path, 'status', 'id: a1')}: an action is agreed by passing its five gates")


def agreed(made: Planning) -> Planning:
    return made.change("a1", status="agreed", agreed=TODAY, agreed_by="The board")


def test_an_agreed_action_moves_on_and_what_follows_is_filled_in(made: Planning) -> None:
    agreed(made)
    taken = made.take(edited(made, ("status: agreed", "status: in_progress"), ("progress: 0", "progress: 30")))
    after = made.plan.action("a1")
    assert (after.status, after.progress, after.begun, after.agreed_by) == ("in_progress", 30, TODAY, "The board")
    assert taken.changed[0].fields == ("status", "progress", "begun")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('    owner: "Ruth Okafor"', '    owner: "Quality head"', "owner"),
        (f"    kpi: {FIRST}", "    kpi: null", "kpi"),
        ("    review: 2027-06-30", "    review: null", "review"),
        ("    due: 2027-03-30", "    due: null", "due"),
    ],
)
def test_an_agreed_action_that_would_fail_a_gate_is_refused(made: Planning, old: str, new: str, field: str) -> None:
    path = edited(agreed(made), (old, new), *([(f"more_kpis: [{SECOND}]", "more_kpis: []")] if field == "kpi" else []))
    (told,) = refused(made, path)
    line = next(
        at for at, one in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if one.startswith(new.rstrip())
    )
    assert told.startswith(f"{line}: it is agreed, and would fail gate ")


def test_who_agreed_is_to_know_of_other_terms(made: Planning) -> None:
    taken = made.take(edited(agreed(made), ("cost: 12500", "cost: 15000"), ('risk: ""', "risk: Some")))
    assert taken.notes == ("a1: It was agreed by The board on 1 March 2027 with another cost: let them know.",)


def test_that_it_was_agreed_is_not_for_people_to_write(made: Planning) -> None:
    path = edited(agreed(made), ('agreed_by: "The board"', 'agreed_by: "Me"'))
    assert "this is not for people to write" in refused(made, path)[0]


def test_everything_that_is_wrong_is_told_at_once_with_its_line(made: Planning) -> None:
    path = edited(
        made,
        ("    cause_is: unknown", "    cause_is: guessed"),
        ("    start: 2027-01-11\n    milestones", "    start: 2027-13-11\n    milestones"),
        ("    containment", "    containmint"),
        ("closes: [q1.1, governance]", "closes: [q1.1, governence]"),
        ("        due: 2027-02-01", "        due: 2028-02-01"),
        (f"kpi: {FIRST}", f"kpi: {FIRST}z"),
    )
    told = refused(made, path)
    starts = [int(one.split(":")[0]) for one in told]
    assert starts == [
        line_of(path, "closes:", "id: a1"),
        line_of(path, "containmint:", "id: a1"),
        line_of(path, "cause_is:", "id: a1"),
        line_of(path, "due: 2028-02-01"),
        line_of(path, "start: 2027-13-11"),
        line_of(path, f"kpi: {FIRST}z"),
    ]
    assert "did you mean 'governance'?" in told[0]
    assert "assumed, tested, unknown" in told[2]


def test_circles_and_what_is_not_there_are_told(made: Planning) -> None:
    path = edited(made, ("needs: []", "needs: [a2]"), ("needs: []", "needs: [a9]"))
    told = refused(made, path)
    assert told[0].startswith(f"{line_of(path, 'needs:', 'id: a1')}: actions wait for each other: a1 needs a2 needs a1")
    assert told[1].startswith(f"{line_of(path, 'needs:', 'id: a3')}: there is no action 'a9'")


def test_an_id_that_nothing_had_is_told(made: Planning) -> None:
    path = edited(made, ("- id: a3", "- id: a33"))
    (told,) = refused(made, path)
    assert told.startswith(f"{line_of(path, '- id: a33')}: there was no action 'a33' when the file was written")


def test_two_blocks_with_one_id_are_told(made: Planning) -> None:
    path = edited(made, ("- id: a3", "- id: a2"))
    (told,) = refused(made, path)
    assert told.startswith(f"{line_of(path, '- id: a2', 'Ask lost')}: there are two actions 'a2'")


def test_figures_that_are_new_are_noted_beside_the_others(made: Planning) -> None:
    kpi = made.plan.figures[0].kpi
    path = edited(made, ('    value: null\n    "on": 2027-02-28', '    value: 9.5\n    "on": 2027-02-27'))
    assert made.take(path).figures == 1
    assert [one.value for one in made.plan.figures] == [None, 12.5, 9.5]
    held = made.plan.figure(kpi, "baseline")
    assert held == KpiFigure(kpi=kpi, figure="baseline", value=9.5, on=dt.date(2027, 2, 27))
    assert made.text().read_text(encoding="utf-8").count("figure: baseline\n") == 1


def test_a_figure_that_is_left_out_stays(made: Planning) -> None:
    path = edited(made)
    text = path.read_text(encoding="utf-8")
    start, end = text.index(f"  - kpi: {FIRST}\n    figure: target"), text.index("\n# What only those who lead")
    path.write_text(text[:start] + text[end:], encoding="utf-8", newline="\n")
    taken = made.take(path)
    assert (taken.figures_left_out, taken.anything) == (1, False)
    assert len(made.plan.figures) == 2


def test_a_figure_noted_elsewhere_is_not_overwritten(made: Planning) -> None:
    path = edited(made, ("value: 12.5", "value: 14"))
    made.note(msgspec.structs.replace(made.plan.figures[1], value=13.0))
    (told,) = refused(made, path)
    assert "since the file was written this figure was noted elsewhere: 13, 31 December 2027" in told
    assert made.take(path, on_conflict="file").figures == 1


def test_figures_that_cannot_be_are_told(made: Planning) -> None:
    path = edited(
        made,
        ("value: 12.5", "value: null"),
        (f"kpi: {FIRST}\n    figure: baseline", "kpi: nosuch\n    figure: actual"),
    )
    told = refused(made, path)
    assert len(told) == 3
    assert told[0].startswith(f"{line_of(path, '- kpi: nosuch')}: there is no KPI 'nosuch'")
    assert "what was measured has no value" in told[1]
    assert told[2].startswith(f"{line_of(path, 'value: null', 'figure: target')}: a target has no value")


def test_decisions_are_taken_as_well(made: Planning) -> None:
    path = edited(
        made,
        ("outcome: null", "outcome: taken"),
        ("\n# KPIs to choose from", "  - what: Pay for it\n    who: The board\n\n# KPIs to choose from"),
    )
    taken = made.take(path)
    first, second = made.plan.decisions
    assert (first.outcome, first.closed) == ("taken", TODAY)
    assert (second.id, second.what, second.who) == ("d2", "Pay for it", "The board")
    assert [one.id for one in taken.decisions] == ["d1"]
    assert not made.take(path).anything


def test_a_decision_is_never_deleted(made: Planning) -> None:
    path = made.text()
    text = path.read_text(encoding="utf-8")
    start, end = text.index("decisions:\n"), text.index("\n# KPIs to choose")
    path.write_text(text[:start] + "decisions: []\n" + text[end:], encoding="utf-8", newline="\n")
    (told,) = refused(made, path)
    assert told.startswith(f"{line_of(path, 'decisions:')}: the decision 'd1' is missing")


def test_what_the_plan_is_drafted_with_is_taken_too(made: Planning) -> None:
    made.take(
        edited(made, ("at_once: 2", "at_once: 3"), ('"Quality head": "Ruth Okafor"', '"Quality head": "Jan Smits"'))
    )
    head = made.plan.head
    assert head is not None
    assert (head.at_once, head.owners, head.drafted) == (3, {"Quality head": "Jan Smits"}, dt.date(2027, 1, 4))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("assessment: assessment_2026", "assessment: other"), "this is the plan of the assessment 'other'"),
        (("after: ", "after: 9"), "the file was written from another workspace"),
    ],
)
def test_a_file_of_elsewhere_is_refused(made: Planning, change: tuple[str, str], what: str) -> None:
    (told,) = refused(made, edited(made, change))
    assert what in told


def test_a_file_of_people_s_own_makes_a_plan_where_there_is_none(tmp_path: Path) -> None:
    made = Planning(tmp_path)
    path = tmp_path / "own.yaml"
    text = "kind: plan\nassessment: assessment_2026\nactions:\n  - id: a5\n    title: Ours\n"
    text += "  - title: Another\n    needs: [a5]\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    taken = made.take(path)
    assert [one.id for one in taken.added] == ["a5", "a6"]
    assert made.plan.head is None
    assert made.plan.action("a6").needs == ("a5",)
    assert not made.take(made.text()).anything


def test_what_was_wrong_before_keeps_nobody_from_changing_something_else(made: Planning) -> None:
    made.change("a2", kpi="gone_from_the_library")
    made.take(edited(made, ("# none so far", "Few answer")))
    assert made.plan.action("a3").risk == "Few answer"


def theirs(made: Planning, name: str, **fields: Any) -> ActionKept:
    """Return a state of an action as somebody else keeps it."""
    held = made.here.kept.get(name)
    action = held.action if held else Action(id=name, title="Theirs")
    return ActionKept(assessment=made.id, action=msgspec.structs.replace(action, **fields), by="Bo Ek", at=MOMENT)


def test_somebody_s_change_in_the_same_moment_is_not_lost(made: Planning, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edited(made, ('owner: "Ruth Okafor"', 'owner: "Jan Smits"'))
    look = Milestone(what="Theirs", due=dt.date(2027, 2, 1))
    interleave(made.store, monkeypatch, theirs(made, "a1", milestones=(look,)))
    made.take(path)
    after = made.plan.action("a1")
    assert (after.owner, after.milestones[0].what) == ("Jan Smits", "Theirs")


def test_a_field_that_somebody_changes_in_the_same_moment_is_told(
    made: Planning, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edited(made, ('owner: "Ruth Okafor"', 'owner: "Jan Smits"'), ("value: 12.5", "value: 14"))
    interleave(made.store, monkeypatch, theirs(made, "a1", owner="Mei Lin"))
    with pytest.raises(Problems, match="since then it was changed by Bo Ek to 'Mei Lin'"):
        made.take(path)
    assert made.plan.action("a1").owner == "Mei Lin"
    assert [one.value for one in made.plan.figures] == [None, 12.5], "nothing of the file was kept"


def test_two_new_actions_of_the_same_moment_get_a_number_each(made: Planning, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edited(made, ("\n# What is measured", "\n  - title: Ours\n\n# What is measured"))
    interleave(made.store, monkeypatch, theirs(made, "a4"))
    made.take(path)
    assert {one.id: one.title for one in made.plan.actions if one.id > "a3"} == {"a4": "Theirs", "a5": "Ours"}


def test_a_file_is_taken_whole_or_not_at_all(made: Planning, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edited(made, ('owner: "Ruth Okafor"', 'owner: "Jan Smits"'), ("value: 12.5", "value: 14"))
    stop_after_one_write(made.store, monkeypatch)
    made.take(path)
    assert (made.plan.action("a1").owner, made.plan.figures[-1].value) == ("Jan Smits", 14)


def test_a_file_never_says_that_it_is_newer_than_what_stands_in_it(made: Planning) -> None:
    here = made.here
    made.change("a1", owner="Mei Lin")
    path = made.workspace.folder / "plan-edit.yaml"
    write_text(here, path)
    made.take(path)
    assert made.plan.action("a1").owner == "Mei Lin"


def test_what_somebody_changed_is_not_dropped_by_leaving_it_out(made: Planning) -> None:
    path = edited(made, (block(made, "a3"), ""))
    made.change("a3", risk="They hang up")
    (told,) = refused(made, path, drop=lambda _: "They go")
    assert "you left out 'a3', and since then it was changed by Bo Ek" in told
    assert not made.take(path, drop=lambda _: "They go", on_conflict="plan").anything
    made.take(path, drop=lambda _: "They go", on_conflict="file")
    assert [one.id for one in made.plan.dropped] == ["a3"]
    assert made.store.actions(made.id)[-1].why == "They go"

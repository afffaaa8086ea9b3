"""Drafting in a workspace: what is kept, who is behind the roles, and what is said."""

import datetime as dt
import io
import json
import re
from pathlib import Path

import msgspec
import pytest

from cxdna.answers.model import Mode
from cxdna.cli.plan_draft_talk import ask_owners
from cxdna.cli.run import run
from cxdna.definitions.model import Requirement
from cxdna.errors import Problems, UserError
from cxdna.plan.choose import HeldBack
from cxdna.plan.keep_places import Reason, Unserved
from cxdna.plan.model import KpiFigure
from cxdna.statistics import display
from cxdna.store.model import ActionKept, KpiKept
from cxdna.workflows.planning.draft import GONE, Outcome, Wish, keep_draft, open_roles, prepare
from cxdna.workflows.planning.draft_lines import action_rows, draft_json, draft_lines
from cxdna.workflows.planning.foresee import foresee, foreseen_json, foreseen_lines
from cxdna.workflows.planning.open import plan_of, planned
from cxdna.workflows.planning.owners import read_owners, suggestions
from cxdna.worktime.working_days import WorkingDays, holiday_on
from tests.workflows.dwelling import Dwelling
from tests.workflows.living import MOMENT, PEOPLE, Living
from tests.workflows.planning.interleaving import interleave, stop_after_one_write

START = "2027-01-11"


@pytest.fixture
def living(tmp_path: Path) -> Living:
    return with_gaps(Living(tmp_path))


def with_gaps(living: Living) -> Living:
    """Have two people answer everything, at levels 1 and 2."""
    living.ask()
    for at, question in enumerate(living.now.questionnaire.questions):
        for person, *_ in PEOPLE[:2]:
            living.say(person, question.id, 1.0 + at % 2)
    return living


def drafted(living: Living, **wish: object) -> Outcome:
    asked = Wish(**{"start": START, **wish})  # type: ignore[arg-type]
    return keep_draft(prepare(planned(living.now, MOMENT), asked, MOMENT), {})


def lines(found: Outcome) -> str:
    return "\n".join(draft_lines(found))


def test_a_draft_is_kept_with_what_it_was_drafted_with(living: Living) -> None:
    found = drafted(living, most=3)
    plan = plan_of(living.store, living.id)
    assert plan.actions == found.drafted.plan
    assert 0 < len(plan.actions) <= 3
    assert plan.head is not None
    assert (plan.head.start, plan.head.most, plan.head.at_once) == (dt.date(2027, 1, 11), 3, 2)
    assert {one.kpi for one in plan.figures} == {one.kpi for one in found.drafted.figures} != set()
    assert all(one.drafted == one.action for one in living.store.actions(living.id))
    assert f"If the {len(plan.actions)} proposed actions are agreed and hold: " in lines(found)
    assert "Nobody is named yet for: " in lines(found)
    assert lines(found).index("cxdna plan edit") < lines(found).index("cxdna plan pdf")


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_where_nobody_is_named_a_draft_says_how_many_chose_no_level(tmp_path: Path, mode: Mode) -> None:
    living = Living(tmp_path, mode)
    sheets = [f"p_0000000{at}" if mode == "confidential" else f"s_000000000000000{at}" for at in range(1, 7)]
    if mode == "confidential":
        living.ask(*((one, f"Person {one}", "Clerk", "Staff") for one in sheets))
    else:
        living.ask_anonymous(*sheets)
    for question in living.now.questionnaire.questions:
        for at, sheet in enumerate(sheets):
            living.say(sheet, question.id, (1.0, 1.0, 2.0, 2.0, 2.0, 3.0)[at])
    found = drafted(living.close(), most=3)
    problems = [one.problem for one in found.drafted.plan]
    assert problems
    assert all("stands at" in one for one in problems)
    assert not [one for one in problems if re.search(r"chose|gave a level|person", one, re.IGNORECASE)]


def test_the_same_draft_again_adds_no_record_and_says_so(living: Living) -> None:
    drafted(living, most=3)
    before = len(living.store.actions(living.id)), len(living.store.plans(living.id))
    found = drafted(living, start=None)
    assert (len(living.store.actions(living.id)), len(living.store.plans(living.id))) == before
    assert "stay as they were" in lines(found)
    assert found.drafted.head.most == 3, "what was left out is as in the last draft"


def test_a_draft_is_kept_whole_or_not_at_all(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_after_one_write(living.store, monkeypatch)
    drafted(living, most=3)
    plan = plan_of(living.store, living.id)
    assert plan.head is not None
    assert len(plan.actions) == 3
    assert plan.figures


def test_what_somebody_notes_while_a_draft_is_made_counts_in_it(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drafted(living, most=3).drafted.plan[0]
    assert first.kpi is not None
    noted = KpiFigure(kpi=first.kpi, figure="baseline", value=40, on=MOMENT.date())
    theirs = msgspec.structs.replace(first, risk="Nobody has time")
    interleave(
        living.store,
        monkeypatch,
        KpiKept(assessment=living.id, figure=noted),
        ActionKept(assessment=living.id, action=theirs, drafted=first, at=MOMENT),
    )
    drafted(living, start="2027-03-01")
    plan = plan_of(living.store, living.id)
    assert plan.action(first.id).risk == "Nobody has time"
    assert plan.figure(first.kpi, "baseline") == noted
    assert not any("Baseline" in one.what for one in plan.action(first.id).milestones)


def test_what_a_draft_takes_away_comes_back_and_what_people_drop_does_not(living: Living) -> None:
    first = drafted(living, most=3).drafted.plan
    fewer = drafted(living, most=1)
    assert len(plan_of(living.store, living.id).actions) == 1
    assert "gone: no longer proposed" in lines(fewer)
    assert {one.why for one in living.store.actions(living.id) if one.dropped} == {GONE}
    assert [one.id for one in drafted(living, most=3).drafted.plan] == [one.id for one in first]
    kept = living.store.actions(living.id)[-1]
    living.store.add(
        ActionKept(assessment=living.id, action=kept.action, drafted=kept.drafted, dropped=True, at=MOMENT)
    )
    again = drafted(living, most=3)
    assert kept.action.id not in {one.id for one in again.drafted.plan}
    assert f"{kept.action.id}  dropped, and stays so" in lines(again)


def test_what_people_dropped_and_brought_back_stays(living: Living) -> None:
    last = drafted(living, most=3).drafted.plan[-1]
    for dropped in (True, False):
        record = ActionKept(assessment=living.id, action=last, drafted=last, dropped=dropped, why="No", at=MOMENT)
        living.store.add(record)
    found = drafted(living, most=1)
    assert last in found.drafted.plan
    assert f"{last.id}  kept although no longer proposed, because people brought it back" in lines(found)


def test_every_action_is_told_with_what_became_of_it(living: Living) -> None:
    first = drafted(living, most=4).drafted.plan
    changed = msgspec.structs.replace(first[0], risk="Nobody has time")
    agreed = msgspec.structs.replace(first[1], status="agreed")
    for now, before in ((changed, first[0]), (agreed, first[1])):
        living.store.add(ActionKept(assessment=living.id, action=now, drafted=before, at=MOMENT))
    told = lines(drafted(living, start="2027-03-01"))
    assert f"{first[0].id}  kept what people changed (risk); updated: " in told
    assert f"{first[1].id}  agreed: not touched" in told
    assert "If the one agreed action holds: " in told
    assert "With the 3 proposed actions as well: " in told


def test_a_large_gap_without_an_action_is_named_with_the_reason(living: Living) -> None:
    found = drafted(living, most=8)
    assert not found.drafted.chosen.unserved, "the library has something for each of the largest gaps"
    parts = [one for one in found.desk.assessed.scores.parts if not one.children and one.gap][:4]
    reasons: tuple[Reason, ...] = ("no_action", "held_back", "dropped", "no_room")
    chosen = msgspec.structs.replace(
        found.drafted.chosen,
        held_back=(HeldBack("x", "X", parts[1].id, Requirement(part=parts[0].id, at=4), parts[0].score.as_answered),),
        bare=(parts[0].id,),
        unserved=tuple(Unserved(part.id, why) for part, why in zip(parts, reasons, strict=True)),
    )
    drafted_ = msgspec.structs.replace(found.drafted, chosen=chosen)
    told = lines(msgspec.structs.replace(found, drafted=drafted_))
    for part, why in zip(
        parts, ("the library has none", "what fits is held back, as it needs", "dropped", "--most"), strict=True
    ):
        (line,) = [one for one in told.splitlines() if one.startswith(f"{part.name}, one of the 4 largest gaps (")]
        assert f"{display.shown(part.gap)}), has no action: " in line
        assert why in line
    assert "The library has no action for" not in told, "it is said already"
    assert json.loads(draft_json(msgspec.structs.replace(found, drafted=drafted_)))["unserved"][0] == {
        "part": parts[0].id,
        "why": "no_action",
    }


def test_a_start_is_needed_once_and_never_past(living: Living) -> None:
    with pytest.raises(UserError, match="nothing says when the plan starts"):
        drafted(living, start=None)
    with pytest.raises(UserError, match="19 November 2026 is past; give a start from 20 November 2026 on"):
        drafted(living, start="2026-11-19")
    assert drafted(living, start="2026-11-20").drafted.head.start == MOMENT.date()
    later = MOMENT + dt.timedelta(days=30)
    again = keep_draft(prepare(planned(living.now, later), Wish(), later), {})
    assert again.drafted.head.start == later.date(), "that of the last draft is past by now"


def test_plans_are_drafted_of_closed_assessments_and_where_figures_may_be_seen(tmp_path: Path) -> None:
    secret = with_gaps(Living(tmp_path, "confidential"))
    with pytest.raises(UserError, match="can be seen once it is closed"):
        drafted(secret)
    assert drafted(with_gaps(Living(tmp_path)).close()).drafted.plan


def test_owners_are_remembered_and_roles_without_one_are_asked_for(living: Living) -> None:
    desk = prepare(planned(living.now, MOMENT), Wish(start=START), MOMENT)
    roles = dict(open_roles(desk))
    role = next(iter(roles))
    keep_draft(desk, {role: "Ruth Okafor"})
    again = prepare(planned(living.now, MOMENT), Wish(), MOMENT)
    assert role not in dict(open_roles(again))
    mine = [one for one in plan_of(living.store, living.id).actions if one.owner_role == role]
    assert len(mine) == roles[role]
    assert {one.owner for one in mine} == {"Ruth Okafor"}


def test_who_answered_in_a_role_is_offered_where_that_is_one_person(tmp_path: Path) -> None:
    living = Living(tmp_path).ask()
    assert suggestions(living.now)["head of service"] == "Ruth Okafor"
    living.ask(("p_00000009", "Bo Ek", "Head of  Service", "Heads"))
    assert "head of service" not in suggestions(living.now)
    assert not suggestions(Living(tmp_path, "confidential").ask().now)


def test_owners_are_asked_for_one_by_one(
    living: Living, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    roles = [role for role, _ in open_roles(prepare(planned(living.now, MOMENT), Wish(start=START), MOMENT))]
    living.ask(("p_00000009", "Bo Ek", roles[0], "Heads"), ("p_00000010", "Una Ray", roles[1].lower(), "Heads"))
    desk = prepare(planned(living.now, MOMENT), Wish(start=START), MOMENT)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n-\nAnn  Lee\n\n"))
    assert ask_owners(desk) == {roles[0]: "Bo Ek", roles[2]: "Ann Lee"}, "the answers ended, and nothing is lost"
    told = capsys.readouterr().out
    assert f"{roles[0]}, " in told
    assert "[Bo Ek]: " in told
    assert "(Enter: later): " in told
    assert "The other roles stay without a name." in told


def test_roles_are_known_whatever_their_capitals_and_slips_are_told(living: Living) -> None:
    role = drafted(living).drafted.plan[0].owner_role
    found = drafted(living, owners={role.upper(): "Ann Lee", "Head of qualty": "Bo Ek"})
    assert found.drafted.head.owners == {role: "Ann Lee"}
    assert "No action is for the role 'Head of qualty', so its name was not taken: did you mean" in lines(found)


def test_a_role_that_no_action_has_is_told_and_its_name_kept(living: Living) -> None:
    desk = prepare(planned(living.now, MOMENT), Wish(start=START), MOMENT)
    idle = next(role for role in desk.roles.values() if role not in dict(open_roles(desk)))
    found = drafted(living, owners={idle: "Ann Lee"})
    assert f"Not needed in this plan: {idle}. The name is kept for the next draft." in lines(found)
    assert found.drafted.head.owners == {idle: "Ann Lee"}


def test_owners_come_from_yaml_and_from_tables(tmp_path: Path) -> None:
    (tmp_path / "o.yaml").write_text("owners:\n  Head of quality: Ruth  Okafor\n  Head of sales: Bo Ek\n", "utf-8")
    (tmp_path / "o.csv").write_text("Name;Role\nRuth Okafor;Head of  quality\n;\nBo Ek;Head of sales\n", "utf-8")
    wanted = {"Head of quality": "Ruth Okafor", "Head of sales": "Bo Ek"}
    assert read_owners(tmp_path / "o.yaml") == wanted
    assert read_owners(tmp_path / "o.csv") == wanted


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "o.yaml",
            "owners:\n  A: B\n  C: 3\n  D: ''\nmore: 1\n",
            ["'C' has no name", "'D' has no name", "'more' is not"],
        ),
        ("o.yaml", "people: {}\n", ["the file names no owners"]),
        ("o.yaml", "- a\n", ["the file names no owners"]),
        ("o.yaml", f"owners: {{A: {'x' * 201}}}\n", ["has 201 characters, and 200 fit"]),
        (
            "o.csv",
            "Role;Person\nA;B\nA;C\n;D\nE;\n",
            ["'A' has two names: B and C", "the role is missing", "the name is"],
        ),
        ("o.csv", "Role;Phone\nA;1\n", ["has no column for name"]),
        ("o.csv", "Role;Name\n;\n", ["names nobody"]),
    ],
)
def test_everything_wrong_with_owners_is_told_at_once(name: str, text: str, says: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(Problems) as error:
        read_owners(tmp_path / name)
    told = [str(one) for one in error.value.problems]
    assert len(told) == len(says)
    assert all(any(each in one for one in told) for each in says)


def test_json_has_everything(living: Living) -> None:
    told = json.loads(draft_json(drafted(living, most=2)))
    assert told["format"] == "cxdna-plan-draft/1"
    assert [one["became"] for one in told["actions"]] == ["added", "added"]
    assert told["forecast"]["steps"][0]["whole"].keys() == {"exact", "rounded"}
    assert told["without_person"]
    assert told["later"]


def test_the_way_ahead_is_shown_by_quarter_with_what_it_rests_on(living: Living) -> None:
    drafted(living, most=2)
    here = planned(living.now, MOMENT)
    ahead, rests_on = foresee(here)
    told = list(foreseen_lines(ahead, rests_on))
    assert ahead.forecast is not None
    assert told[0].endswith("what follows if the 2 proposed actions are agreed and hold:")
    quarters = [one for one in told if re.fullmatch(r"\w{3} to \w{3} 20\d\d: \d\.\d\d \(\+\d\.\d\d\)", one)]
    assert len(quarters) == len(ahead.forecast.steps) > 0
    lifts = [one for one in told if re.match(r"  a\d lifts .* from \d\.\d to \d\.\d\.", one)]
    assert len(lifts) == sum(len(step.lifts) for step in ahead.forecast.steps) > 0
    assert json.loads(foreseen_json(ahead))["format"] == "cxdna-plan-forecast/1"
    assert ahead.with_proposed is None, "all of them count already"
    one = here.plan.actions[0]
    agreed = msgspec.structs.replace(one, status="agreed")
    living.store.add(ActionKept(assessment=living.id, action=agreed, drafted=one, at=MOMENT))
    ahead, rests_on = foresee(planned(living.now, MOMENT))
    told = list(foreseen_lines(ahead, rests_on))
    assert told[0].endswith("what follows if the one agreed action holds:")
    (every,) = [one for one in told if one.startswith("With what is only proposed as well: ")]
    assert ahead.with_proposed
    assert f" to {display.shown(ahead.with_proposed.end)} by the end of " in every


def test_there_is_no_way_ahead_without_actions_or_while_figures_are_kept_back(tmp_path: Path) -> None:
    living = with_gaps(Living(tmp_path))
    told = "\n".join(foreseen_lines(*foresee(planned(living.now, MOMENT))))
    assert told.startswith("There is nothing to forecast")
    secret = with_gaps(Living(tmp_path / "s", "confidential"))
    with pytest.raises(UserError, match="can be seen once it is closed"):
        foresee(planned(secret.now, MOMENT))


def test_the_command_asks_nothing_in_a_pipe_and_shows_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dwelling = Dwelling(tmp_path / "alder", monkeypatch).said_by_all()
    monkeypatch.setenv("CXDNA_NOW", "2026-12-10T09:00")
    folder = str(dwelling.workspace.folder)
    assert run(["plan", "draft", "--start", START, "--workspace", folder, "--most", "3"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Alder: plan of Assessment 2026, from 11 January 2027\n")
    assert "\na1  " in told
    assert "Who answers" not in told
    assert run(["plan", "draft", "--workspace", folder, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["actions"]) == 3
    assert run(["plan", "status", "--forecast", "--workspace", folder]) == 0
    assert "a1 lifts" in capsys.readouterr().out


def test_every_day_that_holidays_cost_is_counted_and_easter_is_two(living: Living) -> None:
    found = drafted(living)
    replace, days = msgspec.structs.replace, WorkingDays("DE", "BE")
    first, last = dt.date(2027, 2, 3), dt.date(2027, 6, 1)
    long = replace(found.drafted.actions[0], action=replace(found.drafted.plan[0], start=first, due=last))
    desk = replace(found.desk, sources=replace(found.desk.sources, days=days))
    _, (row,) = action_rows(replace(found, desk=desk, drafted=replace(found.drafted, actions=(long,))))
    span = [first + dt.timedelta(at) for at in range((last - first).days + 1)]
    lost = [day for day in span if holiday_on(days, day)]
    assert {dt.date(2027, 3, 26), dt.date(2027, 3, 29)} <= {*lost}
    assert f"{len(lost)} holidays allowed for" in row[-1]

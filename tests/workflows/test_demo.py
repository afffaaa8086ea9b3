"""`cxdna demo` as people run it: an example to look at and to try things in, in a folder of theirs."""

import datetime as dt
import re
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cxdna import resources
from cxdna.alerts.propose import proposals
from cxdna.answers.read import read_answers
from cxdna.definitions.load import load_library
from cxdna.plan.follow import is_agreed, overall_progress, overdue_items
from cxdna.plan.gates import passes
from cxdna.plan.model import Plan
from cxdna.store.latest import standing_closing, words_that_hold
from cxdna.store.model import VoiceKept
from cxdna.voice.indices.effect import effect_of
from cxdna.workflows.alerting.open import alerting_in, alerts_of
from cxdna.workflows.current import current, opened
from cxdna.workflows.demo.build import MOMENT, WORKSPACE, build_workspace
from cxdna.workflows.demo.files import YEARS, copy_files, example_files
from cxdna.workflows.demo.hand_over import hand_over
from cxdna.workflows.planning.open import plan_of
from cxdna.workflows.planning.open import planned as planned_in
from cxdna.workflows.planning.show import history
from cxdna.workflows.printing.model import Made, Printed, Request
from cxdna.workflows.subject import of_workspace
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.verification.verify import verify
from cxdna.workflows.where import Where
from cxdna.workflows.wording.gather import gather
from cxdna.worktime.working_days import WorkingDays, is_working_day
from tests.conftest import Run
from tests.workflows.machines import NO_PANGO, machine, made
from tests.workspace.making import Here
from tests.workspace.making import made as workspace_in

EXAMPLE = ["answers-2025.yaml", "answers-2026.yaml", "plan-2025.yaml", "plan-2026.yaml", "words-2026.yaml"]
PARTS = [".cxdna.lock", str(Path("branding", "brand.yaml")), "cxdna.sqlite", "cxdna.yaml"]
TODAY = MOMENT.date()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's workspace as the demo makes it, without its documents."""
    folder = tmp_path_factory.mktemp("demo") / "example"
    build_workspace(folder, {})
    copy_files(folder)
    return folder


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """Return what runs commands in this process, and prints nothing for the demo."""

    def printed(request: Request, _: Mapping[str, str]) -> Made:
        assert request.where
        assert request.where.workspace
        out = request.where.workspace / "out"
        return Made((Printed("report", out / "report.html", out / "report.pdf", 1),), "It fell", ("out",), ())

    monkeypatch.setattr("cxdna.workflows.demo.make.make_everything", printed)
    monkeypatch.setattr("cxdna.workflows.demo.make.hand_over", lambda *_: ())
    return Here(capsys, monkeypatch)


def where(folder: Path, year: int = YEARS[-1]) -> Where:
    return Where(folder, {}, folder, f"assessment_{year}")


def planned(folder: Path, year: int = YEARS[-1]) -> Plan:
    with current(where(folder, year)) as now:
        return plan_of(now.store, now.assessment.id)


def rows(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "cxdna.sqlite")) as database:
        return list(database.iterdump())


# The whole


@pytest.mark.timed
def test_the_example_and_everything_of_it_are_made(run_cxdna: Run, root: Path, tmp_path: Path) -> None:
    done = run_cxdna("demo")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "cxdna-demo"
    there = made(folder)
    assert {*EXAMPLE, *PARTS} <= {*there}
    documents = {path.name for path in (folder / "out").iterdir()}
    assert {
        "report.pdf",
        "report.html",
        "summary.pdf",
        "plan.pdf",
        "workbook.xlsx",
        "calendar.ics",
        "data.json",
        "customer-index-service.pdf",
        "customer-index-service.html",
        "customer-index-service.xlsx",
        "customer-index-service.json",
        "award-readiness-2025.pdf",
        "award-readiness-2025.html",
    } <= documents
    for name in EXAMPLE:
        schema, *content = (folder / name).read_text(encoding="utf-8").splitlines()
        assert content == (root / "examples" / "alderbrook" / name).read_text(encoding="utf-8").splitlines()[1:]
        assert (folder / schema.partition("$schema=")[2]).is_file(), "an editor finds no schema"
    brand = (folder / "branding" / "brand.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert (folder / "branding" / brand.partition("$schema=")[2]).is_file()
    paths = re.findall(r"^  (\S+\.\w+)    ", done.stdout, re.MULTILINE)
    assert len(paths) >= 8
    assert all((tmp_path / path).is_file() for path in paths)
    assert "Act is the only phase that fell" in done.stdout
    assert "Kept" not in done.stdout
    assert not done.stderr
    assert done.stdout.endswith("Your own organisation:     cxdna init\n")
    (inside,) = re.findall(r"cd cxdna-demo, then  cxdna (.*)$", done.stdout, re.MULTILINE)
    (why,) = re.findall(r"cxdna (why .*)$", done.stdout, re.MULTILINE)
    for command, place in ((inside, folder), (why, tmp_path)):
        assert run_cxdna(*command.split(), cwd=place).returncode == 0, f"{command} does not work"


@pytest.mark.timed
def test_without_pango_the_rest_is_made(run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, tmp_path, NO_PANGO)
    done = run_cxdna("demo", "here")
    assert done.returncode == 4
    assert {*EXAMPLE, *PARTS} <= {*made(tmp_path / "here")}
    assert (tmp_path / "here" / "out" / "report.html").is_file()
    assert not list((tmp_path / "here").rglob("*.pdf"))
    assert re.search(r"No PDF: .*Pango.* This brings it:  \S", done.stdout)
    assert "report.pdf" not in done.stdout


def test_without_duckdb_all_but_the_surveys_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    folder = tmp_path / "bare"
    (left_out,) = build_workspace(folder, {})
    assert "the customers' surveys were left out" in left_out
    assert "pip install 'cxdna[survey]'" in left_out
    with opened(where(folder)) as (_, store), opened(where(example)) as (_, whole):
        assert not voice_of(store).surveys
        assert [one.id for one in store.assessments()] == [one.id for one in whole.assessments()]
    assert not list(hand_over(folder, {})), "there is nothing to report on"


# What is in it


def test_its_customers_are_heard_and_acted_upon(example: Path) -> None:
    with opened(where(example)) as (workspace, store):
        voice = voice_of(store)
        assert {one.survey.id for one in voice.surveys} == {"service", "relationship", "staff"}
        assert {one.survey.id for one in voice.of_customers} == {"service", "relationship"}
        assert {one.purpose for one in voice.windows} == {"award", "reporting"}
        assert voice.training
        assert voice.facing
        assert voice.checked
        (effect,) = voice.effects
        found = effect_of(next(one for one in voice.surveys if one.survey.id == effect.survey), effect)
        assert found.difference
        assert found.p is not None
        assert found.p < 0.001
        alerts = alerts_of(store)
        assert {one.state for one in alerts} == {"open", "taken", "closed"}
        assert {one.sort for one in alerts} == {"risk", "opportunity"}
        rules = alerting_in(workspace, store).rules
        assert proposals(alerts, rules, MOMENT), "a cause that comes back calls for an action"


def test_a_closed_assessment_keeps_what_customers_had_said_by_then(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    shutil.copytree(example, folder)
    before = of_workspace(where(folder), MOMENT)
    assert before.heard.surveys == before.voice.surveys
    assert "counted after the closing" not in before.concern
    with opened(where(folder)) as (_, store):
        (staff,) = (one.files[0] for one in before.voice.surveys if one.survey.id == "staff")
        store.add(VoiceKept(item=msgspec.structs.replace(staff, withdrawn=True), at=MOMENT))
        store.add(VoiceKept(item=msgspec.structs.replace(staff, name="late.csv", sha256="1" * 64), at=MOMENT))
    after = of_workspace(where(folder), MOMENT)
    assert after.heard.surveys == before.heard.surveys
    assert after.voice.surveys != before.voice.surveys
    assert after.concern.endswith(
        "late.csv was counted after the closing: the report shows what customers had said by then."
    )
    assert not of_workspace(where(folder, 2025), MOMENT).heard.surveys, "it was closed before anybody was asked"


def test_the_surveys_that_lie_in_the_folder_come_first(tmp_path: Path, root: Path) -> None:
    own = tmp_path / "own" / "surveys"
    own.mkdir(parents=True)
    text = (root / "examples" / "alderbrook" / "surveys" / "staff.yaml").read_text(encoding="utf-8")
    (own / "staff.yaml").write_text(text.replace("What staff believe", "What we believe"), encoding="utf-8")
    build_workspace(tmp_path / "own", {})
    with opened(where(tmp_path / "own")) as (_, store):
        assert "What we believe" in {one.survey.title for one in voice_of(store).surveys}


def test_it_is_a_workspace_whose_assessments_were_closed_on_their_days(example: Path) -> None:
    with opened(where(example)) as (workspace, store):
        assert workspace.settings.id == WORKSPACE
        assert [one.id for one in store.assessments()] == [f"assessment_{year}" for year in YEARS]
        assert [one.previous for one in store.assessments()] == [None, "assessment_2025"]
        for year in YEARS:
            file = read_answers(example / f"answers-{year}.yaml").value
            stands = standing_closing(store.closings(file.assessment.id), store.reopenings(file.assessment.id))
            assert stands is not None
            assert stands.date == file.assessment.date
            assert len(store.answers(file.assessment.id)) == sum(len(sheet.answers) for sheet in file.sheets)
            assert len(store.targets(file.assessment.id)) == len(file.targets)
    for year in YEARS:
        verdict = verify(example, where(example, year), MOMENT)
        assert verdict.agrees, [one for one in verdict.findings if one.state == "differs"]


def test_made_twice_it_is_the_same(example: Path, tmp_path: Path) -> None:
    build_workspace(tmp_path / "again", {})
    copy_files(tmp_path / "again")
    assert rows(tmp_path / "again") == rows(example)
    names = {*made(example)} - {".cxdna.lock"}
    assert names == {*made(tmp_path / "again")} - {".cxdna.lock"}
    for name in names - {"cxdna.sqlite"}:
        assert (tmp_path / "again" / name).read_bytes() == (example / name).read_bytes(), name


def test_its_plan_is_half_done_and_what_was_agreed_passes_the_gates(example: Path) -> None:
    plan = planned(example)
    kpis = load_library(resources.roots(example), "cxdna").kpis
    assert {action.status for action in plan.actions} == {"proposed", "agreed", "in_progress", "blocked", "done"}
    assert all(passes(action, plan, kpis) == is_agreed(action) for action in plan.actions), "a gate for each to pass"
    done = overall_progress(plan.actions)
    assert done is not None
    assert 40 <= done <= 60
    assert overdue_items(plan.actions, TODAY), "something is late, as in every plan"
    assert {action.cause_is for action in plan.actions} == {"tested", "assumed", "unknown"}
    assert {action.kind for action in plan.actions} == {"corrective", "preventive"}
    assert any(figure.figure == "baseline" and figure.value is None for figure in plan.figures)
    assert [decision.outcome for decision in plan.decisions] == [None] * 3
    assert {decision.outcome for decision in planned(example, 2025).decisions} == {"taken", "declined", "overtaken"}


@pytest.mark.parametrize("year", YEARS)
def test_nothing_in_a_plan_happened_after_it_is_looked_at_or_on_a_day_off(example: Path, year: int) -> None:
    plan, days = planned(example, year), WorkingDays("GB", "ENG")
    happened, ahead = [], []
    for action in plan.actions:
        happened += [action.begun, action.done, action.agreed, *(one.done for one in action.milestones)]
        happened += [one.done for one in action.tasks]
        ahead += [action.start, action.due, action.review, *(one.due for one in action.milestones)]
        ahead += [one.due for one in action.tasks]
    assert max(day for day in happened if day) <= TODAY
    assert [day for day in (*happened, *ahead) if day and not is_working_day(days, day)] == []
    assert max(figure.on for figure in plan.figures if figure.figure == "actual") <= TODAY


@pytest.mark.parametrize("year", YEARS)
def test_the_history_of_each_action_reads_in_order_and_tells_when_it_was_agreed(example: Path, year: int) -> None:
    with current(where(example, year)) as now:
        here = planned_in(now, MOMENT)
        assert here.plan.head is not None
        assert here.plan.head.drafted is not None
        for action in here.plan.actions:
            steps = history(here, action.id)
            assert [step.on for step in steps] == sorted(step.on for step in steps), action.id
            assert {step.on for step in steps if "agreed" in step.changes} == {day for day in [action.agreed] if day}
            if action.agreed is None or here.plan.head.drafted <= action.agreed:
                assert steps[0].changes == ("added",), action.id


@pytest.mark.parametrize("year", YEARS)
def test_who_answers_for_something_is_one_of_its_people(example: Path, year: int) -> None:
    people = {one.name for one in read_answers(example / f"answers-{year}.yaml").value.respondents}
    plan = planned(example, year)
    named = {action.owner for action in plan.actions} | {one.assignee for a in plan.actions for one in a.tasks}
    assert named <= people
    assert plan.head is not None
    assert {*plan.head.owners.values()} <= people


def test_a_figure_that_a_text_of_the_plan_tells_is_the_one_that_was_noted(example: Path) -> None:
    plan = planned(example)
    for name, kpi, figure, says in (
        ("a2", "adoption", "baseline", "{} of 100 dispatchers"),
        ("a3", "recurrence", "actual", "{} come back"),
        ("a6", "staff_ease", "baseline", "{} of 100 find it easy"),
    ):
        noted = plan.figure(kpi, figure)  # type: ignore[arg-type]
        assert noted is not None
        assert noted.value is not None
        assert says.format(round(noted.value)) in plan.action(name).problem
    paid = {decision.id: decision.cost for decision in plan.decisions}
    assert paid["d1"] == plan.action("a3").cost


def test_five_texts_are_written_and_none_of_them_is_stale(example: Path) -> None:
    with current(where(example)) as now:
        held = words_that_hold(now.store.written(now.assessment.id))
    assert len(held) == 5
    assert {len(one.over) for one in held} == {64}
    words = gather(Request(where=where(example), moment=MOMENT))
    assert {text.stands.state for text in words.texts if text.kept} == {"written"}
    assert not words.elsewhere
    assert all(len(text.stands.text) <= text.most for text in words.texts if text.kept)
    for text in words.texts:
        if text.kept:
            numbers = set(re.findall(r"\d+(?:\.\d+)?", text.kept.text))
            assert numbers <= set(re.findall(r"\d+(?:\.\d+)?", text.drafted.text)), "a figure that the draft has not"


# What is there already


def test_files_that_are_there_and_differ_are_kept_and_taken_in(here: Here, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    text = (root / "examples" / "alderbrook" / "answers-2026.yaml").read_text(encoding="utf-8")
    mine = re.sub(r"^  scope: .*$", "  scope: One depot", text, count=1, flags=re.MULTILINE)
    (folder / "answers-2026.yaml").write_text(mine, encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    done = here("demo", folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (folder / "answers-2026.yaml").read_text(encoding="utf-8") == mine
    assert "Kept as they were, as they differ from the example: answers-2026.yaml\n" in done.stdout
    assert {*EXAMPLE, *PARTS, "notes.txt"} <= {*made(folder)}
    with current(where(folder)) as now:
        assert now.assessment.scope == "One depot"


def test_what_was_done_in_the_workspace_is_kept(here: Here, example: Path, tmp_path: Path) -> None:
    assert here("demo", "again", cwd=tmp_path).returncode == 0
    folder = tmp_path / "again"
    assert rows(folder) == rows(example)
    assert here("target", "list", cwd=folder).returncode == 0
    with opened(where(folder)) as (_, store):
        (kept,) = [one for one in store.actions("assessment_2026") if one.action.id == "a9"]
        store.add(type(kept)(assessment=kept.assessment, action=kept.action, dropped=True, why="Not now", at=MOMENT))
    (folder / "plan-2025.yaml").unlink()
    done = here("demo", "again", cwd=tmp_path)
    assert done.stdout.startswith("There is again/: Alderbrook Heating")
    assert "what was done in it is kept" in done.stdout
    assert "a9" not in {action.id for action in planned(folder).actions}
    assert (folder / "plan-2025.yaml").read_bytes() == example_files()["plan-2025.yaml"], "a file that went comes back"


def test_what_was_kept_and_is_wrong_is_refused(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "answers-2026.yaml").write_text("kind: answers\n", encoding="utf-8")
    done = here("demo", folder, cwd=tmp_path)
    assert done.returncode == 2
    assert "answers-2026.yaml" in done.stderr
    assert {*made(folder)} <= {"answers-2026.yaml", ".cxdna.lock"}, "whole or not at all"


def test_a_workspace_of_one_s_own_is_left_alone(here: Here, tmp_path: Path) -> None:
    folder = workspace_in(tmp_path / "alder").folder
    before = made(folder)
    done = here("demo", folder, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        f"{folder} is the workspace of Alder Energy; choose another folder: cxdna demo FOLDER\n",
    )
    inside = here("demo", cwd=folder)
    assert inside.returncode == 2
    assert "cxdna-demo lies in the workspace" in inside.stderr
    assert made(folder) == before


def test_a_folder_that_cannot_be_made_is_a_fault_of_storage(here: Here, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    done = here("demo", "taken", cwd=tmp_path)
    assert done.returncode == 3
    assert "choose another folder" in done.stderr
    assert made(tmp_path) == ["taken"]
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_the_story_is_told_before_the_board_meets() -> None:
    assert dt.date(2026, 11, 20) < TODAY < dt.date(2026, 12, 3)


def test_commands_about_its_customers_tell_its_story(example: Path, tmp_path: Path, here: Here) -> None:
    folder = tmp_path / "heard"
    shutil.copytree(example, folder)
    span = ("--from", "2026-04", "--to", "2026-09")
    tells = {
        ("align",): "staff 4.27",
        ("align", "--json"): '"cxdna-align/1"',
        ("align", *span): "q10.5",
        ("align", "--window", "spring_and_summer_2026"): "q10.5",
        ("effect", "list", "--assessment", "assessment_2025"): "more than chance",
        ("effect", "list", "--assessment", "assessment_2025", "--json"): '"cxdna-effects/1"',
        ("survey", "list"): "service.csv",
        ("survey", "list", "--json"): '"cxdna-surveys/1"',
        ("survey", "show", "service"): "Answers more than 21 days after the event do not count.",
        ("survey", "show", "relationship"): "0 to 10",
        ("survey", "show", "staff", "--json"): '"cxdna-survey/1"',
        ("survey", "score", "service", "--group", "category", "--window", "year_2025"): "Technical support",
        ("survey", "score", "relationship", "--weighting", "revenue"): "accounts",
        ("survey", "score", "staff"): "no customer index",
        ("survey", "trend", "service", "--question", "kept_informed"): "2026 Q3",
        ("alerts", "list", "--all"): "Closed",
        ("alerts", "list", "--json"): '"cxdna-alerts/1"',
        ("alerts", "show", "a1"): "a1",
        ("alerts", "figures"): "second_visit",
        ("alerts", "propose"): "second_visit",
        ("alerts", "rules"): "service",
        ("training", "list"): "Carl Boyd",
        ("award", "list", "--year", "2025"): "independent_audit",
        ("award", "year", "list"): "award",
    }
    for command, says in tells.items():
        done = here(*command, cwd=folder)
        assert done.returncode == 0, (command, done.stderr)
        assert says in " ".join(done.stdout.split()), command
    for command in (("award", "check", "--year", "2025", "--quick"), ("award", "check", "--quick", "--json")):
        done = here(*command, cwd=folder)
        assert done.returncode == 1, "technical support stays below the mark"
        assert "fail" in done.stdout.casefold()
    effect = ("--survey", "service", "--question", "ease")
    months = ("--before", "2026-01..2026-03", "--after", "2026-07..2026-09")
    (action, *_) = planned(folder).actions
    done = here("effect", "add", action.id, *effect, *months, "--category", "Field service", cwd=folder)
    assert "Field service" in done.stdout, done.stderr
    assert here("effect", "drop", action.id, *effect, cwd=folder).returncode == 0
    assert "No effect" in here("effect", "list", cwd=folder).stdout


def test_what_is_made_beside_its_documents_is_made_by_a_command_each(example: Path, tmp_path: Path, here: Here) -> None:
    folder = tmp_path / "beside"
    shutil.copytree(example, folder)
    for command, name in (("data", "data.json"), ("workbook", "workbook.xlsx"), ("calendar", "calendar.ics")):
        done = here(command, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert name in done.stdout
        assert (folder / "out" / name).is_file()
    assert '"customers"' in here("data", "--json", cwd=folder).stdout
    assert here("brand", "show", "--json", cwd=folder).returncode == 0


def test_its_plan_and_its_key_figures_are_shown_by_every_command(example: Path, tmp_path: Path, here: Here) -> None:
    folder = tmp_path / "followed"
    shutil.copytree(example, folder)
    actions = [("plan", "show", one.id) for one in planned(folder).actions]
    kpis = [("kpi", "show"), ("kpi", "show", "--json"), ("kpi", "show", "--assessment", "assessment_2025")]
    plans = [
        ("plan", "list"),
        ("plan", "status"),
        ("plan", "list", "--json"),
        ("what-if", "q7.6=3"),
        ("decision", "list"),
    ]
    library = [("library", "kpis", "--component", "governance"), ("library", "actions", "--search", "complaints")]
    for command in (*actions, *kpis, *plans, *library):
        done = here(*command, cwd=folder)
        assert done.returncode == 0, (command, done.stderr)
        assert len(done.stdout) > 40, command

"""`cxdna library`: what it finds, by component and words, and everything of one entry, in libraries of its own."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from cxdna.cli.wrap import wrapped
from cxdna.definitions.load import Library
from cxdna.definitions.model import Condition, Kpi, Neighbour, Produced, Questionnaire, Succeeds
from cxdna.errors import Problems, UserError
from cxdna.workflows.library.condition_words import condition_words
from cxdna.workflows.library.lines import found_lines
from cxdna.workflows.library.look import libraries_of, library_json, look
from cxdna.workflows.library.model import Filters, Kind
from cxdna.workflows.library.roles import role_list_lines, roles_in, roles_json
from cxdna.workflows.where import Where
from cxdna.workspace.model import SETTINGS as SETTINGS_FILE
from cxdna.workspace.settings import settings_text
from tests.definitions.examples import EXAMPLES
from tests.plan import drafting
from tests.plan.drafting import template
from tests.scores.building import options, part, playbook, question, questionnaire
from tests.workspace.making import SETTINGS, Here, made

Run = Callable[..., subprocess.CompletedProcess[str]]
BOOK = playbook(part("p", part("a"), part("b")), part("c"))
SUCCEEDS = Succeeds(questions=("q0",), by="replaces", answers="carry_over", reason="Said better.")
Q1 = question(
    "q1",
    text="Is somebody\n  named?",
    neighbour=Neighbour(question="q2", differs="One asks who,\n  the other when."),
    succeeds=SUCCEEDS,
    when=Condition(profile="channels", includes="field_service"),
)
FULL: Questionnaire = questionnaire(
    Q1, question("q2"), question("q3", "b", options=options(never=1, always=5)), question("q10", "c", weight=2)
)
SHORT = replace(questionnaire(Q1, question("q2", text="Is q2 done at all?")), id="short", name="Short")


def kpi(kpi_id: str, **fields: Any) -> Kpi:
    return replace(drafting.kpi(kpi_id), **fields)


KPIS = {
    one.id: one
    for one in (
        kpi(
            "k1",
            name="Answers within a day",
            definition="Share of letters\n  answered.",
            symbols="100 \u00d7 A \u00f7 L",
            where={"A": "letters answered", "L": "letters that came"},
            pitfalls=("Letters are closed unanswered; read some.",),
            source="Post room",
            parts=("b",),
            questions=("q1", "q3"),
        ),
        kpi("k2", counter="k1", questions=("q10",), direction="to_zero", unit="count"),
        kpi("k3"),
    )
}
ACTIONS = (
    template("learn", "b", from_level=2, to_level=3, kpis=("k2",)),
    template(
        "name_one",
        "q1",
        ("c", 2),
        title="Name one person",
        supporting_roles=("Clerk", "Postman"),
        cost="budget_line",
        preconditions=("A list of\n  names.",),
        risk="Nobody wants it.",
        evidence=(Produced(kind="policy", what="The signed letter."),),
    ),
    template("name_two", "q1", from_level=3, to_level=4, kpis=("k1",)),
    template("all_of_a", "a", from_level=1, to_level=2, kpis=("k3",)),
)
LIBRARY = Library(BOOK, {"full": FULL, "short": SHORT}, KPIS, ACTIONS, ())


def ids(kind: Kind, **filters: Any) -> list[str]:
    return [one.id for one in look(LIBRARY, kind, Filters(**filters)).entries]


def shown(kind: Kind, library: Library = LIBRARY, **filters: Any) -> list[str]:
    asked = Filters(**filters)
    return list(found_lines(look(library, kind, asked), in_full=bool(asked.ids)))


def test_a_list_is_in_the_order_of_the_playbook_and_says_how_to_go_on() -> None:
    assert shown("kpis") == [
        "The book 1.0: 3 KPIs",
        "",
        "B",
        "  k1: Answers within a day",
        "    in per cent, higher is better, each month; kept honest by k2",
        "",
        "C",
        "  k2: Figure k2",
        "    a count, zero is best, each month; kept honest by k1",
        "",
        "Of no component",
        "  k3: Figure k3",
        "    in per cent, higher is better, each month; kept honest by k2",
        "",
        "Next:  cxdna library kpis k1   one in full",
        '       cxdna library kpis --component NAME, or --search "WORDS"   fewer of them',
    ]
    assert ids("actions") == ["name_one", "name_two", "all_of_a", "learn"]
    assert "    q1, level 1 to 3; Head, 4 weeks, small effort" in shown("actions")
    assert "    all of it, level 2 to 3; Head, 4 weeks, small effort" in shown("actions")


def test_a_question_is_listed_once_for_each_wording() -> None:
    assert ids("questions") == ["q1", "q2", "q2", "q3", "q10"]
    found = json.loads(library_json(look(LIBRARY, "questions", Filters(ids=("q1", "q2")))))["entries"]
    assert [(one["id"], one["questionnaires"]) for one in found] == [
        ("q1", ["Asked", "Short"]),
        ("q2", ["Asked"]),
        ("q2", ["Short"]),
    ]
    assert "    asked where channels: field service" in shown("questions")


def test_components_levels_and_words_narrow_a_list_down_together() -> None:
    assert ids("actions", component="A") == ["name_one", "name_two", "all_of_a"]
    assert ids("actions", component="p") == ["name_one", "name_two", "all_of_a", "learn"]
    assert ids("actions", component="whole") == ids("actions")
    assert ids("actions", component="c") == []
    assert ids("actions", from_level="2") == ["name_one", "learn"], "what leads on from there, not only what begins"
    assert ids("actions", from_level="L2", component="b") == ["learn"]
    assert ids("kpis", component="a") == ["k1"], "a question of the component belongs to it"
    assert ids("actions", search="SIGNED letter") == ["name_one"]
    assert ids("actions", search="signed nobody clerk") == ["name_one"], "wherever the words stand"
    assert ids("actions", search="signed begin zebra") == [], "all of them have to be there"
    assert ids("questions", search="Somebody named") == ["q1"]
    assert ids("kpis", search="letters that came") == ["k1"]
    assert ids("kpis", search="swer") == [], "no word begins so"
    assert ids("kpis", search="Answer a(d.") == ["k1"], "signs are none of the words"
    heading = shown("actions", from_level="1", component="A")[0]
    assert heading == "The book 1.0: 2 of 4 actions for A from level 1 on"


def test_where_nothing_is_found_it_says_what_there_is() -> None:
    assert shown("actions", component="A", search="zebra") == [
        "There is no action for A with 'zebra' in it.",
        "There are 4 actions: A 3, B 1",
        "Next:  cxdna library actions   all of them",
    ]
    assert shown("kpis", replace(LIBRARY, kpis={}), search="x") == ["The book 1.0 has no KPIs."]
    assert shown("kpis", replace(LIBRARY, kpis={"k3": KPIS["k3"]}), search="x")[1] == "There is 1 KPI: no component 1"
    assert json.loads(library_json(look(LIBRARY, "kpis", Filters(search="zebra"))))["entries"] == []


@pytest.mark.parametrize("word", ["name_one", "NAME_ONE", "Name one person", "name one", "name_o"])
def test_an_entry_is_found_by_id_name_or_the_start_of_either(word: str) -> None:
    assert ids("actions", ids=(word,)) == ["name_one"]


def test_names_of_nothing_are_told_all_at_once() -> None:
    with pytest.raises(UserError, match="did you mean 'learn'") as one:
        look(LIBRARY, "actions", Filters(ids=("lern",)))
    assert one.value.what == "the library has no action 'lern'"
    with pytest.raises(Problems) as both:
        look(LIBRARY, "actions", Filters(ids=("xyz", "learn", "name")))
    assert [problem.what for problem in both.value.problems] == [
        "'name' may be name_one and name_two",
        "the library has no action 'xyz'",
    ]
    assert both.value.problems[1].do == "list what there is with: cxdna library actions"
    with pytest.raises(UserError, match="no part 'd'"):
        look(LIBRARY, "kpis", Filters(component="d"))
    with pytest.raises(UserError, match=r"^a level of 9 is off the scale; give a level from 1 to 5"):
        look(LIBRARY, "actions", Filters(from_level="9"))
    for empty in ("", " ", ".*", "[("):
        with pytest.raises(UserError, match="has no word in it; give the words to look for"):
            look(LIBRARY, "kpis", Filters(search=empty))
    assert ids("questions", ids=("10",)) == ["q10"], "a question's number is enough"


QUESTION = """\
q1  Practice q1
A; asked by: Asked and Short
Asked where channels: field service

Question
  Is somebody named?

Why it matters
  It matters.

Levels
  1 L1: Text of level 1.
  2 L2: Text of level 2.
  3 L3: Text of level 3.
  4 L4: Text of level 4.
  5 L5: Text of level 5.

What proves it
  A paper.

Whom to ask
  Anybody

What separates it from its neighbour
  q2: Practice q2
    One asks who, the other when.

Earlier questions
  Replaces q0; earlier answers carry over: Said better.

KPIs it moves
  k1: Answers within a day

Actions that lift it
  1 to 2  all_of_a: Do all_of_a (for the whole component)
  1 to 3  name_one: Name one person
  3 to 4  name_two: Do name_two"""
KPI = """\
k1  Answers within a day
B and A; in per cent, higher is better, each month

Definition
  Share of letters answered.

Formula
  this over that
  100 \u00d7 A \u00f7 L
    A  letters answered
    L  letters that came

Usual source
  Post room

Pitfalls
  Letters are closed unanswered; read some.

Kept honest by
  k2: Figure k2

Questions it belongs to
  q1: Practice q1
  q3: Practice q3

Actions that move it
  1 to 3  name_one: Name one person
  3 to 4  name_two: Do name_two"""
ACTION = """\
name_one  Name one person
A, level 1 to 3; Head, 4 weeks, small effort

What is done
  Something is done.

Steps
  1 Begin.
  2 Go on.
  3 End.

Deliverable
  A paper.

Owner
  Head
  with Clerk and Postman

Takes beside people's time
  a line in the budget

Must be there first
  C at level 2
  A list of names.

Risk
  Nobody wants it.

KPIs it moves
  k1: Answers within a day
  k2: Figure k2

Evidence it leaves behind
  The signed letter. (Policy)

How its effect is checked with customers
  Ask twenty customers.

Question it lifts
  q1: Practice q1"""


@pytest.mark.parametrize(
    ("kind", "name", "expected"), [("questions", "q1", QUESTION), ("kpis", "k1", KPI), ("actions", "name_one", ACTION)]
)
def test_one_entry_in_full(kind: Kind, name: str, expected: str) -> None:
    assert "\n".join(shown(kind, ids=(name,))) == expected
    words = {"questions": "somebody", "kpis": "unanswered 100", "actions": "postman"}[kind]
    assert "\n".join(shown(kind, search=words)) == expected, "the only one found is shown in full as well"


def test_what_nobody_filled_in_is_left_out_and_several_stand_apart() -> None:
    lines = shown("actions", ids=("all_of_a", "learn"))
    assert lines.count("What is done") == 2
    assert {"Risk", "Evidence it leaves behind", "Must be there first"}.isdisjoint(lines)
    at = lines.index("For all of A")
    assert lines[at + 1 : at + 5] == ["  q1: Practice q1", "  q2: Practice q2", "", ""]
    assert shown("questions", ids=("q3",))[6:9] == ["Why it matters", "  It matters.", ""]
    assert "  5 always" in shown("questions", ids=("q3",))
    assert shown("questions", ids=("q10",))[1] == "C; asked by: Asked; weight 2"
    assert shown("questions", ids=("q10",))[-2:] == ["Actions that lift it", "  none"]


def test_every_line_of_a_list_fits_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    long = replace(ACTIONS[1], title="Name one person " * 5)
    library = replace(LIBRARY, actions=(long, *ACTIONS))
    lines = [line for text in shown("actions", library) for line in wrapped(text).split("\n")]
    assert max(map(len, lines)) <= 80


def _any(*conditions: Condition) -> Condition:
    return Condition(any_of=conditions)


def _model(name: str) -> Condition:
    return Condition(profile="business_model", equals=name)


def _region(**test: Any) -> Condition:
    return Condition(profile="region", **test)


BOTH_OR_REGION = "business model: both or region is not answered or region: BY"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(profile="employees", at_least=250), "employees: at least 250"),
        (Condition(profile="regulated", equals=True), "regulated: yes"),
        (Condition(profile="key_accounts", equals=False), "key accounts: no"),
        (Condition(question="q1", at_least=3), "q1: at least 3"),
        (Condition(question="q1", equals=2.0), "q1: 2"),
        (Condition(question="q1_2", answered=True), "q1_2 is answered"),
        (Condition(profile="region", answered=False), "region is not answered"),
        (Condition(not_=Condition(profile="regulated", equals=True)), "regulated: no"),
        (Condition(not_=Condition(profile="sector", equals="government")), "sector: not government"),
        (Condition(not_=Condition(profile="channels", includes="field_service")), "channels: not field service"),
        (Condition(not_=Condition(profile="employees", at_least=30)), "employees: under 30"),
        (Condition(not_=Condition(question="q1", at_least=3)), "q1: not answered, or under 3"),
        (Condition(not_=Condition(question="q1", answered=True)), "q1 is not answered"),
        (_any(_model("businesses"), _model("both")), "business model: businesses or both"),
        (_any(_model("both"), _region(answered=False), _region(equals="BY")), BOTH_OR_REGION),
        (Condition(not_=_any(_model("both"), _region(equals="BY"))), "not (business model: both or region: BY)"),
        (
            Condition(
                all_of=(
                    Condition(profile="regulated", equals=True),
                    Condition(
                        any_of=(
                            Condition(profile="business_model", equals="both"),
                            Condition(profile="channels", includes="phone"),
                        )
                    ),
                )
            ),
            "regulated: yes and (business model: both or channels: phone)",
        ),
    ],
)
def test_conditions_in_words(condition: Condition, words: str) -> None:
    assert condition_words(condition) == words


def written(folder: Path, kind: str, name: str, **fields: object) -> None:
    place = folder / ("questionnaires" if kind == "questionnaire" else "playbook")
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.yaml").write_text(yaml.safe_dump({"kind": kind, **fields}), encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with a KPI of its own beside those that cxdna brings along."""
    folder = tmp_path / "alder"
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(settings_text(SETTINGS), encoding="utf-8")
    own = {
        "id": "own_zebra",
        "name": "Zebras",
        "definition": "Counted zebras.",
        "unit": "count",
        "formula": "their sum",
    }
    own |= {"direction": "up", "cadence": "year", "counter": "own_lion"}
    kpis = [own, own | {"id": "own_lion", "counter": "own_zebra"}]
    written(folder, "kpis", "own", playbook=libraries_of(Where(folder, {})).playbook.id, version="1.0", kpis=kpis)
    return folder


def test_inside_a_workspace_its_own_are_there_and_outside_they_are_not(run_cxdna: Run, workspace: Path) -> None:
    inside = run_cxdna("library", "kpis", "own_zebra", cwd=workspace)
    assert (inside.returncode, inside.stderr) == (0, "")
    assert inside.stdout.startswith("own_zebra  Zebras\nOf no component; a count, higher is better, each year\n")
    named = run_cxdna("library", "kpis", "own_zebra", "--workspace", workspace, "--json")
    assert json.loads(named.stdout)["entries"][0]["definition"] == "Counted zebras."
    outside = run_cxdna("library", "kpis", "own_zebra")
    assert (outside.returncode, outside.stdout) == (2, "")
    assert "The library has no KPI 'own_zebra'" in outside.stderr
    nowhere = run_cxdna("library", "actions", "--workspace", workspace.parent)
    assert nowhere.returncode == 2
    assert "is not a workspace" in nowhere.stderr


def test_of_two_models_that_of_the_assessment_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path / "alder").folder
    shutil.copytree(EXAMPLES / "valid" / "other_model", folder, dirs_exist_ok=True)
    text = (folder / "playbook" / "yes_no.yaml").read_text(encoding="utf-8")
    (folder / "playbook" / "third.yaml").write_text(text.replace("id: yes-no", "id: third"), encoding="utf-8")
    assert libraries_of(Where(folder, {})).playbook.id == "cxdna"
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    assert Here(capsys, monkeypatch)("assessment", "new", "--questionnaire", "list", cwd=folder).returncode == 0
    library = libraries_of(Where(folder, {}))
    assert library.playbook.id == "yes-no"
    assert shown("questions", library)[:2] == ["one  One", "All; asked by: List; weight 15"]


def keys(value: object, at: str = "") -> set[str]:
    if isinstance(value, dict):
        inner = {key for name, one in value.items() for key in keys(one, f"{at}.{name}" if at else name)}
        return inner | {f"{at}.{name}" if at else name for name in value}
    if isinstance(value, list):
        return {key for one in value for key in keys(one, f"{at}[]")}
    return set()


def test_roles_are_listed_with_how_many_questions_name_them(root: Path) -> None:
    asked = {"q1": ("Head of service", "Board"), "q2": ("Head of service",), "q3": ("Board",)}
    questionnaires = {
        one.id: replace(
            one, questions=tuple(replace(each, ask=asked.get(each.id, ("Fitter",))) for each in one.questions)
        )
        for one in LIBRARY.questionnaires.values()
    }
    library = replace(LIBRARY, questionnaires=questionnaires)
    lines = list(role_list_lines(roles_in(library), in_full=False))
    assert lines[0] == f"{LIBRARY.playbook.name} {LIBRARY.playbook.version}: 3 roles that questions name"
    assert [line for line in lines if line.startswith("  ")][:4] == [
        "  Board: 2 questions (asked 2, short 1)",
        "    A, B",
        "  Head of service: 2 questions (asked 2, short 2)",
        "    A",
    ]
    assert list(role_list_lines(roles_in(library, ["head of  service"]), in_full=True))[2:] == [
        "    q1  Practice q1",
        "    q2  Practice q2",
    ]
    assert [one.role for one in roles_in(library, component="b").roles] == ["Board"]
    with pytest.raises(UserError, match=r"no question names the role 'Service lead'; did you mean 'Head of service'\?"):
        roles_in(library, ["Service lead"])
    with pytest.raises(Problems) as caught:
        roles_in(library, ["Service lead", "Painter"])
    assert caught.value.ending == "nothing was looked up"
    printed = json.loads(roles_json(roles_in(library)))
    documented = (
        (root / "docs" / "json.md").read_text(encoding="utf-8").split("## `cxdna library roles")[1].split("\n## ")[0]
    )
    names = {key.split(".")[-1] for key in keys(printed)} - {*questionnaires, "format"}
    assert {name for name in names if f"`{name}`" not in documented and f"`{name}[]`" not in documented} == set()


@pytest.mark.parametrize("kind", ["questions", "kpis", "actions"])
def test_every_key_of_the_json_is_documented(kind: Kind, root: Path) -> None:
    documented = (root / "docs" / "json.md").read_text(encoding="utf-8").split("## `cxdna library")[1].split("\n## ")[0]
    printed = json.loads(library_json(look(LIBRARY, kind)))
    assert printed["format"] == "cxdna-library/1"
    assert (printed["kind"], printed["of"]) == (kind, len(printed["entries"]))
    names = {key.split(".")[-1] for key in keys(printed)} - {"A", "L"}
    assert len(names) > 15
    assert {name for name in names if f"`{name}`" not in documented and f"`{name}[]`" not in documented} == set()

"""What changed between two states of definitions: by example, and by laws that hold for any two."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cxdna import resources
from cxdna.cli.definitions import app
from cxdna.definitions.diff import Diff, diff
from cxdna.definitions.fit import fit_any
from cxdna.definitions.model import (
    DEFINITIONS,
    ActionLibrary,
    Definition,
    KpiLibrary,
    Playbook,
    Questionnaire,
    Succeeds,
)
from cxdna.definitions.read import read
from cxdna.errors import Problems, UserError
from cxdna.workflows.compare_definitions import compare_definitions
from tests.definitions.examples import EXAMPLES, SMALL
from tests.scores.building import levels, part, playbook, question, questionnaire

RUNNER = CliRunner()
CLEAN = EXAMPLES / "remarks" / "clean"


def definitions(root: Path) -> list[Definition]:
    return [fit_any(read(path), DEFINITIONS) for path in resources.definition_files(root)]


def ids(found: Diff, kind: str) -> tuple[list[str], list[str], list[str]]:
    one = next(one for name, one in found.kinds.items() if name == kind)
    return [i.id for i in one.added], [i.id for i in one.removed], [i.id for i in one.changed]


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a copy of a small playbook in which something of each kind came, went or changed."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "small"))
    for name, *changes in (
        ("playbook/small.yaml", ("aim: Not again.", "aim: Never again."), ("weight: 2.5", "weight: 2")),
        ("playbook/kpis.yaml", ("id: reopened", "id: reopened_soon"), ("counter: reopened", "counter: reopened_soon")),
        ("playbook/actions.yaml", ("weeks: 4", "weeks: 6"), ("Begin.", "Begin at once.")),
        (
            "questionnaires/visit.yaml",
            ("Are customers asked?", "Are customers asked each year?"),
            ("{profile: employees, at_least: 50}", "{profile: employees, at_least: 20}"),
            ("weight: 3", "weight: 1"),
        ),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder


def test_what_came_went_and_changed_is_told_by_id(changed: Path) -> None:
    found = diff(definitions(SMALL), definitions(changed))
    assert ids(found, "part") == ([], [], ["learn", "listen"])
    assert ids(found, "kpi") == (["reopened_soon"], ["reopened"], ["closed_in_time"])
    assert ids(found, "action") == ([], [], ["start_register"])
    assert ids(found, "question") == ([], [], ["q.amends", "q.asks", "q.phone"])
    assert ids(found, "playbook") == ids(found, "questionnaire") == ([], [], [])
    fields = {one.field: (one.old, one.new) for kind in found.kinds.values() for c in kind.changed for one in c.fields}
    assert fields == {
        "aim": ("Not again.", "Never again."),
        "weight": (2.5, 2),
        "counter": ("reopened", "reopened_soon"),
        "steps 3": ("Begin.", "Begin at once."),
        "weeks": (4, 6),
        "text": ("Are customers asked?", "Are customers asked each year?"),
        "when all_of 2 any_of 1 at_least in visit": (50, 20),
        "weight in visit": (3, 1),
    }
    assert (found.asked, found.same, found.carried_over) == (6, 5, 0)


def test_the_command_says_it_in_words(changed: Path) -> None:
    done = RUNNER.invoke(app, ["diff", str(SMALL), str(changed)])
    assert done.exit_code == 0, done.exception
    lines = done.stdout.splitlines()
    assert [one for one in lines if one and not one.startswith(" ")] == [
        *("Parts", "Questions", "KPIs", "Actions", "5 of 6 questions are comparable.")
    ]
    assert "  changed  q.asks  Customers are asked" in lines
    at = lines.index("    text")
    assert lines[at + 1 : at + 3] == ["      was: Are customers asked?", "      is:  Are customers asked each year?"]
    assert "  gone     reopened  Reopened" in lines
    same = RUNNER.invoke(app, ["diff", str(SMALL), str(SMALL)])
    assert same.stdout == "Nothing changed.\n6 of 6 questions are comparable.\n"


def test_the_command_gives_data(changed: Path) -> None:
    said = json.loads(RUNNER.invoke(app, ["diff", str(SMALL), str(changed), "--json"]).stdout)
    assert said["format"] == "cxdna-definitions-diff/1"
    assert said["kpis"]["added"] == [{"id": "reopened_soon", "name": "Reopened"}]
    assert said["questions"]["changed"][1]["fields"] == [
        {"field": "text", "old": "Are customers asked?", "new": "Are customers asked each year?"}
    ]
    assert (said["asked"], said["comparable"], said["same"], said["carried_over"]) == (6, 5, 5, 0)


def test_files_are_compared_as_well_as_folders_and_what_is_wrong_is_told_of_both(tmp_path: Path) -> None:
    kpis = CLEAN / "playbook" / "kpis" / "all.yaml"
    done = RUNNER.invoke(app, ["diff", str(CLEAN / "playbook"), str(kpis)])
    assert "  gone     note_complaints  Write every complaint down" in done.stdout
    assert "noted" not in done.stdout, "the libraries of a playbook's folder are read along"
    bad = EXAMPLES / "invalid" / "fields.yaml"
    wrong = RUNNER.invoke(app, ["diff", str(bad), str(tmp_path / "none.yaml")]).exception
    assert isinstance(wrong, Problems)
    assert {Path(one.file).name for one in wrong.problems} == {"fields.yaml", "none.yaml"}
    empty = RUNNER.invoke(app, ["diff", str(kpis), str(tmp_path)]).exception
    assert isinstance(empty, UserError)
    assert "there is no .yaml file in" in str(empty)


def test_files_that_have_nothing_in_common_are_not_compared() -> None:
    playbook_file, kpis = CLEAN / "playbook" / "clean.yaml", CLEAN / "playbook" / "kpis" / "all.yaml"
    with pytest.raises(UserError, match=r"clean\.yaml holds a playbook, and .*all\.yaml holds KPIs"):
        compare_definitions(playbook_file, kpis)
    with pytest.raises(UserError, match=r"holds a playbook, KPIs and actions, and .* holds a questionnaire"):
        compare_definitions(CLEAN / "playbook", CLEAN / "questionnaires")


def test_where_a_line_is_broken_is_no_difference(tmp_path: Path) -> None:
    broken = tmp_path / "clean.yaml"
    text = (CLEAN / "questionnaires" / "clean.yaml").read_text(encoding="utf-8")
    folded = "text: |\n      Is every\n      complaint written down?\n"
    assert "text: Is every complaint written down?\n" in text
    broken.write_text(text.replace("text: Is every complaint written down?\n", folded), encoding="utf-8")
    found = compare_definitions(CLEAN / "questionnaires" / "clean.yaml", broken)
    assert (found.empty, found.same) == (True, 2)


def succeeding(by: str, answers: str, *earlier: str) -> Succeeds:
    return msgspec.convert({"questions": earlier, "by": by, "answers": answers, "reason": "It was two."}, Succeeds)


def test_questions_that_stand_for_others_are_told_with_what_becomes_of_the_answers() -> None:
    before = questionnaire(*map(question, ("kept", "old", "one", "other", "wide")))
    now = questionnaire(
        question("kept"),
        question("new", succeeds=succeeding("replaces", "carry_over", "old")),
        question("both", succeeds=succeeding("merges", "carry_over", "one", "other")),
        question("half", succeeds=succeeding("splits", "start_anew", "wide")),
        question("late", succeeds=succeeding("merges", "carry_over", "one", "never_asked")),
        question("far", succeeds=succeeding("replaces", "carry_over", "never_asked")),
    )
    found = diff([before], [now])
    assert [(one.question, one.by, one.earlier, one.carry_over) for one in found.succeeded] == [
        ("both", "merges", ("one", "other"), True),
        ("half", "splits", ("wide",), False),
        ("late", "merges", ("one", "never_asked"), True),
        ("new", "replaces", ("old",), True),
    ]
    assert (found.asked, found.same, found.carried_over, found.comparable) == (6, 1, 2, 3)


def test_the_command_tells_of_them_where_they_came_and_went(tmp_path: Path) -> None:
    for name, changes in (
        ("old", ()),
        (
            "new",
            (
                (
                    "id: c2\n",
                    "id: c3\n    succeeds: {questions: [c2], by: replaces, answers: carry_over, reason: Two}\n",
                ),
            ),
        ),
    ):
        text = (CLEAN / "questionnaires" / "clean.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = RUNNER.invoke(app, ["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")])
    assert done.stdout.splitlines() == [
        "Questions",
        "  new      c3  Customers who complain hear what was done",
        "    replaces c2; earlier answers carry over: Two",
        "  gone     c2  Customers who complain hear what was done",
        "    now c3",
        "",
        "2 of 2 questions are comparable: 1 asked as before, 1 by answers that carry over.",
    ]


def test_what_a_questionnaire_settles_is_told_for_each() -> None:
    one, two = question("a1"), question("a2")
    pulse = msgspec.structs.replace(questionnaire(one), id="pulse")
    full = msgspec.structs.replace(questionnaire(one, two), id="full")
    heavier = msgspec.structs.replace(questionnaire(question("a1", weight=3), two), id="pulse")
    found = diff([pulse, full], [heavier, full])
    changes = [
        (kind, c.id, f.field, f.old, f.new) for kind in found.kinds for c in found.kinds[kind].changed for f in c.fields
    ]
    assert changes == [
        ("questionnaire", "pulse", "asks a2", False, True),
        ("question", "a1", "weight in pulse", 1.0, 3),
    ]
    assert diff([pulse], [pulse, full]).kinds["question"].changed == ()


def test_the_newest_version_is_what_is_compared_and_another_scale_ends_it() -> None:
    ten = questionnaire(question("a1", text="Is it new?"), version="1.10")
    nine = questionnaire(question("a1"), version="1.9")
    assert diff([nine, ten], [ten]).empty
    book, longer = playbook(), playbook(levels=levels(1, 2, 3, 4, 6))
    assert diff([book, ten], [book, ten]).comparable == 1
    assert diff([book, ten], [longer, ten]).comparable == 0
    moved = playbook(part("p", part("a")))
    assert [one.field for one in diff([book], [moved]).kinds["part"].changed[0].fields] == ["within"]


SHIPPED = [
    one
    for kind, most in ((Playbook, 1), (Questionnaire, 1), (KpiLibrary, 2), (ActionLibrary, 2))
    for one in [one for one in definitions(resources.shipped()) if isinstance(one, kind)][:most]
]
WORDS = st.sampled_from(["Once.", "Twice.", "In writing.", "By telephone."])


@st.composite
def states(draw: st.DrawFn) -> list[Definition]:
    """Return a state of the definitions that come along: some entries, a few of them changed."""
    state: list[Definition] = []
    for one in SHIPPED:
        if isinstance(one, Playbook):
            state.append(msgspec.structs.replace(one, summary=draw(WORDS)))
        elif isinstance(one, Questionnaire):
            asked = draw(st.lists(st.sampled_from(one.questions), min_size=1, max_size=5, unique_by=lambda q: q.id))
            texts = [msgspec.structs.replace(q, text=draw(st.just(q.text) | WORDS)) for q in asked]
            state.append(msgspec.structs.replace(one, questions=tuple(texts)))
        elif isinstance(one, KpiLibrary):
            kpis = draw(st.lists(st.sampled_from(one.kpis), min_size=1, max_size=4, unique_by=lambda k: k.id))
            state.append(msgspec.structs.replace(one, kpis=tuple(kpis)))
        else:
            actions = draw(st.lists(st.sampled_from(one.actions), min_size=1, max_size=4, unique_by=lambda a: a.id))
            weeks = [msgspec.structs.replace(a, weeks=draw(st.integers(1, 3))) for a in actions]
            state.append(msgspec.structs.replace(one, actions=tuple(weeks)))
    return state


def turned(state: list[Definition]) -> list[Definition]:
    """Return the same in another order: of files, and of the entries in each."""
    fields = {Questionnaire: "questions", KpiLibrary: "kpis", ActionLibrary: "actions"}
    return [
        msgspec.structs.replace(one, **{fields[type(one)]: getattr(one, fields[type(one)])[::-1]})
        if type(one) in fields
        else one
        for one in reversed(state)
    ]


@pytest.mark.untraced
@settings(max_examples=30)
@given(states(), states())
def test_laws_of_comparing(old: list[Definition], new: list[Definition]) -> None:
    itself = diff(old, turned(old))
    assert itself.empty, "a state with itself, whatever its order"
    assert itself.comparable == itself.asked
    there, back = diff(old, new), diff(new, old)
    assert diff(turned(old), turned(new)) == there
    for kind, one in there.kinds.items():
        other = back.kinds[kind]
        assert (one.added, one.removed) == (other.removed, other.added)
        ways = [[(c.id, f.field, f.old, f.new) for c in way.changed for f in c.fields] for way in (one, other)]
        assert ways[0] == [(name, field, to, of) for name, field, of, to in ways[1]]
    assert there.same == back.same
    assert there.comparable <= there.asked

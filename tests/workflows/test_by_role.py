"""What a role is asked: components of a short questionnaire, of a long one the questions that name it."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from cxdna.answers.model import Mode
from cxdna.cli.assess_part import ask_part
from cxdna.cli.assess_which import choose_questions
from cxdna.definitions.model import Condition, Questionnaire
from cxdna.errors import UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Person, Sheet
from cxdna.workflows.answering.assess import sit_down, widen
from cxdna.workflows.answering.by_role import asked_by_role, is_long, of_role
from cxdna.workflows.answering.who import Who
from cxdna.workflows.current import Current, look_at
from cxdna.workflows.forms.fill_in import form_for
from cxdna.workflows.forms.invite import Wish, invite
from cxdna.workflows.life.open import open_assessment
from tests.scores.building import profile, question
from tests.workflows.interviewing import BOOK, FOUR, MOMENT, anna, drawing, opened, talk, type_in
from tests.workflows.kept import TODAY, workspace_in


def naming(*roles: tuple[str, ...], seconds: int = 900) -> Questionnaire:
    """Return the four questions, each naming roles, in a questionnaire that takes an hour, or as long as is said."""
    asked = (msgspec.structs.replace(one, ask=names) for one, names in zip(FOUR.questions, roles, strict=True))
    return msgspec.structs.replace(FOUR, questions=tuple(asked), seconds_a_question=seconds)


LONG = naming(("Head of service", "Clerk"), ("Boss",), ("head  of Service",), ("Boss",))


@pytest.mark.parametrize(
    ("seconds", "mode", "role", "asked"),
    [
        (900, "named", "Head of service", ("q1", "q3")),
        (900, "named", "Clerk", ("q1",)),
        (900, "named", "Fitter", ()),
        (900, "confidential", "Head of service", ("a", "b")),
        (450, "named", "Head of service", ("a", "b")),
        (450, "named", "Clerk", ("a",)),
    ],
)
def test_a_role_is_asked_what_names_it(seconds: int, mode: Mode, role: str, asked: tuple[str, ...]) -> None:
    questionnaire = msgspec.structs.replace(LONG, seconds_a_question=seconds)
    assert is_long(questionnaire) == (seconds == 900)
    assert asked_by_role(BOOK, questionnaire, profile(), mode, role) == asked


def test_a_role_that_is_named_only_where_nothing_applies_gets_the_component() -> None:
    never = Condition(profile="channels", includes="fax")
    fax = msgspec.structs.replace(question("q5", "b", when=never), ask=("Fax clerk",))
    asked = msgspec.structs.replace(LONG, questions=(*LONG.questions, fax))
    assert asked_by_role(BOOK, asked, profile(), "named", "Fax clerk") == ("b",)


def asked_of(now: Current, who: Who, component: str | None = None) -> list[str]:
    return [one.id for one in sit_down(now, who, component).interview.asked]


def test_single_questions_are_asked_in_a_form_and_at_the_terminal() -> None:
    now = opened(LONG)
    who = anna(now)
    who = msgspec.structs.replace(who, sheet=msgspec.structs.replace(who.sheet, parts=("q1", "q3")))
    assert asked_of(now, who) == ["q1", "q3"]
    assert asked_of(now, who, "b") == ["q3"]
    form = form_for(now, who.sheet, who.person, None)
    assert [one.question.id for one in form.asked] == ["q1", "q3"]
    assert form.by_role
    assert not form_for(now, anna(now).sheet, who.person, None).by_role
    only_one = msgspec.structs.replace(who, sheet=msgspec.structs.replace(who.sheet, parts=("q1",)))
    with pytest.raises(UserError, match="you were not asked about 'b'; you were asked about A"):
        sit_down(now, only_one, "b")


def test_questions_that_go_to_nobody_are_told_with_who_would_know(tmp_path: Path) -> None:
    now = opened(LONG, folder=tmp_path)
    (tmp_path / "people.csv").write_text("Name,Role\nAnna,Clerk\n", encoding="utf-8")
    invited = invite(now, Wish(people=tmp_path / "people.csv"), MOMENT, drawing())
    assert [form.questions for form in invited.forms] == [1]
    (told,) = [note for note in invited.notes if "nobody" in note]
    assert told == (
        "3 of 4 questions go to nobody (q2, q3, q4): add people who know, such as Boss and head  of Service, "
        "or name components behind somebody on the list, or 'all'"
    )
    (tmp_path / "people.csv").write_text("Name,Role,Parts\nAnna,Clerk,\nBen,Boss,all\n", encoding="utf-8")
    invited = invite(
        opened(LONG, folder=tmp_path), Wish(people=tmp_path / "people.csv", out=tmp_path / "o"), MOMENT, drawing()
    )
    assert not [note for note in invited.notes if "nobody" in note]


CHOICES = {
    ("",): ["q1", "q2", "q3", "q4"],
    ("r",): ["q1", "q3"],
    ("?", "nonsense", "2"): ["q3", "q4"],
    ("b, a",): ["q1", "q2", "q3", "q4"],
}


@pytest.mark.parametrize("typed", CHOICES)
def test_somebody_new_chooses_which_of_many_questions_to_answer(typed: tuple[str, ...]) -> None:
    now = opened(LONG)
    chosen: list[Who] = []
    printed, left = type_in(typed, lambda: chosen.append(choose_questions(now, anna(now))))
    assert not left
    assert "4 questions, about 60 minutes; 2 of them name your role, about 30 minutes.\n" in printed
    assert asked_of(now, chosen[0]) == CHOICES[typed]
    assert ("  2  B  0 of 2\n" in printed) == ("?" in typed)
    assert ("'nonsense' is none of them" in printed) == ("nonsense" in typed)


def test_the_choice_can_be_left_and_explains_itself() -> None:
    now = opened(LONG)
    printed, ended = type_in(["?", "q", "1"], lambda: choose_questions(now, anna(now)))
    assert ended
    assert "the rest is left to colleagues" in printed
    assert "  2  B  0 of 2\n" in printed
    assert "none of them" not in printed


def test_somebody_named_may_answer_another_component() -> None:
    now = opened(LONG)
    who = anna(now)
    who = msgspec.structs.replace(who, sheet=msgspec.structs.replace(who.sheet, parts=("q1",)))
    assert widen(now, who, "a") == (who, ()), "some of it is asked"
    assert widen(now, anna(now), "b")[1] == (), "everything is asked"
    assert who.person is not None
    now.store.add(who.person, who.sheet)
    chance = drawing()
    wider, before = widen(now, msgspec.structs.replace(who, stored=True), "B")
    assert before == ("A",)
    assert now.store.sheets("a_2026")[0].parts == ("q1",), "nothing is kept before an answer"
    type_in(["1"], talk(now, wider, chance, "b").go_on)
    assert now.store.sheets("a_2026")[0].parts == ("q1", "b")
    type_in(["1"], talk(now, msgspec.structs.replace(who, stored=True), chance, "a").go_on)
    assert widen(now, msgspec.structs.replace(who, stored=True), "a")[0].sheet.parts == ("q1", "a"), "its rest, too"
    secret = opened(LONG, mode="confidential")
    assert widen(secret, who, "b") == (who, ())
    with pytest.raises(UserError, match="column Components, and invite again: cxdna invite LIST"):
        sit_down(secret, who, "b")


def test_nobody_is_asked_to_choose_where_there_is_nothing_to_choose() -> None:
    for now in (opened(), opened(LONG, mode="confidential"), opened(LONG, mode="anonymous")):
        assert choose_questions(now, anna(now)).sheet.parts == ()
    now = opened(LONG)
    known = msgspec.structs.replace(anna(now), stored=True)
    assert choose_questions(now, known) is known
    stranger = msgspec.structs.replace(anna(now), sheet=msgspec.structs.replace(anna(now).sheet, role="Fitter"))
    printed, _ = type_in([""], lambda: choose_questions(now, stranger))
    assert "your role" not in printed


def test_the_next_component_is_one_word_away_and_what_is_left_behind_comes_later() -> None:
    now = opened(LONG)
    printed, left = type_in(["1", "g next", "1", "g", "n", "1", "1"], talk(now, anna(now), drawing()).go_on)
    assert not left
    assert [one.question for one in now.store.answers("a_2026")] == ["q1", "q3", "q2", "q4"]
    assert "  2  B  1 of 2   you are here\n" in printed
    done = msgspec.structs.replace(sit_down(now, anna(now)).interview, said={})
    one_part = msgspec.structs.replace(done, parts=frozenset({"a"}))
    told, ended = type_in(["?", ""], lambda: ask_part(one_part, "next", "a"))
    assert not ended
    assert "No other component has questions left." in told
    assert "  1  A  0 of 2   you are here\n" in told


def test_of_many_questions_each_component_says_how_far_it_is() -> None:
    questions = [question(f"q{part}{at}", part) for part in ("a", "b") for at in range(21)]
    now = opened(msgspec.structs.replace(FOUR, questions=tuple(questions)))
    printed, _ = type_in(["1"] * 22, talk(now, anna(now), drawing()).go_on)
    assert "ONE · A (1 of 21)" in printed
    assert printed.count(" left, about ") == 1
    assert "21 left, about 16 minutes. A: all 21 answered.\n" in printed
    assert "ONE · B (2 of 21)" in printed


def follow(folder: Path, before: str, after: str, *people: tuple[str, tuple[str, ...] | None]) -> list[Sheet]:
    """Ask people (role, and components where a list named them) in one assessment, and return who is asked next."""
    workspace, store = workspace_in(folder), MemoryStore()
    choices = {"title": "", "mode": "named", "basis": "as_answered"}
    first = open_assessment(store, workspace, questionnaire=before, today=TODAY, **choices)  # type: ignore[arg-type]
    for at, (role, parts) in enumerate(people):
        person = Person(id=f"p_{at:08x}", name=f"P{at}", role=role, group="G", salt=f"{at:032x}")
        now = look_at(workspace, store)
        asked = of_role(now, role) if parts is None else parts
        store.add(person, Sheet(assessment=first.id, id=person.id, person=person.id, role=role, group="G", parts=asked))
    later = TODAY + dt.timedelta(days=365)
    second = open_assessment(store, workspace, questionnaire=after, today=later, previous=first, **choices)  # type: ignore[arg-type]
    return list(store.sheets(second.id))


@pytest.mark.parametrize(("before", "after"), [("pulse", "full"), ("full", "pulse"), ("full", "full")])
def test_next_time_roles_decide_again_and_lists_stay(before: str, after: str, tmp_path: Path) -> None:
    by_role, by_list, everything = follow(
        tmp_path, before, after, ("Head of service", None), ("Head of service", ("win_back",)), ("Head of service", ())
    )
    assert all(one.startswith("q") for one in by_role.parts) == (after == "full")
    assert by_role.parts
    assert by_list.parts == ("win_back",)
    assert everything.parts == ()

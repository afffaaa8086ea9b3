"""Change on comparable questions, and among those who answered both times."""

import datetime as dt
from typing import Any

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import Condition, Playbook, Questionnaire
from cxdna.findings.compare import compare
from cxdna.findings.model import Change, PartChange
from cxdna.scores.model import Assessed
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    evidence,
    f,
    levels,
    not_applicable,
    options,
    part,
    playbook,
    profile,
    question,
    questionnaire,
)

LAST_YEAR = dt.date(2025, 11, 20)
ASKED = questionnaire(question("q"), question("r"), question("s", "b"))
BOOK = playbook(part("p", part("a"), part("b")))


def assessed(asked: Questionnaire, given: AnswersFile, book: Playbook = BOOK) -> Assessed:
    return Assessed(book, asked, given, score(book, asked, given))


def changed(
    before: dict[str, Said],
    now: dict[str, Said],
    asked_before: Questionnaire = ASKED,
    asked_now: Questionnaire = ASKED,
    **given: Any,
) -> Change:
    earlier = assessed(asked_before, answers(before, date=LAST_YEAR, title="Assessment 2025"))
    return compare(assessed(asked_now, answers(now, **given)), earlier)


def values(change: PartChange) -> tuple[object, object, object, int]:
    return change.before, change.now, change.change, change.questions


def test_the_change_of_everything() -> None:
    change = changed({"q": 1, "r": 2, "s": 4}, {"q": 3, "r": 3, "s": 3})
    assert change.comparable == ("q", "r", "s")
    assert change.not_comparable == ()
    assert (change.earlier_id, change.earlier_title, change.earlier_date) == (
        "assessment",
        "Assessment 2025",
        LAST_YEAR,
    )
    assert change.earlier_whole == f("11/4")
    assert change.earlier_parts == (("p", f("11/4")), ("a", f("3/2")), ("b", f(4)))
    assert values(change.whole) == (f("11/4"), f(3), f("1/4"), 3)
    assert {one.part: values(one) for one in change.parts} == {
        "p": (f("11/4"), f(3), f("1/4"), 3),
        "a": (f("3/2"), f(3), f("3/2"), 2),
        "b": (f(4), f(3), f(-1), 1),
    }
    assert [(one.part, one.change) for one in change.questions] == [("q", f(2)), ("r", f(1)), ("s", f(-1))]


def test_only_comparable_questions_count() -> None:
    # s was not applicable: b has nothing to compare, and the whole is compared without it.
    change = changed({"q": 1, "r": 2, "s": not_applicable()}, {"q": 3, "r": 3, "s": 1})
    assert change.comparable == ("q", "r")
    assert change.not_comparable == (("s", "not applicable last time"),)
    assert change.earlier_whole == f("3/2")
    assert values(change.whole) == (f("3/2"), f(3), f("3/2"), 2)
    assert values(change.parts[2]) == (None, None, None, 0)


def test_reasons_for_which_questions_are_not_compared() -> None:
    asked_now = questionnaire(
        question("q", text="Is q still done?"),
        question("new"),
        question("levels", levels=("1", "2", "3", "4", "five")),
        question("options", options=options(no=1, yes=5)),
        question("value", options=options(no=1, yes=4)),
        question("quiet"),
        question("hidden", when=Condition(profile="key_accounts", equals=True)),
        question("away"),
        question("same", text="Is same\n  done?"),
    )
    asked_before = questionnaire(
        question("same"),
        question("q"),
        question("levels", levels=("1", "2", "3", "4", "5")),
        question("options", options=options(no=1, maybe=3, yes=5)),
        question("value", options=options(no=1, yes=5)),
        question("quiet"),
        question("hidden"),
        question("away"),
        question("gone"),
    )
    before: dict[str, Said] = {"options": "no", "value": "no"}
    before |= dict.fromkeys(("q", "levels", "hidden", "away", "gone", "same"), 3)
    now: dict[str, Said] = {"options": "no", "value": "no", "away": not_applicable()}
    now |= dict.fromkeys(("q", "new", "levels", "quiet", "same"), 3)
    change = changed(before, now, asked_before, asked_now)
    assert change.comparable == ("same",)
    assert change.not_comparable == (
        ("q", "wording changed"),
        ("new", "new question"),
        ("levels", "answers to choose from changed"),
        ("options", "answers to choose from changed"),
        ("value", "answers to choose from changed"),
        ("quiet", "not answered last time"),
        ("hidden", "not asked this time"),
        ("away", "not applicable this time"),
        ("gone", "no longer asked"),
    )


def test_another_scale_is_not_compared() -> None:
    book = playbook(part("a"), levels=levels(0, 1, 2, 3, 4))
    asked = questionnaire(question("q"))
    before = assessed(asked, answers({"q": 3}, date=LAST_YEAR), book)
    change = compare(assessed(asked, answers({"q": 3}), playbook(part("a"))), before)
    assert change.not_comparable == (("q", "the scale changed"),)
    assert values(change.whole) == (None, None, None, 0)
    assert change.earlier_whole == 3


def test_both_years_are_combined_as_now() -> None:
    # Last year r stood in another part and weighed nothing; its condition was met then.
    asked_before = questionnaire(
        question("q"),
        question("r", "old", weight=0, when=Condition(question="q", at_least=1)),
        question("only_then", "old"),
    )
    before_book = playbook(part("a"), part("old", method="maximum"), method="weighted_mean")
    asked_now = questionnaire(question("q"), question("r", weight=3))
    now_book = playbook(part("a", method="weighted_mean"))
    before = assessed(asked_before, answers({"q": 1, "r": 3, "only_then": 5}, date=LAST_YEAR), before_book)
    change = compare(assessed(asked_now, answers({"q": 2, "r": 4}), now_book), before)
    assert values(change.whole) == (f("5/2"), f("7/2"), f(1), 2)
    assert change.earlier_parts == (("a", f(1)), ("old", f(5)))


def test_each_year_has_its_own_profile() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(profile="key_accounts", equals=True)))
    book = playbook(part("a"))
    earlier = answers({"q": 1, "r": 1}, date=LAST_YEAR, organisation=profile(key_accounts=True))
    change = compare(assessed(asked, answers({"q": 2, "r": 2}), book), assessed(asked, earlier, book))
    assert change.not_comparable == (("r", "not asked this time"),)


def test_the_change_is_on_the_basis_of_now() -> None:
    records = [evidence("E1", "policy", covers=("q",)), evidence("E2", "minutes", covers=("q",))]
    change = changed({"q": 4, "r": 2, "s": 2}, {"q": 4, "r": 2, "s": 2}, records=records, basis="as_shown")
    assert values(change.questions[0]) == (f(2), f(3), f(1), 1)


# --------------------------------------------------------------------------------------------------------------- panel


def panels(people_before: str, people_now: str, before: Said = 2, now: Said = 3) -> Change:
    """Return the change where everybody says the same within a year; people are single letters."""
    asked = questionnaire(question("q"))
    book = playbook(part("a"))
    earlier = answers(*[{"q": before}] * len(people_before), people=list(people_before), date=LAST_YEAR)
    later = answers(*[{"q": now}] * len(people_now), people=list(people_now))
    return compare(assessed(asked, later, book), assessed(asked, earlier, book))


def test_five_people_are_a_panel() -> None:
    panel = panels("abcdexy", "abcdez").panel
    assert (panel.people, panel.before_only, panel.now_only, panel.comparable) == (5, 2, 1, True)
    assert panel.whole is not None
    assert values(panel.whole) == (f(2), f(3), f(1), 1)
    assert [one.part for one in panel.parts] == ["a"]


def test_four_people_are_none() -> None:
    panel = panels("abcdxy", "abcdez").panel
    assert (panel.people, panel.before_only, panel.now_only, panel.comparable) == (4, 2, 2, False)
    assert (panel.parts, panel.whole) == ((), None)


def test_the_panel_is_scored_alone() -> None:
    asked = questionnaire(question("q"), question("r"))
    book = playbook(part("a"))
    same: list[dict[str, Said]] = [{"q": 2}] * 5
    # Those who left said 5; one who came says 1. Among the panel nobody answered r last year.
    earlier = answers(*same, {"q": 5, "r": 5}, {"q": 5}, people=list("abcdexy"), date=LAST_YEAR)
    later = answers(*[{"q": 3, "r": 1}] * 5, {"q": 1}, people=list("abcdez"))
    change = compare(assessed(asked, later, book), assessed(asked, earlier, book))
    assert values(change.whole) == (f("7/2"), f(2), f("-3/2"), 2)
    assert change.panel.whole is not None
    assert values(change.panel.whole) == (f(2), f(3), f(1), 1)


def test_who_is_listed_and_did_not_answer_is_not_in_the_panel() -> None:
    asked = questionnaire(question("q"))
    book = playbook(part("a"))
    earlier = answers(*[{"q": 2}] * 5, people=list("abcde"), date=LAST_YEAR)
    later = answers(*[{"q": 2}] * 4, people=list("abcde"))
    panel = compare(assessed(asked, later, book), assessed(asked, earlier, book)).panel
    assert (panel.people, panel.before_only, panel.now_only, panel.comparable) == (4, 1, 0, False)

"""Conditions of questions: one test each, of something that exists, against a value it can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cxdna.definitions.check_ladder import off_ladder, off_scale
from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.model import Condition, Playbook, Question
from cxdna.definitions.profile_fields import never, profile_fields, tests_of
from cxdna.definitions.wording import listed, meant, number

_TESTS: Final = ("answered", "equals", "includes", "at_least")
_GROUPS: Final = ("all_of", "any_of", "not")
_FORMS: Final = f"name 'profile' or 'question' with one of {listed(_TESTS)}; or one of {listed(_GROUPS)}"


def inner(condition: Condition, where: Where) -> Iterator[tuple[Condition, Where]]:
    """Yield the conditions that this one is made of, with their places."""
    for key, group in (("all_of", condition.all_of), ("any_of", condition.any_of)):
        for index, one in enumerate(group or ()):
            yield one, (*where, key, index)
    if condition.not_ is not None:
        yield condition.not_, (*where, "not")


def check_condition(
    condition: Condition, where: Where, playbook: Playbook | None, questions: Mapping[str, Question]
) -> Iterator[Flaw]:
    """Yield every flaw; without playbook, what depends on its levels is not looked at.

    Nor is whether a question exists and is asked earlier: that takes the order of all of them.
    """
    for one, place in inner(condition, where):
        yield from check_condition(one, place, playbook, questions)
    says = _says(condition)
    groups = [key for key in _GROUPS if key in says]
    subjects = [key for key in ("profile", "question") if key in says]
    tests = [key for key in _TESTS if key in says]
    if len(groups) + len(subjects) != 1 or len(tests) != len(subjects):
        yield where, f"this condition has {_shape([*subjects, *tests, *groups])}", _FORMS
    elif groups:
        if says[groups[0]] == ():
            yield (*where, groups[0]), f"'{groups[0]}' is empty", "give it a condition"
    elif condition.profile is not None:
        yield from _check_profile(condition.profile, tests[0], says[tests[0]], where)
    elif condition.question is not None and condition.question in questions:
        yield from _check_answer(questions[condition.question], condition, where, playbook)


def _says(condition: Condition) -> dict[str, object]:
    """Return what the condition says, by its keys in the file."""
    fields = {name.rstrip("_"): getattr(condition, name) for name in condition.__struct_fields__}
    return {name: value for name, value in fields.items() if value is not None}


def _shape(keys: list[str]) -> str:
    if not keys:
        return "nothing in it"
    return f"{listed(map(repr, keys))} together" if len(keys) > 1 else f"'{keys[0]}' alone"


def _check_profile(name: str, test: str, value: object, where: Where) -> Iterator[Flaw]:
    fields = profile_fields()
    if name not in fields:
        yield (*where, "profile"), f"the profile has no field '{name}'", meant(name, fields)
    elif test not in tests_of(fields[name]):
        what = f"'{test}' cannot test '{name}' of the profile"
        yield (*where, test), what, f"use {' or '.join(map(repr, tests_of(fields[name])))}"
    elif test in {"equals", "includes"}:
        advice = never(fields[name], value)
        if advice:
            never_so = "never includes" if test == "includes" else "is never"
            yield (*where, test), f"'{name}' of the profile {never_so} {_value(value)}", advice


def _check_answer(asked: Question, condition: Condition, where: Where, playbook: Playbook | None) -> Iterator[Flaw]:
    if condition.includes is not None:
        yield (*where, "includes"), "'includes' tests lists of the profile, not answers", "use 'equals' or 'at_least'"
    if condition.at_least is not None and playbook:
        yield from off_scale(playbook, (*where, "at_least"), condition.at_least)
    if condition.equals is None:
        return
    place = (*where, "equals")
    options = {option.id: option.value for option in asked.options}
    if isinstance(condition.equals, str):
        if condition.equals not in options:
            what = f"question '{asked.id}' has no option '{condition.equals}'"
            yield place, what, meant(condition.equals, options) or "give a level"
    elif isinstance(condition.equals, bool):
        yield (
            place,
            f"an answer to '{asked.id}' is never {_value(condition.equals)}",
            "give a level or the id of an option",
        )
    elif options:
        if condition.equals not in options.values():
            what = f"no option of question '{asked.id}' has the value {number(condition.equals)}"
            yield place, what, f"options are {listed(options)}"
    elif playbook:
        yield from off_ladder(playbook, place, condition.equals)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return number(value) if isinstance(value, int | float) else f"'{value}'"

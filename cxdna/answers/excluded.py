"""Questions that an organisation is never asked, whatever anybody answers, and why in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from cxdna.answers.visible import holds
from cxdna.definitions.model import Condition, Question, Questionnaire
from cxdna.definitions.wording import number
from cxdna.organisation.model import Profile

_LACKING: Final[Mapping[tuple[str, object], str]] = {
    ("key_accounts", True): "no key accounts",
    ("key_accounts", False): "it has key accounts",
    ("regulated", True): "no supervisor",
    ("regulated", False): "it has a supervisor",
    ("several_countries", True): "one country",
    ("several_countries", False): "several countries",
}
# Who the customers are -> what that lacks, whichever other kind of customer a question is for.
_OTHER_CUSTOMERS: Final = {"consumers": "no business customers", "businesses": "no consumers"}


class Excluded(NamedTuple):
    """A question that is never asked, and what in the profile makes it so: `no key accounts`."""

    question: Question
    why: tuple[str, ...]


def excluded(questionnaire: Questionnaire, profile: Profile) -> tuple[Excluded, ...]:
    """Return the questions whose condition cannot be met; those that depend on an answer are still possible."""
    out: dict[str, Excluded] = {}
    for question in questionnaire.questions:
        if question.when is not None and _met(question.when, profile, out) is False:
            out[question.id] = Excluded(question, tuple(dict.fromkeys(_reasons(question.when, profile, out))))
    return tuple(out.values())


def _met(condition: Condition, profile: Profile, out: Mapping[str, Excluded]) -> bool | None:
    """Return whether a condition is met; None where an answer decides."""
    tests: list[bool | None] = []
    if condition.all_of is not None:
        tests.append(_all([_met(one, profile, out) for one in condition.all_of]))
    if condition.any_of is not None:
        turned = _all([_turned(_met(one, profile, out)) for one in condition.any_of])
        tests.append(_turned(turned))
    if condition.not_ is not None:
        tests.append(_turned(_met(condition.not_, profile, out)))
    if condition.profile is not None:
        tests.append(_profile_meets(condition, profile))
    if condition.question is not None:
        tests.append(condition.answered is False if condition.question in out else None)
    return _all(tests)


def _profile_meets(condition: Condition, profile: Profile) -> bool:
    alone = msgspec.structs.replace(condition, question=None, all_of=None, any_of=None, not_=None)
    return holds(alone, profile, {})


def _all(tests: list[bool | None]) -> bool | None:
    if False in tests:
        return False
    return None if None in tests else True


def _turned(test: bool | None) -> bool | None:  # noqa: FBT001 - a value of three, no switch
    return None if test is None else not test


def _reasons(
    condition: Condition, profile: Profile, out: Mapping[str, Excluded], *, met: bool = False
) -> Iterator[str]:
    """Yield what makes a condition met, or not."""
    for one in (*(condition.all_of or ()), *(condition.any_of or ())):
        if _met(one, profile, out) is met:
            yield from _reasons(one, profile, out, met=met)
    if condition.not_ is not None and _met(condition.not_, profile, out) is (not met):
        yield from _reasons(condition.not_, profile, out, met=not met)
    if condition.profile is not None and _profile_meets(condition, profile) is met:
        yield _having(condition) if met else _lacking(condition, profile)
    if condition.question is not None and condition.question in out:
        yield from out[condition.question].why


def _lacking(condition: Condition, profile: Profile) -> str:
    field = str(condition.profile)
    if field == "business_model" and profile.business_model in _OTHER_CUSTOMERS:
        return _OTHER_CUSTOMERS[profile.business_model]
    if condition.includes is not None:
        return f"no {_words(condition.includes)}"
    if condition.at_least is not None:
        return f"fewer than {number(condition.at_least)} {_words(field)}"
    if condition.equals is not None:
        return _LACKING.get((field, condition.equals), f"{_words(field)} is not {_words(condition.equals)}")
    return f"no {_words(field)}" if condition.answered else f"{_words(field)} is given"


def _having(condition: Condition) -> str:
    field = str(condition.profile)
    if condition.includes is not None:
        return _words(condition.includes)
    if condition.at_least is not None:
        return f"{number(condition.at_least)} {_words(field)} or more"
    if condition.equals is not None:
        plain = f"{_words(field)} is {_words(condition.equals)}"
        return _LACKING.get((field, not condition.equals), plain) if isinstance(condition.equals, bool) else plain
    return f"{_words(field)} is given" if condition.answered else f"no {_words(field)}"


def _words(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value).replace("_", " ")

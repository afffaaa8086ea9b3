"""Who answers: known, new, of the same name, or nobody's name."""

import datetime as dt
import re
from collections.abc import Sequence

import pytest

from cxdna.answers.model import Answer
from cxdna.cli.ask import Ended
from cxdna.cli.assess_who import Said, who_answers
from cxdna.errors import UserError
from cxdna.store.model import Person
from cxdna.workflows.answering.assess import keep, sit_down
from cxdna.workflows.answering.who import (
    EVERYONE,
    Who,
    begun,
    group_of_role,
    groups,
    nameless,
    nameless_again,
    roles,
    sheet_of_code,
    the_only_one,
)
from cxdna.workflows.current import Current
from tests.workflows.interviewing import FOUR, MOMENT, drawing, opened, type_in

CHANCE = drawing()


def asked(now: Current, lines: Sequence[str] = (), said: Said | None = None) -> tuple[Who, str]:
    found: list[Who] = []
    printed, ended = type_in(lines, lambda: found.append(who_answers(now, said or Said(), CHANCE)))
    if ended:
        raise Ended
    return found[0], printed


def put(now: Current, name: str, role: str, group: str = EVERYONE, answers: int = 1) -> Who:
    """Let somebody answer so many questions."""
    who, _ = asked(now, [], Said(respondent=name, role=role, group=group))
    sitting = sit_down(now, who)
    for question in FOUR.questions[:answers]:
        sitting = keep(sitting, question, Answer(value=2), key=CHANCE(8), at=MOMENT)
    return sitting.who


def test_name_and_role_are_asked_for() -> None:
    who, printed = asked(opened(), ["", "?", " Anna   Lee ", "?", "1"])
    assert who.person
    assert (who.person.name, who.sheet.role, who.sheet.group) == ("Anna Lee", "Anybody", EVERYONE)
    assert re.fullmatch(r"p_[0-9a-f]{8}", who.sheet.id)
    assert re.fullmatch(r"[0-9a-f]{32}", who.person.salt)
    assert "The name is missing" in printed
    assert "   1  Anybody\n" in printed
    assert not who.stored


def test_a_known_name_goes_on_with_its_sheet() -> None:
    now = opened()
    anna = put(now, "Anna Lee", "Head of service")
    put(now, "Ben", "Head of sales")
    who, printed = asked(now, ["anna lee"])
    assert who.sheet == anna.sheet
    assert begun(now, who)
    assert "role" not in printed
    assert asked(now, [], Said(respondent="ANNA LEE"))[0].sheet == anna.sheet


def test_who_alone_is_on_the_way_goes_on_without_being_asked() -> None:
    now = opened()
    anna = put(now, "Anna Lee", "Head of service")
    assert asked(now)[0].sheet == anna.sheet
    assert asked(now, ["Ben", "1"], Said(role="Head of sales"))[0].sheet.id != anna.sheet.id


@pytest.mark.parametrize("mode", ["confidential", "named"])
def test_otherwise_the_name_is_asked_for(mode: str) -> None:
    now = opened(mode=mode)  # type: ignore[arg-type]
    put(now, "Anna Lee", "Head of service", answers=4 if mode == "named" else 1)
    assert (the_only_one(now) is None) == (mode == "confidential")
    with pytest.raises(Ended):
        asked(now)


def test_another_role_may_be_the_same_person_or_another() -> None:
    now = opened()
    anna = put(now, "Anna Lee", "Head of service")
    same, printed = asked(now, ["perhaps", "y"], Said(respondent="Anna Lee", role="Head of quality"))
    assert same.sheet.id == anna.sheet.id
    assert now.store.people()[0].role == now.store.sheets("a_2026")[0].role == "Head of quality"
    assert "Anna Lee is known as Head of service." in printed
    assert "neither yes nor no" in printed
    other, _ = asked(now, ["n"], Said(respondent="Anna Lee", role="Head of sales"))
    assert other.sheet.id != anna.sheet.id


def test_several_of_one_name_are_told_apart_by_role() -> None:
    now = opened()
    service = put(now, "Anna Lee", "Head of service")
    other, _ = asked(now, ["n"], Said(respondent="Anna Lee", role="Head of sales"))
    sales = keep(sit_down(now, other), FOUR.questions[0], Answer(value=2), key="sales", at=MOMENT).who
    assert asked(now, ["Anna Lee", "2"])[0].sheet == sales.sheet
    assert asked(now, [], Said(respondent="Anna Lee", role="head of service"))[0].sheet == service.sheet
    third, printed = asked(now, ["Anna Lee", "7", "3", "Head of quality"])
    assert third.sheet.id not in {service.sheet.id, sales.sheet.id}
    assert "  1  Head of service\n  2  Head of sales\n  3  somebody else\n" in printed


def test_forgotten_people_are_not_known_any_more() -> None:
    now = opened()
    anna = put(now, "Anna Lee", "Head of service")
    gone = Person(
        id=anna.sheet.id,
        name="Anna Lee",
        role="Head of service",
        group="Leaders",
        salt="",
        forgotten=dt.date(2026, 1, 1),
    )
    now.store.add(gone)
    assert asked(now, [], Said(respondent="Anna Lee", role="Head of sales"))[0].sheet.id != anna.sheet.id
    assert roles(now) == ("Anybody",)
    assert groups(now) == ()


def test_the_group_is_that_of_the_role_and_asked_only_where_there_are_groups() -> None:
    now = opened()
    assert put(now, "Anna", "Head of service").sheet.group == EVERYONE
    put(now, "Ben", "Head of sales", "Leaders")
    assert put(now, "Cem", "Head of sales").sheet.group == EVERYONE, "the option was not heeded"
    put(now, "Dan", "Adviser", "Front line")
    assert group_of_role(now, "adviser") == "Front line"
    assert group_of_role(now, "head of sales") is None
    assert asked(now, ["Eva", "adviser"])[0].sheet.group == "Front line"
    who, printed = asked(now, ["Flo", "Driver", "?", "2"])
    assert who.sheet.group == "Leaders"
    assert "   1  Front line\n   2  Leaders\n" in printed
    assert asked(now, ["Gus", "Driver", ""])[0].sheet.group == EVERYONE
    assert asked(now, ["Hal", "Driver", "leaders"])[0].sheet.group == "Leaders"


def test_a_nameless_sheet_is_opened_again_by_its_code_alone() -> None:
    now = opened(mode="anonymous")
    who, printed = asked(now)
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}", who.code)
    assert re.fullmatch(r"s_[0-9a-f]{16}", who.sheet.id)
    assert who.person is None
    assert printed == ""
    with pytest.raises(UserError, match="no sheet with answers"):
        nameless_again(now, who.code)
    keep(sit_down(now, who), FOUR.questions[0], Answer(value=1), key="k", at=MOMENT)
    assert who.code.replace("-", "") not in repr(vars(now.store)), "the code is kept"
    again, _ = asked(now, [], Said(sheet=f" {who.code.upper().replace('-', '')} "))
    assert (again.sheet, again.code, again.stored) == (who.sheet, who.code, True)
    assert sheet_of_code(now, "ol0i-1234") == sheet_of_code(now, "0101-1234")
    with pytest.raises(UserError, match="no code"):
        nameless_again(now, "k7f2-9qp")


def test_codes_differ() -> None:
    now, chance = opened(mode="anonymous"), drawing()
    assert len({nameless(now, EVERYONE, chance).code for _ in range(50)}) == 50


def test_an_anonymous_assessment_asks_for_the_group_only_where_there_are_some() -> None:
    now = opened(mode="anonymous")
    first, _ = asked(now, [], Said(group="Leaders"))
    keep(sit_down(now, first), FOUR.questions[0], Answer(value=1), key="k", at=MOMENT)
    assert asked(now, ["1"])[0].sheet.group == "Leaders"


@pytest.mark.parametrize(
    ("mode", "said", "told"),
    [
        ("anonymous", Said(respondent="Anna"), "anonymous"),
        ("anonymous", Said(role="Head"), "anonymous"),
        ("named", Said(sheet="k7f2-9qpm"), "--sheet"),
        ("named", Said(respondent=" "), "the name is missing"),
        ("named", Said(respondent="x" * 201), "201 characters"),
        ("named", Said(respondent="Anna", role="Head", group="x" * 61), "the group has 61"),
    ],
)
def test_options_that_do_not_fit(mode: str, said: Said, told: str) -> None:
    with pytest.raises(UserError, match=told):
        asked(opened(mode=mode), [], said)  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\u202e", "\udcff"])
@pytest.mark.parametrize("field", ["respondent", "role", "group"])
def test_names_that_no_document_can_hold_are_refused(field: str, sign: str) -> None:
    given = {"respondent": "Anna Lee", "role": "Boss", "group": "Leaders", field: f"A{sign}b"}
    with pytest.raises(UserError, match="holds a sign that does not print; type it again"):
        asked(opened(), [], Said(**given))

"""What the library says of an action beside the plan, and what of it a draft takes over."""

from typing import Any

from cxdna.definitions.model import Produced
from cxdna.plan.look_up import COST_WORDS, look_up
from tests.plan.drafting import BOOK, drafted, template
from tests.scores.building import RULE

FULL: dict[str, Any] = {
    "supporting_roles": ("Head of service", "Data protection officer"),
    "cost": "budget_line",
    "preconditions": ("The list of\n  complaints is there.",),
    "risk": "People wait\n  for the tool; begin on paper.",
    "evidence": (Produced(kind="policy", what="The rule."), Produced(kind="unheard_of", what="Its log.")),
}


def test_what_an_action_leaves_behind_and_takes_is_the_library_s_word() -> None:
    library = [template("one", "a1", **FULL), template("two", "b1")]
    one, two = (next(each for each in drafted(*library).plan if each.template == name) for name in ("one", "two"))
    found = look_up(one, library, BOOK.evidence.kinds)
    assert found is not None
    assert (found.template, found.cost) == ("one", "a line in the budget")
    assert found.supporting_roles == ("Head of service", "Data protection officer")
    assert found.preconditions == ("The list of complaints is there.",)
    assert [(each.kind_name, each.what) for each in found.evidence] == [
        (RULE.kinds[0].name, "The rule."),
        ("unheard_of", "Its log."),
    ]
    assert one.cost is None, "a band is no amount"
    bare = look_up(two, library, BOOK.evidence.kinds)
    assert bare is not None
    assert (bare.supporting_roles, bare.cost, bare.preconditions, bare.evidence) == ((), "", (), ())


def test_of_people_s_own_actions_the_library_says_nothing() -> None:
    [one] = drafted(template("one", "a1", **FULL)).plan
    assert look_up(one, [template("other", "a1")], BOOK.evidence.kinds) is None


def test_the_risk_of_a_draft_begins_with_what_usually_goes_wrong() -> None:
    base = template("base", "a1", **FULL)
    shiny = template("shiny", "c1", ("a", 1.5), risk="It is bought first.")
    found = {one.template: one for one in drafted(base, shiny).plan}
    assert found["base"].risk.startswith("People wait for the tool; begin on paper. ")
    begin = f"It is bought first. It starts late if {found['base'].id} is late. "
    assert found["shiny"].risk.startswith(begin)
    assert "can be improved by harm elsewhere" in found["base"].risk


def test_every_band_of_cost_has_words() -> None:
    assert all(look.islower() for look in COST_WORDS.values())
    assert len(set(COST_WORDS.values())) == len(COST_WORDS) == 4

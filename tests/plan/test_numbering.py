"""Ids count on from the highest there ever was, whatever else people used as ids."""

from cxdna.plan.numbering import ACTIONS, DECISIONS, last_number, next_ids


def test_numbers_go_on_and_other_ids_make_no_difference() -> None:
    known = ["a2", "a10", "audit", "a1.5", "d7", "a\N{ARABIC-INDIC DIGIT NINE}9"]
    assert last_number(ACTIONS, known) == 10
    assert next_ids(ACTIONS, known, 2) == ["a11", "a12"]
    assert next_ids(DECISIONS, known, 1) == ["d8"]
    assert next_ids(ACTIONS, (), 1) == ["a1"]

"""A part of the playbook is found by what people call it."""

import pytest

from cxdna.errors import UserError
from cxdna.workflows.find_part import find_part
from tests.scores.building import part, playbook
from tests.workflows.interviewing import opened


def test_by_id_by_name_and_by_the_start_of_a_name() -> None:
    book = playbook(part("billing"), part("win_back"))
    assert find_part(book, "WIN_BACK") == find_part(book, " win back ") == find_part(book, "wi") == "win_back"
    assert find_part(book, "whole") == find_part(book, "Overall") == book.id


def test_two_that_begin_alike_are_named() -> None:
    with pytest.raises(UserError, match="may be Billing and Bids; give more of the name"):
        find_part(playbook(part("billing"), part("bids")), "bi")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("bilings", "the playbook has no part 'bilings'; did you mean 'billing'?"),
        ("Winback", "the playbook has no part 'Winback'; did you mean 'win_back'?"),
        ("zzzz", "the playbook has no part 'zzzz'; known: whole, billing, win_back"),
        ("", "the playbook has no part ''; known: "),
    ],
)
def test_unknown_ones_are_explained(word: str, says: str) -> None:
    with pytest.raises(UserError) as error:
        find_part(playbook(part("billing"), part("win_back")), word)
    assert str(error.value).startswith(says)


def test_the_example_has_parts() -> None:
    assert find_part(opened().playbook, "ONE") == "one"

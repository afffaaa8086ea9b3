"""What was typed at a question, and what a line of evidence says."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna import resources
from cxdna.answers.model import DONT_KNOW, Answer
from cxdna.answers.noted import Noted, guess_kind, read_dated, read_noted, read_periods
from cxdna.answers.typed import (
    Typed,
    choices,
    read_comment,
    read_reason,
    read_typed,
    said_in_words,
    span,
)
from cxdna.definitions.load import load_questionnaire
from cxdna.errors import UserError
from tests.scores.building import levels, options, question

LADDER = levels(1, 2, 3, 4, 5)
PLAIN = question("q1")
CHOICE = question("q2", options=options(never=1, sometimes=2.5, always=5))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("3", Typed(value=3)),
        ("3.", Typed(value=3)),
        ("３", Typed(value=3)),
        ("d", Typed(value=DONT_KNOW)),
        ("Don’t know", Typed(value=DONT_KNOW)),
        ("N", Typed(wish="not_applicable")),
        ("n we have no vans", Typed(wish="not_applicable", more="we have no vans")),
        ("c It Depends", Typed(wish="comment", more="It Depends")),
        ("g benchmarking", Typed(wish="go", more="benchmarking")),
        ("e Charter 2026", Typed(wish="evidence", more="Charter 2026")),
        ("?", Typed(wish="help")),
        ("B", Typed(wish="back")),
        ("s", Typed(wish="skip")),
        ("quit", Typed(wish="leave")),
        ("", Typed(wish="keep")),
    ],
)
def test_read(text: str, typed: Typed) -> None:
    assert read_typed(text, PLAIN, LADDER) == typed


@pytest.mark.parametrize("text", ["0", "6", "3.5", "2,5", "33", "-1", "x", "yes", "3 4", "nope", "b 3", "1e0", "३x"])
def test_what_says_nothing_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(UserError, match="1-5"):
        read_typed(text, PLAIN, LADDER)


def test_options_are_numbered_and_known_by_id() -> None:
    assert read_typed("2", CHOICE, LADDER) == Typed(value="sometimes")
    assert read_typed("ALWAYS", CHOICE, LADDER) == Typed(value="always")
    assert span(CHOICE, LADDER) == "1-3"
    with pytest.raises(UserError, match="1-3"):
        read_typed("4", CHOICE, LADDER)


def test_levels_are_typed_as_the_playbook_numbers_them() -> None:
    low = levels(-1, 0, 1.5)
    asked = question("q", levels=("a", "b", "c"))
    assert [key for key, _, _ in choices(asked, low)] == ["-1", "0", "1.5"]
    assert read_typed("1.5", asked, low) == Typed(value=1.5)
    assert read_typed("−1", asked, low) == Typed(value=-1)


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(text: str) -> None:
    told = ""
    try:
        read_typed(text, PLAIN, LADDER)
    except UserError as error:
        told = str(error)
    assert "\n" not in told


@pytest.mark.parametrize("text", ["", "   ", "3", "-", "...", "12/4"])
def test_a_reason_gives_one(text: str) -> None:
    with pytest.raises(UserError, match="reason"):
        read_reason(text)


def test_reasons_and_comments_have_a_limit() -> None:
    assert read_reason(" no  field service ") == "no field service"
    assert read_comment("") == ""
    with pytest.raises(UserError, match="400 fit"):
        read_reason("x" * 401)
    with pytest.raises(UserError, match="2,000 fit"):
        read_comment("x" * 2001)


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\udcff"])
def test_signs_that_nobody_sees_are_in_no_reason_and_no_comment(sign: str) -> None:
    for read in (read_reason, read_comment):
        with pytest.raises(UserError, match="holds a sign that does not print"):
            read(f"no{sign}ne")


@pytest.mark.parametrize("text", ["", "0", "1001", "000000001000001", "four", "-4", "4.5", "\u0664"])
def test_what_is_no_number_of_periods(text: str) -> None:
    with pytest.raises(UserError, match="type 4 for a year of quarters"):
        read_periods(text)
    assert read_periods("12") == 12


def test_a_long_title_is_not_cut() -> None:
    assert read_noted(f"{'x' * 300}, January 2026", []).title == "x" * 300


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Answer(value=3), "3"),
        (Answer(value=DONT_KNOW), "don't know"),
        (Answer(not_applicable="no vans"), "not applicable (no vans)"),
    ],
)
def test_an_answer_in_words(said: Answer, words: str) -> None:
    assert said_in_words(said, PLAIN, LADDER) == words


def test_an_option_in_words() -> None:
    assert said_in_words(Answer(value="sometimes"), CHOICE, LADDER) == "sometimes"
    assert said_in_words(Answer(value="seldom"), CHOICE, LADDER) == ""


KINDS = load_questionnaire("pulse", resources.roots())[0].evidence.kinds


def shown(noted: Noted) -> tuple[str, dt.date | None, str | None]:
    return noted.title, noted.dated.date if noted.dated else None, noted.kind


@pytest.mark.parametrize(
    ("text", "title", "date", "kind"),
    [
        ("Charter, signed January 2026", "Charter", dt.date(2026, 1, 1), "policy"),
        ("Minutes of the board, 15.1.2026", "Minutes of the board", dt.date(2026, 1, 15), "record"),
        ("Audit 2026-03-02", "Audit", dt.date(2026, 3, 2), "audit"),
        ("Training course on 3 March 2026", "Training course", dt.date(2026, 3, 3), "training"),
        ("Our dashboard (03/2026)", "Our dashboard", dt.date(2026, 3, 1), "data"),
        ("NPS results 2025", "NPS results", dt.date(2025, 1, 1), "outcome"),
        ("Strategy 2025, agreed March 4, 2026", "Strategy 2025", dt.date(2026, 3, 4), "policy"),
        ("January 2026 board minutes", "board minutes", dt.date(2026, 1, 1), "record"),
        ("Something else", "Something else", None, None),
        ("Journey map", "Journey map", None, "plan"),
    ],
)
def test_a_line_of_evidence(text: str, title: str, date: dt.date | None, kind: str | None) -> None:
    assert shown(read_noted(text, KINDS)) == (title, date, kind)


def test_a_link_is_taken_out_of_the_line() -> None:
    noted = read_noted("Charter, May 2026 https://example.org/charter", KINDS)
    assert (noted.title, noted.link) == ("Charter", "https://example.org/charter")
    assert read_noted("https://example.org/2026-01-02/x", KINDS).dated is None


@pytest.mark.parametrize("text", ["4", "-", "x", "12"])
def test_a_line_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="names nothing"):
        read_noted(text, KINDS)


def test_a_date_that_can_be_read_in_two_ways_is_refused() -> None:
    with pytest.raises(UserError, match="for some"):
        read_noted("Minutes of 3/4/2026", KINDS)


@pytest.mark.parametrize(
    ("text", "words", "understood"),
    [
        ("January 2026", "January 2026", "January 2026, kept as 1 January 2026"),
        ("2026-01", "January 2026", "January 2026, kept as 1 January 2026"),
        ("2026-01-15", "15 January 2026", "15 January 2026"),
        ("15.1.2026", "15 January 2026", "15 January 2026"),
        ("2026", "2026", "2026, kept as 1 January 2026"),
    ],
)
def test_how_a_date_was_understood_is_said(text: str, words: str, understood: str) -> None:
    dated = read_dated(text)
    assert (dated.words, dated.understood) == (words, understood)


@given(st.text(max_size=80))
def test_any_line_of_evidence_is_read_or_refused(text: str) -> None:
    with suppress(UserError):
        assert len(read_noted(text, KINDS).title) <= 200


def test_kinds_are_guessed_from_the_playbook_in_use() -> None:
    assert guess_kind("nothing known", KINDS) is None
    assert guess_kind("an interview with staff", KINDS) == "interview"

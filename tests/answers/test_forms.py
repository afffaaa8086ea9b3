"""Forms out and in: the same answers, whatever is written in them; everything that cannot be taken is named."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.forms import model
from cxdna.answers.forms.lay_out import lay_out
from cxdna.answers.forms.model import Asked, Filled, spans
from cxdna.answers.forms.read_answer import read_answer, read_day
from cxdna.answers.forms.texts import hash_of, in_words, levels_text, plain
from cxdna.answers.model import DONT_KNOW, Answer
from cxdna.definitions.model import Condition
from cxdna.errors import Problems, UserError
from cxdna.tables.layout import Cell, Line, Page
from tests.answers.forming import (
    ASKED,
    BOOK,
    HEAD,
    MADE,
    Row,
    back,
    expected,
    filled_in,
    form,
    there_and_back,
)
from tests.scores.building import question

SPELLED = {"not_applicable": "Not applicable", DONT_KNOW: "Don't know"}
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80).map(
    lambda text: text.replace("\r", "\n").strip()
)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "=HYPERLINK(", "\uff1d1+1", "'", "_x0041_"])
COMMENTS = st.builds(str.__add__, STARTS, WORDS).map(str.strip)
REASONS = st.builds("{0}because {1}".format, STARTS, WORDS).map(str.strip)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, Row]:
    """Draw an answer to a question with levels, and the cells in which a person gives it."""
    offered: list[float | str] = [1.0, 2.0, 3.0, 4.0, 5.0, DONT_KNOW, "not_applicable"]
    value = draw(st.sampled_from(offered))
    if value == "not_applicable":
        reason = draw(REASONS)
        return Answer(not_applicable=reason), {model.ANSWER: "Not applicable", model.COMMENT: reason}
    comment = draw(COMMENTS)
    return Answer(value=value, comment=comment), {model.ANSWER: SPELLED.get(str(value), value), model.COMMENT: comment}


@given(st.dictionaries(st.sampled_from(["q1", "q2"]), answers()))
def test_answers_out_and_in_are_the_same(said: dict[str, tuple[Answer, Row]]) -> None:
    found = there_and_back({one: cells for one, (_, cells) in said.items()})
    assert not found.problems
    assert {one.question: one.said for one in found.given} == {one: answer for one, (answer, _) in said.items()}
    assert set(found.blank) == {one.id for one in ASKED} - said.keys()


@pytest.mark.parametrize(
    ("value", "means"),
    [
        (3, 3.0),
        (3.0, 3.0),
        ("3", 3.0),
        ("3.0", 3.0),
        ("3,0", 3.0),
        (" 3 ", 3.0),
        ("3 - L3", 3.0),
        ("3: L3", 3.0),
        ("3 \u2013 L3", 3.0),
        ("3. L3", 3.0),
        ("Level 3", 3.0),
        ("\uff13", 3.0),
        ("3 l3", 3.0),
        ("3  Text of level 3", 3.0),
        ("3 - Text of ...", 3.0),
        ("Text of level 3.", 3.0),
        ("Don\u2019t know", DONT_KNOW),
        ("dont know", DONT_KNOW),
        ("n/a", "not_applicable"),
        ("NOT APPLICABLE", "not_applicable"),
        ("", None),
        (" \n", None),
    ],
    ids=repr,
)
def test_answers_are_read_however_a_program_saved_them(value: str | float, means: object) -> None:
    assert read_answer(value, ASKED[0], BOOK.levels) == means


GUESSES = ["4 or so", "2 or 3", "4 people", "4 - L3", "4 - almost 5", "4 ...", "4?", "~4", "3 or 4...", "?", "n", "d"]


@pytest.mark.parametrize(
    "value", ["0", 6, 2.5, "3 4", "3-4", "33", "-3", "maybe", True, "3%", dt.date(2026, 3, 1), *GUESSES]
)
def test_what_is_on_no_list_is_no_answer(value: str | float) -> None:
    with pytest.raises(UserError, match="is not on the list"):
        read_answer(value, ASKED[0], BOOK.levels)


@pytest.mark.parametrize(("value", "means"), [(1, "none"), ("2", "some"), ("Some, in part", "some"), ("SOME", "some")])
def test_options_are_chosen_by_number_text_or_id(value: str | float, means: str) -> None:
    assert read_answer(value, ASKED[2], BOOK.levels) == means


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 1, 15),
        dt.datetime(2026, 1, 15, 8, 30, tzinfo=dt.UTC),
        46037,
        "2026-01-15",
        "15.1.2026",
        "15 January 2026",
    ],
)
def test_days_are_read_however_a_program_saved_them(value: str | float | dt.date) -> None:
    assert read_day(value) == dt.date(2026, 1, 15)


def test_evidence_comes_back_with_its_place() -> None:
    cells: Row = {
        model.ANSWER: 3,
        model.TITLE: "Charter",
        model.KIND: "Policy",
        model.DATE: dt.date(2026, 1, 15),
        model.WHERE: "https://example.org/c",
    }
    (one,) = there_and_back({"q1": cells}).given
    (evidence,) = one.evidence
    assert (evidence.title, evidence.kind, evidence.date) == ("Charter", "policy", dt.date(2026, 1, 15))
    assert (evidence.link, evidence.source) == ("https://example.org/c", "")
    assert evidence.periods == 1
    (one,) = there_and_back({"q1": {**cells, model.PERIODS: 4}}).given
    assert one.evidence[0].periods == 4
    (one,) = there_and_back({"q1": {**cells, model.WHERE: "Board room", model.ANSWER: ""}}).given
    assert one.said == Answer()
    assert (one.evidence[0].link, one.evidence[0].source) == ("", "Board room")


WRONG: dict[str, tuple[Row, str]] = {
    "off the list": ({model.ANSWER: 6}, "cell D5 of 'Questions': '6' is not on the list; choose 1, 2, 3, 4, 5"),
    "no reason": ({model.ANSWER: "n/a"}, "cell E5 of 'Questions': not applicable needs a reason"),
    "a reason that is none": ({model.ANSWER: "n/a", model.COMMENT: "..."}, "not applicable needs a reason"),
    "a long reason": ({model.ANSWER: "n/a", model.COMMENT: "x" * 401}, "has 401 characters, and 400 fit"),
    "a long comment": ({model.ANSWER: 3, model.COMMENT: "x" * 2001}, "has 2,001 characters, and 2,000 fit"),
    "half the evidence": (
        {model.TITLE: "Minutes of May"},
        "cell G5 of 'Questions': the evidence is half given: its kind and its date missing; give it, perhaps the kind",
    ),
    "evidence without a name": ({model.DATE: "2026-01-15"}, "cell F5 of 'Questions': the evidence is half given: what"),
    "an unknown kind": (
        {model.TITLE: "x", model.KIND: "Polcy", model.DATE: "2026-01-15"},
        "cell G5 of 'Questions': there is no kind of evidence 'Polcy'; did you mean 'Policy'?",
    ),
    "no date": (
        {model.TITLE: "x", model.KIND: "Policy", model.DATE: "soon"},
        "cell H5 of 'Questions': 'soon' is no date",
    ),
    "a date in two ways": (
        {model.TITLE: "x", model.KIND: "Policy", model.DATE: "3/4/2026"},
        "is 3 April 2026 for some and 4 March 2026 for others",
    ),
    "a date to come": (
        {model.TITLE: "x", model.KIND: "Policy", model.DATE: dt.date(2027, 1, 1)},
        "cell H5 of 'Questions': 1 January 2027 is still to come",
    ),
    "a long title": ({model.TITLE: "x" * 201, model.KIND: "Policy", model.DATE: "2026-01-15"}, "has 201 characters"),
    "a sign that does not print": (
        {model.TITLE: "Char\x07ter", model.KIND: "Policy", model.DATE: "2026-01-15"},
        "cell F5 of 'Questions': holds a sign that does not print",
    ),
    "a comment that turns the line round": (
        {model.ANSWER: 3, model.COMMENT: "fine\n\u202ereally"},
        "cell E5 of 'Questions': holds a sign that does not print",
    ),
    "a reason with a bell": ({model.ANSWER: "n/a", model.COMMENT: "no\x07ne"}, "cell E5 of 'Questions': holds a sign"),
    "periods in words": (
        {model.TITLE: "x", model.KIND: "Policy", model.DATE: "2026-01-15", model.PERIODS: "a year"},
        "cell I5 of 'Questions': 'a year' is no number of periods; type 4 for a year of quarters",
    ),
    "far too many periods": (
        {model.TITLE: "x", model.KIND: "Policy", model.DATE: "2026-01-15", model.PERIODS: 1001},
        "'1001' is no number of periods",
    ),
    "an edited question": (
        {model.ANSWER: 3, model.TEXT: "Is q1 done well?"},
        "cell B5 of 'Questions': the question or its",
    ),
    "edited levels": (
        {model.ANSWER: 3, model.LEVELS: "1 bad 5 good"},
        "were edited in the form, so it answers something",
    ),
    "an unknown question": ({model.ANSWER: 3, model.QUESTION_ID: "q9"}, "answers a question 'q9' that is not asked"),
    "no question": ({model.ANSWER: 3, model.QUESTION_ID: ""}, "stands beside no question"),
    "a question twice": ({model.ANSWER: 3, model.QUESTION_ID: "q2"}, "a second time"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_taken_is_named_with_its_cell(case: str) -> None:
    cells, said = WRONG[case]
    other: Row = {model.ANSWER: 2} if case == "a question twice" else {}
    found = there_and_back({"q1": cells, "q2": other})
    text = "\n".join(map(str, found.problems))
    assert said in text
    assert text.startswith("form.xlsx: cell ")
    assert not [one for one in found.given if one.question == "q1"]


def test_an_edited_question_without_an_answer_does_no_harm() -> None:
    assert not there_and_back({"q1": {model.TEXT: "Anything"}, "q2": {model.ANSWER: 2}}).problems


def test_spaces_and_line_breaks_are_no_edit() -> None:
    text = plain(levels_text(ASKED[0], BOOK.levels)).replace("\n", " \n\n ")
    assert not there_and_back({"q1": {model.ANSWER: 3, model.LEVELS: text}}).problems


def test_a_question_that_is_asked_in_other_words_now_is_named() -> None:
    changed = msgspec.structs.replace(ASKED[0], text="Is q1 really done?")
    wanted = expected(questions={"q1": changed, "q2": ASKED[1], "q3": ASKED[2]})
    found = back(filled_in(form(), {"q1": {model.ANSWER: 3}, "q2": {model.ANSWER: 2}}), wanted)
    assert "cell B5 of 'Questions': the questionnaire asks this in other words" in str(found.problems[0])
    assert [one.question for one in found.given] == ["q2"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("workspace", "w_2", "is a form of another workspace"),
        ("assessment", "a_2025", "is a form of the assessment 'a_2025', not of 'a_2026'"),
        ("version", "0.9", "asks 'asked' 0.9, and this assessment asks 'asked' 1.0"),
        ("questionnaire", "full", "asks 'full' 1.0"),
        ("sheet", "p_9", "belongs to nobody who was invited"),
        ("format", "7", "is a form of another version of cxdna (shape 7, here 2)"),
    ],
)
def test_a_form_of_something_else_is_named(field: str, value: str, said: str) -> None:
    head = msgspec.structs.replace(HEAD, **{field: value})
    found = back(filled_in(form(head=head), {"q1": {model.ANSWER: 3}}))
    assert said in str(found.problems[0])
    assert len(found.problems) == 1
    assert not found.given


def test_forms_follow_an_assessment_that_came_from_elsewhere() -> None:
    def found(**fields: str) -> Filled:
        head = msgspec.structs.replace(HEAD, workspace="w_2", **fields)
        return back(filled_in(form(head=head), {"q1": {model.ANSWER: 3}}), expected(moved=True))

    assert [one.said.value for one in found().given] == [3]
    assert "is a form of another workspace" in str(found(sheet="p_9").problems[0])
    assert "is a form of the assessment" in str(found(assessment="a_2025").problems[0])
    assert "and this assessment asks" in str(found(version="0.9").problems[0])


def test_a_workbook_that_is_no_form() -> None:
    book = lay_out(form(), MADE)
    for pages in ((Page(name="x", widths=(5,), lines=(Line((Cell("Name"),)),)),), book.pages[:2], book.pages[2:]):
        found = back(msgspec.structs.replace(book, pages=pages))
        assert "form.xlsx: is not a form of cxdna" in str(found.problems[0])


def test_a_form_is_read_after_sheets_rows_and_columns_were_moved() -> None:
    book = filled_in(form(), {"q1": {model.ANSWER: "3 - L3"}, "q3": {model.ANSWER: 2}})
    _, questions, kept = book.pages
    lines = tuple(msgspec.structs.replace(line, cells=(None, *line.cells), merged=1) for line in questions.lines)
    moved = msgspec.structs.replace(questions, name="Questions - Table 1", lines=(Line(), Line(), *lines), choices=())
    found = back(msgspec.structs.replace(book, pages=(kept, moved)))
    assert not found.problems
    assert {one.question: (one.said.value, one.cell) for one in found.given} == {
        "q1": (3.0, "cell E7 of 'Questions - Table 1'"),
        "q3": ("some", "cell E9 of 'Questions - Table 1'"),
    }


def test_the_form_says_what_to_do_and_who_sees_it() -> None:
    texts = {
        mode: "\n".join(
            str(cell.value)
            for line in lay_out(form(mode=mode, by=dt.date(2026, 12, 12)), MADE).pages[0].lines
            for cell in line.cells
            if cell
        )
        for mode in ("named", "confidential", "anonymous")
    }
    assert all("There are 3 questions; they take about 5 minutes" in text for text in texts.values())
    one = lay_out(form(asked=form().asked[:1], time="about 1 minute"), MADE).pages[0]
    assert any(
        "There is 1 question; it takes about 1 minute." in str(cell) for line in one.lines for cell in line.cells
    )
    assert all("by 12 December 2026" in text for text in texts.values())
    assert "For Ruth Okafor, Head of service" in texts["named"]
    assert "kept with your name" in texts["named"]
    assert "No document says who answered what" in texts["confidential"]
    assert "Ruth" not in texts["anonymous"]
    assert "do not write your name" in texts["anonymous"]
    for mode, text in texts.items():
        assert ("printed word for word, without a name, where at least 8 people answered" in text) is (mode != "named")
        assert ("What you write about evidence is shown as you wrote it" in text) is (mode != "named")


def test_who_was_chosen_by_role_is_told_why_these_questions() -> None:
    def told(**fields: bool) -> str:
        return repr(lay_out(msgspec.structs.replace(form(), **fields), MADE).pages[0])

    assert "people in your role usually know most" in told(by_role=True)
    assert "your role usually" not in told()
    assert "What is in it" not in told(), "three questions need no list of contents"


def test_questions_of_one_component_are_counted_together() -> None:
    def asked(*parts: str) -> tuple[Asked, ...]:
        return tuple(Asked(question=form().asked[0].question, part=part) for part in parts)

    found = spans(asked("A", "A", "B", "C", "C", "C"))
    assert [(one.part, one.words) for one in found] == [
        ("A", "questions 1 to 2"),
        ("B", "question 3"),
        ("C", "questions 4 to 6"),
    ]
    assert spans(()) == ()


def test_only_the_cells_to_fill_in_are_open_and_their_columns_say_so() -> None:
    questions = lay_out(form(), MADE).pages[1]
    header, row = questions.lines[2], questions.lines[4]
    assert questions.protected
    for column, (head, cell) in enumerate(zip(header.cells, row.cells, strict=True), 1):
        assert head is not None
        assert cell is not None
        mine = model.ANSWER <= column <= model.WHERE
        assert cell.look.open is mine
        assert ("fill in" in str(head.value).lower() or column > model.TITLE) or not mine
    assert {choice.column for choice in questions.choices} == {model.ANSWER, model.KIND}


def test_conditions_are_said_in_words() -> None:
    numbers, practices = {"q1": 4}, {"q9": "Something else"}
    at_least = Condition(question="q1", at_least=3)
    elsewhere = Condition(question="q9", answered=True)
    profile = Condition(profile="employees", at_least=30)
    assert in_words(at_least, numbers, practices) == "Only if question 4 is answered with 3 or more."
    assert in_words(profile, numbers, practices) == ""
    both = Condition(all_of=(at_least, profile, Condition(not_=elsewhere)))
    said = "Only if question 4 is answered with 3 or more and it is not so that 'Something else' has a level as its"
    said += " answer."
    assert in_words(both, numbers, practices) == said
    either = Condition(any_of=(Condition(question="q1", equals="some"), Condition(question="q1", answered=False)))
    said = "Only if question 4 is answered with 'some' or question 4 has no level as its answer."
    assert in_words(either, numbers, practices) == said


def test_a_question_with_a_condition_is_read_back() -> None:
    asked = Asked(question=question("q1"), part="A", condition="Only if question 2 is answered with 3.")
    made = form(asked=(asked,))
    assert hash_of(asked, BOOK.levels) != hash_of(msgspec.structs.replace(asked, condition=""), BOOK.levels)
    found = back(filled_in(made, {"q1": {model.ANSWER: 4}}))
    assert not found.problems
    assert found.given[0].said.value == 4


def test_problems_stand_in_the_order_of_the_rows() -> None:
    asked = tuple(question(f"q{at}") for at in range(1, 12))
    made = form(asked=tuple(Asked(question=one, part="A") for one in asked))
    wanted = expected(questions={one.id: one for one in asked})
    wrong: dict[str, Row] = {"q1": {model.ANSWER: 7, model.COMMENT: "x" * 2001}, "q6": {model.ANSWER: 7}}
    found = Problems(back(filled_in(made, {**wrong, "q11": {model.ANSWER: 7}}), wanted).problems).problems
    assert [one.what.split(" of ")[0] for one in found] == ["cell D5", "cell D10", "cell D15"]


def test_nothing_more_is_taken_from_somebody_who_was_forgotten() -> None:
    found = back(filled_in(form(), {"q1": {model.ANSWER: 3}}), expected(forgotten=frozenset({"p_1"})))
    assert not found.given
    assert "is of somebody who was forgotten since; delete it" in str(found.problems[0])

"""What a sentence rests on: the same questions then and now, the same questions in both groups, enough people."""

import pytest

from cxdna.documents.draft import Draft
from cxdna.documents.places import texts_of
from tests.documents.wording.drafts import faults
from tests.documents.wording.sets import OF
from tests.documents.wording.test_every_claim import named


def said(name: str) -> dict[str, Draft]:
    return {draft.place: draft for draft in texts_of(named(name)[0])}


def test_then_and_now_are_those_of_the_questions_that_the_change_rests_on() -> None:
    view, facts = named("shorter this year")
    whole = facts.book.whole.id
    before, now = (side.values[facts.basis][whole] for side in facts.compared)
    assert facts.before_on_its_own(whole) != before, "last year's own score is the same, which shows nothing"
    line = said("shorter this year")["answer.last_time"].text
    assert line == "+0.4 on 12 comparable questions: 2.2 in 2025, 2.6 now"
    assert round(float(now or 0) - float(before or 0), 1) == 0.4
    deck = said("shorter this year")["component.change_management.deck"].text
    assert deck.endswith("1 comparable question: 3.0 in 2025, 2.0 now.")
    rows = {row.anchor: row.before for row in view.profile.rows}
    assert rows["at-change_management"] == "–"
    assert rows["at-governance"] == "3.0"
    assert "only where both scores rest on the same questions" in view.profile.note


def test_groups_are_compared_on_questions_that_both_answered() -> None:
    view, facts = named("groups asked otherwise")
    page = view.disagreement
    assert page is not None
    rows = {row.name: row for row in page.rows}
    assert rows["Technologies"].span == "–", "they share one question, which is no component"
    assert rows["Technologies"].cells[1].text == "(1.0)"
    assert rows["Technologies"].cells[1].words == "rests on one person"
    leaders, front_line = (facts.by_group("technologies")[group] for group in ("Leaders", "Front line"))
    assert leaders - front_line == max(
        max(values.values()) - min(values.values()) for part in facts.leaves if (values := facts.by_group(part))
    ), "the widest difference on different questions is another one"
    assert page.deck.text == (
        "The widest difference between role groups is in Governance: Leaders 4.0, Front line 2.0 (one person), "
        "on 2 questions that both answered."
    )


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("no strength", "No component stands high enough to be called a strength; the weakest component is Win-back"),
        ("the highest is held back", "Governance scores highest, at 4.0; the ten weakest components stand"),
    ],
)
def test_what_is_called_strong_holds(name: str, headline: str) -> None:
    view = named(name)[0]
    assert view.answer.headline.text.startswith(headline)
    assert all(point.anchor not in {"at-governance", "at-act"} for point in view.answer.holds)


def test_a_text_that_points_back_gives_way_to_the_practice() -> None:
    texts = said("texts that point back")
    assert texts["component.corrective_action.headline"].text == (
        "Corrective action 1.5, lowest at level 1 in the practice ‘Customers are asked whether the fix worked’ (7.6)"
    )
    assert texts["component.analytics.headline"].text.startswith("Analytics 3.0, highest at level 4 in the practice ‘")
    assert "such results" not in " ".join(draft.text.lower() for draft in texts.values())


def test_a_first_level_is_never_quoted_as_if_it_were_praise() -> None:
    view, facts = named("all 1")
    heads = [draft for draft in texts_of(view) if draft.place.startswith("component.") and "headline" in draft.place]
    assert len(heads) == len(facts.leaves)
    assert all("lowest at level 1" in draft.text for draft in heads)


def test_few_answers_are_told_where_a_score_is_called_weakest() -> None:
    view, facts = named("one practice of one person")
    line = said("one practice of one person")["answer.weakest_link"]
    assert line.text == "Weakest link: Win-back, 1.0, rests on one person's answers"
    assert not faults(facts, line)
    page = next(page for phase in view.phases for page in phase.components if page.name == "Win-back")
    assert page.rests_on == "rests on one person's answers"
    assert not any("rests on" in row.said for row in page.rows), "the head says it for every row"
    assert {OF[row.anchor.removeprefix("at-")] for row in page.rows} == {"win_back"}
    sketch = named("three people")[0]
    assert sketch.cover.sketch == sketch.answer.ground == "A sketch: 3 people answered"


def test_a_target_of_the_whole_is_told_from_what_its_parts_come_to() -> None:
    assert said("targets by a date")["answer.target"].text == (
        "Target 3.5 by 31 December 2028, set for the whole; those of its parts come to 3.1"
    )
    assert said("example")["answer.target"].text == "Target 3.3"

"""What evidence supports, case by case: the table of domain.md 6.5."""

import datetime as dt

import pytest

from cxdna.answers.model import Answer
from cxdna.definitions.model import Condition, EvidenceKind, EvidenceRule, LevelNeeds, Need
from cxdna.organisation.model import Evidence
from cxdna.scores.evidence import age_in_months, months_later
from cxdna.scores.model import EvidenceUse, EvidenceVerdict
from cxdna.scores.score import score
from tests.scores.building import (
    CLOSING,
    RULE,
    answers,
    evidence,
    f,
    full_proof,
    part,
    playbook,
    question,
    questionnaire,
)

POLICY, MINUTES = evidence("E1", "policy"), evidence("E2", "minutes")
FIGURES, AUDIT, SURVEY = evidence("E3", "figures", periods=4), evidence("E4", "audit"), evidence("E5", "survey")


def verdict(*records: Evidence, rule: EvidenceRule = RULE, closing: dt.date = CLOSING) -> EvidenceVerdict:
    """Return what these records support when an answer cites them all."""
    said = Answer(value=5, evidence=tuple(record.id for record in records))
    book = playbook(evidence=rule)
    return (
        score(book, questionnaire(question("q")), answers({"q": said}, records=records, date=closing))
        .question("q")
        .verdict
    )


def use(record: Evidence, closing: dt.date = CLOSING) -> EvidenceUse:
    return verdict(record, closing=closing).uses[0]


@pytest.mark.parametrize(
    ("records", "supports", "next_needs"),
    [
        ([], 2, "level 3 needs a document and a record"),
        ([POLICY], 2, "level 3 needs a document and a record; missing: a record"),
        ([MINUTES], 2, "level 3 needs a document and a record; missing: a document"),
        ([POLICY, MINUTES], 3, "level 4 needs data over 4 periods"),
        ([POLICY, MINUTES, evidence("E3", "figures", periods=3)], 3, "level 4 needs data over 4 periods"),
        ([POLICY, MINUTES, FIGURES], 4, "level 5 needs an independent check and an outcome"),
        (
            [POLICY, MINUTES, FIGURES, AUDIT],
            4,
            "level 5 needs an independent check and an outcome; missing: an outcome",
        ),
        ([POLICY, MINUTES, FIGURES, AUDIT, SURVEY], 5, ""),
        # Each level needs what the lower ones need.
        ([POLICY, MINUTES, AUDIT, SURVEY], 3, "level 4 needs data over 4 periods"),
        ([FIGURES, AUDIT, SURVEY], 2, "level 3 needs a document and a record"),
        # What people say is no proof; two half sets of data are not one whole.
        ([evidence("E6", "interview"), MINUTES], 2, "level 3 needs a document and a record; missing: a document"),
        (
            [POLICY, MINUTES, evidence("E7", "figures", periods=2), evidence("E8", "figures", periods=2)],
            3,
            "level 4 needs data over 4 periods",
        ),
    ],
)
def test_levels(records: list[Evidence], supports: int, next_needs: str) -> None:
    result = verdict(*records)
    assert (result.supports, result.next_needs) == (f(supports), next_needs)


@pytest.mark.parametrize(
    ("date", "counts", "age", "reason"),
    [
        (dt.date(2026, 11, 20), "counts", 0, "counts as document"),
        (dt.date(2024, 11, 20), "counts", 24, "counts as document"),
        (dt.date(2024, 11, 19), "does not", 24, "too old: just over 24 months, this kind counts for 24"),
        (dt.date(2024, 9, 20), "does not", 26, "too old: 26 months, this kind counts for 24"),
        (dt.date(2026, 11, 21), "does not", 0, "dated after the assessment"),
    ],
)
def test_a_policy_is_fresh_for_24_months_to_the_day(date: dt.date, counts: str, age: int, reason: str) -> None:
    one = use(evidence("E1", "policy", date))
    assert (one.counts, one.age_months, one.reason) == (counts == "counts", age, reason)


def test_its_own_validity_only_shortens() -> None:
    old = dt.date(2025, 9, 20)
    assert use(evidence("E1", "policy", old, valid_months=12)).reason == "too old: 14 months, this record holds for 12"
    assert use(evidence("E1", "policy", old, valid_months=14)).counts
    assert not use(evidence("E1", "policy", dt.date(2024, 9, 20), valid_months=36)).counts


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (evidence("E", "figures", periods=3), "shows 3 of the 4 periods that level 4 needs"),
        (evidence("E", "figures", periods=6), "counts as data over 6 periods"),
        (evidence("E", "interview"), "no level of the playbook asks for testimony"),
        (evidence("E", "rumour"), "the playbook knows no kind of evidence 'rumour'"),
        (evidence("E", "audit"), "counts as independent check"),
    ],
)
def test_reasons(record: Evidence, reason: str) -> None:
    one = use(record)
    assert (one.reason, one.counts) == (reason, reason.startswith("counts"))


def test_a_use_says_what_it_is() -> None:
    one = use(POLICY)
    assert (one.id, one.kind, one.kind_name, one.counts_as, one.title) == (
        "E1",
        "policy",
        "Policy",
        "document",
        "Record E1",
    )


@pytest.mark.parametrize(
    ("date", "months", "later"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(9999, 11, 1), 1, dt.date(9999, 12, 1)),
        (dt.date(9999, 12, 1), 120, dt.date.max),
    ],
)
def test_months_are_calendar_months(date: dt.date, months: int, later: dt.date) -> None:
    assert months_later(date, months) == later


@pytest.mark.parametrize(
    ("date", "until", "age"),
    [
        (dt.date(2026, 1, 31), dt.date(2026, 2, 27), 0),
        (dt.date(2026, 1, 31), dt.date(2026, 2, 28), 1),
        (dt.date(2025, 11, 21), dt.date(2026, 11, 20), 11),
        (dt.date(2025, 11, 20), dt.date(2026, 11, 20), 12),
        (dt.date(2026, 12, 1), dt.date(2026, 11, 20), 0),
    ],
)
def test_age_in_whole_months(date: dt.date, until: dt.date, age: int) -> None:
    assert age_in_months(date, until) == age


def test_at_the_end_of_a_month_the_day_is_clamped() -> None:
    # Minutes of 29 February 2024 count for 12 months: to 28 February 2025.
    record = evidence("E", "minutes", dt.date(2024, 2, 29))
    assert use(record, dt.date(2025, 2, 28)).counts
    assert not use(record, dt.date(2025, 3, 1)).counts


def test_which_records_belong_to_a_question() -> None:
    book = playbook(part("p", part("a"), part("b")))
    asked = questionnaire(question("q", "a"), question("r", "b"))
    records = [
        evidence("by_answer", "policy"),
        evidence("by_question", "policy", covers=("q",)),
        evidence("by_part", "policy", covers=("a",)),
        evidence("by_phase", "policy", covers=("p",)),
        evidence("elsewhere", "policy", covers=("b",)),
    ]
    result = score(book, asked, answers({"q": Answer(value=3, evidence=("by_answer",)), "r": 3}, records=records))
    assert [one.id for one in result.question("q").verdict.uses] == ["by_answer", "by_question", "by_part", "by_phase"]
    assert [one.id for one in result.question("r").verdict.uses] == ["by_phase", "elsewhere"]


def test_what_a_hidden_answer_cites_does_not_count() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(question="q", at_least=3)))
    cites = Answer(value=3, evidence=("E1", "E2"))
    result = score(playbook(), asked, answers({"q": 1, "r": cites}, {"q": 4, "r": 3}, records=[POLICY, MINUTES]))
    assert result.question("r").verdict.uses == ()


def test_what_others_cite_counts_for_some_people_too() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(question="q", at_least=3)))
    cites = Answer(value=5, evidence=("E1", "E2"))
    given = answers({"q": 4, "r": 4}, {"q": cites, "r": 5}, {"q": 1, "r": cites}, records=[POLICY, MINUTES])
    result = score(playbook(), asked, given, only_respondents=["p1"])
    one = result.question("q")
    assert (one.score.as_answered, one.score.as_shown, one.verdict.supports) == (f(4), f(3), f(3))
    assert (one.numbers, one.shown_to, one.set_aside) == ((f(4),), 1, 0)
    # From the third person r is hidden: that answer cites nothing, whoever is looked at.
    assert result.question("r").verdict.uses == ()
    # With nobody chosen the evidence is still there.
    assert score(playbook(), asked, given, only_respondents=[]).question("q").verdict.supports == 3


@pytest.mark.parametrize(("answered", "shown"), [(1, "1"), (2, "2"), (3, "3"), (4, "3"), (5, "3")])
def test_as_shown_is_the_lower_of_answer_and_evidence(answered: int, shown: str) -> None:
    said = Answer(value=answered, evidence=("E1", "E2"))
    result = score(playbook(), questionnaire(question("q")), answers({"q": said}, records=[POLICY, MINUTES]))
    assert result.question("q").score.as_shown == f(shown)
    assert result.whole.score.as_shown == f(shown)


def test_full_evidence_shows_what_was_answered() -> None:
    result = score(playbook(), questionnaire(question("q")), answers({"q": 5}, {"q": 4}, records=full_proof("q")))
    assert result.question("q").score.as_shown == f("9/2")


def rule(without: float, *table: LevelNeeds) -> EvidenceRule:
    return EvidenceRule(without=without, kinds=RULE.kinds, levels=table)


def test_a_level_between_follows_the_lower_one() -> None:
    table = rule(1, LevelNeeds(level=3, needs=(Need(of="document"),)), LevelNeeds(level=5, needs=(Need(of="outcome"),)))
    assert verdict(rule=table).supports == 1
    assert verdict(POLICY, rule=table).supports == 4
    assert verdict(POLICY, SURVEY, rule=table).supports == 5


def test_above_the_last_listed_level_nothing_more_is_needed() -> None:
    assert verdict(POLICY, rule=rule(2, LevelNeeds(level=3, needs=(Need(of="document"),)))).supports == 5


def test_counts_are_totals_and_the_order_of_the_table_does_not_matter() -> None:
    four = LevelNeeds(level=4, needs=(Need(of="document", count=2),))
    table = rule(2, four, LevelNeeds(level=3, needs=(Need(of="document"),)))
    assert verdict(POLICY, rule=table).supports == 3
    assert verdict(POLICY, rule=table).next_needs == "level 4 needs 2 documents"
    assert verdict(POLICY, evidence("E9", "policy"), rule=table).supports == 5


def test_more_than_evidence_can_show_needs_no_evidence() -> None:
    table = rule(3.5, LevelNeeds(level=3, needs=(Need(of="document"),)), LevelNeeds(level=4, needs=(Need(of="data"),)))
    assert verdict(rule=table).supports == f("7/2")
    assert verdict(POLICY, rule=table).supports == f("7/2")


def test_kinds_of_one_class_age_apart() -> None:
    kinds = (*RULE.kinds, EvidenceKind(id="plan", name="Plan", counts_as="document", fresh_months=12))
    table = EvidenceRule(without=2, kinds=kinds, levels=RULE.levels)
    old = dt.date(2025, 9, 20)
    assert verdict(evidence("E1", "policy", old), MINUTES, rule=table).supports == 3
    assert verdict(evidence("E1", "plan", old), MINUTES, rule=table).supports == 2

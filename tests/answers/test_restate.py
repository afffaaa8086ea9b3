"""Corrections change one thing, are noted, and can be taken back to what was closed."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.model import Answer, AnswerChange, AnswersFile, Change, EvidenceChange, Restatement, TargetChange
from cxdna.answers.restate import as_closed, restated
from cxdna.answers.seal import sealed
from cxdna.organisation.model import Target
from tests.scores.building import CLOSING, answers, evidence

BASE = answers(
    {"q1": 3, "q2": 4},
    people=("p1", "p2"),
    targets=[Target(part="a", level=3)],
    records=[evidence("E1", "policy"), evidence("E2", "minutes")],
)
NOW = Answer(value=5)


def restatement(change: Change, number: int = 1) -> Restatement:
    return Restatement(number=number, date=CLOSING, by="Ann Lee", reason="Typing error", change=change)


def said(file: AnswersFile, person: str) -> dict[str, object]:
    return next((dict(sheet.answers) for sheet in file.sheets if sheet.respondent == person), {})


def test_an_answer_changes_and_comes_back() -> None:
    after = restated(BASE, [restatement(AnswerChange(respondent="p1", question="q1", old=Answer(value=3), new=NOW))])
    assert said(after, "p1")["q1"] == NOW
    assert [one.number for one in after.restatements] == [1]
    assert sealed(as_closed(after)) == sealed(BASE)


def test_somebody_who_had_not_answered_gets_a_sheet_and_loses_it_again() -> None:
    after = restated(BASE, [restatement(AnswerChange(respondent="p2", question="q1", new=NOW))])
    assert said(after, "p2") == {"q1": NOW}
    assert as_closed(after).sheets == BASE.sheets


def test_evidence_is_changed_withdrawn_and_added() -> None:
    first, _ = BASE.evidence
    later = evidence("E1", "policy", dt.date(2026, 11, 1))
    changed = restated(BASE, [restatement(EvidenceChange(evidence="E1", old=first, new=later))])
    assert changed.evidence[0] == later
    withdrawn = restated(BASE, [restatement(EvidenceChange(evidence="E1", old=first))])
    assert [one.id for one in withdrawn.evidence] == ["E2"]
    assert sealed(as_closed(withdrawn)) == sealed(BASE)
    added = restated(BASE, [restatement(EvidenceChange(evidence="E3", new=evidence("E3", "figures")))])
    assert [one.id for one in added.evidence] == ["E1", "E2", "E3"]
    assert as_closed(added).evidence == BASE.evidence


def test_a_target_is_changed_and_added() -> None:
    old = BASE.targets[0]
    new = Target(part="a", level=4)
    assert restated(BASE, [restatement(TargetChange(part="a", old=old, new=new))]).targets == (new,)
    added = restated(BASE, [restatement(TargetChange(part="b", new=Target(part="b", level=2)))])
    assert [one.part for one in added.targets] == ["a", "b"]
    assert as_closed(added).targets == BASE.targets


@given(st.lists(st.tuples(st.sampled_from(["p1", "p2"]), st.sampled_from(["q1", "q2", "q3"]), st.integers(1, 5))))
def test_any_number_of_corrections_comes_back(drawn: list[tuple[str, str, int]]) -> None:
    after = BASE
    for number, (person, question, level) in enumerate(drawn, start=1):
        before = said(after, person).get(question)
        old = before if isinstance(before, Answer) else None if before is None else Answer(value=before)  # type: ignore[arg-type]
        change = AnswerChange(respondent=person, question=question, old=old, new=Answer(value=level))
        after = restated(after, [restatement(change, number)])
    assert sealed(as_closed(after)) == sealed(BASE)
    for person, question, level in {(one[0], one[1]): one for one in drawn}.values():
        assert said(after, person)[question] == Answer(value=level)

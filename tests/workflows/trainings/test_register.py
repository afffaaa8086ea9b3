"""The register of trainings: noted, listed, covered, imported and taken back."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import pytest

from cxdna.errors import Problems, UserError
from cxdna.store.memory import MemoryStore
from cxdna.voice.award.training import coverage_of
from cxdna.voice.model import Facing, Training
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.trainings.listing import dropped_lines, list_lines, list_trainings, trainings_json
from cxdna.workflows.trainings.register import (
    TrainingAsk,
    drop_trainings,
    keep_facing,
    keep_trainings,
    read_training,
)
from cxdna.workflows.trainings.take_in import read_trainings

TODAY = dt.date(2026, 2, 1)
NOW = dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC)


def given(person: str, expires: dt.date | None = None, *, facing: bool = True) -> Training:
    return Training(
        id="t1", person=person, curriculum="Care", date=dt.date(2025, 3, 1), expires=expires, customer_facing=facing
    )


def noted(store: MemoryStore, *asks: TrainingAsk) -> None:
    keep_trainings(store, [read_training(ask, TODAY) for ask in asks], NOW)


ADA = TrainingAsk("Ada  Berg", "Care", "March 2025", "February 2026")
BO = TrainingAsk("Bo Lind", "Care", "2024-01-15", "2025-01-31")


def test_a_person_counts_once_until_the_last_day() -> None:
    some = (given("Ada"), given("ADA"), given("Bo", TODAY), given("Cy", TODAY - dt.timedelta(days=1)))
    found = coverage_of((*some, given("Di", facing=False)), Facing(people=8, on=TODAY), TODAY)
    assert (found.trained, found.share, found.expired, found.expiring) == (2, Fraction(1, 4), 1, 1)


@pytest.mark.parametrize(
    ("facing", "why"), [(None, "is not known"), (0, "nobody is said"), (1, "more are trained than the 1 person")]
)
def test_no_share_is_told_where_it_would_be_made_up(facing: int | None, why: str) -> None:
    said = None if facing is None else Facing(people=facing, on=TODAY)
    found = coverage_of((given("Ada"), given("Bo")), said, TODAY)
    assert found.share is None
    assert why in found.why


def test_a_training_is_noted_once() -> None:
    store = MemoryStore()
    noted(store, ADA, BO)
    noted(store, ADA)
    held = voice_of(store).training
    assert [(one.id, one.person, one.expires) for one in held] == [
        ("t1", "Ada Berg", dt.date(2026, 2, 28)),
        ("t2", "Bo Lind", dt.date(2025, 1, 31)),
    ]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Problems) as told:
        read_training(TrainingAsk("", "x" * 201, "3/4/2025", "soon"), TODAY)
    assert len(told.value.problems) == 4
    with pytest.raises(Problems, match="is still to come"):
        read_training(TrainingAsk("Ada", "Care", "2027-01-01"), TODAY)
    with pytest.raises(Problems, match="before it was held"):
        read_training(TrainingAsk("Ada", "Care", "2025-05-01", "2025-04-01"), TODAY)


def test_the_listing_tells_what_ran_out_and_who_is_covered() -> None:
    store = MemoryStore()
    noted(store, ADA, BO)
    lines = list(list_lines(list_trainings(store, TODAY), expired=False))
    assert lines[0] == "t1  Ada Berg: Care, 1 March 2025, until 28 February 2026"
    assert lines[1] == "t2  Bo Lind: Care, 15 January 2024, ran out on 31 January 2025"
    assert "is not known, so no share is told" in lines[2]
    keep_facing(store, 4, NOW, TODAY)
    found = list_trainings(store, TODAY, expired=True)
    assert [one.training.id for one in found.trainings] == ["t2"]
    assert "1 of 4 people who deal with customers hold a valid training" in "\n".join(list_lines(found, expired=True))
    told = json.loads(trainings_json(found))
    assert (told["format"], told["coverage"]["share"]["exact"]) == ("cxdna-trainings/1", "1/4")


def test_who_noted_a_training_is_kept_and_the_next_step_can_be_typed() -> None:
    store = MemoryStore()
    keep_trainings(store, [read_training(ADA, TODAY)], NOW, "Ruth  Okafor")
    keep_facing(store, 4, NOW, TODAY, "Lena Marsh")
    assert [kept.by for kept in store.voice("training", "facing")] == ["Ruth Okafor", "Lena Marsh"]
    lines = list(list_lines(list_trainings(store, TODAY), expired=False))
    assert lines[0] == "t1  Ada Berg: Care, 1 March 2025, until 28 February 2026; noted by Ruth Okafor"
    assert lines[-1] == 'Next:  cxdna training add "PERSON" "CURRICULUM" --date 2026-02-01'
    with pytest.raises(UserError, match="--by"):
        keep_facing(store, 4, NOW, TODAY, "x" * 300)


def test_what_is_taken_back_is_named_nowhere() -> None:
    store = MemoryStore()
    noted(store, ADA, BO, TrainingAsk("Ada Berg", "Listening", "2025-04-01"))
    dropped = drop_trainings(store, "ada berg", NOW)
    assert [one.id for one in dropped] == ["t1", "t3"]
    register = list_trainings(store, TODAY)
    assert "Ada" not in trainings_json(register)
    assert "Ada" not in "\n".join((*dropped_lines(dropped, register), *list_lines(register, expired=False)))
    noted(store, ADA)
    assert voice_of(store).training[-1].id == "t4", "an id is never used again"
    with pytest.raises(UserError, match="there is no training 't1'"):
        drop_trainings(store, "t1", NOW)


def test_how_many_deal_with_customers_has_limits() -> None:
    with pytest.raises(UserError, match="give a number from 0"):
        keep_facing(MemoryStore(), -1, NOW, TODAY)


def test_a_list_is_taken_in_whole(tmp_path: Path) -> None:
    path = tmp_path / "trainings.csv"
    path.write_text(
        "Name;Course;Held on;Valid until;Customer facing\nAda Berg;Care;1.3.2025;28.2.2026;yes\n"
        "Bo Lind;Care;15.1.2024;;no\n\n",
        encoding="utf-8",
    )
    found = read_trainings(path, TODAY).trainings
    assert [(one.person, one.expires, one.customer_facing) for one in found] == [
        ("Ada Berg", dt.date(2026, 2, 28), True),
        ("Bo Lind", None, False),
    ]
    store = MemoryStore()
    assert len(keep_trainings(store, found, NOW).new) == 2
    again = keep_trainings(store, found, NOW)
    assert (again.new, again.there) == ((), 2)


def test_a_list_tells_all_its_mistakes_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "trainings.csv"
    path.write_text(
        "Person,Training,Date,Expires,Facing\n,Care,2025-03-01,,yes\nBo,Care,soon,,maybe\nCy,,2025-03-01,2024-01-01,\n",
        encoding="utf-8",
    )
    with pytest.raises(Problems) as told:
        read_trainings(path, TODAY)
    assert [problem.what.split(":")[0] for problem in told.value.problems] == [
        "row 2, 'Person'",
        "row 3, 'Date'",
        "row 3, 'Facing'",
        "row 4, 'Expires'",
        "row 4, 'Training'",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Name,Date\nAda,2025-03-01\n", "has no column for curriculum"),
        ("Name,Person,Training,Date\nA,B,C,2025-03-01\n", "may both be the person"),
        ("Name,Training,Date\n", "names nobody"),
    ],
)
def test_a_list_without_what_it_needs(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "trainings.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=told):
        read_trainings(path, TODAY)

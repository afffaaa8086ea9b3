"""What every store does: the same tests over memory, SQLite and PostgreSQL."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from sqlalchemy import event

from cxdna.answers.model import Answer, AnswerChange
from cxdna.answers.seal import FORGOTTEN_NAME, without_words
from cxdna.errors import UserError
from cxdna.store import schema
from cxdna.store.latest import alerts_that_hold
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Following, Record, VoiceKind
from cxdna.store.port import Store
from cxdna.store.postgresql import Postgresql, create_postgresql
from cxdna.store.rows import SHAPES
from cxdna.store.scoped import WORKSPACE
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import Sqlite, create_sqlite
from cxdna.voice.model import Training
from tests.store.records import (
    DAY,
    MOMENT,
    alert,
    answer,
    assessment,
    closing,
    entry,
    evidence,
    following,
    heard,
    person,
    reopening,
    restatement,
    sheet,
    snapshots,
    started,
    target,
    voice,
)
from tests.store.server import Server

pytestmark = pytest.mark.xdist_group("store")
NAMES = (f"workspace-{number}" for number in itertools.count())


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    name = next(NAMES)
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "sqlite":
        create_sqlite(tmp_path / "cxdna.sqlite", name)
        made = SqlStore(Sqlite(tmp_path / "cxdna.sqlite"), name)
    else:
        url = request.getfixturevalue("server").url
        create_postgresql(url, name)
        made = SqlStore(Postgresql(url, name), name)
    yield made
    made.close()


def everything(store: Store, name: str = "first") -> tuple[object, ...]:
    """Return all that a store tells."""
    readers: tuple[Callable[[str], tuple[object, ...]], ...] = (
        store.sheets,
        store.answers,
        store.evidence,
        store.targets,
        store.closings,
        store.reopenings,
        store.restatements,
        store.plans,
        store.actions,
        store.decisions,
        store.kpi_figures,
        store.written,
    )
    return (store.people(), store.assessments(), *(read(name) for read in readers), store.voice(), store.log())


class TestKeeping:
    def test_an_empty_store(self, store: Store) -> None:
        assert set(everything(store)) == {()}
        assert store.snapshot("0" * 64) is None
        assert store.add() == ()

    def test_what_comes_back_is_what_went_in(self, store: Store) -> None:
        went_in: tuple[Record, ...] = (
            assessment(scope="All of it", previous="last", mode="confidential", basis="as_shown"),
            person(forgotten=DAY),
            sheet(seal="a" * 64),
            answer("1"),
            answer("2", said=Answer(value="dont_know"), source="form", round=2),
            answer("3", said=Answer(not_applicable="No field service")),
            answer("4", said=Answer(comment="Noted before", seal="b" * 64)),
            answer("5", said=Answer(value=2.5)),
            evidence(withdrawn=True, confirmed=DAY),
            target(),
            entry(),
        )
        numbers = store.add(*went_in)
        seqs = [number for number in numbers if number]
        assert seqs == sorted(set(seqs))
        assert len(seqs) == 9
        came_back = (
            *store.assessments(),
            *store.people(),
            *store.sheets("first"),
            *store.answers("first"),
            *store.evidence("first"),
            *store.targets("first"),
            *store.log(),
        )
        expected = tuple(
            msgspec.structs.replace(one, seq=number) if number else one
            for one, number in zip(went_in, numbers, strict=True)
        )
        assert came_back == expected

    def test_what_an_assessment_was_closed_with(self, store: Store) -> None:
        store.add(*started(), *snapshots(), closing())
        store.add(restatement())
        store.add(reopening())
        assert [store.snapshot(one.sha256) for one in snapshots()] == list(snapshots())
        assert [msgspec.structs.replace(one, seq=0) for one in store.closings("first")] == [closing()]
        assert [msgspec.structs.replace(one, seq=0) for one in store.restatements("first")] == [restatement()]
        assert [msgspec.structs.replace(one, seq=0) for one in store.reopenings("first")] == [reopening()]

    def test_plans_decisions_figures_and_words_come_back_as_they_went_in(self, store: Store) -> None:
        store.add(*started(), assessment("second"), *following("second"))
        numbers = store.add(*following())
        assert list(numbers) == sorted({*numbers})
        told: list[Following] = [
            *store.plans("first"),
            *store.actions("first"),
            *store.decisions("first"),
            *store.kpi_figures("first"),
            *store.written("first"),
        ]
        expected: list[Following] = [
            msgspec.structs.replace(one, seq=seq) for one, seq in zip(following(), numbers, strict=True)
        ]
        assert sorted(told, key=lambda one: one.seq) == expected
        assert [one.action.id for one in store.actions("first")] == ["a1", "a2", "a1"]
        assert [bool(one.written.text) for one in store.written("first")] == [True, False]
        drafted = store.actions("first")[1].drafted
        assert drafted is None

    def test_what_customers_say_comes_back_as_it_went_in(self, store: Store) -> None:
        numbers = store.add(*voice())  # of no assessment: there is none
        assert list(numbers) == sorted({*numbers})
        expected = [msgspec.structs.replace(one, seq=seq) for one, seq in zip(voice(), numbers, strict=True)]
        assert list(store.voice()) == expected
        assert {one.kind for one in expected} == {*get_args(VoiceKind)}, "a kind is not kept here"
        assert list(store.voice("alert", "window")) == [one for one in expected if one.kind in {"alert", "window"}]
        assert len(store.voice("alert")) == 3

    def test_order_is_that_of_coming_not_of_clocks(self, store: Store) -> None:
        store.add(*started(3))
        for number in (2, 3, 1):
            store.add(answer(f"k{number}", number, at=MOMENT - dt.timedelta(days=number)))
        assert [one.key for one in store.answers("first")] == ["k2", "k3", "k1"]
        assert [one.key for one in store.answers("first", "p_00000003")] == ["k3"]
        assert [one.id for one in store.people()] == [f"p_{number:08x}" for number in (1, 2, 3)]

    def test_a_moment_keeps_its_instant(self, store: Store) -> None:
        elsewhere = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
        store.add(*started(), answer("1", at=elsewhere))
        found = store.answers("first")[0].at
        assert found == MOMENT
        assert found is not None
        assert found.utcoffset() is not None

    def test_people_and_sheets_are_replaced_in_place(self, store: Store) -> None:
        store.add(*started(3))
        store.add(person(1, name="Ann Other"), sheet(2, parts=()), person(1, role="Head of sales"))
        assert [one.name for one in store.people()] == ["Person 1", "Person 2", "Person 3"]
        assert store.people()[0].role == "Head of sales"
        assert [(one.id, one.parts) for one in store.sheets("first")] == [
            ("p_00000001", ("measure", "act")),
            ("p_00000002", ()),
            ("p_00000003", ("measure", "act")),
        ]

    def test_in_anonymous_mode_the_order_of_sheets_tells_nothing(self, store: Store) -> None:
        names = ["s_9", "s_1", "s_5"]
        store.add(assessment(mode="anonymous"))
        for name in names:
            store.add(sheet(person=None, id=name))
        assert [one.id for one in store.sheets("first")] == sorted(names)

    def test_the_same_snapshot_again_adds_nothing(self, store: Store) -> None:
        store.add(*snapshots())
        other = msgspec.structs.replace(snapshots()[0], body=b"other")
        store.add(other, *snapshots())
        assert store.snapshot(other.sha256) == snapshots()[0]

    def test_much_at_once(self, store: Store) -> None:
        store.add(*started(30))
        many = [answer(f"{who}-{number}", who) for who in range(1, 31) for number in range(40)]
        numbers = store.add(*many)
        assert numbers == tuple(range(numbers[0], numbers[0] + 1200))
        assert store.add(*many, answer("one more")) == (*numbers, numbers[-1] + 1)
        assert [one.key for one in store.answers("first")] == [*(one.key for one in many), "one more"]


class TestKeys:
    def test_an_answer_sent_again_adds_nothing(self, store: Store) -> None:
        store.add(*started())
        first = store.add(answer("same"))
        again = store.add(answer("same", said=Answer(value=5)))
        assert again == first
        assert store.add(answer("another")) == (first[0] + 1,)
        assert [one.said.value for one in store.answers("first")] == [3, 3]

    def test_twice_in_one_go(self, store: Store) -> None:
        first, second, third = store.add(*started(), answer("1"), answer("1"), answer("2"))[-3:]
        assert first == second
        assert third == first + 1

    def test_a_key_belongs_to_its_assessment(self, store: Store) -> None:
        store.add(*started(), assessment("second"), sheet(name="second"))
        store.add(answer("1"), answer("1", name="second"))
        assert len(store.answers("first")) == len(store.answers("second")) == 1


class TestLaws:
    def refused(self, store: Store, kind: type[Exception], says: str, *records: Record) -> None:
        before = everything(store)
        with pytest.raises(kind, match=says):
            store.add(entry("must not stay"), *records)
        assert everything(store) == before

    def test_belongs_to_nothing(self, store: Store) -> None:
        self.refused(store, ValueError, "no assessment 'first'", answer("1"))
        store.add(*started())
        self.refused(store, ValueError, "no sheet 'p_00000002'", answer("1", 2))
        self.refused(store, ValueError, "no person 'p_00000002'", sheet(2))
        self.refused(store, ValueError, "no snapshot", closing())
        self.refused(store, ValueError, "has another id", sheet(id="p_7"))

    def test_a_second_assessment_of_one_name(self, store: Store) -> None:
        store.add(assessment())
        self.refused(store, UserError, "already an assessment 'first'", assessment())
        self.refused(store, UserError, "already an assessment 'second'", assessment("second"), assessment("second"))

    def test_an_open_assessment_is_not_restated(self, store: Store) -> None:
        store.add(*started())
        self.refused(store, UserError, "is open", restatement())
        self.refused(store, UserError, "is open", reopening())

    @pytest.mark.parametrize(
        "record", [answer("1"), sheet(), evidence(), target(), closing(2)], ids=lambda one: type(one).__name__
    )
    def test_a_closed_assessment_does_not_change(self, store: Store, record: Record) -> None:
        store.add(*started(), *snapshots(), closing())
        self.refused(store, UserError, "was closed on 28 November 2026", record)
        store.add(
            restatement(), entry(), person(name="New name"), reopening(), *([] if record == closing(2) else [record])
        )
        store.add(closing(2))
        self.refused(store, UserError, "was closed", record)

    def test_what_follows_is_taken_in_before_and_after_closing(self, store: Store) -> None:
        store.add(*started(), *following(), *snapshots(), closing())
        store.add(*following())
        store.add(restatement())
        store.add(*following())
        store.add(reopening(), *following())
        assert len(store.actions("first")) == 12
        assert store.written("first")[-1].seq > store.reopenings("first")[-1].seq

    def test_what_follows_belongs_to_an_assessment(self, store: Store) -> None:
        store.add(*started())
        for record in following("nowhere"):
            self.refused(store, ValueError, "no assessment 'nowhere'", record)

    def test_what_follows_is_not_taken_in_after_what_the_writer_did_not_read(self, store: Store) -> None:
        store.add(*started(), assessment("second"), *following())
        read = store.actions("first")[-1].seq
        store.add(*following("second"), entry())  # neither of this assessment nor of these kinds: in nobody's way
        taken = store.add_after(read, *following()[1:3])
        assert taken is not None
        assert len(store.actions("first")) == 5
        assert store.add_after(read, *following()[1:3]) is None
        assert store.add_after(store.decisions("first")[0].seq, *following()[3:5]) is None
        assert store.add_after(taken[-1], following()[0]) is not None
        assert store.add_after(0) == ()
        assert len(store.actions("first")) == 5
        for record in following("nowhere"):
            with pytest.raises(ValueError, match="no assessment 'nowhere'"):
                store.add_after(0, record)

    def test_of_two_who_change_one_thing_of_customers_voice_the_second_reads_again(self, store: Store) -> None:
        store.add(*voice())
        read = store.voice("alert")[-1].seq
        ann, bo = heard(alert(state="taken", taken_by="Ann")), heard(alert(state="taken", taken_by="Bo"))
        assert store.add_after(read, heard(alert("r_2", state="taken")), heard(alert("r_3"))) is not None
        assert store.add_after(read, ann) is not None, "another alert is in nobody's way"
        assert store.add_after(read, bo) is None
        assert store.add_after(read, heard(alert("r_4")), bo) is None, "all or none"
        assert store.add_after(0, heard(alert("r_3"))) is None, "a new one whose id somebody else took meanwhile"
        assert [one.taken_by for one in alerts_that_hold(store.voice())] == ["Ann", "", ""]
        assert store.add_after(store.voice()[-1].seq, bo) is not None
        assert alerts_that_hold(store.voice())[0].taken_by == "Bo"

    def test_numbers_follow_each_other(self, store: Store) -> None:
        store.add(*started(), *snapshots())
        self.refused(store, UserError, "closed by someone else", closing(2))
        self.refused(store, UserError, "restated by someone else", closing(), restatement(2))
        store.add(closing(), restatement(), restatement(2))
        self.refused(store, UserError, "restated by someone else", restatement(2))

    def test_an_anonymous_assessment_learns_neither_who_nor_when(self, store: Store) -> None:
        store.add(assessment(mode="anonymous"), person(), sheet(id="s_1", person=None))
        self.refused(store, ValueError, "neither who nor when", sheet())
        self.refused(store, ValueError, "neither who nor when", answer("1", sheet="s_1"))
        store.add(answer("1", sheet="s_1", at=None))


class TestForgetting:
    def test_identity_and_words_go_and_what_counts_stays(self, store: Store) -> None:
        store.add(*started(2), answer("1"), answer("2", 2), *snapshots(), closing())
        store.add(restatement(), restatement(2, respondent="p_00000002"))
        said = store.answers("first")[0]
        wordless = without_words(said.said, said.question, person().salt)
        store.forget("p_00000001", MOMENT, {said.seq: wordless}, {"first": "e" * 64})
        gone, other = store.people()
        assert (gone.name, gone.salt, gone.forgotten) == (FORGOTTEN_NAME, "", DAY)
        assert other == person(2)
        first, second = store.sheets("first")
        assert (first.seal, second) == ("e" * 64, sheet(2))
        assert first.role != sheet().role
        assert [one.said for one in store.answers("first")] == [wordless, answer("2").said]
        changes = [one.restatement.change for one in store.restatements("first")]
        assert isinstance(changes[0], AnswerChange)
        assert changes[0].new is not None
        assert (changes[0].new.comment, changes[0].new.value, len(changes[0].new.seal)) == ("", 2, 64)
        assert changes[1] == restatement(2, respondent="p_00000002").restatement.change
        assert [(one.what, one.seq) for one in store.log()] == [("forgotten", store.restatements("first")[-1].seq + 1)]
        assert "Person 1" not in store.log()[0].text

    def test_a_training_goes_on_to_count_as_one_of_nobodys(self, store: Store) -> None:
        store.add(*started(2), person(1, name="Ann  Lee"))
        trained = Training(id="t_1", person="ann lee", curriculum="Relationships", date=DAY, note="Her second")
        other = msgspec.structs.replace(trained, id="t_2", person="Ann Leeson")
        store.add(heard(trained), heard(other), heard(msgspec.structs.replace(trained, withdrawn=True)))
        store.forget("p_00000001", MOMENT, {}, {})
        items = [one.item for one in store.voice("training")]
        nobodys = msgspec.structs.replace(trained, person=FORGOTTEN_NAME, note="")
        assert items == [nobodys, other, msgspec.structs.replace(nobodys, withdrawn=True)]

    def test_a_training_that_may_be_of_somebody_else_keeps_its_name(self, store: Store) -> None:
        store.add(*started(2), person(2, name="Person 1"))
        trained = Training(id="t_1", person="Person 1", curriculum="Relationships", date=DAY)
        store.add(heard(trained))
        store.forget("p_00000001", MOMENT, {}, {})
        assert [one.item for one in store.voice()] == [trained]

    def test_who_was_forgotten_is_not_written_back(self, store: Store) -> None:
        store.add(*started(2))
        store.forget("p_00000001", MOMENT, {}, {"first": "e" * 64})
        forgotten = store.people()
        for known in ((person(1), sheet(1), answer("late")), (person(1),)):
            with pytest.raises(UserError, match="forgotten meanwhile"):
                store.add(*known)
        assert store.people() == forgotten
        assert store.answers("first") == ()
        store.add(msgspec.structs.replace(forgotten[0], group="Everyone"))  # a copy of the store may be taken in

    def test_nobody_to_forget(self, store: Store) -> None:
        with pytest.raises(KeyError):
            store.forget("p_00000009", MOMENT, {}, {})
        assert store.log() == ()


def test_workspaces_on_one_server_do_not_meet(server: Server) -> None:
    url = server.url
    stores = []
    for name in (next(NAMES), next(NAMES)):
        create_postgresql(url, name)
        stores.append(SqlStore(Postgresql(url, name), name))
    one, other = stores
    one.add(*started(), answer("1"), *snapshots())
    before = everything(one)
    assert set(everything(other)) == {()}
    assert other.snapshot(snapshots()[0].sha256) is None
    other.add(*started(2), answer("1", 2), *snapshots(), closing())
    other.forget("p_00000001", MOMENT, {store_seq: Answer(value=1) for store_seq in range(1, 9)}, {})
    assert everything(one) == before
    for store in stores:
        store.close()


def unscoped(statement: str) -> list[str]:
    """Return the tables that a statement reads or changes without saying of which workspace."""
    statement = statement.replace('"', "")  # a name that is also a word of SQL
    named = re.findall(r"(?:FROM|UPDATE|JOIN) (\w+)", statement)
    return [
        name for name in named if name in schema.metadata.tables and f"{name}.workspace = :{WORKSPACE}" not in statement
    ]


def test_every_query_is_confined_to_its_workspace(tmp_path: Path) -> None:
    create_sqlite(tmp_path / "cxdna.sqlite", "w")
    database = Sqlite(tmp_path / "cxdna.sqlite")
    store = SqlStore(database, "w")
    seen: list[str] = []

    @event.listens_for(database._engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    store.add(*started(3), answer("1"), *snapshots())
    store.add(answer("2"))
    store.add(person(name="New"), sheet(2, parts=()), closing())
    store.add(restatement(), reopening(), entry())
    store.add(*following())
    store.add(*voice())
    store.add_after(0, heard(alert("late")))
    store.voice("alert")
    everything(store)
    store.snapshot("0" * 64)
    store.add(heard(Training(id="t_3", person="New", curriculum="Relationships", date=DAY)))
    store.forget("p_00000001", MOMENT, {4: Answer(value=1)}, {})
    seen += [text for text, _ in database._compiled.values()]
    store.close()
    inserted = [statement for statement in seen if statement.startswith("INSERT")]
    assert len(seen) - len(inserted) > 25
    assert all(":workspace" in statement for statement in inserted)
    assert [statement for statement in seen if unscoped(statement)] == []
    assert {kind for statement in seen for kind in re.findall(r'FROM "?(\w+)', statement)} >= {
        shape.table.name for shape in SHAPES.values()
    }


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT person.id FROM person",
        'SELECT "plan".head FROM "plan" WHERE "plan".assessment = :own_assessment',
        "UPDATE answer SET seal = '' WHERE answer.seq = :own_seq",
    ],
)
def test_an_unconfined_query_is_found(statement: str) -> None:
    assert unscoped(statement)

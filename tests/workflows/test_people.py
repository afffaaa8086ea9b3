"""`cxdna people`: listed, added, and forgotten without changing a score or a fingerprint."""

import datetime as dt
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxdna.answers.model import Answer, AnswerChange, Restatement
from cxdna.answers.visible import visible
from cxdna.errors import UserError
from cxdna.plan.model import CustomersView, Task
from cxdna.scores.fingerprint import fingerprint, fingerprint_as_closed
from cxdna.scores.model import Assessed, Response, Scores
from cxdna.store.model import Assessment, EvidenceKept, Following, Recorded, RestatementKept, TargetKept, VoiceKept
from cxdna.store.port import Store
from cxdna.voice.model import Training
from cxdna.workflows.answering.count_roles import count_roles, near_roles
from cxdna.workflows.current import assessed, current, look_at
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.people.forget import forget_person
from cxdna.workflows.people.listing import Newcomer, add_person, forget, list_people, regroup, who_is
from cxdna.workflows.where import Where
from cxdna.workspace.find import find
from tests.scores.building import question
from tests.store import records
from tests.workspace.making import NOW, Here, counting, made, store_of

DAY = dt.date(2026, 11, 28)


def at(folder: Path, assessment: str | None = None) -> Where:
    return Where(here=folder, environment={}, workspace=folder, assessment=assessment)


def add(folder: Path, name: str, start: int = 1, role: str = "Head of service", *, again: bool = False) -> str:
    newcomer = Newcomer(name=name, role=role, group="Leaders", again=again)
    person, _ = add_person(at(folder), newcomer, counting(start))
    return person.id


def said(store: Store, assessment: Assessment, person: str, question: str, answer: Answer) -> None:
    key = f"{person}-{question}-{len(store.answers(assessment.id))}"
    store.add(
        Recorded(
            assessment=assessment.id, sheet=person, question=question, said=answer, key=key, source="terminal", at=NOW
        )
    )


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace in which two people answered, one of them with words."""
    folder = made(tmp_path / "alder").folder
    ann, ben = add(folder, "Ann Öztürk", 1), add(folder, "Ben Hale", 3)
    with store_of(folder) as store:
        (assessment,) = store.assessments()
        said(store, assessment, ann, "q1.1", Answer(value=2, comment="Ben Hale blocks it"))
        said(
            store, assessment, ann, "q1.1", Answer(value=3, comment="The charter, as Ann wrote", evidence=("charter",))
        )
        said(store, assessment, ann, "q1.2", Answer(not_applicable="I never saw one"))
        said(store, assessment, ann, "q2.1", Answer(value="dont_know"))
        said(store, assessment, ben, "q1.1", Answer(value=4, comment="Ask Ann Öztürk"))
        said(store, assessment, ben, "q1.2", Answer(value=1))
        record = msgspec.structs.replace(
            records.evidence(assessment.id).record, kind="policy", owner="Öztürk, Ann", covers=("q1.1",)
        )
        store.add(EvidenceKept(assessment=assessment.id, record=record))
        target = msgspec.structs.replace(records.target().target, part="governance", set_by="Board, with ann  öztürk")
        store.add(TargetKept(assessment=assessment.id, target=target))
    return folder


def scored(folder: Path) -> Assessed:
    with current(at(folder)) as now:
        return assessed(now, DAY)


def close(folder: Path) -> str:
    with current(at(folder)) as now:
        return close_assessment(now, date=DAY, by="Ben Hale").fingerprint


def restate(folder: Path, person: str) -> None:
    with store_of(folder) as store:
        name = store.assessments()[0].id
        change = AnswerChange(
            respondent=person,
            question="q1.1",
            old=Answer(value=3, comment="The charter, as Ann wrote", evidence=("charter",)),
            new=Answer(value=2, comment="It was never signed, says Ann"),
        )
        kept = Restatement(number=1, date=DAY, by="Ben Hale", reason="Misread", change=change)
        store.add(RestatementKept(assessment=name, restatement=kept))


def wordless(scores: Scores) -> Scores:
    """Return scores with a sign in place of what people wrote, which stands beside the numbers."""

    def plain(response: Response) -> Response:
        reason = response.not_applicable and "said"
        return msgspec.structs.replace(response, comment="", not_applicable=reason)

    questions = (
        msgspec.structs.replace(
            one,
            responses=tuple(map(plain, one.responses)),
            disputes=tuple(msgspec.structs.replace(dispute, reason="") for dispute in one.disputes),
        )
        for one in scores.questions
    )
    return msgspec.structs.replace(scores, questions=tuple(questions))


@pytest.mark.parametrize("life", ["open", "closed", "restated"])
def test_every_score_and_fingerprint_stays(folder: Path, life: str) -> None:
    closed = close(folder) if life != "open" else None
    if life == "restated":
        restate(folder, "p_00000001")
    before = scored(folder)
    person = who_is(at(folder), "ann öztürk")
    assert person is not None
    done = forget(at(folder), person, NOW)
    after = scored(folder)
    assert after.scores != before.scores, "there were no words to forget"
    assert wordless(after.scores) == wordless(before.scores)
    assert fingerprint(after) == fingerprint(before)
    if closed:
        assert fingerprint_as_closed(after) == closed
        with store_of(folder) as store:
            assert look_at(find(folder), store).closing is not None
    assert (done.answers, done.groups) == (3, ("Leaders",)), "of two to one question the newer holds"


def test_name_role_and_words_are_gone_from_the_file(folder: Path) -> None:
    close(folder)
    restate(folder, "p_00000001")
    everything = b"".join(path.read_bytes() for path in folder.glob("cxdna.sqlite*"))
    for words in ("The charter, as Ann wrote", "I never saw one", "It was never signed", "Ann Öztürk"):
        assert words.encode() in everything
    person = who_is(at(folder), "p_00000001")
    assert person is not None
    with store_of(folder) as store:
        # Others' words are theirs, and stay.
        said_of_her = [one.said.comment for one in store.answers(store.assessments()[0].id, "p_00000003")]
    forget(at(folder), person, NOW)
    everything = b"".join(path.read_bytes() for path in folder.glob("cxdna.sqlite*"))
    for words in ("The charter, as Ann wrote", "I never saw one", "It was never signed", "blocks it"):
        assert words.encode() not in everything, words
    with store_of(folder) as store:
        assert [(one.what, "Ann" in one.text, "p_00000001" in one.text) for one in store.log()] == [
            ("forgotten", False, True)
        ]
        name = store.assessments()[0].id
        assert [one.said.comment for one in store.answers(name, "p_00000003")] == said_of_her
        answers = store.answers(name, "p_00000001")
        assert [one.said.value for one in answers] == [2, 3, None, "dont_know"]
        assert all(len(one.said.seal) == 64 for one in answers[:3])


def in_the_plan(name: str, who: str) -> tuple[Following, ...]:
    """Return what goes on after closing with a name in every place where one may stand."""
    plain, other = records.action("a1", name, drafted=None), records.action("a2", name, drafted=None)
    task = Task(what="Draw it", assignee=who)
    owned = msgspec.structs.replace(plain.action, owner=who, agreed_by=f"The board and {who}", tasks=(task,))
    noted = msgspec.structs.replace(other.action, customers=CustomersView(problem=f"{who} asked them"))
    return (
        records.plan(name, owners={"Head of service": who}),
        records.action("a1", name, drafted=None, action=owned),
        plain,
        records.action("a2", name, drafted=noted, why=f"{who} said so"),
        records.decision("d1", name, who=who),
        records.decision("d2", name, who="The board"),
        records.kpi(name, kpi="nps", figure="baseline", by=who),
        records.words(name, by=who),
    )


def test_what_it_cannot_reach_is_listed(folder: Path) -> None:
    (folder / "out" / "report.pdf").write_bytes(b"%PDF")
    (folder / "out" / "report.html").write_text("<td>Ann Öztürk</td>", encoding="utf-8")
    (folder / "out" / "other.html").write_text("<td>Ann Öztürkoglu</td>", encoding="utf-8")
    (folder / "evidence" / "minutes_ann-öztürk.docx").write_bytes(b"PK")
    (folder / "backups").mkdir()
    (folder / "backups" / "a.zip").write_bytes(b"PK")
    with store_of(folder) as store:
        store.add(*in_the_plan(store.assessments()[0].id, "Ann Öztürk"))
        trained = Training(id="t_1", person="Ann Öztürk", curriculum="Relationships", date=DAY)
        owned = records.alert(owner="Ann Öztürk")
        store.add(*(VoiceKept(item=one, at=NOW, by="Ben Hale") for one in (trained, owned)))
        store.add(VoiceKept(item=records.survey_file(by="Öztürk, Ann"), at=NOW))
    person = who_is(at(folder), "Ann  ÖZTÜRK")
    assert person is not None
    found = forget(at(folder), person, NOW).traces
    name = list_people(at(folder))[0].assessments[0]
    assert {one.place for one in found if one.certain} == {
        f"{name}: evidence charter, owner",
        f"{name}: target of governance, set by",
        f"{name}: a comment of someone else on q1.1",
        f"{name}: the plan's list of owners",
        f"{name}: action a1 of the plan, owner",
        f"{name}: action a1 of the plan, agreed by",
        f"{name}: action a1 of the plan, tasks",
        f"{name}: action a2 of the plan, what it says",
        f"{name}: action a2 of the plan, who changed it and why",
        f"{name}: decision d1",
        f"{name}: baseline of nps",
        f"{name}: the words at answer.headline",
        "alert r_1",
        "survey file q1.csv",
        "evidence/minutes_ann-öztürk.docx",
        "out/report.html",
    }
    assert {one.place for one in found if not one.certain} == {"backups/a.zip", "out/report.pdf"}


def test_somebody_who_is_there_changes_the_group(folder: Path, here: Here) -> None:
    with store_of(folder) as store:
        (assessment,) = store.assessments()
        ben = store.people()[1]
        sheet = next(one for one in store.sheets(assessment.id) if one.person == ben.id)
    newcomer = Newcomer(name="ben  hale", role="head of service", group="Front line")
    assert regroup(at(folder), newcomer) == (msgspec.structs.replace(ben, group="Front line"), assessment)
    with store_of(folder) as store:
        assert [one.group for one in store.people()] == ["Leaders", "Front line"]
        now = next(one for one in store.sheets(assessment.id) if one.person == ben.id)
        assert now == msgspec.structs.replace(sheet, group="Front line")
    for other in (
        msgspec.structs.replace(newcomer, role="Clerk"),
        msgspec.structs.replace(newcomer, group=None),
        msgspec.structs.replace(newcomer, again=True),
        msgspec.structs.replace(newcomer, name="Ben"),
    ):
        assert regroup(at(folder), other) is None
    command = ("people", "add", "Ben Hale", "--role", "Head of service", "--group", "Leaders")
    assert here(*command, cwd=folder).stdout.startswith("Changed Ben Hale, Head of service (Leaders), as p_")


def test_several_of_one_name(folder: Path) -> None:
    with pytest.raises(UserError, match=r"Ben Hale \(Head of service\) is there already; .* add --again"):
        add(folder, "ben hale", 20)
    other = add(folder, "Ben Hale", 20, "Fitter", again=True)
    with pytest.raises(UserError, match=r"2 people called Ben Hale: p_00000003 .* and p_00000014 \(Fitter, Leaders\)"):
        who_is(at(folder), "Ben Hale")
    person = who_is(at(folder), other)
    assert person is not None
    forget(at(folder), person, NOW)
    assert [one.name for one in list_people(at(folder)) if not one.forgotten] == ["Ann Öztürk", "Ben Hale"]
    with pytest.raises(UserError, match="was forgotten on 28 November 2026 already"):
        who_is(at(folder), other)
    with pytest.raises(UserError, match="was forgotten meanwhile"):
        forget(at(folder), person, NOW)


def test_nobody_of_that_name(folder: Path) -> None:
    with pytest.raises(UserError, match="there is nobody called 'Ben Hall'; did you mean 'Ben Hale'"):
        who_is(at(folder), "Ben Hall")
    with pytest.raises(UserError, match="look at: cxdna people list"):
        who_is(at(folder), "Zoe")


def test_where_somebody_can_be_asked(folder: Path) -> None:
    name = list_people(at(folder))[0].assessments[0]
    assert list_people(at(folder))[1].assessments == (name,)
    close(folder)
    newcomer = Newcomer(name="Cem", role="Fitter")
    person, asked_in = add_person(at(folder), newcomer, counting(40))
    assert (person.group, asked_in) == ("Everyone", None)
    with pytest.raises(UserError, match=f"the assessment '{name}' is closed"):
        add_person(at(folder, name), Newcomer(name="Dora", role="Fitter"), counting(50))
    for wrong in (Newcomer(name=" ", role="x"), Newcomer(name="x" * 201, role="x"), Newcomer(name="x", role="")):
        with pytest.raises(UserError):
            add_person(at(folder), wrong, counting(60))


def test_anonymous_assessments_know_nobody(tmp_path: Path, here: Here) -> None:
    folder = made(tmp_path / "alder", "anonymous").folder
    done = here("people", "forget", "Ann", cwd=folder)
    assert (done.returncode, done.stdout) == (
        0,
        "There is nothing to forget: this workspace knows nobody by name, as its assessments are anonymous.\n",
    )
    for work in (lambda: list_people(at(folder)), lambda: add(folder, "Ann")):
        with pytest.raises(UserError, match="knows nobody by name"):
            work()


def test_by_command(folder: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    done = here("people", "add", "Cem Kaya", "--role", "Fitter", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert 'Next:  cxdna assess --respondent "Cem Kaya"' in done.stdout
    monkeypatch.setattr("sys.stdin", io.StringIO())
    untouched = here("people", "forget", "Cem Kaya", cwd=folder)
    assert untouched.returncode == 2
    assert "nothing was changed; add --yes where nobody types" in untouched.stderr
    done = here("people", "forget", "Ann Öztürk", "--yes", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "Forgotten. 3 answers kept; the log says that p_00000001 was forgotten, and no name.\n"
    )
    assert "the group Leaders" in done.stdout
    assert "Out of reach:" in done.stdout
    told = json.loads(here("people", "list", "--json", cwd=folder).stdout)
    assert told["format"] == "cxdna-people/1"
    assert [one["forgotten"] is not None for one in told["people"]] == [True, False, False]
    listed = here("people", "list", cwd=folder).stdout
    assert "p_00000001  forgotten on" in listed
    assert "Öztürk" not in listed


def test_the_name_is_typed_again(folder: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Ben\n"))
    wrong = here("people", "forget", "Ben Hale", cwd=folder)
    assert (wrong.returncode, wrong.stdout.splitlines()[-1]) == (1, "That is not the same name: nothing was changed.")
    (folder / "out" / "report.pdf").write_bytes(b"%PDF")
    (folder / "notes.html").write_text("Ben Hale", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("ben  HALE\n"))
    done = here("people", "forget", "Ben Hale", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "The name still stands in what belongs to others; change it there by hand:\n" in done.stdout
    assert "  notes.html\n" in done.stdout
    assert "Made before from the answers, and may name the person" in done.stdout
    assert "  out/report.pdf\n" in done.stdout


def test_as_json(tmp_path: Path, here: Here) -> None:
    folder = made(tmp_path / "beech").folder
    assert here("people", "list", cwd=folder).stdout.startswith("Nobody is known yet.\n")
    added = json.loads(here("people", "add", "Cem", "--role", "Fitter", "--json", cwd=folder).stdout)
    assert added["format"] == "cxdna-people/1"
    assert added["assessment"].startswith("assessment_")
    done = json.loads(here("people", "forget", added["id"], "--yes", "--json", cwd=folder).stdout)
    rest = {"answers": 0, "groups": ["Everyone"], "traces": [], "left": ""}
    assert done == {"format": "cxdna-people/1", "id": added["id"], **rest}


def test_no_words_come_in_once_a_person_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = who_is(at(folder), "p_00000001")
    assert person is not None
    with store_of(folder) as store:
        name = store.assessments()[0]
        known = type(store).forget

        def slowly(own: Any, *arguments: Any) -> None:
            monkeypatch.setattr(type(store), "forget", known)
            said(own, name, person.id, "q2.2", Answer(value=1, comment="One more thing, says Ann"))
            known(own, *arguments)

        monkeypatch.setattr(type(store), "forget", slowly)
        forget_person(store, person, NOW)
        late = store.answers(name.id, person.id)[-1].said
        assert (late.value, late.comment, len(late.seal)) == (1, "", 64)
        for words in (Answer(value=2, comment="And another"), Answer(not_applicable="Never")):
            with pytest.raises(UserError, match="was forgotten, and no words of theirs are kept"):
                said(store, name, person.id, "q2.3", words)
        said(store, name, person.id, "q2.3", Answer(value=2))
    close(folder)
    change = AnswerChange(respondent=person.id, question="q2.3", old=Answer(value=2), new=Answer(value=3, comment="So"))
    kept = Restatement(number=1, date=DAY, by="Ben Hale", reason="Misread", change=change)
    with store_of(folder) as store, pytest.raises(UserError, match="no words of theirs are kept"):
        store.add(RestatementKept(assessment=name.id, restatement=kept))


def test_what_closings_keep_for_good_is_told_apart(folder: Path, here: Here) -> None:
    close(folder)
    (folder / "returned").mkdir()
    (folder / "returned" / "form.xlsx").write_bytes(b"PK")
    with store_of(folder) as store:
        name = store.assessments()[0].id
        kept = store.snapshot(store.closings(name)[0].answers)
        assert kept is not None
        assert "ann  öztürk" in kept.body.decode()
    done = here("people", "forget", "Ann Öztürk", "--yes", cwd=folder)
    stays, other = done.stdout.split("The name stays as free text in these records")[1].split("Made before")
    assert f"  {name}: closing 1, what it keeps for good\n" in stays
    assert f"  {name}: target of governance, set by\n" in stays
    assert "change it there by hand" not in done.stdout
    assert "  returned/form.xlsx\n" in other


def test_forgetting_while_the_database_is_read_is_done_and_says_what_is_left(
    folder: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxdna.store.sqlite.PATIENCE", 0.2)
    other = sqlite3.connect(folder / "cxdna.sqlite", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM person").fetchall()
    done = here("people", "forget", "Ann Öztürk", "--yes", cwd=folder)
    other.close()
    assert done.returncode == 0, done.stderr
    assert "Not quite done: what was dropped may still be in the file: another program is using" in done.stdout
    assert "target of governance, set by" in done.stdout
    assert here("status", cwd=folder).returncode == 0
    everything = b"".join(path.read_bytes() for path in folder.glob("cxdna.sqlite*"))
    assert b"I never saw one" not in everything


def test_what_killed_commands_left_is_taken_away_with_the_name(folder: Path) -> None:
    for place in (".cxdna-copy-x1", ".cxdna-new/new"):
        (folder / place).mkdir(parents=True)
        (folder / place / "cxdna.sqlite").write_bytes("Ann Öztürk".encode())
    person = who_is(at(folder), "Ann Öztürk")
    assert person is not None
    forget(at(folder), person, NOW)
    assert not [one.name for one in folder.iterdir() if one.name.startswith((".cxdna-copy", ".cxdna-new"))]


NEAR = {
    "Compliance officer": ("Head of compliance",),
    "Head of digital": ("Head of digital channels",),
    "Head of Servce": ("Head of service",),
    "Financial controller": ("Chief financial officer",),
    "Painter": (),
    "Head of": (),
}


@pytest.mark.parametrize("role", NEAR)
def test_a_role_that_no_question_names_is_taken_for_a_near_one(role: str) -> None:
    known = count_roles(msgspec.structs.replace(question(f"q{at}"), ask=(one,)) for at, one in enumerate(AMONG))
    assert near_roles(role, known) == NEAR[role]


def test_a_role_that_knows_more_than_its_near_ones_is_taken_for_none_of_them() -> None:
    named = (
        "Key account manager",
        "Key account manager",
        "Head of key accounts",
        "Key account lead",
        "Key account lead",
    )
    known = count_roles(msgspec.structs.replace(question(f"q{at}"), ask=(one,)) for at, one in enumerate(named))
    assert near_roles("Key account manager", known) == ()
    assert near_roles("Head of key accounts", known) == ("Key account lead", "Key account manager")


AMONG = (
    "Head of compliance",
    "Head of digital channels",
    "Head of service",
    "Chief financial officer",
    "Head of field work",
    "Head of people",
)


def test_whoever_is_added_is_told_how_many_questions_name_the_role(here: Here, folder: Path) -> None:
    def told(name: str, role: str) -> str:
        return " ".join(here("people", "add", name, "--role", role, cwd=folder).stdout.split())

    with current(at(folder)) as now:
        asked = visible(now.questionnaire, now.workspace.settings.organisation, {})
    known = count_roles(asked)
    most, least = known[0], next(one for one in reversed(known) if not near_roles(one.role, known))
    of = f"of the {len(asked)} questions"
    assert f"{most.questions} {of} name the role '{most.role}': " in told("Cy Bell", most.role)
    assert f"Only {least.questions} {of} names the role '{least.role}' (" in told("Di Bell", least.role)
    none = told("Ed Bell", f"{most.role}s")
    assert f"None {of} names the role '{most.role}s'. Did you mean '{most.role}'?" in none
    assert "cxdna library roles" in none
    done = here("people", "add", "Flo Bell", "--role", "Painter", "--json", cwd=folder)
    said = json.loads(done.stdout)["role"]
    assert said == {"role": "Painter", "named_in": 0, "asked": len(asked), "components": [], "near": []}

"""An assessment is opened, closed, opened again; what it hands on, what it keeps, and that nobody gets in between."""

import datetime as dt
import io
import json
import re
from pathlib import Path

import msgspec
import pytest

from cxdna.answers.model import Answer, AnswersFile
from cxdna.definitions.canonical import sha256_of
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.errors import Problems, StorageError, UserError
from cxdna.scores.fingerprint import fingerprint
from cxdna.scores.score import RULE_VERSION
from cxdna.store.model import Person, Record, Recorded, Sheet
from cxdna.workflows.current import assessed, gather, opened
from cxdna.workflows.evidence.carry_over import decline, offered, take_over
from cxdna.workflows.evidence.listing import list_evidence
from cxdna.workflows.life.close import DISTURBED, refuse_closed_or_empty
from cxdna.workflows.life.listing import list_assessments, list_lines, standing_fingerprint
from cxdna.workflows.life.new import Wish, earlier, start, started_lines
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.life.restate import propose, restate
from cxdna.workflows.life.restate_change import AnswerAsk, TargetAsk
from cxdna.workflows.life.snapshots import Bodies, bodies_of
from cxdna.workflows.life.warnings import warnings
from cxdna.workflows.status.look import status_of
from cxdna.workflows.where import Where
from tests.conftest import Run
from tests.store import records
from tests.workflows.dwelling import Dwelling
from tests.workflows.living import DAY, MOMENT, PEOPLE, Living
from tests.workspace.making import Done, Here

NEXT_YEAR = dt.date(2027, 11, 20)


def following(living: Living, wish: Wish | None = None) -> Living:
    """Return the same workspace a year later, with an assessment that follows the first."""
    first = living.now.assessment
    living.id = start(living.store, living.workspace, wish or Wish(), first, NEXT_YEAR).id
    return living


def test_ids_start_with_a_letter_and_are_never_given_twice(tmp_path: Path) -> None:
    living = Living(tmp_path)
    assert [living.id, living.open().id, living.open().id] == [
        "assessment_2026",
        "assessment_2026_2",
        "assessment_2026_3",
    ]


def test_closing_keeps_everything_under_its_hash(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    before = assessed(living.now, DAY)
    living.close()
    (closing,) = living.store.closings(living.id)
    assert (closing.date, closing.by, closing.rule_version) == (DAY, "Ann Lee", RULE_VERSION)
    assert closing.fingerprint == fingerprint(before) == fingerprint(assessed(living.now, NEXT_YEAR))
    for sha256 in (closing.playbook, closing.questionnaire, closing.answers, closing.scores):
        snapshot = living.store.snapshot(sha256)
        assert snapshot is not None
        assert sha256_of(snapshot.body) == sha256
        assert b"Okafor" not in snapshot.body
        assert b"each month" not in snapshot.body
    assert gather(living.now, NEXT_YEAR).assessment.date == DAY, "evidence age counts to the closing for good"


def test_nothing_can_be_closed_twice_or_without_an_answer(tmp_path: Path) -> None:
    living = Living(tmp_path).ask()
    with pytest.raises(UserError, match="nobody has answered 'assessment_2026' yet"):
        living.close()
    living.say(PEOPLE[0][0], "q1.1", 3).close()
    with pytest.raises(UserError, match="was closed on 20 November 2026 already"):
        living.close()
    with pytest.raises(UserError, match="does not change any more"):
        living.say(PEOPLE[0][0], "q1.1", 4)


@pytest.mark.parametrize("when", ["before", "within"])
def test_an_answer_that_arrives_while_it_is_closed_is_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    living = Living(tmp_path).answered()
    late = Recorded(
        assessment=living.id, sheet=PEOPLE[2][0], question="q1.1", said=Answer(value=1), key="late", source="form"
    )
    arrived: list[str] = []

    def arrive() -> None:
        if not arrived:
            arrived.append("late")
            living.store.add(late)

    if when == "before":

        def slow(playbook: Playbook, questionnaire: Questionnaire, answers: AnswersFile, rules: str) -> Bodies:
            made = bodies_of(playbook, questionnaire, answers, rules)
            arrive()
            return made

        monkeypatch.setattr("cxdna.workflows.life.close.bodies_of", slow)
    else:
        add = living.store.add

        def meanwhile(*records: Record) -> tuple[int, ...]:
            if any(type(one).__name__ == "Closing" for one in records) and not arrived:
                arrived.append("late")
                add(late)
            return add(*records)

        monkeypatch.setattr(living.store, "add", meanwhile)
    living.close()
    kept = living.store.snapshot(living.store.closings(living.id)[-1].answers)
    assert kept is not None
    assert f'"respondent":"{PEOPLE[2][0]}"'.encode() in kept.body
    reasons = [one.reason for one in living.store.reopenings(living.id)]
    assert reasons == ([] if when == "before" else [DISTURBED])
    assert living.now.closing is not None


def test_what_goes_on_after_closing_is_left_alone_by_all_that_happens_to_the_assessment(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    living.store.add(*records.following(living.id))

    def followed() -> list[object]:
        store, name = living.store, living.id
        return [
            store.plans(name),
            store.actions(name),
            store.decisions(name),
            store.kpi_figures(name),
            store.written(name),
        ]

    before, fingerprint = followed(), living.close().store.closings(living.id)[0].fingerprint
    assert followed() == before
    made = propose(living.now, AnswerAsk(PEOPLE[0][0], "q2.1", "5"), by="Ann", reason="Slip", today=DAY)
    restate(living.now, made)
    assert followed() == before
    living.store.add(*records.following(living.id))
    assert standing_fingerprint(living.workspace, living.store, living.id) == made.fingerprint
    more = followed()
    reopen(living.now, by="Ann", reason="More came", day=DAY, moment=MOMENT)
    assert followed() == more
    without = Living(tmp_path).answered().close()
    assert without.store.closings(without.id)[0].fingerprint == fingerprint, "a plan is under no fingerprint"
    (first,) = list_assessments(living.workspace, living.store).assessments
    assert (first.actions, first.actions_done) == (1, 0), "one of the two was dropped"
    assert "  plan of 1 action, 0 done" in list(list_lines(list_assessments(living.workspace, living.store)))


def test_opening_again_needs_a_name_and_a_reason_and_leaves_the_closing(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    with pytest.raises(UserError, match="is open already"):
        reopen(living.now, by="Ann", reason="Why not", day=DAY, moment=MOMENT)
    living.close()
    first = living.store.closings(living.id)[0]
    with pytest.raises(UserError, match="needs a name and a reason"):
        reopen(living.now, by="Ann", reason=" ", day=DAY, moment=MOMENT)
    reopen(living.now, by="Ann", reason="Two more came", day=DAY, moment=MOMENT)
    living.say(PEOPLE[2][0], "q1.1", 1).close(dt.date(2026, 11, 25))
    (noted, again) = assessed(living.now, DAY).closings
    assert (noted.fingerprint, noted.reopened_by, noted.reopened_why) == (first.fingerprint, "Ann", "Two more came")
    assert again.fingerprint != first.fingerprint
    assert again.reopened_on is None


def test_a_new_one_takes_people_and_targets_over_and_asks_again(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    living.forget(PEOPLE[2][0])
    living = following(living, Wish(mode="confidential", prepared_for="The  board"))
    now = living.now
    assert (now.assessment.previous, now.assessment.mode) == ("assessment_2026", "confidential")
    assert now.assessment.prepared_for == "The board"
    assert [sheet.person for sheet in now.store.sheets(now.assessment.id)] == [PEOPLE[0][0], PEOPLE[1][0]]
    assert [one.target.part for one in now.store.targets(now.assessment.id)] == ["governance"]
    assert now.store.answers(now.assessment.id) == ()
    assert now.store.evidence(now.assessment.id) == ()


def test_an_anonymous_one_takes_nobody_over(tmp_path: Path) -> None:
    living = following(Living(tmp_path).answered().close(), Wish(mode="anonymous"))
    assert living.store.sheets(living.id) == ()


def test_evidence_waits_until_somebody_looks_at_it_again(tmp_path: Path) -> None:
    living = following(Living(tmp_path).answered().close())
    (charter, minutes) = offered(living.now, NEXT_YEAR)
    assert (charter.record.id, charter.age_months, charter.fresh) == ("charter", 13, True)
    assert "q1.2" in charter.record.covers, "what last year's answers cited it for is not lost"
    assert gather(living.now, NEXT_YEAR).evidence == ()
    kept = take_over(living.now, "charter", today=NEXT_YEAR, date=dt.date(2027, 10, 1))
    assert (kept.confirmed, kept.record.date) == (NEXT_YEAR, dt.date(2027, 10, 1))
    assert [one.record.id for one in offered(living.now, NEXT_YEAR)] == [minutes.record.id]
    decline(living.now, "minutes", today=NEXT_YEAR)
    assert offered(living.now, NEXT_YEAR) == ()
    assert [one.id for one in gather(living.now, NEXT_YEAR).evidence] == ["charter"]
    with pytest.raises(UserError, match="is in this assessment already"):
        take_over(living.now, "charter", today=NEXT_YEAR)
    with pytest.raises(UserError, match="has no evidence 'gone' to confirm"):
        take_over(living.now, "gone", today=NEXT_YEAR)


def test_a_date_to_come_is_no_date_of_evidence(tmp_path: Path) -> None:
    living = following(Living(tmp_path).answered().close())
    with pytest.raises(UserError, match="is still to come"):
        take_over(living.now, "charter", today=NEXT_YEAR, date=dt.date(2028, 1, 1))


def test_the_one_to_follow_is_named_or_the_latest(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    with pytest.raises(UserError, match="no assessment was closed here yet"):
        earlier(living.store, "latest")
    living.close()
    found = earlier(living.store, "LATEST")
    assert found is not None
    assert found.id == living.id
    assert earlier(living.store, None) is None
    with pytest.raises(UserError, match="did you mean 'assessment_2026'"):
        earlier(living.store, "assesment_2026")


def test_readers_questions_are_told_before_closing(tmp_path: Path) -> None:
    living = Living(tmp_path).ask()
    living.say(PEOPLE[0][0], "q1.1", 4)
    told = " ".join(warnings(living.now, DAY, DAY))
    for part in (
        "Jan Smits and Mei Lin have not answered.",
        "One person answered: a sketch, not a verdict.",
        "questions without a number",
        "1 question answered above what evidence shows: q1.1.",
        "There is no evidence",
        "No target was set: the playbook's 3 stands",
    ):
        assert part in told
    living.show("late", "q1.1", date=dt.date(2026, 11, 19))
    assert "Evidence dated after 18 November 2026 does not count: late." in warnings(
        living.now, dt.date(2026, 11, 18), DAY
    )


def test_records_that_nobody_can_look_at_are_those_that_the_status_counts(tmp_path: Path) -> None:
    living = Living(tmp_path).ask()
    living.say(PEOPLE[0][0], "q1.1", 4).show("sourced", "q1.1", source="CRM").show("first", "q1.1")
    name = "neither file, link, owner nor source: nobody can look at"
    assert f"1 record counts that names {name} it yet: first." in warnings(living.now, DAY, DAY)
    living.say(PEOPLE[0][0], "q1.2", 4).show("second", "q1.2")
    told = warnings(living.now, DAY, DAY)
    assert f"2 records count that name {name} them yet: first and second." in told
    assert status_of(living.now, DAY).out_of_sight == 2
    assert "sourced" not in " ".join(told)


def test_nobody_is_named_before_closing_a_confidential_one(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential").ask()
    living.say(PEOPLE[0][0], "q1.1", 4)
    told = " ".join(warnings(living.now, DAY, DAY))
    assert "2 people asked, without an answer so far." in told
    assert not any(name in told for _, name, *_ in PEOPLE)


def test_questions_that_will_be_left_out_of_every_score_are_counted_before_closing(tmp_path: Path) -> None:
    told = "1 of 1 question that people answered has fewer than 5 answers and will be left out of every score"
    for mode in ("named", "confidential"):
        living = Living(tmp_path / mode, mode).ask()
        living.say(PEOPLE[0][0], "q1.1", 4)
        assert (told in " ".join(warnings(living.now, DAY, DAY))) is (mode == "confidential")


def test_two_closings_that_a_few_answers_lie_between_are_warned_of(tmp_path: Path) -> None:
    between = "Fewer than 5 people have answered since it was closed on 20 November 2026"
    living = Living(tmp_path, "confidential").ask()
    living.say(PEOPLE[0][0], "q1.1", 4).close()
    reopen(living.now, by="Ann", reason="One more came", day=DAY, moment=MOMENT)
    assert between not in " ".join(warnings(living.now, DAY, DAY))
    living.say(PEOPLE[1][0], "q1.1", 2)
    assert between in " ".join(warnings(living.now, DAY, DAY))


def test_the_list_says_where_each_stands(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    reopen(living.now, by="Ann", reason="Two more came", day=DAY, moment=MOMENT)
    living.close(dt.date(2026, 11, 25))
    first = living.id
    living = following(living)
    listed = list_assessments(living.workspace, living.store)
    assert [(one.id, one.state, one.answered) for one in listed.assessments] == [
        (first, "closed", 2),
        ("assessment_2027", "open", 0),
    ]
    assert listed.assessments[0].fingerprint == living.store.closings(first)[-1].fingerprint
    text = "\n".join(list_lines(listed))
    assert "closed on 25 November 2026 by Ann Lee (2 times in all)" in text
    assert text.splitlines()[-1] == "Next:  cxdna assess, or cxdna status"


def test_rules_that_are_not_known_any_more_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living = Living(tmp_path).answered().close()
    monkeypatch.setattr("cxdna.workflows.current.RULES", {})
    with pytest.raises(StorageError, match="closed by scoring rules 1, which this version does not know"):
        assessed(living.now, DAY)


@pytest.fixture
def workspace(tmp_path: Path, run_cxdna: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace in which one person answered, as people make it."""
    monkeypatch.setenv("CXDNA_NOW", "2026-11-20T09:00")
    done = run_cxdna("init", "alder", "--yes", "--name", "Alder", "--sector", "banking", "--employees", "300",
                     "--country", "GB", "--time-zone", "Europe/London", "--currency", "GBP", "--languages", "en",
                     "--business-model", "consumers", "--channels", "phone")  # fmt: skip
    assert done.returncode == 0, done.stderr
    with opened(Where(tmp_path / "alder", {})) as (_, store):
        name = store.assessments()[0].id
        store.add(
            Person(id="p_1", name="Ruth Okafor", role="Head", group="Heads", salt="0" * 32),
            Sheet(assessment=name, id="p_1", person="p_1", role="Head", group="Heads"),
            Recorded(assessment=name, sheet="p_1", question="q1.1", said=Answer(value=3), key="a", source="web"),
        )
    return tmp_path / "alder"


def test_the_life_of_an_assessment_as_commands(workspace: Path, run_cxdna: Run) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = run_cxdna("assessment", *arguments, cwd=workspace)
        return done.returncode, done.stdout + done.stderr

    code, text = run("close", "--by", "Ann Lee")
    assert code == 2
    assert "A reader will ask about this:\n  One person answered: a sketch, not a verdict." in text
    assert "Nobody said yes, so nothing was changed; give --yes where nobody can be asked." in text
    code, text = run("close", "--by", "Ann Lee", "--yes")
    assert code == 0
    assert "Closed. Evidence age counts to 20 November 2026.\nFingerprint: " in text
    assert run("close", "--yes")[0] == 2
    code, text = run("restate", "--respondent", "ruth", "--question", "q1.1", "--answer", "4", "--by", "Ann",
                     "--reason", "Mistyped", "--yes")  # fmt: skip
    assert code == 0, text
    assert "q1.1 of Ruth Okafor\n  was  3\n  is   4\nScores, as answered:\n  q1.1        3.00 -> 4.00" in text
    code, text = run("restate", "--evidence", "e1", "--target", "governance", "3", "--by", "Ann", "--reason", "Why")
    assert (code, text.splitlines()[-1][:42]) == (2, "One thing is restated at a time, and sever")
    assert run("reopen", "--yes")[0] == 2
    assert run("reopen", "--by", "Ann", "--reason", "More came", "--yes")[0] == 0
    assert run("close", "--by", "Ann", "--yes")[0] == 0
    code, text = run("new", "--from", "latest", "--title", "A year later")
    assert code == 0
    assert "It follows assessment_2026" in text
    assert "1 person is asked again." in text
    shape = json.loads(run("list", "--json")[1])
    assert shape["format"] == "cxdna-assessments/1"
    assert [(one["state"], one["title"]) for one in shape["assessments"]] == [
        ("closed", "Assessment 2026"),
        ("open", "A year later"),
    ]


def test_it_is_closed_only_with_the_definitions_it_was_opened_with(tmp_path: Path) -> None:
    now = Living(tmp_path).answered().now
    for field, here in (("questionnaire_version", now.questionnaire), ("playbook_version", now.playbook)):
        older = msgspec.structs.replace(now, assessment=msgspec.structs.replace(now.assessment, **{field: "0.9"}))
        told = rf"asks {here.id} 0\.9, and the .* has version {re.escape(here.version)}; put the file"
        with pytest.raises(UserError, match=told):
            refuse_closed_or_empty(older, DAY)
    assert refuse_closed_or_empty(now, DAY).sheets


def test_what_waits_names_nobody_where_nobody_is_to_know_who_cited_it(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential").answered().show("ours", "governance", owner=PEOPLE[0][1]).close()
    found = list_evidence(following(living).now, NEXT_YEAR)
    assert [(one.record.id, one.record.owner) for one in found.waiting] == [
        ("charter", ""),
        ("minutes", ""),
        ("ours", ""),
    ]


# On a terminal


class Typing(io.StringIO):
    """A terminal at which somebody types lines."""

    def isatty(self) -> bool:
        return True


class Home(Dwelling):
    """A workspace in memory in which commands are given, by somebody at a terminal or by nobody."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, here: Here) -> None:
        super().__init__(folder, monkeypatch)
        self._patch, self._here = monkeypatch, here
        monkeypatch.setenv("CXDNA_NOW", "2027-11-20T09:00")

    def run(self, *arguments: str, typed: str | None = None) -> Done:
        """Run `cxdna assessment ARGUMENTS`; `typed` is what is typed, with / for Enter, None where nobody is there."""
        self._patch.setattr("sys.stdin", io.StringIO() if typed is None else Typing(typed.replace("/", "\n")))
        return self._here("assessment", *arguments, cwd=self.workspace.folder)

    def fails(self, *arguments: str, typed: str | None = None) -> str:
        """Return what a command says that has to end with 2."""
        done = self.run(*arguments, typed=typed)
        assert done.returncode == 2, done.stdout
        return " ".join(done.stderr.split())

    def runs(self, *arguments: str, typed: str | None = None, code: int = 0) -> str:
        """Return what a command says that has to end well."""
        done = self.run(*arguments, typed=typed)
        assert done.returncode == code, done.stderr
        return " ".join(done.stdout.split())

    @property
    def confirmed(self) -> dict[str, bool]:
        """Return the evidence that was decided about in the newest assessment: True for taken over."""
        return {one.record.id: not one.withdrawn for one in self.store.evidence(self.store.assessments()[-1].id)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """Return a workspace with an assessment that two have answered, and two records of evidence."""
    made = Home(tmp_path / "alder", monkeypatch, Here(capsys, monkeypatch))
    made.answered()
    return made


def test_a_first_one_follows_none_and_is_not_asked_about(home: Home) -> None:
    said = home.runs("new", "--title", "Another", typed="")
    assert said.startswith("Opened assessment_2027: Another.")
    assert "follow" not in said.casefold()
    assert said.endswith("Next: cxdna assess, or cxdna invite for forms to colleagues")


def test_where_nobody_can_be_asked_it_follows_none_and_says_how_it_would(home: Home) -> None:
    home.close()
    said = home.runs("new")
    assert said.startswith("It follows none; there is assessment_2026: --from assessment_2026 takes people and targets")
    assert home.store.assessments()[-1].previous is None


@pytest.mark.parametrize(("typed", "previous"), [("/q/", "assessment_2026"), ("maybe/NO/", None)], ids=repr)
def test_on_a_terminal_it_is_asked_whether_it_follows_the_newest(typed: str, previous: str | None, home: Home) -> None:
    home.close()
    said = home.runs("new", typed=typed)
    assert said.startswith("The newest closed assessment is assessment_2026: Assessment 2026. Follow it: same people")
    assert ("Type y for yes or n for no." in said) is (previous is None)
    assert ("It follows assessment_2026 (opened 20 November 2026)." in said) is (previous is not None)
    assert ("is it still true?" in said) is (previous is not None)
    assert home.store.assessments()[-1].previous == previous


def test_nothing_is_opened_when_nobody_answers_that_question(home: Home) -> None:
    home.close()
    said = home.fails("new", typed="")
    assert said == "Nobody answered, so nothing was opened; say --from assessment_2026, or --from none."
    assert len(home.store.assessments()) == 1


def test_each_record_is_asked_about(home: Home) -> None:
    home.show("stale", "q1.1", date=dt.date(2020, 1, 1)).show("later", "q1.1").close()
    said = home.runs("new", "--from", "latest", typed="soon/2028-01-01/1.11.2027/n/yes/s/")
    assert "Evidence of assessment_2026: is it still true? y yes" in said
    assert "1 of 4 Record charter (policy), 1 October 2026, 13 months old Still true?" in said
    assert "'soon' is no date; write it as 2026-01-15, 15 January 2026 or January 2026. Still true?" in said
    assert "1 January 2028 is still to come; give the date of the evidence itself. Still true?" in said
    assert "3 of 4 Record stale (policy), 1 January 2020, 94 months old: too old to count unless it is newer" in said
    assert "2 records of evidence taken over." in said
    assert "1 record of evidence from assessment_2026 not confirmed: cxdna evidence list shows them" in said
    assert home.confirmed == {"charter": True, "minutes": False, "stale": True}
    kept = next(one for one in home.store.evidence("assessment_2027") if one.record.id == "charter")
    assert kept.record.date == dt.date(2027, 11, 1)


def test_the_age_of_a_record_of_this_month_is_said_so(home: Home) -> None:
    home.show("fresh", "q1.1", date=dt.date(2027, 11, 2)).close(dt.date(2027, 11, 20))
    said = home.runs("new", "--from", "latest", typed="y/y/y/")
    assert "3 of 3 Record fresh (policy), 2 November 2027, from this month Still true?" in said
    assert "3 records of evidence taken over." in said
    assert "not confirmed" not in said


@pytest.mark.parametrize(("typed", "ends"), [("y/q/", False), ("y/", True)], ids=["q", "no more input"])
def test_the_rest_can_be_left_for_later(typed: str, ends: bool, home: Home) -> None:
    home.close()
    said = home.runs("new", "--from", "latest", typed=typed)
    assert ("Nobody answers any more: the rest can be confirmed later." in said) is ends
    assert "1 record of evidence from assessment_2026 not confirmed" in said
    assert home.confirmed == {"charter": True}


def test_evidence_is_taken_over_or_left_by_option(home: Home) -> None:
    home.close()
    said = home.runs("new", "--from", "assessment_2026", "--evidence", "all-as-dated", typed="")
    assert "2 records of evidence taken over." in said
    assert home.confirmed == {"charter": True, "minutes": True}
    for left in (home.runs("new", "--from", "assessment_2026", "--evidence", "none", typed=""),
                 home.runs("new", "--from", "assessment_2026")):  # fmt: skip
        assert "2 records of evidence from assessment_2026 not confirmed" in left
        assert home.confirmed == {}


def test_nothing_is_opened_where_it_is_unclear_what_becomes_of_the_evidence(home: Home) -> None:
    home.close()
    said = home.fails("new", "--from", "latest", "--evidence", "some", typed="")
    assert said.startswith("There is no way 'some'")
    assert len(home.store.assessments()) == 1


@pytest.mark.parametrize(
    ("typed", "by"), [("/y/", ""), ("  Bo  Ek /maybe/y/", "Bo Ek"), ("X" * 201 + "/Cy/yes/", "Cy")], ids=["1", "2", "3"]
)
def test_who_closes_it_is_asked_and_whether_to(typed: str, by: str, home: Home) -> None:
    said = home.runs("close", typed=typed)
    assert "Who closes it? (Enter: nobody is named)" in said
    assert "Afterwards nothing in it changes any more; what was wrong can only be restated. Close it? [y/N]" in said
    assert ("The name has 201 characters, and 200 fit; say it shorter. Who closes it?" in said) is (by == "Cy")
    assert "Closed. Evidence age counts to 20 November 2027." in said
    assert [one.by for one in home.store.closings(home.id)] == [by]


def test_closing_is_not_done_unless_somebody_says_yes(home: Home) -> None:
    assert home.runs("close", "--by", "Bo", typed="/", code=1).endswith("Close it? [y/N] Nothing was changed.")
    assert home.fails("close", typed="") == "Nobody said yes, so nothing was changed; begin again."
    for typed in ("", None):
        said = home.fails("close", *(("--by", "Bo") if typed == "" else ()), typed=typed)
        assert said == "Nobody said yes, so nothing was changed; give --yes where nobody can be asked."
    assert home.fails("close", "--date", "1 December 2027", "--yes") == (
        "1 December 2027 is still to come; close it by today or a day before."
    )
    assert home.store.closings(home.id) == ()
    assert "Closed. Evidence age counts to 1 October 2027." in home.runs("close", "--date", "2027-10-01", "--yes")


def test_a_closed_one_is_opened_again_after_it_was_said_what_that_means(home: Home) -> None:
    home.close()
    given = ("reopen", "--by", "Ann", "--reason", "Two more came")
    said = home.runs(*given, typed="n/", code=1)
    assert said.startswith("assessment_2026 was closed on 20 November 2026, fingerprint ")
    assert said.endswith("That stays, and can be verified. Open it again? [y/N] Nothing was changed.")
    assert home.store.reopenings(home.id) == ()
    assert "assessment_2026 is open again." in home.runs(*given, "--assessment", "assessment_2026", typed="y/")
    assert [(one.by, one.reason) for one in home.store.reopenings(home.id)] == [("Ann", "Two more came")]
    assert home.fails(*given) == "'assessment_2026' is open already; go on with: cxdna assess"


def test_a_correction_is_shown_before_it_is_agreed(home: Home) -> None:
    home.close()
    given = ("restate", "--by", "Ann", "--reason", "Agreed late")
    said = home.runs(*given, "--target", "governance", "5", typed="n/", code=1)
    assert "Gap to the target: " in said
    assert said.endswith("every document shows it with who and why. [y/N] Nothing was changed.")
    assert home.store.restatements(home.id) == ()
    assert "Restated: correction 1 of assessment_2026." in home.runs(*given, "--target", "governance", "5", typed="y/")
    said = home.runs(*given, "--evidence", "charter", "--date", "1 May 2026", "--yes")
    assert "Restated: correction 2 of assessment_2026." in said
    assert "That of the closing, " in said
    said = home.runs(*given, "--evidence", "minutes", "--withdraw", "--yes")
    assert "Restated: correction 3" in said
    records = {one.id: one.date for one in gather(home.now, DAY).evidence}
    assert records == {"charter": dt.date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "One thing is restated at a time, and none was named; give --respondent, --question and --answer;"),
        (("--target", "governance", "3", "--withdraw"), "Only evidence is withdrawn or dated; name the record with"),
        (("--target", "governance", "3", "--covers", "q1.1"), "Only evidence is withdrawn or dated; name the record"),
        (("--respondent", "Ruth Okafor", "--answer", "3"), "An answer needs whose it is, to what, and what it is now;"),
    ],
    ids=["nothing", "withdrawn target", "covering target", "half"],
)
def test_half_a_correction_is_refused(asked: tuple[str, ...], told: str, home: Home) -> None:
    home.close()
    assert home.fails("restate", *asked, "--by", "Ann", "--reason", "Why", "--yes").startswith(told)
    assert home.store.restatements(home.id) == ()


def test_what_a_correction_does_is_not_shown_where_it_would_tell_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    hidden = Dwelling(tmp_path / "hidden", monkeypatch, "confidential")
    hidden.ask().say(PEOPLE[0][0], "q1.1", 3).close()
    home.workspace = hidden.workspace
    given = ("--respondent", PEOPLE[0][0], "--question", "q1.1", "--answer", "4")
    said = home.runs("restate", *given, "--by", "Ann", "--reason", "Mistyped", "--yes")
    assert "What that does to the scores is not shown here: it would tell what the answer was." in said
    assert "Restated: correction 1 of assessment_2026." in said


def test_the_list_is_for_reading(home: Home) -> None:
    home.close()
    said = home.runs("list")
    shape = json.loads(home.run("list", "--json").stdout)
    assert [(one["id"], one["state"], one["answered"]) for one in shape["assessments"]] == [(home.id, "closed", 2)]
    asked = f"pulse {home.now.assessment.questionnaire_version}"
    assert f"closed on 20 November 2026 by Ann Lee 3 people asked, 2 answered; named; {asked} fingerprint " in said
    assert said.endswith("Next: cxdna assessment new --from assessment_2026")
    home.runs("restate", "--target", "governance", "5", "--by", "Ann", "--reason", "Late", "--yes")
    assert "by Ann Lee, restated 1 time 3 people asked" in home.runs("list")
    home.runs("reopen", "--by", "Ann", "--reason", "Two more came", "--yes")
    said = home.runs("list")
    assert "open again since 20 November 2027: Two more came; closed on 20 November 2026 before 3 people asked" in said
    assert "fingerprint" not in said
    assert standing_fingerprint(home.workspace, home.store, home.id) == ""


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    living = Living(tmp_path)
    living.store = type(living.store)()
    lines = list(list_lines(list_assessments(living.workspace, living.store)))
    assert lines == ["There is no assessment yet.", "Next:  cxdna assessment new"]


def test_the_one_to_follow_may_be_named_or_none(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    assert earlier(living.store, "Assessment_2026") == living.now.assessment
    assert earlier(living.store, "None") is None


def test_every_text_that_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    living = Living(tmp_path)
    wish = Wish(title="x" * 201, prepared_for="The board\x1b[2J", scope="s" * 400)
    with pytest.raises(Problems) as told:
        start(living.store, living.workspace, wish, None, DAY)
    assert sorted(str(one) for one in told.value.problems) == [
        "--prepared-for holds a sign that does not print; write plain text",
        "--title has 201 characters, and 200 fit; say it shorter",
    ]
    assert len(living.store.assessments()) == 1


def test_what_was_opened_says_what_came_along(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    first = living.now.assessment
    living = following(living, Wish(mode="anonymous", basis="as_shown"))
    said = "\n".join(started_lines(living.now, first))
    assert "anonymous, scores as shown by evidence: fixed from now on." in said
    assert "1 target carried over; nobody is asked yet." in said
    assert said.endswith("It is anonymous: people come by themselves, nothing says who they are.")
    second = living.open()
    third = start(living.store, living.workspace, Wish(), None, DAY)
    living.id = third.id
    assert second.title != third.title
    assert "Another title is given with --title" in "\n".join(started_lines(living.now, None))


def test_where_nothing_is_missing_that_is_said_before_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    living = Home(tmp_path / "alder", monkeypatch, Here(capsys, monkeypatch))
    living.ask(*PEOPLE[:2])
    for question in living.now.questionnaire.questions:
        for person, *_ in PEOPLE[:2]:
            living.say(person, question.id, question.options[0].id if question.options else 1)
    part = living.now.questionnaire.questions[0].part
    living.show("charter", part, link="https://example.org/charter").aim(part, 4)
    living.workspace.evidence.mkdir()
    (living.workspace.evidence / "notes.txt").write_text("Ours alone", encoding="utf-8")
    assert warnings(living.now, DAY, DAY) == (), "a file that no record names is nothing a reader asks about"
    said = living.runs("close", "--by", "Bo", typed="y/")
    assert said.startswith("assessment_2026: Assessment 2026 Nothing is missing that a reader would ask about. After")
    assert "Closed. Evidence age counts to 20 November 2027." in said


def test_disputes_and_evidence_that_nobody_confirmed_are_told_before_closing(tmp_path: Path) -> None:
    living = following(Living(tmp_path).answered().close())
    living.say(PEOPLE[0][0], "q1.1", 1).say(PEOPLE[1][0], "q1.1", 5)
    told = " ".join(warnings(living.now, NEXT_YEAR, NEXT_YEAR))
    assert "1 question in dispute: q1.1." in told
    assert "2 records of the assessment before, not confirmed and so not counted: charter and minutes." in told
    assert "No target was set" not in told


def test_corrections_become_part_of_it_once(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, propose(living.now, TargetAsk("governance", "5"), by="Ann", reason="Late", today=DAY))
    reopen(living.now, by="Ann", reason="More came", day=DAY, moment=MOMENT)
    assert [one.level for one in gather(living.now, DAY).targets] == [5]
    living.aim("governance", 2).close()
    reopen(living.now, by="Ann", reason="Still more", day=DAY, moment=MOMENT)
    assert [one.level for one in gather(living.now, DAY).targets] == [2], "what was aimed at since is not undone"

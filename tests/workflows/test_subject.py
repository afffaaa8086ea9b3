"""`score`, `why` and `report` about the assessment of the workspace they are given in, and what it says of its life."""

import datetime as dt
import os
import re
from pathlib import Path

import msgspec
import pytest

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, Change, EvidenceChange, Restatement
from cxdna.definitions.model import Question
from cxdna.documents.plan import build as plan
from cxdna.documents.report.build import build
from cxdna.documents.report.model import ReportView
from cxdna.documents.summary import build as summary
from cxdna.errors import UserError
from cxdna.scores.fingerprint import fingerprint, short
from cxdna.store.model import RestatementKept
from cxdna.workflows.current import gather
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble, make_report
from cxdna.workflows.score import find_in
from cxdna.workflows.subject import of_file, of_workspace
from cxdna.workflows.tabulate import tabulate
from cxdna.workflows.where import Where
from tests.conftest import ROOT, Run
from tests.documents.report.layout import sheets
from tests.workflows.dwelling import DAY, LATER, MOMENT, Dwelling

EXAMPLE = ROOT / "tests" / "examples" / "alderbrook"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dwelling:
    return Dwelling(tmp_path / "home", monkeypatch).said_by_all()


def view_of(home: Dwelling) -> ReportView:
    return build(assemble(Request(where=home.where, moment=MOMENT)))


def on_the_cover(home: Dwelling) -> dict[str, str]:
    return {fact.label: fact.value for fact in view_of(home).cover.facts}


def elsewhere(home: Dwelling) -> tuple[str, dict[str, str]]:
    """Return the foot of the summary, and what the plan says on its cover."""
    material = assemble(Request(where=home.where, moment=MOMENT))
    cover = plan.build(material).cover
    return summary.build(material).footer, {fact.label: fact.value.text for fact in cover.facts}


def table_of(home: Dwelling) -> tuple[str, tuple[str, ...]]:
    subject = of_workspace(home.where, MOMENT)
    table = tabulate(subject.now, find_in(subject.now, subject.before), subject.file)
    return table.heading[0], table.notes


def test_an_open_assessment_says_that_figures_may_still_change(home: Dwelling) -> None:
    view, said = view_of(home), on_the_cover(home)
    assert said["State"] == "Not closed: figures may still change. They are those of 10 December 2026."
    assert view.footer == "Confidential \u00b7 Not closed: figures may still change, as of 10 December 2026"
    assert "Closed" not in said
    assert "Restated" not in said
    heading, notes = table_of(home)
    assert heading == "Alder: Assessment 2026, not closed: figures of 10 December 2026"
    assert re.fullmatch(r"Next:  cxdna why \w+   how that score comes about", notes[-2])
    assert notes[-1] == "       cxdna report   the report as PDF"


def test_a_closed_one_says_when_by_whom_and_its_fingerprint(home: Dwelling) -> None:
    home.close()
    print_ = short(home.now.store.closings(home.id)[0].fingerprint)
    view, said = view_of(home), on_the_cover(home)
    assert said["Closed"].startswith(f"20 November 2026 by Ann Lee, fingerprint {print_} (how to verify")
    assert view.footer == f"Confidential \u00b7 closed 20 November 2026 \u00b7 fingerprint {print_}"
    assert "Closed before" not in said
    assert (view.appendix.closings, view.appendix.restatements) == ((), ())
    assert table_of(home)[0] == "Alder: Assessment 2026, closed 20 November 2026"


def test_each_closing_is_told_with_why_it_was_opened_again(home: Dwelling) -> None:
    view, said = view_of(home.closed_twice()), on_the_cover(home)
    assert said["Closed before"] == "20 November 2026; opened again on 3 December 2026 by Bo Ek: A form came late"
    assert said["Closed"].startswith("4 December 2026 by Ann Lee, fingerprint ")
    foot, plan = elsewhere(home)
    assert " \u00b7 closed before on 20 November 2026, opened again on 3 December 2026 \u00b7 " in foot
    assert plan["Closed before"] == said["Closed before"]
    first, second = view.appendix.closings
    assert (first.closed, first.then) == (
        "20 November 2026 by Ann Lee",
        "opened again on 3 December 2026 by Bo Ek: A form came late",
    )
    assert (second.closed, second.then) == ("4 December 2026 by Ann Lee", "stands")
    assert [len(one.fingerprint) for one in (first, second)] == [64, 64]


def test_corrections_are_listed_with_what_was_and_is(home: Dwelling) -> None:
    closed = short(home.close().store.closings(home.id)[0].fingerprint)
    view, said = view_of(home.restated()), on_the_cover(home)
    now = short(fingerprint(of_workspace(home.where, MOMENT).now))
    assert now != closed
    assert f"fingerprint {closed}, with the corrections since {now} (" in said["Closed"]
    assert said["Restated"] == "Twice since closing"
    foot, plan = elsewhere(home)
    assert " \u00b7 restated twice since closing \u00b7 " in foot
    assert (plan["Restated"], plan.get("Closed before")) == ("Twice since closing", None)
    assert [fact.anchor for fact in view.cover.facts if fact.label == "Restated"] == ["closings"]
    answer, target = view.appendix.restatements
    assert answer.what.startswith("Canary Bird03's answer to 1.1 ")
    assert (answer.old, answer.new) == ('4, "Canaryremark0003"', "2")
    assert (answer.why, answer.who) == ("Canary Bird03 read it wrong", "Ann Lee, 3 December 2026")
    assert (target.what, target.old, target.new) == ("Target of Governance", "none of its own", "level 4")
    assert [label for label, *_ in view_rows(view)][-2:] == ["Restatement 1", "Restatement 2"]
    assert "Assessment (over the next six)" in dict(view_rows(view))
    assert "Corrected after closing: 2 times; the report lists what, why and by whom" in table_of(home)[1]


def correct(home: Dwelling, *changes: Change) -> list[tuple[str, str, str]]:
    """Correct a closed assessment, and return what, what was and what is of each row that the report has of it."""
    for number, change in enumerate(changes, 1):
        one = Restatement(number=number, date=LATER, by="Ann Lee", reason="It was wrong", change=change)
        home.store.add(RestatementKept(assessment=home.id, restatement=one))
    return [(row.what, row.old, row.new) for row in view_of(home).appendix.restatements]


def test_corrected_evidence_and_answers_of_every_kind_are_told_in_words(home: Dwelling) -> None:
    home.show("charter", "governance").close()
    first, *_, fourth = home.now.questionnaire.questions[:4]
    record = gather(home.now, LATER).evidence[0]
    later = msgspec.structs.replace(record, date=dt.date(2026, 11, 2))
    person, name, *_ = home.people[11]
    other, *_ = home.people[3]
    held, not_here = held_of(home, first, other)[0], held_of(home, fourth, person)[0]
    nothing = next(one for one in home.now.questionnaire.questions if not held_of(home, one, person))
    rows = correct(
        home,
        EvidenceChange(evidence="charter", old=record, new=later),
        EvidenceChange(evidence="charter", old=later),
        AnswerChange(respondent=other, question=first.id, old=held, new=Answer(value="dont_know")),
        AnswerChange(respondent=person, question=fourth.id, old=not_here, new=Answer(value=3.0)),
        AnswerChange(respondent=person, question=nothing.id, new=Answer(value=2.0)),
    )
    assert rows[:2] == [
        ("Evidence charter", "Record charter, 1 October 2026", "Record charter, 2 November 2026"),
        ("Evidence charter", "Record charter, 2 November 2026", "none"),
    ]
    assert [row[2] for row in rows[2:]] == ["dont know", "3", "2"]
    assert [row[1] for row in rows[2:]] == ['4, "Canaryremark0003"', "not applicable: Canaryreason03", "no answer"]
    assert rows[3][0].startswith(f"{name}'s answer to ")
    assert on_the_cover(home)["Restated"] == "Five times since closing"


def held_of(home: Dwelling, question: Question, person: str) -> list[Answer]:
    """Return what a person answered to a question: one answer or none."""
    sheet = next(one for one in gather(home.now, LATER).sheets if one.respondent == person)
    return [in_full(said) for name, said in sheet.answers.items() if name == question.id]


def view_rows(view: ReportView) -> list[tuple[str, str]]:
    return [(fact.label, fact.value) for fact in view.appendix.fingerprints]


@pytest.mark.parametrize("day", [DAY, dt.date(2027, 11, 20)], ids=["the same day", "a year later"])
def test_it_is_compared_with_the_closed_one_before(home: Dwelling, day: dt.date) -> None:
    home.close()
    previous = home.store.assessments()[0]
    home.open(previous=previous)
    later = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    home.said_by_all()
    subject = of_workspace(home.where, later)
    assert subject.before is not None
    assert subject.before.answers.assessment.id == previous.id
    assert find_in(subject.now, subject.before).change is not None
    assert of_workspace(home.where._replace(assessment=previous.id), later).before is None
    material = assemble(Request(where=home.where, moment=later))
    change = material.findings.change
    assert change is not None
    assert change.earlier_id == previous.id
    assert all((build(material), summary.build(material), plan.build(material)))


def test_an_answers_file_takes_the_place_of_the_one_before(home: Dwelling) -> None:
    there = EXAMPLE / "answers-2025.yaml"
    with pytest.raises(UserError, match="is of 'Alderbrook Heating' and this one of 'Alder'"):
        of_workspace(home.where, MOMENT, there)
    ours = home.workspace.folder / "before.yaml"
    text = there.read_text(encoding="utf-8")
    ours.write_text(text.replace("name: Alderbrook Heating", "name: Alder"), encoding="utf-8")
    subject = of_workspace(home.where, MOMENT, ours)
    assert subject.before is not None
    assert subject.before.answers.assessment.id != home.id


def test_outside_of_a_workspace_both_ways_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        of_workspace(Where(tmp_path, {}), MOMENT)
    assert raised.value.what == "no answers file is named, and this folder is in no workspace"
    assert "name an answers file" in raised.value.do
    assert "cxdna init" in raised.value.do
    with pytest.raises(UserError, match="is not a workspace"):
        of_workspace(Where(tmp_path, {}, tmp_path / "elsewhere"), MOMENT)
    with pytest.raises(UserError, match="both the answers file"):
        of_file(EXAMPLE / "answers-2026.yaml", None, Where(tmp_path, {}, assessment="assessment_2026"))


def test_the_commands_say_so(run_cxdna: Run) -> None:
    for command in (["score"], ["why", "whole"], ["report"]):
        done = run_cxdna(*command)
        assert done.returncode == 2
        assert "No answers file is named, and this folder is in no workspace" in done.stderr


def test_the_report_goes_to_the_workspace_in_its_own_colours(home: Dwelling) -> None:
    home.closed_twice().restated()
    home.workspace.branding.mkdir()
    (home.workspace.branding / "brand.yaml").write_text("kind: brand\nclient_name: Alder of the brand\n", "utf-8")
    made = make_report(Request(where=home.where, moment=MOMENT), os.environ)
    assert made.pdf == home.workspace.out / "report.pdf"
    assert made.html == home.workspace.out / "report.html"
    assert [line.split()[0] for line in made.lines] == [
        str(Path("out") / "report.pdf"),
        str(Path("out") / "report.html"),
    ]
    pages = sheets(made.pdf)
    assert "Alder of the brand" in pages[0].text
    found = re.search(r"see the appendix, p. (\d+)", pages[0].text)
    assert found
    page = pages[int(found[1]) - 1].text
    assert "Each time it was closed" in page
    assert "Corrections after closing" in page
    assert "stands" in page


def test_a_request_is_about_something() -> None:
    with pytest.raises(ValueError, match="an answers file, or about a workspace"):
        assemble(msgspec.structs.replace(Request()))


def test_the_one_before_may_have_stayed_elsewhere(home: Dwelling) -> None:
    here = msgspec.structs.replace(home.now.assessment, id="assessment_2027", previous="assessment_2025")
    home.store.add(here)
    home.id = here.id
    home.said_by_all()
    assert of_workspace(home.where, MOMENT).before is None


def test_corrections_before_it_was_opened_again_stay_in_every_document(home: Dwelling) -> None:
    home.close()
    home.restated()
    reopen(home.now, by="Bo Ek", reason="A form came late", day=LATER, moment=MOMENT)
    home.close(dt.date(2026, 12, 4))
    view, said = view_of(home), on_the_cover(home)
    told = "opened again on 3 December 2026 by Bo Ek: A form came late"
    told += "; 2 corrections made before that are part of it since"
    assert [one.then for one in view.appendix.closings] == [told, "stands"]
    assert said["Closed before"] == f"20 November 2026; {told}"
    assert said["Restated"] == "Twice before it was opened again"
    answer, target = view.appendix.restatements
    assert (answer.number, answer.old, answer.new) == ("1", '4, "Canaryremark0003"', "2")
    assert answer.who == "Ann Lee, 3 December 2026, to closing 1 of 20 November 2026"
    assert (target.number, target.new, target.why) == ("2", "level 4", "Agreed late")
    assert "Corrected after closing: 2 times; the report lists what, why and by whom" in table_of(home)[1]
    again = AnswerChange(respondent=home.people[3][0], question="q1.1", old=Answer(value=2.0), new=Answer(value=3.0))
    third = Restatement(number=3, date=dt.date(2026, 12, 5), by="Ann Lee", reason="Read again", change=again)
    home.store.add(RestatementKept(assessment=home.id, restatement=third))
    assert on_the_cover(home)["Restated"] == "Once since closing, twice before it was opened again"
    assert [one.number for one in view_of(home).appendix.restatements] == ["1", "2", "3"]

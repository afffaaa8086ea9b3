"""An assessment of a hundred questions from forms to the material of a report and a plan, in this process."""

import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from cxdna import resources
from cxdna.answers.forms import model
from cxdna.answers.model import DONT_KNOW, Answer
from cxdna.answers.visible import visible
from cxdna.cli.run import run
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Questionnaire
from cxdna.documents.material import Material
from cxdna.documents.report.build import build
from cxdna.organisation.model import Profile
from cxdna.organisation.read_profile import CHANNELS
from cxdna.store.latest import answers_that_hold
from cxdna.workflows.current import current
from cxdna.workflows.forms.collect import Handling, collect
from cxdna.workflows.forms.invite import Invited, Wish, invite
from cxdna.workflows.init import Made, make_workspace
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from cxdna.workflows.status.look import status_of
from cxdna.workflows.where import Where
from tests.workflows.forming import fill, questions_of
from tests.workspace.making import NOW, PROFILE, Here, counting

COLLECTED = NOW + dt.timedelta(hours=2)
MOST_MINUTES = 90
AT_LEAST = 100
EVERYTHING = msgspec.structs.replace(
    PROFILE, channels=CHANNELS, business_model="both", key_accounts=True, regulated=True, several_countries=True
)
Said = Mapping[str, Mapping[str, float | str]]
"""The answers by name and question."""


@cache
def asked_by(name: str) -> tuple[Questionnaire, tuple[str, ...]]:
    """Return a questionnaire and the ids of the questions that the organisation is asked."""
    _, questionnaire = load_questionnaire(name, resources.roots())
    return questionnaire, tuple(one.id for one in visible(questionnaire, EVERYTHING, {}))


def roles_that_know_everything() -> Iterator[str]:
    """Yield roles until each question names one of them, those that know most of the rest first."""
    questionnaire, asked = asked_by("full")
    left = [one for one in questionnaire.questions if one.id in asked]
    while left:
        role = Counter(role for question in left for role in question.ask).most_common(1)[0][0]
        yield role
        left = [question for question in left if role not in question.ask]


def opened(folder: Path, profile: Profile = EVERYTHING) -> Made:
    fields = {name: getattr(profile, name) for name in profile.__struct_fields__}
    rest = {"fiscal_year_start": "01-01", "questionnaire": "full", "mode": "named", "basis": "as_answered"}
    return make_workspace(folder, {**fields, **rest}, environment={}, now=NOW, chance=counting())


def answer_to(question: str, at: int) -> float | str:
    """Return what the person at a place says: mostly low levels, now and then that they do not know."""
    number = sum(map(ord, question))
    return "Don't know" if (number + 7 * at) % 17 == 0 else float(1 + (number + at % 2) % 3)


def as_kept(said: float | str) -> Answer:
    return Answer(value=DONT_KNOW if isinstance(said, str) else said)


class Journey:
    """A workspace whose forms came back filled in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = opened(folder)
        self.where = Where(folder, {})
        people = folder / "people.csv"
        rows = (f"Person {at:02},{role}\n" for at, role in enumerate(roles_that_know_everything()))
        people.write_text("Name,Role\n" + "".join(rows), encoding="utf-8")
        with current(self.where) as now:
            self.invited: Invited = invite(now, Wish(people=people), NOW, counting())
        self.forms = [Path(self.invited.folder) / form.file for form in self.invited.forms]
        self.said: Said = {
            form.name: {question: answer_to(question, at) for question in questions_of(path)}
            for at, (form, path) in enumerate(zip(self.invited.forms, self.forms, strict=True))
        }
        back = folder / "back"
        back.mkdir()
        for form, path in zip(self.invited.forms, self.forms, strict=True):
            fill(path, self.said[form.name], back / path.name, NOW + dt.timedelta(hours=1))
        with current(self.where) as now:
            self.collected = collect(now, [back], Handling(rule=None, skip_bad=False), COLLECTED)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    return Journey(tmp_path_factory.mktemp("hundred") / "birch")


@pytest.fixture(scope="module")
def planned(journey: Journey) -> Material:
    """Return what documents are made of once a plan was drafted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDNA_NOW", f"{COLLECTED:%Y-%m-%dT%H:%M}")
        command = ["plan", "draft", "--start", "2027-01-11", "--most", "30", "--workspace", str(journey.folder)]
        assert run(command) == 0
    return assemble(Request(where=journey.where, moment=COLLECTED))


def test_a_hundred_questions_take_under_ninety_minutes(journey: Journey) -> None:
    _, asked = asked_by("full")
    assert len(asked) >= AT_LEAST
    assert journey.made.asked == len(asked)
    told = journey.made.lines[-1]
    (minutes,) = re.findall(rf"{len(asked)} questions, about (\d+) minutes", told)
    assert 0 < int(minutes) < MOST_MINUTES


def test_everything_is_asked_once_a_form_and_of_those_who_know(journey: Journey) -> None:
    questionnaire, asked = asked_by("full")
    knows = {one.id: set(one.ask) for one in questionnaire.questions}
    everywhere: set[str] = set()
    for form, path in zip(journey.invited.forms, journey.forms, strict=True):
        own = questions_of(path)
        assert len(own) == len(set(own)) == form.questions
        assert own == [one for one in asked if form.role in knows[one]], "in the order of the questionnaire"
        everywhere |= set(own)
    assert everywhere == set(asked)
    assert max(form.questions for form in journey.invited.forms) < len(asked) / 2
    assert not [note for note in journey.invited.notes if "nobody" in note]


def heights(sheet: Worksheet) -> list[float]:
    return [sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)]


def test_a_form_of_everything_can_be_found_through_and_printed(tmp_path: Path) -> None:
    _, asked = asked_by("full")
    people = tmp_path / "people.csv"
    people.write_text("Name,Role,Components\nZoe,Owner,all\n", encoding="utf-8")
    other = tmp_path / "other"
    opened(other)
    with current(Where(other, {})) as now:
        invited = invite(now, Wish(people=people), NOW, counting())
        parts = {part.id: part.name for part, _ in now.playbook.walk() if not part.parts}
    book = load_workbook(Path(invited.folder) / invited.forms[0].file)
    questions, start = book[model.QUESTIONS], book[model.START]
    listed = [
        str(row[1].value) for row in start.iter_rows() if "questions" in str(row[1].value) and ":" in str(row[1].value)
    ]
    spans = [re.fullmatch(r".* · (.*): questions (\d+) to (\d+)", one) for one in listed]
    found = [(one[1], int(one[2]), int(one[3])) for one in spans if one]
    assert [name for name, _, _ in found] == list(parts.values())
    assert [first for _, first, _ in found] == [1, *(last + 1 for _, _, last in found[:-1])]
    assert found[-1][2] == len(asked)
    headed = [str(row[0].value) for row in questions.iter_rows(max_col=1) if ": questions " in str(row[0].value)]
    assert headed == listed
    assert questions.freeze_panes == "C4"
    assert questions.print_title_rows == "$3:$3"
    assert questions.page_setup.fitToHeight == 0, "as many pages as it takes, one page wide"
    assert "Zoe" in str(questions.oddFooter.left.text)
    assert max(heights(questions)) < 400, "a row that high would not show all of its text"


def test_what_was_filled_in_is_what_is_kept(journey: Journey) -> None:
    with current(journey.where) as now:
        names = {person.id: person.name for person in now.store.people()}
        kept = answers_that_hold(now.store.answers(now.assessment.id))
        held = {(names[sheet], question): one.said for (sheet, question), one in kept.items()}
    assert held == {
        (name, question): as_kept(said) for name, own in journey.said.items() for question, said in own.items()
    }
    assert journey.collected.new == len(held)
    assert not journey.collected.missing


def test_the_status_counts_them(journey: Journey) -> None:
    with current(journey.where) as now:
        status = status_of(now, COLLECTED.date())
    people = status.people
    assert (people.asked, people.done, people.under_way, people.not_started) == (len(journey.said),) * 2 + (0, 0)
    assert {one.name: (one.answered, one.asked, one.minutes_left) for one in people.persons} == {
        name: (len(own), len(own), 0) for name, own in journey.said.items()
    }
    assert status.compared is None


def test_every_question_has_its_score_and_the_report_says_so(planned: Material, journey: Journey) -> None:
    _, asked = asked_by("full")
    numbers: dict[str, list[float]] = {}
    for own in journey.said.values():
        for question, said in own.items():
            if not isinstance(said, str):
                numbers.setdefault(question, []).append(said)
    scored = {one.id: one for one in planned.scores.questions if one.state == "scored"}
    assert set(scored) == set(numbers)
    assert all(min(numbers[one]) <= scored[one].score.as_answered <= max(numbers[one]) for one in scored)  # type: ignore[operator]
    assert {one.id for one in planned.scores.questions if one.state != "hidden"} == set(asked)
    view = build(planned)
    assert view.answer.headline.text


def test_the_plan_closes_gaps_that_only_the_full_questionnaire_finds(planned: Material) -> None:
    short = {one.id for one in asked_by("pulse")[0].questions}
    scores = {one.id: one.score.as_answered for one in planned.scores.questions}
    closed = {one for action in planned.plan.actions for one in action.closes}
    only_full = {one for one in closed if one in scores and one not in short}
    assert only_full
    for action in planned.plan.actions:
        for question in set(action.closes) & only_full:
            score = scores[question]
            assert score is not None
            assert action.to_level is not None
            assert score < action.to_level, "an action lifts what it closes"


def test_next_year_the_pulse_is_comparable_in_full(journey: Journey, here: Here, tmp_path: Path) -> None:
    folder = shutil.copytree(journey.folder, tmp_path / "next")
    assert here("assessment", "close", "--by", "Ruth", "--yes", cwd=folder).returncode == 0
    opened_next = here("assessment", "new", "--from", "latest", "--questionnaire", "pulse", cwd=folder)
    assert opened_next.returncode == 0, opened_next.stderr
    with current(Where(folder, {})) as now:
        status = status_of(now, dt.date(2027, 11, 28))
    short = len(asked_by("pulse")[1])
    assert status.compared is not None
    assert (status.compared.comparable, status.compared.asked) == (short, short)
    assert status.people.asked == len(journey.said)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("CXDNA_NOW", "2027-11-28T09:00")
    return Here(capsys, monkeypatch)

"""Whatever is printed of an assessment that is not named, nobody who answered can be found in it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from cxdna.answers.model import Mode
from cxdna.definitions.canonical import canonical
from cxdna.documents.brand import Brand, load_brand
from cxdna.documents.report.build import build
from cxdna.documents.workbook import build as workbook
from cxdna.errors import UserError
from cxdna.scores.protect import ALL_GROUPS, NOT_SHOWN, SOMEBODY, protect
from cxdna.store.model import Reopening
from cxdna.tables.layout import Book
from cxdna.workflows.export.shared import shared
from cxdna.workflows.life.listing import assessments_json, list_assessments
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.printing.charts import charts
from cxdna.workflows.printing.data import data
from cxdna.workflows.printing.model import Desk, Document, Request
from cxdna.workflows.printing.press import screen
from cxdna.workflows.printing.report import assemble
from cxdna.workflows.score import find_in, score_json
from cxdna.workflows.subject import of_workspace
from cxdna.workflows.tabulate import tabulate
from cxdna.workflows.why import why, why_json
from tests.workflows.dwelling import DAY, MOMENT, SIZES, Dwelling

MODES: tuple[Mode, ...] = ("confidential", "anonymous")
FEW = re.compile(
    r"\b[1-4] (?:person|people|says?|don't know)\b|\b(?:one|two|three|four) (?:person|people) (?:answered|say)"
    r"|Engineers \(|Office \("
)
"""Counts of fewer than five people, and the sizes of groups that are hidden."""


def dwelling(folder: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode) -> Dwelling:
    made = Dwelling(folder / "home", monkeypatch, mode).said_by_all()
    made.closed_twice()
    return made.restated()


def outputs(home: Dwelling) -> Iterator[tuple[str, str]]:
    """Yield everything that is printed of an assessment: what it is, and its text."""
    now = of_workspace(home.where, MOMENT).now
    table = tabulate(now, find_in(now), None)
    yield "table", "\n".join([*table.heading, *(str(row) for row in table.rows), *table.notes])
    yield "score --json", score_json(now, find_in(now))
    subjects = [now.playbook.id, *(part.id for part, _ in now.playbook.walk())]
    for subject in (*subjects, *(question.id for question in now.questionnaire.questions)):
        found = why(now, subject)
        yield f"why {subject}", "\n".join(found.lines)
        yield f"why {subject} --json", why_json(found)
    branding = load_brand(Brand(), Path())
    material = assemble(Request(where=home.where, moment=MOMENT))
    view = build(material)
    yield "report as data", msgspec.json.encode(view, enc_hook=str).decode()
    templates = Path(__file__).resolve().parents[2] / "templates"
    desk = Desk(material, branding, templates, home.workspace.out)
    page = screen(desk, Document("report", "report/report.html", view))
    yield "report.html", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    yield "data.json", data(desk)["data.json"].decode()
    yield "workbook.xlsx", "\n".join(cell_texts(workbook.build(material)))
    for name, drawing in charts(desk).items():
        yield name, drawing.decode()
    yield "shared export", msgspec.json.encode(shared(home.now, DAY)).decode()


def cell_texts(book: Book) -> Iterator[str]:
    for page in book.pages:
        for line in page.lines:
            for cell in line.cells:
                if cell is not None and isinstance(cell.value, str):
                    yield cell.value


def leaks(home: Dwelling, text: str) -> set[str]:
    """Return every name, role, id and remark in a text that may not be in it, and every count of few people."""
    people = {word for person in home.people for word in person[:3] if word in text}
    remarks = set(re.findall(r"Canary(?:remark|reason)\d+", text))
    # Of every four questions the first and the last were answered by twelve people, whose remarks may be shown; one
    # reason is a single one.
    open_remarks = {one for one in remarks if one.startswith("Canaryremark") and int(one[12:14]) % 4 in {0, 3}}
    return people | (remarks - open_remarks) | set(FEW.findall(text))


@pytest.mark.parametrize("mode", MODES)
def test_no_output_says_who_answered_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode) -> None:
    home = dwelling(tmp_path, monkeypatch, mode)
    texts = dict(outputs(home))
    assert len(texts) > 80
    assert {name: found for name, text in texts.items() if (found := leaks(home, text))} == {}
    assert "Canaryremark0000" in texts["report.html"], "twelve people answered: remarks are shown"
    assert "Engineers and Office together (5)" in texts["report.html"]
    assert "One answer to " in texts["report.html"], "a correction names nobody, and neither old nor new"
    second = home.now.questionnaire.questions[1].id
    assert "  No score: fewer than 5 answers: kept confidential" in texts[f"why {second}"]


def test_the_canaries_sing_where_all_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = dwelling(tmp_path, monkeypatch, "named")
    found: set[str] = set()
    for _, text in outputs(home):
        found |= leaks(home, text)
    assert {word for person in home.people for word in person[:3]} <= found
    assert "Canaryremark0100" in found
    assert "Canaryreason03" in found
    assert any("person" in one for one in found)


def walk(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, msgspec.Struct):
        value = [getattr(value, field) for field in value.__struct_fields__]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from walk(one)


@pytest.mark.parametrize("mode", MODES)
def test_protecting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode) -> None:
    home = dwelling(tmp_path, monkeypatch, mode)
    now = of_workspace(home.where, MOMENT).now
    kept = protect(now)
    assert protect(kept) == kept
    assert canonical(protect(kept).answers) == canonical(kept.answers)
    assert [(one.id, one.name) for one in kept.answers.respondents][::11] == [
        ("somebody_1", SOMEBODY),
        ("somebody_12", SOMEBODY),
    ]
    assert not any(sheet.answers for sheet in kept.answers.sheets)
    answer, target = kept.answers.restatements
    assert (answer.reason, target.reason) == (NOT_SHOWN if mode == "confidential" else answer.reason, "Agreed late")
    texts = " ".join(one for one in walk(kept) if isinstance(one, str))
    assert not leaks(home, texts)


def test_who_was_forgotten_is_not_named_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = dwelling(tmp_path, monkeypatch, "confidential")
    person, name, *_ = home.people[3]
    home.store.add(Reopening(assessment=home.id, date=DAY, by="Bo Ek", reason=f"{name} wrote"))
    home.show("charter", home.now.questionnaire.questions[0].part, owner=name)
    home.close(dt.date(2026, 12, 4))
    texts = []
    for forgotten in (False, True):
        if forgotten:
            home.forget(person)
        kept = protect(of_workspace(home.where, MOMENT).now)
        assert protect(kept) == kept
        texts.append(" ".join(one for one in walk(kept) if isinstance(one, str)))
    assert [name in text for text in texts] == [False, False]
    # One reason for opening again and one for a correction name them; there are two of each.
    assert [text.count(NOT_SHOWN) for text in texts] == [2, 4], "who was forgotten may be named in any reason"


def test_a_named_assessment_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = of_workspace(dwelling(tmp_path, monkeypatch, "named").where, MOMENT).now
    assert protect(now) is now


def test_four_people_are_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Dwelling(tmp_path / "home", monkeypatch, "confidential")
    for person in home.people[5:9]:
        home.ask(person).say(person[0], home.now.questionnaire.questions[0].id, 3.0)
    home.close()
    now = of_workspace(home.where, MOMENT).now
    kept = protect(now)
    assert [one.group for one in kept.answers.respondents] == [ALL_GROUPS]
    assert protect(kept) == kept
    assert kept.scores.respondents is None
    assert {one.state for one in kept.scores.questions} <= {"withheld", "unanswered", "hidden"}
    assert not leaks(home, "\n".join(text for _, text in outputs(home)))


def test_the_sizes_are_such_that_two_groups_are_hidden() -> None:
    assert [size for size in SIZES.values() if size >= 5] == [7]
    assert sum(SIZES.values()) == 12


def test_why_it_was_opened_again_names_nobody_who_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Dwelling(tmp_path / "home", monkeypatch, "confidential").said_by_all()
    home.close()
    why_again = f"{home.people[0][1]} had typed 5 for 2"
    home.store.add(Reopening(assessment=home.id, date=DAY, by="Bo Ek", reason=why_again))
    with pytest.raises(UserError, match="its figures can be seen once it is closed"):
        next(outputs(home))
    home.close(dt.date(2026, 12, 4))
    texts = dict(outputs(home))
    assert NOT_SHOWN in texts["report.html"]
    assert {name: found for name, text in texts.items() if (found := leaks(home, text))} == {}


@pytest.mark.parametrize("mode", MODES)
def test_corrections_before_it_was_opened_again_are_signed_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    home = Dwelling(tmp_path / "home", monkeypatch, mode).said_by_all()
    home.close()
    home.restated()
    reopen(home.now, by="Bo Ek", reason="A form came late", day=DAY, moment=MOMENT)
    home.close(dt.date(2026, 12, 4))
    texts = dict(outputs(home))
    assert "kept confidential" in texts["report.html"]
    listed = list_assessments(home.workspace, home.store)
    assert [len(one.corrections or ()) for one in listed.assessments[0].closings] == [2, 0]
    texts["assessment list --json"] = assessments_json(listed)
    assert {name: found for name, text in texts.items() if (found := leaks(home, text))} == {}
    assert (
        protect(of_workspace(home.where, MOMENT).now).closings
        == protect(protect(of_workspace(home.where, MOMENT).now)).closings
    )

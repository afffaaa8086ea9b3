"""The workbook: numbers as numbers, nothing that runs, what may be seen, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from cxdna.documents.material import Material
from cxdna.documents.report.counted import counts_by_level
from cxdna.documents.workbook.build import build
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import Plan
from cxdna.statistics.display import rounded
from cxdna.statistics.exact import exact
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from tests.documents.planned import FORMULA, a_plan, example, replace, with_plan
from tests.documents.report.variants import kept_confidential, write


def opened(material: Material) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(build(material))))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(with_plan())


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the heads of their columns."""
    heads = [cell.value for cell in sheet[1]]
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_sheets_are_in_the_order_in_which_they_are_read(book: Any) -> None:
    assert book.sheetnames == [
        "Read me",
        "Scores",
        "Answers",
        "Evidence",
        "Findings",
        "Plan",
        "Tasks",
        "KPIs",
        "KPI figures",
        "Decisions",
        "Forecast",
    ]


def test_a_sheet_with_nothing_in_it_is_not_there() -> None:
    bare = opened(replace(example(), plan=Plan(), before_plan=None))
    assert bare.sheetnames == ["Read me", "Scores", "Answers", "Evidence", "Findings"]
    told = [cell.value for cell in bare["Read me"]["A"]]
    assert told[-4:] == bare.sheetnames[1:]


def test_every_sheet_can_be_filtered_and_printed(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.freeze_panes[1:] == "2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is the default of the format, which is left out.
        setup = sheet.page_setup
        assert (setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 1, 0)
        assert "Confidential" in sheet.oddFooter.left.text
        assert "Alderbrook" in sheet.oddHeader.left.text


def test_scores_are_numbers(book: Any) -> None:
    material = example()
    found = {(row["What"], row["No."] or row["Name"]): row for row in rows(book["Scores"])}
    whole = found["Whole", "Overall"]
    assert exact(whole["As answered"]) == pytest.approx(material.scores.whole.score.as_answered)
    for part in material.leaves:
        row = found["Component", material.numbers[part.id]]
        assert rounded(exact(row["Gap"])) == rounded(part.gap or exact(0))
        assert row["Target by"] is None or isinstance(row["Target by"], dt.datetime)
    questions = [row for row in rows(book["Scores"]) if row["What"] == "Question"]
    assert len(questions) == len(material.scores.questions)
    assert all(isinstance(row["As answered"], int | float) or row["Note"] for row in questions)


def test_who_said_what_where_all_are_named(book: Any) -> None:
    material = example()
    said = {
        (question.id[1:], person.name): None
        for question in material.scores.questions
        for response in question.responses
        for person in material.answers.respondents
        if person.id == response.respondent
    }
    found = rows(book["Answers"])
    assert {(row["No."], row["Who"]) for row in found} == set(said)
    assert all(isinstance(row["Answer"], int | float) or row["In words"] for row in found)


def test_counts_where_nobody_is_named(tmp_path: Any) -> None:
    material = assemble(Request(answers=write(kept_confidential(), tmp_path / "answers.yaml")))
    sheet = opened(material)["Answers"]
    matrix = counts_by_level(material)
    for row, counted in zip(rows(sheet), matrix.rows, strict=True):
        shown = [str(row[f"Level {head.sign}"] or 0) for head in matrix.heads]
        assert shown == [{"\N{MIDDLE DOT}": "0", "": "0"}.get(cell.sign, cell.sign) for cell in counted.cells]
    assert any("*" in {cell.value for cell in row} for row in sheet.iter_rows())
    names = {person.name for person in kept_confidential().respondents}
    texts = [cell.value for one in opened(material).worksheets for row in one.iter_rows() for cell in row]
    assert not [text for text in texts if isinstance(text, str) and any(name in text for name in names)]


def test_dates_money_and_what_may_be_chosen(book: Any) -> None:
    sheet, plan = book["Plan"], a_plan()
    found = rows(sheet)
    assert [row["Due"].date() for row in found] == [one.due for one in plan.actions]
    assert [row["Cost"] for row in found] == [one.cost for one in plan.actions]
    heads = [cell.value for cell in sheet[1]]
    formats = [sheet.cell(row, heads.index("Cost") + 1).number_format for row in (2, 3)]
    assert formats == ['"GBP" #,##0', '"GBP" #,##0.00']
    assert [row["Status"] for row in found] == [STATUS_WORDS[one.status] for one in plan.actions]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["D2:D6"] == f'"{",".join(STATUS_WORDS.values())}"'
    assert {len(rules), *(ref[1:].split(":")[0] for ref in rules if ref[1] == "2")} == {4, "2"}


def test_actions_on_questions_stand_with_the_gap_of_their_part() -> None:
    part = example().leaves[1]
    one, two, *others = a_plan().actions
    actions = (replace(one, closes=(part.questions[0],)), replace(two, closes=(part.id,)), *others)
    material = with_plan(actions=actions)
    found = {row["No."]: row["Actions"] for row in rows(opened(material)["Findings"]) if row["Finding"] == "Gap"}
    for leaf in material.leaves:
        wanted = [each.id for each in actions if {leaf.id, *leaf.questions} & set(each.closes)]
        number = material.numbers[leaf.id]
        assert (found.get(number) or "") == (" and ".join(wanted) if number in found else "")
    assert found[material.numbers[part.id]] == "a1 and a2"


def test_nothing_in_it_is_a_formula() -> None:
    plan = a_plan()
    hostile = tuple(
        replace(one, title=FORMULA, owner="+1+2", problem="@SUM(A1)", note="-2+3", what="\t=1+1")
        for one in plan.actions
    )
    found = opened(with_plan(actions=hostile))
    cells = [cell for sheet in found.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    texts = [cell for cell in cells if cell.value == FORMULA]
    assert len(texts) >= len(hostile)
    assert all(cell.quotePrefix for cell in texts)


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert workbook_bytes(build(with_plan())) == workbook_bytes(build(with_plan()))


def test_the_first_sheet_says_what_it_is(book: Any) -> None:
    told = {row[0].value: row[1].value for row in book["Read me"].iter_rows() if len(row) > 1}
    assert told["Fingerprint"] == example().fingerprints[0][1]
    assert told["State"] == "Closed on 20 November 2026"
    assert "cxdna plan edit" in told["What may be edited"]

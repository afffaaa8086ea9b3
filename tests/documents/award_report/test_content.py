"""What award reports say: the verdict, each line, and the way from a line to its source."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cxdna.documents.award_report.build import build
from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.award_report.model import AwardView
from cxdna.documents.award_report.plainly import figures_of, readable
from cxdna.documents.draft import in_words
from cxdna.voice.award.model import SELF_CHECK, Line
from cxdna.voice.model import Voice
from cxdna.workflows.printing.award_report import print_award
from tests.documents.award_report import awards
from tests.documents.index_report import surveys
from tests.documents.index_report.conftest import desk, request_for
from tests.documents.index_report.test_content import drafts, texts


@pytest.fixture(scope="module", params=awards.CASES)
def case(request: pytest.FixtureRequest) -> tuple[AwardMaterial, AwardView]:
    material = awards.CASES[request.param]()
    return material, build(material)


def _facts(material: AwardMaterial) -> dict[str, Callable[..., str]]:
    found = material.readiness
    own = sorted(one.data_year for one in material.voice.award_years if not one.withdrawn)
    row = next((n for n in range(10) if found.year - n not in own), 0)
    return {
        "year": lambda: str(found.year),
        "lines": lambda *of: in_words(sum(not of or one.verdict in of for one in found.lines)),
        "award_years": lambda: in_words(len(own)),
        "consecutive": lambda: in_words(row or next(n for n in range(10) if found.year - 1 - n not in own)),
    }


def test_every_claim_of_every_sentence_is_what_the_lines_say(case: tuple[AwardMaterial, AwardView]) -> None:
    material, view = case
    known, seen = _facts(material), 0
    for one in drafts(view):
        for claim in one.claims:
            assert claim.said == known[claim.kind](*claim.of), (one.text, claim)
            seen += 1
    assert seen > 4


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("open", "Not ready for 2026"),
        ("ready", "Ready for 2026: all"),
        ("empty", "Not proved for 2026: none"),
        ("long", "Not ready"),
    ],
)
def test_the_verdict_stands_as_a_shape_and_a_word_first(name: str, starts: str) -> None:
    material = awards.CASES[name]()
    view = build(material)
    assert view.cover.answer.text.startswith(starts)
    assert view.cover.mark.word == material.readiness.verdict
    signs = [one.mark.sign for one in view.answer.counts]
    assert len(set(signs)) == len(signs) == 4


def test_counts_add_up_to_all_lines(case: tuple[AwardMaterial, AwardView]) -> None:
    material, view = case
    counts = Counter(one.verdict for one in material.readiness.lines)
    assert {one.mark.word: int(one.count) for one in view.answer.counts} == {
        name: counts[name] for name in awards.VERDICTS
    }


def test_every_line_stands_once_with_what_is_missing(case: tuple[AwardMaterial, AwardView]) -> None:
    material, view = case
    assert [row.rule for row in view.lines] == [line.rule for line in material.readiness.lines]
    for row, line in zip(view.lines, material.readiness.lines, strict=True):
        assert bool(row.missing) == bool(line.missing)
        assert "cxdna " not in row.missing, "an auditor has no terminal"


def test_readers_meet_no_command_and_no_id(case: tuple[AwardMaterial, AwardView]) -> None:
    view = case[1]
    told = [text for row in (*view.lines, *view.years.distinction, *view.years.loyalty) for text in texts(row)]
    told = [text for text in told if " " in text]
    assert len(told) > 40
    assert not [text for text in told if re.search(r"cxdna |`|after_service|award-2026", text)]


def test_indices_of_categories_stand_in_a_table_with_a_column_for_each_question() -> None:
    material = awards.still_open()
    row = next(one for one in build(material).lines if one.rule.startswith("Each category"))
    assert row.table is not None
    assert row.figures == ()
    assert row.table.heads == ("Index (95% interval), answers", "Satisfaction", "Recommendation")
    line = next(one for one in material.readiness.lines if one.id == "categories")
    figures = dict(line.figures)
    assert len(row.table.rows) * 2 == len(figures) == 8
    for name, *cells in row.table.rows:
        for question, cell in zip(("satisfaction", "recommend"), cells, strict=True):
            n = re.search(r"from ([\d,]+) answers", figures[f"{name}, after_service: {question}"])
            assert n is not None
            assert figures[f"{name}, after_service: {question}"].startswith(cell[:4])
            assert f"), {n[1]}" in cell


def test_surveys_are_told_apart_by_their_titles_where_there_are_several() -> None:
    first = surveys.ordinary().fielded
    second = msgspec.structs.replace(
        first, survey=msgspec.structs.replace(first.survey, id="yearly", title="Yearly survey")
    )
    called = readable(Voice(surveys=(first, second), windows=(awards.WINDOW,)))
    assert (
        called.text("after_service: recommend: close to 4.0") == "recommendation (After-service survey): close to 4.0"
    )
    assert called.text("yearly: one (remark); yearly: two (remark); after_service: three") == (
        "Yearly survey: one (remark); two (remark); After-service survey: three"
    )
    assert called.text("window award-2026 was fixed") == "the window of January to December 2026 was fixed"
    assert called.text("survey audit of yearly") == "survey audit of Yearly survey"
    line = Line(
        id="waves",
        rule="",
        found="",
        verdict="pass",
        figures=(("after_service: satisfaction", "4 waves"), ("yearly: satisfaction", "1 wave"), ("late", "3")),
    )
    assert figures_of(line, called)[0] == (
        "Late: 3; After-service survey: satisfaction 4 waves; Yearly survey: satisfaction 1 wave",
    )


def test_evidence_leads_to_the_file_with_its_hash_who_and_when() -> None:
    material = awards.still_open()
    view = build(material)
    first = view.lines[0].evidence[0]
    assert (first.id, first.who, first.when) == ("F1", "R. Okafor", "12 January 2027")
    files, windows, answers, training = view.registers
    assert files.rows[0][-1] == material.voice.surveys[0].files[0].sha256
    assert first.text.endswith(files.rows[0][-1][:12] + "\N{HORIZONTAL ELLIPSIS}")
    assert windows.rows[0][1:3] == ("award-2026", "January to December 2026")
    assert len(answers.rows) == 5
    assert training.rows[0][1] == "Relationships with customers"
    by_id = {line.rule: [one.id for one in line.evidence] for line in view.lines}
    assert by_id["The award window was fixed before the fieldwork of the year"] == ["W1"]
    assert by_id["Instrument and responses were audited by somebody independent"] == ["A1"]


def test_every_reference_has_a_row_in_its_register(case: tuple[AwardMaterial, AwardView]) -> None:
    _, view = case
    rows = {f"register-{row[0].lower()}" for register in view.registers for row in register.rows}
    audits = {one.anchor for one in view.audits}
    used = {one.anchor for line in view.lines for one in line.evidence if one.anchor}
    assert used <= rows | audits


def test_what_has_no_evidence_says_so() -> None:
    view = build(awards.empty())
    assert {line.nothing for line in view.lines} == {"no evidence yet"}
    assert all(register.nothing and not register.rows for register in view.registers)


def test_the_footer_of_every_page_says_that_it_is_a_self_check(case: tuple[AwardMaterial, AwardView]) -> None:
    _, view = case
    assert view.footer.startswith(SELF_CHECK)
    assert SELF_CHECK in view.answer.deck
    assert view.cover.says == SELF_CHECK


def test_the_fingerprint_changes_with_a_verdict_and_with_nothing_else() -> None:
    material = awards.still_open()
    again = awards.still_open()
    assert (
        material.fingerprint == again.fingerprint == hashlib.sha256(msgspec.json.encode(material.readiness)).hexdigest()
    )
    line = msgspec.structs.replace(material.readiness.lines[0], verdict="fail")
    changed = msgspec.structs.replace(material.readiness, lines=(line, *material.readiness.lines[1:]))
    assert msgspec.structs.replace(material, readiness=changed).fingerprint != material.fingerprint
    assert msgspec.structs.replace(material, consultant="Somebody else").fingerprint == material.fingerprint


def test_findings_of_audits_come_first_in_the_appendix() -> None:
    (part,) = build(awards.still_open()).audits
    assert [one.result for one in part.outcomes[:3]] == ["finding", "remark", "remark"]


def test_a_unit_stands_on_the_cover_and_in_the_name_of_the_files(tmp_path: Path) -> None:
    asked = msgspec.structs.replace(request_for(tmp_path, letter=False), html_only=True)
    made = print_award(desk(tmp_path), awards.long(), {}, asked)
    assert made.html.name == "award-readiness-2026-northern-projects-and-everything-that-belongs-to-them.html"
    assert "Northern projects" in made.html.read_text(encoding="utf-8")
    told = json.loads(made.others[0].read_text(encoding="utf-8"))
    assert told["format"] == "cxdna-award-check/1"
    assert told["about"] == SELF_CHECK


def test_surveys_that_are_not_entered_are_named_apart_and_their_files_prove_nothing() -> None:
    first = surveys.ordinary().fielded
    (file,) = first.files
    second = msgspec.structs.replace(
        first,
        survey=msgspec.structs.replace(first.survey, id="yearly", title="Yearly survey"),
        files=(msgspec.structs.replace(file, survey="yearly", sha256="9" * 64, name="yearly.csv"),),
    )
    both = Voice(surveys=(first, second), windows=(awards.WINDOW,))
    view = build(awards.material(both, surveys=("after_service",)))
    facts = {one.label: one.value for one in view.cover.facts}
    assert (facts["Surveys entered"], facts["Not entered"]) == ("After-service survey", "Yearly survey")
    assert "Entered: After-service survey; not entered: Yearly survey." in view.answer.deck
    assert [row[1] for row in view.registers[0].rows] == [f"{file.name}; After-service survey"]
    every = build(awards.material(both))
    assert {one.label for one in every.cover.facts} & {"Surveys", "Surveys entered", "Not entered"} == {"Surveys"}
    assert "ntered" not in every.answer.deck

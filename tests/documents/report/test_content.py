"""What the example's PDF says: every part in its order, bookmarks, contents, links, tags, figures in words."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdf
import pytest

from cxdna.answers.interpret import in_full
from tests.documents import pdf_checks
from tests.documents.report import variants
from tests.documents.report.conftest import Report
from tests.documents.report.layout import BOTTOM, TOP, Sheet, sheets, tables
from tests.documents.report.markup import Node

PHASES = {
    "Measure": ("Governance", "Account management", "Technologies"),
    "Analyze": ("Business intelligence", "Analytics", "Benchmarking"),
    "Act": ("Corrective action", "Employee engagement", "Change management"),
    "Assess": ("Stakeholder communications", "Win-back", "Return on investment"),
}
COMPONENTS = [name for names in PHASES.values() for name in names]


@pytest.fixture(scope="module")
def pages(example: Report) -> list[Sheet]:
    return sheets(example.pdf)


@pytest.fixture(scope="module")
def page(example: Report) -> Node:
    return example.page


@pytest.fixture(scope="module")
def places(example: Report, page: Node) -> dict[str, int]:
    """Return the page on which each part starts, by its title in the contents list."""
    named = named_places(example.pdf)
    return {link.text: named[link.attributes["href"].removeprefix("#")] for link in contents(page)}


def contents(page: Node) -> list[Node]:
    """Return the links of the contents list."""
    return [link for node in page.one("reading").all("ul") for link in node.all("a")]


def named_places(file: Path) -> dict[str, int]:
    """Return the page, from 1, of every place that links lead to."""
    reader = pypdf.PdfReader(file)
    found = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    return {name: number + 1 for name, number in found.items() if number is not None}


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_the_cover_says_what_for_whom_by_whom_and_on_what_it_rests(pages: list[Sheet]) -> None:
    for fact in (
        "CX MATURITY ASSESSMENT 2026 · FULL REPORT Alderbrook Heating",
        "2.4 of 5. On the 24 of 98 questions that can be compared, the score rose from 2.0 to 2.4; Act is the only",
        "Prepared for Board of directors, meeting of 3 December 2026",
        "Prepared by Customer experience office, with an outside facilitator",
        "Scope All business units; 12 components, 98 questions",
        "Who answered 12 people",
        "named workshop of 12 November 2026",
        "Compared with CX maturity assessment 2025, closed 21 November 2025: 24 of 98 questions are comparable",
        "8 people answered both times",
        "Plan 14 actions, 11 of them agreed, 2 done: the plan on a page, p. ",
        "Closed 20 November 2026 by Ruth Okafor, fingerprint",
    ):
        assert fact in pages[0].text


def test_the_fingerprint_of_cover_and_feet_is_the_one_of_the_appendix(pages: list[Sheet]) -> None:
    (short,) = re.findall(r"fingerprint ([0-9a-f]{4} [0-9a-f]{4})", pages[0].text)
    (whole,) = re.findall(r"Fingerprints Assessment .*? ([0-9a-f]{8})[0-9a-f]+", " ".join(page.text for page in pages))
    assert short.replace(" ", "") == whole
    assert all(f"fingerprint {short}" in page.text for page in pages[1:])


PARTS = {
    "The answer on one page": (
        "THE ANSWER ON ONE PAGE",
        "of 5",
        "What holds",
        "What holds back",
        "Decisions asked",
        "If not",
        "Decisions asked last time",
        "asked in CX maturity assessment 2025",
        "Forecast 2.4 now, ",
        "agreed actions hold",
        "4.22 (4.20 to 4.24), 4,802 answers, April to September 2026",
        "none that can be compared yet",
    ),
    "How to read this report": ("How to read this report", "Contents", "The ladder", "Words and signs"),
    "Profile": ("PROFILE", "As answered", "As shown", "Target", "Gap", "Share", *COMPONENTS),
    "Where people disagree": ("WHERE PEOPLE DISAGREE", "Leaders (6)", "Front line (6)", "Range", *COMPONENTS),
    "What changed": ("WHAT CHANGED", "2025 to 2026 on comparable questions", "Both, 2025", "Both, 2026", *COMPONENTS),
    "What customers say": (
        "WHAT CUSTOMERS SAY",
        "Index by question",
        "After a visit or call",
        "Yearly survey of accounts",
        "Satisfaction by category",
    ),
    "Measure": ("PHASE 1 OF 4", *PHASES["Measure"], "What good looks like."),
    "Governance": (
        "MEASURE · 1 GOVERNANCE",
        "What was answered",
        "Why this score",
        "What the next level looks like",
    ),
    "Account management": (
        "2 ACCOUNT MANAGEMENT",
        "What was answered",
        "What customers say: the index that should move with it",
    ),
    "Technologies": ("3 TECHNOLOGIES",),
    "Analyze": ("PHASE 2 OF 4", *PHASES["Analyze"]),
    "Act": ("PHASE 3 OF 4", *PHASES["Act"]),
    "Corrective action": ("ACT · 7 CORRECTIVE ACTION", "Corrective action 1.5", "target 4.0"),
    "Assess": ("PHASE 4 OF 4", *PHASES["Assess"]),
    "Return on investment": ("12 RETURN ON INVESTMENT",),
    "The plan on a page": ("THE PLAN ON A PAGE", "by June 2027", "Who carries it", "Ruth Okafor", "GBP"),
    "Method": ("METHOD", "Rules", "One derivation worked"),
    "Appendix": ("APPENDIX", "Who answered", "Priya Raman", "Answers by respondent"),
}
"""What stands on the first page of a part, by its title in the contents list, in the order of the report."""


@pytest.mark.parametrize("part", PARTS)
def test_a_part_starts_on_a_page_of_its_own_with_what_belongs_there(
    pages: list[Sheet], places: dict[str, int], part: str
) -> None:
    text = pages[places[part] - 1].text
    assert not [said for said in PARTS[part] if said not in text]


def test_the_parts_follow_each_other(places: dict[str, int]) -> None:
    order = [number for part, number in places.items() if part not in {*COMPONENTS, "Colophon"}]
    assert order == sorted(set(order))
    assert order[0] == 2, "the answer follows the cover"
    assert [*places.values()] == sorted(places.values())


def test_the_last_chapters_hold_everything_that_they_must(pages: list[Sheet], places: dict[str, int]) -> None:
    method = " ".join(sheet.text for sheet in pages[places["Method"] - 1 : places["Appendix"] - 1])
    for heading in (
        "Kinds of evidence",
        "What each level needs",
        "Coverage",
        "Who answered",
        "Limits",
        "How to verify",
    ):
        assert heading in method
    appendix = " ".join(sheet.text for sheet in pages[places["Appendix"] - 1 :])
    for heading in (
        "Remarks and reasons",
        "Evidence register",
        "Radar",
        "Questions as they were asked",
        "Decisions asked, and what became of them",
        "Fingerprints",
    ):
        assert heading in appendix
    assert [question.text for question in variants.pulse().questions if question.text not in appendix] == []


def test_bookmarks_are_chapters_with_their_components(example: Report, page: Node, places: dict[str, int]) -> None:
    found = pdf_checks.bookmarks(example.pdf)
    expected = [(1, 1)] + [(2 if title in COMPONENTS else 1, number) for title, number in places.items()]
    assert [(mark.depth, mark.page) for mark in found if mark.title != "Questions as they were asked"] == expected
    names = [mark.title.partition(" ")[0] for mark in found if mark.depth == 2]
    assert names[:12] == [name.partition(" ")[0] for name in COMPONENTS]
    titles = {" ".join(node.text.split()) for node in page.all("h1", "h2")}
    assert {" ".join(mark.title.split()) for mark in found} <= titles


def test_the_contents_list_gives_the_real_pages(
    example: Report, pages: list[Sheet], page: Node, places: dict[str, int]
) -> None:
    assert list(places) == [
        *("The answer on one page", "How to read this report", "Profile", "Where people disagree", "What changed"),
        "What customers say",
        *(title for phase, names in PHASES.items() for title in (phase, *names)),
        *("The plan on a page", "Method", "Appendix", "Colophon"),
    ]
    number = places["How to read this report"]
    rows = rows_of_links(example.pdf, number, pages[number - 1])
    for link in contents(page):
        row = rows[link.attributes["href"].removeprefix("#")]
        # The number may come first where it stands a hair higher than the name.
        assert row in {f"{link.text} {places[link.text]}", f"{places[link.text]} {link.text}"}


def rows_of_links(file: Path, number: int, sheet: Sheet) -> dict[str, str]:
    """Return what is printed in the row of each link of a page, in the column that starts where the link does."""
    found: dict[str, str] = {}
    with pikepdf.open(file) as pdf:
        for annotation in pdf.pages[number - 1].Annots.as_list():
            left, one, _, other = (float(corner) for corner in annotation.Rect.as_list())
            low, high = sheet.height - max(one, other), sheet.height - min(one, other)
            found.setdefault(str(annotation.Dest), sheet.inside(left - 1, low, sheet.width / 2, high))
    return found


def test_links_lead_somewhere_and_most_pages_have_some(example: Report, page: Node) -> None:
    links = pdf_checks.links(example.pdf)
    assert not pdf_checks.broken_links(example.pdf)
    assert {link.target for link in links} == {link.attributes["href"] for link in page.all("a")} - {"#main"}
    assert all(link.target.startswith("#") and link.described for link in links)


def test_the_file_says_what_it_is(example: Report) -> None:
    assert pdf_checks.title(example.pdf) == "Alderbrook Heating: CX maturity assessment 2026, full report"
    assert pdf_checks.language(example.pdf) == "en"


def test_our_own_checks_of_the_tag_tree_find_nothing(example: Report) -> None:
    assert len(pdf_checks.structure(example.pdf)) > 1000
    assert not pdf_checks.problems(example.pdf)


def test_headings_are_those_of_the_page_and_one_is_the_first(example: Report, page: Node) -> None:
    levels = pdf_checks.headings(example.pdf)
    assert levels == [int(node.tag[1]) for node in page.all("h1", "h2", "h3")]
    assert levels.count(1) == 1


def test_a_table_that_breaks_repeats_its_head(example: Report, page: Node) -> None:
    found = tables(example.pdf)
    assert len(found) > len(page.all("table")), "no table breaks: the test shows nothing"
    assert [table.page for table in found if not table.columns] == [1], "only the cover's facts need no head of columns"
    assert all(table.rows for table in found), "a head without rows"


def test_the_faces_are_the_three_that_we_bring(example: Report) -> None:
    three = ("Source-Sans-3", "Source-Sans-3-Semi-Bold", "Source-Serif-4-Semi-Bold")
    assert pdf_checks.fonts(example.pdf) == dict.fromkeys(three, True)


def test_running_heads_and_feet_stand_on_every_page_but_the_cover(pages: list[Sheet]) -> None:
    def band(sheet: Sheet, top: float, bottom: float) -> str:
        return sheet.inside(0, top, sheet.width, bottom)

    assert band(pages[0], 0, TOP) + band(pages[0], pages[0].height - BOTTOM, pages[0].height) == ""
    for number, sheet in enumerate(pages[1:], 2):
        assert band(sheet, 0, TOP) == "Alderbrook Heating CX maturity assessment 2026 · full report"
        foot = band(sheet, sheet.height - BOTTOM, sheet.height)
        assert re.fullmatch(rf"Confidential · closed 20 November 2026 · .* {number} of {len(pages)}", foot)


def test_every_figure_is_told_in_the_same_words_in_both_editions(example: Report, page: Node) -> None:
    told = pdf_checks.figures(example.pdf)
    assert len(told) > 60
    assert told == [node.attributes["aria-label"] for node in page.all("svg")]
    assert not [alt for alt in told if not numbers(alt)]


def test_the_words_of_a_row_in_the_profile_carry_the_numbers_of_its_row(page: Node) -> None:
    rows = [row for row in page.one("profile").all("tbody")[0].all("tr") if row.all("svg")]
    assert [row.all("a")[0].text for row in rows] == COMPONENTS
    for row in rows:
        alt = row.all("svg")[0].attributes["aria-label"]
        assert alt.startswith(f"{row.all('a')[0].text}, 2025: ")
        said = numbers(alt.replace("2025:", "").replace("2026:", ""))
        assert len(said) == 4
        assert set(said) <= set(numbers(row.text))


def test_the_words_of_a_strip_carry_what_people_said(page: Node) -> None:
    sheets = variants.example().sheets
    rows = [row for row in page.all("tr") if "id" in row.attributes and row.all("svg")]
    strips = {row.all("td")[0].text: row.all("svg") for row in rows}
    for question in variants.pulse().questions:
        values = [in_full(sheet.answers[question.id]).value for sheet in sheets if question.id in sheet.answers]
        counts = {level: values.count(level) for level in (1, 2, 3, 4, 5) if values.count(level)}
        said = ", ".join(f"{count} at level {level}" for level, count in counts.items())
        number = question.id.removeprefix("q")
        (strip,) = strips[number]
        assert strip.attributes["aria-label"] == f"{number}: {said}"
        assert [text.text for text in strip.all("text")] == [str(count) for count in counts.values()]


def test_what_a_large_chart_cannot_say_the_table_that_it_names_says(page: Node) -> None:
    (slope,) = page.one("change").all("svg")
    assert re.fullmatch(r"12 scores from 2025 to 2026; .* table below.*", slope.attributes["aria-label"])
    table = {row.all("th")[0].text: numbers(row.text) for row in page.one("change").all("tbody")[0].all("tr")}
    for label in slope.all("text"):
        before, now = re.fullmatch(r"(.*\D) (\d\.\d)", label.text), re.fullmatch(r"(\d\.\d) \(.*\) (\D.*)", label.text)
        if before:
            assert before[2] == table[before[1]][0]
        else:
            assert now
            assert now[1] == table[now[2]][1]
    (radar,) = page.one("appendix").all("svg")
    assert re.fullmatch(r"Radar of 12 scores; .* profile .*", radar.attributes["aria-label"])


def test_the_html_edition_does_not_depend_on_the_paper(example: Report, letter: Report) -> None:
    assert example.html.read_bytes() == letter.html.read_bytes()

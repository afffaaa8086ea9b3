"""How the example's pages are filled, on both papers: no heading at a foot, no page half empty, no text over text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageDraw

from cxdna.definitions.load import load_questionnaire
from cxdna.documents.pdf import render_pdf
from cxdna.resources import roots
from tests.documents import pdf_checks
from tests.documents.engine.conftest import make_job
from tests.documents.report.conftest import Once, Report
from tests.documents.report.layout import (
    HEAD,
    TOP,
    Sheet,
    Word,
    collisions,
    extents,
    fullness,
    half_empty,
    load,
    lonely_headings,
    off_the_page,
    pictures,
    pieces,
    sheets,
    starts,
    tables,
    tool,
)
from tests.documents.report.test_content import named_places


class Printed(NamedTuple):
    """A report with its size in millimetres and its pages as pictures."""

    report: Report
    size: tuple[int, int]
    pictures: list[Image.Image]


@pytest.fixture(scope="module")
def on_a4(example: Report, example_pictures: list[Image.Image]) -> Printed:
    return Printed(example, (210, 297), example_pictures)


@pytest.fixture(scope="module")
def on_letter(letter: Report, once: Once) -> Printed:
    folder = once("letter-pictures", lambda empty: pictures(letter.pdf, empty, 36))
    return Printed(letter, (216, 279), [load(path) for path in sorted(folder.iterdir())])


@pytest.fixture(params=["A4", "Letter"])
def printed(request: pytest.FixtureRequest, on_a4: Printed, on_letter: Printed) -> Printed:
    return on_a4 if request.param == "A4" else on_letter


def test_every_page_has_the_size_of_its_paper(printed: Printed) -> None:
    sizes = pdf_checks.page_sizes(printed.report.pdf)
    assert len(sizes) > 30
    assert set(sizes) == {printed.size}


def test_no_page_ends_with_a_heading(printed: Printed) -> None:
    found = pieces(printed.report.pdf)
    assert {piece.page for piece in found} == set(range(1, pdf_checks.pages(printed.report.pdf) + 1))
    assert not lonely_headings(found)


def test_no_page_is_half_empty_but_at_the_end_of_a_part(printed: Printed) -> None:
    pdf = printed.report.pdf
    heights = [sheet.height for sheet in sheets(pdf)]
    filled = [fullness(picture, height) for picture, height in zip(printed.pictures, heights, strict=True)]
    # Components do not begin pages of their own.
    chapters = [one for one in printed.report.page.one("reading").all("li") if "first" in one.classes]
    places = named_places(pdf)
    begin = {places[one.all("a")[0].attributes["href"].removeprefix("#")] for one in chapters}
    assert len(begin) == len(chapters) == 14
    assert min(filled) > 0.1, "a page holds next to nothing"
    assert not half_empty(filled, begin), filled


def test_a_component_takes_a_page_and_a_half_at_most_and_begins_where_the_one_before_ends(printed: Printed) -> None:
    chapters = printed.report.page.one("reading").all("li")
    names = [one.all("a")[0].attributes["href"].removeprefix("#") for one in chapters]
    components = {name for name, one in zip(names, chapters, strict=True) if "deep" in one.classes}
    heights = [sheet.height for sheet in sheets(printed.report.pdf)]
    filled = [fullness(picture, height) for picture, height in zip(printed.pictures, heights, strict=True)]
    taken = {name: pages for name, pages in extents(printed.report.pdf, filled, names).items() if name in components}
    asked = [len(printed.report.page.one(name).all("tbody")[0].all("tr")) for name in taken]
    assert len(taken) == 12
    assert max(asked) >= 13, "no component has as many questions as there may be"
    assert not {name: pages for name, pages in taken.items() if pages > 1.5}
    assert sum(taken.values()) < 18
    own_page = [name for name, (_, top) in starts(printed.report.pdf).items() if name in taken and top < TOP + HEAD]
    assert len(own_page) < len(taken)


def test_the_questions_as_asked_take_no_more_pages_than_they_must(printed: Printed) -> None:
    at = starts(printed.report.pdf)
    asked = sorted(at[name][0] for name in at if name.endswith("-asked"))
    assert len(asked) > 90
    assert asked[-1] - asked[0] + 1 <= len(asked) / 6, "fewer than six of them on a page"


def test_no_word_leaves_its_page_or_covers_another(printed: Printed) -> None:
    found = sheets(printed.report.pdf)
    assert sum(len(sheet.words) for sheet in found) > 8000
    assert not off_the_page(found)
    assert not collisions(found)


def test_a_reason_is_not_broken_after_its_first_word(printed: Printed) -> None:
    questions = load_questionnaire("pulse", roots())[1].questions
    # How the reason stands behind its question: the question's last word, and the first two of the reason.
    openings = {(one.text.split()[-1], *one.why.split()[:2]) for one in questions}
    found, broken = set(), set()
    for sheet in sheets(printed.report.pdf):
        for three in zip(sheet.words, sheet.words[1:], sheet.words[2:], strict=False):
            words = tuple(word.text for word in three)
            if words in openings:
                found.add(words)
                room = 0.5 * sheet.width - three[1].right
                if abs(three[2].top - three[1].top) > 1 and three[2].right - three[2].left < room - 20:
                    broken.add(words)
    assert found == openings
    assert not broken


def test_every_piece_of_a_table_has_its_head_on_both_papers(printed: Printed) -> None:
    assert [table.page for table in tables(printed.report.pdf) if not table.columns] == [1]


NAMES = ("Informal", "Started", "Defined", "Steered", "Embedded")


def misplaced_marks(page: Sheet) -> list[str] | None:
    """Return the scores under the ladder of a component's page that do not stand under the level they have reached.

    None for a page without a ladder. A label stands right of its mark, and a level's name at the left of its step.
    """
    names = [word for word in page.words if word.text in NAMES]
    ladder = next((five for five in zip(*(names[start:] for start in range(5))) if _is_ladder(five)), None)  # noqa: B905
    if ladder is None:
        return None
    found = []
    for value, word in zip(page.words, page.words[1:], strict=False):
        if word.text == "in" and 0 < value.top - ladder[0].top < 40:
            reached = int(float(value.text))
            left = ladder[reached - 1].left - 16
            right = ladder[reached].left - 8 if reached < 5 else page.width
            if not left < value.left < right:
                found.append(f"{value.text} at {value.left:.0f}, its level from {left:.0f} to {right:.0f}")
    return found


def _is_ladder(five: tuple[Word, ...]) -> bool:
    tops = {round(word.top) for word in five}
    return tuple(word.text for word in five) == NAMES and len(tops) == 1 and five[-1].left - five[0].left > 300


def test_the_marks_of_a_ladder_stand_under_the_level_reached(printed: Printed) -> None:
    found = [misplaced_marks(page) for page in sheets(printed.report.pdf)]
    assert sum(one is not None for one in found) == 12
    assert not [one for one in found if one]


BAD = """
<style>@page { size: 100mm 120mm; margin: 10mm } h2 { break-after: auto }</style>
<div>Text</div><h2>A heading at the foot</h2><p style="break-before: page">Text</p>
"""


def test_a_heading_at_the_foot_of_a_page_is_found(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    render_pdf(make_job(BAD), out, root / "templates" / "shared" / "fonts", {})
    (found,) = lonely_headings(pieces(out))
    assert found.startswith("page 1 ends with ")
    assert "/H2" in found


def test_a_word_that_leaves_its_page_or_covers_another_is_found() -> None:
    words = (
        Word("One", 10, 10, 40, 20),
        Word("Two", 35, 12, 60, 22),
        Word("Far", 90, 50, 120, 60),
        Word("Low", 10, 18, 40, 28),
    )
    page = Sheet(100, 100, words)
    assert off_the_page([page]) == ["page 1: Far"]
    assert collisions([page]) == ["page 1: One over Two"]
    assert page.inside(0, 0, 50, 20) == "One Two"


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_poppler_ci_fails_and_another_machine_says_so(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(outcome, match="install poppler"):
        tool("pdftotext")


def test_a_mark_under_the_wrong_level_is_found() -> None:
    levels = [Word(name, 100 + 90 * index, 50, 130 + 90 * index, 60) for index, name in enumerate(NAMES)]
    right = [Word("2.0", 190, 70, 200, 80), Word("in", 202, 70, 208, 80)]
    wrong = [Word("4.0", 340, 70, 350, 80), Word("in", 352, 70, 358, 80)]
    assert misplaced_marks(Sheet(595, 842, (*levels, *right))) == []
    assert misplaced_marks(Sheet(595, 842, (*levels, *right, *wrong))) == ["4.0 at 340, its level from 354 to 452"]
    assert misplaced_marks(Sheet(595, 842, tuple(right))) is None


def test_how_full_a_page_is_reaches_down_to_its_lowest_ink() -> None:
    picture = Image.new("L", (210, 297), 255)
    height = 297 * 72 / 25.4
    assert fullness(picture, height) == 0
    draw = ImageDraw.Draw(picture)
    draw.text((100, 285), "9 of 9", fill=0)
    assert fullness(picture, height) == 0, "the foot does not count"
    draw.rectangle((40, 100, 60, 150), fill=0)
    assert 0.49 < fullness(picture, height) < 0.51


def test_a_page_half_empty_in_the_middle_of_a_part_is_found() -> None:
    filled = [0.4, 0.9, 0.3, 0.3, 0.8, 0.2]
    assert half_empty(filled, {2, 4}) == [4]

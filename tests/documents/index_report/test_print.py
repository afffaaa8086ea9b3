"""The index reports of all cases as they are printed: whole, legible, well built, on pages that are filled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents import pdf_checks
from tests.documents.index_report import surveys
from tests.documents.index_report.conftest import Printed
from tests.documents.report.layout import (
    collisions,
    fullness,
    half_empty,
    lonely_headings,
    off_the_page,
    pictures,
    pieces,
)
from tests.documents.report.markup import drawings
from tests.documents.report.test_content import named_places
from tests.documents.report.test_extremes import NOTHING
from tests.verapdf.harness import Verdict


@pytest.fixture(params=surveys.CASES)
def one(request: pytest.FixtureRequest, printed: dict[str, Printed]) -> Printed:
    return printed[request.param]


def test_no_word_leaves_its_page_or_covers_another(one: Printed) -> None:
    assert sum(len(page.words) for page in one.sheets) > 300
    assert not off_the_page(one.sheets)
    assert not collisions(one.sheets)


def test_no_label_of_a_drawing_covers_another_or_is_cut_off(one: Printed) -> None:
    found = drawings(one.page)
    assert len(found) > 4
    assert [(drawing.alt, drawing.problems) for drawing in found if drawing.problems] == []
    assert all(len(drawing.alt) > 10 for drawing in found)


def test_headings_stay_with_their_text_and_tables_have_heads(one: Printed) -> None:
    assert not lonely_headings(pieces(one.pdf))
    assert not pdf_checks.problems(one.pdf)


def test_the_answer_takes_one_page(one: Printed) -> None:
    assert "THE ANSWER ON ONE PAGE" in one.sheets[1].text
    assert "CONTENTS" in one.sheets[2].text


def test_no_page_is_half_empty_but_at_the_end_of_a_part(one: Printed, tmp_path: Path) -> None:
    filled = [
        fullness(picture, sheet.height)
        for picture, sheet in zip(pictures(one.pdf, tmp_path, 36), one.sheets, strict=True)
    ]
    places = named_places(one.pdf)
    links = [link.attributes["href"].removeprefix("#") for link in one.page.one("reading").all("a")]
    assert len(links) > 5
    assert not half_empty(filled, {places[name] for name in links} | {2, 3}), filled


def test_nothing_is_said_of_the_program_that_made_it(one: Printed) -> None:
    assert not NOTHING.search(one.page.text)


def test_they_are_pdf_ua(printed: dict[str, Printed], verapdf: Callable[..., list[Verdict]], tmp_path: Path) -> None:
    names = ("ordinary", "twelve", "undated")
    files = [Path(shutil.copy(printed[name].pdf, tmp_path / f"{name}.pdf")) for name in names]
    verdicts = verapdf(files)
    assert len(verdicts) == len(names)
    assert [(verdict.file.name, verdict.failures) for verdict in verdicts if not verdict.compliant] == []

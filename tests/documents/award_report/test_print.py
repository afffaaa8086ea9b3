"""The award reports of all cases as they are printed: whole, legible, well built, each page a self-check."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents import pdf_checks
from tests.documents.award_report import awards
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
from tests.documents.report.test_content import named_places
from tests.documents.report.test_extremes import NOTHING
from tests.verapdf.harness import Verdict

PARTS = ("answer", "lines", "evidence", "years", "audits", "sign-off")


@pytest.fixture(params=awards.CASES)
def one(request: pytest.FixtureRequest, printed: dict[str, Printed]) -> Printed:
    return printed[request.param]


def test_no_word_leaves_its_page_or_covers_another(one: Printed) -> None:
    assert sum(len(page.words) for page in one.sheets) > 300
    assert not off_the_page(one.sheets)
    assert not collisions(one.sheets)


def test_every_page_says_that_it_is_a_self_check(one: Printed) -> None:
    assert all("This is a self-check" in page.text for page in one.sheets)


def test_headings_stay_with_their_text_and_tables_have_heads(one: Printed) -> None:
    assert not lonely_headings(pieces(one.pdf))
    assert not pdf_checks.problems(one.pdf)
    assert not NOTHING.search(one.page.text)


def test_the_answer_takes_one_page_and_parts_stand_in_their_order(one: Printed) -> None:
    assert "THE ANSWER ON ONE PAGE" in one.sheets[1].text
    assert "THE LINES, ONE BY ONE" in one.sheets[2].text
    ids = [section.attributes["id"] for section in one.page.all("section")]
    assert ids == list(PARTS)


def test_no_page_is_half_empty_but_at_the_end_of_a_part(one: Printed, tmp_path: Path) -> None:
    filled = [
        fullness(picture, sheet.height)
        for picture, sheet in zip(pictures(one.pdf, tmp_path, 36), one.sheets, strict=True)
    ]
    text = [sheet.text for sheet in one.sheets]
    starts = {
        at
        for at, page in enumerate(text, 1)
        if any(
            word in page[:140]
            for word in ("THE ANSWER", "THE LINES", "EVIDENCE", "AWARD YEARS", "SURVEY AUDITS", "SIGN-OFF")
        )
    }
    assert len(starts) >= 3
    assert not half_empty(filled, starts), filled


def test_they_are_pdf_ua(printed: dict[str, Printed], verapdf: Callable[..., list[Verdict]], tmp_path: Path) -> None:
    files = [Path(shutil.copy(printed[name].pdf, tmp_path / f"{name}.pdf")) for name in ("open", "empty")]
    verdicts = verapdf(files)
    assert len(verdicts) == len(files)
    assert [(verdict.file.name, verdict.failures) for verdict in verdicts if not verdict.compliant] == []


def test_links_lead_somewhere(printed: dict[str, Printed]) -> None:
    places = named_places(printed["open"].pdf)
    assert {"register-f1", "register-w1", "register-a1", "audit-after_service"} <= set(places)

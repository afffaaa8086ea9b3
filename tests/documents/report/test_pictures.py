"""The example's pages look as they did when somebody last looked at them.

CXDNA_UPDATE_PICTURES=1 writes the pictures anew; look at each before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.documents.report.conftest import Report
from tests.documents.report.layout import DOTS, Sheet, Word, pictures, sheets

PICTURES = Path(__file__).resolve().parents[1] / "pictures"
UPDATE = os.environ.get("CXDNA_UPDATE_PICTURES") == "1"
COMMAND = "CXDNA_UPDATE_PICTURES=1 python -m pytest tests/documents/report/test_pictures.py"
GREYS = 16
FAR = 70
"""How far a pixel must be out of the range of its neighbourhood to count as changed, of 255."""
APART = 6
"""Points around a word in which nothing else stands, where it is a label."""
MEAN, SHARE = 5.0, 12e-6
"""What may differ on a page: the mean of all differences, of 255, and the share of changed pixels, four of 350,000.

Measured: type set a tenth of a point aside, on a whole page, differs by 2.7 and by one pixel; a label moved by two
millimetres changes five pixels and more.
"""


class Difference(NamedTuple):
    """How two pictures differ: on average, and by the share of pixels that changed."""

    mean: float
    share: float

    @property
    def is_seen(self) -> bool:
        """Whether a reader would call it another page."""
        return self.mean > MEAN or self.share > SHARE


def coarse(picture: Image.Image) -> Image.Image:
    """Return a picture in 16 greys: a quarter of the size, and as good for comparing."""
    step = 255 / (GREYS - 1)
    return picture.point([round(round(grey / step) * step) for grey in range(256)])


def changes(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return how far each pixel is out of the range that the other picture has in its place and right around it.

    Other versions of FreeType and Pango put edges half a pixel aside and make them lighter or darker: that stays inside
    of the range. Ink where there was none, and none where there was some, does not.
    """

    def outside(picture: Image.Image, known: Image.Image) -> Image.Image:
        low, high = known.filter(ImageFilter.MinFilter(3)), known.filter(ImageFilter.MaxFilter(3))
        return ImageChops.lighter(ImageChops.subtract(low, picture), ImageChops.subtract(picture, high))

    return ImageChops.lighter(outside(one, other), outside(other, one))


def compare(one: Image.Image, other: Image.Image) -> Difference:
    """Compare two pictures; those of different sizes have nothing in common."""
    if one.size != other.size:
        return Difference(255.0, 1.0)
    pixels = one.width * one.height
    distances = ImageChops.difference(one, other).histogram()
    far = sum(changes(one, other).histogram()[FAR:])
    return Difference(sum(grey * count for grey, count in enumerate(distances)) / pixels, far / pixels)


def known_pages() -> dict[int, Path]:
    """Return the committed pictures by page."""
    return {int(path.stem.partition("-")[2]): path for path in sorted(PICTURES.glob("report-*.png"))}


def load(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


def update(pages: list[Image.Image]) -> None:
    PICTURES.mkdir(exist_ok=True)
    for path in known_pages().values():
        path.unlink()
    for number, page in enumerate(pages, 1):
        greys = coarse(page).quantize(GREYS, method=Image.Quantize.MEDIANCUT)
        greys.save(PICTURES / f"report-{number:02}.png", optimize=True, bits=4)


@pytest.fixture(scope="module")
def pages(example_pictures: list[Image.Image]) -> list[Image.Image]:
    if UPDATE:
        update(example_pictures)
    return [coarse(picture) for picture in example_pictures]


def test_every_page_looks_as_it_did(pages: list[Image.Image], tmp_path: Path) -> None:
    known = known_pages()
    assert known, f"there are no pictures to compare with; {COMMAND}"
    assert list(known) == list(range(1, len(pages) + 1)), (
        f"the report has other pages than before; look, then {COMMAND}"
    )
    seen = []
    for (number, path), page in zip(known.items(), pages, strict=True):
        before = load(path)
        found = compare(before, page)
        if found.is_seen:
            new, away = tmp_path / path.name, tmp_path / f"difference-{number:02}.png"
            page.save(new)
            ImageChops.invert(ImageChops.difference(before, page) if before.size == page.size else page).save(away)
            seen.append(
                f"page {number}: mean {found.mean:.2f}, changed {found.share:.6%}: {new}, {away}, before: {path}"
            )
    assert not seen, "\n".join(["pages look different; if they should:", COMMAND, *seen])


def test_the_pictures_are_small() -> None:
    sizes = [path.stat().st_size for path in known_pages().values()]
    assert len(sizes) > 30
    assert sum(sizes) < 1_500_000


def test_type_set_a_little_aside_is_the_same_page(example: Report, pages: list[Image.Image], tmp_path: Path) -> None:
    moved = tmp_path / "moved.pdf"
    with pikepdf.open(example.pdf) as pdf:
        del pdf.pages[8:]
        for page in pdf.pages:
            page.contents_add(b"1 0 0 1 0.1 0.1 cm", prepend=True)
        pdf.save(moved)
    found = [compare(before, coarse(now)) for before, now in zip(pages, pictures(moved, tmp_path), strict=False)]
    assert len(found) == 8
    assert all(one.mean > 0 for one in found)
    assert not [one for one in found if one.is_seen]


def stands_alone(word: Word, sheet: Sheet) -> bool:
    """Tell a label from a word of a text, whose neighbours lie where it is moved to."""
    return not any(
        one != word
        and one.top < word.bottom
        and word.top < one.bottom
        and one.left < word.right + APART
        and word.left < one.right + APART
        for one in sheet.words
    )


@pytest.mark.parametrize("move", [(5, 0), (0, 3)], ids=["to the right", "down"])
def test_a_label_that_moved_two_millimetres_is_seen(
    example: Report, pages: list[Image.Image], move: tuple[int, int]
) -> None:
    scale, unseen, tried = DOTS / 72, [], 0
    for number, sheet in enumerate(sheets(example.pdf)[:9]):
        for word in [one for one in sheet.words if len(one.text) > 4 and stands_alone(one, sheet)][::2]:
            box = (
                int(word.left * scale) - 1,
                int(word.top * scale),
                int(word.right * scale) + 2,
                int(word.bottom * scale) + 1,
            )
            label, page = pages[number].crop(box), pages[number].copy()
            page.paste(255, box)
            page.paste(label, (box[0] + move[0], box[1] + move[1]))
            tried += 1
            if not compare(pages[number], page).is_seen:
                unseen.append((word.text, number))
    assert tried > 20
    assert len(unseen) <= tried / 20, unseen


def test_another_paper_or_colour_is_seen(pages: list[Image.Image]) -> None:
    page = pages[4]
    assert compare(page, page) == Difference(0, 0)
    assert compare(page, page.resize((page.width, page.height - 1))).is_seen
    assert compare(page, page.point(lambda grey: grey if grey > 230 else min(grey + 60, 255))).is_seen

"""Where things stand on the pages of a PDF: words and their boxes, tagged pieces from top to bottom, ink."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdf
import pytest
from PIL import Image

POINTS_PER_MM = 72 / 25.4
DOTS = 60
"""How fine the pictures of pages are, in dots an inch."""
TOP, BOTTOM = 22 * POINTS_PER_MM, 18 * POINTS_PER_MM
"""Margins of every page but the cover, as templates/shared/page.css has them."""
HEAD = 30
"""Points from the upper margin in which what is first on a page begins."""
HEADINGS = frozenset({"/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/THead"})
"""What belongs to the text that follows it: headings, the caption and the head of a table."""


class Word(NamedTuple):
    """A word with its box, in points from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    """A page with its size and its words in reading order."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    def inside(self, left: float, top: float, right: float, bottom: float) -> str:
        """Return the words whose middle is in a box."""
        found = [
            word.text
            for word in self.words
            if left <= (word.left + word.right) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
        ]
        return " ".join(found)


class Piece(NamedTuple):
    """A piece of tagged text or a figure: page from 1, the kinds of elements it stands in, points from the top."""

    page: int
    kinds: tuple[str, ...]
    down: float


class Table(NamedTuple):
    """What of a table stands on one page: the columns of its head, and the rows below."""

    page: int
    columns: int
    rows: int


def tool(name: str) -> str:
    """Return the path of a program of Poppler; skip where it is missing, but never in CI."""
    found = shutil.which(name)
    if found is None:
        why = f"there is no {name}: install poppler-utils (Debian) or poppler (Homebrew)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"pages must be looked at in CI: {why}", pytrace=False)
        pytest.skip(why)
    return found


def sheets(file: Path) -> list[Sheet]:
    """Return the pages of a file with their words."""
    done = subprocess.run(
        [tool("pdftotext"), "-bbox", str(file), "-"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    found = []
    for page in re.findall(r"<page .*?</page>", done.stdout, re.DOTALL):
        width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page.partition(">")[0]))
        boxes = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page, re.DOTALL
        )
        words = tuple(Word(html.unescape(text), *map(float, box)) for *box, text in boxes)
        found.append(Sheet(width, height, words))
    return found


def off_the_page(pages: list[Sheet]) -> list[str]:
    """Return the words that do not lie wholly on their page."""
    return [
        f"page {number}: {word.text}"
        for number, page in enumerate(pages, 1)
        for word in page.words
        if word.left < 0 or word.top < 0 or word.right > page.width or word.bottom > page.height
    ]


def collisions(pages: list[Sheet]) -> list[str]:
    """Return the words that are printed over each other.

    Of each box the middle half of the height counts: lines set close share ascenders and descenders, not their middle.
    A point of width is left to kerning.
    """
    found = []
    for number, page in enumerate(pages, 1):
        cores = sorted((_core(word) for word in page.words if word.right - word.left > 2), key=lambda word: word.top)
        for index, one in enumerate(cores):
            for other in cores[index + 1 :]:
                if other.top >= one.bottom:
                    break
                if other.left < one.right - 1 and one.left < other.right - 1:
                    found.append(f"page {number}: {one.text} over {other.text}")
    return found


def _core(word: Word) -> Word:
    quarter = (word.bottom - word.top) / 4
    return word._replace(top=word.top + quarter, bottom=word.bottom - quarter)


def pieces(file: Path) -> list[Piece]:
    """Return every tagged piece of a file in reading order; running heads and feet are not tagged."""
    with pikepdf.open(file) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        places = {number: _places(page) for number, page in enumerate(pdf.pages, 1)}
        root = pdf.Root.StructTreeRoot
        return [
            Piece(number, kinds, places[number][mark])
            for page, kinds, mark in _marks(root, ())
            if mark in places[number := numbers[page]]
        ]


def _marks(element: pikepdf.Object, above: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], tuple[str, ...], int]]:
    kinds = (*above, str(element["/S"])) if "/S" in element else above
    given = element.get("/K", pikepdf.Array())
    for kid in given.as_list() if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield from _marks(kid, kinds)
        else:
            yield element["/Pg"].objgen, kinds, int(kid)


def _places(page: pikepdf.Page) -> dict[int, float]:
    """Return how far down each marked piece of a page starts, in points."""
    height = float(page.mediabox[3])
    found: dict[int, float] = {}
    stack, now = [], pikepdf.Matrix()
    mark: int | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operands, what = instruction.operands, str(instruction.operator)
        if what == "q":
            stack.append(now)
        elif what == "Q":
            now = stack.pop()
        elif what == "cm":
            now = pikepdf.Matrix(*map(float, operands)) @ now
        elif what == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
            mark = int(operands[1]["/MCID"])
        elif what == "EMC":
            mark = None
        elif what in {"Tm", "Do"} and mark is not None:
            place = pikepdf.Matrix(*map(float, operands)) @ now if what == "Tm" else now
            found.setdefault(mark, height - place.f)
    return found


def lonely_headings(found: list[Piece]) -> list[str]:
    """Return the pages whose lowest piece is a heading, a caption or the head of a table."""
    lowest: dict[int, Piece] = {}
    for piece in found:
        if piece.page not in lowest or piece.down >= lowest[piece.page].down - 0.5:
            lowest[piece.page] = piece
    return [f"page {page} ends with {piece.kinds[-2:]}" for page, piece in lowest.items() if HEADINGS & {*piece.kinds}]


def tables(file: Path) -> list[Table]:
    """Return every table by page: one that breaks stands here once for each of its pages."""
    with pikepdf.open(file) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [
            _table(element, numbers) for element in _elements(pdf.Root.StructTreeRoot) if element.get("/S") == "/Table"
        ]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    given = element.get("/K", pikepdf.Array())
    for kid in given.as_list() if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _table(element: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> Table:
    below = list(_elements(element))
    heads = [one for one in below if one.get("/S") == "/THead"]
    columns = [cell for head in heads for cell in _elements(head) if cell.get("/S") == "/TH"]
    rows = [one for one in below if one.get("/S") == "/TR"]
    return Table(numbers[element["/Pg"].objgen], len(columns), len(rows) - len(heads))


def pictures(file: Path, folder: Path, dots: int = DOTS) -> list[Image.Image]:
    """Return every page in grey at so many dots an inch."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([tool("pdftoppm"), "-r", str(dots), "-gray", "-png", str(file), str(folder / "page")], check=True)
    return [load(path) for path in sorted(folder.glob("page-*.png"))]


def load(path: Path) -> Image.Image:
    """Return a picture in grey, read to its end."""
    with Image.open(path) as picture:
        return picture.convert("L")


def fullness(picture: Image.Image, height: float) -> float:
    """Return how much of the room between the margins is used, from 0 to 1: down to the lowest ink above the foot."""
    scale = picture.height / height
    top, bottom = round(TOP * scale), round((height - BOTTOM) * scale)
    body = picture.crop((0, top, picture.width, bottom)).point(lambda grey: 255 if grey < 200 else 0)
    box = body.getbbox()
    return box[3] / body.height if box else 0.0


def starts(file: Path) -> dict[str, tuple[int, float]]:
    """Return of every place that links lead to its page, from 1, and how many points from the top it stands."""
    reader = pypdf.PdfReader(file)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None and place.top is not None:
            found[name] = (number + 1, float(reader.pages[number].mediabox.height) - float(place.top))
    return found


def extents(file: Path, filled: Sequence[float], names: Sequence[str]) -> dict[str, float]:
    """Return how many pages each of some places takes, to where the next of them begins.

    What stands alone at the head of its page ends the one before at the lowest ink of the page before it.
    """
    at = starts(file)
    heights = [sheet.height for sheet in sheets(file)]
    found = {}
    for name, after in pairwise(names):
        (first, top), (last, bottom) = at[name], at[after]
        room = heights[first - 1] - TOP - BOTTOM
        if bottom < TOP + HEAD:
            last, bottom = last - 1, TOP + filled[last - 2] * room
        found[name] = last - first + (bottom - top) / room
    return found


def half_empty(filled: list[float], starts: set[int]) -> list[int]:
    """Return the pages that break the rule on empty space.

    The rule: a page (from 1) is filled at least to half of the room between its margins, unless the next page starts a
    part or there is none. Parts are what the contents list names: the answer, reading, profile, disagreement, change,
    each phase (its opener), each component, method, appendix. So the cover and a phase opener may end where they like,
    as a part starts after each of them.
    """
    last = len(filled)
    return [page for page, share in enumerate(filled, 1) if share < 0.5 and page != last and page + 1 not in starts]

"""Looks at a finished PDF: its structure tree, bookmarks, links, fonts and text. For tests of every document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdf

HEADINGS = {f"/H{level}": level for level in range(1, 7)}


class Bookmark(NamedTuple):
    """One line of the bookmarks: depth from 1, title, page from 1."""

    depth: int
    title: str
    page: int


class Link(NamedTuple):
    """One link: the page it stands on, and its target (an address, or `#name` of a place in the file)."""

    page: int
    target: str
    described: bool


class Element(NamedTuple):
    """An element of the structure tree with all below it, taken out of the file."""

    kind: str
    alt: str
    names_itself: bool
    headers: int
    kids: tuple[Element, ...]

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def structure(file: Path) -> list[Element]:
    """Return every element of the structure tree in reading order; nothing for a file without tags."""
    with pikepdf.open(file) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        return [] if root is None else [element for top in _kids(root) for element in _element(top).walk()]


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    every = list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _element(element: pikepdf.Object) -> Element:
    attributes: Any = element.get("/A", pikepdf.Dictionary())
    return Element(
        kind=str(element["/S"]),
        alt=str(element.get("/Alt", "")),
        names_itself="/ID" in element or "/Scope" in attributes,
        headers=len(attributes.get("/Headers", pikepdf.Array())),
        kids=tuple(map(_element, _kids(element))),
    )


def title(file: Path) -> str:
    """Return the title that a reader shows: from the metadata, and only when the file asks to show it."""
    with pikepdf.open(file) as pdf:
        shown = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle")
        return str(pdf.docinfo.get("/Title", "")) if shown else ""


def language(file: Path) -> str:
    """Return the language of the file."""
    with pikepdf.open(file) as pdf:
        return str(pdf.Root.get("/Lang", ""))


def pages(file: Path) -> int:
    """Return the number of pages."""
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def page_sizes(file: Path) -> list[tuple[int, int]]:
    """Return width and height of each page in millimetres."""
    with pikepdf.open(file) as pdf:
        boxes = [[float(number) for number in page.mediabox.as_list()] for page in pdf.pages]
    return [(round((box[2] - box[0]) / 72 * 25.4), round((box[3] - box[1]) / 72 * 25.4)) for box in boxes]


def figures(file: Path) -> list[str]:
    """Return the alternative text of every figure; empty where one has none."""
    return [element.alt for element in structure(file) if element.kind == "/Figure"]


def headings(file: Path) -> list[int]:
    """Return the levels of all headings in reading order."""
    return [HEADINGS[element.kind] for element in structure(file) if element.kind in HEADINGS]


def heading_problems(file: Path) -> list[str]:
    """Return where the headings do not start with 1 or leave out a level on the way down."""
    levels = headings(file)
    problems = [] if levels[:1] == [1] else ["the first heading is not of level 1"]
    jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    return [*problems, *(f"a heading of level {after} follows one of level {before}" for before, after in jumps)]


def table_problems(file: Path) -> list[str]:
    """Return what is wrong with tables: none may lack headers, and each cell must say which headers are its own.

    WeasyPrint writes no /Scope: a header has an /ID, and a cell lists its headers under /Headers, which is the same to
    PDF/UA.
    """
    problems = []
    for number, table in enumerate((element for element in structure(file) if element.kind == "/Table"), 1):
        cells = [element for element in table.walk() if element.kind in {"/TH", "/TD"}]
        if not any(cell.kind == "/TH" for cell in cells):
            problems.append(f"table {number} has no header cell")
            continue
        if any(cell.kind == "/TH" and not cell.names_itself for cell in cells):
            problems.append(f"table {number}: a header cell is a header of nothing")
        if any(cell.kind == "/TD" and not cell.headers for cell in cells):
            problems.append(f"table {number}: a cell has no header")
    return problems


def bookmarks(file: Path) -> list[Bookmark]:
    """Return the bookmarks in order."""
    reader = pypdf.PdfReader(file)
    return list(_bookmarks(reader, reader.outline, 1))


def _bookmarks(reader: pypdf.PdfReader, outline: list[Any], depth: int) -> Iterator[Bookmark]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, depth + 1)
        else:
            page = reader.get_destination_page_number(entry)
            yield Bookmark(depth, str(entry.title), -1 if page is None else page + 1)


def links(file: Path) -> list[Link]:
    """Return every link."""
    found = []
    with pikepdf.open(file) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for annotation in page.get("/Annots", pikepdf.Array()).as_list():
                if annotation.get("/Subtype") == "/Link":
                    action = annotation.get("/A", pikepdf.Dictionary())
                    target = str(action["/URI"]) if "/URI" in action else f"#{annotation.get('/Dest', '')}"
                    found.append(Link(number, target, bool(str(annotation.get("/Contents", "")))))
    return found


def broken_links(file: Path) -> list[Link]:
    """Return the links inside the file that lead nowhere."""
    places = {f"#{name}" for name in pypdf.PdfReader(file).named_destinations}
    return [link for link in links(file) if link.target.startswith("#") and link.target not in places]


def text(file: Path) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(file).pages]


def fonts(file: Path) -> dict[str, bool]:
    """Return the faces by name, without the prefix of a subset, and whether each is in the file."""
    found: dict[str, bool] = {}
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                name = str(thing["/FontName"]).lstrip("/").partition("+")[2]
                found[name] = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def everything(file: Path) -> bytes:
    """Return the bytes of the file and of all its streams unpacked: what is hidden in it is in here."""
    parts = [file.read_bytes()]
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_raw_bytes())
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:  # JPEG and the like stay as they are
                    continue
    return b"\n".join(parts)


def problems(file: Path) -> list[str]:
    """Return everything that our own checks have to say against a document."""
    found = [] if title(file) else ["no title is shown"]
    found += [] if language(file) else ["no language"]
    found += ["a figure has no alternative text"] * figures(file).count("")
    found += [f"a link to {link.target} leads nowhere" for link in broken_links(file)]
    found += [f"a link to {link.target} is not described" for link in links(file) if not link.described]
    found += [f"the face {name} is not in the file" for name, inside in fonts(file).items() if not inside]
    return [*found, *heading_problems(file), *table_problems(file)]

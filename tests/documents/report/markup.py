"""Reads the HTML edition: its elements, its headings, its tables, and what is drawn in its charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from cxdna.documents import charts

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UPRIGHT = re.compile(r"M([\d.]+) ([\d.]+)V([\d.]+)")


class Node:
    """An element with what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str], above: Node | None = None) -> None:
        self.tag, self.attributes, self.above = tag, attributes, above
        self.kids: list[Node | str] = []

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it, in the order of the page."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, *tags: str) -> list[Node]:
        """Return every element of these kinds."""
        return [node for node in self.walk() if node.tag in tags]

    def one(self, name: str) -> Node:
        """Return the element with this id."""
        (found,) = (node for node in self.walk() if node.attributes.get("id") == name)
        return found

    @property
    def classes(self) -> set[str]:
        """The classes of the element."""
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """Everything it says, with one space between words."""
        return " ".join(" ".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for kid in self.kids:
            if isinstance(kid, str):
                yield kid
            elif kid.tag not in {"style", "script"}:
                yield from kid._texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.here = self.top = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.kids.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.kids.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag or self.here.above is None:
            raise AssertionError(f"</{tag}> closes <{self.here.tag}> in line {self.getpos()[0]}")
        self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.kids.append(data)


def read_page(file: Path) -> Node:
    """Return a page; fail where an element is not closed, or closed by another."""
    return read_text(file.read_text(encoding="utf-8"))


def read_text(text: str) -> Node:
    """Return what a text of elements holds; fail where one is not closed, or closed by another."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.top, f"<{reader.here.tag}> is not closed"
    return reader.top


class Label(NamedTuple):
    """A text in a chart with its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Label) -> bool:
        """Tell whether two labels are printed over each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Drawing:
    """A chart as the page has it."""

    def __init__(self, svg: Node) -> None:
        self._svg = svg
        self.alt = svg.attributes.get("aria-label", "")
        self.width, self.height = float(svg.attributes["width"]), float(svg.attributes["height"])

    @cached_property
    def labels(self) -> list[Label]:
        """The texts with the room they take."""
        return [_label(node) for node in self._svg.all("text")]

    @property
    def problems(self) -> list[str]:
        """What is wrong with it: labels over each other, out of the picture, or struck through by an upright line."""
        found = [] if self.alt else ["no alternative text"]
        for index, label in enumerate(self.labels):
            found += [f"{label.text} over {other.text}" for other in self.labels[index + 1 :] if label.touches(other)]
            if label.left < 0 or label.top < 0 or label.right > self.width or label.bottom > self.height:
                found.append(f"{label.text} is out of the picture")
        for path in self._svg.all("path"):
            for x, start, end in (map(float, line) for line in UPRIGHT.findall(path.attributes["d"])):
                found += [
                    f"a line through {label.text}"
                    for label in self.labels
                    if label.left < x < label.right and start < label.bottom and end > label.top
                ]
        return found


def _label(node: Node) -> Label:
    size = float(node.attributes["font-size"])
    wide = charts.text_width(node.text, size)
    x, y = float(node.attributes["x"]) + float(node.attributes.get("dx", "0")), float(node.attributes["y"])
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[node.attributes.get("text-anchor", "start")]
    return Label(node.text, left, y - 0.7 * size, left + wide, y + 0.2 * size)


def drawings(page: Node) -> list[Drawing]:
    """Return every chart of a page."""
    return [Drawing(svg) for svg in page.all("svg")]

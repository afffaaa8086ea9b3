"""What docs/traceability.yaml says -> docs/traceability.md, with practices, names and titles as the definitions say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from cxdna.statistics.display import counted
from setup.traceability.gather import Traced
from setup.traceability.model import Item, Section, State
from setup.traceability.refer import LABELS, Place

_MARKS: Final = re.compile(r"([\\*_<>\[\]])")
STATES: Final[tuple[State, ...]] = ("lives", "partly", "to come", "no software")
COMMAND: Final = ".venv/bin/python -m setup.traceability --write"
HEAD: Final = f"""\
# Where each item of the field lives

<!-- Made from docs/traceability.yaml and what it names: {COMMAND} -->

The published texts on the playbook, its customer index, its award and the practice around them ask for a number of
things, claim others and contain some errors. Each is listed here in our own words, with what this project does with
it and where: a question, a KPI, an action, a part of the playbook, code, a printed page or a test. A practice that
questions ask about and actions bring has its place; a figure that is to be worked out from data and is not yet, is to
come. What is no matter for software says why. `cxdna library questions q7.6`, and the same with `kpis` and `actions`,
shows an entry in full.

- **Lives**: all of it is there.
- **Partly**: some is there; the rest is to come, or is named as lacking.
- **To come**: a later work brings it.
- **No software**: it stays out, for the reason given.
"""


def lay_out(traced: Traced) -> str:
    """Return the text of docs/traceability.md."""
    sections = traced.said.sections
    parts = [
        HEAD,
        "\n".join(_counts(sections)),
        *("\n".join(_section(section, traced)) for section in sections),
        "\n".join(_later(traced)),
    ]
    return "\n".join(parts)


def _counts(sections: Iterable[Section]) -> Iterator[str]:
    yield "## How much is there"
    yield ""
    yield "| section | items | live | partly | to come | no software |"
    yield "|---|---:|---:|---:|---:|---:|"
    total: Counter[State] = Counter()
    for section in sections:
        counts = Counter(item.state for item in section.items)
        total += counts
        yield _row(f"[{section.name}](#{_anchor(section.name)})", counts)
    yield _row("**All**", total)
    yield ""


def _row(name: str, counts: Counter[State]) -> str:
    return f"| {name} | {counts.total()} | " + " | ".join(str(counts[state]) for state in STATES) + " |"


def _section(section: Section, traced: Traced) -> Iterator[str]:
    yield f"## {section.name}"
    yield ""
    for item in section.items:
        yield from _item(item, traced)


def _item(item: Item, traced: Traced) -> Iterator[str]:
    yield f"**{item.number}. {_plain(item.item)}** · {item.state}" + ("\\" if item.does else "")
    if item.does:
        yield _plain(item.does)
    yield ""
    places = [traced.places[reference] for reference in item.lives]
    lines = [
        *(f"{label}: {_places(own)}" for label in LABELS.values() if (own := [p for p in places if p.label == label])),
        *(f"To come, {traced.said.later[work].name.lower()}: {_plain(why)}" for work, why in item.to_come.items()),
        *([f"Lacking: {_plain(item.lacks)}"] if item.lacks else []),
        *([f"Left out: {_plain(item.leaves_out)}"] if item.leaves_out else []),
    ]
    yield from (f"- {line}" for line in lines)
    yield ""


def _places(places: Iterable[Place]) -> str:
    return "; ".join(map(_place, places))


def _place(one: Place) -> str:
    shown = one.id if one.id and not one.file.endswith(".py") else one.file + (f"#{one.id}" if one.id else "")
    called = _plain(one.called.rstrip("."))
    return f"[`{shown}`](../{one.file})" + (f" {called}" if called else "")


def _later(traced: Traced) -> Iterator[str]:
    yield "## What is still to come"
    yield ""
    items = [item for section in traced.said.sections for item in section.items]
    for name, work in traced.said.later.items():
        waiting = [str(item.number) for item in items if name in item.to_come]
        yield f"- **{work.name}**: {_plain(work.brings)} {counted(len(waiting), 'item')}: {', '.join(waiting)}."
    yield ""
    lacking = [str(item.number) for item in items if item.lacks]
    if lacking:
        yield f"Neither there nor planned, each said with its item: {', '.join(lacking)}."
        yield ""


def _anchor(heading: str) -> str:
    """Return the name that a heading can be jumped to by."""
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")


def _plain(text: str) -> str:
    """Return a text without what Markdown would take for marks; code stays code."""
    spans = " ".join(text.split()).split("`")
    return "`".join(span if at % 2 else _MARKS.sub(r"\\\1", span) for at, span in enumerate(spans))

"""Texts -> the file that people change: each with where it stands and the figures under it."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from cxdna.definitions.write import WIDTH, block, entry, scalar
from cxdna.documents.wording.told import figures_of
from cxdna.documents.written import ground, mark_of
from cxdna.organisation.model import Written
from cxdna.statistics.display import long_date
from cxdna.workflows.wording.model import Only, Text, Words

_HEAD: Final = """\
Change what stands below 'text: >-', save the file and leave the editor. All of it is checked first: where something
is wrong you are told the line, nothing is taken, and what you typed stays in this file.

  Your own words     Type them below 'text: >-', four spaces in. Lines run on: a text is one paragraph.
  Back to the draft  Delete the lines below 'text: >-'.
  Not touched        What you leave alone, and what you delete together with its line 'place', stays as it is.
  Figures            Stand above each text. A text with a number that is not among them is taken, and you are asked to
                     look at that number again.
  The list 'marks'   at the end is made by cxdna, to tell what you changed. Leave it as it is."""
_RULE: Final = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"


def words_text(words: Words, chosen: Sequence[Text], *, title: str, schema: str, today: dt.date) -> str:
    """Return the file; `schema` is the path from it to the schema for editors, "" where there is none."""
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [f"# {_one(title)}. Written on {long_date(today)}.", "#"]
    lines += [f"# {line}".rstrip() for line in _HEAD.split("\n")]
    lines += ["", "kind: words", *entry("assessment", words.material.answers.assessment.id)]
    lines += ["", *_texts(words, chosen)]
    if chosen:
        lines += ["", "marks:"]
        # In quotes: digits alone, or with an e among them, would be a number.
        lines += [f'  {scalar(one.place)}: "{mark(one)}"' for one in chosen]
    return "\n".join(lines) + "\n"


def mark(text: Text) -> str:
    """Return which figures stand under a place now, and which text on it."""
    return mark_of(ground(text.drafted), text.stands.text)


def chosen_of(words: Words, only: Only | None) -> tuple[Text, ...]:
    """Return the texts in one state; what is stale was written, too."""
    if only is None:
        return words.texts
    states = {"written", "stale"} if only == "written" else {only}
    return tuple(one for one in words.texts if one.stands.state in states)


def _texts(words: Words, chosen: Sequence[Text]) -> Iterator[str]:
    if not chosen:
        yield "texts: []"
        return
    yield "texts:"
    chapter = ""
    for one in chosen:
        heading = one.where.words.split(", ", 1)[0]
        if heading != chapter:
            chapter = heading
            yield ""
            yield _ruled(chapter)
        yield ""
        yield from _comment(f"{_first(one)} {_state(one)}")
        yield from _comment(f"Figures: {figures_of(one.drafted, words.material) or 'none'}")
        if one.stands.state != "drafted":
            yield from _comment(f"Draft: {one.drafted.text}")
        first, *rest = entry("place", one.place)
        yield f"  - {first}"
        yield from rest
        yield from block("text", one.stands.text, 4)
        if one.stands.state != "drafted" and one.kept:
            yield from _signed(one.kept, stale=one.stands.state == "stale")


def _signed(kept: Written, *, stale: bool) -> Iterator[str]:
    if kept.by:
        yield from entry("by", kept.by, 4)
    if kept.on:
        yield from entry("on", kept.on, 4)
    if stale:
        yield from entry("over", kept.over, 4, "made by cxdna; leave it as it is")


def _first(one: Text) -> str:
    _, _, what = one.where.words.partition(", ")
    said = what or one.where.words
    return f"{said[:1].upper()}{said[1:]}."


def _state(one: Text) -> str:
    room = f"Room for {one.most} characters."
    if one.stands.state == "drafted":
        return f"Drafted. {room}"
    on = f" on {long_date(one.kept.on)}" if one.kept and one.kept.on else ""
    by = f" by {one.stands.by}" if one.stands.by else ""
    changed = " THE FIGURES UNDER IT HAVE CHANGED SINCE: does it still hold?" if one.stands.state == "stale" else ""
    return f"Written{by}{on}.{changed} {room}"


def _comment(text: str) -> Iterator[str]:
    start = "  # "
    yield from textwrap.wrap(
        _one(text),
        WIDTH,
        initial_indent=start,
        subsequent_indent=f"{start}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one(text: str) -> str:
    """Return a text on one line, without signs that a comment cannot hold."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def _ruled(text: str) -> str:
    start = f"  # {_RULE * 2} {_one(text)} "
    return start + _RULE * max(WIDTH - len(start), 2)

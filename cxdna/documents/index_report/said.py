"""How the figures of indices are put on paper: values, intervals, numbers of answers, scores, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from cxdna.documents.charts import shortened
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.survey_names import NAMES, in_blanks
from cxdna.errors import capital
from cxdna.statistics.display import NO_NUMBER, counted, listed, percent, shown, signed
from cxdna.statistics.exact import exact
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.model import Index, Nps, Share
from cxdna.voice.indices.rescale import FIVE
from cxdna.voice.indices.say import NOT_STATED
from cxdna.voice.survey.model import Scale

DIMENSIONS: Final = {
    "category": ("category", "categories"),
    "channel": ("channel", "channels"),
    "country": ("country", "countries"),
    "language": ("language", "languages"),
    "role": ("role", "roles"),
    "tier": ("tier", "tiers"),
    "unit": ("unit", "units"),
    "account": ("account", "accounts"),
}
HIDDEN: Final = "hidden: fewer than five answers, or it would give such a group away"
FOUR: Final = "4.0"
_ID: Final = re.compile(r"(?<![\w./'\N{LEFT SINGLE QUOTATION MARK}-])[a-z0-9]+(?:_[a-z0-9]+)+(?!\w|[./'-]\w|')")


def name_of(material: IndexMaterial, one: Measured) -> str:
    """Return what a question is called: by what it measures, or by its id in words where that is not one thing."""
    about = one.question.about
    if about == "other":
        return short_name(one.question.id)
    alike = [other for other in material.measured if other.question.about == about]
    return NAMES[about] if len(alike) == 1 else f"{NAMES[about]} ({in_blanks(one.question.id)})"


def short_name(question: str) -> str:
    """Return the id of a question as people write a name: Right first time."""
    return capital(in_blanks(question))


def plain_ids(text: str, called: Mapping[str, str]) -> str:
    """Return a text with questions by what they are called; names of windows and files stay as they are written."""
    return _ID.sub(lambda found: called.get(found[0], found[0]), text)


def anchor(question: str) -> str:
    """Return the name of the place where a question's pages begin."""
    return f"question-{question.lower()}"


def value(given: Fraction | None) -> str:
    """Return an index with two digits; a dash where there is none."""
    return shown(given, 2)


def ends(interval: Interval | None, low: int = FIVE.low, high: int = FIVE.high) -> tuple[str, str]:
    """Return both ends of an interval, which stop at those of the scale; empty where there is none."""
    if interval is None:
        return "", ""
    return value(exact(max(interval.low, low))), value(exact(min(interval.high, high)))


def between(interval: Interval | None) -> str:
    """Return an interval as words; a dash where there is none."""
    low, high = ends(interval)
    return f"{low} to {high}" if low else NO_NUMBER


def answers_of(index: Index) -> str:
    """Return how many answers an index has; not of so few that somebody could be found out."""
    return "too few answers to show" if index.hidden else answers(index.n)


def n_of(index: Index) -> str:
    """Return the same as a figure."""
    return "hidden" if index.hidden else f"{index.n:,}"


def answers(n: int) -> str:
    """Return a number of answers with its noun."""
    return counted(n, "answer")


def share(given: Share | None) -> str:
    """Return a share with its interval: 81% (79% to 83%)."""
    if given is None:
        return NO_NUMBER
    low, high = percent(exact(given.interval.low)), percent(exact(given.interval.high))
    return f"{percent(given.share)} ({low} to {high})"


def points(given: Fraction) -> str:
    """Return a net promoter score, a share, as points with their sign."""
    return signed(given * 100, 0)


def nps(given: Nps) -> str:
    """Return a net promoter score with its interval."""
    low, high = points(exact(given.interval.low)), points(exact(given.interval.high))
    return f"{points(given.value)} ({low} to {high})"


def boxes(index: Index) -> tuple[str, str]:
    """Return what the best and the worst scores of an index are called, with the scores."""
    scale, count = index.scale, index.boxes
    top, bottom = (scale.high - count + 1, scale.high), (scale.low, scale.low + count - 1)
    if scale.direction == "low_is_good":
        top, bottom = bottom, top
    best, worst = ("Top two", "Bottom two") if count > 1 else ("Best score", "Worst score")
    return f"{best} ({_run(top)})", f"{worst} ({_run(bottom)})"


def _run(scores: tuple[int, int]) -> str:
    low, high = scores
    return str(low) if low == high else f"{low} and {high}"


def scale(given: Scale) -> str:
    """Return a scale in words: 0 to 10, high is good."""
    return f"{given.low} to {given.high}, {'high' if given.direction == 'high_is_good' else 'low'} is good"


def number(given: Fraction) -> str:
    """Return a number as short as it can be written with up to two digits: 7.5, 4, 2.33, 19,141."""
    head, _, tail = shown(given, 2).partition(".")
    tail = tail.rstrip("0")
    whole = f"{int(head):,}" if head.isdecimal() else head
    return f"{whole}.{tail}" if tail else whole


def dimension(name: str) -> tuple[str, str]:
    """Return what the groups of a dimension are called, one and many; segments have the names that a survey gives."""
    if name in DIMENSIONS:
        return DIMENSIONS[name]
    plain = name.replace("_", " ")
    return plain, f"groups by {plain}"


def group(value: str) -> str:
    """Return what a group is called; those whose rows leave it empty have no name."""
    return value or NOT_STATED


def short_group(value: str, room: float, size: float) -> str:
    """Return what a group is called where there is room for so many pixels of one line."""
    return shortened(group(value), room, size)


def numbers(index: Index) -> str:
    """Return how the answers of an index are told in alternative texts: score by score."""
    if index.hidden:
        return "not shown"
    if index.images:
        return ", ".join(f"{value(image)} on 1 to 5: {n:,}" for image, n in index.images)
    return ", ".join(f"score {score}: {n:,}" for score, n in index.levels)


def named(names: list[str], most: int = 6) -> str:
    """Return names as a list that stays short."""
    more = len(names) - most
    return listed(names) if more <= 0 else f"{', '.join(names[:most])} and {more} more"

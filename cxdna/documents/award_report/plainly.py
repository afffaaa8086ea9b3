"""Texts and figures of lines as readers know things: surveys by their titles, windows by their months, tables short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.documents.award_report.model import FigureTable
from cxdna.documents.survey_names import NAMES, in_blanks
from cxdna.errors import capital
from cxdna.statistics.display import NO_NUMBER
from cxdna.voice.award.model import Line
from cxdna.voice.model import Voice
from cxdna.voice.windows import months_in_words

FEWEST: Final = 3
"""Indices from which on they stand in a table; fewer are told in words."""
TOGETHER: Final = 110
"""Characters up to which figures stand one after the other."""
WHAT: Final = "Index (95% interval), answers"
INDEX: Final = re.compile(
    r"(?P<value>[1-5]\.\d\d) on 1 to 5 from (?P<n>[\d,]+) answers?"
    r"(?:, 95% interval (?P<low>[\d.]+) to (?P<high>[\d.]+))?(?:; (?P<own>.+))?"
)
"""An index as a line of the check tells it."""


class Asked(msgspec.Struct, frozen=True):
    """A question by the title of its survey and by what it measures."""

    survey: str
    name: str


class Readable(msgspec.Struct, frozen=True):
    """What questions (by survey and id), surveys and windows are called; `several` where there is more than one survey.

    `windows` are months by name.
    """

    asked: Mapping[str, Asked]
    surveys: Mapping[str, str]
    windows: Mapping[str, str]

    @property
    def several(self) -> bool:
        """Whether a survey has to be named with its question."""
        return len(self.surveys) > 1

    def question(self, one: Asked) -> str:
        """Return what a question is called in a sentence: satisfaction (After a visit or call)."""
        return f"{one.name} ({one.survey})" if self.several else one.name

    def text(self, text: str) -> str:
        """Return a text of a line with names instead of ids; a survey that is named once is not named again."""
        for key in sorted(self.asked, key=len, reverse=True):
            text = _whole(key).sub(lambda _, key=key: self.question(self.asked[key]), text)  # type: ignore[misc]  # bound
        for name, months in self.windows.items():
            text = re.sub(rf"\bwindow {re.escape(name)}(?![\w-])", f"the window of {months}", text)
        for survey, title in self.surveys.items():
            known = rf"((?:survey audit of|customers in|for) (?:.+ and |.+, )?){re.escape(survey)}(?![\w:-])"
            text = re.sub(known, lambda found, title=title: f"{found[1]}{title}", text)  # type: ignore[misc]  # bound
        return "; ".join(self._pieces(text.split("; ")))

    def _pieces(self, pieces: Iterable[str]) -> Iterator[str]:
        before = ""
        for piece in pieces:
            survey, sign, rest = piece.partition(": ")
            if not sign or survey not in self.surveys:
                before = ""
                yield piece
                continue
            yield rest if survey == before or not self.several else f"{self.surveys[survey]}: {rest}"
            before = survey


def readable(voice: Voice) -> Readable:
    """Return what things are called."""
    asked = {}
    for fielded in voice.of_customers:
        abouts = [question.about for question in fielded.survey.questions]
        for one in fielded.survey.questions:
            plain = in_blanks(one.id)
            name = NAMES.get(one.about, plain).lower() if abouts.count(one.about) == 1 else plain
            asked[f"{fielded.survey.id}: {one.id}"] = Asked(fielded.survey.title, name)
    return Readable(
        asked=asked,
        surveys={one.survey.id: one.survey.title for one in voice.of_customers},
        windows={one.name: months_in_words(one.first, one.last) for one in voice.windows},
    )


def figures_of(line: Line, called: Readable) -> tuple[tuple[str, ...], FigureTable | None]:
    """Return the figures of a line in words, or as a table where they are indices of groups or of many questions."""
    parted = [(*_parted(name, called), value) for name, value in line.figures]
    if len(parted) >= FEWEST and all(asked and INDEX.fullmatch(value) for _, asked, value in parted):
        return (), _table([(group, asked, value) for group, asked, value in parted if asked], called)
    plain = "; ".join(_plain(parted, called))
    told = tuple(text for text in (plain, *_by_survey(parted, called)) if text)
    together = "; ".join(told)
    return (told if len(together) > TOGETHER else (together,) if told else ()), None


def _parted(name: str, called: Readable) -> tuple[str, Asked | None]:
    """Return a name as a group, which may be empty, and a question, which may be none."""
    for key in sorted(called.asked, key=len, reverse=True):
        if name == key:
            return "", called.asked[key]
        if name.endswith(f", {key}"):
            return name.removesuffix(f", {key}"), called.asked[key]
    return name, None


def _plain(parted: Iterable[tuple[str, Asked | None, str]], called: Readable) -> Iterator[str]:
    """Yield figures that are of no question."""
    for name, asked, value in parted:
        if asked is None:
            survey, sign, rest = name.partition(": ")
            named = f"{called.surveys[survey]}, {rest}" if sign and survey in called.surveys else name
            yield f"{capital(called.windows.get(named, named))}: {value}"


def _by_survey(parted: Iterable[tuple[str, Asked | None, str]], called: Readable) -> Iterator[str]:
    """Yield figures of questions; those of one survey stand behind its title, once."""
    by_survey: dict[str, list[str]] = {}
    for group, asked, value in parted:
        if asked is not None:
            name = f"{group}, {asked.name}" if group else asked.name
            by_survey.setdefault(asked.survey, []).append(f"{name} {_short(value)}")
    for survey, told in by_survey.items():
        text = ", ".join(told)
        yield f"{survey}: {text}" if called.several else capital(text)


def _short(value: str) -> str:
    found = INDEX.fullmatch(value)
    if found is None:
        return value
    between = f" ({found['low']} to {found['high']})" if found["low"] else ""
    own = f"; {found['own']}" if found["own"] else ""
    return f"{found['value']}{between} from {found['n']} answers{own}"


def _table(indices: Sequence[tuple[str, Asked, str]], called: Readable) -> FigureTable:
    """Return indices by group, a column for each question: the index with its interval and its number of answers."""
    surveys = {asked.survey for _, asked, _ in indices}
    rows: dict[str, dict[str, str]] = {}
    questions: dict[str, None] = {}
    for group, asked, value in indices:
        name = capital(asked.name if len(surveys) == 1 else called.question(asked))
        questions.setdefault(name)
        rows.setdefault(group, {})[name] = _cell(value)
    if set(rows) == {""}:
        return FigureTable(
            heads=("Question", WHAT),
            rows=tuple((name, cell) for name, cell in rows[""].items()),
        )
    return FigureTable(
        heads=(f"{f'{surveys.pop()}: i' if called.several and len(surveys) == 1 else 'I'}{WHAT[1:]}", *questions),
        rows=tuple(
            (group or "all", *(cells.get(one, NO_NUMBER) for one in questions)) for group, cells in rows.items()
        ),
    )


def _cell(value: str) -> str:
    found = INDEX.fullmatch(value)
    if found is None:
        return value
    between = f" ({found['low']} to {found['high']})" if found["low"] else ""
    return f"{found['value']}{between}, {found['n']}"


def _whole(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")

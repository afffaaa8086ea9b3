"""What people set on an action: the fields by the names they use, and what they type for each -> what it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple, get_args

from cxdna.definitions.load import Library
from cxdna.definitions.model import Effort, Requirement
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.organisation.match import match, plain
from cxdna.organisation.plain_text import is_readable
from cxdna.organisation.read_date import read_date
from cxdna.plan.check import asked_elsewhere, not_asked_here
from cxdna.plan.figures import read_cost, read_figure
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import CauseIs, Kind, Status, Trigger
from cxdna.store.model import ActionKept
from cxdna.workflows.current import Current
from cxdna.workflows.evidence.covers import split_covers
from cxdna.workflows.find_part import find_part
from cxdna.workflows.planning.field_names import Place
from cxdna.workflows.planning.kpi_name import find_kpi
from cxdna.workflows.targets import find_level

NOTHING: Final = frozenset({"", "-", "none", "nothing"})
"""What empties a field, or takes a task or milestone out."""
_TODAY: Final = frozenset({"today", "now", "yes"})
WORDS: Final = 2000
SENTENCE: Final = 400
SHORT: Final = 200


class Ground(NamedTuple):
    """What names in fields may mean."""

    now: Current
    library: Library
    kept: Mapping[str, ActionKept]
    today: dt.date

    @property
    def currency(self) -> str:
        """The organisation's currency."""
        return self.now.workspace.settings.organisation.currency


Read = Callable[[str, Ground], Any]


def _text(most: int, *, lines: bool = False, needed: bool = False) -> Read:
    def read(text: str, _ground: Ground) -> str:
        given = text.strip()
        if given.casefold() in NOTHING:
            if needed:
                raise UserError("it cannot be left empty", "give a few words")
            return ""
        if len(given) > most:
            raise UserError(f"the text has {len(given):,} characters, and {most:,} fit", "say it shorter")
        if not is_readable(given, lines=lines):
            do = "write plain text" + ("" if lines else " on one line")
            raise UserError("the text holds a line break or a sign that does not print", do)
        return given

    return read


def _or_nothing(read: Read) -> Read:
    return lambda text, ground: None if text.strip().casefold() in NOTHING else read(text, ground)


def _several(read: Read) -> Read:
    """Return a reader of what is named with commas between, each once, in the order given."""

    def read_all(text: str, ground: Ground) -> tuple[Any, ...]:
        if text.strip().casefold() in NOTHING:
            return ()
        return tuple(dict.fromkeys(read(word, ground) for word in split_covers([text])))

    return read_all


def _one_of(choices: Collection[str], what: str, others: Mapping[str, str] | None = None) -> Read:
    def read(text: str, _ground: Ground) -> str:
        if not text.strip() or text.strip().isdecimal():
            raise UserError(f"'{shortened(text)}' is no {what}", _choices(choices))
        try:
            return match(text, tuple(choices), what, others)
        except UserError as error:
            raise UserError(error.what, error.do if error.do.startswith("did you") else _choices(choices)) from None

    return read


def _choices(choices: Collection[str]) -> str:
    names = [one.replace("_", " ") for one in choices]
    return f"give {', '.join(names[:-1])} or {names[-1]}"


def _day(text: str, _ground: Ground) -> dt.date:
    return read_date(text)


def _past_day(text: str, ground: Ground) -> dt.date:
    return ground.today if text.strip().casefold() in _TODAY else read_date(text)


def _last_day(text: str, _ground: Ground) -> dt.date:
    return read_date(text, month_end=True)


def _level(text: str, ground: Ground) -> float:
    return find_level(ground.now.playbook, text)


def _cost(text: str, ground: Ground) -> float:
    return read_cost(text, ground.currency)


def _progress(text: str, _ground: Ground) -> int:
    value = read_figure(text, "percent")
    if not value.is_integer():
        raise UserError(f"'{shortened(text)}' is finer than progress is told", "give a whole number from 0 to 100")
    return int(value)


def _priority(text: str, _ground: Ground) -> int:
    given = text.strip()
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:6]) <= 10_000 or len(given) > 5:  # noqa: PLR2004 - the model's bounds
        raise UserError(f"'{shortened(text)}' is no priority", "give a whole number, 1 for what comes first")
    return int(given)


def find_finding(ground: Ground, word: str) -> str:
    """Return the id of the question or part whose gap is meant, by id, number or name. Raises `UserError`."""
    now = ground.now
    wanted = plain(word)
    names = {plain(part.name): part.id for part, _ in now.playbook.walk()}
    names |= {plain(part.id): part.id for part, _ in now.playbook.walk()}
    for question in now.questionnaire.questions:
        names.setdefault(plain(question.practice), question.id)
        names[plain(question.id)] = question.id
        names.setdefault(plain(question.id.removeprefix("q")), question.id)
    if wanted in names:
        return names[wanted]
    elsewhere = asked_elsewhere(ground.library, now.questionnaire)
    other = next(
        (one for one in elsewhere.values() if wanted in {plain(one.id), plain(one.id.removeprefix("q"))}), None
    )
    if other and plain(other.part) in names:
        raise UserError(*not_asked_here(other))
    known = [*(part.id for part, _ in now.playbook.walk()), *(one.id for one in now.questionnaire.questions)]
    near = meant(word, known)
    do = near if near.startswith("did you mean") else "look at the gaps with: cxdna score"
    raise UserError(f"there is no question and no component '{shortened(word)}' whose gap could be closed", do)


def _finding(text: str, ground: Ground) -> str:
    return find_finding(ground, text)


def _kpi(text: str, ground: Ground) -> str:
    return find_kpi(ground.library.kpis, text)


def _action(text: str, ground: Ground) -> str:
    by_folded = {name.casefold(): name for name, one in ground.kept.items() if not one.dropped}
    found = by_folded.get(text.strip().casefold())
    if found is None:
        raise UserError(f"the plan has no action '{shortened(text)}'", meant(text, list(by_folded.values())))
    return found


_REQUIRED: Final = re.compile(r"(.+?)\s+(?:at\s+)?(?:level\s+)?(\S+)")


def _requirement(text: str, ground: Ground) -> Requirement:
    found = _REQUIRED.fullmatch(text.strip())
    if found is None:
        raise UserError(f"'{shortened(text)}' names no part and level", "write it like governance 3")
    part, level = find_part(ground.now.playbook, found[1]), find_level(ground.now.playbook, found[2])
    return Requirement(part=part, at=level)


_STATUSES: Final = {words: status for status, words in STATUS_WORDS.items()} | {
    "open": "proposed",
    "proposal": "proposed",
    "started": "in_progress",
    "begun": "in_progress",
    "under way": "in_progress",
    "underway": "in_progress",
    "ongoing": "in_progress",
    "doing": "in_progress",
    "finished": "done",
    "complete": "done",
    "completed": "done",
    "closed": "done",
    "stuck": "blocked",
    "on hold": "blocked",
    "waiting": "blocked",
}
_TEXT: Final = _text(WORDS, lines=True)
_NAME: Final = _text(SHORT)
_FIELDS: Final[dict[str, Read]] = {
    "title": _text(SHORT, needed=True),
    "closes": _several(_finding),
    "from_level": _or_nothing(_level),
    "to_level": _or_nothing(_level),
    "priority": _priority,
    "kind": _one_of(get_args(Kind), "kind of action"),
    "trigger": _one_of(get_args(Trigger), "trigger"),
    "problem": _TEXT,
    "containment": _TEXT,
    "cause": _TEXT,
    "cause_is": _one_of(get_args(CauseIs), "state of a cause"),
    "what": _TEXT,
    "deliverable": _TEXT,
    "proof": _TEXT,
    "owner": _NAME,
    "owner_role": _NAME,
    "start": _or_nothing(_day),
    "due": _or_nothing(_last_day),
    "review": _or_nothing(_day),
    "effort": _or_nothing(_one_of(get_args(Effort), "effort")),
    "cost": _or_nothing(_cost),
    "needs": _several(_action),
    "waits_for": _several(_requirement),
    "risk": _TEXT,
    "kpi": _or_nothing(_kpi),
    "more_kpis": _several(_kpi),
    "status": _one_of(get_args(Status), "status", _STATUSES),
    "progress": _progress,
    "begun": _or_nothing(_past_day),
    "done": _or_nothing(_past_day),
    "blocked_by": _text(SENTENCE),
    "note": _TEXT,
}
"""Every field of an action that takes one value, and how it is read."""
_INNER: Final[dict[str, dict[str, Read]]] = {
    "tasks": {
        "what": _text(SENTENCE, needed=True),
        "assignee": _NAME,
        "why": _text(SENTENCE),
        "due": _or_nothing(_last_day),
        "done": _or_nothing(_past_day),
    },
    "milestones": {
        "what": _text(SENTENCE, needed=True),
        "due": _last_day,
        "done": _or_nothing(_past_day),
    },
    "customers": {"problem": _TEXT, "solution": _TEXT, "effect": _TEXT},
}
"""The fields of tasks, milestones and the customers' view."""


def read_value(place: Place, text: str, ground: Ground) -> Any:  # noqa: ANN401 - what a field holds depends on the field
    """Return what a text means for a field; None for a task or milestone that is taken out.

    Raises `UserError` for what it cannot hold.
    """
    if place.number and not place.inner:
        return None if text.strip().casefold() in NOTHING else _INNER[place.field]["what"](text, ground)
    return (_INNER[place.field][place.inner] if place.inner else _FIELDS[place.field])(text, ground)

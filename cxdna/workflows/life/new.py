"""A further assessment in a workspace: what is not said is as in the one it follows, or as the settings say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, cast, get_args

import msgspec

from cxdna.answers.model import Basis, Mode
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import match
from cxdna.organisation.plain_text import is_readable
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import standing_closing
from cxdna.store.model import Assessment
from cxdna.store.port import Store
from cxdna.workflows.current import Current
from cxdna.workflows.init_questionnaires import offer_of
from cxdna.workflows.life.open import open_assessment
from cxdna.workflows.planning.earlier import waiting, waiting_lines
from cxdna.workspace.model import Workspace

LATEST: Final = "latest"
NONE: Final = "none"
_LIMITS: Final = (("title", 200), ("scope", 400), ("prepared_for", 200), ("prepared_by", 200), ("setting", 200))


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is said about a new assessment; None is left to the one it follows, or to the settings."""

    title: str | None = None
    questionnaire: str | None = None
    mode: str | None = None
    basis: str | None = None
    scope: str | None = None
    prepared_for: str | None = None
    prepared_by: str | None = None
    setting: str | None = None


def earlier(store: Store, named: str | None) -> Assessment | None:
    """Return the assessment that a new one is to follow; `latest` stands for the newest closed one, `none` for none.

    Raises `UserError` where there is none of that name.
    """
    if named is None or named.casefold() == NONE:
        return None
    known = store.assessments()
    if named.casefold() == LATEST:
        found = newest_closed(store)
        if found is None:
            raise UserError("no assessment was closed here yet, so there is none to follow", "leave --from out")
        return found
    for one in known:
        if one.id.casefold() == named.casefold():
            return one
    raise UserError(f"there is no assessment '{shortened(named)}' to follow", meant(named, [one.id for one in known]))


def newest_closed(store: Store) -> Assessment | None:
    """Return the newest assessment that is closed; None where there is none."""
    closed = [one for one in store.assessments() if standing_closing(store.closings(one.id), store.reopenings(one.id))]
    return closed[-1] if closed else None


def start(store: Store, workspace: Workspace, wish: Wish, previous: Assessment | None, today: dt.date) -> Assessment:
    """Open a new assessment. Raises `UserError` and `Problems` for choices that are none."""
    if flaws := list(_flaws(wish)):
        raise Problems(flaws)
    return open_assessment(
        store,
        workspace,
        title=_words(wish.title, ""),
        questionnaire=wish.questionnaire or (previous.questionnaire if previous else workspace.settings.questionnaire),
        mode=cast("Mode", _choice(wish.mode, get_args(Mode), "mode", previous.mode if previous else "named")),
        basis=cast(
            "Basis", _choice(wish.basis, get_args(Basis), "basis", previous.basis if previous else "as_answered")
        ),
        today=today,
        previous=previous,
        scope=_words(wish.scope, previous.scope if previous else ""),
        prepared_for=_words(wish.prepared_for, previous.prepared_for if previous else ""),
        prepared_by=_words(wish.prepared_by, previous.prepared_by if previous else ""),
        setting=_words(wish.setting, ""),
    )


def _words(said: str | None, otherwise: str) -> str:
    return otherwise if said is None else " ".join(said.split())


def _choice(said: str | None, known: tuple[str, ...], what: str, otherwise: str) -> str:
    return otherwise if said is None else match(said, known, what)


def _flaws(wish: Wish) -> Iterator[Problem]:
    for field, most in _LIMITS:
        text = _words(getattr(wish, field), "")
        if len(text) > most:
            name = "--" + field.replace("_", "-")
            yield Problem("", 0, f"{name} has {len(text):,} characters, and {most:,} fit", "say it shorter")
        if not is_readable(text):
            yield Problem("", 0, f"--{field.replace('_', '-')} holds a sign that does not print", "write plain text")


def started_lines(now: Current, previous: Assessment | None) -> Iterator[str]:
    """Yield what was opened, and what came along from the one before."""
    one = now.assessment
    yield f"Opened {one.id}: {one.title}."
    basis = "as answered" if one.basis == "as_answered" else "as shown by evidence"
    yield f"  {one.questionnaire} {one.questionnaire_version}, {one.mode}, scores {basis}: fixed from now on."
    yield f"  {offer_of(now.questionnaire, now.workspace.settings.organisation).effort}."
    if re.fullmatch(rf"Assessment {one.opened.year} \(\d+\)", one.title):
        yield "  Another title is given with --title when an assessment is opened."
    if previous is None:
        return
    people, targets = len(now.store.sheets(one.id)), len(now.store.targets(one.id))
    yield f"  It follows {previous.id} (opened {long_date(previous.opened)})."
    asked = counted(people, "person is", "people are") + " asked again" if people else "nobody is asked yet"
    yield f"  {counted(targets, 'target')} carried over; {asked}."
    yield from (f"  {line}" for line in waiting_lines(waiting(now)))
    if one.mode == "anonymous":
        yield "  It is anonymous: people come by themselves, nothing says who they are."

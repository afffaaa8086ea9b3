"""The file of rules: written to go on from, checked, and said in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from cxdna.alerts.check import remarks
from cxdna.alerts.model import AlertRules
from cxdna.alerts.read import read_rules
from cxdna.alerts.say import in_words
from cxdna.alerts.write import rules_text
from cxdna.documents.outfile import write_whole
from cxdna.errors import UserError
from cxdna.store.port import Store
from cxdna.voice.survey.model import Survey
from cxdna.workflows.alerting.open import surveys_of, working_hours
from cxdna.workflows.current import look_at
from cxdna.workspace.model import Workspace


class Ruled(NamedTuple):
    """Rules that are right, the surveys that they look at, what is not known of holidays, and customers' languages."""

    rules: AlertRules
    surveys: tuple[Survey, ...]
    note: str
    languages: tuple[str, ...] = ()


def write_rules(workspace: Workspace, store: Store) -> Path:
    """Write rules to go on from and return where. Raises `UserError` where there are some, `StorageError`."""
    place = workspace.alerts
    if place.exists():
        raise UserError(
            f"{place.name} is there already", "change it in an editor; see what it does: cxdna alerts rules"
        )
    write_whole(rules_text(surveys_of(store), workspace.settings.organisation.languages).encode(), place)
    return place


def check_rules(workspace: Workspace, store: Store) -> Ruled:
    """Return the rules. Raises `Problems` with every line that is wrong, by what surveys ask and the playbook has."""
    if not workspace.alerts.exists():
        raise UserError("no rules say yet what raises an alert", "write some to go on from: cxdna alerts rules --write")
    surveys = surveys_of(store)
    rules = read_rules(workspace.alerts, surveys, _parts(workspace, store))
    note = working_hours(workspace, rules).days.note
    return Ruled(rules, surveys, note, workspace.settings.organisation.languages)


def _parts(workspace: Workspace, store: Store) -> Collection[str]:
    """Return the components of the playbook; none where no assessment says which playbook that is."""
    if not store.assessments():
        return ()
    return [part.id for part, _ in look_at(workspace, store).playbook.walk()]


def written_lines(place: str, store: Store) -> Iterator[str]:
    """Yield where the rules are, and what they rest on."""
    yield f"Wrote {place}. Change it to what your organisation needs: the names of owners, above all."
    if not surveys_of(store):
        yield "No survey is there yet, so its triggers look at every score as one of 1 to 5."
        yield f"To have them for your questions: add a survey first, delete {place}, and write it again."
    yield "Next:  cxdna alerts rules"


def rules_lines(found: Ruled) -> Iterator[str]:
    """Yield what the rules do, what to take care of, and what comes next."""
    yield from in_words(found.rules, found.surveys)
    yield from (f"Take care: {one}" for one in remarks(found.rules, found.surveys, found.languages))
    if found.note:
        yield found.note
    yield "Next:  cxdna alerts list"

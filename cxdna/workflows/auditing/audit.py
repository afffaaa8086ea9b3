"""A survey -> its audit: from its wording, its counts, its files and the answers of the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cxdna.store.port import Store
from cxdna.voice.audit.audit import audit_of, computed_from_counts
from cxdna.voice.audit.compute import found_in
from cxdna.voice.audit.model import Audit
from cxdna.voice.model import Fielded, SurveyFile, Voice
from cxdna.voice.survey.model import Survey
from cxdna.workflows.auditing.read_again import Reader, read_again
from cxdna.workflows.surveys.rescaled import versions_of


def audit_survey(
    store: Store, voice: Voice, fielded: Fielded, reader: Reader | None, named: Iterable[Path] = ()
) -> Audit:
    """Return the audit of a survey; without a reader what only files show stays not proved.

    Raises `UserError` for a named file that is none of those counted.
    """
    again = read_again(fielded, reader, named)
    withdrawn = _withdrawn(store, fielded.survey.id)
    computed = (
        *computed_from_counts(fielded, voice.windows, withdrawn, versions=_versions(store)),
        *found_in(fielded.survey, again.seen),
    )
    return audit_of(fielded, computed, voice.checked, read=again.read, unread=again.unread)


def audits_of(store: Store, voice: Voice, reader: Reader | None) -> Mapping[str, Audit]:
    """Return the audits of all surveys of customers, by their ids."""
    return {one.survey.id: audit_survey(store, voice, one, reader) for one in voice.of_customers}


def _withdrawn(store: Store, survey: str) -> tuple[SurveyFile, ...]:
    """Return the files of a survey that were counted once and are not any more."""
    held = {kept.key: kept.item for kept in store.voice("file")}
    files = (one for one in held.values() if isinstance(one, SurveyFile))
    return tuple(one for one in files if one.withdrawn and one.survey == survey)


def _versions(store: Store) -> Mapping[str, Survey]:
    """Return every version that a survey had, by its hash."""
    return versions_of(store.voice("survey"))

"""All records of one store -> another that is empty, through what every store offers."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from cxdna.errors import StorageError
from cxdna.store.model import Assessment, Closing, Record, Sheet, Snapshot
from cxdna.store.port import Store


def copy_store(source: Store, target: Store) -> None:
    """Add everything to the other store, in the order in which it happened, as one transaction."""
    target.add(*records_of(source))


def records_of(store: Store) -> Iterator[Record]:
    """Yield all records so that each is allowed when its turn comes: who before what they said, in order of numbers."""
    yield from store.people()
    numbered: list[Record] = [*store.assessments(), *store.voice(), *store.log()]
    for assessment in store.assessments():
        for read in (
            store.answers,
            store.evidence,
            store.targets,
            store.closings,
            store.reopenings,
            store.restatements,
            store.plans,
            store.actions,
            store.decisions,
            store.kpi_figures,
            store.written,
        ):
            numbered += read(assessment.id)
    for record in sorted(numbered, key=attrgetter("seq")):
        if isinstance(record, Closing):
            yield from _snapshots(store, record)
        yield record
        if isinstance(record, Assessment):
            yield from _sheets(store, record)


def _sheets(store: Store, assessment: Assessment) -> tuple[Sheet, ...]:
    return store.sheets(assessment.id)


def _snapshots(store: Store, closing: Closing) -> Iterator[Snapshot]:
    for sha256 in (closing.playbook, closing.questionnaire, closing.answers, closing.scores):
        snapshot = store.snapshot(sha256)
        if snapshot is None:
            raise StorageError(f"what '{closing.assessment}' was closed with is not in the database: {sha256[:8]}")
        yield snapshot

"""The cover of the plan: the answer in a sentence, for whom, on what it rests, how it stands, its fingerprint."""

from __future__ import annotations

from cxdna.documents import since
from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.model import Cover, Fact, Said
from cxdna.documents.plan.people import People
from cxdna.documents.wording import plan as words
from cxdna.plan.fingerprint import fingerprint
from cxdna.plan.follow import STATUS_WORDS, counts_by_status
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import counted, listed, long_date


def cover(material: Material, found: People, name: str) -> Cover:
    """Return the cover; `name` is what the document is called."""
    head, plan = material.answers.assessment, material.plan
    closed = "not closed" if material.is_open else f"closed {long_date(head.date)}"
    facts = (
        Fact("Prepared for", _given(head.prepared_for)),
        Fact("Prepared by", _given(head.prepared_by)),
        Fact("Rests on", _given(f"{head.title}, {closed}, fingerprint {material.fingerprint}")),
        Fact("Closed before", _given(since.closed_before(material))),
        Fact("Restated", _given(since.restated(material))),
        Fact("Runs", _given(_runs(material))),
        Fact("State", _given(_state(material))),
        Fact("Owners", _given(_carried(material, found))),
        Fact("Cost", _given(_cost(material))),
        Fact("Decisions", _given(_decisions(material))),
        Fact("Drafted", _given(long_date(plan.head.drafted) if plan.head and plan.head.drafted else "")),
        Fact("Fingerprint", _given(_print(material))),
    )
    return Cover(
        kind=f"{head.title} \N{MIDDLE DOT} {name}",
        organisation=material.client,
        answer=words.headline(material),
        facts=tuple(fact for fact in facts if fact.value.text),
    )


def _given(text: str) -> Said:
    return Said(text, missing=False)


def _runs(material: Material) -> str:
    days = [day for one in material.plan.actions for day in (one.start, one.due) if day]
    return f"{long_date(min(days))} to {long_date(max(days))}" if len(days) > 1 else ""


def _state(material: Material) -> str:
    counts = [f"{count} {STATUS_WORDS[one]}" for one, count in counts_by_status(material.plan.actions).items() if count]
    if not counts:
        return "No action is planned yet"
    as_of = f", as of {long_date(material.today)}" if material.today else ""
    return f"{counted(len(material.plan.actions), 'action')}: {listed(counts)}{as_of}"


def _carried(material: Material, found: People) -> str:
    owners = [name for name, share in found.named.items() if share.own]
    nobody = sum(not said.has_owner(one) for one in material.plan.actions)
    pieces = [counted(len(owners), "person", "people")] if owners else []
    if nobody:
        pieces.append(f"{counted(nobody, 'action')} with nobody named yet")
    return "; ".join(pieces)


def _cost(material: Material) -> str:
    _, silent = said.cost_of(material.plan.actions)
    count = len(material.plan.actions)
    if silent == count:
        return "No action states what it costs" if count else ""
    beside = f"; {counted(silent, 'action')} {'states' if silent == 1 else 'state'} none" if silent else ""
    return said.total(material.plan.actions, material.currency) + beside


def _decisions(material: Material) -> str:
    still = sum(one.outcome is None for one in material.plan.decisions)
    return f"{counted(still, 'decision')} asked, on the next page" if still and material.plan.actions else ""


def _print(material: Material) -> str:
    whole = fingerprint(material.plan)
    return (
        f"{short(whole)}, of what is agreed (what it covers: page of signatures)"
        if whole
        else "There is none yet: nothing is agreed"
    )

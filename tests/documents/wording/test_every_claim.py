"""Every number and every claim of every drafted sentence, recomputed from the files alone."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cxdna.documents.report.build import build
from cxdna.documents.report.model import ReportView
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from tests.documents.wording.drafts import astray, drafts_in, faults, pages
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import CHECKS
from tests.documents.wording.printed import pairs
from tests.documents.wording.sets import CASES, ROOT, Case, random_case

RANDOM = int(os.environ.get("CXDNA_FUZZ", "0")) or 60
EVERY_KIND = (
    "a panel that stayed",
    "all 5",
    "as shown",
    "confidential",
    "nothing answered, compared",
    "one component unscored",
    "nothing is due",
    "one action, as shown",
    "only applicability is disputed",
    "only proposed, all closed",
    "panel of none",
    "planned",
    "planned and not scored",
    "rose and prints alike",
    "no strength",
    "one practice of one person",
    "targets by a date",
    "the highest is held back",
    "texts that point back",
    "two at each end",
    "weights",
)
"""Cases that bring about every kind of claim between them."""
NEVER_MET: dict[str, str] = {}
"""Kinds of claims that no case here brings about, each with the reason."""


def made(case: Case, folder: Path) -> tuple[ReportView, Facts]:
    now, before = case.write(folder)
    own, earlier = (one.with_name("plan.yaml") if one else folder / "none" for one in (now, before))
    request = Request(
        answers=now,
        previous=before,
        plan=own if own.exists() else None,
        previous_plan=earlier if earlier.exists() else None,
        out=folder / "out",
    )
    return build(assemble(request)), Facts(now, before, ROOT)


@cache
def named(name: str) -> tuple[ReportView, Facts]:
    with TemporaryDirectory() as folder:
        return made(CASES[name](), Path(folder))


def wrong(view: ReportView, facts: Facts) -> list[str]:
    drafts = list(drafts_in(view))
    assert len(drafts) > 25, "hardly a sentence was found"
    found = [fault for draft in drafts for fault in faults(facts, draft)]
    found += [fault for about, draft in pages(view, facts) for fault in astray(about, draft)]
    printed = list(pairs(view, facts))
    assert len(printed) > 150, "hardly a number was compared"
    found += [f"{what}: printed {given!r}, recomputed {made!r}" for what, given, made in printed if given != made]
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_number_and_every_claim(name: str) -> None:
    found = wrong(*named(name))
    assert not found, "\n".join(found)


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(RANDOM))
def test_random_answers(seed: int, tmp_path: Path) -> None:
    found = wrong(*made(random_case(seed), tmp_path))
    assert not found, "\n".join(found)


def test_every_kind_of_claim_is_met() -> None:
    met = {claim.kind for name in EVERY_KIND for draft in drafts_in(named(name)[0]) for claim in draft.claims}
    assert CHECKS.keys() - met == NEVER_MET.keys()


def test_a_quantity_is_printed_alike_wherever_it_stands() -> None:
    view, facts = named("example")
    printed: dict[tuple[str, str], set[str]] = {}
    for draft in drafts_in(view):
        for claim in draft.claims:
            if claim.kind in {"score", "gap", "target", "change", "score_before", "score_answered", "score_shown"}:
                printed.setdefault((claim.kind, claim.of[0]), set()).add(claim.said)
    for row, node in zip(view.profile.rows, facts.book.parts, strict=True):
        cells = {
            "score": row.as_answered,
            "score_answered": row.as_answered,
            "score_shown": row.as_shown,
            "score_before": row.before,
            "target": row.target,
        }
        cells |= {"gap": row.gap} if row.gap.strip("0.") else {}
        for kind, text in cells.items():
            printed.setdefault((kind, node.id), set()).add(text)
    for phase, node in zip(view.answer.phases, facts.book.top, strict=True):
        printed["score", node.id].add(phase.now)
        printed["change", node.id].add(phase.change)
    for page in view.phases:
        for part in page.parts:
            printed["score", part.anchor.removeprefix("at-")].add(part.score)
    printed["score", facts.book.whole.id].add(view.answer.number)
    assert len(printed) > 80
    assert not {what: said for what, said in printed.items() if len(said) > 1}

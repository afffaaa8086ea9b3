"""Scores and findings as sheets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.report.confidential import SUPPRESSED
from cxdna.documents.report.planned import actions_for
from cxdna.documents.workbook.sheet import Column, Paper, Row, page
from cxdna.findings.model import PartChange
from cxdna.scores.model import PartScore, QuestionScore
from cxdna.scores.model import State as ScoreState
from cxdna.statistics.display import counted, listed, shown
from cxdna.tables.layout import Page

STATES: Final[dict[ScoreState, str]] = {
    "scored": "",
    "not_applicable": "not applicable",
    "unanswered": "no number given",
    "hidden": "not asked",
    "withheld": f"{SUPPRESSED} kept confidential",
}
"""Why a question has no score."""


def scores(material: Material, on: Paper) -> Page:
    """Return the whole, every part and every question with both values, target, gap, share, change and level."""
    before = material.before or "Before"
    columns = (
        Column("What", 12),
        Column("No.", 7),
        Column("Name", 46),
        Column("Part of", 24),
        Column("As answered", 10, "score"),
        Column("As shown by evidence", 10, "score"),
        Column("Target", 8, "score"),
        Column("Target by", 12, "date"),
        Column("Gap", 8, "score"),
        Column("Share of all gaps", 9, "share"),
        Column(f"{before} on comparable questions", 12, "score"),
        Column("Change on comparable questions", 12, "change"),
        Column("Level reached", 28),
        Column("Spread", 8, "score"),
        Column("Note", 18),
    )
    shares = {gap.part: gap.share for gap in material.findings.gaps}
    rows = [_part(material, material.scores.whole, shares)]
    for part in material.scores.parts:
        rows.append(_part(material, part, shares))
        if part.id in {leaf.id for leaf in material.leaves}:
            rows += [_question(material, material.scores.question(one), part) for one in part.questions]
    return page("Scores", columns, rows, on, still=3)


def _part(material: Material, part: PartScore, shares: dict[str, Fraction]) -> Row:
    is_leaf = part.id in {leaf.id for leaf in material.leaves}
    change = material.change_of(part.id)
    return Row(
        (
            material.playbook.tiers[part.tier - 1] if part.tier else "Whole",
            material.numbers.get(part.id, ""),
            part.name if part.tier else "Overall",
            material.scores.part(part.above[-1]).name if part.above else "",
            part.score.as_answered,
            part.score.as_shown,
            part.target,
            part.target_by,
            part.gap,
            (shares.get(part.id, Fraction(0)) if part.gap is not None else None) if is_leaf else None,
            change.before if change else None,
            change.change if change else None,
            part.level.words if part.level else "no score",
            part.spread,
            f"{SUPPRESSED} {counted(part.coverage.withheld, 'question')} kept confidential"
            if part.coverage.withheld
            else "",
        ),
        strong=not is_leaf or part.tier == 0,
    )


def _question(material: Material, question: QuestionScore, part: PartScore) -> Row:
    change = _changed(material, question.id)
    return Row(
        (
            "Question",
            question_number(question.id),
            material.questions[question.id].practice,
            part.name,
            question.score.as_answered,
            question.score.as_shown,
            None,
            None,
            None,
            None,
            change.before if change else None,
            change.change if change else None,
            "",
            question.spread,
            STATES[question.state],
        )
    )


def _changed(material: Material, question: str) -> PartChange | None:
    found = material.findings.change
    return next((one for one in found.questions if one.part == question), None) if found else None


def findings(material: Material, on: Paper) -> Page:
    """Return all findings, each kind in the order of its rank."""
    columns = (
        Column("Finding", 16),
        Column("Rank", 6, "number"),
        Column("No.", 7),
        Column("About", 44),
        Column("Score", 8, "score"),
        Column("Target", 8, "score"),
        Column("Gap", 8, "score"),
        Column("Share of all gaps", 9, "share"),
        Column("Why", 70, "wide"),
        Column("Actions", 14),
    )
    return page("Findings", columns, list(_findings(material)), on)


def _findings(material: Material) -> Iterator[Row]:
    found = material.findings
    for at, gap in enumerate(found.gaps, 1):
        why = f"Lowest: {_practices(material, gap.lowest)}"
        yield _finding(material, "Gap", at, gap.part, why, (gap.score, gap.target, gap.gap, gap.share))
    for at, strength in enumerate(found.strengths, 1):
        why = f"Highest: {_practices(material, strength.highest)}"
        yield _finding(material, "Strength", at, strength.part, why, (strength.score, None, None, None))
    for at, link in enumerate(found.weakest_links, 1):
        above = material.scores.part(link.part)
        name = above.name if above.tier else "The whole"
        why = f"{name} stands at {shown(link.part_score)}; this is its lowest part"
        if link.child in material.questions:
            why = f"{name} stands at {shown(link.part_score)}; this is its lowest question"
        yield _finding(material, "Weakest link", at, link.child, why, (link.child_score, None, None, None))
    for at, claim in enumerate(found.claims, 1):
        why = f"Claimed {level_label(claim.claimed)}, shown {level_label(claim.shown)}: {claim.reason}"
        yield _finding(material, "Claim unproved", at, claim.question, why, (claim.claimed, None, None, None))
    for at, ground in enumerate(found.open_ground, 1):
        yield _finding(material, "Open ground", at, ground.question, ground.reason, (None, None, None, None))
    for at, one in enumerate(found.disputed, 1):
        score = material.scores.question(one.question).score.on(material.scores.basis)
        why = "; ".join(dispute.reason for dispute in one.disputes)
        yield _finding(material, "Disputed", at, one.question, why, (score, None, None, None))


Figures = tuple[Fraction | None, Fraction | None, Fraction | None, Fraction | None]


def _finding(material: Material, kind: str, rank: int, about: str, why: str, figures: Figures) -> Row:  # noqa: PLR0913, PLR0917 - the columns of a row
    is_question = about in material.questions
    number = question_number(about) if is_question else material.numbers.get(about, "")
    name = material.questions[about].practice if is_question else material.scores.part(about).name
    if is_question:
        actions = listed(one.id for one in material.plan.actions if about in one.closes)
    else:
        actions = listed(one.id for one in actions_for(material, material.scores.part(about)))
    return Row((kind, rank, number, name, *figures, why[:1].upper() + why[1:], actions))


def _practices(material: Material, questions: tuple[str, ...]) -> str:
    return "; ".join(f"{question_number(one)} {material.questions[one].practice}" for one in questions)

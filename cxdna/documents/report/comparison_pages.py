"""The pages that compare: people with people, this time with last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxdna.documents import charts
from cxdna.documents.draft import in_words, joined
from cxdna.documents.material import Material, anchor, level_label, question_number
from cxdna.documents.report.confidential import FEW, SUPPRESSED
from cxdna.documents.report.model import ChangePage, ChangeRow, Disagreement, DisputedRow, HeatCell, HeatRow
from cxdna.documents.wording import compared, groups
from cxdna.documents.wording.grounds import FEW as FEW_PEOPLE
from cxdna.documents.wording.moved import change_headline, direction
from cxdna.findings.model import Change
from cxdna.scores.model import PartScore, QuestionScore, Scores
from cxdna.statistics.display import NO_NUMBER, counted, listed, shown, signed
from cxdna.statistics.exact import exact

MOST_DISPUTED = 6
"""How many disputed questions the page shows; the others stand in the appendix."""
MOST_LISTED = 6
"""How many questions that are left out for one reason are listed; more are counted."""
BY_GROUP = (
    "Each number is the score as answered by that role group alone; its people are counted in the heading. Range: the "
    f"two groups furthest apart, on at least {in_words(groups.SHARED)} questions that both answered, before rounding. "
)
LITTLE = f"In brackets: fewer than {in_words(FEW_PEOPLE)} people, or one question. "
SPREAD = "Spread: the mean distance of the answers from their mean, in levels."
NO_GROUPS = "Scores by role group are kept confidential: no group is large enough to be shown beside the others."
KEPT_BACK = (
    f" {SUPPRESSED} Kept confidential: fewer than {FEW} of the group answered, or the answers of fewer than "
    f"{FEW} others could be worked out. A group's score rests on the questions that may be shown for it."
)


def disagreement(material: Material) -> Disagreement | None:
    """Make the page on where people disagree; None where one person, or too few to show, or one role group answered."""
    people = material.scores.respondents
    if len(material.groups) < 2 or people is None or people < 2:  # noqa: PLR2004 - one voice cannot disagree
        return None
    disputed = material.findings.disputed[:MOST_DISPUTED]
    hidden = len(material.findings.disputed) - len(disputed)
    shown_groups = material.groups if any(scores.respondents for _, scores in material.groups) else ()
    apart = groups.furthest_apart(material)
    rows = (
        tuple(_heat_row(material, part, apart.get(part.id)) for part in material.scores.parts) if shown_groups else ()
    )
    little = any(cell.text.startswith("(") for row in rows for cell in row.cells)
    return Disagreement(
        headline=material.say("disagreement.headline", compared.disagreement_headline(material)),
        deck=material.say("disagreement.deck", joined(groups.group_difference(material), rule="disagreement-deck")),
        groups=tuple(_group_head(name, scores) for name, scores in shown_groups),
        no_groups="" if shown_groups else NO_GROUPS,
        rows=rows,
        disputed=tuple(_disputed_row(material, material.scores.question(one.question)) for one in disputed),
        note=(BY_GROUP if shown_groups else "")
        + (LITTLE if little else "")
        + SPREAD
        + _hidden(hidden)
        + _suppressed(material, shown_groups),
    )


def _group_head(name: str, scores: Scores) -> str:
    return name if scores.respondents is None else f"{name} ({scores.respondents})"


def _suppressed(material: Material, shown_groups: Sequence[tuple[str, Scores]]) -> str:
    return "" if material.named or not shown_groups else KEPT_BACK


def _hidden(count: int) -> str:
    if count < 1:
        return ""
    what = f"{in_words(count).capitalize()} more disputed question{' is' if count == 1 else 's are'}"
    return f" {what} marked on the pages of the components."


def _heat_row(material: Material, part: PartScore, apart: groups.Apart | None) -> HeatRow:
    span = apart.span if apart else None
    return HeatRow(
        name=part.name,
        is_group=bool(material.definitions[part.id].parts),
        cells=tuple(_heat_cell(material, name, scores.part(part.id)) for name, scores in material.groups),
        span=shown(span),
        wide=span is not None and span >= 1,
    )


def _heat_cell(material: Material, group: str, part: PartScore) -> HeatCell:
    value = part.score.as_answered
    if value is None and part.coverage.withheld:
        return HeatCell(text=SUPPRESSED, fill="#eceff1", ink="#4a5563", words="kept confidential")
    if value is None:
        return HeatCell(text=NO_NUMBER, fill="#ffffff", ink="#4a5563")
    reached = sum(level <= value for level in material.levels)
    fill, ink = material.look.ramp[max(reached - 1, 0)]
    little = groups.rests_on_little(material, group, part)
    return HeatCell(text=f"({shown(value)})" if little else shown(value), fill=fill, ink=ink, words=little)


def answer_strip(material: Material, question: QuestionScore) -> tuple[charts.Strip, str]:
    """Draw how many people gave each level of a question, and say it in words."""
    given = dict(question.distribution)
    if question.state == "withheld":
        return charts.strip([]), f"{question_number(question.id)}: kept confidential"
    asked = material.questions[question.id]
    steps = sorted({exact(option.value) for option in asked.options}) if asked.options else list(material.levels)
    counts = [(level_label(level), given.get(level, 0)) for level in steps]
    alt = ", ".join(f"{count} at level {label}" for label, count in counts if count) or "no number"
    return charts.strip(counts), f"{question_number(question.id)}: {alt}"


def _disputed_row(material: Material, question: QuestionScore) -> DisputedRow:
    drawn, alt = answer_strip(material, question)
    return DisputedRow(
        anchor=anchor(question.id),
        number=question_number(question.id),
        practice=material.questions[question.id].practice,
        strip=drawn,
        alt=alt,
        spread=compared.spread_text(question),
        reason=compared.why_disputed(question),
    )


def change_page(material: Material) -> ChangePage | None:
    """Make the page on what changed; None without an earlier assessment."""
    change = material.findings.change
    if change is None:
        return None
    leaves = {part.id for part in material.leaves}
    lines = [
        (
            material.scores.part(one.part).name,
            one.before,
            one.now,
            shown(one.before),
            f"{shown(one.now)} ({signed(one.change)})",
        )
        for one in change.parts
        if one.part in leaves and one.before is not None and one.now is not None
    ]
    panel = {one.part: one for one in (change.panel.whole, *change.panel.parts) if one}
    rows = []
    for one in (change.whole, *change.parts):
        part = material.scores.part(one.part)
        both = panel.get(one.part)
        rows.append(
            ChangeRow(
                anchor=anchor(one.part) if part.tier else "",
                name="Overall" if not part.tier else part.name,
                is_group=not part.tier or bool(material.definitions[one.part].parts),
                before=shown(one.before),
                now=shown(one.now),
                change=signed(one.change),
                panel_before=shown(both.before) if both else NO_NUMBER,
                panel_now=shown(both.now) if both else NO_NUMBER,
                panel_change=signed(both.change) if both else NO_NUMBER,
                direction=direction(one.change),
            )
        )
    return ChangePage(
        headline=material.say("change.headline", change_headline(material, change)),
        deck=material.say("change.deck", compared.change_deck(material, change)),
        before=material.before,
        now=material.now,
        slope=charts.slope(lines, material.levels) if lines else None,
        slope_alt=f"{counted(len(lines), 'score')} from {material.before} to {material.now}; see the table below.",
        rows=tuple(rows),
        panel=material.say("change.panel", compared.panel_line(material, change)),
        panel_shown=change.panel.comparable,
        notes=tuple(_change_notes(change)),
    )


def _change_notes(change: Change) -> Iterator[str]:
    """Yield which questions stand for earlier ones, and which are left out for which reason."""
    carried = [
        f"{question_number(one)} in place of {listed(map(question_number, earlier))}"
        for one, earlier in change.carried_over
    ]
    if carried:
        yield f"Earlier answers carried over: {', '.join(carried)}"
    reasons: dict[str, list[str]] = {}
    for question_id, reason in change.not_comparable:
        reasons.setdefault(reason, []).append(question_number(question_id))
    for reason, numbers in reasons.items():
        said = ", ".join(numbers) if len(numbers) <= MOST_LISTED else counted(len(numbers), "question")
        yield f"Left out, {reason}: {said}"

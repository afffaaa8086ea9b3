"""The appendix: people, answers, remarks, evidence, questions as asked, radar, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cxdna.documents import charts
from cxdna.documents.material import Material, anchor, level_label, question_number
from cxdna.documents.report import decisions, life
from cxdna.documents.report.confidential import FEW, SUPPRESSED
from cxdna.documents.report.counted import counts_by_level
from cxdna.documents.report.method_page import people_by_group
from cxdna.documents.report.model import (
    AnswerCell,
    Appendix,
    Cited,
    CommentRow,
    ComponentPage,
    Derived,
    EvidenceRow,
    Fact,
    Matrix,
    MatrixRow,
    PhasePage,
    QuestionText,
    StepText,
)
from cxdna.organisation.model import Evidence, Respondent
from cxdna.scores.derive import equation
from cxdna.scores.ladder import ladder
from cxdna.scores.model import QuestionScore, Response
from cxdna.statistics.display import NO_NUMBER, counted, long_date
from cxdna.statistics.exact import exact

COUNTED_NOTE = (
    f"How many people chose each level; nothing tells which answers belong to one person. {SUPPRESSED} Kept "
    f"confidential: fewer than {FEW} answers."
)
COLUMNS = 14
"""How many respondents fit beside the practices on one page."""
SPOKES = range(3, 15)
"""How many spokes a radar may have: two make no shape, and from fifteen on long labels would touch."""


def appendix(material: Material, phases: Sequence[PhasePage]) -> Appendix:
    """Make the appendix; of what the pages of the components name from the libraries it has the ids."""
    people = material.answers.respondents
    signs = {person.id: sign for person, sign in zip(people, _signs(len(people)), strict=True)}
    chunks = [people[start : start + COLUMNS] for start in range(0, len(people), COLUMNS)]
    named = material.named
    return Appendix(
        people=tuple((signs[person.id], person.name, f"{person.role}, {person.group}") for person in people if named),
        groups=() if named else tuple((row.group, row.people) for row in people_by_group(material)),
        matrices=tuple(_matrix(material, chunk, signs, several=len(chunks) > 1) for chunk in chunks)
        if named
        else (counts_by_level(material),),
        counts_note="" if named else COUNTED_NOTE,
        comments=_comments(material, signs),
        evidence=tuple(_evidence(material, record) for record in material.answers.evidence),
        questions=_questions(material),
        radar=_radar(material),
        radar_alt=f"Radar of {len(material.leaves)} scores; the profile holds the numbers.",
        decisions=decisions.register(material),
        fingerprints=tuple(Fact(label=label, value=value) for label, value in material.fingerprints),
        closings=life.closings(material),
        restatements=life.restatements(material),
        cited=tuple(_cited(material, [page for phase in phases for page in phase.components])),
        derived=tuple(_derived(material)),
    )


def _cited(material: Material, pages: Sequence[ComponentPage]) -> Iterator[Cited]:
    """Yield the actions and KPIs that the components' pages name, each with its id, in the order of the pages."""
    titles = {one.id: one.title for one in material.actions}
    planned = [row.template for page in pages for row in page.planned]
    offered = [row.id for page in pages for row in page.actions]
    actions = dict.fromkeys(one for one in (*planned, *offered) if one in titles)
    kpis = {row.id: row.name for page in pages for row in page.kpis}
    if actions:
        yield Cited("Actions", tuple((one, titles[one]) for one in actions))
    if kpis:
        formulas = {kpi.id: kpi.formula for kpi in material.kpis}
        yield Cited("KPIs", tuple(kpis.items()), tuple(formulas[one] for one in kpis))


def _signs(count: int) -> list[str]:
    """Name respondents A to Z, then AA, AB and on, for the heads of narrow columns."""
    return [_sign(index) for index in range(count)]


def _sign(index: int) -> str:
    sign = ""
    while index >= 0:
        sign = chr(ord("A") + index % 26) + sign
        index = index // 26 - 1
    return sign


def _matrix(material: Material, people: Sequence[Respondent], signs: dict[str, str], *, several: bool) -> Matrix:
    caption = "Answers by respondent"
    if several:
        caption += f", {signs[people[0].id]} to {signs[people[-1].id]}"
    rows = []
    for question in material.scores.questions:
        said = {response.respondent: response for response in question.responses}
        rows.append(
            MatrixRow(
                anchor=anchor(question.id),
                number=question_number(question.id),
                practice=material.questions[question.id].practice,
                cells=tuple(_cell(question, said.get(person.id)) for person in people),
                median=level_label(question.score.as_answered) if question.score.as_answered is not None else NO_NUMBER,
            )
        )
    heads = tuple(AnswerCell(sign=signs[person.id], words=person.name) for person in people)
    return Matrix(caption=caption, heads=heads, rows=tuple(rows))


def _cell(question: QuestionScore, response: Response | None) -> AnswerCell:
    if response is None:
        return AnswerCell(sign="\N{MIDDLE DOT}", words="no answer" if question.state != "hidden" else "not asked")
    if response.not_applicable is not None:
        return AnswerCell(sign="n", words="not applicable")
    if response.value is None:
        return AnswerCell(sign="d", words="don't know")
    label = level_label(response.value)
    return AnswerCell(sign=label, words=f"level {label}")


def _comments(material: Material, signs: dict[str, str]) -> tuple[CommentRow, ...]:
    rows = []
    for question in material.scores.questions:
        for response in question.responses:
            if response.not_applicable:
                rows.append((question.id, response.respondent, f"Not applicable: {response.not_applicable}"))
            if response.comment:
                rows.append((question.id, response.respondent, response.comment))
        rows.extend((question.id, "", remark) for remark in question.remarks)
    return tuple(CommentRow(number=question_number(one), who=signs.get(who, ""), text=text) for one, who, text in rows)


def _evidence(material: Material, record: Evidence) -> EvidenceRow:
    kinds = {kind.id: kind for kind in material.playbook.evidence.kinds}
    uses = [(one.id, use) for one in material.scores.questions for use in one.verdict.uses if use.id == record.id]
    if not uses:
        state = "cited by no question"
    elif uses[0][1].counts:
        state = "counts"
    else:
        state = uses[0][1].reason
    age = counted(uses[0][1].age_months, "month") if uses else NO_NUMBER
    where = [text for text in (record.file, record.source and f"source: {record.source}") if text]
    if record.owner:
        where.append(f"kept by {record.owner}")
    if record.verified_by:
        where.append(f"seen by {record.verified_by}")
    return EvidenceRow(
        id=record.id,
        title=record.title,
        kind=kinds[record.kind].name + (f", {record.periods} periods" if record.periods > 1 else ""),
        date=long_date(record.date),
        age=age,
        where="; ".join(where),
        link=record.link,
        covers=", ".join(dict.fromkeys(question_number(question) for question, _ in uses)) or NO_NUMBER,
        state=state,
    )


def _questions(material: Material) -> tuple[tuple[str, tuple[QuestionText, ...]], ...]:
    groups = []
    for part in material.leaves:
        texts = []
        for question_id in part.questions:
            question = material.questions[question_id]
            steps = list(zip(material.levels, question.levels, strict=True)) if question.levels else []
            steps = steps or [(exact(one.value), one.text) for one in question.options]
            score = material.scores.question(question_id)
            texts.append(
                QuestionText(
                    anchor=anchor(question_id) + "-asked",
                    number=question_number(question_id),
                    text=question.text,
                    why=question.why,
                    proof=question.proof,
                    levels=tuple(_marked(steps, material.value(score))),
                )
            )
        groups.append((material.label(part.id), tuple(texts)))
    return tuple(groups)


def _marked(steps: Sequence[tuple[Fraction, str]], value: Fraction | None) -> Iterator[StepText]:
    """Yield the levels of a question, with a mark at the last that its score has completed."""
    reached = max((level for level, _ in steps if value is not None and level <= value), default=None)
    yield from (StepText(label=level_label(level), text=text, is_reached=level == reached) for level, text in steps)


def _derived(material: Material) -> Iterator[Derived]:
    """Yield the equations of every part that has a score, those of the whole last."""
    steps = ladder(material.playbook)
    for part in (*material.scores.parts, material.scores.whole):
        answered = equation(part.derivation_as_answered, steps)
        if answered:
            name = "Overall" if not part.tier else material.label(part.id)
            yield Derived(name=name, as_answered=answered, as_shown=equation(part.derivation_as_shown, steps))


def _radar(material: Material) -> charts.Radar | None:
    if len(material.leaves) not in SPOKES:
        return None
    return charts.radar(
        [(part.name, material.value(part), material.start_of_arrow(part.id), part.target) for part in material.leaves],
        material.levels,
    )

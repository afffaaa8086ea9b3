"""The opener of each phase and the page of each component."""

from __future__ import annotations

from fractions import Fraction

from cxdna.definitions.model import ActionTemplate
from cxdna.documents import charts
from cxdna.documents.material import Material, anchor, level_label, question_number
from cxdna.documents.report import planned
from cxdna.documents.report.comparison_pages import answer_strip
from cxdna.documents.report.customers_page import customer_box
from cxdna.documents.report.model import (
    ActionRow,
    ComponentPage,
    NextStep,
    PhasePage,
    PhasePart,
    PracticeRow,
)
from cxdna.documents.report.whole_pages import PROFILE_WIDTH, lifts, part_track, track_alt, waits_for
from cxdna.documents.wording import part as words
from cxdna.documents.wording.derivation import why_this_score
from cxdna.documents.wording.grounds import part_rests_on, question_rests_on
from cxdna.plan.match import Match, match
from cxdna.scores.model import PartScore, QuestionScore
from cxdna.scores.roll_up import WITHHELD
from cxdna.statistics.display import counted, short_month, shown
from cxdna.statistics.exact import exact

NEXT_STEPS = 2
MOST_ACTIONS = 4


def phase_pages(material: Material) -> tuple[PhasePage, ...]:
    """Make an opener for each part of the outermost tier and a page for each part that holds questions."""
    return tuple(_phase(material, part, index) for index, part in enumerate(material.top, start=1))


def _leaves_of(material: Material, part: PartScore) -> list[PartScore]:
    return [leaf for leaf in material.leaves if leaf.id == part.id or part.id in leaf.above]


def _phase(material: Material, part: PartScore, index: int) -> PhasePage:
    leaves = _leaves_of(material, part)
    return PhasePage(
        anchor=anchor(part.id) + "-opener",
        eyebrow=f"{material.playbook.tiers[0]} {index} of {len(material.top)}",
        name=part.name,
        headline=material.say(
            f"phase.{part.id}.headline",
            words.phase_headline(material, part) if part.children else words.component_headline(material, part),
        ),
        deck=material.say(f"phase.{part.id}.deck", words.phase_deck(material, part)),
        aim=material.definitions[part.id].aim,
        good=material.definitions[part.id].good if part.children else "",
        axis=charts.axis_header(material.levels, material.level_names, width=PROFILE_WIDTH),
        parts=tuple(_phase_part(material, leaf) for leaf in leaves),
        components=tuple(_component(material, leaf) for leaf in leaves),
    )


def _phase_part(material: Material, part: PartScore) -> PhasePart:
    strongest, weakest = words.practice_points(material, part)
    return PhasePart(
        anchor=anchor(part.id),
        number=material.numbers[part.id],
        name=part.name,
        aim=material.definitions[part.id].aim,
        score=shown(material.value(part)),
        level=part.level.words if part.level else "no score",
        rests_on=part_rests_on(material, part),
        track=part_track(material, part, PROFILE_WIDTH, 22),
        alt=track_alt(material, part),
        good=material.definitions[part.id].good,
        strongest=material.say(f"component.{part.id}.strongest", strongest),
        weakest=material.say(f"component.{part.id}.weakest", weakest),
    )


def _component(material: Material, part: PartScore) -> ComponentPage:
    above = material.scores.part(part.above[0]).name if part.above else material.scores.whole.name
    rows = tuple(_practice(material, material.scores.question(one)) for one in part.questions)
    matches = match(part, material.scores, material.actions)[:MOST_ACTIONS]
    own = planned.actions_for(material, part)
    return ComponentPage(
        anchor=anchor(part.id),
        eyebrow=f"{above} \N{MIDDLE DOT} {material.label(part.id)}",
        name=part.name,
        headline=material.say(f"component.{part.id}.headline", words.component_headline(material, part)),
        deck=material.say(f"component.{part.id}.deck", words.component_deck(material, part)),
        rests_on=part_rests_on(material, part),
        ladder=_ladder(material, part),
        ladder_alt=track_alt(material, part),
        rows=rows,
        answers_label=f"Answers, level {level_label(material.levels[0])} to {level_label(material.levels[-1])}",
        before=material.before and material.before + (", shown" if material.scores.basis == "as_shown" else ""),
        why=tuple(
            material.say(f"component.{part.id}.why.{name}", line) for name, line in why_this_score(material, part)
        ),
        steps=tuple(_next_step(material, one) for one in _lowest_below_top(material, part)),
        kpis=planned.kpi_rows(material, part, own, matches),
        planned=tuple(planned.planned_row(material, one) for one in own),
        actions=() if own else tuple(_action(material, part, one) for one in matches),
        customers=customer_box(material, part),
    )


def _ladder(material: Material, part: PartScore) -> charts.Ladder:
    marks: list[tuple[str, Fraction, str]] = []
    value, earlier = material.value(part), material.start_of_arrow(part.id)
    if value is not None:
        marks.append(("now", value, f"{shown(value)} in {material.now}"))
    if earlier is not None:
        marks.append(("before", earlier, f"{shown(earlier)} in {material.before}"))
    if part.target is not None:
        marks.append(("target", part.target, f"target {shown(part.target)}"))
    return charts.ladder(marks, material.levels)


def _practice(material: Material, question: QuestionScore) -> PracticeRow:
    drawn, alt = answer_strip(material, question)
    earlier = {one.part: one.before for one in material.findings.change.questions} if material.findings.change else {}
    said = []
    if question.dont_know:
        said.append(f"{question.dont_know} don't know")
    aside = sum(response.not_applicable is not None for response in question.responses)
    if aside:
        said.append(f"{aside} not applicable")
    value = material.value(question)
    # Where the whole part rests on few people its head says so once, for every row.
    few = question_rests_on(material, question)
    if few and not part_rests_on(material, material.scores.part(question.part)):
        said.append(few)
    states = {
        "not_applicable": "not applicable",
        "unanswered": "no number given",
        "hidden": "not asked",
        "withheld": WITHHELD,
    }
    return PracticeRow(
        anchor=anchor(question.id),
        number=question_number(question.id),
        practice=material.questions[question.id].practice,
        strip=drawn if question.numbers else None,
        alt=alt,
        before=shown(earlier.get(question.id)) if earlier.get(question.id) is not None else "",
        median=level_label(question.score.as_answered) if question.score.as_answered is not None else "",
        said=", ".join(said) if value is not None else states.get(question.state, ""),
        shown=level_label(question.score.as_shown) if question.score.as_shown is not None else "",
        is_short=question.score.as_shown != question.score.as_answered,
        evidence=_evidence_in_short(question),
        flag="disputed" if question.disputes else "",
    )


def _evidence_in_short(question: QuestionScore) -> str:
    """Say how many records there are, of when the newest is, and how many do not count; the register names each."""
    answered, proved = question.score.as_answered, question.score.as_shown
    if answered is None or proved is None:
        return ""
    uses = question.verdict.uses
    if not uses:
        return "none" if proved < answered else "none needed"
    newest = f"{'newest ' if len(uses) > 1 else ''}{short_month(max(one.date for one in uses))}"
    idle = sum(not one.counts for one in uses)
    not_counting = f"; {idle} {'does' if idle == 1 else 'do'} not count" if idle else ""
    return f"{counted(len(uses), 'record')}, {newest}{not_counting}"


def _lowest_below_top(material: Material, part: PartScore) -> list[QuestionScore]:
    top = material.levels[-1]
    known = [
        (value, one) for one in words.known_questions(material, part) if (value := material.value(one)) is not None
    ]
    ordered = sorted((pair for pair in known if pair[0] < top), key=lambda pair: pair[0])
    return [one for _, one in ordered[:NEXT_STEPS]]


def _next_step(material: Material, question: QuestionScore) -> NextStep:
    asked = material.questions[question.id]
    value = material.value(question)
    if value is None:
        value = material.levels[0]
    if asked.levels:
        steps = list(zip(material.levels, asked.levels, strict=True))
    else:
        steps = sorted((exact(option.value), option.text) for option in asked.options)
    here = max((step for step in steps if step[0] <= value), default=steps[0])
    after = min((step for step in steps if step[0] > value), default=steps[-1])
    return NextStep(
        number=question_number(question.id),
        practice=asked.practice,
        here_label=f"Level {level_label(here[0])}, reached",
        here=here[1],
        next_label=f"Level {level_label(after[0])}, next",
        next=after[1],
        proof=_needed(question),
    )


def _needed(question: QuestionScore) -> str:
    """Say what evidence is still needed; where it lags behind the answer, how far it reaches."""
    needs, answered = question.verdict.next_needs, question.score.as_answered
    if not needs:
        return ""
    if answered is not None and question.verdict.supports < answered:
        return f"Evidence reaches level {level_label(question.verdict.supports)} so far; {needs}."
    return f"{needs[:1].upper()}{needs[1:]}."


def _action(material: Material, part: PartScore, one: Match) -> ActionRow:
    action: ActionTemplate = one.action
    return ActionRow(
        id=action.id,
        title=action.title,
        lifts=lifts(one.question or part.name, action.to_level),
        owner=action.owner_role,
        takes=f"{counted(action.weeks, 'week')}, {action.effort} effort",
        needs=waits_for(material, one),
    )

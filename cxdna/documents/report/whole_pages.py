"""The pages about the whole: cover, the answer, how to read, profile."""

from __future__ import annotations

from fractions import Fraction

from cxdna.documents import charts
from cxdna.documents.material import Material, anchor, level_label, question_number
from cxdna.documents.report import confidential, decisions, life, planned, room
from cxdna.documents.report.customers_page import as_customers_see
from cxdna.documents.report.model import (
    AnswerPage,
    Cover,
    Fact,
    LevelWords,
    Move,
    PhaseRow,
    Point,
    Profile,
    ProfileRow,
    Reading,
)
from cxdna.documents.wording import answer as answer_words
from cxdna.documents.wording import part as part_words
from cxdna.documents.wording import whole as words
from cxdna.documents.wording.grounds import is_sketch, part_rests_on, who_answered
from cxdna.documents.wording.moved import direction, plural
from cxdna.findings.pair import comparable_words
from cxdna.plan.match import Match, match
from cxdna.scores.model import PartScore
from cxdna.statistics.display import counted, listed, long_date, percent, shown, signed
from cxdna.statistics.exact import exact

POINTS = 3
"""How many points stand on each side of the answer page."""
LEAST = 3
"""How many decisions are worth setting the page small for."""
PHASE_WIDTH, PROFILE_WIDTH = 300.0, 215.0
CUSTOMERS = (
    "Customers: what they say to the questions that belong to a part, on 1 to 5; a mean of feelings beside a level of "
    "practice, to be read side by side and not as a difference."
)


def cover(material: Material) -> Cover:
    """Make the cover."""
    head, coverage = material.answers.assessment, material.scores.whole.coverage
    noun = material.playbook.tiers[-1].lower()
    ground = f"{counted(len(material.leaves), noun, plural(noun))}, {counted(coverage.asked, 'question')}"
    if coverage.not_applicable:
        ground += f", {coverage.not_applicable} not applicable"
    if coverage.withheld:
        ground += f", {coverage.withheld} kept confidential"
    answered = confidential.who_answered(material)
    facts = [
        Fact("Prepared for", head.prepared_for),
        Fact("Prepared by", head.prepared_by),
        Fact("Scope", f"{head.scope}; {ground}" if head.scope else ground),
        Fact("Who answered", f"{answered}; {head.setting}" if head.setting else answered),
        Fact("Answers", confidential.KEPT[head.mode]),
        Fact("Compared with", _compared_with(material)),
        planned.on_the_cover(material),
        *life.on_the_cover(material),
    ]
    return Cover(
        kind=f"{head.title} \N{MIDDLE DOT} full report",
        organisation=material.client,
        answer=material.say("cover.answer", words.cover_answer(material)),
        sketch=who_answered(people) if is_sketch(people := material.scores.respondents) else "",
        facts=tuple(fact for fact in facts if fact.value),
    )


def _compared_with(material: Material) -> str:
    change = material.findings.change
    if change is None:
        return "Nothing: no earlier assessment was given"
    people = change.panel.people
    return (
        f"{change.earlier_title}, closed {long_date(change.earlier_date)}: "
        f"{comparable_words(len(change.comparable), change.asked)}"
        + ("" if people is None else f", {counted(people, 'person', 'people')} answered both times")
    )


def answer_page(material: Material) -> AnswerPage:
    """Make the answer on one page; of the decisions as many as there is room for."""
    whole = material.scores.whole
    held = [material.scores.part(one.part) for one in material.findings.strengths[:POINTS]]
    back = [material.scores.part(one.part) for one in material.findings.gaps[:POINTS]]
    headline = material.say("answer.headline", answer_words.answer_headline(material))
    lines = tuple(material.say(f"answer.{name}", line) for name, line in answer_words.answer_lines(material))
    holds = tuple(_holds(material, part) for part in held)
    holds_back = tuple(_holds_back(material, part) for part in back)
    level = whole.level.words if whole.level else ""
    ground = who_answered(material.scores.respondents)
    strip, asked = decisions.strip(material), decisions.asked(material)
    planned_already = bool(material.plan.actions)
    drafted = decisions.of_plan(material) if planned_already else tuple(_moves(material, back))
    moves = () if material.plan.decisions else drafted
    names = [part.name for part in material.top]
    taken = room.above(headline, (ground, *(line.printed for line in lines)), level, names, (holds, holds_back))
    taken += room.below(strip)
    least = room.decisions(asked[:LEAST]) + (room.NOTE if len(asked) > LEAST else 0)
    setting = room.setting(taken + room.moves(moves) + least)
    asked = asked[: room.fitting(asked, room.ROOM / room.SETTINGS[setting] - taken)]
    return AnswerPage(
        headline=headline,
        number=shown(material.value(whole)),
        scale=f"of {level_label(material.levels[-1])}",
        level=level,
        ground=ground,
        lines=lines,
        axis=charts.axis_header(material.levels, material.level_names, width=PHASE_WIDTH),
        tier=material.playbook.tiers[0],
        before=material.before,
        now=material.now,
        phases=tuple(_phase_row(material, part) for part in material.top),
        holds=holds,
        holds_rule="highest scores outside the largest gaps",
        holds_back=holds_back,
        holds_back_rule="largest weighted gaps",
        moves=moves,
        moves_from="the plan" if planned_already else "the action library",
        decisions=asked,
        decisions_note=decisions.note(material, len(asked)),
        strip=strip,
        setting=setting,
    )


def track_alt(material: Material, part: PartScore) -> str:
    """Say in words what a track shows."""
    earlier = material.start_of_arrow(part.id)
    pieces = [f"{material.before}: {shown(earlier)}"] if earlier is not None else []
    pieces.append(f"{material.now}: {shown(material.value(part))}")
    pieces.append(f"target {shown(part.target)}")
    pieces.append(f"as shown by evidence {shown(part.score.as_shown)}")
    return f"{part.name}, " + ", ".join(pieces)


def part_track(material: Material, part: PartScore, width: float, height: float = 18) -> charts.Track:
    """Place a part's marks on the axis of the ladder."""
    other = part.score.as_shown if material.scores.basis == "as_answered" else None
    return charts.track(
        material.levels,
        before=material.start_of_arrow(part.id),
        now=material.value(part),
        target=part.target,
        shown=other,
        width=width,
        height=height,
    )


def _phase_row(material: Material, part: PartScore) -> PhaseRow:
    change = material.change_of(part.id)
    moved = change.change if change else None
    return PhaseRow(
        name=part.name,
        track=part_track(material, part, PHASE_WIDTH, 24),
        alt=track_alt(material, part),
        now=shown(material.value(part)),
        change=signed(moved) if change else "",
        fell=direction(moved) == "down",
    )


def _holds(material: Material, part: PartScore) -> Point:
    return Point(
        title=material.say(f"answer.holds.{part.id}.title", part_words.point_title(material, part, with_gap=False)),
        rests_on=part_rests_on(material, part),
        text=material.say(
            f"answer.holds.{part.id}.text",
            part_words.practice_point(material, part_words.highest(material, part), "highest"),
        ),
        anchor=anchor(part.id),
    )


def _holds_back(material: Material, part: PartScore) -> Point:
    return Point(
        title=material.say(f"answer.holds_back.{part.id}.title", part_words.point_title(material, part, with_gap=True)),
        rests_on=part_rests_on(material, part),
        text=material.say(
            f"answer.holds_back.{part.id}.text",
            part_words.practice_point(material, part_words.lowest(material, part), "lowest"),
        ),
        anchor=anchor(part.id),
    )


def _moves(material: Material, parts: list[PartScore]) -> list[Move]:
    moves = []
    for part in parts:
        ready = sorted(match(part, material.scores, material.actions), key=lambda one: bool(one.waits_for))
        if not ready:
            continue
        action = ready[0].action
        title, because = words.decision(material, part, ready[0])
        moves.append(
            Move(
                title=material.say(f"answer.decision.{action.id}.title", title),
                who=action.owner_role,
                takes=counted(action.weeks, "week"),
                lifts=lifts(ready[0].question or material.label(part.id), action.to_level),
                needs=waits_for(material, ready[0]),
                because=material.say(f"answer.decision.{action.id}.why", because),
                anchor=anchor(part.id),
            )
        )
    return moves


def waits_for(material: Material, one: Match) -> str:
    """Say what must stand first and does not yet; empty when the action can start."""
    waits = [f"{material.scores.part(need.part).name} at {level_label(exact(need.at))}" for need in one.waits_for]
    return f"first {listed(waits)}" if waits else ""


def lifts(what: str, high: float) -> str:
    """Say what an action lifts and to which level."""
    return f"{question_number(what)} to level {level_label(exact(high))}"


def level_words(material: Material) -> tuple[LevelWords, ...]:
    """Return the ladder with its colours."""
    return tuple(
        LevelWords(label=level_label(exact(level.value)), name=level.name, meaning=level.meaning, fill=fill, ink=ink)
        for level, (fill, ink) in zip(material.playbook.levels, material.look.ramp, strict=True)
    )


def reading(material: Material) -> Reading:
    """Make the page that says how to read the rest."""
    headline = (
        "Headline, gaps and change rest on what people answered."
        if material.scores.basis == "as_answered"
        else "Headline, gaps and change rest on what evidence shows."
    )
    notes = [
        (
            "Score",
            "A question's score is the median of what people answered; a part's score follows from its questions.",
        ),
        ("Level", "The level in words is the last one completed: 2.6 has completed level 2 and is on the way to 3."),
        ("As answered, as shown", f"Every score has two values: as answered, and as evidence shows it. {headline}"),
        ("Gap", "Target minus score. Differences are taken before rounding, so a last digit may seem to disagree."),
        (
            "Drafted",
            (
                "Headlines and comments are drafted by stated rules from the numbers beside them and are not anybody's "
                "opinion, but for those that the colophon, on the last page, names as written."
            ),
        ),
    ]
    return Reading(levels=level_words(material), notes=tuple(Fact(label=label, value=value) for label, value in notes))


def profile(material: Material) -> Profile:
    """Make the profile of all parts."""
    named = {gap.part for gap in material.findings.gaps[:POINTS]}
    shares = {gap.part: gap.share for gap in material.findings.gaps}
    by = {target.by for target in material.answers.targets}
    note = (
        f"Score: {_method_of_leaves(material)}; each question by the median of its answers. Gap: target minus score "
        f"{'as answered' if material.scores.basis == 'as_answered' else 'as shown by evidence'}, nothing where the "
        "target is met. Share: of all gaps, weighted as the parts weigh in the whole. Shaded: the largest gaps. "
        "Target: as it was set; a part of parts for which none was set has what those of its parts come to."
    )
    if len(by) == 1 and (day := by.pop()):
        note += f" Targets set for this assessment are for {long_date(day)}."
    if any(material.start_of_arrow(part.id) is None and material.earlier(part.id) for part in material.scores.parts):
        note += f" {material.before}: only where both scores rest on the same questions; What changed has the others."
    if material.alignment and material.alignment.parts:
        note += f" {CUSTOMERS}"
    return Profile(
        headline=material.say("profile.headline", words.gap_share(material)),
        deck=material.say("profile.deck", words.profile_deck(material)),
        first_column=f"{material.playbook.tiers[0]} and {material.playbook.tiers[-1].lower()}"
        if len(material.playbook.tiers) > 1
        else material.playbook.tiers[0],
        axis=charts.axis_header(material.levels, material.level_names, width=PROFILE_WIDTH),
        before=material.before,
        now=material.now,
        rows=tuple(_profile_row(material, part, named, shares) for part in material.scores.parts),
        note=note,
    )


def _method_of_leaves(material: Material) -> str:
    methods = {part.derivation(material.scores.basis).method for part in material.leaves}
    name = methods.pop().replace("_", " ") if len(methods) == 1 else "by the method of each part"
    return f"{name} of the questions of a {material.playbook.tiers[-1].lower()}"


def _profile_row(material: Material, part: PartScore, named: set[str], shares: dict[str, Fraction]) -> ProfileRow:
    is_group = bool(material.definitions[part.id].parts)
    return ProfileRow(
        anchor=anchor(part.id),
        name=part.name,
        is_group=is_group,
        shaded=part.id in named,
        track=None if is_group else part_track(material, part, PROFILE_WIDTH),
        alt=track_alt(material, part),
        as_answered=shown(part.score.as_answered),
        as_shown=shown(part.score.as_shown),
        before=shown(material.start_of_arrow(part.id)) if material.findings.change else "",
        target=shown(part.target),
        gap="" if is_group else shown(part.gap),
        share="" if is_group else percent(shares.get(part.id, Fraction(0)) if part.gap is not None else None),
        customers=as_customers_see(material, part),
    )

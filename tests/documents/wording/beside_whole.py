"""The numbers of the pages about the whole: cover, answer and profile, against what was recomputed."""

import re
from collections.abc import Iterator
from fractions import Fraction

from cxdna.documents.draft import Draft
from cxdna.documents.report.model import ProfileRow, ReportView
from tests.documents.wording.beside import Pair, alt, anchor, fell, waits_for
from tests.documents.wording.display import (
    DASH,
    counted,
    listed,
    long_date,
    number_of,
    percent,
    seen,
    short,
    shown,
    signed,
)
from tests.documents.wording.facts import Facts


def frame(view: ReportView, facts: Facts) -> Iterator[Pair]:
    head = facts.answers["assessment"]
    name = facts.answers["organisation"]["name"]
    yield "title", view.title, f"{name}: {head['title']}, full report"
    yield "document", (view.document, view.cover.kind), (f"{head['title']} \u00b7 full report",) * 2
    yield "footer", f"closed {long_date(head['date'])}" in view.footer, True
    yield "created", view.created, f"{head['date']}T00:00:00+00:00"
    labels = [short(level) for level in facts.book.levels]
    levels = [(level.label, level.name) for level in view.reading.levels]
    yield "levels", levels, list(zip(labels, facts.book.names, strict=True))
    axes = (view.answer.axis, view.profile.axis, *(phase.axis for phase in view.phases))
    yield "axes", [[tick.label for tick in axis.ticks] for axis in axes], [labels] * len(axes)


def cover(view: ReportView, facts: Facts) -> Iterator[Pair]:
    said = {fact.label: fact.value for fact in view.cover.facts}
    people = counted(len(facts.scored.sheets), "person", "people")
    roles = listed([f"{group} ({count})" for group, count in facts.people_by_group.items()])
    setting = facts.answers["assessment"].get("setting")
    who = f"{people}: {roles}" if facts.scored.people > 0 else "Fewer than five people"
    yield "who answered", said["Who answered"], who + (f"; {setting}" if setting else "")
    mode = facts.answers["assessment"].get("mode", "named")
    yield "mode", said.get("Answers", "named").split(":")[0].lower(), mode
    states = facts.states(facts.book.whole.id)
    asked = len(states) - states.count("hidden")
    noun = facts.book.tiers[-1].lower()
    ground = f"{counted(len(facts.leaves), noun)}, {counted(asked, 'question')}"
    if aside := states.count("not_applicable"):
        ground += f", {aside} not applicable"
    if withheld := states.count("withheld"):
        ground += f", {withheld} kept confidential"
    yield "scope", said["Scope"].split("; ")[-1], ground
    if facts.earlier:
        both = facts.people[0] & facts.people[1]
        date = long_date(facts.earlier.answers["assessment"]["date"])
        are = "is" if len(facts.comparable) == 1 else "are"
        compared = f"{len(facts.comparable)} of {counted(facts.asked, 'question')} {are} comparable"
        panel = "" if facts.panel_kept else f", {counted(len(both), 'person', 'people')} answered both times"
        title = facts.earlier.answers["assessment"]["title"]
        yield "compared with", said["Compared with"], f"{title}, closed {date}: {compared}{panel}"
    yield "sketch", view.cover.sketch, facts.who_answered if 0 < facts.scored.people < 5 else ""
    yield "closed", said["Closed"].split(", ")[0], long_date(facts.scored.date)


def answer(view: ReportView, facts: Facts) -> Iterator[Pair]:
    page, whole = view.answer, facts.book.whole.id
    value = facts.value(whole)
    yield "overall", page.number, shown(value)
    yield "scale", page.scale, f"of {short(facts.book.levels[-1])}"
    yield "level", page.level, "" if value is None else facts.book.level_words(value)
    yield "ground", page.ground, facts.who_answered
    for point in (*page.holds, *page.holds_back):
        part = point.anchor.removeprefix("at-")
        yield f"{part} rests on", point.rests_on, facts.part_rests_on(part)
    yield "labels", (page.before, page.now), (facts.called("before"), facts.called("now"))
    yield "phases", len(page.phases), len(facts.book.top)
    for row, node in zip(page.phases, facts.book.top, strict=True):
        moved = facts.moved(node.id) if facts.earlier else None
        yield f"{node.id} on the answer page", row.name, node.name
        yield f"{node.id} now", row.now, shown(facts.value(node.id))
        yield f"{node.id} change", row.change, signed(moved) if facts.earlier else ""
        yield f"{node.id} fell", row.fell, seen(moved) == -1
        yield f"{node.id} chart", (row.alt, row.track.fell), (alt(node.id, facts), fell(node.id, facts))
    yield "holds", [point.anchor for point in page.holds], [anchor(part) for part in facts.strengths[:3]]
    back = list(facts.gaps)[:3]
    yield "holds back", [point.anchor for point in page.holds_back], [anchor(part) for part in back]
    for move in () if facts.assessment.plan.get("actions") else page.moves:
        action = {one["title"]: one for one in facts.actions.values()}[_drafted(move.title)]
        what = action.get("question") or ""
        lifted = number_of(what) if what else move.lifts.split(" to ")[0]
        yield f"move {action['id']} reason", _drafted(move.because), facts.reason(action)
        yield f"move {action['id']}", move.lifts, f"{lifted} to level {action['to_level']}"
        yield f"move {action['id']} needs", move.needs, waits_for(action, facts)
        yield f"move {action['id']} takes", move.takes, counted(action["weeks"], "week")


def _drafted(said: Draft) -> str:
    return (said.instead_of or said).text


def profile(view: ReportView, facts: Facts) -> Iterator[Pair]:
    rows = view.profile.rows
    labels = (facts.called("before"), facts.called("now"))
    yield "labels of the profile", (view.profile.before, view.profile.now), labels
    dates = {one.get("by") for one in facts.answers.get("targets", ())}
    stated = re.findall(r"[0-9]+ [A-Z][a-z]+ [0-9]{4}", view.profile.note)
    yield "date of the targets", stated, [long_date(date) for date in dates if date and len(dates) == 1]
    yield "parts in the profile", [row.name for row in rows], [node.name for node in facts.book.parts]
    for row, node in zip(rows, facts.book.parts, strict=True):
        yield from _profile_row(row, node.id, facts)
    shares = [int(row.share.rstrip("%")) for row in rows if row.share not in {"", DASH}]
    if facts.gaps:
        yield "shares come to about 100%", abs(sum(shares) - 100) * 2 <= len(shares), True
    elsewhere = [one for one in facts.scored.book.parts if facts.before_on_its_own(one.id) is not None]
    elsewhere = [one for one in elsewhere if facts.before_on_the_same(one.id) is None]
    yield "only on the same questions", "only where both" in view.profile.note, bool(elsewhere)
    largest = [anchor(part) for part in list(facts.gaps)[:3]]
    yield "shaded", sorted(row.anchor for row in rows if row.shaded), sorted(largest)


def _profile_row(row: ProfileRow, part: str, facts: Facts) -> Iterator[Pair]:
    leaf = part in facts.leaves
    before = shown(facts.before_on_the_same(part)) if facts.earlier else ""
    gap, share = "", ""
    if leaf:
        gap = shown(facts.gap(part))
        share = percent(None if facts.gap(part) is None else facts.gaps.get(part, Fraction(0)))
    printed = (row.as_answered, row.as_shown, row.before, row.target, row.gap, row.share)
    answered, proved = (facts.scored.values[basis][part] for basis in ("as_answered", "as_shown"))
    yield (
        f"{part} in the profile",
        printed,
        (shown(answered), shown(proved), before, shown(facts.target(part)), gap, share),
    )
    yield f"{part} chart", row.alt, alt(part, facts)
    yield f"{part} is a group", row.is_group, not leaf
    if row.track:
        yield f"{part} arrow", row.track.fell, fell(part, facts)

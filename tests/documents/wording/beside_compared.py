"""The numbers of the pages that compare people with people and this time with last time."""

import re
from collections.abc import Iterator

from cxdna.documents.report.model import ChangePage, Disagreement
from tests.documents.wording.beside import Pair, anchor, counts, given, given_words, practice_of
from tests.documents.wording.display import DASH, counted, listed, number_of, seen, shown, signed, worded
from tests.documents.wording.facts import Facts
from tests.documents.wording.recompute import Scored


def disagreement(page: Disagreement | None, fills: list[str], facts: Facts) -> Iterator[Pair]:
    wanted = len(facts.groups) > 1 and facts.scored.people > 1
    yield "page on disagreement", page is not None, wanted
    if page is None:
        return
    some = any(scored.people > 0 for scored in facts.groups.values())
    heads = [f"{group} ({scored.people})" if scored.people > 0 else group for group, scored in facts.groups.items()]
    yield "groups", (list(page.groups), bool(page.no_groups)), (heads if some else [], not some)
    for row, node in zip(page.rows, facts.book.parts if some else (), strict=True):
        values = [scored.values["as_answered"][node.id] for scored in facts.groups.values()]
        kept = [bool(scored.withheld & set(scored.inside(node.id))) for scored in facts.groups.values()]
        kept = [away and value is None for away, value in zip(kept, values, strict=True)]
        cells = ["*" if away else shown(value) for away, value in zip(kept, values, strict=True)]
        colours = ["#ffffff" if value is None else fills[facts.book.reached(value)] for value in values]
        colours = ["#eceff1" if away else fill for away, fill in zip(kept, colours, strict=True)]
        little = [
            facts.rests_on_little(group, node.id) if "." in cell else ""
            for group, cell in zip(facts.groups, cells, strict=True)
        ]
        cells = [f"({cell})" if why else cell for cell, why in zip(cells, little, strict=True)]
        words = ["kept confidential" if away else why for away, why in zip(kept, little, strict=True)]
        yield f"{node.id} in words", [cell.words for cell in row.cells], words
        span = facts.span(node.id)
        yield f"{node.id} by group", [cell.text for cell in row.cells], cells
        yield f"{node.id} colours", [cell.fill for cell in row.cells], colours
        yield f"{node.id} is a group", row.is_group, bool(node.children)
        yield f"{node.id} range", (row.span, row.wide), (shown(span), span is not None and span >= 1)
    yield "disputed", [row.anchor for row in page.disputed], [anchor(one) for one in facts.disputed[:6]]
    for disputed, question in zip(page.disputed, facts.disputed, strict=False):
        yield f"{question} number", (disputed.number, disputed.practice), practice_of(question, facts)
        yield f"{question} spread", disputed.spread, shown(facts.scored.spread(question))
        yield f"{question} why", disputed.reason, "; ".join(facts.scored.disputes(question).values())
        yield f"{question} answers", counts(disputed.strip), given(question, facts)
        yield f"{question} answers in words", disputed.alt, given_words(question, facts)
    some_little = any(cell.text.startswith("(") for row in page.rows for cell in row.cells)
    yield "brackets explained", "In brackets" in page.note, some_little
    hidden = len(facts.disputed) - 6
    yield "more disputed", f"{worded(hidden).capitalize()} more disputed question" in page.note, hidden > 0


def change(page: ChangePage | None, facts: Facts) -> Iterator[Pair]:
    yield "page on change", page is not None, facts.earlier is not None
    if page is None:
        return
    yield "labels of change", (page.before, page.now), (facts.called("before"), facts.called("now"))
    nodes = list(facts.book.nodes.values())
    yield "parts compared", [row.name for row in page.rows], ["Overall", *(node.name for node in nodes[1:])]
    for row, node in zip(page.rows, nodes, strict=True):
        moved = facts.moved(node.id)
        yield f"{node.id} compared", (row.before, row.now, row.change), _three(node.id, facts.compared, facts)
        yield f"{node.id} is a group", row.is_group, not node.tier or bool(node.children)
        yield f"{node.id} direction", row.direction, {1: "up", -1: "down", 0: "same", None: ""}[seen(moved)]
        panel = _three(node.id, facts.panel, facts)
        yield f"{node.id} in the panel", (row.panel_before, row.panel_now, row.panel_change), panel
    known = [part for part in facts.leaves if facts.moved(part) is not None]
    lines = page.slope.lines if page.slope else ()
    yield "lines of the slope", [line.name for line in lines], [facts.name(part) for part in known]
    for line, part in zip(lines, known, strict=True):
        before, now, change = _three(part, facts.compared, facts)
        yield f"{part} slope", (line.text_before, line.text_now), (before, f"{now} ({change})")
    yield "slope in words", re.findall(r"[0-9]+ scores?", page.slope_alt), [counted(len(known), "score")]
    yield (
        "panel",
        ((page.panel.instead_of or page.panel).text, page.panel_shown),
        (_panel(facts), facts.panel is not None),
    )
    carried = [
        f"{number_of(one.id)} in place of {listed([number_of(earlier) for earlier in one.stands_for])}"
        for one in facts.assessment.questions
        if one.stands_for and one.id in facts.comparable
    ]
    notes = [f"Earlier answers carried over: {', '.join(carried)}"] if carried else []
    reasons: dict[str, list[str]] = {}
    for question, reason in facts.not_comparable.items():
        reasons.setdefault(reason, []).append(number_of(question))
    left_out = [
        f"Left out, {reason}: {', '.join(questions) if len(questions) <= 6 else f'{len(questions)} questions'}"
        for reason, questions in reasons.items()
    ]
    yield "carried over and not compared", list(page.notes), notes + left_out


def _three(part: str, pair: tuple[Scored, Scored] | None, facts: Facts) -> tuple[str, str, str]:
    if pair is None:
        return DASH, DASH, DASH
    before, now = (shown(side.values[facts.basis][part]) for side in pair)
    return before, now, signed(facts.moved(part, pair))


def _panel(facts: Facts) -> str:
    if facts.panel_kept:
        return f"People who answered both times: {facts.panel_kept}."
    before, now = facts.people
    both = len(before & now)
    people = f"{worded(both)} {'person' if both == 1 else 'people'}" if both else "nobody"
    gone, new = (worded(count) if (count := len(one)) else "none" for one in (before - now, now - before))
    text = f"{people.capitalize()} answered both times, {gone} last time only and {new} this time only"
    if facts.panel is None:
        return f"{text}: too few to compare."
    moved = facts.moved(facts.book.whole.id, facts.panel)
    if moved is None:
        return f"{text}."
    how = f"changed by {signed(moved)}" if seen(moved) else "did not change"
    return f"{text}; among those who answered both times the overall score {how}."

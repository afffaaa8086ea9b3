"""The numbers of the chapter on method and of the appendix."""

import re
from collections.abc import Iterator
from fractions import Fraction

from cxdna.documents.report.model import Appendix, ReportView
from tests.documents.wording.beside import Pair, anchor, practice_of
from tests.documents.wording.claims_of_evidence import check_equation, worked_out
from tests.documents.wording.display import DASH, counted, listed, long_date, number_of, percent, short, shown
from tests.documents.wording.facts import Facts
from tests.documents.wording.recompute import Reply, need_words


def method(view: ReportView, facts: Facts) -> Iterator[Pair]:
    page, scored = view.method, facts.scored
    states = facts.states(facts.book.whole.id)
    asked = len(states) - states.count("hidden")
    applies = asked - states.count("not_applicable")
    share = percent(Fraction(states.count("scored"), applies) if applies else None)
    said = {fact.label: fact.value for fact in page.coverage}
    yield "asked", said["Questions asked"], str(asked)
    yield "scored", said["With a score"], f"{states.count('scored')} ({share} of those that apply)"
    yield "not applicable", said["Not applicable"], str(states.count("not_applicable"))
    yield "unanswered", said["No number given"], str(states.count("unanswered"))
    yield "counts answers", page.counts_answers, scored.named
    withheld = states.count("withheld")
    yield "withheld", said.get("Kept confidential: fewer than five answers"), str(withheld) if withheld else None
    if not scored.named:
        sizes = {group: "*" if scored.people < 0 else str(count) for group, count in facts.people_by_group.items()}
        yield "people", {row.group: row.people for row in page.groups}, sizes
        yield "nothing else", {(row.answers, row.dont_know, row.not_applicable) for row in page.groups}, {("", "", "")}
    hidden = states.count("hidden")
    yield "hidden", said.get("Not asked: does not fit the organisation"), str(hidden) if hidden else None
    group = {one["id"]: one["group"] for one in facts.answers["respondents"]}
    replies = [(group[reply.person], reply) for found in scored.replies.values() for reply in found]
    for row in page.groups if scored.named else ():
        own = [reply for name, reply in replies if name == row.group]
        numbers, asides = sum(one.value is not None for one in own), sum(one.aside is not None for one in own)
        printed = (row.answers, row.dont_know, row.not_applicable)
        members = [one["id"] for one in facts.answers["respondents"] if one["group"] == row.group]
        yield f"people of {row.group}", row.people, str(sum(person in scored.sheets for person in members))
        yield f"answers of {row.group}", printed, tuple(map(str, (numbers, len(own) - numbers - asides, asides)))
    left_out = [number_of(one) for one in scored.questions if scored.state(one) != "scored"]
    yield "left out", [line.split(" ", 1)[0] for line in page.left_out], left_out
    for line in page.worked:
        yield f"worked: {line}", wrong_step(line), ""
    rule = facts.book.source["evidence"]
    fresh = [(kind["name"], counted(kind["fresh_months"], "month")) for kind in rule["kinds"]]
    yield "kinds of evidence", [(name, months) for name, _, months in page.evidence_kinds], fresh
    yield (
        "levels of evidence",
        list(page.evidence_levels),
        [(str(one["level"]), listed([need_words(need) for need in one["needs"]])) for one in rule["levels"]],
    )
    sketch = [line for line in page.limits if "a sketch" in line]
    people = counted(len(scored.sheets), "person", "people")
    only = [f"Only {people} answered: a sketch, not a verdict."] if len(scored.sheets) < 5 and scored.named else []
    yield "few people", sketch, only
    above = [line.split()[0] for line in page.limits if "above what evidence shows" in line]
    yield "claims", above, [str(len(facts.claims))] if facts.claims else []


def wrong_step(line: str) -> str:
    """Return the first step of a worked line that does not come to the last, or nothing."""
    for text in line.split("; as shown by evidence: "):
        sides = text.rsplit(": ", 1)[-1].split(" = ")
        numbers = [side for side in sides if re.fullmatch(r"[\d(]([\d.()+/ \u00d7\u2212]*[\d)])?", side)]
        for side in numbers[:-1]:
            if shown(worked_out(side), 2) != numbers[-1]:
                return side
    return ""


def appendix(view: ReportView, facts: Facts) -> Iterator[Pair]:
    page, scored = view.appendix, facts.scored
    people = scored.order
    yield "people", len(page.people), len(people) if scored.named else 0
    if not scored.named:
        sizes = facts.people_by_group.items()
        yield "groups", page.groups, tuple((name, "*" if scored.people < 0 else str(size)) for name, size in sizes)
    rows = [row for matrix in page.matrices for row in matrix.rows]
    questions = list(scored.questions)
    for row in rows:
        question = {number_of(one): one for one in questions}[row.number]
        median = scored.values["as_answered"][question]
        yield f"{question} in the matrix", row.median, DASH if median is None else short(median)
    for row, question in zip(rows, questions, strict=False):
        replies = {reply.person: reply for reply in scored.replies[question]}
        if not scored.named:
            yield f"answers to {question}", [cell.sign for cell in row.cells], _counts(question, facts)
            continue
        signs = [_sign(replies.get(person)) for person in people]
        words = {
            "n": "not applicable",
            "d": "don't know",
            "\u00b7": "not asked" if scored.hidden(question) else "no answer",
        }
        full = [words.get(sign, f"level {sign}") for sign in signs]
        yield (
            f"row of {question}",
            (row.anchor, row.number, row.practice),
            (anchor(question), *practice_of(question, facts)),
        )
        yield (
            f"answers to {question}",
            [(cell.sign, cell.words) for cell in row.cells],
            list(zip(signs, full, strict=True)),
        )
    for evidence, record in zip(page.evidence, scored.records, strict=True):
        users = [one for one in questions if record in scored.evidence(one)]
        printed = (evidence.title, evidence.date, evidence.covers)
        covers = ", ".join(map(number_of, users)) or DASH
        kind = record.name + (f", {record.periods} periods" if record.periods > 1 else "")
        yield f"evidence {evidence.id} kind", evidence.kind, kind
        yield f"evidence {evidence.id}", printed, (record.title, long_date(record.source["date"]), covers)
        state = (record.problem or "counts") if users else "cited by no question"
        yield f"evidence {evidence.id} state", evidence.state, state
        yield f"evidence {evidence.id} age", evidence.age, counted(record.age, "month") if users else DASH
    remarks = [
        number_of(question)
        for question, found in scored.replies.items()
        for text in (
            [text for reply in found for text in (reply.aside, reply.comment if scored.named else "") if text]
            + ([] if scored.named else scored.remarks[question])
        )
    ]
    yield "remarks", [row.number for row in page.comments], remarks
    numbered = [f"{at} {facts.name(part)}" for at, part in enumerate(facts.leaves, start=1)]
    yield "headings of questions", [title for title, _ in page.questions], numbered
    asked = [one for _, questions in page.questions for one in questions]
    in_order = [facts.question(one) for part in facts.leaves for one in facts.scored.inside(part)]
    labels = [short(level) for level in facts.book.levels]
    for text, one in zip(asked, in_order, strict=True):
        yield f"{one.id} as asked", (text.number, text.text), (number_of(one.id), one.text)
        yield f"{one.id} anchor", text.anchor, f"{anchor(one.id)}-asked"
        value = facts.value(one.id)
        reached = [value is not None and facts.book.reached(value) == at for at in range(len(labels))]
        levels = [(step.label, step.text, step.is_reached) for step in text.levels]
        yield f"{one.id} levels", levels, list(zip(labels, one.levels, reached, strict=True))
    yield from _cited(view, facts)
    yield from _derived(page, facts)
    yield "radar", re.findall(r"[0-9]+", page.radar_alt), [str(len(facts.leaves))]


def _cited(view: ReportView, facts: Facts) -> Iterator[Pair]:
    libraries = {
        "Actions": {name: str(one["title"]) for name, one in facts.actions.items()},
        "KPIs": {str(one["id"]): str(one["name"]) for one in facts.kpis},
    }
    for cited in view.appendix.cited:
        names = libraries[cited.library]
        yield f"{cited.library} by id", list(cited.entries), [(one, names.get(one, "")) for one, _ in cited.entries]
        formulas = [one["formula"] for id_, _ in cited.entries for one in facts.kpis if one["id"] == id_]
        yield f"{cited.library} formulas", list(cited.formulas), formulas
    components = [component for phase in view.phases for component in phase.components]
    shown_kpis = dict.fromkeys(row.name for component in components for row in component.kpis)
    yield (
        "KPIs named",
        [name for one in view.appendix.cited if one.library == "KPIs" for _, name in one.entries],
        [*shown_kpis],
    )


def _derived(page: Appendix, facts: Facts) -> Iterator[Pair]:
    nodes = [*facts.book.parts, facts.book.whole]
    known = [node for node in nodes if facts.scored.values["as_answered"][node.id] is not None]
    names = [f"{facts.leaves.index(one.id) + 1} {one.name}" if one.id in facts.leaves else one.name for one in known]
    names = [name if one.tier else "Overall" for one, name in zip(known, names, strict=True)]
    yield "parts derived", [row.name for row in page.derived], names
    for row, node in zip(page.derived, known, strict=True):
        for basis, equation in (("as_answered", row.as_answered), ("as_shown", row.as_shown)):
            yield f"{node.id} {basis} derived", _fault_of(facts, node.id, basis, equation), ""


def _fault_of(facts: Facts, part: str, basis: str, equation: str) -> str:
    """Return what is wrong with the equation of a part."""
    try:
        check_equation(facts, part, basis, equation)
    except (AssertionError, SyntaxError) as wrong:
        return str(wrong) or "it does not come out"
    return ""


def _counts(question: str, facts: Facts) -> list[str]:
    if question in facts.scored.withheld and not facts.scored.hidden(question):
        return ["*"] * len(facts.book.levels)
    numbers = facts.scored.numbers(question)
    return [str(numbers.count(level) or "\u00b7") for level in facts.book.levels]


def _sign(reply: Reply | None) -> str:
    if reply is None:
        return "\u00b7"
    if reply.value is not None:
        return short(reply.value)
    return "d" if reply.aside is None else "n"

"""The numbers of the pages about phases and components."""

from collections.abc import Iterator

from cxdna.documents.report.model import ComponentPage, PhasePage, PracticeRow
from tests.documents.wording import beside_plan
from tests.documents.wording.beside import Pair, alt, anchor, counts, fell, given, given_words, practice_of, waits_for
from tests.documents.wording.display import counted, month_and_year, number_of, short, shown
from tests.documents.wording.facts import Facts


def phase(page: PhasePage, part: str, index: int, facts: Facts) -> Iterator[Pair]:
    leaves = [node for node in facts.book.leaves if part in {node.id, *node.above}]
    yield f"{part} opener", page.eyebrow, f"{facts.book.tiers[0]} {index} of {len(facts.book.top)}"
    yield f"parts of {part}", [row.name for row in page.parts], [node.name for node in leaves]
    for row, component, node in zip(page.parts, page.components, leaves, strict=True):
        value = facts.value(node.id)
        number = str(facts.leaves.index(node.id) + 1)
        level = "no score" if value is None else facts.book.level_words(value)
        printed = (row.number, row.score, row.level, row.alt, row.rests_on)
        yield f"{node.id} arrow on the opener", row.track.fell, fell(node.id, facts)
        yield (
            f"{node.id} on the opener",
            printed,
            (
                number,
                shown(value),
                level,
                alt(node.id, facts),
                facts.part_rests_on(node.id),
            ),
        )
        yield from _component(component, node.id, facts)


def _component(page: ComponentPage, part: str, facts: Facts) -> Iterator[Pair]:
    number = facts.leaves.index(part) + 1
    yield f"{part} eyebrow", page.eyebrow.split(" \u00b7 ")[-1], f"{number} {facts.name(part)}"
    ends = f"level {short(facts.book.levels[0])} to {short(facts.book.levels[-1])}"
    earlier = facts.called("before")
    if earlier and facts.basis == "as_shown":
        earlier += ", shown"
    yield f"{part} heads", (page.answers_label, page.before), (f"Answers, {ends}", earlier)
    yield f"{part} rests on", page.rests_on, facts.part_rests_on(part)
    value, before = facts.value(part), facts.before_on_the_same(part)
    marks = {f"target {shown(facts.target(part))}"}
    if value is not None:
        marks.add(f"{shown(value)} in {facts.called('now')}")
    if before is not None:
        marks.add(f"{shown(before)} in {facts.called('before')}")
    yield f"{part} ladder", {mark.text for mark in page.ladder.marks}, marks
    yield f"{part} ladder in words", page.ladder_alt, alt(part, facts)
    questions = facts.scored.inside(part)
    yield f"{part} practices", [row.anchor for row in page.rows], [anchor(one) for one in questions]
    for row, question in zip(page.rows, questions, strict=True):
        yield from _practice(row, question, facts)
    top, known = facts.book.levels[-1], facts.known(questions)
    lowest = sorted((one for one in known if known[one] < top), key=lambda one: known[one])[:2]
    yield f"{part} next steps", [step.number for step in page.steps], [number_of(one) for one in lowest]
    for step, question in zip(page.steps, lowest, strict=True):
        at, texts = facts.book.reached(known[question]), facts.question(question).levels
        labels = [short(level) for level in facts.book.levels]
        yield f"{question} here", (_level(step.here_label), step.here), (labels[at], texts[at])
        yield f"{question} next", (_level(step.next_label), step.next), (labels[at + 1], texts[at + 1])
        needs = facts.scored.next_needs(question)
        supports, answered = facts.scored.supports(question), facts.scored.values["as_answered"][question]
        proof = f"{needs[0].upper()}{needs[1:]}." if needs else ""
        if needs and answered is not None and supports < answered:
            proof = f"Evidence reaches level {short(supports)} so far; {needs}."
        yield f"{question} proof", step.proof, proof
    by_title = {source["title"]: source for source in facts.actions.values()}
    for action in page.actions:
        source = by_title[action.title]
        lifted = number_of(source["question"]) if source.get("question") else facts.name(part)
        lifts = f"{lifted} to level {source['to_level']}"
        takes = f"{counted(source['weeks'], 'week')}, {source['effort']} effort"
        yield f"action {action.title}", (action.title, action.lifts, action.takes), (source["title"], lifts, takes)
        yield f"action {action.title} is for a gap", bool(facts.gap(part)), True
        yield f"action {action.title} needs", action.needs, waits_for(source, facts)
    yield from beside_plan.component(page, part, facts)


def _level(label: str) -> str:
    return label.removeprefix("Level ").split(",")[0]


def _practice(row: PracticeRow, question: str, facts: Facts) -> Iterator[Pair]:
    scored = facts.scored
    yield f"{question} row", (row.number, row.practice), practice_of(question, facts)
    answered, proved = (scored.values[basis][question] for basis in ("as_answered", "as_shown"))
    yield f"{question} strip", counts(row.strip), given(question, facts) if scored.numbers(question) else []
    yield f"{question} strip in words", row.alt, given_words(question, facts)
    yield f"{question} median", row.median, short(answered) if answered is not None else ""
    before = None
    if facts.earlier and question in facts.comparable:
        before = facts.compared[0].values[facts.basis][question]
    yield f"{question} before", row.before, shown(before) if before is not None else ""
    few = facts.question_rests_on(question)
    aside = sum(reply.aside is not None for reply in scored.replies[question])
    said = [f"{scored.dont_know(question)} don't know"] if scored.dont_know(question) else []
    said += [f"{aside} not applicable"] if aside else []
    said += [few] if few and not facts.part_rests_on(facts.question(question).part) else []
    state = {"not_applicable": "not applicable", "unanswered": "no number given", "hidden": "not asked", "scored": ""}
    state["withheld"] = "fewer than 5 answers: kept confidential"
    yield f"{question} aside", row.said, ", ".join(said) if answered is not None else state[scored.state(question)]
    yield f"{question} disputed", row.flag, "disputed" if scored.disputes(question) else ""
    yield f"{question} shown", row.shown, short(proved) if proved is not None else ""
    yield f"{question} is short of proof", row.is_short, proved != answered
    yield f"{question} evidence", row.evidence, _evidence(question, facts) if answered is not None else ""


def _evidence(question: str, facts: Facts) -> str:
    """Return how many records a question has, how new they are and how many do not count."""
    records = facts.scored.evidence(question)
    if not records:
        return "none" if question in facts.claims else "none needed"
    newest = month_and_year(max(record.source["date"] for record in records))
    idle = sum(bool(record.problem) for record in records)
    aside = f"; {idle} {'does' if idle == 1 else 'do'} not count" if idle else ""
    return f"{counted(len(records), 'record')}, {'newest ' * (len(records) > 1)}{newest}{aside}"

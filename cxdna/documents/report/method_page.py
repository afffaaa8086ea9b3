"""The chapter on method: rules in words, one derivation worked, who answered, limits, how to verify."""

from __future__ import annotations

from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.report import confidential
from cxdna.documents.report.confidential import FEW, SUPPRESSED
from cxdna.documents.report.model import Fact, GroupRow, Method
from cxdna.documents.wording.derivation import worked_example
from cxdna.documents.wording.grounds import is_sketch
from cxdna.documents.wording.moved import plural
from cxdna.findings.out_of_sight import out_of_sight, out_of_sight_words
from cxdna.scores.protect import group_sizes
from cxdna.scores.words import need_words
from cxdna.statistics.display import counted, listed, percent, shown
from cxdna.statistics.exact import exact
from cxdna.voice.indices.rescale import THRESHOLD

METHODS = {
    "mean": "the mean of its {children}; weights play no part",
    "weighted_mean": "the mean of its {children}, each counted by its weight",
    "median": "the median of its {children}",
    "sum": "the sum of the weighted points of its {children}, placed on the ladder from the least to the most possible",
    "minimum": "the lowest of its {children}",
    "maximum": "the highest of its {children}",
    "cumulative_gate": "the highest level passed with all levels below; a {child} of one level is tested there only",
}
AS_SHOWN = (
    "An answer above level {without} counts as high as its evidence reaches by these tables, otherwise as {without}. "
    "Evidence ages: what is older on the closing date than its kind allows does not count."
)
NOT_APPLICABLE = (
    "Where nobody gives a number and at least half of those who answered say so with a reason, the question {policy}. "
    "Among numbers it is a dispute."
)
HOLDS = "Up to three of the highest scores that have reached their target or level {level}, and are no large gap."
VERIFY = (
    "Open the appendix: it holds every question, every answer and every evidence record with its date.",
    "Take the median of the numbers of each question of a part, then follow the method of the part as above.",
    "Or ask the author for the answers file and run cxdna score on it: it prints the same scores and fingerprint.",
    "The fingerprint changes when an answer, date, target, record, question or rule of the playbook does.",
)
VERIFY_COUNTS = (
    "Open the appendix: it holds how many chose each level of a question, and every evidence record with its date.",
    "Take the median of the levels of each question of a part, then follow the method of the part as above.",
    *VERIFY[-1:],
)
CUSTOMERS = (
    "A third value, beside as answered and as shown: the mean of the index of each question that belongs to the part, "
    "each weighed alike, of one matter only, and of 30 answers and more. Answers at the upper levels (4 and 5 of 5) "
    "want an index of 100 answers and more at {mark} or above behind them."
)
POLICY = {
    "left_out": "is left out of the score of its part",
    "counts_as_lowest": "counts as the lowest level",
    "counts_as_target": "counts as the target of its part",
    "blocks": "leaves its part, and the parts above, without a score",
}


def method(material: Material) -> Method:
    """Make the chapter on method."""
    title, worked = worked_example(material)
    return Method(
        headline="How the scores were made, and how anyone can check them",
        rules=_rules(material),
        worked_title=title,
        worked=worked,
        evidence_kinds=tuple(
            (kind.name, kind.counts_as.replace("_", " "), counted(kind.fresh_months, "month"))
            for kind in material.playbook.evidence.kinds
        ),
        evidence_levels=tuple(
            (level_label(exact(level.level)), listed(need_words(need) for need in level.needs))
            for level in material.playbook.evidence.levels
        ),
        groups=_groups(material),
        counts_answers=material.named,
        coverage=_coverage(material),
        left_out=_left_out(material),
        limits=_limits(material),
        verify=VERIFY if material.named else VERIFY_COUNTS,
    )


def _rules(material: Material) -> tuple[Fact, ...]:
    playbook = material.playbook
    unsure = "Don't-knows are counted and shown, never scored." if material.named else "Don't-knows are never scored."
    rules = [("Question", f"The median of the numbers people gave. {unsure}")]
    seen: dict[str, list[str]] = {}
    for part in (material.scores.whole, *material.scores.parts):
        tier = "whole" if part.tier == 0 else playbook.tiers[part.tier - 1].lower()
        child = playbook.tiers[part.tier].lower() if part.children else "question"
        text = METHODS[part.derivation(material.scores.basis).method].format(child=child, children=plural(child))
        seen.setdefault(text, [])
        if tier not in seen[text]:
            seen[text].append(tier)
    rules += [(" and ".join(tiers).capitalize(), text[:1].upper() + text[1:] + ".") for text, tiers in seen.items()]
    without = level_label(exact(playbook.evidence.without))
    rules += [
        (
            "As shown",
            AS_SHOWN.format(without=without),
        ),
        (
            "Not applicable",
            NOT_APPLICABLE.format(policy=POLICY[playbook.policies.not_applicable]),
        ),
        ("Unanswered", f"An unanswered question {POLICY[playbook.policies.unanswered]}; it is never read as zero."),
        ("Level in words", "The last level completed by the unrounded score."),
        (
            "What holds",
            HOLDS.format(level=level_label(material.levels[len(material.levels) // 2])),
        ),
        ("What holds back", "Up to three of the largest gaps, each weighted as its part weighs in the whole."),
        *([("As customers see it", CUSTOMERS.format(mark=shown(THRESHOLD)))] if material.alignment else []),
        ("Rounding", "Scores are exact fractions; only what is printed is rounded, halves up, to one decimal."),
    ]
    return (*(Fact(label=label, value=value) for label, value in rules), *confidential.rules(material))


def _groups(material: Material) -> tuple[GroupRow, ...]:
    if not material.named:
        return people_by_group(material)
    rows: dict[str, list[int]] = {}
    answered = {sheet.respondent for sheet in material.answers.sheets}
    for person in material.answers.respondents:
        if person.id not in answered:
            continue
        rows.setdefault(person.group, [0, 0, 0, 0])[0] += 1
    for question in material.scores.questions:
        for response in question.responses:
            row = rows[response.group]
            row[1] += response.value is not None
            row[2] += response.dont_know
            row[3] += response.not_applicable is not None
    return tuple(GroupRow(group, *(f"{count:,}" for count in counts)) for group, counts in rows.items())


def people_by_group(material: Material) -> tuple[GroupRow, ...]:
    """Return how many people of each role group answered, as far as that may be shown."""
    sizes = group_sizes(material.answers)
    rows = [(group, SUPPRESSED if count is None else f"{count:,}") for group, count in sizes.cells.items()]
    return tuple(GroupRow(group, people, "", "", "") for group, people in rows)


def _coverage(material: Material) -> tuple[Fact, ...]:
    coverage = material.scores.whole.coverage
    facts = [
        ("Questions asked", str(coverage.asked)),
        ("With a score", f"{coverage.scored} ({percent(coverage.share)} of those that apply)"),
        ("Not applicable", str(coverage.not_applicable)),
        ("No number given", str(coverage.unanswered)),
    ]
    if coverage.withheld:
        facts.append((f"Kept confidential: fewer than {FEW} answers", str(coverage.withheld)))
    if coverage.hidden:
        facts.append(("Not asked: does not fit the organisation", str(coverage.hidden)))
    return tuple(Fact(label=label, value=value) for label, value in facts)


def _left_out(material: Material) -> tuple[str, ...]:
    states = {
        "not_applicable": "not applicable",
        "unanswered": "no number was given",
        "withheld": f"fewer than {FEW} answers, kept confidential",
        "hidden": "not asked, as the profile or earlier answers rule it out",
    }
    return tuple(
        f"{question_number(one.id)} {material.questions[one.id].practice}: {states[one.state]}"
        for one in material.scores.questions
        if one.state != "scored"
    )


def _limits(material: Material) -> tuple[str, ...]:
    people = material.scores.respondents
    limits = [
        "This is a self-assessment: it says what people of the organisation see and can show, not what customers feel.",
        "Levels are ordered steps, not measured quantities; a mean of levels is read to one decimal and no further.",
    ]
    if people is None:
        limits.append(f"Fewer than {FEW} people answered: no score can be shown without giving away who said what.")
    elif is_sketch(people):
        limits.append(f"Only {counted(people, 'person', 'people')} answered: a sketch, not a verdict.")
    claims = len(material.findings.claims)
    if claims:
        limits.append(
            f"{counted(claims, 'answer')} {'stands' if claims == 1 else 'stand'} above what evidence shows; "
            "the component's page names what is missing."
        )
    if unseen := out_of_sight_words(out_of_sight(material.scores, material.answers.evidence)):
        limits.append(f"{unseen}.")
    if material.findings.change is None:
        limits.append("There is no earlier assessment to compare with, so nothing here says whether things get better.")
    return tuple(limits)

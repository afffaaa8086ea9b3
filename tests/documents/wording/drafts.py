"""What is wrong with a drafted sentence: a false claim, a number outside of one, words in between that say more."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from cxdna.documents.draft import Claim, Draft
from cxdna.documents.report.model import ReportView
from tests.documents.wording import (
    claims_of_change,
    claims_of_evidence,
    claims_of_parts,
    claims_of_people,
    claims_of_plan,
)
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import CHECKS

REGISTERED = (claims_of_change, claims_of_evidence, claims_of_parts, claims_of_people, claims_of_plan)
"""The modules whose functions stand in CHECKS once they are loaded."""

# Words that state a number, a rank, a direction or a comparison: between claims they stand only as GLUE allows.
WATCHED = re.compile(
    r"[0-9+\u2212%]|\b(?:no|none|nobody|nothing|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all|both"
    r"|each|every|only|alone|once|half|most|least|largest|smallest|strongest|weakest|widest|highest|lowest|best|worst"
    r"|more|less|first|last|rose|fell|rising|falling|higher|lower|unchanged|stayed|changed|met|missed|target|gap|answered|evidence"
    r"|comparable|same|cannot)\b",
    re.IGNORECASE,
)

# Kind of the claim before ("" at the start of a sentence) | words between | kind of the claim after ("" at its end).
GLUE = frozenset(
    tuple(line.split("|"))
    for line in """
whole_gap|: |names
whole_gap|, |equal_gaps
whole_gap| to target|
whole_gap| to target, |equal_gaps
gap_share| of the gap|
gap_share| of the gap: |names
gap_share| of the gap, |equal_gaps
gap_share| of the gap to target|
gap_share| of the gap to target, |equal_gaps
|Target |target
|target |target
panel_people| answered both times, |panel_before_only
panel_before_only| last time only and |panel_now_only
panel_now_only| this time only; among those who answered both times the overall score |panel_unchanged
panel_now_only| this time only; among those who answered both times the overall score changed by |panel_change
panel_now_only| this time only: |panel_too_few
panel_now_only| this time only|
|People who answered both times: |panel_kept
forecast_by| if all hold|
forecast_by| if all hold; |plan_overdue
forecast_by| if all hold; |plan_proposed
forecast_by| if all are agreed and hold|
forecast_end| if all hold|
forecast_end| if all hold; |plan_proposed
plan_proposed| more is proposed|
plan_proposed| more are proposed|
|The largest step is |largest_step
|Nearly all of it comes in |largest_step
score|; |plan_proposed
carries_most| carries more than anyone else: |carried
plan_actions| has nobody named yet|
plan_actions| have nobody named yet|
score_other| as shown by evidence|
score_other| as answered; this report rests on |basis
score| each|
score|, gap |gap
rose| rose, |fell
fell| fell and |stayed
stayed| stayed the same on comparable questions|
stayed| stayed the same on comparable questions; |not_compared
not_compared| cannot be compared|
|Evidence shows |score_shown
score_shown| where people answered |score_answered
score_answered| as answered, |score_shown
score_shown| as shown by evidence; target |target
target|, gap |gap
|As answered: |derived_answered
|As answered: |equation_answered
|As shown by evidence: |derived_shown
|As shown by evidence: |equation_shown
|As shown by evidence: |shown_same
comparable| are comparable, asked in the same words and answered with a number both times|
comparable| is comparable, asked in the same words and answered with a number both times|
comparable| are comparable, asked in the same words or in place of earlier ones, and answered with a number both times|
|The widest difference between role groups is in |widest_group_gap
|The widest differences between role groups are in |widest_group_gap
group_span| each, on questions that both answered|
target_of_its_own|; those of its parts come to |target_of_parts
""".strip().splitlines()
)


CELLS = frozenset({"decided", "expected", "index", "benchmark"})
"""Rules that draft what stands in a cell under its label: it begins small."""
QUOTED = frozenset({"decision", "decision-why"})
"""Rules that put a text of the definitions as it is."""


def drafts_in(view: object) -> Iterator[Draft]:
    """Yield every drafted sentence of a view, wherever it stands; where people wrote a text, the draft under it."""
    if isinstance(view, Draft):
        yield view.instead_of or view
    elif isinstance(view, msgspec.Struct):
        for field in view.__struct_fields__:
            yield from drafts_in(getattr(view, field))
    elif isinstance(view, tuple | list):
        for one in view:
            yield from drafts_in(one)


def placed(draft: Draft) -> list[tuple[int, int, Claim]]:
    """Return where each claim stands in the text, one after the other; a sentence may begin with a capital letter."""
    found, at = [], 0
    for claim in draft.claims:
        if not claim.said:
            continue
        starts = [
            start
            for said in {claim.said, claim.said[0].upper() + claim.said[1:]}
            if (start := draft.text.find(said, at)) >= 0
        ]
        assert starts, f"'{claim.said}' ({claim.kind}) is not in the text, or not in its order"
        at = min(starts) + len(claim.said)
        found.append((min(starts), at, claim))
    return found


def between(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield the words between two claims with the kinds of both, sentence by sentence."""
    before, at = "", 0
    for start, end, claim in [*placed(draft), (len(draft.text), len(draft.text), None)]:
        after = claim.kind if claim else ""
        first, stop, rest = draft.text[at:start].partition(". ")
        if stop:
            yield before, first, ""
            yield "", rest, after
        else:
            yield before, first.removesuffix("." if not after else "\0"), after
        before, at = after, end


def false_claim(facts: Facts, claim: Claim) -> str:
    """Return what is wrong with one claim; "" when it is true."""
    if claim.kind not in CHECKS:
        return f"nothing recomputes claims of kind {claim.kind}"
    try:
        expected = CHECKS[claim.kind](facts, claim)
    except (AssertionError, KeyError, ValueError, SyntaxError, StopIteration) as wrong:
        return f"{claim.kind} {claim.of} '{claim.said}': {type(wrong).__name__} {wrong}"
    return "" if claim.said == expected else f"{claim.kind} {claim.of} says '{claim.said}', not '{expected}'"


def faults(facts: Facts, draft: Draft) -> list[str]:
    """Return everything that is wrong with a drafted sentence."""
    found = [fault for claim in draft.claims if (fault := false_claim(facts, claim))]
    if bool(draft.text) != bool(draft.claims):
        found.append("text without a claim, or a claim without text")
    try:
        found += [
            f"'{words}' between {before or 'the start'} and {after or 'the end'} states something"
            for before, words, after in between(draft)
            if WATCHED.search(words) and (before, words, after) not in GLUE
        ]
        found += together(draft)
        found += like_with_like(facts, draft)
    except AssertionError as wrong:
        found.append(str(wrong))
    slipped = slips(draft.text) if draft.rule not in QUOTED else []
    found += [f"'{slip}' is no English" for slip in slipped if draft.rule not in CELLS or len(slip) > 1]
    return [f"{fault}\n    in: {draft.text}  [{draft.rule}]" for fault in found]


NUMBERS = frozenset(
    {
        "change",
        "equal_gaps",
        "gap",
        "gap_share",
        "group_score",
        "names",
        "question_number",
        "question_score",
        "score",
        "score_shown",
        "target",
        "unchanged",
    }
)
"""Kinds that say something of what the claim before them has named."""


OF_ACTIONS = frozenset({"plan_state", "plan_counting", "step_ends"})
"""Kinds that are of actions, of which a score that follows says nothing."""


def together(draft: Draft) -> Iterator[str]:
    """Find claims that are true each by itself and do not belong together: a name, and a number of another part."""
    claims = placed(draft)
    for (_, end, first), (start, _, second) in pairwise(claims):
        apart = ". " in draft.text[end:start] or not (first.of and second.of) or first.kind in OF_ACTIONS
        if not apart and second.kind in NUMBERS and not set(first.of) & set(second.of):
            yield f"{second.kind} {second.of} follows {first.kind} {first.of}"


RESTS_ON_ALL = frozenset({"trend_verb", "moved_by", "comparable_before", "comparable_now", "only_fallen"})
"""Kinds that say how the whole, or what it is made of, changed."""
RESTS_ON_PART = frozenset({"change", "unchanged"})


def like_with_like(facts: Facts, draft: Draft) -> Iterator[str]:
    """Find what is said of a change without the number of questions it rests on, where these are not all."""
    if facts.earlier is None or not facts.comparable:
        return
    said: set[str] = set()
    counted = {claim.kind for claim in draft.claims} & {"comparable", "comparable_in_part"}
    for claim in draft.claims:
        said.add(claim.kind)
        of_part = claim.of[:1] != (facts.book.whole.id,) and "comparable_in_part" in said
        some = len(facts.comparable) < facts.asked
        if claim.kind in RESTS_ON_ALL and some and "comparable" not in said and not of_part:
            yield f"{claim.kind} does not say that it rests on {len(facts.comparable)} of {facts.asked} questions"
        if claim.kind in RESTS_ON_PART and not counted and in_part(facts, claim.of[0]):
            yield f"{claim.kind} of {claim.of[0]} does not say on how many questions it rests"


def in_part(facts: Facts, part: str) -> bool:
    """Tell whether some of the questions of a part are not comparable with last time."""
    states = facts.states(part)
    return len(facts.compared[1].inside(part)) < len(states) - states.count("hidden")


def pages(view: ReportView, facts: Facts) -> Iterator[tuple[set[str], Draft]]:
    """Yield every sentence on the page of one part, with the parts and questions that it may speak of."""
    for page, phase in zip(view.phases, facts.book.top, strict=True):
        inside = [node.id for node in facts.book.leaves if phase.id in {node.id, *node.above}]
        for draft in (page.headline, page.deck):
            yield {phase.id, *phase.children, *facts.scored.inside(phase.id)}, draft
        for row, component, part in zip(page.parts, page.components, inside, strict=True):
            about = {part, *facts.scored.inside(part)}
            for draft in (*drafts_in(row), *drafts_in(component)):
                yield about, draft
    for points, parts in ((view.answer.holds, facts.strengths), (view.answer.holds_back, list(facts.gaps))):
        for point, part in zip(points, parts, strict=False):
            for draft in drafts_in(point):
                yield {part, *facts.scored.inside(part)}, draft


def astray(about: set[str], draft: Draft) -> list[str]:
    """Return the claims of a sentence that are not about the page's part, or of which it says nothing."""
    ones = [f"{claim.kind} {claim.of} stands on the page of another part" for claim in draft.claims]
    return [fault for fault, claim in zip(ones, draft.claims, strict=True) if not about.issuperset(claim.of)]


SLIPS = re.compile(
    r"  | [,.;:]|\.\.|;;|,,|: :|\b(\w+) \1\b|\b(?:no|none|one) components?\b(?= (?:have|are|stand)\b)"
    r"|\bone (?!this\b)\w+s\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:question|component|practice|answer|phase)\b"
    r"|\b1 (?:questions|people|answers|persons|months|weeks)\b|\{|\}|\bNone\b(?! of)|\bnan\b|\(\)|^[a-z]",
)


def slips(text: str) -> list[str]:
    """Return what no editor would let pass: doubled words and stops, a wrong plural, a small letter at the start."""
    return [found.group() for found in SLIPS.finditer(text)]

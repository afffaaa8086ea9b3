"""Claims about where people disagree, who answered both times, and what people might decide."""

from fractions import Fraction

from cxdna.documents.draft import Claim
from tests.documents.wording.display import listed, lowered, number_of, seen, shown, signed, worded
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import exactly, kind, of_nothing, one, plural


@kind("disputed")
def _disputed(facts: Facts, claim: Claim) -> str:
    count = len(exactly(claim, facts.disputed))
    return f"{worded(count)} {plural('question', count)}"


@kind("most_disputed")
def _most_disputed(facts: Facts, claim: Claim) -> str:
    spreads = {question: facts.scored.spread(question) or Fraction(0) for question in facts.disputed}
    most = [question for question, spread in spreads.items() if spread == max(spreads.values())]
    assert one(claim) in most, "another question is disputed more"
    return "most of all" if len(most) == 1 else "among them"


@kind("dispute_about")
def _dispute_about(facts: Facts, claim: Claim) -> str:
    assert facts.scored.disputes(one(claim)).keys() - {"applicability"}, "the dispute is whether it applies"
    return f"whether {lowered(facts.question(one(claim)).practice)}"


@kind("dispute_applies")
def _dispute_applies(facts: Facts, claim: Claim) -> str:
    assert facts.scored.disputes(one(claim)).keys() == {"applicability"}, "the dispute is not whether it applies"
    return f"whether question {number_of(one(claim))} applies"


@kind("no_dispute")
def _no_dispute(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert not facts.disputed, f"{facts.disputed} are disputed"
    return "no question is disputed"


@kind("widest_group_gap")
def _widest_group_gap(facts: Facts, claim: Claim) -> str:
    parts = exactly(claim, facts.widest())
    assert seen(facts.span(parts[0])) == 1, "the groups do not differ"
    return listed([facts.name(part) for part in claim.of])


@kind("group_span")
def _group_span(facts: Facts, claim: Claim) -> str:
    return shown(facts.span(one(claim)))


@kind("group")
def _group(facts: Facts, claim: Claim) -> str:
    assert one(claim) in facts.groups
    return one(claim)


@kind("group_score")
def _group_score(facts: Facts, claim: Claim) -> str:
    part, group = claim.of
    return shown(facts.apart(part)[group])


@kind("group_shared")
def _group_shared(facts: Facts, claim: Claim) -> str:
    shared = facts.shared(one(claim))
    assert len(shared) > 1, "one question is no part"
    return f"{len(shared)} questions that both answered"


@kind("group_people")
def _group_people(facts: Facts, claim: Claim) -> str:
    part, group = claim.of
    people = facts.people_in(group, facts.shared(part)) if facts.scored.named else 0
    return {1: " (one person)", 2: " (two people)"}.get(people, "")


@kind("panel_kept")
def _panel_kept(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.panel_kept, "nothing keeps them back"
    return facts.panel_kept


@kind("panel_people")
def _panel_people(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    before, now = facts.people
    both = len(before & now)
    return f"{worded(both)} {'person' if both == 1 else 'people'}" if both else "nobody"


@kind("panel_before_only", "panel_now_only")
def _panel_only(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    before, now = facts.people
    count = len(before - now if claim.kind == "panel_before_only" else now - before)
    return worded(count) if count else "none"


@kind("panel_too_few")
def _panel_too_few(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.panel is None, "there are enough"
    assert not facts.panel_kept, "it is kept back"
    return "too few to compare"


@kind("panel_change", "panel_unchanged")
def _panel_change(facts: Facts, claim: Claim) -> str:
    assert facts.panel is not None
    assert one(claim) == facts.book.whole.id
    moved = facts.moved(one(claim), facts.panel)
    assert (claim.kind == "panel_change") is bool(seen(moved)), "it is the other of the two"
    return signed(moved) if seen(moved) else "did not change"


@kind("action_title")
def _action_title(facts: Facts, claim: Claim) -> str:
    return str(facts.actions[one(claim)]["title"])


@kind("planned_title")
def _planned_title(facts: Facts, claim: Claim) -> str:
    (title,) = [action["title"] for action in facts.assessment.plan["actions"] if action["id"] == one(claim)]
    return str(title)


@kind("action_because")
def _action_because(facts: Facts, claim: Claim) -> str:
    about = one(claim)
    return facts.scored.questions[about].why if about in facts.scored.questions else facts.book.nodes[about].aim

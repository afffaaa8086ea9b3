"""Claims about what changed since an earlier assessment."""

from cxdna.documents.draft import Claim
from tests.documents.wording.display import counted, seen, shown, signed, worded
from tests.documents.wording.facts import Facts
from tests.documents.wording.kinds import exactly, kind, noun, of_nothing, one, plural


@kind("change")
def _change(facts: Facts, claim: Claim) -> str:
    moved = facts.moved(one(claim))
    assert seen(moved), "there is no change to be seen"
    return signed(moved)


@kind("unchanged")
def _unchanged(facts: Facts, claim: Claim) -> str:
    assert seen(facts.moved(one(claim))) == 0, "it changed, or cannot be compared"
    return "unchanged"


@kind("trend")
def _trend(facts: Facts, claim: Claim) -> str:
    assert one(claim) == facts.book.whole.id
    way = seen(facts.moved(one(claim))) if facts.earlier else None
    if facts.earlier:
        among_the_same = seen(facts.moved(one(claim), facts.panel)) if facts.panel else None
        if len(facts.comparable) < facts.asked or {way, among_the_same} == {1, -1}:
            way = None
    return {1: ", higher than last time", -1: ", lower than last time", 0: ", the same as last time", None: ""}[way]


@kind("trend_verb")
def _trend_verb(facts: Facts, claim: Claim) -> str:
    assert one(claim) == facts.book.whole.id
    before, now = (shown(side.values[facts.basis][one(claim)]) for side in facts.compared)
    still = "stayed" if before == now else "hardly changed"
    return {1: "rose", -1: "fell", 0: still}[seen(facts.moved(one(claim))) or 0]


@kind("moved_by")
def _moved_by(facts: Facts, claim: Claim) -> str:
    moved = facts.moved(one(claim))
    assert seen(moved), "there is no change to be seen"
    return signed(moved)[1:]


@kind("comparable_before")
def _comparable_before(facts: Facts, claim: Claim) -> str:
    return shown(facts.compared[0].values[facts.basis][one(claim)])


@kind("comparable_now")
def _comparable_now(facts: Facts, claim: Claim) -> str:
    return shown(facts.compared[1].values[facts.basis][one(claim)])


@kind("comparable")
def _comparable(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    if "comparable" in claim.said:
        return counted(len(facts.comparable), "comparable question")
    return f"{len(facts.comparable)} of {counted(facts.asked, 'question')}"


@kind("comparable_in_part")
def _comparable_in_part(facts: Facts, claim: Claim) -> str:
    return counted(len(facts.compared[1].inside(one(claim))), "comparable question")


@kind("nothing_comparable")
def _nothing_comparable(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.moved(facts.book.whole.id) is None, "there is a change"
    texts = (
        "no question can be compared",
        "no question can be compared with last time",
        "no question was asked in the same words and has a number both times",
    )
    assert claim.said in texts
    assert not facts.comparable, f"{facts.comparable} can be compared"
    return claim.said


@kind("label_before")
def _label_before(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    return facts.called("before")


@kind("earlier_title")
def _earlier_title(facts: Facts, claim: Claim) -> str:
    of_nothing(claim)
    assert facts.earlier is not None
    return str(facts.earlier.answers["assessment"]["title"])


@kind("only_fallen")
def _only_fallen(facts: Facts, claim: Claim) -> str:
    ways = {node.id: seen(facts.moved(node.id)) for node in facts.book.top if facts.value(node.id) is not None}
    assert None not in ways.values(), "a part of this tier cannot be compared"
    assert len(ways) > 1, "there is only one"
    exactly(claim, [part for part, way in ways.items() if way == -1])
    one(claim)
    return f"the only {facts.book.tiers[0].lower()} that fell"


@kind("rose")
def _rose(facts: Facts, claim: Claim) -> str:
    count = len(exactly(claim, facts.ways(1)))
    return f"{worded(count)} {plural(noun(facts), max(count, 1))}"


@kind("fell")
def _fell(facts: Facts, claim: Claim) -> str:
    return worded(len(claim.of)) if exactly(claim, facts.ways(-1)) else "none"


@kind("stayed")
def _stayed(facts: Facts, claim: Claim) -> str:
    return worded(len(claim.of)) if exactly(claim, facts.ways(0)) else "none"


@kind("not_compared")
def _not_compared(facts: Facts, claim: Claim) -> str:
    return worded(len(exactly(claim, facts.ways(None))))

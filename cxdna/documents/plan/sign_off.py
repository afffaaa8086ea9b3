"""The last page: who signs for what, the fingerprints, the rules the plan was made by, and what it does not say."""

from __future__ import annotations

from cxdna.documents.material import Material
from cxdna.documents.plan.model import Signature, SignOff
from cxdna.documents.plan.people import People
from cxdna.documents.wording import plan_pages as words
from cxdna.documents.wording.outlook import cut
from cxdna.plan.fingerprint import fingerprint
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action
from cxdna.statistics.display import listed, short_date

RULES = {
    "Which actions": (
        "Drafted from the library, each from the level where the practice stands; one for a whole part serves the "
        "practices that have none of their own. People changed, added and dropped what they saw fit."
    ),
    "Priority": (
        "The share of the weighted gap that an action closes, times the levels that its component is still short of "
        "the target once the actions before it are done; plus half of that for the actions that it unlocks; divided by "
        "its effort: small counts 1, medium 2, large 3. What must stand first comes first. Each of the largest "
        "weighted gaps, half as many as there are actions, gets one before any component gets a third."
    ),
    "Baseline, review": (
        "As drafted: the baseline once a first full period of the KPI is over or the action ends (half-yearly and "
        "yearly ones are looked up), the review a full period after its end and 60 days at the least. A survey wave "
        "counts as half a year, a campaign as a quarter."
    ),
    "Five gates": (
        "An action is agreed once it states the problem, names one person who answers for it, has a KPI with baseline "
        "(or the day on which it is measured) and target, a deadline with milestones, and a day of review."
    ),
    "Forecast": (
        "An action counts when it is due: it raises the question or part that it closes to its level, never lowers it; "
        "where it names only some questions of a part, it raises these. The score is then rolled up again by the rules "
        "of the assessment. Agreed actions count; where none is agreed yet, the proposed ones."
    ),
    "Cost": "What an action states, counted in the quarter in which it ends. What states nothing is not counted.",
}
LIMITS = (
    "Done is not verified: done says that the work is finished; the KPI and customers show whether it worked.",
    "The forecast is no promise: it says where the score would stand if every action reached its level on its day.",
    "The scores beneath are a self-assessment: what people of the organisation see and can show.",
)
COVERS = (
    "It covers the agreed actions, with owners, days, milestones, tasks, costs and the targets of their KPIs. It "
    "changes when one of these does, and stays when work goes on: status, progress and what was measured are no part."
)


def sign_off(material: Material, found: People) -> SignOff:
    """Return the last page."""
    whole = fingerprint(material.plan)
    owners = [Signature(cut(name, 90), _for(share.own)) for name, share in found.named.items() if share.own]
    prints = (("What is agreed", whole),) if whole else ()
    return SignOff(
        headline=words.sign_off(material),
        signatures=(*owners, Signature("Sponsor", "the plan as a whole, its means and its reviews")),
        prints=(*prints, *material.fingerprints[:1]),
        covers=COVERS if whole else "Nothing is agreed yet: there is a fingerprint once the first action is.",
        rules=tuple(RULES.items()),
        limits=LIMITS,
    )


def _for(own: list[Action]) -> str:
    agreed, proposed = [one for one in own if is_agreed(one)], [one for one in own if not is_agreed(one)]
    pieces = []
    if agreed:
        days = sorted({one.agreed for one in agreed if one.agreed})
        on = f", agreed {short_date(days[-1])}" if len(days) == 1 else ""
        pieces.append(listed([one.id for one in agreed]) + on)
    if proposed:
        pieces.append(f"{listed([one.id for one in proposed])} (proposed)")
    return "; ".join(pieces)

"""The sentences on who answered, what those who kept silent could change, and what the survey audit found."""

from __future__ import annotations

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.index_report import said
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.statistics.display import percent, signed
from cxdna.statistics.response import Rates, break_even
from cxdna.voice.indices.rescale import THRESHOLD


def response(material: IndexMaterial, rates: Rates | None) -> Draft:
    """Return the headline of who answered."""
    first = (material.leads or material.measured)[0]
    question, standing = first.question.id, material.standing(first.question.id)
    n = standing.get("counted", 0)
    aside = sum(count for name, count in standing.items() if name not in {"counted", "no_answer"})
    claims = {
        "n": Claim("counted", (question,), said.answers(n)),
        "aside": Claim("aside", (question,), f"{aside:,}"),
    }
    stand = "stands" if aside == 1 else "stand"
    ends = f"{{aside}} more {stand} aside" if aside else "no answer had to be set aside"
    if rates is None or rates.rr1 is None:
        return draft("response.unknown", f"{{n}} count and {ends}; how many were asked is not known", claims)
    claims["rate"] = Claim("rr1", (), percent(rates.rr1))
    return draft("response.known", f"{{rate}} of those asked answered: {{n}} count and {ends}", claims)


def turns(material: IndexMaterial, one: Measured, rates: Rates) -> Draft | None:
    """Return how those who did not answer would have to think for the verdict to turn; None where it cannot be said."""
    if one.index.value is None or rates.rr1 is None or not 0 < rates.rr1 < 1:
        return None
    question = one.question.id
    point = break_even(one.index.value, rates.rr1, THRESHOLD)
    claims = {
        "name": Claim("name", (question,), said.name_of(material, one)),
        "value": Claim("value", (question,), said.value(one.index.value)),
        "rate": Claim("rr1", (), percent(rates.rr1)),
        "silent": Claim("silent", (), percent(1 - rates.rr1)),
        "point": Claim("break_even", (question,), said.value(point)),
        "gap": Claim("break_even_gap", (question,), signed(point - one.index.value, 2)),
    }
    above = one.index.value >= THRESHOLD
    if above and point < 1:
        pattern = (
            "{name}: {value} among the {rate} who answered. Whatever the others think, all together stay at 4.0 or "
            "above."
        )
    elif not above and point > 5:  # noqa: PLR2004 - the upper end of the scale
        pattern = (
            "{name}: {value} among the {rate} who answered. Whatever the others think, all together stay under 4.0."
        )
    elif above:
        pattern = (
            "{name}: {value} among the {rate} who answered. If the other {silent} averaged under {point} ({gap} "
            "against those who did), all together would fall under 4.0."
        )
    else:
        pattern = (
            "{name}: {value} among the {rate} who answered. Only if the other {silent} averaged {point} or more ({gap} "
            "against those who did) would all together reach 4.0."
        )
    return draft("response.turns", pattern, claims)


def audit(counts: dict[str, int]) -> Draft:
    """Return the headline of the survey audit; `counts` are its outcomes by result."""
    finding, remark, open_ = counts.get("finding", 0), counts.get("remark", 0), counts.get("not proved", 0)
    claims = {
        "finding": Claim("audit", ("finding",), in_words(finding)),
        "remark": Claim("audit", ("remark",), in_words(remark)),
        "open": Claim("audit", ("not proved",), in_words(open_)),
        "clear": Claim("audit", ("clear",), in_words(counts.get("clear", 0))),
    }
    findings = f"{{finding}} finding{'' if finding == 1 else 's'}"
    remarks = f"{{remark}} remark{'' if remark == 1 else 's'}"
    checks = f"check{'' if open_ == 1 else 's'}"
    if not finding and not remark and not open_:
        return draft("audit.clear", "The survey audit is clear in all {clear} checks that apply", claims)
    still = f"; {{open}} {checks} not proved yet" if open_ else ""
    return draft("audit.found", f"The survey audit has {findings} and {remarks}{still}", claims)

"""The sentences of the award readiness report; every number in them enters through a claim that a test recomputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cxdna.documents.award_report import said
from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.statistics.display import listed
from cxdna.voice.award.model import Line, Verdict

ORDER: tuple[Verdict, ...] = ("fail", "not proved", "pass with remarks", "pass")
STARTS: dict[Verdict, str] = {
    "pass": "Ready for {year}",
    "pass with remarks": "Ready for {year}, with remarks",
    "not proved": "Not proved for {year}",
    "fail": "Not ready for {year}",
}


def headline(material: AwardMaterial) -> Draft:
    """Return the verdict in a sentence, with how many lines have which."""
    found = material.readiness
    claims = {"year": Claim("year", (), str(found.year)), "all": Claim("lines", (), in_words(len(found.lines)))}
    told, counts = [], Counter(one.verdict for one in found.lines)
    for name in ORDER:
        if n := counts[name]:
            key = name.replace(" ", "_")
            claims[key] = Claim("lines", (name,), in_words(n))
            told.append(f"{{{key}}} {(said.SINGULAR if n == 1 else said.PLURAL)[name]}")
    if len(counts) == 1:
        every = {"not proved": "none of {all} lines is proved yet"}.get(
            found.verdict, f"all {{all}} lines {said.PLURAL[found.verdict]}"
        )
        return draft(f"award.all {found.verdict}", f"{STARTS[found.verdict]}: {every}", claims)
    return draft(f"award.{found.verdict}", f"{STARTS[found.verdict]}: of {{all}} lines, {listed(told)}", claims)


def lines_headline(lines: Sequence[Line]) -> Draft:
    """Return what the lines come to where they stand one by one."""
    open_ones = [one for one in lines if one.verdict in {"fail", "not proved"}]
    claims = {
        "all": Claim("lines", (), in_words(len(lines))),
        "open": Claim("lines", ("fail", "not proved"), in_words(len(open_ones))),
    }
    if not open_ones:
        return draft("lines.settled", "All {all} lines are settled; each with what it rests on", claims)
    if len(open_ones) == len(lines):
        return draft("lines.all open", "All {all} lines stand in the way; each with what would settle it", claims)
    stands = "stands" if len(open_ones) == 1 else "stand"
    return draft("lines.open", f"{{open}} of {{all}} lines {stands} in the way; each with what would settle it", claims)


def years_headline(material: AwardMaterial) -> Draft:
    """Return how many award years there are, and how many in a row."""
    found = material.readiness
    claims = {
        "all": Claim("award_years", (), in_words(len(found.award_years))),
        "row": Claim("consecutive", (), in_words(found.consecutive)),
    }
    if not found.award_years:
        return draft("years.none", "{all} award year is recorded yet", claims)
    years = "award year is" if len(found.award_years) == 1 else "award years are"
    return draft("years.some", f"{{all}} {years} recorded, {{row}} in a row up to this one", claims)

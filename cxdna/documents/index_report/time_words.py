"""The sentences on change: what is claimed of the waves of an index, and the headline of its page."""

from __future__ import annotations

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.index_report import said
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.statistics.display import counted
from cxdna.voice.indices.model import Trend
from cxdna.voice.indices.trend import WAVES_OF_TREND


def trend(one: Measured) -> Draft:
    """Return what is claimed of the waves, or why nothing is."""
    found, question = one.trend, one.question.id
    if found is None or (not found.points and not found.reason):
        return Draft("Nothing is said of change: there are no waves to compare.", "trend.no waves")
    reason = found.reason[:1].upper() + found.reason[1:]
    claims = (Claim("trend", (question,), found.claim), Claim("trend_reason", (question,), found.reason))
    return Draft(reason, f"trend.{found.claim}", claims)


def over_time(material: IndexMaterial, one: Measured) -> Draft:
    """Return the headline of a question over its waves."""
    found, question = one.trend, one.question.id
    name = Claim("name", (question,), said.name_of(material, one))
    if found is None or len(found.points) < 2:  # noqa: PLR2004 - one wave has nothing to be compared with
        return draft(
            "time.one wave", "{name} has been measured once: there is nothing to compare it with yet", {"name": name}
        )
    having = [point for point in found.points if point.value is not None]
    claims = {
        "name": name,
        "waves": Claim("waves", (question,), counted(len(found.points), "wave")),
        "claim": Claim("trend", (question,), found.claim),
    }
    if not having:
        return draft("time.no scores", "{name} has no wave with 30 answers or more among {waves}", claims)
    first, last = having[0], having[-1]
    claims["first"] = Claim("wave_value", (question, first.span.label), said.value(first.value))
    claims["last"] = Claim("wave_value", (question, last.span.label), said.value(last.value))
    signals = len(found.limits.outside) if found.limits else 0
    claims["signals"] = Claim("signals", (question,), in_words(signals))
    rule, pattern = _course(found, len(having), signals, stood=claims["first"].said == claims["last"].said)
    return draft(rule, pattern, {key: one for key, one in claims.items() if f"{{{key}}}" in pattern})


def _course(found: Trend, having: int, signals: int, *, stood: bool) -> tuple[str, str]:
    """Return by which rule a course is told, and how."""
    if found.claim != "none" and having < WAVES_OF_TREND:
        way = "rose" if found.claim == "rising" else "fell"
        return (
            "time.differs",
            f"{{name}} {way} from {{first}} to {{last}}, more than by chance; {{waves}} make no trend",
        )
    if found.claim != "none":
        return f"time.{found.claim}", "{name} is {claim}: {first} at first, {last} now, over {waves}"
    if signals:
        lies = "lies" if signals == 1 else "lie"
        return "time.signals", f"{{name}} shows no trend, but {{signals}} of {{waves}} {lies} outside its usual range"
    if having == 1:
        return "time.one score", "{name} has a score in one of {waves}: {last}"
    if stood:
        return "time.same", "{name} stood at {first} at first and stands there now, over {waves}"
    return "time.none", "{name} went from {first} to {last} over {waves}: no trend can be claimed"

"""The sentences of the customer index report; every number in them enters through a claim, and a test recomputes it."""

from __future__ import annotations

from typing import Final

import msgspec

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.index_report import said
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.verdict import WORDS, Standout, clear, compared, scored, verdict
from cxdna.statistics.display import shown
from cxdna.voice.indices.model import Groups

IN_HEADLINE: Final = 250.0
"""Pixels of body text that the name of a group may take in a headline; it stands in full in the table beneath."""


def headline(material: IndexMaterial) -> Draft:
    """Return the answer in a sentence: each index by itself, against 4.0."""
    leads = material.leads
    if not leads:
        return Draft(
            "This survey asks neither for satisfaction nor for recommendation, so it makes no index", "answer.none"
        )
    if len(leads) > 1 and len({(verdict(one.index), one.index.word) for one in leads}) == 1:
        return _alike(material, leads)
    return _sentence([stands(material, one) for one in leads], "answer.headline", "; ")


def _alike(material: IndexMaterial, leads: tuple[Measured, ...]) -> Draft:
    """Return where two indices stand that show the same."""
    shows = verdict(leads[0].index)
    claims = {"shows": Claim("verdict", (leads[0].question.id,), WORDS[shows])}
    for at, one in enumerate(leads):
        name, question = said.name_of(material, one), one.question.id
        claims[f"name{at}"] = Claim("name", (question,), name if not at else name[:1].lower() + name[1:])
        if shows != "none":
            claims[f"value{at}"] = Claim("value", (question,), said.value(one.index.value))
        claims[f"n{at}"] = Claim("n", (question,), said.answers_of(one.index))
        claims[f"shows{at}"] = Claim("verdict", (question,), WORDS[shows])
    if shows == "none":
        pattern = "Neither {name0} ({n0}) nor {name1} ({n1}) has a score: that takes 30 answers"
        claims["name0"] = msgspec.structs.replace(claims["name0"], said=claims["name0"].said.lower())
        return draft("answer.both none", pattern, claims)
    indicative = "indicative, " if leads[0].index.word == "indicative" else ""
    return draft(
        f"answer.both {shows}",
        f"{{name0}} at {{value0}}, {{name1}} at {{value1}}: {indicative}both are {{shows}}",
        claims,
    )


def stands(material: IndexMaterial, one: Measured) -> Draft:
    """Return where one index stands: Satisfaction, at 4.21, is clearly above 4.0."""
    name, question, shows = said.name_of(material, one), one.question.id, verdict(one.index)
    claims = {"name": Claim("name", (question,), name), "shows": Claim("verdict", (question,), WORDS[shows])}
    if shows == "none":
        claims["n"] = Claim("n", (question,), said.answers_of(one.index))
        return draft("answer.no score", "{name} is {shows}: {n}, and it takes 30", claims)
    claims["value"] = Claim("value", (question,), said.value(one.index.value))
    indicative = "indicative, " if one.index.word == "indicative" else ""
    return draft(f"answer.{shows}", f"{{name}} at {{value}} is {indicative}{{shows}}", claims)


def _sentence(pieces: list[Draft], rule: str, between: str) -> Draft:
    texts = [one.text for one in pieces]
    low = [texts[0], *(text[:1].lower() + text[1:] for text in texts[1:])]
    return Draft(between.join(low), rule, tuple(claim for one in pieces for claim in one.claims))


def question_headline(material: IndexMaterial, one: Measured) -> Draft:
    """Return the finding of a question's page: how its groups stand, or how all answers do."""
    groups = compared(one)
    if groups is None or verdict(one.index) == "none":
        return stands(material, one)
    question, (_, many) = one.question.id, said.dimension(groups.dimension)
    having = scored(groups)
    above, under = clear(groups, "above"), clear(groups, "under")
    claims = {
        "name": Claim("name", (question,), said.name_of(material, one)),
        "all": Claim("scored", (question, groups.dimension), in_words(len(having))),
        "above": Claim("above", (question, groups.dimension), in_words(len(above))),
        "under": Claim("under", (question, groups.dimension), in_words(len(under))),
    }
    if not above and not under and any(verdict(index) != "open" for _, index in having):
        return stands(material, one)
    if not above and not under:
        pattern = f"{{name}}: none of {{all}} {many} can be told apart from 4.0"
        return draft("question.open", pattern, _only(claims, "name", "all", "above", "under"))
    for wanted, found, side in (("above", above, "above"), ("under", under, "under")):
        if len(found) == len(having):
            every = "both" if len(having) == 2 else "all {all}"  # noqa: PLR2004 - English has a word for two
            return draft(f"question.all {wanted}", f"{{name}} is clearly {side} 4.0 in {every} {many}", claims)
    if not under:
        return draft(
            "question.above",
            f"{{name}} is clearly above 4.0 in {{above}} of {{all}} {many}, clearly under it in none",
            claims,
        )
    claims["worst"] = Claim("worst", (question, groups.dimension), said.short_group(under[0][0].value, IN_HEADLINE, 12))
    most = "" if len(under) == 1 else "first of all "
    pattern = f"{{name}} is clearly under 4.0 in {{under}} of {{all}} {many}, {most}{{worst}}"
    pattern += "; clearly above it in {above}" if above else "; clearly above it in none"
    return draft("question.under", pattern, claims)


def _only(claims: dict[str, Claim], *names: str) -> dict[str, Claim]:
    return {name: claims[name] for name in names}


def group(one: Measured, groups: Groups, point: Standout) -> Draft:
    """Return a group that stands out, in figures."""
    place, index = (one.question.id, groups.dimension, point.group), point.index
    low, high = said.ends(index.interval)
    claims = {
        "value": Claim("group_value", place, said.value(index.value)),
        "low": Claim("group_low", place, low),
        "high": Claim("group_high", place, high),
        "n": Claim("group_n", place, said.answers(index.n)),
    }
    indicative = ", indicative" if index.word == "indicative" else ""
    interval = "95% interval {low} to {high}" if low else "all answers alike"
    pattern = f"{{value}} ({interval}; {{n}}{indicative})"
    if point.apart != "none":
        claims["gap"] = Claim("group_gap", place, f"{shown(abs(point.difference), 2)} points")
        pattern += f": {{gap}} {'above' if point.apart == 'higher' else 'under'} all other answers"
    if verdict(index) in {"above", "under"}:
        claims["shows"] = Claim("group_verdict", place, WORDS[verdict(index)])
        pattern += ", {shows}"
    return draft("answer.group", pattern, claims)


def best_rule(groups: Groups | None) -> str:
    """Return by which rule groups are named on page 2."""
    if groups is None:
        return "Nothing is divided into two groups or more that have a score."
    word, many = said.dimension(groups.dimension)
    return (
        f"Best is a {word} that is higher than all other answers by more than chance; what holds back is lower than "
        f"they are, or has its whole interval under 4.0. The test (Welch) is adjusted for how many {many} are looked "
        f"at (Holm). Up to two are named for each index."
    )

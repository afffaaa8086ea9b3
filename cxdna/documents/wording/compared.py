"""Sentences about change over time and about disagreement between people."""

from __future__ import annotations

from fractions import Fraction

from cxdna.documents.draft import Claim, Draft, draft, in_words, joined
from cxdna.documents.material import Material, question_number
from cxdna.documents.wording import facts
from cxdna.documents.wording.moved import direction, rose_and_fell
from cxdna.documents.wording.part import uncapitalised
from cxdna.findings.model import Change
from cxdna.scores.model import QuestionScore
from cxdna.statistics.display import counted, shown


def change_deck(material: Material, change: Change) -> Draft:
    """Draft what the comparison rests on, and how many parts moved."""
    title = facts.words("earlier_title", (), change.earlier_title)
    count = len(change.comparable)
    if not count:
        none = facts.words(
            "nothing_comparable", (), "no question was asked in the same words and has a number both times"
        )
        return draft("compared-with", "compared with {title}: {none}.", {"title": title, "none": none})
    same = "asked in the same words or in place of earlier ones," if change.carried_over else "asked in the same words"
    first = draft(
        "compared-with",
        f"compared with {{title}}: {{count}} {'is' if count == 1 else 'are'} comparable, {same} and answered with a "
        "number both times.",
        {"title": title, "count": facts.words("comparable", (), f"{count} of {counted(change.asked, 'question')}")},
    )
    return joined(first, rose_and_fell(material), rule="change-deck")


def panel_line(material: Material, change: Change) -> Draft:
    """Draft who answered both times and what they say, or that they are too few to be compared."""
    panel, whole = change.panel, material.scores.whole
    if panel.people is None or panel.before_only is None or panel.now_only is None:
        kept = facts.words("panel_kept", (), panel.kept)
        return draft("panel-kept", "people who answered both times: {kept}.", {"kept": kept})
    people = f"{in_words(panel.people)} {'person' if panel.people == 1 else 'people'}" if panel.people else "nobody"
    claims = {
        "people": facts.words("panel_people", (), people),
        "then": facts.words("panel_before_only", (), _none_or(panel.before_only)),
        "now": facts.words("panel_now_only", (), _none_or(panel.now_only)),
    }
    base = "{people} answered both times, {then} last time only and {now} this time only"
    if not panel.comparable:
        claims["few"] = facts.words("panel_too_few", (), "too few to compare")
        return draft("panel-too-few", base + ": {few}.", claims)
    own = panel.whole
    if own is None or own.change is None:
        return draft("panel", base + ".", claims)
    base += "; among those who answered both times the overall score "
    if direction(own.change) == "same":
        claims["change"] = facts.words("panel_unchanged", (whole.id,), "did not change")
        return draft("panel", base + "{change}.", claims)
    claims["change"] = Claim(kind="panel_change", of=(whole.id,), said=facts.change(whole.id, own.change).said)
    return draft("panel", base + "changed by {change}.", claims)


def _none_or(count: int) -> str:
    return in_words(count) if count else "none"


def disagreement_headline(material: Material) -> Draft:
    """Draft how many questions are disputed and which most; of equals the first, as one among them."""
    disputed = material.findings.disputed
    if not disputed:
        return draft("no-dispute", "{none}", {"none": facts.words("no_dispute", (), "no question is disputed")})
    first, spreads = disputed[0], [_spread(material, one.question) for one in disputed]
    ids = [one.question for one in disputed]
    said = f"{in_words(len(ids))} question{'' if len(ids) == 1 else 's'}"
    claims = {"count": facts.count("disputed", ids, said)}
    pattern = "people see {count} differently: "
    if len(ids) > 1:
        said = "most of all" if spreads.count(spreads[0]) == 1 else "among them"
        claims["which"] = facts.words("most_disputed", (first.question,), said)
        pattern = "people see {count} differently, {which} "
    asked = question_number(first.question)
    if {dispute.kind for dispute in first.disputes} == {"applicability"}:
        claims["about"] = facts.words("dispute_applies", (first.question,), f"whether question {asked} applies")
        return draft("disputed", pattern + "{about}", claims)
    practice = uncapitalised(material.questions[first.question].practice)
    claims["about"] = facts.words("dispute_about", (first.question,), f"whether {practice}")
    claims["number"] = Claim(kind="question_number", of=(first.question,), said=asked)
    return draft("disputed", pattern + "{about} ({number})", claims)


def _spread(material: Material, question_id: str) -> Fraction:
    return material.scores.question(question_id).spread or Fraction(0)


def why_disputed(question: QuestionScore) -> str:
    """Return the reasons of a question's disputes as one text."""
    return "; ".join(dispute.reason for dispute in question.disputes)


def spread_text(question: QuestionScore) -> str:
    """Return a question's spread, in levels."""
    return shown(question.spread)

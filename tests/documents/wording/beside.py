"""What several pages print beside their sentences, recomputed."""

from typing import Any

from cxdna.documents.charts import Strip
from tests.documents.wording.display import number_of, short, shown
from tests.documents.wording.facts import Facts

Pair = tuple[str, object, object]
"""What it is, what is printed, what was recomputed."""


def anchor(one: str) -> str:
    return "at-" + one.lower()


def alt(part: str, facts: Facts) -> str:
    """Return what a chart of a part says in words."""
    before = facts.before_on_the_same(part)
    pieces = [f"{facts.called('before')}: {shown(before)}"] if before is not None else []
    pieces.append(f"{facts.called('now')}: {shown(facts.value(part))}")
    pieces.append(f"target {shown(facts.target(part))}")
    pieces.append(f"as shown by evidence {shown(facts.scored.values['as_shown'][part])}")
    return f"{facts.name(part)}, {', '.join(pieces)}"


def waits_for(action: dict[str, Any], facts: Facts) -> str:
    """Return what must stand before an action starts, and does not."""
    waits = [
        f"{facts.name(need['part'])} at {need['at']}"
        for need in action.get("requires", ())
        if (stands := facts.value(need["part"])) is None or stands < need["at"]
    ]
    return f"first {' and '.join(waits)}" if waits else ""


def fell(part: str, facts: Facts) -> bool:
    """Tell whether an arrow points down: there is one only where both assessments rest on the same questions."""
    before, value = facts.before_on_the_same(part), facts.value(part)
    return before is not None and value is not None and value < before


def practice_of(question: str, facts: Facts) -> tuple[str, str]:
    return number_of(question), facts.question(question).practice


def counts(strip: Strip | None) -> list[tuple[str, int]]:
    return [(bar.level, bar.count) for bar in strip.bars] if strip else []


def given(question: str, facts: Facts) -> list[tuple[str, int]]:
    numbers = facts.scored.numbers(question)
    return [(short(level), numbers.count(level)) for level in facts.book.levels]


def given_words(question: str, facts: Facts) -> str:
    words = ", ".join(f"{count} at level {level}" for level, count in given(question, facts) if count)
    if facts.scored.state(question) == "withheld":
        words = "kept confidential"
    return f"{number_of(question)}: {words or 'no number'}"

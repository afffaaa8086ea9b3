"""Words that have no place in the text of a question, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LEAVES_OPEN = "it leaves to each person what is enough, so that two people answer two questions"
_PRAISES = "it praises what it asks about, so that few will say no"
_HOW_OFTEN = "it leaves open how often, so that once a year and once a day are both a yes"
_HOW_SOON = "it leaves open how soon, so that a day and a month are both a yes"
_PUSHES = "it tells people what to answer"
_NO_EXCEPTION = "one exception makes the honest answer a no"
_OPINION = "it asks what people think, not what is done"


def words_in(text: str) -> frozenset[str]:
    """Return the words that a text lists, with spaces between."""
    return frozenset(text.split())


LEADING: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("a good", "good at", "good enough", "how good", "how well", "well enough", "adequate", "adequately"),
            *("appropriate", "appropriately", "correctly", "clearly", "reasonable", "reasonably", "satisfactorily"),
            *("sensible", "sensibly", "sufficient", "sufficiently", "suitable", "suitably", "properly", "carefully"),
        ),
        _LEAVES_OPEN,
    ),
    **dict.fromkeys(
        (
            *("best", "comprehensive", "comprehensively", "consistently", "effective", "effectively", "efficiently"),
            *("excellent", "holistic", "meaningful", "proactive", "proactively", "robust", "seamless", "seamlessly"),
            *("state-of-the-art", "successfully", "systematic", "systematically", "thorough", "thoroughly"),
            *("user-friendly", "world-class", "actively", "fully"),
        ),
        _PRAISES,
    ),
    **dict.fromkeys(
        ("frequently", "generally", "normally", "often", "regular", "regularly", "sometimes", "usually"), _HOW_OFTEN
    ),
    **dict.fromkeys(("promptly", "quickly", "soon", "swiftly", "timely", "without delay"), _HOW_SOON),
    **dict.fromkeys(
        (
            *("actually", "certainly", "naturally", "obviously", "of course", "really", "surely", "truly"),
            *("aren't", "don't you", "doesn't", "haven't", "isn't", "is it not", "shouldn't", "wouldn't"),
        ),
        _PUSHES,
    ),
    **dict.fromkeys(("always", "without exception"), _NO_EXCEPTION),
    **dict.fromkeys(("do you agree", "do you believe", "do you feel", "do you think", "would you say"), _OPINION),
}
"""What leads people to an answer, or leaves to them what is asked, with the reason."""

FIXED_PAIRS: Final = frozenset(
    {
        "health and safety",
        "pros and cons",
        "profit and loss",
        "questions and answers",
        "research and development",
        "terms and conditions",
        "wear and tear",
    }
)
"""Pairs that name one thing."""

VERBS: Final = words_in(
    "act agree analyse analyze answer approve ask assess assign audit build change check close coach collect compare "
    "confirm contact correct count decide define describe design discuss document evaluate explain find fix follow "
    "fund gather hear hold identify improve inform invite judge keep know learn listen log make manage measure meet "
    "monitor name plan prepare publish rank rate read receive record report review reward see set share show solve "
    "state steer store tell test track train treat understand update use watch write"
)
"""What is done to things in questions of this kind; two of them joined are two practices."""

PARTICIPLES: Final = words_in(
    "bought brought built chosen cut dealt done drawn driven felt found given gone grown heard held kept known led "
    "left lost made meant met paid proven put read run seen sent set shown sold spent taken taught told understood "
    "won written"
)
"""Participles that do not end in -ed."""

NO_PARTICIPLES: Final = frozenset({"hundred", "need", "red", "sacred", "shed", "speed"})
"""Words in -ed that are none."""

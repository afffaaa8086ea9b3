"""What the report says of answers that are kept confidential, in words."""

from __future__ import annotations

from typing import Final

from cxdna.answers.model import Mode
from cxdna.documents.draft import in_words
from cxdna.documents.material import Material
from cxdna.documents.report.model import Fact
from cxdna.privacy.suppress import MINIMUM, MINIMUM_FOR_WORDS
from cxdna.scores.protect import group_sizes
from cxdna.statistics.display import counted, listed

SUPPRESSED: Final = "*"
"""Stands where a number is kept confidential."""
FEW, FEW_FOR_WORDS = in_words(MINIMUM), in_words(MINIMUM_FOR_WORDS)

KEPT: Final[dict[Mode, str]] = {
    "named": "",
    "confidential": f"Confidential: nothing here says who answered what, and no score rests on fewer than {FEW} people",
    "anonymous": f"Anonymous: nobody knows who answered what, and no score rests on fewer than {FEW} people",
}
"""What the cover says of each mode."""

_KNOWS: Final[dict[Mode, str]] = {
    "named": "",
    "confidential": "The organisation's files know who answered what; no document shows it.",
    "anonymous": (
        "Answers are kept without who gave them and when, so they cannot be matched to last year's people either."
    ),
}


def rules(material: Material) -> tuple[Fact, ...]:
    """Return what is kept back and why, for the table of rules; nothing where all are named."""
    mode = material.answers.assessment.mode
    if mode == "named":
        return ()
    return (
        Fact("Mode", f"{mode.capitalize()}. {_KNOWS[mode]}"),
        Fact(
            "Kept confidential",
            f"A question with fewer than {FEW} answers goes into no score, and a role group of fewer than {FEW} is not "
            f"shown. Nor is what would let a reader work these out from a total: what is hidden is always nobody, or "
            f"{FEW} people and more, and its size is hidden as well.",
        ),
        Fact(
            "Remarks",
            f"Remarks and reasons are shown where at least {FEW_FOR_WORDS} people answered the question, in the order "
            "of their letters, away from the answers. Answers stand in the order of their levels.",
        ),
    )


def who_answered(material: Material) -> str:
    """Return how many people answered, by role group as far as that may be shown."""
    sizes = group_sizes(material.answers)
    if sizes.total is None:
        return f"Fewer than {FEW} people"
    people = counted(sizes.total, "person", "people")
    return f"{people}: {listed(f'{group} ({count})' for group, count in sizes.cells.items() if count)}"

"""How verdicts are put on paper: a shape and a word, and only then a colour; and what each of them means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.award_report.model import Mark
from cxdna.documents.award_report.plainly import readable
from cxdna.documents.charts import shortened
from cxdna.errors import capital
from cxdna.statistics.display import listed, long_date
from cxdna.voice.audit.checks import CHECKS
from cxdna.voice.award.model import Verdict

MARKS: Final[dict[Verdict, Mark]] = {
    "pass": Mark("\N{CHECK MARK}", "pass", "pass"),
    "pass with remarks": Mark("\N{WHITE UP-POINTING TRIANGLE}", "pass with remarks", "pass_with_remarks"),
    "not proved": Mark("?", "not proved", "not_proved"),
    "fail": Mark("\N{MULTIPLICATION SIGN}", "fail", "fail"),
}
MEANS: Final[dict[Verdict, str]] = {
    "pass": "the figures or a proved answer show that the rule is met",
    "pass with remarks": "it is met, with something that an auditor will ask about",
    "not proved": "nothing shows that it is met, nor that it is not: a gap in the data never passes",
    "fail": "the figures or an answer show that it is not met",
}
PLURAL: Final[dict[Verdict, str]] = {
    "pass": "pass",
    "pass with remarks": "pass with remarks",
    "not proved": "are not proved",
    "fail": "fail",
}
SINGULAR: Final[dict[Verdict, str]] = {
    "pass": "passes",
    "pass with remarks": "passes with remarks",
    "not proved": "is not proved",
    "fail": "fails",
}
MOST_NAMES: Final = 5
"""Surveys that there is room to name."""
TITLES: Final = {check.id: check.title for check in CHECKS}
_CHECK: Final = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in TITLES))
PLAIN: Final = (
    (
        re.compile(r"^name the column under `columns: category:`.*$"),
        "the categories of answers: no column of the files is named for them",
    ),
    (
        re.compile(r"^an exclusion with `staff: true`.*$"),
        "a rule that tells staff from customers in the data, or a proof that only customers could answer",
    ),
)
"""What would settle a line, for those who do not write the files of a survey."""
_COMMAND: Final = re.compile(
    r"(?:[:;,.]| -)? (?:see them with |with |make one with )?cxdna .*$|; answer the line \w+ for [0-9]{4} with it$"
)


def whom(material: AwardMaterial) -> str:
    """Return whose readiness it is: of the company, or of one unit."""
    return material.readiness.unit or "the whole company"


def entered(material: AwardMaterial) -> tuple[str, ...]:
    """Return the titles of the surveys that are entered."""
    return tuple(one.survey.title for one in material.entered.of_customers)


def some(names: Sequence[str]) -> str:
    """Return names as a list of one line or two."""
    more = len(names) - MOST_NAMES
    return f"{', '.join(names[:MOST_NAMES])} and {more} more" if more > 0 else listed(names)


def questions(material: AwardMaterial, survey: str) -> dict[str, str]:
    """Return what the questions of a survey are called, by id."""
    known = readable(material.voice).asked
    own = {name.partition(": ")[2]: one.name for name, one in known.items() if name.partition(": ")[0] == survey}
    return {name: capital(one) for name, one in own.items()}


def day(material: AwardMaterial) -> str:
    """Return the day on which the report is made."""
    return long_date(material.today)


def sentence(text: str) -> str:
    """Return a text as a sentence begins and ends."""
    plain = capital(text.strip())
    return plain if not plain or plain.endswith((".", "!", "?")) else f"{plain}."


def cut(text: str, room: float, size: float) -> str:
    """Return a text that may be too long for so many pixels, cut after a word where one ends in time."""
    fits = shortened(text, room, size)
    head = fits.removesuffix("\N{HORIZONTAL ELLIPSIS}")
    if fits == text or " " not in head:
        return fits
    kept = head if text[len(head) : len(head) + 1] == " " else head.rpartition(" ")[0]
    return kept.rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"


def telling(found: str) -> str:
    """Return what was found with what lies below the mark first, as the rest may not have room."""
    pieces = found.rstrip(".").split("; ")
    return sentence("; ".join(sorted(pieces, key=lambda one: "below 4.0" not in one)))


def missing(text: str) -> str:
    """Return what would settle a line, for readers without a terminal: no command, checks by their titles."""
    for pattern, words in PLAIN:
        text = pattern.sub(words, text)
    plain = _COMMAND.sub("", text).replace("`", "")
    if "cxdna survey audit" not in text:
        return capital(plain)
    named = _CHECK.sub(
        lambda found: f"\N{LEFT DOUBLE QUOTATION MARK}{TITLES[found[0]]}\N{RIGHT DOUBLE QUOTATION MARK}", plain
    )
    return capital(f"in the survey audit: {named}" if named != plain else named)

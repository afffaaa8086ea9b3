"""What in a survey can be counted but is worth a second look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.document import Flaw, Where
from cxdna.voice.survey.grammar import folded
from cxdna.voice.survey.model import Scale, Survey

# Words that say the same of what was expected, so that customers cannot tell two scores apart.
_ALIKE: Final = (
    ("above", "exceed", "more than", "better than", "beyond", "surpass", "over "),
    ("below", "less than", "worse than", "fell short", "not met", "under "),
    ("very satisfied", "extremely satisfied", "completely satisfied"),
    ("very dissatisfied", "extremely dissatisfied", "completely dissatisfied"),
)


def remarks(survey: Survey) -> Iterator[Flaw]:
    """Yield what is not wrong but may mislead, with the path in the survey's file."""
    if survey.independent and not survey.conducted_by:
        yield ("independent",), "who runs the survey independently is not said", "name them as 'conducted_by'"
    columns = survey.columns
    if columns.answer_date is not None and columns.answer_date == columns.event_date:
        do = "where only one day is known, delete 'answer_date'"
        yield ("columns", "answer_date"), "the event and the answer have the same column", do
    for at, question in enumerate(survey.questions):
        where: Where = ("questions", at)
        if question.bridge and not question.earlier:
            do = "name the scale it had before under 'earlier', or delete 'bridge'"
            yield (*where, "bridge"), "a bridge joins two scales, and there is only one", do
        yield from _alike(question.scale, (*where, "scale"))
        for place, earlier in enumerate(question.earlier):
            yield from _alike(earlier.scale, (*where, "earlier", place, "scale"))


def _alike(scale: Scale, where: Where) -> Iterator[Flaw]:
    """Yield neighbouring scores whose words say the same, such as above and exceeded expectations."""
    by_score = {int(score): words for score, words in scale.anchors.items()}
    for score, words in sorted(by_score.items()):
        above = by_score.get(score + 1)
        if above is not None and _group(words) is not None and _group(words) == _group(above):
            what = f"{score} ('{words}') and {score + 1} ('{above}') mean the same to most people"
            do = "word them apart in the next wave, as one is chosen for the other"
            yield (*where, "anchors", str(score + 1)), what, do


def _group(words: str) -> int | None:
    plain = folded(words)
    return next((at for at, group in enumerate(_ALIKE) if any(word in plain for word in group)), None)

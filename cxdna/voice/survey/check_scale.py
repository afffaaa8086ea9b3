"""What is wrong with a question's scales: their ends, their words, and those it had before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.document import Flaw, Where
from cxdna.voice.survey.grammar import folded, is_number, no_answers
from cxdna.voice.survey.model import Scale, Survey, SurveyQuestion

MOST_POINTS: Final = 101
_SEVEN: Final = (1, 7)
_USUAL_RULE: Final = "agree_5_to_7"


def flaws_of_question(question: SurveyQuestion, where: Where, survey: Survey) -> Iterator[Flaw]:
    """Yield what is wrong with the scales of a question that stands at that path."""
    yield from flaws_of_scale(question.scale, (*where, "scale"), survey)
    months: list[str] = []
    for at, earlier in enumerate(question.earlier):
        yield from flaws_of_scale(earlier.scale, (*where, "earlier", at, "scale"), survey)
        if months and earlier.until <= months[-1]:
            what = f"{earlier.until} does not come after {months[-1]}"
            yield (*where, "earlier", at, "until"), what, "put the scale that was used first at the top"
        months.append(earlier.until)
    seven = (question.scale.low, question.scale.high) == _SEVEN
    if question.effort_rule != _USUAL_RULE and not (question.about == "effort" and seven):
        what = "'effort_rule' is for questions about effort on a scale from 1 to 7"
        yield (*where, "effort_rule"), what, "delete it, or correct the scale or what the question is about"


def flaws_of_scale(scale: Scale, where: Where, survey: Survey) -> Iterator[Flaw]:
    """Yield what is wrong with a scale that stands at that path."""
    if scale.low >= scale.high:
        what = f"the scale goes from {scale.low} to {scale.high}"
        yield (*where, "low"), what, "'low' must be less than 'high'; say direction: low_is_good where low is good"
    elif scale.high - scale.low >= MOST_POINTS:
        what = f"the scale has {scale.high - scale.low + 1} points, limit {MOST_POINTS}"
        yield (*where, "high"), what, "correct its ends"
    meaning: dict[str, str] = {}
    for score, words in scale.anchors.items():
        at = (*where, "anchors", score)
        if score != str(int(score)):
            yield at, f"'{score}' is not how a score is written", f"write '{int(score)}'"
        elif not scale.low <= int(score) <= scale.high:
            yield at, f"{score} is outside the scale from {scale.low} to {scale.high}", "delete it"
        before = meaning.setdefault(folded(words), score)
        if before != score:
            yield at, f"'{words}' stands for {before} and for {score}", "give each score its own words"
        if is_number(words) or is_number(words, ","):
            yield at, f"the words for {score} are a number: '{words}'", "write words, or delete it"
        elif folded(words) in no_answers(survey):
            yield at, f"'{words}' stands for {score} and for no answer", "delete one"

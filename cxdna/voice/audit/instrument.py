"""What a survey's own wording shows: leading words, two questions in one, anchors, length, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from cxdna.definitions.remarks.loaded_words import FIXED_PAIRS, LEADING, words_in
from cxdna.definitions.remarks.phrasing import joined
from cxdna.definitions.wording import shortened
from cxdna.statistics.display import counted
from cxdna.voice.audit.model import Found, Result
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Scale, SurveyQuestion

MANY_QUESTIONS: Final = 15
TOO_MANY_QUESTIONS: Final = 30
ENOUGH_ITEMS: Final = 4
_LED: Final = re.compile(
    rf"(?<![\w-])({'|'.join(map(re.escape, sorted(LEADING, key=len, reverse=True)))})(?![\w-])", re.IGNORECASE
)
_AND: Final = re.compile(r"[\w'’-]+ and [\w'’-]+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_FILLERS: Final = words_in("a an and at by did do for i in is it me my of our the to us was we with you your")
_ALIKE: Final = (
    "above exceed exceeds exceeded exceeding beyond surpassed better over",
    "below under missed less",
    "met meets meet fulfilled",
    "failed fails fail failing",
    "very extremely highly completely totally fully definitely absolutely strongly",
    "somewhat rather fairly slightly partly probably mostly",
    "satisfied pleased happy content",
    "dissatisfied unsatisfied unhappy displeased",
    "expectations expectation expected expects",
)
_SENSE: Final = {word: group.split()[0] for group in _ALIKE for word in group.split()}
_NEUTRAL: Final = words_in("met meets meet neutral neither average undecided might maybe fair ok okay unsure partly")
_BAD: Final = words_in(
    "not no never failed fails fail below under missed less bad poor poorly worst terrible awful disagree unlikely "
    "dissatisfied unsatisfied unhappy displeased worse difficult hard weak"
)


def instrument(fielded: Fielded) -> Iterator[Found]:
    """Yield what the survey itself shows, and where answers came from, for the checks of its design."""
    survey = fielded.survey
    yield leading(survey.questions)
    yield from double_barrelled(survey.questions)
    yield anchors(survey.questions)
    yield _no_answer(fielded)
    yield _length(survey.questions)
    yield _direction(survey.questions)


def leading(questions: Sequence[SurveyQuestion]) -> Found:
    """Return which words of the texts lead to an answer, with the reason."""
    where = tuple(
        f"{one.id}: '{word}', {LEADING[word]}"
        for one in questions
        for word in dict.fromkeys(found.casefold() for found in _LED.findall(one.text))
    )
    found = f"{counted(len(where), 'word')} may lead to an answer" if where else "no text holds a word that leads"
    return Found(check="leading_words", result="remark" if where else "clear", found=found, where=where)


def double_barrelled(questions: Sequence[SurveyQuestion]) -> Iterator[Found]:
    """Yield the texts that ask two things, and apart from them those with an "and" that may."""
    sure = {one.id: found for one in questions if (found := joined(" ".join(one.text.split())))}
    perhaps = {one.id: pair for one in questions if one.id not in sure and (pair := _pair(one.text))}
    if sure:
        where = tuple(f"{name}: '{shortened(found)}' {why}" for name, (found, why) in sure.items())
        text = f"{counted(len(sure), 'question')} ask{'s' if len(sure) == 1 else ''} two things at once"
        yield Found(check="double_barrelled", result="finding", found=text, where=where)
    if perhaps:
        where = tuple(f"{name}: '{shortened(pair)}'" for name, pair in perhaps.items())
        text = f"{counted(len(perhaps), 'question')} may ask two things"
        yield Found(check="double_barrelled", result="remark", found=text, where=where)
    if not sure and not perhaps:
        yield Found(check="double_barrelled", result="clear", found="each question asks one thing")


def _pair(text: str) -> str:
    """Return two words that an "and" joins, where they do not name one thing."""
    bare = text
    for pair in FIXED_PAIRS:
        bare = re.sub(re.escape(pair), "", bare, flags=re.IGNORECASE)
    found = _AND.search(bare)
    return found[0] if found else ""


def anchors(questions: Sequence[SurveyQuestion]) -> Found:
    """Return which neighbouring scores are called alike, and which scales have more good words than bad ones."""
    named = [one for one in questions if one.scale.anchors]
    if not named:
        text = "the survey's file does not say what its scores are called"
        return Found(check="anchors", result="not proved", found=text)
    where = tuple(f"{one.id}: {flaw}" for one in named for flaw in _flaws(one.scale))
    unnamed = len(questions) - len(named)
    rest = f"; {counted(unnamed, 'question')} state no anchors" if unnamed else ""
    if where:
        found = f"{counted(len(where), 'flaw')} in the words for the scores{rest}"
        return Found(check="anchors", result="finding", found=found, where=where)
    result: Result = "not proved" if unnamed else "clear"
    return Found(check="anchors", result=result, found=f"the words for the scores differ and are in balance{rest}")


def _flaws(scale: Scale) -> Iterator[str]:
    said = sorted((int(score), text) for score, text in scale.anchors.items())
    for (low, one), (high, other) in pairwise(said):
        if high - low == 1 and _sense(one) == _sense(other):
            yield f"{low} '{shortened(one)}' and {high} '{shortened(other)}' say the same"
    if len(said) == scale.high - scale.low + 1:
        signs = [_sign(text) for _, text in said]
        good, bad = signs.count(1), signs.count(-1)
        if good != bad:
            yield f"{good} good and {bad} bad words: the scale is out of balance"


def _sense(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(_SENSE.get(word, word) for word in words if word not in _FILLERS)


def _sign(text: str) -> int:
    words = {word.casefold() for word in _WORD.findall(text)}
    if {"might", "may"} & words or (words & _NEUTRAL and not words & _BAD):
        return 0
    return -1 if words & _BAD else 1


def _no_answer(fielded: Fielded) -> Found:
    empty = sum(cell.n for cell in fielded.cells if not cell.cut and cell.standing == "no_answer")
    if fielded.survey.no_answer or empty:
        found = f"customers can leave a question out: {counted(empty, 'score')} without an answer"
        return Found(
            check="no_answer_option", result="clear", found=found, figures=(("without an answer", f"{empty:,}"),)
        )
    found = "no score is empty and the survey names nothing that stands for no answer"
    return Found(check="no_answer_option", result="not proved", found=found)


def _length(questions: Sequence[SurveyQuestion]) -> Found:
    count = len(questions)
    result: Result = "finding" if count > TOO_MANY_QUESTIONS else "remark" if count > MANY_QUESTIONS else "clear"
    figures = (("questions", str(count)),)
    return Found(check="length", result=result, found=counted(count, "question") + " with scores", figures=figures)


def _direction(questions: Sequence[SurveyQuestion]) -> Found:
    turned = sum(one.scale.direction == "low_is_good" for one in questions)
    figures = (("questions", str(len(questions))), ("with the good end low", str(turned)))
    if turned:
        return Found(check="all_positive", result="clear", found="the good end is not always high", figures=figures)
    if len(questions) < ENOUGH_ITEMS:
        found = "with fewer than four questions this cannot be told, and hardly matters"
        return Found(check="all_positive", result="not applicable", found=found, figures=figures)
    return Found(check="all_positive", result="remark", found="the good end is high everywhere", figures=figures)

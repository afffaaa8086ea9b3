"""Questions as assessments may show them in which nobody is to know who said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import Questionnaire
from cxdna.privacy.suppress import MINIMUM_FOR_WORDS, suppress
from cxdna.scores.collect import Said, collect
from cxdna.scores.dispute import disputes
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import Pair, QuestionScore, Response

# Cells into which people fall; role groups have names, which are not empty.
_EVERYBODY: Final = ""
_CHOSEN, _OTHERS = "chosen", "others"


class Secrecy(msgspec.Struct, frozen=True):
    """How many people answered, None where they are too few to be counted, and the questions that show nothing."""

    people: int | None
    withheld: frozenset[str]


def secrecy(
    questionnaire: Questionnaire, answers: AnswersFile, only: Collection[str] | None, group: str | None
) -> Secrecy | None:
    """Return what must be kept back in the scores of everybody, of one role group or of some people; None when named.

    Role groups are weighed against each other, some people against all others: neither may be few, nor follow from the
    other and the total. A group whose size must be hidden shows nothing at all.
    """
    if answers.assessment.mode == "named":
        return None
    if group is not None:
        cells, chosen = {one.id: one.group for one in answers.respondents}, group
    elif only is not None:
        cells, chosen = {one.id: _CHOSEN if one.id in only else _OTHERS for one in answers.respondents}, _CHOSEN
    else:
        cells, chosen = {one.id: _EVERYBODY for one in answers.respondents}, _EVERYBODY
    people = Counter(dict.fromkeys(cells.values(), 0) | {chosen: 0})
    people.update(cells[sheet.respondent] for sheet in answers.sheets)
    shown = suppress(people)
    withheld = {
        question
        for question, said in collect(questionnaire, answers, None).items()
        if chosen in _hidden(said, cells, shown.hidden)
    }
    return Secrecy(shown.cells[chosen], frozenset(withheld))


def _hidden(said: Said, cells: Mapping[str, str], also: frozenset[str]) -> frozenset[str]:
    """Return the cells of people whose answers to one question stay hidden: by their numbers, then by all answers."""
    counts = dict.fromkeys([*cells.values(), *also], 0)
    numbers = Counter(counts)
    numbers.update(cells[one.respondent] for one in said.responses if one.value is not None)
    hidden = suppress(numbers, also).hidden
    if sum(numbers.values()):
        silent = {cell for cell, count in numbers.items() if not count}
        few = Counter(cells[one.respondent] for one in said.responses if cells[one.respondent] in silent)
        return hidden | suppress(few).hidden
    everything = Counter(counts)
    everything.update(cells[one.respondent] for one in said.responses)
    return hidden | suppress(everything, also).hidden


def veiled(one: QuestionScore, secret: Secrecy | None, ladder: Ladder) -> QuestionScore:
    """Return a question without anything that says who gave which answer; as it is where all are named."""
    if secret is None:
        return one
    shown = _shown(one.responses)
    if one.state == "hidden":
        return replace(one, responses=(), shown_to=0, set_aside=0)
    if one.id in secret.withheld or (one.state == "unanswered" and one.responses and not shown):
        return replace(
            one,
            state="withheld",
            score=Pair(None, None),
            responses=(),
            distribution=(),
            spread=None,
            disputes=(),
            policy="",
            shown_to=0,
            set_aside=0,
        )
    words = len(one.responses) >= MINIMUM_FOR_WORDS
    return replace(
        one,
        responses=tuple(shown if words else map(_without_reason, shown)),
        disputes=disputes(shown, one.spread, ladder, counting=False),
        shown_to=len(shown),
        set_aside=0,
        remarks=tuple(sorted(answer.comment for answer in one.responses if answer.comment)) if words else (),
    )


def _shown(responses: Collection[Response]) -> list[Response]:
    """Return the answers that may be shown, signed by nobody, in the order of their values; then the others.

    How many do not know, and how many say that it does not apply, is shown where neither are few.
    """
    kinds = Counter({"dont_know": 0, "not_applicable": 0})
    kinds.update(_kind(one) for one in responses if one.value is None)
    hidden = suppress(kinds).hidden
    kept = [one for one in responses if one.value is not None or _kind(one) not in hidden]
    ordered = sorted(
        kept,
        key=lambda one: (one.value is None, one.value or 0, one.option or "", _kind(one), one.not_applicable or ""),
    )
    return [replace(one, respondent="", group="", comment="") for one in ordered]


def _kind(one: Response) -> str:
    return "dont_know" if one.dont_know else "not_applicable"


def _without_reason(one: Response) -> Response:
    return one if one.not_applicable is None else replace(one, not_applicable="")

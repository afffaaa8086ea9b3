"""Counts of a question in a span and group to its index: value, interval, distribution, and what does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.errors import UserError
from cxdna.privacy.suppress import suppress
from cxdna.statistics.interval import nps_interval, wilson
from cxdna.voice.counts.model import Cell, Standing
from cxdna.voice.indices import weigh
from cxdna.voice.indices.cells import (
    Cut,
    Part,
    canonical,
    cells_at,
    in_span,
    parts_of,
    question_of,
    require_cut,
    require_one_scale,
    shelf_of,
)
from cxdna.voice.indices.misread import refuse_misread
from cxdna.voice.indices.model import Index, Nps, Share, Span, Weighting, Word
from cxdna.voice.indices.rescale import best_high, boxes_of, from_five, scores_of
from cxdna.voice.indices.weigh import Figure
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Asks, EffortRule, Scale, Survey, SurveyQuestion

FEWEST_OF_INDEX: Final = 30
"""Fewer answers make no index."""
FEWEST_OF_REPORT: Final = 100
"""Fewer answers make an indicative index only."""
FEWEST_ACCOUNTS: Final = 5
"""Fewer accounts make no index that weighs accounts."""
FEWEST_EFFECTIVE: Final = 2
"""What accounts of unequal weight must be worth at least: below, one of them decides alone."""
PROMOTERS_FROM: Final = 9
DETRACTORS_TO: Final = 6
EASY_FROM: Final[Mapping[EffortRule, int]] = {"agree_5_to_7": 5, "agree_6_to_7": 6}
_ACCOUNT: Final = "account"
_LEFT_OUT: Final[frozenset[Standing]] = frozenset({"excluded", "staff", "unusable"})


class _Gathered(msgspec.Struct, frozen=True):
    """The answers that an index is made of; by account where accounts weigh, with those that have no place there."""

    parts: tuple[Part, ...]
    accounts: Mapping[str, tuple[Part, ...]] | None = None
    worth: Mapping[str, Fraction] | None = None
    unplaced: int = 0


def index_of(  # noqa: PLR0913 - what is asked, of whom, when, and how it is weighed are four different things
    fielded: Fielded,
    question: str,
    span: Span,
    cut: Cut = (),
    weighting: Weighting = "answers",
    *,
    asks: Asks = "customers",
) -> Index:
    """Return the index of a question over months, of all answers or of a group.

    Raises `UserError` for a question or a grouping that is not counted, for answers on several scales without a bridge,
    for weights that no file has, for files that were counted on another scale, and for a survey that asks others than
    `asks`: staff make no customers' index, so who wants the same reckoning of what they say has to ask for it.
    """
    refuse_misread(fielded)
    asked = question_of(fielded, question)
    if fielded.survey.asks != asks:
        what = f"survey {fielded.survey.id} asks {fielded.survey.asks}, not {asks}"
        raise UserError(what, "only what customers answer makes an index" if asks == "customers" else "choose another")
    require_cut(fielded.survey, [name for name, _ in cut])
    cells = tuple(cell for cell in cells_at(fielded, question, cut) if in_span(cell, span))
    gathered = _gathered(fielded, asked, span, cut, cells, weighting)
    require_one_scale(fielded, asked, span, gathered.parts)
    bare = _bare(asked, span, cut, weighting, cells, gathered)
    if suppress({"": bare.n}).total is None:
        return msgspec.structs.replace(bare, hidden=True)
    return _filled(bare, asked, gathered) if bare.n else bare


def require_weights(survey: Survey, weighting: Weighting) -> None:
    """Raise `UserError` where answers are to count by weights, and no column has any."""
    if weighting == "weights" and survey.columns.weight is None:
        do = "name their column as 'weight' under 'columns' in its file and count again, or weigh answers alike"
        raise UserError(f"survey {survey.id} has no column of weights", do)


def _gathered(  # noqa: PLR0913, PLR0917 - the answers of an index depend on all that it was asked by
    fielded: Fielded, asked: SurveyQuestion, span: Span, cut: Cut, cells: tuple[Cell, ...], weighting: Weighting
) -> _Gathered:
    if weighting in {"answers", "weights"}:
        return _Gathered(parts_of(asked, cells))
    dimensions = (*(name for name, _ in cut), _ACCOUNT)
    if dimensions.count(_ACCOUNT) > 1:
        raise UserError("one account cannot be weighed against others", "weigh its answers: leave out the weighting")
    require_cut(fielded.survey, dimensions)
    worth = weigh.revenues_of(fielded) if weighting == "revenue" else None
    placed: list[Cell] = []
    accounts: dict[str, tuple[Part, ...]] = {}
    for of, held in sorted(shelf_of(fielded, asked.id, dimensions).items()):
        account = dict(of)[_ACCOUNT]
        inside = [cell for cell in held if in_span(cell, span)] if set(cut) <= set(of) and account else []
        parts = parts_of(asked, inside) if worth is None or account in worth else ()
        if parts:
            accounts[account] = parts
            placed += inside
    parts = parts_of(asked, placed)
    everybody = sum(cell.n for cell in cells if cell.standing == "counted")
    return _Gathered(parts, accounts, worth, everybody - sum(part.n for part in parts))


def _bare(  # noqa: PLR0913, PLR0917 - as above
    asked: SurveyQuestion, span: Span, cut: Cut, weighting: Weighting, cells: Sequence[Cell], gathered: _Gathered
) -> Index:
    """Return an index of which only the numbers of answers are told."""
    parts = gathered.parts
    scale = parts[-1].scale if parts else asked.scale
    return Index(
        question=asked.id,
        about=asked.about,
        scale=scale,
        span=span,
        cut=canonical(cut),
        weighting=weighting,
        n=sum(part.n for part in parts),
        effective_n=Fraction(0),
        word="no score",
        levels=() if parts else tuple((score, 0) for score in scores_of(scale)),
        own=None,
        value=None,
        interval=None,
        top_two=None,
        bottom_two=None,
        accounts=None if gathered.accounts is None else len(gathered.accounts),
        late=sum(cell.n for cell in cells if cell.standing == "late"),
        left_out=sum(cell.n for cell in cells if cell.standing in _LEFT_OUT),
        excluded=sum(cell.n for cell in cells if cell.standing == "excluded"),
        staff=sum(cell.n for cell in cells if cell.standing == "staff"),
        unusable=sum(cell.n for cell in cells if cell.standing == "unusable"),
        no_answer=sum(cell.n for cell in cells if cell.standing == "no_answer"),
        boxes=boxes_of(scale),
        unplaced=gathered.unplaced,
        scales=tuple(part.scale for part in parts) if len(parts) > 1 else (),
    )


def _filled(bare: Index, asked: SurveyQuestion, gathered: _Gathered) -> Index:
    """Return the index with all that its answers say."""
    parts, figure = gathered.parts, _figure(bare.weighting, gathered)
    word = _word(bare, figure)
    mixed = len(parts) > 1
    levels = () if mixed else tuple((score, mass.n) for score, mass in parts[0].levels.items())
    mean = None if word == "no score" else figure.mean
    return msgspec.structs.replace(
        bare,
        effective_n=figure.effective_n,
        word=word,
        levels=levels,
        images=tuple(weigh.images_of(parts)) if mixed else (),
        own=None if mean is None or mixed else best_high(from_five(mean, bare.scale), bare.scale),
        value=mean,
        interval=None if mean is None else figure.interval,
        top_two=_boxes(parts, best=True),
        bottom_two=_boxes(parts, best=False),
        nps=None if bare.n < FEWEST_OF_INDEX or mixed else _nps(asked, bare.scale, dict(levels)),
        easy_from=EASY_FROM[asked.effort_rule] if asked.about == "effort" else None,
        easy=None if bare.n < FEWEST_OF_INDEX or mixed else _easy(asked, bare.scale, dict(levels)),
    )


def _figure(weighting: Weighting, gathered: _Gathered) -> Figure:
    if gathered.accounts is not None:
        return weigh.by_accounts(gathered.accounts, gathered.worth)
    return weigh.by_weights(gathered.parts) if weighting == "weights" else weigh.by_answers(gathered.parts)


def _word(index: Index, figure: Figure) -> Word:
    """Return how far an index carries: by its answers, or what weights leave of them; accounts can only lower that."""
    carries = Fraction(index.n)
    if index.accounts is None:
        carries = min(carries, figure.effective_n)
    elif index.accounts < FEWEST_ACCOUNTS or figure.effective_n < FEWEST_EFFECTIVE:
        return "no score"
    elif figure.effective_n < FEWEST_OF_INDEX:
        carries = min(carries, Fraction(FEWEST_OF_REPORT - 1))
    if carries < FEWEST_OF_INDEX:
        return "no score"
    return "indicative" if carries < FEWEST_OF_REPORT else "reported"


def _boxes(parts: Sequence[Part], *, best: bool) -> Share:
    """Return the share of the best or worst scores, each on its answers' own scale."""
    count = 0
    for part in parts:
        scores, boxes = scores_of(part.scale), boxes_of(part.scale)
        high_end = best == (part.scale.direction == "high_is_good")
        count += sum(part.levels[score].n for score in (scores[-boxes:] if high_end else scores[:boxes]))
    return _share(count, sum(part.n for part in parts))


def _share(count: int, n: int) -> Share:
    return Share(count, Fraction(count, n), wilson(count, n))


def _nps(asked: SurveyQuestion, scale: Scale, levels: Mapping[int, int]) -> Nps | None:
    """Return the net promoter score, of the answers on 0 to 10 to a question for recommendation only."""
    if asked.about != "recommendation" or (scale.low, scale.high, scale.direction) != (0, 10, "high_is_good"):
        return None
    promoters = sum(n for score, n in levels.items() if score >= PROMOTERS_FROM)
    detractors = sum(n for score, n in levels.items() if score <= DETRACTORS_TO)
    n = sum(levels.values())
    counts = (promoters, n - promoters - detractors, detractors)
    return Nps(*counts, Fraction(promoters - detractors, n), nps_interval(*counts))


def _easy(asked: SurveyQuestion, scale: Scale, levels: Mapping[int, int]) -> Share | None:
    """Return the share of those for whom it was easy, by the survey's convention, on 1 to 7 only."""
    if asked.about != "effort" or (scale.low, scale.high) != (1, 7):
        return None
    least = EASY_FROM[asked.effort_rule]
    easy = sum(n for score, n in levels.items() if best_high(Fraction(score), scale) >= least)
    return _share(easy, sum(levels.values()))

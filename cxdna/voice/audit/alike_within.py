"""How alike the answers of one account are: where they are, many answers of few accounts tell less than they seem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import shown
from cxdna.statistics.weights import cluster_design_effect
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.waves import ENOUGH
from cxdna.voice.indices.cells import in_span, parts_of, require_one_scale, shelf_of
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.weigh import Images, images_of, mean_of
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import SurveyQuestion

FEWEST_ACCOUNTS: Final = 5
NOTICED: Final = 1.05
"""A smaller effect changes no interval that anybody would see."""
_ACCOUNT: Final = "account"


def alike_within(fielded: Fielded, span: Span) -> Iterator[Found]:
    """Yield a note where answers of one account are so alike that intervals are wider than they are shown.

    By the design effect of clusters, with the intraclass correlation of an analysis of variance. Sources: Kish, Survey
    Sampling, 1965; Shrout and Fleiss, Psychological Bulletin 86 (1979), 420-428, ICC(1,1), for unequal groups by the
    mean size less its spread.
    """
    if _ACCOUNT not in fielded.survey.dimensions:
        return
    told = []
    for question in fielded.survey.questions:
        if question.about not in {"satisfaction", "recommendation"}:
            continue
        accounts = _accounts(fielded, question, span)
        effect = design_effect_of(accounts)
        if effect is not None and effect >= NOTICED:
            n = sum(count for images in accounts for _, count in images)
            worth = f"{n:,} answers of {len(accounts):,} accounts are worth {round(n / effect):,}"
            told.append((f"{question.id}, by accounts", f"{worth} (design effect {shown(Fraction(effect), 2)})"))
    if told:
        text = "answers of one account resemble each other, so intervals are wider than by the number of answers"
        yield Found(check="coverage", result="clear", found=text, figures=tuple(told))


def _accounts(fielded: Fielded, question: SurveyQuestion, span: Span) -> Sequence[Images]:
    """Return the answers of each account on 1 to 5; nothing where scales cannot be mixed."""
    found = []
    try:
        for ((_, account),), cells in sorted(shelf_of(fielded, question.id, (_ACCOUNT,)).items()):
            parts = parts_of(question, [cell for cell in cells if in_span(cell, span)]) if account else ()
            if parts:
                require_one_scale(fielded, question, span, parts)
                found.append(images_of(parts))
    except UserError:
        return ()  # told by another check
    return found


def design_effect_of(groups: Sequence[Images]) -> float | None:
    """Return by what factor the variance of the mean of groups of answers rises; None for too few to tell."""
    sizes = [sum(count for _, count in images) for images in groups]
    n, k = sum(sizes), len(sizes)
    if k < FEWEST_ACCOUNTS or n < ENOUGH or n == k:
        return None
    means = [mean_of(images) for images in groups]
    middle = sum((size * mean for size, mean in zip(sizes, means, strict=True)), Fraction(0)) / n
    between = sum((size * (mean - middle) ** 2 for size, mean in zip(sizes, means, strict=True)), Fraction(0))
    inside = sum(
        (count * (image - mean) ** 2 for images, mean in zip(groups, means, strict=True) for image, count in images),
        Fraction(0),
    )
    squares = Fraction(sum(size * size for size in sizes), n)
    of_groups, of_answers = between / (k - 1), inside / (n - k)
    spread = of_groups + ((n - squares) / (k - 1) - 1) * of_answers
    alike = max(0.0, float((of_groups - of_answers) / spread)) if spread else 0.0
    # The size that a random answer's account has: large accounts weigh more in the mean.
    return cluster_design_effect(squares, alike)

"""Who answered against the population, how alike accounts are, and what channels and month ends do to an index."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import msgspec
import pytest

from cxdna.voice.audit.alike_within import alike_within, design_effect_of
from cxdna.voice.audit.channels import channel_scores
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.population import population
from cxdna.voice.audit.timing import Answered, month_ends
from cxdna.voice.award.measured import span_of
from cxdna.voice.counts.model import Cell
from cxdna.voice.model import Fielded
from cxdna.voice.survey.check import flaws
from cxdna.voice.survey.model import Columns, Survey
from tests.voice.award.year import SURVEY, cells, file_of

YEAR = span_of(2025)
ASKED = msgspec.structs.replace(
    SURVEY, columns=Columns(event_date="d", category="c", channel="ch", tier="t", account="a")
)


def stated(**groups: Mapping[str, int]) -> Survey:
    return msgspec.structs.replace(ASKED, population={name: dict(sizes) for name, sizes in groups.items()})


def told(given: list[Cell], survey: Survey) -> list[Found]:
    return list(population(Fielded(survey, (file_of(given),)), YEAR))


def mix(glad: int, cross: int) -> list[Cell]:
    """Return answers of a tier that is glad (mean 5) and of one that is not (mean 3)."""
    return [*cells({5: glad}, 202501, "overall", tier="Key"), *cells({3: cross}, 202502, "overall", tier="Other")]


def test_nothing_is_said_where_no_population_is_stated() -> None:
    assert told(mix(50, 50), ASKED) == []


def test_who_answered_is_held_against_the_population() -> None:
    like = told(mix(50, 150), stated(tier={"key": 100, "Other": 300}))
    assert [one.result for one in like] == ["clear"]
    (unlike,) = told(mix(150, 50), stated(tier={"key": 100, "Other": 300}))
    assert (unlike.check, unlike.result) == ("coverage", "finding")
    assert unlike.where == (
        "tier 'Other': 25% of the answers, 75% of the customers",
        "tier 'key': 75% of the answers, 25% of the customers",
    )
    figures = dict(unlike.figures)
    assert figures["overall with each tier at its share of the population"] == "3.50 in place of 4.50 (−1.00)"
    needed = figures["400 customers call for, to know a share to 5 points either way"]
    assert needed == "196 answers; 200 are there"


def test_a_small_difference_is_a_remark_however_many_answered() -> None:
    sizes = {"Key": 5000, "Other": 5000}
    (little,) = told(mix(5450, 4550), stated(tier=sizes))
    assert (little.result, little.found) == (
        "remark",
        "who answered is not like the population by tier, though no share differs by 5 points",
    )
    (much,) = told(mix(5500, 4500), stated(tier=sizes))
    assert much.result == "finding"


def test_several_dimensions_are_adjusted_for_each_other() -> None:
    # A chi-square of 7.36 has p = 0.0067: under 1% alone, over it as one of two.
    given = [
        *cells({4: 121}, 202501, "overall", tier="Key", category="One"),
        *cells({4: 79}, 202501, "overall", tier="Other", category="Two"),
    ]
    (alone,) = told(given, stated(tier={"Key": 102, "Other": 98}))
    assert alone.result == "finding"
    both = told(given, stated(tier={"Key": 102, "Other": 98}, category={"One": 121, "Two": 79}))
    assert [one.result for one in both] == ["clear", "clear"]


def test_few_answers_and_groups_that_are_not_stated_are_told() -> None:
    (few,) = told(mix(5, 5), stated(tier={"Key": 100, "Other": 300}))
    assert few.result == "not proved"
    found = told([*mix(50, 150), *cells({1: 9}, 202503, "overall", tier="Keey")], stated(tier={"Key": 1, "Other": 3}))
    assert [one.result for one in found] == ["remark", "clear"]
    assert "Keey" not in str(found)


def test_a_group_of_few_is_not_told_nor_told_by_the_rest() -> None:
    given = [*mix(150, 50), *cells({1: 2}, 202503, "overall", tier="Secret")]
    (found,) = told(given, stated(tier={"Key": 100, "Other": 300, "Secret": 1}))
    assert found.result == "finding"
    assert "Secret" not in str(found)
    assert "Other" not in str(found.where), "it hides the small one"


@pytest.mark.parametrize(
    ("groups", "what"),
    [
        ({"region": {"North": 1, "South": 2}}, "'region' is nothing that answers can be grouped by"),
        ({"tier": {"Key": 100, "Other": 0}}, "the population has fewer than two groups by 'tier'"),
        ({"tier": {"Key": 100, "key": 3}}, "group 'key' and group 'Key' differ in capitals only"),
    ],
)
def test_a_population_that_cannot_be_is_told(groups: dict[str, dict[str, int]], what: str) -> None:
    assert [told for _, told, _ in flaws(stated(**groups)) if "question" not in told] == [what]


def accounts(*levels: Mapping[int, int]) -> Fielded:
    given = [cell for at, one in enumerate(levels) for cell in cells(one, 202501, "overall", account=f"Account {at}")]
    return Fielded(ASKED, (file_of(given),))


def test_answers_of_one_account_that_are_alike_tell_less() -> None:
    (found,) = alike_within(accounts(*({5: 10} if at % 2 else {3: 10} for at in range(10))), YEAR)
    assert found.result == "clear"
    assert dict(found.figures) == {
        "overall, by accounts": "100 answers of 10 accounts are worth 10 (design effect 10.00)"
    }
    assert list(alike_within(accounts(*({5: 5, 3: 5} for _ in range(10))), YEAR)) == []
    assert list(alike_within(Fielded(SURVEY, ()), YEAR)) == []


def test_the_design_effect_follows_from_the_published_correlation() -> None:
    # Shrout and Fleiss 1979, table 2: six targets, four judges, ICC(1,1) = 0.166; BMS = 56.2083 / 5, WMS = 112.75 / 18.
    table = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
    groups = [[(Fraction(score), n) for score, n in sorted(Counter(row).items())] for row in table]
    assert design_effect_of([*groups]) is None, "24 answers are too few to tell"
    effect = design_effect_of([[(image, 2 * n) for image, n in row] for row in groups])
    # Each answer twice: between 2 x 56.2083 / 5, inside 2 x 112.75 / 42, of eight each.
    between, inside = 2 * 56.208333 / 5, 2 * 112.75 / 42
    assert effect == pytest.approx(1 + 7 * (between - inside) / (between + 7 * inside), rel=1e-6)


def by_channel(web: Mapping[int, int], phone: Mapping[int, int]) -> list[Found]:
    given = [*cells(web, 202501, "overall", channel="web"), *cells(phone, 202501, "overall", channel="phone")]
    return list(channel_scores(Fielded(ASKED, (file_of(given),)), YEAR))


def test_channels_that_rate_otherwise_are_a_remark() -> None:
    (found,) = by_channel({5: 80, 4: 20}, {5: 20, 4: 80})
    assert (found.check, found.result) == ("channel_shift", "remark")
    assert found.where == ("overall: 'phone' −0.60 points", "overall: 'web' +0.60 points")
    assert [one.result for one in by_channel({5: 50, 4: 50}, {5: 52, 4: 48})] == ["clear"]
    assert by_channel({5: 5}, {4: 5}) == []
    assert list(channel_scores(Fielded(SURVEY, ()), YEAR)) == []


def ends(*days: tuple[int, int, int]) -> Found | None:
    return month_ends(
        Answered("overall", dt.date(2025, month, 1), dt.date(2025, month, day), 5, n) for month, day, n in days
    )


def test_answers_that_pile_up_at_month_ends_are_a_remark() -> None:
    even = [(month, day, 2) for month in (1, 2, 3) for day in range(1, 29)]
    found = ends(*even)
    assert found is not None
    assert found.result == "clear"
    piled = ends(*even, (1, 31, 30), (2, 27, 30), (3, 30, 30))
    assert piled is not None
    assert (piled.check, piled.result) == ("timing", "remark")
    assert ends((1, 31, 100)) is None
    assert ends(*((1, day, 2) for day in range(1, 29))) is None, "one month has no second end"
    assert month_ends(()) is None

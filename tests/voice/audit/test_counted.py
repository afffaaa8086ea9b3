"""What counts show: who is missing, who was left out, what moved and what changed."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from cxdna.voice.audit.changed import changes
from cxdna.voice.audit.counted import (
    channel_shift,
    chosen_window,
    exclusions,
    late_answers,
    missing_groups,
    roles,
    styles,
)
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.response import response
from cxdna.voice.audit.rounding import rounding, unrounded
from cxdna.voice.award.measured import span_of
from cxdna.voice.counts.model import MILLION, Cell, Returned
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Columns, Earlier, Scale
from tests.voice.award.year import SURVEY, WINDOW, answers, cells, file_of

YEAR = span_of(2025)
ALL = msgspec.structs.replace(
    SURVEY,
    columns=Columns(
        event_date="d", category="c", unit="u", role="r", channel="ch", country="co", language="l", tier="t"
    ),
    late_after_days=30,
)


def field(given: Iterable[Cell], **of_file: Any) -> Fielded:
    return Fielded(ALL, (file_of(given, **of_file),))


def asked(month: int, n: int, **groups: Any) -> list[Cell]:
    return cells({5: n}, month, "overall", **groups)


def test_a_group_that_is_missing_in_a_wave_is_told() -> None:
    everywhere = [
        cell for month in (1, 4, 7, 10) for cell in asked(202500 + month, 40, category="Repairs", country="GB")
    ]
    gap = [cell for month in (1, 4, 10) for cell in asked(202500 + month, 40, category="Support", country="GB")]
    found = missing_groups(field([*everywhere, *gap]))
    assert found.result == "remark"
    assert found.where == ("category 'Support' has no answers in 2025 Q3",)
    assert missing_groups(field(everywhere)).result == "clear"
    assert missing_groups(field(asked(202501, 40, category="Repairs"))).result == "not proved"


def test_small_groups_are_never_named() -> None:
    everywhere = [cell for month in (1, 4, 7) for cell in asked(202500 + month, 40, category="Repairs", role="decides")]
    few = [cell for month in (1, 4) for cell in asked(202500 + month, 2, category="Secret", role="owner")]
    both = field([*everywhere, *few])
    assert "Secret" not in str(missing_groups(both))
    assert "owner" not in str(roles(both))


@pytest.mark.parametrize(
    ("left_out", "result", "where"),
    [
        ((1, 1, 1), "clear", ()),
        ((1, 1, 30), "finding", ("2025 Q3: 13% left out",)),
        ((4, 10, 10), "finding", ("2025 Q2: 5% after 2%",)),
        ((1, 4, 4), "clear", ()),
    ],
)
def test_exclusions_over_five_per_cent_or_doubled(
    left_out: tuple[int, ...], result: str, where: tuple[str, ...]
) -> None:
    given = [
        cell
        for month, n in zip((1, 4, 7), left_out, strict=True)
        for cell in (
            *asked(202500 + month, 200),
            *cells({5: n}, 202500 + month, "overall", standing="excluded"),
        )
    ]
    found = exclusions(field(given))
    assert (found.result, found.where) == (result, where)


def test_no_exclusions_say_what_cannot_be_seen() -> None:
    assert "cannot be seen" in exclusions(field(asked(202501, 40))).found


def test_only_happy_roles() -> None:
    assert roles(field(asked(202501, 40, role="influences"))).result == "finding"
    one = roles(field([*asked(202501, 90, role="Decides"), *asked(202501, 10, role="uses")]))
    assert (one.result, "'Decides'" in one.found) == ("remark", True)
    mixed = roles(field([*asked(202501, 60, role="Decision maker"), *asked(202501, 40, role="uses")]))
    assert mixed.result == "clear"
    assert roles(field(asked(202501, 40))).result == "not proved"
    assert roles(Fielded(SURVEY, (file_of(()),))).result == "not proved"


def test_a_shift_of_channels_between_waves() -> None:
    def mix(first: int, second: int) -> Found:
        return channel_shift(
            field(
                [
                    *asked(202501, first, channel="web"),
                    *asked(202501, 200 - first, channel="phone"),
                    *asked(202504, second, channel="web"),
                    *asked(202504, 200 - second, channel="phone"),
                ]
            )
        )

    assert mix(100, 102).result == "clear"
    assert mix(100, 150).result == "finding"
    assert "moved by 25 percentage points" in mix(100, 150).found
    assert channel_shift(field(asked(202501, 40, channel="web"))).result == "not proved"
    assert (
        channel_shift(field([*asked(202501, 40, channel="web"), *asked(202504, 40, channel="web")])).result == "clear"
    )
    assert channel_shift(Fielded(SURVEY, (file_of([*asked(202501, 40), *asked(202504, 40)]),))).result == "not proved"


def test_late_answers_have_a_share() -> None:
    late = cells({5: 10}, 202501, "overall", standing="late")
    assert late_answers(field([*asked(202501, 90), *late])).result == "remark"
    assert late_answers(field(asked(202501, 90))).result == "clear"
    nearly = late_answers(field([*asked(202501, 180), *late]))
    assert (nearly.result, nearly.found) == ("remark", "5.3% of the answers came too late and do not count")
    assert late_answers(Fielded(SURVEY, (file_of(()),))).result == "not proved"


def test_languages_and_countries_ask_a_person_where_there_are_several() -> None:
    several = field([*asked(202501, 40, language="en", country="GB"), *asked(202501, 40, language="de", country="DE")])
    assert styles(several, "languages", "language").result == "not proved"
    assert styles(several, "countries", "country").figures[0][1] == "DE and GB"
    assert styles(field(asked(202501, 40, language="en")), "languages", "language").result == "not applicable"
    assert styles(Fielded(SURVEY, (file_of(()),)), "languages", "language").result == "not proved"


def test_a_window_is_fixed_before_the_first_event() -> None:
    given = field(answers())
    late = msgspec.structs.replace(WINDOW, fixed=dt.date(2025, 5, 1))
    assert chosen_window(given, (WINDOW,)).result == "clear"
    assert chosen_window(given, (late, WINDOW)).result == "remark"
    assert chosen_window(given, ()).result == "not proved"
    other = msgspec.structs.replace(WINDOW, survey="another")
    assert chosen_window(given, (other,)).result == "not proved"


def test_rows_that_disappear_between_files_are_found() -> None:
    whole = file_of([*asked(202501, 40), *asked(202502, 40), *asked(202503, 10)], "first.csv", withdrawn=True)
    less = file_of([*asked(202501, 38), *asked(202502, 40), *asked(202503, 8)], "second.csv", added=dt.date(2026, 3, 1))
    found = {one.check: one for one in changes(Fielded(SURVEY, (less,)), (whole,))}
    assert found["late_deletion"].result == "finding"
    assert found["late_deletion"].where == ("January 2025: 40 answers in first.csv, 38 count now",)
    assert found["changed_rules"].result == "clear"


def test_the_open_month_of_a_file_and_more_answers_are_no_deletion() -> None:
    first = file_of([*asked(202501, 40), *asked(202502, 10)], withdrawn=True)
    second = file_of([*asked(202501, 41), *asked(202502, 9)], added=dt.date(2026, 3, 1))
    assert {one.check for one in changes(Fielded(SURVEY, (second,)), (first,))} == {"changed_rules"}


def test_a_replacement_of_the_same_day_hides_nothing() -> None:
    whole = file_of([*asked(202501, 40), *asked(202502, 10)], "first.csv", withdrawn=True)
    less = file_of([*asked(202501, 38), *asked(202502, 10)], "second.csv", added=whole.added)
    found = {one.check: one.result for one in changes(Fielded(SURVEY, (less,)), (whole,))}
    assert found["late_deletion"] == "finding"


def test_a_file_taken_out_whole_is_a_remark_and_further_answers_of_a_month_are_no_loss() -> None:
    kept = file_of([*asked(202503, 40), *asked(202504, 40)], "kept.csv")
    gone = file_of([*asked(202501, 40), *asked(202502, 40)], "gone.csv", withdrawn=True)
    found = next(one for one in changes(Fielded(SURVEY, (kept,)), (gone,)) if one.check == "late_deletion")
    assert (found.result, found.where[0]) == ("remark", "January 2025: 40 answers in gone.csv, which was taken out")
    more = file_of(asked(202503, 5), "more.csv", added=dt.date(2026, 3, 1))
    assert {one.check for one in changes(Fielded(SURVEY, (kept, more)))} == {"duplicates", "changed_rules"}


def test_months_in_two_files_that_both_count_may_count_twice() -> None:
    one, other = file_of(asked(202501, 40), "a.csv"), file_of(asked(202501, 40), "b.csv", added=dt.date(2026, 3, 1))
    found = {each.check: each for each in changes(Fielded(SURVEY, (one, other)))}
    assert found["duplicates"].where == ("January 2025: a.csv and b.csv",)


def test_changed_versions_scales_and_weights() -> None:
    one, other = file_of(asked(202501, 40)), file_of(asked(202504, 40), "b.csv", survey_hash="2" * 64)
    assert [each.result for each in changes(Fielded(SURVEY, (one, other)))] == ["remark"]
    earlier = (Earlier(until="2024-12", scale=Scale(low=0, high=10)),)
    question = msgspec.structs.replace(SURVEY.questions[0], earlier=earlier)
    bare = msgspec.structs.replace(SURVEY, questions=(question,))
    assert [each.result for each in changes(Fielded(bare, (one,)))] == ["finding"]
    bridged = msgspec.structs.replace(bare, questions=(msgspec.structs.replace(question, bridge="both asked"),))
    assert [each.result for each in changes(Fielded(bridged, (one,)))] == ["remark"]


def test_weights_whose_effect_doubles_are_found() -> None:
    equal = [Cell("overall", 202501, "2025 Q1", "counted", (), 5, 40, 40 * MILLION, 40 * MILLION**2)]
    uneven = [Cell("overall", 202504, "2025 Q2", "counted", (), 5, 40, 40 * MILLION, 100 * MILLION**2)]
    found = list(changes(Fielded(SURVEY, (file_of([*equal, *uneven]),))))
    assert [one.result for one in found] == ["finding"]
    assert found[0].where == ("2025 Q1: effect of weights 1.00", "2025 Q2: effect of weights 2.50")


def returned(**became: int) -> Fielded:
    file = file_of(answers())
    rows = tuple(Returned("2025 Q1", name, n) for name, n in became.items())  # type: ignore[arg-type]
    return Fielded(SURVEY, (msgspec.structs.replace(file, counts=msgspec.structs.replace(file.counts, returned=rows)),))


def test_response_rates_agree_with_the_published_example() -> None:
    found = response(returned(complete=650, partial=50, refused=150, no_contact=100, other=30, unknown=20), YEAR)
    figures = dict(found.figures)
    assert figures["RR1, complete of all invited"] == "65%"
    assert figures["COOP3, complete of those reached and able"] == "76%"
    assert figures["REF1, refused"] == "15%"
    assert found.result == "not proved"
    assert "it has to be analysed" in found.found
    assert figures["overall: 4.0 is lost if those silent average under"] == "2.76"
    assert figures["overall: if those silent average half a point less, the mean of all is lower by"] == "0.15"


def test_a_high_rate_is_clear_and_none_is_not_proved() -> None:
    assert response(returned(complete=90, refused=10), YEAR).result == "clear"
    assert response(returned(), YEAR).result == "not proved"
    assert response(returned(complete=10), YEAR).result == "clear"


def test_next_to_4_every_index_is_told_unrounded() -> None:
    assert rounding(field(answers()), YEAR).result == "clear"
    near = rounding(field(answers(satisfied={5: 1000, 4: 3000, 3: 1001})), YEAR)
    assert near.result == "remark"
    assert near.where[0] == "overall, 2025: 3.9998 (20,003/5,001), below 4.0"
    assert {"overall, 2025 Q1", "overall, category 'Field service'"} <= {one.split(":")[0] for one in near.where}
    assert rounding(field(()), YEAR).result == "not proved"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(4), "4.00 (4/1), at 4.0"),
        (Fraction(3999, 1000), "3.999 (3,999/1,000), below 4.0"),
        (Fraction(4 * 10**6 + 1, 10**6), "4.000001 (4,000,001/1,000,000), above 4.0"),
    ],
)
def test_a_value_never_looks_like_4_when_it_is_not(value: Fraction, text: str) -> None:
    assert unrounded(value) == text

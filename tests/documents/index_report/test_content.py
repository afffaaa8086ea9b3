"""What index reports say: every number in a drafted sentence is reckoned again here, from the bare counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

import msgspec
import pytest

from cxdna.documents.draft import Draft, in_words
from cxdna.documents.index_report.build import build
from cxdna.documents.index_report.material import IndexMaterial
from cxdna.documents.index_report.model import IndexView
from cxdna.documents.index_report.response_page import outcomes_of
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.waves import waves_of
from cxdna.voice.survey.model import Scale
from tests.documents.index_report import surveys

Cut = tuple[tuple[str, str], ...]
EN_DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


@pytest.fixture(scope="module", params=surveys.CASES)
def case(request: pytest.FixtureRequest) -> tuple[IndexMaterial, IndexView]:
    material = surveys.CASES[request.param]()
    return material, build(material)


class Again:
    """The figures of a report, worked out by other means than the report's own."""

    def __init__(self, material: IndexMaterial) -> None:
        self.material = material
        self.span = material.span

    def images(self, question: str, cut: Cut = (), span: Span | None = None) -> Counter[Fraction]:
        span = span or self.span
        found: Counter[Fraction] = Counter()
        for cell in self.material.fielded.cells:
            if (
                cell.question == question
                and cell.cut == cut
                and cell.standing == "counted"
                and span.first <= cell.month <= span.last
            ):
                assert cell.level is not None
                scale = self.scale(question, cell.month)
                image = 1 + Fraction(4 * (cell.level - scale.low), scale.high - scale.low)
                found[image if scale.direction == "high_is_good" else 6 - image] += cell.n
        return found

    def scale(self, question: str, month: int) -> Scale:
        asked = self.material.fielded.question(question)
        before = (one.scale for one in asked.earlier if month <= int(one.until.replace("-", "")))
        return next(before, asked.scale)

    @staticmethod
    def mean(images: Counter[Fraction]) -> Fraction:
        return sum((image * n for image, n in images.items()), Fraction(0)) / images.total()

    def ends(self, images: Counter[Fraction]) -> tuple[float, float] | None:
        """Student's interval; the quantile by the expansion of Cornish and Fisher, good to five digits from 30 on."""
        n, mean = images.total(), self.mean(images)
        spread = sum((image - mean) ** 2 * count for image, count in images.items()) / (n - 1)
        if not spread:
            return None
        z, v = 1.959963984540054, n - 1
        t = (
            z
            + (z**3 + z) / (4 * v)
            + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        )
        half = t * math.sqrt(spread / n)
        return float(mean) - half, float(mean) + half

    def verdict(self, images: Counter[Fraction]) -> str:
        if images.total() < 30:
            return "without a score"
        ends = self.ends(images)
        if ends is None:
            return f"{'above' if self.mean(images) >= 4 else 'under'} 4.0, all answers alike"
        return (
            "clearly above 4.0" if ends[0] >= 4 else "clearly under 4.0" if ends[1] < 4 else "too close to 4.0 to call"
        )

    def groups(self, question: str, dimension: str) -> dict[str, Counter[Fraction]]:
        names = {
            cell.cut[0][1] for cell in self.material.fielded.cells if [name for name, _ in cell.cut] == [dimension]
        }
        return {name: self.images(question, ((dimension, name),)) for name in sorted(names)}

    def shown(self, question: str, dimension: str) -> dict[str, Counter[Fraction]]:
        return {name: one for name, one in self.groups(question, dimension).items() if one.total() >= 30}

    def standing(self, question: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for cell in self.material.fielded.cells:
            if cell.question == question and not cell.cut and self.span.first <= cell.month <= self.span.last:
                found[cell.standing] += cell.n
        return found

    def fates(self) -> Counter[str]:
        waves = {
            cell.wave
            for cell in self.material.fielded.cells
            if not cell.cut and self.span.first <= cell.month <= self.span.last
        }
        found: Counter[str] = Counter()
        for one in self.material.fielded.returned:
            if one.wave in waves:
                found[one.disposition] += one.n
        return found

    def rr1(self) -> Fraction:
        fates = self.fates()
        return Fraction(fates["complete"], fates.total())

    def break_even(self, question: str) -> Fraction:
        mean, share = self.mean(self.images(question)), self.rr1()
        return (4 - share * mean) / (1 - share)

    def wave(self, question: str, label: str) -> Fraction:
        point = next(one for one in waves_of(self.material.fielded, question) if one.span.label == label)
        return self.mean(self.images(question, (), point.span))


def two(value: Fraction | float) -> str:
    exact = Fraction(value)
    return f"{math.floor(abs(exact) * 100 + Fraction(1, 2)) / 100:.2f}"


def whole(share: Fraction) -> str:
    return f"{math.floor(share * 100 + Fraction(1, 2))}%"


def answers(n: int) -> str:
    return "1 answer" if n == 1 else f"{n:,} answers"


def facts(again: Again) -> dict[str, Callable[..., str]]:
    """Return how each kind of fact is reckoned, from what it is of."""
    return {
        "value": lambda q: two(again.mean(again.images(q))),
        "n": lambda q: answers(again.images(q).total()),
        "verdict": lambda q: again.verdict(again.images(q)),
        "group_value": lambda q, d, g: two(again.mean(again.images(q, ((d, g),)))),
        "group_n": lambda q, d, g: answers(again.images(q, ((d, g),)).total()),
        "group_low": lambda q, d, g: _end(again, q, d, g, 0),
        "group_high": lambda q, d, g: _end(again, q, d, g, 1),
        "group_gap": lambda q, d, g: f"{two(_gap(again, q, d, g))} points",
        "group_verdict": lambda q, d, g: again.verdict(again.images(q, ((d, g),))),
        "scored": lambda q, d: in_words(len(again.shown(q, d))),
        "above": lambda q, d: in_words(_count(again, q, d, "clearly above 4.0")),
        "under": lambda q, d: in_words(_count(again, q, d, "clearly under 4.0")),
        "waves": lambda q: f"{len(waves_of(again.material.fielded, q))} waves",
        "wave_value": lambda q, label: two(again.wave(q, label)),
        "counted": lambda q: answers(again.standing(q)["counted"]),
        "aside": lambda q: f"{sum(again.standing(q)[one] for one in ('late', 'excluded', 'staff', 'unusable')):,}",
        "rr1": lambda: whole(again.rr1()),
        "silent": lambda: whole(1 - again.rr1()),
        "break_even": lambda q: two(again.break_even(q)),
        "break_even_gap": lambda q: _signed(again.break_even(q) - again.mean(again.images(q))),
        "audit": lambda result: in_words(
            sum(one.result == result for one in again.material.audit.outcomes) if again.material.audit else 0
        ),
    }


def _signed(gap: Fraction) -> str:
    return f"{MINUS if gap < 0 else '+'}{two(gap)}"


def _end(again: Again, question: str, dimension: str, group: str, side: int) -> str:
    ends = again.ends(again.images(question, ((dimension, group),)))
    return "" if ends is None else two((max(ends[0], 1), min(ends[1], 5))[side])


def _gap(again: Again, question: str, dimension: str, group: str) -> Fraction:
    own = again.images(question, ((dimension, group),))
    rest = again.images(question)
    rest.subtract(own)
    return again.mean(own) - again.mean(+rest)


def _count(again: Again, question: str, dimension: str, verdict: str) -> int:
    return sum(again.verdict(one) == verdict for one in again.shown(question, dimension).values())


def drafts(value: object) -> Iterator[Draft]:
    """Yield every drafted sentence of a view."""
    if isinstance(value, Draft):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from drafts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from drafts(one)


IN_WORDS = frozenset({"name", "trend", "trend_reason", "worst", "signals"})
"""Facts that tests of their own look at."""

UNSAID = frozenset({"verdict", "n", "above", "under", "audit", "wave_value", "aside"})
"""Facts that a sentence may rest on in words of its own: none, neither, no answer."""


def test_every_claim_of_every_sentence_is_what_the_counts_say(case: tuple[IndexMaterial, IndexView]) -> None:
    material, view = case
    known, seen = facts(Again(material)), 0
    for one in drafts(view):
        for claim in one.claims:
            if claim.kind in IN_WORDS:
                continue
            assert claim.said == known[claim.kind](*claim.of), (one.text, claim)
            assert claim.said in one.text or claim.kind in UNSAID, one.text
            seen += 1
    assert seen > 3


def test_a_number_enters_a_sentence_only_through_a_claim(case: tuple[IndexMaterial, IndexView]) -> None:
    for one in drafts(case[1]):
        rest = one.text.lower()
        for claim in sorted(one.claims, key=lambda claim: -len(claim.said)):
            rest = rest.replace(claim.said.lower(), "")
        allowed = rest.replace("4.0", "").replace("takes 30", "").replace("30 answers", "").replace("95% interval", "")
        assert not any(char.isdigit() for char in allowed), (one.text, allowed)


def test_the_worst_group_is_the_one_furthest_under() -> None:
    material = surveys.ordinary()
    view, again = build(material), Again(material)
    page = view.questions[0]
    worst = next(claim.said for claim in page.headline.claims if claim.kind == "worst")
    under = {
        name: again.ends(one)
        for name, one in again.shown("satisfaction", "category").items()
        if again.verdict(one) == "clearly under 4.0"
    }
    assert worst == min(under, key=lambda name: (under[name] or (0.0, 9.0))[1]) == "Technical support"


def test_satisfaction_and_recommendation_are_never_put_together(case: tuple[IndexMaterial, IndexView]) -> None:
    material, view = case
    asked = [one.question.about for one in material.leads]
    assert len(view.answer.cards) == len(asked) == len(set(asked))
    for card in view.answer.cards:
        if card.number:
            assert card.interval
            assert "answers" in card.word
            assert card.strip is not None


def test_no_value_stands_without_its_number_of_answers_and_distribution(case: tuple[IndexMaterial, IndexView]) -> None:
    rows = [row for page in case[1].questions for table in page.tables for row in table.rows] + list(case[1].listed)
    for row in rows:
        if row.says:
            assert (row.value, row.n, row.spot, row.strip) == ("", "", None, None), "a hidden group shows nothing"
        else:
            assert row.n
            assert row.interval
            assert row.strip is not None
    assert rows


def test_hidden_groups_are_named_and_say_why() -> None:
    view = build(surveys.twelve())
    (categories, _) = view.questions[0].tables
    hidden = [row for row in categories.rows if row.says]
    assert len(hidden) >= 2
    assert all("fewer than five" in row.says for row in hidden)
    assert any("hidden" in line for line in categories.notes)
    assert any("hidden" in line for line in view.method.hidden)


def test_countries_stand_in_the_order_of_the_alphabet_without_marks() -> None:
    view = build(surveys.ordinary())
    (table,) = [one for one in view.questions[0].tables if one.caption == "By country"]
    assert [row.name for row in table.rows] == ["Austria", "Germany", "Poland", "United Kingdom"]
    assert not any(row.mark for row in table.rows)
    assert not any(row.spot.under for row in table.rows if row.spot)
    assert "not ranked" in table.notes[0]


def test_under_thirty_answers_no_score_is_told() -> None:
    view = build(surveys.few())
    assert all(card.number == "" and card.spot is None for card in view.answer.cards)
    assert "12 answers" in view.answer.headline.text


def test_a_single_question_is_an_indicative_index_of_4_08() -> None:
    """The published example, whose own text says 4.28: 18, 14, 3, 3 and 2 of 40 are 163/40."""
    view = build(surveys.small())
    (card,) = view.answer.cards
    assert card.number == "4.08"
    assert "indicative" in card.word
    assert "recommendation" in view.answer.missing
    assert any("4.28" in rule.value and "4.075" in rule.value for rule in view.method.rules)


def test_nps_is_told_of_0_to_10_only() -> None:
    view = build(surveys.ordinary())
    names = [{fact.label for fact in card.facts} for card in view.answer.cards]
    assert ["Net promoter score" in one for one in names] == [False, True]


def test_the_image_of_the_threshold_stands_with_each_scale() -> None:
    assert [row[3] for row in build(surveys.ordinary()).method.scales] == ["4", "7.5"]
    assert [row[3] for row in build(surveys.undated()).method.scales] == ["2.5", "5.5"]


def test_scales_that_changed_stand_with_their_own_image_and_their_bridge() -> None:
    view = build(surveys.two_scales())
    assert [row[1:] for row in view.method.scales] == [
        ("1 to 5, high is good", "taken as it is", "4"),
        ("1 to 10, high is good, until 2025-12", "by the straight line", "7.75"),
    ]
    assert any("200 customers" in line for line in view.method.limits)
    assert view.questions[0].strip is not None
    assert not view.questions[0].columns, "scores of two scales are not counted together"


def test_a_wave_of_fewer_than_five_answers_has_no_number_nor_one_that_would_give_it_away() -> None:
    (page,) = build(surveys.two_scales()).time
    hidden = [row for row in page.rows if row.n == "hidden"]
    assert "2026 Q1" in {row.wave for row in hidden}
    assert len(hidden) >= 2
    assert {(row.value, row.says) for row in hidden} == {("\N{EN DASH}", "hidden")}


def test_a_month_that_falls_out_of_the_row_is_a_signal() -> None:
    material = surveys.many_waves()
    page = build(material).time[0]
    told = [row.wave for row in page.rows if "outside" in row.says]
    assert told == ["2026-04"]
    assert page.chart is not None
    assert [one.signal for one in page.chart.points].count(True) == 1
    assert [row.wave for row in page.rows if row.says == "no score"] == ["2025-10"]


def test_without_dates_nothing_is_said_of_change() -> None:
    view = build(surveys.undated())
    assert all(page.chart is None and not page.rows for page in view.time)


def test_waves_of_the_report_are_marked_among_all_waves() -> None:
    view = build(surveys.ordinary())
    for page in view.time:
        assert [row.wave for row in page.rows] == [
            f"{year} Q{quarter}" for year in (2025, 2026) for quarter in range(1, 5)
        ]
        assert page.chart is not None
        assert page.chart.covered is not None
        inside = [page.chart.covered[0] < one.x < page.chart.covered[1] for one in page.chart.points]
        assert inside == [False] * 4 + [True] * 4
        assert "this report is about 2026 Q1 to 2026 Q4" in page.alt
    whole = build(surveys.material(surveys.ordinary().fielded)).time[0]
    assert whole.chart is not None
    assert whole.chart.covered is None


def test_questions_are_called_by_what_they_measure_or_by_their_id_in_words() -> None:
    asked = {
        "satisfaction": "satisfaction",
        "right_first_time": "other",
        "easy_to_get": "effort",
        "visit_easy": "effort",
    }
    questions = tuple(
        msgspec.structs.replace(surveys.satisfaction(), id=name, about=about, column=name)
        for name, about in asked.items()
    )
    survey = surveys.ordinary_survey(questions=questions)
    view = build(surveys.material(surveys.fielded(survey, surveys.answers_of(survey, 300, surveys.months(202601, 6)))))
    names = ["Satisfaction", "Ease (easy to get)", "Ease (visit easy)", "Right first time"]
    assert [one.eyebrow.rpartition(" \N{MIDDLE DOT} ")[2] for one in view.questions] == names
    assert {row.name for row in view.response.standing} == set(names) == {row[0] for row in view.method.scales}
    printed = " ".join(text for text in texts(msgspec.structs.replace(view, contents=())) if " " in text)
    assert not [name for name in asked if "_" in name and name in printed]


def texts(value: object) -> Iterator[str]:
    """Yield every text of a view."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


def test_findings_of_the_audit_come_first() -> None:
    view = build(surveys.ordinary())
    assert [one.result for one in view.response.audit[:3]] == ["finding", "remark", "remark"]
    assert view.response.audit[0].number == "17"
    assert "17 " not in view.response.quiet.split("Clear:")[0]


def test_files_and_windows_stand_with_hash_and_the_day_they_were_fixed() -> None:
    method = build(surveys.ordinary()).method
    assert method.files[0][3] == surveys.ordinary().fielded.files[0].sha256
    assert method.windows == (("year-2026", "January to December 2026", "reporting", "10 December 2025, R. Okafor"),)
    assert any("not affiliated" in line for line in method.limits)


def test_a_report_without_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one question"):
        build(msgspec.structs.replace(surveys.small(), measured=()))


def test_the_axis_over_time_says_where_it_is_a_part_of_the_scale() -> None:
    pages = build(surveys.ordinary()).time
    parted = [page for page in pages if page.chart and page.chart.part]
    assert parted
    for page in parted:
        assert page.alt.endswith(f"; {page.chart.part}" if page.chart else "")
        assert page.chart is None or page.chart.part in page.note


def test_what_customers_wrote_is_said_to_be_shown_nowhere() -> None:
    (rule,) = [one for one in build(surveys.ordinary()).method.rules if one.label == "Hiding"]
    assert "never shown" in rule.value


def test_the_audit_of_a_report_on_some_months_says_that_it_is_of_all() -> None:
    deck = build(surveys.ordinary()).response.audit_deck
    assert "all answers that were taken in, January 2025 to December 2026, not only at those of" in deck
    whole = msgspec.structs.replace(
        surveys.material(surveys.ordinary().fielded), audit=surveys.audited({1: "finding", 14: "finding", 30: "remark"})
    )
    deck = build(whole).response.audit_deck
    assert "not only" not in deck
    assert "2 findings, 1 remark" in deck


def test_what_the_audit_found_and_its_figures_are_sentences_of_their_own_and_questions_have_names() -> None:
    audit = surveys.audited({25: "finding"})
    outcomes = tuple(
        msgspec.structs.replace(
            one,
            found="the same long comment: 95",
            figures=(
                ("the same for one event", "0 of 9"),
                ("windows", "award_2025"),
                ("right_first_time, by accounts", "9"),
            ),
        )
        if one.check.number == 25
        else one
        for one in audit.outcomes
    )
    (row, *_) = outcomes_of(msgspec.structs.replace(audit, outcomes=outcomes), {"right_first_time": "Right first time"})
    assert row.found == "The same long comment: 95."
    assert row.more == ("The same for one event: 0 of 9; windows: award_2025; Right first time, by accounts: 9.")


def test_beside_other_weightings_it_says_that_shares_are_of_all_answers_alike() -> None:
    for material in (make() for make in surveys.CASES.values()):
        page = build(material).appendix
        assert ("of all answers alike" in page.no_weights) == bool(page.weights)

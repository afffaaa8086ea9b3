"""What is drafted of customers: every claim recomputed from the counted answers alone, by code of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache

import msgspec
import pytest

from cxdna.documents.draft import Claim, Draft
from cxdna.documents.material import Material
from cxdna.documents.places import place_of
from cxdna.documents.report.build import build
from cxdna.documents.report.model import ReportView
from cxdna.documents.wording.customers import customers_headline
from cxdna.findings.align import align
from cxdna.findings.find import find
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded, Voice
from cxdna.workflows.score import score_file
from tests.documents.planned import EXAMPLE, example
from tests.documents.wording.display import counted, listed, number_of, shown, worded
from tests.documents.wording.drafts import CELLS, placed, slips
from tests.findings.voices import FIVE, TEN, fielded, question, voice

SPAN = Span(202601, 202612, "2026")
MONTH = 202606
ABOUT = {
    "satisfaction": "satisfaction",
    "recommendation": "recommendation",
    "effort": "ease",
    "other": "what they were asked",
}
Check = Callable[["Facts", Claim], str]


def surveys(shift: int = 0, many: int = 400) -> Voice:
    """Return surveys of customers and staff; `shift` moves answers from 5 to 2, `many` is how many there are."""
    likes = {5: many - shift, 4: many, 2: shift}
    care = fielded(
        "care",
        (
            question("overall", text="How content are you?"),
            question("likely", "recommendation", TEN, parts=("account_management",), text="Would you recommend us?"),
            question("word", item="word", practices=("q7.2",), text="They keep their word"),
            question("mend", parts=("corrective_action", "governance"), text="It is mended for good"),
            question("few", parts=("win_back",), text="They asked why I left"),
            question("also", "other", parts=("account_management",), text="You are good"),
            question("rare", parts=("analytics",), text="They know me"),
        ),
        {
            ("overall", MONTH): likes,
            ("likely", MONTH): {9: many, 6: many // 4},
            ("word", MONTH): {3: many, 4: many // 2},
            ("mend", MONTH): {4: many, 3: 1},
            ("few", MONTH): {4: 20},
            ("rare", MONTH): {2: 3},
            ("also", MONTH): {4: 90, 5: 80},
            ("overall", 202503): {3: many},
        },
        categories={
            "Field": {("overall", MONTH): {5: many - shift}},
            "Desk": {("overall", MONTH): {4: many, 2: shift}},
        },
        title="Care survey",
    )
    inside = fielded("staff", (question("word", item="word"),), {("word", MONTH): {5: 40, 4: 40}}, asks="staff")
    return voice(care, inside)


CASES: Mapping[str, Callable[[], Voice]] = {
    "good": surveys,
    "below the mark": lambda: surveys(400),
    "within the margin of error": lambda: surveys(shift=60, many=180),
    "a little below": lambda: surveys(shift=134, many=400),
    "indicative": lambda: surveys(many=40),
    "no score": lambda: surveys(many=13),
    "too few to be told of": lambda: surveys(many=1),
    "one kind of question": lambda: voice(fielded("a", (question("ease", "effort"),), {("ease", MONTH): {4: 300}})),
    "recommendation alone": lambda: voice(
        fielded("a", (question("likely", "recommendation", FIVE),), {("likely", MONTH): {4: 300, 5: 2}})
    ),
}


@cache
def made(name: str) -> tuple[Material, ReportView, Facts]:
    given = CASES[name]()
    now = score_file(EXAMPLE / "answers-2026.yaml")
    alignment = align(now, given, SPAN)
    findings = find(now.scores, now.playbook, now.questionnaire, example().findings.change, alignment)
    material = msgspec.structs.replace(example(), voice=given, alignment=alignment, findings=findings)
    return material, build(material), Facts(given, material)


class Facts:
    """Answers by hand: means on 1 to 5 as exact fractions, from cells that count in the span."""

    def __init__(self, given: Voice, material: Material) -> None:
        self.given, self.material = given, material

    def fielded(self, survey: str) -> Fielded:
        return next(one for one in self.given.surveys if one.survey.id == survey)

    def values(self, key: str) -> list[Fraction]:
        survey, name = key.split("/")
        of = self.fielded(survey)
        scale = next(one.scale for one in of.survey.questions if one.id == name)
        return [
            1 + Fraction(4 * (cell.level - scale.low), scale.high - scale.low)
            for cell in of.cells
            if cell.question == name and cell.cut == () and cell.level is not None and 202601 <= cell.month <= 202612
            for _ in range(cell.n)
        ]

    def mean(self, key: str) -> Fraction:
        values = self.values(key)
        return sum(values, Fraction(0)) / len(values)

    def ends(self, key: str) -> tuple[float, float]:
        """Return the interval by a t quantile that is bracketed, as a quantile of one's own would be no check."""
        values, mean = self.values(key), self.mean(key)
        spread = sum(((one - mean) ** 2 for one in values), Fraction(0)) / (len(values) - 1)
        half = _t(len(values) - 1) * (float(spread) / len(values)) ** 0.5
        return float(mean) - half, float(mean) + half

    def keys(self, part: str) -> list[str]:
        """Return the questions that belong to a part, by parts or practices."""
        asked = self.material.questions
        return [
            f"{of.survey.id}/{one.id}"
            for of in self.given.surveys
            if of.survey.asks == "customers"
            for one in of.survey.questions
            if part in (one.parts or [asked[name].part for name in one.practices])
        ]

    def matter(self, part: str) -> list[str]:
        """Return those of them that go together: satisfaction before ease, other things, and recommendation."""
        kinds = {key: about(self, Claim("", (key,), "")) for key in self.keys(part)}
        order = [ABOUT[name] for name in ("satisfaction", "effort", "other", "recommendation")]
        first = next((kind for kind in order if kind in kinds.values()), "")
        return [key for key, kind in kinds.items() if kind == first]


def _t(freedom: int) -> float:
    """Return the two-sided 95% quantile of Student's t: Hill's expansion, good to four places from 10 on."""
    z = 1.959963985
    one, two = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + one / freedom + two / freedom**2


def index(value: Fraction) -> str:
    places = 2
    while value < 4 and shown(value, places) == shown(Fraction(4), places):
        places += 1
    return shown(value, places)


def within(ends: tuple[float, float]) -> str:
    low, high = max(ends[0], 1.0), min(ends[1], 5.0)
    return f"{shown(Fraction(low), 2)} to {shown(Fraction(high), 2)}"


def about(facts: Facts, claim: Claim) -> str:
    survey, name = claim.of[0].split("/")
    return ABOUT[next(one.about for one in facts.fielded(survey).survey.questions if one.id == name)]


def answers(facts: Facts, claim: Claim) -> str:
    n = len(facts.values(claim.of[0]))
    return "fewer than five answers" if n < 5 else counted(n, "answer")


def word(facts: Facts, claim: Claim) -> str:
    n = len(facts.values(claim.of[0]))
    return "no score" if n < 30 else "indicative" if n < 100 else "reported"


def mark(facts: Facts, claim: Claim) -> str:
    said = set()
    for key in claim.of:
        value, (low, high) = facts.mean(key), facts.ends(key)
        few = ", indicative only" if len(facts.values(key)) < 100 else ""
        if value == 4:
            said.add(f"at 4.0{few}")
            continue
        unsure = "" if low > 4 or high < 4 else ", within the margin of error"
        said.add(f"{'above' if value > 4 else 'below'} 4.0{few}{unsure}")
    (only,) = said
    return only


def gaps(facts: Facts, claim: Claim) -> str:
    customers, staff = facts.mean("care/word"), facts.mean("staff/word")
    assert claim.of == (("word",) if staff - customers >= Fraction(1, 2) else ())
    return "the one thing asked of both"


def part_mean(facts: Facts, claim: Claim) -> str:
    keys = [key for key in facts.matter(claim.of[0]) if len(facts.values(key)) >= 30]
    return index(sum(map(facts.mean, keys), Fraction(0)) / len(keys))


def part_within(facts: Facts, claim: Claim) -> str:
    """Return the ends of a part's interval; questions of one survey are no surer together than each alone."""
    keys = [key for key in facts.matter(claim.of[0]) if len(facts.values(key)) >= 30]
    halves = [(facts.ends(key)[1] - facts.ends(key)[0]) / 2 for key in keys]
    middle = float(sum(map(facts.mean, keys), Fraction(0)) / len(keys))
    half = sum(halves) / len(halves)
    return within((middle - half, middle + half))


def part_word(facts: Facts, claim: Claim) -> str:
    return word(facts, Claim("", (min(facts.matter(claim.of[0]), key=lambda key: len(facts.values(key))),), ""))


def part_questions(facts: Facts, claim: Claim) -> str:
    """Return how many questions a part's value rests on, of all that belong to it."""
    part, *of = claim.of
    every = facts.keys(part)
    assert set(of) <= set(every)
    return f"{len(of)} of {len(every)} questions" if len(of) < len(every) else counted(len(of), "question")


def no_score(facts: Facts, claim: Claim) -> str:
    told = any(len(facts.values(key)) >= 5 for key in facts.keys(claim.of[0]))
    return "no score" if told else "fewer than five answers, kept confidential"


def unbacked(facts: Facts, claim: Claim) -> str:
    scores = facts.material.scores
    assert all((scores.question(one).score.as_answered or 0) >= 4 for one in claim.of)
    part = scores.part(scores.question(claim.of[0]).part)
    assert len(claim.of) == sum((scores.question(one).score.as_answered or 0) >= 4 for one in part.questions)
    numbers = [number_of(one) for one in claim.of]
    return listed(numbers) if len(numbers) <= 3 else f"{worded(len(numbers))} answers"


def unbacked_why(facts: Facts, claim: Claim) -> str:
    keys = facts.matter(claim.of[0])
    if not keys:
        return "customers are asked nothing that belongs to it"
    counting = [key for key in keys if len(facts.values(key)) >= 30]
    if not counting:
        return "fewer than 30 customers answered what belongs to it"
    if min(len(facts.values(key)) for key in counting) < 100:
        return "too few customers answered for more than an indication"
    mean = sum(map(facts.mean, counting), Fraction(0)) / len(counting)
    assert mean < 4
    return f"customers see it at {index(mean)}, below 4.0"


CHECKS: Mapping[str, Check] = {
    "customer_index": lambda facts, claim: index(facts.mean(claim.of[0])),
    "customer_interval": lambda facts, claim: within(facts.ends(claim.of[0])),
    "customer_answers": answers,
    "customer_about": about,
    "customer_span": lambda _facts, _claim: "2026",
    "customer_word": word,
    "customer_mark": mark,
    "customer_gaps": gaps,
    "customer_widest": lambda _facts, _claim: (
        "\N{LEFT SINGLE QUOTATION MARK}They keep their word\N{RIGHT SINGLE QUOTATION MARK}"
    ),
    "staff_value": lambda facts, claim: shown(facts.mean(f"staff/{claim.of[0]}"), 2),
    "item_value": lambda facts, claim: index(facts.mean(f"care/{claim.of[0]}")),
    "part_seen": part_mean,
    "part_interval": part_within,
    "part_word": part_word,
    "part_answers": lambda facts, claim: f"{sum(len(facts.values(key)) for key in claim.of):,} answers",
    "part_questions": part_questions,
    "part_no_score": no_score,
    "unbacked": unbacked,
    "unbacked_from": lambda _facts, _claim: "level 4",
    "unbacked_why": unbacked_why,
}
# Numbers that stand between claims: 95% confidence, the mark.
BESIDE = re.compile(r"with 95% confidence")


def drafts(view: ReportView) -> Iterator[Draft]:
    assert view.customers is not None
    yield from (view.customers.headline, view.customers.deck)
    yield next(cell.says for cell in view.answer.strip if cell.label == "Customer index")
    for phase in view.phases:
        for page in phase.components:
            if page.customers:
                yield from (one for one in (page.customers.says, page.customers.flag) if one is not None)


@pytest.mark.parametrize("name", CASES)
def test_every_claim_of_every_sentence_is_what_the_answers_say(name: str) -> None:
    _, view, facts = made(name)
    found = [(draft, claim) for draft in drafts(view) for claim in draft.claims]
    assert len(found) > 8
    wrong = {
        f"{claim.kind} {claim.of} says {claim.said!r}, not {expected!r}: {draft.text}"
        for draft, claim in found
        if claim.said != (expected := CHECKS[claim.kind](facts, claim))
    }
    assert not wrong


@pytest.mark.parametrize("name", CASES)
def test_no_number_stands_outside_of_a_claim_and_every_sentence_is_english(name: str) -> None:
    _, view, _ = made(name)
    for draft in drafts(view):
        at, between = 0, []
        for start, end, _ in placed(draft):
            between.append(draft.text[at:start])
            at = end
        rest = " ".join([*between, draft.text[at:]])
        assert not re.search(r"[0-9]", BESIDE.sub("", rest)), draft.text
        assert not [slip for slip in slips(draft.text) if draft.rule not in CELLS or len(slip) > 1], draft.text


def test_every_kind_of_claim_is_met() -> None:
    met = {claim.kind for name in CASES for draft in drafts(made(name)[1]) for claim in draft.claims}
    assert met == CHECKS.keys()


INSIDE = "staff see the one thing asked of both clearly better than customers do"
UNSURE = "within the margin of error"


@pytest.mark.parametrize(
    ("name", "headline", "strip"),
    [
        (
            "good",
            f"Satisfaction at 4.50 and recommendation at 4.36 stand above 4.0; {INSIDE}",
            "4.50 (4.47 to 4.53), 800 answers, 2026",
        ),
        (
            "below the mark",
            f"Satisfaction at 3.00 stands below 4.0; recommendation at 4.36 stands above 4.0; {INSIDE}",
            "3.00 (2.93 to 3.07), 800 answers, 2026",
        ),
        (
            "a little below",
            f"Satisfaction at 3.998 stands below 4.0, {UNSURE}; recommendation at 4.36 stands above 4.0; {INSIDE}",
            "3.998 (3.93 to 4.07), 800 answers, 2026",
        ),
        ("no score", "Satisfaction has no score: 26 answers; recommendation has no score: 16 answers", None),
        ("recommendation alone", f"Recommendation at 4.01 stands above 4.0, {UNSURE}", None),
    ],
)
def test_the_headline_states_the_finding(name: str, headline: str, strip: str | None) -> None:
    _, view, _ = made(name)
    assert view.customers is not None
    assert view.customers.headline.text == headline
    if strip:
        assert next(cell.says.text for cell in view.answer.strip if cell.label == "Customer index") == strip


def test_of_several_things_those_seen_clearly_better_inside_are_counted() -> None:
    asked = tuple(question(name, item=name) for name in "abc")
    care = fielded("care", asked, {(name, MONTH): {3: 200, 2: 1} for name in "abc"})
    inside = fielded(
        "staff", asked, {("a", MONTH): {4: 50, 5: 50}, ("b", MONTH): {3: 50, 2: 50}, ("c", MONTH): {5: 4}}, asks="staff"
    )
    now = score_file(EXAMPLE / "answers-2026.yaml")
    alignment = align(now, voice(care, inside), SPAN)
    assert alignment is not None
    assert customers_headline(alignment).text.endswith("; staff see one of two things clearly better than customers do")


def test_places_have_names_that_people_understand() -> None:
    material, view, _ = made("good")
    places = {draft.place for draft in drafts(view)}
    assert {"customers.headline", "customers.deck", "answer.index", "component.governance.unbacked"} <= places
    words = {place_of(name, material).words for name in places}
    assert "What customers say, headline" in words
    assert all("_" not in one for one in words)


def test_a_report_without_surveys_says_that_nothing_is_measured() -> None:
    view = build(example())
    assert view.customers is None
    assert not [page for phase in view.phases for page in phase.components if page.customers]
    assert [cell.says.text for cell in view.answer.strip if cell.label == "Customer index"] == ["not measured"]
    assert "customers" not in {entry.anchor for entry in view.contents}

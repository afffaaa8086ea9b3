"""In assessments that are not named no score rests on fewer than five people, and none follows from the others."""

import random
from collections import Counter
from typing import Any

import msgspec
import pytest

from cxdna.answers.model import DONT_KNOW, Answer, AnswersFile, Mode
from cxdna.findings.compare import NOT_MATCHED, TOO_FEW, compare
from cxdna.scores.model import Assessed, QuestionScore, Scores
from cxdna.scores.roll_up import WITHHELD
from cxdna.scores.score import score
from tests.conftest import GENERATED_INPUTS
from tests.scores.building import Said, answers, not_applicable, part, playbook, question, questionnaire

POPULATIONS = GENERATED_INPUTS or 200
BOOK = playbook(part("a"), part("b"))
ASKED = questionnaire(question("q1", "a"), question("q2", "a"), question("q3", "b"))


def kept(given: AnswersFile, groups: str = "", mode: Mode = "confidential") -> AnswersFile:
    """Return answers in a mode, of people in groups named by one letter each."""
    people = [
        msgspec.structs.replace(one, group=group)
        for one, group in zip(given.respondents, groups or "x" * len(given.respondents), strict=True)
    ]
    head = msgspec.structs.replace(given.assessment, mode=mode)
    return msgspec.structs.replace(given, respondents=tuple(people), assessment=head)


def scored(given: AnswersFile, **fields: Any) -> Scores:
    return score(BOOK, ASKED, given, **fields)


def q(one: str, *said: Said, mode: Mode = "confidential") -> QuestionScore:
    return scored(kept(answers(*[{one: value} for value in said]), mode=mode)).question(one)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_four_answers_are_kept_back_and_five_are_not(mode: Mode) -> None:
    given = kept(answers(*[{"q1": 4, "q2": 2}] * 4, {"q2": 2}), mode=mode)
    made = scored(given)
    few = made.question("q1")
    assert (few.state, few.score.as_answered, few.responses, few.distribution) == ("withheld", None, (), ())
    assert (few.spread, few.disputes, few.shown_to) == (None, (), 0)
    assert made.part("a").score.as_answered == 2
    assert [(one.id, one.reason) for one in made.part("a").derivation_as_answered.left_out] == [("q1", WITHHELD)]
    assert WITHHELD == "fewer than 5 answers: kept confidential"
    assert made.part("a").coverage.withheld == 1
    assert scored(msgspec.structs.replace(given, sheets=given.sheets[:4])).respondents is None


def test_named_scores_know_nothing_of_it() -> None:
    named = answers(*[{"q1": 4}] * 2)
    made = scored(named)
    assert made.question("q1").score.as_answered == 4
    assert b"withheld" not in msgspec.json.encode(made, enc_hook=str)
    assert b"remarks" not in msgspec.json.encode(made, enc_hook=str)


def test_too_few_answers_are_not_silence() -> None:
    for unanswered in ("blocks", "counts_as_lowest"):
        book = msgspec.structs.replace(BOOK, policies=msgspec.structs.replace(BOOK.policies, unanswered=unanswered))
        given = kept(answers(*[{"q1": 4, "q2": 2, "q3": 3}] * 4, {"q2": 2, "q3": 3}))
        assert score(book, ASKED, given).part("a").score.as_answered == 2
        nobody = kept(answers(*[{"q2": 2, "q3": 3}] * 5))
        assert score(book, ASKED, nobody).part("a").score.as_answered == (None if unanswered == "blocks" else 1.5)


def test_responses_are_signed_by_nobody_and_stand_in_the_order_of_their_values() -> None:
    said = [Answer(value=float(5 - at % 5), comment=f"{'zyxwvuts'[at]} remark") for at in range(8)]
    made = q("q1", *said)
    assert [one.value for one in made.responses] == [1, 2, 3, 3, 4, 4, 5, 5]
    assert {(one.respondent, one.group, one.comment) for one in made.responses} == {("", "", "")}
    assert made.remarks == tuple(f"{letter} remark" for letter in "stuvwxyz")
    assert q("q1", *said[:7]).remarks == ()


def test_few_who_do_not_know_are_not_counted() -> None:
    for others, left in (([DONT_KNOW] * 3, 0), ([DONT_KNOW] * 5, 5), ([DONT_KNOW] * 5 + [not_applicable()], 0)):
        made = q("q1", *[3] * 6, *others)
        assert (made.dont_know, len(made.responses), made.shown_to) == (left, 6 + left, 6 + left)
    assert q("q1", *[DONT_KNOW] * 3, *[not_applicable()] * 2).state == "withheld"
    assert q("q1", *[DONT_KNOW] * 7).state == "unanswered"
    aside = q("q1", *[not_applicable("Why")] * 7, DONT_KNOW)
    assert (aside.state, aside.responses) == ("not_applicable", ())
    assert [one.not_applicable for one in q("q1", *[not_applicable("Why")] * 7).responses] == [""] * 7
    assert [one.not_applicable for one in q("q1", *[not_applicable("Why")] * 8).responses] == ["Why"] * 8


def test_disputes_count_nobody() -> None:
    reasons = [one.reason for one in q("q1", *[1] * 4, *[5] * 4, *[not_applicable("Secret")] * 6).disputes]
    assert reasons[0] == "some say that it does not apply, others give a level"
    assert reasons[1] == "two camps: some at 1 or lower, others at 5 or higher, nobody between"
    assert not q("q1", *[3] * 9, not_applicable("Secret")).disputes


def random_file(chance: random.Random) -> tuple[AnswersFile, str]:
    groups = "".join(chance.choice("abcd"[: chance.randint(1, 4)]) for _ in range(chance.randint(1, 30)))
    shy = chance.random()
    sheets: list[dict[str, Said]] = []
    for _ in groups:
        sheet: dict[str, Said] = {}
        for one in ("q1", "q2", "q3"):
            if chance.random() > shy / 3:
                said: list[Said] = [1, 2, 3, 4, 5, DONT_KNOW, not_applicable("No")]
                sheet[one] = chance.choice(said)
        sheets.append(sheet)
    return kept(answers(*sheets), groups), groups


@pytest.mark.untraced
def test_nothing_rests_on_few_and_nothing_follows_by_difference() -> None:
    chance = random.Random(4)
    shown, hidden = 0, 0
    for _ in range(POPULATIONS):
        given, groups = random_file(chance)
        by_group = {group: scored(given, only_group=group) for group in set(groups)}
        everybody = scored(given)
        for one in ("q1", "q2", "q3"):
            gave: Counter[str] = Counter()
            for group, sheet in zip(groups, given.sheets, strict=True):
                gave[group] += isinstance(sheet.answers.get(one), int)
            total = sum(gave.values())
            assert (everybody.question(one).state == "scored") == (total >= 5)
            open_groups = [group for group, made in by_group.items() if made.question(one).state == "scored"]
            assert all(gave[group] >= 5 for group in open_groups)
            if open_groups:
                rest = total - sum(gave[group] for group in open_groups)
                assert rest == 0 or rest >= 5
            shown, hidden = shown + len(open_groups), hidden + len(by_group) - len(open_groups)
    assert shown > POPULATIONS / 4
    assert hidden > POPULATIONS


def two_years(both: int, before_only: int, now_only: int, modes: tuple[Mode, Mode]) -> tuple[Assessed, Assessed]:
    """Return two assessments, the later first, with so many people who answered both, the first or the second."""
    same = [f"p{at}" for at in range(both)]
    people = ([*same, *(f"b{at}" for at in range(before_only))], [*same, *(f"n{at}" for at in range(now_only))])
    made = []
    for names, level, mode in zip(people, (2, 3), modes, strict=True):
        given = kept(answers(*[{"q1": level, "q2": 3, "q3": 3}] * len(names), people=names), mode=mode)
        made.append(Assessed(BOOK, ASKED, given, scored(given)))
    return made[1], made[0]


CONFIDENTIAL: tuple[Mode, Mode] = ("confidential", "confidential")


def test_the_panel_is_shown_where_none_of_its_groups_is_small() -> None:
    for sizes, counted in (((6, 0, 5), True), ((6, 7, 0), True), ((6, 1, 5), False), ((4, 6, 6), False)):
        panel = compare(*two_years(*sizes, CONFIDENTIAL)).panel
        assert panel.comparable is counted
        assert (panel.people, panel.before_only, panel.now_only) == (sizes if counted else (None, None, None))
        assert panel.kept == ("" if counted else TOO_FEW)
    whole = compare(*two_years(6, 0, 5, CONFIDENTIAL)).panel.whole
    assert whole is not None
    assert whole.change is not None
    nobody = compare(*two_years(0, 6, 6, CONFIDENTIAL)).panel
    assert (nobody.people, nobody.kept, nobody.comparable) == (0, "", False)


@pytest.mark.parametrize("modes", [("anonymous", "confidential"), ("named", "anonymous")])
def test_nobody_is_matched_in_anonymous_assessments(modes: tuple[Mode, Mode]) -> None:
    panel = compare(*two_years(12, 0, 0, modes)).panel
    assert (panel.people, panel.comparable, panel.parts, panel.kept) == (None, False, (), NOT_MATCHED)


def test_in_the_panel_few_who_answered_one_question_are_kept_back() -> None:
    now, before = two_years(6, 0, 6, CONFIDENTIAL)
    sheets = [
        msgspec.structs.replace(sheet, answers=dict(list(sheet.answers.items())[1 if at < 2 else 0 :]))
        for at, sheet in enumerate(now.answers.sheets)
    ]
    given = msgspec.structs.replace(now.answers, sheets=tuple(sheets))
    change = compare(msgspec.structs.replace(now, answers=given, scores=scored(given)), before)
    assert change.comparable == ("q1", "q2", "q3")
    parts = {one.part: one.questions for one in change.panel.parts}
    assert parts["a"] == 1, "only four of the six gave a level to q1 this time"

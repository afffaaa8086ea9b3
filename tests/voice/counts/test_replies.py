"""What a customer said on one occasion, and what the same customer had said before."""

import datetime as dt
from pathlib import Path

from msgspec.structs import replace

from cxdna.voice.counts.duckdb import DuckDB
from cxdna.voice.counts.engine import Limits
from cxdna.voice.counts.model import Reply
from cxdna.voice.counts.replies import replies
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Columns, Exclusion, Scale, Survey, SurveyQuestion
from tests.voice.counts.files import write

SCALE = Scale(low=1, high=5)
QUESTIONS = tuple(SurveyQuestion(id=name, text=name, about="satisfaction", scale=SCALE) for name in ("sat", "help"))
COMMON = {
    "event_date": "day",
    "answer_date": "answered",
    "respondent": "who",
    "account": "account",
    "tier": "tier",
    "comment": "words",
    "consent": "named",
}
BLANK = {"day": "", "answered": "", "who": "", "account": "", "tier": "", "words": "", "named": ""}
WIDE = Survey(
    id="s",
    title="S",
    columns=Columns(**COMMON),
    key_tiers=("Gold",),
    late_after_days=30,
    exclude=(Exclusion(column="who", values=("tester",), reason="tests"),),
    questions=tuple(replace(one, column=one.id) for one in QUESTIONS),
)
LONG = replace(WIDE, columns=Columns(**COMMON, question="q", score="s"), questions=QUESTIONS)


def said(survey: Survey, source: Source, since: dt.date | None = None) -> list[Reply]:
    with DuckDB().open(source, Limits(threads=1)) as opened:
        return list(replies(opened, survey, source, since))


def wide_file(folder: Path) -> Source:
    first = {
        **BLANK,
        "day": "2026-01-05",
        "answered": "2026-01-06",
        "who": "r1",
        "account": "A1",
        "tier": " gold",
        "sat": "5",
        "help": "4",
    }
    second = {
        **first,
        "day": "2026-02-05",
        "answered": "2026-02-06",
        "sat": "2",
        "help": "",
        "words": "Never again",
        "named": "Yes",
    }
    third = {**first, "day": "2026-03-05", "answered": "2026-05-06", "sat": "3", "help": "1", "tier": "tin"}
    others = [
        {**first, "who": "tester"},
        {**first, "who": "r2", "sat": "9", "help": ""},
        {**first, "who": "r3", "sat": "", "help": ""},
    ]
    return write(folder / "a.csv", [third, *others, second, first])


def test_each_row_is_a_reply_that_knows_the_last_scores(tmp_path: Path) -> None:
    found = said(WIDE, wide_file(tmp_path))
    assert [(one.event, one.scores, one.before) for one in found] == [
        (dt.date(2026, 1, 5), {"sat": 5, "help": 4}, {}),
        (dt.date(2026, 2, 5), {"sat": 2}, {"sat": 5}),
        (dt.date(2026, 3, 5), {"sat": 3, "help": 1}, {"sat": 2, "help": 4}),
    ]
    assert [one.comment for one in found] == ["", "Never again", ""]
    assert [one.key_account for one in found] == [True, True, False]
    assert [one.consent for one in found] == [False, True, False]
    assert {one.account for one in found} == {"A1"}


def test_what_was_answered_before_a_day_is_left_out_but_compared_with(tmp_path: Path) -> None:
    (second, _) = said(WIDE, wide_file(tmp_path), dt.date(2026, 2, 6))
    assert (second.event, second.before) == (dt.date(2026, 2, 5), {"sat": 5})


def test_rows_of_one_respondent_and_event_are_one_reply(tmp_path: Path) -> None:
    row = {**BLANK, "day": "2026-01-05", "who": "r1", "q": "sat", "s": "2", "words": "slow"}
    rows = [
        row,
        {**row, "q": "help", "s": "1", "words": "rude"},
        {**row, "day": "2026-01-04", "s": "4", "words": ""},
        {**row, "who": "r2"},
    ]
    first, *both = said(LONG, write(tmp_path / "a.csv", rows))
    one, other = sorted(both, key=lambda reply: len(reply.scores), reverse=True)
    assert (first.scores, first.before) == ({"sat": 4}, {})
    assert (one.scores, one.before, one.comment) == ({"sat": 2, "help": 1}, {"sat": 4}, "slow\nrude")
    assert (other.scores, other.before) == ({"sat": 2}, {})


def test_the_key_of_a_reply_stays_when_rows_are_added_and_differs_from_others(tmp_path: Path) -> None:
    source = wide_file(tmp_path)
    before = [one.key for one in said(WIDE, source)]
    lines = source.path.read_text(encoding="utf-8").splitlines()
    source.path.write_text("\n".join([lines[0], *lines[:0:-1], lines[1].replace("r1", "r9")]) + "\n", encoding="utf-8")
    after = [one.key for one in said(WIDE, source)]
    assert len(set(before)) == 3
    assert set(before) < set(after)
    assert not set(before) & {one.key for one in said(replace(WIDE, id="t"), source)}


def test_the_key_stays_when_a_column_more_is_named_and_a_typo_is_corrected(tmp_path: Path) -> None:
    source = wide_file(tmp_path)
    before = [one.key for one in said(WIDE, source)]
    more = replace(WIDE, columns=replace(WIDE.columns, category="tier", role="named"), segments={"again": "words"})
    assert [one.key for one in said(more, source)] == before
    text = source.path.read_text(encoding="utf-8")
    source.path.write_text(text.replace("Never again", "Never, again").replace("A1", "A-1"), encoding="utf-8")
    (_, corrected, _) = found = said(WIDE, source)
    assert (corrected.comment, corrected.account) == ("Never, again", "A-1")
    assert [one.key for one in found] == before


def test_of_several_replies_on_one_day_each_has_a_key_that_no_order_of_rows_changes(tmp_path: Path) -> None:
    row = {**BLANK, "who": "r1", "day": "2026-01-05", "answered": "2026-01-06", "sat": "1", "help": ""}
    rows = [{"no": str(at), **row, "words": f"ticket {at}"} for at in range(3)]
    empty = {**rows[0], "no": "", "sat": "", "words": ""}
    twice = [*rows, rows[1], {**rows[0], "no": "7", "answered": "2026-01-09"}]
    first = {one.comment: one.key for one in said(WIDE, write(tmp_path / "a.csv", rows))}
    again = said(WIDE, write(tmp_path / "b.csv", [empty, *reversed(twice)]))
    assert len(set(first.values())) == 3
    assert {one.comment: one.key for one in again if one.key in first.values()} == first
    assert len(again) == 4, "a row that is there twice is one reply, and what was answered later is another"
    since = said(WIDE, write(tmp_path / "b.csv", twice), dt.date(2026, 1, 9))
    assert [one.key for one in since] == [one.key for one in again if one.key not in first.values()]


def test_only_where_nobody_is_named_the_whole_row_makes_the_key(tmp_path: Path) -> None:
    row = {**BLANK, "who": "", "day": "2026-01-05", "sat": "1", "help": "", "ticket": "1"}
    source = write(tmp_path / "a.csv", [row, {**row, "ticket": "2"}])
    keys = [one.key for one in said(WIDE, source)]
    assert len(set(keys)) == 2
    assert [one.key for one in said(replace(WIDE, segments={"ticket": "ticket"}), source)] == keys

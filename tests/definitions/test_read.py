from __future__ import annotations

import hashlib
import math
import time
from pathlib import Path

import pytest
import yaml
from yaml.error import MarkedYAMLError

from cxdna.definitions import build
from cxdna.definitions import read as reader
from cxdna.definitions.document import Data, Document
from cxdna.definitions.explain_syntax import explain_syntax
from cxdna.definitions.read import parse, read, read_leniently
from cxdna.errors import Problems
from tests.conftest import untraced
from tests.definitions.examples import INVALID, VALID_FILES

HERE = Path("input.yaml")


def document(text: str) -> Document:
    reading = parse(text.encode(), HERE)
    assert reading.problems == ()
    assert reading.document is not None
    return reading.document


def told(text: str) -> list[str]:
    return [str(problem) for problem in parse(text.encode(), HERE).problems]


PLAIN: dict[str, Data] = {
    "": None,
    "~": None,
    "Null": None,
    "true": True,
    "FALSE": False,
    "0": 0,
    "-12": -12,
    "+7": 7,
    "123456789012345678": 123456789012345678,
    "9" * 30: 1e30,
    "1.5": 1.5,
    "1.": 1.0,
    ".5": 0.5,
    "-1e3": -1000.0,
    "1e999": math.inf,
    "-.Inf": -math.inf,
    "2026-11-30": "2026-11-30",
    "2026-11-30 10:00:00": "2026-11-30 10:00:00",
    "1.0.0": "1.0.0",
    "+49 30 1234": "+49 30 1234",
    "10:99": "10:99",
    "=": "=",
    "-": None,
    "nothing": "nothing",
    "Yesterday": "Yesterday",
    "off-peak": "off-peak",
    "{{7*7}}": None,
}


@pytest.mark.parametrize("text", [text for text in PLAIN if text not in {"-", "{{7*7}}"}])
def test_plain_scalars_mean_what_yaml_1_2_says(text: str) -> None:
    data = document(f"a: {text}\n").data
    assert isinstance(data, dict)
    assert data["a"] == PLAIN[text]
    assert type(data["a"]) is type(PLAIN[text])


def test_not_a_number_is_read_as_that() -> None:
    data = document("a: .nan\n").data
    assert isinstance(data, dict)
    assert isinstance(data["a"], float)
    assert math.isnan(data["a"])


@pytest.mark.parametrize("text", ["yes", "no", "010", "12:30:45", "null", "~", "1e3", "<<", "*a", "!x", "{{7*7}}", ""])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_whatever_is_quoted_is_text(text: str, quote: str) -> None:
    quoted = f"{quote}{text}{quote}"
    assert document(f"{quoted}: {quoted}\n").data == {text: text}


EITHER = "write true or false, or put it in quotes if it is text"


@pytest.mark.parametrize("word", ["yes", "Yes", "YES", "on", "On", "ON", "y", "Y"])
def test_words_that_some_readers_take_for_true_are_refused(word: str) -> None:
    assert told(f"{word}: 5\n") == [f"input.yaml:1: '{word}' was read as true: quote it"]
    assert told(f"a: {word}\n") == [f"input.yaml:1: '{word}' was read as true: {EITHER}"]


@pytest.mark.parametrize("word", ["no", "No", "NO", "off", "Off", "OFF", "n", "N"])
def test_words_that_some_readers_take_for_false_are_refused(word: str) -> None:
    assert told(f"{word}: 5\n") == [f"input.yaml:1: '{word}' was read as false: quote it"]
    assert told(f"- {word}\n") == [f"input.yaml:1: '{word}' was read as false: {EITHER}"]


def test_all_that_is_wrong_is_told_in_one_run() -> None:
    text = "yes: 1\na: &x 010\nb: *x\nc: !t 1_000\na: 2\n5: {<<: {}}\n"
    lines = [problem.line for problem in parse(text.encode(), HERE).problems]
    assert lines == [1, 2, 2, 3, 4, 4, 5, 6, 6]


def test_marks_are_where_keys_and_values_stand() -> None:
    marks = document("# first\na: 1\nlist:\n  - x: 2\n    'y': |\n      text\n  - [3, {z: 4}]\nb: {c: 5}\n").marks
    assert marks.key(("a",)) == (2, 1)
    assert marks.value(("a",)) == (2, 4)
    assert marks.key(("list",)) == (3, 1)
    assert marks.value(("list",)) == (4, 3)
    assert marks.key(("list", 0)) == marks.value(("list", 0)) == (4, 5)
    assert marks.key(("list", 0, "y")) == (5, 5)
    assert marks.value(("list", 0, "y")) == (5, 10)
    assert marks.value(("list", 1, 1, "z")) == (7, 13)
    assert marks.key(("b", "c")) == (8, 5)


def test_the_line_of_a_container_is_that_of_its_key_and_of_nothing_that_of_what_it_would_stand_in() -> None:
    marks = document("a:\n  - b: 1\n    c:\n      d: 2\n").marks
    assert marks.line(("a",)) == 1
    assert marks.line(("a", 0)) == 2
    assert marks.line(("a", 0, "c")) == 3
    assert marks.line(("a", 0, "c", "d")) == 4
    assert marks.line(("a", 0, "missing")) == 2
    assert marks.line(("a", 7, "missing")) == 1
    assert marks.line(()) == 1


def test_a_document_knows_what_its_file_gives_and_what_the_file_is() -> None:
    raw = b"# first line\na: [{b: 1}]\n"
    found = document(raw.decode())
    assert found.has(("a", 0, "b"))
    assert not found.has(("a", 0, "c"))
    assert not found.has(("a", 1))
    assert not found.has(("a", "b"))
    assert found.sha256 == hashlib.sha256(raw).hexdigest()
    assert found.first_line == "# first line"
    assert str(found.problem(("a", 0, "b"), "what", "do")) == "input.yaml:2: what; do"


def test_text_that_no_one_can_see_is_refused_with_its_line() -> None:
    assert told('"a\\0": 1\nb: "\\e[0m"\n') == [
        "input.yaml:1: a key holds a NUL character; delete the escape that makes it",
        "input.yaml:2: text holds the invisible character U+001B; delete the escape that makes it",
    ]
    assert told("a: b\u00a0c\nd: \u200be\nf: \u200eg\u200f\n") == []
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        (problem,) = parse("a: b\n".encode(encoding), HERE).problems
        assert problem.do == "save as UTF-8"


UNSEEN = ("0080", "0085", "009f", "2028", "2029", "202a", "202e", "2066", "2069")


@pytest.mark.parametrize("code", UNSEEN)
def test_what_hides_or_turns_text_is_refused_as_it_stands_and_as_an_escape(code: str) -> None:
    name = f"the invisible character U+{code.upper()}"
    assert told(f'a: "b\\u{code}c"\n') == [f"input.yaml:1: text holds {name}; delete the escape that makes it"]
    assert told(f"a: b{chr(int(code, 16))}c\n") == [f"input.yaml:1: {name} is not allowed; delete it and save as UTF-8"]


def test_half_a_line_break_is_refused_and_whole_ones_stay() -> None:
    assert told('a: "b\\rc"\n') == [
        "input.yaml:1: text holds the invisible character U+000D; delete the escape that makes it"
    ]
    assert told('a: "b\\nc\\r\\nd\\te"\n') == []
    assert document("a: |\r\n  b\r\n  c\r\n").data == {"a": "b\nc\n"}


def test_there_is_an_end_to_problems_and_to_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MAX_EVENTS", 1_500)
    assert len(told("- *a\n" * 2_000)) == 1_001
    assert told("- *a\n" * 2_000)[-1] == "input.yaml:1001: more problems follow; mend these first"
    assert [line.partition(":")[2] for line in told("- a\n" * 2_000)] == [
        "1499: more than 1,500 keys and values; split the file"
    ]


@pytest.mark.parametrize("error", [yaml.YAMLError("odd"), MarkedYAMLError(problem="nobody knows this")])
def test_an_error_that_nobody_knows_has_words_too(error: yaml.YAMLError) -> None:
    assert explain_syntax(error, ["a", ""])[:2] == (1, "this cannot be read as YAML")


def test_a_file_is_read_or_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    assert read(path).data == {"a": 1}
    path.write_text("a: yes\nb: no\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read(path)
    assert len(caught.value.problems) == 2
    assert caught.value.exit_code == 2


def test_what_cannot_be_opened_is_told_of(tmp_path: Path) -> None:
    assert [problem.what for problem in read_leniently(tmp_path / "none.yaml").problems] == ["there is no such file"]
    (problem,) = read_leniently(tmp_path).problems
    assert problem.what.startswith("the file cannot be read: ")
    with pytest.raises(Problems):
        read(tmp_path)


def test_a_million_bytes_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: " + b"x" * 999_997)
    assert read_leniently(path).problems == ()
    path.write_bytes(b"a: " + b"x" * 999_998)
    assert [problem.what for problem in read_leniently(path).problems] == ["the file is larger than 1 MB"]


def test_thirty_two_levels_are_read_and_one_more_is_not() -> None:
    assert told("[" * 32 + "]" * 32) == []
    assert told("[" * 33 + "]" * 33) == ["input.yaml:1: nesting deeper than 32; check the brackets and the indentation"]


@pytest.mark.parametrize("path", VALID_FILES, ids=lambda path: path.stem)
def test_the_slow_loader_reads_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(path)
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    slow = read(path)
    assert slow.data == fast.data
    assert slow.marks == fast.marks


@pytest.mark.parametrize("path", [path for path in INVALID if path.is_file()], ids=lambda path: path.stem)
def test_the_slow_loader_tells_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_leniently(path).problems
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    slow = read_leniently(path).problems
    assert [problem.what for problem in slow] == [problem.what for problem in fast]


@pytest.mark.parametrize("raw", [b"[" * 20_000, b"[" * 20_000 + b"]" * 20_000, b"- " * 20_000, b"{a: " * 20_000])
def test_the_slow_loader_stops_at_the_same_depth(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    with untraced():
        start = time.process_time()
        (problem,) = parse(raw, HERE).problems
        assert time.process_time() - start < 2
    assert problem.what == "nesting deeper than 32"

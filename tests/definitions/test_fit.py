from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta

from cxdna.answers.model import AnswersFile
from cxdna.definitions.explain_fit import explain_fit
from cxdna.definitions.fit import fit, fit_any
from cxdna.definitions.model import DEFINITIONS, Playbook
from cxdna.definitions.read import parse
from cxdna.errors import Problems
from cxdna.organisation.model import Line
from tests.conftest import ROOT
from tests.definitions.examples import SMALL

GOOD_PATH = """
import sys
from pathlib import Path
from cxdna.definitions.load import load_library, load_questionnaire
roots = [Path(sys.argv[1])]
load_library(roots)
load_questionnaire("visit", roots)
print(*sorted({"jsonschema", "difflib"} & sys.modules.keys()))
"""


class Inner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something inside."""

    a: int = 0


class Odd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="odd"):
    """Fields of every kind that a schema can have."""

    either: Literal["a", "b"] | None = None
    way: Literal["here", "there"] = "here"
    short: float | str | Inner = 0
    low: Annotated[float, Meta(ge=1)] = 1
    high: Annotated[int, Meta(le=9)] = 1
    more: Annotated[float, Meta(gt=0)] = 1
    few: Annotated[tuple[int, ...], Meta(max_length=2)] = ()
    long: Annotated[str, Meta(min_length=3, max_length=5)] = "abc"
    names: dict[str, Inner] = {}
    sure: bool = False
    line: Annotated[Line, Meta(description="What it is called.")] = "a"


def told(text: str, kind: type[msgspec.Struct] = Odd) -> list[str]:
    reading = parse(text.encode(), Path("x.yaml"))
    assert reading.document is not None
    with pytest.raises(Problems) as caught:
        fit(reading.document, kind)
    return [str(problem).removeprefix("x.yaml:") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("either: c", "'either' cannot be 'c'; known: a, b"),
        ("either: 5", "'either' must be one of a, b, not 5"),
        ("way:", "'way' is empty; choose one of here, there"),
        ("short: [1]", "'short' must be a number or text or lines of 'key: value', not a list"),
        ("short: {a: x}", "'a' must be a whole number, not 'x'"),
        ("short: {b: 1}", "'b' is not known here; known: a"),
        ("short: .inf", "'short' must be a number or text or lines of 'key: value', not a number too large to hold"),
        ("short:", "'short' is empty; it must be a number or text or lines of 'key: value'"),
        ("low: 0.5", "'low' must be a number of at least 1, not 0.5"),
        ("low: '2'", "'low' must be a number of at least 1, not '2'; delete the quotes"),
        ("low: '010'", "'low' must be a number of at least 1, not '010'"),
        ("high: 10", "'high' must be a whole number of at most 9, not 10"),
        ("high: 3.0", "'high' must be a whole number of at most 9, not 3.0"),
        ("more: 0", "'more' must be a number, not 0"),
        ("few: [1, 2, 3]", "'few' has 3 entries; at most 2 fit"),
        ("few: [1, a]", "entry 2 of 'few' must be a whole number, not 'a'"),
        ("long: ab", "'long' has 2 characters; give at least 3"),
        ("long: abcdef", "'long' has 6 characters; at most 5 fit"),
        ("long: 5", "'long' must be text, not 5; put it in quotes"),
        ("long: true", "'long' must be text, not true; put it in quotes"),
        ("long: [a]", "'long' must be text, not a list"),
        ("names: {x: 1}", "'x' must be lines of 'key: value', not 1"),
        ("names: {x: {a: .nan}}", "'a' must be a whole number, not .nan"),
        ("sure: 1", "'sure' must be true or false, not 1"),
        ("sure: 'true'", "'sure' must be true or false, not 'true'; delete the quotes"),
        ('line: "a\\nb"', "'line' must be on one line; delete the line breaks in it"),
        ('line: "a\\n"', "'line' must be on one line; delete the line breaks in it"),
        ("line: ''", "'line' is empty; write something"),
        ("shrot: 1", "'shrot' is not known here; did you mean 'short'?"),
    ],
)
def test_each_keyword_is_told_in_our_words(line: str, expected: str) -> None:
    assert told(f"kind: odd\n{line}\n") == [f"2: {expected}"]


def test_what_fits_comes_out_as_the_struct() -> None:
    reading = parse(b"kind: odd\nshort: {a: 3}\neither:\n", Path("x.yaml"))
    assert reading.document is not None
    assert fit(reading.document, Odd) == Odd(short=Inner(3))


def test_another_kind_is_told_of_by_name() -> None:
    assert told("kind: playbook\n") == ["1: 'kind' cannot be 'playbook' here; a file of kind 'odd' is needed"]
    assert told("{}\n") == ["1: 'kind' is missing; start the file with 'kind: odd'"]


def test_answers_files_fit_by_the_same_way() -> None:
    text = (
        "kind: answers\nsheets:\n- respondent: a\n  answers:\n    q1: {value: 3, coment: x}\n    q2: [1]\n"
        "assessment:\n  date: 2026-13-01\n"
    )
    lines = told(text, AnswersFile)
    assert "5: 'coment' is not known here; did you mean 'comment'?" in lines
    assert "6: 'q2' must be a number or text or lines of 'key: value', not a list" in lines
    assert "8: 'date' must be a date such as 2026-11-30, not '2026-13-01'" in lines


def test_what_the_schema_misses_is_told_in_general_words() -> None:
    reading = parse(b"kind: odd\nfew: [1]\n", Path("x.yaml"))
    assert reading.document is not None
    (problem,) = explain_fit(reading.document, Odd, "Number out of range - at `$.few[0]`")
    assert str(problem) == "x.yaml:2: this does not fit: Number out of range"


def test_the_kind_in_the_file_decides() -> None:
    reading = parse((SMALL / "playbook" / "small.yaml").read_bytes(), Path("x.yaml"))
    assert reading.document is not None
    value = fit_any(reading.document, DEFINITIONS)
    assert isinstance(value, Playbook)
    # Markup and template syntax are text like any other.
    assert value.name == "<img src=x onerror=alert(1)>"
    assert value.summary == "{{7*7}} and {% raw %}"


def test_files_that_fit_import_nothing_for_errors() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GOOD_PATH, str(SMALL)], capture_output=True, text=True, check=False, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_files_that_do_not_fit_do_import_it() -> None:
    """The test above can fail."""
    told("kind: odd\nlow: 0\n")
    assert "jsonschema" in sys.modules

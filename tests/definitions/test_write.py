"""What is written as YAML reads back as what it was."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.definitions.read import read
from cxdna.definitions.write import WIDTH, entry, mapping

# What people may write anywhere: no control characters, which the reader refuses.
SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n", exclude_characters="\ufeff")
TEXT = st.text(SIGNS, max_size=300)
PROSE = st.lists(st.text("abc ,:#'\"-?!{}[]&*%@`|>.\n", max_size=60), max_size=8).map(" ".join)
LEAF = st.one_of(TEXT, PROSE, st.integers(-(10**9), 10**9), st.booleans(), st.dates(dt.date(1900, 1, 1)))
KEYS = st.text("abcdefghij_", min_size=1, max_size=10)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        LEAF | st.lists(LEAF, max_size=3),
        lambda inner: st.dictionaries(KEYS, inner, max_size=3) | st.lists(st.dictionaries(KEYS, inner), max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


def read_back(text: str, folder: Path) -> Any:
    file = folder / "written.yaml"
    file.write_bytes(text.encode("utf-8"))
    return read(file).data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@given(data=DATA)
def test_what_is_written_reads_back(data: dict[str, Any], folder: Path) -> None:
    assert read_back("\n".join(mapping(data)) + "\n", folder) == plain(data)


def plain(value: Any) -> Any:
    """Return what the reader makes of dates: it leaves them to the struct."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def test_long_text_is_a_block_that_fits_the_page(folder: Path) -> None:
    text = "One executive answers: for everything # that crosses departments. " * 4
    text = text.strip() + "\nA second paragraph, which is short."
    lines = entry("what", text, 2, "what is done")
    assert lines[0] == "  what: >-  # what is done"
    assert all(len(line) <= WIDTH for line in lines)
    assert read_back("a:\n" + "\n".join(lines) + "\n", folder) == {"a": {"what": text}}


def test_words_that_mean_something_else_are_quoted() -> None:
    for word in ("NO", "true", "1.0", "2027-01-01", "null", "- x", "~", ""):
        assert mapping({"a": word}) == [f'a: "{word}"']
    assert mapping({"a": "governance"}) == ["a: governance"]
    assert mapping({"a": ["q1.1", "q2.1"], "b": [], "c": {}}) == ["a: [q1.1, q2.1]", "b: []", "c: {}"]


def test_a_note_stands_above_where_there_is_no_room_behind() -> None:
    long = "a note that takes its time to say what is meant, and then some more of that, up to the margin"
    assert entry("title", "A title that is quite long in itself", 0, long)[0] == f"# {long}"

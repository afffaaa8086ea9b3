"""CSV files of people's own: how they are written is found out, and what is wrong is named by row."""

import random
import string
from pathlib import Path

import pytest

from cxdna.errors import Problems
from cxdna.tables.model import Table
from cxdna.tables.read_table import read_table

GOOD = "Name,Role\nRuth,Head\nJosé,Boss\n"


def read(folder: Path, content: bytes | str, name: str = "people.csv", encoding: str | None = None) -> Table:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(file, encoding)


def values(table: Table) -> list[tuple[object, ...]]:
    return [row.values for row in table.rows]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", True), ("cp1252", True)],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, encoding: str, told: bool) -> None:
    table = read(tmp_path, GOOD.encode(encoding))
    assert table.headers == ("Name", "Role")
    assert values(table) == [("Ruth", "Head"), ("José", "Boss")]
    assert any(f"read as {encoding}" in note for note in table.notes) is told


def test_another_encoding_is_named(tmp_path: Path) -> None:
    assert values(read(tmp_path, "Name\nŁukasz\n".encode("cp1250"), encoding="cp1250")) == [("Łukasz",)]
    for given, said in (("utf-8", "is not written in utf-8"), ("klingon", "there is no encoding 'klingon'")):
        with pytest.raises(Problems, match=said):
            read(tmp_path, "Name\nŁukasz\n".encode("cp1250"), encoding=given)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_and_said(tmp_path: Path, separator: str) -> None:
    text = f'"Name, first;last"{separator}Role\nRuth{separator}"a,b;c"\n'
    table = read(tmp_path, text)
    assert values(table) == [("Ruth", "a,b;c")]
    assert bool(table.notes) is (separator != ",")


def test_a_first_line_may_name_the_separator(tmp_path: Path) -> None:
    assert values(read(tmp_path, "sep=;\nName;Role\na,b,c;d\n")) == [("a,b,c", "d")]


def test_empty_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "Name,Role\r\n\r\nRuth,Head\r\n,\r\nTom,Boss\r\n")
    assert [(row.number, row.values) for row in table.rows] == [(3, ("Ruth", "Head")), (5, ("Tom", "Boss"))]


WRONG: dict[str, tuple[str | bytes, str]] = {
    "an open quote": ('Name,Role\n"Ruth,Head\nTom,Boss\n', "people.csv: row 2: quote never closed"),
    "an open quote that a later one closes": (
        'Name,Role\n"Ruth,Head\nTom,Boss\nJo,"x"\n',
        "row 2: something stands behind a closing quote",
    ),
    "an open quote that takes rows": (
        'Name,Role\n"Ruth,Head\nTom,Boss\nJo",Head\n',
        "row 2: quote never closed before",
    ),
    "more behind a quote": ('Name,Role\n"Ruth"x,Head\n', "row 2: something stands behind a closing quote"),
    "too few": ("a,b,c,d,e\n1,2,3,4,5\n1,2,3,4\n", "row 3 has 4 values, header has 5"),
    "too many": ("a,b\n1,2\n1,2,3\n", "row 3 has 3 values, header has 2"),
    "one header twice": ("Name,Role,name\n1,2,3\n", "columns A and C are both headed 'name'"),
    "no header": ("Name,,Role\n1,2,3\n", "row 2 has a value in column B, which has no header"),
    "nothing": ("", "is not a CSV file: it is empty"),
    "nothing but lines": ("\n\n,,\n", "is empty"),
    "a long cell": (
        "Name,Role\nRuth," + "x" * 200_000,
        "row 2, column 2: 200,000 characters in one cell, limit 32,767",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is not a CSV file: it is a picture"),
    "NUL": (b"Name\nA\0B\n", "holds NUL characters"),
    "no encoding at all": (b"Name\n\x81\x8d\xff\n", "written neither in UTF-8 nor in Windows-1252"),
    "too much": (b"x" * ((10 << 20) + 1), "has 10.0 MB, limit 10 MB"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(case: str, tmp_path: Path) -> None:
    content, said = WRONG[case]
    with pytest.raises(Problems) as caught:
        read(tmp_path, content)
    assert said in str(caught.value)


def test_a_line_break_in_a_quoted_value_is_none_of_that(tmp_path: Path) -> None:
    table = read(tmp_path, 'Name,Role\n"Ruth\nOkafor","Head of service,\nnorth"\n')
    assert values(table) == [("Ruth\nOkafor", "Head of service,\nnorth")]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        read(tmp_path, "a,b,A\n1,2,3\n1\n1,2,3,4\n")
    assert len(caught.value.problems) == 3


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://x")'
    assert values(read(tmp_path, f'Name,Role\n"{text.replace(chr(34), chr(34) * 2)}",\uff1d1\n')) == [(text, "\uff1d1")]


def test_what_is_not_there_and_what_is_a_folder(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "no.csv", "is not there"), (tmp_path, "is a folder")):
        with pytest.raises(Problems, match=said):
            read_table(path)


def test_no_text_is_a_fault_of_ours(tmp_path: Path, generated_inputs: int) -> None:
    chance = random.Random(5)
    signs = ',;\t"\n\r' * 4 + "ab é=\0'" + string.digits
    refused = 0
    for _ in range(generated_inputs):
        text = "".join(chance.choice(signs) for _ in range(chance.randint(0, 80)))
        try:
            read(tmp_path, text.encode(chance.choice(["utf-8", "cp1252", "utf-16", "utf-16-le"])))
        except Problems:
            refused += 1
    assert 0 < refused < generated_inputs

from __future__ import annotations

import codecs
import datetime as dt
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from cxdna.errors import Problems
from cxdna.voice.source import scan
from cxdna.voice.source.model import Source
from cxdna.voice.source.open import open_source
from cxdna.voice.source.read_rows import rows_of
from cxdna.voice.source.sample import samples

PLAIN = "Day,Score,Comment\n2026-03-31,5,Très bien\n2026-04-01,4,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@contextmanager
def opened(folder: Path, content: bytes, name: str = "answers.csv", encoding: str | None = None) -> Iterator[Source]:
    path = folder.parent / name
    path.write_bytes(content)
    with open_source(path, encoding, folder) as source:
        yield source


def told(folder: Path, content: bytes, name: str = "answers.csv", encoding: str | None = None) -> list[str]:
    with pytest.raises(Problems) as found, opened(folder, content, name, encoding):
        pass
    assert not folder.exists() or not list(folder.iterdir()), "a copy was left behind"
    return [f"{one.what}; {one.do}" for one in found.value.problems]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize(("separator", "notes"), [(",", 0), (";", 1), ("\t", 1)])
def test_utf8_is_read_where_it_lies(folder: Path, mark: bytes, separator: str, notes: int) -> None:
    with opened(folder, mark + PLAIN.replace(",", separator).encode()) as source:
        assert source.readable == source.path
        assert source.columns == ("Day", "Score", "Comment")
        assert source.separator == separator
        assert len(source.notes) == notes
        assert not source.suspect
        assert not folder.exists()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1252", "line 2 is not UTF-8: read as Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")],
)
def test_other_encodings_are_detected_said_and_copied(folder: Path, encoding: str, said: str) -> None:
    with opened(folder, PLAIN.encode(encoding)) as source:
        assert source.readable.parent == folder
        assert source.readable.read_text("utf-8") == PLAIN
        assert said in source.notes[0]
        assert "--encoding" in source.notes[0]
        copy = source.readable
    assert not copy.exists()


def test_an_encoding_that_is_named_holds_without_a_word(folder: Path) -> None:
    with opened(folder, "Day,Score\n2026-03-31,Очень\n".encode("cp1251"), encoding="cp1251") as source:
        assert "Очень" in source.readable.read_text("utf-8")
        assert source.notes == ()


@pytest.mark.parametrize(
    ("content", "encoding", "problem"),
    [
        (PLAIN.encode("cp1252"), "utf-8", "is not written in UTF-8: line 2"),
        (PLAIN.encode("cp1252"), "utf-16", "is not written in utf-16"),
        (PLAIN.encode(), "base64", "there is no encoding 'base64'"),
        (PLAIN.encode(), "klingon", "there is no encoding 'klingon'"),
        (PLAIN.encode() + "2026-04-01,4,déjà\n".encode("cp1252"), None, "is written in UTF-8 up to line 4"),
        (b"Day,Score\n2026-03-31,\x81\n", None, "is not written in cp1252"),
        (b"Day,Score\n2026-03-31,5\0\n", None, "line 2: a NUL character"),
    ],
)
def test_what_is_not_written_so_is_told(folder: Path, content: bytes, encoding: str | None, problem: str) -> None:
    (said,) = told(folder, content, encoding=encoding)
    assert said.startswith(problem)


def test_letters_cut_in_two_by_the_parts_of_a_file_are_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdna.voice.source.detect.CHUNK", 7)
    monkeypatch.setattr("cxdna.voice.source.transcode.CHUNK", 7)
    text = "Day,Score\n" + "ééé€𝄞,5\n" * 9
    with opened(folder, text.encode()) as source:
        assert source.readable == source.path
    with opened(folder, text.encode("utf-16")) as source:
        assert source.readable.read_text("utf-8") == text
    late = b"Day,Score\n" + b"a,5\n" * 20 + b"\xe9,5\n"
    with opened(folder, late) as source:
        assert "line 22" in source.notes[0]


def test_a_first_line_may_name_the_separator_and_lines_before_the_header_may_be_empty(folder: Path) -> None:
    with opened(folder, b"\xef\xbb\xbfsep=;\r\n\r\nDay;Score\r\n2026-03-31;5\r\n") as source:
        assert source.columns == ("Day", "Score")
        assert source.separator == ";"
        assert source.header_row == 2
        assert source.readable.read_bytes() == b"Day;Score\r\n2026-03-31;5\r\n"
        assert list(rows_of(source)) == [(3, ["2026-03-31", "5"])]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["is empty"]),
        (b"\n \n", ["is empty"]),
        (b"\xef\xbb\xbf", ["is empty"]),
        (b"Day,Score\n", ["has a header and no row below it"]),
        (b"Day,Score,day,\n2026-03-31,5,,\n", ["column D has no header", "columns A and C are both headed 'day'"]),
        (
            b"Pulse of March,,\nDay,Who,Score\n2026-03-31,A,5\n",
            ["row 1 holds nothing but 'Pulse of March', and rows below it up to 3 values"],
        ),
        (b"Pulse of March\n\nDay;Who;Score\n", ["row 1 holds nothing but 'Pulse of March'"]),
        (
            b"C1,2026-03-31,5,4,Field service,England,Fine,yes\nC2,2026-03-31,5,4,Field service,England,Fine,yes\n",
            ["row 1 holds values such as '2026-03-31' where the headers should be"],
        ),
        (b"2026-03-31,5\n2026-04-01,4\n", ["row 1 holds values such as '2026-03-31' where the headers should be"]),
        (b'Day,"Score\n2026-03-31,5\n', ["row 1: quote never closed"]),
        (b"Day," + b"x" * 500 + b"\na,b\n", ["the header of column B has 500 characters, limit 400"]),
        (b"Day," * (1 << 18) + b"\na\n", ["row 1 is longer than a header can be"]),
    ],
    ids=[
        "nothing",
        "blanks",
        "a mark",
        "no rows",
        "names",
        "title",
        "bare title",
        "row",
        "values",
        "quote",
        "long",
        "endless",
    ],
)
def test_a_header_is_looked_at_as_a_whole(folder: Path, content: bytes, problems: list[str]) -> None:
    said = told(folder, content)
    assert len(said) == len(problems)
    for one, start in zip(said, problems, strict=True):
        assert one.startswith(start)


def test_headers_are_taken_literally_with_single_blanks(folder: Path) -> None:
    with opened(folder, b'"<script>alert(1)</script>", "=1+1","My\n score"\na,b,c\n'.replace(b', "', b',"')) as source:
        assert source.columns == ("<script>alert(1)</script>", "=1+1", "My score")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "an old Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"<!DOCTYPE html><html>", "a web page"),
    ],
)
def test_other_files_under_the_name_of_a_csv_file_are_refused(folder: Path, content: bytes, what: str) -> None:
    (said,) = told(folder, content)
    assert said.startswith(f"is not a CSV file: it is {what}")


def test_a_zip_archive_under_the_name_of_a_csv_file_is_refused(folder: Path) -> None:
    archive = folder.parent / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", PLAIN)
    assert told(folder, archive.read_bytes()) == [
        "is not an .xlsx workbook: it is a zip archive; unpack it and hand in what is inside"
    ]


def test_what_is_not_there_or_a_folder_is_told(folder: Path) -> None:
    for path, what in ((folder / "none.csv", "is not there"), (folder.parent, "is a folder")):
        with pytest.raises(Problems, match=what), open_source(path, None, folder):
            pass


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[list[list[object]]], bytes]:
    def made(rows: list[list[object]]) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.save(tmp_path / "made.xlsx")
        return (tmp_path / "made.xlsx").read_bytes()

    return made


def test_a_workbook_becomes_csv_with_days_year_first_and_numbers_as_they_are(
    folder: Path, workbook: Callable[[list[list[object]]], bytes]
) -> None:
    noon = dt.datetime(2026, 3, 31, 12, 30)  # noqa: DTZ001 - cells have no time zone
    rows: list[list[object]] = [
        ["Day", "Score", "Weight", "Comment"],
        [dt.date(2026, 3, 31), 5, 0.1, "=1+1, \n'a'"],
        [],
        [noon, "n/a", 1e-7, True],
    ]
    rows[1][3] = "+49, \n'a'"
    with opened(folder, workbook(rows), "answers.xlsx") as source:
        assert source.format == "xlsx"
        assert source.typed
        assert list(rows_of(source)) == [
            (2, ["2026-03-31", "5", "0.1", "+49, \n'a'"]),
            (4, ["2026-03-31 12:30:00", "n/a", "0.0000001", "true"]),
        ]
        copy = source.readable
    assert not copy.exists()


def test_a_workbook_with_a_header_only_is_told(folder: Path, workbook: Callable[[list[list[object]]], bytes]) -> None:
    assert told(folder, workbook([["Day", "Score"]]), "answers.xlsx")[0].startswith("has a header and no row below it")


def test_of_a_workbook_that_is_too_large_it_is_said_what_helps(
    folder: Path, workbook: Callable[[list[list[object]]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxdna.tables.scan.MOST_CELLS", 3)
    (said,) = told(folder, workbook([["Day", "Score"], ["2026-03-31", 5]]), "answers.xlsx")
    assert said.endswith("cells, limit 3; save it as CSV, of which any number of rows is read")


def test_a_cell_that_shows_an_error_says_so(folder: Path, workbook: Callable[[list[list[object]]], bytes]) -> None:
    with opened(folder, workbook([["Day", "Score"], ["2026-03-31", "=1/0"]]), "answers.xlsx") as source:
        assert list(rows_of(source)) == [(2, ["2026-03-31", "(holds a formula without a result)"])]


def test_samples_are_rows_spread_over_the_start(folder: Path) -> None:
    with opened(folder, b"No,Score\n" + b"".join(b"%d,5\n" % number for number in range(100))) as source:
        found = samples(source, rows=10)
    assert found["Score"] == ("5",) * 10
    assert [int(one) for one in found["No"]] == list(range(0, 100, 10))


def test_line_breaks_in_cells_long_cells_and_open_quotes_are_noticed_without_parsing() -> None:
    def seen(*chunks: bytes) -> bool:
        looked = scan.Scan()
        for chunk in chunks:
            looked.feed(chunk)
        return looked.suspect

    assert not seen(b'a,"b, ""c""",d\n' * 100)
    assert not seen(b'a,"b', b'c"\n')
    assert seen(b'a,"b\nc"\n')
    assert seen(b'a,"b', b"\n", b'c"\n')
    assert seen(b'a,"b\n')
    assert seen(b"a," + b"x" * 33_000 + b"\n")
    assert not seen(b"a,b\n" * 20_000)


@pytest.mark.parametrize("chunk", [1 << 20, 8, 7])
@pytest.mark.parametrize(
    ("content", "mixed"),
    [
        (b"A,B\r\n1,2\r\n3,4\r\n", False),
        (b"A,B\n1,2\n3,4\n", False),
        (b'A,B\r\n1,"a\nb"\r\n3,"c\r\nd"\r\n', False),
        (b"A,B\r\n1,2\n3,4\r\n", True),
        (b"A,B\n1,2\r\n3,4", True),
        (b'A,B\n1,"x"\r3,"y"\n', True),
    ],
)
def test_lines_that_end_in_different_ways_are_seen(content: bytes, mixed: bool, chunk: int) -> None:
    seen = scan.Scan()
    for at in range(0, len(content), chunk):
        seen.feed(content[at : at + chunk])
    assert seen.mixed is mixed


def test_of_mixed_line_ends_a_copy_is_read_whose_rows_are_the_same(folder: Path) -> None:
    with opened(folder, b'Day,Score,Comment\r\n2026-03-31,5,"two\r\nlines"\n2026-04-01,4,\r\n') as source:
        assert source.readable != source.path
        assert [row for _, row in rows_of(source)] == [["2026-03-31", "5", "two\nlines"], ["2026-04-01", "4", ""]]

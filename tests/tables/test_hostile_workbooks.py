"""Workbooks that are none or want to hurt: each is refused by name, at once and in little memory."""

import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import python_calamine
from openpyxl import Workbook

from cxdna.errors import Problems
from cxdna.tables.read_table import read_table
from cxdna.tables.read_workbook import read_workbook
from tests.tables.workbooks import MAIN, OFFICE, RELATIONS, archive, parts, people, text_cell

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
EXTERNAL = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/%s" Target="https://example.org/x" '
    'TargetMode="External"/></Relationships>'
)
SHEET = "xl/worksheets/sheet1.xml"


def lying_about_size() -> bytes:
    """Return a workbook whose sheet unpacks to more than the archive says, with a checksum that fits the start."""
    announced = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    content = bytearray(archive({**parts(""), SHEET: announced}))
    packed = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = packed.compress(announced + b" " * 20_000_000) + packed.flush()
    at = content.index(SHEET.encode()) - 30
    size = struct.unpack_from("<L", content, at + 18)[0]
    start = at + 30 + len(SHEET)
    content[start : start + size] = body
    struct.pack_into("<L", content, at + 18, len(body))
    struct.pack_into("<L", content, content.rindex(SHEET.encode()) - 46 + 20, len(body))
    moved = len(body) - size
    for place in _entries(content):
        offset = struct.unpack_from("<L", content, place + 42)[0]
        if offset > at:
            struct.pack_into("<L", content, place + 42, offset + moved)
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<L", content, end + 16, struct.unpack_from("<L", content, end + 16)[0] + moved)
    return bytes(content)


def _entries(content: bytearray) -> Iterator[int]:
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = content.find(b"PK\x01\x02", at + 4)


def far_cell() -> bytes:
    return people(f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>')


def many_cells(count: int = 100_001, more: str = "") -> bytes:
    cells = "".join(f'<row r="{at}"><c r="A{at}"><v>{at * 7919 % 65536}</v></c></row>' for at in range(1, count + 1))
    return archive(parts(cells + more))


def shared_text() -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 9000))
    return archive(parts(cells, "<si><t>" + "".join(map(str, range(7000))) + "</t></si>"))


def noise() -> str:
    """Return what does not compress, so that another limit than that of the ratio is met."""
    return f"<!-- {random.Random(2).randbytes(4000).hex()} -->"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a renamed PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", "is not an .xlsx workbook: it is a PDF; hand in the workbook"),
    "an old workbook": (lambda: OLE + b"\0" * 600, "it is an old Excel workbook (.xls)"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    "a cut archive": (lambda: people()[:700], "it is damaged or was cut short"),
    "a cut end": (lambda: people()[:-30], "it is damaged or was cut short"),
    "nothing": (lambda: b"", "is not an .xlsx workbook: it is empty"),
    "text": (lambda: b"Name,Role\nRuth,Head\n", "it is text; give it the ending .csv"),
    "a web page": (lambda: b"<html><table>", "it is a web page"),
    "a Word document": (
        lambda: archive({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        "a Word document",
    ),
    "an OpenDocument file": (lambda: archive({"mimetype": "x", "content.xml": "<a/>"}), "an OpenDocument file"),
    "a Numbers file": (lambda: archive({"Index/Document.iwa": b"x"}), "export it from there as Excel"),
    "a binary workbook": (
        lambda: archive({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}),
        "a binary Excel workbook",
    ),
    "another archive": (lambda: archive({"holiday.jpg": b"x"}), "it is a zip archive"),
    "two parts of one name": (
        lambda: archive({**parts(""), "XL/workbook.xml": "<workbook/>"}),
        "two parts of one name",
    ),
    "10 MB": (lambda: people() + random.Random(1).randbytes(10 << 20), "has 10.0 MB, limit 10 MB"),
    "a bomb": (
        lambda: archive({**parts(""), "xl/media/picture.xml": b" " * 50_000_000}),
        "times, limit 100",
    ),
    "100 MB": (
        lambda: archive({**parts(""), "a.bin": random.Random(1).randbytes(1_200_000), "b.bin": bytes(110 << 20)}),
        "MB, limit 100 MB",
    ),
    "two thousand parts": (
        lambda: archive({**parts(""), **{f"xl/{at}.xml": "<a/>" for at in range(2000)}}),
        "is made of more than 1,000 parts",
    ),
    "a document type": (
        lambda: archive(
            {**parts(""), SHEET: f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{MAIN}">&b;</worksheet>'}
        ),
        "holds a document type (DTD)",
    ),
    "macros": (lambda: archive({**parts(""), "xl/vbaProject.bin": b"x"}), "holds macros"),
    "macros by their kind": (
        lambda: archive(parts("", kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "holds macros",
    ),
    "values of other files": (
        lambda: archive({**parts(""), "xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "takes values from other files",
    ),
    "a connection": (
        lambda: archive({**parts(""), "xl/connections.xml": "<connections/>"}),
        "other files or databases",
    ),
    "a link that fetches": (
        lambda: archive({**parts(""), "xl/worksheets/_rels/sheet1.xml.rels": EXTERNAL % "image"}),
        "is linked to something outside it",
    ),
    "no XML": (lambda: archive({**parts(""), SHEET: "<worksheet><sheetData>"}), "a part of it is no XML"),
    "a text that is not there": (
        lambda: people('<row r="3"><c r="A3" t="s"><v>7</v></c></row>'),
        "cell A3 of 'People'",
    ),
    "a cell far out": (far_cell, "'People' reaches to cell XFD1048576: 17,179,869,184 cells, limit 1,000,000"),
    "a long text": (
        lambda: people(f'<row r="3">{text_cell("B3", "a1b2c3d4" * 25_000)}</row>' + noise()),
        "cell B3 of 'People' holds 200,000 characters, limit 32,767",
    ),
    "a text that many share": (shared_text, "the texts of 'People' have more than 50,000,000 characters"),
    "UTF-16": (lambda: archive({**parts(""), SHEET: parts("")[SHEET].encode("utf-16")}), "are written in UTF-16"),
    "too many cells": (many_cells, "'People' holds 100,001 cells, limit 100,000"),
    "too many marks": (
        lambda: archive(
            {
                **parts(""),
                "xl/a.xml": "<a><!-- "
                + random.Random(3).randbytes(60_000).hex()
                + " -->"
                + "<b/>" * 1_000_001
                + "</a>",
            }
        ),
        "cells and other marks, limit 1,000,000",
    ),
    "nearly too many cells, and one far out": (
        lambda: many_cells(99_999, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "'People' reaches to cell XFD1048576",
    ),
    "a cell in no place": (lambda: people('<row r="3"><c r="?!"><v>7</v></c></row>'), "has a cell in no place"),
    "two lists of texts": (
        lambda: archive({**parts(""), "xl/more.xml": f'<sst xmlns="{MAIN}"></sst>'}),
        "is not an .xlsx workbook: it is damaged",
    ),
}


@cache
def made(case: str) -> bytes:
    return HOSTILE[case][0]()


def test_where_the_reader_gives_up_the_file_is_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """Named as what the reader throws."""

    file = tmp_path / "form.xlsx"
    file.write_bytes(people())
    for thrown, expected in ((PanicException(), Problems), (KeyboardInterrupt(), KeyboardInterrupt)):

        def give_up(_: object, thrown: BaseException = thrown) -> None:
            raise thrown

        monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", give_up)
        with pytest.raises(expected) as caught:
            read_workbook(file)
        assert expected is not Problems or "it is damaged" in str(caught.value)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_refused_by_name(case: str, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(made(case))
    with pytest.raises(Problems) as caught:
        read_workbook(file)
    assert HOSTILE[case][1] in str(caught.value)
    assert str(caught.value).startswith(f"{file}: ")


LIMITED = """
import sys, time
from cxdna.errors import Problems
from cxdna.tables.read_workbook import read_workbook
import python_calamine
from pathlib import Path
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) / 1024
for name in sys.argv[1:]:
    begun = time.process_time()
    try:
        read_workbook(Path(name))
    except Problems:
        pass
    print(name, time.process_time() - begun, peak())
"""


def test_more_than_the_archive_announces_is_never_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(lying_about_size())
    with zipfile.ZipFile(file) as content:
        assert len(content.read(SHEET)) < 200
    assert [grid.rows for grid in read_workbook(file).grids] == [()]


@pytest.mark.timed
@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_no_hostile_workbook_takes_long_or_much(tmp_path: Path) -> None:
    files = []
    for at, case in enumerate(HOSTILE):
        files.append(tmp_path / f"{at}.xlsx")
        files[-1].write_bytes(made(case))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *map(str, files)], capture_output=True, text=True, check=True, timeout=60
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(HOSTILE)
    for name, (_, seconds, megabytes) in zip(HOSTILE, map(str.split, lines), strict=True):
        assert float(seconds) < 2, f"{name} takes {seconds} s"
        assert float(megabytes) < 200, f"{name} takes {megabytes} MB"


def test_a_sheet_that_claims_a_million_rows_costs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(people('<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    table = read_table(file)
    assert [row.values for row in table.rows] == [("Ruth Okafor", "Head of service")]


def test_a_web_address_that_somebody_typed_is_no_danger(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Where"])
    sheet.append(["Ruth", "https://example.org/charter"])
    sheet["B2"].hyperlink = "https://example.org/charter"
    book.save(file)
    assert read_table(file).rows[0].values == ("Ruth", "https://example.org/charter")


def test_no_damage_to_a_workbook_is_a_fault_of_ours(tmp_path: Path, generated_inputs: int) -> None:
    chance = random.Random(3)
    whole = people(f'<row r="3">{text_cell("A3", "x")}<c r="B3"><f>1+1</f><v>2</v></c></row>')
    plain = parts(text_cell("A1", "Name"))
    file = tmp_path / "people.xlsx"
    refused = 0
    for turn in range(generated_inputs):
        if turn % 2:
            content = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            file.write_bytes(content)
        else:
            name = chance.choice(list(plain))
            body = list(plain[name])
            for _ in range(chance.randint(1, 6)):
                body[chance.randrange(len(body))] = chance.choice("<>/\"'&=ar0A:\u00e9 ")
            file.write_bytes(archive({**plain, name: "".join(body)}))
        try:
            read_table(file)
        except Problems:
            refused += 1
    assert refused > generated_inputs // 4

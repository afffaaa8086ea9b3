"""An archive carries the assessment as data, says what it is, and gives the data back; nothing else passes for one."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from cxdna.documents import archive
from cxdna.documents.archive import ATTACHED, attached_export, enclosed
from cxdna.documents.archive_child import find_export
from cxdna.documents.archive_finish import finish_archive
from cxdna.documents.job import Attached
from cxdna.documents.pdf import Renderer
from cxdna.errors import StorageError, UserError
from tests.documents.engine.conftest import make_job

EXPORT = b'{"format": "an export", "words": "\xe2\x80\x9cwell\xe2\x80\x9d"}\n' + bytes(range(256)) * 40
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@pytest.fixture(scope="session")
def made(renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive with another file beside the export, as a brand might bring one."""
    out = tmp_path_factory.mktemp("archive") / "report-archive.pdf"
    other = Attached(name="notes.json", description="Notes", content=b"{}", relationship="Supplement")
    files = (other, enclosed(EXPORT, "Alder & Sons </rdf:RDF> 2026"))
    renderer.render(make_job("<p>x</p>", title="A </rdf:RDF> B", variant="pdf/a-3a", attachments=files), out)
    return out


def test_the_export_comes_back_byte_for_byte(made: Path) -> None:
    assert attached_export(made) == EXPORT


def test_the_file_inside_says_what_it_is(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        listed = [file for file in pdf.Root.AF.as_list() if file.UF == ATTACHED]
        assert len(pdf.Root.AF.as_list()) == 2
        (file,) = listed
        assert file.AFRelationship == "/Data"
        assert file.EF.F.Subtype == "/application/json"
        assert str(file.Desc).startswith("Alder & Sons </rdf:RDF> 2026: the shared export")
        assert file.EF.F.read_bytes() == EXPORT


def test_the_metadata_name_both_standards_once(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        said = ET.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", pdf.Root.Metadata.read_bytes()))
    (rdf,) = said
    assert rdf.tag == f"{RDF}RDF"
    aid, uaid = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
    claims = [one.attrib for one in rdf if f"{aid}part" in one.attrib]
    assert [(one[f"{aid}part"], one[f"{aid}conformance"]) for one in claims] == [("3", "A")]
    assert [one.text for one in rdf.iter(f"{uaid}part")] == ["1"]
    assert "A </rdf:RDF> B" in "".join(rdf.itertext())


def test_metadata_of_another_shape_are_not_guessed_at() -> None:
    pdf = SimpleNamespace(catalog={"Metadata": b"0 0 R"}, objects=[SimpleNamespace(stream=[b"<x/>"])])
    with pytest.raises(ValueError, match="have changed"):
        finish_archive(pdf)


def changed(made: Path, change: Callable[[pikepdf.Pdf], object], **how: Any) -> bytes:
    """Return an archive after something was done to it by another program."""
    out = made.with_name("changed.pdf")
    with pikepdf.open(made) as pdf:
        change(pdf)
        pdf.save(out, **how)
    return out.read_bytes()


def inside(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.AF[1].EF.F


def bomb(pdf: pikepdf.Pdf) -> None:
    """Put a file in that unpacks twice, from 1 kB to 200 MB."""
    packer = zlib.compressobj(1)
    once = b"".join([*(packer.compress(bytes(2**20)) for _ in range(200)), packer.flush()])
    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    inside(pdf).write(zlib.compress(once, 9), filter=filters)


def in_a_circle(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = pdf.make_indirect(pikepdf.Array([pikepdf.Dictionary()]))
    pdf.Root.AF[0] = pdf.Root.AF


OTHERS: dict[str, Callable[[Path], bytes]] = {
    "nothing": lambda _: b"",
    "words": lambda _: b"an assessment, so to speak",
    "no more than a start": lambda _: b"%PDF-1.7\n",
    "half of one": lambda made: made.read_bytes()[: made.stat().st_size // 2],
    "without files inside": lambda made: changed(made, lambda pdf: pdf.Root.__delitem__("/AF")),
    "with other files only": lambda made: changed(made, lambda pdf: pdf.Root.AF[1].__setitem__("/UF", "x.json")),
    "with other data under our checksum": lambda made: changed(made, lambda pdf: inside(pdf).write(EXPORT[:-1])),
    "without a checksum": lambda made: changed(made, lambda pdf: inside(pdf).__delitem__("/Params")),
    "with a number for a file": lambda made: changed(made, lambda pdf: pdf.Root.AF.__setitem__(1, 7)),
    "in a circle": lambda made: changed(made, in_a_circle),
    "a bomb": lambda made: changed(made, bomb),
    "under a password": lambda made: changed(
        made, lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b", R=6)
    ),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_archive_is_refused_fast(made: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "other.pdf"
    file.write_bytes(OTHERS[kind](made))
    before = os.times().children_user
    with pytest.raises(UserError) as refused:
        attached_export(file)
    assert os.times().children_user - before < 2, "its own time, however busy the machine is"
    expected = "is not a PDF" if kind in {"nothing", "words"} else "is not an archive of cxdna: it holds no export"
    assert expected in refused.value.what
    assert refused.value.do


def test_an_archive_that_another_program_saved_again_is_still_one(made: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.pdf"
    modes = (pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable)
    for mode in modes:
        file.write_bytes(changed(made, lambda _: None, object_stream_mode=mode, linearize=True))
        assert attached_export(file) == EXPORT


def test_what_cannot_be_read_is_told_apart(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="is not there"):
        attached_export(tmp_path / "x.pdf")
    with pytest.raises(StorageError, match="cannot be read"):
        attached_export(tmp_path)
    with pytest.raises(UserError, match="is not an archive"):
        attached_export(made, limit=0.001)
    monkeypatch.setattr(archive, "LARGEST", 1000)
    with pytest.raises(UserError, match="is larger than"):
        attached_export(made)


def mutated(original: bytes, chance: random.Random) -> bytes:
    """Return a file with bytes changed, a piece gone, doubled or moved, or a number that is another."""
    content = bytearray(original)
    for _ in range(chance.choice((1, 1, 2, 8, 60))):
        start = chance.randrange(len(content))
        piece = content[start : start + chance.choice((1, 4, 64, 2000))]
        kind = chance.randrange(5)
        if kind == 0:
            content[start] = chance.randrange(256)
        elif kind == 1:
            del content[start : start + len(piece)]
        elif kind == 2:
            content[start:start] = piece * chance.choice((1, 2, 50))
        elif kind == 3:
            other = chance.randrange(len(content))
            content[other : other + len(piece)] = piece
        elif numbers := list(re.finditer(rb"\d+", content)):
            number = chance.choice(numbers)
            content[number.start() : number.end()] = chance.choice((b"0", b"-1", b"9" * 12, b"4294967296", b"1"))
        if not content:
            break
    return bytes(content)


def export_or_nothing(pdf: bytes) -> bytes | None:
    try:
        return find_export(pdf)
    except Exception:  # noqa: BLE001 - the process that does this says no to any of them
        return None


def test_a_damaged_archive_gives_the_export_or_nothing(made: Path, generated_inputs: int) -> None:
    original, chance = made.read_bytes(), random.Random(20261128)
    whole, slowest = 0, 0.0
    for _ in range(generated_inputs):
        damaged = mutated(original, chance)
        start = time.process_time()
        given = export_or_nothing(damaged)
        slowest = max(slowest, time.process_time() - start)
        assert given in {None, EXPORT}
        whole += given is not None
    assert slowest < 2
    assert generated_inputs / 50 < whole < generated_inputs, "the damage is of all sizes"


def run_in_a_process(file: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", archive.START, "", str(file)]
    return subprocess.run(command, capture_output=True, check=False, timeout=10)


def test_of_damaged_files_a_person_never_sees_a_trace(made: Path, tmp_path: Path) -> None:
    original, chance = made.read_bytes(), random.Random(7)
    for number in range(6):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(mutated(original, chance))
        done = run_in_a_process(file)
        said = done.stderr.decode()
        assert (done.returncode, done.stdout) in {(0, EXPORT), (1, b"")}, said
        assert "Traceback" not in said

"""Whatever a file holds: it is read, or it is told what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import CxdnaError
from cxdna.voice.source.open import open_source
from cxdna.voice.source.problems import problems_of, without_bad_rows
from cxdna.voice.source.read_rows import Misquoted, rows_of
from cxdna.voice.source.sample import samples
from cxdna.voice.survey.guess import guess

PIECES = [
    b"Day,Score\n",
    b'"',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"5",
    b"2026-03-31",
    b"\0",
    b"\xe9",
    b"\xff\xfe",
]
PIECES += [
    "é€".encode(),
    b"sep=;\n",
    b"PAR1",
    b"PK\x03\x04",
    b"=1+1",
    b"n/a",
    b"x" * 40,
    b"\xef\xbb\xbf",
    b"a,b\nc,d\n",
]
CONTENT = st.lists(st.sampled_from(PIECES) | st.binary(max_size=3), max_size=14).map(b"".join)


@given(CONTENT, st.sampled_from([None, "utf-8", "cp1252", "utf-16"]))
def test_any_bytes_are_read_or_explained(content: bytes, encoding: str | None) -> None:
    with TemporaryDirectory() as place, suppress(CxdnaError):
        path, folder = Path(place) / "answers.csv", Path(place) / "copies"
        path.write_bytes(content)
        with open_source(path, encoding, folder) as source:
            assert all(source.columns)
            survey = guess(source.columns, samples(source), "s", "S").survey
            assert all(one.what for one in problems_of(source, survey))
            kept = without_bad_rows(source, survey, folder)
            rows = [row for _, row in rows_of(kept)]
            assert not any(isinstance(row, Misquoted) or len(row) != len(source.columns) for row in rows)

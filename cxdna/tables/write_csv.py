"""Rows of text -> a CSV file that spreadsheet programs open rightly and nothing in it runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from cxdna.tables.inert import inert


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file: UTF-8 with its mark (without it Excel guesses wrongly), commas, one line end everywhere."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([inert(value) for value in row])
    return text.getvalue().encode("utf-8-sig")

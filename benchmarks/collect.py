"""`cxdna collect`: the time per form of 300 forms against that of 75, in one run, and what one form takes."""

import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, Failed, Row, run_once

MANY = 300
FEW = 75
ROUNDS = 3
BOUND = 1.3
INIT = (
    "init . --yes --name Alder --sector utilities --employees 380 --country GB --business-model both --channels phone "
    "--key-accounts y --time-zone Europe/London --currency GBP --languages en --regulated n"
)
# Fills in what invite wrote by exchanging cells in the sheet itself: as fast as copying, with no library loaded here.
FILL = r"""
import re, sys, zipfile
from pathlib import Path
for at, path in enumerate(sorted(Path(sys.argv[1]).glob("*.xlsx"))):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, filled = "xl/worksheets/sheet2.xml", 0
    rows = re.split(rb"(?=<row )", parts[sheet])
    for place, row in enumerate(rows):
        if b'<c r="K' in row:  # a row with a question; those of components have none
            level = b"%d" % (1 + (at + place) % 5)
            rows[place], count = re.subn(rb'(<c r="D\d+" s="\d+")/>', rb"\1><v>" + level + rb"</v></c>", row)
            filled += count
    assert filled == 24, (path, filled)
    parts[sheet] = b"".join(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
"""


def workspace_with_forms(folder: Path, count: int) -> Path:
    """Make a workspace in which so many people were invited and all have filled in their form; return the forms."""
    folder.mkdir()
    people = "Name,Role\n" + "".join(f"Person {at:03},Role {at}\n" for at in range(count))
    (folder / "people.csv").write_text(people, encoding="utf-8")
    for arguments in (INIT.split(), ["invite", "people.csv", "--out", "forms"]):
        _run([str(CXDNA), *arguments], folder)
    _run([PYTHON, "-c", FILL, "forms"], folder)
    return folder / "forms"


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ})
    if done.returncode:
        msg = f"{' '.join(command[:3])} ended with {done.returncode}:\n{done.stderr}{done.stdout}"[:2000]
        raise Failed(msg)


def rows() -> Iterator[Row]:
    """Measure, and yield one row. A workspace collects once: each round has copies of its own.

    What the first form takes, the start of the command included, is taken off the others.
    """
    command = [str(CXDNA), "collect", "forms"]
    counts = (1, FEW, MANY)
    ratios: list[float] = []
    each: list[float] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        for count in counts:
            workspace_with_forms(folder / str(count), count)
        for at in range(ROUNDS):
            copies = [shutil.copytree(folder / str(count), folder / f"{count}-{at}") for count in counts]
            first, few, many = (run_once(command, copy).cpu for copy in copies)
            each.append((many - first) / (MANY - 1))
            ratios.append(each[-1] / ((few - first) / (FEW - 1)))
    detail = f"{1000 * statistics.median(each):.1f} ms a form of 24 questions"
    yield Row(f"cxdna collect, a form of {MANY}", f"a form of {FEW}", statistics.median(ratios), BOUND, detail)

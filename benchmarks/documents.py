"""`cxdna report --all` on the example, whole process, against WeasyPrint alone on each of its HTML files in turn.

WeasyPrint alone is started once for each document, as somebody would who prints them by hand; ours starts once, and in
its time scores, words, draws, and writes workbook, calendars and data as well.
"""

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, Row, compare
from benchmarks.report import BARE, HERE

ROUNDS = 5
BOUND = 1.25
DOCUMENTS = ("summary", "report", "plan")


def rows() -> Iterator[Row]:
    """Measure, and yield one row."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([str(CXDNA), "demo", str(folder / "demo")], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        workspace = folder / "demo"
        arguments = ["report", "--all", "--workspace", str(workspace), "--out", str(folder / "ours")]
        subprocess.run(
            [PYTHON, HERE / "catch_report.py", folder, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=workspace
        )
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        script = folder / "bare.sh"
        script.write_text("set -e\n" + "\n".join(_one(folder, one) for one in DOCUMENTS) + "\n", encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        pairs = compare([str(CXDNA), *arguments], ["sh", str(script)], cwd=folder, rounds=ROUNDS)
        del os.environ["FONTCONFIG_FILE"]
        yield pairs.time("cxdna report --all, the example", "WeasyPrint alone on its three HTML files", BOUND)


def _one(folder: Path, document: str) -> str:
    """Return the line that prints one document with WeasyPrint alone. Raises FileNotFoundError."""
    caught = folder / document
    if not (caught / "page.html").exists():
        msg = f"report --all handed no {document} to the printer"
        raise FileNotFoundError(msg)
    sheets = sorted(caught.glob("style-*.css"))
    command = [PYTHON, folder / "bare.py", caught / "page.html", caught / "bare.pdf", "pdf/ua-1", *sheets]
    return shlex.join(map(str, command))

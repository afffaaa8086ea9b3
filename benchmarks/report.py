"""`cxdna report` on the example, whole process, against WeasyPrint alone on the finished HTML, CSS and variant.

The finished HTML is what cxdna hands to the process that prints, caught on the way by `catch_report.py`; pictures
become files beside it. Both sides have the same fonts. cxdna does more in its time: it reads, scores, words, draws the
charts and makes the HTML edition too.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, Row, compare
from benchmarks.score import example_answers

ROUNDS = 5
TIME_BOUND = 1.3
MEMORY_BOUND = 1.35
HERE = Path(__file__).resolve().parent

BARE = """import sys
import weasyprint

page, out, variant, *sheets = sys.argv[1:]
weasyprint.HTML(page).write_pdf(out, stylesheets=sheets, pdf_variant=variant, pdf_tags=True)
"""


def rows() -> Iterator[Row]:
    """Measure, and yield a row for the time and one for the memory."""
    newer, older = example_answers()
    with TemporaryDirectory() as name:
        folder = Path(name)
        arguments = ["report", str(newer), "--previous", str(older), "--out", str(folder / "ours")]
        subprocess.run(
            [PYTHON, HERE / "catch_report.py", folder, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder
        )
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        caught = folder / "report"
        sheets = sorted(caught.glob("style-*.css"))
        bare = [PYTHON, folder / "bare.py", caught / "page.html", folder / "bare.pdf", "pdf/ua-1", *sheets]
        os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        pairs = compare([str(CXDNA), *arguments], list(map(str, bare)), cwd=folder, rounds=ROUNDS)
        del os.environ["FONTCONFIG_FILE"]
        if not (folder / "ours" / "report.pdf").exists():
            msg = "cxdna report made no PDF"
            raise FileNotFoundError(msg)
        yield pairs.time("cxdna report, the example", "WeasyPrint alone, same HTML and variant", TIME_BOUND)
        yield pairs.memory("cxdna report, the example", "WeasyPrint alone, same HTML and variant", MEMORY_BOUND)

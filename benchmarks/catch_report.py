"""Run `cxdna ARGUMENTS` and keep what it hands to the process that prints: catch_report.py FOLDER ARGUMENTS.

Writes page.html, style-0.css and so on, and the pictures into a folder for each document, named as its files are, and
the fonts.conf of the bundled typefaces beside them.
"""

import os
import sys
from pathlib import Path

from cxdna.cli.run import run
from cxdna.documents.fonts import configuration
from cxdna.documents.job import Job
from cxdna.documents.pdf import Pending, Renderer
from cxdna.resources import folder as resource_folder

PAPER = "@page{{size:{}}}"
ENDINGS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}


def keep(job: Job, folder: Path) -> None:
    """Write everything the PDF is made from, with pictures as files instead of names."""
    html = job.html
    for address, content in job.images.items():
        ending = next((name for start, name in ENDINGS.items() if content.startswith(start)), "svg")
        file = f"{address.replace(':', '-')}.{ending}"
        (folder / file).write_bytes(content)
        html = html.replace(f'"{address}"', f'"{file}"')
    (folder / "page.html").write_text(html, encoding="utf-8")
    for number, style in enumerate((*job.styles, PAPER.format(job.paper))):
        (folder / f"style-{number}.css").write_text(style, encoding="utf-8")


def main(folder: Path, arguments: list[str]) -> int:
    """Run the command with the way to the printing process tapped."""
    begin = Renderer.begin

    def tapped(self: Renderer, job: Job, out: Path, limit: float) -> Pending:
        own = folder / out.stem
        own.mkdir(exist_ok=True)
        keep(job, own)
        return begin(self, job, out, limit)

    Renderer.begin = tapped  # type: ignore[method-assign,assignment] # the tap
    fonts = resource_folder("templates") / "shared" / "fonts"
    (folder / "fonts.conf").write_text(configuration(fonts, os.environ), encoding="utf-8")
    code = run(arguments)
    if not list(folder.glob("*/page.html")):
        msg = "nothing went by the tap: where does the report hand its job over now?"
        raise RuntimeError(msg)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

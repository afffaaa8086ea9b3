"""Make docs/traceability.md, or say whether it is what docs/traceability.yaml and the definitions say now.

    python -m setup.traceability             ends with 1 when it is out of date
    python -m setup.traceability --write     writes it

Ends with 2, and lists everything that is wrong, where an item is missing or a place is not there.
"""

import sys
from collections.abc import Collection
from pathlib import Path

from cxdna.errors import EXIT_ANSWER_IS_NO, EXIT_BAD_INPUT, EXIT_DONE, Problems
from setup.traceability.gather import FILE, gather
from setup.traceability.lay_out import COMMAND, lay_out
from setup.traceability.model import NUMBERS

PAGE = "docs/traceability.md"


def main(root: Path, *, write: bool, numbers: Collection[int | str] = NUMBERS) -> int:
    """Write or compare the page of a project; return the exit code."""
    try:
        text = lay_out(gather(root, numbers))
    except Problems as found:
        print(found, file=sys.stderr)
        return EXIT_BAD_INPUT
    page = root / PAGE
    if write:
        page.write_text(text, encoding="utf-8", newline="\n")
    elif not page.is_file() or page.read_text(encoding="utf-8") != text:
        print(f"{PAGE} is out of date; run: {COMMAND}", file=sys.stderr)
        return EXIT_ANSWER_IS_NO
    print(f"{PAGE} is what {FILE} and the definitions say")
    return EXIT_DONE


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent.parent, write="--write" in sys.argv[1:]))

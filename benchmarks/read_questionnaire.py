"""Reading a questionnaire of 3,000 lines, against PyYAML's C loader: in one process, in turns, median of the ratios.

python -m benchmarks.read_questionnaire     measures and prints; ends with 1 when the promise is broken
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.compare import PYTHON, ROOT, Failed, Row

LINES = 3_000
MOST = 0.8
ROUNDS = 31

HEAD = """# yaml-language-server: $schema=questionnaire.schema.json
kind: questionnaire
id: large
version: "1.0"
playbook: cxdna
name: Large
summary: As long as a questionnaire may get.
questions:
"""
QUESTION = """  - id: governance.{number}
    part: governance
    practice: One executive owner, case {number}
    text: Is one executive accountable for customer experience in area {number}?
    why: What crosses departments stays open when nobody owns it, and customers feel it at once.
    proof: A charter or a decision of the organisation that names the owner, dated and signed.
    ask: [Head of service, Managing director]
    levels:
      - Nobody is named.
      - Someone is named, with neither mandate nor time.
      - One executive is named in writing, with a mandate.
      - The owner's results are reviewed each quarter against targets.
      - "The board holds the owner to results that someone independent checks."
    weight: 2.5
    when: {{profile: channels, includes: phone}}
"""


def questionnaire(lines: int) -> str:
    """Return the text of a questionnaire with at least so many lines."""
    count = -(-(lines - HEAD.count("\n")) // QUESTION.count("\n"))
    return HEAD + "".join(QUESTION.format(number=number) for number in range(count))


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(rounds: int = ROUNDS) -> Row:
    """Measure in this process. Raises Failed if the two do not read the same."""
    # Loaded here: whoever runs all benchmarks must stay small.
    import yaml  # noqa: PLC0415

    from cxdna.definitions.fit import fit  # noqa: PLC0415
    from cxdna.definitions.model import Questionnaire  # noqa: PLC0415
    from cxdna.definitions.read import parse  # noqa: PLC0415

    text = questionnaire(LINES)
    raw, path = text.encode(), Path("large.yaml")
    reading = parse(raw, path)
    if reading.document is None or reading.document.data != yaml.load(text, yaml.CSafeLoader):
        raise Failed("the two do not read the same")
    fit(reading.document, Questionnaire)
    pairs = [
        (seconds(lambda: parse(raw, path)), seconds(lambda: yaml.load(text, yaml.CSafeLoader))) for _ in range(rounds)
    ]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    detail = f"{ours:.1f} ms against {theirs:.1f} ms in one process"
    return Row(f"read {LINES:,} lines", "yaml.load with CSafeLoader", ratio, MOST, detail)


def rows() -> Iterator[Row]:
    """Yield the promise, measured in a process of its own."""
    command = [PYTHON, "-m", "benchmarks.read_questionnaire", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise Failed(done.stderr)
    yield Row(**json.loads(done.stdout))


def main(arguments: list[str]) -> int:
    """Measure and print; return 1 where the ratio is above what is promised."""
    row = measure()
    if arguments == ["--json"]:
        print(json.dumps(row._asdict()))
    else:
        print(f"{row.what}: x{row.ratio:.2f} of {row.against} (at most x{row.bound}); {row.detail}")
    return int(not row.kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

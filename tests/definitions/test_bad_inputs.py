"""Inputs 1 to 12 of the reliability design, each in a process of its own: what is said, in which time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.definitions.examples import EXAMPLES, SMALL

pytestmark = pytest.mark.timed
MOST_SECONDS = 1.0
MOST_MEGABYTES = 50.0

# Runs in the process that is measured. Time is that of the processor: other tests run beside it. Memory is the kernel's
# high-water mark of this program alone where there is one: getrusage starts with the size of whoever started it.
MEASURED = """
import json, sys, time
from pathlib import Path
from cxdna.workflows.check_definitions import check_definitions

def peak():
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024
    import resource
    unit = 1 << 20 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit

problems, start = [], time.process_time()
if len(sys.argv) > 1:
    problems = [str(one) for one in check_definitions(Path(sys.argv[1]), Path(sys.argv[2])).problems]
print(json.dumps({"problems": problems, "seconds": time.process_time() - start, "megabytes": peak()}))
"""

HEAD = """# yaml-language-server: $schema=questionnaire.schema.json
kind: questionnaire
id: bad
version: "1"
playbook: small
name: Bad
summary: Bad.
questions:
"""
QUESTION = "  - {id: q, part: later, practice: a, text: a, why: a, proof: a, ask: [a], levels: [a, b, c], weight: 1}\n"
WEIGHT = "'weight' must be a number from 0 to 100"
DEEP = "nesting deeper than 32"


def example(name: str) -> bytes:
    return (EXAMPLES / "invalid" / f"{name}.yaml").read_bytes()


CASES: dict[str, tuple[bytes, str]] = {
    "1 alias bomb": (example("alias_bomb"), "aliases are not allowed"),
    "2 merge-key bomb": (example("merge_bomb"), "merge keys ('<<') are not allowed"),
    "2 merge-key bomb, large": (
        b"a0: &a0 {k: 1}\n" + b"".join(b"a%d: &a%d {<<: [*a%d, *a%d]}\n" % (i, i, i - 1, i - 1) for i in range(1, 999)),
        "anchors are not allowed",
    ),
    "3 tag": (b"a: !!python/object/apply:os.system ['echo no']\n", "tag not allowed"),
    "4 5,000 open": (b"[" * 5_000, DEEP),
    "4 5,000 closed": (b"[" * 5_000 + b"]" * 5_000, DEEP),
    "4 450,000 open": (b"[" * 450_000, DEEP),
    "4 450,000 closed": (b"[" * 450_000 + b"]" * 450_000, DEEP),
    "4 450,000 on lines of their own": (b"[\n" * 450_000, DEEP),
    "4 mappings in one line": (b"{a: " * 200_000, DEEP),
    "4 lists in one line": (b"- " * 400_000, DEEP),
    "4 mappings by indentation": (b"".join(b" " * n + b"a:\n" for n in range(1_200)), DEEP),
    "4 keys of keys": (b"? " * 400_000, "a list or mapping cannot be a key"),
    "5 duplicate key": (b"kind: kpis\nweight: 1\nid: a\nweight: 2\n", "'weight' given twice (lines 2, 4)"),
    "6 .nan": ((HEAD + QUESTION.replace("1}", ".nan}")).encode(), WEIGHT),
    "6 -1": ((HEAD + QUESTION.replace("1}", "-1}")).encode(), WEIGHT),
    "6 1e999": ((HEAD + QUESTION.replace("1}", "1e999}")).encode(), WEIGHT),
    "6 high": ((HEAD + QUESTION.replace("1}", "high}")).encode(), WEIGHT),
    "6 900,000 digits": ((HEAD + QUESTION.replace("1}", "9" * 900_000 + "}")).encode(), WEIGHT),
    "7 equal ids": (
        (HEAD + QUESTION + QUESTION.replace("id: q", "id: Q")).encode(),
        "question 'Q' and question 'q' differ in capitals only (lines 9, 10)",
    ),
    "8 unknown condition": (
        (HEAD + QUESTION.replace("1}", "1, when: {question: r, answered: true}}")).encode(),
        "there is no question 'r'",
    ),
    "8 circular condition": (example("circle"), "conditions go round: q1 -> q4 -> q3 -> q1"),
    "9 tab": (b"kind: kpis\n\tid: a\n", "input:2: a tab is not allowed; use spaces"),
    "9 490,000 tabs": (b"\t\n" * 490_000, "input:1: a tab is not allowed; use spaces"),
    "9 NUL": (b"kind: kpis\nid: a\0b\n", "input:2: a NUL character is not allowed; delete it and save as UTF-8"),
    "9 UTF-16": ("kind: kpis\n".encode("utf-16"), "input:1: the file is in UTF-16; save as UTF-8"),
    "9 UTF-16 without mark": ("kind: kpis\n".encode("utf-16-be"), "UTF-16 or no text at all; save as UTF-8"),
    "9 UTF-32": ("kind: kpis\n".encode("utf-32"), "input:1: the file is in UTF-32; save as UTF-8"),
    "9 code page": (b"kind: kpis\nname: Qualit\xe4t\n", "input:2: byte 0xE4 is not UTF-8; save as UTF-8"),
    "9 line separator": ("kind: kpis\nid: a\u2028b: c\n".encode(), "input:2: the invisible character U+2028"),
    "9 PDF": (
        b"%PDF-1.7\n%\xe2\xe3",
        "input:1: this is a PDF, not a text file; hand in the answers or definitions as YAML",
    ),
    "9 Excel": (b"PK\x03\x04\x14\x00", "input:1: this is an Excel workbook or another zip file, not a text file"),
    "9 old Excel": (
        b"\xd0\xcf\x11\xe0\xa1",
        "input:1: this is an older Excel, Word or PowerPoint file, not a text file",
    ),
    "9 PNG": (b"\x89PNG\r\n\x1a\n", "input:1: this is a picture, not a text file"),
    "9 JPEG": (b"\xff\xd8\xff\xe0", "input:1: this is a picture, not a text file"),
    "9 WebP": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "input:1: this is a picture, not a text file"),
    "9 large PDF": (b"%PDF-1.7\n" + b"x" * 2_000_000, "input:1: this is a PDF, not a text file"),
    "9 two documents": (b"kind: kpis\n---\nkind: kpis\n", "input:2: a second document starts here"),
    "9 directives": (b"".join(b"%%TAG !a%d! x\n" % n for n in range(50_000)), "a line cannot start with '%'"),
    "9 directives behind the end": (b"a: 1\n...\n" + b"%TAG !a! x\n" * 80_000 + b"---\n", "a second document"),
    "10 empty": (b"", "input:1: the file is empty"),
    "10 list at top": (b"- a\n", "input:1: a list stands at the top of the file"),
    "10 no questions": ((HEAD.rstrip() + " []\n").encode(), "'questions' is empty"),
    "11 yes as a key": (b"kind: kpis\nyes: 5\n", "input:2: 'yes' was read as true: quote it"),
    "larger than 1 MB": (b"a: b\n" * 400_000, "the file is larger than 1 MB; split it"),
    "half a million values": (b"-\n" * 490_000, "more than 200,000 keys and values"),
    "aliases without end": (b"- *a\n" * 190_000, "more problems follow; mend these first"),
    "200,000 duplicates": (b"a: 1\n" * 190_000, "more problems follow; mend these first"),
    "misfits without end": (("kind: kpis\nkpis:\n" + "- {a: 1}\n" * 24_000).encode(), "'a' is not known here"),
    "one line of 900 kB": (b"kind: " + b"x" * 900_000, "'kind' cannot be 'xxx"),
    "an unclosed quote of 900 kB": (b'kind: "' + b"x\n" * 450_000, "a quote is opened here and never closed"),
    "a key of 900 kB": (b"k" * 900_000 + b": 1\n", "where none can stand"),
    "blank lines": (b"kind: kpis\n" + b"\n" * 900_000 + b"id: [\n", "the file ends inside a list"),
}
ACCEPTED = {
    "12 markup": HEAD.replace("name: Bad", "name: <img onerror>"),
    "12 template": HEAD.replace("name: Bad", "name: '{{7*7}}'"),
    "byte order mark": "\ufeff" + HEAD,
    "Windows line ends": HEAD.replace("\n", "\r\n"),
}


class Outcome(NamedTuple):
    problems: list[str]
    seconds: float
    megabytes: float


def measured(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)


def run(*arguments: Path) -> Outcome:
    done = measured(MEASURED, *map(str, arguments))
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    return Outcome(said["problems"], said["seconds"], said["megabytes"])


@pytest.fixture(scope="module")
def only_imported() -> float:
    return run().megabytes


@pytest.mark.parametrize(("raw", "expected"), CASES.values(), ids=CASES.keys())
def test_bad_inputs_are_refused_fast_and_in_little_memory(
    raw: bytes, expected: str, tmp_path: Path, only_imported: float
) -> None:
    path = tmp_path / "input"
    path.write_bytes(raw)
    outcome = run(path, SMALL)
    told = "\n".join(outcome.problems).replace(str(path), "input")
    assert expected in told
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes - only_imported < MOST_MEGABYTES


@pytest.mark.parametrize("head", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_odd_but_harmless_text_is_accepted(head: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(head.encode())
    told = run(path, SMALL).problems
    # The head alone has no questions; nothing else is wrong with it.
    assert ["'questions' is empty" in one for one in told] == [True]


def test_every_input_of_the_design_is_here() -> None:
    numbers = {name.split()[0] for name in (*CASES, *ACCEPTED)}
    assert {str(number) for number in range(1, 13)} <= numbers


def test_memory_that_is_used_is_noticed(only_imported: float) -> None:
    """The measure can fail."""
    done = measured(MEASURED.replace("problems, start = []", "waste = b'x' * (60 << 20); problems, start = []"))
    assert json.loads(done.stdout)["megabytes"] - only_imported > MOST_MEGABYTES

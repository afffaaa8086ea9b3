from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from cxdna.definitions.check import Pool, check
from cxdna.definitions.fit import Fitted, fit_any
from cxdna.definitions.model import DEFINITIONS
from cxdna.definitions.read import parse
from cxdna.errors import Problems
from tests.definitions.examples import VALID_FILES

PIECES = (
    *"[]{}:-?,&*!|>'\"%@`#\\ \n\t~<=0x\0\ufeff\u2028é\U0001f600",
    "yes",
    "- ",
    ": ",
    "<<: ",
    "*a ",
    "&a ",
    "!!str ",
    "---\n",
    "...\n",
    ".nan",
    "1e999",
    "when: {",
    "parts: [",
    '"\\u0000',
)


def changed_characters(chance: random.Random, text: str) -> bytes:
    """Return the text with some characters replaced, put in, taken out or copied from elsewhere."""
    letters = list(text)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(letters))
        match chance.randrange(5):
            case 0:
                letters[at] = chance.choice(PIECES)
            case 1:
                letters.insert(at, chance.choice(PIECES))
            case 2:
                del letters[at : at + chance.randint(1, 30)]
            case 3:
                letters[at:at] = letters[chance.randrange(len(letters)) :][: chance.randint(1, 80)]
            case _:
                letters.insert(at, chr(chance.randrange(0xD800)))
        letters = letters or ["x"]
    return "".join(letters).encode()


def changed_bytes(chance: random.Random, text: str) -> bytes:
    """Return the bytes of the text with some of them changed to anything."""
    raw = bytearray(text.encode())
    for _ in range(chance.randint(1, 6)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def outcome(raw: bytes) -> str:
    """Return how far the bytes come; anything but problems is raised."""
    reading = parse(raw, Path("mutant.yaml"))
    if reading.document is None:
        assert reading.problems
        return "refused"
    try:
        value = fit_any(reading.document, DEFINITIONS)
    except Problems:
        return "misfit"
    return "flawed" if list(check(Pool([Fitted(reading.document, value)]))) else "sound"


def test_changed_files_are_read_or_refused_and_nothing_else(generated_inputs: int) -> None:
    texts = [path.read_text(encoding="utf-8") for path in VALID_FILES]
    changes: tuple[Callable[[random.Random, str], bytes], ...] = (changed_characters, changed_bytes)
    seen: set[str] = set()
    slowest = 0.0
    for number in range(generated_inputs):
        chance = random.Random(number)
        raw = chance.choice(changes)(chance, chance.choice(texts))
        start = time.process_time()
        seen.add(outcome(raw))
        slowest = max(slowest, time.process_time() - start)
    assert {"refused", "misfit", "flawed"} <= seen
    assert slowest < 2


def test_files_as_they_are_fit() -> None:
    assert {outcome(path.read_bytes()) for path in VALID_FILES} <= {"sound", "flawed"}

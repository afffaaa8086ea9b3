"""A verdict in lines for reading: what differs is never missed, and what was not verified is not passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.scores.fingerprint import short
from cxdna.statistics.display import counted
from cxdna.workflows.one_line import printable
from cxdna.workflows.verification.model import State, Verdict

_STATES: Final[dict[State, str]] = {
    "verified": "verified      ",
    "differs": "DIFFERS       ",
    "unverified": "not verified  ",
}


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield every finding on a line, then what it comes to."""
    yield f"{printable(verdict.title)} ({verdict.assessment}), {verdict.file}"
    if verdict.fingerprint:
        yield f"Fingerprint {short(verdict.fingerprint)}"
    yield ""
    for one in verdict.findings:
        yield f"{_STATES[one.state]}{one.what}" + (f": {one.why}" if one.why else "")
    yield ""
    wrong = sum(one.state == "differs" for one in verdict.findings)
    left = sum(one.state == "unverified" for one in verdict.findings)
    if wrong:
        yield f"{counted(wrong, 'thing differs', 'things differ')}: this is not what it says it is."
    else:
        yield "Everything that could be verified agrees."
    if left:
        yield f"{counted(left, 'line says', 'lines say')} what could not be verified, and why."

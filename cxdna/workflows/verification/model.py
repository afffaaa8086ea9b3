"""What verifying finds, line by line."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from cxdna.workflows.one_line import printable

FORMAT: Final = "cxdna-verify/1"
"""Name and number of the shape that `cxdna verify --json` prints: `Verdict`."""

State = Literal["verified", "differs", "unverified"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at: it agrees, it differs, or could not be verified; `why` says how and why."""

    state: State
    what: str
    why: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """What `--json` prints: `agrees` when nothing differs, `complete` when nothing was left unverified."""

    format: str
    file: str
    assessment: str
    title: str
    fingerprint: str
    agrees: bool
    complete: bool
    findings: tuple[Finding, ...]


def verified(what: str, why: str = "") -> Finding:
    """Return that something agrees."""
    return Finding("verified", printable(what), printable(why))


def differs(what: str, why: str = "") -> Finding:
    """Return that something differs."""
    return Finding("differs", printable(what), printable(why))


def unverified(what: str, why: str) -> Finding:
    """Return that something could not be verified."""
    return Finding("unverified", printable(what), printable(why))

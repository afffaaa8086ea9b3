"""`cxdna upgrade` as the next release would run it, with a step that was never released."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import cxdna.store.schema
import cxdna.store.version
from cxdna.cli.where import now
from cxdna.workflows.keeping.upgrade import upgrade_workspace
from cxdna.workflows.where import Where

STEPS = Path(__file__).resolve().parents[1] / "store" / "next"
NEXT = "0004"


def upgrade(_: Sequence[str]) -> int:
    """Upgrade the workspace in this folder and say so when it is done."""
    for module in (cxdna.store.schema, cxdna.store.version):
        vars(module)["NEWEST"] = NEXT  # this process is the next release
    done = upgrade_workspace(Where(Path.cwd(), os.environ), now(), steps=STEPS)
    print("Upgraded." if done.steps else "Nothing to do.", flush=True)  # noqa: T201 - the acknowledgement
    return 0

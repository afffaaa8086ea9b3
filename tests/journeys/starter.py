"""Starts commands as processes that have everything imported already: one that is killed after 50 ms did some work.

`python -m tests.journeys.starter` reads jobs from standard input, one JSON object a line; for each it forks, answers
with the process's number, and when that has ended with its exit code (or minus the signal that ended it).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys
from contextlib import suppress
from typing import Any

import cxdna

# What a command loads only when it runs; loaded here once. WeasyPrint is not: a process of its own loads it.
LIBRARIES: tuple[str, ...] = (
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite",
    "alembic",
    "msgspec",
    "yaml",
    "typer",
    "python_calamine",
)
LIBRARIES += ("xlsxwriter", "jinja2", "zoneinfo", "pypdf")
NEVER = ("cxdna.__main__", "cxdna.documents.render_child", "cxdna.documents.rendering", "cxdna.documents.fetch")


def load_everything() -> None:
    """Import the whole package, as far as it can be imported here."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(cxdna.__path__, "cxdna."):
        if not module.name.startswith((*NEVER, "cxdna.store.migrations")):
            with suppress(ImportError):  # of an extra that is not installed: no command here needs it
                importlib.import_module(module.name)


def run(job: dict[str, Any]) -> int:
    """Run a command in this process, which was forked for it, with its own folder, input and output."""
    os.setsid()
    os.chdir(job["folder"])
    os.environ.update(job["environment"])
    for target, name, flags in (
        (0, job["stdin"], os.O_RDONLY),
        (1, job["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, job["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        file = os.open(name, flags, 0o600)
        os.dup2(file, target)
        os.close(file)
    for number, mode in ((0, "r"), (1, "w"), (2, "w")):  # block buffers, as Python makes for a pipe
        setattr(sys, ("stdin", "stdout", "stderr")[number], open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - a number, open to the end
    module, _, name = job["main"].partition(":")
    main: Any = getattr(importlib.import_module(module), name)
    code = main(job["arguments"])
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return int(code)


def start(job: dict[str, Any], answers: Any) -> None:
    """Fork for a job and wait for it."""
    number = os.fork()
    if number == 0:
        code = 70
        try:
            code = run(job)
        finally:
            os._exit(code)  # this copy must not go on with the next job
    print(number, file=answers, flush=True)
    _, status = os.waitpid(number, 0)
    print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def main() -> None:
    """Work until there are no more jobs."""
    load_everything()
    gc.freeze()
    jobs, answers = sys.stdin, os.fdopen(os.dup(1), "w")
    print("ready", file=answers, flush=True)
    for line in jobs:
        start(json.loads(line), answers)


if __name__ == "__main__":
    main()

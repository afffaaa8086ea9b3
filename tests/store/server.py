"""A PostgreSQL server for the tests: its own data in a temporary folder, reached through a socket there and by nothing
else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import psycopg.sql

INSTALLED = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Return the folder of the server's programs, the newest; None where they are not installed."""
    found = sorted(
        (one.parent for one in INSTALLED.glob("*/bin/initdb")),
        key=lambda one: [int(n) for n in one.parent.name.split(".")],
    )
    if found:
        return found[-1]
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


class Server:
    """A running server; `stop` and `start` let a test take it away for a while."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            names = {one.pw_name for one in pwd.getpwall()}
            user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", folder / "data", "-U", "cxdna", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    @property
    def url(self) -> str:
        return f"postgresql://cxdna:open-sesame@/postgres?host={self.folder}"

    def database(self, name: str) -> str:
        """Return an address under which nothing is yet: a schema of its own, much cheaper than a database."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("CREATE SCHEMA {}").format(psycopg.sql.Identifier(name)))
        return f"{self.url}&options=-csearch_path%3D{name}"

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [self._binaries / program, *map(str, arguments)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            **self._as,
        )
        assert done.returncode == 0, done.stderr + done.stdout

    def start(self) -> None:
        options = f"-k {self.folder} -h '' -c fsync=off -c max_connections=20 -c shared_buffers=16MB"
        self._run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options)

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "-w", "-D", self.folder / "data", "-m", how)


@contextmanager
def running() -> Iterator[Server]:
    """Run a server as long as the context lasts."""
    binaries = programs()
    assert binaries is not None
    # Not in the folder of the test: a socket's path is limited to 107 bytes, and the server is another user.
    folder = Path(tempfile.mkdtemp(prefix="cxdna-server-"))
    try:
        server = Server(folder, binaries)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)

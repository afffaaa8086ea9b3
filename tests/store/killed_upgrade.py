"""Upgrades a database over and over, in children that are killed at the first statement, the second, and so on.

    python killed_upgrade.py PLACE STEPS FOLDER [EVERY]

PLACE is an SQLite file, of which each child upgrades a copy in FOLDER named by its number, or the address of a server,
which is left as the last child left it: asked again, it goes on at the next statement. With EVERY 2 every other one is
passed over. Prints how many were killed. Children are forks: what takes long, the imports, happens once.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from cxdna.store.postgresql import Postgresql
from cxdna.store.sqlite import Sqlite
from cxdna.store.upgrade import upgrade


def child(place: Path | str, steps: Path, number: int) -> None:
    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)

    kind: Any = Postgresql if isinstance(place, str) else Sqlite
    migrate = kind.migrate

    def counted(database: Any, work: Callable[..., None]) -> None:
        if isinstance(database, Sqlite):
            database._driver.set_trace_callback(count)
        else:
            event.listen(Engine, "before_cursor_execute", count)
            event.listen(Engine, "commit", count)
        migrate(database, work)

    kind.migrate = counted
    upgrade(place, steps=steps)


def main(named: str, steps: Path, folder: Path, every: int) -> None:
    for killed in itertools.count():
        number = 1 + killed * every
        place: Path | str = named
        if "://" not in named:
            place = folder / f"{number}.sqlite"
            shutil.copy(named, place)
        process = os.fork()
        if process == 0:
            try:
                child(place, steps, number)
            except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
                sys.excepthook(*sys.exc_info())
                os._exit(9)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            sys.stdout.write(f"{killed}\n")
            return
        if code != -signal.SIGKILL:
            sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)

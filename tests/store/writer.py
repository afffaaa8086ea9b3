"""Waits for a line, then saves answers one after the other and says so after each; started twice, and killed.

It goes on until its input ends, and saves COUNT at least: python writer.py PLACE NAME COUNT
"""

from __future__ import annotations

import itertools
import select
import sys
from pathlib import Path

from cxdna.store.postgresql import Postgresql
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import Sqlite
from tests.store.records import answer


def main(place: str, name: str, count: int) -> None:
    database = Postgresql(place, "w") if "://" in place else Sqlite(Path(place))
    store = SqlStore(database, "w")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in itertools.count():
        if number >= count and select.select([sys.stdin], [], [], 0)[0]:
            break
        (seq,) = store.add(answer(f"{name}-{number}"))
        sys.stdout.write(f"{seq} {name}-{number}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

"""Which schema a database has, read by one query without Alembic."""

from __future__ import annotations

from sqlalchemy import Connection, select

from cxdna.errors import StorageError
from cxdna.store.schema import NEWEST, version


def read_version(connection: Connection) -> str | None:
    """Return the number of the schema; None in a database without one."""
    return connection.execute(select(version.c.version_num)).scalars().first()


def check_version(found: str, where: str) -> None:
    """Raise `StorageError` for a schema that this version does not work with."""
    if found == NEWEST:
        return
    if found > NEWEST:
        raise newer(where, found, NEWEST)
    raise StorageError(
        f"{where} was made by an older cxdna (schema {found}, now {NEWEST}); bring it up to date with: cxdna upgrade"
    )


def newer(where: str, found: str, newest: str) -> StorageError:
    """Return what to raise for a schema that is not known yet."""
    return StorageError(
        f"{where} was made by a newer cxdna (schema {found}); this one knows up to {newest}: "
        "install the newer one with: python -m pip install --upgrade cxdna"
    )

"""The address of a database server -> what connects to it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from cxdna.errors import MissingOnMachine, StorageError

# A server that is gone is noticed within half a minute, not after the hours that systems wait by default.
_KEEPALIVE: Final = (
    "connect_timeout=10 keepalives=1 keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=30000"
)


def engine_of(url: str) -> Engine:
    """Return an engine that connects as the address says. Raises `MissingOnMachine` without the library for it."""
    try:
        import psycopg  # noqa: PLC0415 - an extra that most do without
        from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: PLC0415 - the same
    except ImportError:
        raise MissingOnMachine(
            "a database server needs the library psycopg, which is not installed",
            "install it with: python -m pip install 'cxdna[postgres]'",
        ) from None

    def connect() -> psycopg.Connection[Any]:
        try:
            wanted: dict[str, Any] = {
                **conninfo_to_dict(_KEEPALIVE),
                **conninfo_to_dict(url),
                "application_name": "cxdna",
            }
            return psycopg.connect(make_conninfo(**wanted))
        except psycopg.ProgrammingError:
            # What is wrong with the address is told with the address, in which the password stands.
            raise StorageError(
                "CXDNA_DATABASE_URL cannot be read; write it as postgresql://NAME:PASSWORD@SERVER/DATABASE, "
                "with signs like @ and / in the password as %40 and %2F"
            ) from None

    return create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, hide_parameters=True)

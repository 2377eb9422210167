"""What differs between SQLite and PostgreSQL: how to connect, and how a transaction begins.

SQLite gets exactly one connection that writes: before 3.51.3, two that write or checkpoint at once can corrupt the file
(sqlite.org/wal.html#walresetbug). Readers cannot write and never checkpoint. The file is never mapped into memory.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

SQLITE, POSTGRESQL = "sqlite", "postgresql"

WRITER = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL may lose the last commits when the power fails, and some of them are about money
    "foreign_keys = ON",
)
READER = ("busy_timeout = 5000", "query_only = ON", "wal_autocheckpoint = 0")
MIGRATOR = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = OFF",  # a table that is rebuilt is dropped first, and would take along what refers to it
)


def dialect_of(url: str) -> str:
    """`sqlite` or `postgresql`, by the address of the database."""
    return make_url(url).get_backend_name()


def writing(url: str) -> AsyncEngine:
    """The engine of the writer."""
    if dialect_of(url) == POSTGRESQL:
        return create_async_engine(url, isolation_level="SERIALIZABLE")
    return _prepared(create_async_engine(url, pool_size=1, max_overflow=0), WRITER, "BEGIN IMMEDIATE")


def reading(url: str) -> AsyncEngine:
    """The engine of readers, which cannot write."""
    if dialect_of(url) == POSTGRESQL:
        return create_async_engine(url, isolation_level="REPEATABLE READ")
    return _prepared(create_async_engine(url, pool_size=2, max_overflow=2), READER, "BEGIN")


def migrating(url: str) -> AsyncEngine:
    """The engine of a migration, which nobody else may work beside: the whole of it happens or nothing does."""
    if dialect_of(url) == POSTGRESQL:
        return create_async_engine(url, poolclass=NullPool)
    return _prepared(create_async_engine(url, poolclass=NullPool), MIGRATOR, "BEGIN IMMEDIATE")


def _prepared(engine: AsyncEngine, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    event.listen(engine.sync_engine, "connect", _saying(pragmas))
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin) and None)
    return engine


def _saying(pragmas: tuple[str, ...]) -> Callable[[Any, object], None]:
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver would begin when it sees fit; we say it ourselves
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return prepare

"""What differs between SQLite and PostgreSQL: how to connect, how a transaction begins, and how to insert or update."""

from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.sql.dml import Insert

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def dialect_of(url: str) -> str:
    """`sqlite` or `postgresql`, by the address of the database."""
    return SQLITE if url.startswith(SQLITE) else POSTGRESQL


def writing(url: str) -> AsyncEngine:
    """The engine of the writer. SQLite gets exactly one connection: two that write or checkpoint can corrupt the file.

    Source: sqlite.org/wal.html#walresetbug (before 3.51.3).
    """
    if dialect_of(url) == POSTGRESQL:
        return create_async_engine(url, isolation_level="SERIALIZABLE")
    engine = create_async_engine(url, pool_size=1, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_writer)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def reading(url: str) -> AsyncEngine:
    """The engine of readers, which cannot write."""
    if dialect_of(url) == POSTGRESQL:
        return create_async_engine(url, isolation_level="REPEATABLE READ")
    engine = create_async_engine(url, pool_size=2, max_overflow=2)
    event.listen(engine.sync_engine, "connect", _prepare_reader)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def upsert(dialect: str, table: Table, values: dict[str, Any]) -> Insert:
    """Insert a row, or make the row of that id the same."""
    changed = {name: value for name, value in values.items() if name != "id"}
    if dialect == SQLITE:
        return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=["id"], set_=changed)
    return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=["id"], set_=changed)


def insert_if_new(dialect: str, table: Table) -> Insert:
    """Insert rows, leaving out those that would break a unique rule."""
    if dialect == SQLITE:
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def _prepare_writer(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; see _begin_immediate
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in ("query_only = ON", "wal_autocheckpoint = 0", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")

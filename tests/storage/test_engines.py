"""How SQLite is opened: what a power failure, a second connection and a slip of the pen cannot do."""

import pytest
from sqlalchemy import text

from storage.engines import POSTGRESQL, SQLITE, dialect_of

FULL = 2


@pytest.mark.parametrize(
    ("act", "pragma", "value"),
    [
        ("write", "journal_mode", "wal"),
        ("write", "synchronous", FULL),  # less may lose the last commits when the power fails
        ("write", "foreign_keys", 1),
        ("write", "busy_timeout", 5000),
        ("write", "mmap_size", 0),
        ("read", "query_only", 1),
        ("read", "wal_autocheckpoint", 0),  # two that checkpoint at once can corrupt the file before 3.51.3
        ("read", "busy_timeout", 5000),
        ("read", "mmap_size", 0),
    ],
)
async def test_a_connection_is_as_careful_as_its_work_demands(store, act, pragma, value):
    async def look(tx):
        return (await tx.ask(text(f"PRAGMA {pragma}"))).scalar()

    assert await getattr(store, act)(look) == value


async def test_there_is_one_connection_that_writes(store):
    """Whatever comes at once, comes through it."""

    async def look(tx):
        return id(tx._connection.sync_connection.connection.dbapi_connection)

    assert len({await store.write(look) for _ in range(5)}) == 1
    assert store._writer.sync_engine.pool.size() == 1
    assert store._writer.sync_engine.pool.overflow() == 0


@pytest.mark.parametrize(
    ("url", "dialect"),
    [
        ("sqlite+aiosqlite:///rooms.sqlite", SQLITE),
        ("postgresql+asyncpg://bot@127.0.0.1/rooms", POSTGRESQL),
    ],
)
def test_the_address_says_which_engine_it_is(url, dialect):
    assert dialect_of(url) == dialect

"""The short way in for webhook events on SQLite: a whole batch, committed, in one visit to the connection's thread.

SQLAlchemy visits that thread nine times in a transaction, and every visit is two changes of thread. For a handler that
thinks for a while that is nothing; for a door that many knock on at once it is most of the time.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.webhook_events import WebhookEvent
from storage.rows import to_row
from storage.tables import events

DIALECT = sqlite.dialect(paramstyle="qmark")
INSERT = sqlite.insert(events).on_conflict_do_nothing(index_elements=[events.c.id]).compile(dialect=DIALECT)
COLUMNS = tuple(
    (name, events.c[name].type.dialect_impl(DIALECT).bind_processor(DIALECT)) for name in INSERT.positiontup or ()
)
"""Every column in the order of the statement, with what makes our value the driver's; None where it is the same."""


async def keep(connection: AsyncConnection, arrived: Sequence[WebhookEvent]) -> int:
    """Store those not yet known by their id, and commit. Returns how many were new.

    connection: the writer's, on which nothing has begun.
    """
    rows = [_values(event) for event in arrived]
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection
    new: int = await driver._execute(_keep, driver._conn, rows)  # noqa: SLF001 -- aiosqlite has no public "run this there"
    return new


def _keep(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> int:
    """In the connection's thread."""
    with connection:  # commits; whatever is raised, a commit's own failure too, rolls back
        connection.execute("BEGIN IMMEDIATE")
        return connection.executemany(str(INSERT), rows).rowcount


def _values(event: WebhookEvent) -> tuple[Any, ...]:
    row = to_row(event)
    return tuple(row[name] if change is None else change(row[name]) for name, change in COLUMNS)

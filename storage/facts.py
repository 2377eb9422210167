"""Facts about the database that an operator should know."""

import sqlite3
from pathlib import Path

from bot.ports import Finding
from storage import schema
from storage.engines import SQLITE, dialect_of

WAL_MENDED_IN = (3, 51, 3)
"""Before this, two connections that write or checkpoint at once can corrupt a WAL file (sqlite.org/wal.html)."""


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.partition(":///")[2]) if dialect_of(url) == SQLITE else None


async def examine(url: str) -> list[Finding]:
    """The schema, and what the version of SQLite means."""
    state = await schema.state(url)
    remedy = schema.REMEDIES.get(state, "")
    found = [Finding("database schema", state is schema.State.FITS, state.value, remedy)]
    if dialect_of(url) == SQLITE:
        mended = sqlite3.sqlite_version_info >= WAL_MENDED_IN
        meaning = "" if mended else ": safe with our one writing connection; open the file with no other tool"
        found.append(Finding("SQLite", well=True, seen=f"{sqlite3.sqlite_version}{meaning}"))
    return found

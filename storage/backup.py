"""A copy of the database, whole and checked, while the bot goes on."""

import asyncio
import sqlite3
from pathlib import Path

from storage.engines import SQLITE
from storage.store import SqlStore


class NoBackup(Exception):
    """No copy was made; the message says why and what to do."""


async def backup(store: SqlStore, file: Path) -> int:
    """Copy everything into `file`, which must not exist, and check the copy. Returns its size in bytes.

    Made by the one writer, in one statement: a copy in slices would never end while somebody writes. What stands under
    the name `file` is always a whole and checked copy; one that was cut off is thrown away. Raises NoBackup.
    """
    if store.dialect != SQLITE:
        raise NoBackup("PostgreSQL has its own tool for this: pg_dump")
    _check_place(file)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        await store.say("VACUUM INTO ?", str(unfinished))
        size = await asyncio.to_thread(_checked, unfinished)
        _check_place(file)
        unfinished.rename(file)
    except sqlite3.Error as fault:
        raise NoBackup(f"SQLite could not write {file} ({fault}): look at the free space and the rights") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return size


def _check_place(file: Path) -> None:
    if file.exists():
        raise NoBackup(f"{file} exists already: choose another name, nothing is overwritten")
    if not file.absolute().parent.is_dir():
        raise NoBackup(f"{file.absolute().parent} is no folder: make it first")


def _checked(copy: Path) -> int:
    """The size of the copy, if nothing in it is damaged."""
    connection = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
    try:
        [(said,), *_] = connection.execute("PRAGMA quick_check").fetchall()
    finally:
        connection.close()
    if said != "ok":
        raise NoBackup(f"the copy is damaged ({said}): the disk may be failing")
    return copy.stat().st_size

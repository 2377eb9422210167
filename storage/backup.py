"""A copy of the database, whole and checked, while the bot goes on."""

import sqlite3
from pathlib import Path

from storage.engines import SQLITE
from storage.store import SqlStore


class NoBackup(Exception):
    """No copy was made; the message says why and what to do."""


async def backup(store: SqlStore, file: Path) -> int:
    """Copy everything into `file`, which must not exist, and check the copy. Returns its size in bytes.

    Made by the one writer, in one statement: a copy in slices would never end while somebody writes.
    """
    if store.dialect != SQLITE:
        raise NoBackup("PostgreSQL has its own tool for this: pg_dump")
    _check_place(file)
    await store.copy_to(file)
    return _checked(file)


def _check_place(file: Path) -> None:
    if file.exists():
        raise NoBackup(f"{file} exists already: choose another name, nothing is overwritten")
    if not file.absolute().parent.is_dir():
        raise NoBackup(f"{file.absolute().parent} is no folder: make it first")


def _checked(file: Path) -> int:
    copy = sqlite3.connect(f"file:{file.absolute()}?mode=ro", uri=True)
    try:
        [(said,)] = copy.execute("PRAGMA quick_check").fetchall()
    finally:
        copy.close()
    if said != "ok":
        raise NoBackup(f"the copy {file} is damaged ({said}): the disk may be failing")
    return file.stat().st_size

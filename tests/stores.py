"""A real store in a file of its own, with a clock the test moves by hand."""

import itertools
import sqlite3
import tempfile
from contextlib import asynccontextmanager, closing
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine

from storage.schema import upgrade
from storage.store import SqlStore
from tests.rules.makers import TOKYO, at


class HandClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


@cache
def new_database() -> bytes:
    """An empty database as the migrations make it; made once, because each test wants one of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.sqlite"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        return file.read_bytes()


def url_of(path):
    return f"sqlite+aiosqlite:///{path}"


def store_of(path, clock):
    """The store of the file at `path`; its ids count up: `eff_000001`."""
    counter = itertools.count(1)
    return SqlStore(url_of(path), clock.now, TOKYO, lambda prefix, _: f"{prefix}_{next(counter):06}")


@asynccontextmanager
async def opened(path, clock=None):
    """The store of a new file at `path`, closed afterwards."""
    path.write_bytes(new_database())
    store = store_of(path, clock or HandClock(at(11, 10)))
    try:
        yield store
    finally:
        await store.close()

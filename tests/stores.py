"""A real store in a file of its own, with a clock the test moves by hand."""

import itertools
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import create_engine

from storage.store import SqlStore
from storage.tables import metadata
from tests.rules.makers import TOKYO, at


class HandClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


@asynccontextmanager
async def opened(path, clock=None):
    """The store of a new file at `path`, closed afterwards."""
    clock = clock or HandClock(at(11, 10))
    counter = itertools.count(1)
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    url = f"sqlite+aiosqlite:///{path}"
    store = SqlStore(url, clock.now, TOKYO, lambda prefix, _: f"{prefix}_{next(counter):06}")
    try:
        yield store
    finally:
        await store.close()

"""The store: frozen records in, frozen records out, one all-or-nothing unit of work at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports import IN_TRANSACTION, Work
from storage import engines
from storage.transaction import SqlTransaction

T = TypeVar("T")


class SqlStore:
    """Keeps everything in one SQLite file, or in PostgreSQL."""

    def __init__(
        self, url: str, clock: Callable[[], datetime], zone: tzinfo, new_id: Callable[[str, datetime], str]
    ) -> None:
        """url: of SQLAlchemy. clock: asked once per transaction. zone: of the community's days."""
        self.url, self.dialect = url, engines.dialect_of(url)
        self._clock, self.zone, self._new_id = clock, zone, new_id
        self._writer, self._reader = engines.writing(url), engines.reading(url)
        self._writing = asyncio.Lock()
        self._in_hand: set[asyncio.Task[object]] = set()
        self._told: list[Callable[[], None]] = []

    async def close(self) -> None:
        """Wait for the units of work in hand, and let go of the file."""
        while self._in_hand:
            await asyncio.gather(*self._in_hand, return_exceptions=True)
        if self.dialect == engines.SQLITE:
            async with self._writer.connect() as connection:
                await connection.exec_driver_sql("PRAGMA optimize")
        await self._writer.dispose()
        await self._reader.dispose()

    def on_commit(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call `told` after every commit that changed something, on the event loop. Returns how to stop that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    async def write(self, work: Work[T]) -> T:
        """Run `work(tx)` in a transaction of its own and commit; roll back and raise when it raises."""
        return await self._in_a_task_of_its_own(self._write(work))

    async def read(self, work: Work[T]) -> T:
        """Run `work(tx)` against one consistent picture; writing in it fails."""
        return await self._in_a_task_of_its_own(self._run(self._reader, work))

    async def copy_to(self, file: Path) -> None:
        """Copy the whole SQLite file, between two units of work; no transaction may be around that statement."""

        async def run() -> None:
            async with self._lock(), self._writer.connect() as connection:
                raw = await connection.get_raw_connection()
                assert raw.driver_connection is not None
                await raw.driver_connection.execute("VACUUM INTO ?", (str(file),))

        await self._in_a_task_of_its_own(run())

    async def _in_a_task_of_its_own(self, work: Coroutine[object, object, T]) -> T:
        # A caller may be cancelled at any time; a transaction must not be: a connection that was left in the middle
        # of a statement takes no other one.
        assert not IN_TRANSACTION.get(), "a transaction is open here already: pass it on instead"
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return await asyncio.shield(task)

    async def _write(self, work: Work[T]) -> T:
        async with self._lock():
            transaction: list[SqlTransaction] = []
            answer = await self._run(self._writer, work, transaction)
        if transaction[0].changed:
            for told in tuple(self._told):
                told()
        return answer

    async def _run(self, engine: AsyncEngine, work: Work[T], made: list[SqlTransaction] | None = None) -> T:
        IN_TRANSACTION.set(True)  # this task is the transaction's own: the mark ends with it
        async with engine.begin() as connection:
            transaction = self._transaction(connection)
            if made is not None:
                made.append(transaction)
            return await work(transaction)

    def _transaction(self, connection: AsyncConnection) -> SqlTransaction:
        return SqlTransaction(connection, self.dialect, self._clock(), self.zone, self._new_id)

    def _lock(self) -> asyncio.Lock:
        return self._writing if self.dialect == engines.SQLITE else asyncio.Lock()

"""The store: frozen records in, frozen records out, one all-or-nothing unit of work at a time."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime, tzinfo
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.ports import IN_TRANSACTION, Queue, Work
from bot.rules.webhook_events import WebhookEvent
from storage import arrivals, engines
from storage.transaction import SqlTransaction

T = TypeVar("T")


class SqlStore:
    """Keeps everything in one SQLite file, or in PostgreSQL. The tables are there already: see `storage.schema`."""

    def __init__(
        self, url: str, clock: Callable[[], datetime], zone: tzinfo, new_id: Callable[[str, datetime], str]
    ) -> None:
        """url: of SQLAlchemy. clock: asked once per transaction. zone: of the community's days.

        new_id: makes an id from a prefix and the moment. Nothing is opened before the first unit of work.
        """
        self.url, self.dialect = url, engines.dialect_of(url)
        self._clock, self.zone, self._new_id = clock, zone, new_id
        self._writer, self._reader = engines.writing(url), engines.reading(url)
        self._turn = asyncio.Lock() if self.dialect == engines.SQLITE else nullcontext()
        self._in_hand: set[asyncio.Task[object]] = set()
        self._told: list[Callable[[frozenset[Queue]], None]] = []
        self._closed = False
        self.fault: str | None = None  # why the last that was written could not be, until something can again

    async def close(self) -> None:
        """Wait for the units of work in hand, take no more, and let go of the file."""
        self._closed = True
        while self._in_hand:
            await asyncio.gather(*self._in_hand, return_exceptions=True)
        try:
            if self.dialect == engines.SQLITE:
                await self._say("PRAGMA optimize")
        finally:
            await self._reader.dispose()
            await self._writer.dispose()  # last: whoever closes last writes the log back into the file

    def on_commit(self, told: Callable[[frozenset[Queue]], None]) -> Callable[[], None]:
        """Call `told` after every commit that changed something, with the queues it added work to.

        On the event loop. Returns how to stop that.
        """
        self._told.append(told)
        return lambda: self._told.remove(told)

    async def write(self, work: Work[T]) -> T:
        """Run `work(tx)` in a transaction of its own and commit; roll back and raise when it raises."""
        return await self._apart(partial(self._write, work))

    async def read(self, work: Work[T]) -> T:
        """Run `work(tx)` against one consistent picture; writing in it fails."""
        answer, _ = await self._apart(partial(self._unit, self._reader, work))
        return answer

    async def keep_events(self, events: Sequence[WebhookEvent]) -> int:
        """Store those not yet known by their id, in a transaction of its own. Returns how many were new."""
        if self.dialect == engines.SQLITE:
            return await self._apart(partial(self._keep_events, events))
        return await self.write(lambda tx: tx.keep_events(events))

    async def say(self, statement: str, *values: str) -> None:
        """Execute a statement of SQLite's that may stand in no transaction: by the writer, between units of work."""
        await self._apart(partial(self._say, statement, *values))

    async def _apart(self, unit: Callable[[], Coroutine[object, object, T]]) -> T:
        """Run a unit of work in a task of its own.

        A caller may be cancelled at any time; a transaction must not be: a connection that was left in the middle of a
        statement takes no other one, and holds the lock.
        """
        assert not IN_TRANSACTION.get(), "a transaction is open here already: pass it on instead"
        assert not self._closed, "the store is closed"
        task = asyncio.create_task(unit())
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_report)
            raise

    async def _write(self, work: Work[T]) -> T:
        async with self._turn:
            with self._noticing():
                answer, transaction = await self._unit(self._writer, work)
        if transaction.changed:
            self._tell(frozenset(transaction.added))
        return answer

    async def _keep_events(self, events: Sequence[WebhookEvent]) -> int:
        async with self._turn, self._writer.connect() as connection:
            with self._noticing():
                new = await arrivals.keep(connection, events)
        if new:
            self._tell(frozenset({Queue.EVENTS}))
        return new

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        """A full or a broken disk: whoever asks whether we are ready must read why we are not."""
        try:
            yield
        except (OperationalError, sqlite3.OperationalError) as fault:
            self.fault = str(fault.orig if isinstance(fault, OperationalError) else fault)
            raise

    def _tell(self, added: frozenset[Queue]) -> None:
        self.fault = None
        for told in self._told:
            # Not called from here: a listener that breaks must not make a commit look as if it had failed.
            asyncio.get_running_loop().call_soon(told, added)

    async def _unit(self, engine: AsyncEngine, work: Work[T]) -> tuple[T, SqlTransaction]:
        """What `work` answered, and the transaction it used, which is over."""
        before = IN_TRANSACTION.set(True)
        try:
            async with engine.begin() as connection:
                transaction = SqlTransaction(connection, self.dialect, self._clock(), self.zone, self._new_id)
                answer = await work(transaction)
            return answer, transaction
        finally:
            IN_TRANSACTION.reset(before)

    async def _say(self, statement: str, *values: str) -> None:
        async with self._turn, self._writer.connect() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            cursor = await raw.driver_connection.execute(statement, values)
            await cursor.close()


def _report(task: asyncio.Task[T]) -> None:
    """Let the event loop tell of a fault that no caller is left to hear of."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        context = {"message": "work failed after its caller had given up", "exception": fault, "task": task}
        task.get_loop().call_exception_handler(context)

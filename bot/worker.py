"""Workers: loops that do what waits, and sleep until somebody wakes them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[bool]]


class Worker:
    """Calls `step` for as long as it says that there may be more, then waits to be woken."""

    def __init__(self, name: str, step: Step) -> None:
        self.name, self._step = name, step
        self._wanted = asyncio.Event()
        self._resting = asyncio.Event()
        self._resting.set()

    def wake(self) -> None:
        """Look again: something may wait. Safe to call at any time, from the event loop."""
        self._resting.clear()
        self._wanted.set()

    async def run(self) -> None:
        """Work until cancelled. A step that breaks is logged and tried again when next woken."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                while await self._step():
                    pass
            except Exception:  # the next alarm looks again; a worker that stopped would hold up everything
                log.exception("a worker's step failed", worker=self.name)
            if not self._wanted.is_set():
                self._resting.set()

    @property
    def resting(self) -> bool:
        return self._resting.is_set()

    async def rested(self) -> None:
        """Return when there is nothing to do for now."""
        await self._resting.wait()


async def all_rested(workers: Iterable[Worker]) -> None:
    """Return when every worker rests at the same moment: what one does may wake another."""
    known = tuple(workers)
    while not all(worker.resting for worker in known):
        for worker in known:
            await worker.rested()

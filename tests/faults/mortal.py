"""A world whose bot may die at any moment: watched over, and started again as often as it dies."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from bot.app import Tuning
from bot.clock import MovableClock
from bot.config import Config
from sandbox.world import World, opened
from tests.faults.child import Birth, Point, live

T = TypeVar("T")
DEATHS_MAX = 40

nursery = multiprocessing.get_context("forkserver")
nursery.set_forkserver_preload(["tests.faults.child"])  # what a bot imports takes longer than what it does here


class Died(Exception):
    """The bot is dead; what was asked of it will never be answered."""


class DistantBot:
    """A bot in a process of its own, with the face that `World` knows of `App`."""

    def __init__(self, config: Config, clock: MovableClock, tuning: Tuning) -> None:
        self._birth, self._clock = Birth(config, clock.now(), tuning), clock
        self.connected, self.died, self.port = asyncio.Event(), asyncio.Event(), config.http_port
        self._numbers, self.doomed = count(1), False
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    async def start(self) -> None:
        self._line, theirs = nursery.Pipe()
        self.process = nursery.Process(target=live, args=(theirs, self._birth), daemon=True)
        self.process.start()
        theirs.close()
        loop = asyncio.get_running_loop()
        self._waiting[0] = loop.create_future()
        loop.add_reader(self.process.sentinel, self._mourn)
        loop.add_reader(self._line.fileno(), self._hear)
        self.port = await self._waiting[0]
        await self._ask("connected")
        self.connected.set()

    async def stop(self) -> None:
        """Ask it to end, which it must do well."""
        if self.died.is_set():
            return
        self.process.terminate()
        await self.died.wait()
        self.process.join()
        assert self.process.exitcode == 0, self.process.exitcode

    def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        self.doomed = True
        self.process.kill()

    def wake(self) -> None:
        self._say(0, "move", self._clock.now())

    async def idle(self) -> None:
        await self._ask("idle")

    async def next_due(self) -> datetime | None:
        return await self._ask("next_due")

    async def die_of_commit(self, place: int, point: Point) -> None:
        """Let it die at its `place`-th commit from now on."""
        await self._ask("die_of_commit", (place, point))

    async def _ask(self, verb: str, argument: Any = None) -> Any:
        number = next(self._numbers)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._say(number, verb, argument)
        return await answered

    def _say(self, number: int, verb: str, argument: Any) -> None:
        try:
            self._line.send((number, verb, argument))
        except OSError as gone:
            raise Died from gone

    def _hear(self) -> None:
        try:
            number, answer = self._line.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(self._line.fileno())
            return
        answered = self._waiting.pop(number, None)
        if answered is not None and not answered.done():
            answered.set_result(answer)

    def _mourn(self) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(self.process.sentinel)
        loop.remove_reader(self._line.fileno())
        self._line.close()
        self.died.set()


class Watch:
    """Stands by a world, and starts another bot whenever the present one has died. `deaths` counts them.

    fate: what is laid upon every bot that is born.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.deaths = 0
        self.fate: Callable[[DistantBot], Awaitable[None]] | None = None

    @property
    def bot(self) -> DistantBot:
        return self.world.app  # type: ignore[return-value]  # hired by `watched`

    def kill(self) -> None:
        """End whatever bot there is now."""
        self.bot.kill()

    async def through(self, act: Callable[[], Awaitable[T]]) -> T:
        """Let something happen. If the bot dies of it, it happens again with the next one, as people would do."""
        while True:
            try:
                return await self._alive(act())
            except Died:
                await self._begin_again()

    async def _begin_again(self) -> None:
        while True:
            self.deaths += 1
            assert self.deaths < DEATHS_MAX, "the bot dies of its own start"
            await self.bot.died.wait()
            self.world.awake = False
            try:
                await self._alive(self._bear())
            except Died:
                continue
            return

    async def _bear(self) -> None:
        await self.world.start_bot()
        if self.fate is not None:
            await self.fate(self.bot)

    async def _alive(self, act: Awaitable[T]) -> T:
        """What `act` answers. Raises Died as soon as the bot that is there now, or comes meanwhile, is dead."""
        acting = asyncio.ensure_future(act)
        await asyncio.sleep(0)  # starting a bot replaces it first
        dying = asyncio.ensure_future(self.bot.died.wait())
        await asyncio.wait({acting, dying}, return_when=asyncio.FIRST_COMPLETED)
        if acting.done() and (acting.exception() is None or not self.bot.doomed):
            dying.cancel()
            return await acting
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)
        raise Died


@asynccontextmanager
async def watched(folder, start: datetime) -> AsyncIterator[Watch]:
    """A world like any other, but for its bot, which lives in a process of its own."""
    async with opened(folder, start, hire=DistantBot) as world:
        yield Watch(world)

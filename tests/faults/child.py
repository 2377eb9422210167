"""The bot in a process of its own, which can really be killed. Its clock, and all it is asked, come over a pipe."""

import asyncio
import os
import signal
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event

from bot import log
from bot.app import App, Tuning
from bot.clock import MovableClock
from bot.config import Config


class Point(StrEnum):
    """Where a bot dies: before something is done, or after it was done and before anybody here knows."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Birth:
    """What a bot begins with."""

    config: Config
    now: datetime
    tuning: Tuning


def live(line: Connection, birth: Birth) -> None:
    """The whole life of the process: start, answer, and end well on SIGTERM or when nobody is left to ask."""
    log.set_up("CRITICAL", "text", birth.config.secrets())
    asyncio.run(_live(line, birth))


async def _live(line: Connection, birth: Birth) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    desk = Desk(line, birth, stop)
    loop.add_reader(line.fileno(), desk.hear)
    try:
        await desk.bot.start()
        line.send((0, desk.bot.port))
        await desk.bot.run(stop)
    finally:
        loop.remove_reader(line.fileno())
        await desk.bot.stop()


class Desk:
    """Answers whoever holds the other end of the pipe: `(number, verb, argument)` in, `(number, answer)` out."""

    def __init__(self, line: Connection, birth: Birth, stop: asyncio.Event) -> None:
        self._line, self._stop = line, stop
        self._clock = MovableClock(birth.now)
        self.bot = App(birth.config, self._clock, birth.tuning)
        self._under_way: set[asyncio.Task[None]] = set()

    def hear(self) -> None:
        try:
            number, verb, argument = self._line.recv()
        except EOFError:
            self._stop.set()
            return
        task = asyncio.get_running_loop().create_task(self._answer(number, verb, argument))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, number: int, verb: str, argument: Any) -> None:
        answer: Any = None
        match verb:
            case "move":
                self._clock.set(argument)
                self.bot.wake()
            case "connected":
                await self.bot.connected.wait()
            case "idle":
                await self.bot.idle()
            case "next_due":
                answer = await self.bot.next_due()
            case "die_of_commit":
                self._die_of_commit(*argument)
        self._line.send((number, answer))

    def _die_of_commit(self, place: int, point: Point) -> None:
        """Kill this process before or after that commit from now on."""
        passed = 0

        def passing(*_: object) -> None:
            nonlocal passed
            passed += 1
            if passed == place:
                os.kill(os.getpid(), signal.SIGKILL)

        if point is Point.BEFORE:
            event.listen(self.bot.store._writer.sync_engine, "commit", passing)
        else:
            self.bot.store.on_commit(passing)

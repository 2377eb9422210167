"""A death in the middle: all that the bot does stops between two lines, and another starts on the same database."""

import asyncio
from collections.abc import Awaitable

from sandbox.wire import Answer, Request
from sandbox.world import World


class Reaper:
    """Kills the bot at the n-th resting place: after a commit, or while an answer of the outside is on its way.

    A killed bot runs no line more: what was committed stays; what was asked of Stripe or Discord may have been done,
    and nobody here knows. `places` counts the resting places since `watch`.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._kills_at: int | None = None
        self._dead = asyncio.Event()
        self.places = 0

    def watch_commits(self, kills_at: int | None) -> None:
        """Kill after that commit from now on; None: only count."""
        self._kills_at = kills_at
        self._world.app.store.on_commit(lambda _: self._pass())

    def watch_calls(self, kills_at: int | None) -> None:
        """Kill after that call of Stripe or Discord was done, before its answer is read; None: only count."""
        self._kills_at = kills_at
        self._world.stripe.watch.append(self._called)
        self._world.discord.watch.append(self._called)

    def _called(self, request: Request, _: Answer) -> None:
        if request.path.startswith(("/v1/", "/api/")):
            self._pass()

    def _pass(self) -> None:
        self.places += 1
        if self.places == self._kills_at:
            for task in self._world.app._tasks:
                task.cancel()
            self._dead.set()

    async def survive(self, moving: Awaitable[None]) -> bool:
        """Let time pass until the bot dies, and then start another. Returns whether `moving` came to its end."""
        going, dying = asyncio.ensure_future(moving), asyncio.ensure_future(self._dead.wait())
        await asyncio.wait({going, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not self._dead.is_set():
            await going
            return True
        self._dead.clear()
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        await self._world.stop_bot()
        await self._world.start_bot()
        return False

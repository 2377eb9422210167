"""Our own limits in front of discord.py, which itself waits only when a bucket is known to be empty.

Discord allows 50 requests a second in all, about one change of roles a second in a server, and quarantines bots that
open direct messages quickly (discord.com/developers/docs/topics/rate-limits; no figure is published for the latter).
"""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How often something may happen. burst: how many at once after a rest."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The paces of everything we ask Discord; None: no limit, for the sandbox and tests."""

    requests: Pace | None = Pace(40, 40)
    role_changes: Pace | None = Pace(1, 5)
    direct_messages: Pace | None = Pace(1, 5)


UNLIMITED = Limits(requests=None, role_changes=None, direct_messages=None)


class Queue:
    """Lets callers through at a pace, in the order they came."""

    def __init__(self, pace: Pace | None) -> None:
        self._pace = pace
        self._free_at = 0.0  # when the next place would be free if nobody were ever allowed a burst

    async def pass_through(self) -> None:
        """Wait for one's turn. A caller who gives up has used its place."""
        if self._pace is None:
            return
        now, spacing = asyncio.get_running_loop().time(), 1 / self._pace.per_second
        self._free_at = max(self._free_at, now - spacing * (self._pace.burst - 1))
        wait_seconds = self._free_at - now
        self._free_at += spacing
        if wait_seconds > 0:
            await asyncio.sleep(wait_seconds)


class Limiter:
    """The queues of one bot token: every request passes the first, some another one before it."""

    def __init__(self, limits: Limits) -> None:
        self._requests = Queue(limits.requests)
        self._role_changes = Queue(limits.role_changes)
        self._direct_messages = Queue(limits.direct_messages)

    async def request(self) -> None:
        """Before any request."""
        await self._requests.pass_through()

    async def role_change(self) -> None:
        """Before a role is granted or revoked."""
        await self._role_changes.pass_through()
        await self.request()

    async def direct_message(self) -> None:
        """Before a direct message is opened and sent."""
        await self._direct_messages.pass_through()
        await self.request()

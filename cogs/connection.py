"""Staying connected to Discord, through the failures that discord.py does not survive by itself.

A first gateway connection that fails ends discord.py 2.7.1 with an AttributeError (github.com/Rapptz/discord.py/
issues/10520), a failed login is not tried again, and after a long outage it waits up to 17 minutes.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import discord
import structlog

from cogs.asking import NETWORK_FAULTS, may_pass

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: before another try (doubled each time, up to the longest), and while the library
    tries by itself before it is made to begin anew."""

    first: float = 1
    longest: float = 60
    silence: float = 90

    def waits(self) -> Iterator[float]:
        """The waits between tries, without end."""
        wait = self.first
        while True:
            yield wait
            wait = min(wait * 2, self.longest)


class Presence:
    """Whether the gateway is open just now."""

    def __init__(self) -> None:
        self._open, self._shut = asyncio.Event(), asyncio.Event()
        self._shut.set()
        self.times_opened = 0

    def opened(self) -> None:
        self.times_opened += 1
        self._open.set()
        self._shut.clear()

    def closed(self) -> None:
        self._shut.set()
        self._open.clear()

    async def lost_for(self, seconds: float) -> None:
        """Return once the gateway has been shut for so long without a break."""
        while True:
            await self._shut.wait()
            try:
                async with asyncio.timeout(seconds):
                    await self._open.wait()
            except TimeoutError:
                return


async def keep_connected(client: discord.Client, presence: Presence, token: str, patience: Patience) -> None:
    """Log in and stay connected until cancelled; the client is closed then.

    Raises what trying again will not change: LoginFailure, PrivilegedIntentsRequired, Rejected or CommandSyncFailure
    for commands that cannot be registered, ConnectionClosed with a code that Discord means for good.
    """
    try:
        await _log_in(client, token, patience)
        waits = patience.waits()
        while not client.is_closed():
            opened_before = presence.times_opened
            await _connect(client, presence, patience.silence)
            if presence.times_opened > opened_before:
                waits = patience.waits()
            await asyncio.sleep(next(waits))
    finally:
        await client.close()


async def _log_in(client: discord.Client, token: str, patience: Patience) -> None:
    for wait in patience.waits():
        try:
            await client.login(token)
        except (discord.HTTPException, *NETWORK_FAULTS) as fault:
            if isinstance(fault, discord.HTTPException) and not may_pass(fault):
                raise
            log.warning("could not log in to Discord", fault=repr(fault), again_in_seconds=wait)
            await _forget_session(client)
            await asyncio.sleep(wait)
        else:
            return


async def _forget_session(client: discord.Client) -> None:
    """A login makes a session of its own; the one of the failed login is in the way, and its connector with it."""
    await client.http.close()
    client.http.clear()
    client.http.connector = discord.utils.MISSING


async def _connect(client: discord.Client, presence: Presence, silence_seconds: float) -> None:
    """Be connected for as long as it goes well. Raises what the library has closed the client for."""
    presence.closed()
    connecting = asyncio.create_task(client.connect())
    lost = asyncio.create_task(presence.lost_for(silence_seconds))
    try:
        await asyncio.wait({connecting, lost}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
        else:
            log.warning("Discord was silent for too long, connecting anew", seconds=silence_seconds)
    except discord.PrivilegedIntentsRequired:
        raise
    except Exception as fault:
        if client.is_closed():
            raise
        log.warning("the connection to Discord failed", fault=repr(fault.__context__ or fault))
    finally:
        connecting.cancel()
        lost.cancel()
        await asyncio.gather(connecting, lost, return_exceptions=True)

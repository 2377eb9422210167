"""Asking Discord: what its answers, and the lack of one, mean to us.

Codes: discord.com/developers/docs/topics/opcodes-and-status-codes#json.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import discord

from bot.ports import IN_TRANSACTION, Rejected, Unreachable
from cogs.limits import Limiter

NETWORK_FAULTS = (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError)
"""What discord.py lets through besides HTTPException: it retries few of them, and not the Linux "connection reset"."""

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_ROLE, UNKNOWN_USER = (
    10003,
    10004,
    10007,
    10008,
    10011,
    10013,
)
OPENING_TOO_FAST, MISSING_ACCESS, MISSING_PERMISSIONS = 40003, 50001, 50013

REMEDIES: Mapping[int, str] = {
    UNKNOWN_CHANNEL: "the channel was deleted: make it anew with /admin room-build, or name another one",
    UNKNOWN_GUILD: "the bot is not in the server of DISCORD_GUILD_ID: invite it, or correct the id",
    UNKNOWN_ROLE: "the role was deleted: make the room's role anew with /admin room-build",
    30005: "the server has 250 roles, which is all Discord allows: delete one that nobody needs",
    30013: "the server has 500 channels, which is all Discord allows: delete one that nobody needs",
    MISSING_ACCESS: "the bot cannot see it: give the bot's role the permission View Channel there",
    MISSING_PERMISSIONS: "drag the bot's role above the roles of the rooms in Server Settings, Roles, and see with "
    "`python -m bot doctor` that the bot has every permission it needs",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The server with its roles, and ourselves in it."""

    guild: discord.Guild
    me: discord.Member

    def why_not_grantable(self, role_id: int) -> str | None:
        """Why we could not grant a role, with the remedy; None when we can."""
        role = self.guild.get_role(role_id)
        if role is None:
            return f"role {role_id} does not exist: {REMEDIES[UNKNOWN_ROLE]}"
        if role.managed or role.is_default():
            return f"role {role.name} belongs to an integration, nobody can grant it: give the room a role of its own"
        if not self.me.guild_permissions.manage_roles:
            return "the bot lacks the permission Manage Roles: give it to the bot's role in Server Settings, Roles"
        if self.me.top_role <= role:
            ours = self.me.top_role.name
            return f"role {role.name} is not below {ours}: drag {ours} above it in Server Settings, Roles"
        return None


class Line:
    """The way to Discord for everything but answers to interactions: at our own pace, and with faults in our words."""

    def __init__(self, client: discord.Client, guild_id: int, limiter: Limiter) -> None:
        self.client, self.guild_id, self.limiter = client, guild_id, limiter

    @asynccontextmanager
    async def ask(self, what: str, turn: Callable[[], Awaitable[None]] | None = None) -> AsyncIterator[None]:
        """Around every call: waits its turn, and turns what discord.py raises into Unreachable or Rejected.

        what: what we ask, for operators ("granting role 12 to member 34"); it names ids, never a person.
        turn: what to wait for, when it is not just any request (a role change, a direct message).
        """
        assert not IN_TRANSACTION.get(), what
        if self.client.user is None or self.client.is_closed():
            raise Unreachable(f"{what}: not logged in to Discord")
        await (turn or self.limiter.request)()
        try:
            yield
        except discord.HTTPException as fault:
            raise translated(what, fault) from fault
        except NETWORK_FAULTS as fault:
            raise Unreachable(f"{what}: Discord gave no answer ({type(fault).__name__}: {fault})") from fault

    async def look_around(self) -> Surroundings:
        """The server as it is now, asked for anew: the cache may be behind, or empty before the gateway is open."""
        assert self.client.user is not None
        async with self.ask("reading the server"):
            guild = await self.client.fetch_guild(self.guild_id, with_counts=False)
        async with self.ask("reading our own member"):
            me = await guild.fetch_member(self.client.user.id)
        return Surroundings(guild, me)


def may_pass(fault: discord.HTTPException) -> bool:
    """Whether the same question may be answered better later."""
    return fault.status >= 500 or fault.status == 429 or fault.code == OPENING_TOO_FAST  # noqa: PLR2004 -- HTTP


def translated(what: str, fault: discord.HTTPException) -> Unreachable | Rejected:
    """Unreachable when trying again may help; Rejected, with the remedy where we know one, when a person must look."""
    said = f"{what}: Discord answered {fault.status} {fault.code} {fault.text}".rstrip()
    if may_pass(fault):
        return Unreachable(said)
    if fault.status == 401:  # noqa: PLR2004 -- HTTP
        return Rejected(f"{said}: DISCORD_TOKEN is wrong or was reset: copy it from the developer portal, Bot")
    remedy = REMEDIES.get(fault.code)
    return Rejected(f"{said}: {remedy}" if remedy else said)

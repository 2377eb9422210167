"""Asking Discord: what its answers, and the lack of one, mean to us.

Codes: discord.com/developers/docs/topics/opcodes-and-status-codes#json.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
import discord

from bot.ports import IN_TRANSACTION, Rejected, Unreachable

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


@contextmanager
def asking(what: str) -> Iterator[None]:
    """Around every call to Discord: turns what discord.py raises into Unreachable or Rejected.

    what: what we ask, for operators ("granting role 12 to member 34"); it names ids, never a person.
    """
    assert not IN_TRANSACTION.get(), what
    try:
        yield
    except discord.HTTPException as fault:
        raise translated(what, fault) from fault
    except NETWORK_FAULTS as fault:
        raise Unreachable(f"{what}: Discord gave no answer ({type(fault).__name__}: {fault})") from fault


def translated(what: str, fault: discord.HTTPException) -> Unreachable | Rejected:
    """Unreachable when trying again may help; Rejected, with the remedy where we know one, when a person must look."""
    said = f"{what}: Discord answered {fault.status} {fault.code} {fault.text}".rstrip()
    if fault.status >= 500 or fault.status == 429 or fault.code == OPENING_TOO_FAST:  # noqa: PLR2004 -- HTTP
        return Unreachable(said)
    if fault.status == 401:  # noqa: PLR2004 -- HTTP
        return Rejected(f"{said}: DISCORD_TOKEN is wrong or was reset: copy it from the developer portal, Bot")
    remedy = REMEDIES.get(fault.code)
    return Rejected(f"{said}: {remedy}" if remedy else said)

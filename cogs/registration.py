"""Telling Discord which commands there are: only when they changed, because it counts how often one does."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.ports import Rejected

log = structlog.get_logger(__name__)

MEMORY_NAME = "discord_commands"
REMEDY = "see that DISCORD_GUILD_ID is right, and invite the bot with the scopes bot and applications.commands"


@dataclass(frozen=True, slots=True)
class Memory:
    """Two small facts that outlive the process. recall: the value kept under a name, or None."""

    recall: Callable[[str], Awaitable[str | None]]
    remember: Callable[[str, str], Awaitable[None]]


async def register(tree: app_commands.CommandTree[Any], guild_id: int, memory: Memory) -> bool:
    """Make Discord's copy of the server's commands ours, if ours changed. Returns whether it was sent.

    Raises Rejected when we may not, and app_commands.CommandSyncFailure, which names the command and what Discord does
    not like about it.
    """
    known = await fingerprint(tree, guild_id)
    if await memory.recall(MEMORY_NAME) == known:
        return False
    try:
        await tree.sync(guild=discord.Object(guild_id))
    except discord.Forbidden as fault:
        raise Rejected(f"commands cannot be registered in server {guild_id} ({fault.text}): {REMEDY}") from fault
    await memory.remember(MEMORY_NAME, known)
    log.info("the commands were registered", commands=len(tree.get_commands(guild=discord.Object(guild_id))))
    return True


async def fingerprint(tree: app_commands.CommandTree[Any], guild_id: int) -> str:
    """A hash over everything Discord would be told, for this server and this application."""
    told = {
        "application": tree.client.application_id,
        "guild": guild_id,
        "commands": await payloads(tree, guild_id),
        "library": discord.__version__,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


async def payloads(tree: app_commands.CommandTree[Any], guild_id: int) -> list[dict[str, Any]]:
    """The server's commands as Discord is told them, each with its translations."""
    commands = tree.get_commands(guild=discord.Object(guild_id))
    if tree.translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, tree.translator) for command in commands]

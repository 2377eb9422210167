"""What `doctor` finds at Discord: the token, the intents, our permissions, and the parts of every room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import discord

from bot.ports import Finding, Rejected, Unreachable
from bot.rules.rooms import Room
from cogs.asking import Line, Surroundings

NEEDED: Mapping[str, str] = {
    "view_channel": "see the channels it keeps",
    "send_messages": "speak in rooms",
    "send_messages_in_threads": "tell a member something in a private thread",
    "create_private_threads": "open a private thread for a member whose direct messages are closed",
    "read_message_history": "let members of a room read what was said (one can only give what one has)",
    "connect": "let members of a room join its voice channels (one can only give what one has)",
    "manage_messages": "let owners delete messages in their room (one can only give what one has)",
    "manage_channels": "make the channels of a room",
    "manage_roles": "make, grant and take back the roles of rooms",
    "view_audit_log": "see that a paying member was kicked or banned, and by whom, so that an admin decides",
}
"""Every permission the bot needs, and what for. Administrator is not among them."""


def needed_permissions() -> discord.Permissions:
    """What the invitation asks for."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


async def examine(line: Line, rooms: Sequence[Room], notices_channel_id: int | None) -> list[Finding]:
    """Everything there is to say, in the order one would mend it. Raises nothing."""
    try:
        async with line.ask("reading the application"):
            application = await line.client.application_info()
        around = await line.look_around()
        async with line.ask("reading the channels"):
            channels = await around.guild.fetch_channels()
    except Unreachable as fault:
        return [Finding("Discord", well=False, seen=str(fault), remedy="see whether this machine reaches discord.com")]
    except Rejected as fault:
        return [
            Finding("Discord", well=False, seen=str(fault), remedy="mend what Discord complains of, and look again")
        ]
    visible = {channel.id for channel in channels if channel.permissions_for(around.me).view_channel}
    found = [Finding("Discord token", well=True, seen=f"{around.me} in the server {around.guild.name}")]
    found.append(_intents(application.flags))
    found += _permissions(around.me.guild_permissions)
    for room in rooms:
        found += _room(room, around, visible)
    if notices_channel_id is not None:
        found.append(_channel("channel for notices", notices_channel_id, visible))
    return found


def _intents(flags: discord.ApplicationFlags) -> Finding:
    well = flags.gateway_guild_members or flags.gateway_guild_members_limited
    remedy = "developer portal, Bot, Privileged Gateway Intents: switch Server Members Intent on"
    return Finding("Server Members Intent", well, "on" if well else "off", "" if well else remedy)


def _permissions(held: discord.Permissions) -> Iterator[Finding]:
    if held.administrator:
        remedy = (
            "take Administrator from the bot's role and give it the permissions it needs: a stolen token could do all"
        )
        yield Finding("permission administrator", well=False, seen="held", remedy=remedy)
    for name, purpose in NEEDED.items():
        well: bool = getattr(held, name)
        remedy = f"Server Settings, Roles, the bot's role: allow it. The bot needs it to {purpose}"
        yield Finding(f"permission {name}", well, "held" if well else "missing", "" if well else remedy)


def _room(room: Room, around: Surroundings, visible: Iterable[int]) -> Iterator[Finding]:
    if room.role_id is not None:
        fault = around.why_not_grantable(room.role_id)
        seen, _, remedy = (fault or "can be granted").partition(": ")
        yield Finding(f"role of {room.name}", fault is None, seen, remedy)
    if room.channel_id is not None:
        yield _channel(f"channel of {room.name}", room.channel_id, visible)


def _channel(name: str, channel_id: int, visible: Iterable[int]) -> Finding:
    well = channel_id in visible
    remedy = "let the bot see the channel; if it was deleted, make it anew with /admin room-build"
    return Finding(name, well, "visible" if well else f"{channel_id} is not to be seen", "" if well else remedy)

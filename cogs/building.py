"""Building a room: its role, its category and its channel. Each is found again when a crash lost its id."""

from collections.abc import Mapping

import discord

from bot.ports import Rejected
from bot.rules.rooms import Room
from bot.rules.tiers import Tier
from cogs.asking import REMEDIES, UNKNOWN_CHANNEL, Line, Surroundings

Overwrites = Mapping[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]

CLOSED_TO_ALL = discord.PermissionOverwrite(view_channel=False)
OURS = discord.PermissionOverwrite(view_channel=True, send_messages=True, manage_channels=True)
MEMBERS = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True, connect=True)
OWNERS = discord.PermissionOverwrite(view_channel=True, send_messages=True, manage_messages=True)
"""An overwrite may only say what we may ourselves: `examination.NEEDED` has all of these."""


class Builder:
    """Makes the parts of rooms."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def make_role(self, room: Room) -> int:
        """A role named after the room that allows nothing by itself."""
        return await self._role(room.name, f"room {room.id}")

    async def make_tier_role(self, tier: Tier) -> int:
        """A role named after the tier that allows nothing by itself."""
        return await self._role(tier.name, f"tier {tier.id}")

    async def _role(self, name: str, of: str) -> int:
        around = await self._line.look_around()
        role = await self._forgotten_role(around, name)
        if role is not None:
            return role.id
        async with self._line.ask(f"making the role of {of}"):
            made = await around.guild.create_role(
                name=name, permissions=discord.Permissions.none(), mentionable=False, reason=of
            )
        return made.id

    async def _forgotten_role(self, around: Surroundings, name: str) -> discord.Role | None:
        """A role that nobody could tell from one made this moment, as a crash leaves it: we take it for ours.

        It has the name, allows nothing, is named in no channel, held by nobody, and below us. When the gateway has not
        told us yet who holds it, it counts as held, and a new one is made.
        """
        same = [role for role in around.guild.roles if role.name == name and not role.permissions.value]
        if not same:
            return None
        async with self._line.ask("reading the channels"):
            channels = await around.guild.fetch_channels()
        in_use = {target.id for channel in channels for target in channel.overwrites}
        fresh = (role for role in same if role.id not in in_use and around.why_not_grantable(role.id) is None)
        return next((role for role in fresh if self._held_by_nobody(role.id)), None)

    def _held_by_nobody(self, role_id: int) -> bool:
        guild = self._line.client.get_guild(self._line.guild_id)
        role = guild.get_role(role_id) if guild is not None and guild.chunked else None
        return role is not None and not role.members

    async def make_category(self, room: Room) -> int:
        """A category that only the room's role, its owner and we can see. One that names the role is taken for it."""
        assert room.role_id is not None, room
        around = await self._line.look_around()
        role = around.guild.get_role(room.role_id)
        if role is None:
            raise Rejected(around.why_not_grantable(room.role_id))
        async with self._line.ask("reading the channels"):
            channels = await around.guild.fetch_channels()
        for channel in channels:
            if isinstance(channel, discord.CategoryChannel) and role in channel.overwrites:
                return channel.id
        owner = discord.Object(room.owner_id, type=discord.Member)
        overwrites: Overwrites = {
            around.guild.default_role: CLOSED_TO_ALL,
            around.me: OURS,
            role: MEMBERS,
            owner: OWNERS,
        }
        async with self._line.ask(f"making the category of room {room.id}"):
            made = await around.guild.create_category(room.name, overwrites=overwrites, reason=f"room {room.id}")
        return made.id

    async def make_channel(self, room: Room) -> int:
        """A text channel in the room's category, with the category's permissions. One that is there is taken for it."""
        assert room.category_id is not None, room
        around = await self._line.look_around()
        async with self._line.ask("reading the channels"):
            channels = await around.guild.fetch_channels()
        category = next((one for one in channels if one.id == room.category_id), None)
        if not isinstance(category, discord.CategoryChannel):
            raise Rejected(f"category {room.category_id} of room {room.name}: {REMEDIES[UNKNOWN_CHANNEL]}")
        inside = [one for one in channels if isinstance(one, discord.TextChannel) and one.category_id == category.id]
        if inside:
            return inside[0].id
        async with self._line.ask(f"making the channel of room {room.id}"):
            made = await around.guild.create_text_channel(
                room.name, category=category, overwrites=category.overwrites, reason=f"room {room.id}"
            )
        return made.id

    async def make_tier_channel(self, tier: Tier, room: Room) -> int:
        """A text channel for the tier alone, in the room's category. One that names the tier's role is taken for it."""
        assert tier.role_id is not None, tier
        around = await self._line.look_around()
        role = around.guild.get_role(tier.role_id)
        if role is None:
            raise Rejected(around.why_not_grantable(tier.role_id))
        async with self._line.ask("reading the channels"):
            channels = await around.guild.fetch_channels()
        category = next((one for one in channels if one.id == room.category_id), None)
        if not isinstance(category, discord.CategoryChannel):
            raise Rejected(f"category {room.category_id} of room {room.name}: {REMEDIES[UNKNOWN_CHANNEL]}")
        for channel in channels:
            if isinstance(channel, discord.TextChannel) and role in channel.overwrites:
                return channel.id
        owner = discord.Object(room.owner_id, type=discord.Member)
        overwrites: Overwrites = {
            around.guild.default_role: CLOSED_TO_ALL,
            around.me: OURS,
            role: MEMBERS,
            owner: OWNERS,
        }
        async with self._line.ask(f"making the channel of tier {tier.id}"):
            made = await around.guild.create_text_channel(
                tier.name, category=category, overwrites=overwrites, reason=f"tier {tier.id}"
            )
        return made.id

    async def let_in(self, channel_id: int, role_id: int) -> None:
        """Give a role what members have, in a channel or category whose former role was deleted."""
        async with self._line.ask(f"letting role {role_id} into channel {channel_id}"):
            allow, deny = MEMBERS.pair()
            await self._line.client.http.edit_channel_permissions(
                channel_id, role_id, str(allow.value), str(deny.value), 0, reason="the room's role was made anew"
            )

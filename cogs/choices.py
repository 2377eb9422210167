"""What autocomplete offers."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.rules.ids import MemberId
from bot.rules.rooms import Room
from bot.services import pages, rooms
from cogs.desk import Desk

MOST_CHOICES = 25
LONGEST_CHOICE = 100
Choices = list[app_commands.Choice[str]]


def choices(found: Sequence[Room], typed: str) -> Choices:
    """Rooms whose name contains what was typed."""
    matching = [room for room in found if typed.casefold() in room.name.casefold()]
    return [app_commands.Choice(name=room.name[:LONGEST_CHOICE], value=room.id) for room in matching[:MOST_CHOICES]]


class RoomChoices(commands.Cog):
    """What commands with an option `room` offer: `some_command.autocomplete("room")(RoomChoices.i_run)`."""

    desk: Desk

    async def i_run(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The rooms somebody runs."""
        found = await self.desk.house.store.read(lambda tx: pages.of_owner(tx, MemberId(interaction.user.id)))
        return choices(found, typed)

    async def i_am_in(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The rooms somebody is in, or on the way into."""
        found = await self.desk.house.store.read(lambda tx: rooms.of_member(tx, MemberId(interaction.user.id)))
        return choices(found, typed)

    async def open_ones(self, interaction: discord.Interaction, typed: str) -> Choices:
        """The rooms one can join."""
        return choices(await self.desk.house.store.read(rooms.open_ones), typed)

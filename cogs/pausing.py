"""Pausing: `/room pause` for members, `/owner pause` for who runs a room."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import MembershipId
from bot.rules.rooms import Room
from bot.services import leaving, pages, pausing, rooms
from cogs import answers
from cogs.choices import RoomChoices

MONTHS_MAX = 6


class PauseCommand(RoomChoices):
    """The part of /room that is about pausing."""

    @app_commands.command(name="pause", description="Pause your membership for some months, or come back")
    @app_commands.describe(room="The room you are in", months="For how many months, from the next charge on")
    async def pause(
        self, interaction: discord.Interaction, room: str, months: app_commands.Range[int, 1, MONTHS_MAX]
    ) -> None:
        await answers.defer(interaction)

        async def ask(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            found = await rooms.called(tx, room)
            membership = await leaving.in_room(tx, member.id, found.id)
            asked = await pausing.ask(tx, membership, months, calendar=self.desk.house.calendar)
            return cards.pause_asked(asked, found)

        await self.desk.answer(interaction, await self.desk.house.store.write(ask))

    async def end_pause(self, interaction: discord.Interaction, membership_id: str) -> None:
        """The button takes a pause back, or ends it now."""

        async def end(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            back = await pausing.end(tx, membership, calendar=self.desk.house.calendar)
            return cards.pause_over(await tx.get(Room, back.room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(end))

    pause.autocomplete("room")(RoomChoices.i_am_in)


class AllowPauseCommand(RoomChoices):
    """The part of /owner that is about pausing."""

    @app_commands.command(name="pause", description="Let members of your room pause, or no longer")
    @app_commands.describe(room="The room you run", months="For how many months at most; empty: not at all")
    async def allow_pause(
        self, interaction: discord.Interaction, room: str, months: app_commands.Range[int, 1, MONTHS_MAX] | None = None
    ) -> None:
        await answers.defer(interaction)

        async def allow(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            return cards.pause_allowed(await pausing.allow(tx, own, months))

        await self.desk.answer(interaction, await self.desk.house.store.write(allow))

    allow_pause.autocomplete("room")(RoomChoices.i_run)

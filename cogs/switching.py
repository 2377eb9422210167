"""Switching: `/room switch` and its buttons for members, `/owner year-fee` for who runs a room."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import MembershipId
from bot.rules.money import Money
from bot.rules.rooms import Room
from bot.services import leaving, pages, pricing, rooms, switching, tiers
from cogs import answers
from cogs.choices import RoomChoices


class SwitchCommand(RoomChoices):
    """The part of /room that is about what a membership is and costs."""

    @app_commands.command(
        name="switch", description="Another level, or pay by the year or the month: from the next charge on"
    )
    @app_commands.describe(room="The room you are in")
    async def switch(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            found = await rooms.called(tx, room)
            membership = await leaving.in_room(tx, member.id, found.id)
            waiting = await pricing.waiting_switch(tx, membership.id)
            return cards.switch_question(membership, found, await tiers.of_room(tx, found.id), waiting)

        await self.desk.answer(interaction, await self.desk.house.store.write(look))

    async def choose_switch(self, interaction: discord.Interaction, subject: str) -> None:
        """The button of one thing to become; what it says was offered must still be offered."""
        membership_id, _, choice = subject.partition(":")

        async def choose(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            room = await tx.get(Room, membership.room_id)
            wanted = await switching.chosen(tx, membership, room, choice)
            calendar = self.desk.house.calendar
            waiting = await switching.choose(tx, membership, wanted, by=member.id, calendar=calendar)
            return cards.switched(room, await tiers.of_room(tx, room.id), waiting)

        await self.desk.answer(interaction, await self.desk.house.store.write(choose))

    switch.autocomplete("room")(RoomChoices.i_am_in)


class YearFeeCommand(RoomChoices):
    """The part of /owner that is about what a year costs."""

    @app_commands.command(name="year-fee", description="Let members pay your room by the year, or stop offering that")
    @app_commands.describe(
        room="The room you run",
        fee="What one year costs, in whole units of the currency; empty: no longer offered",
    )
    async def year_fee(
        self, interaction: discord.Interaction, room: str, fee: app_commands.Range[int, 1, 99_999_999] | None = None
    ) -> None:
        await answers.defer(interaction)

        async def set_fee(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            wanted = None if fee is None else Money(fee, own.fee.currency)
            return cards.year_fee_set(await rooms.set_year_fee(tx, own, wanted))

        await self.desk.answer(interaction, await self.desk.house.store.write(set_fee))

    year_fee.autocomplete("room")(RoomChoices.i_run)

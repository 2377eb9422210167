"""`/owner room-fee`: what a month of a room costs, changed in two steps."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import RoomId
from bot.rules.money import Money
from bot.rules.rooms import Room
from bot.services import fees, pages
from cogs import answers
from cogs.choices import RoomChoices
from cogs.desk import Desk


class FeeCommand(RoomChoices):
    """The part of /owner that is about what a month costs."""

    desk: Desk

    @app_commands.command(name="room-fee", description="Change what a month of your room costs: see what it does first")
    @app_commands.describe(room="The room you run", fee="What one month is to cost, in whole units of the currency")
    async def room_fee(
        self, interaction: discord.Interaction, room: str, fee: app_commands.Range[int, 1, 99_999_999]
    ) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            known = await fees.preview(tx, member.id, own, Money(fee, own.fee.currency))
            return cards.fee_question(known.room, known.fee, known.concerns, known.charged_from)

        await self.desk.answer(interaction, await self.desk.house.store.write(look))

    async def set_fee(self, interaction: discord.Interaction, subject: str) -> None:
        """The owner said yes to what they read."""
        room_id, _, minor = subject.partition(":")

        async def change(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            currency = (await tx.get(Room, room_id)).fee.currency
            fee, calendar = Money(int(minor), currency), self.desk.house.calendar
            known = await fees.change(tx, member.id, RoomId(room_id), fee, calendar=calendar)
            return cards.fee_set(known.room, known.concerns, known.charged_from)

        await self.desk.answer(interaction, await self.desk.house.store.write(change))

    room_fee.autocomplete("room")(RoomChoices.i_run)

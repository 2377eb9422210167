"""Coupons: `/owner coupon-…` makes, lists and closes them, `/room code` uses one on a running membership."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.pricing import NewCoupon
from bot.services import coupons, guests, leaving, pages, rooms
from cogs import answers
from cogs.choices import Choices, RoomChoices


class CouponCommands(RoomChoices):
    """The part of /owner that is about coupons."""

    @app_commands.command(name="coupon-create", description="Make a code that takes something off the fee of your room")
    @app_commands.describe(
        room="The room you run",
        code="What members type; capitals and small letters are the same",
        percent="Percent off, 1 to 100; leave empty when you give an amount",
        amount="Amount off, in whole units of the currency; leave empty when you give a percentage",
        months="For how many months; empty: for as long as the membership lasts",
        uses="How many members may use it; empty: any number",
        days="For how many days the code is taken; empty: until you close it",
    )
    async def coupon_create(
        self,
        interaction: discord.Interaction,
        *,
        room: str,
        code: app_commands.Range[str, 2, 40],
        percent: app_commands.Range[int, 1, 100] | None = None,
        amount: app_commands.Range[int, 1, 99_999_999] | None = None,
        months: app_commands.Range[int, 1, 36] | None = None,
        uses: app_commands.Range[int, 1, 100_000] | None = None,
        days: app_commands.Range[int, 1, 365] | None = None,
    ) -> None:
        await answers.defer(interaction)

        async def create(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            off = None if amount is None else Money(amount, own.fee.currency)
            made = await coupons.create(tx, own, member.id, NewCoupon(code, percent, off, months, uses, days))
            return cards.coupon_made(made, own)

        await self.desk.answer(interaction, await self.desk.house.store.write(create))

    @app_commands.command(name="coupon-list", description="The codes of your room, and how often each was used")
    @app_commands.describe(room="The room you run")
    async def coupon_list(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.coupon_list(own, await coupons.of_room(tx, own.id))

        await self.desk.answer(interaction, await self.desk.house.store.read(look))

    @app_commands.command(
        name="coupon-close", description="Take a code back; whoever used it already keeps what it gave"
    )
    @app_commands.describe(room="The room you run", code="The code")
    async def coupon_close(self, interaction: discord.Interaction, room: str, code: str) -> None:
        await answers.defer(interaction)

        async def close(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.coupon_closed(await coupons.close(tx, own, code), own)

        await self.desk.answer(interaction, await self.desk.house.store.write(close))

    coupon_create.autocomplete("room")(RoomChoices.i_run)
    coupon_list.autocomplete("room")(RoomChoices.i_run)
    coupon_close.autocomplete("room")(RoomChoices.i_run)

    @coupon_close.autocomplete("code")
    async def complete_code(self, interaction: discord.Interaction, typed: str) -> Choices:
        async def look(tx: Transaction) -> list[str]:
            own = await pages.own(tx, MemberId(interaction.user.id), interaction.namespace.room)
            return [use.coupon.code for use in await coupons.of_room(tx, own.id)]

        found = [code for code in await self.desk.house.store.read(look) if typed.casefold() in code]
        return [app_commands.Choice(name=code, value=code) for code in found[:25]]


class CodeCommand(RoomChoices):
    """The part of /room that is about coupons."""

    @app_commands.command(name="code", description="Use a code you were given: to come in, or to pay less")
    @app_commands.describe(room="The room it is for", code="The code you were given")
    async def code(self, interaction: discord.Interaction, room: str, code: app_commands.Range[str, 1, 60]) -> None:
        await answers.defer(interaction)

        async def use(tx: Transaction) -> Card:
            member, calendar = await self.desk.met(tx, interaction), self.desk.house.calendar
            found = await rooms.called(tx, room)
            if (access := await guests.called(tx, found.id, code)) is not None:
                membership = await guests.use(tx, member.id, found, access, calendar=calendar)
                return cards.code_opened(membership, access, found)
            membership = await leaving.in_room(tx, member.id, found.id)
            discount = await coupons.redeem(tx, membership, code, calendar=calendar)
            return cards.code_used(membership, discount, found)

        await self.desk.answer(interaction, await self.desk.house.store.write(use))

    code.autocomplete("room")(RoomChoices.open_ones)

"""Gifts: `/room gift` shows what giving means, then the link; its receiver uses it, its giver takes it back."""

import discord
from discord import app_commands

from bot.performers import gifts as links
from bot.performers import preflight
from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.gifts.gift import MONTHS_MAX
from bot.rules.ids import GiftId, MemberId
from bot.rules.texts import Refused, text
from bot.services import gifts, members, rooms
from bot.services.gifts import GiftRequest
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import RoomChoices


class GiftCommand(RoomChoices):
    """The part of /room that is about gifts."""

    def gift_buttons(self) -> Handlers:
        """What their buttons do."""
        return {Act.GIVE: self.give, Act.USE_GIFT: self.use_gift, Act.TAKE_GIFT_BACK: self.take_gift_back}

    @app_commands.command(name="gift", description="Give months of a room to another member: see what it costs first")
    @app_commands.describe(
        room="The room you want to give", member="Who is to have it", months="How many months you give"
    )
    async def gift(
        self,
        interaction: discord.Interaction,
        room: str,
        member: discord.Member | discord.User,
        months: app_commands.Range[int, 1, MONTHS_MAX],
    ) -> None:
        await answers.defer(interaction)
        if member.bot:
            raise Refused(text("gifts.to_a_bot"))
        if not isinstance(member, discord.Member):
            raise Refused(text("gifts.not_in_server"))
        receiver_id, name = MemberId(member.id), member.display_name

        async def ask(tx: Transaction) -> Card:
            giver, house = await self.desk.met(tx, interaction), self.desk.house
            receiver = await members.heard_of(tx, receiver_id, name, house.locale)
            found = await rooms.called(tx, room)
            return await gifts.ask(tx, giver.id, receiver, found, months, policies=house.policies)

        await self.desk.answer(interaction, await self.desk.house.store.write(ask))

    gift.autocomplete("room")(RoomChoices.open_ones)

    async def give(self, interaction: discord.Interaction, gift_id: str) -> None:
        """Confirm a gift, and show its link. What changed since is shown anew, and binds nobody."""
        house, id = self.desk.house, GiftId(gift_id)
        asked = await house.store.read(lambda tx: gifts.of_giver(tx, MemberId(interaction.user.id), id))
        await links.settle_what_ran_out(house, id)
        await preflight.check(house, asked.member_id, asked.room_id)

        async def confirm(tx: Transaction) -> GiftRequest | Card:
            giver = await self.desk.met(tx, interaction)
            return await gifts.confirm(tx, giver.id, id, policies=house.policies)

        done = await house.store.write(confirm)
        if isinstance(done, Card):
            await self.desk.answer(interaction, done)
            return
        gift = await links.make_link(house, done)
        if gift.url is None:  # it was given up while the link was made
            await self.desk.answer(interaction, cards.gift_given(gift, done.room))
            return
        await self.desk.answer(interaction, cards.gift_to_payment(gift, done.room, gift.url))

    async def use_gift(self, interaction: discord.Interaction, gift_id: str) -> None:
        """The receiver uses it."""

        async def use(tx: Transaction) -> Card:
            receiver, house = await self.desk.met(tx, interaction), self.desk.house
            return await gifts.use(tx, receiver.id, GiftId(gift_id), calendar=house.calendar, policies=house.policies)

        await self.desk.answer(interaction, await self.desk.house.store.write(use))

    async def take_gift_back(self, interaction: discord.Interaction, gift_id: str) -> None:
        """The giver takes it back, or does not want to pay it after all."""

        async def take_back(tx: Transaction) -> Card:
            giver, house = await self.desk.met(tx, interaction), self.desk.house
            return await gifts.take_back(tx, giver.id, GiftId(gift_id), policies=house.policies)

        await self.desk.answer(interaction, await self.desk.house.store.write(take_back))

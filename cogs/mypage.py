"""/mypage and /why: what a member may know about themselves; paying an open month; the card on file."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules.cards import Act, Button, Card
from bot.rules.charges import Attempt, AttemptState
from bot.rules.ids import ChargeId
from bot.rules.members import Member
from bot.rules.texts import Refused, text
from bot.services import billing, mypage, notices, rooms
from bot.waiting import until
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import choices
from cogs.desk import Desk

PATIENCE_SECONDS = 20


class MyPage(commands.Cog):
    """What members ask about themselves."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {
            Act.PAY_NOW: self.pay_now,
            Act.CHANGE_CARD: self.change_card,
            Act.WHY: self.why_by_button,
        }

    @app_commands.command(name="mypage", description="Your rooms, what you paid, and what comes next")
    async def mypage(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            return await mypage.my_page(tx, member, calendar=self.desk.house.calendar)

        await self.desk.answer(interaction, await self.desk.house.store.write(look))

    @app_commands.command(name="why", description="Why you are, or are not, in a room, and what happens next")
    @app_commands.describe(room="The room you ask about")
    async def why(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)
        await self._why(interaction, room)

    async def why_by_button(self, interaction: discord.Interaction, room_id: str) -> None:
        """The button does what `/why` does."""
        await self._why(interaction, room_id)

    @why.autocomplete("room")
    async def complete(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self.desk.house.store.read(rooms.every), typed)

    async def _why(self, interaction: discord.Interaction, room: str) -> None:
        async def look(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            found = await rooms.called(tx, room)
            return await mypage.why(tx, member, found, calendar=self.desk.house.calendar)

        await self.desk.answer(interaction, await self.desk.house.store.write(look))

    async def pay_now(self, interaction: discord.Interaction, charge_id: str) -> None:
        """Charge an open month now; the answer waits for how it went, as far as patience goes."""
        house, id = self.desk.house, ChargeId(charge_id)

        async def ask(tx: Transaction) -> Attempt:
            member = await self.desk.met(tx, interaction)
            return await billing.pay_now(tx, member.id, id)

        attempt = await house.store.write(ask)
        await until(
            house.store,
            lambda tx: tx.get(Attempt, attempt.id),
            lambda now: now.state not in (AttemptState.PENDING, AttemptState.UNKNOWN),
            seconds=PATIENCE_SECONDS,
        )
        card = await house.store.read(lambda tx: notices.failed_charge(tx, id, calendar=house.calendar))
        await self.desk.answer(interaction, card)

    async def change_card(self, interaction: discord.Interaction, _: str) -> None:
        """A short-lived link to the page where Stripe takes the new card; we never see its number."""

        async def who(tx: Transaction) -> Member:
            return await self.desk.met(tx, interaction)

        member = await self.desk.house.store.write(who)
        if member.customer_id is None:
            raise Refused(text("mypage.no_card"))
        url = await self.desk.house.payments.card_link(member.customer_id, member.locale)
        link = Button(text("buttons.to_card_page"), url=url)
        card = Card(text("mypage.card_title"), (text("mypage.card_link"),), (link,))
        await self.desk.answer(interaction, card)

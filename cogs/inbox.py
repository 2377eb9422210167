"""/inbox: every notice, how it reached its reader, and any of them again."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules.cards import Act, Card
from bot.rules.members import Member
from bot.services import inbox
from cogs import answers
from cogs.buttons import Handlers
from cogs.desk import Desk
from cogs.mypage import number


class Inbox(commands.Cog):
    """What was said to a member, for whoever wants to read it again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.INBOX: self.page, Act.SHOW_NOTICE: self.again}

    @app_commands.command(name="inbox", description="Every notice I sent you, and how it reached you")
    async def inbox(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        await self.page(interaction, "")

    async def page(self, interaction: discord.Interaction, first: str) -> None:
        """The notices from the one with that number on."""
        house = self.desk.house

        async def look(tx: Transaction, member: Member) -> Card:
            mails = house.mail.configured
            return await inbox.page(tx, member.id, number(first), mails=mails, calendar=house.calendar)

        await self.desk.answer(interaction, await self.desk.look(interaction, look))

    async def again(self, interaction: discord.Interaction, notice_id: str) -> None:
        """What a notice says now, below the list."""

        async def look(tx: Transaction, member: Member) -> Card:
            return await inbox.again(tx, member.id, notice_id, calendar=self.desk.house.calendar)

        await self.desk.answer(interaction, await self.desk.look(interaction, look))

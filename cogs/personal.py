"""/mydata: everything kept about oneself as a file, and the wish to have it erased."""

import io
import json

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import personal as rules
from bot.rules.cards import Act
from bot.rules.contacts import Contact
from bot.rules.texts import text
from bot.services import personal
from cogs import answers
from cogs.buttons import Handlers
from cogs.contact import answer_with_thread
from cogs.desk import Desk

FILE_NAME = "mydata.json"


class Personal(commands.Cog):
    """What a member may take along, and have erased."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.ERASE: self.ask_erasing, Act.ERASE_FOR_SURE: self.erase}

    @app_commands.command(name="mydata", description="Everything I keep about you, as a file only you see")
    async def mydata(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        found = await self.desk.look(interaction, personal.export)
        written = json.dumps(found, ensure_ascii=False, indent=2).encode()
        records = found["records"]
        assert isinstance(records, dict), records
        await self.desk.answer(interaction, rules.handed_out(len(records)))
        await interaction.followup.send(file=discord.File(io.BytesIO(written), FILE_NAME), ephemeral=True)

    async def ask_erasing(self, interaction: discord.Interaction, _: str) -> None:
        """Say what erasing means, and ask once more."""
        await self.desk.answer(interaction, await self.desk.look(interaction, personal.erasing))

    async def erase(self, interaction: discord.Interaction, _: str) -> None:
        """Put the wish before the admins, in a thread that only they and the member see."""
        words = self.desk.speech.plain(text("mydata.wish"), interaction.locale.value)

        async def ask(tx: Transaction) -> Contact:
            return await personal.ask_erasure(tx, await self.desk.met(tx, interaction), words)

        await answer_with_thread(self.desk, interaction, await self.desk.house.store.write(ask))

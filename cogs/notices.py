"""/notices: what a member wishes to be told, and when."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.ids import MemberId
from bot.rules.preferences import quiet_between
from bot.services import preferences
from cogs import answers
from cogs.buttons import Handlers
from cogs.desk import Desk

Hour = app_commands.Range[int, 0, 23]


class Notices(commands.Cog):
    """What members wish of our notices."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.MUTE: self.mute, Act.UNMUTE: self.unmute}

    @app_commands.command(name="notices", description="What I tell you and when: renewals, and your quiet hours")
    @app_commands.describe(
        quiet_from="From which hour on nothing new may disturb you, by the clock of this community",
        quiet_to="Until which hour; the same as quiet_from for no quiet hours at all",
    )
    async def notices(
        self, interaction: discord.Interaction, quiet_from: Hour | None = None, quiet_to: Hour | None = None
    ) -> None:
        await answers.defer(interaction)
        quiet = quiet_between(quiet_from, quiet_to)

        async def change(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            if quiet is not None:
                await preferences.set_quiet(tx, member.id, quiet)
            return await self._wishes(tx, member.id)

        await self.desk.answer(interaction, await self.desk.house.store.write(change))

    async def mute(self, interaction: discord.Interaction, subject: str) -> None:
        """No more notices of monthly renewals."""
        await self._mute(interaction, muted=True)

    async def unmute(self, interaction: discord.Interaction, subject: str) -> None:
        """Notices of monthly renewals again."""
        await self._mute(interaction, muted=False)

    async def _mute(self, interaction: discord.Interaction, *, muted: bool) -> None:
        async def change(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            await preferences.mute_renewals(tx, member.id, muted=muted)
            return await self._wishes(tx, member.id)

        await self.desk.answer(interaction, await self.desk.house.store.write(change))

    async def _wishes(self, tx: Transaction, member_id: MemberId) -> Card:
        known = await preferences.of(tx, member_id)
        return cards.wishes(known, await preferences.quiet_of_community(tx, self.desk.house.calendar))

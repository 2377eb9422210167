"""Access codes: `/owner access-…` makes, lists and closes them; members type them into `/room code`."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import MemberId
from bot.services import guests, pages
from cogs import answers
from cogs.choices import MOST_CHOICES, Choices, RoomChoices


class AccessCommands(RoomChoices):
    """The part of /owner that is about access codes."""

    @app_commands.command(name="access-create", description="Make a code that lets people in free of charge")
    @app_commands.describe(
        room="The room you run",
        code="What people type; capitals and small letters are the same",
        months="For how many whole months, beside the rest of the one it is used in",
        uses="How many people may use it; empty: any number",
        days="For how many days the code is taken; empty: until you close it",
    )
    async def access_create(
        self,
        interaction: discord.Interaction,
        *,
        room: str,
        code: app_commands.Range[str, 2, 40],
        months: app_commands.Range[int, 1, 36],
        uses: app_commands.Range[int, 1, 100_000] | None = None,
        days: app_commands.Range[int, 1, 365] | None = None,
    ) -> None:
        await answers.defer(interaction)

        async def create(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            made = await guests.create(tx, own, member.id, code, months=months, uses_max=uses, days=days)
            return cards.access_made(made, own)

        await self.desk.answer(interaction, await self.desk.house.store.write(create))

    @app_commands.command(name="access-list", description="The access codes of your room, and how often each was used")
    @app_commands.describe(room="The room you run")
    async def access_list(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.access_list(own, await guests.of_room(tx, own.id))

        await self.desk.answer(interaction, await self.desk.house.store.read(look))

    @app_commands.command(name="access-close", description="Take an access code back; who is in stays until their day")
    @app_commands.describe(room="The room you run", code="The code")
    async def access_close(self, interaction: discord.Interaction, room: str, code: str) -> None:
        await answers.defer(interaction)

        async def close(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.access_closed(await guests.close(tx, own, code), own)

        await self.desk.answer(interaction, await self.desk.house.store.write(close))

    access_create.autocomplete("room")(RoomChoices.i_run)
    access_list.autocomplete("room")(RoomChoices.i_run)
    access_close.autocomplete("room")(RoomChoices.i_run)

    @access_close.autocomplete("code")
    async def complete_access(self, interaction: discord.Interaction, typed: str) -> Choices:
        async def look(tx: Transaction) -> list[str]:
            own = await pages.own(tx, MemberId(interaction.user.id), interaction.namespace.room)
            return [code.code for code, _ in await guests.of_room(tx, own.id)]

        found = [code for code in await self.desk.house.store.read(look) if typed.casefold() in code]
        return [app_commands.Choice(name=code, value=code) for code in found[:MOST_CHOICES]]

"""Tiers: `/owner tier-…` makes and closes the levels of a room; members choose them with `/room switch`."""

import discord
from discord import app_commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Card
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.tiers import Tier, TierState
from bot.services import pages, tiers
from bot.waiting import until
from cogs import answers
from cogs.choices import MOST_CHOICES, Choices, RoomChoices

PATIENCE_SECONDS = 10


class TierCommands(RoomChoices):
    """The part of /owner that is about the levels of a room."""

    @app_commands.command(name="tier-create", description="Make a level above your room: a role, a channel and a fee")
    @app_commands.describe(
        room="The room you run",
        name="What the level is called",
        fee="What one month costs, in whole units of the currency",
        about="What members get there, in a sentence",
        year_fee="What one year costs; empty: by the month only",
    )
    async def tier_create(
        self,
        interaction: discord.Interaction,
        *,
        room: str,
        name: app_commands.Range[str, 1, 60],
        fee: app_commands.Range[int, 1, 99_999_999],
        about: app_commands.Range[str, 1, 200],
        year_fee: app_commands.Range[int, 1, 99_999_999] | None = None,
    ) -> None:
        await answers.defer(interaction)
        store = self.desk.house.store

        async def create(tx: Transaction) -> Tier:
            member = await self.desk.met(tx, interaction)
            own = await pages.own(tx, member.id, room)
            currency = own.fee.currency
            by_year = None if year_fee is None else Money(year_fee, currency)
            return await tiers.create(tx, own, name, about, fee=Money(fee, currency), year_fee=by_year, by=member.id)

        made = await store.write(create)
        built = await until(
            store,
            lambda tx: tx.get(Tier, made.id),
            lambda now: now.state is not TierState.DRAFT,
            seconds=PATIENCE_SECONDS,
        )
        await self.desk.answer(interaction, cards.tier_built(built))

    @app_commands.command(name="tier-list", description="The levels of your room, and what they cost")
    @app_commands.describe(room="The room you run")
    async def tier_list(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)

        async def look(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.tier_list(own, await tiers.of_room(tx, own.id))

        await self.desk.answer(interaction, await self.desk.house.store.read(look))

    @app_commands.command(name="tier-close", description="Sell a level no longer; whoever is in it stays")
    @app_commands.describe(room="The room you run", tier="The level")
    async def tier_close(self, interaction: discord.Interaction, room: str, tier: str) -> None:
        await answers.defer(interaction)

        async def close(tx: Transaction) -> Card:
            own = await pages.own(tx, MemberId(interaction.user.id), room)
            return cards.tier_closed(await tiers.close(tx, own, tier))

        await self.desk.answer(interaction, await self.desk.house.store.write(close))

    tier_create.autocomplete("room")(RoomChoices.i_run)
    tier_list.autocomplete("room")(RoomChoices.i_run)
    tier_close.autocomplete("room")(RoomChoices.i_run)

    @tier_close.autocomplete("tier")
    async def complete_tier(self, interaction: discord.Interaction, typed: str) -> Choices:
        async def look(tx: Transaction) -> list[Tier]:
            own = await pages.own(tx, MemberId(interaction.user.id), interaction.namespace.room)
            return await tiers.of_room(tx, own.id)

        found = [one for one in await self.desk.house.store.read(look) if one.state is not TierState.CLOSED]
        matching = [one for one in found if typed.casefold() in one.name.casefold()]
        return [app_commands.Choice(name=one.name, value=one.id) for one in matching[:MOST_CHOICES]]

"""/policy: the written terms, by product and version, and who runs the community."""

from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.answers.policies import policies_in_force, read_subject, titles_matching
from bot.rules.cards import Act, Card
from bot.rules.policies.policy import UnknownPolicy
from bot.rules.texts import Refused, text
from bot.speech import language_of
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import LONGEST_CHOICE, MOST_CHOICES, Choices
from cogs.desk import Desk


class Policies(commands.Cog):
    """The terms, for everybody to read before and after paying."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.POLICY: self.turn_to, Act.OPERATOR: self.show_operator}

    @app_commands.command(name="policy", description="The terms of refunds, and who runs this community")
    @app_commands.describe(product="What it is about", version="An older version, by its number")
    async def policy(
        self, interaction: discord.Interaction, product: str | None = None, version: int | None = None
    ) -> None:
        await answers.defer(interaction)
        await self.desk.answer(interaction, await self._look(product, version))

    @policy.autocomplete("product")
    async def complete(self, interaction: discord.Interaction, typed: str) -> Choices:
        known = policies_in_force(self.desk.house.policies, await self._today())
        is_japanese = language_of(interaction.locale.value) == "ja"
        return [
            app_commands.Choice(name=(one.title.ja if is_japanese else one.title.en)[:LONGEST_CHOICE], value=one.id)
            for one in titles_matching(known, typed)[:MOST_CHOICES]
        ]

    async def turn_to(self, interaction: discord.Interaction, subject: str) -> None:
        """The buttons that lead to a page of a policy; "" leads to the list."""
        if not subject:
            await self.desk.answer(interaction, await self._look(None, None))
            return
        id, version, page = read_subject(subject)
        try:
            policy = self.desk.house.policies.get(id, version)
        except UnknownPolicy:
            raise Refused(text("policies.unknown", name=id)) from None
        await self.desk.answer(interaction, cards.policy_text(policy, page))

    async def show_operator(self, interaction: discord.Interaction, _: str) -> None:
        """Who runs the community."""
        await self.desk.answer(interaction, cards.operator_card(self.desk.house.operator))

    async def _today(self) -> date:
        async def day(tx: Transaction) -> date:
            return tx.today

        return await self.desk.house.store.read(day)

    async def _look(self, product: str | None, version: int | None) -> Card:
        book, today = self.desk.house.policies, await self._today()
        if product is None:
            return cards.policy_list(book, today)
        named = [one for one in policies_in_force(book, today) if product in (one.id, one.title.ja, one.title.en)]
        if not named:
            raise Refused(text("policies.unknown", name=product))
        try:
            return cards.policy_text(named[0] if version is None else book.get(named[0].id, version), 1)
        except UnknownPolicy:
            raise Refused(text("policies.unknown_version", version=version or 0)) from None

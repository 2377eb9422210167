"""The desk: what every command needs. Who asks, in which language, and how they are answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.house import House
from bot.ports import Transaction
from bot.rules.cards import Card
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.services import members, notices
from bot.speech import Speech
from cogs import answers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """The house, and the words for its answers."""

    house: House
    speech: Speech

    async def met(self, tx: Transaction, interaction: discord.Interaction) -> Member:
        """The member who asks, as kept now."""
        user = interaction.user
        return await members.met(tx, MemberId(user.id), user.display_name, interaction.locale.value)

    async def look(self, interaction: discord.Interaction, work: Callable[[Transaction, Member], Awaitable[T]]) -> T:
        """What `work` finds out for the member who asks, beside whoever writes.

        Only where something about them is new (they are, or their name or language) does it wait for the writer.
        """
        user = interaction.user
        id, name, locale = MemberId(user.id), user.display_name, interaction.locale.value

        async def as_known(tx: Transaction) -> tuple[T] | None:
            known = await tx.seek(Member, id)
            if known is None or (known.name, known.locale) != (name, locale):
                return None
            return (await work(tx, known),)

        async def as_met(tx: Transaction) -> T:
            return await work(tx, await members.met(tx, id, name, locale))

        found = await self.house.store.read(as_known)
        return found[0] if found is not None else await self.house.store.write(as_met)

    async def answer(self, interaction: discord.Interaction, card: Card) -> None:
        """Answer privately, and then say what could not be delivered to this member any other way."""
        await answers.answer(interaction, card, self.speech)
        await self._say_what_is_owed(interaction)

    async def _say_what_is_owed(self, interaction: discord.Interaction) -> None:
        member_id, calendar = MemberId(interaction.user.id), self.house.calendar
        for notice in await self.house.store.read(lambda tx: notices.owed(tx, member_id)):
            card = await self.house.store.read(lambda tx, notice=notice: notices.card(tx, notice, calendar=calendar))  # type: ignore[misc]
            if card is not None:
                await answers.add(interaction, card, self.speech)
            await self.house.store.write(lambda tx, notice=notice: notices.said(tx, notice))  # type: ignore[misc]

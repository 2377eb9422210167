"""The button by which a member accepts a newer version of the terms."""

import discord

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.ids import TermsOfferId
from bot.rules.rooms import Membership, Room
from bot.services import offering
from cogs.desk import Desk


class Terms:
    """Accepting; pressed in direct messages, too."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons = {Act.ACCEPT_TERMS: self.accept}

    async def accept(self, interaction: discord.Interaction, id: str) -> None:
        """The member accepts what the card says."""

        async def accept(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            offer = await offering.accept(tx, member.id, TermsOfferId(id))
            membership = await tx.get(Membership, offer.membership_id)
            return cards.terms_change(offer, await tx.get(Room, membership.room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(accept))

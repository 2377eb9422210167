"""What members press while they wait: for a seat of a full room, or for the word of who lets people in."""

import discord

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.ids import MembershipId, RoomId
from bot.rules.rooms import Membership, Room
from bot.services import approving, leaving, queueing
from cogs.buttons import Handlers
from cogs.desk import Desk


class Waiting:
    """The buttons of those who wait."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {
            Act.WAIT: self.wait,
            Act.STOP_WAITING: self.stop_waiting,
            Act.TAKE_BACK: self.take_back,
        }

    async def wait(self, interaction: discord.Interaction, room_id: str) -> None:
        """Stand in line; pressed again, say where one stands."""

        async def stand(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            return await queueing.stand_in_line(tx, member.id, RoomId(room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(stand))

    async def stop_waiting(self, interaction: discord.Interaction, room_id: str) -> None:
        """Leave the line."""

        async def give_up(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            return await queueing.give_up(tx, member.id, RoomId(room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(give_up))

    async def take_back(self, interaction: discord.Interaction, membership_id: str) -> None:
        """Take a paid request back. Whoever was let in by now is told so, instead of leaving unawares."""
        house = self.desk.house

        async def withdraw(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            await approving.withdraw(tx, membership, policies=house.policies)
            over = await tx.get(Membership, membership.id)
            return cards.leaving(over, await tx.get(Room, over.room_id))

        await self.desk.answer(interaction, await house.store.write(withdraw))

"""The waiting list of a full room: its buttons."""

import discord

from bot.ports import Transaction
from bot.rules.cards import Act, Card
from bot.rules.ids import RoomId
from bot.services import queueing
from cogs.buttons import Handlers
from cogs.desk import Desk


class Waiting:
    """What members press before a room that is full."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.WAIT: self.wait, Act.STOP_WAITING: self.stop_waiting}

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

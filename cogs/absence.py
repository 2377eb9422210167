"""The buttons of somebody who pays and is not in the server: keep, cancel; and the admins' stop."""

import discord

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.ids import AbsenceId
from bot.rules.members import Member
from bot.services import absence
from bot.services.notices.about_absence import known
from cogs.desk import Desk


class Absences:
    """What can be decided about an absence; pressed in direct messages, too."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons = {
            Act.KEEP_PAYING: self.keep,
            Act.STOP_PAYING: self.cancel,
            Act.STOP_BILLING: self.stop_billing,
        }

    async def keep(self, interaction: discord.Interaction, id: str) -> None:
        """The member says to go on charging."""

        async def keep(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            kept = await absence.keep(tx, member.id, AbsenceId(id))
            return cards.away(await known(tx, kept.id))

        await self.desk.answer(interaction, await self.desk.house.store.write(keep))

    async def cancel(self, interaction: discord.Interaction, id: str) -> None:
        """The member leaves every room they pay for."""

        async def cancel(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            cancelled = await absence.cancel(tx, member.id, AbsenceId(id), calendar=self.desk.house.calendar)
            return cards.away(await known(tx, cancelled.id))

        await self.desk.answer(interaction, await self.desk.house.store.write(cancel))

    async def stop_billing(self, interaction: discord.Interaction, id: str) -> None:
        """An admin stops the billing of somebody who is away."""

        async def stop(tx: Transaction) -> Card:
            by = await self.desk.met(tx, interaction)
            stopped = await absence.stop_billing(tx, by.id, AbsenceId(id), calendar=self.desk.house.calendar)
            found = await known(tx, stopped.id)
            return cards.payer_away(found, await tx.get(Member, stopped.member_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(stop))

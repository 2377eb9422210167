"""/contact: a private thread with the people who run the community."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import contacts as rules
from bot.rules.cards import Act
from bot.rules.contacts import Contact as Record
from bot.rules.contacts import ContactState
from bot.rules.ids import ContactId, MemberId
from bot.services import contacts
from bot.waiting import until
from cogs import answers, forms
from cogs.buttons import Handlers
from cogs.desk import Desk
from cogs.forms import Answers

PATIENCE_SECONDS = 10
AT_ONCE = frozenset({Act.CONTACT})
"""Buttons that open a form."""


class Contact(commands.Cog):
    """Asking the admins, where nobody else reads it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.CONTACT: self.by_button, Act.CLOSE_CONTACT: self.close}

    @app_commands.command(name="contact", description="Ask the people who run this community, in private")
    async def contact(self, interaction: discord.Interaction) -> None:
        await self.by_button(interaction, "")

    async def by_button(self, interaction: discord.Interaction, _: str) -> None:
        """Open the form; whoever has a question open is led to it instead."""
        member_id = MemberId(interaction.user.id)
        known = await self.desk.house.store.read(lambda tx: contacts.open_one(tx, member_id))
        if known is None:
            await forms.ask(interaction, rules.form(), self.desk.speech, self._ask)
            return
        await answers.defer(interaction)
        await self.desk.answer(interaction, rules.answer(known))

    async def _ask(self, interaction: discord.Interaction, filled: Answers) -> None:
        async def ask(tx: Transaction) -> Record:
            member = await self.desk.met(tx, interaction)
            return await contacts.ask(tx, member.id, str(filled["words"]).strip())

        asked = await self.desk.house.store.write(ask)
        await answer_with_thread(self.desk, interaction, asked)

    async def close(self, interaction: discord.Interaction, contact_id: str) -> None:
        """Settle a question: whoever asked, or whoever answers."""

        async def close(tx: Transaction) -> Record:
            member = await self.desk.met(tx, interaction)
            desk = await contacts.desk(tx)
            return await contacts.close(
                tx, ContactId(contact_id), member.id, is_admin=_answers(interaction, desk.role_id)
            )

        await self.desk.answer(interaction, rules.answer(await self.desk.house.store.write(close)))


async def answer_with_thread(desk: Desk, interaction: discord.Interaction, asked: Record) -> None:
    """Say where a question goes on, once its thread is there; or that it will be, as far as patience goes."""
    now = await until(
        desk.house.store,
        lambda tx: tx.get(Record, asked.id),
        lambda known: known.thread_id is not None or known.state is ContactState.CLOSED,
        seconds=PATIENCE_SECONDS,
    )
    await desk.answer(interaction, rules.answer(now))


def _answers(interaction: discord.Interaction, role_id: int | None) -> bool:
    """Whether somebody runs the community, or holds the role that answers questions."""
    person = interaction.user
    held = {role.id for role in person.roles} if isinstance(person, discord.Member) else set()
    return interaction.permissions.manage_guild or role_id in held

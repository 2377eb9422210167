"""What owners do about who gets in: their seats, approval, and the requests that wait for an answer."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules.answers import admission as admission_cards
from bot.rules.answers import approving as cards
from bot.rules.answers.admission import Admission
from bot.rules.answers.approving import Request
from bot.rules.cards import Act
from bot.rules.deciding import Decider
from bot.rules.ids import ApprovalId, MemberId
from bot.services import admission, approving
from cogs import answers, forms
from cogs.buttons import Handlers
from cogs.choices import Choices, choices
from cogs.desk import Desk
from cogs.forms import Answers

MOST_SEATS = 100_000


class RequestCommands(commands.Cog):
    """The part of `/owner` that decides who gets in, and its buttons. Admins may do the same for every room."""

    desk: Desk

    @app_commands.command(name="requests", description="Who asks to join your rooms, and your answer to them")
    async def requests(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        await self.show_requests(interaction, "0")

    @app_commands.command(name="room-settings", description="How many seats your room has, and who is let in")
    @app_commands.describe(
        room="The room you run",
        seats="How many members it takes; 0 for no limit",
        approval="Whether you let people in one by one, after they paid",
    )
    async def room_settings(
        self,
        interaction: discord.Interaction,
        room: str,
        seats: app_commands.Range[int, 0, MOST_SEATS] | None = None,
        approval: bool | None = None,
    ) -> None:
        await answers.defer(interaction)
        by = await self._decider(interaction)

        async def change(tx: Transaction) -> Admission:
            await self.desk.met(tx, interaction)
            return await admission.change(tx, by, room, capacity=seats, needs_approval=approval)

        card = admission_cards.admission(await self.desk.house.store.write(change))
        await self.desk.answer(interaction, card)

    @room_settings.autocomplete("room")
    async def complete_run(self, interaction: discord.Interaction, typed: str) -> Choices:
        by = await self._decider(interaction)
        return choices(await self.desk.house.store.read(lambda tx: admission.run_by(tx, by)), typed)

    def request_buttons(self) -> Handlers:
        """What the buttons of requests do."""
        return {
            Act.REQUESTS: self.show_requests,
            Act.REQUEST: self.show_request,
            Act.APPROVE: self.approve,
            Act.DECLINE: self.ask_why,
        }

    async def show_requests(self, interaction: discord.Interaction, page: str) -> None:
        """A page of what waits, the oldest first."""
        by = await self._decider(interaction)
        found = await self.desk.house.store.read(lambda tx: approving.queue(tx, by))
        await self.desk.answer(interaction, cards.queue(found, int(page)))

    async def show_request(self, interaction: discord.Interaction, approval_id: str) -> None:
        """One request with all that its member said."""
        by = await self._decider(interaction)
        found = await self.desk.house.store.read(lambda tx: approving.request_for(tx, ApprovalId(approval_id), by))
        await self.desk.answer(interaction, cards.to_owner(found))

    async def approve(self, interaction: discord.Interaction, approval_id: str) -> None:
        """Let somebody in; pressed twice, say that it is done."""
        house, by = self.desk.house, await self._decider(interaction)

        async def approve(tx: Transaction) -> Request:
            await self.desk.met(tx, interaction)
            return await approving.approve(tx, ApprovalId(approval_id), by, calendar=house.calendar)

        await self.desk.answer(interaction, cards.to_owner(await house.store.write(approve)))

    async def ask_why(self, interaction: discord.Interaction, approval_id: str) -> None:
        """Ask for the words the member will read. A form cannot follow a defer, so only records are read before it."""
        request = await self.desk.house.store.read(lambda tx: approving.request(tx, ApprovalId(approval_id)))
        await forms.ask(interaction, cards.decline_form(request), self.desk.speech, partial(self._decline, approval_id))

    async def _decline(self, approval_id: str, interaction: discord.Interaction, filled: Answers) -> None:
        house, by = self.desk.house, await self._decider(interaction)

        async def decline(tx: Transaction) -> Request:
            await self.desk.met(tx, interaction)
            words = str(filled["words"])
            return await approving.decline(tx, ApprovalId(approval_id), by, words, policies=house.policies)

        await self.desk.answer(interaction, cards.to_owner(await house.store.write(decline)))

    async def _decider(self, interaction: discord.Interaction) -> Decider:
        """Who decides. In direct messages Discord does not say who runs the server, so we look ourselves."""
        id = MemberId(interaction.user.id)
        return Decider(id, interaction.permissions.manage_guild or id in await self.desk.house.chat.admins())

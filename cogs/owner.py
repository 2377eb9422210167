"""/owner: what those who run a room do with it. Discord shows it to everybody; who may is decided in the services."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules import pages as rules
from bot.rules.cards import Act
from bot.rules.ids import MemberId, RoomId
from bot.rules.rooms import Room
from bot.services import pages
from cogs import forms
from cogs.choices import Choices, choices
from cogs.coupons import CouponCommands
from cogs.desk import Desk
from cogs.fees import FeeCommand
from cogs.forms import Answers
from cogs.guests import AccessCommands
from cogs.pausing import AllowPauseCommand
from cogs.requests import RequestCommands
from cogs.switching import YearFeeCommand
from cogs.tiers import TierCommands


class Owner(
    CouponCommands,
    AccessCommands,
    AllowPauseCommand,
    TierCommands,
    FeeCommand,
    YearFeeCommand,
    RequestCommands,
    commands.GroupCog,
    group_name="owner",
    group_description="For those who run a room",
):
    """What owners do with their own rooms."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons = {**self.request_buttons(), Act.SET_FEE: self.set_fee}

    @app_commands.command(name="room-edit", description="Write what your room does, who you are, and what you ask")
    @app_commands.describe(room="The room you run")
    async def room_edit(self, interaction: discord.Interaction, room: str) -> None:
        found = await self.desk.house.store.read(lambda tx: pages.own(tx, MemberId(interaction.user.id), room))
        await forms.ask(interaction, rules.edit_form(found), self.desk.speech, partial(self._write, found.id))

    async def _write(self, room_id: RoomId, interaction: discord.Interaction, filled: Answers) -> None:
        words = {name: str(value) for name, value in filled.items()}
        page = rules.written(words["description"], words["profile"], words["offline"], words["questions"])

        async def write(tx: Transaction) -> Room:
            member = await self.desk.met(tx, interaction)
            return await pages.write(tx, member.id, room_id, page)

        room = await self.desk.house.store.write(write)
        await self.desk.answer(interaction, cards.page_written(room))

    @room_edit.autocomplete("room")
    async def complete_own(self, interaction: discord.Interaction, typed: str) -> Choices:
        found = await self.desk.house.store.read(lambda tx: pages.of_owner(tx, MemberId(interaction.user.id)))
        return choices(found, typed)

"""/room: look at rooms, join and leave them; and the buttons that do the same."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.cards import Act, Card
from bot.rules.charges import Charge
from bot.rules.ids import MemberId, MembershipId
from bot.rules.rooms import Membership, Room
from bot.services import leaving, queueing, rooms
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import Choices, choices
from cogs.coupons import CodeCommand
from cogs.desk import Desk
from cogs.gifts import GiftCommand
from cogs.joining import Joining
from cogs.pausing import PauseCommand
from cogs.switching import SwitchCommand


class Rooms(
    CodeCommand,
    SwitchCommand,
    PauseCommand,
    GiftCommand,
    commands.GroupCog,
    group_name="room",
    group_description="Paid rooms: look, join, leave",
):
    """What members do with rooms."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.joining = desk, Joining(desk)
        self.buttons: Handlers = {
            **self.joining.buttons,
            **self.gift_buttons(),
            Act.SHOW: self.show_by_button,
            Act.LEAVE: self.ask_leaving,
            Act.LEAVE_FOR_SURE: self.leave_for_sure,
            Act.UNDO: self.stay,
            Act.SWITCH: self.choose_switch,
            Act.END_PAUSE: self.end_pause,
        }

    @app_commands.command(name="list", description="The rooms you can join, and what they cost")
    async def list(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        found = await self.desk.house.store.read(rooms.open_ones)
        await self.desk.answer(interaction, cards.room_list(found))

    @app_commands.command(name="show", description="The page of a room: what it does, who runs it, what it costs")
    @app_commands.describe(room="The room you want to know about")
    async def show(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)
        await self.show_by_button(interaction, room)

    async def show_by_button(self, interaction: discord.Interaction, room: str) -> None:
        """The button of a room does what `/room show` does."""

        async def look(tx: Transaction) -> Card:
            found = await rooms.called(tx, room)
            return cards.room_card(found, await queueing.seats(tx, found))

        await self.desk.answer(interaction, await self.desk.house.store.read(look))

    @app_commands.command(name="join", description="Join a room: see what it costs, then pay")
    @app_commands.describe(room="The room you want to join")
    async def join(self, interaction: discord.Interaction, room: str) -> None:
        await self.joining.begin(interaction, room)

    @app_commands.command(name="leave", description="Leave a room: until the end of the paid month you stay in")
    @app_commands.describe(room="The room you want to leave")
    async def leave(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)

        async def find(tx: Transaction) -> Membership:
            member = await self.desk.met(tx, interaction)
            return await leaving.in_room(tx, member.id, (await rooms.called(tx, room)).id)

        membership = await self.desk.house.store.write(find)
        await self.ask_leaving(interaction, membership.id)

    @show.autocomplete("room")
    @join.autocomplete("room")
    async def complete_open(self, interaction: discord.Interaction, typed: str) -> Choices:
        found = await self.desk.house.store.read(rooms.open_ones)
        return choices(found, typed)

    @leave.autocomplete("room")
    async def complete_mine(self, interaction: discord.Interaction, typed: str) -> Choices:
        found = await self.desk.house.store.read(lambda tx: rooms.of_member(tx, MemberId(interaction.user.id)))
        return choices(found, typed)

    async def ask_leaving(self, interaction: discord.Interaction, membership_id: str) -> None:
        """Say what leaving would mean, and ask once more."""

        async def look(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            room = await tx.get(Room, membership.room_id)
            charges = await tx.find(Charge, membership_id=membership.id)
            return cards.leaving_question(membership, room, charges, self.desk.house.calendar)

        await self.desk.answer(interaction, await self.desk.house.store.write(look))

    async def leave_for_sure(self, interaction: discord.Interaction, membership_id: str) -> None:
        """Leave: the moment this is accepted decides."""

        async def leave(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            house = self.desk.house
            left = await leaving.leave(tx, membership, calendar=house.calendar, policies=house.policies)
            return cards.leaving(left, await tx.get(Room, left.room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(leave))

    async def stay(self, interaction: discord.Interaction, membership_id: str) -> None:
        """Take leaving back."""

        async def undo(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            membership = await leaving.of_member(tx, member.id, MembershipId(membership_id))
            stays = await leaving.undo(tx, membership)
            return cards.leaving(stays, await tx.get(Room, stays.room_id))

        await self.desk.answer(interaction, await self.desk.house.store.write(undo))

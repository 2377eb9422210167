"""/mypage and /why: what a member may know about themselves, and what mends it."""

import asyncio
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction, Unreachable
from bot.rules.answers import Role
from bot.rules.cards import Act
from bot.rules.charges import Attempt, AttemptState
from bot.rules.ids import ChargeId, MemberId
from bot.rules.members import Member
from bot.rules.rooms import Room
from bot.services import billing, mypage, notices, rooms
from bot.waiting import until
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import Choices, choices
from cogs.desk import Desk

PATIENCE_SECONDS = 20
GLANCE_SECONDS = 3.0
"""How long an answer waits for what Discord or Stripe adds to it; without that it says so and is shown all the same."""

IN_PLACE = frozenset(
    {
        Act.HOME,
        Act.ROOMS,
        Act.PAYMENTS,
        Act.CARD_PAGE,
        Act.INBOX,
        Act.WHY,
        Act.SYNC_ME,
        Act.DELETE_CARD,
        Act.DELETE_CARD_FOR_SURE,
        Act.ERASE,
        Act.ERASE_FOR_SURE,
        Act.HELP,
    }
)
"""Buttons that turn the page they stand on. A link of Stripe's or a question about leaving comes below it."""


class MyPage(commands.Cog):
    """What members ask about themselves."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {
            Act.HOME: self.home,
            Act.ROOMS: self.rooms_page,
            Act.PAY_NOW: self.pay_now,
            Act.WHY: self.why_by_button,
            Act.SYNC_ME: self.sync,
        }

    @app_commands.command(name="mypage", description="Your rooms, what you paid, and what comes next")
    async def mypage(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        await self.home(interaction, "")

    async def home(self, interaction: discord.Interaction, _: str) -> None:
        """The first screen."""

        card = await self.desk.look(interaction, partial(mypage.my_page, calendar=self.desk.house.calendar))
        await self.desk.answer(interaction, card)

    async def rooms_page(self, interaction: discord.Interaction, first: str) -> None:
        """The rooms one is in, from the one with that number on."""

        page = partial(mypage.rooms_page, first=number(first), calendar=self.desk.house.calendar)
        await self.desk.answer(interaction, await self.desk.look(interaction, page))

    @app_commands.command(name="why", description="Why you are, or are not, in a room, and what happens next")
    @app_commands.describe(room="The room you ask about")
    async def why(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)
        await self._why(interaction, room)

    async def why_by_button(self, interaction: discord.Interaction, room_id: str) -> None:
        """The button does what `/why` does."""
        await self._why(interaction, room_id)

    @why.autocomplete("room")
    async def complete(self, interaction: discord.Interaction, typed: str) -> Choices:
        return choices(await self.desk.house.store.read(rooms.every), typed)

    async def _why(self, interaction: discord.Interaction, room: str) -> None:
        async def who(tx: Transaction, member: Member) -> tuple[Member, Room, frozenset[int]]:
            found = await rooms.called(tx, room)
            return member, found, await mypage.roles_of_room(tx, member, found)

        member, found, needed = await self.desk.look(interaction, who)
        role = await self._role(member.id, needed)
        calendar = self.desk.house.calendar
        card = await self.desk.house.store.read(lambda tx: mypage.why(tx, member, found, role, calendar=calendar))
        await self.desk.answer(interaction, card)

    async def _role(self, member_id: MemberId, needed: frozenset[int]) -> Role:
        """What Discord says now of the roles of a room: "unknown" is an answer, never a guess."""
        try:
            async with asyncio.timeout(GLANCE_SECONDS):
                held = await self.desk.house.chat.roles_of(member_id)
        except (Unreachable, TimeoutError):
            return Role.UNKNOWN
        if held is None:
            return Role.AWAY
        return Role.HELD if needed and needed <= held else Role.MISSING

    async def sync(self, interaction: discord.Interaction, room_id: str) -> None:
        """Compare one's roles with what is deserved, then say how the room stands."""
        member_id = MemberId(interaction.user.id)
        await self.desk.house.store.write(lambda tx: mypage.ask_for_role(tx, member_id))
        await until(
            self.desk.house.store,
            lambda tx: mypage.is_being_synced(tx, member_id),
            lambda still: not still,
            seconds=GLANCE_SECONDS,
        )
        await self._why(interaction, room_id)

    async def pay_now(self, interaction: discord.Interaction, charge_id: str) -> None:
        """Charge an open month now; the answer waits for how it went, as far as patience goes."""
        house, id = self.desk.house, ChargeId(charge_id)

        async def ask(tx: Transaction) -> Attempt:
            member = await self.desk.met(tx, interaction)
            return await billing.pay_now(tx, member.id, id)

        attempt = await house.store.write(ask)
        await until(
            house.store,
            lambda tx: tx.get(Attempt, attempt.id),
            lambda now: now.state not in (AttemptState.PENDING, AttemptState.UNKNOWN),
            seconds=PATIENCE_SECONDS,
        )
        card = await house.store.read(lambda tx: notices.failed_charge(tx, id, calendar=house.calendar))
        await self.desk.answer(interaction, card)


def number(subject: str) -> int:
    """The number of the first thing a button leads to; 0 where it names none."""
    return int(subject) if subject.isdecimal() else 0

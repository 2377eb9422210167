"""Joining: the form, the final screen, and only then the link. `/room join` and every *join* button begin here."""

from functools import partial

import discord

from bot.performers import orders, preflight
from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules import applications
from bot.rules.cards import Act, Card
from bot.rules.eligibility import Account
from bot.rules.ids import MemberId, RoomId, ScreenId
from bot.services import joining, rooms, screens
from bot.services.joining import Applicant, Beginning, Request
from bot.services.screens import Till
from cogs import answers, forms
from cogs.buttons import Handlers
from cogs.cards import words
from cogs.desk import Desk
from cogs.forms import Answers

AT_ONCE = frozenset({Act.JOIN, Act.CODE})
"""Buttons that open the form, which cannot follow a defer."""


class Joining:
    """The way into a room, step by step. Nothing is promised before the last one."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.JOIN: self.begin, Act.CONFIRM: self.confirm, Act.CODE: self.ask_code}

    async def begin(self, interaction: discord.Interaction, room: str) -> None:
        """Open the form, which cannot follow a defer; an order that is open leads straight to its link."""
        house, member_id = self.desk.house, MemberId(interaction.user.id)
        found = await house.store.read(lambda tx: rooms.called(tx, room))
        await orders.settle_what_ran_out(house, member_id, found.id)

        async def look(tx: Transaction) -> Beginning:
            await self.desk.met(tx, interaction)
            return await joining.begin(tx, member_id, found.id, calendar=house.calendar)

        beginning = await house.store.write(look)
        if beginning.request is not None:
            await answers.defer(interaction)
            await preflight.check(house, member_id, found.id)
            await self._show_link(interaction, beginning.request)
            return
        form = applications.form(beginning.room, beginning.before)
        await forms.ask(interaction, form, self.desk.speech, partial(self._apply, beginning.room.id))

    async def _apply(self, room_id: RoomId, interaction: discord.Interaction, given: Answers) -> None:
        """Keep what was declared and answered, and show what is ordered by confirming."""
        await preflight.check(self.desk.house, MemberId(interaction.user.id), room_id)
        applicant = Applicant(_account(interaction), self.desk.house.selling.signals)

        async def apply(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            application = await joining.apply(tx, member.id, room_id, given, applicant)
            return await screens.show(tx, application.id, self._till())

        await self.desk.answer(interaction, await self.desk.house.store.write(apply))

    async def confirm(self, interaction: discord.Interaction, screen_id: str) -> None:
        """Order what the screen says. What changed since is shown anew, and binds nobody."""
        house, member_id = self.desk.house, MemberId(interaction.user.id)
        screen = await house.store.read(lambda tx: screens.of_member(tx, member_id, ScreenId(screen_id)))
        await orders.settle_what_ran_out(house, member_id, screen.room_id)
        await preflight.check(house, member_id, screen.room_id)

        async def order(tx: Transaction) -> Request | Card:
            member = await self.desk.met(tx, interaction)
            return await screens.confirm(tx, member.id, screen.id, self._till())

        done = await house.store.write(order)
        if isinstance(done, Card):
            await self.desk.answer(interaction, done)
        else:
            await self._show_link(interaction, done)

    async def ask_code(self, interaction: discord.Interaction, screen_id: str) -> None:
        """A code for a screen: the form, and then the screen anew with what the code takes off."""
        await forms.ask(interaction, cards.code_form(), self.desk.speech, partial(self._use_code, ScreenId(screen_id)))

    async def _use_code(self, screen_id: ScreenId, interaction: discord.Interaction, given: Answers) -> None:
        async def use(tx: Transaction) -> Card:
            member = await self.desk.met(tx, interaction)
            return await screens.with_code(tx, member.id, screen_id, str(given["code"]), self._till())

        await self.desk.answer(interaction, await self.desk.house.store.write(use))

    async def _show_link(self, interaction: discord.Interaction, asked: Request) -> None:
        order = await orders.make_link(self.desk.house, asked)
        assert order.url is not None, order
        await self.desk.answer(interaction, cards.to_payment(asked.room, order, order.url))

    def _till(self) -> Till:
        house, speech = self.desk.house, self.desk.speech
        return Till(house.calendar, house.policies, house.selling, lambda card, locale: words(card, speech, locale))


def _account(interaction: discord.Interaction) -> Account:
    """What Discord shows of who asks. In direct messages it does not say since when they are in the server."""
    user = interaction.user
    joined_at = user.joined_at if isinstance(user, discord.Member) else None
    return Account(user.created_at, joined_at or user.created_at, has_avatar=user.avatar is not None)

"""The wallet on my page: payments with their receipts, the card on file, and the mail address at Stripe."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import discord

from bot.ports import Rejected, Transaction, Unreachable
from bot.rules import answers as cards
from bot.rules.answers import Entry
from bot.rules.cards import Act, Button, Card
from bot.rules.mail import masked
from bot.rules.members import Member
from bot.rules.texts import Refused, Text, text
from bot.services import mypage
from bot.waiting import until
from cogs.buttons import Handlers
from cogs.desk import Desk
from cogs.mypage import GLANCE_SECONDS, PATIENCE_SECONDS, number

T = TypeVar("T")


class Wallet:
    """What members do about money on their own page. All of it by buttons."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {
            Act.PAYMENTS: self.payments,
            Act.CARD_PAGE: self.card_page,
            Act.CHANGE_CARD: self.change_card,
            Act.CHANGE_MAIL: self.change_mail,
            Act.DELETE_CARD: self.ask_deletion,
            Act.DELETE_CARD_FOR_SURE: self.delete_card,
        }

    async def payments(self, interaction: discord.Interaction, first: str) -> None:
        """One page of what was paid, with the links to Stripe's receipts as they are now."""

        async def look(tx: Transaction, member: Member) -> tuple[Member, list[Entry]]:
            return member, await mypage.entries(tx, member.id, calendar=self.desk.house.calendar)

        member, found = await self.desk.look(interaction, look)
        receipts = await self._receipts(member, cards.page_of(found, number(first)))
        await self.desk.answer(interaction, cards.payments_page(found, number(first), receipts))

    async def _receipts(self, member: Member, shown: Sequence[Entry]) -> Mapping[str, str] | None:
        """By payment; None when Stripe gives no answer in time."""
        moments = [entry.paid_at for entry in shown if entry.paid_at is not None]
        if member.customer_id is None or not moments:
            return {}
        asked = self.desk.house.payments.receipts(member.customer_id, min(moments), max(moments))
        return await _at_a_glance(asked)

    async def card_page(self, interaction: discord.Interaction, _: str) -> None:
        """The card on file and the masked mail address, and how each is changed."""
        member = await self._who(interaction)
        address = await self._mail_line(member)
        today = await self.desk.house.store.read(_today)
        await self.desk.answer(interaction, cards.card_page(member, address, today))

    async def _mail_line(self, member: Member) -> Text:
        if member.customer_id is None:
            return cards.mail_line(None)
        try:
            async with asyncio.timeout(GLANCE_SECONDS):
                address = await self.desk.house.payments.mail_address(member.customer_id)
        except (Unreachable, Rejected, TimeoutError):
            return text("mypage.mail_unknown")
        return cards.mail_line(masked(address) if address else None)

    async def change_card(self, interaction: discord.Interaction, _: str) -> None:
        """A short-lived link to the page where Stripe takes the new card; we never see its number."""
        member = await self._who(interaction)
        if member.customer_id is None:
            raise Refused(text("mypage.no_card"))
        url = await self.desk.house.payments.card_link(member.customer_id, member.locale)
        link = Button(text("buttons.to_card_page"), url=url)
        await self.desk.answer(interaction, Card(text("mypage.card_title"), (text("mypage.card_link"),), (link,)))

    async def change_mail(self, interaction: discord.Interaction, _: str) -> None:
        """A short-lived link to Stripe's page, where the address is changed; we never see the new one in whole."""
        member = await self._who(interaction)
        if member.customer_id is None:
            raise Refused(text("mypage.no_mail"))
        url = await self.desk.house.payments.mail_link(member.customer_id, member.locale)
        link = Button(text("buttons.to_mail_page"), url=url)
        await self.desk.answer(interaction, Card(text("mypage.mail_title"), (text("mypage.mail_link"),), (link,)))

    async def ask_deletion(self, interaction: discord.Interaction, _: str) -> None:
        """Ask once more, or say what depends on the card."""

        await self.desk.answer(interaction, await self.desk.look(interaction, mypage.deletion))

    async def delete_card(self, interaction: discord.Interaction, _: str) -> None:
        """Delete the card at Stripe; the answer waits for it, as far as patience goes."""

        async def ask(tx: Transaction) -> Member:
            member = await self.desk.met(tx, interaction)
            await mypage.ask_to_forget_card(tx, member)
            return member

        member = await self.desk.house.store.write(ask)
        now = await until(
            self.desk.house.store,
            lambda tx: tx.get(Member, member.id),
            lambda now: now.card is None,
            seconds=PATIENCE_SECONDS,
        )
        await self.desk.answer(interaction, cards.deleted(now))

    async def _who(self, interaction: discord.Interaction) -> Member:
        return await self.desk.look(interaction, _themselves)


async def _themselves(_: Transaction, member: Member) -> Member:
    return member


async def _today(tx: Transaction) -> date:
    return tx.today


async def _at_a_glance(asked: Awaitable[T]) -> T | None:
    """What was asked of the outside, None when it gives no answer while a person waits."""
    try:
        async with asyncio.timeout(GLANCE_SECONDS):
            return await asked
    except (Unreachable, Rejected, TimeoutError):
        return None

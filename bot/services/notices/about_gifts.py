"""Notices about gifts."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.gifts.gift import Gift, GiftState
from bot.rules.ids import GiftId
from bot.rules.notices import Notice
from bot.rules.rooms import Room


async def gift(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """To whoever may use it; nothing when it was over before they read of it."""
    known = await tx.get(Gift, GiftId(notice.subject))
    if notice.shown is None and known.state is not GiftState.PAID:
        return None
    return answers.gift_for_you(known, await tx.get(Room, known.room_id))


async def given(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """To whoever gave it."""
    known = await tx.get(Gift, GiftId(notice.subject))
    return answers.gift_given(known, await tx.get(Room, known.room_id))

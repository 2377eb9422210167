"""Notices about an order that waits for its payment."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.ids import OrderId
from bot.rules.notices import Notice
from bot.rules.rooms import Order, OrderState, Room


async def abandoned(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """The payment page that was left, and the way back to it; None once the order is settled or its time is over."""
    order = await tx.get(Order, OrderId(notice.subject))
    if order.state is not OrderState.OPEN or tx.now >= order.expires_at:
        return None
    return answers.abandoned(await tx.get(Room, order.room_id), order)

"""The card before paying."""

from bot.rules.cards import Button, Card
from bot.rules.days import Calendar, next_month
from bot.rules.rooms import Order, Room
from bot.rules.texts import Month, text


def confirmation(room: Room, order: Order, url: str, calendar: Calendar) -> Card:
    """The last screen before paying: what, how much, when each charge happens, when access starts, how to leave.

    Both dates and amounts stand there: the full month today, however late in it, and the next 1st (E-34 to E-36).
    """
    month = calendar.month(order.made_at)
    lines = (
        text("joining.today", amount=order.amount, month=Month(month)),
        text("joining.next", amount=order.amount, on=next_month(month)),
        text("joining.then", day=1),
        text("joining.no_proration"),
        text("joining.access"),
        text("joining.how_to_leave"),
        text("joining.cards"),
        text("joining.link_until", at=order.expires_at),
    )
    title = text("joining.title", room=room.name)
    return Card(title, lines, (Button(text("buttons.to_payment", amount=order.amount), url=url),))

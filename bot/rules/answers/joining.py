"""The card before paying."""

from bot.rules.answers.approving import before_approval
from bot.rules.cards import Button, Card
from bot.rules.days import Calendar, next_month
from bot.rules.rooms import Order, Room
from bot.rules.texts import Month, Text, text


def confirmation(room: Room, order: Order, url: str, calendar: Calendar) -> Card:
    """The last screen before paying: what, how much, when each charge happens, when access starts, how to leave.

    Both dates and amounts stand there: the full month today, however late in it, and the next 1st (E-34 to E-36).
    """
    title = text("joining.title", room=room.name)
    pay = (Button(text("buttons.to_payment", amount=order.amount), url=url),)
    if order.answer_within_days is not None:
        return Card(title, (*before_approval(order), *_in_any_room(order)), pay)
    month = calendar.month(order.made_at)
    lines = (
        text("joining.today", amount=order.amount, month=Month(month)),
        text("joining.next", amount=order.amount, on=next_month(month)),
        text("joining.then", day=1),
        text("joining.no_proration"),
        text("joining.access"),
    )
    return Card(title, (*lines, *_in_any_room(order)), pay)


def _in_any_room(order: Order) -> tuple[Text, ...]:
    return (
        text("joining.how_to_leave"),
        text("joining.cards"),
        text("joining.link_until", at=order.expires_at),
    )

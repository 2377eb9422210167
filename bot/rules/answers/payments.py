"""What a member paid, month by month, with the receipts that Stripe keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from bot.rules.answers.leading import turning
from bot.rules.answers.mypage import within
from bot.rules.cards import Act, Button, Card
from bot.rules.charges import Charge, ChargeState, Refund, RefundState
from bot.rules.days import Calendar
from bot.rules.gifts.gift import Gift
from bot.rules.ids import RoomId
from bot.rules.rooms import Room
from bot.rules.texts import Link, Mention, Month, Text, text

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a month of a room, or money that went back and belongs to no month.

    on: the day it is sorted by. payment_id, paid_at: of the receipt, None where nothing was paid.
    """

    on: date
    room: Room
    line: Text
    payment_id: str | None = None
    paid_at: datetime | None = None


def entries(
    charges: Iterable[Charge],
    refunds: Iterable[Refund],
    rooms: Mapping[RoomId, Room],
    calendar: Calendar,
    gifts: Iterable[Gift] = (),
) -> list[Entry]:
    """Every month, every gift that was paid and every refund, the newest first. gifts: of the member to others."""
    by_payment = {refund.payment_id: refund for refund in refunds}
    found = []
    for charge in charges:
        refund = by_payment.pop(charge.payment_id, None) if charge.payment_id is not None else None
        line = _month(charge, rooms[charge.room_id], calendar)
        paid_at = charge.settled_at if charge.payment_id is not None else None
        found.append(Entry(charge.month, rooms[charge.room_id], line, charge.payment_id, paid_at))
        if refund is not None:
            found.append(_back(refund, rooms[refund.room_id], calendar))
    found += [_gift(gift, rooms[gift.room_id], calendar) for gift in gifts if gift.payment_id is not None]
    found += [_back(refund, rooms[refund.room_id], calendar) for refund in by_payment.values()]
    return sorted(found, key=lambda entry: (entry.on, entry.room.name), reverse=True)


def _month(charge: Charge, room: Room, calendar: Calendar) -> Text:
    name, month, months, amount = room.name, Month(charge.month), charge.months, charge.amount
    match charge.state:
        case ChargeState.PAID:
            on = calendar.day(charge.settled_at or charge.made_at)
            return text("mypage.paid", room=name, month=month, months=months, amount=amount, on=on)
        case ChargeState.OPEN:
            return text("mypage.open", room=name, month=month, months=months, amount=amount)
        case ChargeState.DUE:
            return text("mypage.due", room=name, month=month, months=months, amount=amount)
        case ChargeState.WRITTEN_OFF:
            return text("mypage.written_off", room=name, month=month, months=months, amount=amount)
        case ChargeState.RETURNED:
            return text("mypage.returned", room=name, month=month, months=months, amount=amount)
    assert_never(charge.state)


def _gift(gift: Gift, room: Room, calendar: Calendar) -> Entry:
    on = calendar.day(gift.payment.paid_at)
    to, paid = Mention(Link.MEMBER, gift.receiver_id), gift.payment
    line = text("mypage.gift", room=room.name, months=gift.months, member=to, amount=paid.amount, on=on)
    return Entry(on, room, line, paid.id, paid.paid_at)


def _back(refund: Refund, room: Room, calendar: Calendar) -> Entry:
    on = calendar.day(refund.settled_at or refund.asked_at)
    line = text("mypage.refund_under_way", room=room.name, amount=refund.amount)
    if refund.state is RefundState.SUCCEEDED:
        line = text("mypage.refunded", room=room.name, amount=refund.amount, on=on)
    elif refund.state is RefundState.FAILED:
        line = text("mypage.refund_failed", room=room.name, amount=refund.amount)
    return Entry(on, room, line)


def page_of(found: Sequence[Entry], first: int) -> Sequence[Entry]:
    """The entries of the page that begins with number `first`."""
    first = within(first, len(found))
    return found[first : first + PER_PAGE]


def payments_page(found: Sequence[Entry], first: int, receipts: Mapping[str, str] | None) -> Card:
    """One page of payments, each with the link to its receipt at Stripe.

    receipts: address by payment, asked for just now and kept nowhere; None when Stripe gave no answer.
    """
    title, first = text("mypage.payments_title"), within(first, len(found))
    turns = turning(Act.PAYMENTS, first, PER_PAGE, len(found))
    if not found:
        return Card(title, (text("mypage.no_payments"),), parts=(turns,))
    shown = page_of(found, first)
    lines = [entry.line for entry in shown]
    if receipts is None:
        lines.append(text("mypage.no_receipts_now"))
    links = tuple(
        Button(text("buttons.receipt", room=entry.room.name, month=Month(entry.on)), url=receipts[entry.payment_id])
        for entry in shown
        if receipts is not None and entry.payment_id is not None and entry.payment_id in receipts
    )
    return Card(title, tuple(lines), links, parts=(turns,))

"""Notices about a month of a membership: unpaid, tried for the last time, missed by a renewal; and about money back."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.cards import Card, Tone
from bot.rules.charges import Attempt, AttemptState, Charge, ChargeState, DeclineKind, Refund
from bot.rules.days import Calendar
from bot.rules.ids import ChargeId, RefundId
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.notices import Notice
from bot.rules.rooms import Room
from bot.rules.texts import Link, Mention, Month, Text, text
from bot.rules.trying import OPEN_ATTEMPT


async def failed_charge(tx: Transaction, charge_id: ChargeId, *, calendar: Calendar) -> Card:
    """The living card of one unpaid month: why, which card, the listed days, and what can be done (E-39 to E-44)."""
    charge = await tx.get(Charge, charge_id)
    room = await tx.get(Room, charge.room_id)
    title = text("billing.card_title", room=room.name, month=Month(charge.month))
    if charge.state is ChargeState.PAID:
        way_in = Mention(Link.CHANNEL, room.channel_id or 0)
        return Card(title, (text("billing.paid_after_all", amount=charge.amount, room=way_in),), tone=Tone.GOOD)
    if charge.state is not ChargeState.OPEN:
        return Card(title, (text("billing.written_off"),))
    attempts = await tx.find(Attempt, charge_id=charge_id)
    member = await tx.get(Member, charge.member_id)
    lines = [_reason(charge)]
    if member.card is not None:
        lines.append(_card_line(charge, member.card))
    if any(attempt.state in OPEN_ATTEMPT for attempt in attempts):
        lines.append(text("billing.trying_now"))
    lines += _listed_days(charge, attempts, calendar)
    lines.append(text("billing.until_then"))
    return Card(title, tuple(lines), answers.ways_to_pay(charge), Tone.WARNING)


def _reason(charge: Charge) -> Text:
    match charge.decline:
        case DeclineKind.EXPIRED:
            return text("billing.declined_expired", amount=charge.amount)
        case DeclineKind.AUTHENTICATION:
            return text("billing.declined_authentication", amount=charge.amount)
    return text("billing.declined_refused", amount=charge.amount)


def _card_line(charge: Charge, on_file: PaymentCard) -> Text:
    if on_file.method_id == charge.spent_card and charge.decline is not DeclineKind.AUTHENTICATION:
        return text("billing.card_not_again", last4=on_file.last4)
    return text("billing.card_used", last4=on_file.last4)


def _listed_days(charge: Charge, attempts: list[Attempt], calendar: Calendar) -> list[Text]:
    tried = {attempt.listed_on for attempt in attempts if attempt.state is AttemptState.FAILED}
    days: list[Text] = []
    for on in calendar.retry_dates(charge.month):
        if on in tried:
            days.append(text("billing.day_failed", on=on))
        elif charge.retry_on is not None and on == charge.retry_on:
            days.append(text("billing.day_next", on=on, at=calendar.retry_at(on)))
        elif charge.retry_on is not None and on > charge.retry_on:
            days.append(text("billing.day_later", on=on))
        else:
            days.append(text("billing.day_passed", on=on))
    return days


async def living_card(tx: Transaction, notice: Notice, calendar: Calendar) -> Card:
    """What the notice of an unpaid month says now."""
    return await failed_charge(tx, ChargeId(notice.subject), calendar=calendar)


async def month_missed(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """A month that no renewal billed will be charged on a retry day."""
    charge, room = await _month(tx, notice)
    title = text("billing.card_title", room=room.name, month=Month(charge.month))
    return Card(title, (text("billing.month_missed", amount=charge.amount, month=Month(charge.month)),))


async def last_warning(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """One try is left."""
    charge, room = await _month(tx, notice)
    title = text("billing.card_title", room=room.name, month=Month(charge.month))
    on = charge.retry_on or charge.month
    warning = text("billing.last_warning", on=on, room=room.name)
    return Card(title, (warning,), answers.ways_to_pay(charge), Tone.WARNING)


async def _month(tx: Transaction, notice: Notice) -> tuple[Charge, Room]:
    charge = await tx.get(Charge, notice.subject)
    return charge, await tx.get(Room, charge.room_id)


async def money_back(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """Money is on its way back, and why."""
    refund = await tx.get(Refund, RefundId(notice.subject))
    room = await tx.get(Room, refund.room_id)
    why = text("billing.money_back", amount=refund.amount, cause=refund.cause.value)
    return Card(
        text("billing.money_back_title", room=room.name), (why, text("billing.money_back_when")), tone=Tone.GOOD
    )

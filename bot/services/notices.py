"""Notices: what a member sees of our own accord, worked out from the records each time it is shown."""

from dataclasses import replace

from bot.ports import Place, Transaction
from bot.rules import answers
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.charges import Attempt, AttemptState, Charge, ChargeState, DeclineKind, Refund
from bot.rules.days import Calendar, next_month
from bot.rules.effects import ShowNotice
from bot.rules.ids import ChargeId, MemberId, MembershipId, RefundId, RoomId
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.notices import Delivery, Notice, NoticeKind, notice_id
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.texts import Link, Mention, Month, Text, text
from bot.rules.trying import OPEN_ATTEMPT


async def to_show(tx: Transaction, effect: ShowNotice) -> Notice:
    """The notice an effect asks for; made now when it is the first time it is shown."""
    id = notice_id(effect.kind, effect.subject)
    known = await tx.seek(Notice, id)
    if known is not None:
        return known
    notice = Notice(id, effect.member_id, effect.kind, effect.subject, made_at=tx.now)
    await tx.put(notice)
    return notice


async def shown(tx: Transaction, notice: Notice, delivery: Delivery, place: Place | None, content: str) -> None:
    """Keep how a notice reached its reader, where it stands, and what it says there (a hash).

    What waits for the next command has reached nobody yet, even if an older wording did.
    """
    at = None if delivery is Delivery.NEXT_COMMAND else notice.delivered_at or tx.now
    known = replace(notice, delivery=delivery, delivered_at=at, shown=content)
    if place is not None:
        known = replace(known, channel_id=place.channel_id, message_id=place.message_id)
    await tx.put(known)


async def owed(tx: Transaction, member_id: MemberId) -> list[Notice]:
    """What could not be delivered otherwise and is shown with the member's next command, oldest first."""
    waiting = await tx.find(Notice, member_id=member_id, delivery=Delivery.NEXT_COMMAND, delivered_at=None)
    return sorted(waiting, key=lambda notice: notice.made_at)


async def said(tx: Transaction, notice: Notice) -> None:
    """Keep that an owed notice was shown with a command, unless it has something newer to say by now."""
    known = await tx.get(Notice, notice.id)
    if known.shown == notice.shown:
        await tx.put(replace(known, delivered_at=tx.now))


async def card(tx: Transaction, notice: Notice, *, calendar: Calendar) -> Card:
    """What the notice says now."""
    match notice.kind:
        case NoticeKind.FAILED_CHARGE:
            return await failed_charge(tx, ChargeId(notice.subject), calendar=calendar)
        case NoticeKind.LAST_WARNING | NoticeKind.MONTH_MISSED:
            return await _about_charge(tx, notice)
        case NoticeKind.MONEY_BACK:
            return await _money_back(tx, RefundId(notice.subject))
        case NoticeKind.ROOM_FAULT:
            return await _room_fault(tx, RoomId(notice.subject))
    return await _about_membership(tx, notice, calendar=calendar)


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


async def _about_charge(tx: Transaction, notice: Notice) -> Card:
    charge = await tx.get(Charge, notice.subject)
    room = await tx.get(Room, charge.room_id)
    title = text("billing.card_title", room=room.name, month=Month(charge.month))
    on = charge.retry_on or charge.month
    if notice.kind is NoticeKind.MONTH_MISSED:
        return Card(title, (text("billing.month_missed", amount=charge.amount, month=Month(charge.month)),))
    return Card(
        title, (text("billing.last_warning", on=on, room=room.name),), answers.ways_to_pay(charge), Tone.WARNING
    )


async def _money_back(tx: Transaction, refund_id: RefundId) -> Card:
    refund = await tx.get(Refund, refund_id)
    room = await tx.get(Room, refund.room_id)
    why = text("billing.money_back", amount=refund.amount, cause=refund.cause.value)
    return Card(
        text("billing.money_back_title", room=room.name), (why, text("billing.money_back_when")), tone=Tone.GOOD
    )


async def _room_fault(tx: Transaction, room_id: RoomId) -> Card:
    room = await tx.get(Room, room_id)
    fault = room.fault
    if fault is None:
        return Card(text("rooms.fault_title", room=room.name), (text("rooms.fault_mended"),), tone=Tone.GOOD)
    return Card(text("rooms.fault_title", room=room.name), (text("rooms.fault", fault=fault),), tone=Tone.BAD)


async def _about_membership(tx: Transaction, notice: Notice, *, calendar: Calendar) -> Card:
    membership = await tx.get(Membership, MembershipId(notice.subject))
    room = await tx.get(Room, membership.room_id)
    way_in = Mention(Link.CHANNEL, room.channel_id or 0)
    join = Button(text("buttons.join_again"), Act.JOIN, room.id)
    match notice.kind:
        case NoticeKind.WELCOME:
            next_on = next_month(calendar.day(membership.joined_at or tx.now))
            lines = (text("rooms.welcome", room=way_in), text("rooms.next_charge", on=next_on, amount=membership.fee))
            return Card(text("rooms.welcome_title", room=room.name), lines, tone=Tone.GOOD)
        case NoticeKind.LEAVING:
            return answers.leaving(membership, room)
        case NoticeKind.ENDED_UNPAID:
            lines = (text("billing.ended_unpaid", room=room.name), text("billing.come_back"))
            return Card(text("billing.ended_title", room=room.name), lines, (join,))
        case NoticeKind.ENDED_AT_STRIPE if membership.state is MembershipState.LEAVING and membership.leaves_at:
            lines = (text("leaving.ended_elsewhere", at=membership.leaves_at), text("leaving.no_more_charges"))
            return Card(text("leaving.title", room=room.name), lines, answers.stay(membership))
    lines = (text("leaving.left", room=room.name), text("leaving.no_more_charges"))
    return Card(text("leaving.title", room=room.name), lines, (join,))

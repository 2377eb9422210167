"""Cards that answer a person: the confirmation before paying, leaving, my page and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.access import LIVE
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.charges import Charge, ChargeState, DeclineKind
from bot.rules.days import Calendar, next_month
from bot.rules.ids import RoomId
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, Room, RoomState
from bot.rules.texts import Link, Mention, Month, Since, Text, text


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


def room_list(rooms: Iterable[Room]) -> Card:
    """The rooms one can join, each with what it costs (E-3, E-4)."""
    known = tuple(rooms)
    if not known:
        return Card(text("rooms.list_title"), (text("rooms.list_empty"),))
    lines = tuple(
        text("rooms.list_line", room=room.name, fee=room.fee, about=room.description) for room in known[:MOST_LISTED]
    )
    buttons = tuple(
        Button(text("buttons.join_room", room=room.name), Act.JOIN, room.id) for room in known[:MOST_BUTTONS]
    )
    return Card(text("rooms.list_title"), lines, buttons)


MOST_LISTED, MOST_BUTTONS = 20, 10
"""A card has forty parts and four thousand characters at most; whoever wants a later room types its name."""


def room_built(room: Room) -> Card:
    """How far the building of a room has come: open, or what is in the way and how to mend it."""
    title = text("rooms.built_title", room=room.name)
    if room.state is RoomState.OPEN:
        way_in = Mention(Link.CHANNEL, room.channel_id or 0)
        owner = Mention(Link.MEMBER, room.owner_id)
        lines = (text("rooms.built", room=way_in, fee=room.fee, owner=owner), text("rooms.built_next"))
        return Card(title, lines, tone=Tone.GOOD)
    if room.fault is not None:
        return Card(title, (text("rooms.fault", fault=room.fault), text("rooms.build_again")), tone=Tone.BAD)
    return Card(title, (text("rooms.building"),))


def leaving(membership: Membership, room: Room) -> Card:
    """The one card about leaving: on the way out, thought better of, or gone (E-48)."""
    title = text("leaving.title", room=room.name)
    reference = text("leaving.reference", id=membership.id)
    if membership.state is MembershipState.LEAVING and membership.leaves_at is not None:
        lines = (text("leaving.until", at=membership.leaves_at), text("leaving.no_more_charges"), reference)
        return Card(title, lines, stay(membership))
    if membership.ended_at is None:
        return Card(title, (text("leaving.undone", room=Mention(Link.CHANNEL, room.channel_id or 0)),), tone=Tone.GOOD)
    lines = (text("leaving.left", room=room.name), text("leaving.no_more_charges"), reference)
    return Card(title, lines, (Button(text("buttons.join_again"), Act.JOIN, room.id),))


def leaving_question(membership: Membership, room: Room, charges: Iterable[Charge], calendar: Calendar) -> Card:
    """What leaving would mean, before it is done; at most two steps (E-47)."""
    title = text("leaving.sure_title", room=room.name)
    sure = (Button(text("buttons.leave_for_sure"), Act.LEAVE_FOR_SURE, membership.id),)
    known = tuple(charges)
    owes = any(charge.state in (ChargeState.DUE, ChargeState.OPEN) for charge in known)
    paid = [charge.month for charge in known if charge.state is ChargeState.PAID]
    if owes or not paid:
        return Card(title, (text("leaving.sure_at_once"), text("leaving.no_more_charges")), sure, Tone.WARNING)
    until = calendar.starts_at(next_month(max(paid)))
    return Card(title, (text("leaving.sure_until", at=until), text("leaving.no_more_charges")), sure, Tone.WARNING)


def ways_to_pay(charge: Charge) -> tuple[Button, ...]:
    """What a member can do about an open month: pay it (in person, if the bank asks for that), another card, leave."""
    leave = Button(text("buttons.leave"), Act.LEAVE, charge.membership_id)
    change = Button(text("buttons.change_card"), Act.CHANGE_CARD)
    if charge.decline is DeclineKind.AUTHENTICATION and charge.pay_url:
        return (Button(text("buttons.confirm_payment"), url=charge.pay_url), change, leave)
    return (Button(text("buttons.pay_now"), Act.PAY_NOW, charge.id), change, leave)


def stay(membership: Membership) -> tuple[Button, ...]:
    """The button that takes leaving back."""
    return (Button(text("buttons.stay"), Act.UNDO, membership.id),)


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in one room: the newest membership, its months, and the order that is open."""

    room: Room
    membership: Membership
    charges: tuple[Charge, ...] = ()
    order: Order | None = None


def my_page(member: Member, standings: Iterable[Standing], calendar: Calendar) -> Card:
    """The rooms a member is in, with the way in, what is paid and what comes next (E-31, E-32)."""
    live = [standing for standing in standings if standing.membership.state in LIVE]
    if not live:
        return Card(text("mypage.title"), (text("mypage.nothing"),))
    lines = tuple(text("mypage.room", room=_way_in(one)) for one in live)
    paragraphs: list[Text] = []
    for heading, standing in zip(lines, live, strict=True):
        paragraphs += [heading, *state_of(standing, calendar)]
    buttons = [Button(text("buttons.leave_room", room=one.room.name), Act.LEAVE, one.membership.id) for one in live]
    if member.card is not None:
        paragraphs.append(
            text("mypage.card", brand=member.card.brand, last4=member.card.last4, until=_expiry(member.card))
        )
    if member.customer_id is not None:
        buttons.append(Button(text("buttons.change_card"), Act.CHANGE_CARD))
    return Card(text("mypage.title"), tuple(paragraphs), tuple(buttons[:MOST_BUTTONS]))


def why(standing: Standing | None, room: Room, calendar: Calendar) -> Card:
    """Why a member is or is not in a room: the state, its cause, and what happens next and when (E-26 to E-31)."""
    title = text("why.title", room=room.name)
    if standing is None:
        return Card(title, (text("why.never"),), _join(room.id))
    lines = state_of(standing, calendar)
    membership = standing.membership
    if membership.state is MembershipState.AWAITING_PAYMENT:
        return Card(title, lines, _join(room.id), Tone.WARNING)
    if membership.state is MembershipState.LEAVING:
        return Card(title, lines, stay(membership))
    if membership.state in (MembershipState.PAST_DUE, MembershipState.SUSPENDED):
        owed = next((charge for charge in standing.charges if charge.state is ChargeState.OPEN), None)
        return Card(title, lines, ways_to_pay(owed) if owed else (), Tone.WARNING)
    if membership.state is MembershipState.ACTIVE:
        return Card(title, (*lines, text("why.way_in", room=_way_in(standing))), tone=Tone.GOOD)
    return Card(title, lines, _join(room.id))


def state_of(standing: Standing, calendar: Calendar) -> tuple[Text, ...]:
    """Sentences that say where a member stands: paid until, state, cause, and the next thing that will happen."""
    membership = standing.membership
    paid = [charge for charge in standing.charges if charge.state is ChargeState.PAID]
    match membership.state:
        case MembershipState.ACTIVE:
            lines = [text("why.active")]
        case MembershipState.LEAVING if membership.leaves_at is not None:
            return (text("why.leaving", at=membership.leaves_at), text("leaving.no_more_charges"))
        case MembershipState.PAST_DUE | MembershipState.SUSPENDED:
            return _owing(standing, calendar)
        case MembershipState.AWAITING_PAYMENT:
            return _waiting(standing)
        case _:
            return (_ended(membership),)
    if paid:
        until = next_month(max(charge.month for charge in paid))
        lines.append(text("why.paid_until", at=calendar.starts_at(until)))
        lines.append(text("why.next_charge", on=until, amount=membership.fee))
    return tuple(lines)


def _owing(standing: Standing, calendar: Calendar) -> tuple[Text, ...]:
    lines: list[Text] = []
    for charge in standing.charges:
        if charge.state is not ChargeState.OPEN:
            continue
        lines.append(text("why.owing", amount=charge.amount, month=Month(charge.month)))
        if charge.decline is not None:
            lines.append(text("why.declined", cause=charge.decline.value))
        if charge.retry_on is not None:
            lines.append(text("why.next_try", at=calendar.retry_at(charge.retry_on)))
        ends_on = calendar.retry_dates(charge.month)[-1]
        suspended = standing.membership.state is MembershipState.SUSPENDED
        lines.append(text("why.ends_suspended", on=ends_on) if suspended else text("why.ends", on=ends_on))
    return tuple(lines)


def _waiting(standing: Standing) -> tuple[Text, ...]:
    asked = text("why.requested", at=Since(standing.membership.asked_at))
    if standing.order is None:
        return (asked,)
    return (asked, text("why.awaiting_payment", at=standing.order.expires_at))


def _ended(membership: Membership) -> Text:
    at = membership.ended_at or membership.asked_at
    match membership.end_reason:
        case EndReason.NEVER_PAID:
            return text("why.never_paid", at=at)
        case EndReason.UNPAID:
            return text("why.ended_unpaid", at=at)
        case EndReason.ENDED_AT_STRIPE:
            return text("why.ended_elsewhere", at=at)
        case EndReason.REFUNDED:
            return text("why.refunded", at=at)
    return text("why.left", at=at)


def _way_in(standing: Standing) -> Mention:
    return Mention(Link.CHANNEL, standing.room.channel_id or 0)


def _join(room_id: RoomId) -> tuple[Button, ...]:
    return (Button(text("buttons.join"), Act.JOIN, room_id),)


def _expiry(card: PaymentCard) -> str:
    return f"{card.exp_month:02}/{card.exp_year % 100:02}"

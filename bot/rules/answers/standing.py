"""Where a member stands in a room: the state, its cause, and what happens next and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.access import LIVE
from bot.rules.answers.parting import stay
from bot.rules.answers.paying import ways_to_pay
from bot.rules.answers.rooms import MOST_BUTTONS
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar, next_month
from bot.rules.ids import RoomId
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, Room
from bot.rules.texts import Link, Mention, Month, Since, Text, text


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

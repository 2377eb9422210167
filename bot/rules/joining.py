"""Joining: from the request to the first paid month.

Source: E-15 to E-20, E-33 to E-36, E-46; docs/rules.md.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.charges import Charge, ChargeState, Refund, RefundCause, charge_id
from bot.rules.days import Calendar, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import AskOrder, BillMonth, Effect, ShowNotice, SyncAccess, SyncSubscription
from bot.rules.giving_back import Terms, give_back
from bot.rules.ids import MembershipId, OrderId
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, OrderState, Room, RoomState
from bot.rules.screens import Screen, confirmed
from bot.rules.texts import Link, Mention, Refused, Since, text

LINK_LIVES = timedelta(hours=24)
SHORTEST_LINK = timedelta(minutes=31)
"""Stripe refuses links that live less than 30 minutes; one is for the way there."""

KEY_LIVES = timedelta(hours=23)
"""After this Stripe may have forgotten an idempotency key: a new row is written instead."""

FIRST_ASKS = (timedelta(minutes=2), timedelta(minutes=10))


def may_join(room: Room, live: Membership | None) -> None:
    """Refuse who cannot join `room` now. `live`: the member's membership in it that is not over.

    Only a live membership is in the way: whoever left or lapsed may always come back (E-45).
    """
    if room.state is not RoomState.OPEN:
        raise Refused(text("rooms.not_open", room=room.name))
    if live is None or live.state is MembershipState.AWAITING_PAYMENT:
        return
    if live.state is MembershipState.LEAVING and live.leaves_at is not None:
        raise Refused(text("rooms.leaving_already", room=room.name, at=live.leaves_at))
    assert room.channel_id is not None, room
    raise Refused(text("rooms.in_already", room=Mention(Link.CHANNEL, room.channel_id)))


def link_expires_at(calendar: Calendar, now: datetime) -> datetime:
    """When a Checkout link made now must expire: in 24 hours, or with the month if that is sooner.

    So a link always pays for the month it names. Raises Refused in the last half hour of a month, when Stripe would
    not make so short a link, and between midnight of the 1st and the billing anchor, which can be an hour later in a
    zone whose clocks change: whoever paid in between would be charged again at once.
    """
    month_ends_at = calendar.starts_at(next_month(calendar.day(now)))
    if month_ends_at - now < SHORTEST_LINK:
        raise Refused(text("rooms.month_ends", at=Since(month_ends_at)))
    renews_at = calendar.renews_at(calendar.day(now))
    if now < renews_at:
        raise Refused(text("rooms.month_ends", at=Since(renews_at)))
    return min(now + LINK_LIVES, month_ends_at)


def first_order(
    screen: Screen, ids: tuple[str, str], *, expires_at: datetime, remind_after: timedelta, now: datetime
) -> Decision:
    """A membership that waits for its first payment, and the order for it: what the confirmed screen says (R-100).

    ids: of the membership, of the order. remind_after: how long until an unpaid order is spoken of, once.
    """
    membership_id, order_id = MembershipId(ids[0]), OrderId(ids[1])
    membership = Membership(
        membership_id,
        screen.member_id,
        screen.room_id,
        MembershipState.AWAITING_PAYMENT,
        screen.fee,
        asked_at=now,
        application_id=screen.application_id,
    )
    order = Order(
        order_id,
        screen.member_id,
        membership_id,
        screen.room_id,
        screen.first or screen.fee,
        OrderState.OPEN,
        made_at=now,
        expires_at=expires_at,
        terms=screen.terms,
        screen_id=screen.id,
        answer_within_days=screen.answer_within_days,
        coupon_id=screen.coupon_id,
    )
    due = (ask_next(order, now), Due(DueKind.REMIND, order.id, now + remind_after))
    return Decision(keep=(membership, order, confirmed(screen, order_id, now)), due=due)


def remind(order: Order, now: datetime) -> Decision:
    """Due work: speak once of a payment page that was opened and left, while there is time to pay on it."""
    if order.state is not OrderState.OPEN or now >= order.expires_at - SHORTEST_LINK:
        return NOTHING
    return Decision(effects=(ShowNotice(order.member_id, NoticeKind.ABANDONED, order.id),))


def usable_link(order: Order, now: datetime) -> bool:
    """Whether the member can simply get the same link again."""
    return order.state is OrderState.OPEN and order.url is not None and now < order.expires_at


def asks_anew(order: Order, expires_at: datetime, now: datetime) -> Order:
    """The order with a link to be made; a new idempotency key when the old one may be forgotten or spent.

    While the key is young the request is repeated word for word, so that Stripe answers with the link it already made.
    """
    if order.session_id is None and now - order.made_at < KEY_LIVES and now < order.expires_at:
        return order
    return replace(order, tries=order.tries + 1, session_id=None, url=None, made_at=now, expires_at=expires_at)


def ask_next(order: Order, now: datetime) -> Due:
    """When to ask Stripe itself about an open order: after 2 and 10 minutes, then hourly, and when the link expires.

    A lost webhook then costs minutes.
    """
    return Due(DueKind.ASK_ORDER, order.id, next_ask(order.made_at, order.expires_at, now))


def next_ask(made_at: datetime, expires_at: datetime, now: datetime) -> datetime:
    """When to ask about a link the next time, which was made and expires then."""
    moments = [made_at + wait for wait in FIRST_ASKS]
    hour = made_at + timedelta(hours=1)
    while hour <= now:
        hour += timedelta(hours=1)
    after_expiry = expires_at + timedelta(minutes=1)
    moments += [hour, after_expiry] if now < after_expiry else [hour]
    return min(moment for moment in moments if moment > now)


def ask(order: Order, now: datetime) -> Decision:
    """Ask Stripe about an order that is still open, and plan the next time; nothing once it is settled."""
    if order.state is not OrderState.OPEN:
        return NOTHING
    return Decision(effects=(AskOrder(order.id),), due=(ask_next(order, now),))


def expired(order: Order, membership: Membership, now: datetime) -> Decision:
    """The link expired unpaid: no membership arises, nothing is retried, and the member may start again (E-46)."""
    if order.state is not OrderState.OPEN:
        return NOTHING
    gone = replace(order, state=OrderState.EXPIRED, settled_at=now)
    if membership.state is not MembershipState.AWAITING_PAYMENT:
        return Decision(keep=(gone,))
    over = replace(membership, state=MembershipState.LAPSED, ended_at=now, end_reason=EndReason.NEVER_PAID)
    return Decision(keep=(gone, over), due=(seat_freed(order.room_id, now),))


def paid(
    order: Order,
    membership: Membership,
    payment: Payment,
    *,
    room_state: RoomState,
    settled: Charge | None,
    returned: Refund | None,
    terms: Terms,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """The first month was paid: open the door. The month is that of the payment, not of its handling (E-33 to E-35).

    settled: the charge of that month when there is one. returned: the refund of this payment when there is one.
    A payment seen before changes nothing; a second payment for the same month, or one for an order that no longer
    counts (taken back, expired, or for a room that closed), goes back by `terms`. When the month is over by now, the
    one that began since is billed on a retry day.
    """
    if returned is not None or order.payment_id == payment.id:
        return NOTHING
    if settled is not None and settled.payment_id == payment.id:
        return NOTHING
    if settled is not None and settled.state is ChargeState.PAID:
        return give_back(membership, payment, RefundCause.DUPLICATE, terms, now)
    if membership.state is not MembershipState.AWAITING_PAYMENT or room_state is not RoomState.OPEN:
        return paid_too_late(order, membership, payment, terms, now)
    month = calendar.month(payment.paid_at)
    charge = Charge(
        charge_id(membership.id, month),
        order.member_id,
        membership.id,
        order.room_id,
        month,
        payment.amount,
        ChargeState.PAID,
        made_at=now,
        payment_id=payment.id,
        settled_at=payment.paid_at,
    )
    member = order.member_id
    opened = replace(membership, state=MembershipState.ACTIVE, joined_at=payment.paid_at)
    done = replace(order, state=OrderState.PAID, payment_id=payment.id, settled_at=payment.paid_at)
    welcome: tuple[Effect, ...] = (
        SyncAccess(member),
        SyncSubscription(membership.id),
        ShowNotice(member, NoticeKind.WELCOME, membership.id),
    )
    decision = Decision(keep=(opened, done, charge), effects=welcome)
    return decision + _month_missed(charge, calendar, now)


BRANDS = frozenset({"visa", "mastercard", "jcb", "amex", "diners", "discover"})
"""The cards rooms take, as Stripe calls them (E-37)."""


def takes(payment: Payment) -> bool:
    """Whether rooms take the card of a payment. Checkout cannot be told which brands to offer, so it is seen after.

    Stripe blocks by network only, and Discover's has JCB and UnionPay in one (docs.stripe.com/api/checkout/sessions,
    `payment_method_options.card.restrictions`). A card that is not told is taken.
    """
    return payment.card is None or payment.card.brand in BRANDS


def paid_too_late(
    order: Order,
    membership: Membership,
    payment: Payment,
    terms: Terms,
    now: datetime,
    *,
    cause: RefundCause = RefundCause.ORDER_DEAD,
) -> Decision:
    """The money goes back, and whatever still waited for it is over: nobody pays for a closed door."""
    over = NOTHING
    if order.state is OrderState.OPEN:
        over += Decision(keep=(replace(order, state=OrderState.RETURNED, payment_id=payment.id, settled_at=now),))
    if membership.state is MembershipState.AWAITING_PAYMENT:
        refused = replace(membership, state=MembershipState.REFUSED, ended_at=now, end_reason=EndReason.REFUNDED)
        over += Decision(keep=(refused,), due=(seat_freed(order.room_id, now),))
    return over + give_back(membership, payment, cause, terms, now)


def _month_missed(paid_charge: Charge, calendar: Calendar, now: datetime) -> Decision:
    """What no renewal will bill: paid in October and handled in November, the subscription begins with December."""
    month = calendar.month(now)
    if month <= paid_charge.month:
        return NOTHING
    missed = replace(
        paid_charge,
        id=charge_id(paid_charge.membership_id, month),
        month=month,
        state=ChargeState.DUE,
        made_at=now,
        payment_id=None,
        settled_at=None,
    )
    told = ShowNotice(missed.member_id, NoticeKind.MONTH_MISSED, missed.id)
    return Decision(keep=(missed,), effects=(BillMonth(missed.id), told))

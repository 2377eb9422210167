"""Joining a room: the request, its link, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.ports import OneOf, Transaction
from bot.rules import applications, joining
from bot.rules.access import BILLED, LIVE
from bot.rules.applications import Application
from bot.rules.cards import TurnedAway
from bot.rules.charges import Charge, Refund, RefundCause, charge_id, refund_id
from bot.rules.days import Calendar
from bot.rules.eligibility import Account, SignalSettings
from bot.rules.ids import ApplicationId, MemberId, OrderId, RoomId
from bot.rules.members import Member
from bot.rules.payments import Checkout, CheckoutState, Payment
from bot.rules.policies.policy import PolicyBook
from bot.rules.rooms import Membership, MembershipState, Order, OrderState, Room
from bot.rules.texts import Refused, text
from bot.services import approving, coupons, queueing
from bot.services.contracts import terms_of


@dataclass(frozen=True, slots=True)
class Applicant:
    """What Discord shows of an account, and which signals the community looks for (E-12)."""

    account: Account
    wanted: SignalSettings


@dataclass(frozen=True, slots=True)
class Request:
    """What a join request led to: who asked, for which room, and the order that is to be paid."""

    member: Member
    room: Room
    order: Order


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where somebody stands who wants to join. request: the order that is open already, whose link is shown again.

    before: what they answered the last time, None when they never did.
    """

    member: Member
    room: Room
    request: Request | None
    before: Application | None


async def begin(tx: Transaction, member_id: MemberId, room_id: RoomId, *, calendar: Calendar) -> Beginning:
    """Where a member stands who asks to join a room (E-15, E-17). Raises Refused when they cannot.

    Twice the same command is one request: an open order leads to the same link again.
    """
    await tx.lock(f"member:{member_id}", f"room:{room_id}")
    member, room = await tx.get(Member, member_id), await tx.get(Room, room_id)
    request = await asked_before(tx, member, room, calendar=calendar)
    if request is None:
        await queueing.check_seat(tx, member_id, room)
        joining.link_expires_at(calendar, tx.now)
    applications = await tx.find(Application, member_id=member_id, room_id=room_id)
    return Beginning(member, room, request, max(applications, key=lambda one: one.declared_at, default=None))


async def asked_before(tx: Transaction, member: Member, room: Room, *, calendar: Calendar) -> Request | None:
    """The member's open order for a room, with its link or with one that is to be made; None when there is none.

    Raises Refused for somebody who cannot join, and while it is not known what became of an order whose time is over:
    see `run_out`.
    """
    live = await _live(tx, member.id, room.id)
    if live is not None and live.state is MembershipState.AWAITING_APPROVAL:
        raise TurnedAway(await approving.waiting_card(tx, live))
    joining.may_join(room, live)
    if live is None:
        return None
    order = await _open_order(tx, live)
    if tx.now >= order.expires_at:
        raise Refused(text("joining.settling"))
    if joining.usable_link(order, tx.now):
        return Request(member, room, order)
    order = joining.asks_anew(order, joining.link_expires_at(calendar, tx.now), tx.now)
    await tx.put(order)
    return Request(member, room, order)


async def run_out(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Order | None:
    """The open order whose time is over although nobody told us what became of it: Stripe must be asked."""
    live = await _live(tx, member_id, room_id)
    if live is None or live.state is not MembershipState.AWAITING_PAYMENT:
        return None
    order = await _open_order(tx, live)
    return order if tx.now >= order.expires_at else None


async def apply(
    tx: Transaction, member_id: MemberId, room_id: RoomId, given: Mapping[str, str | bool], applicant: Applicant
) -> Application:
    """Keep what somebody declared and answered (E-14). Raises Refused without the declaration."""
    room = await tx.get(Room, room_id)
    id = ApplicationId(tx.new_id("app"))
    application = applications.applied(
        id, room, member_id, given, applicant.account, wanted=applicant.wanted, now=tx.now
    )
    await tx.put(application)
    return application


async def became_customer(tx: Transaction, member_id: MemberId, customer_id: str) -> Member:
    """Keep the member's one customer at Stripe."""
    member = replace(await tx.get(Member, member_id), customer_id=customer_id)
    await tx.put(member)
    return member


async def linked(tx: Transaction, order_id: OrderId, tries: int, checkout: Checkout) -> Order:
    """Keep the link that was made for an order, unless a newer one was asked for meanwhile."""
    order = await tx.get(Order, order_id)
    if order.tries == tries and order.state is OrderState.OPEN:
        order = replace(order, session_id=checkout.id, url=checkout.url)
        await tx.put(order)
    return order


async def not_linked(tx: Transaction, order_id: OrderId, tries: int) -> None:
    """Stripe made no link: the next request asks under a new key."""
    order = await tx.get(Order, order_id)
    if order.tries == tries and order.session_id is None:
        await tx.put(replace(order, tries=tries + 1))


async def never_linked(tx: Transaction, order_id: OrderId) -> None:
    """An order that has no link cannot be paid: it is over when its time is, or when it was taken back."""
    order = await tx.get(Order, order_id)
    membership = await tx.get(Membership, order.membership_id)
    if tx.now >= order.expires_at or membership.state is not MembershipState.AWAITING_PAYMENT:
        await tx.apply(joining.expired(order, membership, tx.now))


async def checkout_seen(tx: Transaction, checkout: Checkout, *, calendar: Calendar, policies: PolicyBook) -> None:
    """Take in what Stripe says of a Checkout link: paid, expired, or still open."""
    assert checkout.order_id is not None, checkout
    order = await tx.get(Order, checkout.order_id)
    membership = await tx.get(Membership, order.membership_id)
    if checkout.payment is None:
        if checkout.state is CheckoutState.EXPIRED and order.session_id in (None, checkout.id):
            await tx.apply(joining.expired(order, membership, tx.now))
        return
    payment = checkout.payment
    if not joining.takes(payment):
        await _return_card(tx, order, membership, payment, policies)
        return
    if payment.card is not None:
        member = await tx.get(Member, order.member_id)
        await tx.put(replace(member, card=payment.card))
    settled = await tx.seek(Charge, charge_id(membership.id, calendar.month(payment.paid_at)))
    returned = await tx.seek(Refund, refund_id(payment.id))
    room, terms = await tx.get(Room, order.room_id), await terms_of(tx, membership.id, policies)
    if order.answer_within_days is not None:
        await approving.paid(tx, order, membership, payment, room=room, returned=returned, terms=terms)
        return
    decision = joining.paid(
        order,
        membership,
        payment,
        room_state=room.state,
        settled=settled,
        returned=returned,
        terms=terms,
        calendar=calendar,
        now=tx.now,
    )
    await tx.apply(decision)
    await coupons.took_effect(tx, order, calendar=calendar)
    await _tell_owner(tx, membership, room)


async def _return_card(
    tx: Transaction, order: Order, membership: Membership, payment: Payment, policies: PolicyBook
) -> None:
    """Paid with a card that rooms do not take: everything goes back, once, and the member may use another (E-37)."""
    if await tx.seek(Refund, refund_id(payment.id)) is not None:
        return
    terms = await terms_of(tx, membership.id, policies)
    cause = RefundCause.CARD_NOT_TAKEN
    await tx.apply(joining.paid_too_late(order, membership, payment, terms, tx.now, cause=cause))


async def remind(tx: Transaction, order_id: OrderId) -> None:
    """Due work: a payment page was opened a while ago."""
    await tx.apply(joining.remind(await tx.get(Order, order_id), tx.now))


async def ask(tx: Transaction, order_id: OrderId) -> None:
    """Due work: ask Stripe about an order that is still open."""
    await tx.apply(joining.ask(await tx.get(Order, order_id), tx.now))


async def _live(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Membership | None:
    found = await tx.find(Membership, member_id=member_id, room_id=room_id, state=OneOf(LIVE))
    return found[0] if found else None


async def _open_order(tx: Transaction, membership: Membership) -> Order:
    assert membership.state is MembershipState.AWAITING_PAYMENT, membership
    [order] = await tx.find(Order, membership_id=membership.id, state=OrderState.OPEN)
    return order


async def _tell_owner(tx: Transaction, before: Membership, room: Room) -> None:
    """The owner hears once of somebody who just came in: when the membership that waited does so no longer."""
    now = await tx.get(Membership, before.id)
    if before.state is now.state or now.state not in BILLED or before.application_id is None:
        return
    await tx.apply(applications.tell_owner(await tx.get(Application, before.application_id), room, now))

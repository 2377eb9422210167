"""Leaving a room, thinking better of it, the end of the paid month, and the subscription behind it."""

from dataclasses import replace

from bot.ports import OneOf, Transaction
from bot.rules import leaving
from bot.rules.access import LIVE
from bot.rules.ahead import next_look
from bot.rules.cards import TurnedAway
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.effects import PendingEffect
from bot.rules.ids import MemberId, MembershipId, RoomId
from bot.rules.payments import Subscription, SubscriptionState
from bot.rules.policies.policy import PolicyBook
from bot.rules.policies.terms import Cycle, RenewalTerms
from bot.rules.rooms import Membership, MembershipState, Order, OrderState
from bot.rules.texts import Refused, text
from bot.services import approving, queueing
from bot.services.pricing import waiting_switch


async def of_member(tx: Transaction, member_id: MemberId, membership_id: MembershipId) -> Membership:
    """The member's own membership. Raises Refused for somebody else's, or one that does not exist."""
    membership = await tx.seek(Membership, membership_id)
    if membership is None or membership.member_id != member_id:
        raise Refused(text("leaving.not_yours"))
    return membership


async def in_room(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Membership:
    """The member's membership in a room that is not over. Raises Refused when there is none.

    Whoever only waits for a seat is shown where they stand, and how to stop waiting.
    """
    found = await tx.find(Membership, member_id=member_id, room_id=room_id, state=OneOf(LIVE))
    if not found:
        if (card := await queueing.standing_card(tx, member_id, room_id)) is not None:
            raise TurnedAway(card)
        raise Refused(text("leaving.not_in"))
    return found[0]


async def leave(tx: Transaction, membership: Membership, *, calendar: Calendar, policies: PolicyBook) -> Membership:
    """Leave: at the end of the paid month, or at once (E-47, E-48). Returns the membership as it is now.

    A request that waits for the owner's word is taken back, and so is the money.
    """
    await tx.lock(f"member:{membership.member_id}")
    if membership.state not in LIVE:
        raise Refused(text("leaving.over"))
    if membership.state is MembershipState.AWAITING_PAYMENT:
        [order] = await tx.find(Order, membership_id=membership.id, state=OrderState.OPEN)
        await tx.apply(leaving.withdraw(order, membership, tx.now))
    elif membership.state is MembershipState.AWAITING_APPROVAL:
        await approving.withdraw(tx, membership, policies=policies)
    else:
        charges = await tx.find(Charge, membership_id=membership.id)
        await tx.apply(leaving.leave(membership, charges, calendar, tx.now))
    return await tx.get(Membership, membership.id)


async def undo(tx: Transaction, membership: Membership) -> Membership:
    """Stay after all. Returns the membership as it is now."""
    await tx.lock(f"member:{membership.member_id}")
    await tx.apply(leaving.undo(membership, tx.now))
    return await tx.get(Membership, membership.id)


async def month_over(tx: Transaction, membership_id: MembershipId) -> None:
    """Due work: the paid month of someone who leaves is over."""
    await tx.apply(leaving.month_over(await tx.get(Membership, membership_id), tx.now))


async def subscription_seen(tx: Transaction, subscription: Subscription, *, calendar: Calendar) -> None:
    """Take in what Stripe says of a subscription: ended by hand there, or set to end.

    While a change of ours is still on its way to Stripe, what stands there is old and says nothing.
    """
    membership = await tx.seek(Membership, subscription.membership_id)
    if membership is None or membership.subscription_id != subscription.id:
        return
    if membership.pauses_on is not None or await by_year_next(tx, membership):
        return  # it ends, or ended, because the member pauses, or chose to pay by the year
    ours_on_its_way = await tx.find(
        PendingEffect, kind="SyncSubscription", about=membership.id, state=OneOf(("waiting", "leased"))
    )
    if ours_on_its_way:
        return
    if subscription.state is SubscriptionState.GONE or subscription.ends_with_period:
        await ended_at_stripe(tx, membership.id, calendar=calendar)


async def ended_at_stripe(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """The subscription of a membership is gone without us."""
    membership = await tx.get(Membership, membership_id)
    charges = await tx.find(Charge, membership_id=membership_id)
    await tx.apply(leaving.ended_at_stripe(membership, charges, calendar, tx.now))


async def subscribing(tx: Transaction, membership_id: MembershipId) -> Membership:
    """Count one more request for a subscription, so that it has a key of its own. Returns the membership."""
    membership = await tx.get(Membership, membership_id)
    counted = replace(membership, subscriptions_made=membership.subscriptions_made + 1)
    await tx.put(counted)
    return counted


async def subscribed(tx: Transaction, membership_id: MembershipId, subscription_id: str, *, calendar: Calendar) -> None:
    """Keep the subscription that was made, and look ahead to what it will charge."""
    known = replace(await tx.get(Membership, membership_id), subscription_id=subscription_id)
    await tx.apply(Decision(keep=(known,), due=(next_look(membership_id, RenewalTerms(), calendar, tx.now),)))


async def unsubscribed(tx: Transaction, membership_id: MembershipId, subscription_id: str) -> None:
    """The subscription of a membership is gone because we bill it ourselves now."""
    membership = await tx.get(Membership, membership_id)
    if membership.subscription_id == subscription_id:
        await tx.put(replace(membership, subscription_id=None))


async def by_year_next(tx: Transaction, membership: Membership) -> bool:
    """Whether a membership that Stripe renews is to be, or is already, paid by the year."""
    switch = await waiting_switch(tx, membership.id)
    return membership.every is Cycle.YEAR or (switch is not None and switch.every is Cycle.YEAR)

"""Subscriptions at Stripe are a projection of memberships, as roles are: looked at, and made to match."""

from bot.house import House
from bot.ports import Transaction
from bot.rules.charges import Charge
from bot.rules.effects import SyncSubscription
from bot.rules.leaving import Wanted, wanted_subscription
from bot.rules.members import Member
from bot.rules.payments import Subscription, SubscriptionState
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Switch
from bot.services import leaving, pricing

TRIES_PER_KEY = 3
"""After so many faults a new key is used: Stripe repeats a stored 5xx for a day under the old one."""


async def sync(house: House, effect: SyncSubscription, tries: int) -> None:
    """Make the subscription match the membership: renewing, ending with its period, or gone."""
    membership, member, switch = await house.store.read(lambda tx: _read(tx, effect))
    if member.customer_id is None:
        return
    subscription = await _known(house, membership)
    by_year_next = switch is not None and switch.every is Cycle.YEAR
    match wanted_subscription(membership, by_year_next=by_year_next):
        case Wanted.RENEWING:
            await _renewing(house, membership, member, subscription, tries)
        case Wanted.ENDING_WITH_PERIOD:
            await _ending(house, membership, member.customer_id, subscription, switch)
        case Wanted.REPLACED:
            await _replaced(house, membership, member.customer_id, subscription)
        case Wanted.GONE:
            await _gone(house, membership, member.customer_id, subscription)


async def _read(tx: Transaction, effect: SyncSubscription) -> tuple[Membership, Member, Switch | None]:
    membership = await tx.get(Membership, effect.membership_id)
    member = await tx.get(Member, membership.member_id)
    return membership, member, await pricing.waiting_switch(tx, membership.id)


async def _known(house: House, membership: Membership) -> Subscription | None:
    if membership.subscription_id is None:
        return None
    return await house.payments.subscription(membership.subscription_id)


async def _renewing(
    house: House, membership: Membership, member: Member, subscription: Subscription | None, tries: int
) -> None:
    if membership.subscription_id is None:
        await _subscribe(house, membership, member, tries)
    elif subscription is None or subscription.state is SubscriptionState.GONE:
        calendar = house.calendar
        await house.store.write(lambda tx: leaving.ended_at_stripe(tx, membership.id, calendar=calendar))
    else:
        if subscription.ends_with_period:
            await house.payments.end_with_period(subscription.id, wanted=False)
        await _price(house, membership, subscription)


async def _subscribe(house: House, membership: Membership, member: Member, tries: int) -> None:
    assert member.customer_id is not None, member
    room = await house.store.read(lambda tx: tx.get(Room, membership.room_id))
    if membership.subscriptions_made == 0 or tries % TRIES_PER_KEY == 0:
        membership = await house.store.write(lambda tx: leaving.subscribing(tx, membership.id))
    if member.card is not None:
        await house.payments.charge_to(member.customer_id, member.card.method_id)
    made = await house.payments.subscribe(membership, room, member.customer_id)
    calendar = house.calendar
    await house.store.write(lambda tx: leaving.subscribed(tx, membership.id, made.id, calendar=calendar))
    await _price(house, membership, made)


async def _price(house: House, membership: Membership, subscription: Subscription) -> None:
    """Let the next renewal cost what the membership then costs: its fee, or less while a discount runs."""
    next_month = house.calendar.month(subscription.period_ends_at)
    price, room = await house.store.read(lambda tx: pricing.price(tx, membership, next_month))
    if subscription.price != price:
        await house.payments.reprice(subscription, room, price)


async def _ending(
    house: House, membership: Membership, customer_id: str, subscription: Subscription | None, switch: Switch | None
) -> None:
    if subscription is None or subscription.state is SubscriptionState.GONE:
        return
    stops_on = membership.pauses_on if switch is None else switch.from_month
    ends_at = membership.leaves_at if stops_on is None else house.calendar.starts_at(stops_on)
    assert ends_at is not None, membership
    if subscription.period_starts_at >= ends_at:
        # Stripe renewed before our word reached it: the moment of leaving decides, so that month is not owed.
        await _gone(house, membership, customer_id, subscription)
    elif not subscription.ends_with_period:
        await house.payments.end_with_period(subscription.id, wanted=True)
    for invoice in await house.payments.unsettled_invoices(customer_id):
        if invoice.membership_id == membership.id:  # of an older month, which nobody asks for any more
            await house.payments.void(invoice.id)


async def _gone(house: House, membership: Membership, customer_id: str, subscription: Subscription | None) -> None:
    """Cancel first, then void: a voided invoice would make a past-due subscription active again.

    An immediate cancel stops collection of all the customer's finalised invoices; those of other rooms are set going
    again, unless their retries are ours.
    """
    if subscription is not None and subscription.state is SubscriptionState.LIVE:
        await house.payments.cancel(subscription.id)
    for invoice in await house.payments.unsettled_invoices(customer_id):
        if invoice.membership_id == membership.id:
            await house.payments.void(invoice.id)
        elif not await house.store.read(lambda tx, id=invoice.id: _is_ours_to_retry(tx, id)):  # type: ignore[misc]
            await house.payments.collect(invoice.id, wanted=True)


async def _replaced(house: House, membership: Membership, customer_id: str, subscription: Subscription | None) -> None:
    """Paid by the year now: nothing renews at Stripe, and what it renewed before it heard of that is dropped."""
    if subscription is not None and subscription.state is SubscriptionState.LIVE:
        await house.payments.cancel(subscription.id)
    for invoice in await house.payments.unsettled_invoices(customer_id):
        if invoice.membership_id == membership.id and invoice.subscription_id is not None:
            await house.payments.void(invoice.id)
    if subscription is not None:
        await house.store.write(lambda tx: leaving.unsubscribed(tx, membership.id, subscription.id))


async def _is_ours_to_retry(tx: Transaction, invoice_id: str) -> bool:
    found = await tx.find(Charge, invoice_id=invoice_id)
    return bool(found) and found[0].failed_at is not None

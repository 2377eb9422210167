"""Comparing with Stripe: the events that never reached us, and every live membership once a night."""

from datetime import datetime, timedelta

from bot.fresh import decide_fresh
from bot.house import House
from bot.ports import Rejected, Transaction
from bot.rules.effects import CatchUp, Compare
from bot.rules.members import Member
from bot.rules.payments import Customer, Invoice, Subscription
from bot.rules.rooms import Membership
from bot.services import billing, leaving, members, settings

OVERLAP = timedelta(hours=1)
FIRST_LOOK_BACK = timedelta(days=3)
MOST_NAMED = 5


async def catch_up(house: House, effect: CatchUp, tries: int) -> None:
    """Keep the events Stripe made since the last look; those that reached us are known by their id already."""

    async def since(tx: Transaction) -> tuple[datetime, datetime]:
        last = await settings.caught_up_at(tx)
        return (last - OVERLAP if last else tx.now - FIRST_LOOK_BACK), tx.now

    made_at, now = await house.store.read(since)
    events = await house.payments.events_since(made_at)

    async def keep(tx: Transaction) -> None:
        await tx.keep_events(events)
        await settings.caught_up(tx, now)

    await house.store.write(keep)


async def compare(house: House, effect: Compare, tries: int) -> None:
    """Look at the subscription, its invoices and the card of every live membership, and take in what they say.

    One that Stripe refuses to speak of keeps nobody else from being looked at. Raises Rejected at the end for those.
    """
    refused: list[str] = []
    for membership in await house.store.read(members.paying):
        if membership.subscription_id is None:
            continue
        try:
            await _look_at(house, membership, membership.subscription_id)
        except Rejected as fault:
            refused.append(f"{membership.id}: {fault}")
    if refused:
        raise Rejected(f"{len(refused)} memberships could not be compared: " + "; ".join(refused[:MOST_NAMED]))


async def _look_at(house: House, membership: Membership, subscription_id: str) -> None:
    payments, calendar = house.payments, house.calendar

    async def take_in_invoices(tx: Transaction, seen: list[Invoice]) -> None:
        for invoice in reversed(seen):
            await billing.invoice_seen(tx, invoice, calendar=calendar, policies=house.policies)

    async def take_in_subscription(tx: Transaction, seen: Subscription | None) -> None:
        if seen is not None:
            await leaving.subscription_seen(tx, seen, calendar=calendar)

    async def take_in_customer(tx: Transaction, seen: Customer | None) -> None:
        if seen is not None:
            await billing.customer_seen(tx, seen)

    member_id = membership.member_id
    await decide_fresh(house.store, member_id, lambda: payments.invoices_of(subscription_id), take_in_invoices)
    await decide_fresh(house.store, member_id, lambda: payments.subscription(subscription_id), take_in_subscription)
    member = await house.store.read(lambda tx: tx.get(Member, member_id))
    if (customer_id := member.customer_id) is not None:
        await decide_fresh(house.store, member_id, lambda: payments.customer(customer_id), take_in_customer)

"""Comparing with Stripe: the events that never reached us, and every live membership once a night."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial

from bot.fresh import decide_fresh
from bot.house import House
from bot.ports import Rejected, Transaction
from bot.rules.effects import CatchUp, Compare
from bot.rules.members import Member
from bot.rules.payments import Customer, Invoice, Subscription
from bot.rules.rooms import Membership
from bot.services import billing, comparing, leaving, settings

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
    """Compare every live membership with Stripe's list of subscriptions, and read those that differ one by one.

    One that Stripe refuses to speak of keeps nobody else from being looked at. Raises Rejected at the end for those.
    """
    refused: list[str] = []
    async for membership in _differing(house):
        assert membership.subscription_id is not None, membership
        try:
            await _look_at(house, membership, membership.subscription_id)
        except Rejected as fault:
            refused.append(f"{membership.id}: {fault}")
    if refused:
        raise Rejected(f"{len(refused)} memberships could not be compared: " + "; ".join(refused[:MOST_NAMED]))


async def _differing(house: House) -> AsyncIterator[Membership]:
    """The memberships of which Stripe's list and the ledger do not say the same, or which the list does not show."""
    seen: set[str] = set()
    async for page in house.payments.glances():
        seen.update(glance.subscription.id for glance in page)
        for one in await house.store.read(partial(comparing.differing, glances=page, calendar=house.calendar)):
            yield one
    for one in await house.store.read(lambda tx: comparing.unseen(tx, seen)):
        yield one


async def _look_at(house: House, membership: Membership, subscription_id: str) -> None:
    """Read the subscription, its invoices, those made by hand, and the card, and take in what they say."""
    store, payments, member_id = house.store, house.payments, membership.member_id

    async def take_in_subscription(tx: Transaction, seen: Subscription | None) -> None:
        if seen is not None:
            await leaving.subscription_seen(tx, seen, calendar=house.calendar)

    async def take_in_customer(tx: Transaction, seen: Customer | None) -> None:
        if seen is not None:
            await billing.customer_seen(tx, seen)

    await _look_at_invoices(house, membership, subscription_id)
    await decide_fresh(store, member_id, lambda: payments.subscription(subscription_id), take_in_subscription)
    member = await store.read(lambda tx: tx.get(Member, member_id))
    if (customer_id := member.customer_id) is not None:
        await decide_fresh(store, member_id, lambda: payments.customer(customer_id), take_in_customer)


async def _look_at_invoices(house: House, membership: Membership, subscription_id: str) -> None:
    store, payments = house.store, house.payments

    async def take_in(tx: Transaction, seen: list[Invoice]) -> None:
        for invoice in reversed(seen):
            await billing.invoice_seen(tx, invoice, calendar=house.calendar, policies=house.policies)

    async def one(invoice_id: str) -> list[Invoice]:
        found = await payments.invoice(invoice_id)
        return [] if found is None else [found]

    invoices = await decide_fresh(store, membership.member_id, lambda: payments.invoices_of(subscription_id), take_in)
    owed = await store.read(lambda tx: comparing.unpaid_invoices(tx, membership.id))
    for invoice_id in set(owed) - {invoice.id for invoice in invoices}:
        await decide_fresh(store, membership.member_id, partial(one, invoice_id), take_in)

"""Subscriptions: one per membership, renewing at the community's midnight of the 1st."""

from datetime import timedelta

from bot.rules.payments import SubscriptionState
from sandbox.wire import FaultKind
from tests.rules.makers import at
from tests.webhooks.town import DECEMBER, MARK


async def test_it_renews_at_midnight_of_the_next_1st_and_charges_nothing_before(town):
    await town.use_card()

    made = await town.subscribe()

    assert (made.state, made.period_ends_at) == (SubscriptionState.LIVE, DECEMBER)
    assert (made.membership_id, made.customer_id) == ("mbs_1", town.customer_id)
    assert not made.ends_with_period
    assert await town.payments.invoices_of(made.id) == []


async def test_december_ends_at_new_year_in_the_community(town):
    """30 and 31 days: an anchor at the instant of the first renewal would make January a day early."""
    await town.use_card()
    made = await town.subscribe()

    await town.until(at(12, 1, 2))
    renewed = await town.payments.subscription(made.id)

    assert (renewed.period_starts_at, renewed.period_ends_at) == (DECEMBER, at(1, 1, 0, year=2027))


async def test_asked_twice_there_is_one(town):
    first, again = await town.subscribe(), await town.subscribe()

    assert again == first
    assert await town.payments.subscriptions(town.customer_id) == [first]


async def test_one_made_long_ago_is_found_when_its_key_is_forgotten(town):
    first = await town.subscribe()
    await town.forget_keys()

    again = await town.subscribe(subscriptions_made=2)

    assert again == first


async def test_a_broken_connection_makes_one_subscription(town):
    town.server.faults.plant(FaultKind.RESET_AFTER, "POST /v1/subscriptions")

    made = await town.subscribe()

    assert await town.payments.subscriptions(town.customer_id) == [made]


async def test_after_its_end_a_new_one_is_made(town):
    first = await town.subscribe()
    await town.payments.cancel(first.id)

    second = await town.subscribe(subscriptions_made=2)

    assert second.id != first.id
    known = {one.id: one.state for one in await town.payments.subscriptions(town.customer_id)}
    assert known == {first.id: SubscriptionState.GONE, second.id: SubscriptionState.LIVE}


async def test_it_ends_with_the_period_and_that_can_be_taken_back(town):
    made = await town.subscribe()

    for wanted in (True, True, False, False):
        await town.payments.end_with_period(made.id, wanted)
        assert (await town.payments.subscription(made.id)).ends_with_period is wanted

    await town.payments.end_with_period(made.id, wanted=True)
    await town.until(DECEMBER + timedelta(hours=2))
    assert (await town.payments.subscription(made.id)).state is SubscriptionState.GONE
    assert await town.payments.invoices_of(made.id) == []


async def test_what_is_cancelled_twice_is_gone(town):
    made = await town.subscribe()

    await town.payments.cancel(made.id)
    await town.payments.cancel(made.id)

    assert (await town.payments.subscription(made.id)).state is SubscriptionState.GONE


async def test_an_unpaid_one_is_alive(town):
    """Access is ours to decide: Stripe goes on making invoices, so the subscription must not be made a second time."""
    invoice = await town.renewed(declined_for="generic_decline")

    assert (await town.payments.subscription(invoice.subscription_id)).state is SubscriptionState.LIVE


async def test_it_bears_our_mark_and_the_ids_of_our_rows(town):
    made = await town.subscribe()

    metadata = await town.metadata(town.v1.subscriptions.retrieve_async(made.id))
    assert metadata == MARK | {"room_id": "room_1", "member_id": "42", "membership_id": "mbs_1"}


async def test_the_subscription_of_another_application_is_not_ours(town):
    await town.use_card()
    wanted = {"customer": town.customer_id, "items": [{"price": town.room.month_price_id}]}
    theirs = await town.v1.subscriptions.create_async(wanted | {"metadata": {"membership_id": "mbs_1"}})

    assert await town.payments.subscription(theirs.id) is None
    assert await town.payments.subscriptions(town.customer_id) == []
    assert await town.payments.subscription("sub_never_made") is None

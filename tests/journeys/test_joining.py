"""The edges of joining: links twice, links late, links lost, and money for a door that is shut."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.charges import Charge
from bot.rules.rooms import Order, Room, RoomState
from sandbox.stripe.person import Result
from sandbox.wire import FaultKind
from tests.journeys.journey import LONG, begins

OTHER_CARD = "5555555555554444"


@pytest.mark.rule("E-15", "E-17")
async def test_a_second_join_shows_the_same_open_link(journey, hanako):
    """Two links could be paid twice."""
    first = await journey.order(hanako, "Gold")
    await journey.later(hours=3)
    second = await journey.order(hanako, "Gold")

    assert second.url() == first.url()
    assert len(await journey.records(Order)) == 1


@pytest.mark.rule("E-16", "E-31", "E-33")
async def test_paying_opens_the_door_and_shows_the_way_in(journey, hanako):
    await journey.join(hanako, "Gold")

    assert hanako.roles() == {"Gold"}
    [welcome] = hanako.dms()
    assert f"<#{(await journey.only(Room)).channel_id}>" in welcome.text
    assert journey.taken == ["11-28 12:00 500"]
    assert journey.subscriptions == ["active"]


@begins(11, 30, 23, 29)
async def test_a_link_never_lives_past_the_month_it_names(journey, hanako):
    """Whoever pays in December must not pay for November."""
    await journey.order(hanako, "Gold")

    assert (await journey.only(Order)).expires_at == journey.world.clock.now() + timedelta(minutes=31)


@begins(11, 30, 23, 30)
async def test_in_the_last_half_hour_of_a_month_one_is_asked_to_come_back_after_midnight(journey, hanako):
    """Stripe makes no link that lives less than half an hour; a longer one could be paid in the next month."""
    reply = await journey.order(hanako, "Gold")
    await journey.until(12, 1, 0, 1)
    later = await journey.order(hanako, "Gold")

    assert "まもなく" in reply.text
    assert later.url()
    assert journey.taken == []


async def test_a_lost_webhook_costs_two_minutes(journey, hanako):
    journey.world.stripe.core.mischief.lost = 1.0
    reply = await journey.order(hanako, "Gold")
    await journey.pay(hanako, reply.url())
    before = hanako.roles()
    await journey.later(minutes=2)

    assert before == set()
    assert hanako.roles() == {"Gold"}


async def test_an_order_is_asked_about_again_after_ten_minutes(journey, hanako):
    """Paid after the first look: the second finds it."""
    journey.world.stripe.core.mischief.lost = 1.0
    reply = await journey.order(hanako, "Gold")
    await journey.later(minutes=5)
    await journey.pay(hanako, reply.url())
    await journey.later(minutes=4)
    before = hanako.roles()
    await journey.later(minutes=1)

    assert before == set()
    assert hanako.roles() == {"Gold"}


@pytest.mark.rule("E-46")
async def test_a_link_that_expires_unpaid_leaves_nothing_and_one_may_join_again(journey, hanako):
    first = await journey.order(hanako, "Gold")
    await journey.later(hours=25)
    states = await journey.states()
    outcome = await journey.pay(hanako, first.url())
    await journey.join(hanako, "Gold")

    assert states == ["lapsed"]
    assert outcome.result is Result.CLOSED
    assert await journey.states() == ["lapsed", "active"]
    assert journey.taken == ["11-29 13:00 500"]


@pytest.mark.rule("E-46")
async def test_a_first_payment_that_is_refused_makes_no_membership_and_no_retries(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    outcome = await journey.pay(hanako, reply.url(), "4000000000009995")
    await journey.later(hours=25)

    assert outcome.result is Result.DECLINED
    assert await journey.states() == ["lapsed"]
    [reminder] = hanako.dms()  # of the page that was left, and of nothing else
    assert "まだ完了していません" in reminder.text
    assert journey.failed == ["11-28 12:00 500"]


@pytest.mark.rule("E-35", "E-43")
@begins(10, 31, 23, 20)
async def test_paid_in_october_and_handled_in_november_bills_november_on_the_fifth(journey, hanako):
    """The subscription begins with December: without an invoice of its own November would be given away."""
    reply = await journey.order(hanako, "Gold")
    await journey.until(10, 31, 23, 50)
    await journey.world.stop_bot()
    await journey.pay(hanako, reply.url())
    await journey.until(11, 2, 9)
    await journey.world.start_bot()
    charges = await journey.records(Charge)

    assert hanako.roles() == {"Gold"}
    assert [(charge.month.month, charge.state.value) for charge in charges] == [(10, "paid"), (11, "open")]
    assert journey.subscriptions == ["active"]
    assert any("11月分" in message.text for message in hanako.dms())
    assert journey.taken == ["10-31 23:50 500"]

    await journey.until(11, 5)

    assert journey.taken == ["10-31 23:50 500", "11-05 10:00 500"]
    assert journey.refunded == []


async def test_whoever_withdrew_and_pays_all_the_same_gets_the_money_back(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    journey.world.stripe.faults.plant(FaultKind.ERROR, "POST */expire", times=None)
    await journey.press_leave(hanako)
    await journey.pay(hanako, reply.url())
    journey.world.stripe.faults.clear()
    await journey.later(minutes=15)

    assert journey.taken == journey.refunded == ["11-28 12:00 500"]
    assert hanako.roles() == set()
    assert await journey.states() == ["left"]
    assert journey.subscriptions == []
    assert "返金" in hanako.dms()[-1].text


async def test_withdrawing_closes_the_link(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    await journey.press_leave(hanako)
    outcome = await journey.pay(hanako, reply.url())

    assert outcome.result is Result.CLOSED
    assert journey.taken == []


async def test_paying_for_a_room_that_closed_meanwhile_gives_the_money_back(journey, hanako):
    """Nobody pays for a closed door."""
    reply = await journey.order(hanako, "Gold")
    room = await journey.only(Room)
    await journey.world.app.store.write(lambda tx: tx.put(replace(room, state=RoomState.CLOSED)))
    await journey.pay(hanako, reply.url())

    assert journey.taken == journey.refunded == ["11-28 12:00 500"]
    assert hanako.roles() == set()
    assert journey.subscriptions == []


async def test_of_two_links_paid_by_accident_the_second_goes_back_at_once(journey, hanako):
    """The bot makes one link at a time; a forgotten answer of Stripe's can still leave two."""
    first = await journey.order(hanako, "Gold")
    order = await journey.only(Order)
    lost = replace(order, session_id=None, url=None, tries=order.tries + 1)
    await journey.world.app.store.write(lambda tx: tx.put(lost))
    second = await journey.order(hanako, "Gold")
    await journey.pay(hanako, first.url())
    await journey.later(minutes=1)
    await journey.pay(hanako, second.url(), OTHER_CARD)

    assert second.url() != first.url()
    assert journey.taken == ["11-28 12:00 500", "11-28 12:01 500"]
    assert journey.refunded == ["11-28 12:01 500"]
    assert hanako.roles() == {"Gold"}
    assert await journey.states() == ["active"]


async def test_one_payment_seen_as_many_events_counts_once(journey, hanako):
    """A joining payment is told as a session, an intent, a charge and a receipt, here each of them twice."""
    journey.world.stripe.core.mischief.doubled = 1.0
    await journey.join(hanako, "Gold")
    await journey.later(hours=2)

    assert journey.taken == ["11-28 12:00 500"]
    assert journey.refunded == []
    assert journey.subscriptions == ["active"]
    assert len(hanako.dms()) == 1


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.ERROR_AFTER,
        FaultKind.RESET_AFTER,
        *(pytest.param(kind, marks=LONG) for kind in (FaultKind.ERROR, FaultKind.RESET_BEFORE, FaultKind.RATE_LIMITED)),
    ],
)
async def test_a_fault_while_the_link_is_made_charges_nothing_and_the_same_command_then_works(journey, hanako, kind):
    stripe = journey.world.stripe
    stripe.faults.plant(kind, "POST /v1/checkout/sessions", times=None)
    refused = await journey.order(hanako, "Gold")
    stripe.faults.clear()
    state = [order.state.value for order in await journey.records(Order)]
    await journey.join(hanako, "Gold")

    assert "応答がありません" in refused.text
    assert state == ["open"]
    assert journey.taken == ["11-28 12:00 500"]
    assert len(await journey.records(Order)) == 1


async def test_stripe_down_for_an_hour_costs_an_hour_and_nothing_else(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    journey.world.stripe.faults.plant(FaultKind.ERROR, "* /v1/*", times=None, status=503)
    await journey.pay(hanako, reply.url())
    await journey.later(hours=1)
    before = hanako.roles(), journey.subscriptions
    journey.world.stripe.faults.clear()
    await journey.later(minutes=11)

    assert before == (set(), [])
    assert hanako.roles() == {"Gold"}
    assert journey.subscriptions == ["active"]
    assert journey.taken == ["11-28 12:00 500"]


async def test_stripe_down_when_only_the_subscription_waits_makes_one_subscription(journey, hanako):
    """The work was done before each 500: a new key must find the subscription that is there, not make another."""
    reply = await journey.order(hanako, "Gold")
    journey.world.stripe.faults.plant(FaultKind.ERROR_AFTER, "POST /v1/subscriptions", times=None)
    await journey.pay(hanako, reply.url())
    roles = hanako.roles()
    await journey.later(hours=1)
    journey.world.stripe.faults.clear()
    await journey.later(minutes=11)

    assert roles == {"Gold"}
    assert journey.subscriptions == ["active"]

"""`kill -9`, wherever it hurts: whatever a bot was about, the next one finishes it, once."""

import random

import pytest

from bot.rules import effects
from tests.faults import deadly
from tests.faults.busy import BusyMonth
from tests.faults.cast import BEGIN, ENDED
from tests.faults.child import Point
from tests.faults.deadly import Deadly, Haphazard
from tests.faults.mortal import watched

KINDS = """
    DELETE /guilds/*/members/*/roles/*
    DELETE /v1/subscriptions/*
    GET /channels/*
    GET /guilds/*
    GET /guilds/*/channels
    GET /guilds/*/members
    GET /guilds/*/members/*
    GET /oauth2/applications/@me
    GET /users/@me
    GET /v1/checkout/sessions/*
    GET /v1/customers/*
    GET /v1/events
    GET /v1/invoice_payments
    GET /v1/invoices
    GET /v1/invoices/*
    GET /v1/payment_methods
    GET /v1/payment_methods/*
    GET /v1/refunds
    GET /v1/refunds/*
    GET /v1/subscriptions
    GET /v1/subscriptions/*
    PATCH /channels/*
    PATCH /channels/*/messages/*
    PATCH /webhooks/*/*/messages/@original
    POST /channels/*/messages
    POST /channels/*/threads
    POST /guilds/*/channels
    POST /guilds/*/roles
    POST /interactions/*/*/callback
    POST /users/@me/channels
    POST /v1/checkout/sessions
    POST /v1/checkout/sessions/*/expire
    POST /v1/customers
    POST /v1/customers/*
    POST /v1/invoiceitems
    POST /v1/invoices
    POST /v1/invoices/*
    POST /v1/invoices/*/finalize
    POST /v1/invoices/*/pay
    POST /v1/invoices/*/void
    POST /v1/payment_methods/*/detach
    POST /v1/prices
    POST /v1/products
    POST /v1/refunds
    POST /v1/subscriptions
    POST /v1/subscriptions/*
    PUT /applications/*/guilds/*/commands
    PUT /channels/*/thread-members/*
    PUT /guilds/*/members/*/roles/*
"""
"""Every kind of call a busy month makes of Discord and of Stripe."""

CALLS = [line.strip() for line in KINDS.splitlines() if line.strip()]
SAMPLE = ["POST /v1/invoices/*/pay", "POST /v1/subscriptions", "PUT /guilds/*/members/*/roles/*"]
GROUPS = 7
KILLS = 30


async def die_of(calls: list[str], folder, record_property) -> None:
    """Kill the bot before and after a call of each kind, in one month; and look where it ends."""
    async with watched(folder, BEGIN) as watch:
        faults = [Deadly(call, watch.kill) for call in calls]
        deadly.plant(watch, *faults)
        month = BusyMonth(watch)
        await month.tell()
        ended = await month.ended()
    for fault in faults:
        for point in fault.struck:
            record_property("killed", (fault.kind_of_call, point.value))

    assert ended == ENDED
    assert {fault.kind_of_call: fault.struck for fault in faults} == {call: list(Point) for call in calls}
    # Two calls that are under way at once may share a death.
    assert len(calls) < watch.deaths <= len(calls) * len(Point)


@pytest.mark.timeout(180)
async def test_where_money_moves_and_doors_open_a_death_changes_nothing(tmp_path, record_property):
    """The sample of the matrix below that every run can afford."""
    await die_of(SAMPLE, tmp_path, record_property)


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("group", range(GROUPS))
async def test_a_death_before_or_after_any_kind_of_call_changes_nothing(tmp_path, record_property, group):
    """The run's summary shows the matrix. Both points of a call are hit at one piece of work, as it is repeated."""
    await die_of(CALLS[group::GROUPS], tmp_path, record_property)


@pytest.mark.long
@pytest.mark.timeout(180)
async def test_the_matrix_has_every_effect_and_every_call(tmp_path):
    """Else an empty cell would go unseen."""
    async with watched(tmp_path, BEGIN) as watch:
        seen = deadly.kinds_seen(watch.world)
        month = BusyMonth(watch)
        await month.tell()
        ended = await month.ended()

    assert ended == ENDED
    assert watch.deaths == 0
    assert sorted(seen) == CALLS
    assert month.performed() == {kind.__name__ for kind in effects.Effect.__args__}


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("every", "point"), [(13, Point.BEFORE), (17, Point.AFTER)])
async def test_cut_at_any_commit_the_next_bot_goes_on_from_there(tmp_path, every, point):
    """What a transaction said is there as a whole, or not at all."""
    async with watched(tmp_path, BEGIN) as watch:
        watch.fate = lambda bot: bot.die_of_commit(every, point)
        await watch.fate(watch.bot)
        month = BusyMonth(watch)
        await month.tell()
        watch.fate = None
        ended = await month.ended()

    assert ended == ENDED
    assert watch.deaths > 5


@pytest.mark.long
@pytest.mark.timeout(400)
async def test_a_busy_month_survives_thirty_deaths_at_random(tmp_path):
    async with watched(tmp_path, BEGIN) as watch:
        fate = Haphazard(random.Random(30), share=0.1, left=KILLS, kill=watch.kill)
        deadly.plant(watch, fate)
        month = BusyMonth(watch)
        await month.tell()
        ended = await month.ended()

    assert ended == ENDED
    assert (watch.deaths, fate.left) == (KILLS, 0)

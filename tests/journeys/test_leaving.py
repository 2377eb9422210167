"""Leaving: at any moment, with one's own hands, and never a yen too much afterwards."""

import pytest

from bot.rules.charges import Charge
from sandbox.stripe.core import LocalStripe
from sandbox.wire import FaultKind, Request
from tests.journeys.journey import LEAVE, LONG, STAY, tokyo

JOINED, RENEWAL = "11-30 12:00 500", "12-01 01:00 500"


@pytest.fixture
def start():
    return tokyo(11, 30)


def end_by_hand(journey) -> None:
    """An operator cancels the subscription in Stripe's dashboard."""
    core: LocalStripe = journey.world.stripe.core
    subscription = journey.world.books.subscriptions[-1].id
    headers = {"authorization": "Bearer sk_test_dashboard"}
    request = Request("DELETE", f"/v1/subscriptions/{subscription}", headers=headers)
    answer, deliveries = core.handle(request, journey.world.clock.now(), journey.world.stripe.random)
    assert answer.status == 200, answer.body
    journey.world.stripe._send(deliveries)


@pytest.mark.rule("E-48")
async def test_leaving_can_be_undone_in_the_last_second_of_the_month(journey, member):
    left = await journey.press_leave(member)
    await journey.until(11, 30, 23, 59, second=59)
    await journey.click(member, left, STAY)
    await journey.until(12, 1, 2)

    assert member.roles() == {"Gold"}
    assert await journey.states() == ["active"]
    assert journey.taken == [JOINED, RENEWAL]


@pytest.mark.rule("E-48")
async def test_at_midnight_it_is_too_late_to_undo(journey, member):
    """The clock decides, also when the press is faster than the work that is due at midnight."""
    left = await journey.press_leave(member)
    journey.world.clock.set(tokyo(12, 1, 0))
    late = await journey.click(member, left, STAY)
    await journey.until(12, 1, 2)

    assert "すでに終了" in late.text
    assert member.roles() == set()
    assert await journey.states() == ["left"]
    assert journey.taken == [JOINED]
    assert journey.subscriptions == ["canceled"]


async def test_to_leave_twice_is_to_leave_once(journey, member):
    question = await journey.slash(member, "room leave", room="Gold")
    await journey.click(member, question, LEAVE)
    again = await journey.click(member, question, LEAVE)

    assert "手続き済み" in again.text
    assert await journey.states() == ["leaving"]


@pytest.mark.rule("E-48")
async def test_leaving_while_unpaid_ends_at_once_and_stops_the_retries(journey, member):
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 3)
    await journey.press_leave(member)
    roles = member.roles()
    await journey.until(12, 11)

    assert roles == set()
    assert journey.failed == [RENEWAL]
    assert journey.invoices == ["void"]
    assert journey.subscriptions == ["canceled"]
    assert [charge.state.value for charge in await journey.records(Charge)] == ["paid", "written_off"]
    assert "取り消されました" in journey.card_of(member).text


@pytest.mark.rule("E-48", "R-83")
async def test_leaving_after_midnight_and_before_the_charge_stops_it(journey, member):
    """Stripe drafts at midnight and charges an hour later: within that hour nothing is owed yet."""
    await journey.until(12, 1, 0, 30)
    await journey.press_leave(member)
    roles = member.roles()
    await journey.until(12, 2)

    assert roles == set()
    assert journey.taken == [JOINED]
    assert journey.failed == []
    assert journey.invoices == ["void"]
    assert journey.subscriptions == ["canceled"]


@pytest.mark.rule("E-48", "R-83")
async def test_left_in_time_and_charged_all_the_same_goes_back(journey, member):
    """Our word did not reach Stripe before the renewal: the moment of leaving decides."""
    await journey.until(11, 30, 23, 50)
    journey.world.stripe.faults.plant(FaultKind.ERROR, "* /v1/*", times=None, status=503)
    await journey.press_leave(member)
    await journey.until(12, 1, 1, 30)
    charged = journey.taken
    journey.world.stripe.faults.clear()
    await journey.until(12, 1, 3)

    assert charged == [JOINED, RENEWAL]
    assert [line.partition(" ")[0] for line in journey.refunded] == ["12-01"]
    assert member.roles() == set()
    assert journey.subscriptions == ["canceled"]


async def test_a_subscription_ended_by_hand_keeps_what_was_paid_and_ends_with_it(journey, member):
    end_by_hand(journey)
    await journey.later(hours=1)
    state, roles = await journey.states(), member.roles()
    await journey.until(12, 1, 2)

    assert state == ["leaving"]
    assert roles == {"Gold"}
    assert "Stripe側で" in member.dms()[1].text
    assert member.roles() == set()
    assert journey.taken == [JOINED]


async def test_staying_after_an_end_by_hand_makes_a_new_subscription(journey, member):
    end_by_hand(journey)
    await journey.later(hours=1)
    await journey.click(member, member.dms()[-1], STAY)
    await journey.until(12, 1, 2)

    assert journey.subscriptions == ["canceled", "active"]
    assert journey.taken == [JOINED, RENEWAL]
    assert member.roles() == {"Gold"}


async def test_an_end_by_hand_whose_event_was_lost_is_found_at_night(journey, member):
    await journey.until(12, 1, 12)
    journey.world.stripe.core.mischief.lost = 1.0
    end_by_hand(journey)
    await journey.until(12, 2, 5)

    assert await journey.states() == ["leaving"]


@LONG
async def test_leaving_one_room_leaves_the_retries_of_the_other_alone(journey, member):
    """An immediate cancel stops the collection of every finalised invoice of the customer."""
    ryo = await journey.world.discord.person("ryo")
    await journey.open_room(ryo, "Silver", 1200)
    await journey.join(member, "Silver", "5555555555554444")
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 3)
    await journey.press_leave(member, "Gold")
    journey.turn_card(member, None)
    await journey.until(12, 5)

    assert member.roles() == {"Silver"}
    assert journey.taken == [JOINED, "11-30 12:00 1200", "12-05 10:00 1200"]
    assert sorted(await journey.states()) == ["active", "left"]


async def test_leaving_one_room_sets_stripes_own_collecting_of_the_other_going_again(journey, member):
    """Stripe still collects a failed charge by itself until we have heard of it: leaving must not end that."""
    ryo = await journey.world.discord.person("ryo")
    await journey.open_room(ryo, "Silver", 1200)
    await journey.join(member, "Silver", "5555555555554444")
    journey.turn_card(member, "insufficient_funds")
    journey.world.stripe.core.mischief.lost = 1.0
    await journey.until(12, 1, 1, 30)
    await journey.press_leave(member, "Gold")
    silver = next(one for one in journey.world.books.invoices if one.total == 1200 and one.subscription)

    assert silver.auto_advance

    await journey.until(12, 6)

    assert "12-05 10:00 1200" in journey.failed
    assert member.roles() == {"Silver"}

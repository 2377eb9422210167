"""The nightly comparison: whatever no event told is found, and where all agree nobody is asked twice."""

import pytest

from bot.performers import access, comparing
from bot.rules.charges import Charge, ChargeState
from bot.rules.effects import Compare, CompareRoles
from bot.rules.members import Member
from tests.journeys.journey import CHANGE_CARD, tokyo

BEFORE_THE_NIGHT, AFTER_THE_NIGHT = (12, 1, 2), (12, 1, 5)
OTHER_CARD = "5555555555554444"


@pytest.fixture
def start():
    return tokyo(11, 29)


@pytest.fixture
def unheard(journey, member):
    """Hanako is in, and no event reaches us from now on."""
    journey.world.stripe.core.mischief.lost = 1.0
    return journey


async def months(journey):
    return [(charge.month.month, charge.state.value) for charge in await journey.records(Charge)]


async def compare(journey):
    """What a night does, now: before the events that never reached us are read, which would be told as well."""
    await comparing.compare(journey.world.app.house, Compare(), 0)
    await journey.world.settle()


async def test_a_renewal_that_nobody_told_is_found_at_night(unheard):
    await unheard.until(*BEFORE_THE_NIGHT)
    before = await months(unheard)
    await unheard.until(*AFTER_THE_NIGHT)

    assert before == [(11, "paid")]
    assert await months(unheard) == [(11, "paid"), (12, "paid")]


async def test_a_failure_that_nobody_told_is_found_and_told(unheard, member):
    unheard.turn_card(member, "insufficient_funds")
    await unheard.until(*BEFORE_THE_NIGHT)
    before = await unheard.states()
    await unheard.until(12, 1, 10)

    assert before == ["active"]
    assert await unheard.states() == ["past_due"]
    assert unheard.card_of(member)


async def test_a_month_paid_on_stripe_s_own_page_is_found_at_night(journey, failing):
    journey.world.stripe.core.mischief.lost = 1.0
    journey.turn_card(failing, None)
    invoice = await journey.only(Charge, state=ChargeState.OPEN)
    await journey.world.app.house.payments._line.v1.invoices.pay_async(invoice.invoice_id)
    before = await journey.states()
    await compare(journey)

    assert before == ["past_due"]
    assert await journey.states() == ["active"]
    assert failing.roles() == {"Gold"}


async def test_a_card_that_was_changed_unheard_is_found_at_night(journey, failing):
    page = await journey.click(failing, journey.card_of(failing), CHANGE_CARD)
    journey.world.stripe.core.mischief.lost = 1.0
    await journey.world.payer.change_card(page.url(), OTHER_CARD)
    before = journey.taken
    await compare(journey)

    assert before == ["11-29 12:00 500"]
    assert (await journey.only(Member, id=int(failing.id))).card.last4 == OTHER_CARD[-4:]
    assert journey.taken == [*before, "12-01 10:00 500"]


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_subscription_that_was_ended_by_hand_is_found_at_night(unheard, member, at_once):
    """What was paid stays: the door closes with the month."""
    [subscription] = unheard.world.books.subscriptions
    calls = unheard.world.app.house.payments._line.v1.subscriptions
    if at_once:
        await calls.cancel_async(subscription.id)
    else:
        await calls.update_async(subscription.id, {"cancel_at_period_end": True})
    before = await unheard.states()
    await unheard.until(11, 30, 5)

    assert before == ["active"]
    assert await unheard.states() == ["leaving"]
    assert member.roles() == {"Gold"}


async def test_where_all_agree_one_list_each_is_enough(journey, member):
    """A thousand members cost ten calls of Stripe and one of Discord, not thousands."""
    await journey.join(await journey.world.discord.person("ken"), "Gold")
    await journey.until(12, 2)
    asked = []
    for double in (journey.world.stripe, journey.world.discord):
        double.watch.append(lambda request, _: asked.append((request.method, request.path.rpartition("/")[2])))
    house = journey.world.app.house
    await comparing.compare(house, Compare(), 0)
    await access.compare(house, CompareRoles(), 0)

    assert asked == [("GET", "subscriptions"), ("GET", "members")]

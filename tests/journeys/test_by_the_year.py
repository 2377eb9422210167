"""By the year and back: what Stripe moves, and when, through failures, crashes and second thoughts."""

import pytest

from bot.rules.charges import Charge
from bot.rules.switching import Switch
from sandbox.discord.person import Person
from sandbox.wire import FaultKind
from tests.journeys.journey import LONG, tokyo

A_YEAR = pytest.mark.timeout(300)
"""Four hundred nights of comparing take their time."""

JOINED = "11-28 12:00 500"
YEAR, MONTH = "Gold · 年払い 5,000円 にする", "Gold · 月払い 500円"


@pytest.fixture
async def mika(world, journey):
    """The owner of Gold, who offers the year for 5,000 yen."""
    state = world.discord.core.state
    mika = Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))
    await journey.slash(mika, "owner year-fee", room="Gold", fee=5000)
    return mika


async def choose(journey, who, label):
    question = await journey.slash(who, "room switch", room="Gold")
    return await journey.click(who, question, label)


@A_YEAR
@LONG
async def test_a_year_is_charged_when_the_paid_month_is_over_and_again_a_year_later(journey, member, mika):
    chosen = await choose(journey, member, YEAR)
    await journey.until(12, 2, year=2027)

    assert "2026年12月分から" in chosen.text
    assert journey.taken == [JOINED, "12-01 00:00 5000", "12-01 00:00 5000"]
    assert [(one.month.isoformat(), one.months) for one in await journey.records(Charge)] == [
        ("2026-11-01", 1),
        ("2026-12-01", 12),
        ("2027-12-01", 12),
    ]
    assert member.roles() == {"Gold"}
    assert set(journey.subscriptions) == {"canceled"}
    assert await journey.parked() == []


async def test_second_thoughts_leave_everything_as_it_was(journey, member, mika):
    await choose(journey, member, YEAR)
    undone = await choose(journey, member, MONTH)
    await journey.until(1, 2, year=2027)

    assert "取り消しました" in undone.text
    assert journey.taken == [JOINED, "12-01 01:00 500", "01-01 01:00 500"]
    assert [one.state.value for one in await journey.records(Switch)] == ["dropped"]


@A_YEAR
@LONG
async def test_back_to_the_month_when_the_year_is_over(journey, member, mika):
    await choose(journey, member, YEAR)
    await journey.until(3, 1, year=2027)
    back = await choose(journey, member, MONTH)
    await journey.until(2, 2, year=2028)

    assert "2027年12月分から" in back.text
    assert journey.taken == [JOINED, "12-01 00:00 5000", "12-01 00:00 500", "01-01 01:00 500", "02-01 01:00 500"]
    assert member.roles() == {"Gold"}


async def test_a_year_that_is_refused_is_tried_on_the_listed_days_and_ends_on_the_25th(journey, member, mika):
    await choose(journey, member, YEAR)
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 2)
    living = journey.card_of(member)
    roles = member.roles()
    await journey.until(12, 26)

    assert "5,000円" in living.text
    assert roles == {"Gold"}
    assert [line.split()[0] for line in journey.failed] == ["12-01", "12-05", "12-10", "12-15", "12-20", "12-25"]
    assert member.roles() == set()
    assert await journey.states() == ["lapsed"]


@A_YEAR
@LONG
async def test_leaving_a_year_keeps_the_door_open_to_its_end(journey, member, mika):
    await choose(journey, member, YEAR)
    await journey.until(12, 10)
    await journey.press_leave(member)
    await journey.until(11, 30, 23, 59, year=2027)
    roles = member.roles()
    await journey.until(12, 2, year=2027)

    assert roles == {"Gold"}
    assert member.roles() == set()
    assert journey.taken == [JOINED, "12-01 00:00 5000"]


async def test_a_choice_that_stripe_hears_of_too_late_takes_one_payment_and_gives_the_other_back(journey, member, mika):
    """Stripe is away from the choice until after its renewal of the 1st: it renews a month, we bill the year."""
    await journey.world.stop_bot()
    await journey.world.start_bot()
    question = await journey.slash(member, "room switch", room="Gold")
    journey.world.stripe.faults.plant(FaultKind.ERROR, times=10_000)
    await journey.click(member, question, YEAR)
    journey.world.clock.set(tokyo(12, 1, 1, 30))
    await journey.world.stripe.quiet()
    journey.world.stripe.faults.clear()
    await journey.until(12, 3)

    net = sum(one.amount for one in journey.world.books.taken) - sum(one.amount for one in journey.world.books.refunds)
    assert net == 5500
    assert member.roles() == {"Gold"}
    assert set(journey.subscriptions) == {"canceled"}


async def test_a_year_no_longer_offered_is_not_sold_by_an_old_button(journey, member, mika):
    question = await journey.slash(member, "room switch", room="Gold")
    await journey.slash(mika, "owner year-fee", room="Gold")
    late = await journey.click(member, question, YEAR)

    assert "受け付けていません" in late.text
    assert await journey.records(Switch) == []

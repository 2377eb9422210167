"""A bot that was down over listed days: what it missed becomes one try, and nobody is charged for its sleep."""

import pytest

from bot.rules.charges import Charge
from tests.journeys.journey import LONG, tokyo

JOINED, RENEWAL = "11-30 12:00 500", "12-01 01:00 500"


@pytest.fixture
def start():
    return tokyo(11, 30)


@pytest.mark.rule("E-43")
@pytest.mark.parametrize(
    ("up_again", "tried_at"),
    [
        ((12, 6, 9), ["12-06 09:00", "12-10 10:00"]),
        pytest.param((12, 12, 18), ["12-12 18:00", "12-15 10:00"], marks=LONG),
        ((12, 10, 9), ["12-10 10:00", "12-15 10:00"]),
        pytest.param((12, 10, 11), ["12-10 11:00", "12-15 10:00"], marks=LONG),
    ],
    ids=["one day missed", "two days missed", "started before the hour", "started after the hour"],
)
async def test_days_missed_by_downtime_become_one_try(journey, failing, up_again, tried_at):
    """A bot that was down must neither give a day away nor charge for each day it missed."""
    await journey.until(12, 4)
    await journey.world.stop_bot()
    await journey.until(*up_again)
    await journey.world.start_bot()
    await journey.until(12, int(tried_at[-1][3:5]))

    assert journey.failed == [RENEWAL, *(f"{at} 500" for at in tried_at)]
    assert failing.roles() == {"Gold"}


@pytest.mark.rule("E-43", "E-45")
async def test_down_over_all_days_is_one_last_try_and_then_the_end(journey, failing):
    await journey.until(12, 4)
    await journey.world.stop_bot()
    await journey.until(12, 27)
    before = failing.roles()
    await journey.world.start_bot()

    assert before == {"Gold"}
    assert journey.failed == [RENEWAL, "12-27 12:00 500"]
    assert failing.roles() == set()
    assert await journey.states() == ["lapsed"]
    assert journey.subscriptions == ["canceled"]
    assert journey.invoices == ["void"]


@LONG
@pytest.mark.rule("E-43")
async def test_down_over_all_days_and_paid_by_the_one_try_stays_in(journey, failing):
    await journey.until(12, 4)
    await journey.world.stop_bot()
    journey.turn_card(failing, None)
    await journey.until(12, 27)
    await journey.world.start_bot()

    assert journey.taken == [JOINED, "12-27 12:00 500"]
    assert failing.roles() == {"Gold"}
    assert await journey.states() == ["active"]


@LONG
@pytest.mark.rule("E-43")
async def test_down_over_the_first_with_both_months_unpaid_ends_everything(journey, failing):
    """The old month gets one last try; the new one needs none, because the membership is over."""
    await journey.until(12, 4)
    await journey.world.stop_bot()
    await journey.until(1, 3, year=2027)
    await journey.world.start_bot()
    await journey.until(1, 6, year=2027)

    assert journey.failed == [RENEWAL, "01-01 01:00 500", "01-03 12:00 500"]
    assert failing.roles() == set()
    assert await journey.states() == ["lapsed"]
    assert journey.subscriptions == ["canceled"]
    assert journey.invoices == ["void", "void"]
    assert {charge.state.value for charge in await journey.records(Charge)} == {"paid", "written_off"}


@pytest.mark.rule("E-43")
async def test_down_over_the_first_with_the_new_month_paid_only_writes_the_old_one_off(journey, failing):
    """Whoever pays for January is in during January."""
    await journey.until(12, 4)
    await journey.world.stop_bot()
    await journey.until(12, 31)
    journey.turn_card(failing, None)
    await journey.until(1, 1, year=2027)
    journey.turn_card(failing, "insufficient_funds")
    await journey.until(1, 3, year=2027)
    await journey.world.start_bot()
    await journey.until(1, 6, year=2027)

    assert journey.taken == [JOINED, "01-01 01:00 500"]
    assert journey.failed == [RENEWAL, "01-03 12:00 500"]
    assert failing.roles() == {"Gold"}
    assert await journey.states() == ["active"]
    assert [charge.state.value for charge in await journey.records(Charge)] == ["paid", "written_off", "paid"]
    assert journey.subscriptions == ["active"]


@pytest.mark.rule("E-43")
async def test_a_restart_on_a_listed_day_tries_it_once(journey, failing):
    await journey.until(12, 5, 10)
    for _ in range(2):
        await journey.world.stop_bot()
        await journey.world.start_bot()

    assert journey.failed == [RENEWAL, "12-05 10:00 500"]

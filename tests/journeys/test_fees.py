"""A fee that changes: what it does is read first, members hear of it in time, and Stripe charges it from that 1st."""

import pytest

from bot.rules.switching import Switch, SwitchState
from tests.journeys.journey import labels, tokyo

CHANGE = "Change the fee"
JOINED = "11-10 12:00 500"


@pytest.fixture
def start():
    return tokyo(11, 10)


async def change_fee(journey, fee):
    """Mika runs the room. Returns what she reads before and after."""
    mika = await journey.world.discord.person("mika", locale="en-US")
    question = await journey.slash(mika, "owner room-fee", room="Gold", fee=fee)
    return question, await journey.click(mika, question, CHANGE)


def about_fee(who):
    return [message for message in who.dms() if "の会費" in message.text.splitlines()[0]]


@pytest.mark.rule("R-84")
async def test_members_hear_of_a_new_fee_in_time_and_newcomers_pay_it_at_once(journey, member):
    await journey.until(11, 20)
    question, done = await change_fee(journey, 800)
    [told] = about_fee(member)
    taro = await journey.world.discord.person("taro")
    await journey.join(taro, "Gold")
    await journey.until(1, 2, year=2027)

    assert "One member reads of it today" in question.text
    assert "¥800 a month now" in done.text
    assert "1月1日" in told.text
    assert "800円" in told.text
    assert "「Gold」を退会する" in labels(told.buttons)
    assert journey.taken == [
        JOINED,
        "11-20 12:00 800",
        *["12-01 01:00 500", "12-01 01:00 800"],
        *["01-01 01:00 800"] * 2,
    ]


async def test_a_change_taken_back_is_never_charged(journey, member):
    await journey.until(11, 15)
    await change_fee(journey, 800)
    await journey.until(11, 20)
    await change_fee(journey, 500)
    await journey.until(12, 2)

    assert [switch.state for switch in await journey.records(Switch)] == [SwitchState.DROPPED]
    assert "取りやめ" in about_fee(member)[0].text
    assert journey.taken == [JOINED, "12-01 01:00 500"]


async def test_only_who_runs_the_room_changes_its_fee(journey, member):
    answer = await journey.slash(member, "owner room-fee", room="Gold", fee=800)

    assert CHANGE not in labels(answer.buttons)
    assert await journey.records(Switch) == []


async def test_whoever_was_leaving_and_stays_after_all_hears_of_it_then(journey, member):
    """The change passed them by, for they were not to be charged again."""
    left = await journey.press_leave(member)
    await journey.until(11, 14)
    await change_fee(journey, 800)
    await journey.click(member, left, "退会を取り消す")
    before = about_fee(member)
    await journey.until(11, 18)

    assert before == []
    assert "12月1日" in about_fee(member)[0].text

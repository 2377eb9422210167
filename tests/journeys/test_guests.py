"""Access codes: in without a card, out on the day, and free months for who pays."""

import pytest

from bot.rules.rooms import Membership
from sandbox.discord.person import Person
from tests.journeys.journey import LONG

JOINED = "11-28 12:00 500"


@pytest.fixture
async def mika(world, journey):
    """The owner of Gold, who made a code for one month."""
    state = world.discord.core.state
    mika = Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))
    made = await journey.slash(mika, "owner access-create", room="Gold", code="Welcome", months=1, uses=2)
    assert "one more are free" in made.text
    return mika


async def test_a_guest_is_in_at_once_and_out_on_the_day_without_a_charge(journey, hanako, mika):
    opened = await journey.slash(hanako, "room code", room="Gold", code="welcome")
    roles = hanako.roles()
    await journey.until(12, 30)
    told = hanako.dms()[-1].text
    await journey.until(1, 1, 12, year=2027)

    assert "カードの登録は不要" in opened.text
    assert roles == {"Gold"}
    assert "無料期間は" in told
    assert hanako.roles() == set()
    assert "ルームを閉じました" in hanako.dms()[-1].text
    assert (journey.taken, journey.subscriptions) == ([], [])
    assert await journey.parked() == []


async def test_for_who_pays_the_next_month_is_free(journey, member, mika):
    used = await journey.slash(member, "room code", room="Gold", code="WELCOME")
    again = await journey.slash(member, "room code", room="Gold", code="welcome")
    await journey.until(1, 2, year=2027)

    assert "1ヶ月分の会費が無料" in used.text
    assert "すでにお使い" in again.text
    assert journey.taken == [JOINED, "01-01 01:00 500"]


async def test_a_used_up_or_closed_code_opens_nothing(journey, hanako, mika, world):
    ken, aoi, yui = [await world.discord.person(name) for name in ("ken", "aoi", "yui")]
    for guest in (ken, aoi):
        await journey.slash(guest, "room code", room="Gold", code="welcome")
    full = await journey.slash(yui, "room code", room="Gold", code="welcome")
    await journey.slash(mika, "owner access-close", room="Gold", code="welcome")
    closed = await journey.slash(hanako, "room code", room="Gold", code="welcome")

    assert "定員" in full.text
    assert "入会していない" in closed.text or "そのコードはありません" in closed.text
    assert (yui.roles(), hanako.roles()) == (set(), set())
    assert {one.member_id for one in await journey.records(Membership)} == {int(ken.id), int(aoi.id)}


@LONG
async def test_a_guest_may_join_when_the_free_time_is_over(journey, hanako, mika):
    await journey.slash(hanako, "room code", room="Gold", code="welcome")
    await journey.until(1, 2, year=2027)
    await journey.join(hanako, "Gold")
    await journey.until(2, 2, year=2027)

    assert hanako.roles() == {"Gold"}
    assert [line.split()[-1] for line in journey.taken] == ["500", "500"]

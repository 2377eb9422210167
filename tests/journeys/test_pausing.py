"""Pauses in the money that Stripe moves."""

import pytest

from sandbox.discord.person import Person
from tests.journeys.journey import LONG

JOINED = "11-28 12:00 500"


@pytest.fixture
async def mika(world, journey):
    """The owner of Gold, who allows pauses of up to three months."""
    state = world.discord.core.state
    mika = Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))
    await journey.slash(mika, "owner pause", room="Gold", months=3)
    return mika


async def test_a_pause_charges_nothing_and_the_return_is_billed(journey, member, mika):
    asked = await journey.slash(member, "room pause", room="Gold", months=1)
    await journey.until(12, 15)
    paused = member.roles()
    why = await journey.slash(member, "why", room="Gold")
    await journey.until(2, 2, year=2027)

    assert "12月1日" in asked.text
    assert paused == set()
    assert "席は確保" in why.text
    assert member.roles() == {"Gold"}
    assert journey.taken == [JOINED, "01-01 00:00 500", "02-01 01:00 500"]
    assert await journey.parked() == []


async def test_back_early_at_one_press(journey, member, mika):
    await journey.slash(member, "room pause", room="Gold", months=3)
    await journey.until(12, 15)
    why = await journey.slash(member, "why", room="Gold")
    await journey.click(member, why, "今すぐ再開する")
    await journey.until(1, 2, year=2027)

    assert member.roles() == {"Gold"}
    assert [line.split()[0] for line in journey.taken] == ["11-28", "12-15", "01-01"]


async def test_taken_back_before_it_begins_it_never_was(journey, member, mika):
    asked = await journey.slash(member, "room pause", room="Gold", months=1)
    await journey.click(member, asked, "休会を取り消す")
    await journey.until(12, 2)

    assert journey.taken == [JOINED, "12-01 01:00 500"]
    assert journey.subscriptions == ["active"]


@LONG
async def test_leaving_during_a_pause_ends_it_without_a_charge(journey, member, mika):
    await journey.slash(member, "room pause", room="Gold", months=1)
    await journey.until(12, 15)
    await journey.press_leave(member)
    await journey.until(1, 2, year=2027)

    assert journey.taken == [JOINED]
    assert await journey.states() == ["left"]
    assert set(journey.subscriptions) == {"canceled"}


async def test_a_room_that_does_not_allow_it_says_so(journey, member):
    refused = await journey.slash(member, "room pause", room="Gold", months=1)

    assert "受け付けていません" in refused.text

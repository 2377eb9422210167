"""Levels of a room: their own role, channel and fee, from the next charge on."""

import pytest

from bot.rules.tiers import Tier
from sandbox.discord.person import Person
from sandbox.wire import FaultKind

JOINED = "11-28 12:00 500"
PLUS, OWN = "Gold plus · 月払い 900円", "Gold · 月払い 500円"


@pytest.fixture
async def mika(world, journey):
    """The owner of Gold, which has a level above it for 900 yen."""
    state = world.discord.core.state
    mika = Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))
    made = await journey.slash(mika, "owner tier-create", room="Gold", name="Gold plus", fee=900, about="Weekly calls")
    assert "¥900 a month" in made.text
    return mika


async def choose(journey, who, label):
    question = await journey.slash(who, "room switch", room="Gold")
    return await journey.click(who, question, label)


async def test_a_level_opens_with_the_month_that_is_charged_for_it(journey, member, mika):
    await choose(journey, member, PLUS)
    before = (member.roles(), "Gold plus" in member.channels())
    await journey.until(12, 2)

    assert before == ({"Gold"}, False)
    assert member.roles() == {"Gold", "Gold plus"}
    assert "Gold plus" in member.channels()
    assert journey.taken == [JOINED, "12-01 01:00 900"]
    assert await journey.parked() == []


async def test_back_to_the_room_alone_takes_the_role_with_the_month(journey, member, mika):
    await choose(journey, member, PLUS)
    await journey.until(12, 2)
    await choose(journey, member, OWN)
    kept = member.roles()
    await journey.until(1, 2, year=2027)

    assert kept == {"Gold", "Gold plus"}
    assert member.roles() == {"Gold"}
    assert journey.taken == [JOINED, "12-01 01:00 900", "01-01 01:00 500"]


async def test_why_misses_the_role_of_the_level_too(journey, member, mika):
    """Somebody who pays for a level and has only the room's role is not where they should be."""
    await choose(journey, member, PLUS)
    await journey.until(12, 2)
    held = (await journey.slash(member, "why", room="Gold")).text
    state = journey.world.discord.core.state
    state.member(member.id)["roles"].remove(journey.world.discord.people.role_called("Gold plus")["id"])
    missing = await journey.slash(member, "why", room="Gold")

    assert "ロールは正しく付いています" in held
    assert "ロールがDiscordで付いていません" in missing.text


async def test_leaving_takes_both_roles_with_the_month(journey, member, mika):
    await choose(journey, member, PLUS)
    await journey.until(12, 2)
    await journey.press_leave(member)
    await journey.until(1, 1, 1, year=2027)

    assert member.roles() == set()


async def test_a_closed_level_is_not_sold_and_keeps_who_is_in_it(journey, member, mika):
    await choose(journey, member, PLUS)
    await journey.until(12, 2)
    await journey.slash(mika, "owner tier-close", room="Gold", tier="Gold plus")
    question = await journey.slash(member, "room switch", room="Gold")
    await journey.until(1, 2, year=2027)

    assert [button.label for button in question.buttons] == ["Gold · 月払い 500円 にする"]
    assert member.roles() == {"Gold", "Gold plus"}
    assert journey.taken[-1] == "01-01 01:00 900"


async def test_a_deleted_role_of_a_level_is_made_anew_and_given_back(journey, member, mika):
    await choose(journey, member, PLUS)
    await journey.until(12, 2)
    await mika.delete_role("Gold plus")
    await member.until(lambda: "Gold plus" in member.roles())

    assert member.roles() == {"Gold", "Gold plus"}
    assert "Gold plus" in member.channels()


async def test_building_goes_on_where_an_outage_stopped_it(journey, member, world):
    state = world.discord.core.state
    mika = Person(world.discord.people, next(id for id, one in state.users.items() if one["username"] == "mika"))
    world.discord.faults.plant(FaultKind.ERROR, "POST */guilds/*/channels", times=2, status=503)
    await journey.slash(mika, "owner tier-create", room="Gold", name="Gold plus", fee=900, about="Weekly calls")
    await journey.until(11, 29)

    assert [one.state.value for one in await journey.records(Tier)] == ["open"]
    assert sum(one["name"] == "Gold plus" for one in state.guild["roles"]) == 1


async def test_a_level_needs_a_name_of_its_own_and_an_owner(journey, member, mika):
    taken = await journey.slash(mika, "owner tier-create", room="Gold", name="gold PLUS", fee=900, about="x")
    stranger = await journey.slash(member, "owner tier-create", room="Gold", name="Mine", fee=900, about="x")

    assert "is taken" in taken.text
    assert "オーナー" in stranger.text
    assert len(await journey.records(Tier)) == 1

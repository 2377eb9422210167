"""Roles follow the ledger: whatever happens to them in Discord, they come to match what was paid."""

from datetime import timedelta

import pytest

from bot.rules.effects import PendingEffect
from bot.services import upkeep
from bot.waiting import until
from sandbox.wire import FaultKind
from tests.journeys.journey import begins

ABOVE_THE_BOT, BELOW_THE_BOT = 90, 1
ROLE_CHANGES, ROLES_OF = "PUT */roles/*", "GET */guilds/*/members/*"


async def test_whoever_leaves_the_server_and_comes_back_finds_the_door_open(journey, member):
    """Discord forgets the roles of those who leave; what they paid for is theirs."""
    await member.leave_server()
    await member.join_server()
    await member.until(lambda: member.roles() == {"Gold"})
    await journey.world.settle()

    assert await journey.states() == ["active"]


async def test_a_role_taken_by_hand_comes_back(journey, member):
    await journey.world.discord.owner.take_role(member, "Gold")

    await member.until(lambda: member.roles() == {"Gold"})


async def test_a_role_given_by_hand_is_taken_back_and_no_other_is_touched(journey, hanako):
    owner = journey.world.discord.owner
    await owner.make_role("Friends")
    await owner.give_role(hanako, "Friends")
    await owner.give_role(hanako, "Gold")

    await hanako.until(lambda: hanako.roles() == {"Friends"})


@pytest.mark.rule("E-48")
@begins(11, 30)
async def test_a_role_given_by_hand_to_somebody_who_left_is_taken_back(journey, member):
    await journey.press_leave(member)
    await journey.until(12, 1, 2)
    await journey.world.discord.owner.give_role(member, "Gold")

    await member.until(lambda: member.roles() == set())


async def test_a_role_above_the_bot_is_parked_told_to_the_owner_and_given_after_mending(journey, hanako):
    """Nothing a machine can do: somebody must move the role, and must hear of it."""
    owner, mika = journey.world.discord.owner, await journey.world.discord.person("mika")
    reply = await journey.order(hanako, "Gold")
    await owner.move_role("Gold", ABOVE_THE_BOT)  # before there is a link, pre-flight would say so
    await journey.pay(hanako, reply.url())
    told = [message.text for message in mika.dms() if "python -m bot doctor" in message.text]
    parked, before = await journey.parked(), hanako.roles()
    await owner.move_role("Gold", BELOW_THE_BOT)
    await journey.retry_parked()

    assert parked == ["SyncAccess"]
    assert len(told) == 1
    assert "Gold" in told[0]
    assert before == set()
    assert hanako.roles() == {"Gold"}
    assert await journey.parked() == []


async def test_discord_down_delivers_the_role_afterwards(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    journey.world.discord.faults.plant(FaultKind.ERROR, ROLE_CHANGES, times=None, status=503)
    await journey.pay(hanako, reply.url())
    await journey.later(minutes=30)
    before = hanako.roles(), journey.subscriptions
    journey.world.discord.faults.clear()
    await journey.later(minutes=11)

    assert before == (set(), ["active"])
    assert hanako.roles() == {"Gold"}


async def test_unknown_roles_are_never_taken_for_undeserved_ones(journey, hanako, member):
    """A Discord that does not answer says nothing about who holds what."""
    ken = await journey.world.discord.person("ken")
    journey.world.discord.faults.plant(FaultKind.ERROR, ROLES_OF, times=None, status=503)
    await journey.world.discord.owner.give_role(ken, "Gold")
    await until(
        journey.world.app.store,
        lambda tx: tx.find(PendingEffect, kind="SyncAccess", state="waiting"),
        lambda waiting: any(one.tries for one in waiting),
        seconds=10,
    )
    unknown = ken.roles(), member.roles()
    journey.world.discord.faults.clear()
    await journey.later(minutes=11)

    assert unknown == ({"Gold"}, {"Gold"})
    assert (ken.roles(), member.roles()) == (set(), {"Gold"})


@pytest.mark.parametrize(("given", "kept"), [(3, 0), (4, 4)])
async def test_a_comparison_that_would_take_too_many_roles_stops_and_asks(journey, member, given, kept):
    """Whoever restores an old backup, or points the bot at the wrong server, must not empty every room."""
    people = [await journey.world.discord.person(f"guest{number}") for number in range(given)]
    for guest in people:
        await journey.slash(guest, "mypage")
    await journey.world.stop_bot()
    for guest in people:
        await journey.world.discord.owner.give_role(guest, "Gold")
    await journey.world.start_bot()

    assert sum(guest.roles() == {"Gold"} for guest in people) == kept
    assert await journey.parked() == (["CompareRoles"] if kept else [])
    assert member.roles() == {"Gold"}


async def test_a_person_who_has_looked_can_have_any_number_of_roles_taken(journey, member):
    """What `python -m bot sync` does, however often; the parked comparison then has nothing left to say."""
    people = [await journey.world.discord.person(f"guest{number}") for number in range(4)]
    for guest in people:
        await journey.slash(guest, "mypage")
    await journey.world.stop_bot()
    for guest in people:
        await journey.world.discord.owner.give_role(guest, "Gold")
    await journey.world.start_bot()
    stopped = await journey.parked()
    for _ in range(2):
        await journey.world.app.store.write(upkeep.sync_everyone)
        await journey.world.settle()
    await journey.retry_parked()

    assert stopped == ["CompareRoles"]
    assert [guest.roles() for guest in people] == [set()] * 4
    assert member.roles() == {"Gold"}
    assert await journey.parked() == []


async def test_what_happened_to_roles_while_the_bot_was_down_is_put_right_at_its_start(journey, member):
    await journey.world.stop_bot()
    await journey.world.discord.owner.take_role(member, "Gold")
    journey.world.clock.set(journey.world.clock.now() + timedelta(minutes=5))
    await journey.world.start_bot()

    assert member.roles() == {"Gold"}

"""Scheduled events: announced, changed, begun, called off, and who is interested."""

from datetime import UTC, datetime, timedelta

import discord
import pytest

from sandbox.discord import permissions
from sandbox.discord.core import LocalDiscord
from sandbox.discord.errors import NotAllowed
from tests.sandbox.discord.clients import Listener, connected, opened, refused, take_away

TOMORROW = datetime.now(UTC) + timedelta(days=1)


async def announce(bot, **other):
    about = {
        "name": "Concert",
        "description": "Bring friends",
        "start_time": TOMORROW,
        "end_time": TOMORROW + timedelta(hours=2),
        "entity_type": discord.EntityType.external,
        "privacy_level": discord.PrivacyLevel.guild_only,
        "location": "Shibuya",
    } | other
    return await bot.guild.create_scheduled_event(**{name: value for name, value in about.items() if value is not None})


async def test_an_event_is_announced_and_seen_by_whoever_connects_later(server, bot):
    made = await announce(bot)
    await bot.hears("scheduled_event_create")

    async with connected(server, Listener()) as client:
        (seen,) = client.guild.scheduled_events
        assert (seen.id, seen.name, seen.location, seen.creator_id) == (made.id, "Concert", "Shibuya", bot.user.id)
    assert [one.id for one in await bot.guild.fetch_scheduled_events()] == [made.id]


async def test_an_event_that_is_over_is_listed_no_more(server, bot):
    """Nor told to whoever connects afterwards."""
    ended, called_off, ahead = await announce(bot), await announce(bot), await announce(bot)
    begun = await ended.start()
    await begun.end()
    await called_off.cancel()

    assert [one.id for one in await bot.guild.fetch_scheduled_events()] == [ahead.id]
    async with connected(server, Listener()) as client:
        assert [one.id for one in client.guild.scheduled_events] == [ahead.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_time": datetime.now(UTC) - timedelta(minutes=1)},
        {"end_time": TOMORROW - timedelta(minutes=1)},
        {"name": "x" * 101},
        {"description": "x" * 1001},
        {"location": "x" * 101},
    ],
    ids=["past", "ends first", "name", "description", "location"],
)
async def test_an_event_has_its_limits(bot, wrong):
    with refused(50035, 400):
        await announce(bot, **wrong)


async def test_an_event_elsewhere_needs_an_end(bot):
    """Only those in a voice channel end when everybody left."""
    body = {
        "name": "Concert",
        "scheduled_start_time": TOMORROW.isoformat(),
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "Shibuya"},
    }

    with refused(50035, 400):
        await bot.raw("POST", f"/guilds/{bot.guild.id}/scheduled-events", body)


async def test_an_event_in_a_voice_channel_needs_one(bot):
    lobby = bot.guild.text_channels[0]
    body = {"name": "Talk", "scheduled_start_time": TOMORROW.isoformat(), "privacy_level": 2, "entity_type": 2}

    with refused(50035, 400):
        await bot.raw("POST", f"/guilds/{bot.guild.id}/scheduled-events", body | {"channel_id": str(lobby.id)})
    voice = await bot.guild.create_voice_channel("hall")
    await bot.raw("POST", f"/guilds/{bot.guild.id}/scheduled-events", body | {"channel_id": str(voice.id)})


async def test_an_event_goes_one_way_only(bot):
    """Begun it ends; what is over does not begin again."""
    event = await announce(bot)
    path = f"/guilds/{bot.guild.id}/scheduled-events/{event.id}"
    with refused(50035, 400):
        await bot.raw("PATCH", path, {"status": 3})
    await event.start()
    with refused(50035, 400):
        await bot.raw("PATCH", path, {"status": 4})
    await bot.raw("PATCH", path, {"status": 3})
    for status in (2, 4, 1):
        with refused(50035, 400):
            await bot.raw("PATCH", path, {"status": status})
    await bot.hears("scheduled_event_update", times=2)

    assert bot.guild.scheduled_events[0].status is discord.EventStatus.completed


async def test_an_event_is_moved_called_off_and_deleted(bot):
    event = await announce(bot)
    event = await event.edit(start_time=TOMORROW + timedelta(hours=1), reason="rain")
    assert event.start_time == TOMORROW + timedelta(hours=1)
    await event.cancel()
    await event.delete()
    await bot.hears("scheduled_event_delete")

    with refused(10070, 404):
        await bot.guild.fetch_scheduled_event(event.id)
    assert await bot.guild.fetch_scheduled_events() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"scheduled_start_time": datetime.now(UTC) - timedelta(minutes=1)},
        {"scheduled_end_time": TOMORROW - timedelta(minutes=1)},
        {"name": "x" * 101},
    ],
    ids=["past", "ends first", "name"],
)
async def test_a_change_keeps_to_the_same_limits(bot, wrong):
    event = await announce(bot)
    body = {name: value if isinstance(value, str) else value.isoformat() for name, value in wrong.items()}

    with refused(50035, 400):
        await bot.raw("PATCH", f"/guilds/{bot.guild.id}/scheduled-events/{event.id}", body)
    assert (await bot.guild.fetch_scheduled_event(event.id)).name == "Concert"


async def test_an_event_whose_hour_has_come_can_still_be_changed(server, bot):
    """Only a new beginning has to lie ahead."""
    event = await announce(bot)
    server.core.state.events[str(event.id)]["scheduled_start_time"] = datetime.now(UTC).isoformat()
    await bot.raw("PATCH", f"/guilds/{bot.guild.id}/scheduled-events/{event.id}", {"name": "Late concert"})

    assert (await bot.guild.fetch_scheduled_event(event.id)).name == "Late concert"


async def test_whoever_is_interested_is_told_and_listed(server, bot, alice, bob):
    """Interest is no ticket: it costs a press."""
    event = await announce(bot)
    await bot.hears("scheduled_event_create")
    for person in (alice, bob, bob):
        await person.be_interested("Concert")
    await bob.be_interested("Concert", interested=False)
    await bot.hears("scheduled_event_user_add", times=3)
    (_, gone) = await bot.hears("scheduled_event_user_remove")

    assert gone.name == "bob"
    with pytest.raises(NotAllowed, match="no event called"):
        await alice.be_interested("Opera")
    assert [user.name async for user in event.users()] == ["alice"]
    assert (await bot.guild.fetch_scheduled_event(event.id, with_counts=True)).user_count == 1


async def test_at_most_100_events_are_open(server, bot):
    event = await announce(bot)
    known = server.core.state.events
    known |= {str(number): known[str(event.id)] | {"id": str(number)} for number in range(99)}
    with refused(30038, 400):
        await announce(bot)
    await event.cancel()
    await announce(bot)

    assert len(known) == 101


async def test_without_the_permission_nothing_is_announced(server, bot):
    event = await announce(bot)
    take_away(server, permissions.MANAGE_EVENTS)
    await event.edit(name="Ours")
    take_away(server, permissions.CREATE_EVENTS)

    with refused(50013, 403):
        await announce(bot)
    with refused(50013, 403):
        await event.delete()


async def test_what_lies_ahead_is_judged_by_the_clock_that_was_given():
    """Where business time is moved, tomorrow is another day than the machine's."""
    last_year = TOMORROW - timedelta(days=365)
    powers = permissions.CREATE_EVENTS | permissions.VIEW_CHANNEL
    async with (
        opened(LocalDiscord(now=lambda: last_year, bot_permissions=powers)) as server,
        connected(server, Listener()) as client,
    ):
        made = await announce(client, start_time=last_year + timedelta(hours=1))

    assert made.start_time == last_year + timedelta(hours=1)

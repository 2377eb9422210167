"""Channels and private threads: made, changed, seen by some, and archived."""

import discord
import pytest

from sandbox.discord import permissions
from sandbox.discord.errors import NotAllowed
from tests.sandbox.discord.clients import Listener, connected, refused, take_away

HIDDEN = discord.PermissionOverwrite(view_channel=False)
SEEN = discord.PermissionOverwrite(view_channel=True)


@pytest.fixture
def lobby(bot):
    return bot.guild.text_channels[0]


@pytest.fixture
async def room(bot):
    """A role, and a category with a channel that only its holders see, and the bot."""
    gold = await bot.guild.create_role(name="Gold")
    overwrites = {bot.guild.default_role: HIDDEN, gold: SEEN, bot.guild.me: SEEN}
    category = await bot.guild.create_category("Gold", overwrites=overwrites)
    return await bot.guild.create_text_channel("gold-chat", category=category, overwrites=overwrites)


async def test_a_room_is_seen_by_those_who_hold_its_role(bot, alice, bob, room):
    await bot.member(alice).add_roles(bot.role("Gold"))

    assert alice.channels() == ["lobby", "Gold", "gold-chat"]
    assert bob.channels() == ["lobby"]


async def test_a_channel_the_bot_hid_from_itself_is_out_of_its_reach(bot, alice):
    """Hiding a channel from everyone hides it from the bot as well: 50001, not 50013."""
    hidden = await bot.guild.create_text_channel("hidden", overwrites={bot.guild.default_role: HIDDEN})

    with refused(50001, 403):
        await hidden.send("hello")
    with refused(50001, 403):
        await bot.fetch_channel(hidden.id)
    with refused(50001, 403):
        await hidden.delete()


async def test_a_channel_that_says_nothing_itself_goes_with_its_category(bot, alice, room):
    """The library sends an empty list for it; a channel open to everybody inside a closed room would be a hole."""
    made = await bot.guild.create_text_channel("quiet", category=room.category)

    assert alice.channels() == ["lobby"]
    assert made.overwrites == room.category.overwrites


async def test_what_is_said_of_a_category_is_said_of_its_synced_channels(bot, alice, room):
    """And of no other: whoever said something of a channel alone is not overruled."""
    own = {bot.guild.default_role: HIDDEN, bot.guild.me: SEEN}
    await bot.guild.create_text_channel("apart", category=room.category, overwrites=own)
    await room.category.set_permissions(bot.member(alice), overwrite=SEEN)
    assert alice.channels() == ["lobby", "Gold", "gold-chat"]

    await room.category.set_permissions(bot.member(alice), overwrite=None)
    assert alice.channels() == ["lobby"]


async def test_a_deleted_role_is_spoken_of_in_no_channel(bot, server, room):
    role = bot.role("Gold")
    await role.delete()

    said = [one["id"] for channel in server.core.state.guild_channels() for one in channel["permission_overwrites"]]
    assert said != []
    assert str(role.id) not in said


async def test_an_overwrite_says_only_what_one_has(bot):
    boss = {bot.guild.default_role: discord.PermissionOverwrite(administrator=True)}

    with refused(50013, 403):
        await bot.guild.create_text_channel("x", overwrites=boss)


async def test_only_an_administrator_gives_away_who_may_manage_roles(bot):
    """The bot has the permission itself, and still may not write it into a channel."""
    manager = {bot.guild.default_role: discord.PermissionOverwrite(manage_roles=True)}

    with refused(50013, 403):
        await bot.guild.create_text_channel("x", overwrites=manager)


async def test_overwrites_are_set_and_taken_away_one_by_one(bot, alice, lobby):
    await lobby.set_permissions(bot.guild.me, view_channel=True)
    await lobby.set_permissions(bot.guild.default_role, view_channel=False)
    assert alice.channels() == []
    await lobby.set_permissions(bot.guild.default_role, overwrite=None)
    assert alice.channels() == ["lobby"]
    with refused(10009, 404):
        await bot.raw("DELETE", f"/channels/{lobby.id}/permissions/{bot.guild.id}")


async def test_allowing_by_any_role_beats_denying_by_another(bot, alice, room):
    silver = await bot.guild.create_role(name="Silver")
    await room.set_permissions(silver, view_channel=False)
    await bot.member(alice).add_roles(bot.role("Gold"), silver)

    assert "gold-chat" in alice.channels()


async def test_all_overwrites_are_set_at_once(bot, alice, lobby):
    await lobby.edit(overwrites={bot.guild.default_role: HIDDEN, bot.guild.me: SEEN})
    assert alice.channels() == []
    await lobby.edit(overwrites={})

    assert alice.channels() == ["lobby"]


async def test_everybody_hears_of_channels_made_changed_and_hidden(bot, lobby):
    made = await bot.guild.create_text_channel("room")
    await bot.hears("guild_channel_create")
    assert bot.guild.get_channel(made.id) == made
    await lobby.set_permissions(bot.guild.me, view_channel=True)
    (_, seen) = await bot.hears("guild_channel_update")
    assert bot.guild.me in seen.overwrites
    await lobby.set_permissions(bot.guild.me, overwrite=None)
    (_, seen) = await bot.hears("guild_channel_update", times=2)

    assert bot.guild.me not in seen.overwrites


async def test_a_channel_has_1000_overwrites_at_most(server, bot, lobby):
    known = server.core.state.channel(str(lobby.id))
    known["permission_overwrites"] = [{"id": str(n), "type": 1, "allow": "0", "deny": "0"} for n in range(1000)]

    with refused(30060, 400):
        await lobby.set_permissions(bot.guild.me, view_channel=True)


async def test_a_channel_is_changed_and_everybody_hears(bot, lobby):
    await lobby.edit(name="hall", topic="welcome", slowmode_delay=5)
    before, after = await bot.hears("guild_channel_update")

    assert (before.name, after.name, after.topic, after.slowmode_delay) == ("lobby", "hall", "welcome", 5)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 101}, {"name": "x", "topic": "x" * 1025}])
async def test_a_new_channel_has_the_same_limits(bot, wrong):
    with refused(50035, 400):
        await bot.raw("POST", f"/guilds/{bot.guild.id}/channels", wrong)


@pytest.mark.parametrize("wrong", [{"topic": "x" * 1025}, {"slowmode_delay": 21601}, {"name": "x" * 101}])
async def test_names_topics_and_pauses_have_their_limits(lobby, wrong):
    with refused(50035, 400):
        await lobby.edit(**wrong)


async def test_a_channel_moves_into_a_category_and_outlives_it(server, bot, lobby, room):
    """Deleting a category deletes nothing inside."""
    category = room.category
    await lobby.edit(category=category)
    await bot.hears("guild_channel_update")
    assert server.core.state.channel(str(lobby.id))["parent_id"] == str(category.id)
    await category.delete()
    await bot.hears("guild_channel_delete")
    await bot.until(lambda: bot.guild.get_channel(lobby.id).category_id is None)

    assert [channel["name"] for channel in server.core.state.guild_channels()] == ["lobby", "gold-chat"]
    assert server.core.state.channel(str(lobby.id))["parent_id"] is None


async def test_a_channel_is_no_category(bot, lobby):
    with refused(50035, 400):
        await bot.raw("POST", f"/guilds/{bot.guild.id}/channels", {"name": "x", "parent_id": str(lobby.id)})


async def test_a_category_holds_50_channels(bot, server, room):
    state, category = server.core.state, str(room.category.id)
    for number in range(49):
        state.add_channel(state.channel(str(room.id)) | {"id": str(number)})

    with refused(50035, 400):
        await bot.raw("POST", f"/guilds/{bot.guild.id}/channels", {"name": "x", "parent_id": category})


async def test_there_are_at_most_500_channels(server, bot, lobby):
    state = server.core.state
    for number in range(499):
        state.add_channel(state.channel(str(lobby.id)) | {"id": str(number)})

    with refused(30013, 400):
        await bot.guild.create_text_channel("one more")


async def test_without_the_permission_no_channel_is_made_or_changed(server, bot, lobby):
    take_away(server, permissions.MANAGE_CHANNELS)

    with refused(50013, 403):
        await bot.guild.create_text_channel("x")
    with refused(50013, 403):
        await lobby.edit(name="x")
    with refused(50013, 403):
        await lobby.delete()


async def test_without_the_permission_nobodys_view_is_changed(server, bot, lobby):
    take_away(server, permissions.MANAGE_ROLES)

    with refused(50013, 403):
        await lobby.set_permissions(bot.guild.default_role, view_channel=False)
    with refused(50013, 403):
        await lobby.set_permissions(bot.guild.default_role, overwrite=None)
    with refused(50013, 403):
        await lobby.edit(overwrites={bot.guild.default_role: HIDDEN})


async def test_without_the_permission_nothing_is_said(server, lobby, thread):
    take_away(server, permissions.SEND_MESSAGES | permissions.SEND_IN_THREADS)

    with refused(50013, 403):
        await lobby.send("hello")
    with refused(50013, 403):
        await thread.send("hello")


async def test_a_channel_that_is_gone_is_unknown(bot, room):
    await room.delete()

    with refused(10003, 404):
        await room.send("hello")
    with refused(10003, 404):
        await bot.fetch_channel(room.id)


async def test_another_server_is_unknown(bot):
    with refused(10004, 404):
        await bot.fetch_guild(1574928037848285429)


# -- private threads


@pytest.fixture
async def thread(lobby):
    return await lobby.create_thread(name="for alice", type=discord.ChannelType.private_thread, invitable=False)


async def test_a_private_thread_is_seen_by_those_who_were_let_in(bot, alice, bob, thread):
    for _ in range(2):
        await thread.add_user(bot.member(alice))
    await thread.send("only for you")

    assert [one.text for one in alice.read("for alice")] == ["only for you"]
    assert bob.channels() == ["lobby"]
    assert {member.id for member in await thread.fetch_members()} == {bot.user.id, int(alice.id)}


async def test_whoever_is_sent_out_of_a_thread_no_longer_sees_it(bot, alice, thread):
    await thread.add_user(bot.member(alice))
    await thread.remove_user(bot.member(alice))
    await bot.hears("raw_thread_member_remove")

    assert alice.channels() == ["lobby"]
    with refused(10007, 404):
        await thread.remove_user(bot.member(alice))


async def test_only_those_who_see_the_channel_can_be_let_into_its_threads(bot, alice, room):
    thread = await room.create_thread(name="secret", type=discord.ChannelType.private_thread)

    with refused(50001, 403):
        await thread.add_user(bot.member(alice))


async def test_whoever_left_the_server_cannot_be_let_in(bot, alice, thread):
    member = bot.member(alice)
    await alice.leave_server()

    with refused(10007, 404):
        await thread.add_user(member)


async def test_writing_wakes_an_archived_thread_and_changing_it_does_not(bot, alice, thread):
    """The one thing that is allowed in an archived thread is what ends its sleep."""
    message = await thread.send("first")
    await thread.edit(archived=True)
    with refused(50083, 400):
        await thread.add_user(bot.member(alice))
    with refused(50083, 400):
        await message.edit(content="changed")
    with refused(50083, 400):
        await thread.edit(name="other")
    await thread.send("second")
    await thread.add_user(bot.member(alice))

    assert [one.text for one in alice.read("for alice")] == ["first", "second"]


async def test_people_wake_a_thread_as_well_unless_it_is_locked(bot, alice, bob, thread):
    await thread.add_user(bot.member(alice))
    await thread.edit(archived=True)
    await alice.write("for alice", "still here")
    assert [one.id for one in await bot.guild.active_threads()] == [thread.id]
    with pytest.raises(NotAllowed):
        await bob.write("for alice", "me too")

    await thread.edit(archived=True, locked=True)
    with pytest.raises(NotAllowed):
        await alice.write("for alice", "and now?")


async def test_a_locked_thread_sleeps_on(thread):
    await thread.edit(archived=True, locked=True)

    with refused(50083, 400):
        await thread.send("anybody there")
    await thread.edit(archived=False)
    await thread.send("now")


async def test_archived_threads_are_not_among_the_active_ones(server, bot, lobby, thread):
    other = await lobby.create_thread(name="other", type=discord.ChannelType.private_thread)
    await thread.edit(archived=True)
    assert [one.name for one in await bot.guild.active_threads()] == ["other"]

    async with connected(server, Listener()) as client:
        assert [one.id for one in client.guild.threads] == [other.id]


async def test_a_thread_is_deleted_by_whoever_may_manage_threads(server, bot, lobby, thread):
    await thread.delete()
    await bot.hears("raw_thread_delete")
    other = await lobby.create_thread(name="other", type=discord.ChannelType.private_thread)
    take_away(server, permissions.MANAGE_THREADS)

    with refused(50013, 403):
        await other.delete()


async def test_at_most_1000_threads_are_active(server, lobby, thread):
    state = server.core.state
    for number in range(999):
        state.add_channel(state.channel(str(thread.id)) | {"id": str(number)})

    with refused(160006, 400):
        await lobby.create_thread(name="one more", type=discord.ChannelType.private_thread)


async def test_without_the_permission_no_private_thread_is_started(server, lobby):
    take_away(server, permissions.CREATE_PRIVATE_THREADS)

    with refused(50013, 403):
        await lobby.create_thread(name="x", type=discord.ChannelType.private_thread)


async def test_the_threads_of_a_deleted_channel_go_with_it(server, bot, alice, room):
    await bot.member(alice).add_roles(bot.role("Gold"))
    thread = await room.create_thread(name="secret", type=discord.ChannelType.private_thread)
    await thread.add_user(bot.member(alice))
    await room.delete()

    with refused(10003, 404):
        await thread.send("hello")
    assert alice.channels() == ["lobby", "Gold"]


async def test_closing_a_direct_channel_forgets_nothing(bot, alice):
    channel = await bot.member(alice).create_dm()
    await channel.send("hello")
    await bot.raw("DELETE", f"/channels/{channel.id}")

    assert [one.text for one in alice.dms()] == ["hello"]


async def test_only_private_threads_below_a_text_channel_are_started(bot, lobby):
    category = await bot.guild.create_category("Rooms")
    for channel, kind in ((category, 12), (lobby, 11)):
        with refused(50024, 400):
            await bot.raw("POST", f"/channels/{channel.id}/threads", {"name": "x", "type": kind})
    with refused(50024, 400):
        await bot.raw("PUT", f"/channels/{lobby.id}/thread-members/{bot.user.id}")


async def test_the_name_of_a_thread_has_100_characters_at_most(lobby):
    with refused(50035, 400):
        await lobby.create_thread(name="x" * 101, type=discord.ChannelType.private_thread)


async def test_a_thread_takes_1000_people_at_most(server, bot, alice, thread):
    server.core.state.thread_members[str(thread.id)] |= {str(number) for number in range(999)}

    with refused(30033, 400):
        await thread.add_user(bot.member(alice))


async def test_somebody_elses_thread_is_changed_only_by_moderators(server, bot, alice, thread):
    await thread.add_user(bot.member(alice))
    server.core.state.channel(str(thread.id))["owner_id"] = alice.id
    await thread.edit(name="still allowed")
    take_away(server, permissions.MANAGE_THREADS)

    with refused(50013, 403):
        await thread.edit(name="no more")
    with refused(50013, 403):
        await thread.remove_user(bot.member(alice))


async def test_everybody_hears_when_a_thread_sleeps_and_wakes(bot, thread):
    await thread.edit(archived=True)
    (_, asleep) = await bot.hears("thread_update")
    assert asleep.archived
    slept_at = asleep.archive_timestamp
    await thread.send("awake")
    (woken,) = await bot.hears("thread_join", times=1)

    assert not woken.archived
    assert slept_at > thread.created_at

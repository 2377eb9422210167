"""The audit log: whatever the bot changes is written down, with its reason."""

import discord

from tests.sandbox.discord.test_scheduled_events import announce


async def acts(bot):
    """What the log says was done, oldest first, with the reason that was given."""
    return [(entry.action.name, entry.reason) async for entry in bot.guild.audit_logs(oldest_first=True)]


async def test_what_is_done_to_channels_is_in_the_log(bot):
    room = await bot.guild.create_text_channel("room", reason="new")
    await room.edit(topic="welcome", reason="words")
    await room.set_permissions(bot.guild.me, view_channel=True, reason="see")
    await room.set_permissions(bot.guild.me, view_channel=True, send_messages=True, reason="speak")
    await room.set_permissions(bot.guild.me, overwrite=None, reason="usual")
    await room.delete(reason="old")

    assert await acts(bot) == [
        ("channel_create", "new"),
        ("channel_update", "words"),
        ("overwrite_create", "see"),
        ("overwrite_update", "speak"),
        ("overwrite_delete", "usual"),
        ("channel_delete", "old"),
    ]


async def test_what_is_done_to_threads_is_in_the_log(bot):
    lobby = bot.guild.text_channels[0]
    thread = await lobby.create_thread(name="t", type=discord.ChannelType.private_thread, reason="new")
    await thread.edit(name="other", reason="words")
    await thread.delete(reason="old")

    assert await acts(bot) == [("thread_create", "new"), ("thread_update", "words"), ("thread_delete", "old")]


async def test_what_is_done_to_roles_is_in_the_log(bot):
    role = await bot.guild.create_role(name="Gold", reason="new")
    await role.edit(name="Platinum", reason="words")
    await role.delete(reason="old")

    assert await acts(bot) == [("role_create", "new"), ("role_update", "words"), ("role_delete", "old")]


async def test_what_is_done_to_events_is_in_the_log(bot):
    event = await announce(bot, reason="new")
    await event.edit(name="Ball", reason="words")
    await event.delete(reason="old")

    assert await acts(bot) == [
        ("scheduled_event_create", "new"),
        ("scheduled_event_update", "words"),
        ("scheduled_event_delete", "old"),
    ]


async def test_what_is_done_to_members_is_in_the_log(bot, alice, bob):
    member = bot.member(bob)
    gold = await bot.guild.create_role(name="Gold", reason="new")
    await bot.member(alice).edit(nick="Al", roles=[gold], reason="both")
    await member.ban(reason="spam")
    await bot.guild.unban(member, reason="sorry")

    assert await acts(bot) == [
        ("role_create", "new"),
        ("member_role_update", "both"),
        ("member_update", "both"),
        ("ban", "spam"),
        ("unban", "sorry"),
    ]


async def test_an_entry_says_what_was_there_before_and_after(bot):
    room = await bot.guild.create_text_channel("room")
    await room.edit(name="hall")
    (entry, _) = [entry async for entry in bot.guild.audit_logs()]

    assert (entry.before.name, entry.after.name) == ("room", "hall")
    assert entry.target.id == room.id

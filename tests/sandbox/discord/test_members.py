"""Members and roles: what a bot may do to whom, and what the log says of it."""

from datetime import timedelta

import discord
import pytest

from sandbox.discord import permissions
from sandbox.discord.errors import NotAllowed
from tests.sandbox.discord.clients import refused, take_away

UNKNOWN = discord.Object(1574928037848285429)


@pytest.fixture
async def gold(bot):
    return await bot.guild.create_role(name="Gold")


async def test_a_role_is_granted_and_taken_back_and_each_change_is_told_once(server, bot, alice, gold):
    """Granting what is held is no error and no news."""
    for _ in range(2):
        await bot.member(alice).add_roles(gold)
    assert alice.roles() == {"Gold"}
    for _ in range(2):
        await bot.member(alice).remove_roles(gold)
    await bot.hears("member_update", times=2)

    assert alice.roles() == set()
    assert len(bot.told("member_update")) == 2


async def test_whoever_left_is_an_unknown_member(bot, alice, gold):
    member = bot.member(alice)
    await alice.leave_server()

    with refused(10007, 404):
        await member.add_roles(gold)
    with refused(10007, 404):
        await bot.guild.fetch_member(int(alice.id))


async def test_a_deleted_role_is_unknown(bot, alice, gold):
    await alice.delete_role("Gold")

    with refused(10011, 404):
        await bot.member(alice).add_roles(gold)


async def test_somebody_else_who_deletes_a_role_takes_it_from_everybody(bot, alice, gold):
    await bot.member(alice).add_roles(gold)
    await alice.delete_role("Gold")
    (deleted,) = await bot.hears("guild_role_delete")

    assert deleted == gold
    assert (await bot.raw("GET", f"/guilds/{bot.guild.id}/members/{alice.id}"))["roles"] == []


async def test_a_role_above_the_bots_own_cannot_be_given(bot, alice, gold):
    """The permission to manage roles is not enough: 50013 all the same."""
    await alice.move_role("Gold", 90)

    with refused(50013, 403):
        await bot.member(alice).add_roles(gold)


async def test_the_bots_own_role_cannot_be_given(bot, alice):
    """It is managed, and not below itself."""
    with refused(50013, 403):
        await bot.member(alice).add_roles(bot.guild.me.top_role)


async def test_of_two_roles_at_one_position_the_older_is_higher(server, bot, alice, gold):
    """The bot's role was there first, so one dragged to its very position is still below."""
    await alice.move_role("Gold", 50)
    await bot.member(alice).add_roles(gold)

    assert alice.roles() == {"Gold"}


async def test_without_the_permission_no_role_can_be_given_made_or_deleted(server, bot, alice, gold):
    take_away(server, permissions.MANAGE_ROLES)

    with refused(50013, 403):
        await bot.member(alice).add_roles(gold)
    with refused(50013, 403):
        await bot.guild.create_role(name="Silver")
    with refused(50013, 403):
        await gold.delete()


async def test_one_gives_a_role_only_what_one_has(bot):
    with refused(50013, 403):
        await bot.guild.create_role(name="Boss", permissions=discord.Permissions(administrator=True))


async def test_a_new_role_is_born_at_the_bottom(bot, gold):
    silver = await bot.guild.create_role(name="Silver")
    found = {role.name: role.position for role in await bot.guild.fetch_roles()}

    assert found["Silver"] == silver.position == 1
    assert found["Gold"] == 2
    assert found["roomkeeper"] == 52


async def test_a_role_is_renamed_and_moved_below_the_bots_own(bot, gold):
    for name in ("Silver", "Bronze"):
        await bot.guild.create_role(name=name)
    await gold.edit(name="Platinum", hoist=True)
    await bot.hears("guild_role_update")
    await bot.role("Platinum").edit(position=1)
    found = [role.name for role in sorted(await bot.guild.fetch_roles())]

    assert found == ["@everyone", "Platinum", "Bronze", "Silver", "roomkeeper"]
    with refused(50013, 403):
        await gold.edit(position=60)


async def test_there_are_at_most_250_roles(server, bot, gold):
    known = server.core.state.guild["roles"]
    known += [known[-1] | {"id": str(number)} for number in range(250 - len(known))]

    with refused(30005, 400):
        await bot.guild.create_role(name="One more")


async def test_it_is_counted_who_holds_what(bot, alice, bob, gold):
    silver = await bot.guild.create_role(name="Silver")
    await bot.member(alice).add_roles(gold)
    await bot.member(bob).add_roles(gold)
    counts = await bot.guild.role_member_counts()

    assert (counts[gold], counts[silver]) == (2, 0)


async def test_all_roles_can_be_set_at_once_or_not_at_all(bot, alice, gold):
    """One role that is too high, and none is changed."""
    high = await bot.guild.create_role(name="High")
    await alice.move_role("High", 90)

    with refused(50013, 403):
        await bot.member(alice).edit(roles=[gold, high])
    assert alice.roles() == set()
    await bot.member(alice).edit(roles=[gold])

    assert alice.roles() == {"Gold"}


async def test_members_are_read_in_pages_and_searched_by_name(server, bot, alice, bob):
    everybody = [member.name async for member in bot.guild.fetch_members(limit=None)]
    found = await bot.raw("GET", f"/guilds/{bot.guild.id}/members/search", params={"query": "AL", "limit": 5})

    assert sorted(everybody) == ["alice", "bob", "owner", "roomkeeper"]
    assert [one["user"]["username"] for one in found] == ["alice"]


@pytest.mark.parametrize("limit", [0, 1001])
async def test_a_page_of_members_has_1000_at_most(bot, limit):
    with refused(50035, 400):
        await bot.raw("GET", f"/guilds/{bot.guild.id}/members", params={"limit": limit})


async def test_anybody_with_an_account_can_be_looked_up(server, bot):
    stranger = await server.stranger("carol")

    assert (await bot.fetch_user(int(stranger.id))).name == "carol"
    with refused(10013, 404):
        await bot.fetch_user(UNKNOWN.id)


# -- names, timeouts, goodbyes


async def test_a_nickname_is_given_and_has_32_characters_at_most(bot, alice):
    await bot.member(alice).edit(nick="x" * 32)
    with refused(50035, 400):
        await bot.member(alice).edit(nick="x" * 33)
    await bot.hears("member_update")

    assert bot.member(alice).nick == "x" * 32


async def test_in_a_timeout_one_reads_and_says_nothing(bot, alice):
    await bot.member(alice).timeout(timedelta(minutes=5), reason="too loud")
    with pytest.raises(NotAllowed):
        await alice.write("lobby", "but")
    assert alice.channels() == ["lobby"]
    await bot.member(alice).timeout(None)
    await alice.write("lobby", "sorry")

    assert [one.text for one in alice.read("lobby")] == ["sorry"]


async def test_a_timeout_lasts_28_days_at_most(bot, alice):
    await bot.member(alice).timeout(timedelta(days=27, hours=23))
    with refused(50035, 400):
        await bot.member(alice).timeout(timedelta(days=28, hours=1))


async def test_the_owner_can_be_neither_timed_out_nor_kicked_nor_banned(server, bot):
    owner = bot.member(server.owner)

    with refused(50013, 403):
        await owner.timeout(timedelta(minutes=1))
    with refused(50013, 403):
        await owner.kick()
    with refused(50013, 403):
        await owner.ban()
    with refused(50013, 403):
        await owner.edit(nick="boss")
    assert server.owner.in_server


async def test_somebody_above_the_bot_cannot_be_sent_away(bot, alice, gold):
    await bot.member(alice).add_roles(gold)
    await alice.move_role("Gold", 90)

    with refused(50013, 403):
        await bot.member(alice).kick()
    assert alice.in_server


async def test_whoever_is_kicked_may_come_back(bot, alice):
    await bot.member(alice).kick(reason="stop")
    await bot.hears("member_remove")
    assert not alice.in_server
    await alice.join_server()

    assert alice.in_server


async def test_whoever_is_banned_may_not_until_the_ban_is_lifted(bot, alice):
    member = bot.member(alice)
    await alice.write("lobby", "spam")
    await member.ban(reason="spam", delete_message_seconds=3600)
    await bot.hears("member_ban")
    assert not alice.in_server
    with pytest.raises(NotAllowed):
        await alice.join_server()
    assert [(ban.user.name, ban.reason) async for ban in bot.guild.bans()] == [("alice", "spam")]
    assert (await bot.guild.fetch_ban(member)).reason == "spam"
    await bot.guild.unban(member)
    with refused(10026, 404):
        await bot.guild.unban(member)
    await bot.hears("member_unban")
    await alice.join_server()

    assert alice.in_server
    assert alice.read("lobby") == []


async def test_strangers_can_be_banned_before_they_come(server, bot):
    carol = await server.stranger("carol")
    await bot.guild.ban(discord.Object(int(carol.id)))

    with pytest.raises(NotAllowed):
        await carol.join_server()


@pytest.mark.parametrize(
    ("permission", "act"),
    [
        (permissions.MANAGE_ROLES, lambda guild, member: member.edit(roles=[])),
        (permissions.MANAGE_NICKNAMES, lambda guild, member: member.edit(nick="Al")),
        (permissions.MODERATE_MEMBERS, lambda guild, member: member.timeout(timedelta(minutes=1))),
        (permissions.KICK, lambda guild, member: member.kick()),
        (permissions.BAN, lambda guild, member: member.ban()),
        (permissions.BAN, lambda guild, member: guild.unban(member)),
        (permissions.BAN, lambda guild, member: guild.fetch_ban(member)),
        (permissions.BAN, lambda guild, member: anext(guild.bans())),
    ],
)
async def test_each_act_needs_its_permission(server, bot, alice, permission, act):
    member = bot.member(alice)
    take_away(server, permission)

    with refused(50013, 403):
        await act(bot.guild, member)
    assert alice.in_server


@pytest.mark.parametrize(("position", "granted"), [(90, 0), (1, permissions.ADMINISTRATOR)], ids=["above", "admin"])
async def test_nobody_above_the_bot_and_no_administrator_gets_a_timeout(server, bot, alice, position, granted):
    role = await server.people.make_role("Boss", granted)
    await server.people.move_role(role, position)
    await server.owner.give_role(alice, "Boss")

    with refused(50013, 403):
        await bot.member(alice).timeout(timedelta(minutes=1))


async def test_a_ban_deletes_a_week_of_messages_at_most(bot, alice):
    with refused(50035, 400):
        await bot.raw(
            "PUT", f"/guilds/{bot.guild.id}/bans/{alice.id}", params={"delete_message_seconds": 7 * 24 * 3600 + 1}
        )
    assert alice.in_server


# -- the audit log


async def test_the_log_says_who_gave_a_role_and_why(server, bot, alice, gold):
    """Reasons may be Japanese; they travel encoded."""
    await bot.member(alice).add_roles(gold, reason="支払い済み")
    (entry,) = await bot.hears("audit_log_entry_create", times=2)

    assert entry.action is discord.AuditLogAction.member_role_update
    assert (entry.user_id, entry.target.id, entry.reason) == (bot.user.id, int(alice.id), "支払い済み")
    assert (entry.before.roles, entry.after.roles) == ([], [gold])


async def test_the_log_tells_an_admins_hand_from_the_bots(server, bot, alice, gold):
    await server.owner.give_role(alice, "Gold")
    await server.owner.give_role(alice, "Gold")
    await server.owner.take_role(alice, "Gold")
    (entry,) = await bot.hears("audit_log_entry_create", times=3)

    assert entry.user_id == int(server.owner.id)
    assert (entry.before.roles, entry.after.roles) == ([gold], [])
    assert len(bot.told("audit_log_entry_create")) == 3


async def test_the_log_can_be_read_newest_first(server, bot, alice, gold):
    await bot.member(alice).add_roles(gold)
    await bot.member(alice).kick(reason="bye")
    acts = [entry.action.name async for entry in bot.guild.audit_logs()]
    kicks = [entry.reason async for entry in bot.guild.audit_logs(action=discord.AuditLogAction.kick)]

    assert acts == ["kick", "member_role_update", "role_create"]
    assert kicks == ["bye"]


async def test_without_the_permission_the_log_is_closed_and_silent(server, bot, alice, gold):
    take_away(server, permissions.VIEW_AUDIT_LOG)
    await bot.member(alice).add_roles(gold)
    await bot.hears("member_update")

    assert len(bot.told("audit_log_entry_create")) == 1  # of the role, before
    with refused(50013, 403):
        [entry async for entry in bot.guild.audit_logs()]


async def test_a_reason_has_512_characters_at_most(bot, alice, gold):
    await bot.member(alice).add_roles(gold, reason="x" * 512)
    with refused(50035, 400):
        await bot.member(alice).remove_roles(gold, reason="x" * 513)

    assert alice.roles() == {"Gold"}

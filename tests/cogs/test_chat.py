"""`bot.ports.Chat` against the local Discord: roles, rooms, messages, and what doctor sees."""

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest

from bot.ports import IN_TRANSACTION, Closed, Place, Rejected, Unreachable
from bot.rules.cards import Card
from bot.rules.ids import MemberId, NoticeId, RoomId
from bot.rules.money import Money
from bot.rules.rooms import Room, RoomState
from bot.rules.texts import text
from cogs.chat import DiscordChat
from cogs.client import point_at
from cogs.examination import NEEDED
from cogs.limits import UNLIMITED, Limiter
from tests.cogs.bots import CARD, Heard, make_client, running
from tests.cogs.local import until
from tests.cogs.speakers import Plain

NOBODY = MemberId(5)
FIRST, SECOND = NoticeId("ntc_1"), NoticeId("ntc_2")
NEWER = Card(text("probe.newer"))


@pytest.fixture
async def chat(local, kept):
    async with running(local, kept) as (client, _):
        yield DiscordChat(client, local.guild_id, Plain(), Limiter(UNLIMITED))


@pytest.fixture
def gold(alice):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return Room(RoomId("room_1"), "Gold", "", alice, Money(500, "JPY"), RoomState.DRAFT, now, alice)


async def heard_of(chat, what):
    """Wait until the gateway has told the client about something."""
    line = chat._line
    await until(lambda: what(line.client.get_guild(line.guild_id)))


async def test_a_room_is_built_and_each_part_found_again(local, chat, gold):
    """A crash between the call and the row loses the id; the second try must not leave two of anything."""
    role_id = await chat.make_role(gold)
    await heard_of(chat, lambda server: server.get_role(role_id))
    gold = replace(gold, role_id=role_id)
    category_id = await chat.make_category(gold)
    gold = replace(gold, category_id=category_id)
    channel_id = await chat.make_channel(gold)

    assert await chat.make_role(replace(gold, role_id=None)) != role_id  # it is in use now: it could be another room's
    assert await chat.make_category(gold) == category_id
    assert await chat.make_channel(gold) == channel_id
    assert local.channel(channel_id)["parent_id"] == str(category_id)


async def test_a_role_whose_id_was_lost_is_found_again(local, chat, gold):
    role_id = await chat.make_role(gold)
    await heard_of(chat, lambda server: server.get_role(role_id))

    assert await chat.make_role(gold) == role_id


@pytest.mark.parametrize("difference", ["held", "allows something", "above us", "named in a channel"])
async def test_a_role_that_means_something_is_never_taken_for_ours(local, chat, gold, alice, difference):
    """Whoever holds it would get into the room, or lose what they have."""
    role_id = await local.make_role(
        "Gold", allows=8 if difference == "allows something" else 0, above=difference == "above us"
    )
    if difference == "held":
        await local.give_by_hand(alice, role_id)
        await heard_of(chat, lambda server: server.get_role(role_id) and server.get_role(role_id).members)
    if difference == "named in a channel":
        local.name_in_channel(role_id)
    await heard_of(chat, lambda server: server.get_role(role_id))

    assert await chat.make_role(gold) != role_id


async def test_a_room_is_seen_by_its_members_its_owner_and_us_alone(local, chat, gold, alice):
    gold = replace(gold, role_id=await chat.make_role(gold))
    gold = replace(gold, category_id=await chat.make_category(gold))
    channel_id = await chat.make_channel(gold)
    bob = await local.join("bob")

    assert not local.sees(bob, channel_id)
    assert local.sees(alice, channel_id)
    await chat.grant(bob, gold.role_id, "paid")
    assert local.sees(bob, channel_id)


async def test_a_role_is_granted_and_taken_and_both_may_be_repeated(local, chat, alice):
    role_id = await local.make_role("Gold")
    for _ in range(2):
        await chat.grant(alice, role_id, "paid")
    granted = await chat.roles_of(alice)
    for _ in range(2):
        await chat.revoke(alice, role_id, "not paid for")

    assert granted == {role_id}
    assert await chat.roles_of(alice) == set()


async def test_a_member_who_left_has_no_roles_and_nothing_fails(local, chat):
    role_id = await local.make_role("Gold")
    await chat.grant(NOBODY, role_id, "paid")
    await chat.revoke(NOBODY, role_id, "not paid for")

    assert await chat.roles_of(NOBODY) is None


async def test_a_role_above_ours_is_refused_with_the_remedy(local, chat, alice):
    role_id = await local.make_role("Gold", above=True)
    with pytest.raises(Rejected, match="Server Settings, Roles"):
        await chat.try_role(role_id)
    with pytest.raises(Rejected, match="drag the bot's role above"):
        await chat.grant(alice, role_id, "paid")


async def test_a_role_that_is_gone_is_refused_with_the_remedy(local, chat, alice):
    with pytest.raises(Rejected, match="was deleted"):
        await chat.try_role(1)
    with pytest.raises(Rejected, match="was deleted"):
        await chat.grant(alice, 1, "paid")


async def test_a_role_below_ours_may_be_granted(local, chat):
    await chat.try_role(await local.make_role("Gold"))


@pytest.mark.parametrize(("status", "code"), [(503, 0), (403, 50001), (404, 10004)])
async def test_roles_are_never_guessed(local, chat, alice, status, code):
    """ "Not there" for any other reason than that the member left would take paid rooms away."""
    local.fail("GET", f"/guilds/{local.guild_id}/members/{alice}", status=status, code=code)
    with pytest.raises(Unreachable):
        await chat.roles_of(alice)


async def test_a_direct_message_arrives_once_however_often_it_is_sent(local, chat, alice):
    """An answer that was lost is asked for again; the member must not read it twice."""
    first = await chat.tell(alice, CARD, "ja", FIRST)
    again = await chat.tell(alice, CARD, "ja", FIRST)
    other = await chat.tell(alice, CARD, "en-US", SECOND)

    assert first == again != other
    assert [message.texts[0] for message in local.direct_messages(alice)] == [
        "### ja|probe.card",
        "### en-US|probe.card",
    ]


async def test_a_message_is_changed_in_place(local, chat, alice):
    place = await chat.tell(alice, CARD, "ja", FIRST)
    for _ in range(2):
        assert await chat.retell(place, NEWER, "ja")

    assert [message.texts for message in local.direct_messages(alice)] == [["### ja|probe.newer"]]


async def test_a_message_that_is_gone_is_said_to_be_gone(local, chat, alice):
    place = await chat.tell(alice, CARD, "ja", FIRST)
    local.delete_message(place.message_id)

    assert not await chat.retell(place, NEWER, "ja")
    assert not await chat.retell(Place(1, 2), NEWER, "ja")


async def test_closed_direct_messages_lead_to_a_private_thread(local, chat, alice):
    local.close_direct_messages(alice)
    with pytest.raises(Closed):
        await chat.tell(alice, CARD, "ja", FIRST)
    first = await chat.tell_in_thread(alice, CARD, "ja", FIRST)
    await heard_of(chat, lambda server: server.get_thread(first.channel_id))
    again = await chat.tell_in_thread(alice, CARD, "ja", FIRST)
    second = await chat.tell_in_thread(alice, CARD, "ja", SECOND)

    assert first == again
    assert first.channel_id == second.channel_id
    assert local.channel(first.channel_id)["type"] == 12
    assert local.in_thread(first.channel_id) == {alice}


async def test_without_a_place_for_threads_the_way_is_closed(local, chat, alice):
    await local.take_system_channel_away()
    await heard_of(chat, lambda server: server.system_channel is None)
    with pytest.raises(Closed, match="no channel"):
        await chat.tell_in_thread(alice, CARD, "ja", FIRST)


async def test_opening_too_fast_lets_direct_messages_rest(local, chat, alice):
    """Going on after this warning is what gets a bot quarantined."""
    local.fail("POST", "/users/@me/channels", status=400, code=40003)
    for _ in range(2):
        with pytest.raises(Unreachable):
            await chat.tell(alice, CARD, "ja", FIRST)

    assert local.count("POST", "/users/@me/channels") == 1


async def test_nothing_is_asked_inside_a_transaction(chat, alice):
    token = IN_TRANSACTION.set(True)
    with pytest.raises(AssertionError):
        await chat.grant(alice, 1, "paid")
    IN_TRANSACTION.reset(token)


async def test_a_client_that_is_not_connected_is_unreachable(local, kept, alice):
    async with running(local, kept) as (client, _):
        pass
    closed = DiscordChat(client, local.guild_id, Plain(), Limiter(UNLIMITED))
    with pytest.raises(Unreachable):
        await closed.roles_of(alice)


async def test_doctor_finds_all_well_in_a_room_that_is_built(local, chat, gold):
    gold = replace(gold, role_id=await chat.make_role(gold))
    gold = replace(gold, category_id=await chat.make_category(gold))
    gold = replace(gold, channel_id=await chat.make_channel(gold))
    found = await chat.examine([gold])

    assert [finding for finding in found if not finding.well] == []
    assert {f"permission {name}" for name in NEEDED} < {finding.name for finding in found}


async def test_doctor_names_what_is_missing_and_the_remedy(local, chat, gold):
    broken = replace(gold, role_id=await local.make_role("Gold", above=True), channel_id=99)
    local.take_permission("manage_channels")
    local.switch_intent_off()
    found = [finding for finding in await chat.examine([broken]) if not finding.well]

    assert {finding.name for finding in found} == {
        "Server Members Intent",
        "permission manage_channels",
        "role of Gold",
        "channel of Gold",
    }
    assert all(finding.remedy for finding in found)


async def test_doctor_looks_without_changing_anything(local, kept, gold):
    """It may be run with another version's code, beside a bot that works."""
    point_at(local.api_url, local.gateway_url)
    client = make_client(local, kept, Heard())
    await client.log_in_to_ask(local.token)
    found = await DiscordChat(client, local.guild_id, Plain(), Limiter(UNLIMITED)).examine([])
    await client.close()

    assert all(finding.well for finding in found)
    assert local.registrations() == 0


async def test_doctor_says_when_the_bot_is_not_in_the_server(local, chat):
    local.fail("GET", f"/guilds/{local.guild_id}", status=404, code=10004)
    [finding] = await chat.examine([])

    assert not finding.well
    assert "DISCORD_GUILD_ID" in finding.seen


async def test_whoever_runs_the_server_is_known_and_nobody_else(local, chat, alice):
    """Its owner, and whoever may manage it by a role; the bot itself may as well, and is not asked."""
    owner = MemberId(int(local.state.owner["id"]))
    before = await chat.admins()
    role_id = await local.make_role("Staff", allows=discord.Permissions(manage_guild=True).value)
    await local.give_by_hand(alice, role_id)
    line = chat._line
    await until(lambda: line.client.get_guild(line.guild_id).get_member(alice).guild_permissions.manage_guild)

    assert before == {owner}
    assert await chat.admins() == {owner, alice}

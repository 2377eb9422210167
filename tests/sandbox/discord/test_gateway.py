"""The gateway: logging in, hearing what concerns one, losing the line and coming back."""

import asyncio
import zlib

import aiohttp
import discord
import pytest

from sandbox.discord.core import LocalDiscord
from sandbox.discord.errors import NotAllowed
from sandbox.discord.limits import Limits
from tests.sandbox.discord.clients import INTENTS, SOON_SECONDS, Listener, connected, opened, wire

EVERY_MESSAGE = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


def identify(server, *, token=None, intents=INTENTS.value):
    return {"token": token or server.core.state.token, "intents": intents, "properties": {}}


async def test_a_client_logs_in_and_knows_the_server(server, bot, alice):
    assert bot.guild.name == "Salon"
    assert bot.guild.me.top_role.name == "roomkeeper"
    assert [one.name for one in bot.guild.text_channels] == ["lobby"]
    assert bot.member(server.owner) == bot.guild.owner


async def test_a_wrong_token_is_turned_away_by_the_api(server):
    """discord.py logs in over the API first, so this is what an operator with a wrong token meets."""
    with pytest.raises(discord.LoginFailure):
        async with connected(server, Listener(), token="wrong"):
            pass


async def test_a_wrong_token_closes_the_gateway_with_4004(server):
    async with wire(server) as line:
        await line.say(2, identify(server, token="wrong"))

        assert await line.closed_with() == 4004


async def test_intents_that_are_switched_off_close_it_with_4014(server):
    """The library says so in words; it does not try again."""
    server.gateway.privileged = False

    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(server, Listener()):
            pass


async def test_without_privileged_intents_one_may_come_all_the_same(server, alice):
    server.gateway.privileged = False

    async with connected(server, Listener(discord.Intents(guilds=True))) as client:
        assert client.guild.get_member(int(alice.id)) is None


async def test_whoever_speaks_before_identifying_is_closed(server):
    async with wire(server) as line:
        await line.say(8, {"guild_id": server.core.state.guild["id"], "query": "", "limit": 0})

        assert await line.closed_with() == 4003


async def test_what_nobody_understands_closes_the_line(server):
    """But for what a bot may say and nobody looks at: its presence."""
    async with wire(server) as line:
        await line.say(2, identify(server))
        await line.hear_event("GUILD_CREATE")
        await line.say(3, {"status": "online", "activities": [], "since": None, "afk": False})
        await line.say(1, None)
        assert (await line.hear())["op"] == 11
        await line.say(99, None)

        assert await line.closed_with() == 4001


async def test_identifying_twice_closes_the_line(server):
    async with wire(server) as line:
        await line.say(2, identify(server))
        await line.hear_event("GUILD_CREATE")
        await line.say(2, identify(server))

        assert await line.closed_with() == 4005


async def test_a_heartbeat_is_answered(server):
    async with wire(server) as line:
        assert (await line.hear())["op"] == 10
        await line.say(1, None)

        assert (await line.hear())["op"] == 11


async def test_what_is_asked_for_compressed_comes_compressed(server):
    """One stream for the whole socket: each message goes on where the last one ended."""
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{server.gateway_url}?compress=zlib-stream") as socket:
            inflate = zlib.decompressobj()
            hello = inflate.decompress(await socket.receive_bytes(timeout=SOON_SECONDS))
            await socket.send_json({"op": 1, "d": None})
            ack = inflate.decompress(await socket.receive_bytes(timeout=SOON_SECONDS))

    assert (b'"op": 10' in hello, b'"op": 11' in ack) == (True, True)


# -- coming back


async def test_a_broken_line_is_resumed_and_nothing_is_missed(server, bot, alice):
    """What happened meanwhile is played back; the client does not identify again."""
    await server.drop(4000)
    bob = await server.person("bob")
    await bot.hears("resumed")

    assert bot.told("member_join")[-1][0].id == int(bob.id)
    assert server.gateway.identifies == 1
    assert len(bot.told("ready")) == 1


async def test_a_second_break_is_resumed_from_where_the_first_one_ended(server, bot):
    for times, name in enumerate(("alice", "bob"), 1):
        await server.drop(4000)
        await server.person(name)
        await bot.hears("resumed", times)

    assert [args[0].name for args in bot.told("member_join")] == ["alice", "bob"]
    assert server.gateway.identifies == 1


async def test_a_forgotten_session_begins_anew_and_is_ready_again(server, bot):
    """What happened while nobody listened is never told: whoever keeps roles has to look for themselves."""
    server.forget_sessions()
    await server.drop(4000)
    alice = await server.person("alice")
    await bot.hears("ready", times=2)

    assert server.gateway.identifies == 2
    assert bot.told("member_join") == []
    assert bot.member(alice) is not None


async def test_resuming_a_session_nobody_knows_is_answered_with_op_9(server):
    async with wire(server) as line:
        await line.hear()
        await line.say(6, {"token": server.core.state.token, "session_id": "nobody", "seq": 1})

        assert await line.hear() == {"op": 9, "d": False, "s": None, "t": None}


async def test_resuming_from_the_future_closes_the_line(server):
    async with wire(server) as line:
        await line.say(2, identify(server))
        session_id = (await line.hear_event("READY"))["d"]["session_id"]
    async with wire(server) as line:
        await line.say(6, {"token": server.core.state.token, "session_id": session_id, "seq": 99})

        assert await line.closed_with() == 4007


async def test_a_client_that_is_asked_to_reconnect_resumes(server, bot):
    """Op 7, as Discord sends it many times a day."""
    await server.ask_to_reconnect()
    await bot.hears("resumed")

    assert server.gateway.identifies == 1


async def test_a_gateway_that_turns_one_away_takes_one_back_later(server, bot):
    server.refuse_gateway(1)
    await server.drop(4000)
    await bot.hears("resumed")

    assert server.gateway.refuse == 0


# -- hearing


async def test_people_who_come_and_go_are_told(server, bot):
    alice = await server.person("alice")
    (joined,) = await bot.hears("member_join")
    await alice.leave_server()
    await bot.hears("member_remove")
    await alice.join_server()
    (again,) = await bot.hears("member_join", times=2)

    assert (joined.name, joined.flags.did_rejoin) == ("alice", False)
    assert again.flags.did_rejoin


async def test_roles_are_lost_when_somebody_leaves(server, bot, alice):
    await alice.make_role("Gold")
    with pytest.raises(NotAllowed, match="no role called"):
        await alice.give_role(alice, "Silver")
    await alice.give_role(alice, "Gold")
    assert alice.roles() == {"Gold"}
    await alice.leave_server()
    await alice.join_server()

    assert alice.roles() == set()


async def test_events_need_their_intent(server, alice):
    """Without the intent for members nobody says that somebody came."""
    async with connected(server, Listener(discord.Intents(guilds=True))) as client:
        await server.person("bob")
        await client.guild.create_role(name="Gold")
        await client.hears("guild_role_create")

        assert client.told("member_join") == []


async def test_what_others_write_is_empty_without_the_intent_for_content(server, alice):
    async with connected(server, Listener(EVERY_MESSAGE)) as client:
        await alice.write("lobby", "hello")
        (heard,) = await client.hears("message")
        sent = await client.guild.text_channels[0].send("mine")
        await client.hears("message", times=2)

        assert heard.content == ""
        assert (sent.content, client.told("message")[1][0].content) == ("mine", "mine")


async def test_a_message_is_told_when_it_comes_is_changed_and_goes(server):
    async with connected(server, Listener(EVERY_MESSAGE)) as client:
        message = await client.guild.text_channels[0].send("one")
        await message.edit(content="two")
        await message.delete()
        await client.hears("raw_message_delete")

        assert [args[0].id for args in client.told("message")] == [message.id]
        assert [args[0].data["content"] for args in client.told("raw_message_edit")] == ["two"]
        assert client.told("raw_message_delete")[0][0].message_id == message.id


async def test_what_a_ban_deletes_is_told(server):
    everything = discord.Intents(guilds=True, members=True, guild_messages=True)
    spammer = await server.person("spammer")
    async with connected(server, Listener(everything)) as client:
        await spammer.write("lobby", "buy")
        await client.member(spammer).ban(delete_message_seconds=60)
        await client.hears("raw_message_delete")

        assert len(client.told("raw_message_delete")) == 1


async def test_the_change_of_a_private_answer_is_told_to_nobody(server, alice):
    async with connected(server, Listener(EVERY_MESSAGE)) as client:

        @client.tree.command(description="x")
        async def quietly(interaction: discord.Interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.edit_original_response(content="between us")

        await client.tree.sync()
        await alice.slash("quietly")
        await client.guild.text_channels[0].send("for all")
        await client.hears("message")

        assert client.told("raw_message_edit") == []


async def test_direct_messages_need_another_intent_than_those_of_the_server(server, alice):
    async with connected(server, Listener(discord.Intents(guilds=True, members=True, guild_messages=True))) as client:
        await client.member(alice).send("only for you")
        await client.guild.text_channels[0].send("for all")
        (heard,) = await client.hears("message")

        assert heard.content == "for all"
        assert len(client.told("message")) == 1


# -- asking for members


async def test_members_come_in_chunks(server, bot):
    """More than a thousand are told in several pieces, which belong together by their nonce."""
    for number in range(1001):
        server.core.state.add_member({**server.core.state.owner, "id": str(10**17 + number)}, [])

    found = await bot.guild.chunk(cache=False)

    assert len(found) == 1003


async def test_members_are_found_by_how_their_names_begin_and_by_id(server, bot, alice, bob):
    by_name = await bot.guild.query_members("ali")
    by_id = await bot.guild.query_members(user_ids=[int(bob.id), 1])

    assert [one.name for one in by_name] == ["alice"]
    assert [one.name for one in by_id] == ["bob"]


async def test_asking_for_everybody_too_often_is_not_answered_with_members():
    """Once in thirty seconds; the library does not know the refusal and would wait for ever."""
    async with opened(LocalDiscord(limits=Limits.real())) as server, wire(server) as line:
        await line.say(2, identify(server))
        await line.hear_event("GUILD_CREATE")
        everybody = {"guild_id": server.core.state.guild["id"], "query": "", "limit": 0}
        await line.say(8, everybody)
        await line.hear_event("GUILD_MEMBERS_CHUNK")
        await line.say(8, everybody)
        refusal = await line.hear_event("RATE_LIMITED")

    assert refusal["d"]["opcode"] == 8
    assert 29 < refusal["d"]["retry_after"] <= 30


async def test_quiet_comes_when_everything_was_sent(server, bot):
    joining = asyncio.gather(*(server.person(f"someone{number}") for number in range(20)))
    await joining
    await server.quiet()
    await bot.hears("member_join", times=20)

    assert len(bot.told("member_join")) == 20

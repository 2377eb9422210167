"""The client against the local Discord: registering commands, answering, hearing, and staying connected."""

import asyncio

import discord
import pytest
from structlog.testing import capture_logs

from bot.ports import Rejected
from bot.rules.cards import Act
from cogs.buttons import Acts
from cogs.client import point_at
from tests.cogs.bots import SOON_SECONDS, Heard, More, Probe, make_client, running
from tests.cogs.local import until


async def test_commands_are_registered_once_and_again_only_when_they_changed(local, kept):
    """Discord counts new commands, 200 a day; a bot that registers at every start runs out of them."""
    for _ in range(2):
        async with running(local, kept):
            pass
    before = local.registrations()
    async with running(local, kept, cogs=(Probe, More)):
        pass

    assert before == 1
    assert local.registrations() == 2


async def test_a_card_is_shown_to_its_reader_alone_and_in_their_language(local, kept, alice):
    async with running(local, kept):
        japanese = await local.slash(alice, "card")
        english = await local.slash(alice, "card", locale="en-GB")

    assert japanese.texts == ["### ja|probe.card", "ja|probe.line"]
    assert english.texts[0] == "### en-GB|probe.card"
    assert japanese.private


async def test_a_button_works_after_a_restart(local, kept, alice):
    """Cards stay in direct messages for years."""
    async with running(local, kept):
        card = await local.slash(alice, "card")
        first = await local.click(alice, card, "rk:why:room_1")
    async with running(local, kept):
        later = await local.click(alice, card, "rk:why:room_1")

    assert first.texts == later.texts == ["### ja|probe.pressed subject=room_1"]
    assert later.private


async def test_showing_many_cards_leaves_nothing_behind(local, kept, alice):
    """discord.py keeps every view with a plain button for ever, and forgets lasting buttons with it."""
    async with running(local, kept) as (client, _):
        for _ in range(5):
            await local.slash(alice, "cards")
        store = client._connection._view_store

        assert (len(store._views), len(store._synced_message_views)) == (0, 0)
        assert len(store._dynamic_items) == 1


async def test_a_button_that_goes_wrong_answers_all_the_same(local, kept, alice):
    async with running(local, kept):
        card = await local.slash(alice, "card")
        answer = await local.click(alice, card.with_button("rk:leave:mbr_1"), "rk:leave:mbr_1")

    assert "errors.unexpected" in answer.texts[1]


@pytest.mark.parametrize("custom_id", ["rk:dance:room_1", "rk:undo:mbr_1", "somebody_elses"])
async def test_a_button_nobody_knows_says_that_it_is_old(local, kept, alice, custom_id):
    """An act of a later version, one that has no handler, and an id of a kind that never was ours."""
    async with running(local, kept):
        card = await local.slash(alice, "card")
        answer = await local.click(alice, card.with_button(custom_id), custom_id)

    assert answer.texts[1] == "ja|errors.outdated"


async def test_a_button_that_opens_a_form_is_not_deferred(local, kept, alice):
    """A form cannot follow a defer, so such an act answers by itself."""
    seen = []

    async def opens(interaction, subject):
        seen.append(interaction.response.is_done())
        await interaction.response.send_message("form", ephemeral=True)

    acts = Acts({Act.WHY: opens}, at_once=frozenset({Act.WHY}))
    async with running(local, kept, acts=acts):
        card = await local.slash(alice, "card")
        await local.click(alice, card, "rk:why:room_1")

    assert seen == [False]


@pytest.mark.parametrize(
    ("how", "key"),
    [
        ("refused", "rooms.unknown"),
        ("unreachable", "errors.unreachable"),
        ("rejected", "errors.rejected"),
        ("unforeseen", "errors.unexpected"),
    ],
)
async def test_a_command_that_goes_wrong_says_so_privately(local, kept, alice, how, key):
    """Whether the command had deferred already or not."""
    async with running(local, kept):
        answers = [await local.slash(alice, "fail", how=how, deferred=deferred) for deferred in (True, False)]

    for answer in answers:
        assert answer.texts[0] == "### ja|errors.refused"
        assert key in answer.texts[1]
        assert answer.private


async def test_a_command_that_the_code_has_not_says_that_commands_changed(local, kept, alice):
    """While a new version starts, Discord still shows the commands of the old one."""
    async with running(local, kept, cogs=(Probe, More)) as (client, _):
        client.tree.remove_command("news", guild=discord.Object(local.guild_id))
        answer = await local.slash(alice, "news")

    assert answer.texts[1] == "ja|errors.updating"


async def test_an_answer_that_comes_too_late_is_noted_and_nothing_else(local, kept, alice):
    """Discord takes no second answer then either, so that trying to say sorry would only fail again."""
    async with running(local, kept):
        with local.no_patience(), capture_logs() as logged:
            await local.slash_in_vain(alice, "card")
            await until(lambda: logged)
        answer = await local.slash(alice, "card")

    assert [line["event"] for line in logged] == ["an interaction was answered too late"]
    assert answer.texts[0] == "### ja|probe.card"


async def test_whoever_lets_us_into_another_server_is_told_once(local, kept):
    async with running(local, kept):
        channel_id = await local.invite_elsewhere()
        await until(lambda: local.messages_in(channel_id))

    assert [one.content for one in local.messages_in(channel_id)] == ["ja|errors.elsewhere"]


async def test_another_server_reads_one_polite_sentence(local, kept, alice):
    async with running(local, kept):
        answer = await local.slash_elsewhere(alice, "card")

    assert answer.content == "ja|errors.elsewhere"
    assert answer.private


async def test_what_happens_to_members_and_roles_is_heard(local, kept, alice):
    async with running(local, kept) as (_, heard):
        role = await local.make_role("Gold")
        bob = await local.join("bob")
        await heard.until("joined", bob)
        await local.give_by_hand(alice, role)
        await heard.until("roles", alice, frozenset({role}))
        await local.leave(bob)
        await heard.until("left", bob)
        await local.delete_role(role)
        await heard.until("role_deleted", role)


async def test_a_member_who_changes_their_name_is_no_news(local, kept, alice):
    async with running(local, kept) as (_, heard):
        await local.rename(alice, "Alice the Great")
        bob = await local.join("bob")
        await heard.until("joined", bob)

    assert [one[0] for one in heard.news] == ["ready", "joined"]


async def test_a_first_gateway_that_refuses_is_tried_again(local, kept):
    """discord.py 2.7.1 dies there; a bot that starts before the network is up must not stay down."""
    local.refuse_gateway(2)
    async with running(local, kept) as (client, _):
        assert client.is_ready()

    assert local.count("GET", "/users/@me") == 1


async def test_a_login_that_fails_is_tried_again(local, kept):
    local.fail("GET", "/users/@me", status=503, times=2)
    async with running(local, kept):
        pass

    assert local.count("GET", "/users/@me") == 3


async def test_a_lost_session_is_begun_anew_and_says_so(local, kept):
    """What happened meanwhile was missed, so whoever compares roles must be told."""
    async with running(local, kept) as (client, heard):
        client.before_identify_hook = no_wait
        await local.forget_sessions()
        await heard.until("ready", times=2)


async def no_wait(shard_id, *, initial=False):
    """discord.py would rest five seconds before it identifies again."""


@pytest.mark.parametrize(
    ("answer", "fault", "said"),
    [
        ({"status": 400, "code": 50035}, discord.app_commands.CommandSyncFailure, "Failed to upload"),
        ({"status": 403, "code": 50001}, Rejected, "invite the bot with the scopes"),
    ],
)
async def test_commands_that_discord_does_not_take_end_the_start(local, kept, answer, fault, said):
    """Asking again would not help; the operator reads at once what to mend."""
    local.fail("PUT", local.commands_path, **answer)
    point_at(local.api_url, local.gateway_url)
    client = make_client(local, kept, Heard())
    async with asyncio.timeout(SOON_SECONDS):
        with pytest.raises(fault, match=said):
            await client.run_until_cancelled(local.token)

    assert kept.values == {}


async def test_a_wrong_token_is_not_tried_again(local, kept):
    """Discord locks out an address that keeps asking with one."""
    point_at(local.api_url, local.gateway_url)
    client = make_client(local, kept, Heard())
    async with asyncio.timeout(SOON_SECONDS):
        with pytest.raises(discord.LoginFailure):
            await client.run_until_cancelled("wrong")

    assert client.is_closed()

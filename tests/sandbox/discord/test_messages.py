"""Messages: sent once, to those who take them, within limits; and direct ones."""

import asyncio
import io

import aiohttp
import discord
import pytest
from discord import ui

from sandbox.discord import permissions
from sandbox.discord.core import LocalDiscord
from sandbox.discord.limits import Limits
from tests.sandbox.discord.clients import Listener, connected, opened, refused, take_away


@pytest.fixture
def lobby(bot):
    return bot.guild.text_channels[0]


def card(*words):
    """A message in the newer layout."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(ui.TextDisplay(one) for one in words)))
    return view


def picture(name="qr.png", content=b"picture"):
    return discord.File(io.BytesIO(content), filename=name)


async def test_the_same_nonce_finds_the_message_that_was_sent(lobby, alice):
    """So a lost answer can be asked for again without speaking twice."""
    first = await lobby.send("hello", nonce="out_1")
    again = await lobby.send("hello", nonce="out_1")
    other = await lobby.send("hello", nonce="out_2")

    assert first.id == again.id != other.id
    assert [one.text for one in alice.read("lobby")] == ["hello", "hello"]


async def test_a_nonce_has_25_characters_at_most(lobby):
    await lobby.send("hello", nonce="x" * 25)
    with refused(50035, 400):
        await lobby.send("hello", nonce="x" * 26)


async def test_an_edit_changes_the_message_and_is_no_new_one(lobby, alice):
    message = await lobby.send("before")
    for words in ("between", "after"):
        await message.edit(content=words)
    (seen,) = alice.read("lobby")

    assert (seen.text, seen.before, seen.edited) == ("after", "before", 2)


async def test_a_message_that_is_gone_is_unknown(lobby, alice):
    message = await lobby.send("hello")
    await message.delete()

    with refused(10008, 404):
        await message.edit(content="still there")
    with refused(10008, 404):
        await lobby.fetch_message(message.id)
    assert alice.read("lobby") == []


async def test_what_others_wrote_can_be_deleted_but_not_changed(server, bot, lobby, alice):
    await alice.write("lobby", "mine")
    (message,) = [one async for one in lobby.history()]

    with refused(50005, 403):
        await bot.raw("PATCH", f"/channels/{lobby.id}/messages/{message.id}", {"content": "ours"})
    await message.delete()

    assert alice.read("lobby") == []


async def test_deleting_what_others_wrote_needs_the_permission(server, lobby, alice):
    await alice.write("lobby", "mine")
    (message,) = [one async for one in lobby.history()]
    take_away(server, permissions.MANAGE_MESSAGES)

    with refused(50013, 403):
        await message.delete()


async def test_messages_are_read_newest_first_in_pages(lobby):
    sent = [await lobby.send(str(number)) for number in range(5)]
    last = [one.content async for one in lobby.history(limit=2)]
    earlier = [one.content async for one in lobby.history(limit=2, before=sent[3])]

    assert (last, earlier) == (["4", "3"], ["2", "1"])


# -- direct messages


async def test_a_direct_message_arrives_and_stays_where_it_was(bot, alice):
    opened = [await bot.raw("POST", "/users/@me/channels", {"recipient_id": alice.id}) for _ in range(2)]
    first = await bot.member(alice).send("one")
    await bot.member(alice).send("two")

    assert [one.text for one in alice.dms()] == ["one", "two"]
    assert {one["id"] for one in opened} == {str(first.channel.id)}


async def test_closed_direct_messages_show_only_when_one_is_sent(bot, alice):
    """Opening the channel works; sending says 50007."""
    alice.close_dms()
    channel = await bot.member(alice).create_dm()

    with refused(50007, 403):
        await channel.send("hello")
    alice.open_dms()
    await channel.send("hello")
    assert [one.text for one in alice.dms()] == ["hello"]


async def test_whoever_left_shares_no_server_and_takes_no_messages(bot, alice):
    member = bot.member(alice)
    await member.send("while here")
    await alice.leave_server()

    with refused(50278, 403):
        await member.send("hello")


async def test_nobody_can_be_written_to_who_does_not_exist(bot):
    with refused(50033, 400):
        await bot.raw("POST", "/users/@me/channels", {"recipient_id": "1574928037848285429"})
    with refused(50033, 400):
        await bot.raw("POST", "/users/@me/channels", {"recipient_id": str(bot.user.id)})


async def test_opening_many_direct_channels_at_once_is_stopped():
    """Only new ones count; those that were opened stay open."""
    async with opened(LocalDiscord(limits=Limits(direct_channels=2))) as server:
        people = [await server.person(f"someone{number}") for number in range(3)]
        async with connected(server, Listener()) as client:
            for person in people[:2]:
                await client.member(person).create_dm()
            with refused(40003, 400):
                await client.member(people[2]).create_dm()
            await client.member(people[0]).send("hello")

    assert [one.text for one in people[0].dms()] == ["hello"]


# -- limits the OpenAPI file does not know


@pytest.mark.parametrize(
    "wrong",
    [
        {"content": "x" * 2001},
        {"embeds": [{"title": "x"}] * 11},
        {"embeds": [{"description": "x" * 3001}] * 2},
        {"components": [{"type": 10, "content": "layout without its flag"}]},
        {"flags": 1 << 15, "content": "words in the newer layout"},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 2001}] * 2},
        {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}]},
        {"flags": 1 << 15, "components": [{"type": 13, "file": {"url": "attachment://nowhere.png"}}]},
    ],
    ids=["2001", "11 embeds", "6002 in embeds", "no flag", "content in V2", "4002 in V2", "41 components", "no file"],
)
async def test_a_message_beyond_a_limit_is_refused(bot, lobby, wrong):
    with refused(50035, 400):
        await bot.raw("POST", f"/channels/{lobby.id}/messages", wrong)


BUTTON = {"type": 2, "style": 1, "label": "x", "custom_id": "x"}
MENU = {"type": 3, "custom_id": "x", "options": [{"label": "x", "value": "x"}]}


@pytest.mark.parametrize(
    "wrong",
    [
        [BUTTON | {"custom_id": str(number)} for number in range(6)],
        [BUTTON, BUTTON],
        [BUTTON | {"custom_id": "x" * 101}],
        [BUTTON | {"label": "x" * 81}],
        [BUTTON | {"url": "https://example.com"}],
        [{"type": 2, "style": 1, "label": "x", "url": "https://example.com"}],
        [{"type": 2, "style": 5, "label": "x", "url": "https://example.com/" + "x" * 512}],
        [MENU | {"options": []}],
        [MENU | {"options": [{"label": "x", "value": str(number)} for number in range(26)]}],
        [MENU | {"options": [{"label": "x", "value": "x"}] * 2}],
        [MENU | {"placeholder": "x" * 151}],
        [MENU | {"options": [{"label": "x" * 101, "value": "x"}]}],
        [{"type": 2, "style": 1, "label": "x"}],
        [],
    ],
)
async def test_buttons_and_menus_have_their_limits(bot, lobby, wrong):
    row = {"type": 1, "components": wrong}

    with refused(50035, 400):
        await bot.raw("POST", f"/channels/{lobby.id}/messages", {"content": "x", "components": [row]})


async def test_a_button_beside_words_has_its_limits_too(bot, lobby):
    section = {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON | {"label": "x" * 81}}

    with refused(50035, 400):
        await bot.raw("POST", f"/channels/{lobby.id}/messages", {"flags": 1 << 15, "components": [section]})


async def test_there_are_five_rows_at_most(bot, lobby):
    rows = [{"type": 1, "components": [BUTTON | {"custom_id": str(number)}]} for number in range(6)]

    with refused(50035, 400):
        await bot.raw("POST", f"/channels/{lobby.id}/messages", {"content": "x", "components": rows})
    await bot.raw("POST", f"/channels/{lobby.id}/messages", {"content": "x", "components": rows[:5]})


async def test_at_the_limits_a_message_is_taken(bot, lobby):
    row = [BUTTON | {"label": "x" * 80, "custom_id": f"{number}" * 100} for number in range(5)]
    components = [{"type": 1, "components": row}]
    await bot.raw("POST", f"/channels/{lobby.id}/messages", {"content": "x" * 2000, "components": components})
    await lobby.send(view=card("x" * 2000, "x" * 2000))


async def test_only_an_answer_can_be_for_one_person(bot, lobby):
    with refused(50035, 400):
        await bot.raw("POST", f"/channels/{lobby.id}/messages", {"content": "psst", "flags": 64})


async def test_an_empty_message_is_refused(lobby):
    with refused(50006, 400):
        await lobby.send("")


async def test_a_category_takes_no_messages(bot):
    category = await bot.guild.create_category("Rooms")

    with refused(50008, 400):
        await bot.raw("POST", f"/channels/{category.id}/messages", {"content": "x"})


# -- the newer layout


async def test_the_newer_layout_is_for_good(bot, lobby, alice):
    """Its flag cannot be taken away, so words for the old one are refused ever after."""
    message = await lobby.send(view=card("first"))
    await message.edit(view=card("second"))
    with refused(50035, 400):
        await bot.raw("PATCH", f"/channels/{lobby.id}/messages/{message.id}", {"content": "old", "flags": 0})

    assert [one.text for one in alice.read("lobby")] == ["second"]


async def test_an_old_message_becomes_a_new_one_when_its_words_are_taken_away(bot, lobby, alice):
    message = await lobby.send("words")
    path, components = f"/channels/{lobby.id}/messages/{message.id}", [{"type": 10, "content": "layout"}]
    with refused(50035, 400):
        await bot.raw("PATCH", path, {"flags": 1 << 15, "components": components})
    await bot.raw("PATCH", path, {"flags": 1 << 15, "components": components, "content": None})

    assert [one.text for one in alice.read("lobby")] == ["layout"]


# -- files


async def test_a_file_arrives_and_can_be_fetched(server, lobby, alice):
    message = await lobby.send("your ticket", file=picture())
    (seen,) = alice.read("lobby")

    assert seen.files == ["qr.png"]
    assert alice.file(seen, "qr.png") == b"picture"
    async with aiohttp.ClientSession() as session, session.get(message.attachments[0].url) as answer:
        assert await answer.read() == b"picture"
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/attachments/0/qr.png") as answer:
        assert answer.status == 404


async def test_an_edit_keeps_the_files_it_names_and_adds_new_ones(lobby, alice):
    message = await lobby.send(files=[picture("a.png"), picture("b.png")])
    await message.edit(attachments=[message.attachments[1], picture("c.png")])
    (seen,) = alice.read("lobby")

    assert seen.files == ["b.png", "c.png"]


async def test_a_picture_in_the_newer_layout_needs_its_file(lobby, alice):
    def gallery():
        view = ui.LayoutView(timeout=None)
        return view.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://qr.png")))

    with refused(50035, 400):
        await lobby.send(view=gallery(), file=picture("other.png"))
    await lobby.send(view=gallery(), file=picture())

    assert [one.files for one in alice.read("lobby")] == [["qr.png"]]


async def test_a_file_has_ten_mebibytes_at_most(lobby):
    with refused(40005, 413):
        await lobby.send(file=picture(content=b"x" * (10 * 2**20 + 1)))


async def test_a_message_has_ten_files_at_most(server, bot, lobby):
    """The library counts, too; so this one is written by hand."""
    form = aiohttp.FormData()
    form.add_field("payload_json", "{}", content_type="application/json")
    for number in range(11):
        form.add_field(f"files[{number}]", b"x", filename=f"{number}.png")
    headers = {"Authorization": f"Bot {bot.http.token}"}
    async with aiohttp.ClientSession() as session:
        async with session.post(
            f"{server.rest_url}/channels/{lobby.id}/messages", data=form, headers=headers
        ) as answer:
            assert (answer.status, (await answer.json())["code"]) == (400, 50035)


async def test_files_need_their_permission(server, lobby):
    take_away(server, permissions.ATTACH_FILES)

    with refused(50013, 403):
        await lobby.send(file=picture())


async def test_what_is_no_json_is_refused(server, bot, lobby):
    headers = {"Authorization": f"Bot {server.core.state.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        path = f"{server.rest_url}/channels/{lobby.id}/messages"
        async with session.post(path, data=b"{", headers=headers) as answer:
            assert (answer.status, (await answer.json())["code"]) == (400, 50109)


async def test_many_at_once_keep_their_order_and_none_is_lost(lobby, alice):
    await asyncio.gather(*(lobby.send(str(number)) for number in range(20)))

    assert sorted(int(one.text) for one in alice.read("lobby")) == list(range(20))

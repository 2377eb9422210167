"""Interactions over the wire: answered once and in time, as privately as promised, with the library's own calls."""

import asyncio
import io
from contextlib import asynccontextmanager

import discord
import pytest
from discord import app_commands, ui

from sandbox.discord.errors import NotAllowed
from tests.sandbox.discord.clients import Listener, connected, refused


@asynccontextmanager
async def offering(server, **commands):
    """A client whose commands are these functions, each under its name."""
    client = Listener()
    for name, answer in commands.items():
        client.tree.command(name=name, description="x")(answer)
    async with connected(server, client):
        await client.tree.sync()
        yield client


class Pressed(ui.View):
    """One button that does what a test wants."""

    def __init__(self, act):
        super().__init__(timeout=None)
        self.act = act

    @ui.button(label="Press", custom_id="press")
    async def press(self, interaction: discord.Interaction, button: ui.Button):
        await self.act(interaction)


async def with_button(server, act, **more):
    """A command that shows a button."""

    async def show(interaction: discord.Interaction):
        await interaction.response.send_message("look", view=Pressed(act), **more)

    return offering(server, show=show)


# -- answers to commands


async def test_an_answer_is_seen_by_all_or_by_one(server, alice, bob):
    async def aloud(interaction: discord.Interaction):
        await interaction.response.send_message("for all")

    async def quietly(interaction: discord.Interaction):
        await interaction.response.send_message("for you", ephemeral=True)

    async with offering(server, aloud=aloud, quietly=quietly):
        said, whispered = await alice.slash("aloud"), await alice.slash("quietly")

    assert (said.text, said.ephemeral, whispered.text, whispered.ephemeral) == ("for all", False, "for you", True)
    assert [one.text for one in bob.read("lobby")] == ["for all"]
    assert [one.text for one in alice.read("lobby")] == ["for all"]


async def test_not_even_the_bot_finds_a_private_answer_among_the_messages(server, alice):
    """It is reached only by the token of its interaction."""

    async def quietly(interaction: discord.Interaction):
        await interaction.response.send_message("for you", ephemeral=True)

    async with offering(server, quietly=quietly) as client:
        reply, lobby = await alice.slash("quietly"), client.guild.text_channels[0]

        assert [one async for one in lobby.history()] == []
        with refused(10008, 404):
            await lobby.fetch_message(int(reply.messages[0].id))


async def test_a_late_answer_is_an_unknown_interaction(server, alice):
    server.core.state.answer_seconds = -1
    failed = asyncio.Queue()

    async def late(interaction: discord.Interaction):
        with refused(10062, 404) as told:
            await interaction.response.send_message("too late")
        await failed.put(told.value.code)

    async with offering(server, late=late):
        await server.people.command(alice.id, "late", {})

        assert await asyncio.wait_for(failed.get(), 5) == 10062
    assert alice.read("lobby") == []


async def test_a_second_answer_is_refused(server, alice):
    """As two processes with one token find out, which both hear of everything."""

    async def twice(interaction: discord.Interaction):
        await interaction.response.send_message("first")
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with refused(40060, 400):
            await client.raw("POST", path, {"type": 4, "data": {"content": "second"}})
        await interaction.followup.send("noticed")

    async with offering(server, twice=twice) as client:
        reply = await alice.slash("twice")
        await alice.until(lambda: len(reply.messages) == 2)

    assert reply.text == "first\nnoticed"


async def test_an_interaction_nobody_sent_is_unknown_and_so_is_a_wrong_token(server, alice):
    async def curious(interaction: discord.Interaction):
        for path in (f"{interaction.id}/wrong", f"{interaction.id + 1}/{interaction.token}"):
            with refused(10062, 404):
                await client.raw("POST", f"/interactions/{path}/callback", {"type": 5})
        await interaction.response.send_message("still mine")

    async with offering(server, curious=curious) as client:
        assert (await alice.slash("curious")).text == "still mine"


async def test_the_library_is_told_which_message_its_answer_became(server, alice):
    """So it can be found again; a deferral says that something is still to come."""
    told = asyncio.Queue()

    async def plain(interaction: discord.Interaction):
        await told.put(await interaction.response.send_message("for you", ephemeral=True))

    async def slow(interaction: discord.Interaction):
        await told.put(await interaction.response.defer(thinking=True))
        await interaction.edit_original_response(content="done")

    async with offering(server, plain=plain, slow=slow):
        reply, first = await alice.slash("plain"), await told.get()
        later, second = await alice.slash("slow"), await told.get()

    assert (first.message_id, first.is_ephemeral(), first.is_thinking()) == (int(reply.messages[0].id), True, False)
    assert first.resource.content == "for you"
    assert (second.message_id, second.is_ephemeral(), second.is_thinking()) == (int(later.messages[0].id), False, True)


async def test_a_deferred_answer_stays_as_private_as_it_was_promised(server, alice, bob):
    async def slow(interaction: discord.Interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="done")

    async with offering(server, slow=slow):
        reply = await alice.slash("slow")

    assert (reply.text, reply.ephemeral) == ("done", True)
    assert bob.read("lobby") == []


async def test_the_first_follow_up_after_a_deferral_fills_the_placeholder(server, alice, bob):
    """Whatever privacy it asks for: that was decided when the answer was deferred."""

    async def slow(interaction: discord.Interaction):
        await interaction.response.defer(thinking=True)
        await interaction.followup.send("the answer", ephemeral=True)
        await interaction.followup.send("and more", ephemeral=True)

    async with offering(server, slow=slow):
        reply = await alice.slash("slow")
        await alice.until(lambda: len(reply.messages) == 2)

    assert [one.ephemeral for one in reply.messages] == [False, True]
    assert [one.text for one in bob.read("lobby")] == ["the answer"]


async def test_a_deferred_answer_in_the_newer_layout_says_so_when_it_comes(server, alice):
    """The flag given with the deferral is forgotten; the one with the edit counts."""

    async def slow(interaction: discord.Interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = ui.LayoutView(timeout=None).add_item(ui.TextDisplay("done"))
        await interaction.edit_original_response(view=view)

    async with offering(server, slow=slow):
        reply = await alice.slash("slow")

    assert (reply.text, reply.ephemeral) == ("done", True)


async def test_follow_ups_are_changed_and_deleted_by_the_token(server, alice):
    async def busy(interaction: discord.Interaction):
        await interaction.response.send_message("one")
        two = await interaction.followup.send("two", wait=True)
        await two.edit(content="second")
        three = await interaction.followup.send("three", wait=True)
        await three.delete()
        await interaction.edit_original_response(content="first")
        with refused(10008, 404):
            await three.edit(content="gone")
        done.set()

    done = asyncio.Event()
    async with offering(server, busy=busy):
        reply = await alice.slash("busy")
        await asyncio.wait_for(done.wait(), 5)

    assert reply.text == "first\nsecond"


async def test_a_follow_up_has_the_same_limits(server, alice):
    async def wordy(interaction: discord.Interaction):
        await interaction.response.send_message("first")
        with refused(50035, 400):
            await interaction.followup.send("x" * 2001)
        await interaction.followup.send("second")

    async with offering(server, wordy=wordy):
        reply = await alice.slash("wordy")
        await alice.until(lambda: len(reply.messages) == 2)

    assert reply.text == "first\nsecond"


async def test_an_answer_can_be_taken_back(server, alice):
    async def oops(interaction: discord.Interaction):
        await interaction.response.send_message("oops")
        await interaction.delete_original_response()
        done.set()

    done = asyncio.Event()
    async with offering(server, oops=oops):
        await alice.slash("oops")
        await asyncio.wait_for(done.wait(), 5)

    assert alice.read("lobby") == []


async def test_a_token_is_good_for_fifteen_minutes(server, alice):
    assert server.core.state.token_seconds == 15 * 60

    async def slow(interaction: discord.Interaction):
        await interaction.response.send_message("in time")
        server.core.state.token_seconds = -1
        with refused(50027, 401):
            await interaction.edit_original_response(content="too late")
        done.set()

    done = asyncio.Event()
    async with offering(server, slow=slow):
        reply = await alice.slash("slow")
        await asyncio.wait_for(done.wait(), 5)

    assert reply.text == "in time"


async def test_a_token_nobody_knows_is_an_unknown_webhook(server, bot):
    with refused(10015, 404):
        await bot.raw("POST", f"/webhooks/{bot.user.id}/nonsense", {"content": "x"})


async def test_files_come_with_an_answer(server, alice):
    async def ticket(interaction: discord.Interaction):
        await interaction.response.send_message(file=discord.File(io.BytesIO(b"qr"), "qr.png"), ephemeral=True)

    async with offering(server, ticket=ticket):
        reply = await alice.slash("ticket")

    assert (reply.files, alice.file(reply, "qr.png")) == (["qr.png"], b"qr")


async def test_the_bot_is_told_who_asks_with_their_roles_and_language(server):
    """Fresh with every interaction, so no cache is needed."""
    ken = await server.person("ken", locale="en-US")
    await ken.make_role("Gold")
    await server.owner.give_role(ken, "Gold")
    asked = asyncio.Queue()

    async def who(interaction: discord.Interaction):
        await interaction.response.send_message("ok")
        await asked.put(interaction)

    async with offering(server, who=who):
        await ken.slash("who")
        interaction = await asked.get()

    assert (interaction.user.name, [role.name for role in interaction.user.roles][1:]) == ("ken", ["Gold"])
    assert interaction.locale is discord.Locale.american_english
    assert interaction.guild_locale is discord.Locale.japanese
    assert interaction.permissions.send_messages
    assert not interaction.permissions.manage_guild


async def test_whoever_is_timed_out_may_not_use_commands(server, alice):
    async def any_command(interaction: discord.Interaction):
        await interaction.response.send_message("ok")

    async with offering(server, any=any_command):
        server.core.state.member(alice.id)["communication_disabled_until"] = "2999-01-01T00:00:00+00:00"

        with pytest.raises(NotAllowed):
            await alice.slash("any")


# -- presses


async def test_a_press_changes_the_message_it_was_on(server, alice):
    async def act(interaction: discord.Interaction):
        await interaction.response.edit_message(content="pressed", view=None)

    async with await with_button(server, act):
        reply = await alice.slash("show")
        pressed = await alice.click(reply, "Press")
        (seen,) = alice.read("lobby")

    assert (pressed.text, seen.text, seen.edited, seen.buttons) == ("pressed", "pressed", 1, [])


async def test_a_press_acknowledged_first_changes_its_message_later(server, alice):
    """Type 6: nobody sees anything until the edit, and @original is the message that was pressed."""

    async def act(interaction: discord.Interaction):
        await interaction.response.defer()
        await interaction.edit_original_response(content="pressed")

    async with await with_button(server, act, ephemeral=True):
        reply = await alice.slash("show")
        pressed = await alice.click(reply, "Press")

    assert pressed.messages[0].id == reply.messages[0].id
    assert reply.text == "pressed"


async def test_a_press_acknowledged_first_may_bring_a_private_word_instead(server, alice):
    async def act(interaction: discord.Interaction):
        await interaction.response.defer()
        await interaction.followup.send("between us", ephemeral=True)

    async with await with_button(server, act):
        reply = await alice.slash("show")
        pressed = await alice.click(reply, "Press")

    assert [one.text for one in pressed.messages] == ["between us"]
    assert [one.text for one in alice.read("lobby")] == ["look"]


async def test_a_private_answers_button_is_pressed_by_nobody_else(server, alice, bob):
    async def act(interaction: discord.Interaction):
        await interaction.response.send_message("pressed")

    async with await with_button(server, act, ephemeral=True):
        reply = await alice.slash("show")

        with pytest.raises(NotAllowed):
            await bob.click(reply, "Press")
        assert (await alice.click(reply, "Press")).text == "pressed"


async def test_a_button_pressed_in_direct_messages_comes_from_a_user_without_a_server(server, alice):
    asked = asyncio.Queue()

    async def act(interaction: discord.Interaction):
        await asked.put((interaction.guild, type(interaction.user), interaction.context.dm_channel))
        await interaction.response.edit_message(content="pressed", view=None)

    async with offering(server) as client:
        await client.member(alice).send("look", view=Pressed(act))
        await alice.click(alice.dms()[0], "Press")

    assert await asked.get() == (None, discord.User, True)
    assert [one.text for one in alice.dms()] == ["pressed"]


async def test_somebody_elses_direct_messages_are_out_of_reach(server, alice, bob):
    async def act(interaction: discord.Interaction):
        await interaction.response.edit_message(content="pressed", view=None)

    async with offering(server) as client:
        await client.member(alice).send("look", view=Pressed(act))

        with pytest.raises(NotAllowed):
            await bob.click(alice.dms()[0], "Press")


async def test_a_press_is_remembered_by_discord_and_not_by_the_process(server, alice):
    """A bot that was started anew answers the old message's button, if it kept nothing but the id."""

    class Door(ui.DynamicItem[ui.Button], template=r"door:(?P<room>\d+)"):
        def __init__(self, room):
            super().__init__(ui.Button(label="Open", custom_id=f"door:{room}"))
            self.room = room

        @classmethod
        async def from_custom_id(cls, interaction, item, match):
            return cls(int(match["room"]))

        async def callback(self, interaction):
            await interaction.response.send_message(f"room {self.room}", ephemeral=True)

    async def show(interaction: discord.Interaction):
        view = ui.View(timeout=None)
        await interaction.response.send_message("look", view=view.add_item(Door(12)))

    async with offering(server, show=show):
        await alice.slash("show")
    second = Listener()
    second.add_dynamic_items(Door)
    async with connected(server, second):
        reply = await alice.click(alice.read("lobby")[0], "Open")

    assert reply.text == "room 12"


# -- what does not fit


async def test_answers_have_to_fit_the_question(server, alice):
    """No choices for a command, no change of a message that is not there."""
    refusals = asyncio.Queue()

    async def strange(interaction: discord.Interaction):
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        for answer in ({"type": 8, "data": {"choices": []}}, {"type": 6}, {"type": 7, "data": {"content": "x"}}):
            with refused(50035, 400) as told:
                await client.raw("POST", path, answer)
            await refusals.put(told.value.code)
        await interaction.response.send_message("at last")

    async with offering(server, strange=strange) as client:
        assert (await alice.slash("strange")).text == "at last"
    assert refusals.qsize() == 3


async def test_what_goes_wrong_in_an_answer_leaves_the_interaction_open(server, alice):
    """A refused body is no answer: the next one counts."""

    async def wordy(interaction: discord.Interaction):
        with refused(50035, 400):
            await interaction.response.send_message("x" * 2001)
        await interaction.response.send_message("short")

    async with offering(server, wordy=wordy):
        assert (await alice.slash("wordy")).text == "short"


# -- while somebody types


async def offering_rooms(server, choices):
    client = Listener()

    @client.tree.command(description="x")
    async def join(interaction: discord.Interaction, room: str, seats: int = 1):
        await interaction.response.send_message(f"{room} {seats}")

    @join.autocomplete("room")
    async def rooms(interaction: discord.Interaction, current: str):
        return [app_commands.Choice(name=name, value=name) for name in choices if name.startswith(current)]

    return client


async def test_choices_are_offered_while_an_option_is_typed(server, alice):
    client = await offering_rooms(server, ["Gold", "Green", "Silver"])
    async with connected(server, client):
        await client.tree.sync()

        assert await alice.autocomplete("join", room="G") == ["Gold", "Green"]
        assert await alice.autocomplete("join", seats=2, room="") == ["Gold", "Green", "Silver"]
        assert (await alice.slash("join", room="what nobody offered")).text == "what nobody offered 1"


async def test_at_most_25_choices_are_offered(server, alice):
    refusals = asyncio.Queue()
    client = Listener()

    @client.tree.command(description="x")
    async def join(interaction: discord.Interaction, room: str):
        await interaction.response.send_message(room)

    @join.autocomplete("room")
    async def rooms(interaction: discord.Interaction, current: str):
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        choices = [{"name": f"Room {number}", "value": f"{number}"} for number in range(26)]
        with refused(50035, 400) as told:
            await client.raw("POST", path, {"type": 8, "data": {"choices": choices}})
        await refusals.put(told.value.code)
        return [app_commands.Choice(name=one["name"], value=one["value"]) for one in choices[:25]]

    async with connected(server, client):
        await client.tree.sync()

        assert len(await alice.autocomplete("join", room="R")) == 25
    assert refusals.qsize() == 1

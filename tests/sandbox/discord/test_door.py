"""The door for people in another process: a page, or a script, acts over HTTP."""

import asyncio
import json
import sys

import aiohttp
import discord
import pytest
from discord import ui

from tests.sandbox.discord.clients import SOON_SECONDS, Listener, connected

SCRIPT = """
import json, sys, urllib.request

def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(sys.argv[1] + "/_person" + path, data=data)
    return json.load(urllib.request.urlopen(request, timeout=10))

ask("/hanako", {"locale": "ja"})
reply = ask("/hanako/slash", {"command": "show", "options": {"words": "hello"}})
message = reply["messages"][0]["id"]
print(json.dumps([
    reply["messages"][0]["text"],
    ask("/hanako/click", {"message": message, "button": "Press"})["messages"][0]["text"],
    ask("/hanako/roles"),
    sorted(ask("/hanako/channels")),
]))
"""


class Card(ui.View):
    """A button, a menu, and a form behind another button."""

    def __init__(self):
        super().__init__(timeout=None)

    @ui.button(label="Press", custom_id="press")
    async def press(self, interaction: discord.Interaction, button: ui.Button):
        await interaction.response.send_message("pressed", ephemeral=True)

    @ui.button(label="Fill in", custom_id="fill")
    async def fill(self, interaction: discord.Interaction, button: ui.Button):
        await interaction.response.send_modal(Form())

    @ui.select(placeholder="Which", custom_id="which", options=[discord.SelectOption(label="Gold", value="1")])
    async def which(self, interaction: discord.Interaction, select: ui.Select):
        await interaction.response.send_message(select.values[0], ephemeral=True)


class Form(ui.Modal, title="Why"):
    why = ui.Label(text="Why", component=ui.TextInput())

    async def on_submit(self, interaction):
        await interaction.response.send_message(self.why.component.value, ephemeral=True)


@pytest.fixture
async def client(server):
    found = Listener()

    @found.tree.command(description="x")
    async def show(interaction: discord.Interaction, words: str):
        await interaction.response.send_message(words, view=Card())

    @show.autocomplete("words")
    async def offer(interaction: discord.Interaction, current: str):
        return [discord.app_commands.Choice(name=f"{current}!", value=current)]

    async with connected(server, found):
        await found.tree.sync()
        yield found


class Door:
    def __init__(self, server, session):
        self.url, self.session = f"{server.url}/_person", session

    async def ask(self, path, body=None):
        """What one is answered, and with which status."""
        method = "GET" if body is None else "POST"
        async with self.session.request(method, self.url + path, json=body) as answer:
            return answer.status, await answer.json()

    async def __call__(self, path, body=None):
        status, said = await self.ask(path, body)
        assert status == 200, said
        return said


@pytest.fixture
async def door(server):
    async with aiohttp.ClientSession() as session:
        yield Door(server, session)


async def test_a_script_in_another_process_is_a_client(server, client):
    """All it needs is an address: the standard library is enough."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SCRIPT, server.url, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asyncio.wait_for(running.communicate(), SOON_SECONDS * 3)

    assert json.loads(said) == ["hello", "pressed", [], ["lobby"]]


async def test_everything_one_does_by_hand_can_be_done_through_the_door(server, client, door):
    await door("/mika", {"locale": "en-US"})
    shown = await door("/mika/slash", {"command": "show", "options": {"words": "look"}})
    message = shown["messages"][0]
    form = await door("/mika/click", {"message": message["id"], "button": "Fill in"})

    assert [button["label"] for button in message["buttons"]] == ["Press", "Fill in"]
    assert [menu["placeholder"] for menu in message["menus"]] == ["Which"]
    picked = await door("/mika/pick", {"message": message["id"], "menu": "Which", "wanted": ["Gold"]})
    assert picked["messages"][0]["text"] == "1"
    assert [field["label"] for field in form["fields"]] == ["Why"]
    sent = await door("/mika/submit", {"reply": form["id"], "values": {"Why": "friends"}})
    assert (sent["messages"][0]["text"], sent["ephemeral"]) == ("friends", True)
    assert await door("/mika/complete", {"command": "show", "options": {"words": "lo"}}) == ["lo!"]
    assert [one["text"] for one in (await door("/mika/channels"))["lobby"]] == ["look"]


async def test_one_comes_goes_and_closes_ones_direct_messages(server, client, door):
    for _ in range(2):
        await door("/mika", {})
    assert [one["in_server"] for one in await door("") if one["name"] == "mika"] == [True]
    await door("/mika/act", {"act": "close_dms"})
    assert server.core.state.closed_to_messages
    await door("/mika/act", {"act": "open_dms"})
    await client.guild.get_member_named("mika").send("psst")
    assert [one["text"] for one in await door("/mika/dms")] == ["psst"]
    await door("/mika/act", {"act": "leave"})
    assert {"name": "mika", "in_server": False} in await door("")
    await door("/mika/act", {"act": "join"})
    assert {"name": "mika", "in_server": True} in await door("")


async def test_whoever_waits_for_a_change_is_woken_by_it(server, client, door):
    await door("/mika", {})
    now = (await door("/changes?after=0"))["changed"]
    waiting = asyncio.create_task(door(f"/changes?after={now}"))
    await client.guild.text_channels[0].send("news")

    assert (await asyncio.wait_for(waiting, SOON_SECONDS))["changed"] > now


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/nobody/roles", None),
        ("/mika/slash", {"command": "nothing"}),
        ("/mika/slash", {"command": "show", "options": {}}),
        ("/mika/click", {"message": "1", "button": "Press"}),
        ("/mika/act", {"act": "fly"}),
        ("/mika/submit", {"reply": "1", "values": {}}),
    ],
)
async def test_what_cannot_be_done_is_said_plainly(client, door, path, body):
    await door("/mika", {})
    status, said = await door.ask(path, body)

    assert status == 400
    assert said["failed"]


async def test_nobody_sends_the_form_of_somebody_else(client, door):
    await door("/mika", {})
    await door("/ken", {})
    shown = await door("/mika/slash", {"command": "show", "options": {"words": "look"}})
    form = await door("/mika/click", {"message": shown["messages"][0]["id"], "button": "Fill in"})
    status, _ = await door.ask("/ken/submit", {"reply": form["id"], "values": {"Why": "x"}})

    assert status == 400

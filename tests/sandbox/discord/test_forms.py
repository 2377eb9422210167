"""Menus and forms, from the client that opens them to the person who fills them in."""

import asyncio
from contextlib import asynccontextmanager

import discord
import pytest
from discord import ui

from sandbox.discord.errors import NotAllowed
from tests.sandbox.discord.clients import Listener, connected, refused


@asynccontextmanager
async def showing(server, view):
    """A client with one command, which shows these components."""
    client = Listener()

    @client.tree.command(description="x")
    async def show(interaction: discord.Interaction):
        await interaction.response.send_message("pick", view=view(), ephemeral=True)

    async with connected(server, client):
        await client.tree.sync()
        yield client


@asynccontextmanager
async def asking(server, form):
    """A client with one command, which opens a form."""
    client = Listener()

    @client.tree.command(description="x")
    async def ask(interaction: discord.Interaction):
        await interaction.response.send_modal(form())

    async with connected(server, client):
        await client.tree.sync()
        yield client


# -- menus


class Seats(ui.View):
    @ui.select(
        placeholder="Where to sit",
        min_values=1,
        max_values=2,
        options=[discord.SelectOption(label=f"Row {row}", value=row.lower()) for row in "ABC"],
    )
    async def seats(self, interaction: discord.Interaction, select: ui.Select):
        await interaction.response.edit_message(content=" ".join(select.values), view=None)


async def test_several_things_are_picked_from_a_menu(server, alice):
    async with showing(server, Seats):
        reply = await alice.slash("show")
        picked = await alice.pick(reply, "Where", "Row A", "c")

    assert picked.text == "a c"


@pytest.mark.parametrize("wanted", [[], ["Row A", "Row B", "Row C"], ["Row D"]])
async def test_a_menu_takes_neither_too_few_nor_too_many_nor_what_it_does_not_offer(server, alice, wanted):
    async with showing(server, Seats):
        reply = await alice.slash("show")

        with pytest.raises(NotAllowed):
            await alice.pick(reply, "Where", *wanted)


class Friends(ui.View):
    @ui.select(cls=ui.UserSelect, placeholder="Who", max_values=2)
    async def who(self, interaction: discord.Interaction, select: ui.UserSelect):
        found = [f"{type(one).__name__} {one.name}" for one in select.values]
        await interaction.response.send_message(", ".join(sorted(found)), ephemeral=True)

    @ui.select(cls=ui.RoleSelect, placeholder="Which role")
    async def role(self, interaction: discord.Interaction, select: ui.RoleSelect):
        await interaction.response.send_message(f"{type(select.values[0]).__name__} {select.values[0].name}")

    @ui.select(cls=ui.ChannelSelect, placeholder="Which channel")
    async def channel(self, interaction: discord.Interaction, select: ui.ChannelSelect):
        await interaction.response.send_message(f"{type(select.values[0]).__name__} {select.values[0].name}")


async def test_people_roles_and_channels_are_picked_by_name(server, alice, bob):
    """What they are comes with the interaction; the bot itself and its role have the same name."""
    async with showing(server, Friends):
        reply = await alice.slash("show")

        assert (await alice.pick(reply, "Who", "alice", "bob")).text == "Member alice, Member bob"
        assert (await alice.pick(reply, "Which role", "roomkeeper")).text == "Role roomkeeper"
        assert (await alice.pick(reply, "Which channel", "lobby")).text == "AppCommandChannel lobby"
        with pytest.raises(NotAllowed):
            await alice.pick(reply, "Who", "carol")


# -- forms


class Application(ui.Modal, title="Apply"):
    """Every kind of field a form can have, but for files."""

    why = ui.Label(text="Why", component=ui.TextInput(min_length=2, max_length=10))
    more = ui.Label(text="More", component=ui.TextInput(required=False))
    plan = ui.Label(
        text="Plan",
        component=ui.RadioGroup(options=[discord.RadioGroupOption(label=name) for name in ("Month", "Year")]),
    )
    days = ui.Label(
        text="Days",
        component=ui.CheckboxGroup(
            max_values=2, options=[discord.CheckboxGroupOption(label=name) for name in ("Mon", "Tue", "Wed")]
        ),
    )
    agreed = ui.Label(text="Agreed", component=ui.Checkbox())

    async def on_submit(self, interaction):
        parts = [self.why, self.more, self.plan]
        values = [part.component.value for part in parts] + [*self.days.component.values, self.agreed.component.value]
        await interaction.response.send_message(repr(values), ephemeral=True)


class Optional(ui.Modal, title="Tell more"):
    """Fields one may leave alone, and one of the older kind that stands in a row."""

    older = ui.TextInput(label="Older", required=False)
    words = ui.Label(text="Words", component=ui.TextInput(required=False, min_length=5))
    room = ui.Label(
        text="Room", component=ui.Select(required=False, options=[discord.SelectOption(label="Gold", value="1")])
    )

    async def on_submit(self, interaction):
        parts = [self.older.value, self.words.component.value, self.room.component.values]
        await interaction.response.send_message(repr(parts), ephemeral=True)


FILLED = {"Why": "friends", "Plan": "Year", "Days": ["Mon", "Wed"], "Agreed": True}


async def test_a_form_travels_there_and_back(server, alice):
    async with asking(server, Application):
        opened = await alice.slash("ask")
        sent = await alice.submit(opened, **FILLED)

    assert [(field.label, field.options) for field in opened.fields] == [
        ("Why", []),
        ("More", []),
        ("Plan", ["Month", "Year"]),
        ("Days", ["Mon", "Tue", "Wed"]),
        ("Agreed", []),
    ]
    assert (opened.messages, opened.modal["title"]) == ([], "Apply")
    assert sent.text == "['friends', '', 'Year', 'Mon', 'Wed', True]"


async def test_a_form_is_sent_once_more_after_it_was_refused(server, alice):
    """The client keeps it open: what one did wrong can be mended."""
    async with asking(server, Application):
        opened = await alice.slash("ask")
        with pytest.raises(NotAllowed):
            await alice.submit(opened, **FILLED | {"Why": "x"})
        sent = await alice.submit(opened, **FILLED)

    assert "friends" in sent.text


async def test_what_is_optional_may_be_left_alone(server, alice):
    """But words that are too few are too few all the same."""
    async with asking(server, Optional):
        opened = await alice.slash("ask")
        with pytest.raises(NotAllowed):
            await alice.submit(opened, Words="x")
        nothing = await alice.submit(opened)
        everything = await alice.submit(await alice.slash("ask"), Older="old", Words="five!", Room="Gold")

    assert [field.label for field in opened.fields] == ["Older", "Words", "Room"]
    assert (nothing.text, everything.text) == ("['', '', []]", "['old', 'five!', ['1']]")


@pytest.mark.parametrize(
    "wrong",
    [
        {"Why": ""},
        {"Why": "x" * 11},
        {"Plan": "Decade"},
        {"Plan": None},
        {"Days": []},
        {"Days": ["Mon", "Tue", "Wed"]},
        {"Colour": "red"},
    ],
)
async def test_the_client_sends_no_form_that_is_filled_in_wrongly(server, alice, wrong):
    async with asking(server, Application):
        opened = await alice.slash("ask")

        with pytest.raises(NotAllowed):
            await alice.submit(opened, **FILLED | wrong)


class Invitation(ui.Modal, title="Invite"):
    whom = ui.Label(text="Whom", component=ui.UserSelect())
    room = ui.Label(text="Room", component=ui.Select(options=[discord.SelectOption(label="Gold", value="1")]))

    async def on_submit(self, interaction):
        (whom,), (room,) = self.whom.component.values, self.room.component.values
        await interaction.response.send_message(f"{whom.name} {room}")


async def test_a_form_has_menus_too(server, alice, bob):
    async with asking(server, Invitation):
        sent = await alice.submit(await alice.slash("ask"), Whom="bob", Room="Gold")

    assert sent.text == "bob 1"


async def test_a_form_opened_by_a_button_may_change_the_message_with_the_button(server, alice):
    class Rename(ui.Modal, title="Rename"):
        name = ui.Label(text="Name", component=ui.TextInput())

        async def on_submit(self, interaction):
            await interaction.response.edit_message(content=self.name.component.value)

    class Card(ui.View):
        @ui.button(label="Rename")
        async def rename(self, interaction: discord.Interaction, button: ui.Button):
            await interaction.response.send_modal(Rename())

    async with showing(server, Card):
        card = await alice.slash("show")
        opened = await alice.click(card, "Rename")
        await alice.submit(opened, Name="Platinum")

    assert card.text == "Platinum"


async def test_where_there_is_no_form_nothing_can_be_sent(server, alice):
    async with showing(server, Seats):
        reply = await alice.slash("show")

        with pytest.raises(NotAllowed):
            await alice.submit(reply, Why="not")


async def test_a_form_does_not_open_a_form(server, alice):
    refusals = asyncio.Queue()

    class Endless(ui.Modal, title="Endless"):
        field = ui.Label(text="Field", component=ui.TextInput())

        async def on_submit(self, interaction):
            path = f"/interactions/{interaction.id}/{interaction.token}/callback"
            with refused(50035, 400) as told:
                await client.raw("POST", path, {"type": 9, "data": Endless().to_dict()})
            await refusals.put(told.value.code)
            await interaction.response.send_message("enough")

    async with asking(server, Endless) as client:
        sent = await alice.submit(await alice.slash("ask"), Field="x")

    assert (sent.text, refusals.qsize()) == ("enough", 1)


async def test_a_form_cannot_follow_a_deferral(server, alice):
    """So whether it opens has to be known at once, without looking anything up."""
    refusals = asyncio.Queue()
    client = Listener()

    @client.tree.command(description="x")
    async def slow(interaction: discord.Interaction):
        await interaction.response.defer(ephemeral=True)
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with refused(40060, 400) as told:
            await client.raw("POST", path, {"type": 9, "data": Application().to_dict()})
        await refusals.put(told.value.code)
        await interaction.edit_original_response(content="no form")

    async with connected(server, client):
        await client.tree.sync()

        assert (await alice.slash("slow")).text == "no form"
    assert refusals.qsize() == 1


def fields(*custom_ids, label="x"):
    return [
        {"type": 18, "label": label, "component": {"type": 4, "style": 1, "custom_id": custom_id}}
        for custom_id in custom_ids
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 46},
        {"title": ""},
        {"custom_id": "x" * 101},
        {"components": []},
        {"components": fields(*"abcdef")},
        {"components": fields("a", "a")},
        {"components": fields("a", label="x" * 46)},
    ],
    ids=["title", "no title", "custom id", "nothing", "6 fields", "one id twice", "label"],
)
async def test_a_form_has_its_limits(server, alice, wrong):
    refusals = asyncio.Queue()
    client = Listener()

    @client.tree.command(description="x")
    async def ask(interaction: discord.Interaction):
        data = {"title": "x", "custom_id": "x", "components": fields("a")} | wrong
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with refused(50035, 400) as told:
            await client.raw("POST", path, {"type": 9, "data": data})
        await refusals.put(told.value.code)
        await interaction.response.send_message("no form")

    async with connected(server, client):
        await client.tree.sync()
        await alice.slash("ask")

    assert refusals.qsize() == 1

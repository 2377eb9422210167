"""Forms: what is filled in comes back to whoever asked, and a fault is answered like any other."""

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.rules.cards import Blank, Card, Form, Tick
from bot.rules.texts import Refused, Text, text
from cogs import answers, forms
from tests.cogs.bots import running

WORDS = Blank("words", text("probe.words"), 20, about=text("probe.about"), before="as before", required=False)
FORM = Form(text("probe.title"), (Tick("agreed", text("probe.agree"), text("probe.about")), WORDS))
LONG = Text("あ" * 200)
LARGEST = Form(LONG, tuple(Blank(f"b{n}", LONG, 4000, about=LONG, before="い" * 5000, long=True) for n in range(5)))


async def echo(interaction, filled):
    if filled["words"] == "fault":
        raise Refused(text("probe.refused"))
    await answers.answer(interaction, Card(text("probe.filled", **filled)), interaction.client.speech)


class Asking(commands.Cog):
    """Commands that open forms."""

    @app_commands.command(description="Ask")
    async def ask(self, interaction: discord.Interaction) -> None:
        await forms.ask(interaction, FORM, interaction.client.speech, echo)

    @app_commands.command(description="Ask for much")
    async def largest(self, interaction: discord.Interaction) -> None:
        await forms.ask(interaction, LARGEST, interaction.client.speech, echo)


@pytest.fixture
async def bob(local):
    return await local.server.person("bob")


async def test_a_form_shows_what_it_asks_in_the_readers_language_and_what_was_there_before(local, kept, bob):
    async with running(local, kept, cogs=(Asking,)):
        form = await bob.slash("ask")

    assert form.modal["title"] == "ja~probe.title"
    assert [(field.custom_id, field.label, field.required) for field in form.fields] == [
        ("agreed", "ja~probe.agree", False),
        ("words", "ja~probe.words", False),
    ]
    assert form.fields[1].component["value"] == "as before"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"agreed": True, "words": "new"}, "agreed=True words=new"),
        ({}, "agreed=False words=as before"),
        ({"words": ""}, "agreed=False words="),
    ],
)
async def test_what_is_filled_in_comes_back_by_its_names_and_is_answered_privately(local, kept, bob, values, said):
    async with running(local, kept, cogs=(Asking,)):
        answer = await bob.submit(await bob.slash("ask"), **values)

    assert answer.text == f"### ja|probe.filled {said}"
    assert answer.ephemeral


async def test_a_refused_form_says_why(local, kept, bob):
    """discord.py would log the fault and leave the person waiting."""
    async with running(local, kept, cogs=(Asking,)):
        answer = await bob.submit(await bob.slash("ask"), words="fault")

    assert "ja|probe.refused" in answer.text


async def test_a_form_from_before_a_restart_is_answered_as_outdated(local, kept, bob):
    async with running(local, kept, cogs=(Asking,)):
        form = await bob.slash("ask")
    async with running(local, kept, cogs=(Asking,)):
        answer = await bob.submit(form)

    assert "errors.outdated" in answer.text


async def test_the_largest_form_stays_within_what_discord_takes(local, kept, bob):
    """The local Discord refuses a title, a label, a description or a value that is too long."""
    async with running(local, kept, cogs=(Asking,)):
        form = await bob.slash("largest")

    assert len(form.modal["title"]) == 45
    assert [len(field.label) for field in form.fields] == [45] * 5
    assert {len(field.component["value"]) for field in form.fields} == {4000}


@pytest.mark.parametrize("parts", [0, 6])
def test_a_form_has_one_to_five_parts(parts):
    with pytest.raises(AssertionError):
        Form(LONG, (WORDS,) * parts)

"""A client with a few commands of its own, to be let loose on the local Discord."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Rejected, Unreachable
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.texts import Refused, text
from cogs import answers
from cogs.buttons import Acts
from cogs.client import Face, News, RoomkeeperClient, point_at
from cogs.connection import Patience
from cogs.registration import Memory
from tests.cogs.speakers import Plain

CARD = Card(text("probe.card"), (text("probe.line"),), (Button(text("probe.why"), Act.WHY, "room_1"),), Tone.GOOD)
IMPATIENT = Patience(first=0.02, longest=0.05, silence=5)
SOON_SECONDS = 5

FAULTS = {
    "refused": Refused(text("rooms.unknown", name="x")),
    "unreachable": Unreachable("Stripe"),
    "rejected": Rejected("no such price"),
    "unforeseen": KeyError("x"),
}


class Probe(commands.Cog):
    """Commands that do what a test wants to see."""

    @app_commands.command(description="Show a card")
    async def card(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        await answers.answer(interaction, CARD, interaction.client.speech)

    @app_commands.command(description="Show two cards")
    async def cards(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)
        await answers.answer(interaction, CARD, interaction.client.speech)
        await answers.add(interaction, CARD, interaction.client.speech)

    @app_commands.command(description="Go wrong")
    async def fail(self, interaction: discord.Interaction, how: str, deferred: bool) -> None:
        if deferred:
            await answers.defer(interaction)
        raise FAULTS[how]


class More(commands.Cog):
    """One more command, as a new version has it."""

    @app_commands.command(description="New in this version")
    async def news(self, interaction: discord.Interaction) -> None:
        await answers.defer(interaction)


@dataclass
class Heard:
    """What the client told us, in order."""

    news: list = field(default_factory=list)
    told: asyncio.Condition = field(default_factory=asyncio.Condition)

    def hears(self, kind):
        async def hear(*what, **more):
            async with self.told:
                self.news.append((kind, *what, *more.values()))
                self.told.notify_all()

        return hear

    async def until(self, *news, times=1):
        """Wait until this was heard so many times."""
        async with asyncio.timeout(SOON_SECONDS), self.told:
            await self.told.wait_for(lambda: self.news.count(news) >= times)


@dataclass
class Kept:
    """Where the client remembers small facts; outlives it."""

    values: dict = field(default_factory=dict)

    def memory(self):
        async def recall(name):
            return self.values.get(name)

        async def remember(name, value):
            self.values[name] = value

        return Memory(recall, remember)


async def pressed(interaction, subject):
    await answers.answer(interaction, Card(text("probe.pressed", subject=subject)), interaction.client.speech)


async def goes_wrong(interaction, subject):
    raise KeyError(subject)


def make_client(local, kept, heard, *, cogs=(Probe,), acts=None):
    """A client that has not logged in yet."""
    news = News(*(heard.hears(kind) for kind in ("ready", "joined", "left", "sent_away", "roles", "role_deleted")))
    acts = acts or Acts({Act.WHY: pressed, Act.LEAVE: goes_wrong})
    face = Face(Plain(), [cog() for cog in cogs], acts)
    return RoomkeeperClient(local.guild_id, face, news, kept.memory(), ready_seconds=0.02)


@asynccontextmanager
async def running(local, kept, *, cogs=(Probe,), acts=None):
    """A client that is ready, and what it hears; closed at the end."""
    heard = Heard()
    client = make_client(local, kept, heard, cogs=cogs, acts=acts)
    point_at(local.api_url, local.gateway_url)
    run = asyncio.create_task(client.run_until_cancelled(local.token, IMPATIENT))
    try:
        await heard.until("ready")
        yield client, heard
    finally:
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)

"""A world of its own for every journey, with every request checked against the installed library."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import Tuning
from sandbox.discord.contract import Contract as DiscordContract
from sandbox.discord.person import Person
from sandbox.stripe.contract import Contract as StripeContract
from sandbox.world import AT_EASE, World, opened
from tests.checked import count
from tests.journeys.journey import Journey, tokyo


@pytest.fixture
def start() -> datetime:
    """When the world begins; `@begins(...)` says otherwise."""
    return tokyo(11, 28)


@pytest.fixture
def tuning() -> Tuning:
    """How the bot is set; `@pytest.mark.parametrize("tuning", …)` says otherwise."""
    return AT_EASE


@pytest.fixture
async def world(tmp_path: Path, start: datetime, tuning: Tuning) -> AsyncIterator[World]:
    """Discord's file is looked at where DISCORD_OPENAPI names it; the last line of the run says how often."""
    stripe, discord = StripeContract(), DiscordContract.from_environment()
    async with opened(tmp_path, start, tuning=tuning) as world:
        world.stripe.watch.append(stripe.watch)
        world.stripe.outgoing.append(stripe.watch_delivery)
        if discord is not None:
            world.discord.watch.append(discord.watch)
        yield world
    stripe.verify()
    count("Stripe", stripe.checked.total())
    if discord is not None:
        discord.verify()
        count("Discord", discord.checked.total())


@pytest.fixture
async def journey(world: World) -> Journey:
    """A community in which Mika keeps the room Gold, at 500 yen a month."""
    journey = Journey(world, print)
    mika = await world.discord.person("mika", locale="en-US")
    await journey.open_room(mika, "Gold", 500)
    return journey


@pytest.fixture
async def hanako(world: World) -> Person:
    """Somebody in the server who reads Japanese."""
    return await world.discord.person("hanako")


@pytest.fixture
async def member(journey: Journey, hanako: Person) -> Person:
    """Hanako, who has joined Gold and paid."""
    await journey.join(hanako, "Gold")
    return hanako


@pytest.fixture
async def failing(journey: Journey, member: Person) -> Person:
    """Hanako, whose bank refuses the charge of December for want of money."""
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 10)
    return member

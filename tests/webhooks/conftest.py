"""The town, with the contract between the local Stripe and the installed library checked at the end of every test."""

from collections.abc import AsyncIterator
from random import Random

import pytest
import stripe

from bot.clock import MovableClock
from sandbox.stripe.contract import Contract
from sandbox.stripe.core import LocalStripe
from sandbox.stripe.person import Payer
from sandbox.stripe.server import LocalStripeServer
from tests.checked import count
from tests.rules.makers import CALENDAR
from tests.webhooks.town import GUILD, KEY, NOVEMBER, PUBLIC_URL, UNPACED, Town
from webhooks.client import Line
from webhooks.payments import StripePayments


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library try again at once; how often it tries stays as it is."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.01)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.02)


@pytest.fixture
async def server(clock: MovableClock) -> AsyncIterator[LocalStripeServer]:
    contract = Contract()
    server = LocalStripeServer(LocalStripe(), clock.now, Random(7))
    server.watch.append(contract.watch)
    await server.start()
    yield server
    await server.stop()
    contract.verify()
    count("Stripe", contract.checked.total())


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOVEMBER)


@pytest.fixture
async def line(server: LocalStripeServer) -> AsyncIterator[Line]:
    line = Line(KEY, server.url, UNPACED)
    yield line
    await line.close()


@pytest.fixture
async def town(server: LocalStripeServer, clock: MovableClock, line: Line) -> AsyncIterator[Town]:
    async with Payer() as payer:
        town = Town(server, clock, line, StripePayments(line, GUILD, CALENDAR, PUBLIC_URL), payer)
        await town.settle()
        yield town

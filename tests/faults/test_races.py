"""Races: what was read before something changed never overwrites the change.

The retry, *pay now* and a new card at one instant: tests/journeys/test_retries.py.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.performers import comparing
from bot.rules.effects import Compare
from bot.rules.members import Member
from tests.journeys.journey import CHANGE_CARD

OTHER_CARD, REFUSED_CARD = "5555555555554444", "4000000000000341"


@dataclass(slots=True)
class SlowReading:
    """Payments whose answer to one question is on its way for as long as we like. `read`: Stripe has answered."""

    payments: Any
    question: str
    read: asyncio.Event = field(default_factory=asyncio.Event)
    arrives: asyncio.Event = field(default_factory=asyncio.Event)

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        ask = getattr(self.payments, name)
        return self._slowly(ask) if name == self.question else ask

    def _slowly(self, ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def answer(*about: Any) -> Any:
            said = await ask(*about)
            self.read.set()
            await self.arrives.wait()
            return said

        return answer


async def compare_slowly(journey, question: str, meanwhile: Callable[[], Awaitable[object]]) -> None:
    """Compare with Stripe, and let something happen between an answer of Stripe's and its arrival."""
    house = journey.world.app.house
    slow = SlowReading(house.payments, question)
    comparing_now = asyncio.create_task(comparing.compare(replace(house, payments=slow), Compare(), 0))
    await slow.read.wait()
    await meanwhile()
    await journey.world.settle()
    slow.arrives.set()
    await comparing_now
    await journey.world.settle()


@pytest.fixture
async def failing(journey, member):
    """Hanako, whose December could not be charged, on the 3rd."""
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 3)
    return member


async def test_a_card_read_before_it_was_changed_does_not_come_back(journey, failing):
    """The old card would be tried once more, and its refusal told to somebody who has paid with the new one."""
    page = await journey.click(failing, journey.card_of(failing), CHANGE_CARD)
    journey.world.stripe.core.mischief.lost = 1.0
    await journey.world.payer.change_card(page.url(), REFUSED_CARD)
    journey.world.stripe.core.mischief.lost = 0.0

    async def change_card() -> None:
        await journey.world.payer.change_card(page.url(), OTHER_CARD)

    await compare_slowly(journey, "customer", change_card)
    member = await journey.only(Member, id=int(failing.id))

    assert member.card.last4 == OTHER_CARD[-4:]
    assert journey.failed == ["12-01 01:00 500"]

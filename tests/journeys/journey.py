"""What the journeys share: one room, people, the books in short, and a look into the bot's own records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import pytest

from bot.rules.decision import Record
from bot.rules.effects import EffectState, PendingEffect
from bot.rules.rooms import Membership, Room
from bot.services import upkeep
from sandbox.discord.person import Button, Message, Person
from sandbox.stories.telling import TOKYO, Story

R = TypeVar("R", bound=Record)

LONG = pytest.mark.long
LEAVE, STAY, PAY_NOW, CHANGE_CARD = "退会する", "退会を取り消す", "今すぐ支払う", "カードを変更する"
NOON = 12


def tokyo(month: int, day: int, hour: int = NOON, minute: int = 0, *, second: int = 0, year: int = 2026) -> datetime:
    """A moment where the community lives."""
    return datetime(year, month, day, hour, minute, second, tzinfo=TOKYO)


def begins(month: int, day: int, hour: int = NOON, minute: int = 0) -> pytest.MarkDecorator:
    """Let a test's world begin at this moment of 2026, in Tokyo."""
    return pytest.mark.parametrize("start", [tokyo(month, day, hour, minute)], ids=str)


@dataclass(slots=True)
class Journey(Story):
    """A story in tests: people act as in any story, and everything that counts can be asked."""

    async def records(self, kind: type[R], /, **where: Any) -> list[R]:
        """What the bot keeps, oldest first."""
        return await self.world.app.store.read(lambda tx: tx.find(kind, **where))

    async def only(self, kind: type[R], /, **where: Any) -> R:
        """The one record of its kind."""
        [found] = await self.records(kind, **where)
        return found

    async def states(self) -> list[str]:
        """The states of every membership, oldest first."""
        return [membership.state.value for membership in await self.records(Membership)]

    async def parked(self) -> list[str]:
        """What a machine gave up on, by the name of the effect."""
        found = await self.records(PendingEffect, state=EffectState.PARKED)
        return [type(one.effect).__name__ for one in found]

    async def retry_parked(self) -> None:
        """What an operator does with `python -m bot retry`."""
        await self.world.app.store.write(upkeep.retry_parked)
        await self.world.settle()

    async def change(self, kind: type[Any], **changes: Any) -> None:
        """Let the only record of its kind be otherwise, as if somebody had decided so before."""
        changed = replace(await self.only(kind), **changes)
        await self.world.app.store.write(lambda tx: tx.put(changed))

    async def suspend_at_first_failure(self) -> None:
        """The setting of the only room; kept as a record, like any other."""
        await self.change(Room, suspend_at_first_failure=True)

    @property
    def taken(self) -> list[str]:
        """Every charge that went through: "12-01 01:00 500"."""
        return _lines(self.world.books.taken)

    @property
    def failed(self) -> list[str]:
        """Every charge that was refused."""
        return _lines(self.world.books.failed)

    @property
    def refunded(self) -> list[str]:
        return _lines(self.world.books.refunds)

    @property
    def subscriptions(self) -> list[str]:
        """The state of every subscription at Stripe, oldest first."""
        return [one.status for one in self.world.books.subscriptions]

    @property
    def invoices(self) -> list[str]:
        """The state of every invoice of a subscription, oldest first."""
        return [one.status for one in self.world.books.invoices if one.subscription is not None]

    def card_of(self, who: Person, *, month: str = "12月") -> Message:
        """The living card of an unpaid month."""
        return next(message for message in who.dms() if f":2026年{month}分" in message.text)

    async def press_leave(self, who: Person, room: str = "Gold") -> Message:
        """Ask to leave, and say yes. Returns the answer."""
        question = await self.slash(who, "room leave", room=room)
        return (await self.click(who, question, LEAVE)).messages[-1]


def labels(buttons: Iterable[Button]) -> list[str]:
    return [button.label for button in buttons]


def _lines(entries: Iterable[Any]) -> list[str]:
    return [f"{one.at.astimezone(TOKYO):%m-%d %H:%M} {one.amount}" for one in sorted(entries, key=lambda one: one.at)]

"""Where records are kept: transactions, and the questions one may ask in them."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.rules.decision import Decision, Record
from bot.rules.effects import Lane, PendingEffect
from bot.rules.ids import MemberId
from bot.rules.webhook_events import WebhookEvent

R = TypeVar("R", bound=Record)
T = TypeVar("T")

IN_TRANSACTION: ContextVar[bool] = ContextVar("in_transaction", default=False)
"""True inside a transaction. Whoever goes to the network asserts that it is not."""


@dataclass(frozen=True, slots=True)
class AtMost:
    """In a question to the store: the field is this value or less."""

    value: object


@dataclass(frozen=True, slots=True)
class After:
    """In a question to the store: the field is more than this value."""

    value: object


@dataclass(frozen=True, slots=True)
class OneOf:
    """In a question to the store: the field is one of these values."""

    values: Sequence[object]


class Missing(LookupError):
    """No record with that id: a bug or a stale id, never a normal answer."""


class Transaction(Protocol):
    """One all-or-nothing piece of work, at one moment: `now` in UTC, `today` where the community lives."""

    now: datetime
    today: date

    async def get(self, kind: type[R], id: str | int) -> R:
        """The record with that id. Raises Missing."""

    async def seek(self, kind: type[R], id: str | int) -> R | None:
        """The record with that id, or None."""

    async def find(self, kind: type[R], /, *, limit: int | None = None, **where: object) -> list[R]:
        """Every record whose fields equal `where` (or AtMost, After, OneOf), in order of id; [] when there is none.

        Money is asked for by its parts: `fee_minor=500`.
        """

    async def put(self, record: Record) -> None:
        """Keep `record` as it is now, whether it was there before or not."""

    async def apply(self, decision: Decision) -> None:
        """Keep its records, write its effects into the outbox, and its due work into the calendar."""

    async def version(self, member_id: MemberId) -> int:
        """How often anything kept about this member has changed; 0 when nothing was ever kept."""

    async def lock(self, *keys: str) -> None:
        """Keep other processes that lock the same keys out until this transaction ends. Taken before deciding."""

    def new_id(self, prefix: str) -> str:
        """A fresh id: `prefix_…`."""

    async def keep_events(self, events: Sequence[WebhookEvent]) -> int:
        """Store those not yet known by their id. Returns how many were new."""

    async def claim_events(self, limit: int, lease: timedelta) -> list[WebhookEvent]:
        """Lease up to `limit` waiting events, oldest first: one per customer, none of a customer already leased.

        A lease that ran out counts as waiting.
        """

    async def claim_effects(self, of: Lane, limit: int, lease: timedelta) -> list[PendingEffect]:
        """Lease up to `limit` waiting effects of a lane, oldest first, none whose like (kind and about) is leased.

        A lease that ran out counts as waiting.
        """

    async def release_leases(self) -> int:
        """Give back every lease, as a process does that knows it is the only one. Returns how many there were."""

    async def next_due(self) -> datetime | None:
        """When the next waiting event, effect or due work may be taken; None when nothing waits."""


class Queue(StrEnum):
    """Where work waits: stored events, the two lanes of effects, and the calendar."""

    EVENTS = "events"
    MONEY = "money"
    CHAT = "chat"
    DUE = "due"


Work = Callable[[Transaction], Awaitable[T]]


class Store(Protocol):
    """Where records are kept. Every unit of work runs in a task of its own: a cancelled caller leaves no half of it."""

    async def write(self, work: Work[T]) -> T:
        """Run `work(tx)` in a transaction of its own and commit; roll back and raise when it raises."""

    async def read(self, work: Work[T]) -> T:
        """Run `work(tx)` against one consistent picture; writing in it fails."""

    async def keep_events(self, events: Sequence[WebhookEvent]) -> int:
        """What `tx.keep_events` does, in a transaction of its own: the short way in, for many at once."""

    def on_commit(self, told: Callable[[frozenset[Queue]], None]) -> Callable[[], None]:
        """Call `told` after every commit that changed something, with the queues it added work to.

        On the event loop. Returns how to stop that.
        """

"""The inbox: keeps webhook events as they come, and handles them one by one per customer.

An event is a knock at the door: it says which object changed, and Stripe is asked what is true now. Events come late,
twice and out of order; none of that matters to somebody who only looks.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from bot.fresh import decide_fresh
from bot.metrics import Metrics
from bot.ports import Payments, Rejected, Store, Transaction, Unreachable
from bot.rules.effects import next_try
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.rules.webhook_events import EventState, WebhookEvent

log = structlog.get_logger(__name__)

AT_ONCE = 16
LEASE = timedelta(minutes=5)
MOST_IN_ONE_COMMIT = 256


@dataclass(frozen=True, slots=True)
class Handler:
    """How a type of event is handled: what to look at, and what to decide about what was seen.

    look: reads the object whose id it is given; None when it is not ours. decide: one transaction's work.
    """

    look: Callable[[Payments, str], Awaitable[Any]]
    decide: Callable[[Transaction, Any], Awaitable[None]]


class Inbox:
    """Webhook events, kept first and handled afterwards."""

    def __init__(self, store: Store, payments: Payments, handlers: Mapping[str, Handler], metrics: Metrics) -> None:
        self._store, self._payments, self._handlers, self._metrics = store, payments, handlers, metrics
        self._arrived: list[tuple[WebhookEvent, asyncio.Future[None]]] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, event: WebhookEvent) -> None:
        """Return when the event is stored for good; an event known by its id is stored already.

        Whatever arrives while a commit is under way goes into the next one together, without a timer. Raises what
        the store raised when it could not be kept.
        """
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrived.append((event, kept))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_arrived())
        await kept

    async def _keep_arrived(self) -> None:
        while self._arrived:
            batch, self._arrived = self._arrived[:MOST_IN_ONE_COMMIT], self._arrived[MOST_IN_ONE_COMMIT:]
            events = [event for event, _ in batch]
            try:
                await self._store.keep_events(events)
            except Exception as fault:  # noqa: BLE001 -- whoever waits for the commit must hear why it failed
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(fault)
                continue
            for _, kept in batch:
                if not kept.done():
                    kept.set_result(None)

    async def step(self) -> bool:
        """Handle what waits, one event per customer, several customers at a time. Returns whether there may be more."""
        events = await self._store.write(lambda tx: tx.claim_events(AT_ONCE, LEASE))
        await asyncio.gather(*(self._handle(event) for event in events))
        return bool(events)

    async def _handle(self, event: WebhookEvent) -> None:
        handler = self._handlers.get(event.kind)
        try:
            if handler is not None:
                await self._look_and_decide(event, handler)
            else:
                await self._store.write(lambda tx: _done(tx, event))
        except (Unreachable, Rejected) as fault:
            await self._failed(event, fault)
        except Exception as fault:  # whatever it is, the event must survive it and a person must hear of it
            log.exception("an event could not be handled", id=event.id, kind=event.kind)
            await self._failed(event, fault)
        else:
            self._metrics.events.labels(event.kind, "done").inc()

    async def _look_and_decide(self, event: WebhookEvent, handler: Handler) -> None:
        async def whose(tx: Transaction) -> MemberId | None:
            return await _member_of(tx, event.customer)

        async def decide(tx: Transaction, seen: Any) -> None:
            if seen is not None:
                await handler.decide(tx, seen)
            await _done(tx, event)

        await decide_fresh(self._store, whose, lambda: handler.look(self._payments, event.about), decide)

    async def _failed(self, event: WebhookEvent, fault: Exception) -> None:
        self._metrics.events.labels(event.kind, "failed").inc()
        log.warning("an event waits for another try", id=event.id, kind=event.kind, fault=str(fault))
        await self._store.write(lambda tx: _put_back(tx, event, f"{type(fault).__name__}: {fault}"))


async def _member_of(tx: Transaction, customer_id: str) -> MemberId | None:
    found = await tx.find(Member, customer_id=customer_id)
    return found[0].id if found else None


async def _done(tx: Transaction, event: WebhookEvent) -> None:
    await tx.put(replace(event, state=EventState.DONE, done_at=tx.now, lease_until=None, fault=None))


async def _put_back(tx: Transaction, event: WebhookEvent, fault: str) -> None:
    tries = event.tries + 1
    try_at = next_try(tries, tx.now)
    state = EventState.WAITING if try_at else EventState.PARKED
    await tx.put(replace(event, state=state, tries=tries, try_at=try_at or tx.now, lease_until=None, fault=fault))

"""The outbox: carries pending effects to whoever performs them, and tries again when the outside fails.

Two lanes, money and chat, so that neither outside holds up the other. At least once: a performer must bear to be called
again, and most of them make the outside match the records, whatever asked for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.metrics import Metrics
from bot.ports import Rejected, Store, Transaction, Unreachable
from bot.rules.effects import EffectState, Lane, PendingEffect, about, next_try

log = structlog.get_logger(__name__)

AT_ONCE = 8
LEASE = timedelta(minutes=5)

Perform = Callable[[Any, int], Awaitable[None]]
"""Performs one effect; the number says how often it has failed before."""


class Later(Exception):
    """Not now: perform it at `at`. No fault, and no try is counted."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


class Outbox:
    """One lane of pending effects."""

    def __init__(self, store: Store, lane: Lane, performers: Mapping[type, Perform], metrics: Metrics) -> None:
        self._store, self._lane, self._performers, self._metrics = store, lane, performers, metrics

    async def step(self) -> bool:
        """Perform what waits, oldest first, several at a time. Returns whether there may be more."""
        pending = await self._store.write(lambda tx: tx.claim_effects(self._lane, AT_ONCE, LEASE))
        await asyncio.gather(*(self._perform(one) for one in pending))
        return len(pending) == AT_ONCE

    async def _perform(self, pending: PendingEffect) -> None:
        name = type(pending.effect).__name__
        try:
            await self._performers[type(pending.effect)](pending.effect, pending.tries)
        except Later as later:
            at = later.at
            await self._store.write(lambda tx: _wait_until(tx, pending, at))
        except Rejected as fault:
            await self._failed(pending, fault, park=True)
        except Unreachable as fault:
            await self._failed(pending, fault)
        except Exception as fault:  # whatever it is, the effect must survive it and a person must hear of it
            log.exception("an effect could not be performed", effect=name, about=about(pending.effect))
            await self._failed(pending, fault)
        else:
            self._metrics.effects.labels(self._lane, "done").inc()
            await self._store.write(lambda tx: _done(tx, pending))

    async def _failed(self, pending: PendingEffect, fault: Exception, *, park: bool = False) -> None:
        self._metrics.effects.labels(self._lane, "parked" if park else "failed").inc()
        name = type(pending.effect).__name__
        log.warning("an effect failed", effect=name, about=about(pending.effect), fault=str(fault), parked=park)
        words = f"{type(fault).__name__}: {fault}"
        await self._store.write(lambda tx: _put_back(tx, pending, words, park=park))


async def _done(tx: Transaction, pending: PendingEffect) -> None:
    await tx.put(replace(pending, state=EffectState.DONE, done_at=tx.now, lease_until=None, fault=None))


async def _wait_until(tx: Transaction, pending: PendingEffect, at: datetime) -> None:
    await tx.put(replace(pending, state=EffectState.WAITING, try_at=at, lease_until=None))


async def _put_back(tx: Transaction, pending: PendingEffect, fault: str, *, park: bool) -> None:
    tries = pending.tries + 1
    try_at = None if park else next_try(tries, tx.now)
    state = EffectState.WAITING if try_at else EffectState.PARKED
    await tx.put(replace(pending, state=state, tries=tries, try_at=try_at or tx.now, lease_until=None, fault=fault))

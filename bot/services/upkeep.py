"""Looking after the queues: what waits, what the machine gave up on, and another try for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import OneOf, Transaction
from bot.rules.due import Due
from bot.rules.effects import EffectState, PendingEffect
from bot.rules.webhook_events import EventState, WebhookEvent


@dataclass(frozen=True, slots=True)
class Standing:
    """How one sort of work stands. oldest_at: since when the longest-waiting piece could have been done."""

    waiting: int
    parked: int
    oldest_at: datetime | None


async def standings(tx: Transaction) -> Mapping[str, Standing]:
    """How events, effects and due work stand."""
    effects = await tx.find(PendingEffect, state=OneOf((EffectState.WAITING, EffectState.LEASED)))
    events = await tx.find(WebhookEvent, state=OneOf((EventState.WAITING, EventState.LEASED)))
    due = await tx.find(Due, done_at=None)
    parked_effects = await tx.find(PendingEffect, state=EffectState.PARKED)
    parked_events = await tx.find(WebhookEvent, state=EventState.PARKED)
    return {
        "effects": _standing([one.try_at for one in effects], len(parked_effects), tx.now),
        "events": _standing([one.try_at for one in events], len(parked_events), tx.now),
        "due": _standing([one.due_at for one in due], 0, tx.now),
    }


def _standing(moments: Sequence[datetime], parked: int, now: datetime) -> Standing:
    ripe = [moment for moment in moments if moment <= now]
    return Standing(len(moments), parked, min(ripe, default=None))


async def retry_parked(tx: Transaction) -> int:
    """Give everything that is parked another try. Returns how much that is."""
    effects = await tx.find(PendingEffect, state=EffectState.PARKED)
    for effect in effects:
        await tx.put(replace(effect, state=EffectState.WAITING, try_at=tx.now, tries=0))
    events = await tx.find(WebhookEvent, state=EventState.PARKED)
    for event in events:
        await tx.put(replace(event, state=EventState.WAITING, try_at=tx.now, tries=0))
    return len(effects) + len(events)

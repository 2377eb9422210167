"""Looking after the queues: what waits, what a machine gave up on, and another try for it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.ports import OneOf, Transaction
from bot.rules.due import Due
from bot.rules.effects import EffectState, PendingEffect
from bot.rules.webhook_events import EventState, WebhookEvent


async def counts(tx: Transaction) -> Mapping[tuple[str, str], int]:
    """How much waits and how much is parked, by sort (effects, events, due) and state."""
    open_effects = await tx.find(PendingEffect, state=OneOf((EffectState.WAITING, EffectState.LEASED)))
    open_events = await tx.find(WebhookEvent, state=OneOf((EventState.WAITING, EventState.LEASED)))
    return {
        ("effects", "waiting"): len(open_effects),
        ("events", "waiting"): len(open_events),
        ("due", "waiting"): len(await tx.find(Due, done_at=None)),
        ("effects", "parked"): len(await tx.find(PendingEffect, state=EffectState.PARKED)),
        ("events", "parked"): len(await tx.find(WebhookEvent, state=EventState.PARKED)),
    }


async def retry_parked(tx: Transaction) -> int:
    """Give everything that is parked another try. Returns how much that is."""
    effects = await tx.find(PendingEffect, state=EffectState.PARKED)
    for effect in effects:
        await tx.put(replace(effect, state=EffectState.WAITING, try_at=tx.now, tries=0))
    events = await tx.find(WebhookEvent, state=EventState.PARKED)
    for event in events:
        await tx.put(replace(event, state=EventState.WAITING, try_at=tx.now, tries=0))
    return len(effects) + len(events)

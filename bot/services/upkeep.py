"""Looking after what the machine gave up on."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules.effects import EffectState, PendingEffect
from bot.rules.webhook_events import EventState, WebhookEvent


async def retry_parked(tx: Transaction) -> int:
    """Give everything that is parked another try. Returns how much that is."""
    effects = await tx.find(PendingEffect, state=EffectState.PARKED)
    for effect in effects:
        await tx.put(replace(effect, state=EffectState.WAITING, try_at=tx.now, tries=0))
    events = await tx.find(WebhookEvent, state=EventState.PARKED)
    for event in events:
        await tx.put(replace(event, state=EventState.WAITING, try_at=tx.now, tries=0))
    return len(effects) + len(events)

"""What operators press on with: what the machine gave up on, and what it would not do by itself."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules.decision import Decision
from bot.rules.effects import EffectState, PendingEffect, SyncAccess
from bot.rules.webhook_events import EventState, WebhookEvent
from bot.services import members


async def retry_parked(tx: Transaction) -> int:
    """Give everything that is parked another try. Returns how much that is."""
    effects = await tx.find(PendingEffect, state=EffectState.PARKED)
    for effect in effects:
        await tx.put(replace(effect, state=EffectState.WAITING, try_at=tx.now, tries=0))
    events = await tx.find(WebhookEvent, state=EventState.PARKED)
    for event in events:
        await tx.put(replace(event, state=EventState.WAITING, try_at=tx.now, tries=0))
    return len(effects) + len(events)


async def sync_everyone(tx: Transaction) -> int:
    """Make all roles as deserved, however many that takes away: a person has looked. Returns how many members."""
    ids = await members.everyone(tx)
    await tx.apply(Decision(effects=tuple(SyncAccess(id) for id in ids)))
    return len(ids)

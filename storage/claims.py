"""Who may take what: the questions behind leases, the same for both engines."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import FromClause, Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.rules.effects import EffectState, Lane
from bot.rules.webhook_events import EventState, WebhookEvent
from storage.tables import due, effects, events

LOOK_AHEAD = 8
"""How many times more events are looked at than may be taken: several of them can be of one customer."""


def waiting_events(now: datetime, limit: int) -> Select[tuple[object, ...]]:
    """Events that may be taken, oldest first: none of a customer whose other event somebody is at work on."""
    other = events.alias()
    busy = select(other.c.id).where(other.c.customer == events.c.customer, _leased(other, now))
    query = select(events).where(_free(events, now), ~busy.exists()).order_by(events.c.received_at, events.c.id)
    return query.limit(limit * LOOK_AHEAD).with_for_update(skip_locked=True)


def one_each(found: Iterable[WebhookEvent], limit: int) -> list[WebhookEvent]:
    """The oldest of each customer's."""
    first: dict[str, WebhookEvent] = {}
    for event in found:
        first.setdefault(event.customer, event)
    return list(first.values())[:limit]


def waiting_effects(lane: Lane, now: datetime, limit: int) -> Select[tuple[object, ...]]:
    """Effects of a lane that may be taken, oldest first: none whose like somebody is at work on."""
    other = effects.alias()
    same = and_(other.c.kind == effects.c.kind, other.c.about == effects.c.about, other.c.id != effects.c.id)
    busy = select(other.c.id).where(same, _leased(other, now))
    free = (effects.c.lane == lane, _free(effects, now), ~busy.exists())
    query = select(effects).where(*free).order_by(effects.c.asked_at, effects.c.id)
    return query.limit(limit).with_for_update(skip_locked=True)


NEXT_MOMENTS = (
    select(func.min(due.c.due_at)).where(due.c.done_at.is_(None)),
    select(func.min(effects.c.try_at)).where(effects.c.state == EffectState.WAITING),
    select(func.min(effects.c.lease_until)).where(effects.c.state == EffectState.LEASED),
    select(func.min(events.c.try_at)).where(events.c.state == EventState.WAITING),
    select(func.min(events.c.lease_until)).where(events.c.state == EventState.LEASED),
)
"""When something of each sort may be taken next."""


def _free(table: FromClause, now: datetime) -> ColumnElement[bool]:
    """Waiting and ripe, or leased to somebody who did not come back. EffectState and EventState share their words."""
    ripe = and_(table.c.state == _word(table, "waiting"), table.c.try_at <= now)
    return or_(ripe, and_(table.c.state == _word(table, "leased"), table.c.lease_until <= now))


def _leased(table: FromClause, now: datetime) -> ColumnElement[bool]:
    return and_(table.c.state == _word(table, "leased"), table.c.lease_until > now)


def _word(table: FromClause, word: str) -> EffectState | EventState:
    return table.c.state.type.words(word)  # type: ignore[attr-defined, no-any-return]

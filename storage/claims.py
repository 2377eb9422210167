"""Who may take what: the questions behind leases, the same for both engines."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import FromClause, Select, Table, and_, case, func, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from bot.rules.effects import EffectState, Lane
from bot.rules.webhook_events import EventState
from storage.statements import is_one_of, is_word
from storage.tables import OPEN_EFFECT, OPEN_EVENT, due, effects, events


def waiting_events(now: datetime, limit: int) -> Select[Any]:
    """Events that may be taken, oldest first: one per customer, none while another of theirs is being worked on."""
    return _takeable(events, EventState, alike=("customer",), since="received_at", now=now).limit(limit)


def waiting_effects(lane: Lane, now: datetime, limit: int) -> Select[Any]:
    """Effects of a lane that may be taken, oldest first: one of each like, none while its like is being worked on."""
    query = _takeable(effects, EffectState, alike=("kind", "about"), since="asked_at", now=now)
    return query.where(is_word(effects.c.lane, lane)).limit(limit)


def _takeable(
    table: Table, words: type[EffectState | EventState], *, alike: Sequence[str], since: str, now: datetime
) -> Select[Any]:
    """Rows that nobody works on, the oldest of those that are alike, and only while nobody works on one of them.

    A lease that ran out counts as waiting: whoever took it did not come back.
    """
    other = table.alias()
    older = tuple_(other.c[since], other.c.id) < tuple_(table.c[since], table.c.id)
    first = or_(_leased(other, words, now), and_(_free(other, words, now), older))
    same = and_(*(other.c[name] == table.c[name] for name in alike), _open(other, words))
    in_the_way = select(other.c.id).where(same, first).exists()
    query = select(table).where(_open(table, words), _free(table, words, now), ~in_the_way)
    return query.order_by(table.c[since], table.c.id).with_for_update(skip_locked=True)


def _open(table: FromClause, words: type[StrEnum]) -> ColumnElement[bool]:
    """Said beside the narrower conditions, so that the small index of open rows is used however large the table is."""
    return is_one_of(table.c.state, OPEN_EFFECT if words is EffectState else OPEN_EVENT)


def _free(table: FromClause, words: type[EffectState | EventState], now: datetime) -> ColumnElement[bool]:
    ripe = and_(is_word(table.c.state, words.WAITING), table.c.try_at <= now)
    return or_(ripe, and_(is_word(table.c.state, words.LEASED), table.c.lease_until <= now))


def _leased(table: FromClause, words: type[EffectState | EventState], now: datetime) -> ColumnElement[bool]:
    return and_(is_word(table.c.state, words.LEASED), table.c.lease_until > now)


def _next_of(table: Table, words: type[EffectState | EventState]) -> Select[Any]:
    moment = case((is_word(table.c.state, words.WAITING), table.c.try_at), else_=table.c.lease_until)
    return select(func.min(moment)).where(_open(table, words))


NEXT_MOMENTS = (
    select(func.min(due.c.due_at)).where(due.c.done_at.is_(None)),
    _next_of(effects, EffectState),
    _next_of(events, EventState),
)
"""When something of each sort may be taken next."""

"""Questions with a name, for those who look after the bot: metrics, doctor, and the sandbox's page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, func, literal, select

from bot.ports import Transaction
from bot.rules.access import LIVE
from bot.rules.effects import EffectState, PendingEffect
from bot.rules.ids import MemberId, MembershipId
from bot.rules.rooms import MembershipState
from bot.rules.webhook_events import EventState, WebhookEvent
from storage.rows import to_record
from storage.statements import is_one_of, is_word
from storage.tables import OPEN_EFFECT, OPEN_EVENT, due, effects, events, members, memberships, rooms
from storage.transaction import SqlTransaction


@dataclass(frozen=True, slots=True)
class Standing:
    """How one sort of work stands: events, effects or due.

    waiting: how many are not done. parked: how many a person must look at. oldest_at: since when the one that
    waits longest could have been done; None when none can be done yet.
    """

    sort: str
    waiting: int
    parked: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class LiveMembership:
    """A membership that is not over, with the names a person reads."""

    id: MembershipId
    state: MembershipState
    member_id: MemberId
    member: str
    room: str


async def standings(tx: Transaction) -> list[Standing]:
    """How events, effects and due work stand, in this order."""
    open_events, open_effects = is_one_of(events.c.state, OPEN_EVENT), is_one_of(effects.c.state, OPEN_EFFECT)
    parked_events, parked_effects = (
        is_word(events.c.state, EventState.PARKED),
        is_word(effects.c.state, EffectState.PARKED),
    )
    return [
        await _standing(tx, events, open_events, parked_events, events.c.try_at),
        await _standing(tx, effects, open_effects, parked_effects, effects.c.try_at),
        await _standing(tx, due, due.c.done_at.is_(None), None, due.c.due_at),
    ]


async def live_memberships(tx: Transaction) -> list[LiveMembership]:
    """Every membership that is not over, by room and then by the name of the member."""
    columns = (memberships.c.id, memberships.c.state, memberships.c.member_id, members.c.name, rooms.c.name)
    joined = memberships.join(members).join(rooms)
    live = is_one_of(memberships.c.state, LIVE)
    query = select(*columns).select_from(joined).where(live).order_by(rooms.c.name, members.c.name, memberships.c.id)
    return [LiveMembership(*row) for row in await _sql(tx).ask(query)]


async def newest_events(tx: Transaction, limit: int) -> list[WebhookEvent]:
    """The events that came last, whatever became of them; the newest first."""
    query = select(events).order_by(events.c.received_at.desc(), events.c.id.desc()).limit(limit)
    return [to_record(WebhookEvent, row) for row in (await _sql(tx).ask(query)).mappings()]


async def newest_effects(tx: Transaction, limit: int) -> list[PendingEffect]:
    """The effects that were asked for last, whatever became of them; the newest first."""
    query = select(effects).order_by(effects.c.asked_at.desc(), effects.c.id.desc()).limit(limit)
    return [to_record(PendingEffect, row) for row in (await _sql(tx).ask(query)).mappings()]


async def _standing(
    tx: Transaction,
    table: Table,
    waiting: ColumnElement[bool],
    parked: ColumnElement[bool] | None,
    ripe_at: Column[datetime],
) -> Standing:
    """Three small questions, each answered from a small index: what is done stays in the table, and is not counted."""
    oldest = select(func.min(ripe_at)).where(waiting, ripe_at <= tx.now).scalar_subquery()
    question = select(_count(table, waiting), _count(table, parked), oldest)
    many_wait, many_are_parked, oldest_at = (await _sql(tx).ask(question)).one()
    return Standing(table.name, many_wait, many_are_parked, oldest_at)


def _count(table: Table, condition: ColumnElement[bool] | None) -> ColumnElement[int]:
    if condition is None:
        return literal(0)
    return select(func.count()).select_from(table).where(condition).scalar_subquery()


def _sql(tx: Transaction) -> SqlTransaction:
    """Reports ask what the ports do not know of."""
    assert isinstance(tx, SqlTransaction), tx
    return tx

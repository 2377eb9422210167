"""One transaction: the records' own verbs over rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import After, AtMost, Missing, OneOf
from bot.rules.decision import Decision, Record
from bot.rules.effects import Effect, EffectState, Lane, PendingEffect
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.rules.webhook_events import EventState, WebhookEvent
from storage import claims
from storage.engines import SQLITE, insert_if_new, upsert
from storage.rows import to_record, to_row
from storage.tables import KEEPS, effects, events, versions

R = TypeVar("R", bound=Record)


class SqlTransaction:
    """One all-or-nothing piece of work; see `bot.ports.Transaction`. `changed`: whether it wrote anything."""

    def __init__(
        self,
        connection: AsyncConnection,
        dialect: str,
        now: datetime,
        zone: tzinfo,
        new_id: Callable[[str, datetime], str],
    ) -> None:
        self.now, self.today = now, now.astimezone(zone).date()
        self.changed = False
        self._connection, self._dialect, self._new_id = connection, dialect, new_id

    def new_id(self, prefix: str) -> str:
        return self._new_id(prefix, self.now)

    async def get(self, kind: type[R], id: str | int) -> R:
        found = await self.seek(kind, id)
        if found is None:
            raise Missing(f"no {kind.__name__} with id {id!r}")
        return found

    async def seek(self, kind: type[R], id: str | int) -> R | None:
        found = await self.find(kind, id=id)
        return found[0] if found else None

    async def find(self, kind: type[R], /, *, limit: int | None = None, **where: object) -> list[R]:
        table = KEEPS[kind]
        conditions = (_condition(table, name, value) for name, value in where.items())
        query = select(table).where(*conditions).order_by(table.c.id).limit(limit)
        rows = await self._connection.execute(query)
        return [to_record(kind, dict(row)) for row in rows.mappings()]

    async def put(self, record: Record) -> None:
        if isinstance(record, PendingEffect) and record.state is EffectState.WAITING and await self._has_twin(record):
            record = replace(record, state=EffectState.DONE, done_at=self.now, fault="superseded")
        await self._connection.execute(upsert(self._dialect, KEEPS[type(record)], to_row(record)))
        self.changed = True
        await self._newer(_members_of((record,)))

    async def apply(self, decision: Decision) -> None:
        for record in (*decision.keep, *decision.due):
            await self._connection.execute(upsert(self._dialect, KEEPS[type(record)], to_row(record)))
            self.changed = True
        for effect in decision.effects:
            await self._ask_for(effect)
        await self._newer(_members_of(decision.keep))

    async def version(self, member_id: MemberId) -> int:
        found = await self._connection.scalar(select(versions.c.version).where(versions.c.member_id == member_id))
        return found or 0

    async def lock(self, *keys: str) -> None:
        if self._dialect == SQLITE:
            return  # there is one writer, and this is it
        for key in sorted(keys):
            await self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))

    async def keep_events(self, new: Sequence[WebhookEvent]) -> int:
        if not new:
            return 0
        statement = insert_if_new(self._dialect, events).values([to_row(event) for event in new])
        kept = (await self._connection.execute(statement)).rowcount
        self.changed |= kept > 0
        return kept

    async def claim_events(self, limit: int, lease: timedelta) -> list[WebhookEvent]:
        rows = await self._connection.execute(claims.waiting_events(self.now, limit))
        found = claims.one_each([to_record(WebhookEvent, dict(row)) for row in rows.mappings()], limit)
        leased = [replace(event, state=EventState.LEASED, lease_until=self.now + lease) for event in found]
        await self._lease(events, [event.id for event in leased], lease)
        return leased

    async def claim_effects(self, lane: Lane, limit: int, lease: timedelta) -> list[PendingEffect]:
        rows = await self._connection.execute(claims.waiting_effects(lane, self.now, limit))
        found = [to_record(PendingEffect, dict(row)) for row in rows.mappings()]
        leased = [replace(one, state=EffectState.LEASED, lease_until=self.now + lease) for one in found]
        await self._lease(effects, [one.id for one in leased], lease)
        return leased

    async def release_leases(self) -> int:
        """Give back every lease. An effect whose twin waits already is done with."""
        leased = await self.find(PendingEffect, state=EffectState.LEASED)
        for one in leased:
            await self.put(replace(one, state=EffectState.WAITING, lease_until=None))
        taken = await self.find(WebhookEvent, state=EventState.LEASED)
        for event in taken:
            await self.put(replace(event, state=EventState.WAITING, lease_until=None))
        return len(leased) + len(taken)

    async def next_due(self) -> datetime | None:
        moments = [await self._connection.scalar(query) for query in claims.NEXT_MOMENTS]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _lease(self, table: Table, ids: list[str], lease: timedelta) -> None:
        if ids:
            leased = {"state": EffectState.LEASED if table is effects else EventState.LEASED}
            values = leased | {"lease_until": self.now + lease}
            await self._connection.execute(update(table).where(table.c.id.in_(ids)).values(values))
            self.changed = True

    async def _ask_for(self, effect: Effect) -> None:
        pending = PendingEffect(self.new_id("eff"), effect, EffectState.WAITING, self.now, self.now)
        await self._connection.execute(insert_if_new(self._dialect, effects).values(to_row(pending)))
        self.changed = True

    async def _has_twin(self, pending: PendingEffect) -> bool:
        """Whether an equal effect waits already."""
        row = to_row(pending)
        same = (effects.c.kind == row["kind"], effects.c.about == row["about"], effects.c.id != pending.id)
        query = select(effects.c.id).where(effects.c.state == EffectState.WAITING, *same)
        return await self._connection.scalar(query) is not None

    async def _newer(self, member_ids: Iterable[int]) -> None:
        for member_id in member_ids:
            new = insert_if_new(self._dialect, versions).values(member_id=member_id, version=0)
            await self._connection.execute(new)
            newer = update(versions).where(versions.c.member_id == member_id).values(version=versions.c.version + 1)
            await self._connection.execute(newer)


def _members_of(records: Iterable[Any]) -> set[int]:
    """Whose records these are."""
    own = {record.id for record in records if isinstance(record, Member)}
    return own | {record.member_id for record in records if hasattr(record, "member_id")}


def _condition(table: Table, name: str, value: object) -> ColumnElement[bool]:
    column = table.c[name]
    match value:
        case AtMost(limit):
            return column <= limit
        case After(limit):
            return column > limit
        case OneOf(values):
            return column.in_(values)
        case None:
            return column.is_(None)
    return column == value

"""One transaction: the records' own verbs over rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Missing, Queue
from bot.rules.decision import Decision, Record
from bot.rules.due import Due
from bot.rules.effects import Effect, EffectState, Lane, PendingEffect, lane
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.rules.webhook_events import EventState, WebhookEvent
from storage import claims, statements
from storage.conflicts import conflict
from storage.engines import SQLITE
from storage.rows import to_record, to_row
from storage.tables import KEEPS, versions

R = TypeVar("R", bound=Record)


class SqlTransaction:
    """One all-or-nothing piece of work; see `bot.ports.Transaction`. Raises Conflict when a rule of the tables breaks.

    changed: whether it wrote anything. added: the queues it added work to.
    """

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
        self.added: set[Queue] = set()
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
        rows = await self.ask(statements.rows_where(KEEPS[kind], where, limit))
        return sorted((to_record(kind, row) for row in rows.mappings()), key=lambda record: record.id)

    async def put(self, record: Record) -> None:
        if isinstance(record, PendingEffect) and record.state is EffectState.WAITING and await self._has_twin(record):
            record = replace(record, state=EffectState.DONE, done_at=self.now, fault="superseded")
        await self._keep(record)
        await self._count_up(_members_of((record,)))

    async def apply(self, decision: Decision) -> None:
        for record in (*decision.keep, *decision.due):
            await self._keep(record)
        for effect in decision.effects:
            await self._ask_for(effect)
        await self._count_up(_members_of(decision.keep))

    async def version(self, member_id: MemberId) -> int:
        rows = await self.ask(select(versions.c.version).where(versions.c.member_id == member_id))
        return rows.scalar() or 0

    async def lock(self, *keys: str) -> None:
        if self._dialect == SQLITE:
            return  # there is one writer, and this is it
        for key in sorted(keys):
            await self.ask(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))

    async def keep_events(self, events: Sequence[WebhookEvent]) -> int:
        if not events:
            return 0
        statement = statements.keep_new_events(self._dialect)
        new = len((await self.ask(statement, [to_row(event) for event in events])).all())
        if new:
            self.changed = True
            self.added.add(Queue.EVENTS)
        return new

    async def claim_events(self, limit: int, lease: timedelta) -> list[WebhookEvent]:
        rows = await self.ask(claims.waiting_events(self.now, limit))
        free = [to_record(WebhookEvent, row) for row in rows.mappings()]
        leased = [replace(one, state=EventState.LEASED, lease_until=self.now + lease) for one in free]
        await self._lease(leased)
        return leased

    async def claim_effects(self, of: Lane, limit: int, lease: timedelta) -> list[PendingEffect]:
        rows = await self.ask(claims.waiting_effects(of, self.now, limit))
        free = [to_record(PendingEffect, row) for row in rows.mappings()]
        leased = [replace(one, state=EffectState.LEASED, lease_until=self.now + lease) for one in free]
        await self._lease(leased)
        return leased

    async def release_leases(self) -> int:
        """Give back every lease. An effect whose twin waits already is done with."""
        effects = await self.find(PendingEffect, state=EffectState.LEASED)
        for effect in effects:
            await self.put(replace(effect, state=EffectState.WAITING, lease_until=None))
        events = await self.find(WebhookEvent, state=EventState.LEASED)
        for event in events:
            await self.put(replace(event, state=EventState.WAITING, lease_until=None))
        return len(effects) + len(events)

    async def next_due(self) -> datetime | None:
        moments = [(await self.ask(question)).scalar() for question in claims.NEXT_MOMENTS]
        return min((moment for moment in moments if moment is not None), default=None)

    async def ask(self, statement: Executable, rows: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """Execute a statement: for this class and for reports."""
        try:
            return await self._connection.execute(statement, rows)
        except IntegrityError as error:
            raise conflict(error) from error

    async def _keep(self, record: Record) -> None:
        await self.ask(statements.keep(self._dialect, KEEPS[type(record)]), to_row(record))
        self.changed = True
        match record:
            case Due(done_at=None):
                self.added.add(Queue.DUE)
            case PendingEffect(state=EffectState.WAITING, effect=effect):
                self.added.add(Queue(lane(effect)))
            case WebhookEvent(state=EventState.WAITING):
                self.added.add(Queue.EVENTS)

    async def _ask_for(self, effect: Effect) -> None:
        pending = PendingEffect(self.new_id("eff"), effect, EffectState.WAITING, asked_at=self.now, try_at=self.now)
        await self.ask(statements.ask_for(self._dialect), to_row(pending))
        self.changed = True
        self.added.add(Queue(lane(effect)))

    async def _lease(self, leased: Sequence[WebhookEvent] | Sequence[PendingEffect]) -> None:
        if not leased:
            return
        table, first = KEEPS[type(leased[0])], leased[0]
        taken = update(table).where(table.c.id.in_([one.id for one in leased]))
        await self.ask(taken.values(state=first.state, lease_until=first.lease_until))
        self.changed = True

    async def _has_twin(self, pending: PendingEffect) -> bool:
        """Whether an equal effect waits already."""
        row = to_row(pending)
        same = await self.find(PendingEffect, kind=row["kind"], about=row["about"], state=EffectState.WAITING)
        return any(one.id != pending.id for one in same)

    async def _count_up(self, member_ids: Iterable[int]) -> None:
        for member_id in sorted(member_ids):
            await self.ask(statements.count_up(self._dialect), {"member_id": member_id})


def _members_of(records: Iterable[Record]) -> set[int]:
    """Whose records these are."""
    own = {record.id for record in records if isinstance(record, Member)}
    return own | {record.member_id for record in records if hasattr(record, "member_id")}

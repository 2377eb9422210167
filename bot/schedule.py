"""The table of work that falls due, and the alarm that rings.

Due work is rows in the database, written with the fact that causes it; APScheduler only rings once a second. A machine
that slept finds what is due when it wakes, in order, and does it once.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.ports import AtMost, Store, Transaction
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import CatchUp, Compare, CompareRoles
from bot.rules.policies.policy import PolicyBook
from bot.services import (
    absence,
    ahead,
    approving,
    billing,
    gifts,
    guests,
    joining,
    leaving,
    pausing,
    pricing,
    queueing,
    switching,
)

log = structlog.get_logger(__name__)

CATCH_UP_EVERY = timedelta(minutes=10)
"""How often we ask Stripe for events that never reached us: a lost webhook costs minutes."""

AFTER_A_FAULT = timedelta(minutes=1)
AFTER_MIDNIGHT = timedelta(hours=4, minutes=30)
"""When the nightly comparison runs: after the renewals of the 1st, before people wake."""

RINGS_EVERY_SECONDS = 1

DueWork = Callable[[Transaction, Any], Awaitable[None]]


def due_work(calendar: Calendar, policies: PolicyBook, catch_up_every: timedelta) -> Mapping[DueKind, DueWork]:
    """What each kind of due work does, in one transaction, with the subject it is about."""
    return {
        # An order is open: ask Stripe itself what became of it, so that a lost webhook costs minutes.
        DueKind.ASK_ORDER: joining.ask,
        # A payment page was opened and left: speak of it once.
        DueKind.REMIND: joining.remind,
        # A listed day has come (5, 10, 15, 20, 25): try an unpaid month again.
        DueKind.RETRY: lambda tx, id: billing.retry(tx, id, calendar=calendar),
        # The hour after the last listed day's retry: end a month that is still unpaid.
        DueKind.END_UNPAID: billing.end_unpaid,
        # The paid month of someone who leaves is over: close the door.
        DueKind.LEAVE: leaving.month_over,
        # The month has come from which a membership is what its member chose.
        DueKind.SWITCH: lambda tx, id: switching.begin(tx, id, calendar=calendar),
        # A paid year is over: the next one is billed by us.
        DueKind.RENEW: lambda tx, id: switching.renew(tx, id, calendar=calendar),
        # A pause begins or ends.
        DueKind.PAUSE: lambda tx, id: pausing.look(tx, id, calendar=calendar),
        # A guest's time ends soon, or now.
        DueKind.GUEST: guests.look,
        # The link of a gift is open: ask Stripe; or it waits to be used: later, give it back.
        DueKind.GIFT: lambda tx, id: gifts.look(tx, id, policies=policies),
        # A discount begins or ends with the next renewal.
        DueKind.REPRICE: lambda tx, id: pricing.look_again(tx, id, calendar=calendar),
        # A paid request has waited long for the owner's word: ask the admins; later, give the money back.
        DueKind.APPROVAL: lambda tx, id: approving.look_again(tx, id, policies=policies),
        # A seat of a room may be free: offer it to whoever is next in line.
        DueKind.SERVE_LINE: lambda tx, id: queueing.serve(tx, id, calendar=calendar),
        # The time to take an offered seat is over: the next one is asked.
        DueKind.OFFER_ENDS: queueing.offer_over,
        # Somebody who pays is not in the server for days and said nothing: stop the next charge.
        DueKind.ABSENCE: lambda tx, id: absence.stop(tx, id, calendar=calendar),
        # 30, 14 and 3 days before a 1st: tell of the renewal, and of a card that will have expired by then.
        DueKind.LOOK_AHEAD: lambda tx, id: ahead.look(tx, id, calendar=calendar, policies=policies),
        # Every ten minutes: read the events that never reached us.
        DueKind.CATCH_UP: lambda tx, _: _catch_up(tx, catch_up_every),
        # Every night: compare everything with Stripe and Discord.
        DueKind.COMPARE: lambda tx, _: _compare(tx, calendar),
    }


async def _catch_up(tx: Transaction, every: timedelta) -> None:
    again = Due(DueKind.CATCH_UP, "", tx.now + every)
    await tx.apply(Decision(effects=(CatchUp(),), due=(again,)))


async def _compare(tx: Transaction, calendar: Calendar) -> None:
    again = Due(DueKind.COMPARE, "", next_night(calendar, tx.now))
    await tx.apply(Decision(effects=(Compare(), CompareRoles()), due=(again,)))
    await queueing.serve_all(tx)
    await gifts.look_at_all(tx)


def next_night(calendar: Calendar, now: datetime) -> datetime:
    """The next instant, in UTC, at which the nightly comparison runs."""
    today = calendar.day(now)
    nights = (calendar.starts_at(on) + AFTER_MIDNIGHT for on in (today, today + timedelta(days=1)))
    return next(at for at in nights if at > now)


class Schedule:
    """Does what is due, each piece in one transaction of its own, in the order of its time."""

    def __init__(
        self, store: Store, calendar: Calendar, policies: PolicyBook, catch_up_every: timedelta = CATCH_UP_EVERY
    ) -> None:
        self._store, self._calendar, self._work = store, calendar, due_work(calendar, policies, catch_up_every)
        self._alarm = AsyncIOScheduler(timezone=UTC)

    async def plant(self) -> None:
        """Make sure that the periodic work is in the calendar; catching up is due at every start."""

        async def plant(tx: Transaction) -> None:
            await tx.apply(Decision(due=(Due(DueKind.CATCH_UP, "", tx.now),)))
            if await tx.seek(Due, f"{DueKind.COMPARE}:") is None:
                await tx.apply(Decision(due=(Due(DueKind.COMPARE, "", tx.now),)))
            await ahead.plant(tx, calendar=self._calendar)

        await self._store.write(plant)

    def ring(self, told: Callable[[], None]) -> None:
        """Call `told` once a second from now on. A missed ring is never made up for: one look finds everything."""
        self._alarm.add_job(
            told,
            IntervalTrigger(seconds=RINGS_EVERY_SECONDS),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._alarm.start()

    def hush(self) -> None:
        """Stop ringing."""
        if self._alarm.running:
            self._alarm.shutdown(wait=False)

    async def step(self) -> bool:
        """Do everything that is due. Returns whether there may be more."""
        due = await self._store.read(lambda tx: tx.find(Due, due_at=AtMost(tx.now), done_at=None))
        for one in sorted(due, key=lambda one: one.due_at):
            await self._do(one)
        return bool(due)

    async def _do(self, due: Due) -> None:
        async def work(tx: Transaction) -> None:
            if await tx.seek(Due, due.id) == due:
                await self._work[due.kind](tx, due.subject)
            if await tx.seek(Due, due.id) == due:  # else the work asked to be done again later
                await tx.put(replace(due, done_at=tx.now))

        try:
            await self._store.write(work)
        except Exception:  # one piece that breaks must not hold up the others, nor be forgotten
            log.exception("due work failed and is tried again", kind=due.kind, subject=due.subject)
            await self._store.write(lambda tx: tx.put(replace(due, due_at=tx.now + AFTER_A_FAULT)))

"""Moving time from the page: where to, event by event in the background, and how far it has come."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.rules.days import Calendar
from sandbox.page.guard import bad_request, busy
from sandbox.world import World

SPAN = re.compile(r"\+(\d{1,4})([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
LONGEST = timedelta(days=400)
NOON = time(12)


class Mover:
    """The clock's hand. `stir` is called whenever it begins, moves or stops."""

    def __init__(self, world: World, stir: Callable[[], None]) -> None:
        self._world, self._stir = world, stir
        self._going: asyncio.Task[None] | None = None
        self._to: datetime | None = None
        self._asked = False
        self._stopped: str | None = None
        self._moments = 0

    @property
    def moving(self) -> bool:
        """Whether time passes now."""
        return self._going is not None and not self._going.done()

    @property
    def calendar(self) -> Calendar:
        """Where the community lives, and its retry days: as the bot has them."""
        return self._world.app.house.calendar

    async def shown(self) -> dict[str, Any]:
        """The time as the page reads it."""
        return {
            "now": self._world.clock.now().isoformat(),
            "zone": str(self.calendar.zone),
            "next": await self._next(),
            "moving": self.moving,
            "to": self._to.isoformat() if self.moving and self._to else None,
            "moments": self._moments,
            "retry_days": list(self.calendar.retry_days),
            "stopped": self._stopped,
        }

    async def _next(self) -> dict[str, str] | None:
        found = {"stripe": self._world.stripe.core.next_due(), "bot": await self._world.bots_next_moment()}
        known = sorted((at, who) for who, at in found.items() if at is not None)
        return {"at": known[0][0].isoformat(), "who": known[0][1]} if known else None

    async def start(self, wanted: str) -> None:
        """Let time pass until what `wanted` names. Raises Failed."""
        if self.moving:
            raise busy("time is moving already")
        to = await self._aim(wanted)
        now = self._world.clock.now()
        if not now <= to <= now + LONGEST:
            raise bad_request(f"time goes forward only, and at most {LONGEST.days} days at once")
        self._to, self._asked, self._stopped, self._moments = to.astimezone(UTC), False, None, 0
        self._going = asyncio.create_task(self._move(to))
        self._stir()

    def stop(self) -> None:
        """Stop once the moment in hand is worked off."""
        self._asked = self.moving

    async def close(self) -> None:
        """Stop at once: the world is about to be put away."""
        if self._going is not None:
            self._going.cancel()
            await asyncio.gather(self._going, return_exceptions=True)

    async def _move(self, to: datetime) -> None:
        try:
            async for _ in self._world.moments(to):
                self._moments += 1
                self._stir()
                if self._asked:
                    self._stopped = "asked"
                    return
        except Exception:
            self._stopped = "broke"
            raise
        finally:
            self._going = None
            self._stir()

    # -- where to

    async def _aim(self, wanted: str) -> datetime:
        now, calendar = self._world.clock.now(), self.calendar
        if span := SPAN.fullmatch(wanted):
            return now + timedelta(**{UNITS[span[2]]: int(span[1])})
        if wanted == "next":
            moment = await self._world.next_moment()
            if moment is None:
                raise bad_request("nothing will happen by itself")
            return max(moment, now)
        if wanted == "next_retry_day":
            return _next_retry(calendar, now)
        if wanted == "next_first":
            return datetime.combine(_month_after(calendar.month(now)), NOON, calendar.zone)
        try:
            return datetime.fromisoformat(wanted).replace(tzinfo=calendar.zone)
        except ValueError as fault:
            raise bad_request(f"{wanted!r} is no time") from fault


def _month_after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _next_retry(calendar: Calendar, now: datetime) -> datetime:
    """A minute after the next retry, so that its news can be read."""
    month = calendar.month(now)
    days = (*calendar.retry_dates(month), *calendar.retry_dates(_month_after(month)))
    return next(at for day in days if (at := calendar.retry_at(day) + timedelta(minutes=1)) > now)

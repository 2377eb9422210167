"""Business days: Monday to Friday without holidays, and an hour after which a day is over (R-62)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.policies.bad_input import BadInput, check_aware

SATURDAY = 5
LONGEST_CLOSURE = 366


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """When the desk is open.

    is_closed: whether a local day is a public holiday or one of the owner's own closing days; weekends are known here.
    """

    zone: ZoneInfo
    is_closed: Callable[[date], bool]

    def is_open(self, on: date) -> bool:
        """Whether `on` is a business day."""
        return on.weekday() < SATURDAY and not self.is_closed(on)

    def day_zero(self, at: datetime, cutoff_hour: int) -> date:
        """The business day to which something received at `at` belongs: the day 0 of every clock (R-58, R-59, R-75).

        What arrives later than the local hour `cutoff_hour` belongs to the next business day.
        """
        check_aware("at", at)
        local = at.astimezone(self.zone)
        on = local.date()
        # Up to 18:00:00 itself is in time: "by 18:00" favours the member.
        is_late = (local.hour, local.minute, local.second, local.microsecond) > (cutoff_hour, 0, 0, 0)
        return on if self.is_open(on) and not is_late else self._next(on)

    def after(self, on: date, days: int) -> date:
        """The business day `days` business days after `on`; `on` itself for 0. Raises BadInput below zero."""
        if days < 0:
            raise BadInput("days", days, "zero or more business days")
        for _ in range(days):
            on = self._next(on)
        return on

    def _next(self, on: date) -> date:
        for ahead in range(1, LONGEST_CLOSURE):
            day = on + timedelta(days=ahead)
            if self.is_open(day):
                return day
        raise BadInput("is_closed", on, "an open day within a year")

"""Weeks of classes: paid on Sunday morning where the plan lives, whatever the community's zone (O-19, O-30)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.policies.bad_input import BadInput, check_aware

SUNDAY = 6  # as date.weekday() counts


@dataclass(frozen=True, slots=True)
class WeekClock:
    """When a week begins and is paid: Sunday at `hour` by the clocks of `zone`, daylight saving included."""

    zone: ZoneInfo
    hour: int = 6

    def __post_init__(self) -> None:
        if self.hour not in range(24):
            raise BadInput("hour", self.hour, "an hour of the day, 0 to 23")

    def renewal_at(self, on: date) -> datetime:
        """The instant, in UTC, of the renewal of Sunday `on`. Raises BadInput for another day of the week."""
        if on.weekday() != SUNDAY:
            raise BadInput("on", on, "a Sunday")
        return datetime.combine(on, time(self.hour), self.zone).astimezone(UTC)

    def next_renewal(self, after: datetime) -> datetime:
        """The first renewal later than `after`."""
        check_aware("after", after)
        local = after.astimezone(self.zone).date()
        sunday = local + timedelta(days=SUNDAY - local.weekday())
        this_week = self.renewal_at(sunday)
        return this_week if this_week > after else self.renewal_at(sunday + timedelta(days=7))

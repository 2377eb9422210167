"""The community's calendar: billing days are local dates where the community lives, never instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Quiet:
    """The local hours, 0 to 23, between which nobody is disturbed by a new message; equal for none (E-36)."""

    from_hour: int = 21
    to_hour: int = 9


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the community lives, and when an unpaid month is tried again.

    retry_days: days of the month, rising, each 2 to 28. retry_hour: the local hour of the retries, 0 to 23. quiet: as
    the community had it at the start; `bot/services/preferences.py` knows what counts now, and for whom.
    Source: E-36, E-43.
    """

    zone: ZoneInfo
    retry_days: tuple[int, ...] = (5, 10, 15, 20, 25)
    retry_hour: int = 10
    quiet: Quiet = Quiet()

    def day(self, at: datetime) -> date:
        """The local day on which `at` falls."""
        assert at.tzinfo is not None, at
        return at.astimezone(self.zone).date()

    def starts_at(self, on: date) -> datetime:
        """The instant at which the local day `on` begins, in UTC."""
        return datetime.combine(on, time(), self.zone).astimezone(UTC)

    def month(self, at: datetime) -> date:
        """The first day of the local month in which `at` falls: the month a payment at that moment covers (E-35)."""
        return self.day(at).replace(day=1)

    def retry_at(self, on: date) -> datetime:
        """The instant at which the retry of the local day `on` runs, in UTC."""
        return datetime.combine(on, time(self.retry_hour), self.zone).astimezone(UTC)

    def retry_dates(self, month: date) -> tuple[date, ...]:
        """The days of `month` on which an unpaid month is tried again, in order."""
        return tuple(month.replace(day=day) for day in self.retry_days)

    def wakes_at(self, now: datetime, quiet: Quiet | None = None) -> datetime:
        """The earliest instant, in UTC, at which somebody may be disturbed: `now`, or when the quiet hours end.

        quiet: the reader's own hours, None for the community's.
        """
        quiet = quiet or self.quiet
        local = now.astimezone(self.zone)
        hours_quiet = (quiet.to_hour - quiet.from_hour) % 24
        if (local.hour - quiet.from_hour) % 24 >= hours_quiet:
            return now
        on = local.date() if local.hour < quiet.to_hour else local.date() + timedelta(days=1)
        return datetime.combine(on, time(quiet.to_hour), self.zone).astimezone(UTC)

    def renews_at(self, month: date) -> datetime:
        """The instant, in UTC, at which Stripe makes the renewal invoices of the month in which `month` falls."""
        starts_at = self.starts_at(month.replace(day=1))
        first_hour = starts_at.replace(minute=0)
        return next(
            at
            for at in (first_hour + timedelta(hours=ahead) for ahead in range(4))
            if at >= starts_at and self._anchored(at)
        )

    def _anchored(self, at: datetime) -> bool:
        return at.hour == self.anchor().hour

    def anchor(self) -> "Anchor":
        """Stripe's billing anchor for local midnight of the 1st.

        Anchors are UTC: in Tokyo the 1st begins at 15:00 UTC of the last day of the month before, so the day is 31
        (Stripe takes the last day of shorter months). Where clocks change, the later of the two hours: a renewal an
        hour late on the 1st is right, one on the last day of the month before is wrong.
        Source: docs.stripe.com/payments/checkout/billing-cycle.
        """
        hours_ahead = min(_hours_ahead(self.zone, month) for month in range(1, 13))
        return Anchor(31, 24 - hours_ahead) if hours_ahead > 0 else Anchor(1, -hours_ahead)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day of the month (31: its last) and an hour, both UTC."""

    day: int
    hour: int


def next_month(month: date) -> date:
    """The first day of the month after the one in which `month` falls."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def add_months(month: date, months: int) -> date:
    """The first day of the month that comes `months` after the one in which `month` falls; before, when negative."""
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)


def last_day(month: date) -> date:
    """The last day of the month in which `month` falls."""
    return next_month(month) - timedelta(days=1)


def _hours_ahead(zone: ZoneInfo, month: int) -> int:
    """How many whole hours the zone's clock is ahead of UTC at local midnight of the 1st of `month`, rounded down."""
    offset = datetime(2025, month, 1, tzinfo=zone).utcoffset()
    assert offset is not None, zone
    return offset // timedelta(hours=1)

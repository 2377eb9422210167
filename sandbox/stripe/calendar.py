"""When a subscription renews: the billing cycle anchor, in UTC.

A day the month does not have means its last day, and does not move the anchor: 31 renews on February 28th and on
March 31st (docs.stripe.com/billing/subscriptions/billing-cycle).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .account import Object

MONTHS_IN_YEAR = 12
MONTHS = {"month": 1, "year": MONTHS_IN_YEAR}
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of the month and the time of day at which periods turn over."""

    day: int
    hour: int
    minute: int
    second: int

    def within(self, year: int, month: int) -> datetime:
        """The turn of one month. `month` may run past 12."""
        year, month = year + (month - 1) // MONTHS_IN_YEAR, (month - 1) % MONTHS_IN_YEAR + 1
        day = min(self.day, monthrange(year, month)[1])
        return datetime(year, month, day, self.hour, self.minute, self.second, tzinfo=UTC)

    def next_after(self, instant: int) -> int:
        """The first turn strictly after `instant`."""
        moment = instant_of(instant)
        turns = (self.within(moment.year, moment.month + ahead) for ahead in range(3))
        return next(int(turn.timestamp()) for turn in turns if turn.timestamp() > instant)

    def whole_day_after(self, instant: int) -> int:
        """The first turn after `instant` in a month that has the day: Stripe's `billing_cycle_anchor` of a config.

        It may lie one month further ahead than the first renewal.
        """
        moment = instant_of(instant)
        turns = (self.within(moment.year, moment.month + ahead) for ahead in range(4))
        return next(int(turn.timestamp()) for turn in turns if turn.timestamp() > instant and turn.day == self.day)


def instant_of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def anchor_at(instant: int) -> Anchor:
    """The anchor that an explicit timestamp pins: the day it names, be it the 30th of a month of 30 days."""
    moment = instant_of(instant)
    return Anchor(moment.day, moment.hour, moment.minute, moment.second)


def anchor_of(subscription: Object) -> Anchor:
    """The anchor of a subscription: its config where it has one, else the day of its timestamp."""
    config = subscription["billing_cycle_anchor_config"]
    if config is None:
        return anchor_at(subscription["billing_cycle_anchor"])
    return Anchor(config["day_of_month"], config["hour"], config["minute"], config["second"])


def period_after(start: int, anchor: Anchor, recurring: Object) -> int:
    """The end of the period that begins at `start`, for a price's `recurring`."""
    interval, count = recurring["interval"], recurring["interval_count"]
    if interval in DAYS:
        return start + int(timedelta(days=DAYS[interval] * count).total_seconds())
    moment = instant_of(start)
    return int(anchor.within(moment.year, moment.month + MONTHS[interval] * count).timestamp())


def natural_end(now: int, recurring: Object) -> int:
    """When the first period would end without any anchor; an explicit anchor may not lie later."""
    return period_after(now, anchor_at(now), recurring)

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.days import Anchor, Calendar, Quiet, last_day, next_month
from tests.rules.makers import CALENDAR, at

ZONES = ("Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin", "UTC", "Asia/Kolkata", "Australia/Sydney")


@pytest.mark.rule("E-35")
@pytest.mark.parametrize(
    ("paid_at", "month"),
    [
        (at(10, 31, 23, 59, 59), date(2026, 10, 1)),
        (at(11, 1, 0, 0, 0), date(2026, 11, 1)),
        (at(2, 28, 23, 59), date(2026, 2, 1)),
        (at(2, 29, 23, 59, year=2028), date(2028, 2, 1)),
        (at(12, 31, 23, 59, 59), date(2026, 12, 1)),
        (at(1, 1, 0, 0, year=2027), date(2027, 1, 1)),
    ],
)
def test_a_payment_covers_the_month_of_its_moment_in_the_zone(paid_at, month):
    assert CALENDAR.month(paid_at) == month


@pytest.mark.rule("E-36")
@pytest.mark.parametrize(
    ("zone", "anchor"),
    [
        ("Asia/Tokyo", Anchor(31, 15)),
        ("UTC", Anchor(1, 0)),
        ("America/Los_Angeles", Anchor(1, 8)),
        ("Europe/Berlin", Anchor(31, 23)),
        ("Asia/Kolkata", Anchor(31, 19)),
    ],
)
def test_the_anchor_is_local_midnight_of_the_first_or_the_hour_after(zone, anchor):
    """Where clocks change the later hour counts: an hour early would be the last day of the month before."""
    assert Calendar(ZoneInfo(zone)).anchor() == anchor


@given(zone=st.sampled_from(ZONES), month=st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_stripe_renews_on_the_first_and_never_before(zone, month):
    calendar = Calendar(ZoneInfo(zone))

    renews_at = calendar.renews_at(month)

    assert calendar.day(renews_at) == month.replace(day=1)
    assert timedelta(0) <= renews_at - calendar.starts_at(month.replace(day=1)) < timedelta(hours=2)
    assert renews_at.hour == calendar.anchor().hour % 24


@pytest.mark.rule("E-43")
@pytest.mark.parametrize("month", [date(2026, 2, 1), date(2028, 2, 1), date(2026, 4, 1), date(2026, 12, 1)])
def test_an_unpaid_month_is_tried_again_on_five_days_at_ten_whatever_its_length(month):
    dates = CALENDAR.retry_dates(month)

    assert [on.day for on in dates] == [5, 10, 15, 20, 25]
    assert {(on.year, on.month) for on in dates} == {(month.year, month.month)}
    assert CALENDAR.retry_at(dates[0]) == at(month.month, 5, 10, year=month.year)


@pytest.mark.parametrize(
    ("now", "wakes_at"),
    [
        (at(11, 1, 1), at(11, 1, 9)),
        (at(11, 1, 8, 59, 59), at(11, 1, 9)),
        (at(11, 1, 9), at(11, 1, 9)),
        (at(11, 1, 20, 59), at(11, 1, 20, 59)),
        (at(11, 1, 21), at(11, 2, 9)),
        (at(11, 30, 23), at(12, 1, 9)),
    ],
)
def test_nobody_is_disturbed_between_nine_in_the_evening_and_nine_in_the_morning(now, wakes_at):
    assert CALENDAR.wakes_at(now) == wakes_at


def test_equal_hours_mean_no_quiet_hours():
    awake = Calendar(ZoneInfo("Asia/Tokyo"), quiet=Quiet(0, 0))

    assert awake.wakes_at(at(11, 1, 3)) == at(11, 1, 3)


@pytest.mark.parametrize(
    ("day", "following", "last"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 28)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2028, 2, 29)),
        (date(2026, 4, 30), date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 12, 1), date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_months_follow_each_other_whatever_their_length(day, following, last):
    assert (next_month(day), last_day(day)) == (following, last)


def test_an_instant_needs_a_zone():
    with pytest.raises(AssertionError):
        CALENDAR.day(datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None))

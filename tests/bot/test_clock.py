"""The clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock, SystemClock

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_the_system_clock_tells_utc_and_goes_on():
    clock = SystemClock()

    first, second = clock.now(), clock.now()

    assert first.tzinfo is UTC
    assert first <= second


def test_a_movable_clock_stands_still_until_it_is_set():
    clock = MovableClock(NOON)

    assert clock.now() == clock.now() == NOON
    clock.set(NOON + timedelta(days=4))
    assert clock.now() == NOON + timedelta(days=4)


def test_it_tells_utc_whatever_it_was_set_in():
    clock = MovableClock(NOON.astimezone(ZoneInfo("Asia/Tokyo")))
    clock.set(datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("Asia/Tokyo")))

    assert clock.now().tzinfo is UTC
    assert clock.now() == datetime(2026, 12, 2, tzinfo=UTC)


def test_whoever_listens_hears_of_every_move_once_it_is_done():
    clock, heard = MovableClock(NOON), []
    stop = clock.on_move(lambda: heard.append(clock.now()))
    clock.set(NOON + timedelta(hours=1))
    clock.set(NOON + timedelta(hours=2))
    stop()
    clock.set(NOON + timedelta(hours=3))

    assert heard == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]


def test_it_never_goes_back():
    """Everything that was ever due would be due again."""
    clock = MovableClock(NOON)

    with pytest.raises(AssertionError):
        clock.set(NOON - timedelta(microseconds=1))

    clock.set(NOON)
    assert clock.now() == NOON


def test_a_time_without_a_zone_is_a_mistake():
    clock = MovableClock(NOON)

    with pytest.raises(AssertionError):
        MovableClock(datetime(2026, 12, 1))  # noqa: DTZ001 -- that it has no zone is the point
    with pytest.raises(AssertionError):
        clock.set(datetime(2027, 12, 1))  # noqa: DTZ001 -- see above

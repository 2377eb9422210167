from datetime import date, datetime, timedelta

import pytest

from bot.policies.closed_days import japan
from bot.rules.business_days import BusinessDays
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import Clocks, Range
from bot.rules.refunds import clocks
from bot.rules.refunds.clocks import Deadline, Standing
from bot.rules.refunds.purchase import Way
from tests.rules.makers import TOKYO, at
from tests.rules.policies import OPEN_DAYS, answer, asked, purchase, yen

EVERY_DAY = BusinessDays(TOKYO, lambda on: False)


@pytest.mark.rule("R-62")
@pytest.mark.parametrize(
    ("on", "is_open"),
    [
        (date(2026, 3, 13), True),  # Friday
        (date(2026, 3, 14), False),  # Saturday
        (date(2026, 3, 15), False),  # Sunday
        (date(2026, 5, 6), False),  # a substitute holiday: the 3rd was a Sunday
        (date(2026, 5, 7), True),
        (date(2026, 9, 22), False),  # between two holidays
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
    ],
)
def test_weekends_holidays_and_the_turn_of_the_year_are_no_business_days(on, is_open):
    assert OPEN_DAYS.is_open(on) is is_open


def test_an_owner_may_close_further_days():
    closed = BusinessDays(TOKYO, japan([date(2026, 8, 13)]))

    assert not closed.is_open(date(2026, 8, 13))
    assert closed.is_open(date(2026, 8, 14))


@pytest.mark.rule("R-58", "R-61", "R-62")
@pytest.mark.parametrize(
    ("received_at", "day_zero"),
    [
        (at(3, 12, 0), date(2026, 3, 12)),
        (at(3, 12, 18), date(2026, 3, 12)),
        (at(3, 12, 18, 0, 1), date(2026, 3, 13)),
        (at(3, 13, 18, 0, 1), date(2026, 3, 16)),  # Friday evening
        (at(3, 14, 10), date(2026, 3, 16)),  # Saturday morning
        (at(12, 30, 19), date(2027, 1, 4)),  # the last evening of the year
    ],
)
def test_what_comes_after_six_belongs_to_the_next_business_day(received_at, day_zero):
    assert OPEN_DAYS.day_zero(received_at, 18) == day_zero


@pytest.mark.rule("R-62")
def test_a_moment_after_six_is_after_six():
    assert OPEN_DAYS.day_zero(at(3, 12, 18) + timedelta(microseconds=1), 18) == date(2026, 3, 13)
    assert OPEN_DAYS.day_zero(at(3, 12, 18), 18) == date(2026, 3, 12)


@pytest.mark.rule("R-58")
def test_the_fifth_business_day_after_28_april_2026_is_11_may():
    """29 April and 3 to 6 May are closed: Golden Week, as two independent calendars have it."""
    assert OPEN_DAYS.after(date(2026, 4, 28), 5) == date(2026, 5, 11)
    assert OPEN_DAYS.after(date(2026, 4, 28), 0) == date(2026, 4, 28)


@pytest.mark.rule("R-58", "R-59", "R-64", "R-65", "R-75")
def test_each_clock_has_a_day_to_aim_at_and_a_day_promised():
    """From Monday 2 March 2026, with 20 March closed."""
    monday = at(3, 2, 10)

    assert clocks.decide_by(Clocks(), monday, OPEN_DAYS) == Deadline(date(2026, 3, 5), date(2026, 3, 9))
    assert clocks.pay_by(Clocks(), Way.CARD, monday, OPEN_DAYS) == Deadline(date(2026, 3, 11), date(2026, 3, 16))
    assert clocks.pay_by(Clocks(), Way.BANK, monday, OPEN_DAYS) == Deadline(date(2026, 3, 16), date(2026, 3, 23))
    assert clocks.start_by(Clocks(), monday, OPEN_DAYS) == Deadline(date(2026, 3, 5), date(2026, 3, 9))


@pytest.mark.rule("R-75")
def test_the_clock_of_a_wrong_charge_is_one_of_its_own():
    slow_desk = Clocks(decide=Range(20, 30))

    assert clocks.start_by(slow_desk, at(3, 2), OPEN_DAYS).latest_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 3, 5), Standing.IN_TIME),
        (date(2026, 3, 6), Standing.LATE),
        (date(2026, 3, 9), Standing.LATE),
        (date(2026, 3, 10), Standing.BROKEN),
    ],
)
@pytest.mark.rule("R-58")
def test_a_clock_is_late_after_what_we_aim_at_and_broken_after_what_we_promised(today, standing):
    assert clocks.standing(Deadline(date(2026, 3, 5), date(2026, 3, 9)), today) is standing


@pytest.mark.rule("R-58", "R-75")
def test_a_quote_says_by_when_it_is_decided():
    """A wrong charge has the same days here, but from a clock of its own."""
    found = answer("seminar", purchase(price=yen(100)), asked(at(3, 2, 18, 0, 1)))

    assert found.decide == Deadline(date(2026, 3, 6), date(2026, 3, 10))


def test_naive_times_negative_days_and_a_desk_that_never_opens_are_refused():
    with pytest.raises(BadInput, match="zone"):
        EVERY_DAY.day_zero(datetime(2026, 3, 2), 18)  # noqa: DTZ001 -- it is the naive time that is refused
    with pytest.raises(BadInput, match="zero or more"):
        EVERY_DAY.after(date(2026, 3, 2), -1)
    with pytest.raises(BadInput, match="open day"):
        BusinessDays(TOKYO, lambda on: True).after(date(2026, 3, 2), 1)


@pytest.mark.parametrize(("days", "is_found"), [(365, True), (366, False)])
def test_an_open_day_is_looked_for_within_a_year(days, is_found):
    """A desk that never opens would be looked for until the end of time."""
    opens_on = date(2026, 3, 2) + timedelta(days=days)
    desk = BusinessDays(TOKYO, lambda on: on != opens_on)

    if is_found:
        assert desk.after(date(2026, 3, 2), 1) == opens_on
    else:
        with pytest.raises(BadInput, match="open day within a year"):
            desk.after(date(2026, 3, 2), 1)


def test_a_desk_open_every_week_counts_five_days_to_a_week():
    assert EVERY_DAY.after(date(2026, 3, 2), 500) == date(2026, 3, 2) + timedelta(weeks=100)

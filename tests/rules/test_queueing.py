"""Seats of a room and the line before it: who holds one, who may take one, and how long an offer is kept."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import joining, queueing
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import ShowNotice
from bot.rules.notices import NoticeKind
from bot.rules.queueing import PlaceState, Seats
from bot.rules.rooms import RoomState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, HANAKO, TOKYO, at, place, room

NOW = at(11, 20)
UNTIL = at(11, 21)
FULL = room(capacity=2)


def offered(n=1, until=UNTIL):
    return place(PlaceState.OFFERED, n, offered_at=NOW, offered_until=until)


@pytest.mark.parametrize(
    ("capacity", "held", "line", "left", "free"),
    [
        (None, 7, [], None, None),
        (2, 1, [], 1, 1),
        (2, 2, [], 0, 0),
        (2, 3, [], 0, 0),  # fewer seats than are in put nobody out
        (2, 1, [offered()], 0, 1),  # what is promised to one is not there for another
        (2, 1, [place()], 0, 1),  # whoever waits comes first
        (3, 1, [place()], 1, 2),
        (2, 1, [offered(until=NOW)], 1, 1),
    ],
)
def test_seats_that_are_left_are_neither_held_nor_promised_nor_waited_for(capacity, held, line, left, free):
    known = queueing.seats(room(capacity=capacity), held, line, NOW)

    assert (known.left, known.free) == (left, free)


@pytest.mark.parametrize(
    ("known", "mine", "now", "may"),
    [
        (Seats(2, held=1), None, NOW, True),
        (Seats(2, held=2), None, NOW, False),
        (Seats(None, held=9), None, NOW, True),
        (Seats(2, held=1, offered=1), offered(), NOW, True),
        (Seats(2, held=1, offered=1), offered(), UNTIL - timedelta(seconds=1), True),
        (Seats(2, held=1, waiting=1), offered(), UNTIL, False),  # at the very end the next one is asked
        (Seats(2, held=1, waiting=1), place(), NOW, False),
    ],
)
def test_a_seat_is_taken_by_whom_it_is_kept_for_or_while_there_are_enough(known, mine, now, may):
    assert queueing.may_take(known, mine, now) is may


@pytest.mark.parametrize("state", [RoomState.DRAFT, RoomState.CLOSED])
def test_nobody_waits_for_a_room_that_cannot_be_joined(state):
    with pytest.raises(Refused):
        queueing.stand_in_line("plc_1", room(state=state), HANAKO, NOW)

    assert not queueing.may_offer(room(state=state))
    assert queueing.may_offer(room())


def test_a_free_seat_is_offered_to_the_first_in_line_for_a_time():
    line = [place(n=2), place(n=1)]
    decision = queueing.serve(queueing.seats(FULL, 1, line, NOW), line, UNTIL, NOW)

    [first] = decision.keep
    assert (first.id, first.state, first.offered_at, first.offered_until) == ("plc_1", PlaceState.OFFERED, NOW, UNTIL)
    assert decision.effects == (ShowNotice(HANAKO, NoticeKind.SEAT_OFFERED, "plc_1"),)
    assert decision.due == (Due(DueKind.OFFER_ENDS, "plc_1", UNTIL),)


def test_a_line_that_is_looked_at_again_is_offered_nothing_twice():
    """The same seat freed is told several times: a lapse, a refund, the nightly look."""
    line = [place(n=1), place(n=2)]
    [first] = queueing.serve(queueing.seats(FULL, 1, line, NOW), line, UNTIL, NOW).keep
    again = [first, line[1]]

    assert queueing.serve(queueing.seats(FULL, 1, again, NOW), again, UNTIL, NOW) == NOTHING


def test_without_a_limit_everybody_in_line_is_asked_at_once():
    line = [place(n=1), place(n=2)]

    assert len(queueing.serve(queueing.seats(room(), 5, line, NOW), line, UNTIL, NOW).keep) == 2


def test_an_offer_ends_at_its_time_and_not_before():
    before = queueing.offer_over(offered(), UNTIL - timedelta(seconds=1))
    decision = queueing.offer_over(offered(), UNTIL)

    assert before == NOTHING
    assert decision.keep == (replace(offered(), state=PlaceState.PASSED, ended_at=UNTIL),)
    assert decision.due == (seat_freed("room_1", UNTIL),)
    assert decision.effects == (ShowNotice(HANAKO, NoticeKind.SEAT_OFFERED, "plc_1"),)
    assert queueing.offer_over(decision.keep[0], at(11, 22)) == NOTHING


@pytest.mark.parametrize("state", [PlaceState.TAKEN, PlaceState.GIVEN_UP, PlaceState.PASSED])
def test_what_is_over_is_neither_taken_nor_given_up_again(state):
    over = place(state, offered_until=UNTIL)

    assert queueing.taken(over, NOW) == queueing.give_up(over, NOW) == queueing.offer_over(over, UNTIL) == NOTHING


def test_giving_up_frees_the_seat_that_was_kept():
    decision = queueing.give_up(offered(), NOW)

    assert decision.keep[0].state is PlaceState.GIVEN_UP
    assert decision.due == (seat_freed("room_1", NOW),)
    assert queueing.give_up(place(), NOW).effects == ()  # nobody was told of a place without an offer


def test_taking_a_seat_ends_the_place_and_brings_its_message_up_to_date():
    decision = queueing.taken(offered(), NOW)

    assert decision.keep == (replace(offered(), state=PlaceState.TAKEN, ended_at=NOW),)
    assert decision.effects == (ShowNotice(HANAKO, NoticeKind.SEAT_OFFERED, "plc_1"),)
    assert decision.due == ()


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(11, 20, 12), at(11, 21, 12)),
        (at(11, 20, 20, 59), at(11, 21, 20, 59)),
        (at(11, 20, 21), at(11, 22, 9)),  # nobody is woken, and the night takes nothing away
        (at(11, 21, 8, 59), at(11, 22, 9)),
        (at(11, 29, 12), at(11, 30, 12)),
        (at(11, 30, 12), at(12, 1, 12)),
    ],
)
def test_an_offer_is_kept_for_a_day_after_it_may_be_read(now, until):
    assert queueing.offered_until(CALENDAR, now, 24) == until


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(11, 30, 15, 29), at(11, 30, 23, 29)),
        (at(11, 30, 15, 30), at(11, 30, 23, 29)),
        (at(11, 30, 16), at(11, 30, 23, 29)),
        (at(11, 30, 16, 1), at(12, 1, 0, 1)),
    ],
)
def test_an_offer_never_ends_where_no_link_can_be_made(now, until):
    """In the last half hour of a month Stripe makes no link: whoever came then would have come for nothing."""
    assert queueing.offered_until(CALENDAR, now, 8) == until


ZONES = st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC"])


@given(st.datetimes(at(1, 1).replace(tzinfo=None), at(12, 30).replace(tzinfo=None)), st.integers(1, 168), ZONES)
def test_until_the_last_moment_of_an_offer_there_is_a_link(naive, hours, zone):
    """The second before it ends, whatever the zone, the hour and the day."""
    calendar = Calendar(ZoneInfo(zone))
    now = naive.replace(tzinfo=TOKYO)
    until = queueing.offered_until(calendar, now, hours)

    assert until > now
    assert joining.link_expires_at(calendar, until - timedelta(seconds=1))


def test_no_seats_at_all_means_as_many_as_come():
    assert queueing.with_capacity(room(capacity=3), 0).capacity is None
    assert queueing.with_capacity(room(), 3).capacity == 3

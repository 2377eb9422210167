"""Lines before what is full: who is next, and never more offers than seats."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import lines
from bot.rules.policies.bad_input import BadInput
from bot.rules.queueing import PlaceState
from tests.rules.makers import at, place

NOW = at(11, 20)
LATER = NOW + timedelta(hours=1)


def offered(n, until=LATER):
    return place(PlaceState.OFFERED, n, offered_until=until)


def test_the_rank_counts_those_who_are_served_first_and_oneself():
    line = [place(n=3), place(n=1), place(n=2)]

    assert [lines.rank(line, one.member_id) for one in line] == [3, 1, 2]
    assert lines.rank(line, place(n=4).member_id) is None


@pytest.mark.parametrize(
    ("free", "line", "next_ones"),
    [
        (0, [place(n=1), place(n=2)], []),
        (1, [place(n=2), place(n=1)], [1]),
        (2, [place(n=1), place(n=2), place(n=3)], [1, 2]),
        (1, [offered(1), place(n=2)], []),
        (2, [offered(1), place(n=2), place(n=3)], [2]),
        (1, [offered(1, NOW), place(n=2)], [2]),  # the time is over at its very end
        (1, [offered(1, NOW + timedelta(microseconds=1)), place(n=2)], []),
    ],
)
def test_an_open_offer_takes_a_seat_and_one_that_ran_out_is_passed_over(free, line, next_ones):
    assert [one.id for one in lines.next_ones(line, free, NOW)] == [f"plc_{n}" for n in next_ones]


def test_a_negative_number_of_seats_is_a_fault_of_the_caller():
    with pytest.raises(BadInput):
        lines.next_ones([], -1, NOW)


@given(st.integers(0, 8), st.lists(st.booleans(), max_size=8))
def test_offers_and_those_that_are_open_are_never_more_than_seats(free, kept):
    line = [offered(n) if is_kept else place(n=n) for n, is_kept in enumerate(kept, start=1)]
    chosen = lines.next_ones(line, free, NOW)

    assert len(chosen) + sum(kept) <= max(free, sum(kept))
    assert len(chosen) == min(max(free - sum(kept), 0), len(kept) - sum(kept))

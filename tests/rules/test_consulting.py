from datetime import timedelta

import pytest

from bot.rules import consulting
from bot.rules.consulting import Booking, BookingId, BookingState
from bot.rules.policies.terms import Reason
from bot.rules.texts import Refused
from tests.rules.makers import HANAKO, at
from tests.rules.policies import START, answer, purchase, yen

SECOND = timedelta(seconds=1)


def booking(state=BookingState.BOOKED, **changes):
    return Booking(BookingId("bkg_1"), HANAKO, START, state, **changes)


def back(session, reason=Reason.CANCELLED, asked_at=START):
    claim = consulting.claim_of(session, reason, asked_at)
    return answer("consulting", consulting.purchase_of(session, purchase(starts_at=None)), claim).amount


@pytest.mark.rule("R-23")
@pytest.mark.parametrize(("now", "is_taken"), [(START - SECOND, True), (START, False)])
def test_a_session_can_be_called_off_until_it_starts(now, is_taken):
    if is_taken:
        called_off = consulting.cancel(booking(), now)

        assert (called_off.state, called_off.cancelled_at) == (BookingState.CANCELLED, now)
        assert consulting.cancel(called_off, START + SECOND) == called_off
    else:
        with pytest.raises(Refused, match=r"consulting\.started"):
            consulting.cancel(booking(), now)


@pytest.mark.rule("R-24", "R-25", "R-26")
@pytest.mark.parametrize(
    ("cancelled_at", "amount"),
    [
        (at(3, 12, 15), 10_000),
        (at(3, 12, 15, 0, 1), 5_000),
        (at(3, 13, 15), 5_000),
        (at(3, 13, 15, 0, 1), 0),
    ],
)
def test_the_moment_of_calling_off_counts_not_the_asking(cancelled_at, amount):
    """Whoever cancels in time and fills in the form a week later loses nothing."""
    called_off = consulting.cancel(booking(), cancelled_at)

    assert back(called_off, asked_at=START + timedelta(days=7)) == yen(amount)


@pytest.mark.rule("R-28")
@pytest.mark.parametrize(("attended", "amount"), [(False, 10_000), (True, 0)])
def test_a_missed_session_has_the_medical_exception_and_an_attended_one_has_not(attended, amount):
    session = consulting.over(booking(), attended=attended)

    assert back(session, Reason.MEDICAL, at(3, 16)) == yen(amount)


def test_a_session_called_off_before_is_neither_attended_nor_missed():
    called_off = consulting.cancel(booking(), at(3, 1))

    assert consulting.over(called_off, attended=False) == called_off


@pytest.mark.rule("R-69", "R-74")
def test_a_session_we_did_not_hold_comes_back_whatever_reason_is_given():
    assert back(consulting.not_held(booking()), Reason.CHANGE_OF_MIND, at(3, 20)) == yen(10_000)
    assert back(consulting.not_held(booking(BookingState.MISSED))) == yen(10_000)


@pytest.mark.parametrize("state", [BookingState.ATTENDED, BookingState.CANCELLED])
def test_what_took_place_or_was_called_off_was_not_not_held(state):
    with pytest.raises(Refused, match=r"consulting\.settled"):
        consulting.not_held(booking(state))

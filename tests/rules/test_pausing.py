"""Pauses: whole months without a charge and without the room, and the way back."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import leaving, pausing
from bot.rules.charges import ChargeState
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind
from bot.rules.effects import BillMonth, ShowNotice, SyncAccess, SyncSubscription
from bot.rules.leaving import Wanted
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import MembershipState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, DECEMBER, FEE, HANAKO, at, charge, membership, room, switch

FEBRUARY = date(2027, 2, 1)
PAID = charge(ChargeState.PAID, payment_id="pi_1")
PLANNED = replace(membership(), pauses_on=DECEMBER, resumes_on=FEBRUARY)
PAUSED = replace(PLANNED, state=MembershipState.PAUSED)
TOLD = ShowNotice(HANAKO, NoticeKind.PAUSED, "mbs_1:202612")


def ask(of=None, months=2, *, most=3, charges=(PAID,), waiting=None, now=at(11, 10)):
    known = room(pause_months_max=most)
    return pausing.ask(of or membership(), known, months, charges=charges, waiting=waiting, calendar=CALENDAR, now=now)


def look(of, now, *, charges=(PAID,)):
    return pausing.look(of, charges, FEE, CALENDAR, now)


def test_a_pause_begins_with_the_first_month_that_is_not_paid():
    decision = ask()

    assert decision.keep == (PLANNED,)
    assert decision.effects == (SyncSubscription("mbs_1"),)
    assert decision.due == (Due(DueKind.PAUSE, "mbs_1", at(12, 1, 0)),)


@pytest.mark.parametrize("months", [1, 3])
def test_the_shortest_and_the_longest_pause_are_granted(months):
    assert ask(months=months).keep[0].resumes_on in (date(2027, 1, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("of", "months", "most", "waiting", "key"),
    [
        (membership(), 1, None, None, "pausing.not_allowed"),
        (membership(), 4, 3, None, "pausing.too_long"),
        (membership(), 0, 3, None, "pausing.too_long"),
        (PLANNED, 1, 3, None, "pausing.already"),
        (membership(MembershipState.PAST_DUE), 1, 3, None, "pausing.not_now"),
        (replace(membership(), every=Cycle.YEAR), 1, 3, None, "pausing.not_now"),
        (replace(membership(), free_until=at(12, 1)), 1, 3, None, "pausing.not_now"),
        (membership(), 1, 3, switch(), "pausing.not_now"),
    ],
)
def test_a_pause_that_cannot_be_says_why(of, months, most, waiting, key):
    with pytest.raises(Refused) as refused:
        ask(of, months, most=most, waiting=waiting)

    assert refused.value.why.key == key


def test_a_pause_is_taken_back_before_it_begins():
    assert pausing.drop(PLANNED).keep == (membership(),)


@pytest.mark.parametrize("of", [membership(), PAUSED])
def test_there_is_nothing_to_take_back_without_one_or_once_it_began(of):
    with pytest.raises(Refused):
        pausing.drop(of)


def test_when_it_begins_the_door_closes_and_the_return_is_planned():
    decision = look(PLANNED, at(12, 1, 0))

    assert decision.keep == (PAUSED,)
    assert decision.effects == (SyncAccess(HANAKO), SyncSubscription("mbs_1"), TOLD)
    assert decision.due == (Due(DueKind.PAUSE, "mbs_1", at(2, 1, 0, year=2027)),)


@pytest.mark.parametrize(
    ("of", "now", "when"),
    [
        (PLANNED, at(11, 30, 23, 59), at(12, 1, 0)),
        (PAUSED, at(1, 31, 23, 59, year=2027), at(2, 1, 0, year=2027)),
    ],
)
def test_before_its_time_nothing_happens(of, now, when):
    assert look(of, now).due == (Due(DueKind.PAUSE, "mbs_1", when),)
    assert look(of, now).keep == ()


def test_when_it_is_over_the_door_opens_and_the_month_is_billed():
    decision = look(PAUSED, at(2, 1, 0, year=2027))

    back, owed = decision.keep
    assert back == membership()
    assert (owed.month, owed.amount, owed.state) == (FEBRUARY, FEE, ChargeState.DUE)
    assert decision.effects == (SyncAccess(HANAKO), SyncSubscription("mbs_1"), TOLD, BillMonth(owed.id, at_once=True))


def test_who_comes_back_early_pays_for_the_month_that_runs():
    decision = pausing.resume(PAUSED, (PAID,), FEE, CALENDAR, at(12, 20))

    assert decision.keep[1].month == DECEMBER


def test_a_month_that_is_there_already_is_not_billed_again():
    decision = pausing.resume(PAUSED, (charge(ChargeState.OPEN, DECEMBER),), FEE, CALENDAR, at(12, 20))

    assert decision.keep == (membership(),)


@pytest.mark.parametrize("state", [MembershipState.LEAVING, MembershipState.PAST_DUE])
def test_who_is_leaving_or_owes_does_not_pause(state):
    decision = look(replace(PLANNED, state=state), at(12, 1, 0))

    assert decision.keep == (membership(state),)
    assert decision.effects == ()


def test_without_a_pause_there_is_nothing_to_look_at():
    assert look(membership(), at(12, 1, 0)) == NOTHING


@pytest.mark.parametrize(
    ("of", "wanted"),
    [(PLANNED, Wanted.ENDING_WITH_PERIOD), (PAUSED, Wanted.REPLACED), (membership(), Wanted.RENEWING)],
)
def test_stripe_bills_nothing_in_a_pause(of, wanted):
    assert leaving.wanted_subscription(of) is wanted


def test_the_subject_of_its_notice_names_its_month():
    assert pausing.begins_on(pausing.subject(PLANNED)) == DECEMBER

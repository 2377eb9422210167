"""Becoming something else from the first month that is not paid for, and the years that we bill ourselves."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import renewing, switching
from bot.rules.charges import ChargeState
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import BillMonth, SyncAccess, SyncSubscription
from bot.rules.ids import SwitchId, TierId
from bot.rules.money import Money
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import MembershipState
from bot.rules.switching import Offered, SwitchState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, DECEMBER, FEE, HANAKO, at, charge, membership, room, switch

JANUARY = date(2027, 1, 1)
YEAR_FEE = Money(5000, "JPY")
BY_YEAR, BY_MONTH = Offered(Cycle.YEAR, YEAR_FEE), Offered(Cycle.MONTH, FEE)
NOVEMBER_PAID = charge(ChargeState.PAID, payment_id="pi_1")
YEAR_PAID = replace(NOVEMBER_PAID, months=12)


def plan(to=BY_YEAR, of=None, *, charges=(NOVEMBER_PAID,), waiting=None, now=at(11, 10)):
    return switching.plan(
        of or membership(),
        to,
        SwitchId("swt_1"),
        charges=charges,
        waiting=waiting,
        by=HANAKO,
        calendar=CALENDAR,
        now=now,
    )


def begin(of=None, chosen=None, *, charges=(NOVEMBER_PAID,), amount=YEAR_FEE, now=at(12, 1, 0)):
    return switching.begin(
        chosen or switch(), of or membership(), charges=charges, amount=amount, calendar=CALENDAR, now=now
    )


@pytest.mark.parametrize(
    ("charges", "now", "month"),
    [
        ((NOVEMBER_PAID,), at(11, 10), DECEMBER),
        ((NOVEMBER_PAID,), at(11, 30, 23, 59), DECEMBER),
        ((NOVEMBER_PAID,), at(12, 1, 0), JANUARY),  # December has begun
        ((YEAR_PAID,), at(11, 10), date(2027, 11, 1)),
        ((), at(11, 10), DECEMBER),
        ((charge(ChargeState.OPEN),), at(11, 10), DECEMBER),
    ],
)
def test_a_choice_begins_with_the_first_month_that_is_neither_begun_nor_paid(charges, now, month):
    assert switching.from_month(charges, CALENDAR, now) == month


def test_a_choice_waits_and_stripe_hears_of_it_at_once():
    decision = plan()

    assert decision.keep == (switch(),)
    assert decision.effects == (SyncSubscription("mbs_1"),)
    assert decision.due == (Due(DueKind.SWITCH, "mbs_1", at(12, 1, 0)),)


def test_another_choice_takes_the_place_of_the_first():
    first = replace(switch(), id="swt_0")
    decision = plan(Offered(Cycle.YEAR, Money(4000, "JPY")), waiting=first)

    dropped, chosen = decision.keep
    assert (dropped.id, dropped.state, dropped.settled_at) == ("swt_0", SwitchState.DROPPED, at(11, 10))
    assert (chosen.id, chosen.fee, chosen.state) == ("swt_1", Money(4000, "JPY"), SwitchState.WAITING)


def test_to_choose_what_one_is_takes_the_choice_back():
    decision = plan(BY_MONTH, waiting=switch())

    assert [(one.id, one.state) for one in decision.keep] == [("swt_1", SwitchState.DROPPED)]
    assert decision.effects == (SyncSubscription("mbs_1"),)
    assert decision.due == ()


@pytest.mark.parametrize(
    ("to", "of", "waiting", "key"),
    [
        (BY_MONTH, membership(), None, "switching.same"),
        (BY_YEAR, membership(), switch(), "switching.chosen_already"),
        *(
            (BY_YEAR, membership(state), None, "switching.not_now")
            for state in MembershipState
            if state is not MembershipState.ACTIVE
        ),
    ],
)
def test_what_cannot_be_chosen_says_why(to, of, waiting, key):
    with pytest.raises(Refused) as refused:
        plan(to, of, waiting=waiting)

    assert refused.value.why.key == key


def test_a_year_begins_owed_and_charged_at_once():
    decision = begin()

    done, become, owed = decision.keep
    assert (done.state, done.settled_at) == (SwitchState.DONE, at(12, 1, 0))
    assert (become.every, become.fee) == (Cycle.YEAR, YEAR_FEE)
    assert (owed.month, owed.months, owed.amount, owed.state) == (DECEMBER, 12, YEAR_FEE, ChargeState.DUE)
    assert decision.effects == (SyncSubscription("mbs_1"), BillMonth(owed.id, at_once=True))
    assert decision.due == (Due(DueKind.RENEW, "mbs_1", at(12, 1, 0, year=2027)),)


def test_a_month_after_a_year_is_billed_by_us_and_the_next_by_stripe():
    by_year = replace(membership(), every=Cycle.YEAR, fee=YEAR_FEE)
    back = switch(every=Cycle.MONTH, fee=FEE, from_month=date(2027, 11, 1))
    decision = begin(by_year, back, charges=(YEAR_PAID,), amount=FEE, now=at(11, 1, 0, year=2027))

    _, become, owed = decision.keep
    assert (become.every, become.fee) == (Cycle.MONTH, FEE)
    assert (owed.month, owed.months, owed.amount) == (date(2027, 11, 1), 1, FEE)
    assert SyncSubscription("mbs_1") in decision.effects
    assert decision.due == ()


def test_another_tier_by_the_month_is_billed_by_stripe_and_changes_the_roles():
    chosen = switch(every=Cycle.MONTH, fee=Money(900, "JPY"), tier_id=TierId("tier_1"))
    decision = begin(chosen=chosen)

    assert [type(one).__name__ for one in decision.keep] == ["Switch", "Membership"]
    assert decision.effects == (SyncAccess(HANAKO), SyncSubscription("mbs_1"))
    assert decision.due == ()


def test_a_choice_whose_time_has_not_come_waits_on():
    assert begin(now=at(11, 30, 23, 59)) == Decision(due=(Due(DueKind.SWITCH, "mbs_1", at(12, 1, 0)),))


def test_a_choice_begun_twice_begins_once():
    assert begin(chosen=switch(state=SwitchState.DONE)) == NOTHING


@pytest.mark.parametrize("state", [MembershipState.LEAVING, MembershipState.LEFT, MembershipState.LAPSED])
def test_who_is_leaving_becomes_nothing_else(state):
    decision = begin(membership(state))

    assert [one.state for one in decision.keep] == [SwitchState.DROPPED]
    assert decision.effects == ()


def test_a_choice_begun_late_bills_the_month_that_runs():
    *_, owed = begin(now=at(2, 3, year=2027)).keep

    assert owed.month == date(2027, 2, 1)


def test_a_month_that_is_there_already_is_not_billed_again():
    decision = begin(charges=(NOVEMBER_PAID, charge(ChargeState.OPEN, DECEMBER)))

    assert [type(one).__name__ for one in decision.keep] == ["Switch", "Membership"]


def test_a_year_that_costs_nothing_is_settled_as_it_begins():
    decision = begin(amount=Money(0, "JPY"))

    assert decision.keep[-1].state is ChargeState.PAID
    assert decision.effects[-1] == SyncAccess(HANAKO)


@pytest.mark.rule("R-84")
@pytest.mark.parametrize(
    ("now", "bills"),
    [(at(10, 31, 23, 59, year=2027), False), (at(11, 1, 0, year=2027), True), (at(11, 9, year=2027), True)],
)
def test_a_year_is_renewed_when_it_is_over_and_not_before(now, bills):
    by_year = replace(membership(), every=Cycle.YEAR, fee=YEAR_FEE)
    decision = renewing.renew(by_year, [YEAR_PAID], YEAR_FEE, CALENDAR, now)

    assert [one.month for one in decision.keep] == ([date(2027, 11, 1)] if bills else [])
    assert [one.kind for one in decision.due] == [DueKind.RENEW]


@pytest.mark.parametrize(
    ("of", "charges"),
    [
        (membership(), [YEAR_PAID]),  # by the month by now
        (replace(membership(MembershipState.LEAVING), every=Cycle.YEAR), [YEAR_PAID]),
        (replace(membership(), every=Cycle.YEAR), []),
        (replace(membership(), every=Cycle.YEAR), [YEAR_PAID, charge(ChargeState.OPEN, date(2027, 11, 1))]),
    ],
)
def test_what_is_not_to_be_renewed_is_not(of, charges):
    assert renewing.renew(of, charges, YEAR_FEE, CALENDAR, at(11, 2, year=2027)) == NOTHING


def test_a_room_offers_the_year_only_where_its_owner_says_so():
    assert switching.offered(room()) == (BY_MONTH,)
    assert switching.offered(room(year_fee=YEAR_FEE)) == (BY_MONTH, BY_YEAR)

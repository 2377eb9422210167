from datetime import timedelta

import pytest

from bot.rules import leaving
from bot.rules.charges import ChargeState
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind
from bot.rules.effects import CloseOrder, ShowNotice, SyncAccess, SyncSubscription
from bot.rules.leaving import Wanted
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, MembershipState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, DECEMBER, HANAKO, NOVEMBER, at, charge, membership, order, unpaid

PAID_NOVEMBER = charge(ChargeState.PAID, payment_id="pi_1")
LEAVING = membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0))


@pytest.mark.rule("E-47", "E-48", "R-82", "R-83")
@pytest.mark.parametrize("now", [at(11, 1, 2), at(11, 15), at(11, 30, 23, 59, 50)])
def test_whoever_leaves_stays_in_until_the_end_of_the_paid_month(now):
    """Ten seconds before midnight too: the moment of acceptance decides, not when Stripe hears of it."""
    decision = leaving.leave(membership(), [PAID_NOVEMBER], CALENDAR, now)

    [going] = decision.keep
    assert (going.state, going.leaves_at) == (MembershipState.LEAVING, at(12, 1, 0))
    assert SyncSubscription("mbs_1") in decision.effects
    assert SyncAccess(HANAKO) not in decision.effects
    assert decision.due == (Due(DueKind.LEAVE, "mbs_1", at(12, 1, 0)),)


@pytest.mark.rule("E-48")
def test_leaving_while_unpaid_ends_at_once_and_stops_the_retries():
    decision = leaving.leave(membership(MembershipState.PAST_DUE), [unpaid()], CALENDAR, at(11, 7))

    over, dropped = decision.keep
    assert (over.state, over.end_reason, over.ended_at) == (MembershipState.LEFT, EndReason.LEFT, at(11, 7))
    assert (dropped.state, dropped.retry_on) == (ChargeState.WRITTEN_OFF, None)
    assert SyncAccess(HANAKO) in decision.effects
    assert SyncSubscription("mbs_1") in decision.effects


@pytest.mark.rule("R-83")
def test_leaving_after_midnight_of_the_first_before_the_charge_ends_at_once():
    october = charge(ChargeState.PAID, NOVEMBER.replace(month=10), payment_id="pi_0")

    decision = leaving.leave(membership(), [october], CALENDAR, at(11, 1, 0, 30))

    assert decision.keep[0].state is MembershipState.LEFT


OCTOBER = NOVEMBER.replace(month=10)
PAID_OCTOBER = charge(ChargeState.PAID, OCTOBER, payment_id="pi_0")


@pytest.mark.rule("E-48")
@pytest.mark.parametrize(
    ("charges", "state"),
    [
        ([PAID_OCTOBER, PAID_NOVEMBER], MembershipState.LEAVING),
        ([PAID_NOVEMBER, PAID_OCTOBER], MembershipState.LEAVING),
        ([PAID_OCTOBER], MembershipState.LEFT),
        ([PAID_NOVEMBER, unpaid(month=OCTOBER)], MembershipState.LEAVING),
        ([PAID_NOVEMBER, unpaid(month=DECEMBER)], MembershipState.LEAVING),
        ([PAID_OCTOBER, charge()], MembershipState.LEFT),
    ],
)
def test_this_month_paid_is_what_keeps_somebody_in(charges, state):
    """The same whether the member leaves or the subscription was ended by hand."""
    assert leaving.leave(membership(), charges, CALENDAR, at(11, 10)).keep[0].state is state
    assert leaving.ended_at_stripe(membership(), charges, CALENDAR, at(11, 10)).keep[0].state is state


@pytest.mark.rule("R-83", "E-48")
@pytest.mark.parametrize("part", [leaving.leave, leaving.ended_at_stripe])
def test_an_older_month_that_is_owed_is_dropped_and_its_card_says_so(part):
    """So that nobody who paid for this month is put out of it, and charged for it again on coming back (E-35)."""
    october = unpaid(month=OCTOBER)
    decision = part(membership(MembershipState.PAST_DUE), [PAID_NOVEMBER, october], CALENDAR, at(11, 10))

    going, dropped = decision.keep
    assert (going.state, going.leaves_at) == (MembershipState.LEAVING, at(12, 1, 0))
    assert (dropped.id, dropped.state, dropped.retry_on) == (october.id, ChargeState.WRITTEN_OFF, None)
    assert ShowNotice(HANAKO, NoticeKind.FAILED_CHARGE, october.id) in decision.effects


def test_only_a_card_that_told_of_a_failure_is_mended_at_the_end():
    """A month that was never refused was never spoken of."""
    shown = ShowNotice(HANAKO, NoticeKind.FAILED_CHARGE, unpaid().id)

    assert shown in leaving.end(membership(), [unpaid()], EndReason.UNPAID, at(11, 25)).effects
    assert shown not in leaving.end(membership(), [charge()], EndReason.UNPAID, at(11, 25)).effects


def test_leaving_twice_says_so():
    with pytest.raises(Refused) as refused:
        leaving.leave(LEAVING, [PAID_NOVEMBER], CALENDAR, at(11, 20))

    assert refused.value.why.key == "leaving.already"


@pytest.mark.rule("E-48")
def test_leaving_can_be_undone_until_the_last_second():
    decision = leaving.undo(LEAVING, at(12, 1, 0) - timedelta(seconds=1))

    [stays] = decision.keep
    assert (stays.state, stays.leaves_at) == (MembershipState.ACTIVE, None)
    with pytest.raises(Refused):
        leaving.undo(LEAVING, at(12, 1, 0))
    with pytest.raises(Refused):
        leaving.undo(membership(), at(11, 20))


@pytest.mark.rule("E-48")
def test_the_door_closes_when_the_paid_month_is_over():
    assert leaving.month_over(LEAVING, at(11, 30, 23, 59, 59)) == NOTHING
    assert leaving.month_over(membership(), at(12, 1, 0)) == NOTHING

    decision = leaving.month_over(LEAVING, at(12, 1, 0))

    assert decision.keep[0].state is MembershipState.LEFT
    assert SyncAccess(HANAKO) in decision.effects


def test_a_request_taken_back_closes_its_link():
    decision = leaving.withdraw(order(), membership(MembershipState.AWAITING_PAYMENT), at(11, 10))

    assert decision.keep[0].state is MembershipState.LEFT
    assert decision.effects == (CloseOrder("ord_1"),)


@pytest.mark.parametrize(
    ("charges", "state"),
    [([PAID_NOVEMBER], MembershipState.LEAVING), ([unpaid()], MembershipState.LEFT), ([], MembershipState.LEFT)],
)
def test_a_subscription_ended_by_hand_keeps_what_is_paid(charges, state):
    decision = leaving.ended_at_stripe(membership(), charges, CALENDAR, at(11, 10))

    assert decision.keep[0].state is state


@pytest.mark.parametrize("state", [MembershipState.LEAVING, MembershipState.LEFT, MembershipState.LAPSED])
def test_an_end_at_stripe_that_we_asked_for_is_no_news(state):
    assert leaving.ended_at_stripe(membership(state), [PAID_NOVEMBER], CALENDAR, at(11, 10)) == NOTHING


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (MembershipState.AWAITING_PAYMENT, Wanted.NONE),
        (MembershipState.ACTIVE, Wanted.RENEWING),
        (MembershipState.PAST_DUE, Wanted.RENEWING),
        (MembershipState.SUSPENDED, Wanted.RENEWING),
        (MembershipState.LEAVING, Wanted.ENDING_WITH_PERIOD),
        (MembershipState.LEFT, Wanted.GONE),
        (MembershipState.LAPSED, Wanted.GONE),
        (MembershipState.EXPELLED, Wanted.GONE),
    ],
)
def test_the_subscription_is_a_projection_of_the_membership(state, wanted):
    assert leaving.wanted_subscription(membership(state)) is wanted


def test_every_month_that_is_open_is_written_off_at_the_end():
    december = unpaid(month=DECEMBER)

    decision = leaving.end(membership(), [unpaid(), PAID_NOVEMBER, december], EndReason.UNPAID, at(12, 1, 12))

    states = [kept.state for kept in decision.keep[1:]]
    assert states == [ChargeState.WRITTEN_OFF, ChargeState.WRITTEN_OFF]
    assert decision.keep[0].state is MembershipState.LAPSED

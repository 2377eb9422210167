from datetime import date, timedelta

import pytest

from bot.rules import billing
from bot.rules.charges import AttemptCause, AttemptState, ChargeState, DeclineKind, RefundCause
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind
from bot.rules.effects import GiveBack, HoldInvoice, ShowNotice, SyncAccess
from bot.rules.giving_back import give_back
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, MembershipState
from tests.rules.makers import (
    CALENDAR,
    DECEMBER,
    HANAKO,
    NOVEMBER,
    at,
    attempt,
    charge,
    decline,
    membership,
    payment,
    room,
    unpaid,
)
from tests.rules.policies import ROOM_TERMS

LATE = membership(MembershipState.PAST_DUE)
CARD_SHOWN = ShowNotice(HANAKO, NoticeKind.FAILED_CHARGE, unpaid().id)


def nov(day):
    return date(2026, 11, day)


def failed(of=charge(), known=membership(), why=decline(), inside=room()):
    return billing.failed(of, known, inside, why, CALENDAR)


def paid(of=unpaid(), known=LATE, by=payment(), others=(), returned=None):
    return billing.paid(of, known, by, others=others, returned=returned, terms=ROOM_TERMS, now=at(11, 10))


@pytest.mark.rule("E-39", "E-43")
def test_the_first_failure_keeps_the_door_open_and_plans_the_month():
    decision = failed()

    known, late = decision.keep
    assert (known.retry_on, known.decline, known.failed_at) == (nov(5), DeclineKind.REFUSED, at(11, 1, 1))
    assert late.state is MembershipState.PAST_DUE
    assert decision.effects == (HoldInvoice(known.id), CARD_SHOWN)
    assert decision.due == (
        Due(DueKind.RETRY, known.id, at(11, 5, 10)),
        Due(DueKind.END_UNPAID, known.id, at(11, 25, 11)),
    )


@pytest.mark.rule("E-39")
def test_a_failure_told_again_counts_once():
    assert failed(of=unpaid(), known=LATE) == NOTHING


def test_a_later_failure_updates_the_card_the_member_has_and_plans_nothing():
    later = failed(of=unpaid(), known=LATE, why=decline(at(11, 3), kind=DeclineKind.EXPIRED))

    assert later.keep[0].decline is DeclineKind.EXPIRED
    assert later.keep[0].failed_at == at(11, 1, 1)
    assert (later.effects, later.due) == ((CARD_SHOWN,), ())


@pytest.mark.rule("E-45")
def test_a_room_may_close_at_the_first_failure():
    decision = failed(inside=room(suspend_at_first_failure=True))

    assert decision.keep[1].state is MembershipState.SUSPENDED
    assert SyncAccess(HANAKO) in decision.effects


@pytest.mark.parametrize("state", [ChargeState.PAID, ChargeState.WRITTEN_OFF, ChargeState.RETURNED])
def test_a_month_that_is_settled_does_not_fail(state):
    assert failed(of=charge(state)) == NOTHING


@pytest.mark.parametrize("state", [MembershipState.LEFT, MembershipState.LEAVING, MembershipState.LAPSED])
def test_a_failure_for_somebody_who_left_says_nothing(state):
    assert failed(known=membership(state)) == NOTHING


def attempt_failed(of, tried, now=at(11, 20, 10)):
    why = decline(now)
    return billing.attempt_failed(tried, of, LATE, room(), why, calendar=CALENDAR, now=now)


@pytest.mark.rule("E-39", "E-43")
def test_a_failed_try_is_told_on_the_same_card():
    decision = attempt_failed(unpaid(nov(10)), attempt(), at(11, 5, 10))

    assert decision.keep[0].state is AttemptState.FAILED
    assert decision.effects == (CARD_SHOWN,)


@pytest.mark.rule("E-45")
def test_before_the_last_day_a_warning_is_sent():
    decision = attempt_failed(unpaid(nov(25)), attempt(listed_on=nov(20)))

    assert decision.effects[-1] == ShowNotice(HANAKO, NoticeKind.LAST_WARNING, unpaid().id)


@pytest.mark.rule("E-45")
def test_after_the_25th_the_end_is_due_at_once():
    decision = attempt_failed(unpaid(None), attempt(listed_on=nov(25)), at(11, 25, 10))

    assert decision.due == (Due(DueKind.END_UNPAID, unpaid().id, at(11, 25, 10)),)


def test_a_failed_try_of_the_members_own_on_the_last_days_ends_nothing():
    own = attempt(cause=AttemptCause.PAY_NOW, listed_on=None)

    assert attempt_failed(unpaid(nov(25)), own, at(11, 24)).due == ()


@pytest.mark.rule("E-39")
@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (MembershipState.ACTIVE, [MembershipState.PAST_DUE]),
        (MembershipState.PAST_DUE, []),
        (MembershipState.SUSPENDED, []),
    ],
)
def test_a_failed_try_makes_late_whoever_was_not_yet(before, kept):
    failing = (attempt(), unpaid(), membership(before), room(), decline(at(11, 5, 10)))
    decision = billing.attempt_failed(*failing, calendar=CALENDAR, now=at(11, 5, 10))

    assert [standing.state for standing in decision.keep[2:]] == kept


@pytest.mark.parametrize(("suspends", "state"), [(False, MembershipState.PAST_DUE), (True, MembershipState.SUSPENDED)])
def test_the_first_failure_of_a_year_closes_the_door_only_where_the_room_wants_it(suspends, state):
    own = attempt(cause=AttemptCause.RENEWAL, listed_on=None)
    of, at_fault = room(suspend_at_first_failure=suspends), decline(at(11, 1))
    decision = billing.attempt_failed(own, unpaid(), membership(), of, at_fault, calendar=CALENDAR, now=at(11, 1))

    assert decision.keep[-1].state is state
    assert decision.effects == (SyncAccess(HANAKO), CARD_SHOWN)


def test_a_try_told_again_changes_nothing():
    assert attempt_failed(unpaid(), attempt(AttemptState.FAILED)) == NOTHING


def test_a_failed_try_of_a_month_that_was_settled_meanwhile_only_closes_itself():
    decision = attempt_failed(unpaid(state=ChargeState.PAID), attempt())

    assert (len(decision.keep), decision.effects) == (1, ())


def test_a_card_refused_for_good_is_remembered_and_a_soft_refusal_forgets_it():
    hard = billing.attempt_failed(
        attempt(), unpaid(), LATE, room(), decline(at(11, 5), final=True), calendar=CALENDAR, now=at(11, 5)
    )
    soft = billing.attempt_failed(
        attempt(), unpaid(spent_card="pm_0"), LATE, room(), decline(at(11, 5)), calendar=CALENDAR, now=at(11, 5)
    )

    assert hard.keep[1].spent_card == "pm_1"
    assert soft.keep[1].spent_card is None


@pytest.mark.rule("E-44", "E-45")
def test_paid_again_everything_is_as_before():
    decision = paid()

    settled, standing = decision.keep
    assert (settled.state, settled.payment_id, settled.retry_on) == (ChargeState.PAID, "pi_1", None)
    assert standing.state is MembershipState.ACTIVE
    assert decision.effects == (SyncAccess(HANAKO), CARD_SHOWN)


def test_one_of_two_open_months_paid_leaves_the_other_open():
    other = unpaid(month=DECEMBER)

    assert paid(others=[other]).keep[1].state is MembershipState.PAST_DUE


@pytest.mark.parametrize(
    "other",
    [
        charge(month=DECEMBER),  # billed, and not refused
        unpaid(month=DECEMBER, state=ChargeState.PAID),  # refused once, and paid since
    ],
)
def test_a_month_that_is_not_overdue_keeps_nobody_late(other):
    assert paid(others=[other]).keep[1].state is MembershipState.ACTIVE


def test_a_renewal_that_goes_through_is_not_announced():
    """A receipt is Stripe's; we only speak when something needs a person, or was said to be wrong."""
    decision = paid(of=charge(), known=membership())

    assert decision.effects == (SyncAccess(HANAKO),)


def test_one_payment_seen_as_several_events_is_one():
    settled = charge(ChargeState.PAID, payment_id="pi_1")

    assert paid(of=settled, known=membership()) == NOTHING


def test_another_payment_for_a_paid_month_goes_back():
    settled = charge(ChargeState.PAID, payment_id="pi_1")

    [refund] = paid(of=settled, known=membership(), by=payment("pi_2")).keep

    assert (refund.payment_id, refund.cause) == ("pi_2", RefundCause.DUPLICATE)


@pytest.mark.rule("R-83", "E-45")
@pytest.mark.parametrize("state", [MembershipState.LEFT, MembershipState.LEAVING, MembershipState.LAPSED])
def test_a_payment_for_a_month_nobody_owed_goes_back(state):
    decision = paid(of=charge(ChargeState.WRITTEN_OFF), known=membership(state))

    assert decision.effects[0] == GiveBack(decision.keep[0].id)
    [refund] = decision.keep
    assert paid(known=membership(state), returned=refund) == NOTHING


def test_what_went_back_is_not_taken_again():
    [refund] = give_back(membership(), payment(), RefundCause.DUPLICATE, ROOM_TERMS, at(11, 10)).keep

    assert paid(returned=refund) == NOTHING


def end(of=unpaid(None), known=LATE, charges=(), attempts=()):
    everything = [of, *charges]
    return billing.end_unpaid(of, known, charges=everything, attempts=attempts, now=at(11, 25, 11))


@pytest.mark.rule("E-45")
def test_when_nothing_is_left_to_try_the_membership_ends_and_nothing_is_owed():
    decision = end()

    over, dropped = decision.keep
    assert (over.state, over.end_reason) == (MembershipState.LAPSED, EndReason.UNPAID)
    assert dropped.state is ChargeState.WRITTEN_OFF
    assert SyncAccess(HANAKO) in decision.effects
    assert decision.effects[-1] == ShowNotice(HANAKO, NoticeKind.ENDED_UNPAID, "mbs_1")


@pytest.mark.rule("E-45")
@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({"attempts": [attempt(AttemptState.UNKNOWN)]}, timedelta(minutes=10)),
        ({"attempts": [attempt()]}, timedelta(minutes=10)),
        ({"charges": [charge(ChargeState.PAID, NOVEMBER.replace(month=10), disputed=True)]}, timedelta(days=1)),
    ],
)
def test_the_end_waits_for_what_is_not_known(changes, waits):
    """No answer is never taken for a failure, and an open dispute postpones the end."""
    decision = end(**changes)

    assert decision.keep == ()
    assert decision.due == (Due(DueKind.END_UNPAID, unpaid().id, at(11, 25, 11) + waits),)


def test_an_old_month_is_only_written_off_when_a_later_one_was_paid():
    decision = end(charges=[charge(ChargeState.PAID, DECEMBER, payment_id="pi_2")])

    dropped, standing = decision.keep
    assert (dropped.state, standing.state) == (ChargeState.WRITTEN_OFF, MembershipState.ACTIVE)


@pytest.mark.rule("E-45")
@pytest.mark.parametrize(
    "other", [charge(month=DECEMBER), charge(ChargeState.PAID, NOVEMBER.replace(month=10), payment_id="pi_0")]
)
def test_a_later_month_that_is_not_paid_or_an_earlier_one_that_is_saves_nobody(other):
    assert end(charges=[other]).keep[0].state is MembershipState.LAPSED


@pytest.mark.parametrize("state", [ChargeState.PAID, ChargeState.WRITTEN_OFF])
def test_the_end_of_a_settled_month_ends_nothing(state):
    assert end(of=unpaid(None, state=state)) == NOTHING


@pytest.mark.rule("E-35")
@pytest.mark.parametrize(("today", "retry_on"), [(nov(2), nov(5)), (nov(5), nov(10)), (nov(27), nov(25))])
def test_a_missed_month_enters_the_calendar_at_its_next_date(today, retry_on):
    owed = charge(ChargeState.DUE, invoice_id=None)

    decision = billing.enters_calendar(owed, "in_9", "http://x", CALENDAR, today)

    assert (decision.keep[0].state, decision.keep[0].retry_on) == (ChargeState.OPEN, retry_on)
    assert {due.kind for due in decision.due} == {DueKind.RETRY, DueKind.END_UNPAID}
    assert billing.enters_calendar(decision.keep[0], "in_9", None, CALENDAR, today) == NOTHING

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules import joining
from bot.rules.charges import ChargeState, RefundCause, RefundState
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import AskOrder, BillMonth, GiveBack, ShowNotice, SyncAccess, SyncSubscription
from bot.rules.giving_back import give_back
from bot.rules.notices import NoticeKind
from bot.rules.policies.policy import Pin
from bot.rules.rooms import EndReason, MembershipState, OrderState, RoomState
from bot.rules.texts import Refused
from tests.rules.makers import (
    CALENDAR,
    DECEMBER,
    FEE,
    HANAKO,
    NOVEMBER,
    at,
    charge,
    membership,
    order,
    payment,
    room,
    screen,
)
from tests.rules.policies import ROOM_TERMS

TERMS = Pin("room", 1, "5e1f")
WAITING = membership(MembershipState.AWAITING_PAYMENT, joined_at=None, subscription_id=None)


def paid(
    *, known=WAITING, room=RoomState.OPEN, settled=None, returned=None, payment=payment(), of=order(), now=at(11, 10)
):
    return joining.paid(
        of,
        known,
        payment,
        room_state=room,
        settled=settled,
        returned=returned,
        terms=ROOM_TERMS,
        calendar=CALENDAR,
        now=now,
    )


@pytest.mark.rule("E-15", "E-19")
@pytest.mark.parametrize("state", [RoomState.DRAFT, RoomState.CLOSED])
def test_a_room_that_is_not_open_cannot_be_joined(state):
    with pytest.raises(Refused) as refused:
        joining.may_join(room(state=state), None)

    assert refused.value.why.key == "rooms.not_open"


@pytest.mark.rule("E-17", "E-45", "E-46")
@pytest.mark.parametrize(
    ("live", "key"),
    [
        (None, None),
        (WAITING, None),
        (membership(), "rooms.in_already"),
        (membership(MembershipState.PAST_DUE), "rooms.in_already"),
        (membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0)), "rooms.leaving_already"),
    ],
)
def test_only_a_live_membership_is_in_the_way(live, key):
    """Whoever lapsed, left or never paid comes back as if nothing had been (their memberships are not live)."""
    if key is None:
        joining.may_join(room(), live)
        return
    with pytest.raises(Refused) as refused:
        joining.may_join(room(), live)

    assert refused.value.why.key == key


@pytest.mark.rule("E-35")
@pytest.mark.parametrize(
    ("now", "expires_at"),
    [
        (at(11, 10), at(11, 11)),
        (at(11, 29, 23, 59), at(11, 30, 23, 59)),
        (at(11, 30, 0, 1), at(12, 1, 0)),
        (at(11, 30, 23, 29), at(12, 1, 0)),
        (at(12, 1, 0), at(12, 2, 0)),
        (at(12, 31, 12), at(1, 1, 0, year=2027)),
    ],
)
def test_a_link_lives_a_day_and_never_past_the_month_it_pays_for(now, expires_at):
    assert joining.link_expires_at(CALENDAR, now) == expires_at


@pytest.mark.rule("E-35")
@pytest.mark.parametrize("now", [at(11, 30, 23, 29, 1), at(11, 30, 23, 59, 59)])
def test_in_the_last_half_hour_of_a_month_one_is_asked_to_come_back_after_midnight(now):
    with pytest.raises(Refused) as refused:
        joining.link_expires_at(CALENDAR, now)

    assert refused.value.why.values["at"].at == at(12, 1, 0)


def test_where_clocks_change_joins_wait_for_the_anchor_of_the_first():
    """In Los Angeles in summer midnight is 07:00 UTC and the anchor 08:00: in between a join would be billed twice."""
    calendar = Calendar(ZoneInfo("America/Los_Angeles"))
    midnight = calendar.starts_at(NOVEMBER.replace(month=7))

    with pytest.raises(Refused):
        joining.link_expires_at(calendar, midnight + timedelta(minutes=59))
    assert joining.link_expires_at(calendar, midnight + timedelta(hours=1)) > midnight


@pytest.mark.rule("E-17")
@pytest.mark.parametrize(
    ("state", "url", "now", "usable"),
    [
        (OrderState.OPEN, "http://x", at(11, 10, 23, 59, 59), True),
        (OrderState.OPEN, "http://x", at(11, 11, 11, 59, 59), True),
        (OrderState.OPEN, "http://x", at(11, 11, 12), False),
        (OrderState.OPEN, "http://x", at(11, 11, 12, 0, 1), False),
        (OrderState.OPEN, None, at(11, 10), False),
        (OrderState.PAID, "http://x", at(11, 10), False),
        (OrderState.EXPIRED, "http://x", at(11, 10), False),
    ],
)
def test_the_same_link_is_given_again_until_it_expires(state, url, now, usable):
    assert joining.usable_link(order(state, url=url), now) is usable


@pytest.mark.rule("E-17", "E-33")
def test_a_request_is_a_membership_that_waits_and_an_order_to_be_paid():
    ids = ("mbs_9", "ord_9")
    hours = timedelta(hours=3)
    shown, now = screen(terms=TERMS), at(11, 10)
    decision = joining.first_order(shown, ids, expires_at=at(11, 11), remind_after=hours, now=now)

    asked, ordered, kept = decision.keep
    assert (asked.application_id, ordered.screen_id) == ("app_1", "scr_1")
    assert (kept.order_id, kept.confirmed_at) == ("ord_9", at(11, 10))
    assert (asked.state, asked.fee) == (MembershipState.AWAITING_PAYMENT, FEE)
    assert (ordered.state, ordered.amount, ordered.membership_id) == (OrderState.OPEN, FEE, "mbs_9")
    assert ordered.terms == TERMS
    assert decision.due == (
        Due(DueKind.ASK_ORDER, "ord_9", at(11, 10, 12, 2)),
        Due(DueKind.REMIND, "ord_9", at(11, 10, 15)),
    )


@pytest.mark.parametrize(
    ("of", "now", "reminds"),
    [
        (order(), at(11, 10, 15), True),
        (order(), at(11, 11, 11, 28), True),
        (order(), at(11, 11, 11, 29), False),  # too late to pay in peace: the link expires at noon
        (order(OrderState.PAID), at(11, 10, 15), False),
        (order(OrderState.EXPIRED), at(11, 10, 15), False),
    ],
)
def test_a_payment_page_that_was_left_is_spoken_of_while_there_is_time(of, now, reminds):
    told = (ShowNotice(HANAKO, NoticeKind.ABANDONED, "ord_1"),)

    assert joining.remind(of, now).effects == (told if reminds else ())


@pytest.mark.parametrize(
    ("now", "next_at"),
    [
        (at(11, 10, 12, 0), at(11, 10, 12, 2)),
        (at(11, 10, 12, 2), at(11, 10, 12, 10)),
        (at(11, 10, 12, 10), at(11, 10, 13, 0)),
        (at(11, 10, 13, 0), at(11, 10, 14, 0)),
        (at(11, 11, 12, 0), at(11, 11, 12, 1)),
        (at(11, 11, 12, 1), at(11, 11, 13, 0)),
    ],
)
def test_an_open_order_is_asked_about_after_2_and_10_minutes_then_hourly_and_at_expiry(now, next_at):
    """A lost webhook costs minutes."""
    assert joining.ask_next(order(), now).due_at == next_at


def test_a_settled_order_is_not_asked_about():
    assert joining.ask(order(OrderState.PAID), at(11, 10)) == NOTHING
    assert joining.ask(order(), at(11, 10)).effects == (AskOrder("ord_1"),)


@pytest.mark.rule("E-16", "E-20", "E-33", "E-34")
@pytest.mark.parametrize("day", [1, 15, 30])
def test_paid_opens_the_door_for_the_full_month_whatever_the_day(day):
    decision = paid(payment=payment(paid_at=at(11, day)), now=at(11, day))

    opened, done, settled = decision.keep
    assert (opened.state, opened.joined_at) == (MembershipState.ACTIVE, at(11, day))
    assert (done.state, done.payment_id) == (OrderState.PAID, "pi_1")
    assert (settled.state, settled.month, settled.amount) == (ChargeState.PAID, NOVEMBER, FEE)
    welcome = ShowNotice(HANAKO, NoticeKind.WELCOME, "mbs_1")
    assert decision.effects == (SyncAccess(HANAKO), SyncSubscription("mbs_1"), welcome)


@pytest.mark.rule("E-35")
def test_paid_on_the_31st_and_handled_on_the_2nd_owes_the_month_that_began():
    decision = paid(payment=payment(paid_at=at(10, 31, 23, 59)), now=at(11, 2))

    settled, missed = decision.keep[2], decision.keep[3]
    assert (settled.month.month, settled.state) == (10, ChargeState.PAID)
    assert (missed.month, missed.state, missed.payment_id) == (NOVEMBER, ChargeState.DUE, None)
    assert BillMonth(missed.id) in decision.effects


def test_a_payment_told_again_changes_nothing():
    settled = charge(ChargeState.PAID, payment_id="pi_1", invoice_id=None)

    assert paid(known=membership(), settled=settled) == NOTHING


def test_a_second_payment_for_the_same_month_goes_back():
    settled = charge(ChargeState.PAID, payment_id="pi_1", invoice_id=None)

    decision = paid(known=membership(), settled=settled, payment=payment("pi_2"))

    [refund] = decision.keep
    assert (refund.payment_id, refund.amount, refund.cause) == ("pi_2", FEE, RefundCause.DUPLICATE)
    assert decision.effects[0] == GiveBack(refund.id)


@pytest.mark.rule("E-11", "E-19")
@pytest.mark.parametrize("state", [MembershipState.EXPELLED, MembershipState.LEFT, MembershipState.REFUSED])
def test_paid_for_an_order_that_died_goes_back(state):
    decision = paid(known=membership(state))

    dead, refund = decision.keep
    assert dead.state is OrderState.RETURNED
    assert (refund.cause, refund.state) == (RefundCause.ORDER_DEAD, RefundState.ASKED)
    assert SyncAccess(HANAKO) not in decision.effects


def test_paid_for_a_room_that_closed_meanwhile_goes_back_and_nothing_waits_any_more():
    decision = paid(room=RoomState.CLOSED)

    states = {type(record).__name__: record.state for record in decision.keep}
    assert states == {"Refund": "asked", "Order": "returned", "Membership": "refused"}
    assert [type(effect).__name__ for effect in decision.effects] == ["GiveBack", "ShowNotice"]


def test_what_went_back_once_does_not_go_back_again():
    [refund] = give_back(membership(), payment(), RefundCause.ORDER_DEAD, ROOM_TERMS, at(11, 10)).keep

    assert paid(known=membership(MembershipState.LEFT), returned=refund) == NOTHING


@pytest.mark.rule("E-27", "E-46")
def test_a_link_that_expires_unpaid_leaves_no_membership_and_no_retry():
    decision = joining.expired(order(), WAITING, at(11, 11))

    gone, over = decision.keep
    assert gone.state is OrderState.EXPIRED
    assert (over.state, over.end_reason) == (MembershipState.LAPSED, EndReason.NEVER_PAID)
    assert (decision.effects, decision.due) == ((), (seat_freed(gone.room_id, at(11, 11)),))


def test_an_expiry_told_after_the_payment_changes_nothing():
    assert joining.expired(order(OrderState.PAID), membership(), at(11, 11)) == NOTHING


@pytest.mark.parametrize(
    ("now", "session", "expected_tries"),
    [
        (at(11, 10, 13), None, 1),
        (at(11, 11, 10, 59, 59), None, 1),
        (at(11, 11, 11), None, 2),
        (at(11, 11, 13), "cs_1", 2),
    ],
)
def test_a_link_is_asked_for_under_the_same_key_while_that_is_young(now, session, expected_tries):
    """Twenty-four hours later Stripe may have forgotten the key and would make a second link under it."""
    again = joining.asks_anew(order(session_id=session, url=None, expires_at=at(11, 12)), at(11, 12), now)

    assert again.tries == expected_tries


@pytest.mark.parametrize(("now", "tries"), [(at(11, 10, 12, 59, 59), 1), (at(11, 10, 13), 2)])
def test_a_link_that_has_expired_is_asked_for_anew_however_young_its_key(now, tries):
    """On the last day of a month a link lives only for minutes."""
    short = order(session_id=None, url=None, expires_at=at(11, 10, 13))

    assert joining.asks_anew(short, at(11, 11), now).tries == tries


@pytest.mark.rule("E-36")
def test_joining_on_the_first_pays_that_month_and_the_next_is_due_a_month_later():
    decision = paid(payment=payment(paid_at=at(12, 1, 0, 0)), now=at(12, 1, 0, 1))

    assert decision.keep[2].month == DECEMBER
    assert len(decision.keep) == 3

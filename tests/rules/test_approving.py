"""Approval: request, payment, the owner's word, role; and everything back for whoever is not let in."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import approving, deciding
from bot.rules.approving import ApprovalState
from bot.rules.charges import Charge, ChargeState, Refund, RefundCause, RefundState
from bot.rules.days import Calendar
from bot.rules.deciding import Decider
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import GiveBack, ShowNotice, SyncAccess, SyncSubscription, TellAdmins
from bot.rules.ids import MemberId
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, MembershipState, OrderState, RoomState
from bot.rules.settings import Deadlines
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, FEE, HANAKO, NOVEMBER, approval, at, membership, order, payment, room
from tests.rules.policies import ROOM_TERMS as TERMS

ROOM = room(needs_approval=True)
OWNER, ADMIN = ROOM.owner_id, MemberId(99)
ASKED = order(answer_within_days=7)
UNPAID = membership(MembershipState.AWAITING_PAYMENT, joined_at=None, subscription_id=None)
WAITING = replace(UNPAID, state=MembershipState.AWAITING_APPROVAL)
NOW = at(11, 12)


def paid(order=ASKED, membership=UNPAID, payment=payment(), now=at(11, 10), **changes):
    known = {"room": ROOM, "returned": None, "deadlines": Deadlines(), "terms": TERMS}
    return approving.paid(order, membership, payment, now=now, **(known | changes))


def kept(decision, kind):
    return [record for record in decision.keep if isinstance(record, kind)]


@pytest.mark.rule("E-17", "E-19", "E-20")
def test_a_payment_waits_for_the_owner_and_opens_nothing():
    """No role, no subscription and no month of the ledger before somebody said yes."""
    decision = paid()

    waiting, done, request = decision.keep
    assert waiting.state is MembershipState.AWAITING_APPROVAL
    assert (done.state, done.payment_id) == (OrderState.PAID, "pi_1")
    assert request == approval()
    assert decision.effects == (
        ShowNotice(HANAKO, NoticeKind.REQUEST_WAITING, "apv_1"),
        ShowNotice(OWNER, NoticeKind.REQUEST, "apv_1"),
    )
    assert decision.due == (Due(DueKind.APPROVAL, "apv_1", at(11, 13)),)


@pytest.mark.parametrize(
    ("within", "deadlines", "escalates", "ends"),
    [
        (7, Deadlines(), at(11, 13), at(11, 17)),
        (7, Deadlines(answer_days=1, refund_days=1), at(11, 11), at(11, 17)),  # what was promised before paying holds
        (2, Deadlines(answer_days=5), at(11, 12), at(11, 12)),
    ],
)
def test_a_request_ends_when_the_member_was_told_it_would(within, deadlines, escalates, ends):
    request = paid(order(answer_within_days=within), deadlines=deadlines).keep[2]

    assert (request.escalates_at, request.ends_at) == (escalates, ends)


def test_the_same_payment_told_again_changes_nothing():
    waiting, done, _ = paid().keep

    assert paid(done, waiting) == NOTHING
    assert paid(done, replace(waiting, state=MembershipState.ACTIVE), now=at(12, 3)) == NOTHING


def test_a_second_payment_goes_back_and_the_first_still_waits():
    waiting, done, _ = paid().keep
    decision = paid(done, waiting, payment("pi_2"))

    [refund] = decision.keep
    assert (refund.payment_id, refund.cause) == ("pi_2", RefundCause.DUPLICATE)


@pytest.mark.parametrize(
    ("membership", "room"),
    [
        (replace(UNPAID, state=MembershipState.LEFT), ROOM),  # taken back while the payment was on its way
        (replace(UNPAID, state=MembershipState.LAPSED), ROOM),
        (UNPAID, replace(ROOM, state=RoomState.CLOSED)),
    ],
)
def test_money_for_a_request_that_no_longer_counts_goes_back(membership, room):
    decision = paid(membership=membership, room=room)

    assert [refund.amount for refund in kept(decision, Refund)] == [FEE]
    assert not kept(decision, approving.Approval)
    assert paid(membership=membership, room=room, returned=kept(decision, Refund)[0]) == NOTHING


@pytest.mark.rule("E-17", "E-33", "E-34", "E-35")
@pytest.mark.parametrize(
    ("now", "month"),
    [
        (at(11, 10, 13), NOVEMBER),
        (at(11, 30, 23, 59, 59), NOVEMBER),
        (at(12, 1, 0), date(2026, 12, 1)),
        (at(12, 1, 11, 59), date(2026, 12, 1)),
    ],
)
def test_the_payment_covers_the_month_in_which_the_door_opens(now, month):
    """Paid in November and let in in December: nobody pays for a month they were not in."""
    asked = approval(asked_at=at(11, 24), escalates_at=at(11, 27), ends_at=at(12, 1, 12), paid_at=at(11, 24))
    decision = approving.approve(asked, WAITING, ROOM, by=OWNER, calendar=CALENDAR, now=now)

    opened, charge, decided = decision.keep
    assert (opened.state, opened.joined_at) == (MembershipState.ACTIVE, now)
    assert (charge.month, charge.state, charge.payment_id, charge.amount) == (month, ChargeState.PAID, "pi_1", FEE)
    assert (decided.state, decided.decided_by, decided.decided_at) == (ApprovalState.APPROVED, OWNER, now)
    assert SyncAccess(HANAKO) in decision.effects
    assert SyncSubscription("mbs_1") in decision.effects
    assert ShowNotice(HANAKO, NoticeKind.APPROVED, "mbs_1") in decision.effects


def test_between_midnight_and_the_anchor_nobody_is_let_in():
    """In Berlin's summer Stripe renews at one: a subscription made before would charge the month a second time."""
    berlin = Calendar(ZoneInfo("Europe/Berlin"))
    asked = approval(asked_at=at(6, 29), ends_at=at(7, 6))
    midnight = berlin.starts_at(date(2026, 7, 1))

    with pytest.raises(Refused, match="month_begins"):
        approving.approve(asked, WAITING, ROOM, by=OWNER, calendar=berlin, now=midnight)
    assert approving.approve(asked, WAITING, ROOM, by=OWNER, calendar=berlin, now=midnight + timedelta(hours=1)).keep


@pytest.mark.rule("E-10", "E-17")
def test_declined_is_told_why_and_has_everything_back():
    decision = approving.decline(approval(), WAITING, ROOM, " No room for this. ", terms=TERMS, by=OWNER, now=NOW)

    decided, over, refund = decision.keep
    assert (decided.state, decided.words) == (ApprovalState.DECLINED, "No room for this.")
    assert (over.state, over.end_reason, over.ended_at) == (MembershipState.REFUSED, EndReason.DECLINED, NOW)
    assert (refund.payment_id, refund.amount, refund.state) == ("pi_1", FEE, RefundState.ASKED)
    assert GiveBack(refund.id) in decision.effects
    assert ShowNotice(HANAKO, NoticeKind.REQUEST_OVER, "apv_1") in decision.effects
    assert ShowNotice(HANAKO, NoticeKind.MONEY_BACK, refund.id) not in decision.effects  # one message says both
    assert decision.due == (seat_freed("room_1", NOW),)


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nobody_is_declined_without_words(words):
    with pytest.raises(Refused, match="say_why"):
        approving.decline(approval(), WAITING, ROOM, words, terms=TERMS, by=OWNER, now=NOW)


def test_a_member_takes_a_paid_request_back_and_has_everything_back():
    decision = approving.withdraw(approval(), WAITING, ROOM, TERMS, NOW)

    decided, over, refund = decision.keep
    assert decided.state is ApprovalState.WITHDRAWN
    assert (over.state, over.end_reason) == (MembershipState.LEFT, EndReason.WITHDRAWN)
    assert refund.amount == FEE


@pytest.mark.rule("E-20", "E-26")
def test_after_three_days_the_admins_are_asked_and_the_owner_reminded():
    decision = approving.look_again(approval(), WAITING, ROOM, TERMS, at(11, 13))

    assert decision.keep == (approval(escalated_at=at(11, 13)),)
    assert TellAdmins(NoticeKind.REQUEST_OLD, "apv_1") in decision.effects
    assert ShowNotice(OWNER, NoticeKind.REQUEST_OLD, "apv_1") in decision.effects
    assert decision.due == (Due(DueKind.APPROVAL, "apv_1", at(11, 17)),)


@pytest.mark.rule("E-20", "E-26")
@pytest.mark.parametrize("now", [at(11, 17), at(11, 19)])
def test_after_seven_days_it_is_given_up_and_everything_goes_back(now):
    """A machine that slept through the third day does the later thing, and asks nobody any more."""
    decision = approving.look_again(approval(), WAITING, ROOM, TERMS, now)

    decided, over, refund = decision.keep
    assert decided.state is ApprovalState.UNANSWERED
    assert (over.state, over.end_reason) == (MembershipState.REFUSED, EndReason.UNANSWERED)
    assert refund.amount == FEE
    assert not any(isinstance(effect, TellAdmins) for effect in decision.effects)


def test_a_look_that_comes_too_early_looks_again():
    decision = approving.look_again(approval(), WAITING, ROOM, TERMS, at(11, 12, 11))

    assert decision.keep == ()
    assert decision.due == (Due(DueKind.APPROVAL, "apv_1", at(11, 13)),)


DECIDED = [ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.WITHDRAWN, ApprovalState.UNANSWERED]


@pytest.mark.parametrize("state", DECIDED)
def test_what_is_decided_is_not_decided_again(state):
    """Twice the same is once; anything else is refused, and says what happened instead."""
    request, moment = approval(state, decided_at=NOW, decided_by=OWNER, words="x"), NOW + timedelta(minutes=1)
    acts = {
        ApprovalState.APPROVED: lambda: approving.approve(
            request, WAITING, ROOM, by=OWNER, calendar=CALENDAR, now=moment
        ),
        ApprovalState.DECLINED: lambda: approving.decline(
            request, WAITING, ROOM, "y", terms=TERMS, by=ADMIN, now=moment
        ),
        ApprovalState.WITHDRAWN: lambda: approving.withdraw(request, WAITING, ROOM, TERMS, moment),
    }

    for wanted, act in acts.items():
        if wanted is state:
            assert act() == NOTHING
        else:
            with pytest.raises(Refused):
                act()
    assert approving.look_again(request, WAITING, ROOM, TERMS, at(11, 20)) == NOTHING


@pytest.mark.parametrize(
    ("now", "is_open"), [(at(11, 16, 11), True), (at(11, 17) - timedelta(seconds=1), True), (at(11, 17), False)]
)
def test_after_its_time_a_request_cannot_be_answered_even_if_nobody_noticed_yet(now, is_open):
    """The bot may have slept: the member was told that the money goes back by then."""
    if is_open:
        approving.check_open(approval(), WAITING, now)
    else:
        with pytest.raises(Refused, match="over"):
            approving.check_open(approval(), WAITING, now)


def test_a_membership_that_is_over_cannot_be_let_in():
    with pytest.raises(Refused, match="over"):
        approving.check_open(approval(), membership(MembershipState.EXPELLED), NOW)


def test_nobody_is_let_into_a_closed_room():
    with pytest.raises(Refused, match="not_open"):
        closed = replace(ROOM, state=RoomState.CLOSED)
        approving.approve(approval(), WAITING, closed, by=OWNER, calendar=CALENDAR, now=NOW)


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (Decider(OWNER), True),
        (Decider(ADMIN, is_admin=True), True),
        (Decider(ADMIN), False),
        (Decider(HANAKO), False),
    ],
)
def test_the_owner_and_the_admins_decide_and_nobody_else(by, may):
    assert deciding.may_decide(ROOM, by) is may
    if not may:
        with pytest.raises(Refused):
            deciding.check_may_decide(ROOM, by)
        with pytest.raises(Refused):
            deciding.check_may_run(ROOM, by)


def test_nobody_is_let_in_who_has_left_the_server():
    with pytest.raises(Refused, match="is_away"):
        approving.check_is_there(approval(), is_there=False)
    approving.check_is_there(approval(), is_there=True)


ACTS = st.lists(
    st.tuples(st.sampled_from(["pay", "pay again", "approve", "decline", "withdraw", "look"]), st.integers(0, 60)),
    max_size=12,
)


@given(ACTS)
def test_whatever_happens_in_whatever_order_one_payment_buys_one_month_or_comes_back_once(acts):
    """Acts of a member, an owner, an admin, Stripe and the clock, hours apart."""
    state = {"order": ASKED, "membership": UNPAID}
    now = at(11, 10)
    for act, hours in acts:
        now += timedelta(hours=hours)
        try:
            decision = _act(act, state, now)
        except Refused:
            continue
        for record in decision.keep:
            known = state.get(_name(record))
            assert known is None or _name(record) in ("order", "membership", "approval"), record  # kept once
            state[_name(record)] = record

    paid_by = {"pay": "pi_1", "pay again": "pi_2"}
    payments = {paid_by[act] for act, _ in acts if act in paid_by}
    came_back = {name.partition(" ")[2] for name in state if name.startswith("refund")}
    bought = {record.payment_id for name, record in state.items() if name.startswith("charge")}
    held = {state["approval"].payment_id} if state["membership"].state is MembershipState.AWAITING_APPROVAL else set()
    assert sorted([*came_back, *bought, *held]) == sorted(payments)
    assert bool(bought) == (state["membership"].state is MembershipState.ACTIVE)


def _act(act, state, now):
    if act.startswith("pay"):
        money = payment("pi_1" if act == "pay" else "pi_2", at(11, 10))
        returned = state.get(f"refund {money.id}")
        return paid(state["order"], state["membership"], money, now, returned=returned)
    request = state.get("approval")
    if request is None:
        return NOTHING
    known = (request, state["membership"], ROOM)
    match act:
        case "approve":
            return approving.approve(*known, by=OWNER, calendar=CALENDAR, now=now)
        case "decline":
            return approving.decline(*known, "no", terms=TERMS, by=ADMIN, now=now)
        case "withdraw":
            return approving.withdraw(*known, TERMS, now)
    return approving.look_again(*known, TERMS, now)


def _name(record):
    match record:
        case Charge():
            return f"charge {record.id}"
        case Refund():
            return f"refund {record.payment_id}"
    return type(record).__name__.lower()

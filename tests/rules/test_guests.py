"""Guests: in with a code, out on their day, and never charged."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import guests, leaving
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import ShowNotice, SyncAccess
from bot.rules.ids import MemberId, MembershipId
from bot.rules.leaving import Wanted
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, MembershipState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, HANAKO, access_code, at, membership, room

FEBRUARY = at(2, 1, 0, year=2027)
GUEST = replace(membership(), subscription_id=None, free_until=FEBRUARY)
TOLD = ShowNotice(HANAKO, NoticeKind.GUEST_ENDS, "mbs_1")


@pytest.mark.parametrize(
    ("today", "months", "until"),
    [
        (date(2026, 11, 10), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), 1, date(2027, 2, 1)),
        (date(2026, 11, 1), 12, date(2027, 12, 1)),
    ],
)
def test_a_code_gives_whole_months_and_the_rest_of_the_one_it_is_used_in(today, months, until):
    assert guests.free_through(access_code(months=months), today) == until


def test_a_guest_comes_in_at_once_and_the_end_is_planned():
    decision = guests.enter(access_code(), room(), HANAKO, MembershipId("mbs_1"), calendar=CALENDAR, now=at(11, 10))

    [guest] = decision.keep
    assert (guest.state, guest.free_until, guest.access_code_id) == (MembershipState.ACTIVE, FEBRUARY, "acc_1")
    assert decision.effects == (SyncAccess(HANAKO), ShowNotice(HANAKO, NoticeKind.WELCOME, "mbs_1"))
    assert decision.due == (Due(DueKind.GUEST, "mbs_1", at(1, 29, 0, year=2027)),)


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        (at(1, 28, 23, 59, year=2027), Decision(due=(Due(DueKind.GUEST, "mbs_1", at(1, 29, 0, year=2027)),))),
        (at(1, 29, 0, year=2027), Decision(effects=(TOLD,), due=(Due(DueKind.GUEST, "mbs_1", FEBRUARY),))),
        (at(1, 31, 23, 59, year=2027), Decision(effects=(TOLD,), due=(Due(DueKind.GUEST, "mbs_1", FEBRUARY),))),
    ],
)
def test_three_days_before_the_end_a_guest_is_told(now, answer):
    assert guests.look(GUEST, now) == answer


@pytest.mark.parametrize("state", [MembershipState.ACTIVE, MembershipState.LEAVING])
def test_on_the_day_it_ends(state):
    decision = guests.look(replace(GUEST, state=state), FEBRUARY)

    [over] = decision.keep
    assert (over.state, over.end_reason, over.ended_at) == (
        MembershipState.LEFT,
        EndReason.FREE_TIME_OVER,
        FEBRUARY,
    )
    assert decision.effects == (SyncAccess(HANAKO), TOLD)


@pytest.mark.parametrize("who", [membership(), replace(GUEST, state=MembershipState.LEFT)])
def test_there_is_nothing_to_end_for_who_pays_or_is_out(who):
    assert guests.look(who, FEBRUARY) == NOTHING


def test_another_code_comes_on_top():
    decision = guests.extend(GUEST, access_code(months=3), CALENDAR)

    assert decision.keep[0].free_until == at(5, 1, 0, year=2027)
    assert decision.due == (Due(DueKind.GUEST, "mbs_1", at(4, 28, 0, year=2027)),)


@pytest.mark.parametrize(
    ("changes", "uses", "used", "key"),
    [
        ({"closed_at": at(11, 9)}, 0, False, "pricing.code_over"),
        ({"ends_at": at(11, 10)}, 0, False, "pricing.code_over"),
        ({"member_id": MemberId(7)}, 0, False, "pricing.no_such_code"),  # not even that there is one
        ({"uses_max": 2}, 2, False, "pricing.code_used_up"),
        ({}, 0, True, "guests.code_used"),
    ],
)
def test_a_code_that_opens_nothing_says_why(changes, uses, used, key):
    with pytest.raises(Refused) as refused:
        guests.check_code(access_code(**changes), HANAKO, uses, used_by_member=used, now=at(11, 10))

    assert refused.value.why.key == key


@pytest.mark.parametrize(
    ("changes", "uses"), [({}, 99), ({"uses_max": 2}, 1), ({"member_id": HANAKO}, 0), ({"ends_at": at(11, 11)}, 0)]
)
def test_a_code_that_opens_is_let_through(changes, uses):
    guests.check_code(access_code(**changes), HANAKO, uses, used_by_member=False, now=at(11, 10))


def test_a_guest_who_leaves_stays_to_the_end_of_the_free_time():
    decision = leaving.leave(GUEST, [], CALENDAR, at(11, 10))

    assert (decision.keep[0].state, decision.keep[0].leaves_at) == (MembershipState.LEAVING, FEBRUARY)


@pytest.mark.parametrize("state", [MembershipState.ACTIVE, MembershipState.LEAVING])
def test_a_guest_has_no_subscription(state):
    assert leaving.wanted_subscription(replace(GUEST, state=state)) is Wanted.NONE

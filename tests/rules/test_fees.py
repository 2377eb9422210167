"""A fee that changes: told in time, charged from the first 1st that is far enough away, and taken back cleanly."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import fees
from bot.rules.due import DueKind
from bot.rules.ids import MemberId, SwitchId
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import MembershipState
from bot.rules.switching import Switch, SwitchState
from tests.rules.makers import CALENDAR, FEE, HANAKO, at, membership, room

NEW = Money(800, "JPY")
DEARER = replace(room(), fee=NEW)


def followed(known=None, *, now=None, waiting=None, of=DEARER):
    known = known or membership()
    return fees.follow(
        known, of, SwitchId("swt_2"), charges=(), waiting=waiting, calendar=CALENDAR, now=now or at(11, 17)
    )


def announced(fee=NEW, by=MemberId(1), every=Cycle.MONTH):
    known = membership()
    return Switch(
        SwitchId("swt_1"),
        HANAKO,
        known.id,
        known.room_id,
        date(2027, 1, 1),
        every,
        fee,
        SwitchState.WAITING,
        at(11, 20),
        by,
    )


@pytest.mark.rule("R-84")
@pytest.mark.parametrize(
    ("today", "on"),
    [
        (date(2026, 11, 17), date(2026, 12, 1)),
        (date(2026, 11, 18), date(2027, 1, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 2, 15), date(2027, 3, 1)),
        (date(2027, 2, 16), date(2027, 4, 1)),
    ],
)
def test_a_new_fee_is_charged_from_the_first_1st_that_is_fourteen_days_away(today, on):
    assert fees.charged_from(today) == on


def test_who_is_in_is_told_and_pays_it_from_then_on():
    decision = followed()
    [switch] = decision.keep

    assert (switch.from_month, switch.fee, switch.asked_by) == (date(2026, 12, 1), NEW, DEARER.owner_id)
    assert [due.kind for due in decision.due] == [DueKind.SWITCH]
    assert (NoticeKind.FEE_CHANGE, switch.id) in [
        (effect.kind, effect.subject) for effect in decision.effects if hasattr(effect, "subject")
    ]


@pytest.mark.parametrize(
    "known",
    [
        membership(MembershipState.LEAVING, leaves_at=at(12, 1)),
        membership(MembershipState.LEFT),
        membership(every=Cycle.YEAR),
        membership(tier_id="tier_1"),
        replace(membership(), fee=NEW),
    ],
)
def test_who_leaves_pays_by_the_year_has_a_tier_or_pays_it_already_is_left_alone(known):
    assert followed(known).keep == ()


def test_told_once_and_never_twice_for_the_same_fee():
    assert followed(waiting=announced()).keep == ()


def test_a_newer_fee_takes_the_place_of_the_one_announced_before():
    dropped, switch = followed(waiting=announced(Money(700, "JPY"))).keep

    assert (dropped.state, switch.fee) == (SwitchState.DROPPED, NEW)


def test_going_back_to_the_old_fee_takes_the_announcement_back():
    decision = followed(waiting=announced(), of=room())

    assert [one.state for one in decision.keep] == [SwitchState.DROPPED]
    assert decision.due == ()
    assert room().fee == FEE


def test_what_the_member_chose_is_left_alone():
    assert followed(waiting=announced(Money(5000, "JPY"), by=HANAKO, every=Cycle.YEAR)).keep == ()

"""Absence: nobody is charged for long for rooms they are not there to use, and nobody loses what they paid for."""

from dataclasses import replace

import pytest

from bot.rules import absence
from bot.rules.absence import Absence, Parting
from bot.rules.charges import ChargeState
from bot.rules.due import DueKind
from bot.rules.ids import AbsenceId, MemberId
from bot.rules.leaving import leave, month_over, undo
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, MembershipState
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, HANAKO, at, charge, membership, unpaid

SINCE, STOPS = at(11, 10), at(11, 17)
AWAY = Absence(AbsenceId("abs_1"), HANAKO, SINCE, STOPS)
ADMIN = MemberId(1)
PAID = charge(ChargeState.PAID, payment_id="pi_1")


def kinds(decision):
    return [effect.kind for effect in decision.effects if hasattr(effect, "kind")]


def stopped():
    [going, *_] = leave(membership(), [PAID], CALENDAR, STOPS, because=EndReason.ABSENT).keep
    return going


def test_whoever_is_charged_again_is_asked_and_whoever_is_not_is_left_alone():
    asked = absence.began(AWAY, [membership()])
    ending = absence.began(AWAY, [membership(MembershipState.LEAVING, leaves_at=at(12, 1))])

    assert kinds(asked) == [NoticeKind.ABSENT]
    assert [(due.kind, due.due_at) for due in asked.due] == [(DueKind.ABSENCE, STOPS)]
    assert (ending.effects, ending.due) == ((), ())


@pytest.mark.parametrize(("how", "stops_at"), [(Parting.KICKED, STOPS), (Parting.BANNED, SINCE)])
def test_the_admins_hear_of_whom_a_moderator_sent_away_and_a_ban_stops_at_once(how, stops_at):
    decision = absence.sent_away(AWAY, how, MemberId(7), [ADMIN])

    assert decision.keep == (replace(AWAY, how=how, sent_by=MemberId(7), stops_at=stops_at),)
    assert kinds(decision) == [NoticeKind.ABSENT, NoticeKind.PAYER_AWAY]
    assert [due.due_at for due in decision.due] == [stops_at]
    assert absence.sent_away(decision.keep[0], how, MemberId(7), [ADMIN]).keep == ()  # told twice


@pytest.mark.rule("E-48")
def test_what_is_stopped_ends_with_what_is_paid_and_says_why():
    going = stopped()
    over = month_over(going, at(12, 1, 0)).keep[0]

    assert (going.state, going.leaves_at, going.leaves_because) == (
        MembershipState.LEAVING,
        at(12, 1, 0),
        EndReason.ABSENT,
    )
    assert (over.state, over.end_reason) == (MembershipState.LEFT, EndReason.ABSENT)


def test_an_unpaid_month_is_not_tried_on_somebody_who_is_not_there():
    late = leave(membership(MembershipState.PAST_DUE), [unpaid()], CALENDAR, STOPS, because=EndReason.ABSENT)

    assert (late.keep[0].state, late.keep[0].end_reason) == (MembershipState.LEFT, EndReason.ABSENT)
    assert NoticeKind.HELD in kinds(late)


@pytest.mark.parametrize(
    ("now", "state"),
    [(at(11, 30, 23, 59, 59), MembershipState.ACTIVE), (at(12, 1, 0), None)],
)
def test_coming_back_before_the_paid_time_is_over_lets_it_go_on(now, state):
    decision = absence.back(AWAY, [stopped()], now)

    assert decision.keep[0].back_at == now
    assert [one.state for one in decision.keep[1:]] == ([state] if state else [])


def test_coming_back_takes_back_nothing_that_the_member_or_an_admin_decided():
    left = replace(stopped(), leaves_because=EndReason.LEFT)
    removed = replace(stopped(), leaves_because=EndReason.REMOVED)

    assert len(absence.back(AWAY, [left, removed], at(11, 20)).keep) == 1


def test_whoever_keeps_paying_is_not_stopped():
    kept = absence.keep(AWAY, [stopped()], at(11, 18)).keep

    assert kept[1].state is MembershipState.ACTIVE
    assert not absence.may_stop(kept[0])
    assert not absence.may_stop(replace(AWAY, back_at=at(11, 11)))
    assert absence.may_stop(AWAY)


@pytest.mark.parametrize("known", [replace(AWAY, how=Parting.BANNED), replace(AWAY, back_at=at(11, 12))])
def test_there_is_nothing_to_keep_for_who_is_banned_or_back(known):
    with pytest.raises(Refused):
        absence.keep(known, [membership()], at(11, 18))


@pytest.mark.parametrize("because", [EndReason.LEFT, EndReason.REMOVED])
def test_what_was_only_stopped_can_be_ended_for_good(because):
    ended = leave(stopped(), [PAID], CALENDAR, at(11, 20), because=because)

    assert ended.keep[0].leaves_because is because
    with pytest.raises(Refused):
        leave(ended.keep[0], [PAID], CALENDAR, at(11, 21), because=because)


def test_staying_after_all_forgets_why_one_was_leaving():
    assert undo(stopped(), at(11, 20)).keep[0].leaves_because is None
